/**
 * The settings of a fit: the words and assumptions of a card's head, which no data can tell, and
 * how its mathematics goes. They are a file, so that a card can be made again byte for byte.
 */
import { z } from 'zod';
import type { FitSettings } from '../../domain/scorecard-fitting/model.js';
import { isLocalDate, type LocalDate } from '../../domain/time.js';
import { Refused, smallFile } from '../import/readable-file.js';
import taiwan1 from '../scorecards/taiwan-1.settings.json' with { type: 'json' };
import { Unreadable } from './csv-table.js';

const text = z.strictObject({ en: z.string().trim().min(1), zh: z.string().trim().min(1) });
const share = z.number().gt(0).lt(1);
const ppm = z.int().min(0).max(10_000_000);
const date = z.string().refine(isLocalDate, 'must be a day, YYYY-MM-DD');
const version = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'must be a plain name');

const fit = z.strictObject({
  maxCharacteristics: z.int().min(1).max(20),
  maxAttributes: z.int().min(3).max(8),
  minShare: z.number().gt(0).max(0.5),
  preBins: z.int().min(2).max(1_000),
  ridge: z.number().min(0).max(1_000),
  pdo: z.int().min(1).max(1_000),
  baseScore: z.int().min(-10_000).max(10_000),
  folds: z.int().min(2).max(20),
  repeats: z.int().min(1).max(20),
  seed: z.int().min(0).max(0xffff_ffff),
  approvalShare: share,
  smoothing: z.number().min(0).max(1_000).optional(),
  minSplitStatistic: z.number().min(0).max(1_000).optional(),
  minSpecialRows: z.int().min(1).optional(),
  specialShare: share.optional(),
  specials: z.record(z.string(), z.array(z.number())).optional(),
  situational: z.array(z.string()).optional(),
  minInformationValue: z.number().min(0).optional(),
  minStatistic: z.number().min(0).optional(),
  innerFolds: z.int().min(0).max(20).optional(),
}) satisfies z.ZodType<FitSettings>;

const settings = z.strictObject({
  version,
  /** Written into the card, which holds no other time. */
  createdOn: date,
  name: text,
  basis: text,
  outcome: z.strictObject({ definition: text, horizonMonths: z.int().min(1).max(120) }),
  twelveMonths: z.strictObject({
    /** Mean PD of twelve months in the portfolio that the card is for; the sample's when absent. */
    portfolioPd: share.optional(),
    basis: text,
  }),
  /** Yearly, in millionths; what a band's rate is made from besides its loss. */
  price: z.strictObject({
    fundingPpm: ppm,
    operatingPpm: ppm,
    marginPpm: ppm,
    lossGivenDefaultPpm: ppm.max(1_000_000),
  }),
  fit,
  /** Characteristics of the catalogue that may be chosen; all that statements tell when absent. */
  characteristics: z.array(z.string()).min(1).optional(),
  /** Columns of a file of one's own that are no inputs. */
  exclude: z.array(z.string()).optional(),
});

export type CardSettings = z.infer<typeof settings>;

/** Those that the shipped card was fitted with. */
export const taiwanSettings = (): CardSettings => checked(taiwan1, 'the shipped settings');

/** For a file about which nothing was said but its target: the texts say just that. */
export const plainSettings = (target: string, today: LocalDate): CardSettings => ({
  ...taiwanSettings(),
  version: 'unnamed-1',
  createdOn: today,
  name: { en: 'Card fitted to a file', zh: '由数据文件拟合的评分卡' },
  basis: {
    en: 'Fitted to a file of which nothing is known here but its columns.',
    zh: '由数据文件拟合；除各列之外，此处没有关于该文件的其他信息。',
  },
  outcome: {
    definition: { en: `The column "${plain(target)}" is 1`, zh: `“${plain(target)}”列为1` },
    horizonMonths: 12,
  },
  twelveMonths: {
    basis: {
      en: 'An assumption: nothing was said of the horizon, so the outcome counts as that of a year.',
      zh: '此为假设：未说明期限，故将该结果视为一年内的结果。',
    },
  },
  characteristics: undefined,
  // For files of about a thousand rows: larger bins, a stronger penalty, more characteristics.
  fit: {
    ...taiwanSettings().fit,
    minShare: 0.05,
    preBins: 20,
    smoothing: 10,
    ridge: 0.01,
    minSplitStatistic: 3,
    minStatistic: 1,
    innerFolds: 0,
    specials: undefined,
  },
});

/** Braces would be placeholders in a card's texts. */
const plain = (name: string): string => name.replace(/[{}]/g, '_');

/** @throws Unreadable with the place of the first thing that is wrong. */
export async function readSettings(path: string): Promise<CardSettings> {
  return checked(await readJson(path), path);
}

const MAX_BYTES = 4 * 1024 * 1024;

/** A file of a few megabytes at most. @throws Unreadable when it is none. */
export const readSmall = (path: string): Promise<Buffer> =>
  smallFile(path, MAX_BYTES).catch((error: Error) => {
    throw error instanceof Refused ? new Unreadable(error.message, path) : error;
  });

/** A JSON file of a few megabytes at most. @throws Unreadable when it is none. */
export async function readJson(path: string): Promise<unknown> {
  const text = (await readSmall(path)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Unreadable(`it is no JSON: ${(error as Error).message}`, path);
  }
}

function checked(document: unknown, name: string): CardSettings {
  const read = settings.safeParse(document);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new Unreadable(`${first?.path.join('.') || 'the document'}: ${first?.message}`, name);
}
