/** A file made ready for fitting or evaluating. */
import type { Characteristic } from '../../domain/risk-profile/catalogue.js';
import type { CharacteristicValues } from '../../domain/risk-profile/facts.js';
import type { Sample } from '../../domain/scorecard-fitting/sample.js';

/** What is known of the people in the file, for the fairness report and for nothing else. */
export interface ProtectedColumn {
  readonly name: string;
  readonly groups: readonly string[];
  /** Of each row its place in `groups`; -1 is not known. */
  readonly members: Int32Array;
}

export interface Prepared {
  /** TAIWAN: statement facts of the data set; COLUMNS: each column as it is. */
  readonly layout: 'TAIWAN' | 'COLUMNS';
  readonly sample: Sample;
  readonly protectedColumns: readonly ProtectedColumn[];
  /** What a card on this file may refer to. */
  readonly lookup: (id: string) => Characteristic | undefined;
  /** What was left out or is to be known, one sentence each. */
  readonly notes: readonly string[];
}

/** The values of one row, as a card reads them. */
export function valuesAt({ columns }: Sample, row: number): CharacteristicValues {
  const values: Record<string, number | string | null> = {};
  for (const { characteristic, values: column } of columns) {
    const value = column[row] as number;
    if (Number.isNaN(value)) values[characteristic.id] = null;
    else if (characteristic.unit !== 'CATEGORY') values[characteristic.id] = value;
    else values[characteristic.id] = characteristic.categories?.[value]?.id ?? null;
  }
  return values;
}
