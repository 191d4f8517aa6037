/** How the attributes of a characteristic share out its values: all of them, each value once. */
import type { Characteristic } from './catalogue.js';
import { isObject, type Json, onlyKeys, type Report } from './document-checks.js';

/** Ranges must follow each other without gap or overlap, and each must be reachable. */
export function checkCoverage(
  attributes: readonly Json[],
  entry: Characteristic | undefined,
  path: string,
  report: Report,
): void {
  const missing = attributes.filter((each) => each.missing === true);
  if (missing.length !== 1) report(path, 'must have exactly one attribute for a missing value');
  // Where the last range ended; unknown after a range that could not be read.
  let end: number | undefined = Number.NEGATIVE_INFINITY;
  for (const [at, attribute] of attributes.entries()) {
    const place = `${path}[${at}].range`;
    if (attribute.missing === true) {
      if (attribute.range !== undefined) report(place, 'a missing value has no range');
      continue;
    }
    if (attribute.missing !== undefined) report(`${path}[${at}].missing`, 'must be true or absent');
    const range = rangeAt(attribute.range, entry, place, report);
    if (range && end !== undefined) checkAdjoins(end, range[0], place, report);
    if (range && !reachable(range, entry)) report(place, 'no value can ever fall into it');
    end = range?.[1];
  }
  if (end !== undefined && end !== Number.POSITIVE_INFINITY) {
    report(path, `leaves a gap from ${end} upwards`);
  }
}

function checkAdjoins(end: number, min: number, path: string, report: Report): void {
  if (min < end) report(path, `overlaps the range before it from ${min}`);
  else if (end === Number.NEGATIVE_INFINITY && min > end) report(path, `leaves a gap below ${min}`);
  else if (min > end) report(path, `leaves a gap from ${end} to ${min}`);
}

function rangeAt(
  range: unknown,
  entry: Characteristic | undefined,
  path: string,
  report: Report,
): readonly [number, number] | undefined {
  if (!isObject(range)) {
    report(path, 'must be an object with min, max or both');
    return undefined;
  }
  onlyKeys(range, 'min max', path, report);
  const min = cut(range, 'min', entry, path, report);
  const max = cut(range, 'max', entry, path, report);
  return min === undefined || max === undefined ? undefined : [min, max];
}

/** A range's end; infinite when absent, undefined (and reported) when it is no possible cut. */
function cut(
  range: Json,
  key: 'min' | 'max',
  entry: Characteristic | undefined,
  path: string,
  report: Report,
): number | undefined {
  const value = range[key];
  if (value === undefined)
    return key === 'min' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const decimals = entry?.unit === 'RATIO' ? 4 : 0;
  const finite = typeof value === 'number' && Number.isFinite(value);
  if (finite && (!entry || Number(value.toFixed(decimals)) === value)) return value;
  report(`${path}.${key}`, `must be a number with at most ${decimals} decimals`);
  return undefined;
}

/** Cuts lie on the values' own grid, so a range is reachable when it keeps any width in bounds. */
const reachable = (
  [min, max]: readonly [number, number],
  entry: Characteristic | undefined,
): boolean => min < max && (!entry || (min <= entry.max && max > entry.min));
