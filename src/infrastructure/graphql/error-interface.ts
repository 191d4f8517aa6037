/** What every refusal has in common. */
import { Field, InterfaceType } from 'type-graphql';

@InterfaceType('Error', {
  description: 'Why a mutation did not do what it was asked. Nothing was changed.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class ErrorInterface {
  @Field(() => String, { description: 'Stable code, to be compared by programs.' })
  code!: string;
  @Field(() => String, { description: 'In words, in the language of the request.' })
  message!: string;
  @Field(() => [String], { description: 'Path of the input that it is about; may be empty.' })
  path!: string[];
}

/** Options of a concrete type of error. */
export const described = (description: string) => ({ implements: ErrorInterface, description });
