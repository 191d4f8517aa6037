/**
 * Why a measure is not taken: the rules of the customer's jurisdiction do not know it, the line
 * cannot take it as it stands, nobody has stated what is so, what it looks for is not so, or a milder
 * step would do. Who acts gets the first of them: each later one may hang on what the earlier is about.
 */
import {
  type AccountEvent,
  type CreditAccount,
  suspendedByOf,
} from '../credit-account/credit-account.js';
import { canFollow } from '../credit-account/evolve.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import type { Instant } from '../time.js';
import { holds, isByItsModel, type MeasureFacts } from './conditions.js';
import { isDeclared } from './grounds-of-measures.js';
import type { Measure, MeasureCondition, MeasureKind } from './measure.js';

export type MeasureRefusal =
  /** The pack has no such measure; `source` is its place in the law, or the house's rule. */
  | { readonly code: 'MEASURE_NOT_PERMITTED'; readonly source: string }
  /** The line's standing has no place for it. */
  | { readonly code: 'MEASURE_NOT_POSSIBLE'; readonly status: string }
  /** A declared ground, and any other measure that asks for it, needs the words of who takes it. */
  | { readonly code: 'STATEMENT_NEEDED' }
  /** These of its conditions do not hold; all of them where it was not the model that changed. */
  | {
      readonly code: 'MEASURE_DOES_NOT_APPLY';
      readonly conditions: readonly MeasureCondition[];
    }
  /** All that would make this milder step do is so. */
  | { readonly code: 'MILDER_STEP_WOULD_DO'; readonly kind: MeasureKind };

type Pack = Pick<JurisdictionPack, 'creditorEnding'>;

/** The first thing that stands against the measure on this line; null: it can be taken. */
export function measureRefusal(
  measure: Measure,
  account: CreditAccount,
  facts: MeasureFacts,
  pack: Pack,
  { statement }: { readonly statement: string | null },
): MeasureRefusal | null {
  const source = notPermitted(measure, pack);
  if (source !== null) return { code: 'MEASURE_NOT_PERMITTED', source };
  const { status } = account;
  if (!canTake(measure.effect.kind, account)) return { code: 'MEASURE_NOT_POSSIBLE', status };
  if (needsStatement(measure) && (statement ?? '').trim() === '') {
    return { code: 'STATEMENT_NEEDED' };
  }
  const conditions = measure.when.filter((condition) => !holds(condition, facts));
  if (conditions.length > 0) return { code: 'MEASURE_DOES_NOT_APPLY', conditions };
  if (!isByItsModel(measure, facts)) {
    return { code: 'MEASURE_DOES_NOT_APPLY', conditions: measure.when };
  }
  const milder = measure.milder.find(({ doesWhere }) =>
    doesWhere?.every((each) => holds(each, facts)),
  );
  return milder ? { code: 'MILDER_STEP_WOULD_DO', kind: milder.kind } : null;
}

/** Whether nobody may take it without saying what is behind it. */
export const needsStatement = ({
  grounds,
  needsStatement: isAsked,
}: Pick<Measure, 'grounds' | 'needsStatement'>): boolean => isDeclared(grounds) || isAsked === true;

function notPermitted({ effect, grounds }: Measure, { creditorEnding }: Pack): string | null {
  const { inactivityMonths, repricingNoticeDays, closureAtOnce } = creditorEnding;
  if (effect.kind === 'REPRICING' && repricingNoticeDays.value === null) {
    return repricingNoticeDays.source;
  }
  if (grounds === 'INACTIVITY' && inactivityMonths.value === null) return inactivityMonths.source;
  if (effect.kind === 'CLOSURE' && !closureAtOnce.value.includes(grounds)) {
    return closureAtOnce.source;
  }
  return null;
}

const at: Instant = 0;
/** An event of each kind that a measure brings; when and how far make no difference to a standing. */
const BRINGS: Readonly<Record<MeasureKind, AccountEvent>> = {
  // A rate above any other: on a closed line one may only fall.
  REPRICING: { type: 'Repriced', annualRatePpm: Number.MAX_SAFE_INTEGER, at },
  LINE_DECREASE: { type: 'LimitChanged', limitMinor: 0, at },
  SUSPENSION: { type: 'Suspended', by: 'CREDITOR', at },
  DRAWDOWN_RIGHT_ENDED: { type: 'DrawdownRightEnded', at },
  TERMINATION_BY_NOTICE: { type: 'TerminationNoticeGiven', effectiveAt: at, at },
  CLOSURE: {
    type: 'ClosureMade',
    closureId: '',
    outcome: 'RUN_OFF',
    revoked: [],
    limitCountsUntil: null,
    at,
  },
};

/**
 * Whether a line, as it stands, has a place for a measure of the kind. A suspension on another ground
 * holds a line that is suspended already: it must not resume when the first one ends.
 */
export const canTake = (kind: MeasureKind, account: CreditAccount): boolean =>
  canFollow(account, BRINGS[kind]) ||
  (kind === 'SUSPENSION' && suspendedByOf(account) === 'CREDITOR');
