/** Whatever is posted in whatever order, the books stay books. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type JournalEntry, type Movement, post } from '../../../src/domain/ledger/journal.js';
import { emptyPosition, owedMinor, type Position } from '../../../src/domain/ledger/position.js';
import { addDays } from '../../../src/domain/time.js';
import { aProduct } from '../../support/portfolio.js';
import { positionOf, sumsOf } from '../../support/postings.js';

interface Step {
  readonly kind: Movement['kind'];
  readonly amount: number;
  readonly daysOn: number;
  readonly daysBack: number;
  /** Which of the entries that can be undone. */
  readonly pick: number;
}

const KINDS: readonly Movement['kind'][] = [
  'CAPTURE',
  'FEE',
  'REPAYMENT',
  'REFUND',
  'ADJUSTMENT',
  'OPENING_BALANCE',
  'RETURNED_PAYMENT',
  'REVERSAL',
  'REFUND_DUE',
  'REFUND_PAID',
];

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    amount: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 90_000_000 })),
    daysOn: fc.nat({ max: 40 }),
    daysBack: fc.nat({ max: 62 }),
    pick: fc.nat(),
  }),
  { minLength: 1, maxLength: 25 },
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

/** The movement of a step, or undefined when the books have nothing that it could be about. */
function movementOf(step: Step, position: Position, entries: readonly JournalEntry[]) {
  const { kind, amount, pick } = step;
  if (kind === 'RETURNED_PAYMENT' || kind === 'REVERSAL') {
    const kinds = kind === 'REVERSAL' ? ['CAPTURE', 'FEE', 'REFUND', 'ADJUSTMENT'] : ['REPAYMENT'];
    const undone = new Set(entries.map(({ reverses }) => reverses));
    const open = entries.filter((each) => kinds.includes(each.kind) && !undone.has(each.id));
    const of = open[pick % Math.max(1, open.length)];
    return of && ({ kind, of } as const);
  }
  if (kind === 'REFUND_DUE') {
    const { creditMinor: amountMinor } = position;
    return amountMinor > 0 ? ({ kind, amountMinor } as const) : undefined;
  }
  const amountMinor = kind === 'ADJUSTMENT' && pick % 2 === 0 ? -amount : amount;
  return { kind, amountMinor };
}

test('entries balance, components never go below zero, positions are the sums of postings', () => {
  const seen = { credit: 0, corrected: 0, undone: 0 };
  fc.assert(
    fc.property(products, steps, (product, taken) => {
      let today = '2026-01-31';
      let position = emptyPosition({ accountId: 'a', customerId: 'c', currency: 'CNY' }, today);
      const entries: JournalEntry[] = [];
      let ids = 0;
      for (const step of taken) {
        today = addDays(today, step.daysOn);
        const movement = movementOf(step, position, entries);
        if (!movement) continue;
        const stamp = {
          bookedAt: 0,
          bookingDate: today,
          valueDate: addDays(today, -step.daysBack),
          reference: null,
          nextId: () => `entry-${++ids}`,
        };
        const posted = post(position, product, movement, stamp);
        ({ position } = posted);
        entries.push(...posted.entries);
        posted.entries.forEach(expectBalanced);
        expectSound(position, entries);
        expect(position.interestThrough).toBe(today);
        seen.credit += position.creditMinor > 0 ? 1 : 0;
        seen.corrected += posted.entries.at(-1)?.kind === 'INTEREST' ? 1 : 0;
        seen.undone += 'of' in movement ? 1 : 0;
      }
    }),
    { numRuns: 300 },
  );
  // The sequences did reach the corners that they are about.
  expect(Math.min(seen.credit, seen.corrected, seen.undone)).toBeGreaterThan(50);
});

function expectBalanced({ postings }: JournalEntry): void {
  expect(postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
  const accounts = postings.map(({ account }) => account);
  expect(new Set(accounts).size).toBe(accounts.length);
  expect(postings.every(({ amountMinor }) => amountMinor !== 0)).toBe(true);
}

function expectSound(position: Position, entries: readonly JournalEntry[]): void {
  expect(position).toMatchObject(positionOf(entries));
  for (const value of Object.values(positionOf(entries))) expect(value).toBeGreaterThanOrEqual(0);
  expect(position.creditMinor > 0 && owedMinor(position) > 0).toBe(false);
  const of = (kind: string) => sumsOf(entries.filter((each) => each.kind === kind)).SETTLEMENT ?? 0;
  expect(position.repaidMinor).toBe(of('REPAYMENT') + of('RETURNED_PAYMENT'));
}
