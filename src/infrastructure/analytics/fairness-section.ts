/** The fairness part of the report. */
import type { Evaluation } from './evaluation.js';
import { figure, figureOf, paragraph, percent, section, table, text, whole } from './page.js';
import { fairnessPlot } from './plots.js';

const TITLE = 'Groups along the cutoff';

export function fairnessSection({ fairness, cutoff }: Evaluation): string {
  if (!fairness.held) return section(TITLE, paragraph(fairness.note.en));
  const { cutoffs, minMembers, reference } = fairness;
  const own = cutoffs.find((each) => each.cutoff === cutoff?.score) ?? cutoffs[0];
  return section(
    TITLE,
    paragraph(
      'None of these attributes is an input of the card. The adverse-impact ratio is the share of a ' +
        'group at or above the cutoff ÷ that of the most favoured group; the equal-opportunity ' +
        'difference compares the goods alone. The line of four fifths is that of ' +
        `${reference.source}, employment law, shown as a reference. Groups of fewer than ` +
        `${minMembers} members are listed without a ratio.`,
    ),
    ...(own?.attributes ?? []).map((attribute, at) => {
      const ratios = attribute.groups
        .filter((each) => each.adverseImpactRatio !== null)
        .map(({ group }) => ({
          group,
          ratios: cutoffs.flatMap((each) => {
            const found = each.attributes[at]?.groups.find((other) => other.group === group);
            const ratio = found?.adverseImpactRatio ?? null;
            return ratio === null ? [] : [[each.cutoff, ratio] as const];
          }),
        }));
      return `<h3>${text(attribute.attribute)}</h3>
<div class="pair">
${figureOf(
  fairnessPlot(String(at + 1), ratios, own?.cutoff ?? 0),
  `Adverse-impact ratios along the cutoff; ${whole(attribute.unknown)} rows without a group.`,
)}
<div>${table(
        ['group', 'members', 'approved', 'impact ratio', 'goods approved', 'difference'],
        attribute.groups.map((each) => [
          each.group,
          whole(each.members),
          percent(each.approved),
          figure(each.adverseImpactRatio),
          percent(each.goodsApproved),
          figure(each.equalOpportunityDifference),
        ]),
        (row) => (attribute.groups[row]?.adverseImpactRatio ?? 1) < reference.ratio,
      )}</div>
</div>`;
    }),
  );
}
