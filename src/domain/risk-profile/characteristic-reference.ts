/** How documents refer to characteristics, and the grid that a characteristic's numbers lie on. */
import type { Characteristic, CharacteristicUnit } from './catalogue.js';
import { MAX_NAME, type Report } from './document-checks.js';
import { protectedAttribute } from './protected-attributes.js';
import { FIGURES, STATEMENTS_FIGURE, STATEMENTS_ID } from './value-words.js';

/** Finds what an id means: the product's catalogue, or the columns of another data set. */
export type CharacteristicLookup = (id: string) => Characteristic | undefined;

/** Decimals that values, cut points, special values and limits may have. */
export const DECIMALS: Readonly<Record<CharacteristicUnit, number>> = {
  RATIO: 4,
  WAGES: 4,
  MONTHS: 0,
  COUNT: 0,
  DAYS: 0,
  CATEGORY: 0,
};

export const onGrid = (value: number, unit: CharacteristicUnit): boolean =>
  Number.isFinite(value) && Number(value.toFixed(DECIMALS[unit])) === value;

/** What the id names; reports one that is unknown or names a protected attribute. */
export function checkedEntry(
  id: unknown,
  path: string,
  lookup: CharacteristicLookup,
  report: Report,
): Characteristic | undefined {
  if (typeof id !== 'string' || id === '' || id.length > 2 * MAX_NAME) {
    report(path, `must be a text of at most ${2 * MAX_NAME} characters`);
    return undefined;
  }
  const attribute = protectedAttribute(id);
  if (attribute) {
    report(path, `names the protected attribute "${attribute}", never an input`);
    return undefined;
  }
  const entry = lookup(id);
  if (!entry) report(path, `"${id}" is not in the catalogue of characteristics`);
  return entry;
}

/** The placeholders that texts about a characteristic may name. */
export const figuresFor = (entry: Characteristic, lookup: CharacteristicLookup): string[] =>
  lookup(STATEMENTS_ID) ? [...FIGURES[entry.unit], STATEMENTS_FIGURE] : [...FIGURES[entry.unit]];
