/** Looking again: on the facts as found, and as if the decision itself had changed nothing. */
import { describe, expect, test } from '@jest/globals';
import type { Modification } from '../../../src/domain/appeal/appeal.js';
import { type OutcomeWish, outcomeRefusal } from '../../../src/domain/appeal/outcome-rules.js';
import {
  asIfNotDecided,
  groundLeft,
  isMilder,
  lineAsIfNotDecided,
  sideBySide,
  withGroundLeft,
} from '../../../src/domain/appeal/rescore.js';
import type { Decision } from '../../../src/domain/credit-account/decision.js';
import type { MeasureFacts } from '../../../src/domain/platform-action/conditions.js';
import {
  MEASURE_KINDS,
  type MeasureCondition,
  type MeasureKind,
} from '../../../src/domain/platform-action/measure.js';
import type { PlatformAction } from '../../../src/domain/platform-action/platform-action.js';
import type { Assessment } from '../../../src/domain/risk-profile/assessment.js';
import type { RiskFacts } from '../../../src/domain/risk-profile/facts.js';
import { shippedRules } from '../../../src/infrastructure/scorecards/shipped.js';

const ZONE = 'Asia/Shanghai';
const DECIDED_AT = Date.parse('2026-10-31T17:00:00Z');

const action = (over: Partial<PlatformAction> = {}): PlatformAction =>
  ({
    id: 'decision-1',
    accountId: 'line-1',
    kind: 'LINE_DECREASE',
    status: 'IN_FORCE',
    before: { status: 'ACTIVE', suspendedBy: null, limitMinor: 1_000, annualRatePpm: null },
    set: { limitMinor: 600, annualRatePpm: null },
    decidedAt: DECIDED_AT,
    ...over,
  }) as PlatformAction;

const statement = (period: string, limitMinor: number) => ({
  accountId: 'line-1',
  period,
  currency: 'CNY',
  balanceMinor: 500,
  limitMinor,
  paymentsMinor: 0,
  purchasesMinor: 0,
  monthsLate: 0,
});
const facts: RiskFacts = {
  asOf: '2026-12-05',
  statements: [statement('2026-10', 700), statement('2026-11', 600)],
  lines: [
    { accountId: 'line-1', currency: 'CNY', balanceMinor: 500, limitMinor: 600, usable: true },
    { accountId: 'line-2', currency: 'CNY', balanceMinor: 0, limitMinor: 900, usable: true },
  ],
};

describe('facts as if it had not been decided', () => {
  test('have the limit there was, also on statements made since, and no other line’s moves', () => {
    const undone = asIfNotDecided(facts, [action()], ZONE);
    expect(undone.lines.map(({ limitMinor }) => limitMinor)).toEqual([1_000, 900]);
    // The decision fell on the first of November in the customer's zone.
    expect(undone.statements.map(({ limitMinor }) => limitMinor)).toEqual([700, 1_000]);
  });

  test('have a line usable again that was, and no other', () => {
    const ended = { ...facts, lines: facts.lines.map((line) => ({ ...line, usable: false })) };
    const set = { limitMinor: null, annualRatePpm: null };
    const right = action({ kind: 'DRAWDOWN_RIGHT_ENDED', set });
    const undone = asIfNotDecided(ended, [right], ZONE);
    expect(undone.lines.map(({ usable }) => usable)).toEqual([true, false]);
    expect(undone.lines[0]?.limitMinor).toBe(600);
    expect(undone.statements).toEqual(facts.statements);
    const paused = action({ ...right, before: { ...right.before, status: 'SUSPENDED' } });
    expect(asIfNotDecided(facts, [paused], ZONE).lines[0]?.usable).toBe(false);
  });

  test('are the same object where there was no action', () => {
    expect(asIfNotDecided(facts, [], ZONE)).toBe(facts);
  });
});

const LINE = {
  status: 'ACTIVE',
  limitMinor: 600,
  balanceMinor: 590,
  heldMinor: 0,
  currency: 'CNY',
  annualRatePpm: 0,
  overdueDays: 0,
  unusedMonths: null,
};
const assessment = (over: Partial<Assessment> = {}): Assessment => ({
  id: 'assessment-1',
  customerId: 'customer-1',
  assessedAt: DECIDED_AT,
  trigger: 'MEASURE',
  scorecardVersion: 'card-1',
  values: { outflows_15d: 22 },
  score: 600,
  probabilityOfDefault: 0.1,
  band: 'D',
  rules: {
    version: 'rules-1',
    acted: [{ ruleId: 'frequent-outflows', value: 22 }],
    newCredit: 'REFERRED',
  },
  protection: null,
  bureauId: null,
  ...over,
});
const seen = (over: Partial<MeasureFacts> = {}): MeasureFacts => ({
  assessment: assessment(),
  line: LINE,
  inactivityMonths: null,
  formerModel: null,
  ...over,
});

