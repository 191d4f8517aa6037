/**
 * Clients that work on the lines of a running gateway, as payment systems and customers do: they
 * authorise, capture, repay and close, each request under a key of its own, and remember what they
 * sent and what was acknowledged. Which requests they send follows from a seed.
 */
import type { Chance } from '../../src/infrastructure/demo/chance.js';
import { ask } from './process.js';

export const OPERATIONS = ['closeAccount', 'postRepayment', 'authorizeUse', 'captureHold'] as const;
export type Operation = (typeof OPERATIONS)[number];

const INPUTS: { readonly [O in Operation]: string } = {
  closeAccount: 'CloseAccountInput',
  postRepayment: 'PostAmountInput',
  authorizeUse: 'AuthorizeUseInput',
  captureHold: 'CaptureHoldInput',
};

const ENTRY =
  'entry { id kind bookedAt valueDate reference postings { ledgerAccount amount { amount currency } } }';

/** What an answer holds that can never change afterwards. */
const MADE: { readonly [O in Operation]: string } = {
  closeAccount: `closure { id accountId outcome motive requestedAt scoreBefore scoreAfter
      decision { id grounds reasons { code } } }
    receipt { entryId content salt commitment leafHash }`,
  postRepayment: ENTRY,
  authorizeUse: 'hold { id placedAt expiresAt amount { amount currency } }',
  captureHold: ENTRY,
};

const PART = {
  closeAccount: 'closure',
  postRepayment: 'entry',
  authorizeUse: 'hold',
  captureHold: 'entry',
} as const;

export interface Request {
  readonly operation: Operation;
  readonly token: string;
  readonly input: { readonly idempotencyKey: string } & Record<string, unknown>;
}

export type Answer =
  /** `made` is the id of what was made; `payload` is all that the answer said of it. */
  { readonly made: string; readonly payload: unknown } | { readonly refused: readonly string[] };

/**
 * Sends a request once. Rejects when no whole answer came back.
 * @throws Error with the answer when it is neither a success nor a typed refusal.
 */
export async function send(url: string, { operation, token, input }: Request): Promise<Answer> {
  const query = `mutation ($input: ${INPUTS[operation]}!) {
    ${operation}(input: $input) { ${MADE[operation]} errors { code } }
  }`;
  const { status, body } = await ask(url, token, query, { input });
  const { errors, ...payload } = body.data?.[operation] ?? {};
  if (status !== 200 || body.errors || !errors) {
    throw new UnexpectedAnswer(`${operation}: ${status} ${JSON.stringify(body)}`);
  }
  const made = payload[PART[operation]];
  if (made === null) return { refused: errors.map(({ code }: { code: string }) => code) };
  return { made: made.id, payload };
}

export class UnexpectedAnswer extends Error {}

/** A line that the clients work on. */
export interface WorkedLine {
  readonly id: string;
  readonly currency: string;
  readonly version: number;
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

/** Draws the next request; closures and captures follow what was acknowledged so far. */
export function requestsOn(lines: readonly WorkedLine[], serviceToken: string, chance: Chance) {
  const holds: OpenHold[] = [];
  let keys = 0;
  const pick = <T>(of: readonly T[]): T => of[chance.below(of.length)] as T;

  function next(name: string): Request {
    keys += 1;
    const idempotencyKey = `${name}-${keys}`;
    const line = pick(lines);
    const drawn = chance.below(100);
    if (drawn < 40) {
      const input = {
        idempotencyKey,
        accountId: line.id,
        expectedVersion: line.version,
        allowRunOff: chance.below(2) === 0,
        motive: 'LOWER_LEVERAGE',
      };
      return { operation: 'closeAccount', token: line.borrowerToken, input };
    }
    const token = serviceToken;
    const hold = holds.length > 0 && drawn < 55 ? pick(holds) : undefined;
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

  function learn({ operation, input }: Request, answer: Answer): void {
    if (operation !== 'authorizeUse' || !('made' in answer)) return;
    const { amount, currency } = input.amount as { amount: string; currency: string };
    holds.push({ id: answer.made, currency, leftMinor: Math.round(Number(amount) * 100) });
  }

  return { next, learn };
}

export interface Work {
  readonly clients: number;
  /** Names the keys. */
  readonly round: string;
  /** Called once, when so many requests were acknowledged. */
  readonly after: { readonly acknowledged: number; readonly then: () => void };
}

/** Works with so many clients at once until the server no longer answers. */
export async function workUntilCut(
  url: string,
  { next, learn }: ReturnType<typeof requestsOn>,
  { clients, round, after }: Work,
): Promise<Stream> {
  const stream: Stream = { acknowledged: [], unanswered: [], refused: [] };
  const client = async (_: unknown, at: number): Promise<void> => {
    for (;;) {
      const request = next(`${round}-${at}`);
      const answer = await send(url, request).catch((error: unknown) => {
        if (error instanceof UnexpectedAnswer) throw error;
        return undefined;
      });
      if (!answer) {
        stream.unanswered.push(request);
        return;
      }
      learn(request, answer);
      if ('made' in answer) stream.acknowledged.push({ ...request, answer });
      else stream.refused.push(request);
      if ('made' in answer && stream.acknowledged.length === after.acknowledged) after.then();
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return stream;
}
