/** The conditions of return as they stand today: met, not met, or not known, and until when. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type ConditionToday,
  conditionsToday,
  type SeenToday,
} from '../../src/application/conditions-today.js';
import { lookAt } from '../../src/application/eligibility.js';
import { viewLines } from '../../src/application/read-lines.js';
import type { MeasureMade } from '../../src/application/take-measure.js';
import type { MeasureCondition } from '../../src/domain/platform-action/measure.js';
import type { PlatformAction } from '../../src/domain/platform-action/platform-action.js';
import { givenHistory, LATE } from '../support/closings.js';
import { taken } from '../support/measures.js';
import { givenLines } from '../support/portfolio.js';
import { describeStores, NOW } from '../support/stores.js';

describeStores((open) => {
  let made: MeasureMade;
  let seen: SeenToday;
  /** The same with nothing owed. */
  let empty: SeenToday;

  beforeAll(async () => {
    const { ports } = await open();
    const seenOf = async (given: Awaited<ReturnType<typeof givenLines>>): Promise<SeenToday> => {
      const looks = await lookAt(ports, [given.customer], NOW);
      const [line = null] = await viewLines(
        ports,
        await ports.accounts.find([given.account.id]),
        NOW,
      );
      const look = looks.get(given.customer.id) ?? null;
      const activity = { days: [], permitted: new Set<never>() };
      return { action: null, rules: null, look, line, activity };
    };
    const given = await givenHistory(ports, [{ position: { principalMinor: 950_000 } }], LATE);
    made = await taken(ports, given.account.id, 'fund-pool-decrease');
    seen = { ...(await seenOf(given)), action: made.action };
    const other = await givenLines(ports);
    empty = { ...(await seenOf(other)), action: made.action };
  });

  const stands = (condition: MeasureCondition, over: Partial<SeenToday> = {}): ConditionToday => {
    const measure = { ...made.decision.measure!, conditions: [condition] };
    return conditionsToday({ measure }, { ...seen, ...over })[0]!;
  };
  const NEARLY_FULL: MeasureCondition = { kind: 'UTILIZATION_AT_LEAST', ppm: 900_000 };

  test('what still holds is not met, and what does not hold any more is', () => {
    expect(stands(NEARLY_FULL).met).toBe(false);
    expect(stands(NEARLY_FULL, empty).met).toBe(true);
    const bands = [seen.look!.assessment.band];
    expect(stands({ kind: 'BAND_IN', bands }).met).toBe(false);
    expect(stands({ kind: 'BAND_IN', bands }, empty).met).toBe(true);
    const days: MeasureCondition = { kind: 'OVERDUE_DAYS_AT_LEAST', days: 1 };
    expect(stands(days, empty).met).toBe(true);
  });

  test('a line with a debt is in use; of one without it is not known', () => {
    expect(stands({ kind: 'INACTIVE' }).met).toBe(true);
    expect(stands({ kind: 'INACTIVE' }, empty).met).toBeNull();
  });

  test('a characteristic that nobody looks at any more is not known', () => {
    const { assessment, ...look } = seen.look!;
    const without = { ...look, assessment: { ...assessment, values: {} } };
    const condition = {
      kind: 'CHARACTERISTIC_AT_LEAST',
      characteristicId: 'outflows_15d',
      atLeast: 1,
    } as const;
    expect(stands(condition, { look: without }).met).toBeNull();
    expect(stands(condition).met).not.toBeNull();
  });

  test('of a rule that is not there any more nobody knows whether it is met', () => {
    const condition = { kind: 'RULE_ACTS', ruleId: 'frequent-outflows' } as const;
    const { model, ...look } = seen.look!;
    const rules = { ...model.rules, rules: [] };
    const later = { look: { ...look, model: { ...model, rules } }, rules: model.rules };
    expect(stands(condition, later)).toMatchObject({ met: null, until: null });
  });

  test('what the watch could not look at is not known, but for what stands in the books', () => {
    const needs = [{ kind: 'PERSON' }] as const;
    const unseen = { action: { ...made.action, unseen: { since: NOW, needs } } };
    const often = { kind: 'RULE_ACTS', ruleId: 'frequent-outflows' } as const;
    expect([stands(often).met, stands(often, unseen).met]).toEqual([true, null]);
    expect(stands(NEARLY_FULL, unseen).met).toBe(stands(NEARLY_FULL).met);
  });

  describe('it is not looked at', () => {
    const ended = (over: Partial<PlatformAction>) => ({ action: { ...made.action, ...over } });
    test('once nothing is waited for', () => {
      for (const over of [
        { action: null },
        ended({ status: 'RETURNED' }),
        ended({ status: 'LIFTED' }),
        ended({ returnOpenedAt: NOW }),
      ]) {
        expect(stands(NEARLY_FULL, over)).toMatchObject({ met: null, until: null });
      }
      expect(stands(NEARLY_FULL, ended({ status: 'PENDING' })).met).toBe(false);
    });
    test('where no rules are in force, and for a line that is not there', () => {
      const rules = seen.look!.model.rules;
      expect(stands(NEARLY_FULL, { look: null, rules }).met).toBeNull();
      expect(stands(NEARLY_FULL, { line: null }).met).toBeNull();
      const measure = made.decision.measure!;
      expect(conditionsToday({ measure }, { ...seen, look: null, rules: null })).toEqual([]);
      expect(conditionsToday({ measure: null }, seen)).toEqual([]);
    });
  });

  test('the words are those that were told, in both languages', () => {
    const { text } = stands(NEARLY_FULL);
    expect(text.en).toMatch(/has to be below 90% of its limit/);
    expect(text.zh).toMatch(/须低于限额的90%/);
  });
});
