import { describe, expect, test } from '@jest/globals';
import type { CreditAccount } from '../../../src/domain/credit-account/credit-account.js';
import { MEASURE_KINDS, type Measure } from '../../../src/domain/platform-action/measure.js';
import { canTake, measureRefusal } from '../../../src/domain/platform-action/measure-refusals.js';
import { LINES, noticeOf, stoppedUnderNotice, suspendedBy } from '../credit-account/lines.js';
import {
  assessed,
  cashOuts,
  EFFECTS,
  FORMER,
  factsWith,
  LINE,
  measureOf,
  packOf,
  TROUBLED,
  valuesOf,
} from './measures.js';

const PACK = packOf('CN-2025');
const WITHOUT = { statement: null };
const STATED = { statement: 'By the order of 20 November 2026.' };
const refused = (
  measure: Measure,
  facts = factsWith(),
  { statement }: { statement: string | null } = WITHOUT,
  line: CreditAccount = LINE,
  pack = PACK,
) => measureRefusal(measure, line, facts, pack, { statement });

test('a measure whose conditions all hold is taken', () => {
  expect(refused(measureOf('outflows-suspend'))).toBeNull();
  expect(refused(measureOf('fund-pool-decrease'))).toBeNull();
});

test('what it looks for and is not so is named, each of them', () => {
  const both = measureOf('over-dependence-decrease');
  const calm = factsWith({}, { ...TROUBLED, band: 'A' });
  const all = { code: 'MEASURE_DOES_NOT_APPLY', conditions: both.when };
  expect(refused(both, calm)).toEqual(all);
  const full = factsWith({ balanceMinor: 990_000 }, { ...TROUBLED, band: 'A' });
  expect(refused(both, full)).toEqual({ ...all, conditions: [both.when[1]] });
  const few = factsWith({}, assessed(valuesOf(cashOuts(19))));
  expect(refused(measureOf('outflows-suspend'), few)).toMatchObject({
    code: 'MEASURE_DOES_NOT_APPLY',
  });
});

describe('another model as the ground', () => {
  const update = measureOf('model-update-decrease');
  const moved = (former: string | null, now = 'D') =>
    factsWith(
      {},
      { ...TROUBLED, band: now },
      3,
      former === null ? null : { ...FORMER, band: former },
    );

  test('needs a former model that gives a band which the measure does not look for', () => {
    const refusal = { code: 'MEASURE_DOES_NOT_APPLY', conditions: update.when };
    expect(refused(update, moved('C'))).toBeNull();
    expect(refused(update, moved(null))).toEqual(refusal);
    expect(refused(update, moved('D'))).toEqual(refusal);
    // One weak band instead of the other is not what the measure is about either.
    expect(refused(update, moved('E'))).toEqual(refusal);
    expect(refused(update, moved('A', 'C'))).toEqual(refusal);
  });

  test('is asked of no other ground', () => {
    expect(refused(measureOf('outflows-suspend'), moved(null))).toBeNull();
  });
});

describe('where the rules of the jurisdiction know no such measure', () => {
  const packWith = (value: number | null) => {
    const rule = { value, source: 'the place in the law' };
    const { creditorEnding } = PACK;
    const also = { inactivityMonths: rule, repricingNoticeDays: rule };
    return { ...PACK, creditorEnding: { ...creditorEnding, ...also } };
  };
  const unused = factsWith({ unusedMonths: 7 });

  test.each(['macro-reprice', 'inactive-end'])('%s is refused with the rule’s source', (id) => {
    const known = refused(measureOf(id), unused, WITHOUT, LINE, packWith(3));
    expect(known).toBeNull();
    const unknown = refused(measureOf(id), unused, WITHOUT, LINE, packWith(null));
    expect(unknown).toEqual({ code: 'MEASURE_NOT_PERMITTED', source: 'the place in the law' });
  });
});

describe('a closing at once', () => {
  const closing = (grounds: Measure['grounds']): Measure => ({
    ...measureOf('fraud-close'),
    grounds,
  });
  const under = (id: string, grounds: Measure['grounds']) =>
    refused(closing(grounds), factsWith(), STATED, LINE, packOf(id));

  test.each(['EU-2008/48', 'EU-2008/48+2023/2225-art-47', 'EU-2023/2225'])(
    'under %s takes more than the business’s own wish: that is told two months before',
    (id) => {
      const { source } = packOf(id).creditorEnding.closureAtOnce;
      expect(source).toMatch(/Art\. (13|28)\(1\)$/);
      for (const grounds of ['BUSINESS_ADJUSTMENT', 'FUND_POOL', 'MACRO'] as const) {
        expect(under(id, grounds)).toEqual({ code: 'MEASURE_NOT_PERMITTED', source });
      }
      expect(under(id, 'FRAUD_OR_SECURITY')).toBeNull();
    },
  );

  test('is left to the lender where the law knows no notice', () => {
    expect(under('US-REG-Z-2011', 'BUSINESS_ADJUSTMENT')).toBeNull();
    expect(under('CN-2025', 'BUSINESS_ADJUSTMENT')).toMatchObject({
      code: 'MEASURE_NOT_PERMITTED',
    });
  });
});

