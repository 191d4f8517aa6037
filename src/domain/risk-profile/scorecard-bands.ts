/** How a card's scores share out into a cutoff and price bands: each must be reachable. */
import {
  checkName,
  checkText,
  checkWhole,
  isObject,
  type Json,
  onlyKeys,
  type Report,
  unique,
} from './document-checks.js';

/** Scores that a document may name. */
export const SCORES = [-10_000, 10_000] as const;
/** Yearly rates in millionths: up to as much again as the credit. */
const RATES = [0, 1_000_000] as const;

/** A cutoff that everybody or nobody is below decides nothing; `scores` are lowest and highest. */
export function checkCutoff(
  cutoff: unknown,
  [lowest, highest]: readonly [number, number],
  report: Report,
): void {
  if (!checkWhole(cutoff, 'cutoffScore', SCORES, report)) return;
  if (cutoff > highest) report('cutoffScore', 'no score can ever reach it');
  if (cutoff <= lowest) report('cutoffScore', 'no score can ever be below it');
}

/**
 * Bands run from the best to the worst. Prices rise that way; a fitted card has one for every band
 * in which new credit is given, and no card has one for a band that lies wholly below its cutoff.
 */
export function checkBands(
  bands: readonly unknown[],
  scores: readonly [number, number],
  { priced, cutoff }: { readonly priced: boolean; readonly cutoff: unknown },
  report: Report,
): void {
  checkMinimums(bands, scores, report);
  unique(bands, 'band', 'bands', report);
  const all = bands.map((each) => (isObject(each) ? each : {}));
  if (!priced && all.every(({ annualRatePpm }) => annualRatePpm === undefined)) return;
  let before = RATES[0] as number;
  for (const [at, { annualRatePpm: rate }] of all.entries()) {
    const path = `bands[${at}].annualRatePpm`;
    const above = all[at - 1]?.minScore;
    if (typeof cutoff === 'number' && typeof above === 'number' && above <= cutoff) {
      if (rate !== undefined) report(path, 'must be absent: the band lies below the cutoff');
      continue;
    }
    if (!checkWhole(rate, path, RATES, report)) continue;
    if (rate < before) report(path, 'must not be below the rate of the better band before it');
    before = rate;
  }
}

function checkMinimums(
  bands: readonly unknown[],
  [lowest, highest]: readonly [number, number],
  report: Report,
): void {
  let above = Number.POSITIVE_INFINITY;
  for (const [at, band] of bands.entries()) {
    const path = `bands[${at}]`;
    if (!isObject(band)) {
      report(path, 'must be an object');
      continue;
    }
    checkWords(band, path, report);
    const { minScore } = band;
    if (at === bands.length - 1) {
      if (minScore !== undefined) {
        report(`${path}.minScore`, 'must be absent: the last band takes all the rest');
      }
      if (above <= lowest) report(path, 'no score can ever fall into it');
      break;
    }
    if (!checkWhole(minScore, `${path}.minScore`, SCORES, report)) continue;
    if (minScore >= above) report(`${path}.minScore`, 'must be below the band before it');
    if (minScore > highest || above <= lowest) report(path, 'no score can ever fall into it');
    above = minScore;
  }
}

function checkWords(band: Json, path: string, report: Report): void {
  onlyKeys(band, 'band minScore label annualRatePpm', path, report);
  checkName(band, 'band', path, report);
  checkText(band.label, `${path}.label`, [], report);
}
