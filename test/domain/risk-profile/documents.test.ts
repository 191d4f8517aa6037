import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { validateLimitPolicy } from '../../../src/domain/credit-account/limit-policy-validation.js';
import { validateRuleSet } from '../../../src/domain/risk-profile/rule-set-validation.js';
import { validateScorecard } from '../../../src/domain/risk-profile/scorecard-validation.js';
import { expertDocument } from './arbitraries.js';
import { fittedDocument, lookup, rulesDocument } from './cards.js';
import { conforms } from './json-schema.js';

// biome-ignore lint/suspicious/noExplicitAny: these tests spoil a document in ways no type allows.
type Loose = any;

const read = (path: string): Loose =>
  JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));

/** Whether these may be absent hangs on their neighbours, which a schema cannot look at. */
const RELATIVE = /range\.(min|max)$|attributes\.\d+\.(reason|favour)$|minScore$/;

/** Holders whose fields have names of the document's own choice. */
const NAMED_FREELY = ['newLinePpm'];

const DOCUMENTS = [
  {
    name: 'scorecard',
    schema: read('schema/scorecard.schema.json'),
    good: fittedDocument as () => Loose,
    loads: (document: unknown) => 'card' in validateScorecard(document, lookup),
  },
  {
    name: 'rule set',
    schema: read('schema/rule-set.schema.json'),
    good: rulesDocument as () => Loose,
    loads: (document: unknown) => 'rules' in validateRuleSet(document, lookup),
  },
  {
    name: 'limit policy',
    schema: read('schema/limit-policy.schema.json'),
    good: () => read('src/infrastructure/limit-policies/limits-1.json'),
    loads: (document: unknown) => 'policy' in validateLimitPolicy(document),
  },
];

describe.each(DOCUMENTS)('the published schema of a $name', ({ schema, good, loads }) => {
  const places = placesOf(good());

  test('describes a good document', () => {
    expect(conforms(schema, good())).toBe(true);
    expect(loads(good())).toBe(true);
  });

  test.each(places.filter((place) => !RELATIVE.test(place)))(
    'agrees with loading on whether %s may be absent',
    (place) => {
      const document = good();
      remove(document, place);
      expect(conforms(schema, document)).toBe(loads(document));
    },
  );

  test('agrees with loading on fields that no document has', () => {
    const objects = places.filter((place) => isObject(at(good(), place)));
    const holders = ['', ...objects.filter((place) => !NAMED_FREELY.includes(place))];
    for (const place of holders) {
      const document = good();
      const holder = place === '' ? document : at(document, place);
      holder.surplus = 1;
      expect([place, conforms(schema, document), loads(document)]).toEqual([place, false, false]);
    }
  });

  test('describes every document that loads, whatever is put into it', () => {
    const part = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(0, 1, 20, 'A', [0], { max: 1 }, { kind: 'REFER' }, 'x'.repeat(65)),
      fc.string().map((each) => ({ en: each, zh: each })),
    );
    let [loaded, refused] = [0, 0];
    fc.assert(
      fc.property(fc.nat(1_000), part, (which, value) => {
        const document = good();
        put(document, places[which % places.length] as string, value);
        if (loads(document)) loaded += 1;
        else refused += 1;
        if (loads(document)) expect(conforms(schema, document)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    expect(Math.min(loaded, refused)).toBeGreaterThan(10);
  });

  test.each<[string, unknown]>([
    ['schemaVersion', 2],
    ['version', 'x'.repeat(65)],
    ['name.en', ' '],
    ['basis.zh', 'x'.repeat(2_001)],
    ['kind', 'GUESS'],
  ])('refuses, as loading does, a %s out of bounds', (place, value) => {
    const document = good();
    put(document, place, value);
    expect([conforms(schema, document), loads(document)]).toEqual([false, false]);
  });
});

describe('the schemas and the shipped documents', () => {
  test('the expert card and the first rules are what the schemas describe', () => {
    expect(conforms(read('schema/scorecard.schema.json'), expertDocument())).toBe(true);
    const rules = read('src/infrastructure/scorecards/rules-1.json');
    expect(conforms(read('schema/rule-set.schema.json'), rules)).toBe(true);
  });

  test.each<[string, unknown]>([
    ['pdo', 10_001],
    ['baseOdds', 0],
    ['cutoffScore', 1.5],
    ['baselineMethod', 'GUESS'],
    ['twelveMonths.oddsFactor', -1],
    ['bands.0.annualRatePpm', 1_000_001],
    ['bands.1.annualRatePpm', undefined],
    ['characteristics.0.id', ''],
    ['characteristics.0.attributes.0.special', []],
    ['characteristics.0.attributes.0.special', [0, 0]],
    ['characteristics.0.attributes.0.range', {}],
    ['characteristics.4.attributes.1.categories', [1]],
    ['characteristics.0.attributes.4.missing', false],
    ['characteristics.0.attributes', new Array(9).fill({})],
  ])('both refuse a fitted card whose %s is %j', (place, value) => {
    const document: Loose = fittedDocument();
    if (value === undefined) remove(document, place);
    else put(document, place, value);
    expect(conforms(read('schema/scorecard.schema.json'), document)).toBe(false);
    expect(validateScorecard(document, lookup)).toHaveProperty('issues.0');
  });
});

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function at(document: Loose, place: string): Loose {
  return place.split('.').reduce((holder, key) => holder[key], document);
}

function put(document: Loose, place: string, value: unknown): void {
  const keys = place.split('.');
  const last = keys.pop() as string;
  keys.reduce((holder, key) => holder[key], document)[last] = value;
}

function remove(document: Loose, place: string): void {
  const keys = place.split('.');
  const last = keys.pop() as string;
  delete keys.reduce((holder, key) => holder[key], document)[last];
}

/** The places of all fields within a document; lists are walked through, their items are none. */
function placesOf(value: Loose, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const place = path === '' ? key : `${path}.${key}`;
    return [...(Array.isArray(value) ? [] : [place]), ...placesOf(each, place)];
  });
}
