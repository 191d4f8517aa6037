import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explain } from '../../../src/domain/risk-profile/explanation.js';
import { compileScorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../../src/domain/risk-profile/scorecard-validation.js';
import { expertDocument } from './arbitraries.js';
import { ENTRIES, fittedDocument, lookup, smallRules } from './cards.js';

// biome-ignore lint/suspicious/noExplicitAny: these tests spoil a document in ways no type allows.
type Loose = any;
type Case = [fault: string, spoil: (card: Loose) => void, path: string, message: RegExp];

function issuesAfter(spoil: (card: Loose) => void): { path: string; message: string }[] {
  const card: Loose = fittedDocument();
  spoil(card);
  const result = validateScorecard(card, lookup);
  return 'issues' in result ? result.issues : [];
}

const refuses = ([_, spoil, path, message]: Case): void =>
  expect(issuesAfter(spoil)).toContainEqual({ path, message: expect.stringMatching(message) });

/** Replaces the value at a place such as `bands.0.label`. */
const put = (place: string, value: unknown) => (card: Loose) => {
  const keys = place.split('.');
  const last = keys.pop() as string;
  keys.reduce((at, key) => at[key], card)[last] = value;
};

test('given the small fitted card, then nothing is wrong, but only beside its own data set', () => {
  expect(validateScorecard(fittedDocument(), lookup)).toEqual({ card: fittedDocument() });
  const beside = validateScorecard(fittedDocument());
  expect('issues' in beside && beside.issues[0]?.message).toMatch(/not in the catalogue/);
});

describe('given a fitted card that leaves out what such a card has, then its place is named', () => {
  test.each<Case>([
    ['cutoff', put('cutoffScore', undefined), 'cutoffScore', /fitted/],
    ['baseline method', put('baselineMethod', undefined), 'baselineMethod', /fitted/],
    ['twelve months', put('twelveMonths', undefined), 'twelveMonths', /fitted/],
    ['a price', put('bands.1.annualRatePpm', undefined), 'bands[1].annualRatePpm', /whole/],
    [
      'characteristics beyond twenty',
      (c) => {
        c.characteristics = Array.from({ length: 21 }, () => c.characteristics[0]);
      },
      'characteristics',
      /at most 20/,
    ],
    [
      'attributes beyond eight',
      (c) => {
        c.characteristics[0].attributes = Array.from({ length: 9 }, () => ({}));
      },
      'characteristics[0].attributes',
      /at most 8/,
    ],
  ])('%s', (...each) => refuses(each));
});

describe('given a wrong figure about the whole card, then its place is named', () => {
  const max = (c: Loose) => {
    c.baselineMethod = 'MAX';
  };
  test.each<Case>([
    ['method', put('baselineMethod', 'GUESS'), 'baselineMethod', /one of MAX/],
    ['factor', put('twelveMonths.oddsFactor', 0), 'twelveMonths.oddsFactor', /above zero/],
    ['factor NaN', put('twelveMonths.oddsFactor', NaN), 'twelveMonths.oddsFactor', /above/],
    ['basis', put('twelveMonths.basis', {}), 'twelveMonths.basis.en', /not empty/],
    ['twelve months', put('twelveMonths', 0.5), 'twelveMonths', /an object/],
    ['cutoff above all', put('cutoffScore', 221), 'cutoffScore', /ever reach it/],
    ['cutoff below all', put('cutoffScore', 0), 'cutoffScore', /ever be below/],
    ['cutoff in fractions', put('cutoffScore', 100.5), 'cutoffScore', /whole/],
    ['falling price', put('bands.1.annualRatePpm', 59_999), 'bands[1].annualRatePpm', /below/],
    ['odd price', put('bands.0.annualRatePpm', -1), 'bands[0].annualRatePpm', /whole/],
    ['not the most points', max, 'characteristics[0].baselinePoints', /must be 60/],
    [
      'not the fewest points',
      put('baselineMethod', 'MIN'),
      'characteristics[1].baselinePoints',
      /must be 0/,
    ],
    ['PDO without end', put('pdo', Infinity), 'pdo', /above zero/],
    ['odds beyond reason', put('baseOdds', 1e300), 'baseOdds', /at most/],
  ])('%s', (...each) => refuses(each));

  test('a band below the cutoff has no price, and one that reaches it has', () => {
    const at = (cutoff: number, ...rates: (number | undefined)[]) =>
      issuesAfter((c) => {
        c.cutoffScore = cutoff;
        for (const [place, rate] of rates.entries()) c.bands[place].annualRatePpm = rate;
      });
    expect(at(120, 60_000, 92_500, undefined)).toEqual([]);
    expect(at(121, 60_000, 92_500, undefined)).toEqual([]);
    expect(at(119, 60_000, 92_500, undefined)).toMatchObject([{ path: 'bands[2].annualRatePpm' }]);
    expect(at(120, 60_000, 92_500, 180_000)).toMatchObject([
      { path: 'bands[2].annualRatePpm', message: expect.stringMatching(/below the cutoff/) },
    ]);
  });

  test('what applies in one situation only has the points of "does not apply" as baseline', () => {
    const situated = (id: string) => {
      const entry = lookup(id);
      return entry && (id === 'income' ? { ...entry, situational: true as const } : entry);
    };
    const card: Loose = fittedDocument();
    expect(validateScorecard(card, situated)).toHaveProperty('card');
    card.characteristics[2].baselinePoints = 19;
    expect(validateScorecard(card, situated)).toMatchObject({
      issues: [
        { path: 'characteristics[2].baselinePoints', message: expect.stringMatching(/must be 20/) },
      ],
    });
  });

  test('an expert card has prices on every band or on none', () => {
    const card: Loose = expertDocument();
    card.bands[1].annualRatePpm = 100_000;
    const result = validateScorecard(card);
    const paths = 'issues' in result ? result.issues.map(({ path }) => path) : [];
    expect(paths).toEqual([0, 2, 3, 4].map((at) => `bands[${at}].annualRatePpm`));
  });

  test('baselines of the most points are accepted as MAX', () => {
    const issues = issuesAfter((c) => {
      max(c);
      for (const [at, points] of [60, 40, 40, 40, 40].entries()) {
        c.characteristics[at].baselinePoints = points;
      }
    });
    expect(issues).toEqual([]);
  });
});

describe('given special values that cannot be, then their place is named', () => {
  const at = 'characteristics[0].attributes';
  const special = (attribute: number, value: unknown) =>
    put(`characteristics.0.attributes.${attribute}.special`, value);
  test.each<Case>([
    ['off the grid', special(0, [0.00001]), `${at}[0].special[0]`, /4 decimals/],
    ['outside', special(0, [1.5]), `${at}[0].special[0]`, /0 to 1/],
    ['no number', special(0, ['0']), `${at}[0].special[0]`, /a number/],
    ['NaN', special(0, [NaN]), `${at}[0].special[0]`, /a number/],
    ['twice in one', special(0, [0, 0]), `${at}[0].special[1]`, /0 is already taken/],
    ['twice in two', special(1, [1, 0]), `${at}[1].special[1]`, /0 is already taken/],
    ['twice by its sign', special(1, [1, -0]), `${at}[1].special[1]`, /already taken/],
    ['none', special(0, []), `${at}[0].special`, /not empty/],
    ['too many', special(0, new Array(40).fill(0)), `${at}[0].special`, /at most 32/],
    ['two forms', put('characteristics.0.attributes.0.range', {}), `${at}[0]`, /exactly one/],
    [
      'a whole range',
      put('characteristics.3.attributes.1', { range: { max: 1 } }),
      'characteristics[3].attributes[1].range',
      /no value is left/,
    ],
    [
      'no range at all',
      (c) => c.characteristics[1].attributes.splice(0, 2),
      'characteristics[1].attributes',
      /ranges for all values/,
    ],
    [
      'a category of a number',
      put('characteristics.1.attributes.0', { categories: ['OWN'] }),
      'characteristics[1].attributes[0].categories',
      /unit DAYS/,
    ],
  ])('%s', (...each) => refuses(each));

  test('a range with one value left beside the special ones is reached', () => {
    const issues = issuesAfter((c) => {
      const [never, ever] = c.characteristics[3].attributes;
      c.characteristics[3].attributes.splice(1, 1, { ...ever, range: { max: 2 } });
      c.characteristics[3].attributes.push({ ...ever, id: 'more', range: { min: 2 } });
      expect(never.special).toEqual([0]);
    });
    expect(issues).toEqual([]);
  });
});

describe('given categories that do not share out the list, then their place is named', () => {
  const at = 'characteristics[4].attributes';
  const categories = (attribute: number, value: unknown) =>
    put(`characteristics.4.attributes.${attribute}.categories`, value);
  test.each<Case>([
    ['unknown', categories(1, ['RENT', 'BOAT']), `${at}[1].categories[1]`, /no category of hous/],
    ['of a prototype', categories(1, ['RENT', '__proto__']), `${at}[1].categories[1]`, /no cat/],
    ['twice', categories(1, ['RENT', 'OWN']), `${at}[1].categories[1]`, /already taken/],
    ['left out', categories(0, ['OWN']), at, /leaves out the category "FREE"/],
    ['no text', categories(1, [7]), `${at}[1].categories[0]`, /a text/],
    ['empty', categories(1, []), `${at}[1].categories`, /not empty/],
    [
      'a range of a category',
      put('characteristics.4.attributes.1', { range: {} }),
      `${at}[1].range`,
      /unit CATEGORY/,
    ],
  ])('%s', (...each) => refuses(each));
});

describe('given texts that could not be filled, then their place is named', () => {
  const reason = (en: string) => put('characteristics.0.reason', { en, zh: '文字' });
  const path = 'characteristics[0].reason.en';
  test.each<Case>([
    ['the figure of another unit', reason('{months}'), path, /no figure/],
    ['a form picked by words', reason('{percent|one:a|other:b}'), path, /is no number/],
    ['a text without end', reason('x'.repeat(2_001)), path, /at most 2000/],
  ])('%s', (...each) => refuses(each));
});

describe('given a hostile document, then it is refused without an exception', () => {
  const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
  const huge = new Array(1_000_000).fill({});
  const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`k${at}`, at]));
  test.each<[string, (card: Loose) => void, string]>([
    ['a deep list', put('name', deep), 'name'],
    ['a deep attribute', put('characteristics.0.attributes.0.range', deep), 'characteristics[0]'],
    ['a million characteristics', put('characteristics', huge), 'characteristics'],
    ['a million attributes', put('characteristics.0.attributes', huge), 'characteristics[0]'],
    ['a million bands', put('bands', huge), 'bands'],
    ['a million special values', put('characteristics.0.attributes.0.special', huge), 'charac'],
    ['a list of holes', put('characteristics', new Array(3)), 'characteristics[0]'],
    ['a list without end', put('bands', new Array(2 ** 32 - 1)), 'bands'],
    ['ten thousand fields', (c) => Object.assign(c, wide), 'k0'],
    ['a field without end', put('x'.repeat(1e6), 1), 'x'],
    ['a field of the prototype', put('characteristics.0.id', '__proto__'), 'characteristics[0].id'],
    ['a constructor', put('baselineMethod', 'constructor'), 'baselineMethod'],
    ['a symbol', put('characteristics.0.id', Symbol('id')), 'characteristics[0].id'],
    ['a big integer', put('basePoints', 5n), 'basePoints'],
    ['an id without end', put('characteristics.0.id', 'x'.repeat(1e6)), 'characteristics[0].id'],
    ['a name without end', put('version', 'x'.repeat(1e6)), 'version'],
  ])('%s', (_fault, spoil, path) => {
    const issues = issuesAfter(spoil);
    expect(issues.length).toBeGreaterThan(0);
    expect(issues.length).toBeLessThanOrEqual(500);
    expect(issues.some((each) => each.path.startsWith(path))).toBe(true);
    for (const each of issues) expect(each.path.length + each.message.length).toBeLessThan(500);
  });

  test('fields that JSON calls __proto__ are fields that no document has', () => {
    const result = validateScorecard(JSON.parse('{"__proto__": {"schemaVersion": 1}}'), lookup);
    expect('issues' in result && result.issues[0]).toEqual({
      path: '__proto__',
      message: 'is not a field of this document',
    });
  });
});

test('given any part of the card replaced by anything, then it is refused or it can explain', () => {
  const part = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>([0], [1, 0.25], ['OWN'], { max: 0.2 }, true, 20, 60_000, 'MEAN'),
  );
  const nothing = Object.fromEntries(ENTRIES.map(({ id }) => [id, null]));
  const nobody = { ...nothing, statement_months: 0 };
  let accepted = 0;
  fc.assert(
    fc.property(fc.nat(200), part, (which, value) => {
      const card: Loose = fittedDocument();
      const places = placesOf(card);
      put(places[which % places.length] as string, value)(card);
      const result = validateScorecard(card, lookup);
      if ('issues' in result) return;
      accepted += 1;
      const told = explain(compileScorecard(result.card), smallRules(), nobody, 'zh', lookup);
      expect(told.band).toMatch(/./);
    }),
    { numRuns: 2_000 },
  );
  expect(accepted).toBeGreaterThan(0);
});

/** The places of everything within a document. */
const placesOf = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => {
        const place = path === '' ? key : `${path}.${key}`;
        return [place, ...placesOf(each, place)];
      })
    : [];
