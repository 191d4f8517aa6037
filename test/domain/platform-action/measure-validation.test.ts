import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ActionPolicy, Measure } from '../../../src/domain/platform-action/measure.js';
import {
  actionPolicyIssuesBeside,
  validateActionPolicy,
} from '../../../src/domain/platform-action/measure-validation.js';
import { CARD, POLICY, RULES } from './measures.js';

// biome-ignore lint/suspicious/noExplicitAny: these tests spoil a document in ways no type allows.
type Loose = any;

const path = new URL('../../../src/infrastructure/action-policies/actions-1.json', import.meta.url);
const document = (): Loose => JSON.parse(readFileSync(path, 'utf8'));

function issuesAfter(spoil: (policy: Loose) => void): readonly { path: string; message: string }[] {
  const policy = document();
  spoil(policy);
  const result = validateActionPolicy(policy);
  return 'issues' in result ? result.issues : [];
}

const placeOf = (id: string): number => POLICY.measures.findIndex((each) => each.id === id);
/** `measures[…]` of a shipped measure, and what is below it. */
const at = (id: string, below = ''): string => `measures[${placeOf(id)}]${below}`;
const head = (key: string, value: unknown) => (policy: Loose) => {
  policy[key] = value;
};
const measure = (id: string, key: string, value: unknown) => (policy: Loose) => {
  policy.measures[placeOf(id)][key] = value;
};
const when = (id: string, ...conditions: unknown[]) => measure(id, 'when', conditions);
const milder = (id: string, ...steps: unknown[]) => measure(id, 'milder', steps);

const text = { en: 'Words.', zh: '文字。' };
const OUTFLOWS = 'outflows-suspend';
const atLeast = (characteristicId: unknown, bound: unknown) => ({
  kind: 'CHARACTERISTIC_AT_LEAST',
  characteristicId,
  atLeast: bound,
});
const is = (characteristicId: unknown, category: unknown) => ({
  kind: 'CHARACTERISTIC_IS',
  characteristicId,
  category,
});
const band = (...bands: unknown[]) => ({ kind: 'BAND_IN', bands });
const rule = (ruleId: unknown) => ({ kind: 'RULE_ACTS', ruleId });

test('given the shipped policy, then nothing is wrong, and it stands beside card and rules', () => {
  expect(validateActionPolicy(document())).toEqual({ policy: document() });
  expect(actionPolicyIssuesBeside(POLICY, RULES, CARD)).toEqual([]);
});

test('given no measure at all, then the institution acts on no line', () => {
  expect(validateActionPolicy({ ...document(), measures: [] })).toHaveProperty('policy');
});

