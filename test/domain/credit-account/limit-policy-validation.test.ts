import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  limitPolicyIssuesBeside,
  validateLimitPolicy,
} from '../../../src/domain/credit-account/limit-policy-validation.js';
import { shippedLimitPolicy } from '../../../src/infrastructure/limit-policies/shipped.js';
import { shippedScorecard } from '../../../src/infrastructure/scorecards/shipped.js';

// biome-ignore lint/suspicious/noExplicitAny: these tests spoil a document in ways no type allows.
type Loose = any;

const path = new URL('../../../src/infrastructure/limit-policies/limits-1.json', import.meta.url);
const document = (): Loose => JSON.parse(readFileSync(path, 'utf8'));

function issuesAfter(spoil: (policy: Loose) => void): readonly { path: string; message: string }[] {
  const policy = document();
  spoil(policy);
  const result = validateLimitPolicy(policy);
  return 'issues' in result ? result.issues : [];
}

const head = (key: string, value: unknown) => (policy: Loose) => {
  policy[key] = value;
};
/** Replaces a field of the first rule. */
const rule = (key: string, value: unknown) => (policy: Loose) => {
  policy.rules[0][key] = value;
};
const move = (value: unknown) => rule('move', value);
const reason = (en: string) => rule('reason', { en, zh: '文字' });

test('given the shipped policy, then nothing is wrong, and it stands beside the shipped card', () => {
  expect(validateLimitPolicy(document())).toEqual({ policy: document() });
  expect(limitPolicyIssuesBeside(shippedLimitPolicy(), shippedScorecard())).toEqual([]);
});

test('given no rules at all, then no limit moves', () => {
  expect(validateLimitPolicy({ ...document(), rules: [] })).toHaveProperty('policy');
});

test('given a policy about bands that the card does not have, then each is named', () => {
  const bands = shippedScorecard().bands.filter(({ band }) => band !== 'D');
  expect(limitPolicyIssuesBeside(shippedLimitPolicy(), { bands })).toEqual([
    { path: 'rules[0].bands[1]', message: '"D" is no band of the card' },
    { path: 'rules[1].bands[0]', message: '"D" is no band of the card' },
    { path: 'newLinePpm.D', message: '"D" is no band of the card' },
  ]);
});

