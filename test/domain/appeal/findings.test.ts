/** What a reviewer finds: held against what is known, and turned into facts that scores read. */
import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../src/domain/appeal/appeal.js';
import {
  type FindingFacts,
  findingProblems,
  MAX_FINDINGS,
  MAX_NOTE_LENGTH,
} from '../../../src/domain/appeal/finding-problems.js';
import {
  changeFacts,
  daysFound,
  duesFound,
  firstPeriodFound,
  incomeFound,
  withFindings,
  withoutSome,
} from '../../../src/domain/appeal/findings.js';
import type { Activity, ActivityDay } from '../../../src/domain/risk-profile/activity.js';
import { emptyDay, withActivity, without } from '../../../src/domain/risk-profile/activity-day.js';
import { deriveCharacteristics } from '../../../src/domain/risk-profile/characteristics.js';
import type { RiskFacts } from '../../../src/domain/risk-profile/facts.js';

const NOW = Date.parse('2026-11-25T04:00:00Z');
const AT = { customerId: 'customer-1', appealId: 'appeal-1', today: '2026-11-25', now: NOW };
const DAY = '2026-11-20';

const of = (kind: Activity['kind'], detail: object): Activity =>
  ({
    id: `event-${kind}`,
    customerId: AT.customerId,
    occurredAt: NOW,
    kind,
    ...detail,
  }) as Activity;
const cny = (minor: number) => ({ minor, currency: 'CNY' });

/** Four cash-outs of 100, three draws of which two unstated, sightings of three devices. */
const BUSY: ActivityDay = [
  ...[1, 2, 3, 4].map(() => of('CASH_OUT', { money: cny(10_000) })),
  of('DRAW', { money: cny(30_000), purpose: 'GOODS' }),
  ...[1, 2].map(() => of('DRAW', { money: cny(30_001), purpose: null })),
  ...['a', 'b', 'c'].map((name) => of('DEVICE_SIGHTING', { pseudonym: `device-${name}-00000000` })),
].reduce(withActivity, emptyDay(AT.customerId, DAY));

const FACTS: FindingFacts = {
  evidence: new Map([
    ['evidence-1', 'INCOME_PROOF'],
    ['evidence-bank', 'BANK_STATEMENT'],
    ['evidence-passport', 'IDENTITY'],
    ['evidence-other', 'OTHER'],
  ]),
  statements: [{ accountId: 'line-1', period: '2026-10', monthsLate: 2 }],
  days: [BUSY],
  permitted: new Set(['INCOME', 'TRANSACTIONS']),
};

const income: Finding = { kind: 'VERIFIED_INCOME', money: cny(900_000), evidenceId: 'evidence-1' };
const late: Finding = {
  kind: 'LATENESS_CORRECTED',
  accountId: 'line-1',
  period: '2026-10',
  monthsLate: 0,
};
const notOwn: Finding = { kind: 'ACTIVITY_NOT_OWN', activityKind: 'CASH_OUT', day: DAY, count: 3 };
const theirs = {
  kind: 'ACTIVITIES',
  activityKinds: ['CASH_OUT'],
  from: '2026-11-01',
  until: DAY,
} as const;
const statement = { kind: 'STATEMENT', accountId: 'line-1', period: '2026-10' } as const;
const mistaken: Finding = {
  kind: 'MISTAKEN_IDENTITY',
  note: 'A namesake.',
  theirs: [theirs, statement],
};
const confirmed: Finding = { kind: 'FACTS_CONFIRMED', note: 'The statements are right.' };

