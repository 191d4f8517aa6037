/** Finds the attribute that a value falls into: special values first, then ranges, or categories. */
import type { CharacteristicValue } from './facts.js';

/** The forms that an attribute can have, as `Attribute` of the scorecard has them. */
interface Form {
  readonly range?: { readonly min?: number; readonly max?: number };
  readonly special?: readonly number[];
  readonly categories?: readonly string[];
  readonly missing?: boolean;
}

/** What each attribute stands for, laid out for a search that allocates nothing. */
export interface AttributeSearch<Part> {
  readonly id: string;
  /** Looked at before the ranges; most characteristics have none. */
  readonly specials: Float64Array;
  readonly specialParts: readonly Part[];
  /** The lower ends of all ranges but the first. */
  readonly cuts: Float64Array;
  /** One per range; none of a category. */
  readonly parts: readonly Part[];
  readonly categories: ReadonlyMap<string, Part>;
  /** The parts of the categories, in the order of `categories`; none of a number. */
  readonly placed: readonly Part[];
  readonly missing: Part;
}

/** Lays out validated attributes of one characteristic; `partOf` makes each one's part, once. */
export function attributeSearch<Each extends Form, Part>(
  id: string,
  attributes: readonly Each[],
  partOf: (attribute: Each) => Part,
): AttributeSearch<Part> {
  const specials: [number, Part][] = [];
  const ranges: [number, Part][] = [];
  const categories = new Map<string, Part>();
  let missing: Part | undefined;
  for (const attribute of attributes) {
    const part = partOf(attribute);
    for (const value of attribute.special ?? []) specials.push([value, part]);
    for (const value of attribute.categories ?? []) categories.set(value, part);
    if (attribute.range) ranges.push([attribute.range.min ?? Number.NaN, part]);
    if (attribute.missing) missing = part;
  }
  if (!missing || ranges.length > 0 === categories.size > 0) {
    throw new Error(`${id} does not cover every value`);
  }
  return {
    id,
    specials: Float64Array.from(specials, ([value]) => value),
    specialParts: specials.map(([, part]) => part),
    cuts: Float64Array.from(ranges.slice(1), ([min]) => min),
    parts: ranges.map(([, part]) => part),
    categories,
    placed: [...categories.values()],
    missing,
  };
}

/** The part of the attribute that has the value; throws when none can have it. */
export function partOf<Part>(
  search: AttributeSearch<Part>,
  value: CharacteristicValue | undefined,
): Part {
  if (value === null) return search.missing;
  let part: Part | undefined;
  if (typeof value === 'string') {
    part = search.categories.get(value);
  } else if (Number.isFinite(value)) {
    part = partOfNumber(search, value as number);
  }
  if (!part) throw new Error(`no value for ${search.id}`);
  return part;
}

/**
 * A value as a number: itself, NaN for none, and of a category its place among the card's. Throws
 * for what the characteristic cannot have.
 */
export function asNumber<Part>(
  search: AttributeSearch<Part>,
  value: CharacteristicValue | undefined,
): number {
  // Whatever has no part is refused there, so nothing is left to check here.
  partOf(search, value);
  if (typeof value === 'string') return [...search.categories.keys()].indexOf(value);
  return value ?? Number.NaN;
}

/** As {@link partOf}, for a value that {@link asNumber} has made. */
export function partOfPlain<Part>(search: AttributeSearch<Part>, value: number): Part {
  if (Number.isNaN(value)) return search.missing;
  const { placed } = search;
  const part = placed.length > 0 ? placed[value] : partOfNumber(search, value);
  if (!part) throw new Error(`no value for ${search.id}`);
  return part;
}

function partOfNumber<Part>(
  { specials, specialParts, cuts, parts }: AttributeSearch<Part>,
  value: number,
): Part | undefined {
  for (let at = 0; at < specials.length; at += 1) {
    if (value === specials[at]) return specialParts[at];
  }
  // Cards have a handful of cut points: walking them is faster than halving.
  let at = 0;
  while (at < cuts.length && value >= (cuts[at] as number)) at += 1;
  return parts[at];
}
