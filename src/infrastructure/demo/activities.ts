/**
 * What the demo's customers did, as business systems would have told it: their payments as the books
 * have them, the devices that they use, an income that was verified. Some of the cast do more, so that
 * a rule is seen to act. The same customer did the same things, whenever the demo is seeded.
 */
import type { CustomerHistory } from '../../application/import-customers.js';
import { money } from '../../domain/money.js';
import {
  type Activity,
  type ActivityKind,
  DRAW_PURPOSES,
} from '../../domain/risk-profile/activity.js';
import { DAY_MS, type Instant } from '../../domain/time.js';
import { type Chance, chanceOf } from './chance.js';
import { demoProduct } from './products.js';

const HOUR_MS = 3_600_000;
/** Keeps this chance apart from the one that the books are made with. */
const OTHER_SEEDS = 1_000_003;
/** A month's income in minor units: about half an average wage up to twice one. */
const INCOMES = { CNY: [520_000, 2_000_000], EUR: [160_000, 630_000] } as const;

/** Something out of the ordinary in the last days. */
export type Remarkable = 'MANY_OUTFLOWS' | 'UNSTATED_DRAWS' | 'MANY_DEVICES';

/** What is particular about a customer's life. */
export interface Particulars {
  readonly remarkable?: Remarkable;
  /** No income of theirs was ever verified, whatever chance would have it. */
  readonly isIncomeUnverified?: boolean;
}

/** An activity without what all of a customer's have in common. */
type Happening = Activity extends infer A
  ? A extends Activity
    ? Omit<A, 'id' | 'customerId'>
    : never
  : never;

/**
 * The activities of a customer.
 * @param index the customer's place in the demo's order, which alone decides what is left to chance.
 */
export function demoActivities(
  index: number,
  { sourceKey, customer, lines }: CustomerHistory,
  now: Instant,
  { remarkable, isIncomeUnverified = false }: Particulars = {},
): Activity[] {
  const chance = chanceOf(index + OTHER_SEEDS);
  const currency = lines[0]?.account.currency ?? 'CNY';
  const happenings = [
    ...lines.flatMap((line) => payments(line, chance)),
    ...ordinary(currency, chance, sourceKey, now),
    ...(remarkable ? REMARKABLE[remarkable](currency, sourceKey, now) : []),
  ];
  const lived = isIncomeUnverified
    ? happenings.filter(({ kind }) => kind !== 'VERIFIED_INCOME')
    : happenings;
  return lived.map((each, at) => ({
    ...each,
    id: `demo:${sourceKey}:${at}`,
    customerId: customer.id,
  }));
}

/** Every use and repayment of a line; a line for cash is drawn on, each time for a stated purpose. */
function payments(
  { account, entries }: CustomerHistory['lines'][number],
  chance: Chance,
): Happening[] {
  const isCash = demoProduct(account.productId).capabilities[0] === 'DRAW';
  return entries.flatMap(({ kind, bookedAt: occurredAt, postings }): Happening[] => {
    const moved = postings.find((posting) => posting.account === 'SETTLEMENT')?.amountMinor ?? 0;
    const told = { occurredAt, money: money(Math.abs(moved), account.currency) };
    if (moved === 0) return [];
    if (kind === 'REPAYMENT') return [{ ...told, kind: 'REPAYMENT' }];
    if (kind !== 'CAPTURE') return [];
    const purpose = DRAW_PURPOSES[chance.below(DRAW_PURPOSES.length)] ?? null;
    return [isCash ? { ...told, kind: 'DRAW', purpose } : { ...told, kind: 'PURCHASE' }];
  });
}

/** A telephone and at times a computer; now and then some cash; for every third an income. */
function ordinary(currency: string, chance: Chance, key: string, now: Instant): Happening[] {
  const ago = (days: number): Instant => now - days * DAY_MS - HOUR_MS;
  const devices = Array.from({ length: 1 + chance.below(2) }, (_, at) =>
    device(key, at, ago(chance.below(12))),
  );
  const cash = Array.from({ length: chance.below(4) }, () =>
    outflow('CASH_OUT', 10_000 * (1 + chance.below(5)), currency, ago(5 + chance.below(150))),
  );
  const [least, most] = currency === 'EUR' ? INCOMES.EUR : INCOMES.CNY;
  const earned = Math.round(chance.between(least, most) / 1_000) * 1_000;
  const income: Happening = {
    kind: 'VERIFIED_INCOME',
    occurredAt: ago(30 + chance.below(200)),
    money: money(earned, currency),
  };
  return [...devices, ...cash, ...(chance.below(3) === 0 ? [income] : [])];
}

const device = (key: string, at: number, occurredAt: Instant): Happening => ({
  kind: 'DEVICE_SIGHTING',
  occurredAt,
  pseudonym: `demo-device-${key}-${at}`,
});

const outflow = (
  kind: Extract<ActivityKind, 'CASH_OUT' | 'TRANSFER_OUT'>,
  minor: number,
  currency: string,
  occurredAt: Instant,
): Happening => ({ kind, occurredAt, money: money(minor, currency) });

type Made = (currency: string, key: string, now: Instant) => Happening[];

const many = (count: number, make: (at: number) => Happening): Happening[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** Each just beyond the limit of the rule that it is there to show. */
const REMARKABLE: Readonly<Record<Remarkable, Made>> = {
  MANY_OUTFLOWS: (currency, _, now) =>
    many(14, (at) => {
      const kind = at % 3 === 0 ? 'TRANSFER_OUT' : 'CASH_OUT';
      return outflow(kind, 20_000 + 1_000 * at, currency, now - at * DAY_MS - HOUR_MS);
    }),
  UNSTATED_DRAWS: (currency, _, now) =>
    many(5, (at) => ({
      kind: 'DRAW',
      occurredAt: now - (3 + 20 * at) * DAY_MS,
      money: money(50_000, currency),
      purpose: null,
    })),
  MANY_DEVICES: (_, key, now) =>
    many(7, (at) => device(key, 100 + at, now - at * DAY_MS - HOUR_MS)),
};
