/**
 * An additive scorecard: a characteristic's value falls into one attribute (its bin), the attribute
 * gives points, and the base points plus all these points are the score, exactly. The document is
 * versioned data; a version never changes once it has scored somebody.
 */
import type { LocalDate } from '../time.js';
import type { Text } from '../wording.js';
import { asNumber, attributePlaces, placeOf, placeOfPlain } from './attribute-search.js';
import type { CharacteristicValues } from './facts.js';

export interface Scorecard {
  readonly schemaVersion: 1;
  readonly version: string;
  /** EXPERT: set by judgement, its PD is indicative. FITTED: estimated from outcomes. */
  readonly kind: 'EXPERT' | 'FITTED';
  readonly name: Text;
  readonly createdOn: LocalDate;
  /** Where the points come from and what the PD may be taken for. */
  readonly basis: Text;
  /** The event that the PD is about. */
  readonly outcome: { readonly definition: Text; readonly horizonMonths: number };
  readonly basePoints: number;
  /** Points that double the odds of good to bad. */
  readonly pdo: number;
  /** At this score … */
  readonly baseScore: number;
  /** … this many customers stay good for each one that goes bad. */
  readonly baseOdds: number;
  /** Below this score there is no new credit; a fitted card always has it. */
  readonly cutoffScore?: number;
  /** How the characteristics' baseline points were set; OTHER when absent. */
  readonly baselineMethod?: BaselineMethod;
  /** From the PD of `outcome` to the one of the next twelve months; a fitted card has it. */
  readonly twelveMonths?: {
    /** Odds of bad to good over twelve months ÷ those of `outcome`; the order stays as it is. */
    readonly oddsFactor: number;
    /** Where the factor comes from and what it is not. */
    readonly basis: Text;
  };
  readonly characteristics: readonly ScorecardCharacteristic[];
  /** From the best band to the worst; the worst has no minimum and takes all the rest. */
  readonly bands: readonly Band[];
}

/**
 * Yardsticks that points are lost or won against. MAX, MIN and MEAN are the points of the best and the
 * worst attribute and the sample's average; NEUTRAL is the points of an attribute without evidence
 * either way; MEAN_AT_CUTOFF is the average of those at or just above the cutoff, so that the points
 * lost add up to about the gap to it; OTHER was set by judgement. With any of them, what applies in
 * one situation only has the points of "does not apply" as its baseline.
 */
export const BASELINE_METHODS = [
  'MAX',
  'MIN',
  'MEAN',
  'NEUTRAL',
  'MEAN_AT_CUTOFF',
  'OTHER',
] as const;
export type BaselineMethod = (typeof BASELINE_METHODS)[number];

export interface ScorecardCharacteristic {
  /** An id of the catalogue. */
  readonly id: string;
  readonly reasonCode: string;
  /** What a typical customer gets: points are lost or won against this. */
  readonly baselinePoints: number;
  /** Templates for points below (reason) and above (favour) the baseline; see `explanation.ts`. */
  readonly reason: Text;
  readonly favour: Text;
  /**
   * Of a number: ranges in rising order without gaps, special values, and exactly one attribute for
   * a missing value. Of a category: each category in exactly one attribute, and one for missing.
   */
  readonly attributes: readonly Attribute[];
}

export type Attribute = {
  readonly id: string;
  readonly label: Text;
  readonly points: number;
  /** Texts of this attribute's own, where the characteristic's would read badly. */
  readonly reason?: Text;
  readonly favour?: Text;
} & (
  | {
      /** Half-open: `min` belongs to it, `max` does not; an absent end is unbounded. */
      readonly range: { readonly min?: number; readonly max?: number };
      readonly missing?: undefined;
      readonly special?: undefined;
      readonly categories?: undefined;
    }
  | {
      /** Single values that mean something of their own; they are looked at before the ranges. */
      readonly special: readonly number[];
      readonly range?: undefined;
      readonly missing?: undefined;
      readonly categories?: undefined;
    }
  | {
      /** Ids of the catalogue's categories. */
      readonly categories: readonly string[];
      readonly range?: undefined;
      readonly missing?: undefined;
      readonly special?: undefined;
    }
  | {
      readonly missing: true;
      readonly range?: undefined;
      readonly special?: undefined;
      readonly categories?: undefined;
    }
);

export interface Band {
  readonly band: string;
  readonly minScore?: number;
  readonly label: Text;
  /** The yearly rate of new credit in this band, in millionths; absent where a card sets no price, or gives none. */
  readonly annualRatePpm?: number;
}

/** One characteristic's share of a score. */
export interface PartialScore {
  readonly characteristicId: string;
  readonly attributeId: string;
  readonly points: number;
  /** Positive when the baseline gives more, negative when less. */
  readonly pointsBelowBaseline: number;
}

