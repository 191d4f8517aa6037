/**
 * The bounds on one operation, on a schema that has circles: ours has none yet, but what a partner
 * or a later type brings must find the depth bounded already.
 */
import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  type FragmentDefinitionNode,
  GraphQLError,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { checkLimits, MAX_COST, MAX_DEPTH } from '../../../src/infrastructure/graphql/limits.js';

const schema = buildSchema(`
  type Query { person(id: ID): Person people(first: Int, ids: [ID!]): PersonConnection many: [Person!]! }
  type Person { id: ID! name: String! friend: Person friends(first: Int! = 20): PersonConnection! }
  type PersonConnection { edges: [PersonEdge!]! }
  type PersonEdge { node: Person! }`);

/** The code with which an operation is refused; undefined when it passes. */
function refusedWith(source: string, variables: Record<string, unknown> = {}): unknown {
  const { definitions } = parse(source);
  const [operation] = definitions as [OperationDefinitionNode];
  const fragments = Object.fromEntries(
    definitions
      .filter((each): each is FragmentDefinitionNode => each.kind === 'FragmentDefinition')
      .map((fragment) => [fragment.name.value, fragment]),
  );
  try {
    checkLimits(operation, { schema, fragments, variables });
    return undefined;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    expect(error.extensions.http).toEqual({ status: 400 });
    return error.extensions.code;
  }
}

const friends = (depth: number): string =>
  `{ person { ${'friend { '.repeat(depth - 2)} id ${'} '.repeat(depth - 2)} } }`;
const pages = (sizes: readonly (number | string)[]): string =>
  sizes.reduceRight<string>(
    (inner, size) => `friends(first: ${size}) { edges { node { ${inner} } } }`,
    'id',
  );

describe('depth', () => {
  test('up to the bound passes, one more is refused', () => {
    expect(refusedWith(friends(MAX_DEPTH))).toBeUndefined();
    expect(refusedWith(friends(MAX_DEPTH + 1))).toBe('QUERY_TOO_DEEP');
  });

  test('fragments add no depth of their own, and hide none', () => {
    const fragment = `fragment F on Person ${friends(MAX_DEPTH).slice(9, -2)}`;
    expect(refusedWith(`{ person { ...F } } ${fragment}`)).toBeUndefined();
    expect(refusedWith(`{ person { friend { ... { ...F } } } } ${fragment}`)).toBe(
      'QUERY_TOO_DEEP',
    );
  });

  test('a bound that is met in a fragment counts although it would be skipped', () => {
    const skipped = friends(MAX_DEPTH + 1).replace('person {', 'person @skip(if: true) {');
    expect(refusedWith(skipped)).toBe('QUERY_TOO_DEEP');
  });
});

describe('cost', () => {
  test('grows with the sizes of pages, wherever they are given', () => {
    expect(refusedWith(`{ person { ${pages([10, 10])} } }`)).toBeUndefined();
    expect(refusedWith(`{ person { ${pages([100, 100, 10])} } }`)).toBe('QUERY_TOO_COSTLY');
    const byVariable = `query($n: Int!) { person { ${pages(['$n', '$n', 10])} } }`;
    expect(refusedWith(byVariable, { n: 2 })).toBeUndefined();
    expect(refusedWith(byVariable, { n: 100 })).toBe('QUERY_TOO_COSTLY');
  });

  test('takes a page of an unknown size for the largest, and no page for larger', () => {
    expect(refusedWith(`query($n: Int) { person { ${pages(['$n', 100, 10])} } }`, { n: 'x' })).toBe(
      'QUERY_TOO_COSTLY',
    );
    expect(refusedWith(`{ person { ${pages([2_000_000_000])} } }`)).toBeUndefined();
  });

  test('counts a negative page, which will be refused, as one record', () => {
    expect(refusedWith(`{ person { ${pages([-1_000, 10])} } }`)).toBeUndefined();
  });

  test('counts ids that are asked for, and records even if nothing is asked of them', () => {
    const query = 'query($ids: [ID!]) { people(ids: $ids) { __typename } }';
    const ids = (count: number) => ({ ids: Array(count).fill('x') });
    expect(refusedWith(query, ids(MAX_COST / 2 - 1))).toBeUndefined();
    expect(refusedWith(query, ids(MAX_COST / 2))).toBe('QUERY_TOO_COSTLY');
  });

  test('does not multiply by being asked under many names for little', () => {
    const aliases = Array.from({ length: 900 }, (_, at) => `a${at}: person { id }`).join(' ');
    expect(refusedWith(`{ ${aliases} }`)).toBeUndefined();
  });

  test('is found without walking what doubles at every step', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, at) => `fragment F${at} on Person { id ...F${at + 1} ...F${at + 1} }`,
    );
    const source = `{ person { ...F0 } } ${doubling.join(' ')} fragment F60 on Person { id }`;
    expect(refusedWith(source)).toBe('QUERY_TOO_COSTLY');
  });
});

test('kinds of operation that the schema does not have are refused by name', () => {
  expect(refusedWith('subscription { person { id } }')).toBe('OPERATION_NOT_SUPPORTED');
  expect(refusedWith('mutation { person { id } }')).toBe('OPERATION_NOT_SUPPORTED');
});
