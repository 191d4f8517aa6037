/** Which rate a line bore on which day, as its repricings tell it. */
import { expect, test } from '@jest/globals';
import { ratesBorne } from '../../../src/domain/platform-action/former-rates.js';
import type { PlatformAction } from '../../../src/domain/platform-action/platform-action.js';
import { anAction } from '../../support/decided.js';

const at = (day: string): number => Date.parse(`${day}T05:00:00Z`);
const { before } = anAction({ customerId: 'customer' });
/** Raises the rate from one to another, from a day on. */
const repricing = (
  [found, set]: readonly [number | null, number],
  day: string | null,
  over: Partial<PlatformAction> = {},
): PlatformAction =>
  anAction(
    { customerId: 'customer', accountId: 'line' },
    {
      kind: 'REPRICING',
      before: { ...before, annualRatePpm: found },
      set: { limitMinor: null, annualRatePpm: set },
      ...(day !== null && { began: { day, carry: 0, entriesAfter: '' } }),
      ...over,
    },
  );
const ratesOf = (...actions: PlatformAction[]) => {
  const { former, presentPpm } = ratesBorne(actions, 180_000, 'America/New_York');
  return [...former.map(({ until, annualRatePpm }) => [until, annualRatePpm]), presentPpm];
};

test('a line that was never repriced, or not yet, has had no other rate', () => {
  expect(ratesOf(anAction({ customerId: 'customer' }))).toEqual([180_000]);
  expect(ratesOf(repricing([null, 190_000], null, { status: 'PENDING' }))).toEqual([180_000]);
  const withdrawn = { status: 'LIFTED', endedAt: at('2027-01-12') } as const;
  expect(ratesOf(repricing([null, 190_000], null, withdrawn))).toEqual([180_000]);
});

test('until the day that it began the line had the rate that the repricing found', () => {
  const begun = repricing([null, 190_000], '2027-01-10');
  expect(ratesOf(begun)).toEqual([['2027-01-10', 180_000], 190_000]);
});

test('one that was taken back has raised the rate of the days between, by the days of the zone', () => {
  const first = repricing([null, 190_000], '2027-01-10');
  const endedAt = Date.parse('2027-03-02T04:59:59Z');
  const second = repricing([190_000, 200_000], '2027-02-10', { status: 'LIFTED', endedAt });
  expect(ratesOf(second, first)).toEqual([
    ['2027-01-10', 180_000],
    ['2027-02-10', 190_000],
    ['2027-03-01', 200_000],
    190_000,
  ]);
});

test('one that was taken back under another leaves that one’s share, also in the days before', () => {
  const first = repricing([null, 190_000], '2027-01-10', {
    status: 'LIFTED',
    endedAt: at('2027-03-01'),
  });
  // It was 15,000 on top of the first, and rests on the product's rate by now.
  const second = repricing([null, 195_000], '2027-02-10');
  expect(ratesOf(first, second)).toEqual([
    ['2027-01-10', 180_000],
    ['2027-02-10', 190_000],
    ['2027-03-01', 205_000],
    195_000,
  ]);
});

test('one that was overturned never was', () => {
  const overturned = { status: 'OVERTURNED', endedAt: at('2027-03-01') } as const;
  const first = repricing([null, 190_000], '2027-01-10', overturned);
  expect(ratesOf(first)).toEqual([180_000]);
  const second = repricing([null, 195_000], '2027-02-10');
  expect(ratesOf(first, second)).toEqual([['2027-02-10', 180_000], 195_000]);
});

test('a line that was closed otherwise has kept the rate', () => {
  const moot = { endedAt: at('2027-02-01'), status: 'MOOT' } as const;
  expect(ratesOf(repricing([null, 190_000], '2027-01-10', moot))).toEqual([
    ['2027-01-10', 180_000],
    190_000,
  ]);
});