describe('given a policy with one fault, then its place is named', () => {
  const increase = { kind: 'INCREASE', ofClosedPpm: 1, atMostOfLimitPpm: 1 };
  test.each<[string, (policy: Loose) => void, string, RegExp]>([
    ['schema version', head('schemaVersion', '1'), 'schemaVersion', /must be 1/],
    ['kind', head('kind', 'FITTED'), 'kind', /by judgement/],
    ['version', head('version', 'a b'), 'version', /a name/],
    ['day', head('createdOn', '2026-02-30'), 'createdOn', /a day/],
    ['field', head('mood', 1), 'mood', /not a field/],
    ['name', head('name', { en: 'x' }), 'name.zh', /not empty/],
    ['basis', head('basis', null), 'basis', /en and zh/],
    ['no steps', head('stepMinor', {}), 'stepMinor', /not empty/],
    ['steps of nothing', head('stepMinor', []), 'stepMinor', /an object/],
    ['unknown currency', head('stepMinor', { XXX: 1 }), 'stepMinor.XXX', /no currency/],
    ['prototype', head('stepMinor', { toString: 1 }), 'stepMinor.toString', /no currency/],
    ['step of zero', head('stepMinor', { CNY: 0 }), 'stepMinor.CNY', /from 1/],
    ['half a step', head('stepMinor', { CNY: 0.5 }), 'stepMinor.CNY', /whole/],
    ['no highest', head('newLineMaxMinor', {}), 'newLineMaxMinor', /not empty/],
    ['highest of zero', head('newLineMaxMinor', { CNY: 0 }), 'newLineMaxMinor.CNY', /from 1/],
    ['no new lines', head('newLinePpm', null), 'newLinePpm', /an object/],
    ['more than asked', head('newLinePpm', { A: 1_000_001 }), 'newLinePpm.A', /1000000/],
    ['band’s name', head('newLinePpm', { 'a b': 1 }), 'newLinePpm.a b', /a name/],
    ['no list', head('rules', {}), 'rules', /a list/],
    ['too many', head('rules', new Array(101).fill({})), 'rules', /at most 100/],
    ['no rule', head('rules', [7]), 'rules[0]', /an object/],
    ['field of a rule', rule('mood', 1), 'rules[0].mood', /not a field/],
    ['same id', rule('id', 'room-freed'), 'rules[2].id', /already taken/],
    ['same code', rule('reasonCode', 'LIMIT_RAISED_ROOM_FREED'), 'rules[2].reasonCode', /taken/],
    ['no bands', rule('bands', []), 'rules[0].bands', /not empty/],
    ['no band', rule('bands', ['A', 7]), 'rules[0].bands[1]', /a name/],
    ['band twice', rule('bands', ['A', 'A']), 'rules[0].bands[1]', /twice/],
    ['linked', rule('linked', 'ALL'), 'rules[0].linked', /SAME_CREDITOR or ANY/],
    ['bound', rule('utilizationAtLeastPpm', -1), 'rules[0].utilizationAtLeastPpm', /from 0/],
    ['null bound', rule('utilizationAtMostPpm', null), 'rules[0].utilizationAtMostPpm', /whole/],
    ['no line fits', rule('utilizationAtMostPpm', 1), 'rules[0].utilizationAtMostPpm', /no line/],
    ['no motives', rule('unlessMotives', []), 'rules[0].unlessMotives', /not empty/],
    ['motive', rule('unlessMotives', ['FUN']), 'rules[0].unlessMotives[0]', /one of/],
    ['motive twice', rule('unlessMotives', ['COST', 'COST']), 'rules[0].unlessMotives[1]', /twice/],
    ['no move', move(undefined), 'rules[0].move', /an object/],
    ['unknown move', move({ kind: 'CLOSE' }), 'rules[0].move.kind', /must be/],
    ['nothing', move({ kind: 'DECREASE', ofLimitPpm: 0 }), 'rules[0].move.ofLimitPpm', /from 1/],
    [
      'more than all',
      move({ ...increase, ofClosedPpm: 1_000_001 }),
      'rules[0].move.ofClosedPpm',
      /1000000/,
    ],
    [
      'no bound',
      move({ kind: 'INCREASE', ofClosedPpm: 1 }),
      'rules[0].move.atMostOfLimitPpm',
      /whole/,
    ],
    ['other move', move({ ...increase, ofLimitPpm: 1 }), 'rules[0].move.ofLimitPpm', /not a field/],
    ['figure', reason('{amount}'), 'rules[0].reason.en', /no figure/],
    ['brace', reason('{from'), 'rules[0].reason.en', /brace/],
    ['plural', reason('{from|one:a|other:b}'), 'rules[0].reason.en', /no number/],
    ['basis figure', rule('basis', { en: '{from}', zh: '文' }), 'rules[0].basis.en', /no figure/],
  ])('%s', (_, spoil, place, message) => {
    expect(issuesAfter(spoil)).toEqual([{ path: place, message: expect.stringMatching(message) }]);
  });
});

test('given several faults, then all are told at once', () => {
  const spoilt = issuesAfter((policy) => {
    policy.kind = 'GUESS';
    policy.rules[1].linked = 'ALL';
    policy.newLinePpm.A = 2_000_000;
  });
  expect(spoilt.map((each) => each.path)).toEqual(['kind', 'rules[1].linked', 'newLinePpm.A']);
});

test('given any document at all, then checking it does not throw', () => {
  for (const odd of [null, [], 'policy', 7, undefined]) {
    expect(validateLimitPolicy(odd)).toEqual({
      issues: [{ path: '', message: 'must be an object' }],
    });
  }
  const keys = fc.constantFrom(...Object.keys(document()));
  const ruleKeys = fc.constantFrom(...Object.keys(document().rules[2]));
  fc.assert(
    fc.property(keys, ruleKeys, fc.jsonValue(), (key, ruleKey, value) => {
      expect(() => validateLimitPolicy({ ...document(), [key]: value })).not.toThrow();
      const rules = [{ ...document().rules[2], [ruleKey]: value }];
      expect(() => validateLimitPolicy({ ...document(), rules })).not.toThrow();
    }),
    { numRuns: 500 },
  );
});
