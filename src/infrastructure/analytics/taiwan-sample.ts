/**
 * The Taiwan file as a sample: every row becomes the risk facts that an import of it makes, and the
 * domain derives the values of the product's catalogue from them. So a card that is fitted here
 * scores the very values that it will meet in the gateway.
 */
import { riskFacts } from '../../application/assess.js';
import type { LineHistory } from '../../application/import-customers.js';
import { CHARACTERISTICS, characteristic } from '../../domain/risk-profile/catalogue.js';
import { deriveCharacteristics } from '../../domain/risk-profile/characteristics.js';
import type { CharacteristicValues, RiskFacts } from '../../domain/risk-profile/facts.js';
import type { SampleColumn } from '../../domain/scorecard-fitting/sample.js';
import { taiwanCustomer, taiwanTarget } from '../import/taiwan-history.js';
import {
  readTaiwanRow,
  TAIWAN_COLUMNS,
  type TaiwanRow,
  taiwanProtectedAttributes,
} from '../import/taiwan-row.js';
import { placeOf, readTarget } from './columns.js';
import { type CsvTable, MAX_CELLS, Unreadable } from './csv-table.js';
import type { Prepared, ProtectedColumn } from './prepared.js';
import { groupsOf } from './protected-columns.js';

/** Everything but the outcome, which `--target` names. */
const FACTS = TAIWAN_COLUMNS.slice(0, -1);
/** A day on which the newest statement of the data set is that of the month before. */
export const AS_OF = '2005-10-15';
const PROGRESS_ROWS = 100_000;

/** Whether a file has the columns of the data set, in any order, beside others. */
export const isTaiwan = ({ header }: CsvTable): boolean =>
  FACTS.every((name) => header.includes(name));

/** The characteristics that a card may be fitted to here: what the statements tell. */
export const fittedCharacteristicIds = (): readonly string[] =>
  CHARACTERISTICS.filter(({ source }) => source === 'STATEMENTS').map(({ id }) => id);

/**
 * @param ids characteristics to derive, of the catalogue.
 * @throws Unreadable with the line of the first row that is none of the data set.
 */
export async function taiwanSample(
  table: CsvTable,
  targetName: string,
  ids: readonly string[],
  progress: (done: string) => void,
): Promise<Prepared> {
  if (table.rows * ids.length > MAX_CELLS) {
    throw new Unreadable(`its ${table.rows} rows make more values than fit into memory`);
  }
  const target = await readTarget(table, targetName);
  const columns = ids.map((id): SampleColumn => {
    const entry = characteristic(id);
    if (!entry) throw new Error(`${id} is not in the catalogue`);
    return { characteristic: entry, values: new Float64Array(table.rows) };
  });
  const people = peopleOf(table.rows);
  let at = 0;
  for await (const row of taiwanRows(table)) {
    keep(columns, taiwanValues(row), at);
    people.add(row, at);
    at += 1;
    if (at % PROGRESS_ROWS === 0) progress(`${at} of ${table.rows} rows derived`);
  }
  const others = table.header.filter((name) => name !== targetName && !FACTS.includes(name));
  return {
    layout: 'TAIWAN',
    sample: { size: table.rows, target, columns },
    protectedColumns: people.columns(),
    lookup: characteristic,
    notes: others.map((name) => `column ${JSON.stringify(name)} is not part of the data set`),
  };
}

/** The rows in their order, each checked as the import checks it. */
export async function* taiwanRows(table: CsvTable): AsyncGenerator<TaiwanRow> {
  const places = FACTS.map((name) => placeOf(table, name));
  let at = 0;
  for await (const block of table.blocks(places.map((place) => `coalesce(c${place}, '')`))) {
    const size = block[0]?.length ?? 0;
    for (let row = 0; row < size; row += 1) {
      // The outcome has been read already; the import's reader only wants it to be 0 or 1.
      const read = readTaiwanRow([...block.map((column) => String(column[row])), '0']);
      if ('problem' in read) {
        throw new Unreadable(`line ${await table.lineOf(at + row)}: ${read.problem}`);
      }
      yield read.row;
    }
    at += size;
  }
}

const TARGET = taiwanTarget('CN', AS_OF, 'Asia/Shanghai', Date.parse(`${AS_OF}T12:00:00Z`));

/** What the gateway would know of this row's customer when it has imported it. */
const taiwanValues = (row: TaiwanRow): CharacteristicValues =>
  deriveCharacteristics(factsOf(taiwanLines(row)));

/** The lines that an import of the row makes, as of {@link AS_OF}. */
export function taiwanLines(row: TaiwanRow): readonly LineHistory[] {
  let ids = 0;
  return taiwanCustomer(row, TARGET, () => `taiwan-${++ids}`).lines;
}

/** What scoring reads of such lines. */
export const factsOf = (lines: readonly LineHistory[]): RiskFacts =>
  riskFacts(
    lines.map(({ account }) => account),
    lines.map(({ position }) => position),
    lines.flatMap(({ statements }) => statements),
    AS_OF,
    // The file tells no behaviour, and so every fact of it is missing.
    undefined,
  );

function keep(columns: readonly SampleColumn[], values: CharacteristicValues, at: number): void {
  for (const { characteristic: entry, values: column } of columns) {
    const value = values[entry.id];
    if (value === undefined) throw new Error(`no value for ${entry.id}`);
    if (typeof value === 'string') {
      column[at] = entry.categories?.findIndex(({ id }) => id === value) ?? Number.NaN;
    } else column[at] = value ?? Number.NaN;
  }
}

/** Collects what the rows say of the people, attribute by attribute. */
function peopleOf(rows: number) {
  const texts = new Map<string, { readonly texts: string[]; readonly codes: Int32Array }>();
  const ages = new Float64Array(rows);
  return {
    add(row: TaiwanRow, at: number): void {
      ages[at] = row.age;
      for (const { name, value } of taiwanProtectedAttributes(row)) {
        if (name === 'age') continue;
        const known = texts.get(name) ?? { texts: [], codes: new Int32Array(rows) };
        texts.set(name, known);
        const place = known.texts.indexOf(value);
        known.codes[at] = place === -1 ? known.texts.push(value) - 1 : place;
      }
    },
    columns: (): ProtectedColumn[] => [
      ...[...texts].map(([name, each]) =>
        groupsOf({ kind: 'TEXT', name, tooMany: false, ...each }),
      ),
      groupsOf({ kind: 'NUMBER', name: 'age', values: ages }),
    ],
  };
}
