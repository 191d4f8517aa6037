/** After a correction a line stands as if the rate had never been raised, whatever happened since. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FormerRate } from '../../../src/domain/ledger/interest.js';
import {
  bringUpToDate,
  type JournalEntry,
  type Movement,
  post,
} from '../../../src/domain/ledger/journal.js';
import { emptyPosition, owedMinor, type Position } from '../../../src/domain/ledger/position.js';
import type { Product } from '../../../src/domain/ledger/product.js';
import { correctRates, type RateBegan } from '../../../src/domain/ledger/rate-correction.js';
import { addDays, type LocalDate } from '../../../src/domain/time.js';
import { aProduct } from '../../support/portfolio.js';
import { positionOf, sumsOf } from '../../support/postings.js';

/** A rate above the product's, and the days that bore it. */
interface Raise {
  readonly addPpm: number;
  readonly from: LocalDate;
  until: LocalDate | null;
  isUndone: boolean;
  readonly began: RateBegan;
}

/** A line whose interest is posted by the raises that it is told of. */
interface Line {
  position: Position;
  entries: JournalEntry[];
}

const START = '2026-01-29';
const line = (): Line => ({
  position: emptyPosition({ accountId: 'a', customerId: 'c', currency: 'CNY' }, START),
  entries: [],
});

/** The rates of all days before `today`, each by the raises that it bore. */
function ratesOf(product: Product, raises: readonly Raise[], today: LocalDate): FormerRate[] {
  const bearing = (day: LocalDate): number =>
    raises
      .filter((each) => each.from <= day && (each.until === null || day < each.until))
      .reduce((sum, { addPpm }) => sum + addPpm, product.annualRatePpm);
  const ends = raises.flatMap(({ from, until }) => [from, until ?? today]);
  return [...new Set([...ends, today])]
    .toSorted()
    .map((until) => ({ until, annualRatePpm: bearing(addDays(until, -1)) }));
}

/** Day by day and so by another way than the correction, which goes in spans. */
function bringUp(on: Line, product: Product, rates: readonly FormerRate[], today: LocalDate): void {
  while (on.position.interestThrough < today) {
    const { interestThrough: day } = on.position;
    const annualRatePpm =
      rates.find(({ until }) => day < until)?.annualRatePpm ?? product.annualRatePpm;
    const next = bringUpToDate(
      on.position,
      { ...product, annualRatePpm },
      stampOf(today),
      addDays(day, 1),
    );
    on.position = next.position;
    on.entries.push(...next.entries);
  }
}

let ids = 0;
const stampOf = (today: LocalDate, valueDate = today) => ({
  bookedAt: 0,
  bookingDate: today,
  valueDate,
  reference: null,
  nextId: () => `entry-${String(++ids).padStart(9, '0')}`,
});

const changesOf = (entries: readonly JournalEntry[]) =>
  entries.map(({ valueDate, postings }) => {
    const { PRINCIPAL = 0, CREDIT_BALANCE = 0 } = sumsOf([{ postings } as JournalEntry]);
    return { valueDate, changeMinor: PRINCIPAL + CREDIT_BALANCE };
  });

/** Returns the movement's own entry. */
function move(
  on: Line,
  product: Product,
  raises: readonly Raise[],
  movement: Movement,
  [today, valueDate]: readonly [LocalDate, LocalDate],
): JournalEntry {
  const rates = ratesOf(product, raises, today);
  bringUp(on, product, rates, today);
  const later = changesOf(on.entries).filter((each) => each.valueDate > valueDate);
  const posted = post(on.position, product, movement, stampOf(today, valueDate), later, rates);
  on.position = posted.position;
  on.entries.push(...posted.entries);
  const own = posted.entries.find(({ kind }) => kind === movement.kind);
  if (!own) throw new Error('no entry of its own');
  return own;
}

/** As the books give them to the correction. */
function undo(
  on: Line,
  product: Product,
  raises: readonly Raise[],
  raise: Raise,
  today: LocalDate,
) {
  raise.isUndone = true;
  const began = raises.filter((each) => each.isUndone).map((each) => each.began);
  const since = began.reduce((one, other) => (one.entriesAfter < other.entriesAfter ? one : other));
  const entries = on.entries.filter(({ id }) => id > since.entriesAfter);
  const undone = on.entries.filter(({ id }) => entries.some(({ reverses }) => reverses === id));
  const earliest = entries.map(({ valueDate }) => valueDate).toSorted()[0] ?? today;
  const changes = changesOf(on.entries).filter(({ valueDate }) => valueDate > earliest);
  const left = raises.filter(({ isUndone }) => !isUndone);
  const books = { ...since, entries, undone, changes };
  const rates = ratesOf(product, left, today);
  const made = correctRates(on.position, product, books, rates, stampOf(today));
  on.position = made.position;
  on.entries.push(...made.entries);
  return made;
}

interface Step {
  readonly kind: Movement['kind'] | 'RAISE' | 'LIFT' | 'UNDO';
  readonly amount: number;
  readonly daysOn: number;
  readonly daysBack: number;
  readonly pick: number;
}

