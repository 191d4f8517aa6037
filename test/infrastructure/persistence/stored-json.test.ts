/** Stored JSON: what older releases wrote is brought up, what newer ones wrote is refused. */
import { describe, expect, test } from '@jest/globals';
import {
  currentVersion,
  readJson,
  type Upcaster,
  upcast,
  writeJson,
} from '../../../src/infrastructure/persistence/stored-json.js';

/** A name was one text, then had a language, then more than one. */
const STEPS: readonly Upcaster[] = [
  ({ name, ...rest }) => ({ ...rest, name: { en: name } }),
  ({ name, ...rest }) => ({ ...rest, names: [name] }),
];
const read = (document: object, steps = STEPS) => upcast('thing', JSON.stringify(document), steps);

describe('bringing up', () => {
  test.each([
    [{ schemaVersion: 1, id: 7, name: 'Line' }],
    [{ schemaVersion: 2, id: 7, name: { en: 'Line' } }],
    [{ schemaVersion: 3, id: 7, names: [{ en: 'Line' }] }],
  ])('%j goes through the steps that it has not had', (document) => {
    expect(read(document)).toEqual({ id: 7, names: [{ en: 'Line' }] });
  });

  test('a version from the future is refused by name', () => {
    expect(() => read({ schemaVersion: 4 })).toThrow('stored thing has version 4, newer than 3');
    expect(() => read({ schemaVersion: 2 }, [])).toThrow('newer than 1');
  });

  test.each([{}, { schemaVersion: '1' }, { schemaVersion: 0 }, { schemaVersion: 1.5 }])(
    '%j has no version that could be read',
    (document) => {
      expect(() => read(document)).toThrow('stored thing without a schema version');
    },
  );
});

test('an assessment of the first version had no rules that looked on', () => {
  const first = { values: { utilization_now: null }, probabilityOfDefault: 0.5 };
  const text = JSON.stringify({ schemaVersion: 1, ...first });
  const then = { rules: null, protection: null, bureauId: null };
  expect(readJson('assessment', text)).toEqual({ ...first, ...then });
});

test('a closure of the first version was made at once and moved nothing else', () => {
  const text = JSON.stringify({ schemaVersion: 1, id: 'c', outcome: 'CLOSED' });
  expect(readJson('closure', text)).toMatchObject({
    id: 'c',
    outcome: 'CLOSED',
    kind: 'IMMEDIATE',
    quoteId: null,
    linkedLimits: [],
    restrictions: [],
    limitCountsUntil: null,
    qualitySegment: false,
  });
});

test.each([
  ['product', { customerNoticeMonths: 0 }],
  [
    'decision',
    {
      limitPolicyVersion: null,
      madeBy: 'STAFF',
      causedBy: null,
      reverses: null,
      appealUntil: null,
      measure: null,
    },
  ],
] as const)('a %s of the first version reads with what was so then', (kind, then) => {
  const text = JSON.stringify({ schemaVersion: 1, id: 'x' });
  expect(readJson(kind, text)).toEqual({ id: 'x', ...then });
});

test.each([
  ['CUSTOMER_REQUEST', 'limit-policy:limits-1', 'CUSTOMER'],
  ['BEHAVIOUR', 'limit-policy:limits-1', 'MACHINE'],
  ['BEHAVIOUR', 'scorecard:taiwan-1', 'MACHINE'],
  ['BEHAVIOUR', 'reviewer-scorecard:1', 'STAFF'],
  ['FRAUD_OR_SECURITY', 'agent-2', 'STAFF'],
] as const)('a decision on %s by %s was made by the %s', (grounds, decidedBy, madeBy) => {
  const text = JSON.stringify({ schemaVersion: 2, grounds, decidedBy });
  expect(readJson('decision', text)).toMatchObject({ grounds, decidedBy, madeBy });
});

describe('writing', () => {
  test('puts the present version first, and reading takes it off again', () => {
    const text = writeJson('product', { id: 'p', names: { zh: '额度 “A”' } });
    expect(JSON.parse(text)).toEqual({
      schemaVersion: currentVersion('product'),
      id: 'p',
      names: { zh: '额度 “A”' },
    });
    expect(readJson('product', text)).toEqual({ id: 'p', names: { zh: '额度 “A”' } });
  });

  test('a version that this release does not know is refused for every kind', () => {
    const kinds = [
      'product',
      'assessment',
      'activity',
      'activityDay',
      'closure',
      'closureRequest',
      'closureQuote',
      'creditApplication',
      'identity',
      'legalHold',
      'decision',
      'platformAction',
      'notice',
      'appeal',
      'evidence',
      'fileAccess',
      'outbox',
    ] as const;
    for (const kind of kinds) {
      const text = JSON.stringify({ schemaVersion: currentVersion(kind) + 1 });
      expect(() => readJson(kind, text)).toThrow(`stored ${kind} has version`);
    }
  });
});
