/** Any other file as a sample: each column a characteristic of its own, or left out and named. */
import { isObject, type Json } from '../../domain/risk-profile/document-checks.js';
import type { FitSettings } from '../../domain/scorecard-fitting/model.js';
import type { SampleColumn } from '../../domain/scorecard-fitting/sample.js';
import {
  type Column,
  type ColumnKind,
  MAX_CATEGORIES,
  placeOf,
  readColumns,
  readTarget,
} from './columns.js';
import { type CsvTable, shown, Unreadable } from './csv-table.js';
import { COLUMN_PREFIX, columnIds, fromCard, learned } from './learned-characteristic.js';
import type { Prepared } from './prepared.js';
import { groupsOf, isProtected } from './protected-columns.js';

/** With so few values that never mix goods and bads, a column is the outcome under another name. */
const TELLING_VALUES = 12;

/**
 * The whole file, for a fit.
 * @param excluded names of columns that are no inputs, whatever they are worth.
 * @throws Unreadable for a value that cannot be read and for an excluded column that the file has not.
 */
export async function columnSample(
  table: CsvTable,
  targetName: string,
  settings: FitSettings,
  excluded: readonly string[] = [],
): Promise<Prepared> {
  const target = await readTarget(table, targetName);
  const out = new Set(excluded.map((name) => placeOf(table, name)));
  const ids = columnIds(table.header);
  const others = placesBut(table, targetName);
  const inputs = others.filter((at) => !out.has(at) && !isProtected(table.header[at] ?? ''));
  const read = await readColumns(table, inputs);
  const notes: string[] = [];
  const columns: SampleColumn[] = [];
  for (const [index, column] of read.entries()) {
    const why = uselessness(column, target);
    if (why) notes.push(`column ${shown(column.name)} is left out: ${why}`);
    else columns.push(learned(ids[inputs[index] ?? 0] ?? '', column, target, settings));
  }
  if (columns.length === 0) throw new Unreadable('no column is left that a card could use');
  const protectedColumns = await protectedOf(table, others);
  notes.push(
    ...protectedColumns.map(
      ({ name }) => `column ${shown(name)} is protected: no input, only in the fairness report`,
    ),
    'which way each number points is learned from this file',
  );
  const byId = new Map(columns.map(({ characteristic }) => [characteristic.id, characteristic]));
  const sample = { size: table.rows, target, columns };
  return { layout: 'COLUMNS', sample, protectedColumns, lookup: (id) => byId.get(id), notes };
}

/**
 * The columns that a card names, for an evaluation.
 * @param document a card that was fitted to such a file; not validated yet.
 * @throws Unreadable where the file lacks a column or holds a value that cannot be read.
 */
export async function columnSampleFor(
  table: CsvTable,
  targetName: string,
  document: unknown,
): Promise<Prepared> {
  const target = await readTarget(table, targetName);
  const wanted = wantedBy(document);
  const places = wanted.map(({ id }) => {
    const at = columnIds(table.header).indexOf(id);
    if (at === -1) throw new Unreadable(`it has no column for ${shown(id)}, which the card names`);
    return at;
  });
  const kinds = new Map<number, ColumnKind>(
    wanted.map(({ categories }, n) => [places[n] ?? -1, categories ? 'TEXT' : 'NUMBER']),
  );
  const read = await readColumns(table, places, kinds);
  const notes: string[] = [];
  const columns = wanted.map(({ id, categories }, index): SampleColumn => {
    const characteristic = fromCard(id, categories);
    const column = read[index] as Column;
    if (column.kind === 'NUMBER') return { characteristic, values: column.values };
    const known = column.texts.map((text) => categories?.indexOf(text) ?? -1);
    const strange = column.texts.filter((_, at) => known[at] === -1);
    if (strange.length > 0) {
      const some = strange.slice(0, 3).map(shown).join(', ');
      notes.push(`column ${shown(column.name)}: ${some} is unknown to the card, scored as missing`);
    }
    const values = Float64Array.from(column.codes, (code) => {
      const place = known[code] ?? -1;
      return place === -1 ? Number.NaN : place;
    });
    return { characteristic, values };
  });
  const byId = new Map(columns.map(({ characteristic }) => [characteristic.id, characteristic]));
  const protectedColumns = await protectedOf(table, placesBut(table, targetName));
  const sample = { size: table.rows, target, columns };
  return { layout: 'COLUMNS', sample, protectedColumns, lookup: (id) => byId.get(id), notes };
}

/** Whether a card speaks of a file's columns instead of the catalogue. */
export const isOfColumns = (document: unknown): boolean => wantedBy(document).length > 0;

const placesBut = ({ header }: CsvTable, targetName: string): number[] =>
  header.map((_, at) => at).filter((at) => header[at] !== targetName);

async function protectedOf(table: CsvTable, places: readonly number[]) {
  const at = places.filter((place) => isProtected(table.header[place] ?? ''));
  return (await readColumns(table, at)).map(groupsOf);
}

/** Why a column can be no input; undefined when it can. */
function uselessness(column: Column, target: Uint8Array): string | undefined {
  if (column.kind === 'TEXT' && column.tooMany) {
    return `it has more than ${MAX_CATEGORIES} different texts`;
  }
  const isText = column.kind === 'TEXT';
  const values: ArrayLike<number> = isText ? column.codes : column.values;
  // The outcomes that were seen with each value: 1 for good, 2 for bad, 3 for both.
  const outcomes = new Map<number, number>();
  let missing = 0;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number;
    if (isText ? value === -1 : Number.isNaN(value)) missing += 1;
    else outcomes.set(value, (outcomes.get(value) ?? 0) | (target[row] === 1 ? 2 : 1));
  }
  if (outcomes.size === 0) return 'it is empty';
  if (outcomes.size === 1 && missing === 0) return 'it holds one value only';
  const isMeasured = !isText && !column.values.every(Number.isInteger);
  if (outcomes.size === values.length && !isMeasured) {
    return 'every row has another value, as an id has';
  }
  const tells = missing === 0 && [...outcomes.values()].every((each) => each !== 3);
  if (tells && outcomes.size <= TELLING_VALUES) return 'its values tell the outcome itself';
  return undefined;
}

interface Wanted {
  readonly id: string;
  readonly categories: readonly string[] | undefined;
}

/** The columns that a document names; whatever else is wrong with it, validation will say. */
function wantedBy(document: unknown): readonly Wanted[] {
  const list = isObject(document) ? document.characteristics : undefined;
  return itemsOf(list).flatMap(({ id, attributes }) => {
    if (typeof id !== 'string' || !id.startsWith(COLUMN_PREFIX)) return [];
    const categories = itemsOf(attributes).flatMap(({ categories: each }) =>
      Array.isArray(each) ? each.filter((text) => typeof text === 'string') : [],
    );
    return [{ id, categories: categories.length > 0 ? categories : undefined }];
  });
}

const itemsOf = (list: unknown): readonly Json[] =>
  Array.isArray(list) ? list.filter(isObject) : [];
