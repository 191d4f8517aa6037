/** Lines that the creditor ends, and what becomes of its actions when a line is closed. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  approveClosureOnBehalf,
  requestClosureOnBehalf,
} from '../../src/application/close-on-behalf.js';
import { effectAction } from '../../src/application/effect-actions.js';
import { authorizeUse } from '../../src/application/operate-line.js';
import type { Ports } from '../../src/application/ports.js';
import { addDays, addMonths, startOfDay } from '../../src/domain/time.js';
import { agent, paymentSystem } from '../support/actors.js';
import { closedOwn, closeOwn, givenHistory, LATE, otherAgent } from '../support/closings.js';
import { arrived, taken } from '../support/measures.js';
import { cny, key } from '../support/operated.js';
import { type Given, type GivenLine, givenLines, newId, TODAY } from '../support/portfolio.js';
import { expectSoundBooks } from '../support/postings.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

const SEEN = { statement: 'The documents were forged.' };
const DEBT: GivenLine = { position: { principalMinor: 200_000 } };

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const lineNow = async ({ account }: Pick<Given, 'account'>) =>
    (await ports.accounts.find([account.id]))[0]!;
  const actionNow = async (id: string) => (await ports.platformActions.find([id]))[0]!;
  const closuresOf = ({ account }: Given) => ports.closures.ofAccounts([account.id]);
  const decisionsOf = ({ account }: Given) => ports.closures.decisionsOf([account.id], 10);
  const goTo = (instant: number) => store.clock.advance(instant - store.clock.now());

  describe('a termination by notice', () => {
    test('leaves the line in use until its day, and then closes it by the decision that stands', async () => {
      const given = await givenLines(ports);
      const made = await taken(ports, given.account.id, 'business-withdrawal');
      // China gives a month here; the whole of its last day counts.
      const last = addMonths(TODAY, 1);
      const effectiveAt = startOfDay(addDays(last, 1), 'Asia/Shanghai');
      expect(made.account).toMatchObject({ status: 'NOTICE_GIVEN', noticeId: null, effectiveAt });
      expect(made.action).toMatchObject({ status: 'PENDING', effectiveAt, lookAt: effectiveAt });
      await arrived(ports, made.decision);
      const use = { accountId: given.account.id, capability: 'PAY', amount: cny(100) } as const;
      goTo(effectiveAt - 1);
      const used = await authorizeUse(ports, paymentSystem, { ...use, ...key() });
      expect(used).not.toHaveProperty('refusals');
      expect(await effectAction(ports, made.action)).toBe(false);
      goTo(effectiveAt);
      expect(await effectAction(ports, made.action)).toBe(true);
      expect(await effectAction(ports, made.action)).toBe(false);
      // The hold that is open is honoured, so the line runs off.
      expect(await lineNow(given)).toMatchObject({ status: 'RUN_OFF', effectiveAt });
      const [closure] = await closuresOf(given);
      expect(closure).toMatchObject({
        kind: 'CREDITOR',
        decisionId: made.decision.id,
        requestedBy: agent.subject,
        requestedAs: 'staff',
        requestedAt: NOW,
        cause: null,
        motive: null,
        signals: [],
        linkedLimits: [],
        limitCountsUntil: null,
      });
      expect(await decisionsOf(given)).toEqual([made.decision]);
      expect(await ports.notices.ofDecisions([made.decision.id])).toHaveLength(1);
      const after = { status: 'IN_FORCE', lookAt: null, endedAt: null };
      expect(await actionNow(made.action.id)).toMatchObject(after);
    });

    test('two workers at once effect it once', async () => {
      const given = await givenLines(ports);
      const { action, decision } = await taken(ports, given.account.id, 'business-withdrawal');
      await arrived(ports, decision);
      goTo(action.effectiveAt);
      const done = await Promise.all([effectAction(ports, action), effectAction(ports, action)]);
      expect(done.filter(Boolean)).toHaveLength(1);
      expect(await closuresOf(given)).toHaveLength(1);
    });

    test('is moot where the customer closes the line meanwhile', async () => {
      const given = await givenLines(ports);
      const { action } = await taken(ports, given.account.id, 'business-withdrawal');
      const { closure } = await closedOwn(ports, given, { expectedVersion: 2 });
      expect(closure.kind).toBe('IMMEDIATE');
      const moot = { status: 'MOOT', endedAt: NOW, endedBy: closure.decisionId, lookAt: null };
      expect(await actionNow(action.id)).toMatchObject(moot);
      goTo(action.effectiveAt);
      expect(await effectAction(ports, action)).toBe(false);
      expect(await closuresOf(given)).toEqual([closure]);
    });

    test('is no conduct of the customer’s: nothing is counted, and nothing is held against new credit', async () => {
      const given = await givenLines(ports, [{}, {}]);
      const before = await store.count('activity');
      const { action, decision } = await taken(ports, given.account.id, 'business-withdrawal');
      await arrived(ports, decision);
      goTo(action.effectiveAt);
      await effectAction(ports, action);
      const [closure] = await closuresOf(given);
      expect(closure).toMatchObject({ outcome: 'CLOSED', restrictions: [] });
      expect(await store.count('activity')).toBe(before);
      const [after] = await ports.riskProfiles.byId([closure!.assessmentAfterId]);
      expect(after?.values.lines_closed_180d ?? 0).toBe(0);
    });
  });

  describe('a closure by a measure', () => {
    test('ends the line at once, with run-off where that is owed, by one decision and one notice', async () => {
      const given = await givenLines(ports, [DEBT]);
      const made = await taken(ports, given.account.id, 'fraud-close', SEEN);
      expect(made.account).toMatchObject({ status: 'RUN_OFF', version: 2 });
      const [closure] = await closuresOf(given);
      expect(closure).toMatchObject({ kind: 'CREDITOR', decisionId: made.decision.id });
      expect(await decisionsOf(given)).toEqual([made.decision]);
      expect(made.action).toMatchObject({ status: 'IN_FORCE', kind: 'CLOSURE' });
      expect(await ports.notices.ofDecisions([made.decision.id])).toEqual([made.notice]);
      const data = { decisionId: made.decision.id, status: 'RUN_OFF', accountVersion: 2 };
      const told = (await store.outbox()).filter(({ type }) => type.includes('measure-taken'));
      expect(told).toMatchObject([{ data }]);
      const bookings = (await store.auditEntries()).map(({ contentJson }) =>
        JSON.parse(contentJson),
      );
      expect(bookings.filter(({ type }) => type === 'credit-account.closure')).toMatchObject([
        { decisionId: made.decision.id, grounds: 'FRAUD_OR_SECURITY', kind: 'CREDITOR' },
      ]);
      await expectSoundBooks(ports, given.account.id);
    });

    test('overtakes what stood on the line before', async () => {
      const given = await givenLines(ports);
      const before = await taken(ports, given.account.id, 'security-suspend', SEEN);
      const fall = await taken(ports, given.account.id, 'fund-pool-decrease');
      const made = await taken(ports, given.account.id, 'fraud-close', SEEN);
      expect(made.account.status).toBe('CLOSED');
      for (const { action } of [before, fall]) {
        const ended = await actionNow(action.id);
        expect(ended).toMatchObject({ status: 'MOOT', endedBy: made.decision.id });
      }
      expect((await actionNow(made.action.id)).status).toBe('IN_FORCE');
    });
  });

  describe('a customer’s own closing', () => {
    test('with limits that fall leaves an action and a notice for each, and none for its own', async () => {
      const given = await givenHistory(
        ports,
        [{}, {}, { position: { principalMinor: 100_000 } }],
        LATE,
      );
      const { closure } = await closedOwn(ports, given, { expectedVersion: 1 });
      const lowered = closure.linkedLimits.filter(({ toMinor, fromMinor }) => toMinor < fromMinor);
      expect(lowered).toHaveLength(2);
      const actions = await ports.platformActions.ofCustomer(given.customer.id, 10);
      expect(actions).toHaveLength(2);
      for (const { accountId, decisionId, fromMinor, toMinor } of lowered) {
        expect(actions.find(({ id }) => id === decisionId)).toMatchObject({
          accountId,
          kind: 'LINE_DECREASE',
          grounds: 'BEHAVIOUR',
          measureId: null,
          causedBy: null,
          status: 'IN_FORCE',
          conditions: [],
          lookAt: null,
          before: { limitMinor: fromMinor, status: 'ACTIVE' },
          set: { limitMinor: toMinor },
        });
        expect(await ports.notices.ofDecisions([decisionId])).toMatchObject([{ accountId }]);
      }
      expect(await ports.notices.ofDecisions([closure.decisionId])).toEqual([]);
    });

    test('with limits that rise leaves nothing to appeal', async () => {
      const given = await givenHistory(ports, [{}, { position: { principalMinor: 100_000 } }], {});
      const { closure } = await closedOwn(ports, given, { expectedVersion: 1 });
      expect(closure.linkedLimits).toMatchObject([{ toMinor: 1_200_000 }]);
      expect(await ports.platformActions.ofCustomer(given.customer.id, 10)).toEqual([]);
      expect(await store.count('notice')).toBe(0);
    });

    test('that is refused leaves the creditor’s actions as they are', async () => {
      const given = await givenLines(ports, [DEBT]);
      const { action } = await taken(ports, given.account.id, 'fund-pool-decrease');
      const before = await store.dump();
      const result = await closeOwn(ports, given, { expectedVersion: 2 });
      expect(result).toHaveProperty('refusals');
      expect(await store.dump()).toEqual(before);
      expect((await actionNow(action.id)).status).toBe('IN_FORCE');
    });
  });

  test('a line that two agents close for fraud is told by a notice, one that a guardian asked for is not', async () => {
    const notices: number[] = [];
    for (const cause of ['FRAUD', 'GUARDIAN'] as const) {
      const given = await givenLines(ports, [DEBT]);
      const wish = { accountId: given.account.id, cause, ...SEEN, ...key() };
      const asked = await requestClosureOnBehalf(ports, agent, wish);
      if ('refusals' in asked) throw new Error(JSON.stringify(asked.refusals));
      const approval = { requestId: asked.made.id, idempotencyKey: newId() };
      await approveClosureOnBehalf(ports, otherAgent, approval);
      const [decision] = await decisionsOf(given);
      notices.push((await ports.notices.ofDecisions([decision!.id])).length);
    }
    expect(notices).toEqual([1, 0]);
  });
});
