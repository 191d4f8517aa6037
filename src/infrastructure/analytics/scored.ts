/** A sample as a card scores it. */
import { compileScorecard, type Scorecard } from '../../domain/risk-profile/scorecard.js';
import type { Sample } from '../../domain/scorecard-fitting/sample.js';
import { valuesAt } from './prepared.js';

export interface Scored {
  readonly card: Scorecard;
  readonly target: Uint8Array;
  readonly scores: Int32Array;
  /** The card's PD of each row, with six decimals. */
  readonly pds: Float64Array;
  /** By characteristic id, of each row the place of its attribute in the card. */
  readonly attributes: ReadonlyMap<string, Uint8Array>;
}

/** Scores every row by the very code that scores a customer. */
export function scoreSample(card: Scorecard, sample: Sample): Scored {
  const { score } = compileScorecard(card);
  const scores = new Int32Array(sample.size);
  const pds = new Float64Array(sample.size);
  const places = card.characteristics.map(
    (each) => new Map(each.attributes.map(({ id }, at) => [id, at])),
  );
  const fallen = card.characteristics.map(() => new Uint8Array(sample.size));
  for (let row = 0; row < sample.size; row += 1) {
    const scored = score(valuesAt(sample, row));
    scores[row] = scored.score;
    pds[row] = scored.probabilityOfDefault;
    for (const [at, { attributeId }] of scored.parts.entries()) {
      (fallen[at] as Uint8Array)[row] = places[at]?.get(attributeId) ?? 0;
    }
  }
  const attributes = new Map(
    card.characteristics.map(({ id }, at) => [id, fallen[at] as Uint8Array]),
  );
  return { card, target: sample.target, scores, pds, attributes };
}

export interface BandFigures {
  readonly band: string;
  readonly minScore: number | null;
  readonly annualRatePpm: number | null;
  readonly rows: number;
  readonly bads: number;
  /** Null of a band that nobody falls into. */
  readonly badRate: number | null;
  readonly meanPd: number | null;
}

/** The card's bands, the best first, each with whoever falls into it. */
export function bandFigures({ card, scores, target, pds }: Scored): BandFigures[] {
  const sums = card.bands.map(() => ({ rows: 0, bads: 0, pd: 0 }));
  for (let row = 0; row < scores.length; row += 1) {
    const score = scores[row] as number;
    const at = card.bands.findIndex(({ minScore }) => score >= (minScore ?? score));
    const sum = sums[at];
    if (!sum) throw new Error(`no band takes the score ${score}`);
    sum.rows += 1;
    sum.bads += target[row] as number;
    sum.pd += pds[row] as number;
  }
  return card.bands.map(({ band, minScore, annualRatePpm }, at) => {
    const { rows, bads, pd } = sums[at] ?? { rows: 0, bads: 0, pd: 0 };
    return {
      band,
      minScore: minScore ?? null,
      annualRatePpm: annualRatePpm ?? null,
      rows,
      bads,
      badRate: rows > 0 ? bads / rows : null,
      meanPd: rows > 0 ? pd / rows : null,
    };
  });
}
