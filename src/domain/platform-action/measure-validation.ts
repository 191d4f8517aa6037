/**
 * Checks an action policy as a whole before anybody may act on a line by it, and says everything that
 * is wrong at once, each with its place. What passes here is an `ActionPolicy` whose measures look at
 * nothing but what their ground allows, so that the reasons of a decision are true to it.
 */
import {
  arrayAt,
  checkHead,
  checkName,
  checkText,
  checkWhole,
  type DocumentIssue,
  isObject,
  issueList,
  type Json,
  onlyKeys,
  type Report,
  unique,
} from '../risk-profile/document-checks.js';
import { characteristicsOf, type RuleSet } from '../risk-profile/rules.js';
import type { Scorecard } from '../risk-profile/scorecard.js';
import { LOCALES } from '../wording.js';
import { checkBeside, checkConditions } from './condition-validation.js';
import { LINE_CODES } from './condition-words.js';
import { FIGURES_OF_REASON } from './decided.js';
import {
  fitsGround,
  isDeclared,
  MEASURE_GROUNDS,
  type MeasureGround,
} from './grounds-of-measures.js';
import { type ActionPolicy, MEASURE_KINDS, type MeasureKind } from './measure.js';

/** A policy may have no measure: then the institution acts on no line. */
const MEASURES = [0, 100] as const;
const MILDER = [0, MEASURE_KINDS.length - 1] as const;
/** A share of zero would do nothing, and there is no more than the whole. */
const SHARE = [1, 1_000_000] as const;
/** Kinds before which no milder step needs to be weighed. */
const MILDEST: readonly MeasureKind[] = ['REPRICING', 'LINE_DECREASE'];
const MEASURE =
  'id grounds effect taken when reasonCode reason basis needsStatement milder linkedDecreasePpm';

/** The policy, or everything that is wrong with the document. Never throws. */
export function validateActionPolicy(
  document: unknown,
): { policy: ActionPolicy } | { issues: readonly DocumentIssue[] } {
  const { issues, report } = issueList();
  if (!isObject(document)) {
    report('', 'must be an object');
    return { issues };
  }
  checkHead(document, 'measures', report);
  const measures = arrayAt(document, 'measures', '', MEASURES, report);
  for (const [at, measure] of measures.entries()) checkMeasure(measure, `measures[${at}]`, report);
  unique(measures, 'id', 'measures', report);
  unique(measures, 'reasonCode', 'measures', report);
  // Every field has been looked at above, so the shape is known to hold.
  return issues.length > 0 ? { issues } : { policy: document as unknown as ActionPolicy };
}

/**
 * What keeps the policy from standing beside the rules and the card: rules, bands and characteristics
 * that they do not have, and what customers were told that nothing is done about.
 */
export function actionPolicyIssuesBeside(
  { measures }: Pick<ActionPolicy, 'measures'>,
  rules: RuleSet,
  card: Pick<Scorecard, 'bands' | 'characteristics'>,
): readonly DocumentIssue[] {
  const { issues, report } = issueList();
  const known = { rules, card, looksAt: [...card.characteristics, ...lookedAt(rules)] };
  const taken = [...card.characteristics, ...rules.rules].map(({ reasonCode }) => reasonCode);
  for (const [at, { when, milder, grounds, reasonCode }] of measures.entries()) {
    const path = `measures[${at}]`;
    if (taken.includes(reasonCode)) {
      report(`${path}.reasonCode`, `"${reasonCode}" is a reason code of the card or the rules`);
    }
    const ground = grounds as MeasureGround;
    for (const [place, condition] of when.entries()) {
      checkBeside(condition, `${path}.when[${place}]`, ground, known, report);
    }
    for (const [step, { doesWhere = [] }] of milder.entries()) {
      for (const [place, condition] of doesWhere.entries()) {
        const where = `${path}.milder[${step}].doesWhere[${place}]`;
        checkBeside(condition, where, ground, known, report);
      }
    }
  }
  return issues;
}

const lookedAt = (rules: RuleSet) => characteristicsOf(rules).map((id) => ({ id }));

