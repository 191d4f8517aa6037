/**
 * Which values of a characteristic each attribute of a PMML card takes, in the forms that a card of
 * this product has. The predicates themselves are asked, value by value of the unit's grid between
 * their constants, so that two predicates that mean the same come out the same.
 */
import type { Characteristic } from '../../domain/risk-profile/catalogue.js';
import { DECIMALS } from '../../domain/risk-profile/characteristic-reference.js';
import type { PmmlAttribute, PmmlPredicate, PmmlValue } from './pmml-scorecard.js';
import { holds } from './score-pmml.js';

export type Form =
  | { readonly range: { readonly min?: number; readonly max?: number } }
  | { readonly special: readonly number[] }
  | { readonly categories: readonly string[] }
  | { readonly missing: true };

export interface Share {
  readonly source: PmmlAttribute;
  readonly form: Form;
}

export type Refuse = (place: string, reason: string) => void;

/** More constants than any readable characteristic has would only cost time. */
const MAX_CONSTANTS = 4_000;

/** What one attribute says of every value that is looked at, and of a missing one. */
interface Reach {
  readonly source: PmmlAttribute;
  readonly at: readonly boolean[];
  readonly missing: boolean;
  /** It names single values, which may be taken out of a range that comes later. */
  readonly single: boolean;
  readonly catchAll: boolean;
}

/** The constants that a predicate compares its field with, in the file's order. */
export function constantsOf(predicate: PmmlPredicate): readonly PmmlValue[] {
  if (predicate.kind === 'COMPARISON') return [predicate.value];
  if (predicate.kind === 'SET') return predicate.values;
  return predicate.kind === 'COMPOUND' ? predicate.parts.flatMap(constantsOf) : [];
}

/** In the file's order, but ranges in rising order; refuses what overlaps or can never apply. */
export function sharesOf(
  attributes: readonly PmmlAttribute[],
  field: string,
  entry: Characteristic,
  refuse: Refuse,
): readonly Share[] {
  const constants = attributes.flatMap(({ predicate }) => constantsOf(predicate));
  if (constants.length > MAX_CONSTANTS) {
    refuse(attributes[0]?.place ?? '', `and those after it name more than ${MAX_CONSTANTS} values`);
    return [];
  }
  const scale = 10 ** DECIMALS[entry.unit];
  const starts = entry.unit === 'CATEGORY' ? [] : cellStarts(entry, constants, scale);
  const values =
    entry.unit === 'CATEGORY'
      ? (entry.categories ?? []).map(({ id }) => id)
      : starts.map((start) => start / scale);
  const reaches = attributes.map((source) => reachOf(source, field, values));
  checkReaches(reaches, refuse);
  const shares = reaches.flatMap((reach, place) => {
    const forms =
      entry.unit === 'CATEGORY'
        ? categoryForms(reaches, place, values as string[])
        : numberForms(reaches, place, starts, scale);
    const firstMissing = reach.missing && !reaches.slice(0, place).some((each) => each.missing);
    return [...forms, ...(firstMissing ? [{ missing: true } as const] : [])].map((form) => ({
      source: reach.source,
      form,
    }));
  });
  return rangesRising(shares);
}

/**
 * The first grid steps of the cells between which no predicate can change its mind: a constant is
 * a cell of its own, so that single values stay apart from what lies around them.
 */
function cellStarts(
  entry: Characteristic,
  constants: readonly PmmlValue[],
  scale: number,
): number[] {
  const [first, last] = [Math.round(entry.min * scale), Math.round(entry.max * scale)];
  const starts = new Set([first]);
  for (const each of constants) {
    if (typeof each !== 'number') continue;
    // Rounding to a millionth of a step undoes what the multiplication by the scale adds.
    const step = Math.round(each * scale * 1e6) / 1e6;
    for (const start of [Math.floor(step), Math.ceil(step), Math.floor(step) + 1]) {
      if (start > first && start <= last) starts.add(start);
    }
  }
  return [...starts].sort((one, other) => one - other);
}

