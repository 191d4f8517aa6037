/**
 * What a rate that should never have been had cost, given back. The books since that rate began are
 * posted once more at the rates that should have been, and one entry takes the line to where it then
 * stands. What had gone to interest that is no more goes where the product's order has it go, so money
 * that would have lowered the principal earlier has saved its interest too.
 */
import type { Id } from '../identifiers.js';
import type { LocalDate } from '../time.js';
import type { FormerRate, NetChange } from './interest.js';
import {
  bringUpToDate,
  entry,
  type JournalEntry,
  type Movement,
  post,
  type Stamp,
} from './journal.js';
import { balanceMinor, type Position } from './position.js';
import { apply, bookOf, CUSTOMER_SIDE, type Posting, sumOf } from './postings.js';
import type { Product } from './product.js';

/** Where a line's interest stood when a rate began. */
export interface RateBegan {
  /** The first day that bears the rate; interest of every day before it was posted. */
  readonly day: LocalDate;
  /** `Position.interestCarry` of that moment. */
  readonly carry: number;
  /** Entries with greater ids came after it. */
  readonly entriesAfter: Id;
}

/** The books since a rate began. */
export interface BooksSince extends RateBegan {
  /** All entries since, oldest first. */
  readonly entries: readonly JournalEntry[];
  /** Entries from before that some of those undo. */
  readonly undone: readonly JournalEntry[];
  /**
   * The line's changes of principal less credit balance that are valued after the earliest value date
   * of those entries, by value date.
   */
  readonly changes: readonly NetChange[];
}

export interface RateCorrection {
  readonly position: Position;
  /** One of kind INTEREST_CORRECTED, or none where nothing is to be given back. */
  readonly entries: readonly JournalEntry[];
  /** By how much less the customer owes, or is owed more; never negative. */
  readonly returnedMinor: number;
}

/**
 * The line as if it had borne `rates` since: each the yearly rate of the days before `until`, oldest
 * first, and the product's own after the last. `position` is up to the day. Principal, interest, fees,
 * credit balance and the carry are then exactly what the same movements would have left; what counts
 * as repaid for dues stays as it was, as do the statements. Nothing is ever taken: where the other
 * rates would have cost more, the line stays as it is. What is later valued on a day before the
 * correction is counted on the principal as the books had it on that day.
 */
export function correctRates(
  position: Position,
  product: Product,
  since: BooksSince,
  rates: readonly FormerRate[],
  stamp: Stamp,
): RateCorrection {
  const would = replayed(position, product, since, rates);
  const returnedMinor = balanceMinor(position) - balanceMinor(would);
  if (returnedMinor < 0) return { position, entries: [], returnedMinor: 0 };
  const [now, then] = [bookOf(position), bookOf(would)];
  const moved: Posting[] = [
    ...CUSTOMER_SIDE.map((account) => ({ account, amountMinor: then[account] - now[account] })),
    { account: 'INTEREST_INCOME', amountMinor: returnedMinor },
  ];
  const postings = moved.filter(({ amountMinor }) => amountMinor !== 0);
  const { interestCarry } = would;
  const corrected = { ...apply(position, postings, 0), interestCarry };
  if (postings.length === 0) return { position: corrected, entries: [], returnedMinor };
  const made = entry(position, 'INTEREST_CORRECTED', postings, stamp, stamp.valueDate);
  return { position: corrected, entries: [made], returnedMinor };
}

/** Where the movements since would have led the line, up to the same day. */
function replayed(
  position: Position,
  product: Product,
  since: BooksSince,
  rates: readonly FormerRate[],
): Position {
  const before = changesBefore(since);
  const anew = new Map(since.undone.map((each) => [each.id, each]));
  const made: JournalEntry[] = [];
  let current = positionWhen(position, since);
  for (const original of since.entries) {
    const movement = movementOf(original, anew);
    if (!movement) continue;
    const { bookedAt, bookingDate, valueDate, reference } = original;
    const stamp = { bookedAt, bookingDate, valueDate, reference, nextId: () => original.id };
    const upToDate = bringUpAtRates(current, product, rates, stamp);
    made.push(...upToDate.entries);
    const later = [...before, ...made.map(changeOf)].filter((each) => each.valueDate > valueDate);
    const posted = post(upToDate.position, product, movement, stamp, later, rates);
    made.push(...posted.entries);
    for (const each of posted.entries) if (each.kind === original.kind) anew.set(each.id, each);
    current = posted.position;
  }
  const { interestThrough: today } = position;
  const last = { bookedAt: 0, bookingDate: today, valueDate: today, reference: null };
  return bringUpAtRates(current, product, rates, { ...last, nextId: () => '' }).position;
}

