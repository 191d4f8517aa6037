/** Customers, accounts, products and everything that is only ever added, in memory. */
import {
  type Closures,
  type CreditAccounts,
  type Customers,
  type Products,
  StaleWrite,
} from '../../../src/application/ports.js';
import type {
  AuditTrail,
  IdempotencyKeys,
  IdempotencyScope,
  Imports,
  Outbox,
  SourceRecord,
} from '../../../src/application/record-ports.js';
import { byIds, insert, insertUnique, kept, type Memory, ownedBy } from './state.js';

export const memoryCustomers = ({ read, write }: Memory): Customers => ({
  async find(ids) {
    return byIds(read().customer, ids);
  },
  async lock(ids) {
    // Transactions run one after another, so whoever asks has the lock already.
    return byIds(read().customer, ids.toSorted());
  },
  async add(customers) {
    await write((state) => insert(state.customer, customers));
  },
});

export const memoryAccounts = ({ read, write }: Memory): CreditAccounts => ({
  async find(ids) {
    return byIds(read().credit_account, ids);
  },
  async ofCustomers(ids) {
    return ids.toSorted().flatMap((id) => ownedBy(read().credit_account, 'customerId', [id]));
  },
  async add(accounts) {
    await write((state) => insert(state.credit_account, accounts));
  },
  async save(account) {
    await write((state) => {
      if (state.credit_account.get(account.id)?.version !== account.version - 1) {
        throw new StaleWrite(`credit account ${account.id} was changed meanwhile`);
      }
      state.credit_account.set(account.id, kept(account));
    });
  },
});

export const memoryProducts = ({ read, write }: Memory): Products => ({
  async find(ids) {
    return byIds(read().product, ids);
  },
  async add(creditors, products) {
    await write((state) => {
      insert(
        state.creditor,
        creditors.filter(({ id }) => !state.creditor.has(id)),
      );
      insert(
        state.product,
        products.filter(({ id }) => !state.product.has(id)),
      );
    });
  },
});

export const memoryClosures = ({ read, write }: Memory): Closures => ({
  async find(ids) {
    return byIds(read().closure, ids);
  },
  async decisions(ids) {
    return byIds(read().decision, ids);
  },
  async add(closure, decision) {
    await write((state) => {
      insertUnique(state.closure, [closure], ({ accountId }) => accountId);
      insert(state.decision, [decision]);
    });
  },
});

export const memoryAuditTrail = ({ read, write }: Memory): AuditTrail => ({
  async append(_customerId, entry) {
    await write((state) => insert(state.audit_entry, [entry]));
  },
  async find(ids) {
    return byIds(read().audit_entry, ids);
  },
});

export const memoryOutbox = ({ write }: Memory): Outbox => ({
  async append(messages) {
    await write((state) => insert(state.outbox_message, messages));
  },
});

const nameOf = ({ subject, operation, key }: IdempotencyScope): string =>
  JSON.stringify([subject, operation, key]);

export const memoryIdempotencyKeys = ({ write }: Memory): IdempotencyKeys => ({
  async claim(scope, inputHash, now, expiredBefore) {
    return write(({ idempotency_key: keys }) => {
      const known = keys.get(nameOf(scope));
      if (!known || known.createdAt < expiredBefore) {
        keys.set(nameOf(scope), { inputHash, createdAt: now, result: null });
        return { outcome: 'CLAIMED' };
      }
      if (known.inputHash !== inputHash) return { outcome: 'REUSED' };
      if (known.result === null) throw new Error('a committed idempotency key has no result');
      return { outcome: 'REPLAY', result: known.result };
    });
  },
  async complete(scope, result) {
    await write(({ idempotency_key: keys }) => {
      const known = keys.get(nameOf(scope));
      if (known) keys.set(nameOf(scope), { ...known, result });
    });
  },
  async purge(expiredBefore, limit) {
    return write(({ idempotency_key: keys }) => {
      const expired = [...keys]
        .filter(([, { createdAt }]) => createdAt < expiredBefore)
        .sort(([, a], [, b]) => a.createdAt - b.createdAt)
        .slice(0, limit);
      for (const [name] of expired) keys.delete(name);
      return expired.length;
    });
  },
});

export const memoryImports = ({ read, write }: Memory): Imports => ({
  async known(source, sourceKeys) {
    const records = byIds(
      read().source_record,
      sourceKeys.map((key) => JSON.stringify([source, key])),
    );
    return new Map(records.map(({ sourceKey, customerId }) => [sourceKey, customerId]));
  },
  async claim(records) {
    return write(({ source_record: known }) => {
      const name = ({ source, sourceKey }: SourceRecord) => JSON.stringify([source, sourceKey]);
      const fresh = records.filter((record) => !known.has(name(record)));
      for (const record of fresh) known.set(name(record), kept(record));
      return new Set(fresh.map(({ sourceKey }) => sourceKey));
    });
  },
  async addProtectedAttributes(attributes) {
    await write((state) => insert(state.protected_attribute, attributes));
  },
});
