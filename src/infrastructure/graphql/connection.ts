/** Relay connections: bounded pages with stable cursors. */
import { GraphQLError } from 'graphql';
import { ArgsType, type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { isId } from '../../domain/identifiers.js';

export const MAX_PAGE = 100;
export const DEFAULT_PAGE = 20;

// Every subgraph with connections has this type, so each must be free to have it.
@Directive('@shareable')
@ObjectType({ description: 'Where a page of a connection stands (Relay).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  hasNextPage!: boolean;
  @Field(() => Boolean, { description: 'Whether this page does not begin at the start.' })
  hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: 'Cursor of the first edge, if any.' })
  startCursor!: string | null;
  @Field(() => String, { nullable: true, description: 'Cursor of the last edge, if any.' })
  endCursor!: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    defaultValue: DEFAULT_PAGE,
    description: `How many at most, 1 to ${MAX_PAGE}.`,
  })
  first!: number;
  @Field(() => String, { nullable: true, description: 'The cursor after which the page begins.' })
  after?: string | null;
}

interface EdgeOf<T> {
  cursor: string;
  node: T;
}

export interface ConnectionOf<T> {
  edges: EdgeOf<T>[];
  pageInfo: PageInfo;
}

/** Makes the edge and connection types of a node type. */
export function connectionOf<T extends object>(name: string, node: () => ClassType<T>) {
  @ObjectType(`${name}Edge`, {
    // Types that come in lists read their plain properties without a resolver around each.
    simpleResolvers: true,
    description: `One ${name} in a connection, with its cursor.`,
  })
  class Edge {
    @Field(() => String, { description: 'Opaque; stays valid when others come or go.' })
    cursor!: string;
    @Field(node, { description: `The ${name} itself.` })
    node!: T;
  }
  @ObjectType(`${name}Connection`, { description: `A bounded page of ${name} records.` })
  class Connection {
    @Field(() => [Edge], { description: 'The records of the page, in order.' })
    edges!: Edge[];
    @Field(() => PageInfo, { description: 'Where the page stands.' })
    pageInfo!: PageInfo;
  }
  return Connection as unknown as ClassType<ConnectionOf<T>>;
}

/** A connection's name goes into its cursors, so that those of another one are not mistaken. */
const encodeCursor = (connection: string, id: string): string =>
  Buffer.from(`${connection}:${id}`).toString('base64url');

/**
 * The id that a cursor stands after; a cursor that this connection did not make is refused. `names`
 * tells whether a text is an id there, where ids are not those of records.
 */
export function decodeCursor(
  connection: string,
  cursor: string | null | undefined,
  names: (id: string) => boolean = isId,
): string | null {
  if (cursor === null || cursor === undefined) return null;
  const text = Buffer.from(cursor.slice(0, 200), 'base64url').toString();
  const id = text.slice(connection.length + 1);
  if (names(id) && encodeCursor(connection, id) === cursor) return id;
  throw new GraphQLError('This is not a cursor of this connection.', {
    extensions: { code: 'INVALID_CURSOR', argumentName: 'after' },
  });
}

/** The page size asked for, or a refusal. */
export function pageSize(first: number): number {
  if (first >= 1 && first <= MAX_PAGE) return first;
  throw new GraphQLError(`"first" must be between 1 and ${MAX_PAGE}.`, {
    extensions: { code: 'INVALID_PAGE_SIZE', argumentName: 'first' },
  });
}

/** A connection from one record more than the page, which tells whether there is another page. */
export function pageOf<T extends { id: string }>(
  connection: string,
  rows: readonly T[],
  size: number,
  after: string | null,
): ConnectionOf<T> {
  const edges = rows
    .slice(0, size)
    .map((node) => ({ cursor: encodeCursor(connection, node.id), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
