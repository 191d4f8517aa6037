/**
 * One row of "Default of Credit Card Clients": Yeh, I-C. (2009), UCI Machine Learning Repository,
 * doi 10.24432/C55S3H, licence CC BY 4.0, as plain integers with the target renamed. A row is taken
 * whole or refused with one reason; nothing in it is repaired.
 */

/** Beyond it the sums of a row's minor units could leave the safe integers. */
const MAX_AMOUNT = 1_000_000_000_000;
const MONTHS = [1, 2, 3, 4, 5, 6] as const;

type Range = readonly [min: number, max: number];
const AMOUNT: Range = [-MAX_AMOUNT, MAX_AMOUNT];
const PAID: Range = [0, MAX_AMOUNT];
/** −2 and 0 are undocumented (commonly: no consumption, revolving), −1 paid duly, 1…8 months late. */
const STATUS: Range = [-2, 8];

/** The columns in their order, each with the values that are possible. There is no PAY_1. */
const COLUMNS: readonly (readonly [name: string, range: Range])[] = [
  ['ID', [1, Number.MAX_SAFE_INTEGER]],
  ['LIMIT_BAL', [1, MAX_AMOUNT]],
  ['SEX', [1, 2]],
  ['EDUCATION', [0, 6]],
  ['MARRIAGE', [0, 3]],
  ['AGE', [1, 130]],
  ...MONTHS.map((month): [string, Range] => [`PAY_${month === 1 ? 0 : month}`, STATUS]),
  ...MONTHS.map((month): [string, Range] => [`BILL_AMT${month}`, AMOUNT]),
  ...MONTHS.map((month): [string, Range] => [`PAY_AMT${month}`, PAID]),
  ['default_next_month', [0, 1]],
];

export const TAIWAN_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name);

/** One customer. Amounts in whole New Taiwan dollars; series of six, September 2005 first. */
export interface TaiwanRow {
  readonly id: number;
  readonly limit: number;
  readonly sex: number;
  readonly education: number;
  readonly marriage: number;
  readonly age: number;
  readonly statuses: readonly number[];
  readonly bills: readonly number[];
  /** Paid in the month, against the bill of the month before. */
  readonly paid: readonly number[];
}

/** Reads a row's fields, or says the one reason for which it cannot be used. */
export function readTaiwanRow(fields: readonly string[]): { row: TaiwanRow } | { problem: string } {
  if (fields.length !== COLUMNS.length) return { problem: 'wrong number of columns' };
  const values: number[] = [];
  for (const [index, [name, [min, max]]] of COLUMNS.entries()) {
    const field = fields[index] ?? '';
    if (!/^-?\d+$/.test(field)) return { problem: `${name} is not a whole number` };
    const value = Number(field);
    if (value < min || value > max) return { problem: `${name} is not within ${min} to ${max}` };
    values.push(value === 0 ? 0 : value);
  }
  const [id = 0, limit = 0, sex = 0, education = 0, marriage = 0, age = 0] = values;
  // The target is an outcome, not a fact about the customer then; it is checked and left out.
  return {
    row: {
      id,
      limit,
      sex,
      education,
      marriage,
      age,
      statuses: values.slice(6, 12),
      bills: values.slice(12, 18),
      paid: values.slice(18, 24),
    },
  };
}

const SEX = ['', 'MALE', 'FEMALE'];
const EDUCATION = ['', 'GRADUATE_SCHOOL', 'UNIVERSITY', 'HIGH_SCHOOL', 'OTHER'];
const MARRIAGE = ['', 'MARRIED', 'SINGLE', 'OTHER'];

/** What the row says of the person: for fairness reports, never for a score. */
export const taiwanProtectedAttributes = (row: TaiwanRow) => [
  { name: 'sex', value: named(SEX, row.sex) },
  { name: 'education', value: named(EDUCATION, row.education) },
  { name: 'marriage', value: named(MARRIAGE, row.marriage) },
  { name: 'age', value: String(row.age) },
];

/** A code's meaning where the source documents one. */
const named = (names: readonly string[], code: number): string =>
  names[code] || `UNDOCUMENTED_${code}`;
