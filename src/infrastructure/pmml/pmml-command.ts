/**
 * `npm run scorecard -- import-pmml <file.pmml> --out card.json [--head head.json]` and
 * `… export-pmml <card.json|shipped> --out file.pmml`. Nothing is written unless the whole card is
 * good. `--head` gives what PMML does not say (version, scale, bands, …), as fields of the card's
 * document.
 */
import { parseArgs } from 'node:util';
import {
  type DocumentIssue,
  isObject,
  type Json,
} from '../../domain/risk-profile/document-checks.js';
import type { Scorecard } from '../../domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../domain/risk-profile/scorecard-validation.js';
import type { Output } from '../import/progress.js';
import { smallFile, Refused as Unusable } from '../import/readable-file.js';
import { checkWritable, writeWhole } from '../import/written-file.js';
import { shippedScorecard } from '../scorecards/shipped.js';
import { fromPmml } from './from-pmml.js';
import { PmmlRefused } from './pmml-refused.js';
import { readPmml } from './read-pmml.js';
import { toPmml } from './to-pmml.js';
import { MAX_XML_BYTES } from './xml-markup.js';

export interface PmmlIo {
  readonly stdout: Output;
  /** Everything that is wrong, one line each. */
  readonly stderr: Output;
}

const USAGE = [
  'npm run scorecard -- import-pmml <file.pmml> --out <card.json> [--head <head.json>]',
  'npm run scorecard -- export-pmml <card.json|shipped> --out <file.pmml>',
].join('\n       ');
const SHIPPED = 'shipped';

/** The command cannot be carried out; each message is one line for the person at the terminal. */
class Refused extends Error {
  readonly lines: readonly string[];
  /** The file that it is about; the command's source when absent. */
  readonly path: string | undefined;

  constructor(lines: readonly string[], path?: string) {
    super(lines[0]);
    this.lines = lines;
    this.path = path;
  }
}

/**
 * Runs the command with the words after `scorecard`. Returns the process's exit code: 0 when the
 * file was written; 1 when the source was refused; 2 for wrong arguments.
 */
export async function runPmml(argv: readonly string[], io: PmmlIo): Promise<number> {
  let args: Arguments;
  try {
    args = parsed(argv);
  } catch (error) {
    io.stderr.write(`${(error as Error).message.split('\n')[0]}\nUsage: ${USAGE}\n`);
    return 2;
  }
  try {
    await about(args.out, checkWritable(args.out));
    const { text, said } =
      args.verb === 'import-pmml' ? await imported(args) : await exported(args);
    await about(args.out, writeWhole(args.out, text));
    io.stdout.write(`${said}, written to ${args.out}\n`);
    return 0;
  } catch (error) {
    const told = error instanceof PmmlRefused ? new Refused([error.message]) : error;
    if (!(told instanceof Refused)) throw error;
    for (const line of told.lines) io.stderr.write(`${told.path ?? args.source}: ${line}\n`);
    return 1;
  }
}

interface Arguments {
  readonly verb: 'import-pmml' | 'export-pmml';
  readonly source: string;
  readonly out: string;
  readonly head?: string;
}

function parsed(argv: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { out: { type: 'string' }, head: { type: 'string' } },
    allowPositionals: true,
  });
  const [verb, source, ...more] = positionals;
  if (verb !== 'import-pmml' && verb !== 'export-pmml') {
    throw new Error('The command must be import-pmml or export-pmml.');
  }
  if (!source || more.length > 0) throw new Error('Name one source.');
  if (!values.out) throw new Error('Name the file to write with --out.');
  if (values.head && verb === 'export-pmml') throw new Error('--head is for import-pmml only.');
  return { verb, source, out: values.out, head: values.head };
}

interface Made {
  readonly text: string;
  /** What was made, for the person at the terminal. */
  readonly said: string;
}

async function imported({ source, head }: Arguments): Promise<Made> {
  const pmml = readPmml(await bytesOf(source));
  const result = fromPmml(pmml, head === undefined ? {} : { head: await jsonOf(head) });
  if ('issues' in result) throw new Refused(result.issues.map(lineOf));
  const { card } = result;
  return {
    text: `${JSON.stringify(card, null, 2)}\n`,
    said: `${card.version}: ${card.characteristics.length} characteristics`,
  };
}

async function exported({ source }: Arguments): Promise<Made> {
  const card = source === SHIPPED ? shippedScorecard() : await cardOf(source);
  return { text: toPmml(card), said: `${card.version} as PMML 4.4` };
}

async function cardOf(path: string): Promise<Scorecard> {
  const result = validateScorecard(await jsonOf(path));
  if ('card' in result) return result.card;
  throw new Refused(result.issues.map(lineOf));
}

const lineOf = ({ path, message }: DocumentIssue): string =>
  path === '' ? message : `${path}: ${message}`;

async function jsonOf(path: string): Promise<Json> {
  const text = (await bytesOf(path)).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refused(['it is not JSON'], path);
  }
  if (isObject(value)) return value;
  throw new Refused(['it is not a JSON object'], path);
}

const bytesOf = (path: string): Promise<Buffer> => about(path, smallFile(path, MAX_XML_BYTES));

/** The work on a file, with the file's name in what is refused. */
async function about<T>(path: string, work: Promise<T>): Promise<T> {
  return work.catch((error: Error) => {
    throw error instanceof Unusable ? new Refused([error.message], path) : error;
  });
}
