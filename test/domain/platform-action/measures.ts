/** A customer in trouble of every kind, a line, and measures of every kind, for tests. */
import type { MeasureFacts } from '../../../src/domain/platform-action/conditions.js';
import type { MeasureTaken } from '../../../src/domain/platform-action/decided.js';
import { lineEffect } from '../../../src/domain/platform-action/decided.js';
import type {
  LineFacts,
  Measure,
  MeasureEffect,
  MeasureKind,
} from '../../../src/domain/platform-action/measure.js';
import { scoreReasons } from '../../../src/domain/platform-action/score-reasons.js';
import {
  JURISDICTION_PACKS,
  type JurisdictionPack,
} from '../../../src/domain/policy/jurisdiction-pack.js';
import { emptyDay } from '../../../src/domain/risk-profile/activity-day.js';
import { deriveCharacteristics } from '../../../src/domain/risk-profile/characteristics.js';
import type { CharacteristicValues, RiskFacts } from '../../../src/domain/risk-profile/facts.js';
import { characteristicsOf, standingOf } from '../../../src/domain/risk-profile/rules.js';
import { compileScorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { addDays } from '../../../src/domain/time.js';
import { shippedActionPolicy } from '../../../src/infrastructure/action-policies/shipped.js';
import { shippedRules, shippedScorecard } from '../../../src/infrastructure/scorecards/shipped.js';
import { aCustomer, anAccount, aProduct } from '../../support/portfolio.js';
import { factsOf as activityFacts, CUSTOMER, NOW } from '../risk-profile/activities.js';

export { NOW };
export const TODAY = '2026-11-25';
export const RULES = shippedRules();
export const CARD = shippedScorecard();
export const COMPILED = compileScorecard(CARD);
export const POLICY = shippedActionPolicy();
export const STEP = 10_000;

export const LINE = anAccount(aCustomer(), aProduct(), { limitMinor: 1_000_000 });

export const measureOf = (id: string): Measure => {
  const found = POLICY.measures.find((each) => each.id === id);
  if (!found) throw new Error(`the policy has no measure ${id}`);
  return found;
};

export const packOf = (id: string): JurisdictionPack => {
  const found = JURISDICTION_PACKS.find((each) => each.id === id);
  if (!found) throw new Error(`there is no pack ${id}`);
  return found;
};

/** So many cash-outs on each of the last days, today included. */
export const cashOuts = (...byDay: readonly number[]): Pick<RiskFacts, 'activity'> => ({
  activity: activityFacts(
    byDay.map((count, ago) => ({
      ...emptyDay(CUSTOMER, addDays(TODAY, -ago)),
      counts: { CASH_OUT: count },
    })),
  ),
});

/** Everything that card and rules look at, of a customer without statements. */
export const valuesOf = (
  facts: Pick<RiskFacts, 'activity'>,
  over: CharacteristicValues = {},
): CharacteristicValues => ({
  ...deriveCharacteristics({ asOf: TODAY, statements: [], lines: [], ...facts }, [
    ...CARD.characteristics.map(({ id }) => id),
    ...characteristicsOf(RULES),
  ]),
  ...over,
});

export const assessed = (values: CharacteristicValues): MeasureFacts['assessment'] => {
  const { scored, acted, band, newCredit } = standingOf(COMPILED, RULES, values);
  const rules = { version: RULES.version, acted, newCredit };
  return { values, score: scored.score, band, rules, scorecardVersion: CARD.version };
};

export const aLine = (over: Partial<LineFacts> = {}): LineFacts => ({
  status: 'ACTIVE',
  limitMinor: LINE.limitMinor,
  balanceMinor: 0,
  heldMinor: 0,
  currency: LINE.currency,
  annualRatePpm: 182_500,
  overdueDays: 0,
  unusedMonths: null,
  ...over,
});

/** Late, cashing out, without an income verified: a weak score and rules that act. */
export const TROUBLED = assessed(
  valuesOf(cashOuts(5, 5, 5, 5, 5), {
    income_verification: 'NOT_VERIFIED',
    statement_status: 'LATE_3',
    months_since_two_late: 0,
    earlier_late_months: 3,
    statement_months: 6,
  }),
);

/** What the model before makes of the same facts. */
export const FORMER = {
  scorecardVersion: 'card-before',
  rulesVersion: 'rules-before',
  score: 712,
  band: 'A',
};

export const factsWith = (
  line: Partial<LineFacts> = {},
  assessment = TROUBLED,
  inactivityMonths: number | null = 3,
  formerModel: MeasureFacts['formerModel'] = FORMER,
): MeasureFacts => ({ assessment, line: aLine(line), inactivityMonths, formerModel });

export const EFFECTS: Readonly<Record<MeasureKind, MeasureEffect>> = {
  REPRICING: { kind: 'REPRICING', addPpm: 10_000 },
  LINE_DECREASE: { kind: 'LINE_DECREASE', ofLimitPpm: 200_000 },
  SUSPENSION: { kind: 'SUSPENSION' },
  DRAWDOWN_RIGHT_ENDED: { kind: 'DRAWDOWN_RIGHT_ENDED' },
  TERMINATION_BY_NOTICE: { kind: 'TERMINATION_BY_NOTICE' },
  CLOSURE: { kind: 'CLOSURE' },
};

/** A measure taken on the line, with what it does to it. */
export function taken(
  measure: Measure,
  facts: MeasureFacts,
  pack: JurisdictionPack = packOf('CN-2025'),
  over: Partial<MeasureTaken> = {},
): MeasureTaken {
  const { effectiveAt, set } = lineEffect(measure, LINE, facts, pack, STEP, NOW);
  return {
    id: 'decision-1',
    account: LINE,
    measure,
    policy: POLICY,
    facts,
    rules: RULES,
    scoreReasons: scoreReasons(COMPILED, RULES, facts.assessment.values),
    pack,
    now: NOW,
    decidedBy: 'agent-1',
    madeBy: 'STAFF',
    statement: null,
    effectiveAt,
    set,
    assessmentId: 'assessment-1',
    ...over,
  };
}
