/** Facts that are another person's: which ones a decision rested on, and what a file has of them. */
import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../src/domain/appeal/appeal.js';
import {
  type DecisionBasis,
  isKnownPart,
  namingParts,
} from '../../../src/domain/appeal/mistaken-identity.js';
import type { Decision } from '../../../src/domain/credit-account/decision.js';
import type { MeasureCondition } from '../../../src/domain/platform-action/measure.js';
import type { ActivityKind } from '../../../src/domain/risk-profile/activity.js';
import { emptyDay } from '../../../src/domain/risk-profile/activity-day.js';
import { shippedRules } from '../../../src/infrastructure/scorecards/shipped.js';

const dayWith = (day: string, ...kinds: ActivityKind[]) => ({
  ...emptyDay('customer-1', day),
  counts: Object.fromEntries(kinds.map((kind) => [kind, 1])),
});
const FILE = {
  days: [
    dayWith('2026-11-11', 'CASH_OUT', 'PURCHASE', 'DEVICE_SIGHTING'),
    dayWith('2026-03-01', 'CASH_OUT', 'LINE_CLOSED'),
    dayWith('2026-10-01', 'LINE_CLOSED', 'DRAW', 'VERIFIED_INCOME'),
  ],
  statements: [
    { accountId: 'line-1', period: '2026-02' },
    { accountId: 'line-1', period: '2026-10' },
    { accountId: 'line-2', period: '2026-10' },
    { accountId: 'line-1', period: '2026-12' },
  ],
};

const finding: Finding = { kind: 'MISTAKEN_IDENTITY', note: 'A namesake.', theirs: null };
const SCORED = { rules: shippedRules(), acted: [], characteristicIds: ['statement_status'] };

/** What all the facts were on which a decision by these conditions rested. */
function restedOn(
  conditions: readonly MeasureCondition[] | null,
  over: Partial<DecisionBasis> & Pick<Partial<Decision>, 'reasons'> = {},
) {
  const { reasons = [], ...rest } = over;
  const measure = conditions && ({ conditions } as Decision['measure']);
  const decision = { accountId: 'line-1', measure, reasons };
  const basis = { decision, decidedOn: '2026-11-25', scored: SCORED, ...rest };
  const [found] = namingParts([finding], FILE, basis);
  return found?.kind === 'MISTAKEN_IDENTITY' ? found.theirs : undefined;
}

const activities = (from: string, ...activityKinds: ActivityKind[]) => ({
  ...{ kind: 'ACTIVITIES', activityKinds, count: 1 },
  ...{ from, until: '2026-11-25' },
});
const statement = (accountId: string, period: string) => ({ kind: 'STATEMENT', accountId, period });

describe('all that a decision rested on', () => {
  const outflows = activities('2026-11-11', 'CASH_OUT', 'TRANSFER_OUT');

  test('are the activities of a characteristic, in its window up to that day', () => {
    const atLeast = (characteristicId: string): MeasureCondition => ({
      ...{ kind: 'CHARACTERISTIC_AT_LEAST', atLeast: 1 },
      characteristicId,
    });
    expect(restedOn([atLeast('outflows_15d')])).toEqual([outflows]);
    expect(restedOn([atLeast('outflows_14d')])).toEqual([]);
    expect(restedOn([atLeast('devices_15d')])).toEqual([
      activities('2026-11-11', 'DEVICE_SIGHTING'),
    ]);
    const income: MeasureCondition = {
      ...{ kind: 'CHARACTERISTIC_IS', category: 'VERIFIED' },
      characteristicId: 'income_verification',
    };
    expect(restedOn([income])).toEqual([activities('2025-11-26', 'VERIFIED_INCOME')]);
  });

  test('are those of a rule', () => {
    expect(restedOn([{ kind: 'RULE_ACTS', ruleId: 'frequent-closing' }])).toEqual([
      activities('2026-05-30', 'LINE_CLOSED'),
    ]);
  });

  test('are the statements of an overdue line, whatever their age', () => {
    expect(restedOn([{ kind: 'OVERDUE_DAYS_AT_LEAST', days: 30 }])).toEqual([
      statement('line-1', '2026-02'),
      statement('line-1', '2026-10'),
    ]);
  });

  test('are what the reasons of a score tell, and the rules that acted', () => {
    const reasons = [{ code: 'R1', values: { characteristicId: 'devices_15d' } }];
    const acted = [{ ruleId: 'frequent-outflows', value: 13 }];
    const band: MeasureCondition = { kind: 'BAND_IN', bands: ['E'] };
    const told = restedOn([band], { reasons, scored: { ...SCORED, acted } });
    expect(told).toEqual([activities('2026-11-11', 'DEVICE_SIGHTING'), outflows]);
    expect(restedOn(null, { reasons, scored: { ...SCORED, acted } })).toEqual(told);
  });

  test('are all that the card looks at where its reasons do not tell', () => {
    expect(restedOn(null)).toEqual([
      statement('line-1', '2026-10'),
      statement('line-2', '2026-10'),
    ]);
  });

  test('are none of the file where it rested on nothing in it', () => {
    expect(restedOn([])).toEqual([]);
    expect(restedOn([{ kind: 'UTILIZATION_AT_LEAST', ppm: 900_000 }])).toEqual([]);
    expect(restedOn(null, { scored: null })).toEqual([]);
  });

  test('are counted, each kind once, as are those that the reviewer named', () => {
    const theirs = [
      { kind: 'ACTIVITIES', activityKinds: ['CASH_OUT', 'DRAW', 'CASH_OUT'] } as const,
    ].map((each) => ({ ...each, from: '2026-03-01', until: '2026-10-31' }));
    const basis = { decision: { accountId: null, measure: null, reasons: [] }, scored: SCORED };
    const named = [{ ...finding, theirs }];
    expect(namingParts(named, FILE, { ...basis, decidedOn: '2026-11-25' })).toEqual([
      { ...finding, theirs: [{ ...theirs[0], count: 2 }] },
    ]);
  });

  test('take the place of no facts that the reviewer named', () => {
    const theirs = [{ kind: 'STATEMENT', accountId: 'line-2', period: '2026-10' }] as const;
    const named: Finding[] = [
      { ...finding, theirs },
      { kind: 'FACTS_CONFIRMED', note: 'So.' },
    ];
    const basis = { decision: { accountId: null, measure: null, reasons: [] }, scored: SCORED };
    expect(namingParts(named, FILE, { ...basis, decidedOn: '2026-11-25' })).toEqual(named);
  });
});

test('a part is known where the file has something of it', () => {
  const part = { kind: 'ACTIVITIES', activityKinds: ['DRAW', 'CASH_OUT'] } as const;
  const known = (from: string, until: string) => isKnownPart({ ...part, from, until }, FILE);
  expect(known('2026-10-01', '2026-10-01')).toBe(true);
  expect(known('2026-10-02', '2026-11-10')).toBe(false);
  expect(known('2026-10-02', '2026-11-11')).toBe(true);
  expect(known('2026-11-11', '2026-10-02')).toBe(false);
  expect(known('2026-02-30', '2026-11-11')).toBe(false);
  const place = { kind: 'STATEMENT', accountId: 'line-2' } as const;
  expect(isKnownPart({ ...place, period: '2026-10' }, FILE)).toBe(true);
  expect(isKnownPart({ ...place, period: '2026-02' }, FILE)).toBe(false);
});
