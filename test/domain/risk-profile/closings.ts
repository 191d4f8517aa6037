/** Customers who close a line on which nothing is owed, and what is known of them some months later. */
import fc from 'fast-check';
import type { LineFact, RiskFacts, StatementFact } from '../../../src/domain/risk-profile/facts.js';
import { addDays, addMonths } from '../../../src/domain/time.js';

export const ASKED_ON = '2026-11-22';
/** The newest statement's month; months are counted back from it. */
export const periodBefore = (months: number): string =>
  addMonths('2026-10-01', -months).slice(0, 7);
/** The end of 180 days from a closing so many months ago: later than the day of the question. */
export const countsUntil = (months: number): string => addDays(`${periodBefore(months)}-28`, 180);

/** The same customer as if the line had been kept without using it, and as it was closed. */
export interface Closing {
  readonly kept: RiskFacts;
  readonly closed: RiskFacts;
}

const CURRENCIES = ['CNY', 'EUR'];
/** Small amounts beside large ones, so that shares of all sizes come up. */
const amount = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 20_000 }),
  fc.integer({ min: 1, max: 900_000 }),
);
const limit = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 20_000 }),
  fc.integer({ min: 1, max: 900_000 }),
);

const month = fc.record({
  balanceMinor: amount,
  paymentsMinor: amount,
  purchasesMinor: amount,
  monthsLate: fc.constantFrom(0, 0, 0, 0, 1, 2),
});

const line = (accountId: string) =>
  fc.record({
    accountId: fc.constant(accountId),
    currency: fc.constantFrom(...CURRENCIES),
    limitMinor: limit,
    /** Months back to the oldest statement; some lines are young. */
    oldest: fc.integer({ min: 0, max: 7 }),
    history: fc.array(month, { minLength: 8, maxLength: 8 }),
  });

type Line = ReturnType<typeof line> extends fc.Arbitrary<infer T> ? T : never;

const statementsOf = (
  { accountId, currency, limitMinor, oldest, history }: Line,
  newest: number,
): StatementFact[] =>
  history.flatMap((own, months) =>
    months < newest || months > oldest
      ? []
      : [{ accountId, currency, limitMinor, period: periodBefore(months), ...own }],
  );

const lineFact = ({ accountId, currency, limitMinor, history }: Line): LineFact => ({
  accountId,
  currency,
  limitMinor,
  balanceMinor: history[0]?.balanceMinor ?? 0,
  usable: true,
});

/**
 * A line closed some months ago (none: since the newest statement) with nothing owed. The month of
 * the closing has its own statement; of the months after, only those have one in which there are
 * others.
 */
export const anyClosing: fc.Arbitrary<Closing> = fc
  .record({
    own: line('line-0'),
    others: fc
      .integer({ min: 0, max: 3 })
      .chain((count) =>
        fc.tuple(...Array.from({ length: count }, (_, at) => line(`line-${at + 1}`))),
      ),
    monthsAgo: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ own, others, monthsAgo }) => {
    const elsewhere = others.flatMap((each) => statementsOf(each, 0));
    const owned = { ...own, oldest: Math.max(own.oldest, monthsAgo) };
    const until = statementsOf(owned, monthsAgo).map((each) =>
      // What was owed is paid by the end of the month of the closing.
      each.period === periodBefore(monthsAgo) ? { ...each, balanceMinor: 0, monthsLate: 0 } : each,
    );
    const periods = new Set(elsewhere.map(({ period }) => period));
    const unused = Array.from({ length: monthsAgo }, (_, months) => periodBefore(months))
      .filter((period) => periods.has(period))
      .map((period) => ({
        accountId: own.accountId,
        currency: own.currency,
        limitMinor: own.limitMinor,
        period,
        balanceMinor: 0,
        paymentsMinor: 0,
        purchasesMinor: 0,
        monthsLate: 0,
      }));
    const lines = others.map(lineFact);
    const open: LineFact = { ...lineFact(own), balanceMinor: 0 };
    const ended: LineFact = {
      ...open,
      usable: false,
      limitCountsUntil: countsUntil(monthsAgo),
    };
    const statements = [...elsewhere, ...until];
    return {
      kept: { asOf: ASKED_ON, lines: [open, ...lines], statements: [...statements, ...unused] },
      closed: { asOf: ASKED_ON, lines: [ended, ...lines], statements },
    };
  });
