/**
 * Whether everything in a database is there whole: each closure with all that belongs to it, each
 * entry with its legs, each position as the sum of its postings, each key with what it made.
 * Everything is read in one transaction, so a server may be at work meanwhile.
 */

import { verifyReceipt } from '../../src/domain/audit-trail/audit-entry.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { type Read, rowsIn } from './rows.js';
import type { DatabaseStore } from './stores.js';
import { decisionFaults, isOfMeasure } from './whole-decisions.js';

/** What the checks of this file look at. */
export const READ = [
  'appeal',
  'assessment',
  'audit_entry',
  'closure',
  'credit_account',
  'decision',
  'hold',
  'idempotency_key',
  'journal_entry',
  'ledger_position',
  'notice',
  'outbox_message',
  'platform_action',
  'posting',
  'refund_due',
] as const;
export type Rows = Read<(typeof READ)[number]>;

/** All rows that a check looks at, as of one moment. */
export const rowsOf = (store: DatabaseStore): Promise<Rows> => rowsIn(store, READ);

/** What is not whole or does not agree, in words; empty when all is well. */
export const faultsIn = (rows: Rows): string[] => [
  ...closureFaults(rows),
  ...decisionFaults(rows),
  ...messageFaults(rows),
  ...entryFaults(rows),
  ...positionFaults(rows),
  ...holdFaults(rows),
  ...keyFaults(rows),
];

const CLOSURE_MESSAGE = 'clearline.credit-account.closure.v1';

function closureFaults(rows: Rows): string[] {
  const faults: string[] = [];
  const linked = new Set<string>();
  const [decisions, audits, scores, accounts] = [
    rows.decision,
    rows.audit_entry,
    rows.assessment,
    rows.credit_account,
  ].map((all) => new Map(all.map((row) => [row.id as string, row as Record<string, unknown>])));
  const told = Map.groupBy(
    rows.outbox_message.filter(({ type }) => type === CLOSURE_MESSAGE),
    ({ subject }) => subject,
  );
  for (const row of rows.closure) {
    const fault = (what: string) => faults.push(`closure ${row.id}: ${what}`);
    const record = JSON.parse(row.record);
    const { decisionId, auditEntryId, assessmentBeforeId, assessmentAfterId } = record;
    if (decisions?.get(decisionId)?.account_id !== row.account_id) fault('no decision');
    for (const move of record.linkedLimits) {
      const decision = decisions?.get(move.decisionId);
      const isAboutIt = decision?.account_id === move.accountId && decision?.kind !== 'CLOSURE';
      if (!isAboutIt) fault(`the limit of ${move.accountId} moved without a decision`);
      linked.add(move.decisionId);
    }
    if (JSON.parse(String(audits?.get(auditEntryId)?.content ?? '{}')).closureId !== row.id) {
      fault('no audit entry');
    }
    if (scores?.get(assessmentBeforeId)?.trigger !== 'BEFORE_CLOSURE') fault('no score before');
    if (scores?.get(assessmentAfterId)?.trigger !== 'CLOSURE') fault('no score after');
    const messages = told.get(row.account_id) ?? [];
    if (messages.length !== 1) fault(`${messages.length} messages`);
    else if (JSON.parse(messages[0]?.data ?? '').closureId !== row.id) fault('a foreign message');
    const account = accounts?.get(row.account_id);
    if (account?.closure_id !== row.id) fault('the account does not name it');
    if (!['CLOSED', 'RUN_OFF'].includes(String(account?.status))) fault('the account is in use');
    if (account?.capabilities !== '') fault(`capabilities are left: ${account?.capabilities}`);
  }
  // The other way round: nothing that belongs to a closure is without one.
  const closures = rows.closure.length;
  const ofClosures = {
    decisions: rows.decision.filter(({ kind }) => kind === 'CLOSURE').length,
    'audit entries': rows.audit_entry.filter(isOfClosure).length,
    messages: [...told.values()].flat().length,
    'scores before': rows.assessment.filter((each) => each.trigger === 'BEFORE_CLOSURE').length,
    'scores after': rows.assessment.filter((each) => each.trigger === 'CLOSURE').length,
    'closed accounts': rows.credit_account.filter((each) => each.closure_id !== null).length,
  };
  for (const [what, count] of Object.entries(ofClosures)) {
    if (count !== closures) faults.push(`${closures} closures, but ${count} ${what}`);
  }
  for (const { id, kind, grounds, record } of rows.decision) {
    if (grounds === 'CUSTOMER_REQUEST' || linked.has(id) || isOfMeasure(kind, record)) continue;
    faults.push(`decision ${id} (${kind}) is of no closure and nobody asked for it`);
  }
  return faults;
}

