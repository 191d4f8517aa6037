/**
 * Protected attributes of a file's rows, as groups. They are read for the fairness report only: a
 * column that counts as protected is never an input, whatever it is worth.
 */
import { protectedAttribute } from '../../domain/risk-profile/protected-attributes.js';
import type { Column } from './columns.js';
import type { ProtectedColumn } from './prepared.js';

/**
 * Words that data files use for protected attributes beside those of the domain's list: marital
 * status hides in "personal status"; "foreign worker" speaks of nationality.
 */
const WORDS_OF_FILES: readonly RegExp[] = [
  /\bpersonal status\b/,
  /\bforeign(er)?\b/,
  /\bnational\b/,
  /\bcitizen(ship)?\b/,
  /\bfemale\b|\bmale\b/,
  /\bmarried\b|\bdivorced\b/,
];

/** Whether a column of this name is about a protected attribute. */
export function isProtected(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ');
  return (
    protectedAttribute(name) !== undefined || WORDS_OF_FILES.some((pattern) => pattern.test(words))
  );
}

/** Different numbers up to which each is a group of its own. */
const FEW = 12;
/** Years; 62 is where 12 CFR 1002.2(o) begins to speak of elderly applicants. */
const AGE_CUTS = [25, 40, 62];

/** The groups of a protected column, in a fixed order. */
export function groupsOf(column: Column): ProtectedColumn {
  const { name } = column;
  if (column.kind === 'TEXT') {
    const groups = [...column.texts].sort();
    const places = column.texts.map((each) => groups.indexOf(each));
    return { name, groups, members: column.codes.map((code) => places[code] ?? -1) };
  }
  const different = [...new Set(column.values)].filter((each) => !Number.isNaN(each));
  different.sort((a, b) => a - b);
  if (/(^|[^a-z])age([^a-z]|$)/i.test(name)) return byAge(name, column.values);
  if (different.length > FEW) return byQuarter(name, column.values);
  const places = new Map(different.map((each, at) => [each, at]));
  const members = Int32Array.from(column.values, (each) => places.get(each) ?? -1);
  return { name, groups: different.map(String), members };
}

const byAge = (name: string, values: Float64Array): ProtectedColumn => ({
  name,
  groups: ['24 or younger', '25 to 39', '40 to 61', '62 or older'],
  members: classes(values, AGE_CUTS),
});

function byQuarter(name: string, values: Float64Array): ProtectedColumn {
  const cuts = quartiles(values);
  const groups = [
    `1: below ${cuts[0]}`,
    ...cuts.map((cut, at) => {
      const next = cuts[at + 1];
      return `${at + 2}: ${next === undefined ? `${cut} or more` : `${cut} to below ${next}`}`;
    }),
  ];
  return { name, groups, members: classes(values, cuts) };
}

const classes = (values: Float64Array, cuts: readonly number[]): Int32Array =>
  Int32Array.from(values, (value) =>
    Number.isNaN(value) ? -1 : cuts.filter((cut) => value >= cut).length,
  );

function quartiles(values: Float64Array): number[] {
  const sorted = values.filter((each) => !Number.isNaN(each)).sort();
  const cuts = [1, 2, 3].map((part) => sorted[Math.floor((sorted.length * part) / 4)] ?? 0);
  return [...new Set(cuts)];
}
