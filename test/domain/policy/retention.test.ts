import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';
import {
  eraseOn,
  keptSince,
  RETENTION_CLASSES,
  RETENTION_PURPOSES,
  type RetentionRules,
  retentionPeriodText,
  retentionUntil,
} from '../../../src/domain/policy/retention.js';
import { addDays } from '../../../src/domain/time.js';
import { LOCALES } from '../../../src/domain/wording.js';

const pack = (id: string) => JURISDICTION_PACKS.find((each) => each.id === id)!;
const day = fc.integer({ min: 0, max: 25_000 }).map((days) => addDays('2000-01-01', days));
const anyPack = fc.constantFrom(...JURISDICTION_PACKS);
const anyClass = fc.constantFrom(...RETENTION_CLASSES);

describe('until when a record is kept', () => {
  test.each([
    // given the edition and class, when the record is of a day, then this is its last day
    ['CN-2025', 'RAW_EVENTS', '2026-11-22', '2026-12-07'],
    ['EU-2023/2225', 'CLOSURE_COUNTERS', '2026-11-22', '2027-11-22'],
    ['US-REG-Z-2011', 'ADVERSE_ACTION_EVIDENCE', '2026-11-22', '2028-12-22'],
    ['US-REG-Z-2011', 'ADVERSE_ACTION_EVIDENCE', '2027-01-31', '2029-02-28'],
  ] as const)('%s %s of %s: %s', (id, retentionClass, eventOn, until) => {
    expect(retentionUntil(pack(id), retentionClass, { eventOn })).toBe(until);
    // Another day of the relationship's end makes no difference.
    const both = { eventOn, relationshipEndedOn: '2040-01-01' };
    expect(retentionUntil(pack(id), retentionClass, both)).toBe(until);
  });

  test.each([
    ['CN-2021', '2029-05-31'],
    ['CN-2025', '2034-05-31'],
    ['EU-2023/2225', '2029-05-31'],
    ['US-REG-Z-2011', '2029-05-31'],
  ])('%s counts books from the end of the relationship, to %s', (id, until) => {
    const relationshipEndedOn = '2024-05-31';
    const asked = { eventOn: '2020-01-01', relationshipEndedOn };
    expect(retentionUntil(pack(id), 'TRANSACTION_RECORDS', asked)).toBe(until);
    expect(eraseOn(pack(id), relationshipEndedOn)).toBe(addDays(until, 1));
  });

  test('nobody knows it without the day that it counts from', () => {
    const rules = pack('CN-2025');
    expect(retentionUntil(rules, 'TRANSACTION_RECORDS', { eventOn: '2026-11-22' })).toBeNull();
    expect(retentionUntil(rules, 'RAW_EVENTS', { relationshipEndedOn: '2026-11-22' })).toBeNull();
    expect(keptSince(rules, 'IDENTITY_RECORDS', '2026-11-22')).toBeNull();
  });

  test('what the erasing of a day takes is over, and what is kept at the most a few days more', () => {
    fc.assert(
      fc.property(anyPack, anyClass, day, (rules, retentionClass, today) => {
        const since = keptSince(rules, retentionClass, today);
        if (since === null) return;
        const untilOf = (eventOn: string) => retentionUntil(rules, retentionClass, { eventOn })!;
        expect(untilOf(addDays(since, -1)) < today).toBe(true);
        // Where months are of unequal length a record may wait for the next month to begin.
        expect(addDays(untilOf(since), 3) >= today).toBe(true);
      }),
    );
  });
});

describe('when a customer is erased', () => {
  test('not before every class that counts from the end is over, and the day after', () => {
    fc.assert(
      fc.property(anyPack, day, (rules, relationshipEndedOn) => {
        const ends = RETENTION_CLASSES.map((each) =>
          retentionUntil(rules, each, { relationshipEndedOn }),
        ).filter((end) => end !== null);
        expect(ends.length).toBeGreaterThan(0);
        const erased = eraseOn(rules, relationshipEndedOn);
        expect(ends.every((end) => end < erased)).toBe(true);
        expect(ends).toContain(addDays(erased, -1));
      }),
    );
  });

  test('the longest period decides, whichever class has it and whatever it is counted in', () => {
    const rules: RetentionRules = {
      retention: {
        ...pack('EU-2023/2225').retention,
        IDENTITY_RECORDS: { value: { from: 'RELATIONSHIP_END', period: { days: 3650 } } },
      },
    };
    expect(eraseOn(rules, '2026-11-22')).toBe(addDays('2026-11-22', 3651));
  });
});

describe('in words', () => {
  test('the periods of every edition, in both languages', () => {
    const words = (id: string, each: (typeof RETENTION_CLASSES)[number]) =>
      LOCALES.map((locale) => retentionPeriodText(pack(id).retention[each].value, locale));
    expect(words('CN-2025', 'RAW_EVENTS')).toEqual([
      '15 days from the day of the record.',
      '自记录之日起15天。',
    ]);
    expect(words('US-REG-Z-2011', 'ADVERSE_ACTION_EVIDENCE')).toEqual([
      '25 months from the day of the record.',
      '自记录之日起25个月。',
    ]);
    expect(words('CN-2025', 'IDENTITY_RECORDS')).toEqual([
      '120 months from the day on which the last line was closed.',
      '自最后一个额度关闭之日起120个月。',
    ]);
    const day = { from: 'RELATIONSHIP_END', period: { days: 1 } } as const;
    expect(LOCALES.map((locale) => retentionPeriodText(day, locale))).toEqual([
      '1 day from the day on which the last line was closed.',
      '自最后一个额度关闭之日起1天。',
    ]);
  });

  test('every class says what it is for', () => {
    for (const { en, zh } of Object.values(RETENTION_PURPOSES)) {
      expect(en).toMatch(/^[A-Z][^\p{Script=Han}{}]+\.$/u);
      expect(zh).toMatch(/\p{Script=Han}.*。$/u);
    }
  });
});