const isOfClosure = ({ content }: { content: string }): boolean =>
  JSON.parse(content).type === 'credit-account.closure';

/** Audit entries verify; what else happened to an account was told as often as it was written down. */
function messageFaults(rows: Rows): string[] {
  const faults: string[] = [];
  for (const row of rows.audit_entry) {
    const receipt = {
      formatVersion: row.format_version,
      entryId: row.id,
      coarseTime: row.coarse_time,
      contentJson: row.content,
      saltBase64: row.salt,
      commitmentBase64: row.commitment,
    };
    const check = verifyReceipt(receipt, row.leaf_hash, systemEntropy.sha256);
    if (!check.valid) faults.push(`audit entry ${row.id}: ${check.reason}`);
  }
  // A message's type is what was written down, as this product's and in a version of the shape.
  const name = (type: string, accountId: string, version: unknown) =>
    `${type.replace(/^clearline\.|\.v\d+$/g, '')} of ${accountId} as version ${version}`;
  const written = rows.audit_entry
    .filter((row) => !isOfClosure(row))
    .map(({ content }) => JSON.parse(content))
    // What the retention schedule erased is about no line and told to nobody.
    .filter(({ accountId }) => accountId !== undefined)
    .map(({ type, accountId, accountVersion }) => name(type, accountId, accountVersion));
  const told = rows.outbox_message
    .filter(({ type }) => type !== CLOSURE_MESSAGE)
    .map(({ type, subject, data }) => name(type, subject, JSON.parse(data).accountVersion));
  for (const each of written) if (!told.includes(each)) faults.push(`not told: ${each}`);
  for (const each of told) if (!written.includes(each)) faults.push(`not written down: ${each}`);
  return faults;
}

function entryFaults(rows: Rows): string[] {
  const faults: string[] = [];
  const legs = Map.groupBy(rows.posting, ({ id }) => id);
  for (const { id, kind } of rows.journal_entry) {
    const own = legs.get(id) ?? [];
    const sum = own.reduce((total, leg) => total + leg.amount_minor, 0);
    if (own.length < 2 || sum !== 0) faults.push(`${kind} ${id}: ${own.length} legs add to ${sum}`);
    legs.delete(id);
  }
  for (const id of legs.keys()) faults.push(`legs without their entry ${id}`);
  const reasons = new Set(rows.journal_entry.map(({ kind, reference }) => `${kind} ${reference}`));
  for (const { id } of rows.refund_due) {
    if (!reasons.has(`REFUND_DUE ${id}`)) faults.push(`refund ${id} without its entry`);
  }
  return faults;
}

