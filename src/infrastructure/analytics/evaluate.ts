/** `evaluate`: a card on a file whose outcomes are known. */
import { characteristic } from '../../domain/risk-profile/catalogue.js';
import type { CharacteristicLookup } from '../../domain/risk-profile/characteristic-reference.js';
import type { DocumentIssue } from '../../domain/risk-profile/document-checks.js';
import type { Scorecard } from '../../domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../domain/risk-profile/scorecard-validation.js';
import { fromPmml } from '../pmml/from-pmml.js';
import { PmmlRefused } from '../pmml/pmml-refused.js';
import type { PmmlScorecard } from '../pmml/pmml-scorecard.js';
import { readPmml } from '../pmml/read-pmml.js';
import { shippedScorecard } from '../scorecards/shipped.js';
import { readJson, readSmall } from './card-settings.js';
import { columnSampleFor, isOfColumns } from './column-sample.js';
import { type CsvTable, Unreadable, withCsv } from './csv-table.js';
import { type Evaluation, evaluationOf } from './evaluation.js';
import { COLUMN_PREFIX, fromCard } from './learned-characteristic.js';
import type { Prepared } from './prepared.js';
import { scoreSample } from './scored.js';
import { isTaiwan, taiwanSample } from './taiwan-sample.js';

export interface EvaluateArguments {
  readonly csv: string;
  readonly target: string;
  /** A card's JSON or PMML; the shipped card when absent. */
  readonly card: string | undefined;
}

/** @throws Unreadable when the file or the card cannot be used, with the place. */
export async function evaluateFile(
  { csv, target, card }: EvaluateArguments,
  progress: (done: string) => void,
): Promise<Evaluation> {
  const document = card === undefined ? shippedScorecard() : await readCard(card);
  const name = card ?? 'the shipped card';
  // A card on a file's columns says nothing by itself: it is checked together with the file.
  const known = isOfColumns(document) ? undefined : checkedCard(document, characteristic, name);
  return withCsv(csv, async (table) => {
    const prepared = known
      ? await onStatements(table, target, known, progress)
      : await columnSampleFor(table, target, document);
    progress(`${table.rows} rows read`);
    for (const note of prepared.notes) progress(note);
    const scored = scoreSample(
      known ?? checkedCard(document, prepared.lookup, name),
      prepared.sample,
    );
    return evaluationOf(scored, prepared.protectedColumns, prepared.notes);
  });
}

async function readCard(path: string): Promise<unknown> {
  if (!path.toLowerCase().endsWith('.pmml')) return readJson(path);
  const bytes = await readSmall(path);
  try {
    const source = readPmml(bytes);
    const read = fromPmml(source, { lookup: pmmlLookup(source) });
    if ('card' in read) return read.card;
    throw refusalOf(path, read.issues);
  } catch (error) {
    throw error instanceof PmmlRefused ? new Unreadable(error.message, path) : error;
  }
}

/** The catalogue, and for a card on a file's columns what the PMML file says of its fields. */
function pmmlLookup({ fields }: PmmlScorecard): CharacteristicLookup {
  return (id) => {
    const field = fields.get(id);
    if (!id.startsWith(COLUMN_PREFIX) || !field) return characteristic(id);
    return fromCard(id, field.dataType === 'string' ? field.validValues.map(String) : undefined);
  };
}

/** The card, if the whole of it is right. @throws Unreadable with the first place that is wrong. */
export function checkedCard(
  document: unknown,
  lookup: CharacteristicLookup,
  name: string,
): Scorecard {
  const validated = validateScorecard(document, lookup);
  if ('card' in validated) return validated.card;
  throw refusalOf(name, validated.issues);
}

function refusalOf(path: string, [first, ...more]: readonly DocumentIssue[]): Unreadable {
  const others = more.length > 0 ? ` (and ${more.length} more)` : '';
  return new Unreadable(`${first?.path || 'the document'} ${first?.message}${others}`, path);
}

function onStatements(
  table: CsvTable,
  target: string,
  { characteristics }: Scorecard,
  progress: (done: string) => void,
): Promise<Prepared> {
  if (!isTaiwan(table)) {
    throw new Unreadable(
      "its columns are not those of the Taiwan data, and the card is not fitted to a file's columns",
    );
  }
  const ids = characteristics.map(({ id }) => id);
  return taiwanSample(table, target, ids, progress);
}
