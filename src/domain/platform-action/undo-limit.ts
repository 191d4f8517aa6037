/**
 * A limit or a rate without an action that moved it. What others moved meanwhile stays moved: the
 * action's own share is taken back, and the customer's own wish for a lower limit is never undone.
 */
import type { PlatformAction } from './platform-action.js';

/** Whether an action was decided after another one; ids are made in the order of time. */
export const isLater = (
  one: Pick<PlatformAction, 'id' | 'decidedAt'>,
  other: Pick<PlatformAction, 'id' | 'decidedAt'>,
): boolean =>
  one.decidedAt > other.decidedAt || (one.decidedAt === other.decidedAt && one.id > other.id);

/** By how much an action lowered its limit; 0 for one that moved none. */
const loweredBy = ({ before, set }: Pick<PlatformAction, 'before' | 'set'>): number =>
  set.limitMinor === null ? 0 : Math.max(0, before.limitMinor - set.limitMinor);

/**
 * What a limit of now (or one that a statement reports) would be without a line decrease. `later` are
 * decreases of the institution that are in that limit too. Where it is lower than they all explain,
 * the customer had it lowered since, and it stays.
 */
export function limitWithout(
  limitMinor: number,
  action: Pick<PlatformAction, 'before' | 'set'>,
  later: readonly PlatformAction[],
): number {
  const raise = loweredBy(action);
  const setMinor = action.before.limitMinor - raise;
  const explained = later.reduce((sum, each) => sum + loweredBy(each), 0);
  if (limitMinor < setMinor && limitMinor + explained !== setMinor) return limitMinor;
  return Math.max(limitMinor, Math.min(action.before.limitMinor, limitMinor + raise));
}

/** Later decreases as they are once the limit is higher by an earlier one's share. */
export const rebasedDecreases = (
  later: readonly PlatformAction[],
  raiseMinor: number,
): PlatformAction[] =>
  raiseMinor === 0
    ? []
    : later.map((each) => ({
        ...each,
        before: { ...each.before, limitMinor: each.before.limitMinor + raiseMinor },
        set: { ...each.set, limitMinor: (each.set.limitMinor ?? 0) + raiseMinor },
      }));

/**
 * A line's rate without a repricing: its own one, or null for the product's. Rates are only ever raised by
 * repricings, each by its own share; a line that is lower than that was set anew otherwise, and stays.
 */
export function rateWithout(
  ratePpm: number | null,
  action: Pick<PlatformAction, 'before' | 'set'>,
  productRatePpm: number,
): number | null {
  const rate = (ratePpm ?? productRatePpm) - raisedBy(action, productRatePpm);
  if (rate < productRatePpm) return ratePpm;
  return rate === productRatePpm ? null : rate;
}

/** By how much a repricing raised the rate, in millionths a year, whatever it rests on by now. */
export const raisedBy = (
  { before, set }: Pick<PlatformAction, 'before' | 'set'>,
  productRatePpm: number,
): number => (set.annualRatePpm ?? 0) - (before.annualRatePpm ?? productRatePpm);

/** Later repricings as they are once the rate is lower by an earlier one's share. */
export const rebasedRepricings = (
  action: PlatformAction,
  later: readonly PlatformAction[],
  productRatePpm: number,
): PlatformAction[] => {
  const raised = raisedBy(action, productRatePpm);
  return later.map((each) => {
    const { annualRatePpm } = each.before;
    const found =
      annualRatePpm === action.set.annualRatePpm || annualRatePpm === null
        ? action.before.annualRatePpm
        : annualRatePpm - raised;
    return {
      ...each,
      before: { ...each.before, annualRatePpm: found },
      set: { ...each.set, annualRatePpm: (each.set.annualRatePpm ?? 0) - raised },
    };
  });
};
