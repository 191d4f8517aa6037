/** What the schema promises of itself: described to the last value, Relay, errors as data. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { MAX_PAGE } from '../../../src/infrastructure/graphql/connection.js';
import { ERROR_TYPES } from '../../../src/infrastructure/graphql/errors.js';
import { gatewaySchema, gatewaySdl } from '../../../src/infrastructure/graphql/schema.js';

const schema = gatewaySchema();
/** Of GraphQL itself and of the federation specification, which describe their own. */
const FOREIGN = /^(__|_|federation__|link__)/;
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !FOREIGN.test(type.name) && !isSpecifiedScalarType(type),
);
const objects = types.filter(isObjectType);
const fieldsOf = (type: GraphQLNamedType): GraphQLField<unknown, unknown>[] =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).filter(({ name }) => !FOREIGN.test(name))
    : [];
const object = (name: string) => objects.find((type) => type.name === name);
const shape = (type: GraphQLNamedType | undefined): Record<string, string> =>
  Object.fromEntries(type ? fieldsOf(type).map((field) => [field.name, String(field.type)]) : []);
const argumentsOf = (args: readonly GraphQLArgument[]): Record<string, string> =>
  Object.fromEntries(args.map(({ name, type }) => [name, String(type)]));

test('schema/gateway.graphql is what the code prints', () => {
  const file = new URL('../../../schema/gateway.graphql', import.meta.url);
  expect(readFileSync(file, 'utf8').replaceAll('\r\n', '\n')).toBe(gatewaySdl());
});

describe('descriptions', () => {
  const described: [path: string, description: string | null | undefined][] = types.flatMap(
    (type) => [
      [type.name, type.description] as [string, string | null | undefined],
      ...fieldsOf(type).flatMap((field): [string, string | null | undefined][] => [
        [`${type.name}.${field.name}`, field.description],
        ...field.args.map((arg): [string, string | null | undefined] => [
          `${type.name}.${field.name}(${arg.name})`,
          arg.description,
        ]),
      ]),
      ...(isInputObjectType(type) ? Object.values(type.getFields()) : []).map(
        (field): [string, string | null | undefined] => [
          `${type.name}.${field.name}`,
          field.description,
        ],
      ),
      ...(isEnumType(type) ? type.getValues() : []).map(
        (value): [string, string | null | undefined] => [
          `${type.name}.${value.name}`,
          value.description,
        ],
      ),
    ],
  );

  test('every type, field, argument, input and enum value has one', () => {
    expect(described.length).toBeGreaterThan(300);
    expect(described.filter(([, text]) => !text?.trim())).toEqual([]);
  });

  test('each is a sentence', () => {
    const ours = described.filter(([path, text]) => text && !isLibraryScalar(path));
    const odd = ours.filter(([, text]) => !/^[A-Z"].*[.)]$/s.test((text ?? '').trim()));
    expect(odd).toEqual([]);
  });

  test('every scalar of our own says by what it is specified', () => {
    const scalars = types
      .filter(isScalarType)
      .map(({ name, specifiedByURL }) => [name, specifiedByURL]);
    expect(scalars.map(([name]) => name).toSorted()).toEqual(
      [
        'CurrencyCode',
        'DateTimeISO',
        'Decimal',
        'ISO8601Duration',
        'LocalDate',
        'Locale',
      ].toSorted(),
    );
    for (const name of ['CurrencyCode', 'Decimal', 'Locale']) {
      expect(scalars.find(([each]) => each === name)?.[1]).toMatch(/^https:\/\//);
    }
  });
});

const isLibraryScalar = (path: string): boolean =>
  ['DateTimeISO', 'LocalDate', 'ISO8601Duration'].includes(path);

describe('Relay', () => {
  test('Node, node and nodes have the shape that clients rely on', () => {
    expect(shape(schema.getType('Node') as GraphQLNamedType)).toEqual({ id: 'ID!' });
    const { node, nodes } = schema.getQueryType()?.getFields() ?? {};
    expect([String(node?.type), argumentsOf(node?.args ?? [])]).toEqual(['Node', { id: 'ID!' }]);
    expect([String(nodes?.type), argumentsOf(nodes?.args ?? [])]).toEqual([
      '[Node]!',
      { ids: '[ID!]!' },
    ]);
  });

  test('connections, edges and page info do too', () => {
    const connections = objects.filter(({ name }) => name.endsWith('Connection'));
    expect(connections.map(({ name }) => name).toSorted()).toEqual([
      'AssessmentConnection',
      'CharacteristicConnection',
      'CreditAccountConnection',
      'FileAccessConnection',
      'JournalEntryConnection',
      'QueuedAppealConnection',
      'TimelineEntryConnection',
    ]);
    for (const connection of connections) {
      const name = connection.name.replace('Connection', '');
      expect(shape(connection)).toEqual({ edges: `[${name}Edge!]!`, pageInfo: 'PageInfo!' });
      expect(shape(object(`${name}Edge`))).toEqual({ cursor: 'String!', node: `${name}!` });
    }
    expect(shape(object('PageInfo'))).toEqual({
      hasNextPage: 'Boolean!',
      hasPreviousPage: 'Boolean!',
      startCursor: 'String',
      endCursor: 'String',
    });
  });

  test('whoever asks for a connection says how much, or gets a bounded page', () => {
    const fields = objects.flatMap(fieldsOf);
    const paged = fields.filter(({ type }) => getNamedType(type).name.endsWith('Connection'));
    expect(paged.length).toBeGreaterThan(1);
    // These name a record that may not be there for whoever asks.
    const hiding = ['accountTimeline', 'whoLookedAtMyFile'];
    for (const { name, args, type } of paged) {
      expect(argumentsOf(args)).toMatchObject({ first: 'Int!', after: 'String' });
      expect(args.find(({ name }) => name === 'first')?.defaultValue).toBeLessThanOrEqual(MAX_PAGE);
      expect([name, isNonNullType(type)]).toEqual([name, !hiding.includes(name)]);
    }
  });
});

describe('errors', () => {
  test('every mutation has a payload that lists them', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    expect(mutations.length).toBeGreaterThan(10);
    for (const { name, type } of mutations) {
      const payload = getNamedType(type);
      expect([name, shape(payload).errors]).toEqual([name, '[Error!]!']);
      const others = Object.entries(shape(payload)).filter(([field]) => field !== 'errors');
      expect(others.filter(([, kind]) => kind.endsWith('!'))).toEqual([]);
    }
  });

  test('the interface has code, message and path, and every concrete type is there', () => {
    const error = schema.getType('Error');
    if (!isInterfaceType(error)) throw new Error('Error is no interface');
    expect(shape(error)).toEqual({ code: 'String!', message: 'String!', path: '[String!]!' });
    const concrete = schema.getPossibleTypes(error).map(({ name }) => name);
    expect(concrete.toSorted()).toEqual(ERROR_TYPES.map(({ name }) => name).toSorted());
  });
});