const FULL: MeasureCondition = { kind: 'UTILIZATION_AT_LEAST', ppm: 900_000 };
const OUTFLOWS: MeasureCondition = {
  kind: 'CHARACTERISTIC_AT_LEAST',
  characteristicId: 'outflows_15d',
  atLeast: 20,
};
const BAND: MeasureCondition = { kind: 'BAND_IN', bands: ['D'] };
const decisionOf = (conditions: readonly MeasureCondition[]): Decision =>
  ({
    id: 'decision-1',
    kind: 'LINE_DECREASE',
    grounds: 'BEHAVIOUR',
    reasons: [
      { code: 'OWN', values: {}, about: 'GROUND' },
      { code: 'STALE', values: {}, about: 'CONDUCT' },
      { code: 'CARD_REASON', values: {}, about: 'SCORE' },
    ],
    measure: { conditions },
  }) as unknown as Decision;

describe('the ground that is left', () => {
  test('is all of it, some of it or none', () => {
    const decision = decisionOf([FULL, OUTFLOWS]);
    const left = (of: MeasureFacts) => groundLeft(decision, of);
    expect(left(seen())).toMatchObject({ stillApplies: true, isGone: false });
    const some = left(seen({ line: { ...LINE, balanceMinor: 100 } }));
    expect(some).toEqual({ conditions: [OUTFLOWS], stillApplies: false, isGone: false });
    const calm = assessment({ values: { outflows_15d: 3 } });
    const none = left(seen({ line: { ...LINE, balanceMinor: 100 }, assessment: calm }));
    expect(none).toEqual({ conditions: [], stillApplies: false, isGone: true });
  });

  test('says nothing of a decision that looked for nothing', () => {
    const nothing = { conditions: [], stillApplies: null, isGone: false };
    expect(groundLeft(decisionOf([]), seen())).toEqual(nothing);
    expect(groundLeft({ measure: null }, seen())).toEqual(nothing);
  });

  test('does not see a line as full that the decision made full', () => {
    const before = lineAsIfNotDecided(LINE, action());
    expect(before).toEqual({ ...LINE, limitMinor: 1_000 });
    const decision = decisionOf([FULL]);
    expect(groundLeft(decision, seen({ line: before })).isGone).toBe(true);
    expect(lineAsIfNotDecided(LINE, null)).toBe(LINE);
  });

  test('is what a milder decision tells: each with its figure as found, and no other', () => {
    const decision = decisionOf([FULL, OUTFLOWS, BAND]);
    const found = seen({ line: { ...LINE, balanceMinor: 100 } });
    const left = withGroundLeft(decision, groundLeft(decision, found), found, shippedRules());
    expect(left.measure?.conditions).toEqual([OUTFLOWS, BAND]);
    expect(left.reasons.map(({ code }) => code)).toEqual([
      'OWN',
      'OUTFLOWS_15D_HIGH',
      'CARD_REASON',
    ]);
    const better = seen({ assessment: assessment({ band: 'A' }) });
    const noBand = withGroundLeft(decision, groundLeft(decision, better), better, shippedRules());
    expect(noBand.reasons.map(({ code }) => code)).toEqual([
      'OWN',
      'LINE_NEARLY_FULL',
      'OUTFLOWS_15D_HIGH',
    ]);
    const plain = decisionOf([]);
    expect(withGroundLeft(plain, groundLeft(plain, found), found, shippedRules())).toBe(plain);
  });
});

test('both results stand side by side, with the rules that acted', () => {
  const after = assessment({ score: 640, band: 'C', rules: null });
  expect(sideBySide(assessment(), after, false)).toEqual({
    scorecardVersion: 'card-1',
    rulesVersion: 'rules-1',
    before: { score: 600, band: 'D', ruleIds: ['frequent-outflows'] },
    after: { score: 640, band: 'C', ruleIds: [] },
    stillApplies: false,
  });
});

