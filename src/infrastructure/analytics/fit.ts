/** `fit`: from a file to a card and its report. */
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Scorecard } from '../../domain/risk-profile/scorecard.js';
import { bandsOf, oddsFactorFor } from '../../domain/scorecard-fitting/bands.js';
import { cardOf } from '../../domain/scorecard-fitting/card.js';
import { fitScorecard } from '../../domain/scorecard-fitting/fit.js';
import type { FitSettings, FittedModel } from '../../domain/scorecard-fitting/model.js';
import type { LocalDate } from '../../domain/time.js';
import { Refused } from '../import/readable-file.js';
import { checkWritable, writeWhole } from '../import/written-file.js';
import { type CardSettings, plainSettings, readSettings, taiwanSettings } from './card-settings.js';
import { columnSample } from './column-sample.js';
import { type CsvTable, Unreadable, withCsv } from './csv-table.js';
import { checkedCard } from './evaluate.js';
import { type Evaluation, evaluationOf, rounded } from './evaluation.js';
import type { Prepared } from './prepared.js';
import { reportOf } from './report.js';
import { reportPage } from './report-page.js';
import { scoreSample } from './scored.js';
import { fittedCharacteristicIds, isTaiwan, taiwanSample } from './taiwan-sample.js';

export interface FitArguments {
  readonly csv: string;
  readonly target: string;
  /** The card's file; an existing one is overwritten. */
  readonly out: string;
  /** A folder for report.json and report.html; made where it is missing. */
  readonly report: string | undefined;
  /** A settings file; for the Taiwan data the shipped one when absent. */
  readonly settings: string | undefined;
  readonly version: string | undefined;
  readonly createdOn: LocalDate | undefined;
  readonly today: LocalDate;
}

/**
 * Fits, writes the card and its report, and returns what was done in words.
 * @throws Unreadable when the file or the settings cannot be used; nothing is written then.
 */
export async function fitFile(
  args: FitArguments,
  progress: (done: string) => void,
): Promise<string> {
  const writes = await placesFor(args);
  const named = args.settings === undefined ? undefined : await readSettings(args.settings);
  return withCsv(args.csv, async (table) => {
    const settings = settingsFor(args, named, isTaiwan(table));
    const prepared = await preparedFor(table, args.target, settings, progress);
    for (const note of prepared.notes) progress(note);
    const model = fittedTo(prepared, settings, progress);
    const card = cardFor(prepared, model, settings);
    const scored = scoreSample(card, prepared.sample);
    const training = evaluationOf(scored, prepared.protectedColumns, prepared.notes);
    if (writes.report !== undefined) {
      const { csv: path, target } = args;
      const source = { command: commandOf(args), file: basename(path), path, target };
      const found = { prepared, settings, model, scored, training };
      const report = rounded(await reportOf({ ...source, ...found }));
      await written(writes.report.json, `${JSON.stringify(report, null, 2)}\n`);
      await written(writes.report.html, reportPage(report));
      progress(`report written to ${writes.report.html}`);
    }
    // Last: whoever sees the card has its report.
    await written(args.out, `${JSON.stringify(card, null, 2)}\n`);
    return summary(args.out, card, model, training);
  });
}

/** Where the files go, found writable: nobody waits for a fit that cannot be kept. */
async function placesFor({ out, report: folder }: FitArguments) {
  await naming(out, checkWritable(out));
  if (folder === undefined) return {};
  await mkdir(folder, { recursive: true }).catch((error: Error) => {
    throw new Unreadable(`it cannot be made: ${error.message}`, folder);
  });
  const report = { json: join(folder, 'report.json'), html: join(folder, 'report.html') };
  for (const path of Object.values(report)) await naming(path, checkWritable(path));
  return { report };
}

