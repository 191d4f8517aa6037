/**
 * One closure as the gateway makes it, with every statement and every bound value that reached the
 * database. The reference replays it for other accounts.
 */
import type { AccountId, CustomerId } from '../src/domain/identifiers.js';
import { systemEntropy } from '../src/infrastructure/entropy.js';
import { makeServer } from '../src/infrastructure/graphql/server.js';
import { demoInstitution } from '../src/infrastructure/institutions/institution.js';
import { type DatabaseOptions, openDatabase } from '../src/infrastructure/persistence/orm.js';
import { persistentPorts } from '../src/infrastructure/persistence/ports.js';
import { makeSession } from '../src/infrastructure/persistence/transaction.js';
import { makeVault } from '../src/infrastructure/persistence/vault.js';
import { MASTER_KEY } from './portfolio.js';

/** What of a closure differs from account to account; all are UUIDs. */
export interface Closing {
  readonly customerId: CustomerId;
  /** All of the customer's lines in their order; the first is closed. */
  readonly accountIds: readonly AccountId[];
  readonly idempotencyKey: string;
}

export interface Statement {
  readonly sql: string;
  readonly values: readonly (string | number | null)[];
}

export interface Recording {
  readonly closing: Closing;
  readonly statements: readonly Statement[];
  /** The whole body of the answer. */
  readonly answer: string;
  /** What the database wrote for it, in its log. */
  readonly bytes: number;
}

const MUTATION = `mutation Close($input: CloseAccountInput!) {
  closeAccount(input: $input) {
    account { id status version capabilities }
    closure { id outcome requestedAt effectiveAt revokedCapabilities }
    linkedLimits { accountId direction from { amount } to { amount } reason }
    receipt { formatVersion entryId coarseTime content salt commitment leafHash }
    errors { code message }
  }
}`;

/** The request that closes the first of the customer's lines. */
export const closeBody = ({ accountIds: [accountId], idempotencyKey }: Closing): object => ({
  query: MUTATION,
  variables: {
    input: { accountId, motive: 'COST', expectedVersion: 1, idempotencyKey },
  },
});

/**
 * Makes each closure once, in this process, and returns what it took. `written` tells how many bytes
 * the log of the database holds.
 */
export async function recordClosures(
  options: DatabaseOptions,
  closings: readonly Closing[],
  written: (options: DatabaseOptions) => Promise<number>,
): Promise<Recording[]> {
  let heard: Statement[] = [];
  const onStatement = (sql: string, values: readonly unknown[]): void => {
    heard.push({ sql, values: values as Statement['values'] });
  };
  const database = await openDatabase({ ...options, onStatement });
  const session = makeSession(database, makeVault(MASTER_KEY));
  const ports = persistentPorts(session, { now: Date.now }, systemEntropy, demoInstitution());
  let customerId = '';
  const server = await makeServer({
    ports,
    ping: async () => undefined,
    authenticate: async () => ({ subject: customerId, roles: ['borrower'], customerId }),
    rejection: () => undefined,
    stepUp: {
      satisfiedBy: () => true,
      challenge: () => {
        throw new Error('nobody is challenged here');
      },
    },
    demo: true,
    maxBodyBytes: 100_000,
    onDefect: (error) => {
      throw error;
    },
  });
  try {
    // What is read once in a process belongs to no closure.
    await ports.riskProfiles.champion();
    const recordings: Recording[] = [];
    for (const closing of closings) {
      heard = [];
      customerId = closing.customerId;
      const payload = closeBody(closing);
      const before = await written(options);
      const reply = await server.inject({ method: 'POST', url: '/graphql', payload });
      checkClosed(reply.body);
      const bytes = (await written(options)) - before;
      recordings.push({ closing, statements: heard, answer: reply.body, bytes });
    }
    return recordings;
  } finally {
    await server.close();
    await database.close();
  }
}

/** Fails unless an answer tells of a closed line, and of another one whose limit moved with it. */
export function checkClosed(answer: string | Buffer): void {
  const told = ['"outcome":"CLOSED"', '"linkedLimits":[{', '"errors":[]'];
  if (!told.every((each) => answer.includes(each))) {
    throw new Error(`the line was not closed: ${answer.toString().slice(0, 500)}`);
  }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A text without what differs from closure to closure: ids by first appearance, times, hashes, seals. */
export function normalised(text: string): string {
  const seen = new Map<string, string>();
  return (
    text
      .replace(UUID, (id) => {
        const known = seen.get(id) ?? `id-${seen.size}`;
        seen.set(id, known);
        return known;
      })
      .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'time')
      .replace(/\b1[6-9]\d{11}\b/g, 'time')
      // What is sealed differs each time that it is sealed, and in length with the numbers in it.
      .replace(/\benc1\.[\w-]+/g, 'sealed')
      .replace(/[A-Za-z0-9+/]{43}=/g, 'hash')
      .replace(/\b[0-9a-f]{64}\b/g, 'hash')
  );
}

/** A recorded text cut at its ids, to be filled with another closure's. */
export function template(text: string): (idOf: (recorded: string) => string) => string {
  const ids = text.match(UUID) ?? [];
  const pieces = text.split(UUID);
  if (ids.length === 0) return () => text;
  return (idOf) => {
    let filled = pieces[0] as string;
    for (const [at, id] of ids.entries()) filled += idOf(id) + pieces[at + 1];
    return filled;
  };
}
