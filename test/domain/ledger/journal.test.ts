import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  bringUpToDate,
  type EntryKind,
  type JournalEntry,
  type Movement,
  post,
} from '../../../src/domain/ledger/journal.js';
import { emptyPosition, type Position } from '../../../src/domain/ledger/position.js';
import { addDays } from '../../../src/domain/time.js';
import { aProduct } from '../../support/portfolio.js';
import { sumsOf } from '../../support/postings.js';

const DAY = '2026-11-25';
const product = aProduct();
const free = aProduct({ annualRatePpm: 0 });
const empty = emptyPosition({ accountId: 'a', customerId: 'c', currency: 'CNY' }, DAY);

let ids = 0;
const stamp = (bookingDate = DAY, valueDate = bookingDate) => ({
  bookedAt: 1_000,
  bookingDate,
  valueDate,
  reference: 'ref',
  nextId: () => `entry-${++ids}`,
});

const made = ({ entries }: { entries: readonly JournalEntry[] }, kind: EntryKind): JournalEntry => {
  const found = entries.find((entry) => entry.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};

const components = ({ principalMinor, interestMinor, feeMinor, creditMinor }: Position) => ({
  principalMinor,
  interestMinor,
  feeMinor,
  creditMinor,
});
const NOTHING = { principalMinor: 0, interestMinor: 0, feeMinor: 0, creditMinor: 0 };

/** Applies movements on one day, without interest. */
const postAll = (movements: readonly Movement[], position = empty) =>
  movements.reduce((at, movement) => post(at.position, free, movement, stamp()), {
    position,
    entries: [] as JournalEntry[],
  });

describe('what each movement does to an empty line', () => {
  test.each([
    ['CAPTURE', { principalMinor: 500 }, { PRINCIPAL: 500, SETTLEMENT: -500 }],
    ['FEE', { feeMinor: 500 }, { FEE: 500, FEE_INCOME: -500 }],
    ['REPAYMENT', { creditMinor: 500 }, { CREDIT_BALANCE: -500, SETTLEMENT: 500 }],
    ['REFUND', { creditMinor: 500 }, { CREDIT_BALANCE: -500, SETTLEMENT: 500 }],
    ['ADJUSTMENT', { principalMinor: 500 }, { PRINCIPAL: 500, ADJUSTMENT: -500 }],
    ['OPENING_BALANCE', { principalMinor: 500 }, { PRINCIPAL: 500, ADJUSTMENT: -500 }],
  ] as const)('%s', (kind, after, postings) => {
    const posted = post(empty, free, { kind, amountMinor: 500 }, stamp());
    expect(components(posted.position)).toEqual({ ...NOTHING, ...after });
    expect(sumsOf(posted.entries)).toEqual(postings);
    const dates = { bookedAt: 1_000, bookingDate: DAY, valueDate: DAY };
    const of = { accountId: 'a', customerId: 'c', currency: 'CNY' };
    expect(posted.entries).toMatchObject([
      { ...of, ...dates, kind, reference: 'ref', reverses: null },
    ]);
  });

  test('a negative adjustment is owed to the customer', () => {
    const posted = postAll([{ kind: 'ADJUSTMENT', amountMinor: -70 }]);
    expect(components(posted.position)).toEqual({ ...NOTHING, creditMinor: 70 });
  });
});

describe('repayments', () => {
  const owing = { ...empty, principalMinor: 1_000, interestMinor: 100, feeMinor: 10 };

  test.each([
    [5, { principalMinor: 1_000, interestMinor: 100, feeMinor: 5 }],
    [60, { principalMinor: 1_000, interestMinor: 50 }],
    [1_010, { principalMinor: 100 }],
    [1_110, {}],
    [1_200, { creditMinor: 90 }],
  ])(
    'given fee, interest and principal, when %i comes in, then it settles them in order',
    (amount, left) => {
      const posted = postAll([{ kind: 'REPAYMENT', amountMinor: amount }], owing);
      expect(components(posted.position)).toEqual({ ...NOTHING, ...left });
      expect(posted.position.repaidMinor).toBe(amount);
    },
  );

  test('given another order in the product, then that one counts', () => {
    const order = aProduct({ annualRatePpm: 0, repaymentOrder: ['PRINCIPAL', 'INTEREST', 'FEE'] });
    const posted = post(owing, order, { kind: 'REPAYMENT', amountMinor: 1_050 }, stamp());
    expect(components(posted.position)).toEqual({ ...NOTHING, interestMinor: 50, feeMinor: 10 });
  });

  test("given debt, when a merchant's refund exceeds it, then it pays all and leaves credit", () => {
    const posted = postAll([{ kind: 'REFUND', amountMinor: 1_200 }], owing);
    expect(components(posted.position)).toEqual({ ...NOTHING, creditMinor: 90 });
    expect(posted.position.repaidMinor).toBe(0);
  });

  test('given a credit balance, when more is bought, then the credit pays first', () => {
    const posted = postAll([
      { kind: 'REPAYMENT', amountMinor: 300 },
      { kind: 'CAPTURE', amountMinor: 1_000 },
    ]);
    expect(components(posted.position)).toEqual({ ...NOTHING, principalMinor: 700 });
  });
});

describe('undoing', () => {
  test.each(['CAPTURE', 'FEE', 'REFUND'] as const)(
    'given a %s, when it is reversed the same day, then everything is as before',
    (kind) => {
      const before = { ...empty, principalMinor: 100, interestMinor: 7, feeMinor: 3 };
      const posted = post(before, product, { kind, amountMinor: 40 }, stamp());
      const of = made(posted, kind);
      const undone = post(posted.position, product, { kind: 'REVERSAL', of }, stamp());
      expect(undone.position).toEqual(before);
      expect(made(undone, 'REVERSAL').reverses).toBe(of.id);
      expect(sumsOf([...posted.entries, ...undone.entries])).toEqual({});
    },
  );

  test('given a capture, when it is reversed later, then its interest goes with it', () => {
    const posted = post(empty, product, { kind: 'CAPTURE', amountMinor: 123_456 }, stamp());
    const of = made(posted, 'CAPTURE');
    const later = stamp(addDays(DAY, 9), DAY);
    const undone = post(posted.position, product, { kind: 'REVERSAL', of }, later);
    // Nine days at 61.728 were charged before the correction took them back.
    const kinds = ['INTEREST', 'INTEREST', 'REVERSAL', 'INTEREST'];
    expect(undone.entries.map(({ kind }) => kind)).toEqual(kinds);
    expect(undone.position).toEqual({ ...empty, interestThrough: addDays(DAY, 9) });
  });

  test('given a repayment, when it bounces, then the debt and the dues are open again', () => {
    const owing = { ...empty, principalMinor: 1_000, interestMinor: 100 };
    const paid = postAll([{ kind: 'REPAYMENT', amountMinor: 600 }], owing);
    const of = made(paid, 'REPAYMENT');
    const bounced = postAll([{ kind: 'RETURNED_PAYMENT', of }], paid.position);
    expect(bounced.position).toEqual(owing);
  });

  test('given an overpayment that was paid out, when it bounces, then principal is owed', () => {
    const paid = postAll([{ kind: 'REPAYMENT', amountMinor: 600 }], {
      ...empty,
      principalMinor: 100,
    });
    const out = postAll([{ kind: 'REFUND_DUE', amountMinor: 500 }], paid.position);
    expect(components(out.position)).toEqual(NOTHING);
    const of = made(paid, 'REPAYMENT');
    const bounced = postAll([{ kind: 'RETURNED_PAYMENT', of }], out.position);
    expect(components(bounced.position)).toEqual({ ...NOTHING, principalMinor: 600 });
    expect(bounced.position.repaidMinor).toBe(0);
  });

  test('given a refund due, when it is paid, then the line itself does not change', () => {
    const due = postAll([
      { kind: 'REPAYMENT', amountMinor: 600 },
      { kind: 'REFUND_DUE', amountMinor: 600 },
    ]);
    const paid = postAll([{ kind: 'REFUND_PAID', amountMinor: 600 }], due.position);
    expect(paid.position).toEqual(due.position);
    expect(sumsOf(paid.entries)).toEqual({ REFUND_PAYABLE: 600, SETTLEMENT: -600 });
  });
});

describe('interest comes first', () => {
  const owing = { ...empty, principalMinor: 200_000 };

  test('given ten days of interest, when a payment comes, then it settles the interest too', () => {
    const movement = { kind: 'REPAYMENT', amountMinor: 1_500 } as const;
    const posted = post(owing, product, movement, stamp(addDays(DAY, 10)));
    // What November earned is booked on its last day, the rest today.
    expect(posted.entries.map(({ kind, bookingDate }) => [kind, bookingDate])).toEqual([
      ['INTEREST', '2026-11-30'],
      ['INTEREST', '2026-12-05'],
      ['REPAYMENT', '2026-12-05'],
    ]);
    expect(components(posted.position)).toEqual({ ...NOTHING, principalMinor: 199_500 });
  });

  test('given a payment that is valued five days back, then those days are given back', () => {
    const movement = { kind: 'REPAYMENT', amountMinor: 101_000 } as const;
    const posted = post(owing, product, movement, stamp(addDays(DAY, 10), addDays(DAY, 5)));
    const [repayment, correction] = posted.entries.slice(-2);
    expect([repayment?.kind, correction?.kind]).toEqual(['REPAYMENT', 'INTEREST']);
    // 1,000 of interest and 100,000 of principal were paid; 100,000 earned 50 a day for five days.
    expect(sumsOf([repayment as JournalEntry])).toEqual({
      INTEREST: -1_000,
      PRINCIPAL: -100_000,
      SETTLEMENT: 101_000,
    });
    expect(sumsOf([correction as JournalEntry])).toEqual({ PRINCIPAL: -250, INTEREST_INCOME: 250 });
    expect([repayment?.valueDate, correction?.valueDate]).toEqual([
      addDays(DAY, 5),
      addDays(DAY, 10),
    ]);
    expect(components(posted.position)).toEqual({ ...NOTHING, principalMinor: 99_750 });
  });

  test('given a day told, when brought up to it, then only the days before it are posted', () => {
    const later = stamp(addDays(DAY, 10));
    const current = bringUpToDate(owing, product, later, addDays(DAY, 4));
    expect(current.position.interestMinor).toBe(400);
    expect(bringUpToDate(current.position, product, later).position.interestMinor).toBe(1_000);
  });

  test('given too little for a whole fen, then no entry is made and the rest is carried', () => {
    const current = bringUpToDate({ ...empty, principalMinor: 1 }, product, stamp(addDays(DAY, 3)));
    expect(current.entries).toEqual([]);
    expect(current.position.interestCarry).toBe(3 * 182_500);
    expect(current.position.interestThrough).toBe(addDays(DAY, 3));
  });
});

test('given figures beyond the safe integers, then nothing is posted in silence', () => {
  const full = { ...empty, creditMinor: Number.MAX_SAFE_INTEGER };
  const more = (kind: 'REPAYMENT' | 'REFUND') => () =>
    post(full, free, { kind, amountMinor: 2 }, stamp());
  expect(more('REPAYMENT')).toThrow(RangeError);
  expect(more('REFUND')).toThrow(RangeError);
});

describe('a value date in the past', () => {
  const DAYS = 62;
  const today = addDays(DAY, DAYS);
  const quiet = bringUpToDate(empty, product, stamp(today)).position;
  const captured = post(quiet, product, { kind: 'CAPTURE', amountMinor: 1_000_000 }, stamp(today));

  test('given no debt in those days, when money is valued back, then nothing is given back', () => {
    const movement = { kind: 'REPAYMENT', amountMinor: 1_000_000 } as const;
    const valued = addDays(today, -DAYS);
    const later = [{ valueDate: today, changeMinor: 1_000_000 }];
    const paid = post(captured.position, product, movement, stamp(today, valued), later);
    expect(components(paid.position)).toEqual(NOTHING);
  });

  test('given an advance payment that met no debt, when it bounces, then no day is charged', () => {
    const advance = post(quiet, product, { kind: 'REPAYMENT', amountMinor: 9_000 }, stamp(today));
    const of = made(advance, 'REPAYMENT');
    const month = stamp(addDays(today, 30));
    const used = post(advance.position, product, { kind: 'CAPTURE', amountMinor: 9_000 }, month);
    const bounced = post(
      used.position,
      product,
      { kind: 'RETURNED_PAYMENT', of },
      stamp(month.bookingDate, today),
      [{ valueDate: month.bookingDate, changeMinor: 9_000 }],
    );
    expect(components(bounced.position)).toEqual({ ...NOTHING, principalMinor: 9_000 });
  });

  test('given a capture that was paid with interest, when it is reversed, then all comes back', () => {
    const of = made(captured, 'CAPTURE');
    const month = addDays(today, 30);
    const owed = bringUpToDate(captured.position, product, stamp(month)).position;
    const amountMinor = owed.principalMinor + owed.interestMinor;
    const paid = post(owed, product, { kind: 'REPAYMENT', amountMinor }, stamp(month));
    const later = [{ valueDate: month, changeMinor: -1_000_000 }];
    const end = stamp(addDays(month, 30), today);
    const undone = post(paid.position, product, { kind: 'REVERSAL', of }, end, later);
    expect(owed.interestMinor).toBe(15_000);
    expect(components(undone.position)).toEqual({ ...NOTHING, creditMinor: amountMinor });
  });

  test('given two payments, when the first bounces, then only the day without money is charged', () => {
    const used = post(empty, product, { kind: 'CAPTURE', amountMinor: 1_000_000 }, stamp());
    const first = post(
      used.position,
      product,
      { kind: 'REPAYMENT', amountMinor: 1_000_000 },
      stamp(),
    );
    const next = stamp(addDays(DAY, 1));
    const second = post(
      first.position,
      product,
      { kind: 'REPAYMENT', amountMinor: 1_000_000 },
      next,
    );
    const of = made(first, 'REPAYMENT');
    const later = [{ valueDate: next.bookingDate, changeMinor: -1_000_000 }];
    const bounce = stamp(addDays(DAY, 30), DAY);
    const bounced = post(second.position, product, { kind: 'RETURNED_PAYMENT', of }, bounce, later);
    expect(components(bounced.position)).toEqual({ ...NOTHING, interestMinor: 500 });
  });

  test('it comes to the same as posting in the order of the value dates', () => {
    const day = fc.integer({ min: 0, max: DAYS });
    const amount = fc.integer({ min: 1, max: 2_000_000 });
    fc.assert(
      fc.property(day, amount, day, amount, (used, usedMinor, paidOn, paidMinor) => {
        const capture = { kind: 'CAPTURE', amountMinor: usedMinor } as const;
        const payment = { kind: 'REPAYMENT', amountMinor: Math.min(paidMinor, usedMinor) } as const;
        const inOrder = [
          { on: used, movement: capture },
          { on: paidOn, movement: payment },
        ].sort((one, other) => one.on - other.on);
        const straight = inOrder.reduce(
          (position, { on, movement }) =>
            post(position, product, movement, stamp(addDays(DAY, on))).position,
          empty,
        );
        const expected = bringUpToDate(straight, product, stamp(today)).position;
        const first = post(empty, product, capture, stamp(addDays(DAY, used))).position;
        const valued = addDays(DAY, paidOn);
        const usedOn = addDays(DAY, used);
        const later = usedOn > valued ? [{ valueDate: usedOn, changeMinor: usedMinor }] : [];
        const late = post(first, product, payment, stamp(today, valued), later).position;
        // A payment that came late met interest that would not have been there; in sum it is the
        // same but for the interest that this interest's share of principal earned.
        const owed = ({ principalMinor, interestMinor, creditMinor }: Position): number =>
          principalMinor + interestMinor - creditMinor;
        expect(Math.abs(owed(late) - owed(expected))).toBeLessThanOrEqual(
          Math.ceil(usedMinor * 0.0005 * DAYS * 0.0005 * DAYS) + 1,
        );
      }),
    );
  });
});
