/** Whom `scoring` scores: the demo's customers, and made ones so that every attribute is hit. */
import { characteristic } from '../src/domain/risk-profile/catalogue.js';
import { DECIMALS } from '../src/domain/risk-profile/characteristic-reference.js';
import type {
  CharacteristicValue,
  CharacteristicValues,
} from '../src/domain/risk-profile/facts.js';
import {
  compileScorecard,
  type Scorecard,
  type ScorecardCharacteristic,
} from '../src/domain/risk-profile/scorecard.js';
import { addDemo, openStore } from './portfolio.js';

/** What the demo's customers were scored by, so that values, ranges and gaps are mixed. */
export async function demoValues(customers: number): Promise<CharacteristicValues[]> {
  const store = await openStore({ sqlitePath: ':memory:' });
  try {
    await addDemo(store.ports, customers);
    const keys = Array.from({ length: customers }, (_, at) => demoKey(at));
    const seeded = await store.ports.imports.known('demo', keys);
    const assessments = await store.ports.riskProfiles.latest([...seeded.values()]);
    return assessments.map(({ values }) => values);
  } finally {
    await store.close();
  }
}

const demoKey = (at: number): string => `customer-${String(at).padStart(5, '0')}`;

/**
 * Customers who between them have both ends of every range, every special value, every category and
 * no value at all of every characteristic, in different company each time. Throws when an attribute
 * is left out. Each has the same properties in the same order as `like`, where one is given: values
 * of two shapes in one run would say something about the shapes.
 */
export function madeValues(card: Scorecard, like: CharacteristicValues = {}) {
  const samples = card.characteristics.map((each) => [each.id, samplesOf(each)] as const);
  const count = Math.max(...samples.map(([, own]) => own.length));
  const made = Array.from({ length: count }, (_, turn): CharacteristicValues => {
    const values: Record<string, CharacteristicValue> = { ...like };
    for (const [at, [id, own]] of samples.entries()) {
      values[id] = own[(turn + at) % own.length] ?? null;
    }
    return values;
  });
  checkEveryAttribute(card, made);
  return made;
}

function samplesOf({ id, attributes }: ScorecardCharacteristic): CharacteristicValue[] {
  const entry = characteristic(id);
  if (!entry) throw new Error(`${id} is not in the catalogue`);
  const scale = 10 ** DECIMALS[entry.unit];
  const specials = new Set(attributes.flatMap(({ special }) => special ?? []));
  const nextFree = (from: number, step: 1 | -1): number => {
    let tick = Math.round(from * scale);
    while (specials.has(tick / scale)) tick += step;
    return tick / scale;
  };
  return attributes.flatMap(({ range, special, categories }): CharacteristicValue[] => {
    if (!range) return [...(special ?? categories ?? [null])];
    const last = Math.min(range.max === undefined ? entry.max : range.max - 1 / scale, entry.max);
    return [nextFree(Math.max(range.min ?? entry.min, entry.min), 1), nextFree(last, -1)];
  });
}

function checkEveryAttribute(card: Scorecard, made: readonly CharacteristicValues[]): void {
  const { score } = compileScorecard(card);
  const hit = new Set(
    made.flatMap((values) =>
      score(values).parts.map((part) => `${part.characteristicId}.${part.attributeId}`),
    ),
  );
  for (const { id, attributes } of card.characteristics) {
    const left = attributes.find((each) => !hit.has(`${id}.${each.id}`));
    if (left) throw new Error(`no customer has ${id}.${left.id}`);
  }
}
