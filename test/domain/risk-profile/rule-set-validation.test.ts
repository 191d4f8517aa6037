import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ruleIssuesBeside,
  validateRuleSet,
} from '../../../src/domain/risk-profile/rule-set-validation.js';
import { type RuleSet, rulesActing } from '../../../src/domain/risk-profile/rules.js';
import { shippedRules } from '../../../src/infrastructure/scorecards/shipped.js';
import { expertCard } from './arbitraries.js';
import { fittedCard, lookup, rulesDocument, smallRules } from './cards.js';

// biome-ignore lint/suspicious/noExplicitAny: these tests spoil a document in ways no type allows.
type Loose = any;

function issuesAfter(spoil: (rules: Loose) => void): { path: string; message: string }[] {
  const rules: Loose = rulesDocument();
  spoil(rules);
  const result = validateRuleSet(rules, lookup);
  return 'issues' in result ? result.issues : [];
}

/** Replaces a field of the first rule. */
const rule = (key: string, value: unknown) => (rules: Loose) => {
  rules.rules[0][key] = value;
};
const head = (key: string, value: unknown) => (rules: Loose) => {
  rules[key] = value;
};

test('given good rules, then nothing is wrong and they come back as they were', () => {
  expect(validateRuleSet(rulesDocument(), lookup)).toEqual({ rules: rulesDocument() });
});

test('given an exception, then the rule does not act while the category holds', () => {
  const document: Loose = rulesDocument();
  document.rules[0].unless = { characteristicId: 'housing', category: 'OWN' };
  const validated = validateRuleSet(document, lookup);
  if ('issues' in validated) throw new Error(JSON.stringify(validated.issues));
  const acting = (housing: string | null) =>
    rulesActing(validated.rules, { moves: 4, housing }).map(({ ruleId }) => ruleId);
  expect(acting('OWN')).toEqual([]);
  expect(acting('RENT')).toEqual(['refer']);
  expect(acting(null)).toEqual(['refer']);
});

test('given no rules at all, then the card stands alone', () => {
  expect(validateRuleSet({ ...rulesDocument(), rules: [] }, lookup)).toHaveProperty('rules');
});

