/** The words of the policy that we ship, as customers read them. */
import { expect, test } from '@jest/globals';
import type { MeasureFacts } from '../../../src/domain/platform-action/conditions.js';
import { holds } from '../../../src/domain/platform-action/conditions.js';
import { FIGURES_OF_REASON, measureDecision } from '../../../src/domain/platform-action/decided.js';
import { fill, LOCALES, placeholders } from '../../../src/domain/wording.js';
import { factsWith, POLICY, packOf, TROUBLED, taken } from './measures.js';

const IDS = [
  'outflows-suspend',
  'delinquency-suspend',
  'delinquency-end',
  'over-dependence-decrease',
  'inactive-end',
  'fund-pool-decrease',
  'verified-income-scope',
  'business-withdrawal',
  'macro-reprice',
  'regulation-end',
  'model-update-decrease',
  'security-suspend',
  'fraud-close',
  'death-end',
  'restraint-suspend',
];

test('the measures are those that systems know by name', () => {
  expect(POLICY.measures.map(({ id }) => id)).toEqual(IDS);
});

test('only what resumes by itself is a machine’s to take', () => {
  const byMachine = POLICY.measures.filter(({ taken: by }) => by === 'BY_MACHINE');
  expect(byMachine.map(({ id, effect }) => [id, effect.kind])).toEqual([
    ['outflows-suspend', 'SUSPENSION'],
  ]);
});

test('a machine suspends for more than our rules have a person look at', () => {
  const [condition] = POLICY.measures[0]?.when ?? [];
  expect(condition).toEqual({
    kind: 'CHARACTERISTIC_AT_LEAST',
    characteristicId: 'outflows_15d',
    atLeast: 20,
  });
});

/** A line on which all that the measure looks for is so. */
const fitting = (id: string): MeasureFacts => {
  if (id === 'inactive-end') return factsWith({ unusedMonths: 7 });
  const weak = { ...TROUBLED, band: 'D' };
  if (id === 'over-dependence-decrease') {
    return factsWith({ limitMinor: 1_000_000, balanceMinor: 900_000 }, weak);
  }
  return factsWith({ overdueDays: 61 }, weak);
};

test.each(POLICY.measures.map((each) => [each.id, each] as const))(
  '%s has words in both languages, and every one of them fills',
  (id, measure) => {
    const facts = fitting(id);
    expect(measure.when.every((each) => holds(each, facts))).toBe(true);
    const { creditorEnding, ...pack } = packOf('CN-2025');
    const repricingNoticeDays = { value: 45, source: 'test' };
    const priced = { ...pack, creditorEnding: { ...creditorEnding, repricingNoticeDays } };
    const { reasons } = measureDecision(taken(measure, facts, priced));
    const told = [...reasons.map(({ text }) => text), ...measure.milder.map((each) => each.whyNot)];
    for (const text of [...told, measure.basis]) {
      for (const locale of LOCALES) {
        const said = fill(text?.[locale] ?? '', {}, locale);
        expect(said).toMatch(locale === 'en' ? /^[A-Z“].*\.$/ : /^\p{Script=Han}.*。$/u);
        expect(said).not.toMatch(/[{}]|undefined|NaN/);
      }
    }
    // What one language names the other names too, and a change of limit or rate is told in figures.
    const [en, zh] = LOCALES.map((locale) => placeholders(measure.reason[locale]).toSorted());
    expect(zh).toEqual(en);
    expect(en).toEqual([...FIGURES_OF_REASON[measure.effect.kind]].toSorted());
  },
);
