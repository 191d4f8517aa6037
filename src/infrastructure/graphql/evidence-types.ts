/** Documents that a customer handed in: what is known of them. Their bytes leave over plain HTTP. */
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { mayReadEvidenceOf } from '../../application/access.js';
import { type Appeal, isUndecided } from '../../domain/appeal/appeal.js';
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
  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256 of its bytes, in hex, for its customer and for the reviewer who has the case; null ' +
      'for others.',
  })
  sha256!: string | null;
  @Field(() => GraphQLDateTimeISO, { description: 'When it was handed in.' })
  uploadedAt!: Date;
  @Field(() => String, {
    description:
      'Path on this server from which it is given out by GET, with the same bearer token: to its ' +
      'customer, to the reviewer who has a case that names it, and to an auditor once that is answered.',
  })
  path!: string;
}

/** `mayTellHash`: whether the caller may know it; it would tell whoever has such a document that it is it. */
export const toEvidence = (evidence: Evidence, mayTellHash: boolean): EvidenceType => ({
  id: evidence.id,
  kind: evidence.kind,
  mediaType: evidence.mediaType,
  bytes: evidence.bytes,
  sha256: mayTellHash ? evidence.sha256 : null,
  uploadedAt: new Date(evidence.uploadedAt),
  path: `/evidence/${evidence.id}`,
});

/** The documents of a case that the caller may see, in the order in which it names them. */
export async function evidenceNamed(
  appeal: Appeal,
  ids: readonly string[],
  { actor, loaders }: GatewayContext,
): Promise<EvidenceType[]> {
  const { customerId, assignedTo } = appeal;
  const isTheirs = assignedTo === actor.subject && isUndecided(appeal);
  const mayTellHash =
    (isTheirs || actor.customerId === customerId) && mayReadEvidenceOf(actor, customerId);
  const found = await Promise.all(ids.map((id) => loaders.evidence.load(id)));
  return found
    .filter((evidence) => evidence !== null)
    .map((evidence) => toEvidence(evidence, mayTellHash));
}
