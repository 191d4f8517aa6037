/** Clocks of notices: alarms once each, word of delivery, and what staff sees of deadlines. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../src/application/actor.js';
import {
  acknowledgeNotice,
  clocksAtRisk,
  raiseNoticeAlarms,
  recordNoticeDelivered,
} from '../../src/application/notice-clock.js';
import type { Ports } from '../../src/application/ports.js';
import type { Appeal } from '../../src/domain/appeal/appeal.js';
import type { Notice } from '../../src/domain/platform-action/notice.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { reviewer, taken } from '../support/measures.js';
import { key } from '../support/operated.js';
import { type Given, givenCustomer, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, HOUR_MS, NOW, type Store } from '../support/stores.js';

const auditor: Actor = { subject: 'auditor-1', roles: ['auditor'] };
const analyst: Actor = { subject: 'analyst-1', roles: ['analyst'] };
/** Fifteen days of the pack, to the end of 10 December in Shanghai. */
const DUE_AT = Date.parse('2026-12-10T16:00:00Z');
const RISK_AT = Date.parse('2026-12-08T16:00:00Z');

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  let given: Given;
  let notice: Notice;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
    given = await givenLines(ports);
    notice = await noticeFor(given);
  });

  async function noticeFor({ account }: Given): Promise<Notice> {
    const { decision } = await taken(ports, account.id, 'fund-pool-decrease');
    const [made] = await ports.notices.ofDecisions([decision.id]);
    if (!made) throw new Error('no notice was given');
    return made;
  }
  const now = async () => (await ports.notices.find([notice.id]))[0];
  const goTo = (instant: number) => store.clock.advance(instant - store.clock.now());
  const raise = async (): Promise<number> => {
    const failures: unknown[] = [];
    const raised = await raiseNoticeAlarms(ports, store.clock.now(), failures);
    expect(failures).toEqual([]);
    return raised;
  };
  const told = async (name: string) =>
    (await store.outbox()).filter(({ type }) => type === `clearline.notice.${name}.v1`);
  async function unchanged(work: () => Promise<unknown>, refusal: object): Promise<void> {
    const before = await store.dump();
    expect(await work()).toEqual({ refusals: [refusal] });
    expect(await store.dump()).toEqual(before);
  }

  describe('alarms', () => {
    test('are raised the day before the last one and when it is over, once each', async () => {
      expect(notice).toMatchObject({ dueAt: DUE_AT, alarmAt: RISK_AT });
      goTo(RISK_AT - 1);
      expect(await raise()).toBe(0);
      goTo(RISK_AT);
      expect(await raise()).toBe(1);
      expect(await raise()).toBe(0);
      expect(await now()).toEqual({ ...notice, alarms: ['AT_RISK'], alarmAt: DUE_AT });
      const data = { noticeId: notice.id, decisionId: notice.decisionId };
      expect(await told('at-risk')).toMatchObject([{ subject: given.account.id, data }]);
      expect(await told('missed')).toEqual([]);
      goTo(DUE_AT);
      expect(await raise()).toBe(1);
      expect(await raise()).toBe(0);
      expect(await now()).toEqual({ ...notice, alarms: ['AT_RISK', 'MISSED'], alarmAt: null });
      expect(await told('missed')).toMatchObject([{ data }]);
      const types = (await store.auditEntries()).map(
        ({ contentJson }) => JSON.parse(contentJson).type,
      );
      expect(types.filter((type) => /^notice\.(at-risk|missed)$/.test(type))).toEqual([
        'notice.at-risk',
        'notice.missed',
      ]);
    });

    test('are raised once by many workers at once', async () => {
      goTo(RISK_AT);
      const raised = await Promise.all(Array.from({ length: 8 }, raise));
      expect(raised.toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
      expect(await told('at-risk')).toHaveLength(1);
    });

    test('of one notice that fails do not keep the others from being raised', async () => {
      const other = await givenLines(ports);
      const second = await noticeFor(other);
      goTo(DUE_AT);
      const failing: Ports = {
        ...ports,
        notices: {
          ...ports.notices,
          save: async (each) => {
            if (each.id === notice.id) throw new Error('the disk is full');
            await ports.notices.save(each);
          },
        },
      };
      const failures: unknown[] = [];
      expect(await raiseNoticeAlarms(failing, store.clock.now(), failures)).toBe(1);
      expect(failures).toHaveLength(1);
      expect(await now()).toEqual(notice);
      expect(await ports.notices.find([second.id])).toMatchObject([{ alarms: ['MISSED'] }]);
      expect(await told('missed')).toHaveLength(1);
    });

    test('are not raised for what was delivered', async () => {
      await acknowledgeNotice(ports, borrowerOf(given.customer), { noticeId: notice.id, ...key() });
      goTo(DUE_AT);
      expect(await raise()).toBe(0);
    });
  });

  describe('a delivery', () => {
    const deliver = (over: object = {}, actor: Actor = paymentSystem) =>
      recordNoticeDelivered(ports, actor, {
        noticeId: notice.id,
        channel: 'LETTER',
        deliveredAt: NOW + HOUR_MS,
        ...key(),
        ...over,
      });

    test('is told by a business system, once per key', async () => {
      store.clock.advance(DAY_MS);
      const sameKey = key();
      const delivered = {
        ...notice,
        deliveredAt: NOW + HOUR_MS,
        channel: 'LETTER',
        alarmAt: null,
      };
      expect(await deliver(sameKey)).toEqual({ notice: delivered });
      const before = await store.dump();
      expect(await deliver(sameKey)).toEqual({ notice: delivered });
      expect(await store.dump()).toEqual(before);
      expect(await told('delivered')).toMatchObject([
        { data: { noticeId: notice.id, channel: 'LETTER', isLate: false } },
      ]);
      await unchanged(() => deliver({ ...sameKey, channel: 'SMS' }), {
        code: 'IDEMPOTENCY_KEY_REUSED',
      });
      await unchanged(() => deliver(), { code: 'ALREADY_DELIVERED', deliveredAt: NOW + HOUR_MS });
    });

    test('that was late is told as late', async () => {
      goTo(DUE_AT + HOUR_MS);
      await raise();
      expect(await deliver({ deliveredAt: DUE_AT })).toHaveProperty('notice');
      expect(await told('delivered')).toMatchObject([{ data: { isLate: true } }]);
      expect(await now()).toMatchObject({ alarms: ['MISSED'], deliveredAt: DUE_AT });
    });

    test('is refused before the notice was made and later than now', async () => {
      const invalid = { code: 'DELIVERED_AT_INVALID', from: NOW, to: NOW };
      await unchanged(() => deliver({ deliveredAt: NOW - 1 }), invalid);
      await unchanged(() => deliver({ deliveredAt: NOW + 1 }), invalid);
      expect(await deliver({ deliveredAt: NOW })).toHaveProperty('notice');
    });

    test('is refused of no notice, and by anybody but a business system', async () => {
      await unchanged(() => deliver({ noticeId: newId() }), { code: 'NOTICE_NOT_FOUND' });
      for (const actor of [agent, reviewer, auditor, analyst, borrowerOf(given.customer)]) {
        await unchanged(() => deliver({}, actor), { code: 'FORBIDDEN' });
      }
    });

    test('told many times at once is written once', async () => {
      // Connections that are open already set off together.
      const open = () => ports.inTransaction(() => ports.notices.find([notice.id]));
      await Promise.all(Array.from({ length: 8 }, open));
      const all = await Promise.all(Array.from({ length: 8 }, () => deliver({ deliveredAt: NOW })));
      expect(all.filter((each) => 'notice' in each)).toHaveLength(1);
      expect(await told('delivered')).toHaveLength(1);
    });
  });

  describe('a customer who has read it here', () => {
    const read = (actor: Actor, over: object = {}) =>
      acknowledgeNotice(ports, actor, { noticeId: notice.id, ...key(), ...over });

    test('has been told', async () => {
      store.clock.advance(HOUR_MS);
      const result = await read(borrowerOf(given.customer));
      expect(result).toMatchObject({ notice: { channel: 'IN_APP', deliveredAt: NOW + HOUR_MS } });
      expect(await told('delivered')).toMatchObject([{ data: { channel: 'IN_APP' } }]);
      await unchanged(() => read(borrowerOf(given.customer)), {
        code: 'ALREADY_DELIVERED',
        deliveredAt: NOW + HOUR_MS,
      });
    });

    test('says so of nobody else’s, and nobody else says so', async () => {
      const stranger = await givenCustomer(ports);
      await unchanged(() => read(borrowerOf(stranger)), { code: 'NOTICE_NOT_FOUND' });
      await unchanged(() => read(borrowerOf(given.customer), { noticeId: newId() }), {
        code: 'NOTICE_NOT_FOUND',
      });
      for (const actor of [agent, reviewer, paymentSystem]) {
        await unchanged(() => read(actor), { code: 'FORBIDDEN' });
      }
    });
  });

  describe('the clocks at risk', () => {
    const anAppeal = (dueAt: number, over: Partial<Appeal> = {}): Appeal => ({
      id: newId(),
      customerId: given.customer.id,
      accountId: given.account.id,
      decisionId: newId(),
      kind: 'APPEAL',
      reconsiders: null,
      statement: 'I disagree.',
      evidenceIds: [],
      filedAt: NOW,
      filedBy: 'subject-1',
      status: 'OPEN',
      clock: { startedAt: NOW, dueAt, extensions: [], pauses: [] },
      recused: [],
      assignedTo: null,
      assignedAt: null,
      formerReviewers: [],
      escalatedAt: null,
      overdueReportedAt: null,
      answers: [],
      outcome: null,
      endedAt: null,
      packEdition: 'CN-2025',
      auditEntryId: newId(),
      ...over,
    });

    test('are notices and appeals by their deadline, missed ones first', async () => {
      const soon = anAppeal(DUE_AT - HOUR_MS, { status: 'ASSIGNED', assignedTo: 'reviewer-1' });
      const late = anAppeal(NOW + DAY_MS);
      const far = anAppeal(DUE_AT + 10 * DAY_MS);
      await ports.inTransaction(async () => {
        for (const each of [far, soon, late]) await ports.appeals.add(each);
      });
      goTo(DUE_AT - 2 * HOUR_MS);
      const page = { withinDays: 2, limit: 10 };
      const result = await clocksAtRisk(ports, agent, store.clock.now(), page);
      const about = { customerId: given.customer.id, accountId: given.account.id };
      expect(result).toEqual({
        clocks: [
          {
            ...about,
            kind: 'APPEAL',
            id: late.id,
            decisionId: late.decisionId,
            dueAt: NOW + DAY_MS,
            isMissed: true,
            assignedTo: null,
          },
          expect.objectContaining({ id: soon.id, isMissed: false, assignedTo: 'reviewer-1' }),
          {
            ...about,
            kind: 'NOTICE',
            id: notice.id,
            decisionId: notice.decisionId,
            dueAt: DUE_AT,
            isMissed: false,
            assignedTo: null,
          },
        ],
      });
      const first = await clocksAtRisk(ports, reviewer, store.clock.now(), { ...page, limit: 1 });
      expect(first).toMatchObject({ clocks: [{ id: late.id }] });
    });

    test('are for agents, reviewers and auditors', async () => {
      const ask = (actor: Actor) => clocksAtRisk(ports, actor, NOW, { withinDays: 30, limit: 10 });
      for (const actor of [agent, reviewer, auditor]) {
        expect(await ask(actor)).toMatchObject({ clocks: [{ id: notice.id }] });
      }
      for (const actor of [analyst, paymentSystem, borrowerOf(given.customer)]) {
        expect(await ask(actor)).toEqual({ refusals: [{ code: 'FORBIDDEN' }] });
      }
    });
  });
});