function checkMeasure(measure: unknown, path: string, report: Report): void {
  if (!isObject(measure)) {
    report(path, 'must be an object');
    return;
  }
  onlyKeys(measure, MEASURE, path, report);
  checkName(measure, 'id', path, report);
  checkName(measure, 'reasonCode', path, report);
  if (Object.values(LINE_CODES).some((code) => code === measure.reasonCode)) {
    report(`${path}.reasonCode`, 'is the code of a condition');
  }
  const ground = MEASURE_GROUNDS.find((each) => each === measure.grounds);
  if (!ground) report(`${path}.grounds`, `must be one of ${MEASURE_GROUNDS.join(', ')}`);
  const kind = checkEffect(measure.effect, `${path}.effect`, report);
  if (kind && ground && !fitsGround(kind, ground)) {
    report(`${path}.effect.kind`, `a higher price answers nothing of the ground ${ground}`);
  }
  checkConditions(measure, 'when', path, ground, report);
  checkTaken(measure, path, ground, report);
  checkReason(measure.reason, `${path}.reason`, kind, report);
  checkText(measure.basis, `${path}.basis`, [], report);
  checkStatement(measure, path, ground, report);
  checkMilder(measure, path, { kind, ground }, report);
  if (measure.linkedDecreasePpm !== null) {
    const place = `${path}.linkedDecreasePpm`;
    checkWhole(measure.linkedDecreasePpm, place, SHARE, report);
    if (kind === 'REPRICING') report(place, 'a repricing lowers no limit, so no other one either');
    if (ground === 'INACTIVITY') report(place, 'an unused line says nothing of the others');
  }
}

function checkStatement(
  { needsStatement, taken }: Json,
  path: string,
  ground: MeasureGround | undefined,
  report: Report,
): void {
  const place = `${path}.needsStatement`;
  if (needsStatement === undefined) {
    if (ground === 'REGULATION') report(place, 'must be true: which rule it is has to be stated');
    return;
  }
  if (needsStatement !== true) report(place, 'must be true where it is given');
  else if (taken === 'BY_MACHINE') report(place, 'a machine states nothing');
}

function checkTaken(
  { taken, when }: Json,
  path: string,
  ground: MeasureGround | undefined,
  report: Report,
): void {
  const place = `${path}.taken`;
  if (taken !== 'BY_MACHINE' && taken !== 'BY_PERSON') {
    report(place, 'must be BY_MACHINE or BY_PERSON');
  }
  if (taken !== 'BY_MACHINE') return;
  if (ground && isDeclared(ground)) report(place, `a person declares the ground ${ground}`);
  // Without anything to look for it would be taken from everybody who is assessed.
  else if (Array.isArray(when) && when.length === 0) {
    report(place, 'must be BY_PERSON where nothing is looked for');
  }
}

function checkEffect(effect: unknown, path: string, report: Report): MeasureKind | undefined {
  if (!isObject(effect)) {
    report(path, 'must be an object');
    return undefined;
  }
  const kind = MEASURE_KINDS.find((each) => each === effect.kind);
  if (!kind) {
    report(`${path}.kind`, `must be one of ${MEASURE_KINDS.join(', ')}`);
  } else if (kind === 'REPRICING') {
    onlyKeys(effect, 'kind addPpm', path, report);
    checkWhole(effect.addPpm, `${path}.addPpm`, SHARE, report);
  } else if (kind === 'LINE_DECREASE') {
    onlyKeys(effect, 'kind ofLimitPpm', path, report);
    checkWhole(effect.ofLimitPpm, `${path}.ofLimitPpm`, SHARE, report);
  } else onlyKeys(effect, 'kind', path, report);
  return kind;
}

function checkReason(
  reason: unknown,
  path: string,
  kind: MeasureKind | undefined,
  report: Report,
): void {
  const figures = kind && FIGURES_OF_REASON[kind];
  if (!checkText(reason, path, figures, report)) return;
  for (const locale of LOCALES) {
    const template = reason[locale];
    const word =
      typeof template === 'string' && figures?.find((each) => template.includes(`{${each}|`));
    if (word) report(`${path}.${locale}`, `picks a form by {${word}}, which is no number`);
  }
}

function checkMilder(
  measure: Json,
  path: string,
  { kind, ground }: { readonly kind?: MeasureKind; readonly ground?: MeasureGround },
  report: Report,
): void {
  const place = `${path}.milder`;
  const steps = arrayAt(measure, 'milder', path, MILDER, report);
  if (kind && !MILDEST.includes(kind) && Array.isArray(measure.milder) && steps.length === 0) {
    report(place, `at least one milder step than ${kind} must have been weighed`);
  }
  for (const [at, step] of steps.entries()) {
    if (!isObject(step)) {
      report(`${place}[${at}]`, 'must be an object');
      continue;
    }
    onlyKeys(step, 'kind whyNot doesWhere', `${place}[${at}]`, report);
    const milderOnes = kind ? MEASURE_KINDS.slice(0, MEASURE_KINDS.indexOf(kind)) : MEASURE_KINDS;
    const isMilder = milderOnes.some((each) => each === step.kind);
    if (!isMilder) report(`${place}[${at}].kind`, 'must be a milder kind than the measure itself');
    checkText(step.whyNot, `${place}[${at}].whyNot`, [], report);
    if (step.doesWhere !== undefined) {
      checkConditions(step, 'doesWhere', `${place}[${at}]`, ground, report);
    }
  }
  unique(steps, 'kind', place, report);
}
