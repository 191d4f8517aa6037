/** Documents that a customer handed in: what is known of them. Their bytes leave over plain HTTP. */
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Evidence } from '../../domain/appeal/evidence.js';
import type { GatewayContext } from './context.js';
import { EvidenceKindEnum } from './decision-enums.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType('Evidence', {
  simpleResolvers: true,
  description: 'A document that the customer handed in.',
})
export class EvidenceType {
  @Field(() => ID, { description: 'Names it.' })
  id!: string;
  @Field(() => EvidenceKindEnum, { description: 'What the customer says it proves.' })
  kind!: string;
  @Field(() => String, { description: 'Its media type by its bytes, such as "application/pdf".' })
  mediaType!: string;
  @Field(() => Int, { description: 'Its length in bytes.' })
  bytes!: number;
  @Field(() => String, { description: 'SHA-256 of its bytes, in hex.' })
  sha256!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was handed in.' })
  uploadedAt!: Date;
  @Field(() => String, {
    description:
      'Path on this server from which it is given out by GET, with the same bearer token: to its ' +
      'customer, and to a reviewer for a case that names it.',
  })
  path!: string;
}

export const toEvidence = (evidence: Evidence): EvidenceType => ({
  id: evidence.id,
  kind: evidence.kind,
  mediaType: evidence.mediaType,
  bytes: evidence.bytes,
  sha256: evidence.sha256,
  uploadedAt: new Date(evidence.uploadedAt),
  path: `/evidence/${evidence.id}`,
});

/** The documents of a case that the caller may see, in the order in which it names them. */
export async function evidenceNamed(
  ids: readonly string[],
  { loaders }: GatewayContext,
): Promise<EvidenceType[]> {
  const found = await Promise.all(ids.map((id) => loaders.evidence.load(id)));
  return found.filter((evidence) => evidence !== null).map(toEvidence);
}
