/**
 * What it means to settle an instalment plan with the line instead of by its instalments. A plan is
 * a schedule over part of the line's principal, so what is left of it is owed within the line's
 * payoff and not on top of it; settling it costs nothing extra and saves the interest that would
 * still have run.
 *
 * Every instalment is the principal divided by their number, rounded down to the minor unit; the last
 * one takes the rest. The part that an instalment repays would have borne daily simple interest at
 * the line's rate until the day on which it is due, one instalment a month from the next due day on.
 * The interest saved is the sum of it over the instalments left, rounded down once at the end. An
 * instalment that is due already saves nothing.
 */
import { DAY_BASIS } from '../ledger/interest.js';
import type { InstalmentPlan } from '../ledger/position.js';
import type { Product } from '../ledger/product.js';
import { addMonths, daysBetween, type LocalDate } from '../time.js';
import type { EarlySettlement } from './closure-quote.js';

type Terms = Pick<Product, 'annualRatePpm' | 'dayCount'>;

/** One for each plan that is not settled, in their order. */
export const earlySettlements = (
  plans: readonly InstalmentPlan[],
  terms: Terms,
  today: LocalDate,
): EarlySettlement[] =>
  plans
    .filter(({ status }) => status === 'ACTIVE')
    .map((plan) => {
      const left = instalmentsLeft(plan);
      return {
        planId: plan.id,
        currency: plan.currency,
        principalLeftMinor: left.reduce((sum, part) => sum + part, 0),
        instalmentsLeft: left.length,
        interestSavedMinor: interestSaved(left, plan.nextDueOn, terms, today),
      };
    });

/** The principal that each instalment still to come repays, the next one first. */
function instalmentsLeft({ principalMinor, instalments, instalmentsPaid }: InstalmentPlan) {
  const part = Math.floor(principalMinor / instalments);
  const last = principalMinor - part * (instalments - 1);
  const count = Math.max(0, instalments - instalmentsPaid);
  return Array.from({ length: count }, (_, at) => (at === count - 1 ? last : part));
}

function interestSaved(
  left: readonly number[],
  nextDueOn: LocalDate,
  { annualRatePpm, dayCount }: Terms,
  today: LocalDate,
): number {
  let minorDays = 0n;
  for (const [months, part] of left.entries()) {
    const days = Math.max(0, daysBetween(today, addMonths(nextDueOn, months)));
    minorDays += BigInt(part) * BigInt(days);
  }
  return Number((minorDays * BigInt(annualRatePpm)) / (1_000_000n * DAY_BASIS[dayCount]));
}
