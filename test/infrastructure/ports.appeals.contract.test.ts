/** What every store promises of the action policy, actions, notices, appeals, and file accesses. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Appeal } from '../../src/domain/appeal/appeal.js';
import type { PlatformAction } from '../../src/domain/platform-action/platform-action.js';
import { shippedActionPolicy } from '../../src/infrastructure/action-policies/shipped.js';
import { aFileAccess, aNotice, anAction, anAppeal } from '../support/decided.js';
import { givenCustomer, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);

describeStores((open) => {
  let store: Store;
  let owner: { customerId: string };
  let other: { customerId: string };
  beforeEach(async () => {
    store = await open();
    owner = { customerId: (await givenCustomer(store.ports)).id };
    other = { customerId: (await givenCustomer(store.ports)).id };
  });

  test('action policies are kept by version, the newest in use, and never change', async () => {
    const { actionPolicies } = store.ports;
    await expect(actionPolicies.current()).rejects.toThrow();
    const first = { ...shippedActionPolicy(), version: 'actions-7' };
    const second = { ...first, version: 'actions-8', createdOn: '2026-11-25' };
    await actionPolicies.add(first);
    expect(await actionPolicies.current()).toEqual(first);
    await actionPolicies.add(second);
    await actionPolicies.add(first);
    expect(await actionPolicies.current()).toEqual(second);
    const found = await actionPolicies.find(['actions-8', 'actions-9', 'actions-7']);
    expect(found).toEqual([second, first]);
    expect(await actionPolicies.find([])).toEqual([]);
    const changed = actionPolicies.add({ ...first, createdOn: '2026-11-23' });
    await expect(changed).rejects.toThrow('action policy actions-7 is stored with other content');
  });

  describe('platform actions', () => {
    test('come back as they were and as they went on', async () => {
      const { platformActions } = store.ports;
      const first = anAction(owner, { set: { limitMinor: 5, annualRatePpm: 6 } });
      const second = anAction(owner, { lookAt: null, conditions: [], measureId: null });
      const foreign = anAction(other);
      await platformActions.add([]);
      await platformActions.add([second, foreign, first]);
      const found = await platformActions.find([first.id, second.id, newId()]);
      expect(found.sort(byId)).toEqual([first, second]);
      expect(await platformActions.find([])).toEqual([]);
      expect(await platformActions.ofCustomer(owner.customerId, 9)).toEqual([second, first]);
      expect(await platformActions.ofCustomer(owner.customerId, 1)).toEqual([second]);
      const ended = { endedAt: NOW + 1, endedBy: newId(), lookAt: null };
      const saved: PlatformAction[] = [
        { ...first, status: 'RETURNED', ...ended },
        { ...second, status: 'IN_FORCE', lookAt: NOW + 5, applicationId: newId() },
      ];
      await platformActions.save([...saved, anAction(owner)]);
      await platformActions.save([]);
      expect(await platformActions.ofCustomer(owner.customerId, 9)).toEqual(saved.toReversed());
      expect(await platformActions.find([foreign.id])).toEqual([foreign]);
      await expect(platformActions.add([first])).rejects.toThrow();
    });

    test('those that stand on lines, and those that a decision caused, come oldest first', async () => {
      const { platformActions } = store.ports;
      const [line, another, cause] = [newId(), newId(), newId()];
      const standing = [
        anAction({ ...owner, accountId: line }, { status: 'PENDING', causedBy: cause }),
        anAction({ ...other, accountId: another }, { causedBy: cause }),
        anAction({ ...owner, accountId: line }),
      ];
      const gone = (['RETURNED', 'LIFTED', 'OVERTURNED', 'MOOT'] as const).map((status) =>
        anAction({ ...owner, accountId: line }, { status, causedBy: cause }),
      );
      await platformActions.add([...gone, ...standing.toReversed()]);
      expect(await platformActions.standingOf([another, line])).toEqual(standing);
      expect(await platformActions.standingOf([newId()])).toEqual([]);
      expect(await platformActions.standingOf([])).toEqual([]);
      const caused = [standing[0], standing[1], ...gone];
      expect(await platformActions.causedBy([cause, newId()])).toEqual(caused);
      expect(await platformActions.causedBy([])).toEqual([]);
    });

    test('due are standing ones whose moment has come, oldest first and bounded', async () => {
      const { platformActions } = store.ports;
      const due = [
        anAction(owner, { lookAt: NOW - 2 }),
        anAction(other, { lookAt: NOW - 1, status: 'PENDING' }),
        anAction(owner, { lookAt: NOW }),
        anAction(owner, { lookAt: NOW }),
      ];
      const others = [
        anAction(owner, { lookAt: NOW + 1 }),
        anAction(owner, { lookAt: null }),
        anAction(owner, { lookAt: NOW - 9, status: 'MOOT' }),
      ];
      await platformActions.add([...others, ...due.toReversed()]);
      expect(await platformActions.due(NOW, 9)).toEqual(due);
      expect(await platformActions.due(NOW, 2)).toEqual(due.slice(0, 2));
      expect(await platformActions.due(NOW - 3, 9)).toEqual([]);
    });

    test('asking for a person are those that wait for one, the longest asked first and bounded', async () => {
      const { platformActions } = store.ports;
      const person = [{ kind: 'PERSON' }] as const;
      const consent = [{ kind: 'CONSENT', source: 'BUREAU' }] as const;
      const asked = (since: number, over = {}) =>
        anAction(owner, { unseen: { since, needs: [...consent, ...person] }, ...over });
      const asking = [asked(NOW - 2), asked(NOW - 1), asked(NOW), asked(NOW)];
      const others = [
        anAction(owner),
        anAction(other, { unseen: { since: NOW - 9, needs: consent } }),
        asked(NOW - 9, { status: 'LIFTED' }),
        asked(NOW - 9, { returnOpenedAt: NOW }),
      ];
      await platformActions.add([...others, ...asking.toReversed()]);
      expect(await platformActions.askingForPerson(9)).toEqual(asking);
      expect(await platformActions.askingForPerson(2)).toEqual(asking.slice(0, 2));
      const [first, ...left] = asking;
      const { unseen: _, ...seen } = first!;
      await platformActions.save([seen]);
      expect(await platformActions.askingForPerson(9)).toEqual(left);
    });

    test('touched, a customer’s standing ones that wait for something are due at once', async () => {
      const { platformActions } = store.ports;
      const waiting = anAction(owner);
      const sooner = anAction(owner, { lookAt: NOW - 5 });
      const still = anAction(owner, { lookAt: null });
      const ended = anAction(owner, { status: 'LIFTED' });
      const foreign = anAction(other);
      const all = [waiting, sooner, still, ended, foreign];
      await platformActions.add(all);
      await platformActions.touch([], NOW);
      await platformActions.touch([newId()], NOW);
      const read = async () => (await platformActions.find(all.map(({ id }) => id))).toSorted(byId);
      expect(await read()).toEqual(all);
      await platformActions.touch([owner.customerId, owner.customerId], NOW);
      const touched = { ...waiting, lookAt: NOW };
      expect(await read()).toEqual([touched, sooner, still, ended, foreign]);
      expect(await platformActions.due(NOW, 9)).toEqual([sooner, touched]);
      expect(await platformActions.standingOf([waiting.accountId])).toEqual([touched]);
    });
  });

  describe('notices', () => {
    test('come back as they were, and with how they reached the customer', async () => {
      const { notices } = store.ports;
      const decisionId = newId();
      const first = aNotice(owner, { decisionId });
      const second = aNotice(owner, { decisionId, alarms: ['AT_RISK'], alarmAt: null });
      const foreign = { ...aNotice(other), accountId: null };
      await notices.add([]);
      await notices.add([foreign, second, first]);
      expect((await notices.find([second.id, foreign.id])).sort(byId)).toEqual([second, foreign]);
      expect(await notices.find([])).toEqual([]);
      expect(await notices.ofDecisions([decisionId, newId()])).toEqual([first, second]);
      expect(await notices.ofDecisions([])).toEqual([]);
      const read = { ...first, deliveredAt: NOW + 5, channel: 'IN_APP', alarmAt: null } as const;
      await notices.save(read);
      await notices.save(aNotice(owner));
      expect(await notices.ofDecisions([decisionId])).toEqual([read, second]);
      expect(await store.count('notice')).toBe(3);
      await expect(notices.add([first])).rejects.toThrow();
    });

    test('undelivered are those due before an instant, by deadline and bounded', async () => {
      const { notices } = store.ports;
      const due = [NOW - 3, NOW - 2, NOW - 2].map((dueAt) => aNotice(owner, { dueAt }));
      const others = [
        aNotice(owner, { dueAt: NOW }),
        aNotice(other, { dueAt: NOW - 9, deliveredAt: NOW, channel: 'LETTER' }),
      ];
      await notices.add([...others, ...due.toReversed()]);
      expect(await notices.undelivered(NOW, 9)).toEqual(due);
      expect(await notices.undelivered(NOW, 2)).toEqual(due.slice(0, 2));
      expect(await notices.undelivered(NOW - 3, 9)).toEqual([]);
    });

    test('alarms are due from their moment on, by it and bounded', async () => {
      const { notices } = store.ports;
      const due = [NOW - 1, NOW, NOW].map((alarmAt) => aNotice(other, { alarmAt }));
      const others = [aNotice(owner, { alarmAt: NOW + 1 }), aNotice(owner, { alarmAt: null })];
      await notices.add([...others, ...due.toReversed()]);
      expect(await notices.alarmsDue(NOW, 9)).toEqual(due);
      expect(await notices.alarmsDue(NOW, 2)).toEqual(due.slice(0, 2));
      const [first] = due;
      if (first) await notices.save({ ...first, alarms: ['AT_RISK'], alarmAt: NOW + DAY_MS });
      expect(await notices.alarmsDue(NOW, 9)).toEqual(due.slice(1));
    });
  });

  describe('appeals', () => {
    test('come back as they were and as they went on', async () => {
      const { appeals } = store.ports;
      const decisionId = newId();
      const first = anAppeal(owner, { decisionId, status: 'DECIDED', endedAt: NOW });
      const second = { ...anAppeal(owner, { decisionId, answers: [] }), accountId: null };
      const foreign = anAppeal(other);
      for (const each of [foreign, second, first]) await appeals.add(each);
      expect((await appeals.find([first.id, foreign.id])).sort(byId)).toEqual([first, foreign]);
      expect(await appeals.find([])).toEqual([]);
      expect(await appeals.ofDecisions([decisionId, newId()])).toEqual([first, second]);
      expect(await appeals.ofDecisions([])).toEqual([]);
      expect(await appeals.ofCustomer(owner.customerId, 9)).toEqual([second, first]);
      expect(await appeals.ofCustomer(owner.customerId, 1)).toEqual([second]);
      expect(await appeals.ofCustomers([owner.customerId, newId()], 9)).toEqual([second, first]);
      expect(await appeals.ofCustomers([owner.customerId], 1)).toEqual([second]);
      expect(await appeals.ofCustomers([], 9)).toEqual([]);
      const assigned = { ...second, status: 'ASSIGNED', assignedTo: 'reviewer-1' } as const;
      await appeals.save(assigned);
      await appeals.save(anAppeal(owner));
      expect(await appeals.ofCustomer(owner.customerId, 9)).toEqual([assigned, first]);
      await expect(appeals.add(first)).rejects.toThrow();
    });

    test('a decision has one that is undecided, and another when that has ended', async () => {
      const { appeals, inTransaction } = store.ports;
      const decisionId = newId();
      const first = anAppeal(owner, { decisionId });
      await appeals.add(first);
      for (const status of ['OPEN', 'ASSIGNED', 'WAITING'] as const) {
        await appeals.save({ ...first, status });
        const second = anAppeal(owner, { decisionId });
        await expect(inTransaction(() => appeals.add(second))).rejects.toThrow();
        expect(await appeals.ofDecisions([decisionId])).toEqual([{ ...first, status }]);
      }
      for (const status of ['DECIDED', 'WITHDRAWN', 'MOOT'] as const) {
        await appeals.add(anAppeal(owner, { decisionId, status, endedAt: NOW }));
      }
      await appeals.save({ ...first, status: 'DECIDED', endedAt: NOW });
      await appeals.add(anAppeal(owner, { decisionId }));
      expect(await appeals.ofDecisions([decisionId])).toHaveLength(5);
    });

    test('of two that are filed at once on a decision one is kept', async () => {
      const { appeals, inTransaction } = store.ports;
      const decisionId = newId();
      const file = () => inTransaction(() => appeals.add(anAppeal(owner, { decisionId })));
      const filed = await Promise.allSettled([file(), file(), file()]);
      expect(filed.map(({ status }) => status).sort()).toEqual([
        'fulfilled',
        'rejected',
        'rejected',
      ]);
      expect(await appeals.ofDecisions([decisionId])).toHaveLength(1);
    });

    test('the queue goes on behind any place, by deadline and id', async () => {
      const { appeals } = store.ports;
      const waiting = [NOW + 1, NOW + 2, NOW + 2, NOW + 2, NOW + 3].map((dueAt) =>
        anAppeal(owner, { dueAt }),
      );
      const ended = (['DECIDED', 'WITHDRAWN', 'MOOT'] as const).map((status) =>
        anAppeal(other, { status, dueAt: NOW - 9 }),
      );
      for (const each of [...ended, ...waiting.toReversed()]) await appeals.add(each);
      expect(await appeals.queue({ after: null, limit: 9 })).toEqual(waiting);
      const paged: Appeal[] = [];
      for (let after: { dueAt: number; id: string } | null = null; ; ) {
        const page: Appeal[] = await appeals.queue({ after, limit: 2 });
        const last = page.at(-1);
        if (!last) break;
        paged.push(...page);
        after = { dueAt: last.clock.dueAt, id: last.id };
      }
      expect(paged).toEqual(waiting);
      expect(await appeals.dueBefore(NOW + 2, 9)).toEqual(waiting.slice(0, 1));
      expect(await appeals.dueBefore(NOW + 3, 3)).toEqual(waiting.slice(0, 3));
      const [first] = waiting;
      if (!first) throw new Error('nothing waits');
      await appeals.save({ ...first, clock: { ...first.clock, dueAt: NOW + 9 } });
      expect(await appeals.dueBefore(NOW + 2, 9)).toEqual([]);
    });

    test('pauses end by themselves at their moment, and only while they last', async () => {
      const { appeals } = store.ports;
      const question = 'What do you earn?';
      const paused = (atMostUntil: number, over: Partial<Appeal> = {}) => {
        const earlier = { from: NOW - 9, until: NOW - 8, atMostUntil: NOW - 7, question };
        const pause = { from: NOW - 5, until: null, atMostUntil, question };
        const { clock, ...rest } = anAppeal(owner, { status: 'WAITING', ...over });
        return { ...rest, clock: { ...clock, pauses: [earlier, pause] } };
      };
      const ending = [paused(NOW - 1), paused(NOW), paused(NOW)];
      const others = [paused(NOW + 1), paused(NOW - 3, { status: 'WITHDRAWN' }), anAppeal(owner)];
      for (const each of [...others, ...ending.toReversed()]) await appeals.add(each);
      expect(await appeals.pausedUntil(NOW, 9)).toEqual(ending);
      expect(await appeals.pausedUntil(NOW, 2)).toEqual(ending.slice(0, 2));
      const [first] = ending;
      if (!first) throw new Error('nothing is paused');
      await appeals.save({ ...first, status: 'ASSIGNED' });
      expect(await appeals.pausedUntil(NOW, 9)).toEqual(ending.slice(1));
    });
  });

  test('who looked at a file is told page by page, newest first', async () => {
    const { fileAccesses } = store.ports;
    const all = [1, 2, 3].map((at) => aFileAccess(owner.customerId, { at: NOW + at }));
    const foreign = aFileAccess(other.customerId, { purpose: 'LEGAL', isStated: true });
    await fileAccesses.add([]);
    await fileAccesses.add([foreign, ...all.toReversed()]);
    const page = (before: string | null, limit = 9) =>
      fileAccesses.ofCustomer(owner.customerId, { before, limit });
    expect(await page(null)).toEqual(all.toReversed());
    expect(await page(null, 1)).toEqual(all.slice(2));
    expect(await page(all[2]?.id ?? '')).toEqual([all[1], all[0]]);
    expect(await page(all[0]?.id ?? '')).toEqual([]);
    const ofOther = await fileAccesses.ofCustomer(other.customerId, { before: null, limit: 9 });
    expect(ofOther).toEqual([foreign]);
    await expect(fileAccesses.add([aFileAccess(newId())])).rejects.toThrow(/is not there/);
    // Also inside a transaction, which takes it back where it is abandoned.
    await store.ports.inTransaction(async (unit) => {
      await fileAccesses.add([aFileAccess(owner.customerId)]);
      unit.abandon();
    });
    expect(await page(null)).toHaveLength(3);
  });
});
