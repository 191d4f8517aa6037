import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHARACTERISTICS } from '../../../src/domain/risk-profile/catalogue.js';
import { explain } from '../../../src/domain/risk-profile/explanation.js';
import { compileScorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../../src/domain/risk-profile/scorecard-validation.js';
import { expertDocument } from './arbitraries.js';

// biome-ignore lint/suspicious/noExplicitAny: these tests spoil a document in ways no type allows.
type Loose = any;

/** Mostly nonsense, sometimes what a card may hold. */
const anyPart = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('other', 700, 740, 50, { en: 'text', zh: '文字' }),
);

/** The issues of the shipped card after one change to it. */
function issuesAfter(spoil: (card: Loose) => void): { path: string; message: string }[] {
  const card = expertDocument();
  spoil(card);
  const result = validateScorecard(card);
  return 'issues' in result ? result.issues : [];
}
const characteristicAt = (id: string): number =>
  (expertDocument() as Loose).characteristics.findIndex((each: Loose) => each.id === id);
const late = characteristicAt('late_statements');
const mean = characteristicAt('utilization_mean');

test('given the shipped card, then nothing is wrong and it comes back as it was', () => {
  expect(validateScorecard(expertDocument())).toEqual({ card: expertDocument() });
});

describe('given a card with one fault, then its place is named', () => {
  const at = `characteristics[${late}]`;
  const cases: [string, (card: Loose) => void, string, RegExp][] = [
    [
      'schema version',
      (c) => {
        c.schemaVersion = 2;
      },
      'schemaVersion',
      /must be 1/,
    ],
    [
      'version',
      (c) => {
        c.version = '';
      },
      'version',
      /must be a name/,
    ],
    [
      'kind',
      (c) => {
        c.kind = 'GUESS';
      },
      'kind',
      /EXPERT or FITTED/,
    ],
    [
      'day',
      (c) => {
        c.createdOn = '2026-02-30';
      },
      'createdOn',
      /must be a day/,
    ],
    [
      'PDO',
      (c) => {
        c.pdo = 0;
      },
      'pdo',
      /above zero/,
    ],
    [
      'odds',
      (c) => {
        c.baseOdds = '2';
      },
      'baseOdds',
      /above zero/,
    ],
    [
      'base points',
      (c) => {
        c.basePoints = 380.5;
      },
      'basePoints',
      /whole number/,
    ],
    [
      'outcome',
      (c) => {
        delete c.outcome;
      },
      'outcome',
      /must be an object/,
    ],
    [
      'horizon',
      (c) => {
        c.outcome.horizonMonths = 0;
      },
      'outcome.horizonMonths',
      /whole number/,
    ],
    [
      'field',
      (c) => {
        c.mood = 1;
      },
      'mood',
      /not a field/,
    ],
    [
      'no characteristics',
      (c) => {
        c.characteristics = [];
      },
      'characteristics',
      /not empty/,
    ],
    [
      'characteristic that is none',
      (c) => {
        c.characteristics[late] = 7;
      },
      at,
      /an object/,
    ],
    [
      'unknown characteristic',
      (c) => {
        c.characteristics[late].id = 'zodiac';
      },
      `${at}.id`,
      /catalogue/,
    ],
    [
      'protected attribute',
      (c) => {
        c.characteristics[late].id = 'age_years';
      },
      `${at}.id`,
      /protected attribute "age"/,
    ],
    [
      'protected, written in one',
      (c) => {
        c.characteristics[late].id = 'maritalStatus';
      },
      `${at}.id`,
      /protected attribute "marital"/,
    ],
    [
      'same characteristic twice',
      (c) => {
        c.characteristics[late].id = c.characteristics[0].id;
      },
      `${at}.id`,
      /already taken/,
    ],
    [
      'same reason code twice',
      (c) => {
        c.characteristics[late].reasonCode = 'LATE_NOW';
      },
      `${at}.reasonCode`,
      /already taken/,
    ],
    [
      'no text in Chinese',
      (c) => {
        delete c.characteristics[late].reason.zh;
      },
      `${at}.reason.zh`,
      /not empty/,
    ],
    [
      'no text',
      (c) => {
        delete c.characteristics[late].favour;
      },
      `${at}.favour`,
      /en and zh/,
    ],
    [
      'blank label',
      (c) => {
        c.characteristics[late].attributes[0].label.en = ' ';
      },
      `${at}.attributes[0].label.en`,
      /not empty/,
    ],
    [
      'placeholder without figure',
      (c) => {
        c.characteristics[late].reason.en = '{percent}';
      },
      `${at}.reason.en`,
      /no figure/,
    ],
    [
      'broken template',
      (c) => {
        c.characteristics[late].reason.en = '{count';
      },
      `${at}.reason.en`,
      /brace/,
    ],
    [
      'baseline out of reach',
      (c) => {
        c.characteristics[late].baselinePoints = 65;
      },
      `${at}.baselinePoints`,
      /0 to 64/,
    ],
    [
      'no attributes',
      (c) => {
        c.characteristics[late].attributes = 'all';
      },
      `${at}.attributes`,
      /not empty/,
    ],
    [
      'attribute that is none',
      (c) => {
        c.characteristics[late].attributes[1] = null;
      },
      `${at}.attributes[1]`,
      /exactly one of/,
    ],
    [
      'range that is none',
      (c) => {
        c.characteristics[late].attributes[1].range = [1, 2];
      },
      `${at}.attributes[1].range`,
      /an object/,
    ],
    [
      'same attribute twice',
      (c) => {
        c.characteristics[late].attributes[1].id = 'exactly-0';
      },
      `${at}.attributes[1].id`,
      /already taken/,
    ],
    [
      'points in fractions',
      (c) => {
        c.characteristics[late].attributes[1].points = 1.5;
      },
      `${at}.attributes[1].points`,
      /whole number/,
    ],
    [
      'points as text',
      (c) => {
        c.characteristics[late].attributes[1].points = '44';
      },
      `${at}.attributes[1].points`,
      /whole number/,
    ],
    [
      'gap',
      (c) => {
        c.characteristics[late].attributes[2].range.min = 3;
      },
      `${at}.attributes[2].range`,
      /gap from 2 to 3/,
    ],
    [
      'gap at the bottom',
      (c) => {
        c.characteristics[late].attributes[0].range.min = 0;
      },
      `${at}.attributes[0].range`,
      /gap below 0/,
    ],
    [
      'gap at the top',
      (c) => {
        c.characteristics[late].attributes[4].range.max = 7;
      },
      `${at}.attributes`,
      /gap from 7 upwards/,
    ],
    [
      'overlap',
      (c) => {
        c.characteristics[late].attributes[2].range.min = 1;
      },
      `${at}.attributes[2].range`,
      /overlaps/,
    ],
    [
      'empty range',
      (c) => {
        c.characteristics[late].attributes[1].range.max = 1;
      },
      `${at}.attributes[1].range`,
      /no value/,
    ],
    [
      'range beyond the values',
      (c) => {
        c.characteristics[late].attributes[4].range.min = 7;
        c.characteristics[late].attributes[3].range.max = 7;
      },
      `${at}.attributes[4].range`,
      /no value/,
    ],
    [
      'cut between whole numbers',
      (c) => {
        c.characteristics[late].attributes[0].range.max = 0.5;
      },
      `${at}.attributes[0].range.max`,
      /at most 0 decimals/,
    ],
    [
      'cut finer than a ratio',
      (c) => {
        c.characteristics[mean].attributes[1].range.min = 0.01005;
      },
      `characteristics[${mean}].attributes[1].range.min`,
      /at most 4 decimals/,
    ],
    [
      'endless cut',
      (c) => {
        c.characteristics[late].attributes[4].range.max = Infinity;
      },
      `${at}.attributes[4].range.max`,
      /must be a number/,
    ],
    [
      'no attribute for missing',
      (c) => {
        c.characteristics[late].attributes.pop();
      },
      `${at}.attributes`,
      /missing value/,
    ],
    [
      'missing that has a range',
      (c) => {
        c.characteristics[late].attributes[5].range = {};
      },
      `${at}.attributes[5]`,
      /exactly one of/,
    ],
    [
      'missing that is not so',
      (c) => {
        c.characteristics[late].attributes[5].missing = false;
      },
      `${at}.attributes[5].missing`,
      /must be true/,
    ],
    [
      'missing that loses without a text',
      (c) => {
        c.characteristics[late].attributes[5].points = 0;
      },
      `${at}.attributes[5].reason`,
      /en and zh/,
    ],
    [
      'missing that speaks of a figure',
      (c) => {
        c.characteristics[late].attributes[5].reason = { en: '{count}', zh: '{count}' };
      },
      `${at}.attributes[5].reason.en`,
      /no figure/,
    ],
    [
      'bands out of order',
      (c) => {
        c.bands[1].minScore = 790;
      },
      'bands[1].minScore',
      /below the band before/,
    ],
    [
      'same band twice',
      (c) => {
        c.bands[1].band = 'A';
      },
      'bands[1].band',
      /already taken/,
    ],
    [
      'band above every score',
      (c) => {
        c.bands[0].minScore = 839;
      },
      'bands[0]',
      /no score/,
    ],
    [
      'band below every score',
      (c) => {
        c.bands[3].minScore = 383;
      },
      'bands[4]',
      /no score/,
    ],
    [
      'last band with a minimum',
      (c) => {
        c.bands[4].minScore = 0;
      },
      'bands[4].minScore',
      /must be absent/,
    ],
    [
      'no bands',
      (c) => {
        delete c.bands;
      },
      'bands',
      /not empty/,
    ],
  ];
  test.each(cases)('%s', (_fault, spoil, path, message) => {
    expect(issuesAfter(spoil)).toContainEqual({ path, message: expect.stringMatching(message) });
  });

  test('several faults are told at once', () => {
    const paths = issuesAfter((card) => {
      card.pdo = -1;
      card.bands[1].label.zh = '';
      card.characteristics[late].attributes[1].points = 0.1;
    }).map(({ path }) => path);
    expect(paths).toEqual(['pdo', `${at}.attributes[1].points`, 'bands[1].label.zh']);
  });
});

