/**
 * Checks a rule set as a whole before its rules may act on anybody, and says everything that is wrong
 * at once, each with its place. What passes here is a `RuleSet`, and every reason of it can be filled.
 */
import { characteristic } from './catalogue.js';
import {
  type CharacteristicLookup,
  checkedEntry,
  DECIMALS,
  figuresFor,
  onGrid,
} from './characteristic-reference.js';
import {
  arrayAt,
  checkHead,
  checkName,
  checkText,
  type DocumentIssue,
  isObject,
  issueList,
  onlyKeys,
  type Report,
  unique,
} from './document-checks.js';
import type { RuleSet } from './rules.js';
import type { Scorecard } from './scorecard.js';

/** A set may be empty: then the card stands alone. */
const RULES = [0, 100] as const;

/** The rule set, or everything that is wrong with the document. Never throws. */
export function validateRuleSet(
  document: unknown,
  lookup: CharacteristicLookup = characteristic,
): { rules: RuleSet } | { issues: DocumentIssue[] } {
  const { issues, report } = issueList();
  if (!isObject(document)) {
    report('', 'must be an object');
    return { issues };
  }
  checkHead(document, 'rules', report);
  const rules = arrayAt(document, 'rules', '', RULES, report);
  for (const [at, rule] of rules.entries()) checkRule(rule, `rules[${at}]`, lookup, report);
  unique(rules, 'id', 'rules', report);
  unique(rules, 'reasonCode', 'rules', report);
  // Every field has been looked at above, so the shape is known to hold.
  return issues.length > 0 ? { issues } : { rules: document as unknown as RuleSet };
}

/** What keeps the rules from standing beside the card: bands and reason codes that do not agree. */
export function ruleIssuesBeside(
  { rules }: RuleSet,
  { bands, characteristics }: Pick<Scorecard, 'bands' | 'characteristics'>,
): DocumentIssue[] {
  const { issues, report } = issueList();
  for (const [at, { effect, reasonCode }] of rules.entries()) {
    if (effect.kind === 'BAND_AT_BEST' && !bands.some(({ band }) => band === effect.band)) {
      report(`rules[${at}].effect.band`, `"${effect.band}" is no band of the card`);
    }
    if (characteristics.some((each) => each.reasonCode === reasonCode)) {
      report(`rules[${at}].reasonCode`, `"${reasonCode}" is a reason code of the card`);
    }
  }
  return issues;
}

function checkRule(
  rule: unknown,
  path: string,
  lookup: CharacteristicLookup,
  report: Report,
): void {
  if (!isObject(rule)) {
    report(path, 'must be an object');
    return;
  }
  onlyKeys(rule, 'id reasonCode characteristicId atLeast unless effect reason basis', path, report);
  checkName(rule, 'id', path, report);
  checkName(rule, 'reasonCode', path, report);
  const entry = checkedEntry(rule.characteristicId, `${path}.characteristicId`, lookup, report);
  checkText(rule.reason, `${path}.reason`, entry && figuresFor(entry, lookup), report);
  checkText(rule.basis, `${path}.basis`, [], report);
  checkEffect(rule.effect, `${path}.effect`, report);
  if (rule.unless !== undefined) checkUnless(rule.unless, `${path}.unless`, lookup, report);
  const { atLeast } = rule;
  const place = `${path}.atLeast`;
  if (typeof atLeast !== 'number' || !Number.isFinite(atLeast)) {
    report(place, 'must be a number');
  } else if (entry?.unit === 'CATEGORY') {
    report(`${path}.characteristicId`, 'is a category, and rules look at numbers');
  } else if (entry && !onGrid(atLeast, entry.unit)) {
    report(place, `must be a number with at most ${DECIMALS[entry.unit]} decimals`);
  } else if (entry && atLeast > entry.max) {
    report(place, 'no value can ever reach it');
  } else if (entry && atLeast <= entry.min) {
    report(place, 'every value reaches it');
  }
}

function checkUnless(
  unless: unknown,
  path: string,
  lookup: CharacteristicLookup,
  report: Report,
): void {
  if (!isObject(unless)) {
    report(path, 'must be an object');
    return;
  }
  onlyKeys(unless, 'characteristicId category', path, report);
  const place = `${path}.characteristicId`;
  const entry = checkedEntry(unless.characteristicId, place, lookup, report);
  if (!entry) return;
  const { categories } = entry;
  if (!categories) report(place, 'is a number, and an exception is a category');
  else if (!categories.some(({ id }) => id === unless.category)) {
    report(`${path}.category`, `must be a category of ${entry.id}`);
  }
}

function checkEffect(effect: unknown, path: string, report: Report): void {
  if (!isObject(effect)) {
    report(path, 'must be an object');
    return;
  }
  switch (effect.kind) {
    case 'BAND_AT_BEST':
      onlyKeys(effect, 'kind band', path, report);
      checkName(effect, 'band', path, report);
      return;
    case 'REFER':
    case 'NO_NEW_CREDIT':
      onlyKeys(effect, 'kind', path, report);
      return;
    default:
      report(`${path}.kind`, 'must be BAND_AT_BEST, REFER or NO_NEW_CREDIT');
  }
}
