/** Customers, accounts, products and everything that is only ever added, in memory. */
import { createHmac } from 'node:crypto';
import {
  type Closures,
  type CreditAccounts,
  type Customer,
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
import { reasoned } from '../../../src/domain/credit-account/decision.js';
import {
  byId,
  byIds,
  entryOf,
  insert,
  insertUnique,
  kept,
  type Memory,
  ownedBy,
  type StoredCustomer,
} from './state.js';

export const memoryCustomers = ({ read, write }: Memory): Customers => ({
  async find(ids) {
    return byIds(read().customer, ids).map(toCustomer);
  },
  async lock(ids) {
    // Transactions run one after another, so whoever asks has the lock already.
    return byIds(read().customer, ids.toSorted()).map(toCustomer);
  },
  async add(customers) {
    const open = { relationshipEndedOn: null, eraseOn: null };
    const stored = customers.map((customer) => ({ ...customer, ...open }));
    await write((state) => insert(state.customer, stored));
  },
  async jurisdictions() {
    const all = [...read().customer.values()].map(({ jurisdiction }) => jurisdiction);
    return [...new Set(all)].sort();
  },
});

const toCustomer = ({ id, jurisdiction, locale, createdAt }: StoredCustomer): Customer => ({
  id,
  jurisdiction,
  locale,
  createdAt,
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
  async saveAll(accounts) {
    await write((state) => {
      const stale = accounts.some(
        ({ id, version }) => state.credit_account.get(id)?.version !== version - 1,
      );
      if (stale) throw new StaleWrite('a credit account was changed meanwhile');
      for (const account of accounts) state.credit_account.set(account.id, kept(account));
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
  async ofAccounts(accountIds) {
    return ownedBy(read().closure, 'accountId', accountIds);
  },
  async decisionsOf(accountIds, limit) {
    const newestFirst = [...read().decision.values()].sort(byId).reverse();
    const ofLine = (line: string) => newestFirst.filter(({ accountId }) => accountId === line);
    const newest = [...new Set(accountIds)].flatMap((line) => ofLine(line).slice(0, limit));
    return newest.sort(byId).reverse();
  },
  async addDecisions(decisions) {
    await write((state) => insert(state.decision, reasoned(decisions)));
  },
  async add(closure, decisions) {
    await write((state) => {
      insertUnique(state.closure, [closure], ({ accountId }) => accountId);
      insert(state.decision, reasoned(decisions));
    });
  },
});

export const memoryAuditTrail = ({ read, write }: Memory): AuditTrail => ({
  async append(customerId, entries) {
    const stored = entries.map((entry) => ({ ...entry, customerId }));
    await write((state) => insert(state.audit_entry, stored));
  },
  async find(ids) {
    return byIds(read().audit_entry, ids).map(entryOf);
  },
  pseudonymOf: (subject) =>
    `staff.${createHmac('sha256', 'a key of tests').update(subject).digest('base64url')}`,
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
