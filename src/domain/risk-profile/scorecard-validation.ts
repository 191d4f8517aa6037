/**
 * Checks a scorecard document as a whole before it may score anybody, and says everything that is
 * wrong at once, each with its place. What passes here is a `Scorecard`, and every text of it can
 * be filled.
 */
import { isLocalDate } from '../time.js';
import { checkCoverage } from './attribute-ranges.js';
import { type Characteristic, characteristic } from './catalogue.js';
import {
  arrayAt,
  checkName,
  checkText,
  checkWhole,
  type DocumentIssue,
  isObject,
  type Json,
  onlyKeys,
  type Report,
  unique,
} from './document-checks.js';
import { FIGURES, STATEMENTS_FIGURE } from './explanation.js';
import { protectedAttribute } from './protected-attributes.js';
import type { Scorecard } from './scorecard.js';

const POINTS = [-1_000, 1_000] as const;
const SCORES = [-10_000, 10_000] as const;
const MONTHS = [1, 120] as const;
const CARD_KEYS =
  'schemaVersion version kind name createdOn basis outcome basePoints pdo baseScore baseOdds characteristics bands';

/** The card, or everything that is wrong with the document. Never throws. */
export function validateScorecard(
  document: unknown,
): { card: Scorecard } | { issues: DocumentIssue[] } {
  const issues: DocumentIssue[] = [];
  const report: Report = (path, message) => issues.push({ path, message });
  if (!isObject(document)) {
    report('', 'must be an object');
    return { issues };
  }
  checkHead(document, report);
  const characteristics = arrayAt(document, 'characteristics', '', report);
  const ranges = characteristics.map((each, at) =>
    checkCharacteristic(each, `characteristics[${at}]`, report),
  );
  unique(characteristics, 'id', 'characteristics', report);
  unique(characteristics, 'reasonCode', 'characteristics', report);
  const base = numberOf(document.basePoints);
  checkBands(
    arrayAt(document, 'bands', '', report),
    ranges.reduce((sum, [min]) => sum + min, base),
    ranges.reduce((sum, [, max]) => sum + max, base),
    report,
  );
  // Every field has been looked at above, so the shape is known to hold.
  return issues.length > 0 ? { issues } : { card: document as unknown as Scorecard };
}

function checkHead(card: Json, report: Report): void {
  onlyKeys(card, CARD_KEYS, '', report);
  if (card.schemaVersion !== 1) report('schemaVersion', 'must be 1');
  checkName(card, 'version', '', report);
  if (card.kind !== 'EXPERT' && card.kind !== 'FITTED') report('kind', 'must be EXPERT or FITTED');
  if (typeof card.createdOn !== 'string' || !isLocalDate(card.createdOn)) {
    report('createdOn', 'must be a day, YYYY-MM-DD');
  }
  checkText(card.name, 'name', [], report);
  checkText(card.basis, 'basis', [], report);
  for (const key of ['basePoints', 'baseScore']) checkWhole(card[key], key, SCORES, report);
  for (const key of ['pdo', 'baseOdds']) {
    const value = card[key];
    if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) {
      report(key, 'must be a number above zero');
    }
  }
  if (!isObject(card.outcome)) {
    report('outcome', 'must be an object');
    return;
  }
  onlyKeys(card.outcome, 'definition horizonMonths', 'outcome', report);
  checkText(card.outcome.definition, 'outcome.definition', [], report);
  checkWhole(card.outcome.horizonMonths, 'outcome.horizonMonths', MONTHS, report);
}