describe('given a policy with one fault, then its place is named', () => {
  const [first] = at(OUTFLOWS, '.when[0]').split(' ');
  const where = (key: string): string => `${first}.${key}`;
  test.each<[string, (policy: Loose) => void, string, RegExp]>([
    ['schema version', head('schemaVersion', '1'), 'schemaVersion', /must be 1/],
    ['kind', head('kind', 'FITTED'), 'kind', /by judgement/],
    ['version', head('version', 'a b'), 'version', /a name/],
    ['day', head('createdOn', '2026-02-30'), 'createdOn', /a day/],
    ['field', head('mood', 1), 'mood', /not a field/],
    ['name', head('name', { en: 'x' }), 'name.zh', /not empty/],
    ['basis', head('basis', null), 'basis', /en and zh/],
    ['no list', head('measures', {}), 'measures', /a list/],
    ['too many', head('measures', new Array(101).fill({})), 'measures', /at most 100/],
    ['no measure', head('measures', [7]), 'measures[0]', /an object/],
    ['field of a measure', measure(OUTFLOWS, 'mood', 1), at(OUTFLOWS, '.mood'), /not a field/],
    [
      'same id',
      measure('fund-pool-decrease', 'id', OUTFLOWS),
      at('fund-pool-decrease', '.id'),
      /already taken/,
    ],
    [
      'same code',
      measure('fund-pool-decrease', 'reasonCode', 'SUSPENDED_OUTFLOWS'),
      at('fund-pool-decrease', '.reasonCode'),
      /already taken/,
    ],
    [
      'code of a condition',
      measure(OUTFLOWS, 'reasonCode', 'LINE_PAST_DUE'),
      at(OUTFLOWS, '.reasonCode'),
      /code of a condition/,
    ],
    [
      'unknown effect',
      measure(OUTFLOWS, 'effect', { kind: 'X' }),
      at(OUTFLOWS, '.effect.kind'),
      /one of/,
    ],
    ['no effect', measure(OUTFLOWS, 'effect', 'SUSPENSION'), at(OUTFLOWS, '.effect'), /an object/],
    [
      'share of a suspension',
      measure(OUTFLOWS, 'effect', { kind: 'SUSPENSION', ofLimitPpm: 1 }),
      at(OUTFLOWS, '.effect.ofLimitPpm'),
      /not a field/,
    ],
    [
      'decrease of nothing',
      measure('fund-pool-decrease', 'effect', { kind: 'LINE_DECREASE', ofLimitPpm: 0 }),
      at('fund-pool-decrease', '.effect.ofLimitPpm'),
      /from 1/,
    ],
    [
      'repricing of nothing',
      measure('macro-reprice', 'effect', { kind: 'REPRICING', addPpm: 0.5 }),
      at('macro-reprice', '.effect.addPpm'),
      /whole/,
    ],
    ['taken', measure(OUTFLOWS, 'taken', 'BY_ORACLE'), at(OUTFLOWS, '.taken'), /BY_MACHINE or/],
    [
      'a machine that declares',
      measure('security-suspend', 'taken', 'BY_MACHINE'),
      at('security-suspend', '.taken'),
      /a person declares/,
    ],
    [
      'a machine that looks for nothing',
      measure('fund-pool-decrease', 'taken', 'BY_MACHINE'),
      at('fund-pool-decrease', '.taken'),
      /nothing is looked for/,
    ],
    ['no conditions', measure(OUTFLOWS, 'when', null), at(OUTFLOWS, '.when'), /a list/],
    ['condition', when('fund-pool-decrease', 7), at('fund-pool-decrease', '.when[0]'), /an object/],
    [
      'unknown characteristic',
      when(OUTFLOWS, atLeast('mood', 2)),
      where('characteristicId'),
      /not in the catalogue/,
    ],
    [
      'protected attribute',
      when(OUTFLOWS, atLeast('gender', 2)),
      where('characteristicId'),
      /protected/,
    ],
    [
      'no value reaches',
      when(OUTFLOWS, atLeast('outflows_15d', 1e9)),
      where('atLeast'),
      /ever reach/,
    ],
    [
      'every value reaches',
      when(OUTFLOWS, atLeast('outflows_15d', 0)),
      where('atLeast'),
      /every value/,
    ],
    [
      'half an outflow',
      when(OUTFLOWS, atLeast('outflows_15d', 2.5)),
      where('atLeast'),
      /0 decimals/,
    ],
    ['no bound', when(OUTFLOWS, atLeast('outflows_15d', null)), where('atLeast'), /a number/],
    [
      'a category’s height',
      when(OUTFLOWS, atLeast('statement_status', 2)),
      where('characteristicId'),
      /has no height/,
    ],
    [
      'what is safer when higher',
      when(OUTFLOWS, atLeast('lowest_payment_in_wages', 2)),
      where('characteristicId'),
      /held against nobody/,
    ],
    [
      'own closings',
      when(OUTFLOWS, atLeast('lines_closed_180d', 3)),
      where('characteristicId'),
      /CLOSURES/,
    ],
    [
      'contacts',
      when(OUTFLOWS, atLeast('social_links_180d', 3)),
      where('characteristicId'),
      /SOCIAL/,
    ],
    [
      'income as conduct',
      when(OUTFLOWS, is('income_verification', 'NOT_VERIFIED')),
      where('characteristicId'),
      /INCOME/,
    ],
    [
      'no category',
      when(OUTFLOWS, is('statement_status', 'GREAT')),
      where('category'),
      /a category/,
    ],
    [
      'a number’s category',
      when(OUTFLOWS, is('outflows_15d', 'X')),
      where('characteristicId'),
      /no category/,
    ],
    [
      'the safest category',
      when('verified-income-scope', is('income_verification', 'VERIFIED')),
      at('verified-income-scope', '.when[0].category'),
      /safest/,
    ],
    [
      'conduct as a service’s scope',
      when('verified-income-scope', is('statement_status', 'LATE_1')),
      at('verified-income-scope', '.when[0].characteristicId'),
      /STATEMENTS/,
    ],
    ['no rule', when(OUTFLOWS, rule('a b')), where('ruleId'), /a name/],
    [
      'field of a condition',
      when(OUTFLOWS, { ...rule('x'), days: 1 }),
      where('days'),
      /not a field/,
    ],
    ['twice', when(OUTFLOWS, rule('x'), rule('x')), at(OUTFLOWS, '.when[1]'), /twice/],
    [
      'more than can be told',
      when(OUTFLOWS, rule('a'), rule('b'), rule('c'), rule('d')),
      at(OUTFLOWS, '.when'),
      /at most 3/,
    ],
    [
      'no bands',
      when('model-update-decrease', band()),
      at('model-update-decrease', '.when[0].bands'),
      /empty/,
    ],
    [
      'band twice',
      when('model-update-decrease', band('D', 'D')),
      at('model-update-decrease', '.when[0].bands[1]'),
      /twice/,
    ],
    [
      'no use at all',
      when('over-dependence-decrease', { kind: 'UTILIZATION_AT_LEAST', ppm: 0 }),
      at('over-dependence-decrease', '.when[0].ppm'),
      /from 1/,
    ],
    [
      'days',
      when('delinquency-suspend', { kind: 'OVERDUE_DAYS_AT_LEAST', days: 0 }),
      at('delinquency-suspend', '.when[0].days'),
      /from 1/,
    ],
    [
      'basis',
      measure(OUTFLOWS, 'basis', { ...text, fr: 'x' }),
      at(OUTFLOWS, '.basis.fr'),
      /not a field/,
    ],
    [
      'figure',
      measure(OUTFLOWS, 'reason', { ...text, en: '{from}' }),
      at(OUTFLOWS, '.reason.en'),
      /no figure/,
    ],
    [
      'plural of an amount',
      measure('fund-pool-decrease', 'reason', { ...text, en: '{from|one:a|other:b}' }),
      at('fund-pool-decrease', '.reason.en'),
      /no number/,
    ],
    ['nothing milder', milder(OUTFLOWS), at(OUTFLOWS, '.milder'), /milder step than SUSPENSION/],
    [
      'nothing milder than itself',
      milder(OUTFLOWS, { kind: 'SUSPENSION', whyNot: text }),
      at(OUTFLOWS, '.milder[0].kind'),
      /milder kind/,
    ],
    [
      'why not',
      milder(OUTFLOWS, { kind: 'LINE_DECREASE' }),
      at(OUTFLOWS, '.milder[0].whyNot'),
      /en and zh/,
    ],
    ['step', milder(OUTFLOWS, 'LINE_DECREASE'), at(OUTFLOWS, '.milder[0]'), /an object/],
    [
      'step twice',
      milder(
        OUTFLOWS,
        { kind: 'LINE_DECREASE', whyNot: text },
        { kind: 'LINE_DECREASE', whyNot: text },
      ),
      at(OUTFLOWS, '.milder[1].kind'),
      /already taken/,
    ],
    [
      'does everywhere',
      milder(OUTFLOWS, { kind: 'LINE_DECREASE', whyNot: text, doesWhere: [] }),
      at(OUTFLOWS, '.milder[0].doesWhere'),
      /not empty/,
    ],
    [
      'conduct that picks under another ground',
      milder('regulation-end', { kind: 'LINE_DECREASE', whyNot: text, doesWhere: [band('A')] }),
      at('regulation-end', '.milder[0].doesWhere[0].kind'),
      /nothing that the ground REGULATION/,
    ],
    [
      'linked share',
      measure(OUTFLOWS, 'linkedDecreasePpm', 1_000_001),
      at(OUTFLOWS, '.linkedDecreasePpm'),
      /1000000/,
    ],
    [
      'no linked share',
      measure(OUTFLOWS, 'linkedDecreasePpm', undefined),
      at(OUTFLOWS, '.linkedDecreasePpm'),
      /whole/,
    ],
    [
      'linked with a price',
      measure('macro-reprice', 'linkedDecreasePpm', 1),
      at('macro-reprice', '.linkedDecreasePpm'),
      /lowers no limit/,
    ],
    [
      'linked with an unused line',
      measure('inactive-end', 'linkedDecreasePpm', 1),
      at('inactive-end', '.linkedDecreasePpm'),
      /nothing of the others/,
    ],
    [
      'a rule of law that nobody names',
      measure('regulation-end', 'needsStatement', undefined),
      at('regulation-end', '.needsStatement'),
      /has to be stated/,
    ],
    [
      'a statement that is not asked for',
      measure('fund-pool-decrease', 'needsStatement', false),
      at('fund-pool-decrease', '.needsStatement'),
      /true/,
    ],
    [
      'a statement of a machine',
      measure(OUTFLOWS, 'needsStatement', true),
      at(OUTFLOWS, '.needsStatement'),
      /machine/,
    ],
  ])('%s', (_, spoil, place, message) => {
    expect(issuesAfter(spoil)).toEqual([{ path: place, message: expect.stringMatching(message) }]);
  });
});

