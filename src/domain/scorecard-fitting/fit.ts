/**
 * Fits a scorecard: bins, choice, weights, whole points, cutoff, and how such cards do on rows that
 * they were not fitted to. The same sample and settings give the same model.
 */
import { measuresOf } from '../model-validation/discrimination.js';
import { probabilityOfDefault } from '../risk-profile/scorecard.js';
import type { Binned } from './binning.js';
import { fitRows, goodsOf, type RowsFit } from './fit-rows.js';
import { type Fold, foldsOf } from './folds.js';
import type { FitSettings, FittedCharacteristic, FittedModel, FoldMeasure } from './model.js';
import {
  baselinesOf,
  calibration,
  cutoffOf,
  type PointsFit,
  partsOf,
  pointsOf,
  scoresOf,
} from './points.js';
import { type PreparedColumn, prepareSample } from './prepare.js';
import type { Sample } from './sample.js';

const MOST_CHARACTERISTICS = 20;
const MOST_ATTRIBUTES = 8;

/**
 * `progress` hears in a few words what is done. Throws for settings out of bounds, a sample without
 * goods or bads, values that are not finite or off their grid, and when nothing tells goods from bads.
 */
export function fitScorecard(
  sample: Sample,
  settings: FitSettings,
  progress: (done: string) => void = () => {},
): FittedModel {
  checkSettings(settings);
  const prepared = prepareSample(sample);
  progress(`${sample.size} rows and ${prepared.length} candidates prepared`);
  const rows = Int32Array.from(sample.target, (_, at) => at);
  const folds = crossValidate(prepared, sample.target, rows, settings, progress);
  const fit = fitRows(prepared, sample.target, rows, settings);
  const whole = inPoints(prepared, sample.target, rows, fit, settings);
  const { points, parts, scores } = whole;
  if (points.places.length === 0) throw new Error('no characteristic tells goods from bads');
  progress(`${points.places.length} characteristics chosen`);
  const cutoffScore = cutoffOf(scores, settings.approvalShare);
  const baselines = baselinesOf(scores, parts, cutoffScore, settings.pdo);
  return {
    basePoints: points.basePoints,
    pdo: settings.pdo,
    baseScore: settings.baseScore,
    baseOdds: whole.baseOdds,
    calibrationSlope: whole.slope,
    cutoffScore,
    characteristics: points.places.map((place, at) => {
      const column = prepared[place] as PreparedColumn;
      const fitted = characteristicOf(column, fit, place, points.points[at]);
      const situational = settings.situational?.includes(column.characteristic.id) ?? false;
      // Who is in another situation must neither lose nor win by it.
      const elsewhere = fitted.attributes.find((each) => situational && 'missing' in each);
      const baselinePoints = elsewhere?.points ?? (baselines[at] as number);
      return { situational, ...fitted, baselinePoints };
    }),
    candidates: candidatesOf(prepared, fit, points),
    crossValidation: { folds, repeats: settings.repeats },
  };
}

function checkSettings(settings: FitSettings): void {
  const whole = (key: keyof FitSettings, least: number, most: number): void => {
    const value = settings[key];
    if (!Number.isInteger(value) || Number(value) < least || Number(value) > most) {
      throw new Error(`${key} must be a whole number from ${least} to ${most}`);
    }
  };
  const within = (key: keyof FitSettings, least: number, most: number): void => {
    const value = settings[key];
    if (typeof value !== 'number' || !(value >= least && value <= most)) {
      throw new Error(`${key} must be a number from ${least} to ${most}`);
    }
  };
  whole('maxCharacteristics', 1, MOST_CHARACTERISTICS);
  whole('maxAttributes', 3, MOST_ATTRIBUTES);
  whole('preBins', 2, 1_000);
  whole('folds', 2, 50);
  whole('repeats', 0, 100);
  whole('seed', 0, 0xffffffff);
  whole('baseScore', -5_000, 5_000);
  within('minShare', 0, 0.5);
  within('ridge', 0, 1_000);
  within('pdo', 1, 1_000);
  within('approvalShare', 0, 1);
  if (settings.smoothing !== undefined) within('smoothing', 1e-6, 1e6);
  if (settings.minSplitStatistic !== undefined) within('minSplitStatistic', 0, 1e6);
  if (settings.minSpecialRows !== undefined) whole('minSpecialRows', 1, 1e9);
  if (settings.specialShare !== undefined) within('specialShare', 0, 1);
  if (settings.minInformationValue !== undefined) within('minInformationValue', 0, 100);
  if (settings.minStatistic !== undefined) within('minStatistic', 0, 1e6);
  if (settings.innerFolds !== undefined) whole('innerFolds', 0, 50);
}

