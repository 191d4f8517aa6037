/** An evaluation as tables to read on a terminal. */
import type { Evaluation } from './evaluation.js';

export function evaluationText(found: Evaluation): string {
  const { scorecard, cutoff } = found;
  const lines = [
    `Scorecard ${scorecard.version} (${scorecard.kind})`,
    `PD of: ${scorecard.outcome}; months: ${scorecard.horizonMonths}`,
    '',
    `rows ${found.rows}, bads ${found.bads} (${percent(found.badRate)}), mean PD ${percent(found.meanPd)}`,
    `AUC ${figure(found.auc)}  Gini ${figure(found.gini)}  KS ${figure(found.ks)} at ${found.ksScore}`,
    `Brier ${figure(found.brier)}  log-loss ${figure(found.logLoss)}`,
    '',
    table(
      ['PD from', 'to', 'rows', 'mean PD', 'bads'],
      found.calibration.table.map((row) => [
        percent(row.lowestPd),
        percent(row.highestPd),
        String(row.rows),
        percent(row.expected),
        percent(row.observed),
      ]),
    ),
    '',
    table(
      ['band', 'from score', 'rows', 'mean PD', 'bads', 'yearly rate'],
      found.bands.map((each) => [
        each.band,
        each.minScore === null ? 'below' : String(each.minScore),
        String(each.rows),
        percent(each.meanPd),
        percent(each.badRate),
        each.annualRatePpm === null ? '—' : percent(each.annualRatePpm / 1e6),
      ]),
    ),
    '',
  ];
  if (cutoff) {
    lines.push(
      `cutoff ${cutoff.score}: ${percent(cutoff.approved)} at or above it, of them ` +
        `${percent(cutoff.badRateApproved)} bad; below it ${percent(cutoff.badRateRefused)}`,
    );
  }
  lines.push(...fairnessLines(found));
  return `${lines.join('\n')}\n`;
}

function fairnessLines({ fairness, cutoff }: Evaluation): string[] {
  if (!fairness.held) return [fairness.note.en];
  const at =
    fairness.cutoffs.find((each) => each.cutoff === cutoff?.score) ?? fairness.cutoffs.at(-1);
  if (!at) return [];
  return [
    `Groups at the cutoff ${at.cutoff} (protected attributes are never inputs):`,
    table(
      ['attribute', 'group', 'members', 'approved', 'impact ratio', 'goods approved', 'difference'],
      at.attributes.flatMap(({ attribute, groups }) =>
        groups.map((each) => [
          attribute,
          each.group,
          String(each.members),
          percent(each.approved),
          figure(each.adverseImpactRatio),
          percent(each.goodsApproved),
          figure(each.equalOpportunityDifference),
        ]),
      ),
    ),
  ];
}

const percent = (value: number | null): string =>
  value === null ? '—' : `${(100 * value).toFixed(2)}%`;
const figure = (value: number | null): string => (value === null ? '—' : value.toFixed(4));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, at) => pad(cell, widths[at] ?? 0, at))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Words to the left, figures to the right. */
const pad = (cell: string, width: number, at: number): string =>
  at === 0 || /^[A-Za-z_]/.test(cell) ? cell.padEnd(width) : cell.padStart(width);
