/**
 * `npm run scorecard -- fit | evaluate | recourse-check | import-pmml | export-pmml`: fits a card to
 * a file, measures a card or counts recourse on a file, and exchanges cards with other tools. The
 * answer goes to standard output; progress, notes and errors to standard error.
 */
import { parseArgs } from 'node:util';
import { characteristic } from '../../domain/risk-profile/catalogue.js';
import { isLocalDate, type LocalDate } from '../../domain/time.js';
import type { Output } from '../import/progress.js';
import { runPmml } from '../pmml/pmml-command.js';
import { shippedRules, shippedScorecard } from '../scorecards/shipped.js';
import { readJson } from './card-settings.js';
import { Unreadable } from './csv-table.js';
import { checkedCard, evaluateFile } from './evaluate.js';
import { rounded } from './evaluation.js';
import { evaluationText } from './evaluation-text.js';
import { fitFile } from './fit.js';
import { recourseCheck } from './recourse-check.js';

export interface ScorecardDeps {
  readonly stdout: Output;
  /** Progress, notes and errors. */
  readonly stderr: Output;
  /** The day that a card is dated with where neither settings nor arguments name one. */
  readonly today: LocalDate;
}

const USAGE = `npm run scorecard -- fit <csv> --target <column> --out card.json
           [--report folder] [--settings settings.json] [--version name] [--created-on YYYY-MM-DD]
       npm run --silent scorecard -- evaluate <csv> --target <column> [--card card.json|card.pmml] [--json]
       npm run --silent scorecard -- recourse-check <csv> [--card card.json]
       npm run scorecard -- import-pmml <file.pmml> --out card.json
       npm run scorecard -- export-pmml <card.json|shipped> --out file.pmml`;

/** Wrong arguments; the message is one line for the person at the terminal. */
class Misused extends Error {}

/**
 * Runs the command with the words after `scorecard`. Returns the process's exit code: 0 when it was
 * done; 1 when a file or a card cannot be used, with nothing on standard output; 2 for wrong
 * arguments.
 */
export async function runScorecardCommand(
  argv: readonly string[],
  deps: ScorecardDeps,
): Promise<number> {
  const [command, ...rest] = argv;
  if (command === 'import-pmml' || command === 'export-pmml') return runPmml(argv, deps);
  try {
    if (command === 'fit') return await runFit(rest, deps);
    if (command === 'evaluate') return await runEvaluate(rest, deps);
    if (command === 'recourse-check') return await runRecourseCheck(rest, deps);
    throw new Misused(command === undefined ? 'Name a command.' : `There is no "${command}".`);
  } catch (error) {
    // An unknown option is a TypeError of the parser's own.
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (error instanceof Misused || code.startsWith('ERR_PARSE_ARGS')) {
      deps.stderr.write(`${(error as Error).message.split('\n')[0]}\nUsage: ${USAGE}\n`);
      return 2;
    }
    if (!(error instanceof Unreadable)) throw error;
    const about = error.path === undefined ? '' : `${error.path}: `;
    deps.stderr.write(`${about}${error.message}\n`);
    return 1;
  }
}

const TEXT = { type: 'string' } as const;

async function runFit(argv: readonly string[], { stdout, stderr, today }: ScorecardDeps) {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      target: TEXT,
      out: TEXT,
      report: TEXT,
      settings: TEXT,
      version: TEXT,
      'created-on': TEXT,
    },
    allowPositionals: true,
  });
  const { out, report, settings, version, 'created-on': createdOn } = values;
  if (out === undefined) throw new Misused('Say where the card goes: --out card.json.');
  if (createdOn !== undefined && !isLocalDate(createdOn)) {
    throw new Misused('--created-on must be a day, YYYY-MM-DD.');
  }
  const made = await fitFile(
    { ...fileOf(positionals, values.target), out, report, settings, version, createdOn, today },
    (done) => stderr.write(`${done}\n`),
  );
  stdout.write(made);
  return 0;
}

async function runEvaluate(argv: readonly string[], { stdout, stderr }: ScorecardDeps) {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { target: TEXT, card: TEXT, json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const { card, json = false } = values;
  const progress = (done: string) => stderr.write(`${done}\n`);
  const found = rounded(
    await evaluateFile({ ...fileOf(positionals, values.target), card }, progress),
  );
  stdout.write(json ? `${JSON.stringify(found)}\n` : evaluationText(found));
  return 0;
}

/** Recourse for every customer of a file; 1 when a plan turned out not to work. */
async function runRecourseCheck(argv: readonly string[], { stdout, stderr }: ScorecardDeps) {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { card: TEXT },
    allowPositionals: true,
  });
  const [csv, ...more] = positionals;
  if (csv === undefined || more.length > 0) throw new Misused('Name one CSV file.');
  const { card: path } = values;
  const card =
    path === undefined
      ? shippedScorecard()
      : checkedCard(await readJson(path), characteristic, path);
  const progress = (done: string) => stderr.write(`${done}\n`);
  const counted = await recourseCheck(csv, { card, rules: shippedRules() }, progress);
  stdout.write(`${JSON.stringify(counted)}\n`);
  return counted.allValid ? 0 : 1;
}

function fileOf(positionals: readonly string[], target: string | undefined) {
  const [csv, ...more] = positionals;
  if (csv === undefined || more.length > 0) throw new Misused('Name one CSV file.');
  if (target === undefined) throw new Misused('Name the column of outcomes: --target <column>.');
  return { csv, target };
}
