/**
 * How the cutoff treats groups of people. The attributes looked at here are never inputs of a card;
 * where a lender may not hold them at all the report says so and stays empty.
 *
 * The line of four fifths comes from United States employment law (29 CFR 1607.4(D)): a selection
 * rate below four fifths of that of the most favoured group is generally regarded there as evidence
 * of adverse impact. It is no rule of lending law; it is a reference that many readers know.
 */
import type { Text } from '../wording.js';

export const FOUR_FIFTHS = { ratio: 0.8, source: '29 CFR 1607.4(D)' } as const;

export interface GroupedAttribute {
  readonly attribute: string;
  /** The group of each row; null where it is not known. */
  readonly groups: readonly (string | null)[];
}

export interface GroupOutcome {
  readonly group: string;
  readonly members: number;
  readonly goods: number;
  /** Share that scores at or above the cutoff. */
  readonly approved: number;
  /**
   * That share ÷ that of the most favoured group; null for a group of too few members, or where
   * nobody is approved.
   */
  readonly adverseImpactRatio: number | null;
  /** Share of the group's goods that is approved; null without goods. */
  readonly goodsApproved: number | null;
  /** That share minus that of the most favoured group's goods; null as above. */
  readonly equalOpportunityDifference: number | null;
}

export interface AttributeAtCutoff {
  readonly attribute: string;
  /** Rows whose group is not known; they are in no group. */
  readonly unknown: number;
  /** Of the groups with enough members the one with the greatest share approved. */
  readonly mostFavoured: string | null;
  readonly groups: readonly GroupOutcome[];
  /** The least adverse-impact ratio of a group with enough members. */
  readonly leastRatio: number | null;
  readonly belowFourFifths: boolean;
}

export type FairnessReport =
  | { readonly held: false; readonly note: Text }
  | {
      readonly held: true;
      readonly reference: typeof FOUR_FIFTHS;
      readonly minMembers: number;
      readonly cutoffs: readonly {
        readonly cutoff: number;
        readonly approved: number;
        readonly attributes: readonly AttributeAtCutoff[];
      }[];
    };

const NOT_HELD: Text = {
  en: 'The sample holds no protected attributes, so that fairness by group cannot be measured on it.',
  zh: '样本不含受保护属性，因此无法据此衡量不同群体之间的公平性。',
};

/**
 * The report along a grid of cutoffs. `minMembers` is how many rows a group needs before its ratio
 * is said; below that a ratio is mostly chance. Throws for unequal lengths and an empty sample.
 */
export function fairnessOf(
  scores: ArrayLike<number>,
  bad: Uint8Array,
  attributes: readonly GroupedAttribute[],
  cutoffs: readonly number[],
  minMembers = 100,
): FairnessReport {
  const rows = bad.length;
  if (rows === 0 || scores.length !== rows) {
    throw new Error(`${scores.length} scores for ${rows} outcomes`);
  }
  if (attributes.length === 0) return { held: false, note: NOT_HELD };
  const grouped = attributes.map(({ attribute, groups }) => {
    if (groups.length !== rows) throw new Error(`${attribute} has ${groups.length} rows`);
    return { attribute, members: membersOf(groups) };
  });
  const everyone = Array.from(bad, (_, row) => row);
  return {
    held: true,
    reference: FOUR_FIFTHS,
    minMembers,
    cutoffs: cutoffs.map((cutoff) => {
      const approves = (row: number): boolean => (scores[row] as number) >= cutoff;
      return {
        cutoff,
        approved: shareOf(everyone, approves) as number,
        attributes: grouped.map(({ attribute, members }) => ({
          attribute,
          unknown: rows - [...members.values()].reduce((sum, each) => sum + each.length, 0),
          ...atCutoff(members, bad, approves, minMembers),
        })),
      };
    }),
  };
}

/** Rows by group, in the order of the groups' names, so that the order of rows is free. */
function membersOf(groups: readonly (string | null)[]): Map<string, number[]> {
  const members = new Map<string, number[]>();
  for (const [row, group] of groups.entries()) {
    if (group === null) continue;
    const rows = members.get(group);
    if (rows) rows.push(row);
    else members.set(group, [row]);
  }
  return new Map([...members].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

const shareOf = (rows: readonly number[], counts: (row: number) => boolean): number | null =>
  rows.length === 0 ? null : rows.filter(counts).length / rows.length;

function atCutoff(
  members: ReadonlyMap<string, readonly number[]>,
  bad: Uint8Array,
  approves: (row: number) => boolean,
  minMembers: number,
): Omit<AttributeAtCutoff, 'attribute' | 'unknown'> {
  const counted = [...members].map(([group, rows]) => {
    const goods = rows.filter((row) => bad[row] === 0);
    return {
      group,
      members: rows.length,
      goods: goods.length,
      approvedMembers: rows.filter(approves).length,
      approved: shareOf(rows, approves) as number,
      goodsApproved: shareOf(goods, approves),
    };
  });
  const enough = counted.filter((each) => each.members >= minMembers);
  const best = enough.reduce<(typeof counted)[number] | undefined>(
    (found, each) => (found && found.approved >= each.approved ? found : each),
    undefined,
  );
  const groups = counted.map(({ approvedMembers, ...each }): GroupOutcome => {
    const compared = best !== undefined && each.members >= minMembers;
    return {
      ...each,
      // Of whole numbers, so that four fifths exactly are not below the line by a rounding.
      adverseImpactRatio:
        compared && best.approvedMembers > 0
          ? (approvedMembers * best.members) / (each.members * best.approvedMembers)
          : null,
      equalOpportunityDifference:
        compared && each.goodsApproved !== null && best.goodsApproved !== null
          ? each.goodsApproved - best.goodsApproved
          : null,
    };
  });
  const ratios = groups.flatMap(({ adverseImpactRatio: ratio }) => (ratio === null ? [] : [ratio]));
  const leastRatio = ratios.length === 0 ? null : Math.min(...ratios);
  return {
    mostFavoured: best?.group ?? null,
    groups,
    leastRatio,
    belowFourFifths: leastRatio !== null && leastRatio < FOUR_FIFTHS.ratio,
  };
}