function positionFaults(rows: Rows): string[] {
  const entries = new Map(rows.journal_entry.map((entry) => [entry.id, entry]));
  const sums = new Map<string, number>();
  const add = (name: string, minor: number) => sums.set(name, (sums.get(name) ?? 0) + minor);
  for (const { id, ledger_account, amount_minor } of rows.posting) {
    const entry = entries.get(id);
    add(`${entry?.account_id} ${ledger_account}`, amount_minor);
    const repaid = entry?.kind === 'REPAYMENT' || entry?.kind === 'RETURNED_PAYMENT';
    if (repaid && ledger_account === 'SETTLEMENT') add(`${entry.account_id} repaid`, amount_minor);
  }
  for (const hold of rows.hold.filter(({ status }) => status === 'OPEN')) {
    add(`${hold.account_id} held`, hold.amount_minor - hold.captured_minor);
  }
  return rows.ledger_position.flatMap((row) => {
    const sum = (of: string) => sums.get(`${row.id} ${of}`) ?? 0;
    const told = {
      PRINCIPAL: row.principal_minor,
      INTEREST: row.interest_minor,
      FEE: row.fee_minor,
      CREDIT_BALANCE: -row.credit_minor,
      held: row.held_minor,
      repaid: row.repaid_minor,
    };
    return Object.entries(told)
      .filter(([of, minor]) => minor - sum(of) !== 0)
      .map(([of, minor]) => `position ${row.id}: ${of} is ${minor}, the sum is ${sum(of)}`);
  });
}

function holdFaults(rows: Rows): string[] {
  const captured = new Map<string, number>();
  const captures = rows.journal_entry.filter(({ kind }) => kind === 'CAPTURE');
  const holdOf = new Map(captures.map(({ id, reference }) => [id, reference]));
  for (const { id, ledger_account, amount_minor } of rows.posting) {
    const hold = ledger_account === 'SETTLEMENT' ? holdOf.get(id) : undefined;
    if (hold) captured.set(hold, (captured.get(hold) ?? 0) - amount_minor);
  }
  return rows.hold
    .filter(({ id, captured_minor }) => captured_minor !== (captured.get(id) ?? 0))
    .map(({ id, captured_minor }) => `hold ${id}: ${captured_minor} captured, not as posted`);
}

/** The tables that an operation's keys name rows of. */
const MADE: Readonly<Record<string, (rows: Rows) => readonly { id: string }[]>> = {
  closeAccount: ({ closure }) => closure,
  authorizeUse: ({ hold }) => hold,
  captureHold: ({ journal_entry }) => journal_entry.filter(({ kind }) => kind === 'CAPTURE'),
  decreaseLimit: ({ decision }) =>
    decision.filter((row) => row.kind === 'LINE_DECREASE' && row.grounds === 'CUSTOMER_REQUEST'),
  takeMeasure: ({ decision }) =>
    decision
      .map(({ record }) => JSON.parse(record))
      .filter((each) => each.measure && !each.causedBy),
  decideAppeal: ({ appeal }) => appeal.filter(({ status }) => status === 'DECIDED'),
  'post:REPAYMENT': ({ journal_entry }) => journal_entry.filter(({ kind }) => kind === 'REPAYMENT'),
};

function keyFaults(rows: Rows): string[] {
  return Object.entries(MADE).flatMap(([operation, madeOf]) => {
    const made = new Set(madeOf(rows).map(({ id }) => id));
    const keys = rows.idempotency_key.filter((row) => row.operation === operation);
    const once = new Set(keys.map(({ result }) => result));
    return [
      ...keys
        .filter(({ result }) => result === null || !made.has(result))
        .map(({ key, result }) => `key ${key} names ${result}, which is not there`),
      ...(once.size < keys.length ? [`two keys of ${operation} name the same`] : []),
    ];
  });
}

/** What these operations made since `before`, and no key names; nothing else makes such rows. */
export function madeWithoutKey(rows: Rows, before: Rows): string[] {
  const named = new Set(rows.idempotency_key.map(({ result }) => result));
  return Object.entries(MADE).flatMap(([operation, madeOf]) => {
    const known = new Set(madeOf(before).map(({ id }) => id));
    const fresh = madeOf(rows).filter(({ id }) => !known.has(id));
    return fresh.filter(({ id }) => !named.has(id)).map(({ id }) => `${operation}: ${id}`);
  });
}