describe('findings', () => {
  test('that are as they can be have no problems', () => {
    expect(findingProblems([income, late, notOwn, confirmed], FACTS)).toEqual([]);
    expect(findingProblems([{ ...income, evidenceId: 'evidence-bank' }], FACTS)).toEqual([]);
    const byPayroll = { ...income, evidenceId: null, note: 'By the payroll.' };
    expect(findingProblems([byPayroll], FACTS)).toEqual([]);
    expect(findingProblems([mistaken], FACTS)).toEqual([]);
    expect(findingProblems([{ ...mistaken, theirs: null }], FACTS)).toEqual([]);
  });

  test.each([
    [{ ...income, money: cny(0) }, 'money', 'INCOME_INVALID'],
    [{ ...income, money: cny(-1) }, 'money', 'INCOME_INVALID'],
    [{ ...income, money: cny(1.5) }, 'money', 'INCOME_INVALID'],
    [{ ...income, money: cny(Number.NaN) }, 'money', 'INCOME_INVALID'],
    [{ ...income, money: { minor: 1, currency: 'XXX' } }, 'money', 'INCOME_INVALID'],
    [{ ...income, evidenceId: 'evidence-2' }, 'evidenceId', 'EVIDENCE_NOT_OF_CASE'],
    [{ ...income, evidenceId: 'evidence-passport' }, 'evidenceId', 'EVIDENCE_NOT_OF_INCOME'],
    [{ ...income, evidenceId: 'evidence-other' }, 'evidenceId', 'EVIDENCE_NOT_OF_INCOME'],
    [{ ...income, evidenceId: null }, 'note', 'NOTE_INVALID'],
    [{ ...income, evidenceId: null, note: ' ' }, 'note', 'NOTE_INVALID'],
    [{ ...income, note: 'x'.repeat(MAX_NOTE_LENGTH + 1) }, 'note', 'NOTE_INVALID'],
    [{ ...mistaken, theirs: [] }, 'theirs', 'FACTS_NOT_NAMED'],
    [{ ...mistaken, theirs: [{ ...theirs, until: '2026-11-19' }] }, 'theirs', 'FACTS_UNKNOWN'],
    [{ ...mistaken, theirs: [{ ...theirs, from: DAY, until: 'x' }] }, 'theirs', 'FACTS_UNKNOWN'],
    [{ ...mistaken, theirs: [{ ...theirs, activityKinds: [] }] }, 'theirs', 'FACTS_UNKNOWN'],
    [
      { ...mistaken, theirs: [theirs, { ...statement, period: '2026-09' }] },
      'theirs',
      'FACTS_UNKNOWN',
    ],
    [{ ...mistaken, theirs: Array(51).fill(theirs) }, 'theirs', 'TOO_MANY_FINDINGS'],
    [{ ...mistaken, note: ' ' }, 'note', 'NOTE_INVALID'],
    [{ ...late, period: '2026-09' }, 'period', 'STATEMENT_UNKNOWN'],
    [{ ...late, accountId: 'line-2' }, 'period', 'STATEMENT_UNKNOWN'],
    [{ ...late, monthsLate: 2 }, 'monthsLate', 'MONTHS_LATE_NOT_LOWER'],
    [{ ...late, monthsLate: 3 }, 'monthsLate', 'MONTHS_LATE_NOT_LOWER'],
    [{ ...late, monthsLate: -1 }, 'monthsLate', 'MONTHS_LATE_NOT_LOWER'],
    [{ ...late, monthsLate: 0.5 }, 'monthsLate', 'MONTHS_LATE_NOT_LOWER'],
    [{ ...notOwn, day: '2026-11-21' }, 'day', 'ACTIVITY_UNKNOWN'],
    [{ ...notOwn, day: 'yesterday' }, 'day', 'ACTIVITY_UNKNOWN'],
    [{ ...notOwn, activityKind: 'TRANSFER_OUT' }, 'day', 'ACTIVITY_UNKNOWN'],
    [{ ...notOwn, count: 5 }, 'count', 'COUNT_INVALID'],
    [{ ...notOwn, count: 0 }, 'count', 'COUNT_INVALID'],
    [{ ...notOwn, count: 1.5 }, 'count', 'COUNT_INVALID'],
    [{ ...confirmed, note: '  ' }, 'note', 'NOTE_INVALID'],
    [{ ...confirmed, note: 'x'.repeat(MAX_NOTE_LENGTH + 1) }, 'note', 'NOTE_INVALID'],
  ] as const)('of %j are refused by path', (finding, field, code) => {
    const problems = findingProblems([otherDraw, finding as Finding], FACTS);
    expect(problems).toMatchObject([{ path: `findings[1].${field}`, code }]);
  });
  const otherDraw: Finding = { ...notOwn, activityKind: 'DRAW', count: 1 };

  test('of an income are refused where incomes may not be looked at', () => {
    const problems = findingProblems([income], { ...FACTS, permitted: new Set() });
    expect(problems).toMatchObject([{ path: 'findings[0]', code: 'SOURCE_NOT_PERMITTED' }]);
  });

  test('about the same thing are refused from the second on', () => {
    const again = [
      late,
      { ...late, monthsLate: 1 },
      notOwn,
      { ...notOwn, count: 1 },
      income,
      income,
    ];
    expect(findingProblems(again, FACTS).map(({ path, code }) => [path, code])).toEqual([
      ['findings[1]', 'FOUND_TWICE'],
      ['findings[3]', 'FOUND_TWICE'],
      ['findings[5]', 'FOUND_TWICE'],
    ]);
    const both: Finding[] = [notOwn, { ...notOwn, activityKind: 'DRAW', count: 1 }];
    expect(findingProblems(both, FACTS)).toEqual([]);
  });

  test('are so many at most', () => {
    const many = Array.from({ length: MAX_FINDINGS + 1 }, () => confirmed);
    expect(findingProblems(many, FACTS)).toMatchObject([
      { path: 'findings', code: 'TOO_MANY_FINDINGS' },
    ]);
  });
});

