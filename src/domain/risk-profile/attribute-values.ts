/** Attributes that name their values one by one: special values of numbers, and categories. */
import type { Characteristic } from './catalogue.js';
import { DECIMALS, onGrid } from './characteristic-reference.js';
import { arrayAt, type Json, MAX_NAME, type Report } from './document-checks.js';

/** How many special values one attribute may name. */
const MAX_SPECIALS = 32;
/** How many categories one attribute may name. */
export const MAX_CATEGORIES = 256;

/** Special values are possible ones and stand in one attribute only; returns the good ones. */
export function checkSpecials(
  attributes: readonly Json[],
  entry: Characteristic | undefined,
  path: string,
  report: Report,
): ReadonlySet<number> {
  const specials = new Set<number>();
  for (const [place, value] of named(attributes, 'special', MAX_SPECIALS, path, report)) {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      report(place, 'must be a number');
    } else if (entry && !onGrid(value, entry.unit)) {
      report(place, `must be a number with at most ${DECIMALS[entry.unit]} decimals`);
    } else if (entry && (value < entry.min || value > entry.max)) {
      report(place, `must be a possible value, ${entry.min} to ${entry.max}`);
    } else if (specials.has(value)) {
      report(place, `${value} is already taken`);
    } else {
      specials.add(value);
    }
  }
  return specials;
}

/** Every category of the characteristic stands in exactly one attribute, and no other does. */
export function checkCategories(
  attributes: readonly Json[],
  { id, categories = [] }: Characteristic,
  path: string,
  report: Report,
): void {
  const left = new Set(categories.map((each) => each.id));
  const known = new Set(left);
  for (const [place, value] of named(attributes, 'categories', MAX_CATEGORIES, path, report)) {
    if (typeof value !== 'string') report(place, 'must be a text');
    else if (left.delete(value)) continue;
    else if (known.has(value)) report(place, `"${value}" is already taken`);
    else report(place, `"${value.slice(0, MAX_NAME)}" is no category of ${id}`);
  }
  for (const each of left) report(path, `leaves out the category "${each}"`);
}

/** All values of such lists with their places. */
function named(
  attributes: readonly Json[],
  key: 'special' | 'categories',
  most: number,
  path: string,
  report: Report,
): (readonly [string, unknown])[] {
  return attributes.flatMap((attribute, at) =>
    attribute[key] === undefined
      ? []
      : arrayAt(attribute, key, `${path}[${at}]`, [1, most], report).map(
          (value, place) => [`${path}[${at}].${key}[${place}]`, value] as const,
        ),
  );
}
