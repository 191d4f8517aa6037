/**
 * Clients that work on the lines of a running gateway, as payment systems and customers do: they
 * authorise, capture, repay, lower limits and close, each request under a key of its own, and
 * remember what they sent and what was acknowledged. Which requests they send follows from a seed.
 */
import type { Chance } from '../../src/infrastructure/demo/chance.js';

export const OPERATIONS = [
  'closeAccount',
  'postRepayment',
  'authorizeUse',
  'captureHold',
  'decreaseLimit',
] as const;
export type Operation = (typeof OPERATIONS)[number];

const INPUTS: { readonly [O in Operation]: string } = {
  closeAccount: 'CloseAccountInput',
  postRepayment: 'PostAmountInput',
  authorizeUse: 'AuthorizeUseInput',
  captureHold: 'CaptureHoldInput',
  decreaseLimit: 'DecreaseLimitInput',
};

const ENTRY =
  'entry { id kind bookedAt valueDate reference postings { ledgerAccount amount { amount currency } } }';

const ACCOUNT = 'account { id version }';
const DECISION = 'decision { id kind grounds reasons { code text } }';

/** What an answer holds; all of it but the account can never change afterwards. */
const MADE: { readonly [O in Operation]: string } = {
  closeAccount: `${ACCOUNT}
    closure { id accountId outcome motive requestedAt scoreBefore scoreAfter ${DECISION} }
    linkedLimits { decision { id } accountId ruleId from { amount } to { amount } }
    receipt { entryId content salt commitment leafHash }`,
  postRepayment: ENTRY,
  authorizeUse: 'hold { id placedAt expiresAt amount { amount currency } }',
  captureHold: ENTRY,
  decreaseLimit: `${ACCOUNT} ${DECISION}`,
};

const PART = {
  closeAccount: 'closure',
  postRepayment: 'entry',
  authorizeUse: 'hold',
  captureHold: 'entry',
  decreaseLimit: 'decision',
} as const;

export interface Request {
  readonly operation: Operation;
  readonly token: string;
  readonly input: { readonly idempotencyKey: string } & Record<string, unknown>;
}

/** The line as it was when it was answered. */
interface Seen {
  readonly account?: { readonly id: string; readonly version: number } | null;
}

export type Answer = Seen &
  (
    | /** `made` is the id of what was made; `payload` is all that the answer said of it. */
    { readonly made: string; readonly payload: unknown }
    | { readonly refused: readonly string[] }
  );

/** Asks a gateway; rejects when no whole answer came back. */
export type Ask = (
  token: string,
  query: string,
  variables: object,
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what is asked for.
) => Promise<{ readonly status: number; readonly body: any }>;

/**
 * Sends a request once.
 * @throws UnexpectedAnswer when the answer is neither a success nor a typed refusal.
 */
export async function send(ask: Ask, { operation, token, input }: Request): Promise<Answer> {
  const query = `mutation ($input: ${INPUTS[operation]}!) {
    ${operation}(input: $input) { ${MADE[operation]} errors { code } }
  }`;
  const { status, body } = await ask(token, query, { input });
  const { errors, account, ...payload } = body.data?.[operation] ?? {};
  if (status !== 200 || body.errors || !errors) {
    throw new UnexpectedAnswer(`${operation}: ${status} ${JSON.stringify(body)}`);
  }
  const made = payload[PART[operation]];
  if (made === null) return { account, refused: errors.map(({ code }: { code: string }) => code) };
  return { account, made: made.id, payload };
}

export class UnexpectedAnswer extends Error {}

/** A line that the clients work on. */
export interface WorkedLine {
  readonly id: string;
  readonly currency: string;
  /** As the clients know them; an answer may tell a newer version. */
  version: number;
  limitMinor: number;
  readonly capabilities: readonly string[];
  /** Of the customer, stepped up. */
  readonly borrowerToken: string;
}

export interface Acknowledged extends Request {
  readonly answer: Extract<Answer, { made: string }>;
}

/** What the clients know. */
export interface Stream {
  readonly acknowledged: Acknowledged[];
  /** Sent, and the answer never came. */
  readonly unanswered: Request[];
  /** Typed refusals; of those nothing may be kept. */
  readonly refused: Request[];
}

interface OpenHold {
  readonly id: string;
  readonly currency: string;
  leftMinor: number;
}