describe('given rules with one fault, then its place is named', () => {
  const text = (en: string) => ({ en, zh: '文字' });
  test.each<[string, (rules: Loose) => void, string, RegExp]>([
    ['schema version', head('schemaVersion', '1'), 'schemaVersion', /must be 1/],
    ['kind', head('kind', 'FITTED'), 'kind', /by judgement/],
    ['version', head('version', 'a b'), 'version', /a name/],
    ['day', head('createdOn', '2026-02-30'), 'createdOn', /a day/],
    ['field', head('mood', 1), 'mood', /not a field/],
    ['basis', head('basis', null), 'basis', /en and zh/],
    ['no list', head('rules', {}), 'rules', /a list/],
    ['too many', head('rules', new Array(1e6).fill({})), 'rules', /at most 100/],
    ['no rule', head('rules', [7]), 'rules[0]', /an object/],
    ['same id', rule('id', 'limit'), 'rules[1].id', /already taken/],
    ['same code', rule('reasonCode', 'RULE_LIMIT'), 'rules[1].reasonCode', /already taken/],
    ['unknown', rule('characteristicId', 'zodiac'), 'rules[0].characteristicId', /catalogue/],
    ['protected', rule('characteristicId', 'age_15d'), 'rules[0].characteristicId', /"age"/],
    ['prototype', rule('characteristicId', '__proto__'), 'rules[0].characteristicId', /catal/],
    ['category', rule('characteristicId', 'housing'), 'rules[0].characteristicId', /numbers/],
    ['no limit', rule('atLeast', undefined), 'rules[0].atLeast', /a number/],
    ['limit NaN', rule('atLeast', NaN), 'rules[0].atLeast', /a number/],
    ['between the grid', rule('atLeast', 2.5), 'rules[0].atLeast', /0 decimals/],
    ['out of reach', rule('atLeast', 100), 'rules[0].atLeast', /ever reach/],
    ['always', rule('atLeast', 0), 'rules[0].atLeast', /every value/],
    ['no effect', rule('effect', 'REFER'), 'rules[0].effect', /an object/],
    ['unknown effect', rule('effect', { kind: 'CLOSE' }), 'rules[0].effect.kind', /must be/],
    ['no band', rule('effect', { kind: 'BAND_AT_BEST' }), 'rules[0].effect.band', /a name/],
    [
      'a band of no use',
      rule('effect', { kind: 'REFER', band: 'A' }),
      'rules[0].effect.band',
      /not a field/,
    ],
    ['no exception', rule('unless', 'housing'), 'rules[0].unless', /an object/],
    [
      'an exception of no use',
      rule('unless', { characteristicId: 'housing', category: 'OWN', atLeast: 1 }),
      'rules[0].unless.atLeast',
      /not a field/,
    ],
    [
      'an exception by number',
      rule('unless', { characteristicId: 'moves', category: 'OWN' }),
      'rules[0].unless.characteristicId',
      /is a number/,
    ],
    [
      'an unknown exception',
      rule('unless', { characteristicId: 'housing', category: 'CASTLE' }),
      'rules[0].unless.category',
      /a category of housing/,
    ],
    [
      'a protected exception',
      rule('unless', { characteristicId: 'gender', category: 'F' }),
      'rules[0].unless.characteristicId',
      /"gender"/,
    ],
    ['another figure', rule('reason', text('{days}')), 'rules[0].reason.en', /no figure/],
    ['no Chinese', rule('reason', { en: '{count}' }), 'rules[0].reason.zh', /not empty/],
    ['a figure in the basis', rule('basis', text('{count}')), 'rules[0].basis.en', /no figure/],
  ])('%s', (_fault, spoil, path, message) => {
    expect(issuesAfter(spoil)).toContainEqual({ path, message: expect.stringMatching(message) });
  });
});

test('given anything that is no rule set, then it is refused without an exception', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (document) => {
      expect(validateRuleSet(document, lookup)).toHaveProperty('issues.0.message');
    }),
  );
});

test('rules that name a band or a code as the card does not are told beside it', () => {
  const rules = smallRules();
  const card = fittedCard();
  expect(ruleIssuesBeside(rules, card)).toEqual([]);
  const [first, second, ...rest] = rules.rules as Loose[];
  const odd: RuleSet = {
    ...rules,
    rules: [
      { ...first, reasonCode: 'LOW_INCOME' },
      { ...second, effect: { kind: 'BAND_AT_BEST', band: 'Z' } },
      ...rest,
    ],
  };
  expect(ruleIssuesBeside(odd, card).map(({ path }) => path)).toEqual([
    'rules[0].reasonCode',
    'rules[1].effect.band',
  ]);
});

describe('the first rules', () => {
  const shipped = shippedRules();

  test('say that they are expert-set and stand beside the shipped card', () => {
    expect(shipped.kind).toBe('EXPERT');
    expect(shipped.basis.en).toMatch(/expert judgement, not fitted/);
    expect(shipped.basis.zh).toMatch(/专家/);
    expect(ruleIssuesBeside(shipped, expertCard())).toEqual([]);
  });

  test('look at behaviour that statements do not show', () => {
    const limits = shipped.rules.map(({ characteristicId, atLeast, effect }) => [
      characteristicId,
      atLeast,
      effect.kind,
    ]);
    expect(limits).toEqual([
      ['outflows_15d', 13, 'REFER'],
      ['unstated_draws_180d', 4, 'BAND_AT_BEST'],
      ['devices_15d', 6, 'REFER'],
      ['applications_180d', 8, 'REFER'],
      ['lines_closed_180d', 3, 'NO_NEW_CREDIT'],
    ]);
  });

  test('claim observations only where there are some', () => {
    for (const { id, basis } of shipped.rules) {
      const observed = id === 'frequent-outflows' ? /published transactions/ : /No outcomes/;
      expect(basis.en).toMatch(observed);
    }
  });
});
