/**
 * Checks what a measure looks for: each condition by its kind, and all of them by the ground, since a
 * ground that is not the customer's conduct must look at none.
 */
import { UTILIZATION_CAP } from '../risk-profile/catalogue/entry.js';
import { type Characteristic, characteristic } from '../risk-profile/catalogue.js';
import { checkedEntry, DECIMALS, onGrid } from '../risk-profile/characteristic-reference.js';
import {
  arrayAt,
  checkName,
  checkWhole,
  isObject,
  type Json,
  onlyKeys,
  type Report,
} from '../risk-profile/document-checks.js';
import { bandPlace, type RuleSet } from '../risk-profile/rules.js';
import type { Scorecard } from '../risk-profile/scorecard.js';
import { CONDITIONS_FOR, type MeasureGround } from './grounds-of-measures.js';
import {
  MEASURE_CONDITION_KINDS,
  type MeasureCondition,
  type MeasureConditionKind,
} from './measure.js';

/** With the measure's own reason no more than a decision tells, so that each is told. */
const CONDITIONS = [0, 3] as const;
const BANDS = [1, 50] as const;
const UTILIZATION = [1, UTILIZATION_CAP * 1_000_000] as const;
/** Ten years: nobody waits longer. */
const OVERDUE_DAYS = [1, 3_650] as const;

const FIELDS: Readonly<Record<MeasureConditionKind, string>> = {
  RULE_ACTS: 'kind ruleId',
  CHARACTERISTIC_AT_LEAST: 'kind characteristicId atLeast',
  CHARACTERISTIC_IS: 'kind characteristicId category',
  BAND_IN: 'kind bands',
  UTILIZATION_AT_LEAST: 'kind ppm',
  OVERDUE_DAYS_AT_LEAST: 'kind days',
  INACTIVE: 'kind',
};

/** A list of conditions on a ground; undefined for a ground that is reported already. */
export function checkConditions(
  object: Json,
  key: 'when' | 'doesWhere',
  path: string,
  ground: MeasureGround | undefined,
  report: Report,
): void {
  const place = `${path}.${key}`;
  // A milder step that would do everywhere would leave nothing of the measure.
  const bounds = key === 'when' ? CONDITIONS : ([1, CONDITIONS[1]] as const);
  const conditions = arrayAt(object, key, path, bounds, report);
  const seen = new Set<string>();
  for (const [at, condition] of conditions.entries()) {
    const kind = checkCondition(condition, `${place}[${at}]`, ground, report);
    if (kind === undefined) continue;
    // Two of one kind would be one reason told twice, but for different characteristics and rules.
    const what = isObject(condition) ? (condition.characteristicId ?? condition.ruleId) : '';
    const named = `${kind} ${typeof what === 'string' ? what : ''}`;
    if (seen.has(named)) report(`${place}[${at}]`, 'is looked for twice');
    seen.add(named);
  }
  // What is no list, or too long a one, has been reported as that.
  const isWhole = conditions.length === (object[key] as Json | undefined)?.length;
  if (key === 'when' && ground && isWhole) checkNeeded(conditions, place, ground, report);
}

const isKind = (kind: unknown): kind is MeasureConditionKind =>
  MEASURE_CONDITION_KINDS.some((each) => each === kind);

function checkNeeded(
  conditions: readonly unknown[],
  path: string,
  ground: MeasureGround,
  report: Report,
): void {
  const { needsOneOf } = CONDITIONS_FOR[ground];
  const has = conditions.some(
    (each) => isObject(each) && needsOneOf.some((kind) => kind === each.kind),
  );
  if (needsOneOf.length > 0 && !has) {
    report(path, `on the ground ${ground} must look for one of ${needsOneOf.join(', ')}`);
  }
}

/** Its kind, where it has one. */
function checkCondition(
  condition: unknown,
  path: string,
  ground: MeasureGround | undefined,
  report: Report,
): MeasureConditionKind | undefined {
  if (!isObject(condition)) {
    report(path, 'must be an object');
    return undefined;
  }
  const { kind } = condition;
  if (!isKind(kind)) {
    report(`${path}.kind`, `must be one of ${MEASURE_CONDITION_KINDS.join(', ')}`);
    return undefined;
  }
  onlyKeys(condition, FIELDS[kind], path, report);
  if (ground && !CONDITIONS_FOR[ground].kinds.includes(kind)) {
    report(`${path}.kind`, `${kind} is nothing that the ground ${ground} may look at`);
  }
  checkFields(condition, kind, path, report);
  const isOfCharacteristic = kind === 'CHARACTERISTIC_AT_LEAST' || kind === 'CHARACTERISTIC_IS';
  if (isOfCharacteristic) checkCharacteristic(condition, path, ground, report);
  return kind;
}