describe('as the line stands', () => {
  /** Every status in which a measure of the kind has a place. */
  test.each([
    ['REPRICING', ['ACTIVE', 'SUSPENDED', 'NOTICE_GIVEN', 'DRAWDOWN_ENDED', 'RUN_OFF']],
    ['LINE_DECREASE', ['ACTIVE', 'SUSPENDED', 'NOTICE_GIVEN']],
    ['SUSPENSION', ['ACTIVE', 'SUSPENDED', 'NOTICE_GIVEN']],
    ['DRAWDOWN_RIGHT_ENDED', ['ACTIVE', 'SUSPENDED', 'NOTICE_GIVEN']],
    ['TERMINATION_BY_NOTICE', ['ACTIVE', 'SUSPENDED']],
    ['CLOSURE', ['ACTIVE', 'SUSPENDED', 'NOTICE_GIVEN', 'DRAWDOWN_ENDED']],
  ] as const)('%s', (kind, statuses) => {
    expect(MEASURE_KINDS).toContain(kind);
    const measure = { ...measureOf('fund-pool-decrease'), effect: EFFECTS[kind] };
    const { repricingNoticeDays: _, ...ending } = PACK.creditorEnding;
    const repricingNoticeDays = { value: 45, source: 'test' };
    const closureAtOnce = { value: [measure.grounds], source: 'test' };
    const pack = { ...PACK, creditorEnding: { ...ending, repricingNoticeDays, closureAtOnce } };
    const able = LINES.filter((line) => canTake(kind, line)).map(({ status }) => status);
    expect([...new Set(able)].toSorted()).toEqual([...statuses].toSorted());
    for (const line of LINES) {
      const { status } = line;
      const expected = canTake(kind, line) ? null : { code: 'MEASURE_NOT_POSSIBLE', status };
      expect(refused(measure, factsWith(), WITHOUT, line, pack)).toEqual(expected);
    }
  });

  test('a suspension can come on top of a pause, of another one, and of a notice', () => {
    const suspend = measureOf('security-suspend');
    const told = { statement: 'Two devices at once in two countries.' };
    expect(refused(suspend, factsWith(), told, suspendedBy('CUSTOMER'))).toBeNull();
    expect(refused(suspend, factsWith(), told, suspendedBy('CREDITOR'))).toBeNull();
    for (const notice of [null, 'notice']) {
      expect(refused(suspend, factsWith(), told, noticeOf(notice))).toBeNull();
      const held = stoppedUnderNotice('CREDITOR', notice);
      expect(refused(suspend, factsWith(), told, held)).toBeNull();
      // What has ended for good there is nothing left of to be suspended.
      const ended = stoppedUnderNotice('ENDED_RIGHT', notice);
      const refusal = { code: 'MEASURE_NOT_POSSIBLE', status: 'NOTICE_GIVEN' };
      expect(refused(suspend, factsWith(), told, ended)).toEqual(refusal);
    }
  });
});

test('notice can be given on a line that its customer has paused, and on none that we suspended', () => {
  expect(canTake('TERMINATION_BY_NOTICE', suspendedBy('CUSTOMER'))).toBe(true);
  expect(canTake('TERMINATION_BY_NOTICE', suspendedBy('CREDITOR'))).toBe(false);
});

describe('what a person declares', () => {
  test.each([
    'security-suspend',
    'fraud-close',
    'death-end',
    'restraint-suspend',
    'regulation-end',
  ])('%s needs words of who takes it', (id) => {
    for (const statement of [null, '', ' \n']) {
      const refusal = refused(measureOf(id), factsWith(), { statement });
      expect(refusal).toEqual({ code: 'STATEMENT_NEEDED' });
    }
    expect(refused(measureOf(id), factsWith(), { statement: 'Seen.' })).toBeNull();
  });

  test('what rests on figures needs none', () => {
    expect(refused(measureOf('outflows-suspend'), factsWith(), WITHOUT)).toBeNull();
  });
});

describe('a milder step', () => {
  const end = measureOf('delinquency-end');
  const late = (band: string) => factsWith({ overdueDays: 61 }, { ...TROUBLED, band });

  test('that would do keeps the harder one from being taken', () => {
    expect(refused(end, late('B'))).toEqual({ code: 'MILDER_STEP_WOULD_DO', kind: 'SUSPENSION' });
    expect(refused(end, late('C'))).toBeNull();
  });

  test('that never does, because it names nothing for which it would, keeps none', () => {
    const [step] = measureOf('regulation-end').milder;
    expect(step).not.toHaveProperty('doesWhere');
    expect(refused(measureOf('regulation-end'), factsWith(), STATED)).toBeNull();
  });

  test('does only where all of its conditions hold', () => {
    const [step] = end.milder;
    if (!step) throw new Error('no milder step was weighed');
    const stricter = [
      ...(step.doesWhere ?? []),
      { kind: 'OVERDUE_DAYS_AT_LEAST', days: 90 } as const,
    ];
    const measure = { ...end, milder: [{ ...step, doesWhere: stricter }] };
    expect(refused(measure, late('B'))).toBeNull();
  });
});
