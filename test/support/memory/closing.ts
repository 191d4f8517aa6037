/** What surrounds a closing, in memory: requests, quotes, the policies, applications. */
import type { ActionPolicies } from '../../../src/application/appeal-ports.js';
import type {
  ClosureQuotes,
  ClosureRequests,
  CreditApplications,
  LimitPolicies,
} from '../../../src/application/closure-ports.js';
import { dueAt } from '../../../src/domain/credit-account/closure-request.js';
import { documentsIn } from './documents.js';
import { byId, byIds, insert, insertUnique, kept, type Memory, ownedBy } from './state.js';

export const memoryClosureRequests = ({ read, write }: Memory): ClosureRequests => ({
  async find(ids) {
    return byIds(read().closure_request, ids);
  },
  async pendingOf(accountIds) {
    const own = ownedBy(read().closure_request, 'accountId', accountIds);
    return own.filter(({ status }) => status === 'PENDING');
  },
  async ofAccounts(accountIds, limit) {
    const newest = [...new Set(accountIds)].flatMap((id) =>
      ownedBy(read().closure_request, 'accountId', [id]).reverse().slice(0, limit),
    );
    return newest.sort(byId).reverse();
  },
  async awaitingApproval(limit) {
    return [...read().closure_request.values()]
      .filter(({ status, kind }) => status === 'PENDING' && kind === 'ON_BEHALF')
      .sort(byId)
      .slice(0, limit);
  },
  async add(request) {
    await write(({ closure_request: requests }) => {
      insertUnique(requests, [request], ({ status, accountId, kind }) =>
        status === 'PENDING' ? `${accountId} ${kind}` : null,
      );
    });
  },
  async save(request) {
    await write(({ closure_request: requests }) => {
      if (requests.has(request.id)) requests.set(request.id, kept(request));
    });
  },
  async due(now, limit) {
    return [...read().closure_request.values()]
      .filter((request) => request.status === 'PENDING' && dueAt(request) <= now)
      .sort((one, other) => dueAt(one) - dueAt(other) || byId(one, other))
      .slice(0, limit);
  },
});

export const memoryClosureQuotes = ({ read, write }: Memory): ClosureQuotes => ({
  async find(ids) {
    return byIds(read().closure_quote, ids);
  },
  async add(quote) {
    await write((state) => insert(state.closure_quote, [quote]));
  },
  async trim(accountId, keep) {
    await write(({ closure_quote: quotes }) => {
      const newestFirst = ownedBy(quotes, 'accountId', [accountId]).reverse();
      for (const { id } of newestFirst.slice(keep)) quotes.delete(id);
    });
  },
  async purge(validUntilBefore, limit) {
    return write(({ closure_quote: quotes, legal_hold: holds }) => {
      const held = [...holds.values()].filter(({ liftedAt }) => liftedAt === null);
      const ids = new Set(held.map(({ customerId }) => customerId));
      const old = [...quotes.values()]
        .filter((each) => each.validUntil < validUntilBefore && !ids.has(each.customerId))
        .sort((one, other) => one.validUntil - other.validUntil)
        .slice(0, limit);
      for (const { id } of old) quotes.delete(id);
      return old.length;
    });
  },
});

export function memoryLimitPolicies(memory: Memory): LimitPolicies {
  const { inUse, find, add } = documentsIn(memory, 'limit policy', (state) => state.limit_policy);
  return { current: inUse, find, add };
}

export function memoryActionPolicies(memory: Memory): ActionPolicies {
  const policies = documentsIn(memory, 'action policy', (state) => state.action_policy);
  return { current: policies.inUse, find: policies.find, add: policies.add };
}

export const memoryApplications = ({ read, write }: Memory): CreditApplications => ({
  async find(ids) {
    return byIds(read().credit_application, ids);
  },
  async ofCustomer(customerId, limit) {
    return ownedBy(read().credit_application, 'customerId', [customerId]).reverse().slice(0, limit);
  },
  async add(application) {
    await write((state) => insert(state.credit_application, [application]));
  },
  async save(application) {
    await write(({ credit_application: applications }) => {
      if (applications.has(application.id)) applications.set(application.id, kept(application));
    });
  },
  async lapsed(now, limit) {
    const until = ({ offer }: { offer: { validUntil: number } | null }) =>
      offer?.validUntil ?? Number.POSITIVE_INFINITY;
    return [...read().credit_application.values()]
      .filter((application) => application.status === 'OFFERED' && until(application) <= now)
      .sort((one, other) => until(one) - until(other) || byId(one, other))
      .slice(0, limit);
  },
});
