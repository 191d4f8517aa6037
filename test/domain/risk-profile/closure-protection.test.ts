import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';
import type { Protection } from '../../../src/domain/risk-profile/assessment.js';
import { CHARACTERISTICS } from '../../../src/domain/risk-profile/catalogue.js';
import { deriveCharacteristics } from '../../../src/domain/risk-profile/characteristics.js';
import { withProtection } from '../../../src/domain/risk-profile/closure-protection.js';
import { protectionNote } from '../../../src/domain/risk-profile/explanation.js';
import type {
  CharacteristicValue,
  LineFact,
  RiskFacts,
  StatementFact,
} from '../../../src/domain/risk-profile/facts.js';
import { ASKED_ON, anyClosing, countsUntil, periodBefore } from './closings.js';

const EU = JURISDICTION_PACKS.filter(({ jurisdiction }) => jurisdiction === 'EU').map(
  ({ closureProtection }) => closureProtection.value,
);
const [PROTECTION] = EU;
if (!PROTECTION) throw new Error('the EU pack protects nothing');
const PROTECTED = new Set(PROTECTION.characteristics);

const valuesOf = (facts: RiskFacts, protection = PROTECTION) =>
  withProtection(facts, deriveCharacteristics, protection);

/** The newest statement of a line, or an older one. */
const statement = (accountId: string, over: Partial<StatementFact> = {}): StatementFact => ({
  accountId,
  period: periodBefore(0),
  currency: 'EUR',
  balanceMinor: 0,
  limitMinor: 100_000,
  paymentsMinor: 0,
  purchasesMinor: 0,
  monthsLate: 0,
  ...over,
});

const line = (accountId: string, over: Partial<LineFact> = {}): LineFact => ({
  accountId,
  currency: 'EUR',
  balanceMinor: 0,
  limitMinor: 100_000,
  usable: true,
  ...over,
});

const COUNTS_UNTIL = countsUntil(0);
const ENDED = { usable: false, limitCountsUntil: COUNTS_UNTIL };
/** Half of one line is in use; the other one was closed in the newest statement's month. */
const HALF_USED: RiskFacts = {
  asOf: ASKED_ON,
  lines: [line('kept', { balanceMinor: 50_000 }), line('ended', ENDED)],
  statements: [statement('kept', { balanceMinor: 50_000 })],
};

