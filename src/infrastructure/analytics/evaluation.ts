/** How a card does on a file: everything that `evaluate` prints and a report draws. */
import { type Calibration, calibrationOf } from '../../domain/model-validation/calibration.js';
import {
  distributionOf,
  ksOf,
  type Measures,
  measuresOf,
  talliesOf,
} from '../../domain/model-validation/discrimination.js';
import { type FairnessReport, fairnessOf } from '../../domain/model-validation/fairness.js';
import type { ProtectedColumn } from './prepared.js';
import { type BandFigures, bandFigures, type Scored } from './scored.js';

export interface Evaluation extends Measures {
  readonly scorecard: {
    readonly version: string;
    readonly kind: 'EXPERT' | 'FITTED';
    /** The event that the PD is about, and within how many months. */
    readonly outcome: string;
    readonly horizonMonths: number;
  };
  /** The lowest score at or below which goods and bads lie farthest apart. */
  readonly ksScore: number;
  /** Null of a card without a cutoff. */
  readonly cutoff: {
    readonly score: number;
    readonly approved: number;
    readonly badRateApproved: number | null;
    readonly badRateRefused: number | null;
  } | null;
  readonly calibration: Calibration;
  readonly distribution: readonly {
    readonly from: number;
    readonly below: number;
    readonly goods: number;
    readonly bads: number;
  }[];
  readonly bands: readonly BandFigures[];
  readonly fairness: FairnessReport;
  /** What was left out or is to be known, one sentence each. */
  readonly notes: readonly string[];
}

/** Shares of the rows at which the fairness report looks, beside the card's own cutoff. */
const APPROVED_SHARES = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2];

export function evaluationOf(
  scored: Scored,
  protectedColumns: readonly ProtectedColumn[],
  notes: readonly string[],
): Evaluation {
  const { card, scores, pds, target } = scored;
  const tallies = talliesOf(scores, target);
  const width = spanWidth(tallies[0]?.score ?? 0, tallies.at(-1)?.score ?? 0);
  const { version, kind, outcome } = card;
  return {
    scorecard: {
      version,
      kind,
      outcome: outcome.definition.en,
      horizonMonths: outcome.horizonMonths,
    },
    ...measuresOf(scores, pds, target),
    ksScore: ksOf(tallies).score,
    cutoff: atCutoff(scored),
    calibration: calibrationOf(pds, target),
    distribution: distributionOf(tallies, width).map((each) => ({
      from: each.from,
      below: each.from + width,
      goods: each.goods,
      bads: each.bads,
    })),
    bands: bandFigures(scored),
    fairness: fairness(scored, protectedColumns),
    notes,
  };
}

/** A round width that makes about twenty spans. */
function spanWidth(lowest: number, highest: number): number {
  const wanted = Math.max(1, (highest - lowest) / 20);
  return [1, 2, 5, 10, 20, 25, 50, 100, 200, 500].find((each) => each >= wanted) ?? 1_000;
}

function atCutoff({ card, scores, target }: Scored): Evaluation['cutoff'] {
  const { cutoffScore } = card;
  if (cutoffScore === undefined) return null;
  let [approved, approvedBads, bads] = [0, 0, 0];
  for (let row = 0; row < scores.length; row += 1) {
    const bad = target[row] as number;
    bads += bad;
    if ((scores[row] as number) < cutoffScore) continue;
    approved += 1;
    approvedBads += bad;
  }
  const refused = scores.length - approved;
  return {
    score: cutoffScore,
    approved: approved / scores.length,
    badRateApproved: approved > 0 ? approvedBads / approved : null,
    badRateRefused: refused > 0 ? (bads - approvedBads) / refused : null,
  };
}

function fairness(scored: Scored, columns: readonly ProtectedColumn[]): FairnessReport {
  const { card, scores, target } = scored;
  const falling = scores.toSorted().reverse();
  const cutoffs = new Set(
    APPROVED_SHARES.map((share) => falling[Math.ceil(share * falling.length) - 1] as number),
  );
  if (card.cutoffScore !== undefined) cutoffs.add(card.cutoffScore);
  const attributes = columns.map(({ name, groups, members }) => ({
    attribute: name,
    groups: Array.from(members, (place) => groups[place] ?? null),
  }));
  return fairnessOf(
    scores,
    target,
    attributes,
    [...cutoffs].sort((a, b) => a - b),
  );
}

/** Figures with six decimals: more would only tell one machine's arithmetic from another's. */
export function rounded<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, each) =>
    typeof each === 'number' && !Number.isInteger(each) ? Math.round(each * 1e6) / 1e6 : each,
  );
}
