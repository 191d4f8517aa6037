/**
 * The card as rules of `json-rules-engine`: one per attribute, whose event carries the points. The
 * engine is built once; a run gets a customer's values as its almanac's facts.
 */
import { Engine, type EngineResult, type RuleProperties } from 'json-rules-engine';
import type { CharacteristicValues } from '../src/domain/risk-profile/facts.js';
import type { Scorecard, ScorecardCharacteristic } from '../src/domain/risk-profile/scorecard.js';
import type { EnginePart, Scored } from './scoring-result.js';

export interface JsonRulesCard {
  /** The bare answer, whose events carry the points. What is timed, without adding them up. */
  run(values: CharacteristicValues): Promise<EngineResult>;
  /** The same answer, added up. */
  read(answer: EngineResult): Scored;
}

export function jsonRulesCard(card: Scorecard): JsonRulesCard {
  const engine = new Engine(card.characteristics.flatMap(rulesOf));
  return {
    run: (values) => engine.run(values),
    read: ({ events }) => scoredOf(card, events),
  };
}

function rulesOf({ id, attributes }: ScorecardCharacteristic): RuleProperties[] {
  const specials = attributes.flatMap(({ special }) => special ?? []);
  return attributes.map(({ id: attributeId, points, range, special, categories }) => {
    const test = (operator: string, value: unknown) => ({ fact: id, operator, value });
    const all = [];
    if (range) {
      if (range.min !== undefined) all.push(test('greaterThanInclusive', range.min));
      if (range.max !== undefined) all.push(test('lessThan', range.max));
      if (all.length === 0) all.push(test('notEqual', null));
      if (specials.length > 0) all.push(test('notIn', specials));
    } else {
      const named = special ?? categories;
      all.push(named ? test('in', named) : test('equal', null));
    }
    const params = { characteristicId: id, attributeId, points } satisfies EnginePart;
    return { conditions: { all }, event: { type: 'points', params } };
  });
}

function scoredOf(
  { basePoints, characteristics }: Scorecard,
  events: EngineResult['events'],
): Scored {
  const fired = new Map<string, EnginePart>();
  for (const { params } of events) {
    const { characteristicId, attributeId, points } = params as EnginePart;
    if (fired.has(characteristicId)) throw new Error(`${characteristicId} has two answers`);
    fired.set(characteristicId, { characteristicId, attributeId, points });
  }
  const parts = characteristics.map(({ id }) => {
    const part = fired.get(id);
    if (!part) throw new Error(`${id} has no answer`);
    return part;
  });
  return { score: parts.reduce((sum, { points }) => sum + points, basePoints), parts };
}
