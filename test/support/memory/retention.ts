/** Identities, legal holds and everything about keeping and erasing, in memory. */
import type {
  Identities,
  LegalHolds,
  Retention,
} from '../../../src/application/retention-ports.js';
import { isUndecided } from '../../../src/domain/appeal/appeal.js';
import { isStanding } from '../../../src/domain/platform-action/platform-action.js';
import type { RetentionClass } from '../../../src/domain/policy/retention.js';
import { type LocalDate, startOfDay } from '../../../src/domain/time.js';
import { zoneOf } from '../../../src/infrastructure/persistence/erasing-classes.js';
import { customerHash } from '../../../src/infrastructure/persistence/retention.js';
import { removeEvidence } from './evidence.js';
import { byIds, insert, kept, type Memory, ownedBy, type State } from './state.js';

export const memoryIdentities = ({ read, write }: Memory): Identities => ({
  async find(customerIds) {
    return byIds(read().customer_identity, customerIds);
  },
  async save(identities) {
    await write((state) => {
      for (const each of identities) state.customer_identity.set(each.customerId, kept(each));
    });
  },
});

export const memoryLegalHolds = ({ read, write }: Memory): LegalHolds => ({
  async find(ids) {
    return byIds(read().legal_hold, ids);
  },
  async ofCustomer(customerId, limit) {
    return ownedBy(read().legal_hold, 'customerId', [customerId]).reverse().slice(0, limit);
  },
  async add(hold) {
    await write((state) => insert(state.legal_hold, [hold]));
  },
  async lift(id, by, at) {
    await write(({ legal_hold: holds }) => {
      const hold = holds.get(id);
      if (hold?.liftedAt === null) holds.set(id, kept({ ...hold, liftedBy: by, liftedAt: at }));
    });
  },
});

const isHeld = (state: State, customerId: string): boolean =>
  ownedBy(state.legal_hold, 'customerId', [customerId]).some(({ liftedAt }) => liftedAt === null);

export const memoryRetention = (memory: Memory): Retention => ({
  ...erasureListIn(memory),
  async setRelationshipEnd(customerId, relationshipEndedOn, eraseOn) {
    await memory.write(({ customer }) => {
      const stored = customer.get(customerId);
      if (stored) customer.set(customerId, kept({ ...stored, relationshipEndedOn, eraseOn }));
    });
  },
  async dueCustomers(today, { after, limit }) {
    const state = memory.read();
    const due = [...state.customer.values()].flatMap((each) => {
      const { id, jurisdiction, relationshipEndedOn, eraseOn } = each;
      const isDue = eraseOn !== null && eraseOn <= today && !isHeld(state, id);
      return isDue && id > (after ?? '')
        ? { customerId: id, jurisdiction, relationshipEndedOn }
        : [];
    });
    return due.sort((a, b) => (a.customerId < b.customerId ? -1 : 1)).slice(0, limit);
  },
  eraseCustomers: (customerIds) =>
    memory.write((state) => {
      const free = new Set(customerIds.filter((id) => id !== '' && !isHeld(state, id)));
      return eraseAll(state, free);
    }),
  eraseClass: (what, jurisdiction, before, limit) =>
    memory.write((state) => {
      const beganAt = startOfDay(before, zoneOf(jurisdiction));
      const isFree = ({ customerId }: { customerId: string }) =>
        state.customer.get(customerId)?.jurisdiction === jurisdiction && !isHeld(state, customerId);
      return ERASING[what](state, { before, beganAt, limit, isFree });
    }),
  async everythingOf(customerId) {
    const rows = Object.entries(memory.read()).flatMap(([table, all]) => {
      const own = [...(all as Map<string, object>)].filter(([key, row]) =>
        belongs(table, key, row, new Set([customerId])),
      );
      return own.length > 0 ? [[table, own.map(([, row]) => handedOut(row))] as const] : [];
    });
    return new Map(rows);
  },
  async customersByHash(hashes) {
    return [...memory.read().customer.keys()].sort().filter((id) => hashes.has(customerHash(id)));
  },
  async settle() {
    // Nothing is written down.
  },
});

/** Documents are handed out one by one. */
function handedOut(row: object): object {
  if (!('base64' in row)) return row;
  const { base64: _, ...rest } = row;
  return rest;
}

/** Whether a row is one of the customers'. */
function belongs(table: string, key: string, row: object, ids: ReadonlySet<string>): boolean {
  if (table === 'customer') return ids.has(key);
  if (table === 'idempotency_key') return ids.has(JSON.parse(key)[0]);
  return 'customerId' in row && ids.has(String(row.customerId));
}

const HOUR_MS = 3_600_000;