describe('a limit that goes on counting', () => {
  test('keeps every protected value of a line with nothing owed as if it were still there', () => {
    let without = 0;
    fc.assert(
      fc.property(anyClosing, ({ kept, closed }) => {
        const open = deriveCharacteristics(kept);
        const { values, protection } = valuesOf(closed);
        for (const id of PROTECTED) expect([id, values[id]]).toEqual([id, open[id]]);
        if (protection) without += 1;
      }),
      { numRuns: 300 },
    );
    // Otherwise the property would hold for want of anything to keep.
    expect(without).toBeGreaterThan(100);
  });

  test('leaves every other value as the facts make it, and says what the protected ones were', () => {
    fc.assert(
      fc.property(anyClosing, ({ closed }) => {
        const bare = deriveCharacteristics(closed);
        const { values, protection } = valuesOf(closed);
        const restored = { ...values, ...protection?.withoutIt };
        expect(restored).toEqual(bare);
        for (const [id, value] of Object.entries(protection?.withoutIt ?? {})) {
          expect(PROTECTED.has(id)).toBe(true);
          expect(values[id]).not.toBe(value);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('counts no more from its last day on', () => {
    let protectedBefore = 0;
    fc.assert(
      fc.property(anyClosing, ({ closed }) => {
        if (valuesOf(closed).protection) protectedBefore += 1;
        const later = { ...closed, asOf: closed.lines[0]?.limitCountsUntil ?? '' };
        expect(valuesOf(later)).toEqual({
          values: deriveCharacteristics(later),
          protection: null,
        });
      }),
      { numRuns: 300 },
    );
    expect(protectedBefore).toBeGreaterThan(100);
  });

  test('halves what without it would be half in use', () => {
    const { values, protection } = valuesOf(HALF_USED);
    expect(values).toMatchObject({ utilization_mean: 0.25, utilization_latest: 0.25 });
    expect(protection).toMatchObject({
      until: COUNTS_UNTIL,
      withoutIt: { utilization_mean: 0.5, utilization_latest: 0.5 },
    });
    // Of the line that is fullest nothing has changed, so that nothing is told of it.
    expect(protection?.withoutIt).not.toHaveProperty('utilization_now');
  });

  test('counts beside what is still owed on the line', () => {
    const owing = { ...ENDED, balanceMinor: 80_000 };
    const own = statement('ended', { balanceMinor: 80_000, limitMinor: 100_000 });
    const { values, protection } = valuesOf({
      ...HALF_USED,
      lines: [line('kept', { balanceMinor: 50_000 }), line('ended', owing)],
      statements: [...HALF_USED.statements, own],
    });
    expect(values).toMatchObject({ utilization_now: 0.8, utilization_latest: 0.65 });
    expect(protection?.withoutIt).toEqual({ utilization_now: 0.5 });
  });

  test('makes no month of its own where nothing else has a statement', () => {
    const statements = [statement('kept', { period: periodBefore(1), balanceMinor: 50_000 })];
    const { values } = valuesOf({ ...HALF_USED, statements });
    expect(values).toMatchObject({ statement_months: 1, utilization_latest: 0.5 });
  });

  test('lasts, with several closings, until the last of them counts no more', () => {
    const longer = line('third', { ...ENDED, limitCountsUntil: '2027-04-28', limitMinor: 50_000 });
    const { values, protection } = valuesOf({
      ...HALF_USED,
      lines: [...HALF_USED.lines, longer],
    });
    expect(protection?.until).toBe('2027-04-28');
    expect(values.utilization_latest).toBe(0.2);
  });

  test('is no matter where rules protect nothing or nothing is left to protect', () => {
    const derived: RiskFacts[] = [];
    const derive = (facts: RiskFacts) => {
      derived.push(facts);
      return deriveCharacteristics(facts);
    };
    const bare = { values: deriveCharacteristics(HALF_USED), protection: null };
    expect(withProtection(HALF_USED, derive, null)).toEqual(bare);
    const open = { ...HALF_USED, lines: [line('kept', { balanceMinor: 50_000 })] };
    expect(withProtection(open, derive, PROTECTION).protection).toBeNull();
    // Whoever closed nothing is derived once, at no further cost.
    expect(derived).toEqual([HALF_USED, open]);
  });

  test('passes over a characteristic that has no value here', () => {
    const protection = { days: 180, characteristics: ['no_such_thing', 'utilization_mean'] };
    const { values } = valuesOf(HALF_USED, protection);
    expect(values).not.toHaveProperty('no_such_thing');
    expect(values.utilization_mean).toBe(0.25);
  });
});

describe('a limit that counts no more', () => {
  test('raises the average utilization where debts stand on other lines', () => {
    const kept = { ...HALF_USED, lines: [line('kept'), line('ended')] };
    const unused = [...HALF_USED.statements, statement('ended')];
    expect(deriveCharacteristics({ ...kept, statements: unused }).utilization_mean).toBe(0.25);
    expect(deriveCharacteristics(HALF_USED).utilization_mean).toBe(0.5);
  });

  test('never lowers it, and raises it often', () => {
    let raised = 0;
    fc.assert(
      fc.property(anyClosing, ({ kept, closed }) => {
        const [open, ended] = [kept, closed].map(
          (facts) => deriveCharacteristics(facts).utilization_mean,
        );
        const was = typeof open === 'number' ? open : 0;
        if (typeof ended !== 'number') return;
        expect(ended).toBeGreaterThanOrEqual(was);
        if (ended > was) raised += 1;
      }),
      { numRuns: 300 },
    );
    expect(raised).toBeGreaterThan(10);
  });
});

describe('the list of protected characteristics', () => {
  test('is the same in every edition, and names nothing that the catalogue does not have', () => {
    const ids = CHARACTERISTICS.map(({ id }) => id);
    for (const each of EU) {
      expect(each).toEqual(PROTECTION);
      expect(ids).toEqual(expect.arrayContaining([...(each?.characteristics ?? [])]));
    }
  });

  /** Null is no fact: only who loses the riskiest value there is has certainly lost nothing. */
  const isInFavour = (id: string, was: CharacteristicValue, is: CharacteristicValue): boolean => {
    const { direction, min, max } = CHARACTERISTICS.find((each) => each.id === id) ?? {};
    if (direction === 'NOT_MONOTONE') return false;
    const riskiest = direction === 'HIGHER_IS_SAFER' ? min : max;
    if (is === null) return was === riskiest;
    if (typeof was !== 'number' || typeof is !== 'number') return false;
    return direction === 'HIGHER_IS_SAFER' ? is > was : is < was;
  };

  test('has all that a closing with nothing owed can move against the customer', () => {
    const against = new Set<string>();
    const inFavour = new Set<string>();
    for (const { kept, closed } of fc.sample(anyClosing, { numRuns: 1_500, seed: 3 })) {
      const [open, ended] = [deriveCharacteristics(kept), deriveCharacteristics(closed)];
      for (const { id } of CHARACTERISTICS) {
        const [was, is] = [open[id] ?? null, ended[id] ?? null];
        if (was !== is) (isInFavour(id, was, is) ? inFavour : against).add(id);
      }
    }
    expect([...against].filter((id) => !PROTECTED.has(id))).toEqual([]);
    // The search finds enough to be worth something: all that is on the list for good reason.
    expect([...PROTECTED].filter((id) => !against.has(id) && !inFavour.has(id))).toEqual([]);
    expect(inFavour.size).toBeGreaterThan(5);
  });
});

describe('the note on a protected closing', () => {
  const protection: Protection = { until: '2027-05-21', withoutIt: { utilization_mean: 0.5 } };

  test('says in both languages that it does not count, and until when', () => {
    expect(protectionNote(protection, 'en')).toMatch(
      /^Until 21 May 2027, .*does not count against/,
    );
    expect(protectionNote(protection, 'zh')).toMatch(/^在2027年5月21日之前，.*不会对您的评分不利/);
  });
});