function settingsFor(
  { target, version, createdOn, today }: FitArguments,
  named: CardSettings | undefined,
  ofTaiwan: boolean,
): CardSettings {
  const settings = named ?? (ofTaiwan ? taiwanSettings() : plainSettings(target, today));
  if (version !== undefined && !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(version)) {
    throw new Unreadable('must be a name of letters, digits, "_", "." and "-"', '--version');
  }
  return {
    ...settings,
    version: version ?? settings.version,
    createdOn: createdOn ?? settings.createdOn,
  };
}

function preparedFor(
  table: CsvTable,
  target: string,
  { characteristics, exclude, fit: rules }: CardSettings,
  progress: (done: string) => void,
): Promise<Prepared> {
  if (!isTaiwan(table)) return columnSample(table, target, rules, exclude);
  const possible = fittedCharacteristicIds();
  const unknown = characteristics?.find((id) => !possible.includes(id));
  if (unknown !== undefined) {
    throw new Unreadable(`"${unknown}" is no characteristic that statements tell`, 'settings');
  }
  return taiwanSample(table, target, characteristics ?? possible, progress);
}

function fittedTo(
  { sample }: Prepared,
  { fit: rules }: CardSettings,
  progress: (done: string) => void,
): FittedModel {
  try {
    return fitScorecard(sample, { ...rules, situational: situationalOf(sample, rules) }, progress);
  } catch (error) {
    // What the fit refuses, such as too few bads, it says with plain errors; others are defects.
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
    throw new Unreadable(`no card can be fitted: ${error.message}`);
  }
}

/** Those that the settings name and those that the catalogue knows. */
const situationalOf = ({ columns }: Prepared['sample'], { situational = [] }: FitSettings) =>
  columns
    .filter(({ characteristic: each }) => each.situational || situational.includes(each.id))
    .map(({ characteristic }) => characteristic.id);

function cardFor(
  { sample, lookup }: Prepared,
  model: FittedModel,
  { version, name, basis, createdOn, outcome, twelveMonths, price }: CardSettings,
): Scorecard {
  const bads = sample.target.reduce((sum, each) => sum + each, 0);
  const { portfolioPd } = twelveMonths;
  const oddsFactor = portfolioPd === undefined ? 1 : oddsFactorFor(bads / sample.size, portfolioPd);
  const bands = bandsOf(model, { oddsFactor }, price);
  const head = { version, name, basis, createdOn, outcome, bands };
  const card = cardOf(model, { ...head, twelveMonths: { oddsFactor, basis: twelveMonths.basis } });
  return checkedCard(card, lookup, 'the fitted card');
}

/** The command again, with the names of the files but not where they lie. */
const commandOf = ({ csv, target, out, report, settings, version, createdOn }: FitArguments) =>
  [
    `npm run scorecard -- fit ${basename(csv)} --target ${target} --out ${basename(out)}`,
    ...(report === undefined ? [] : [`--report ${basename(report)}`]),
    ...(settings === undefined ? [] : [`--settings ${basename(settings)}`]),
    ...(version === undefined ? [] : [`--version ${version}`]),
    ...(createdOn === undefined ? [] : [`--created-on ${createdOn}`]),
  ].join(' ');

const written = (path: string, text: string): Promise<void> => naming(path, writeWhole(path, text));

const naming = (path: string, work: Promise<void>): Promise<void> =>
  work.catch((error: Error) => {
    throw error instanceof Refused ? new Unreadable(error.message, path) : error;
  });

function summary(
  out: string,
  card: Scorecard,
  { crossValidation }: FittedModel,
  training: Evaluation,
): string {
  const { folds } = crossValidation;
  const mean = (of: 'auc' | 'ks') => folds.reduce((sum, each) => sum + each[of], 0) / folds.length;
  return [
    `${out}: scorecard ${card.version}, ${card.characteristics.length} characteristics`,
    `on the rows it was fitted to: AUC ${training.auc.toFixed(4)}, KS ${training.ks.toFixed(4)}`,
    `on rows that a fold had not seen: AUC ${mean('auc').toFixed(4)}, KS ${mean('ks').toFixed(4)}`,
    '',
  ].join('\n');
}