function reachOf(source: PmmlAttribute, field: string, values: readonly PmmlValue[]): Reach {
  const { predicate } = source;
  return {
    source,
    at: values.map((value) => holds(predicate, new Map([[field, value]])) === true),
    missing: holds(predicate, new Map()) === true,
    single:
      (predicate.kind === 'COMPARISON' && predicate.operator === 'equal') ||
      (predicate.kind === 'SET' && predicate.isIn),
    catchAll: predicate.kind === 'CONSTANT' && predicate.value,
  };
}

function checkReaches(reaches: readonly Reach[], refuse: Refuse): void {
  for (const [place, reach] of reaches.entries()) {
    const earlier = reaches.slice(0, place);
    const hits = reach.at.flatMap((hit, at) => (hit ? [at] : []));
    const alone =
      hits.some((at) => !earlier.some((each) => each.at[at])) ||
      (reach.missing && !earlier.some((each) => each.missing));
    if (hits.length === 0 && !reach.missing) {
      refuse(reach.source.place, 'no value can ever fall into it');
      continue;
    }
    const before = earlier.find(
      (each) => hits.some((at) => each.at[at]) || (reach.missing && each.missing),
    );
    if (!alone && before) {
      refuse(reach.source.place, `never applies: it stands behind ${nameOf(before)}`);
      continue;
    }
    if (reach.catchAll) continue;
    const other = earlier.find(
      (each) =>
        (hits.some((at) => each.at[at]) && (!each.single || reach.single)) ||
        (reach.missing && each.missing),
    );
    if (other) refuse(reach.source.place, `overlaps ${nameOf(other)}`);
  }
}

const nameOf = ({ source }: Reach): string => source.place.split('/').at(-1) ?? source.place;

/** Categories in the order in which the predicate names them, the others in the catalogue's. */
function categoryForms(
  reaches: readonly Reach[],
  place: number,
  values: readonly string[],
): readonly Form[] {
  const { at, source } = reaches[place] as Reach;
  const own = values.filter(
    (_, value) => at[value] && !reaches.slice(0, place).some((each) => each.at[value]),
  );
  const said = constantsOf(source.predicate);
  const ordered = [
    ...said.filter((each): each is string => own.includes(each as string)),
    ...own.filter((each) => !said.includes(each)),
  ];
  return ordered.length > 0 ? [{ categories: [...new Set(ordered)] }] : [];
}

function numberForms(
  reaches: readonly Reach[],
  place: number,
  starts: readonly number[],
  scale: number,
): readonly Form[] {
  const { at, single, source } = reaches[place] as Reach;
  const inLaterRange = (cell: number): boolean =>
    reaches.slice(place + 1).some((each) => !each.single && each.at[cell]);
  const taken = (cell: number): boolean =>
    reaches.slice(0, place).some((each) => each.at[cell] && (single || !each.single));
  const cells = starts.flatMap((_, cell) => (at[cell] && !taken(cell) ? [cell] : []));
  const specials = single ? cells.filter(inLaterRange) : [];
  const forms: Form[] = [];
  if (specials.length > 0) {
    const values = specials.map((cell) => (starts[cell] as number) / scale);
    const said = constantsOf(source.predicate);
    forms.push({ special: values.sort((one, other) => said.indexOf(one) - said.indexOf(other)) });
  }
  for (const [from, to] of runs(cells.filter((cell) => !specials.includes(cell)))) {
    const end = starts[to + 1];
    const min = from === 0 ? {} : { min: (starts[from] as number) / scale };
    const max = end === undefined ? {} : { max: end / scale };
    forms.push({ range: { ...min, ...max } });
  }
  return forms;
}

/** Neighbouring numbers as pairs of first and last. */
function runs(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const each of numbers) {
    const last = found.at(-1);
    if (last && last[1] + 1 === each) last[1] = each;
    else found.push([each, each]);
  }
  return found;
}

function rangesRising(shares: readonly Share[]): readonly Share[] {
  const least = ({ form }: Share): number =>
    'range' in form ? (form.range.min ?? Number.NEGATIVE_INFINITY) : Number.NaN;
  const ranges = shares.filter(({ form }) => 'range' in form);
  ranges.sort((one, other) => (least(one) < least(other) ? -1 : 1));
  let next = 0;
  return shares.map((each) => ('range' in each.form ? (ranges[next++] as Share) : each));
}
