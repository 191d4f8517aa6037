/**
 * The loop that a good programmer writes by hand for one card: flat arrays, everything that can be
 * known beforehand made beforehand, one pass, no library. It knows nothing of the product's code but
 * the card's document, and gives the same answer.
 */
import { MAX_REASONS } from '../src/domain/risk-profile/explanation.js';
import type {
  CharacteristicValue,
  CharacteristicValues,
} from '../src/domain/risk-profile/facts.js';
import type { PartialScore, Scorecard } from '../src/domain/risk-profile/scorecard.js';
import type { Explained } from './scoring-result.js';

/** A card as parallel arrays; each list within has one entry per characteristic. */
export interface Flat {
  readonly base: number;
  readonly ids: readonly string[];
  /** Special values; most characteristics have none. */
  readonly specials: readonly (readonly number[])[];
  /** Where the ranges after the first begin. */
  readonly cuts: readonly (readonly number[])[];
  readonly categories: readonly (readonly string[])[];
  /** One per special value, per range, per category; and the one without a value. */
  readonly ofSpecials: readonly (readonly PartialScore[])[];
  readonly ofRanges: readonly (readonly PartialScore[])[];
  readonly ofCategories: readonly (readonly PartialScore[])[];
  readonly ofMissing: readonly PartialScore[];
  /** By score, from the lowest possible on. */
  readonly lowest: number;
  readonly pd: readonly number[];
  readonly band: readonly string[];
}

export function flatten(card: Scorecard): Flat {
  const { basePoints: base, characteristics } = card;
  const attributes = characteristics.map((each) =>
    each.attributes.map((own) => ({
      ...own,
      part: {
        characteristicId: each.id,
        attributeId: own.id,
        points: own.points,
        pointsBelowBaseline: each.baselinePoints - own.points,
      },
    })),
  );
  const ranges = attributes.map((own) => own.filter(({ range }) => range));
  const sum = (pick: (...points: number[]) => number): number =>
    attributes.reduce((all, own) => all + pick(...own.map(({ points }) => points)), base);
  const [lowest, highest] = [sum(Math.min), sum(Math.max)];
  const scores = Array.from({ length: highest - lowest + 1 }, (_, at) => lowest + at);
  return {
    base,
    ids: characteristics.map(({ id }) => id),
    specials: attributes.map((own) => own.flatMap(({ special }) => special ?? [])),
    cuts: ranges.map((own) => own.slice(1).map(({ range }) => range?.min ?? 0)),
    categories: attributes.map((own) => own.flatMap(({ categories }) => categories ?? [])),
    ofSpecials: attributes.map((own) =>
      own.flatMap(({ special, part }) => (special ?? []).map(() => part)),
    ),
    ofRanges: ranges.map((own) => own.map(({ part }) => part)),
    ofCategories: attributes.map((own) =>
      own.flatMap(({ categories, part }) => (categories ?? []).map(() => part)),
    ),
    ofMissing: attributes.flatMap((own) =>
      own.filter(({ missing }) => missing).map(({ part }) => part),
    ),
    lowest,
    pd: scores.map((score) => pdOf(card, score)),
    band: scores.map((score) => bandOf(card, score)),
  };
}

const pdOf = ({ baseOdds, baseScore, pdo }: Scorecard, score: number): number =>
  Math.round(1e6 / (1 + baseOdds * 2 ** ((score - baseScore) / pdo))) / 1e6;

const bandOf = ({ bands }: Scorecard, score: number): string =>
  bands.find(({ minScore = Number.NEGATIVE_INFINITY }) => score >= minScore)?.band ?? '';

function partAt(flat: Flat, at: number, value: CharacteristicValue | undefined): PartialScore {
  if (typeof value === 'number') {
    const specials = flat.specials[at] as readonly number[];
    for (let place = 0; place < specials.length; place += 1) {
      if (value === specials[place]) return flat.ofSpecials[at]?.[place] as PartialScore;
    }
    const cuts = flat.cuts[at] as readonly number[];
    let bin = 0;
    while (bin < cuts.length && value >= (cuts[bin] as number)) bin += 1;
    return flat.ofRanges[at]?.[bin] as PartialScore;
  }
  if (value === null) return flat.ofMissing[at] as PartialScore;
  const place = flat.categories[at]?.indexOf(value as string) ?? -1;
  if (place < 0) throw new Error(`no value for ${flat.ids[at]}`);
  return flat.ofCategories[at]?.[place] as PartialScore;
}

/** The score and nothing else. */
export function straightScore(flat: Flat, values: CharacteristicValues): number {
  let score = flat.base;
  for (let at = 0; at < flat.ids.length; at += 1) {
    score += partAt(flat, at, values[flat.ids[at] as string]).points;
  }
  return score;
}

/** All of it in one pass. */
export function straight(flat: Flat, values: CharacteristicValues): Explained {
  let score = flat.base;
  const parts: PartialScore[] = [];
  const reasons: PartialScore[] = [];
  for (let at = 0; at < flat.ids.length; at += 1) {
    const part = partAt(flat, at, values[flat.ids[at] as string]);
    parts.push(part);
    score += part.points;
    if (part.pointsBelowBaseline > 0) insert(reasons, part);
  }
  const above = score - flat.lowest;
  return {
    score,
    probabilityOfDefault: flat.pd[above] as number,
    band: flat.band[above] as string,
    parts,
    reasons,
  };
}

/** Keeps the few greatest in order; of equal ones the first stays before the later. */
function insert(reasons: PartialScore[], part: PartialScore): void {
  const below = part.pointsBelowBaseline;
  let place = reasons.length;
  while (place > 0 && below > (reasons[place - 1] as PartialScore).pointsBelowBaseline) place -= 1;
  if (place === MAX_REASONS) return;
  const last = Math.min(reasons.length, MAX_REASONS - 1);
  for (let at = last; at > place; at -= 1) reasons[at] = reasons[at - 1] as PartialScore;
  reasons[place] = part;
}