function checkFields(
  condition: Json,
  kind: MeasureConditionKind,
  path: string,
  report: Report,
): void {
  if (kind === 'RULE_ACTS') checkName(condition, 'ruleId', path, report);
  if (kind === 'UTILIZATION_AT_LEAST') {
    checkWhole(condition.ppm, `${path}.ppm`, UTILIZATION, report);
  }
  if (kind === 'OVERDUE_DAYS_AT_LEAST') {
    checkWhole(condition.days, `${path}.days`, OVERDUE_DAYS, report);
  }
  if (kind !== 'BAND_IN') return;
  const bands = arrayAt(condition, 'bands', path, BANDS, report);
  for (const [at, band] of bands.entries()) {
    checkName({ [`bands[${at}]`]: band }, `bands[${at}]`, path, report);
    if (bands.indexOf(band) < at) report(`${path}.bands[${at}]`, 'is listed twice');
  }
}

function checkCharacteristic(
  condition: Json,
  path: string,
  ground: MeasureGround | undefined,
  report: Report,
): void {
  const place = `${path}.characteristicId`;
  const entry = checkedEntry(condition.characteristicId, place, characteristic, report);
  if (!entry) return;
  const fault = ground && sourceFault(entry, ground);
  if (fault) report(place, fault);
  if (condition.kind === 'CHARACTERISTIC_IS') checkCategory(condition, entry, path, report);
  else checkAtLeast(condition, entry, path, report);
}

/** Why a ground may not look at a characteristic; undefined where it may. */
function sourceFault(
  { id, source }: Pick<Characteristic, 'id' | 'source'>,
  ground: MeasureGround,
): string | undefined {
  const { sources } = CONDITIONS_FOR[ground];
  if (sources.length === 0 || sources.includes(source)) return undefined;
  return `${id} tells of ${source}, at which the ground ${ground} does not look`;
}

function checkAtLeast(
  { atLeast }: Json,
  { unit, min, max, direction }: Characteristic,
  path: string,
  report: Report,
): void {
  const place = `${path}.atLeast`;
  if (direction === 'HIGHER_IS_SAFER') {
    report(`${path}.characteristicId`, 'is safer the higher it is, which is held against nobody');
  }
  if (unit === 'CATEGORY') {
    report(`${path}.characteristicId`, 'is a category, and has no height');
  } else if (typeof atLeast !== 'number' || !onGrid(atLeast, unit)) {
    report(place, `must be a number with at most ${DECIMALS[unit]} decimals`);
  } else if (atLeast > max) report(place, 'no value can ever reach it');
  else if (atLeast <= min) report(place, 'every value reaches it');
}

function checkCategory(
  { category }: Json,
  { id, categories, direction }: Characteristic,
  path: string,
  report: Report,
): void {
  const place = `${path}.category`;
  if (!categories) {
    report(`${path}.characteristicId`, 'is a number and has no category');
  } else if (!categories.some((each) => each.id === category)) {
    report(place, `must be a category of ${id}`);
  } else if (direction === 'HIGHER_IS_RISKIER' && categories[0]?.id === category) {
    report(place, 'is the safest there is, which is held against nobody');
  }
}

/** What stands beside a policy. */
export interface Known {
  readonly rules: RuleSet;
  readonly card: Pick<Scorecard, 'bands'>;
  /** On the card, or looked at by a rule: only those does an assessment always have. */
  readonly looksAt: readonly { readonly id: string }[];
}

/** What the rules and the card do not have, or must not be looked at through them. */
export function checkBeside(
  condition: MeasureCondition,
  path: string,
  ground: MeasureGround,
  { rules, card, looksAt }: Known,
  report: Report,
): void {
  if (condition.kind === 'BAND_IN') {
    for (const [at, band] of condition.bands.entries()) {
      if (bandPlace(card, band) < 0) {
        report(`${path}.bands[${at}]`, `"${band}" is no band of the card`);
      }
    }
    if (card.bands.every(({ band }) => condition.bands.includes(band))) {
      report(`${path}.bands`, 'are all bands that there are, and so leave nobody out');
    }
  } else if (condition.kind === 'RULE_ACTS') {
    checkRule(condition.ruleId, `${path}.ruleId`, ground, rules, report);
  } else if ('characteristicId' in condition) {
    const { characteristicId } = condition;
    if (looksAt.some(({ id }) => id === characteristicId)) return;
    report(`${path}.characteristicId`, `neither card nor rules look at ${characteristicId}`);
  }
}

function checkRule(
  ruleId: string,
  path: string,
  ground: MeasureGround,
  { rules }: RuleSet,
  report: Report,
): void {
  const rule = rules.find(({ id }) => id === ruleId);
  const entry = rule && characteristic(rule.characteristicId);
  const fault = entry && sourceFault(entry, ground);
  if (!rule) report(path, `there is no rule "${ruleId}"`);
  else if (rule.effect.kind === 'NO_NEW_CREDIT') {
    report(path, 'holds back new credit, and customers are told that their lines stay as they are');
  } else if (fault) report(path, fault);
}
