/** How the attributes of a characteristic share out its values: all of them, each value once. */
import { checkCategories, checkSpecials } from './attribute-values.js';
import type { Characteristic } from './catalogue.js';
import { DECIMALS, onGrid } from './characteristic-reference.js';
import { isObject, type Json, onlyKeys, type Report } from './document-checks.js';

const FORMS = ['range', 'special', 'categories', 'missing'] as const;

/**
 * Of a number: ranges that follow each other without gap or overlap, special values before them. Of
 * a category: every one of its list. And exactly one attribute for a missing value.
 */
export function checkCoverage(
  attributes: readonly Json[],
  entry: Characteristic | undefined,
  path: string,
  report: Report,
): void {
  for (const [at, attribute] of attributes.entries()) {
    checkForm(attribute, entry, `${path}[${at}]`, report);
  }
  const missing = attributes.filter((each) => each.missing === true);
  if (missing.length !== 1) report(path, 'must have exactly one attribute for a missing value');
  if (entry?.unit === 'CATEGORY') {
    checkCategories(attributes, entry, path, report);
    return;
  }
  const specials = checkSpecials(attributes, entry, path, report);
  const hasRanges = attributes.some((each) => each.range !== undefined);
  // Of an unknown characteristic nobody can say whether it needs ranges.
  if (entry || hasRanges) checkRanges(attributes, entry, specials, path, report);
}

function checkForm(
  attribute: Json,
  entry: Characteristic | undefined,
  path: string,
  report: Report,
): void {
  const forms = FORMS.filter((each) => attribute[each] !== undefined);
  const [form] = forms;
  if (!form || forms.length > 1) {
    report(path, 'must have exactly one of range, special, categories and missing');
    return;
  }
  if (form === 'missing') {
    if (attribute.missing !== true) report(`${path}.missing`, 'must be true or absent');
    return;
  }
  if (!entry) return;
  const fits = (form === 'categories') === (entry.unit === 'CATEGORY');
  if (!fits) report(`${path}.${form}`, `does not fit a characteristic of unit ${entry.unit}`);
}

function checkRanges(
  attributes: readonly Json[],
  entry: Characteristic | undefined,
  specials: ReadonlySet<number>,
  path: string,
  report: Report,
): void {
  // Where the last range ended; unknown after a range that could not be read.
  let end: number | undefined = Number.NEGATIVE_INFINITY;
  for (const [at, { range: source }] of attributes.entries()) {
    if (source === undefined) continue;
    const place = `${path}[${at}].range`;
    const range = rangeAt(source, entry, place, report);
    if (range && end !== undefined) checkAdjoins(end, range[0], place, report);
    if (range) checkReachable(range, entry, specials, place, report);
    end = range?.[1];
  }
  if (end === Number.NEGATIVE_INFINITY) report(path, 'must have ranges for all values');
  else if (end !== undefined && end !== Number.POSITIVE_INFINITY) {
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
  const finite = typeof value === 'number' && Number.isFinite(value);
  if (finite && (!entry || onGrid(value, entry.unit))) return value;
  const decimals = entry ? DECIMALS[entry.unit] : 0;
  report(`${path}.${key}`, `must be a number with at most ${decimals} decimals`);
  return undefined;
}

/** Some value of the unit's grid must be left to the range by the bounds and the special values. */
function checkReachable(
  [min, max]: readonly [number, number],
  entry: Characteristic | undefined,
  specials: ReadonlySet<number>,
  path: string,
  report: Report,
): void {
  const outside = entry && (min > entry.max || max <= entry.min);
  if (min >= max || outside) {
    report(path, 'no value can ever fall into it');
    return;
  }
  if (!entry) return;
  const scale = 10 ** DECIMALS[entry.unit];
  const first = Math.round(Math.max(min, entry.min) * scale);
  const last = max > entry.max ? Math.round(entry.max * scale) : Math.round(max * scale) - 1;
  const taken = [...specials].filter((each) => each >= min && each < max).length;
  if (last - first + 1 <= taken) report(path, 'no value is left to it by the special values');
}
