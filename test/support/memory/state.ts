/**
 * What a memory store holds, and its transactions. They run one after another: each works on a copy
 * of what is committed, and the copy takes the place of the original when it ends well. Whoever
 * reads outside sees what is committed; whoever writes outside waits for the turn.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Customer, InTransaction } from '../../../src/application/ports.js';
import type {
  OutboxMessage,
  ProtectedAttribute,
  SourceRecord,
} from '../../../src/application/record-ports.js';
import type { Erasure, Identity, LegalHold } from '../../../src/application/retention-ports.js';
import type { Consent } from '../../../src/application/risk-ports.js';
import type { Appeal } from '../../../src/domain/appeal/appeal.js';
import type { Evidence } from '../../../src/domain/appeal/evidence.js';
import type { FileAccess } from '../../../src/domain/appeal/file-access.js';
import type { AuditEntry } from '../../../src/domain/audit-trail/audit-entry.js';
import type { ClosureQuote } from '../../../src/domain/credit-account/closure-quote.js';
import type { Closure } from '../../../src/domain/credit-account/closure-record.js';
import type { ClosureRequest } from '../../../src/domain/credit-account/closure-request.js';
import type { CreditAccount } from '../../../src/domain/credit-account/credit-account.js';
import type { Decision } from '../../../src/domain/credit-account/decision.js';
import type { LimitPolicy } from '../../../src/domain/credit-account/limit-policy.js';
import type { CreditApplication } from '../../../src/domain/credit-account/way-back.js';
import type { JournalEntry } from '../../../src/domain/ledger/journal.js';
import type { Hold, InstalmentPlan, Position } from '../../../src/domain/ledger/position.js';
import type { Creditor, Product } from '../../../src/domain/ledger/product.js';
import type { RefundDue } from '../../../src/domain/ledger/refund.js';
import type { Statement } from '../../../src/domain/ledger/statement.js';
import type { ActionPolicy } from '../../../src/domain/platform-action/measure.js';
import type { Notice } from '../../../src/domain/platform-action/notice.js';
import type { PlatformAction } from '../../../src/domain/platform-action/platform-action.js';
import type {
  Activity,
  ActivityDay,
  ActivitySource,
} from '../../../src/domain/risk-profile/activity.js';
import type { Assessment } from '../../../src/domain/risk-profile/assessment.js';
import type { RuleSet } from '../../../src/domain/risk-profile/rules.js';
import type { Scorecard } from '../../../src/domain/risk-profile/scorecard.js';

interface StoredKey {
  readonly inputHash: string;
  readonly createdAt: number;
  readonly result: string | null;
}

export interface StoredDocument<T> {
  readonly inUse: boolean;
  readonly document: T;
}

type StoredActivity = Pick<Activity, 'id' | 'customerId' | 'kind' | 'occurredAt'> & {
  readonly source: ActivitySource;
  readonly recordedAt: number;
  /** JSON of what it told; empty when that was erased. */
  readonly detail: string;
};

/** A document with the upload that its pieces came by, and all the appeals that name it. */
export interface StoredEvidence extends Omit<Evidence, 'appealId'> {
  readonly uploadId: string;
  readonly appealIds: readonly string[];
}

export interface StoredPiece {
  readonly customerId: string;
  readonly uploadId: string;
  readonly piece: number;
  /** Of the first piece, until the upload is a document. */
  readonly openSince: number | null;
  readonly base64: string;
}

/** A customer with what only retention asks about. */
export type StoredCustomer = Customer & {
  readonly relationshipEndedOn: string | null;
  readonly eraseOn: string | null;
};

/** An audit entry and whose it is: nobody's when the customer was erased. */
type StoredEntry = AuditEntry & { readonly customerId: string };

/** The entry as the audit trail knows it. */
export const entryOf = ({ customerId: _, ...entry }: StoredEntry): AuditEntry => entry;

