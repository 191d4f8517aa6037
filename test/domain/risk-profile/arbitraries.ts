/** The shipped card and random inputs for it. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Characteristic } from '../../../src/domain/risk-profile/catalogue/entry.js';
import { CHARACTERISTICS } from '../../../src/domain/risk-profile/catalogue.js';
import { DECIMALS } from '../../../src/domain/risk-profile/characteristic-reference.js';
import type {
  CharacteristicValue,
  CharacteristicValues,
  LineFact,
  RiskFacts,
  StatementFact,
} from '../../../src/domain/risk-profile/facts.js';
import type { Scorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../../src/domain/risk-profile/scorecard-validation.js';

const path = new URL('../../support/fixtures/expert-1.json', import.meta.url);

/** A fresh copy each time, so that a test may spoil it. */
export const expertDocument = (): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8'));

export function expertCard(): Scorecard {
  const result = validateScorecard(expertDocument());
  if ('issues' in result) throw new Error(JSON.stringify(result.issues));
  return result.card;
}

/** Values on the entries' own grid, with the card's cuts, special values and null drawn often. */
export function anyValues(
  card: Scorecard,
  entries: readonly Characteristic[] = CHARACTERISTICS,
): fc.Arbitrary<CharacteristicValues> {
  const fields = entries.map(({ id, unit, min, max, categories }) => {
    if (categories) {
      const ids = categories.map((each) => each.id);
      return [id, fc.option(fc.constantFrom(...ids), { nil: null })] as const;
    }
    const scale = 10 ** DECIMALS[unit];
    const cuts = (card.characteristics.find((each) => each.id === id)?.attributes ?? [])
      .flatMap((each) => [...(each.special ?? []), each.range?.min ?? each.range?.max])
      .filter((each) => each !== undefined);
    const onGrid = fc
      .integer({ min: Math.round(min * scale), max: Math.round(max * scale) })
      .map((each) => each / scale);
    const usual = cuts.length > 0 ? fc.oneof(onGrid, fc.constantFrom(...cuts)) : onGrid;
    return [id, id === 'statement_months' ? usual : fc.option(usual, { nil: null })] as const;
  });
  return fc.record<Record<string, CharacteristicValue>>(Object.fromEntries(fields));
}

const currency = fc.constantFrom('CNY', 'EUR');
const amount = fc.oneof(fc.constant(0), fc.integer({ min: -50_000, max: 900_000 }));
const limit = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 500_000 }));
const accountId = fc.constantFrom('line-1', 'line-2', 'line-3', 'line-4');

const anyStatement: fc.Arbitrary<StatementFact> = fc.record({
  accountId,
  period: fc.constantFrom(
    ...[4, 5, 6, 7, 8, 9, 10].map((m) => `2026-${String(m).padStart(2, '0')}`),
  ),
  currency,
  balanceMinor: amount,
  limitMinor: limit,
  paymentsMinor: fc.integer({ min: -5_000, max: 900_000 }),
  purchasesMinor: amount,
  monthsLate: fc.integer({ min: 0, max: 8 }),
});

export const anyLine: fc.Arbitrary<LineFact> = fc.record({
  accountId,
  currency,
  balanceMinor: amount,
  limitMinor: limit,
  usable: fc.boolean(),
});

export const anyFacts: fc.Arbitrary<RiskFacts> = fc.record({
  asOf: fc.constant('2026-11-22'),
  statements: fc.array(anyStatement, { maxLength: 24 }),
  lines: fc.array(anyLine, { maxLength: 4 }),
});
