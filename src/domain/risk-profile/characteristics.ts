/**
 * From raw facts to characteristic values.
 *
 * The window is the six calendar months that end with the customer's newest statement (one dated
 * after the day of the assessment is left out). Amounts are added up per month and currency, over
 * all lines that have a statement then. Amounts of different currencies are never added: where a
 * value differs by currency, the less favourable one counts (the highest utilization, change and
 * purchases against the limit; the lowest payment ratio and the lowest amount in wages). Months
 * late, how the newest statement stands, and whether a month was late, over the limit, unused, or
 * paid in full, are judged over all lines together.
 *
 * A payment in a month settles that line's statement of the month before. Null means that there is
 * no such fact: no statement, no limit above zero, no balance to pay, one statement where two are
 * needed, no yardstick for a currency, or a situation that is not the customer's.
 */
import { addBehaviour } from './characteristics/behaviour.js';
import { lateness } from './characteristics/lateness.js';
import { statementWindow } from './characteristics/months.js';
import { payments } from './characteristics/payments.js';
import { newestStatus } from './characteristics/status.js';
import { purchases, use } from './characteristics/use.js';
import { utilization, utilizationNow } from './characteristics/utilization.js';
import type { CharacteristicValue, CharacteristicValues, RiskFacts } from './facts.js';

/**
 * Values for everything that the catalogue lists, and for further members of the behaviour family
 * among `ids` (those that cards and rules name); other ids add nothing. Ratios and wages have four
 * decimals; the order of the facts is free.
 */
export function deriveCharacteristics(
  facts: RiskFacts,
  ids: readonly string[] = [],
): CharacteristicValues {
  const window = statementWindow(facts);
  const status = newestStatus(window);
  const values: Record<string, CharacteristicValue> = {
    statement_status: status,
    ...lateness(window),
    ...utilization(window, status),
    ...payments(window),
    ...use(window),
    ...purchases(window, status),
    utilization_now: utilizationNow(facts.lines),
    statement_months: window.months.length,
  };
  addBehaviour(values, facts, ids);
  return values;
}