describe('a milder step', () => {
  const steps: Modification[] = [
    { kind: 'LINE_DECREASE', limitMinor: 800 },
    { kind: 'SUSPENSION' },
    { kind: 'DRAWDOWN_RIGHT_ENDED' },
  ];

  test.each(MEASURE_KINDS)('than %s is of a milder kind', (kind: MeasureKind) => {
    const set = { limitMinor: null, annualRatePpm: null };
    const of = action({ kind, set });
    const expected = steps
      .map((step) => step.kind)
      .filter((each) => MEASURE_KINDS.indexOf(each) < MEASURE_KINDS.indexOf(kind));
    expect(steps.filter((step) => isMilder(of, step)).map((step) => step.kind)).toEqual(
      kind === 'LINE_DECREASE' ? [] : expected,
    );
  });

  test.each([
    [599, false],
    [600, false],
    [601, true],
    [999, true],
    [1_000, false],
    [700.5, false],
    [Number.NaN, false],
  ])('than a decrease from 1,000 to 600 is one to %p: %p', (limitMinor, expected) => {
    expect(isMilder(action(), { kind: 'LINE_DECREASE', limitMinor })).toBe(expected);
  });
});

describe('an outcome', () => {
  const milder: Modification = { kind: 'LINE_DECREASE', limitMinor: 800 };
  const refusal = (
    wish: Partial<OutcomeWish>,
    of: PlatformAction | null = action(),
    isGone = false,
    isRefuted = isGone,
    kind: Decision['kind'] = 'LINE_DECREASE',
  ) => {
    const whole = { outcome: 'UPHELD', modification: null, findings: [], ...wish } as const;
    const ground = { isGone, isRefuted, stillApplies: !isGone };
    return outcomeRefusal(whole, { kind }, of, ground)?.code ?? null;
  };

  test('upholds or modifies nothing that has no ground left', () => {
    expect(refusal({})).toBeNull();
    expect(refusal({}, action(), true)).toBe('NO_GROUND_LEFT');
    const modified = { outcome: 'MODIFIED', modification: milder } as const;
    expect(refusal(modified)).toBeNull();
    expect(refusal(modified, action(), true)).toBe('NO_GROUND_LEFT');
    expect(refusal({ outcome: 'OVERTURNED' }, action(), true)).toBeNull();
    const findings = [{ kind: 'MISTAKEN_IDENTITY', note: 'A namesake.', theirs: null }] as const;
    expect(refusal({ findings })).toBe('NO_GROUND_LEFT');
    expect(refusal({ ...modified, findings })).toBe('NO_GROUND_LEFT');
    expect(refusal({ outcome: 'OVERTURNED', findings })).toBeNull();
  });

  test('may uphold, and not replace, what only time or the customer has taken away', () => {
    expect(refusal({}, action(), true, false)).toBeNull();
    const modified = { outcome: 'MODIFIED', modification: milder } as const;
    expect(refusal(modified, action(), true, false)).toBe('NO_GROUND_LEFT');
  });

  test('may uphold what has returned by itself: it was right in its time', () => {
    expect(refusal({}, action({ status: 'RETURNED' }), true)).toBeNull();
    expect(refusal({}, null, true)).toBeNull();
  });

  test('is modified by a milder step, which no other outcome has', () => {
    expect(refusal({ outcome: 'MODIFIED' })).toBe('MODIFICATION_NEEDED');
    const notPossible = 'MODIFICATION_NOT_POSSIBLE';
    expect(refusal({ modification: milder })).toBe(notPossible);
    expect(refusal({ outcome: 'OVERTURNED', modification: milder })).toBe(notPossible);
    const modified = { outcome: 'MODIFIED', modification: milder } as const;
    expect(refusal(modified, null)).toBe(notPossible);
    expect(refusal(modified, action({ status: 'RETURNED' }))).toBe(notPossible);
    const harder = { outcome: 'MODIFIED', modification: { kind: 'SUSPENSION' } } as const;
    expect(refusal(harder)).toBe('NOT_MILDER');
  });

  test('is not modified where the line has ended for good', () => {
    const modified = { outcome: 'MODIFIED', modification: { kind: 'SUSPENSION' } } as const;
    const of = (kind: MeasureKind, status: PlatformAction['status'] = 'IN_FORCE') =>
      refusal(modified, action({ kind, status }), false, false, kind);
    expect(of('CLOSURE')).toBe('MODIFICATION_NOT_POSSIBLE');
    expect(of('TERMINATION_BY_NOTICE')).toBe('MODIFICATION_NOT_POSSIBLE');
    expect(of('TERMINATION_BY_NOTICE', 'PENDING')).toBeNull();
    expect(of('DRAWDOWN_RIGHT_ENDED')).toBeNull();
  });
});
