/** Whether what a gateway acknowledged is there, with the effect that was asked for. */
import { hashed } from '../../src/infrastructure/persistence/hashed-keys.js';
import { type Acknowledged, minorOf } from './stream.js';
import type { Rows } from './whole.js';

/** The row that each acknowledged key names; keys are stored as hashes. */
export const resultsOf = (rows: Rows): Map<string, string | null> =>
  new Map(rows.idempotency_key.map(({ key, result }) => [key, result]));

export const resultOf = (
  results: ReturnType<typeof resultsOf>,
  { input }: Pick<Acknowledged, 'input'>,
): string | null | undefined => results.get(hashed(input.idempotencyKey));

/** Acknowledged requests whose key or effect is missing, by name. */
export function missing(acknowledged: readonly Acknowledged[], rows: Rows): string[] {
  const results = resultsOf(rows);
  const settled = new Map(
    rows.posting
      .filter(({ ledger_account }) => ledger_account === 'SETTLEMENT')
      .map(({ id, amount_minor }) => [id, Math.abs(amount_minor)]),
  );
  const held = new Map(rows.hold.map(({ id, amount_minor }) => [id, amount_minor]));
  const about = new Map<string, string>(
    [...rows.closure, ...rows.decision].map(({ id, account_id }) => [id, account_id]),
  );
  const isThere = ({ operation, input, answer: { made } }: Acknowledged): boolean => {
    if (operation === 'closeAccount' || operation === 'decreaseLimit') {
      return about.get(made) === input.accountId;
    }
    return (operation === 'authorizeUse' ? held : settled).get(made) === minorOf(input.amount);
  };
  return acknowledged
    .filter((each) => resultOf(results, each) !== each.answer.made || !isThere(each))
    .map(({ operation, input }) => `${operation} ${input.idempotencyKey}`);
}
