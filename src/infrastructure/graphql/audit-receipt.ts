/** The receipt that proves an entry of the audit trail. */
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { AuditEntry } from '../../domain/audit-trail/audit-entry.js';

@ObjectType('AuditReceipt', {
  description:
    'Proves an entry of the audit trail offline, with SHA-256 alone: the commitment is over salt ' +
    'and content, the leaf over format, hour and commitment.',
})
export class AuditReceiptType {
  @Field(() => Int, { description: 'Version of the byte format.' })
  formatVersion!: number;
  @Field(() => ID, { description: 'The entry.' })
  entryId!: string;
  @Field(() => String, { description: 'The UTC hour that is published.' })
  coarseTime!: string;
  @Field(() => String, { description: 'The content, canonical JSON (RFC 8785), byte for byte.' })
  content!: string;
  @Field(() => String, { description: 'The random salt, base64.' })
  salt!: string;
  @Field(() => String, { description: 'The commitment, base64.' })
  commitment!: string;
  @Field(() => String, { description: 'RFC 6962 hash of the leaf, base64.' })
  leafHash!: string;
}

export const toReceipt = (entry: AuditEntry): AuditReceiptType => ({
  formatVersion: entry.formatVersion,
  entryId: entry.id,
  coarseTime: entry.coarseTime,
  content: entry.contentJson,
  salt: entry.saltBase64,
  commitment: entry.commitmentBase64,
  leafHash: entry.leafHashBase64,
});
