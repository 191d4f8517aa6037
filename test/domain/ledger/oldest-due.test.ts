/** From which day a line is past due, as its statements have it and as they were found to be wrong. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  dueOf,
  oldestOpenDue,
  type Statement,
  type StatementDue,
} from '../../../src/domain/ledger/statement.js';
import { addDays, addMonths } from '../../../src/domain/time.js';
import { aCustomer, anAccount, aProduct, aStatement } from '../../support/portfolio.js';

const line = anAccount(aCustomer(), aProduct());
/** Statements of July to October 2026, each with a due of 100 on the 20th of the month after. */
const STATEMENTS: readonly Statement[] = [3, 2, 1, 0].map((back, at) => {
  const closedOn = addDays(addMonths('2026-11-01', -back), -1);
  const due = { minimumDueMinor: 100, duesCumulativeMinor: (at + 1) * 100, monthsLate: 3 };
  const dueOn = `${addMonths(`${closedOn.slice(0, 7)}-01`, 1).slice(0, 7)}-20`;
  return aStatement(line, { period: closedOn.slice(0, 7), closedOn, dueOn, ...due });
});

const dues = (found: Record<string, Partial<StatementDue>> = {}, repaidMinor = 0): StatementDue[] =>
  STATEMENTS.map((each) => ({ ...dueOf(each, repaidMinor), ...found[each.period] }));
const late = (foundMonthsLate: number) => ({ foundMonthsLate });

describe('the oldest open due', () => {
  test.each([
    [0, '2026-08-20'],
    [99, '2026-08-20'],
    [100, '2026-09-20'],
    [300, '2026-11-20'],
    [400, null],
  ])('with %i repaid is that of %s', (repaidMinor, day) => {
    expect(oldestOpenDue(dues({}, repaidMinor))).toBe(day);
  });

  test('of a statement with nothing due is none, whatever was taken back', () => {
    const [first] = STATEMENTS;
    expect(oldestOpenDue([dueOf({ ...first!, minimumDueMinor: 0 }, -5)])).toBeNull();
  });

  test('is none that a statement found not late has behind it', () => {
    // On 30 September the due of 20 August was not open, and neither is it now.
    expect(oldestOpenDue(dues({ '2026-09': late(0) }))).toBe('2026-10-20');
    expect(oldestOpenDue(dues({ '2026-10': late(0) }))).toBe('2026-11-20');
    expect(oldestOpenDue(dues({ '2026-10': late(0) }, 400))).toBeNull();
    // It is not past due later either where no other due is open.
    const [oldest, ...others] = dues({ '2026-09': late(0) });
    const met = others.map((each) => ({ ...each, isOpen: false }));
    expect(oldestOpenDue([oldest!, ...met])).toBeNull();
  });

  test('is as late as found: from the latest day on which that many months can begin', () => {
    // On 31 October: 72 days from 20 August are three months, 41 from 20 September are two.
    expect(oldestOpenDue(dues({ '2026-10': late(2) }))).toBe('2026-09-20');
    expect(oldestOpenDue(dues({ '2026-10': late(1) }))).toBe('2026-10-20');
    // Without a due of its own in that month, one month late began the day before.
    const older = dues({ '2026-10': late(1) }).map((each) =>
      each.period < '2026-09' ? each : { ...each, isOpen: false },
    );
    expect(oldestOpenDue(older)).toBe('2026-10-30');
  });

  test('is as the statement says that says the least', () => {
    expect(oldestOpenDue(dues({ '2026-09': late(0), '2026-10': late(2) }))).toBe('2026-10-20');
    expect(oldestOpenDue(dues({ '2026-09': late(1), '2026-10': late(2) }))).toBe('2026-09-20');
  });

  test('is none of a statement that is another person’s', () => {
    const theirs = { isSetAside: true };
    expect(oldestOpenDue(dues({ '2026-07': theirs, '2026-08': theirs }))).toBe('2026-10-20');
    // What was found of it before says nothing of the customer's own.
    expect(oldestOpenDue(dues({ '2026-10': { ...theirs, ...late(0) } }))).toBe('2026-08-20');
    const of = { ...STATEMENTS[0]!, setAsideBy: 'appeal-1' };
    expect(dueOf(of, 0)).toMatchObject({ isSetAside: true, isOpen: true });
  });

  test('is never earlier by what was found, in whatever order it is told', () => {
    const months = fc.option(fc.integer({ min: 0, max: 3 }), { nil: null });
    const found = fc.tuple(months, months, months, months, fc.integer({ min: 0, max: 400 }));
    fc.assert(
      fc.property(found, ([...told]) => {
        const repaid = told.pop() ?? 0;
        const own = dues({}, repaid).map((each, at) => ({ ...each, ...late(told[at] ?? 9) }));
        const as = oldestOpenDue(own);
        const before = oldestOpenDue(dues({}, repaid));
        expect(as === null || (before !== null && as >= before)).toBe(true);
        expect(oldestOpenDue(own.toReversed())).toBe(as);
      }),
    );
  });
});
