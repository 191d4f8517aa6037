/**
 * Checks a scorecard document as a whole before it may score anybody, and says everything that is
 * wrong at once, each with its place. What passes here is a `Scorecard`, and every text of it can
 * be filled.
 */
import { checkCoverage } from './attribute-ranges.js';
import { characteristic } from './catalogue.js';
import { type CharacteristicLookup, checkedEntry, figuresFor } from './characteristic-reference.js';
import {
  arrayAt,
  checkHead,
  checkName,
  checkPositive,
  checkText,
  checkWhole,
  type DocumentIssue,
  isObject,
  issueList,
  type Json,
  numberOf,
  onlyKeys,
  type Report,
  unique,
} from './document-checks.js';
import { BASELINE_METHODS, type Scorecard } from './scorecard.js';
import { checkBands, checkCutoff, SCORES } from './scorecard-bands.js';

const POINTS = [-1_000, 1_000] as const;
const MONTHS = [1, 120] as const;
const MAX_PDO = 10_000;
const MAX_ODDS = 1_000_000_000;
/** What a fitted card may have, so that a person can still read it. */
const FITTED_CHARACTERISTICS = [1, 20] as const;
const FITTED_ATTRIBUTES = [1, 8] as const;
/** What any card may have, so that checking it costs little. */
const ANY_LIST = [1, 100] as const;
const CARD_KEYS =
  'outcome basePoints pdo baseScore baseOdds cutoffScore baselineMethod twelveMonths ' +
  'characteristics bands';

/** What the checks of a card's parts have in common. */
interface Checking {
  readonly fitted: boolean;
  readonly baselineMethod: unknown;
  readonly lookup: CharacteristicLookup;
  readonly report: Report;
}

/**
 * The card, or everything that is wrong with the document. `lookup` says what the characteristics'
 * ids mean: the product's catalogue, or the columns of another data set. Never throws.
 */
export function validateScorecard(
  document: unknown,
  lookup: CharacteristicLookup = characteristic,
): { card: Scorecard } | { issues: DocumentIssue[] } {
  const { issues, report } = issueList();
  if (!isObject(document)) {
    report('', 'must be an object');
    return { issues };
  }
  const { kind, baselineMethod } = document;
  const fitted = kind === 'FITTED';
  checkScale(document, report);
  checkFit(document, fitted, report);
  const bounds = fitted ? FITTED_CHARACTERISTICS : ANY_LIST;
  const characteristics = arrayAt(document, 'characteristics', '', bounds, report);
  const checking: Checking = { fitted, baselineMethod, lookup, report };
  const points = characteristics.map((each, at) =>
    checkCharacteristic(each, `characteristics[${at}]`, checking),
  );
  unique(characteristics, 'id', 'characteristics', report);
  unique(characteristics, 'reasonCode', 'characteristics', report);
  const base = numberOf(document.basePoints);
  const scores = [
    points.reduce((sum, [min]) => sum + min, base),
    points.reduce((sum, [, max]) => sum + max, base),
  ] as const;
  if (document.cutoffScore !== undefined) checkCutoff(document.cutoffScore, scores, report);
  const priced = { priced: fitted, cutoff: document.cutoffScore };
  checkBands(arrayAt(document, 'bands', '', ANY_LIST, report), scores, priced, report);
  // Every field has been looked at above, so the shape is known to hold.
  return issues.length > 0 ? { issues } : { card: document as unknown as Scorecard };
}

function checkScale(card: Json, report: Report): void {
  checkHead(card, CARD_KEYS, report, { canBeFitted: true });
  for (const key of ['basePoints', 'baseScore']) checkWhole(card[key], key, SCORES, report);
  checkPositive(card.pdo, 'pdo', MAX_PDO, report);
  checkPositive(card.baseOdds, 'baseOdds', MAX_ODDS, report);
  if (!isObject(card.outcome)) {
    report('outcome', 'must be an object');
    return;
  }
  onlyKeys(card.outcome, 'definition horizonMonths', 'outcome', report);
  checkText(card.outcome.definition, 'outcome.definition', [], report);
  checkWhole(card.outcome.horizonMonths, 'outcome.horizonMonths', MONTHS, report);
}

