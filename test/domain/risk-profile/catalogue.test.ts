/** The catalogue: what may score at all, and the words that it gives to cards and customers. */
import { describe, expect, test } from '@jest/globals';
import {
  LONGEST_WINDOW_DAYS,
  PORTRAIT_WINDOWS_DAYS,
} from '../../../src/domain/risk-profile/activity.js';
import { LOW_PAYMENT_RATIO } from '../../../src/domain/risk-profile/catalogue/entry.js';
import {
  CHARACTERISTICS,
  type Characteristic,
  characteristic,
} from '../../../src/domain/risk-profile/catalogue.js';
import { protectedAttribute } from '../../../src/domain/risk-profile/protected-attributes.js';
import { TRAITS } from '../../../src/domain/risk-profile/traits.js';
import {
  FIGURES,
  figuresOf,
  STATEMENTS_FIGURE,
} from '../../../src/domain/risk-profile/value-words.js';
import { fill, LOCALES, placeholders } from '../../../src/domain/wording.js';
import { expertCard } from './arbitraries.js';

const family = TRAITS.flatMap(({ name }) =>
  [1, 15, 30, 180, 365].map((days) => characteristic(`${name}_${days}d`) as Characteristic),
);
const all = [...new Set([...CHARACTERISTICS, ...family])];

describe('every entry', () => {
  test.each(all.map((each) => [each.id, each] as const))(
    '%s is whole, and its texts can be filled with what its unit gives',
    (_, entry) => {
      const { unit, min, max, categories = [], window, change, atZero } = entry;
      expect(window).toMatch(/^P\d+[MD]$/);
      expect(unit === 'CATEGORY').toBe(categories.length > 1);
      expect(unit === 'CATEGORY' ? min === 0 && max === 0 : min < max).toBe(true);
      expect(change === null || Number.isInteger(change.earliestDays)).toBe(true);
      const value = categories[0]?.id ?? Math.min(max, 3);
      for (const locale of LOCALES) {
        const plain = [entry.name, entry.meaning, ...(change ? [change.how] : [])];
        for (const text of plain) expect(placeholders(text[locale])).toEqual([]);
        for (const text of [entry.reason, entry.favour, ...(atZero ? [atZero] : [])]) {
          const figures = figuresOf(entry, value, { statement_months: 6 }, locale);
          expect(fill(text[locale], figures, locale)).not.toMatch(/[{}]/);
          const known = [...FIGURES[unit], STATEMENTS_FIGURE];
          expect(placeholders(text[locale]).filter((each) => !known.includes(each))).toEqual([]);
        }
        // A customer's own figure makes a reason specific; without one it would fit anybody.
        expect(placeholders(entry.reason[locale]).length).toBeGreaterThan(0);
        if (atZero) expect(placeholders(atZero[locale])).toEqual([]);
      }
    },
  );

  test('has an id of its own, by which it is found, and names nothing protected', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const entry of all) {
      expect(characteristic(entry.id)).toBe(entry);
      const said = [entry.id, entry.name.en, entry.meaning.en].map(protectedAttribute);
      expect([entry.id, ...said]).toEqual([entry.id, undefined, undefined, undefined]);
    }
    for (const id of ['toString', '__proto__', 'constructor_15d', 'age', 'sex_15d', '']) {
      expect(characteristic(id)).toBeUndefined();
    }
  });

  test('that can be zero says so in words of its own, never "0 of your statements were"', () => {
    const silent = all.filter(
      ({ unit, min, atZero }) => unit !== 'CATEGORY' && min <= 0 && !atZero,
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  test('never tells anybody to borrow', () => {
    for (const { change } of all) {
      if (change) expect(change.how.en).not.toMatch(/\b(borrow|draw|buy|spend) (more|again)\b/i);
    }
  });
});

test('the texts about low payments name the share that counts as low', () => {
  const entry = characteristic('low_payment_months') as Characteristic;
  const share = `${LOW_PAYMENT_RATIO * 100}%`;
  for (const text of [entry.meaning, entry.reason, entry.favour]) {
    expect(text.en).toContain(share);
    expect(text.zh).toContain(share);
  }
});

test('the directions agree with the points of the card that was set by judgement', () => {
  let looked = 0;
  for (const { id, attributes } of expertCard().characteristics) {
    const direction = characteristic(id)?.direction;
    const inOrder = attributes.filter(({ range }) => range).map((each) => each.points);
    // Judgement may hold no use at all for less certain than a little: the first range may be lower.
    const points = direction === 'HIGHER_IS_RISKIER' ? inOrder.slice(1) : inOrder;
    if (direction === 'HIGHER_IS_RISKIER') expect(inOrder[0]).toBeGreaterThan(inOrder.at(-1) ?? 0);
    const rising = points.every((each, at) => at === 0 || each >= (points[at - 1] as number));
    const falling = points.every((each, at) => at === 0 || each <= (points[at - 1] as number));
    if (direction === 'HIGHER_IS_SAFER') expect([id, rising]).toEqual([id, true]);
    if (direction === 'HIGHER_IS_RISKIER') expect([id, falling]).toEqual([id, true]);
    looked += 1;
  }
  expect(looked).toBeGreaterThan(0);
});

describe('the behaviour family', () => {
  test('has every trait over every window from one day to the longest, composed once', () => {
    for (const { name, source, unit } of TRAITS) {
      for (let days = 1; days <= LONGEST_WINDOW_DAYS; days += 1) {
        const entry = characteristic(`${name}_${days}d`);
        expect(entry).toMatchObject({ id: `${name}_${days}d`, source, unit, window: `P${days}D` });
      }
    }
    expect(characteristic('outflows_31d')).toBe(characteristic('outflows_31d'));
  });

  test.each([
    'outflows_0d',
    'outflows_366d',
    'outflows_015d',
    'outflows_1.5d',
    'outflows_15',
    'x_15d',
  ])('has no %s', (id) => {
    expect(characteristic(id)).toBeUndefined();
  });

  test('lists the portrait: sums over its windows, newest facts over the longest', () => {
    const listed = CHARACTERISTICS.filter(({ window }) => window.endsWith('D')).map(({ id }) => id);
    const expected = TRAITS.flatMap(({ name, reads }) =>
      (reads === 'NEWEST' ? [LONGEST_WINDOW_DAYS] : PORTRAIT_WINDOWS_DAYS).map(
        (days) => `${name}_${days}d`,
      ),
    );
    expect(listed.sort()).toEqual([...expected, 'income_verification', 'utilization_now'].sort());
  });

  test('names its window in every text, in the singular for a day', () => {
    const words = (id: string) => {
      const { name, meaning, change, reason } = characteristic(id) as Characteristic;
      return [name.en, name.zh, meaning.en, change?.how.en, reason.en, reason.zh];
    };
    expect(words('cash_outs_15d')).toEqual([
      'Cash-outs, last 15 days',
      '最近15天：取现笔数',
      'Cash taken out within the last 15 days, how often.',
      'Take out no cash: each cash-out leaves the count after 15 days.',
      'You took out cash {count} {count|one:time|other:times} within the last 15 days.',
      '最近15天内，您取现{count}笔。',
    ]);
    expect(words('cash_outs_1d')[0]).toBe('Cash-outs, last 1 day');
  });

  test('bounds days by the window', () => {
    expect(characteristic('active_days_15d')?.max).toBe(15);
    expect(characteristic('outflows_15d')?.max).toBe(99_999);
  });
});
