/** What became of the platform's decisions, their notices and the appeals on them, in memory. */
import type { Appeals, Notices, PlatformActions } from '../../../src/application/appeal-ports.js';
import { type Appeal, isUndecided } from '../../../src/domain/appeal/appeal.js';
import type { Notice } from '../../../src/domain/platform-action/notice.js';
import {
  askedSince,
  isStanding,
  type PlatformAction,
} from '../../../src/domain/platform-action/platform-action.js';
import {
  byId,
  byIds,
  insert,
  insertUnique,
  kept,
  type Memory,
  newestOf,
  ownedBy,
} from './state.js';

/** Rows whose moment has come, in the order of the moments; those without one are never due. */
const dueBy = <T extends { readonly id: string }>(
  rows: Iterable<T>,
  momentOf: (row: T) => number | null,
  until: number,
): T[] => {
  const place = (row: T) => momentOf(row) ?? Number.POSITIVE_INFINITY;
  return [...rows]
    .filter((row) => place(row) <= until)
    .sort((one, other) => place(one) - place(other) || byId(one, other));
};

export const memoryPlatformActions = ({ read, write }: Memory): PlatformActions => ({
  async find(ids) {
    return byIds(read().platform_action, ids);
  },
  async standingOf(accountIds) {
    return ownedBy(read().platform_action, 'accountId', accountIds).filter(isStanding);
  },
  async ofCustomer(customerId, limit) {
    return ownedBy(read().platform_action, 'customerId', [customerId]).reverse().slice(0, limit);
  },
  async causedBy(decisionIds) {
    return [...read().platform_action.values()]
      .filter(({ causedBy }) => causedBy !== null && decisionIds.includes(causedBy))
      .sort(byId);
  },
  async add(actions) {
    await write((state) => insert(state.platform_action, actions));
  },
  async save(actions) {
    await write(({ platform_action: rows }) => {
      for (const action of actions) if (rows.has(action.id)) rows.set(action.id, kept(action));
    });
  },
  async due(now, limit) {
    return dueBy(read().platform_action.values(), awaited, now).slice(0, limit);
  },
  async askingForPerson(limit) {
    const asking = [...read().platform_action.values()].filter((each) => askedSince(each) !== null);
    return asking
      .sort((one, other) => (askedSince(one) ?? 0) - (askedSince(other) ?? 0) || byId(one, other))
      .slice(0, limit);
  },
  async touch(customerIds, now) {
    await write(({ platform_action: rows }) => {
      for (const action of ownedBy(rows, 'customerId', customerIds)) {
        if ((awaited(action) ?? now) > now) rows.set(action.id, kept({ ...action, lookAt: now }));
      }
    });
  },
});

const awaited = (action: PlatformAction): number | null =>
  isStanding(action) ? action.lookAt : null;

export const memoryNotices = ({ read, write }: Memory): Notices => ({
  async find(ids) {
    return byIds(read().notice, ids);
  },
  async ofDecisions(decisionIds) {
    return ownedBy(read().notice, 'decisionId', decisionIds);
  },
  async add(notices) {
    await write((state) => insert(state.notice, notices));
  },
  async save(notice) {
    await write(({ notice: rows }) => {
      if (rows.has(notice.id)) rows.set(notice.id, kept(notice));
    });
  },
  async undelivered(dueBefore, limit) {
    const due = ({ deliveredAt, dueAt }: Notice) => (deliveredAt === null ? dueAt : null);
    return dueBy(read().notice.values(), due, dueBefore - 1).slice(0, limit);
  },
  async alarmsDue(now, limit) {
    return dueBy(read().notice.values(), ({ alarmAt }) => alarmAt, now).slice(0, limit);
  },
});

export const memoryAppeals = ({ read, write }: Memory): Appeals => {
  const undecided = (until: number): Appeal[] => dueBy(read().appeal.values(), dueAtOf, until);
  return {
    async find(ids) {
      return byIds(read().appeal, ids);
    },
    async ofDecisions(decisionIds) {
      return ownedBy(read().appeal, 'decisionId', decisionIds);
    },
    async ofCustomer(customerId, limit) {
      return newestOf(read().appeal, [customerId], limit);
    },
    async ofCustomers(customerIds, limit) {
      return newestOf(read().appeal, customerIds, limit);
    },
    async add(appeal) {
      await write((state) => {
        insertUnique(state.appeal, [appeal], (each) =>
          isUndecided(each) ? each.decisionId : null,
        );
      });
    },
    async save(appeal) {
      await write(({ appeal: rows }) => {
        if (rows.has(appeal.id)) rows.set(appeal.id, kept(appeal));
      });
    },
    async queue({ after, limit }) {
      const behind = ({ clock: { dueAt }, id }: Appeal) =>
        after === null || dueAt > after.dueAt || (dueAt === after.dueAt && id > after.id);
      return undecided(Number.MAX_SAFE_INTEGER).filter(behind).slice(0, limit);
    },
    async dueBefore(before, limit) {
      return undecided(before - 1).slice(0, limit);
    },
    async pausedUntil(now, limit) {
      return dueBy(read().appeal.values(), pauseEnd, now).slice(0, limit);
    },
  };
};

const dueAtOf = (appeal: Appeal): number | null =>
  isUndecided(appeal) ? appeal.clock.dueAt : null;

const pauseEnd = ({ status, clock }: Appeal): number | null =>
  status === 'WAITING'
    ? (clock.pauses.find(({ until }) => until === null)?.atMostUntil ?? null)
    : null;