/** The line as it stood when the rate began: as it stands, less all that was posted since. */
function positionWhen(position: Position, { day, carry, entries }: BooksSince): Position {
  const book = bookOf(position);
  for (const { postings } of entries) {
    for (const account of CUSTOMER_SIDE) book[account] -= sumOf(postings, [account]);
  }
  return {
    ...position,
    principalMinor: book.PRINCIPAL,
    interestMinor: book.INTEREST,
    feeMinor: book.FEE,
    creditMinor: 0 - book.CREDIT_BALANCE,
    interestThrough: day,
    interestCarry: carry,
  };
}

const changeOf = ({ valueDate, postings }: JournalEntry): NetChange => ({
  valueDate,
  changeMinor: sumOf(postings, ['PRINCIPAL', 'CREDIT_BALANCE']),
});

/** The changes that came of entries from before, whatever day they are valued on. */
const changesBefore = ({ changes, entries }: BooksSince): NetChange[] => [
  ...changes,
  ...entries.map(changeOf).map((each) => ({ ...each, changeMinor: -each.changeMinor })),
];

/** As {@link bringUpToDate} up to the stamp's booking date, each day at its own rate. */
function bringUpAtRates(
  position: Position,
  product: Product,
  rates: readonly FormerRate[],
  stamp: Stamp,
): { position: Position; entries: JournalEntry[] } {
  const { bookingDate } = stamp;
  let current = position;
  const entries: JournalEntry[] = [];
  const last = { until: bookingDate, annualRatePpm: product.annualRatePpm };
  for (const { until, annualRatePpm } of [...rates, last]) {
    const day = until < bookingDate ? until : bookingDate;
    const part = bringUpToDate(current, { ...product, annualRatePpm }, stamp, day);
    entries.push(...part.entries);
    current = part.position;
  }
  return { position: current, entries };
}

/**
 * The movement that an entry came of; undefined for one that interest made. It is read from the
 * lender's side, which stays as it is however the customer's side was balanced. What is undone is
 * undone as it is posted `anew`.
 */
function movementOf(
  { id, kind, postings, reverses }: JournalEntry,
  anew: ReadonlyMap<Id, JournalEntry>,
): Movement | undefined {
  switch (kind) {
    case 'INTEREST':
    case 'INTEREST_CORRECTED':
      return undefined;
    case 'CAPTURE':
    case 'REFUND_PAID':
      return { kind, amountMinor: -sumOf(postings, ['SETTLEMENT']) };
    case 'REPAYMENT':
    case 'REFUND':
      return { kind, amountMinor: sumOf(postings, ['SETTLEMENT']) };
    case 'FEE':
      return { kind, amountMinor: -sumOf(postings, ['FEE_INCOME']) };
    case 'ADJUSTMENT':
    case 'OPENING_BALANCE':
      return { kind, amountMinor: -sumOf(postings, ['ADJUSTMENT']) };
    case 'REFUND_DUE':
      return { kind, amountMinor: -sumOf(postings, ['REFUND_PAYABLE']) };
    case 'REFUND_RECALLED':
      return { kind, amountMinor: sumOf(postings, ['REFUND_PAYABLE']) };
    case 'RETURNED_PAYMENT':
    case 'REVERSAL': {
      const of = anew.get(reverses ?? '');
      if (!of) throw new Error(`entry ${id} undoes one that is not in the books`);
      return { kind, of };
    }
  }
}
