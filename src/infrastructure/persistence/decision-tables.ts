/**
 * The tables of what the platform decides and of what becomes of it; `tables.ts` says what holds for
 * all tables. A column beside a document is there to find the row by; what has ended is found by none
 * of the clocks, because its moment is null.
 */
import { defineEntity, p } from '@mikro-orm/core';
import { versionedDocument } from './risk-tables.js';
import { perCustomer } from './table-keys.js';

export const DecisionTable = defineEntity({
  name: 'decision',
  indexes: [
    { properties: ['id'] },
    { properties: ['account_id'] },
    // Those that the customer did not ask for are erased when they are old.
    {
      name: 'decision_unasked_index',
      properties: ['decided_at'],
      where: "grounds <> 'CUSTOMER_REQUEST'",
    },
  ],
  properties: {
    ...perCustomer,
    /** Empty for a decision that is about no line. */
    account_id: p.text(),
    kind: p.text(),
    grounds: p.text(),
    decided_at: p.bigint('number'),
    /** The assessment that it was made on, which is kept as long as the decision is. */
    assessment_id: p.text().nullable(),
    record: p.text(),
  },
});

export const ActionPolicyTable = defineEntity({
  name: 'action_policy',
  properties: versionedDocument,
});

export const PlatformActionTable = defineEntity({
  name: 'platform_action',
  indexes: [
    { properties: ['id'] },
    { properties: ['account_id'] },
    { properties: ['caused_by'] },
    { properties: ['look_at', 'id'] },
    { properties: ['asked_since', 'id'] },
  ],
  properties: {
    ...perCustomer,
    account_id: p.text(),
    status: p.text(),
    caused_by: p.text().nullable(),
    /** When to look at it; null where nothing is waited for, or nothing any more. */
    look_at: p.bigint('number').nullable(),
    /** Since when a person is asked to look at its conditions; null where none is. */
    asked_since: p.bigint('number').nullable(),
    document: p.text(),
  },
});

export const NoticeTable = defineEntity({
  name: 'notice',
  indexes: [
    { properties: ['id'] },
    { properties: ['decision_id'] },
    { properties: ['alarm_at', 'id'] },
    {
      name: 'notice_undelivered_index',
      properties: ['due_at', 'id'],
      where: '"delivered_at" is null',
    },
  ],
  properties: {
    ...perCustomer,
    decision_id: p.text(),
    due_at: p.bigint('number'),
    delivered_at: p.bigint('number').nullable(),
    /** When the next alarm is to be raised; null where none is any more. */
    alarm_at: p.bigint('number').nullable(),
    document: p.text(),
  },
});

export const AppealTable = defineEntity({
  name: 'appeal',
  indexes: [
    { properties: ['id'] },
    { properties: ['decision_id'] },
    { properties: ['due_at', 'id'] },
    { properties: ['paused_until', 'id'] },
  ],
  // At most one of a decision is undecided.
  uniques: [
    {
      name: 'appeal_undecided_unique',
      properties: ['decision_id'],
      where: '"due_at" is not null',
    },
  ],
  properties: {
    ...perCustomer,
    decision_id: p.text(),
    status: p.text(),
    /** When the answer is due; null where none is any more. */
    due_at: p.bigint('number').nullable(),
    /** When the pause ends by itself; null unless the customer was asked something. */
    paused_until: p.bigint('number').nullable(),
    document: p.text(),
  },
});

export const EvidenceTable = defineEntity({
  name: 'evidence',
  indexes: [
    { properties: ['id'] },
    { properties: ['customer_id', 'address'] },
    // Those that no appeal names are removed when they are old.
    { name: 'evidence_unused_index', properties: ['uploaded_at'], where: "appeal_ids = ''" },
  ],
  // The same bytes can be there under several kinds, each named by an appeal but for one.
  uniques: [
    {
      name: 'evidence_unnamed_unique',
      properties: ['customer_id', 'address'],
      where: "appeal_ids = ''",
    },
  ],
  properties: {
    ...perCustomer,
    /** A keyed hash of the document: the same for the same document of the same customer only. */
    address: p.text(),
    /** Names its pieces. */
    upload_id: p.text(),
    uploaded_at: p.bigint('number'),
    /** The appeals that name it, the first one first, with spaces between them. */
    appeal_ids: p.text(),
    document: p.text(),
  },
});

/** A piece of a document; the id is that of the upload and the piece's number. */
export const EvidencePieceTable = defineEntity({
  name: 'evidence_piece',
  indexes: [{ properties: ['upload_id'] }, { properties: ['open_since'] }],
  properties: {
    ...perCustomer,
    upload_id: p.text(),
    piece: p.integer(),
    /** Of the first piece: when its upload began, until that is a document; null elsewhere. */
    open_since: p.bigint('number').nullable(),
    content: p.text(),
  },
});

/** Who of the staff looked at a file; read by customer only. */
export const FileAccessTable = defineEntity({
  name: 'file_access',
  properties: { ...perCustomer, at: p.bigint('number'), document: p.text() },
});