/** Returns the fewest and the most points that the characteristic can give. */
function checkCharacteristic(source: unknown, path: string, report: Report): [number, number] {
  if (!isObject(source)) {
    report(path, 'must be an object');
    return [0, 0];
  }
  onlyKeys(source, 'id reasonCode baselinePoints reason favour attributes', path, report);
  checkName(source, 'reasonCode', path, report);
  const entry = checkedEntry(source.id, `${path}.id`, report);
  const figures = entry ? [...FIGURES[entry.unit], STATEMENTS_FIGURE] : undefined;
  checkText(source.reason, `${path}.reason`, figures, report);
  checkText(source.favour, `${path}.favour`, figures, report);
  // What is no object stays in its place as an empty one, so that all its fields are missed there.
  const attributes = arrayAt(source, 'attributes', path, report).map((each) =>
    isObject(each) ? each : {},
  );
  if (attributes.length === 0) return [0, 0];
  attributes.forEach((each, at) => {
    checkAttribute(each, source.baselinePoints, figures, `${path}.attributes[${at}]`, report);
  });
  unique(attributes, 'id', `${path}.attributes`, report);
  checkCoverage(attributes, entry, `${path}.attributes`, report);
  const points = attributes.map((each) => numberOf(each.points));
  const [min, max] = [Math.min(...points), Math.max(...points)];
  const baseline = source.baselinePoints;
  checkWhole(baseline, `${path}.baselinePoints`, POINTS, report);
  if (numberOf(baseline) < min || numberOf(baseline) > max) {
    report(`${path}.baselinePoints`, `must lie within the attributes' points, ${min} to ${max}`);
  }
  return [min, max];
}

function checkedEntry(id: unknown, path: string, report: Report): Characteristic | undefined {
  if (typeof id !== 'string') {
    report(path, 'must be a text');
    return undefined;
  }
  const attribute = protectedAttribute(id);
  const entry = characteristic(id);
  if (attribute) report(path, `names the protected attribute "${attribute}", never an input`);
  else if (!entry) report(path, `"${id}" is not in the catalogue of characteristics`);
  return attribute ? undefined : entry;
}

function checkAttribute(
  attribute: Json,
  baseline: unknown,
  figures: readonly string[] | undefined,
  path: string,
  report: Report,
): void {
  onlyKeys(attribute, 'id label points range missing reason favour', path, report);
  checkName(attribute, 'id', path, report);
  checkText(attribute.label, `${path}.label`, [], report);
  checkWhole(attribute.points, `${path}.points`, POINTS, report);
  const missing = attribute.missing === true;
  // Without a value there is no figure to name, so the characteristic's own text cannot serve.
  const own = missing ? [] : figures;
  const distance = numberOf(attribute.points) - numberOf(baseline);
  for (const [kind, needed] of [
    ['reason', distance < 0],
    ['favour', distance > 0],
  ] as const) {
    if (attribute[kind] !== undefined || (missing && needed)) {
      checkText(attribute[kind], `${path}.${kind}`, own, report);
    }
  }
}

function checkBands(
  bands: readonly unknown[],
  lowest: number,
  highest: number,
  report: Report,
): void {
  let above = Number.POSITIVE_INFINITY;
  for (const [at, band] of bands.entries()) {
    const path = `bands[${at}]`;
    if (!isObject(band)) {
      report(path, 'must be an object');
      continue;
    }
    onlyKeys(band, 'band minScore label', path, report);
    checkName(band, 'band', path, report);
    checkText(band.label, `${path}.label`, [], report);
    const last = at === bands.length - 1;
    if (last && band.minScore !== undefined) {
      report(`${path}.minScore`, 'must be absent: the last band takes all the rest');
    }
    if (last) {
      if (above <= lowest) report(path, 'no score can ever fall into it');
      break;
    }
    const { minScore } = band;
    if (!checkWhole(minScore, `${path}.minScore`, SCORES, report)) continue;
    if (minScore >= above) report(`${path}.minScore`, 'must be below the band before it');
    if (minScore > highest || above <= lowest) report(path, 'no score can ever fall into it');
    above = minScore;
  }
  unique(bands, 'band', 'bands', report);
}

/** Not `Number()`: that calls whatever `toString` a document's object brings along. */
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
