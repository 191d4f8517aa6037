/**
 * Checks a limit policy as a whole before it may move anybody's limit, and says everything that is
 * wrong at once, each with its place. What passes here is a `LimitPolicy`, and every reason of it can
 * be filled.
 */
import { currencyExponent, MAX_MOVEMENT_MINOR } from '../money.js';
import { UTILIZATION_CAP } from '../risk-profile/catalogue/entry.js';
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
import { bandPlace } from '../risk-profile/rules.js';
import type { Scorecard } from '../risk-profile/scorecard.js';
import { LOCALES } from '../wording.js';
import { MOTIVES } from './credit-account.js';
import type { LimitPolicy } from './limit-policy.js';

/** A policy may have no rule: then no limit moves. */
const RULES = [0, 100] as const;
const BANDS = [1, 50] as const;
const MILLION = 1_000_000;
/** A share of zero would move nothing, and one above the whole nothing that there is. */
const SHARE = [1, MILLION] as const;
const NEW_LINE_SHARE = [0, MILLION] as const;
const UTILIZATION = [0, UTILIZATION_CAP * MILLION] as const;
const STEP = [1, MAX_MOVEMENT_MINOR] as const;
const NEW_LINE_MAX = [1, 10_000_000_000] as const;
/** What a reason may name; all of them are words, by which no plural form can be picked. */
const FIGURES = ['from', 'to', 'band'] as const;

/** The policy, or everything that is wrong with the document. Never throws. */
export function validateLimitPolicy(
  document: unknown,
): { policy: LimitPolicy } | { issues: readonly DocumentIssue[] } {
  const { issues, report } = issueList();
  if (!isObject(document)) {
    report('', 'must be an object');
    return { issues };
  }
  checkHead(document, 'stepMinor rules newLinePpm newLineMaxMinor', report);
  checkByCurrency(document, 'stepMinor', STEP, report);
  checkByCurrency(document, 'newLineMaxMinor', NEW_LINE_MAX, report);
  const rules = arrayAt(document, 'rules', '', RULES, report);
  for (const [at, rule] of rules.entries()) checkRule(rule, `rules[${at}]`, report);
  unique(rules, 'id', 'rules', report);
  unique(rules, 'reasonCode', 'rules', report);
  checkNewLines(document.newLinePpm, report);
  // Every field has been looked at above, so the shape is known to hold.
  return issues.length > 0 ? { issues } : { policy: document as unknown as LimitPolicy };
}

/** What keeps the policy from standing beside the card: bands that the card does not have. */
export function limitPolicyIssuesBeside(
  { rules, newLinePpm }: Pick<LimitPolicy, 'rules' | 'newLinePpm'>,
  card: Pick<Scorecard, 'bands'>,
): readonly DocumentIssue[] {
  const { issues, report } = issueList();
  const check = (band: string, path: string): void => {
    if (bandPlace(card, band) === -1) report(path, `"${band}" is no band of the card`);
  };
  for (const [at, { bands }] of rules.entries()) {
    for (const [place, band] of bands.entries()) check(band, `rules[${at}].bands[${place}]`);
  }
  for (const band of Object.keys(newLinePpm)) check(band, `newLinePpm.${band}`);
  return issues;
}

/** The fields of a record, or none (and a report) where there is nothing to look at. */
function entriesOf(value: unknown, path: string, report: Report): [string, unknown][] {
  const entries = isObject(value) ? Object.entries(value) : [];
  if (entries.length === 0) report(path, 'must be an object that is not empty');
  else if (entries.length > BANDS[1]) {
    report(path, `must have at most ${BANDS[1]} fields`);
    return [];
  }
  return entries;
}

function checkByCurrency(
  document: Readonly<Record<string, unknown>>,
  field: 'stepMinor' | 'newLineMaxMinor',
  bounds: readonly [number, number],
  report: Report,
): void {
  for (const [currency, minor] of entriesOf(document[field], field, report)) {
    if (currencyExponent(currency) === undefined) {
      report(`${field}.${currency.slice(0, 8)}`, 'is no currency that is known here');
    } else checkWhole(minor, `${field}.${currency}`, bounds, report);
  }
}

