/** Asking a gateway in a story: as whom, in which language, for which purpose. */
import { expect } from '@jest/globals';
import type { As, Gateway } from '../support/gateway.js';
import { ASK } from './decision-documents.js';

export interface More {
  readonly locale?: string;
  /** What somebody of the staff looks at a file for. */
  readonly purpose?: string;
  /** Another gateway than the story's own. */
  readonly of?: Gateway;
}

/** `story` tells its idempotency keys from those of others. */
export function asking(gateway: () => Gateway, story: string) {
  let keys = 0;
  const key = () => ({ idempotencyKey: `${story}-${++keys}` });

  /** The data of an answer; whatever is no answer fails the test. */
  async function ask(as: As, query: string, variables: object = {}, more: More = {}) {
    const { locale = 'en', purpose, of = gateway() } = more;
    const headers = {
      'content-type': 'application/json',
      'accept-language': locale,
      ...(purpose !== undefined && { 'clearline-purpose': purpose }),
    };
    // biome-ignore lint/suspicious/noExplicitAny: each step asserts on what it asked for.
    const answer = await of.query<Record<string, any>>(as, query, variables, { headers });
    expect(answer.errors).toEqual([]);
    return answer.data!;
  }

  /** Moves the clock and returns what became due. */
  async function advance(days: number, of = gateway()) {
    const { advanceClock } = await ask('service', ASK.advance, { by: `P${days}D` }, { of });
    expect(advanceClock.errors).toEqual([]);
    return advanceClock.done;
  }

  /** A payment or a draw of a hundred yuan. */
  async function use(accountId: string, capability: 'PAY' | 'DRAW') {
    const amount = { amount: '100.00', currency: 'CNY' };
    const input = { accountId, capability, amount, ...key() };
    return (await ask('service', ASK.authorize, { input })).authorizeUse;
  }

  return { key, ask, advance, use };
}