const money = (minor: number, currency: string) => ({ amount: (minor / 100).toFixed(2), currency });

/** Draws the next request; what closes, captures and lowers follows from what was answered so far. */
export function requestsOn(lines: readonly WorkedLine[], serviceToken: string, chance: Chance) {
  const holds: OpenHold[] = [];
  const byId = new Map(lines.map((line) => [line.id, line]));
  let keys = 0;
  const pick = <T>(of: readonly T[]): T => of[chance.below(of.length)] as T;

  function next(name: string): Request {
    keys += 1;
    const idempotencyKey = `${name}-${keys}`;
    const line = pick(lines);
    const drawn = chance.below(100);
    if (drawn < 45) return own(line, idempotencyKey, drawn < 30);
    const token = serviceToken;
    const hold = holds.length > 0 && drawn < 60 ? pick(holds) : undefined;
    if (hold) {
      const minor = 1 + chance.below(hold.leftMinor);
      const final = chance.below(2) === 0;
      hold.leftMinor -= final ? hold.leftMinor : minor;
      if (hold.leftMinor === 0) holds.splice(holds.indexOf(hold), 1);
      const input = { idempotencyKey, holdId: hold.id, amount: money(minor, hold.currency), final };
      return { operation: 'captureHold', token, input };
    }
    const amount = money(100 + chance.below(20_000), line.currency);
    if (drawn < 75) {
      const input = { idempotencyKey, accountId: line.id, amount };
      return { operation: 'postRepayment', token, input };
    }
    const capability = pick(line.capabilities);
    const input = { idempotencyKey, accountId: line.id, capability, amount };
    return { operation: 'authorizeUse', token, input };
  }

  /** What only the customer may ask for. */
  function own(line: WorkedLine, idempotencyKey: string, closes: boolean): Request {
    const { id: accountId, version: expectedVersion, borrowerToken: token } = line;
    const which = { idempotencyKey, accountId, expectedVersion };
    if (closes) {
      const how = { allowRunOff: chance.below(2) === 0, motive: 'COST' };
      return { operation: 'closeAccount', token, input: { ...which, ...how } };
    }
    const limit = money(line.limitMinor - 1_000 - chance.below(20_000), line.currency);
    return { operation: 'decreaseLimit', token, input: { ...which, limit } };
  }

  function learn({ operation, input }: Request, answer: Answer): void {
    const line = byId.get(answer.account?.id ?? '');
    // Answers may overtake each other on their way.
    if (line && answer.account) line.version = Math.max(line.version, answer.account.version);
    if (!('made' in answer)) return;
    if (operation === 'decreaseLimit' && line) line.limitMinor = minorOf(input.limit);
    if (operation !== 'authorizeUse') return;
    const { currency } = input.amount as { currency: string };
    holds.push({ id: answer.made, currency, leftMinor: minorOf(input.amount) });
  }

  return { next, learn };
}

/** The amount of an input; the currencies here have cents. */
export const minorOf = (amount: unknown): number =>
  Math.round(Number((amount as { amount: string }).amount) * 100);

export interface Work {
  readonly clients: number;
  /** Names the keys. */
  readonly round: string;
  /** How many requests each client sends; without it, until the server no longer answers. */
  readonly each?: number;
  /** Called once, when so many requests were acknowledged. */
  readonly after?: { readonly acknowledged: number; readonly then: () => void };
}

/** Works with so many clients at once, each on one request after the other. */
export async function work(
  ask: Ask,
  { next, learn }: ReturnType<typeof requestsOn>,
  { clients, round, each = Number.POSITIVE_INFINITY, after }: Work,
): Promise<Stream> {
  const stream: Stream = { acknowledged: [], unanswered: [], refused: [] };
  const client = async (_: unknown, at: number): Promise<void> => {
    for (let sent = 0; sent < each; sent += 1) {
      const request = next(`${round}-${at}`);
      const answer = await send(ask, request).catch((error: unknown) => {
        if (error instanceof UnexpectedAnswer || after === undefined) throw error;
        return undefined;
      });
      if (!answer) {
        stream.unanswered.push(request);
        return;
      }
      learn(request, answer);
      if ('made' in answer) stream.acknowledged.push({ ...request, answer });
      else stream.refused.push(request);
      if ('made' in answer && stream.acknowledged.length === after?.acknowledged) after.then();
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return stream;
}