describe('a day without some of its activities', () => {
  test('has as many fewer, and their share of the sum, rounded down', () => {
    const day = withoutSome(BUSY, 'CASH_OUT', 3);
    expect(day.counts).toEqual({ ...BUSY.counts, CASH_OUT: 1 });
    expect(day.sums.CNY).toEqual({ ...BUSY.sums.CNY, CASH_OUT: 10_000 });
    expect(withoutSome(BUSY, 'DRAW', 1).sums.CNY?.DRAW).toBe(60_001);
  });

  test('loses everything of a kind that goes whole, and nothing of another', () => {
    const day = withoutSome(BUSY, 'DEVICE_SIGHTING', 3);
    expect(day.counts).toEqual({ CASH_OUT: 4, DRAW: 3 });
    expect(day.pseudonyms).toEqual({});
    expect(day.sums).toEqual(BUSY.sums);
  });

  test('counts what may have been theirs by purpose and by name as theirs', () => {
    expect(withoutSome(BUSY, 'DRAW', 1).unstatedDraws).toBe(1);
    expect(withoutSome(BUSY, 'DRAW', 2).unstatedDraws).toBe(0);
    expect(withoutSome(BUSY, 'DEVICE_SIGHTING', 2).pseudonyms.DEVICE_SIGHTING).toHaveLength(1);
    expect(withoutSome(BUSY, 'CASH_OUT', 1).unstatedDraws).toBe(2);
  });
});