export interface ScoredAssessment {
  readonly score: number;
  /** Between 0 and 1 with six decimals, so that a replay gives the same figure everywhere. */
  readonly probabilityOfDefault: number;
  readonly band: string;
  /** In the card's order; `basePoints` plus these points are the score. */
  readonly parts: readonly PartialScore[];
}

export interface CompiledScorecard {
  readonly card: Scorecard;
  /** The lowest and the highest score that the card can give. */
  readonly minScore: number;
  readonly maxScore: number;
  /** Throws when a characteristic has no value (null is a value) or one that it cannot have. */
  score(values: CharacteristicValues): ScoredAssessment;
  /** The values as one number each, in the card's order; throws as `score` does. */
  rowOf(values: CharacteristicValues): Float64Array;
  /**
   * The score of a row that `rowOf` made, which stands in `rows` from a place on: a portfolio is one
   * array, and no name is looked up again.
   */
  scoreRow(rows: Float64Array, from: number): ScoredAssessment;
}

/** Makes a validated card ready to score. */
export function compileScorecard(card: Scorecard): CompiledScorecard {
  // Made once and handed out with every score, so nobody may change one.
  const places = attributePlaces(card.characteristics, ({ id: attributeId, points }, source) => {
    const pointsBelowBaseline = source.baselinePoints - points;
    return Object.freeze({ characteristicId: source.id, attributeId, points, pointsBelowBaseline });
  });
  const { ids, points, missing } = places;
  const unscored = Array.from(missing, (place) => places.parts[place] as PartialScore);
  const extreme = (pick: (...points: number[]) => number): number =>
    card.characteristics.reduce(
      (sum, { attributes }) => sum + pick(...attributes.map((each) => each.points)),
      card.basePoints,
    );
  const [minScore, maxScore] = [extreme(Math.min), extreme(Math.max)];
  // Scores are whole numbers in a known range, so that PD and band are looked up, not computed.
  const standings = Array.from({ length: maxScore - minScore + 1 }, (_, above) => ({
    probabilityOfDefault: probabilityOfDefault(card, minScore + above),
    band: bandOf(card, minScore + above),
  }));

  function score(values: CharacteristicValues): ScoredAssessment {
    // A copy of the right length, because a list that is pushed to gets room for more than it needs.
    const parts = unscored.slice();
    let total = card.basePoints;
    for (let at = 0; at < ids.length; at += 1) {
      const place = placeOf(places, at, values[ids[at] as string]);
      parts[at] = places.parts[place] as PartialScore;
      total += points[place] as number;
    }
    return assessed(total, parts);
  }

  function scoreRow(rows: Float64Array, from: number): ScoredAssessment {
    const parts = unscored.slice();
    let total = card.basePoints;
    for (let at = 0; at < ids.length; at += 1) {
      const place = placeOfPlain(places, at, rows[from + at] as number);
      parts[at] = places.parts[place] as PartialScore;
      total += points[place] as number;
    }
    return assessed(total, parts);
  }

  function assessed(score: number, parts: readonly PartialScore[]): ScoredAssessment {
    const standing = standings[score - minScore];
    if (!standing) throw new Error(`score ${score} is outside the card's range`);
    const { probabilityOfDefault, band } = standing;
    return { score, probabilityOfDefault, band, parts };
  }

  const rowOf = (values: CharacteristicValues): Float64Array =>
    Float64Array.from(ids, (id, at) => asNumber(places, at, values[id]));

  return { card, minScore, maxScore, score, rowOf, scoreRow };
}

/** PD from the card's scale: odds good to bad = baseOdds × 2^((score − baseScore) ÷ pdo). */
export function probabilityOfDefault(
  { baseOdds, baseScore, pdo }: Pick<Scorecard, 'baseOdds' | 'baseScore' | 'pdo'>,
  score: number,
): number {
  const odds = baseOdds * 2 ** ((score - baseScore) / pdo);
  return Math.round(1_000_000 / (1 + odds)) / 1_000_000;
}

/**
 * PD of the next twelve months, six decimals: the odds of bad to good that the card's scale gives,
 * times its documented factor. Null for a card that has no such factor.
 */
export function twelveMonthPd(
  {
    baseOdds,
    baseScore,
    pdo,
    twelveMonths,
  }: Pick<Scorecard, 'baseOdds' | 'baseScore' | 'pdo' | 'twelveMonths'>,
  score: number,
): number | null {
  if (!twelveMonths) return null;
  const odds = baseOdds * 2 ** ((score - baseScore) / pdo);
  return Math.round(1_000_000 / (1 + odds / twelveMonths.oddsFactor)) / 1_000_000;
}

function bandOf({ bands }: Scorecard, score: number): string {
  const found = bands.find(({ minScore }) => minScore === undefined || score >= minScore);
  if (!found) throw new Error(`no band takes the score ${score}`);
  return found.band;
}