/** Each fold's card, in its whole points, on the rows that it had not seen. */
function crossValidate(
  prepared: readonly PreparedColumn[],
  target: Uint8Array,
  rows: Int32Array,
  settings: FitSettings,
  progress: (done: string) => void,
): FoldMeasure[] {
  const measures: FoldMeasure[] = [];
  for (let repeat = 0; repeat < settings.repeats; repeat += 1) {
    // Far apart, because the folds within a fold are drawn from the plain seed.
    const seed = (settings.seed + (repeat + 1) * 0x10001) >>> 0;
    for (const [at, fold] of foldsOf(target, rows, settings.folds, seed).entries()) {
      measures.push(measureFold(prepared, target, fold, settings));
      progress(`fold ${at + 1} of ${settings.folds}, repeat ${repeat + 1} of ${settings.repeats}`);
    }
  }
  return measures;
}

function measureFold(
  prepared: readonly PreparedColumn[],
  target: Uint8Array,
  { training, heldOut }: Fold,
  settings: FitSettings,
): FoldMeasure {
  const fit = fitRows(prepared, target, training, settings);
  const { points, baseOdds } = inPoints(prepared, target, training, fit, settings);
  const parts = partsOf(prepared, fit, points, heldOut);
  const scores = scoresOf(points.basePoints, parts, heldOut.length);
  const bad = Uint8Array.from(heldOut, (row) => target[row] as number);
  const scale = { baseOdds, baseScore: settings.baseScore, pdo: settings.pdo };
  const pd = Float64Array.from(scores, (score) => probabilityOfDefault(scale, score));
  const { auc, ks, logLoss } = measuresOf(scores, pd, bad);
  return { auc, ks, logLoss };
}

function inPoints(
  prepared: readonly PreparedColumn[],
  target: Uint8Array,
  rows: Int32Array,
  fit: RowsFit,
  settings: FitSettings,
) {
  const good = goodsOf(target, rows);
  const goods = good.reduce((sum, each) => sum + each, 0);
  const points = pointsOf(fit, goods / (rows.length - goods), settings);
  const parts = partsOf(prepared, fit, points, rows);
  const scores = scoresOf(points.basePoints, parts, rows.length);
  return { points, parts, scores, ...calibration(scores, good, settings) };
}

function characteristicOf(
  { characteristic }: PreparedColumn,
  { binned, choice }: RowsFit,
  place: number,
  points: Int32Array | undefined,
): Omit<FittedCharacteristic, 'baselinePoints' | 'situational'> {
  const { bins, informationValue } = binned[place] as Binned;
  return {
    characteristic,
    informationValue,
    coefficient: choice.fit.coefficients[choice.chosen.indexOf(place)] as number,
    attributes: bins.map((bin, at) => ({ ...bin, points: points?.[at] as number })),
  };
}

/** The chosen in the card's order, then the rest, the most informative first. */
function candidatesOf(
  prepared: readonly PreparedColumn[],
  { binned }: RowsFit,
  { places }: PointsFit,
): FittedModel['candidates'] {
  const value = (at: number): number => (binned[at] as Binned).informationValue;
  const others = [...prepared.keys()]
    .filter((at) => !places.includes(at))
    .sort((a, b) => value(b) - value(a) || a - b);
  return [...places, ...others].map((at) => ({
    characteristicId: (prepared[at] as PreparedColumn).characteristic.id,
    informationValue: value(at),
    chosen: places.includes(at),
  }));
}
