/** A period of notice: it starts when the notice reaches the customer, and waits until then. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { accountTimeline } from '../../src/application/account-timeline.js';
import { liftMeasure } from '../../src/application/lift-measure.js';
import { acknowledgeNotice, recordNoticeDelivered } from '../../src/application/notice-clock.js';
import { authorizeUse } from '../../src/application/operate-line.js';
import { pauseLine, resumeLine } from '../../src/application/pause-line.js';
import type { Ports } from '../../src/application/ports.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import type { MeasureMade } from '../../src/application/take-measure.js';
import { askAppellant } from '../../src/application/work-appeals.js';
import { noticeText } from '../../src/domain/platform-action/notice-text.js';
import { addDays, addMonths, localDate, startOfDay } from '../../src/domain/time.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { arrived, take, taken } from '../support/measures.js';
import { key } from '../support/operated.js';
import { type Given, givenLines } from '../support/portfolio.js';
import { DAY_MS, describeStores, HOUR_MS, NOW, type Store } from '../support/stores.js';
import { messagesOf } from './acting.js';
import { assigned, done, filed, reviewer } from './appealing.js';

const BRUSSELS = 'Europe/Brussels';
const NEW_YORK = 'America/New_York';
/** The moment after the last day of a period that starts on the day of an instant. */
const monthsAfter = (at: number, months: number): number =>
  startOfDay(addDays(addMonths(localDate(at, BRUSSELS), months), 1), BRUSSELS);
const daysAfter = (at: number, days: number): number =>
  startOfDay(addDays(localDate(at, NEW_YORK), days + 1), NEW_YORK);