const KINDS: readonly Step['kind'][] = [
  'CAPTURE',
  'CAPTURE',
  'REPAYMENT',
  'REPAYMENT',
  'FEE',
  'REFUND',
  'ADJUSTMENT',
  'RETURNED_PAYMENT',
  'REVERSAL',
  'REFUND_DUE',
  'RAISE',
  'RAISE',
  'LIFT',
  'UNDO',
];
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    amount: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 900_000 })),
    daysOn: fc.nat({ max: 35 }),
    daysBack: fc.oneof(fc.constant(0), fc.nat({ max: 62 })),
    pick: fc.nat(),
  }),
  { minLength: 6, maxLength: 20 },
);
const products = fc
  .record({
    annualRatePpm: fc.constantFrom(0, 182_500, 241_337),
    dayCount: fc.constantFrom('ACT_365' as const, 'ACT_360' as const),
    interestRounding: fc.constantFrom('HALF_EVEN' as const, 'DOWN' as const),
    repaymentOrder: fc.shuffledSubarray(['FEE', 'INTEREST', 'PRINCIPAL'] as const, {
      minLength: 3,
    }),
  })
  .map((terms) => aProduct(terms));

/** What happened, for the line that was never repriced to have happen too. */
interface Happened {
  readonly movement: Movement;
  readonly days: readonly [LocalDate, LocalDate];
  readonly own: JournalEntry;
}

/** The same movements from the first day on, with only the raises that are left. */
function neverRaised(
  product: Product,
  raises: readonly Raise[],
  happened: readonly Happened[],
  today: LocalDate,
): Position {
  const on = line();
  const left = raises.filter(({ isUndone }) => !isUndone);
  const counterpart = new Map<string, JournalEntry>();
  for (const { movement, days, own } of happened) {
    const of = 'of' in movement ? counterpart.get(movement.of.id) : undefined;
    const same = of ? ({ ...movement, of } as Movement) : movement;
    counterpart.set(own.id, move(on, product, left, same, days));
  }
  bringUp(on, product, ratesOf(product, left, today), today);
  return on.position;
}

function movementOf({ kind, amount, pick }: Step, on: Line): Movement | undefined {
  if (kind === 'RAISE' || kind === 'LIFT' || kind === 'UNDO') return undefined;
  if (kind === 'RETURNED_PAYMENT' || kind === 'REVERSAL') {
    const kinds = kind === 'REVERSAL' ? ['CAPTURE', 'FEE', 'REFUND', 'ADJUSTMENT'] : ['REPAYMENT'];
    const done = new Set(on.entries.map(({ reverses }) => reverses));
    const open = on.entries.filter((each) => kinds.includes(each.kind) && !done.has(each.id));
    const of = open[pick % Math.max(1, open.length)];
    return of && { kind, of };
  }
  if (kind === 'REFUND_DUE') {
    const { creditMinor: amountMinor } = on.position;
    return amountMinor > 0 ? { kind, amountMinor } : undefined;
  }
  return {
    kind,
    amountMinor: kind === 'ADJUSTMENT' && pick % 2 === 0 ? -amount : amount,
  } as Movement;
}

const compared = (position: Position) => {
  const { repaidMinor: _repaid, duesMinor: _dues, ...rest } = position;
  return rest;
};

test('a corrected line stands as one that never had the rate, to the carry', () => {
  const seen = { returned: 0, credit: 0, backdated: 0, undoneTwice: 0, lifted: 0, between: 0 };
  fc.assert(
    fc.property(products, steps, (product, taken) => {
      let today: LocalDate = START;
      const on = line();
      const raises: Raise[] = [];
      const happened: Happened[] = [];
      let lastUndone = START;
      for (const step of [...taken, { ...taken[0], kind: 'UNDO', daysOn: 20 } as Step]) {
        today = addDays(today, step.daysOn);
        bringUp(
          on,
          product,
          ratesOf(
            product,
            raises.filter((each) => !each.isUndone),
            today,
          ),
          today,
        );
        const open = raises.filter(({ isUndone }) => !isUndone);
        const picked = open[step.pick % Math.max(1, open.length)];
        if (step.kind === 'RAISE') {
          const { interestCarry: carry } = on.position;
          const began = { day: today, carry, entriesAfter: stampOf(today).nextId() };
          const addPpm = 1 + (step.amount % 90_000);
          raises.push({ addPpm, from: today, until: null, isUndone: false, began });
        } else if (step.kind === 'LIFT') {
          if (picked) picked.until ??= today;
        } else if (step.kind === 'UNDO' && picked) {
          const { returnedMinor, entries } = undo(on, product, raises, picked, today);
          lastUndone = today;
          expect(on.position).toMatchObject(positionOf(on.entries));
          for (const { postings } of entries) {
            expect(postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
          }
          const never = neverRaised(product, raises, happened, today);
          expect(compared(on.position)).toEqual(compared(never));
          expect(owedMinor(on.position) > 0 && on.position.creditMinor > 0).toBe(false);
          seen.returned += returnedMinor > 0 ? 1 : 0;
          seen.credit += returnedMinor > 0 && on.position.creditMinor > 0 ? 1 : 0;
          seen.undoneTwice += raises.filter(({ isUndone }) => isUndone).length > 1 ? 1 : 0;
          seen.lifted += picked.until !== null && returnedMinor > 0 ? 1 : 0;
          seen.between += open.some(({ from }) => from > picked.from) ? 1 : 0;
          seen.backdated += happened.some(
            ({ days: [booked, valued] }) => booked > picked.from && valued < picked.from,
          )
            ? 1
            : 0;
        } else {
          const movement = movementOf(step, on);
          if (!movement) continue;
          const back = addDays(today, -step.daysBack);
          // What is valued before an earlier correction is counted as the books had it then.
          const days = [today, back < lastUndone ? today : back] as const;
          const left = raises.filter(({ isUndone }) => !isUndone);
          happened.push({ movement, days, own: move(on, product, left, movement, days) });
        }
      }
    }),
    { numRuns: 500 },
  );
  // The sequences did reach the corners that they are about.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
});