/** Rows by id, under the names that the tables have in a database. */
export const emptyState = () => ({
  customer: new Map<string, StoredCustomer>(),
  creditor: new Map<string, Creditor>(),
  product: new Map<string, Product>(),
  credit_account: new Map<string, CreditAccount>(),
  ledger_position: new Map<string, Position>(),
  journal_entry: new Map<string, JournalEntry>(),
  hold: new Map<string, Hold>(),
  instalment_plan: new Map<string, InstalmentPlan>(),
  statement: new Map<string, Statement>(),
  refund_due: new Map<string, RefundDue>(),
  scorecard: new Map<string, StoredDocument<Scorecard>>(),
  rule_set: new Map<string, StoredDocument<RuleSet>>(),
  assessment: new Map<string, Assessment>(),
  activity: new Map<string, StoredActivity>(),
  activity_day: new Map<string, ActivityDay>(),
  consent: new Map<string, Consent>(),
  closure: new Map<string, Closure>(),
  closure_request: new Map<string, ClosureRequest>(),
  closure_quote: new Map<string, ClosureQuote>(),
  limit_policy: new Map<string, StoredDocument<LimitPolicy>>(),
  credit_application: new Map<string, CreditApplication>(),
  customer_identity: new Map<string, Identity>(),
  legal_hold: new Map<string, LegalHold>(),
  erasure: new Map<string, Erasure>(),
  decision: new Map<string, Decision>(),
  action_policy: new Map<string, StoredDocument<ActionPolicy>>(),
  platform_action: new Map<string, PlatformAction>(),
  notice: new Map<string, Notice>(),
  appeal: new Map<string, Appeal>(),
  evidence: new Map<string, StoredEvidence>(),
  evidence_piece: new Map<string, StoredPiece>(),
  file_access: new Map<string, FileAccess>(),
  audit_entry: new Map<string, StoredEntry>(),
  outbox_message: new Map<string, OutboxMessage>(),
  idempotency_key: new Map<string, StoredKey>(),
  source_record: new Map<string, SourceRecord>(),
  protected_attribute: new Map<string, ProtectedAttribute>(),
});

export type State = ReturnType<typeof emptyState>;

function copyOf(state: State): State {
  const tables: [string, Map<string, unknown>][] = Object.entries(state);
  return Object.fromEntries(
    tables.map(([table, rows]) => [table, new Map(rows)]),
  ) as unknown as State;
}

export interface Memory {
  /** The open transaction's state, or what is committed. */
  read(): State;
  /** Changes the open transaction's state, or in a turn of its own. */
  write<T>(change: (state: State) => T): Promise<T>;
  readonly inTransaction: InTransaction;
}

export function makeMemory(): Memory {
  let committed = emptyState();
  const open = new AsyncLocalStorage<State>();
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  return {
    read: () => open.getStore() ?? committed,
    async write(change) {
      const state = open.getStore();
      if (state) return change(state);
      return inTurn(async () => {
        const copy = copyOf(committed);
        const result = change(copy);
        committed = copy;
        return result;
      });
    },
    async inTransaction(work) {
      if (open.getStore()) throw new Error('a transaction is already open');
      return inTurn(async () => {
        const copy = copyOf(committed);
        let abandoned = false;
        const abandon = () => {
          abandoned = true;
        };
        const result = await open.run(copy, () => work({ abandon }));
        if (!abandoned) committed = copy;
        return result;
      });
    },
  };
}

/** Rows are kept as they were handed in, and nobody can change them afterwards. */
export const kept = <T>(row: T): T => frozen(structuredClone(row));

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

/** Adds rows; a key that is there already throws, as a primary key does. */
export function insert<T extends { readonly id: string }>(
  rows: Map<string, T>,
  added: readonly T[],
): void {
  for (const row of added) {
    if (rows.has(row.id)) throw new Error(`duplicate key ${row.id}`);
    rows.set(row.id, kept(row));
  }
}

/** Adds rows to a table that allows a value once, whatever the key. */
export function insertUnique<T extends { readonly id: string }>(
  rows: Map<string, T>,
  added: readonly T[],
  uniqueOf: (row: T) => string | null,
): void {
  const taken = new Set([...rows.values()].map(uniqueOf));
  for (const row of added) {
    const value = uniqueOf(row);
    if (value !== null && taken.has(value)) throw new Error(`duplicate value ${value}`);
    taken.add(value);
  }
  insert(rows, added);
}

export const byIds = <T>(rows: ReadonlyMap<string, T>, ids: readonly string[]): T[] =>
  [...new Set(ids)].flatMap((id) => rows.get(id) ?? []);

/** Rows that belong to any of the owners, ordered by id. */
export const ownedBy = <K extends string, T extends { readonly id: string } & Record<K, string>>(
  rows: ReadonlyMap<string, T>,
  owner: K,
  owners: readonly string[],
): T[] => [...rows.values()].filter((row) => owners.includes(row[owner])).sort(byId);

/** The newest of each customer, at most `limit` each, newest first. */
export const newestOf = <T extends { readonly id: string; readonly customerId: string }>(
  rows: ReadonlyMap<string, T>,
  customerIds: readonly string[],
  limit: number,
): T[] => {
  const own = (id: string) => ownedBy(rows, 'customerId', [id]).reverse().slice(0, limit);
  return [...new Set(customerIds)].flatMap(own).sort(byId).reverse();
};

export const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : 1;