function eraseAll(state: State, ids: ReadonlySet<string>): Map<string, number> {
  const erased = new Map<string, number>();
  for (const [table, all] of Object.entries(state) as [string, Map<string, object>][]) {
    const own = [...all].filter(([key, row]) => belongs(table, key, row, ids));
    if (own.length > 0) erased.set(table, own.length);
    for (const [key] of own) if (table !== 'audit_entry') all.delete(key);
  }
  for (const entry of state.audit_entry.values()) {
    if (!ids.has(entry.customerId)) continue;
    const occurredAt = entry.occurredAt - (entry.occurredAt % HOUR_MS);
    const bare = { ...entry, customerId: '', contentJson: '', saltBase64: '', occurredAt };
    state.audit_entry.set(entry.id, kept(bare));
  }
  return erased;
}

interface Reach {
  readonly before: LocalDate;
  readonly beganAt: number;
  readonly limit: number;
  isFree(row: { readonly customerId: string }): boolean;
}

/** Removes at most `limit` rows that are named; returns how many. */
function removed<T>(rows: Map<string, T>, limit: number, goes: (row: T) => boolean): number {
  const going = [...rows].filter(([, row]) => goes(row)).slice(0, limit);
  for (const [key] of going) rows.delete(key);
  return going.length;
}

const ERASING: Readonly<Record<RetentionClass, (state: State, reach: Reach) => number>> = {
  RAW_EVENTS({ activity }, { beganAt, limit, isFree }) {
    const old = [...activity.values()]
      .filter((each) => each.detail !== '' && each.occurredAt < beganAt && isFree(each))
      .slice(0, limit);
    for (const each of old) activity.set(each.id, kept({ ...each, detail: '' }));
    return old.length;
  },
  DAILY_BUCKETS({ activity, activity_day: days }, { before, beganAt, limit, isFree }) {
    const gone = removed(days, limit, (each) => each.day < before && isFree(each));
    const told = removed(activity, limit, (each) => each.occurredAt < beganAt && isFree(each));
    return gone + told;
  },
  CLOSURE_COUNTERS: () => 0,
  TREND_AGGREGATES({ assessment, decision }, { beganAt, limit, isFree }) {
    const named = new Set([...decision.values()].map(({ assessmentId }) => assessmentId));
    const newest = (customerId: string) =>
      ownedBy(assessment, 'customerId', [customerId]).at(-1)?.id;
    return removed(
      assessment,
      limit,
      (each) =>
        each.assessedAt < beganAt &&
        isFree(each) &&
        !named.has(each.id) &&
        newest(each.customerId) !== each.id,
    );
  },
  ADVERSE_ACTION_EVIDENCE: eraseDecisions,
  TRANSACTION_RECORDS: () => 0,
  IDENTITY_RECORDS: () => 0,
};

/** Decisions that the customer did not ask for, with all that came of them, once that has ended. */
function eraseDecisions(state: State, { beganAt, limit, isFree }: Reach): number {
  const { decision, notice, appeal, platform_action: actions } = state;
  const open = new Set([
    ...[...actions.values()].filter(isStanding).map(({ id }) => id),
    ...[...appeal.values()].filter(isUndecided).map(({ decisionId }) => decisionId),
  ]);
  const spent = [...decision.values()]
    .filter((each) => each.grounds !== 'CUSTOMER_REQUEST' && each.decidedAt < beganAt)
    .filter((each) => isFree(each) && !open.has(each.id))
    .slice(0, limit);
  const ids = new Set(spent.map(({ id }) => id));
  const owners = new Set(spent.map(({ customerId }) => customerId));
  const all = Number.POSITIVE_INFINITY;
  const rows = [
    removed(decision, all, ({ id }) => ids.has(id)),
    removed(actions, all, ({ id }) => ids.has(id)),
    removed(notice, all, ({ decisionId }) => ids.has(decisionId)),
    removed(appeal, all, ({ decisionId }) => ids.has(decisionId)),
  ];
  const unnamed = [...state.evidence.values()].filter(
    ({ customerId, appealIds }) =>
      owners.has(customerId) && appealIds.length > 0 && !appealIds.some((id) => appeal.has(id)),
  );
  return rows.reduce((sum, removedRows) => sum + removedRows, removeEvidence(state, unnamed));
}

type ListPart = 'addErasures' | 'erasures' | 'knownErasures';

const erasureListIn = ({ read, write }: Memory): Pick<Retention, ListPart> => ({
  async addErasures(erasures) {
    await write((state) => insert(state.erasure, erasures));
  },
  async erasures(after, limit) {
    return [...read().erasure.values()]
      .filter(({ id }) => id > (after ?? ''))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  },
  async knownErasures(ids) {
    return new Set(byIds(read().erasure, ids).map(({ id }) => id));
  },
});