function checkNewLines(shares: unknown, report: Report): void {
  for (const [band, share] of entriesOf(shares, 'newLinePpm', report)) {
    checkName({ [band]: band }, band, 'newLinePpm', report);
    checkWhole(share, `newLinePpm.${band.slice(0, 64)}`, NEW_LINE_SHARE, report);
  }
}

const RULE =
  'id reasonCode bands linked utilizationAtLeastPpm utilizationAtMostPpm unlessMotives move reason basis';

function checkRule(rule: unknown, path: string, report: Report): void {
  if (!isObject(rule)) {
    report(path, 'must be an object');
    return;
  }
  onlyKeys(rule, RULE, path, report);
  checkName(rule, 'id', path, report);
  checkName(rule, 'reasonCode', path, report);
  const bands = arrayAt(rule, 'bands', path, BANDS, report);
  for (const [at, band] of bands.entries()) {
    checkName({ [`bands[${at}]`]: band }, `bands[${at}]`, path, report);
  }
  checkNoRepeats(bands, `${path}.bands`, report);
  if (rule.linked !== 'SAME_CREDITOR' && rule.linked !== 'ANY') {
    report(`${path}.linked`, 'must be SAME_CREDITOR or ANY');
  }
  checkUtilization(rule, path, report);
  if (rule.unlessMotives !== undefined) checkMotives(rule, path, report);
  checkMove(rule.move, `${path}.move`, report);
  if (checkText(rule.reason, `${path}.reason`, FIGURES, report)) {
    for (const locale of LOCALES) {
      const template = rule.reason[locale];
      const word =
        typeof template === 'string' && FIGURES.find((each) => template.includes(`{${each}|`));
      if (word) report(`${path}.reason.${locale}`, `picks a form by {${word}}, which is no number`);
    }
  }
  checkText(rule.basis, `${path}.basis`, [], report);
}

function checkUtilization(rule: Json, path: string, report: Report): void {
  const { utilizationAtLeastPpm: least, utilizationAtMostPpm: most } = rule;
  const isBound = (value: unknown, key: string): value is number =>
    value !== undefined && checkWhole(value, `${path}.${key}`, UTILIZATION, report);
  const [hasLeast, hasMost] = [
    isBound(least, 'utilizationAtLeastPpm'),
    isBound(most, 'utilizationAtMostPpm'),
  ];
  if (hasLeast && hasMost && (least as number) > (most as number)) {
    report(`${path}.utilizationAtMostPpm`, 'lies below utilizationAtLeastPpm: no line fits');
  }
}

function checkMotives(rule: Json, path: string, report: Report): void {
  const motives = arrayAt(rule, 'unlessMotives', path, [1, MOTIVES.length], report);
  for (const [at, motive] of motives.entries()) {
    if (!MOTIVES.some((each) => each === motive)) {
      report(`${path}.unlessMotives[${at}]`, `must be one of ${MOTIVES.join(', ')}`);
    }
  }
  checkNoRepeats(motives, `${path}.unlessMotives`, report);
}

function checkNoRepeats(items: readonly unknown[], path: string, report: Report): void {
  items.forEach((item, at) => {
    if (items.indexOf(item) < at) report(`${path}[${at}]`, 'is listed twice');
  });
}

function checkMove(move: unknown, path: string, report: Report): void {
  if (!isObject(move)) {
    report(path, 'must be an object');
    return;
  }
  switch (move.kind) {
    case 'DECREASE':
      onlyKeys(move, 'kind ofLimitPpm', path, report);
      checkWhole(move.ofLimitPpm, `${path}.ofLimitPpm`, SHARE, report);
      return;
    case 'INCREASE':
      onlyKeys(move, 'kind ofClosedPpm atMostOfLimitPpm', path, report);
      checkWhole(move.ofClosedPpm, `${path}.ofClosedPpm`, SHARE, report);
      checkWhole(move.atMostOfLimitPpm, `${path}.atMostOfLimitPpm`, SHARE, report);
      return;
    default:
      report(`${path}.kind`, 'must be DECREASE or INCREASE');
  }
}
