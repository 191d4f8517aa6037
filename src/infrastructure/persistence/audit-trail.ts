/** The audit trail and the outbox: what happened, and who is still to be told. */
import type { AuditTrail, Outbox } from '../../application/record-ports.js';
import { insertAll, listed } from './rows.js';
import { writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

export const auditTrailOf = (session: Session): AuditTrail => ({
  async append(customerId, entry) {
    await session
      .query()
      .insertInto('audit_entry')
      .values({
        customer_id: customerId,
        id: entry.id,
        occurred_at: entry.occurredAt,
        format_version: entry.formatVersion,
        coarse_time: entry.coarseTime,
        content: entry.contentJson,
        salt: entry.saltBase64,
        commitment: entry.commitmentBase64,
        leaf_hash: entry.leafHashBase64,
      })
      .execute();
  },
  async find(ids) {
    const query = session.query().selectFrom('audit_entry').selectAll();
    const rows = await query.where('id', 'in', listed(ids)).execute();
    return rows.map((row) => ({
      id: row.id,
      occurredAt: row.occurred_at,
      formatVersion: row.format_version,
      contentJson: row.content,
      coarseTime: row.coarse_time,
      saltBase64: row.salt,
      commitmentBase64: row.commitment,
      leafHashBase64: row.leaf_hash,
    }));
  },
});

export const outboxOf = (session: Session): Outbox => ({
  async append(messages) {
    await insertAll(
      session.query(),
      'outbox_message',
      messages.map((message) => ({
        customer_id: message.customerId,
        id: message.id,
        type: message.type,
        subject: message.subject,
        occurred_at: message.occurredAt,
        data: writeJson('outbox', message.data),
      })),
    );
  },
});