test('given anything that is no card, then it is refused without an exception', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (document) => {
      expect(validateScorecard(document)).toHaveProperty('issues.0.message');
    }),
  );
  // JSON may name a field "toString", which must not be called.
  const odd = { toString: '' };
  expect(
    issuesAfter((card) => Object.assign(card, { basePoints: odd, version: odd })),
  ).toHaveLength(2);
  expect(
    issuesAfter((card) => {
      card.characteristics[late].attributes[1].points = odd;
    }),
  ).not.toEqual([]);
  expect(validateScorecard(null)).toEqual({ issues: [{ path: '', message: 'must be an object' }] });
});

test('given any part of the card replaced by anything, then it is refused or it can score', () => {
  const places = fc.constantFrom('characteristics', 'bands');
  const nothing = Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, null]));
  let accepted = 0;
  fc.assert(
    fc.property(places, fc.nat(4), fc.nat(9), anyPart, (list, at, which, value) => {
      const card = expertDocument() as Loose;
      const keys = Object.keys(card[list][at]);
      card[list][at][keys[which % keys.length] as string] = value;
      const result = validateScorecard(card);
      if ('issues' in result) return;
      accepted += 1;
      expect(explain(compileScorecard(result.card), null, nothing, 'zh').band).toMatch(/./);
    }),
    { numRuns: 1_000 },
  );
  expect(accepted).toBeGreaterThan(0);
});
