/** A pack's rules as a flat list, for whoever reads or compares them: one row per sourced value. */
import type { JurisdictionPack, Sourced } from './jurisdiction-pack.js';

export interface ListedRule {
  /** Where it stands in the pack, such as `creditorEnding.terminationNoticeMonths`. */
  readonly path: string;
  /** A text as it stands; anything else as JSON: `true`, `2`, `null`, `{"businessDays":7}`. */
  readonly value: string;
  readonly source: string;
  readonly why: string | null;
}

const isSourced = (part: object): part is Sourced<unknown> => 'value' in part && 'source' in part;

/** Every sourced value of a pack, in the pack's order; entries of lists are numbered from 0. */
export const listedRules = (pack: JurisdictionPack): ListedRule[] => rulesUnder(pack, '');

function rulesUnder(part: unknown, path: string): ListedRule[] {
  if (typeof part !== 'object' || part === null) return [];
  if (isSourced(part)) {
    const { value, source, why = null } = part;
    return [
      { path, value: typeof value === 'string' ? value : JSON.stringify(value), source, why },
    ];
  }
  return Object.entries(part).flatMap(([name, inner]) =>
    rulesUnder(inner, path === '' ? name : `${path}.${name}`),
  );
}