/** What a fitted card must say of itself, and an expert one may. */
function checkFit(card: Json, fitted: boolean, report: Report): void {
  const { baselineMethod, twelveMonths } = card;
  const needed = (path: string) => report(path, 'must be there: the card is fitted');
  if (fitted && card.cutoffScore === undefined) needed('cutoffScore');
  if (baselineMethod === undefined) {
    if (fitted) needed('baselineMethod');
  } else if (!BASELINE_METHODS.some((each) => each === baselineMethod)) {
    report('baselineMethod', `must be one of ${BASELINE_METHODS.join(', ')}`);
  }
  if (twelveMonths === undefined) {
    if (fitted) needed('twelveMonths');
    return;
  }
  if (!isObject(twelveMonths)) {
    report('twelveMonths', 'must be an object');
    return;
  }
  onlyKeys(twelveMonths, 'oddsFactor basis', 'twelveMonths', report);
  checkPositive(twelveMonths.oddsFactor, 'twelveMonths.oddsFactor', MAX_ODDS, report);
  checkText(twelveMonths.basis, 'twelveMonths.basis', [], report);
}

/** Returns the fewest and the most points that the characteristic can give. */
function checkCharacteristic(
  source: unknown,
  path: string,
  { fitted, baselineMethod, lookup, report }: Checking,
): readonly [number, number] {
  if (!isObject(source)) {
    report(path, 'must be an object');
    return [0, 0];
  }
  onlyKeys(source, 'id reasonCode baselinePoints reason favour attributes', path, report);
  checkName(source, 'reasonCode', path, report);
  const entry = checkedEntry(source.id, `${path}.id`, lookup, report);
  const figures = entry && figuresFor(entry, lookup);
  checkText(source.reason, `${path}.reason`, figures, report);
  checkText(source.favour, `${path}.favour`, figures, report);
  const bounds = fitted ? FITTED_ATTRIBUTES : ANY_LIST;
  // What is no object stays in its place as an empty one, so that all its fields are missed there.
  const attributes = arrayAt(source, 'attributes', path, bounds, report).map((each) =>
    isObject(each) ? each : {},
  );
  if (attributes.length === 0) return [0, 0];
  attributes.forEach((each, at) => {
    checkAttribute(each, source.baselinePoints, figures, `${path}.attributes[${at}]`, report);
  });
  unique(attributes, 'id', `${path}.attributes`, report);
  checkCoverage(attributes, entry, `${path}.attributes`, report);
  const points = attributes.map((each) => numberOf(each.points));
  const extremes = [Math.min(...points), Math.max(...points)] as const;
  const baseline = `${path}.baselinePoints`;
  checkBaseline(source.baselinePoints, extremes, baselineMethod, baseline, report);
  const elsewhere = points[attributes.findIndex((each) => each.missing === true)];
  if (entry?.situational && source.baselinePoints !== elsewhere) {
    report(baseline, `must be ${elsewhere}: where it does not apply it counts neither way`);
  }
  return extremes;
}

function checkBaseline(
  baseline: unknown,
  [min, max]: readonly [number, number],
  method: unknown,
  path: string,
  report: Report,
): void {
  if (!checkWhole(baseline, path, POINTS, report)) return;
  if (baseline < min || baseline > max) {
    report(path, `must lie within the attributes' points, ${min} to ${max}`);
  } else if (method === 'MAX' && baseline < max) {
    report(path, `must be ${max}, the most points: the baseline method is MAX`);
  } else if (method === 'MIN' && baseline > min) {
    report(path, `must be ${min}, the fewest points: the baseline method is MIN`);
  }
}

function checkAttribute(
  attribute: Json,
  baseline: unknown,
  figures: readonly string[] | undefined,
  path: string,
  report: Report,
): void {
  const keys = 'id label points range special categories missing reason favour';
  onlyKeys(attribute, keys, path, report);
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
