/**
 * An additive scorecard: a characteristic's value falls into one attribute (its bin), the attribute
 * gives points, and the base points plus all these points are the score, exactly. The document is
 * versioned data; a version never changes once it has scored somebody.
 */
import type { LocalDate } from '../time.js';
import type { Text } from '../wording.js';
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
  readonly characteristics: readonly ScorecardCharacteristic[];
  /** From the best band to the worst; the worst has no minimum and takes all the rest. */
  readonly bands: readonly Band[];
}

export interface ScorecardCharacteristic {
  /** An id of the catalogue. */
  readonly id: string;
  readonly reasonCode: string;
  /** What a typical customer gets: points are lost or won against this. */
  readonly baselinePoints: number;
  /** Templates for points below (reason) and above (favour) the baseline; see `explanation.ts`. */
  readonly reason: Text;
  readonly favour: Text;
  /** Ranges in rising order without gaps, and exactly one attribute for a missing value. */
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
    }
  | { readonly missing: true; readonly range?: undefined }
);

export interface Band {
  readonly band: string;
  readonly minScore?: number;
  readonly label: Text;
}

/** One characteristic's share of a score. */
export interface PartialScore {
  readonly characteristicId: string;
  readonly attributeId: string;
  readonly points: number;
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
  /** Each characteristic's baseline points, in the card's order. */
  readonly baselines: readonly number[];
  /** Throws when a characteristic has no value (null is a value) or one that is not a number. */
  score(values: CharacteristicValues): ScoredAssessment;
}

interface CompiledCharacteristic {
  readonly id: string;
  /** The lower ends of all ranges but the first. */
  readonly cuts: Float64Array;
  /** One per range, made once: scoring hands them out and allocates nothing more. */
  readonly parts: readonly PartialScore[];
  readonly missing: PartialScore;
}

/** Makes a validated card ready to score. */
export function compileScorecard(card: Scorecard): CompiledScorecard {
  const characteristics = card.characteristics.map(compileCharacteristic);
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
    const parts: PartialScore[] = [];
    let total = card.basePoints;
    for (const each of characteristics) {
      const part = partialScore(each, values[each.id]);
      parts.push(part);
      total += part.points;
    }
    const standing = standings[total - minScore];
    if (!standing) throw new Error(`score ${total} is outside the card's range`);
    const { probabilityOfDefault, band } = standing;
    return { score: total, probabilityOfDefault, band, parts };
  }

  const baselines = card.characteristics.map((each) => each.baselinePoints);
  return { card, minScore, maxScore, baselines, score };
}

/** PD from the card's scale: odds good to bad = baseOdds × 2^((score − baseScore) ÷ pdo). */
export function probabilityOfDefault(
  { baseOdds, baseScore, pdo }: Pick<Scorecard, 'baseOdds' | 'baseScore' | 'pdo'>,
  score: number,
): number {
  const odds = baseOdds * 2 ** ((score - baseScore) / pdo);
  return Math.round(1_000_000 / (1 + odds)) / 1_000_000;
}

function bandOf({ bands }: Scorecard, score: number): string {
  const found = bands.find(({ minScore }) => minScore === undefined || score >= minScore);
  if (!found) throw new Error(`no band takes the score ${score}`);
  return found.band;
}

function compileCharacteristic({
  id,
  attributes,
}: ScorecardCharacteristic): CompiledCharacteristic {
  const part = ({ id: attributeId, points }: Attribute): PartialScore =>
    Object.freeze({ characteristicId: id, attributeId, points });
  const ranges = attributes.filter((each) => each.range !== undefined);
  const missing = attributes.find((each) => each.missing);
  if (!missing || ranges.length === 0) throw new Error(`${id} does not cover every value`);
  return {
    id,
    cuts: Float64Array.from(ranges.slice(1), (each) => each.range?.min ?? Number.NaN),
    parts: ranges.map(part),
    missing: part(missing),
  };
}

function partialScore(
  { id, cuts, parts, missing }: CompiledCharacteristic,
  value: number | null | undefined,
): PartialScore {
  if (value === null) return missing;
  if (value === undefined || !Number.isFinite(value)) throw new Error(`no value for ${id}`);
  // Cards have a handful of cut points: walking them is faster than halving.
  let at = 0;
  while (at < cuts.length && value >= (cuts[at] as number)) at += 1;
  return parts[at] as PartialScore;
}
