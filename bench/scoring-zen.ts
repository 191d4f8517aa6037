/**
 * The card as a decision of `@gorules/zen-engine`: a decision table per characteristic, hit policy
 * first, all fed by the input, and an expression that adds their points to the base points.
 */
import { overrideConfig, ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import type { CharacteristicValues } from '../src/domain/risk-profile/facts.js';
import type {
  Attribute,
  Scorecard,
  ScorecardCharacteristic,
} from '../src/domain/risk-profile/scorecard.js';
import type { EnginePart, Scored } from './scoring-result.js';

export interface ZenCard {
  /** The bare answer: a property per table and the score. What is timed. */
  evaluate(values: CharacteristicValues): Promise<unknown>;
  /** The same answer, read; throws when something is missing. */
  read(answer: unknown): Scored;
  dispose(): void;
}

/** Makes the decision once, compiled beforehand and without copies of the nodes in its context. */
export function zenCard(card: Scorecard): ZenCard {
  overrideConfig({ nodesInContext: false });
  const engine = new ZenEngine();
  const decision = engine.createDecision(new ZenDecisionContent(decisionOf(card)));
  return {
    evaluate: (values) => decision.evaluate(values),
    read: (answer) => scoredOf(card, (answer as { result: Record<string, unknown> }).result),
    dispose: () => engine.dispose(),
  };
}

const pointsName = (id: string): string => `${id}_points`;
const attributeName = (id: string): string => `${id}_attribute`;

function decisionOf({ basePoints, characteristics }: Scorecard): object {
  const tables = characteristics.map(tableOf);
  const terms = characteristics.map(({ id }) => pointsName(id));
  const sum = {
    id: 'sum',
    name: 'sum',
    type: 'expressionNode',
    content: {
      expressions: [{ id: 'score', key: 'score', value: [basePoints, ...terms].join(' + ') }],
      // The tables' own outputs stay in the answer beside the sum.
      passThrough: true,
    },
  };
  const edge = (sourceId: string, targetId: string) => ({
    id: `${sourceId} ${targetId}`,
    type: 'edge',
    sourceId,
    targetId,
  });
  return {
    nodes: [
      { id: 'input', name: 'input', type: 'inputNode' },
      ...tables,
      sum,
      { id: 'output', name: 'output', type: 'outputNode' },
    ],
    edges: [
      ...tables.flatMap(({ id }) => [edge('input', id), edge(id, 'sum')]),
      edge('sum', 'output'),
    ],
  };
}

function tableOf({ id, attributes }: ScorecardCharacteristic) {
  // Special values stand before the ranges, because the first row that hits counts.
  const rows = attributes.toSorted((a, b) => Number(!a.special) - Number(!b.special));
  return {
    id: `table ${id}`,
    name: id,
    type: 'decisionTableNode',
    content: {
      hitPolicy: 'first',
      inputs: [{ id: 'value', name: 'value', type: 'expression', field: id }],
      outputs: [
        { id: 'points', name: 'points', type: 'expression', field: pointsName(id) },
        { id: 'attribute', name: 'attribute', type: 'expression', field: attributeName(id) },
      ],
      rules: rows.map((each) => ({
        _id: each.id,
        value: cellOf(each),
        points: String(each.points),
        attribute: JSON.stringify(each.id),
      })),
    },
  };
}

/** An attribute as a test of the column's value, in the engine's own language. */
function cellOf({ range, special, categories }: Attribute): string {
  if (special) return special.join(', ');
  if (categories) return categories.map((each) => JSON.stringify(each)).join(', ');
  if (!range) return 'null';
  const { min, max } = range;
  if (min !== undefined && max !== undefined) return `[${min}..${max})`;
  if (min !== undefined) return `>= ${min}`;
  return max === undefined ? '$ != null' : `< ${max}`;
}

function scoredOf({ characteristics }: Scorecard, result: Record<string, unknown>): Scored {
  const parts = characteristics.map(({ id }): EnginePart => {
    const [points, attributeId] = [result[pointsName(id)], result[attributeName(id)]];
    if (typeof points === 'number' && typeof attributeId === 'string') {
      return { characteristicId: id, attributeId, points };
    }
    throw new Error(`the table of ${id} has no answer`);
  });
  return { score: Number(result.score), parts };
}