const MOVED = 'clearline.credit-account.measure-moved.v1';

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const goTo = (instant: number) => store.clock.advance(instant - store.clock.now());
  const lineNow = async ({ account }: Pick<Given, 'account'>) =>
    (await ports.accounts.find([account.id]))[0]!;
  const actionNow = async ({ action }: MeasureMade) =>
    (await ports.platformActions.find([action.id]))[0]!;
  const leaving = async (): Promise<{ given: Given; made: MeasureMade }> => {
    const given = await givenLines(ports, [{}], { customer: { jurisdiction: 'EU' } });
    return { given, made: await taken(ports, given.account.id, 'business-withdrawal') };
  };
  const dearer = async (): Promise<{ given: Given; made: MeasureMade }> => {
    const debt = { position: { principalMinor: 500_000 } };
    const given = await givenLines(ports, [debt], { customer: { jurisdiction: 'US' } });
    return { given, made: await taken(ports, given.account.id, 'macro-reprice') };
  };
  const storyOf = async ({ account }: Given) =>
    (await accountTimeline(ports, await lineNow({ account }))).map(({ code, at }) => ({
      code,
      at,
    }));

  describe('of a line that ends', () => {
    test('that nobody was told of is put off, and the line stays in use', async () => {
      const { given, made } = await leaving();
      const { effectiveAt: named } = made.action;
      expect(named).toBe(monthsAfter(NOW, 2));
      goTo(named);
      await runDueWork(ports);
      const later = monthsAfter(named, 2);
      expect(await lineNow(given)).toMatchObject({
        status: 'NOTICE_GIVEN',
        effectiveAt: later,
        version: made.account.version + 1,
      });
      expect(await actionNow(made)).toMatchObject({ status: 'PENDING', effectiveAt: later });
      expect(await messagesOf(store, MOVED)).toMatchObject([
        { decisionId: made.decision.id, kind: 'TERMINATION_BY_NOTICE', deliveredAt: null },
      ]);
      const [notice] = await ports.notices.ofDecisions([made.decision.id]);
      expect(notice?.alarms).toContain('MISSED');
      const use = { accountId: given.account.id, capability: 'PAY' } as const;
      const amount = { minor: 100, currency: 'CNY' };
      const used = await authorizeUse(ports, paymentSystem, { ...use, amount, ...key() });
      expect(used).not.toHaveProperty('refusals');
      // Nothing more is said of it on the days after.
      store.clock.advance(3 * DAY_MS);
      await runDueWork(ports);
      expect(await messagesOf(store, MOVED)).toHaveLength(1);
      expect(await storyOf(given)).toContainEqual({ code: 'NOTICE_PERIOD_WAITS', at: named });
    });

    test('that arrives later ends the line as much later', async () => {
      const { given, made } = await leaving();
      store.clock.advance(10 * DAY_MS);
      const at = store.clock.now();
      await arrived(ports, made.decision);
      const effectiveAt = monthsAfter(at, 2);
      expect(effectiveAt).toBeGreaterThan(made.action.effectiveAt);
      expect(await lineNow(given)).toMatchObject({ status: 'NOTICE_GIVEN', effectiveAt });
      expect(await actionNow(made)).toMatchObject({ effectiveAt, lookAt: effectiveAt });
      expect(await storyOf(given)).toContainEqual({ code: 'NOTICE_PERIOD_LATER', at });
      goTo(effectiveAt - 1);
      await runDueWork(ports);
      expect((await lineNow(given)).status).toBe('NOTICE_GIVEN');
      goTo(effectiveAt);
      await runDueWork(ports);
      expect(await lineNow(given)).toMatchObject({ status: 'CLOSED', effectiveAt });
    });

    test('starts with no later notice under the same decision', async () => {
      const { given, made } = await leaving();
      await filed(store, { given, decision: made.decision });
      const [case_] = await ports.appeals.ofDecisions([made.decision.id]);
      await assigned(store, case_!);
      done(
        await askAppellant(ports, reviewer, { appealId: case_!.id, question: 'Why?', ...key() }),
      );
      const all = await ports.notices.ofDecisions([made.decision.id]);
      const later = all.filter(({ id }) => id !== made.notice.id);
      expect(later.length).toBeGreaterThan(0);
      store.clock.advance(3 * DAY_MS);
      for (const { id: noticeId } of later) {
        const read = { noticeId, ...key() };
        done(await acknowledgeNotice(ports, borrowerOf(given.customer), read));
      }
      expect(await actionNow(made)).toEqual(made.action);
    });

    test('that the customer reads here starts with that', async () => {
      const { given, made } = await leaving();
      store.clock.advance(3 * DAY_MS);
      const input = { noticeId: made.notice.id, ...key() };
      await acknowledgeNotice(ports, borrowerOf(given.customer), input);
      const effectiveAt = monthsAfter(store.clock.now(), 2);
      expect((await lineNow(given)).effectiveAt).toBe(effectiveAt);
    });

    test('that arrives on its day leaves everything as it was said', async () => {
      const { given, made } = await leaving();
      store.clock.advance(HOUR_MS);
      await arrived(ports, made.decision);
      expect(await lineNow(given)).toEqual(made.account);
      expect(await actionNow(made)).toEqual(made.action);
      expect(await messagesOf(store, MOVED)).toEqual([]);
      goTo(made.action.effectiveAt);
      await runDueWork(ports);
      expect((await lineNow(given)).status).toBe('CLOSED');
    });

    test('of which word comes late goes by the day on which it arrived', async () => {
      const { given, made } = await leaving();
      const deliveredAt = NOW + 5 * DAY_MS;
      goTo(made.action.effectiveAt);
      await runDueWork(ports);
      store.clock.advance(DAY_MS);
      const told = { noticeId: made.notice.id, channel: 'LETTER', deliveredAt } as const;
      await recordNoticeDelivered(ports, paymentSystem, { ...told, ...key() });
      const effectiveAt = monthsAfter(deliveredAt, 2);
      expect((await lineNow(given)).effectiveAt).toBe(effectiveAt);
      goTo(effectiveAt);
      await runDueWork(ports);
      expect(await lineNow(given)).toMatchObject({ status: 'CLOSED', effectiveAt });
    });

    test('is told in words: how long, from when, and that nothing changes before', async () => {
      const { made } = await leaving();
      expect(noticeText(made.notice, 'en')).toContain(
        'The notice is 2 months, and runs from the day on which it reaches you.',
      );
      expect(noticeText(made.notice, 'zh')).toContain('通知期为2个月，自通知送达您之日起算。');
      const american = await givenLines(ports, [{}], { customer: { jurisdiction: 'US' } });
      const { notice } = await taken(ports, american.account.id, 'business-withdrawal');
      expect(noticeText(notice, 'en')).toContain('is right if this notice reaches you on');
    });

    test('is moved in one piece, and by one worker', async () => {
      const { given, made } = await leaving();
      goTo(made.action.effectiveAt);
      await Promise.all([runDueWork(ports), runDueWork(ports)]);
      expect(await messagesOf(store, MOVED)).toHaveLength(1);
      expect((await lineNow(given)).version).toBe(made.account.version + 1);
    });
  });

  describe('of a higher rate', () => {
    test('that nobody was told of leaves the rate as it is, until it was', async () => {
      const { given, made } = await dearer();
      goTo(made.action.effectiveAt);
      await runDueWork(ports);
      expect(await lineNow(given)).toMatchObject({ annualRatePpm: null, version: 1 });
      store.clock.advance(7 * DAY_MS);
      await arrived(ports, made.decision);
      const effectiveAt = daysAfter(store.clock.now(), 45);
      expect(await actionNow(made)).toMatchObject({ status: 'PENDING', effectiveAt });
      goTo(effectiveAt - 1);
      await runDueWork(ports);
      expect((await lineNow(given)).annualRatePpm).toBeNull();
      goTo(effectiveAt);
      await runDueWork(ports);
      expect((await lineNow(given)).annualRatePpm).toBe(192_500);
      expect((await actionNow(made)).status).toBe('IN_FORCE');
    });
  });

  describe('while it runs', () => {
    const lifted = async (input: Parameters<typeof liftMeasure>[2]) => {
      const result = await liftMeasure(ports, agent, input);
      if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
      return result;
    };
    const SEEN = { statement: 'The telephone was stolen.' };

    test('the line can be secured, and the notice runs on', async () => {
      const { given, made } = await leaving();
      await arrived(ports, made.decision);
      const held = await taken(ports, given.account.id, 'security-suspend', SEEN);
      expect(held.account).toMatchObject({
        status: 'NOTICE_GIVEN',
        capabilities: [],
        pausedBy: 'CREDITOR',
        effectiveAt: made.action.effectiveAt,
      });
      expect(await lineNow(given)).toEqual(held.account);
      const use = { accountId: given.account.id, capability: 'PAY' } as const;
      const amount = { minor: 100, currency: 'CNY' };
      expect(await authorizeUse(ports, paymentSystem, { ...use, amount, ...key() })).toMatchObject({
        refusals: [{ code: 'CAPABILITY_NOT_GRANTED' }],
      });
      const restraint = await taken(ports, given.account.id, 'restraint-suspend', SEEN);
      expect(restraint.account).toEqual(held.account);
      const ended = await taken(ports, given.account.id, 'death-end', SEEN);
      expect(ended.account).toMatchObject({ status: 'NOTICE_GIVEN', pausedBy: 'ENDED_RIGHT' });
      expect(await lineNow(given)).toEqual(ended.account);
      const again = await take(ports, given.account.id, 'security-suspend', SEEN);
      expect(again).toMatchObject({ refusals: [{ code: expect.any(String) }] });
      goTo(made.action.effectiveAt);
      await runDueWork(ports);
      expect((await lineNow(given)).status).toBe('CLOSED');
      for (const each of [held, restraint, ended]) {
        expect((await actionNow(each)).status).toBe('MOOT');
      }
      expect((await actionNow(made)).status).toBe('IN_FORCE');
    });

    test('a suspension that is lifted gives use back until the end', async () => {
      const { given, made } = await leaving();
      const held = await taken(ports, given.account.id, 'security-suspend', SEEN);
      const lift = (decisionId: string) =>
        liftMeasure(ports, agent, { decisionId, statement: 'It was found.', ...key() });
      expect(await lift(held.decision.id)).not.toHaveProperty('refusals');
      const { version: _, ...standing } = made.account;
      expect(await lineNow(given)).toEqual({ ...standing, version: made.account.version + 2 });
    });

    test("a suspension that is lifted leaves the customer's own pause, for the customer to end", async () => {
      const given = await givenLines(ports, [{}], { customer: { jurisdiction: 'EU' } });
      const accountId = given.account.id;
      const who = borrowerOf(given.customer);
      await pauseLine(ports, who, { accountId, expectedVersion: 1, ...key() });
      const made = await taken(ports, accountId, 'business-withdrawal');
      const held = await taken(ports, accountId, 'security-suspend', SEEN);
      expect(held.action.before).toMatchObject({ status: 'NOTICE_GIVEN', suspendedBy: 'CUSTOMER' });
      const resume = { accountId, expectedVersion: held.account.version };
      expect(await resumeLine(ports, who, { ...resume, ...key() })).toMatchObject({
        refusals: [{ code: 'NOT_YOUR_PAUSE' }],
      });
      const wish = { decisionId: held.decision.id, statement: 'It was found.', ...key() };
      const { account } = await lifted(wish);
      expect(account).toEqual({ ...made.account, version: made.account.version + 2 });
      expect(account).not.toHaveProperty('pausedBy');
      await resumeLine(ports, who, { accountId, expectedVersion: account.version, ...key() });
      expect(await lineNow(given)).toMatchObject({
        status: 'NOTICE_GIVEN',
        capabilities: given.account.capabilities,
      });
    });

    test('a bureau is told that use is gone, and never of the notice', async () => {
      const { given } = await leaving();
      const held = await taken(ports, given.account.id, 'security-suspend', SEEN);
      await lifted({ decisionId: held.decision.id, statement: 'It was found.', ...key() });
      await taken(ports, given.account.id, 'death-end', SEEN);
      expect(await messagesOf(store, 'clearline.bureau.furnishing.v1')).toMatchObject([
        { event: 'SUSPENDED_BY_CREDITOR', status: 'SUSPENDED' },
        { event: 'REINSTATED', status: 'ACTIVE' },
        { event: 'CLOSED_BY_CREDITOR', status: 'DRAWDOWN_ENDED' },
      ]);
    });

    test('a notice that is lifted first leaves the suspension standing', async () => {
      const { given, made } = await leaving();
      const held = await taken(ports, given.account.id, 'security-suspend', SEEN);
      const lift = (decisionId: string) =>
        liftMeasure(ports, agent, { decisionId, statement: 'We go on.', ...key() });
      const lifted = await lift(made.decision.id);
      expect(lifted).toMatchObject({ account: { status: 'SUSPENDED', suspendedBy: 'CREDITOR' } });
      expect(await lift(held.decision.id)).toMatchObject({ account: { status: 'ACTIVE' } });
    });
  });
});
