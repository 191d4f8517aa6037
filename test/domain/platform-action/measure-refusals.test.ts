import { describe, expect, test } from '@jest/globals';
import type { CreditAccount } from '../../../src/domain/credit-account/credit-account.js';
import { MEASURE_KINDS, type Measure } from '../../../src/domain/platform-action/measure.js';
import { canTake, measureRefusal } from '../../../src/domain/platform-action/measure-refusals.js';
import { LINES, noticeOf, suspendedBy } from '../credit-account/lines.js';
import {
  assessed,
  cashOuts,
  EARLIER,
  EFFECTS,
  factsWith,
  LINE,
  measureOf,
  packOf,
  TROUBLED,
  valuesOf,
} from './measures.js';

const PACK = packOf('CN-2025');
const WITHOUT = { statement: null };
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
  const moved = (earlier: string | null, now = 'D') =>
    factsWith(
      {},
      { ...TROUBLED, band: now },
      3,
      earlier === null ? null : { ...EARLIER, band: earlier },
    );

  test('needs an earlier model that gave a band which the measure does not look for', () => {
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

describe('as the line stands', () => {
  /** Every status in which a measure of the kind has a place. */
  test.each([
    ['REPRICING', ['ACTIVE', 'SUSPENDED', 'NOTICE_GIVEN', 'DRAWDOWN_ENDED', 'RUN_OFF']],
    ['LINE_DECREASE', ['ACTIVE', 'SUSPENDED', 'NOTICE_GIVEN']],
    ['SUSPENSION', ['ACTIVE', 'SUSPENDED']],
    ['DRAWDOWN_RIGHT_ENDED', ['ACTIVE', 'SUSPENDED']],
    ['TERMINATION_BY_NOTICE', ['ACTIVE']],
    ['CLOSURE', ['ACTIVE', 'SUSPENDED', 'NOTICE_GIVEN', 'DRAWDOWN_ENDED']],
  ] as const)('%s', (kind, statuses) => {
    expect(MEASURE_KINDS).toContain(kind);
    const measure = { ...measureOf('fund-pool-decrease'), effect: EFFECTS[kind] };
    const { repricingNoticeDays: _, ...ending } = PACK.creditorEnding;
    const repricingNoticeDays = { value: 45, source: 'test' };
    const pack = { ...PACK, creditorEnding: { ...ending, repricingNoticeDays } };
    const able = LINES.filter((line) => canTake(kind, line)).map(({ status }) => status);
    expect([...new Set(able)].toSorted()).toEqual([...statuses].toSorted());
    for (const line of LINES) {
      const { status } = line;
      const expected = canTake(kind, line) ? null : { code: 'MEASURE_NOT_POSSIBLE', status };
      expect(refused(measure, factsWith(), WITHOUT, line, pack)).toEqual(expected);
    }
  });

  test('a suspension can come on top of a pause or of another one, and on no line in notice', () => {
    const suspend = measureOf('security-suspend');
    const told = { statement: 'Two devices at once in two countries.' };
    expect(refused(suspend, factsWith(), told, suspendedBy('CUSTOMER'))).toBeNull();
    expect(refused(suspend, factsWith(), told, suspendedBy('CREDITOR'))).toBeNull();
    expect(refused(suspend, factsWith(), told, noticeOf(null))).toMatchObject({
      status: 'NOTICE_GIVEN',
    });
  });
});

describe('what a person declares', () => {
  test.each(['security-suspend', 'fraud-close', 'death-end', 'restraint-suspend'])(
    '%s needs words of who declares it',
    (id) => {
      for (const statement of [null, '', ' \n']) {
        const refusal = refused(measureOf(id), factsWith(), { statement });
        expect(refusal).toEqual({ code: 'STATEMENT_NEEDED' });
      }
      expect(refused(measureOf(id), factsWith(), { statement: 'Seen.' })).toBeNull();
    },
  );

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
    expect(refused(measureOf('regulation-end'))).toBeNull();
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