describe('facts with findings', () => {
  const { customerId: _, day: __, ...emptySums } = emptyDay(AT.customerId, DAY);
  const facts: RiskFacts = {
    asOf: AT.today,
    statements: [
      {
        accountId: 'line-1',
        period: '2026-10',
        currency: 'CNY',
        balanceMinor: 100,
        limitMinor: 1_000,
        paymentsMinor: 0,
        purchasesMinor: 0,
        monthsLate: 2,
      },
    ],
    lines: [],
    activity: { days: [BUSY], permitted: FACTS.permitted },
  };
  const ids = ['outflows_15d', 'income_verification', 'late_months_3m'];

  test('are what a score reads then: fewer outflows, a verified income, no lateness', () => {
    const before = deriveCharacteristics(facts, ids);
    const after = deriveCharacteristics(withFindings(facts, [income, late, notOwn], AT), ids);
    expect(before).toMatchObject({ outflows_15d: 4, income_verification: 'NOT_VERIFIED' });
    expect(after).toMatchObject({ outflows_15d: 1, income_verification: 'VERIFIED' });
    const [statement] = withFindings(facts, [late], AT).statements;
    expect(statement).toEqual({ ...facts.statements[0], monthsLate: 0 });
  });

  test('are the same where nothing is found that has a figure', () => {
    expect(withFindings(facts, [confirmed], AT)).toEqual(facts);
    expect([income, late, notOwn].map((each) => changeFacts([each]))).toEqual([true, true, true]);
    expect(changeFacts([confirmed, { ...mistaken, theirs: [] }])).toBe(false);
  });

  test('are without what is another person’s, which stays in the day by its case', () => {
    const { statements, activity } = withFindings(facts, [mistaken], AT);
    expect(statements).toEqual([]);
    const [day] = activity!.days;
    expect(day).toEqual({
      ...without(BUSY, ['CASH_OUT']),
      setAside: [
        {
          appealId: AT.appealId,
          ...emptySums,
          counts: { CASH_OUT: 4 },
          sums: { CNY: { CASH_OUT: 40_000 } },
        },
      ],
    });
    const values = deriveCharacteristics(withFindings(facts, [mistaken], AT), ids);
    expect(values).toMatchObject({ outflows_15d: 0, statement_months: 0 });
    expect(changeFacts([mistaken])).toBe(true);
    // An income of the same day is verified after what was theirs is gone.
    const whole = { ...theirs, activityKinds: ['VERIFIED_INCOME'], until: AT.today } as const;
    const paid = withActivity(emptyDay(AT.customerId, AT.today), incomeFound([income], AT)!);
    const found = daysFound([{ ...mistaken, theirs: [whole] }, income], [paid], AT);
    expect(found[0]).toMatchObject({
      counts: { VERIFIED_INCOME: 1 },
      income: { value: income.money },
    });
    expect(found[0]?.setAside).toHaveLength(1);
  });

  test('have dues that are as late as found, and none of another person’s', () => {
    const due = {
      ...{ accountId: 'line-1', period: '2026-10', closedOn: '2026-10-31', dueOn: '2026-11-20' },
      ...{ isOpen: true, foundMonthsLate: null, isSetAside: false },
    };
    const other = { ...due, accountId: 'line-2' };
    expect(duesFound([due, other], [late])).toEqual([{ ...due, foundMonthsLate: 0 }, other]);
    expect(duesFound([due, other], [mistaken])).toEqual([{ ...due, isSetAside: true }, other]);
    expect(duesFound([due, other], [confirmed, income])).toEqual([due, other]);
  });

  test('keep an income as an activity of the case, on the day of today', () => {
    expect(incomeFound([confirmed], AT)).toBeUndefined();
    expect(incomeFound([income], AT)).toEqual({
      id: 'appeal:appeal-1:income',
      customerId: AT.customerId,
      occurredAt: NOW,
      kind: 'VERIFIED_INCOME',
      money: cny(900_000),
    });
    const days = daysFound([income, notOwn], [BUSY], AT);
    expect(days.map(({ day }) => day).toSorted()).toEqual([DAY, AT.today]);
    const both = daysFound(
      [income, { ...notOwn, day: AT.today }],
      [{ ...BUSY, day: AT.today }],
      AT,
    );
    expect(both).toHaveLength(1);
    expect(both[0]?.counts).toMatchObject({ CASH_OUT: 1, VERIFIED_INCOME: 1 });
  });

  test('say from which period on statements are needed', () => {
    expect(firstPeriodFound([income])).toBeUndefined();
    expect(firstPeriodFound([late, { ...late, period: '2026-03' }])).toBe('2026-03');
    expect(firstPeriodFound([{ ...late, period: '1; drop' }])).toBeUndefined();
    expect(firstPeriodFound([late, mistaken])).toBe('2026-10');
    expect(firstPeriodFound([{ ...mistaken, theirs: [{ ...statement, period: '2025-01' }] }])).toBe(
      '2025-01',
    );
    // What a decision rested on can be overdue for longer than any score looks back.
    expect(firstPeriodFound([late, { ...mistaken, theirs: null }])).toBe('0001-01');
  });
});
