/** What an entry of the catalogue is; the entries themselves stand beside this file, by concept. */
import type { Text } from '../../wording.js';
import type { ActivitySource } from '../activity.js';

/**
 * RATIO has four decimals; MONTHS, COUNT and DAYS are whole numbers; WAGES is an amount divided by
 * the reference amount of its currency, with four decimals; CATEGORY is one of the entry's ids.
 */
export type CharacteristicUnit = 'RATIO' | 'MONTHS' | 'COUNT' | 'DAYS' | 'WAGES' | 'CATEGORY';

/** What a higher value means. A category's order is that of its list, the safest first. */
export type Direction = 'HIGHER_IS_RISKIER' | 'HIGHER_IS_SAFER' | 'NOT_MONOTONE';

export interface Characteristic {
  readonly id: string;
  readonly name: Text;
  /** How the value is made, in words that a customer can check against the statements. */
  readonly meaning: Text;
  readonly unit: CharacteristicUnit;
  /** The smallest and the largest value that the derivation can give; both 0 for a category. */
  readonly min: number;
  readonly max: number;
  /** Of a CATEGORY, all of them. */
  readonly categories?: readonly { readonly id: string; readonly label: Text }[];
  readonly source: CharacteristicSource;
  /** ISO 8601 duration that it looks back over; `P0D` looks at today. */
  readonly window: string;
  readonly direction: Direction;
  /** How the customer can change it and in how many days at the earliest; null: nobody can. */
  readonly change: { readonly how: Text; readonly earliestDays: number } | null;
  /** Templates for fewer (reason) and more (favour) points than the baseline; see `value-words.ts`. */
  readonly reason: Text;
  readonly favour: Text;
  /**
   * True where it is looked at in one situation only, which `meaning` names. Outside it the value is
   * null, and null must then count neither for nor against anybody.
   */
  readonly situational?: true;
  /** True where `max` also stands for everything beyond it: six months since, and longer or never. */
  readonly openAtMax?: true;
  /** Says either where the value is exactly zero, for which "0 statements were" reads badly. */
  readonly atZero?: Text;
  /** Says what it means that there is no value, where that is a fact and not a lack of one. */
  readonly atMissing?: { readonly label: Text; readonly text: Text };
}

/** STATEMENTS and LINES are the lender's own books; the rest comes with activities. */
export type CharacteristicSource = 'STATEMENTS' | 'LINES' | ActivitySource;

/** Months of statements that a score looks back on. */
export const WINDOW_MONTHS = 6;
/** The older half of them. */
export const OLDER_HALF_MONTHS = WINDOW_MONTHS / 2;
/** A statement's payment below this share of its balance counts as low. */
export const LOW_PAYMENT_RATIO = 0.05;
/** Utilization above this is written as this: a tiny limit must not make absurd figures. */
export const UTILIZATION_CAP = 10;
/** An amount above this many average monthly wages is written as this. */
export const WAGES_CAP = 100;
/** A line is charged off long before; more months late than this are written as this. */
export const MONTHS_LATE_CAP = 120;

/** Statements are made at a month's end, so that the next one comes tomorrow at the earliest. */
export const WITH_THE_NEXT_STATEMENT = 1;
/** What is done today counts today. */
export const AT_ONCE = 0;

/** An entry made from statements; without a window of its own it looks back over all of them. */
export const ofStatements = (
  entry: Omit<Characteristic, 'source' | 'window'> & { readonly window?: string },
): Characteristic => ({ window: `P${WINDOW_MONTHS}M`, ...entry, source: 'STATEMENTS' });
