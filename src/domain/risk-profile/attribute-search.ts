/**
 * Finds the attributes that values fall into: special values first, then ranges, or categories. All
 * attributes of a card lie one behind the other in flat arrays, and an attribute is its place there,
 * because a portfolio asks for tens of millions of them.
 */
import type { CharacteristicValue } from './facts.js';

/** The forms that an attribute can have, as `Attribute` of the scorecard has them. */
interface Form {
  readonly points: number;
  readonly range?: { readonly min?: number; readonly max?: number };
  readonly special?: readonly number[];
  readonly categories?: readonly string[];
  readonly missing?: boolean;
}

/** The places of a card's attributes; what belongs to a characteristic lies between two bounds. */
export interface AttributePlaces<Part> {
  readonly ids: readonly string[];
  /** What stands at a place, and its points. */
  readonly parts: readonly Part[];
  readonly points: Int32Array;
  /** Of the first range or category of each characteristic; those after it follow in their order. */
  readonly first: Int32Array;
  readonly missing: Int32Array;
  /** How many categories each has; 0 of a number. */
  readonly categoryCounts: Int32Array;
  readonly categories: readonly ReadonlyMap<string, number>[];
  /** Lower ends of all ranges but the first, and special values with their places. */
  readonly cuts: Float64Array;
  readonly cutBounds: Int32Array;
  readonly specials: Float64Array;
  readonly specialPlaces: Int32Array;
  readonly specialBounds: Int32Array;
}

/** Lays out validated attributes; `partOf` makes what stands at each one's places, once. */
export function attributePlaces<
  Each extends Form,
  Group extends { readonly id: string; readonly attributes: readonly Each[] },
  Part,
>(
  groups: readonly Group[],
  partOf: (attribute: Group['attributes'][number], group: Group) => Part,
): AttributePlaces<Part> {
  const [parts, points, first, missing]: [Part[], number[], number[], number[]] = [[], [], [], []];
  const [cuts, specials, specialPlaces]: [number[], number[], number[]] = [[], [], []];
  const [cutBounds, specialBounds] = [[0], [0]];
  const categories: Map<string, number>[] = [];
  for (const group of groups) {
    const made = new Map(group.attributes.map((each) => [each, partOf(each, group)]));
    const place = (each: Each): number => {
      points.push(each.points);
      return parts.push(made.get(each) as Part) - 1;
    };
    const ranges = group.attributes.filter(({ range }) => range);
    const own = new Map<string, number>();
    first.push(parts.length);
    for (const [at, each] of ranges.entries()) {
      place(each);
      if (at > 0) cuts.push(each.range?.min ?? Number.NaN);
    }
    for (const each of group.attributes) {
      for (const category of each.categories ?? []) own.set(category, place(each));
      for (const value of each.special ?? []) {
        specials.push(value);
        specialPlaces.push(place(each));
      }
    }
    const without = group.attributes.find((each) => each.missing);
    if (!without || ranges.length > 0 === own.size > 0) {
      throw new Error(`${group.id} does not cover every value`);
    }
    missing.push(place(without));
    categories.push(own);
    cutBounds.push(cuts.length);
    specialBounds.push(specials.length);
  }
  return {
    ids: groups.map(({ id }) => id),
    parts,
    points: Int32Array.from(points),
    first: Int32Array.from(first),
    missing: Int32Array.from(missing),
    categoryCounts: Int32Array.from(categories, ({ size }) => size),
    categories,
    cuts: Float64Array.from(cuts),
    cutBounds: Int32Array.from(cutBounds),
    specials: Float64Array.from(specials),
    specialPlaces: Int32Array.from(specialPlaces),
    specialBounds: Int32Array.from(specialBounds),
  };
}

const noValue = (id: string | undefined): Error => new Error(`no value for ${id}`);

/**
 * A value as a number: itself, NaN for none, and of a category its number among the card's. Throws
 * for what the characteristic `at` a number cannot have.
 */
export function asNumber(
  { ids, categories, categoryCounts }: AttributePlaces<unknown>,
  at: number,
  value: CharacteristicValue | undefined,
): number {
  if (value === null) return Number.NaN;
  const isCategory = (categoryCounts[at] as number) > 0;
  if (typeof value === 'number' && Number.isFinite(value) && !isCategory) return value;
  const number =
    typeof value === 'string' ? [...(categories[at]?.keys() ?? [])].indexOf(value) : -1;
  if (number < 0) throw noValue(ids[at]);
  return number;
}

/** The place of the attribute that has the value; throws when none can have it. */
export function placeOf(
  places: AttributePlaces<unknown>,
  at: number,
  value: CharacteristicValue | undefined,
): number {
  if (value === null) return places.missing[at] as number;
  if (typeof value === 'number' && places.categoryCounts[at] === 0) {
    if (Number.isFinite(value)) return placeOfNumber(places, at, value);
  }
  const place = typeof value === 'string' ? places.categories[at]?.get(value) : undefined;
  if (place === undefined) throw noValue(places.ids[at]);
  return place;
}

/** As {@link placeOf}, for a value that {@link asNumber} has made. */
export function placeOfPlain(places: AttributePlaces<unknown>, at: number, value: number): number {
  if (Number.isNaN(value)) return places.missing[at] as number;
  const categories = places.categoryCounts[at] as number;
  if (categories === 0) return placeOfNumber(places, at, value);
  if (!(value >= 0 && value < categories)) throw noValue(places.ids[at]);
  return (places.first[at] as number) + value;
}

function placeOfNumber(
  { first, cuts, cutBounds, specials, specialPlaces, specialBounds }: AttributePlaces<unknown>,
  at: number,
  value: number,
): number {
  const lastSpecial = specialBounds[at + 1] as number;
  for (let special = specialBounds[at] as number; special < lastSpecial; special += 1) {
    if (value === specials[special]) return specialPlaces[special] as number;
  }
  // Cards have a handful of cut points: walking them is faster than halving.
  const from = cutBounds[at] as number;
  const last = cutBounds[at + 1] as number;
  let place = first[at] as number;
  for (let cut = from; cut < last; cut += 1) place += Number(value >= (cuts[cut] as number));
  return place;
}
