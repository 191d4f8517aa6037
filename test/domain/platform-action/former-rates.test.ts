/** Which rate a line bore on which day, as its repricings tell it. */
import { expect, test } from '@jest/globals';
import { formerRates } from '../../../src/domain/platform-action/former-rates.js';
import type { PlatformAction } from '../../../src/domain/platform-action/platform-action.js';
import { anAction } from '../../support/decided.js';

const at = (day: string): number => Date.parse(`${day}T05:00:00Z`);
const repricing = (over: Partial<PlatformAction>): PlatformAction =>
  anAction(
    { customerId: 'customer', accountId: 'line' },
    { kind: 'REPRICING', set: { limitMinor: null, annualRatePpm: 190_000 }, ...over },
  );
const ratesOf = (...actions: PlatformAction[]) =>
  formerRates(actions, 180_000, 'America/New_York').map(({ until, annualRatePpm }) => [
    until,
    annualRatePpm,
  ]);
const BEGUN = at('2027-01-10');

test('a line that was never repriced, or not yet, has had no other rate', () => {
  expect(ratesOf(anAction({ customerId: 'customer' }))).toEqual([]);
  expect(ratesOf(repricing({ status: 'PENDING', effectiveAt: BEGUN }))).toEqual([]);
  const withdrawn = { status: 'LIFTED', effectiveAt: BEGUN, endedAt: at('2027-01-09') } as const;
  expect(ratesOf(repricing(withdrawn))).toEqual([]);
});

test('until its day the line had the rate that the repricing found, by the days of the zone', () => {
  expect(ratesOf(repricing({ effectiveAt: BEGUN }))).toEqual([['2027-01-10', 180_000]]);
  const midnight = Date.parse('2027-01-10T04:59:59Z');
  expect(ratesOf(repricing({ effectiveAt: midnight }))).toEqual([['2027-01-09', 180_000]]);
});

test('one that was taken back has raised the rate of the days between', () => {
  const before = { ...anAction({ customerId: 'customer' }).before, annualRatePpm: 190_000 };
  const second = repricing({
    effectiveAt: at('2027-02-10'),
    endedAt: at('2027-03-01'),
    status: 'OVERTURNED',
    before,
    set: { limitMinor: null, annualRatePpm: 200_000 },
  });
  expect(ratesOf(second, repricing({ effectiveAt: BEGUN }))).toEqual([
    ['2027-01-10', 180_000],
    ['2027-02-10', 190_000],
    ['2027-03-01', 200_000],
  ]);
});

test('a line that was closed otherwise has kept the rate', () => {
  const moot = { effectiveAt: BEGUN, endedAt: at('2027-02-01'), status: 'MOOT' } as const;
  expect(ratesOf(repricing(moot))).toEqual([['2027-01-10', 180_000]]);
});
