/** The audit trail and the outbox: what happened, and who is still to be told. */
import type { AuditTrail, Outbox } from '../../application/record-ports.js';
import { prepared } from './prepared.js';
import { insertAll, listed } from './rows.js';
import { opened, sealed } from './sealed-columns.js';
import { writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

export const auditTrailOf = (session: Session): AuditTrail => ({
  async append(customerId, entries) {
    const rows = entries.map((entry) => ({
      customer_id: customerId,
      id: entry.id,
      occurred_at: entry.occurredAt,
      format_version: entry.formatVersion,
      coarse_time: entry.coarseTime,
      content: entry.contentJson,
      salt: entry.saltBase64,
      commitment: entry.commitmentBase64,
      leaf_hash: entry.leafHashBase64,
    }));
    await insertAll(session, 'audit_entry', await sealed(session, 'audit_entry', rows));
  },
  async find(ids) {
    const some = listed(ids);
    const { rows } = await prepared(session, `audit entries ${some.length}`, some, (query) =>
      query.selectFrom('audit_entry').selectAll().where('id', 'in', some),
    );
    return (await opened(session, 'audit_entry', rows)).map((row) => ({
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
  pseudonymOf: session.vault.pseudonymOf,
});

export const outboxOf = (session: Session): Outbox => ({
  async append(messages) {
    const rows = messages.map((message) => ({
      customer_id: message.customerId,
      id: message.id,
      type: message.type,
      subject: message.subject,
      occurred_at: message.occurredAt,
      data: writeJson('outbox', message.data),
    }));
    const kept = await sealed(session, 'outbox_message', rows);
    await insertAll(session, 'outbox_message', kept);
  },
});
