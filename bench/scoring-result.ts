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
  readonly reasons: readonly RankedReason[];
}

export interface RankedReason {
  readonly characteristicId: string;
  readonly attributeId: string;
  readonly pointsBelowBaseline: number;
}

/** What an engine that knows no reasons can be asked for. */
export interface Scored {
  readonly score: number;
  /** In the card's order. */
  readonly parts: readonly PartialScore[];
}

/** Ours: the compiled card's score and the product's own ranking. */
export const explained = (card: CompiledScorecard, values: CharacteristicValues): Explained =>
  reasoned(card, card.score(values));

/** The same of a customer whose values stand as a row among those of a portfolio. */
export const explainedRow = (
  card: CompiledScorecard,
  rows: Float64Array,
  from: number,
): Explained => reasoned(card, card.scoreRow(rows, from));

function reasoned(card: CompiledScorecard, scored: ScoredAssessment): Explained {
  const { score, probabilityOfDefault, band, parts } = scored;
  const reasons = ranked(card, parts, 'LOST').map((place) => {
    const { characteristicId, attributeId, points } = parts[place] as PartialScore;
    const pointsBelowBaseline = (card.baselines[place] as number) - points;
    return { characteristicId, attributeId, pointsBelowBaseline };
  });
  return { score, probabilityOfDefault, band, parts, reasons };
}