test('given several faults, then all are told at once', () => {
  const spoilt = issuesAfter((policy) => {
    policy.kind = 'GUESS';
    policy.measures[1].taken = 'NEVER';
    policy.measures[2].grounds = 'CUSTOMER_REQUEST';
  });
  const places = ['kind', 'measures[1].taken', 'measures[2].grounds'];
  expect(spoilt.map((each) => each.path)).toEqual(places);
});

test('given whatever document, then it is judged and nothing is thrown', () => {
  const judged = fc.property(fc.anything(), fc.nat(14), fc.anything(), (value, place, other) => {
    expect(validateActionPolicy(value)).toHaveProperty('issues');
    for (const key of ['effect', 'when', 'milder', 'reason', 'grounds', 'taken']) {
      const policy = document();
      policy.measures[place][key] = other;
      const result = validateActionPolicy(policy);
      expect('policy' in result || result.issues.length > 0).toBe(true);
    }
  });
  fc.assert(judged, { numRuns: 100 });
});

describe('beside the card and the rules', () => {
  const besideWith = (id: string, over: Partial<Measure>): readonly unknown[] => {
    const measures = POLICY.measures.map((each) => (each.id === id ? { ...each, ...over } : each));
    return actionPolicyIssuesBeside({ measures }, RULES, CARD);
  };
  const fault = (path: string, message: RegExp) => [
    { path, message: expect.stringMatching(message) },
  ];
  const whenOf = (...conditions: unknown[]) => ({ when: conditions as Measure['when'] });

  test.each<[string, string, Partial<Measure>, string, RegExp]>([
    ['rule', OUTFLOWS, whenOf(rule('no-such')), '.when[0].ruleId', /no rule/],
    [
      'band',
      'model-update-decrease',
      whenOf(band('D', 'Z')),
      '.when[0].bands[1]',
      /"Z" is no band/,
    ],
    [
      'all bands',
      'model-update-decrease',
      whenOf(band('A', 'B', 'C', 'D', 'E')),
      '.when[0].bands',
      /leave nobody out/,
    ],
    [
      'characteristic that nobody looks at',
      OUTFLOWS,
      whenOf(atLeast('draws_7d', 3)),
      '.when[0].characteristicId',
      /neither card nor rules/,
    ],
    [
      'rule that leaves lines as they are',
      OUTFLOWS,
      whenOf(rule('frequent-closing')),
      '.when[0].ruleId',
      /lines stay as they are/,
    ],
    ['code of a rule', OUTFLOWS, { reasonCode: 'DEVICES_MANY' }, '.reasonCode', /rules/],
    [
      'code of the card',
      OUTFLOWS,
      { reasonCode: CARD.characteristics[0]?.reasonCode ?? '' },
      '.reasonCode',
      /card/,
    ],
    [
      'what a milder step looks at',
      OUTFLOWS,
      {
        milder: [
          { kind: 'LINE_DECREASE', whyNot: text, doesWhere: [{ kind: 'BAND_IN', bands: ['Z'] }] },
        ],
      },
      '.milder[0].doesWhere[0].bands[0]',
      /no band/,
    ],
  ])('%s', (_, id, over, place, message) => {
    expect(besideWith(id, over)).toEqual(fault(at(id, place), message));
  });

  test('a rule over what is no conduct cannot carry a ground of it', () => {
    const [first] = RULES.rules;
    if (!first) throw new Error('the shipped rules have none');
    const rules = {
      ...RULES,
      rules: [{ ...first, id: 'contacts', characteristicId: 'social_links_180d' }],
    };
    const policy: Pick<ActionPolicy, 'measures'> = {
      measures: POLICY.measures
        .filter(({ id }) => id === OUTFLOWS)
        .map((each) => ({ ...each, ...whenOf(rule('contacts')) })),
    };
    expect(actionPolicyIssuesBeside(policy, rules, CARD)).toEqual(
      fault('measures[0].when[0].ruleId', /SOCIAL/),
    );
  });
});
