/** Relay's Node: one id, unique over all kinds of record, finds any of them. */
import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({
  description: 'A record that can be fetched again by its id (Relay).',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'A UUID in lower case, unique over all kinds of record.' })
  id!: string;
}
