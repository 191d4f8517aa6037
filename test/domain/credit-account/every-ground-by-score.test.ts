/**
 * Every characteristic of the catalogue, with a figure, with none and at zero, as what weighs most in
 * an application that is declined and in a limit that falls by the limit policy: whatever is no conduct
 * is never told as conduct. What counts as conduct is written out here once more.
 */
import { describe, expect, test } from '@jest/globals';
import type { Decision, DecisionReason } from '../../../src/domain/credit-account/decision.js';
import {
  applicationDecision,
  type EligibilityReason,
} from '../../../src/domain/credit-account/eligibility.js';
import type { Ground } from '../../../src/domain/credit-account/grounds.js';
import type { LimitRule } from '../../../src/domain/credit-account/limit-policy.js';
import {
  calmBands,
  groundOfDecrease,
  ruleTells,
} from '../../../src/domain/credit-account/policy-decrease.js';
import { reasonTells } from '../../../src/domain/credit-account/reason-tells.js';
import { isConduct } from '../../../src/domain/platform-action/grounds-of-measures.js';
import { CONDUCT_WORDS } from '../../../src/domain/platform-action/notice-decision-words.js';
import { noticeSections } from '../../../src/domain/platform-action/notice-sections.js';
import { scoreReasons } from '../../../src/domain/platform-action/score-reasons.js';
import {
  CHARACTERISTICS,
  type Characteristic,
} from '../../../src/domain/risk-profile/catalogue.js';
import type { CharacteristicValues } from '../../../src/domain/risk-profile/facts.js';
import { compileScorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { shippedLimitPolicy } from '../../../src/infrastructure/limit-policies/shipped.js';
import { shippedRules } from '../../../src/infrastructure/scorecards/shipped.js';
import { aCustomer, anAccount, aProduct, expertScorecard } from '../../support/portfolio.js';
import { factsWith, packOf } from '../platform-action/measures.js';
import { factsOf, textIn } from '../platform-action/notices.js';

const CARD = expertScorecard();
const PACK = packOf('US-REG-Z-2011');
const POLICY = shippedLimitPolicy();
const ACCOUNT = { ...anAccount(aCustomer(), aProduct()), openedAt: Date.parse('2024-01-01') };
const LINE = { ...factsWith().line, balanceMinor: 0, heldMinor: 0 };

const USED = { statement_months: 6, unused_months: 0, utilization_latest: 0.6 };
const UNUSED = { statement_months: 6, unused_months: 6, utilization_latest: 0 };
const NEW = { statement_months: 0, unused_months: null, utilization_latest: null };

interface Case {
  readonly entry: Characteristic;
  readonly value: number | string | null;
  readonly context: CharacteristicValues;
}

/** A value of each kind that the characteristic can have. */
const valuesOf = ({ unit, categories, min, max }: Characteristic): (number | string)[] =>
  unit === 'CATEGORY'
    ? (categories ?? []).map(({ id }) => id)
    : [...(min <= 0 ? [0] : []), max].map(Number);

const CASES: readonly Case[] = CHARACTERISTICS.flatMap((entry) => [
  ...[USED, UNUSED, NEW].map((context) => ({ entry, value: null, context })),
  ...[USED, UNUSED].flatMap((context) =>
    valuesOf(entry).map((value) => ({ entry, value, context })),
  ),
]);

/** What was handed in, where somebody is, whom they know and what they closed is no conduct. */
const NOBODYS: readonly string[] = ['INCOME', 'PLACES', 'SOCIAL', 'CLOSURES'];

function isOfConduct({ entry: { id, source }, value, context }: Case): boolean {
  if (value === null || NOBODYS.includes(source) || id === 'statement_months') return false;
  if (id === 'unused_months') return value === 0;
  if (source === 'STATEMENTS' && context === UNUSED) return false;
  if (value === 'UNUSED') return false;
  if (source !== 'STATEMENTS' && source !== 'LINES') return value !== 0;
  return !(value === 0 && /utilization|purchases/.test(id));
}

/** A card that looks at these alone, the first losing most. */
const cardOf = (...entries: readonly Characteristic[]) =>
  compileScorecard({
    ...CARD,
    basePoints: 500,
    characteristics: entries.map(({ id, name, unit, categories, reason, favour }, at) => ({
      id,
      reasonCode: `REASON_${at}`,
      baselinePoints: 100 - at,
      reason,
      favour,
      attributes: [
        unit === 'CATEGORY'
          ? { categories: (categories ?? []).map((each) => each.id) }
          : { range: {} },
        { missing: true as const, reason: name },
      ].map((each, place) => ({ ...each, id: `a${place}`, label: name, points: 0 })),
    })),
  });

const BELOW: EligibilityReason = { kind: 'FACT', code: 'SCORE_BELOW_CUTOFF', until: null };
const ruleOf = (id: string): LimitRule => {
  const rule = POLICY.rules.find((each) => each.id === id);
  if (!rule) throw new Error(`the policy has no rule ${id}`);
  return rule;
};

const declined = (reasons: readonly DecisionReason[]): Decision =>
  applicationDecision(
    {
      id: 'd',
      customerId: 'c',
      reasons,
      decidedAt: 0,
      decidedBy: 'scorecard:x',
      assessmentId: 'a',
      packEdition: PACK.id,
      limitPolicyVersion: 'limits-1',
    },
    [BELOW],
    PACK,
  );

const lowered = (
  rule: LimitRule,
  ofScore: readonly DecisionReason[],
  values: CharacteristicValues,
): Decision => ({
  ...declined(ofScore),
  kind: 'LINE_DECREASE',
  accountId: ACCOUNT.id,
  grounds: groundOfDecrease(rule, ofScore, {
    account: ACCOUNT,
    facts: LINE,
    values,
    today: '2026-11-25',
    timeZone: PACK.timeZone,
    isInactivityKnown: true,
  }),
  reasons: [
    { code: rule.reasonCode, values: {}, text: rule.reason, tells: ruleTells(rule, 0) },
    ...ofScore,
  ],
});

/** What the notice says of the ground, in English. */
const told = (decision: Decision): string =>
  textIn(
    noticeSections(
      factsOf('BEHAVIOUR', 'LINE_DECREASE', PACK, { decision: { ...decision, measure: null } }),
    ),
    'en',
    'GROUNDS',
  );

const SAYS_CONDUCT = [CONDUCT_WORDS.CONDUCT.en, CONDUCT_WORDS.PARTLY.en];
const saysConduct = (decision: Decision): boolean =>
  SAYS_CONDUCT.some((words) => told(decision).includes(words));

describe('by every characteristic', () => {
  test('an application is declined on the ground that is true of it', () => {
    expect(CASES.length).toBeGreaterThan(200);
    const wrong = CASES.filter((each) => {
      const values = { ...each.context, [each.entry.id]: each.value };
      const decision = declined(scoreReasons(cardOf(each.entry), null, values));
      const expected: Ground = isOfConduct(each) ? 'BEHAVIOUR' : 'CREDIT_STANDARDS';
      return decision.grounds !== expected || saysConduct(decision) !== isOfConduct(each);
    });
    expect(wrong.map(({ entry, value, context }) => [entry.id, value, context])).toEqual([]);
  });

  test('a limit falls by the price band on the ground that is true of it', () => {
    const rule = ruleOf('shared-exposure');
    const wrong = CASES.filter((each) => {
      const values = { ...each.context, [each.entry.id]: each.value };
      const decision = lowered(rule, scoreReasons(cardOf(each.entry), null, values), values);
      if (decision.grounds === 'INACTIVITY') return values.unused_months !== 6;
      return (
        (decision.grounds === 'BEHAVIOUR') !== isOfConduct(each) ||
        isConduct(decision.grounds) !== isOfConduct(each) ||
        saysConduct(decision) !== isOfConduct(each)
      );
    });
    expect(wrong.map(({ entry, value, context }) => [entry.id, value, context])).toEqual([]);
  });

  test('every rule that acts tells of conduct as its characteristic does', () => {
    const acting = shippedRules().rules.map(({ id, characteristicId, atLeast }) => [
      id,
      reasonTells(characteristicId, { [characteristicId]: atLeast }),
    ]);
    expect(Object.fromEntries(acting)).toEqual({
      'frequent-outflows': 'CONDUCT',
      'unstated-draws': 'CONDUCT',
      'many-devices': 'CONDUCT',
      'many-applications': 'CONDUCT',
      'frequent-closing': 'NO_CONDUCT',
    });
  });
});

const entryOf = (id: string): Characteristic => {
  const entry = CHARACTERISTICS.find((each) => each.id === id);
  if (!entry) throw new Error(`the catalogue has no ${id}`);
  return entry;
};

test('of conduct and what is not known, the weightier is the ground, and both are told', () => {
  const [full, late] = [entryOf('utilization_now'), entryOf('months_since_two_late')];
  const values = { ...NEW, utilization_now: 0.95, months_since_two_late: null };
  for (const [card, grounds] of [
    [cardOf(full, late), 'BEHAVIOUR'],
    [cardOf(late, full), 'CREDIT_STANDARDS'],
  ] as const) {
    const reasons = scoreReasons(card, null, values);
    expect(reasons).toHaveLength(2);
    for (const decision of [
      declined(reasons),
      lowered(ruleOf('shared-exposure'), reasons, values),
    ]) {
      expect(decision.grounds).toBe(grounds);
      expect(told(decision)).toContain(CONDUCT_WORDS.PARTLY.en);
    }
  }
});

test('lines that were not used for half a year are that ground, where this one was there as long', () => {
  const never = entryOf('purchases_to_limit');
  const values = { ...UNUSED, purchases_to_limit: 0 };
  const reasons = scoreReasons(cardOf(never), null, values);
  const rule = ruleOf('shared-exposure');
  const at = { values, today: '2026-11-25', timeZone: PACK.timeZone, isInactivityKnown: true };
  const old = { ...at, account: ACCOUNT, facts: LINE };
  const young = { ...ACCOUNT, openedAt: Date.parse('2026-08-01') };
  expect(groundOfDecrease(rule, reasons, old)).toBe('INACTIVITY');
  for (const other of [
    { ...old, account: young },
    { ...old, isInactivityKnown: false },
    { ...old, facts: { ...LINE, balanceMinor: 1 } },
    { ...old, facts: { ...LINE, heldMinor: 1 } },
    { ...old, values: { ...values, unused_months: 5 } },
  ]) {
    expect(groundOfDecrease(rule, reasons, other)).toBe('CREDIT_STANDARDS');
  }
});

test('a rule that looks at the use of the line has that as its ground, whatever the score says', () => {
  const values = { ...NEW, months_since_two_late: null };
  const ofScore = scoreReasons(cardOf(entryOf('months_since_two_late')), null, values);
  const at = {
    account: ACCOUNT,
    values,
    today: '2026-11-25',
    timeZone: PACK.timeZone,
    isInactivityKnown: true,
  };
  const full = { ...at, facts: { ...LINE, balanceMinor: 900_000 } };
  expect(groundOfDecrease(ruleOf('high-use'), ofScore, full)).toBe('BEHAVIOUR');
  expect(ruleTells(ruleOf('room-freed'), 1)).toBe('CONDUCT');
  expect(ruleTells(ruleOf('room-freed'), 0)).toBe('NO_USE');
  expect(ruleTells(ruleOf('shared-exposure'), 1)).toBe('NO_CONDUCT');
});

test('bands in which the policy lowers no limit are those of no rule that lowers', () => {
  expect(calmBands(POLICY, CARD)).toEqual(['A', 'B']);
  expect(calmBands({ rules: [] }, CARD)).toEqual(CARD.bands.map(({ band }) => band));
});
