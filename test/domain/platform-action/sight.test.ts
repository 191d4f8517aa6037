/** What can still be looked at, and what is needed for what cannot. */
import { describe, expect, test } from '@jest/globals';
import type { MeasureCondition } from '../../../src/domain/platform-action/measure.js';
import {
  isSameNeed,
  type Sight,
  type SightNeed,
  sightNeed,
} from '../../../src/domain/platform-action/sight.js';
import { packFor } from '../../../src/domain/policy/jurisdiction-pack.js';
import { ACTIVITY_SOURCES } from '../../../src/domain/risk-profile/activity.js';
import { shippedRules, shippedScorecard } from '../../../src/infrastructure/scorecards/shipped.js';
import { TODAY } from '../../support/portfolio.js';
import { DAY_MS, NOW } from '../../support/stores.js';

const pack = packFor({ jurisdiction: 'CN', agreementDate: TODAY, onDate: TODAY });
if (!pack) throw new Error('no pack');

const PERSON: SightNeed = { kind: 'PERSON' };
const CONSENT: SightNeed = { kind: 'CONSENT', source: 'BUREAU' };

const need = (condition: MeasureCondition, over: Partial<Sight> = {}) =>
  sightNeed(condition, {
    rules: shippedRules(),
    card: shippedScorecard(),
    pack,
    permitted: new Set(ACTIVITY_SOURCES),
    consentedAt: new Map(),
    values: {},
    valuesThen: null,
    decidedAt: NOW,
    today: TODAY,
    ...over,
  });
const atLeast = (characteristicId: string): MeasureCondition => ({
  kind: 'CHARACTERISTIC_AT_LEAST',
  characteristicId,
  atLeast: 1,
});
const without = (source: string) => new Set(ACTIVITY_SOURCES.filter((each) => each !== source));

test.each([
  { kind: 'UTILIZATION_AT_LEAST', ppm: 1 },
  { kind: 'OVERDUE_DAYS_AT_LEAST', days: 1 },
  { kind: 'INACTIVE' },
] as const)('what $kind is about stands in the books', (condition) => {
  expect(need(condition, { permitted: undefined })).toBeNull();
});

test('a characteristic of our own books can be looked at, whatever it comes to', () => {
  expect(need(atLeast('utilization_latest'), { values: { utilization_latest: null } })).toBeNull();
});

test('a characteristic that nobody knows any more is for a person', () => {
  expect(need(atLeast('no_such_characteristic'))).toEqual(PERSON);
});

describe('a source that is not permitted', () => {
  const condition = atLeast('bureau_delinquencies_180d');

  test('takes a consent where the rules ask for one, and a person where they forbid it', () => {
    const permitted = without('BUREAU');
    expect(need(condition, { permitted })).toEqual(CONSENT);
    const forbidden = { value: 'FORBIDDEN', source: 'house rule', why: 'For a test.' } as const;
    const activitySources = { ...pack.activitySources, BUREAU: forbidden };
    expect(need(condition, { permitted, pack: { ...pack, activitySources } })).toEqual(PERSON);
    expect(need(condition, { permitted: undefined })).toEqual(CONSENT);
  });

  test('is not made up for by another report that there is not', () => {
    const id = 'bureau_delinquencies_180d';
    expect(need(condition, { values: { [id]: null } })).toEqual(PERSON);
    expect(need(condition, { values: { [id]: 0 } })).toBeNull();
  });
});

describe('a consent that was given anew', () => {
  const condition = atLeast('places_30d');
  const given = (after: number) => ({ consentedAt: new Map([['PLACES' as const, NOW + after]]) });
  const values = { places_30d: 0 };

  test('shows nothing until its window has filled again', () => {
    expect(need(condition, { values, ...given(DAY_MS) })).toEqual(PERSON);
    const on = (today: string) => need(condition, { values, today, ...given(DAY_MS) });
    expect([on('2026-12-25'), on('2026-12-26')]).toEqual([PERSON, null]);
  });

  test('that stood when it was decided was never interrupted', () => {
    expect(need(condition, { values, ...given(-DAY_MS) })).toBeNull();
  });
});

describe('a rule', () => {
  test('that another set does not have is for a person, whatever it is called there', () => {
    const [first, ...others] = shippedRules().rules;
    if (!first) throw new Error('no rules');
    const condition = { kind: 'RULE_ACTS', ruleId: first.id } as const;
    expect(need(condition)).toBeNull();
    const renamed = [{ ...first, id: `${first.id}-2` }, ...others];
    expect(need(condition, { rules: { ...shippedRules(), rules: renamed } })).toEqual(PERSON);
  });

  test('looks at what its characteristic can be looked at by', () => {
    const [first] = shippedRules().rules;
    if (!first) throw new Error('no rules');
    const rule = { ...first, id: 'late', characteristicId: 'bureau_delinquencies_180d' };
    const rules = { ...shippedRules(), rules: [rule] };
    const condition = { kind: 'RULE_ACTS', ruleId: 'late' } as const;
    expect(need(condition, { rules, permitted: without('BUREAU') })).toEqual(CONSENT);
  });
});

describe('a band', () => {
  const condition = { kind: 'BAND_IN', bands: ['D', 'E'] } as const;
  const [first] = shippedRules().rules;
  if (!first) throw new Error('no rules');
  const lowering = {
    ...first,
    id: 'late',
    characteristicId: 'bureau_delinquencies_180d',
    effect: { kind: 'BAND_AT_BEST', band: 'D' },
  } as const;
  const rules = { ...shippedRules(), rules: [lowering] };
  const valuesThen = { bureau_delinquencies_180d: 3 };

  test('that the card does not have is for a person', () => {
    expect(need(condition)).toBeNull();
    expect(need({ ...condition, bands: ['D', 'Z'] })).toEqual(PERSON);
  });

  test('that rested on what is out of sight by now has not risen', () => {
    const permitted = without('BUREAU');
    expect(need(condition, { rules, permitted, valuesThen })).toEqual(CONSENT);
    // Nothing of it was known then either, or it is not looked at for the band.
    expect(need(condition, { rules, permitted, valuesThen: null })).toBeNull();
    const refers = { ...lowering, effect: { kind: 'REFER' } } as const;
    const others = { ...rules, rules: [refers] };
    expect(need(condition, { rules: others, permitted, valuesThen })).toBeNull();
  });
});

test('needs are the same by what they are about', () => {
  expect(isSameNeed(CONSENT, { ...CONSENT })).toBe(true);
  expect(isSameNeed(CONSENT, { kind: 'CONSENT', source: 'PLACES' })).toBe(false);
  expect(isSameNeed(CONSENT, PERSON)).toBe(false);
  expect(isSameNeed(PERSON, { ...PERSON })).toBe(true);
});
