/** What a caller gets for a customer's values, and ours: the compiled card's answer, ranked. */
import { ranked } from '../src/domain/risk-profile/explanation.js';
import type { CharacteristicValues } from '../src/domain/risk-profile/facts.js';
import type {
  CompiledScorecard,
  PartialScore,
  ScoredAssessment,
} from '../src/domain/risk-profile/scorecard.js';

/** Score, PD, band and each characteristic's part, with at most four reasons, the greatest first. */
export interface Explained extends ScoredAssessment {
  readonly reasons: readonly PartialScore[];
}

/** What an engine that knows no baselines can tell of a characteristic. */
export type EnginePart = Omit<PartialScore, 'pointsBelowBaseline'>;

/** What an engine that knows no reasons can be asked for. */
export interface Scored {
  readonly score: number;
  /** In the card's order. */
  readonly parts: readonly EnginePart[];
}

/** The same of ours. */
export const scoredOf = ({ score, parts }: Explained): Scored => ({
  score,
  parts: parts.map(({ characteristicId, attributeId, points }) => ({
    characteristicId,
    attributeId,
    points,
  })),
});

/** Ours: the compiled card's score and the product's own ranking. */
export const explained = (card: CompiledScorecard, values: CharacteristicValues): Explained =>
  reasoned(card.score(values));

/** The same of a customer whose values stand as a row among those of a portfolio. */
export const explainedRow = (
  card: CompiledScorecard,
  rows: Float64Array,
  from: number,
): Explained => reasoned(card.scoreRow(rows, from));

const reasoned = ({ score, probabilityOfDefault, band, parts }: ScoredAssessment): Explained => ({
  score,
  probabilityOfDefault,
  band,
  parts,
  reasons: ranked(parts, 'LOST'),
});
