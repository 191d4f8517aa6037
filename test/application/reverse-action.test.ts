/** An overturned decision is undone with all that it caused, or not at all. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { acceptOffer } from '../../src/application/accept-offer.js';
import { closeAccount } from '../../src/application/close-account.js';
import {
  approveClosureOnBehalf,
  requestClosureOnBehalf,
} from '../../src/application/close-on-behalf.js';
import { decreaseLimit } from '../../src/application/decrease-limit.js';
import { effectAction } from '../../src/application/effect-actions.js';
import { makeStatements } from '../../src/application/make-statements.js';
import { pauseLine } from '../../src/application/pause-line.js';
import type { Ports } from '../../src/application/ports.js';
import { type Reversal, reverseDecision } from '../../src/application/reverse-action.js';
import type { Decision } from '../../src/domain/credit-account/decision.js';
import { packFor } from '../../src/domain/policy/jurisdiction-pack.js';
import { localDate } from '../../src/domain/time.js';
import { agent, borrowerOf } from '../support/actors.js';
import { otherAgent } from '../support/closings.js';
import { arrived } from '../support/measures.js';
import { cny, key, madeClosure } from '../support/operated.js';
import { type Given, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';
import { acted, actionNow, aMeasure, expectWholeOrNothing, lineNow, messagesOf } from './acting.js';

const USED = { position: { principalMinor: 700_000 } };
/** Measures that look at nothing of the customer: they end only when somebody undoes them. */
const NOTHING_LOOKED_AT = [] as const;

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  /** As whoever decides an appeal does it: under the lock, in one transaction. */
  const reverse = ({ customer }: Given, decision: Decision, on: Ports = ports): Promise<Reversal> =>
    ports.inTransaction(async () => {
      await on.customers.lock([customer.id]);
      const now = on.clock.now();
      const today = localDate(now, 'Asia/Shanghai');
      const agreementDate = '2026-01-29';
      const pack = packFor({ jurisdiction: customer.jurisdiction, agreementDate, onDate: today });
      if (!pack) throw new Error('no pack');
      const accountsOf = () => on.accounts.ofCustomers([customer.id]);
      const reading = await on.ledger.readAhead(customer, now, accountsOf);
      const reason = { code: 'DECISION_UNDONE', values: {} };
      const at = { customer, pack, today, now, reading, decidedBy: 'reviewer-1', reason };
      return reverseDecision(on, at, decision);
    });
  const codesOf = ({ repairs }: Reversal) => repairs.map(({ code }) => code);
  const take = async (
    given: Given,
    kind: 'SUSPENSION' | 'DRAWDOWN_RIGHT_ENDED' | 'TERMINATION_BY_NOTICE' | 'CLOSURE',
    over: Parameters<typeof aMeasure>[2] = {},
  ) => acted(store, given, aMeasure({ kind }, NOTHING_LOOKED_AT, over));
  const decrease = (given: Given, ofLimitPpm = 200_000) =>
    acted(store, given, aMeasure({ kind: 'LINE_DECREASE', ofLimitPpm }, NOTHING_LOOKED_AT));

  test('an ended drawdown right is given back, with the limits that fell beside it', async () => {
    const given = await givenLines(ports, [USED, {}, {}]);
    const [act, ...linked] = await take(given, 'DRAWDOWN_RIGHT_ENDED', {
      linkedDecreasePpm: 200_000,
    });
    expect(linked).toHaveLength(2);
    store.clock.advance(DAY_MS);
    const made = await reverse(given, act.decision);
    expect(codesOf(made).toSorted()).toEqual([
      'REPAIR_LIMIT_RESTORED',
      'REPAIR_LIMIT_RESTORED',
      'REPAIR_SCORE_ANEW',
      'REPAIR_USE_RESTORED',
    ]);
    expect(made.repairs.every(({ done }) => done)).toBe(true);
    expect(await lineNow(store, given)).toMatchObject({
      status: 'ACTIVE',
      capabilities: given.account.capabilities,
    });
    for (const account of given.accounts) {
      expect((await lineNow(store, { account })).limitMinor).toBe(1_000_000);
    }
    const { reversal } = made;
    expect(reversal).toMatchObject({
      kind: 'REVERSAL',
      reverses: act.decision.id,
      causedBy: null,
      madeBy: 'STAFF',
      decidedBy: 'reviewer-1',
      grounds: act.decision.grounds,
      adverseAction: false,
    });
    for (const each of [act, ...linked]) {
      const action = await actionNow(store, each);
      expect([action.status, action.endedAt]).toEqual(['OVERTURNED', store.clock.now()]);
      const [own] = await ports.closures.decisions([action.endedBy ?? '']);
      expect(own?.reverses).toBe(action.id);
      expect(own?.causedBy).toBe(each === act ? null : reversal.id);
    }
    const [assessment] = await ports.riskProfiles.latest([given.customer.id]);
    expect([assessment?.id, assessment?.trigger]).toEqual([reversal.assessmentId, 'APPEAL']);
    const furnished = await messagesOf(store, 'clearline.bureau.furnishing.v1');
    expect(furnished).toMatchObject([
      { event: 'CLOSED_BY_CREDITOR', decisionId: act.decision.id, status: 'DRAWDOWN_ENDED' },
      {
        event: 'CORRECTED',
        decisionId: reversal.id,
        corrects: act.decision.id,
        status: 'ACTIVE',
      },
    ]);
    const notices = await ports.notices.ofDecisions([reversal.id]);
    expect(notices).toEqual([]);
    const [receipt] = await ports.auditTrail.find([made.auditEntryId]);
    expect(receipt).toBeDefined();
    await expect(reverse(given, act.decision)).rejects.toThrow('overturned before');
  });

  test('a limit that fell beside another line comes back also where the right to draw has ended', async () => {
    const given = await givenLines(ports, [{}, {}]);
    const other = { ...given, account: given.accounts[1] ?? given.account };
    const [cause] = await take(given, 'DRAWDOWN_RIGHT_ENDED', { linkedDecreasePpm: 200_000 });
    const [ended] = await take(other, 'DRAWDOWN_RIGHT_ENDED');
    expect((await lineNow(store, other)).limitMinor).toBe(800_000);
    await reverse(given, cause.decision);
    await reverse(given, ended.decision);
    expect(await lineNow(store, other)).toMatchObject({
      status: 'ACTIVE',
      limitMinor: 1_000_000,
    });
  });

  test('what follows is told to the customer line by line', async () => {
    const given = await givenLines(ports, [USED, {}]);
    const [act, linked] = await take(given, 'SUSPENSION', { linkedDecreasePpm: 200_000 });
    await reverse(given, act.decision);
    const { endedBy } = await actionNow(store, linked ?? act);
    const [notice] = await ports.notices.ofDecisions([endedBy ?? '']);
    expect(JSON.stringify(notice?.sections)).toContain('10,000 CNY');
  });

  test('a line that another suspension holds gets its right back, and stays suspended', async () => {
    const given = await givenLines(ports, [USED]);
    await take(given, 'SUSPENSION');
    const [act] = await take(given, 'DRAWDOWN_RIGHT_ENDED');
    expect(codesOf(await reverse(given, act.decision))).toContain(
      'REPAIR_RIGHT_RESTORED_SUSPENDED',
    );
    expect(await lineNow(store, given)).toMatchObject({ suspendedBy: 'CREDITOR', version: 4 });
  });

  test('the customer’s own pause is what an overturned ending goes back to', async () => {
    const given = await givenLines(ports, [USED]);
    const wish = { accountId: given.account.id, expectedVersion: 1, ...key() };
    await pauseLine(ports, borrowerOf(given.customer), wish);
    const [act] = await take(given, 'DRAWDOWN_RIGHT_ENDED');
    expect(codesOf(await reverse(given, act.decision))).toContain('REPAIR_PAUSE_RESTORED');
    expect(await lineNow(store, given)).toMatchObject({ suspendedBy: 'CUSTOMER' });
  });

  test('a limit that the customer lowered since stays, and the repair says so', async () => {
    const given = await givenLines(ports);
    const [act] = await decrease(given);
    const wish = { accountId: given.account.id, limit: cny(500_000), expectedVersion: 2, ...key() };
    await decreaseLimit(ports, borrowerOf(given.customer), wish);
    const { repairs } = await reverse(given, act.decision);
    expect(repairs[0]).toMatchObject({
      kind: 'LIMIT',
      done: false,
      code: 'REPAIR_LIMIT_OWN_WISH',
      decisionId: act.decision.id,
    });
    expect((await lineNow(store, given)).limitMinor).toBe(500_000);
  });

  test('one of two decreases is undone by its own share', async () => {
    const given = await givenLines(ports);
    const [first] = await decrease(given);
    const [second] = await decrease(given);
    expect((await lineNow(store, given)).limitMinor).toBe(640_000);
    await reverse(given, first.decision);
    expect((await lineNow(store, given)).limitMinor).toBe(840_000);
    await reverse(given, second.decision);
    expect((await lineNow(store, given)).limitMinor).toBe(1_000_000);
  });

  test('a line that its customer closed since stays closed', async () => {
    const given = await givenLines(ports);
    const [act] = await take(given, 'SUSPENSION');
    const wish = { accountId: given.account.id, ...key() };
    madeClosure(await closeAccount(ports, borrowerOf(given.customer), wish));
    expect((await actionNow(store, act)).status).toBe('MOOT');
    expect(codesOf(await reverse(given, act.decision))).toEqual([
      'REPAIR_LINE_CLOSED',
      'REPAIR_SCORE_ANEW',
    ]);
    expect((await lineNow(store, given)).status).toBe('CLOSED');
    expect((await actionNow(store, act)).status).toBe('OVERTURNED');
  });

  test('of a line closed on behalf, when that is reversed, bureaus learn that it was wrong', async () => {
    const given = await givenLines(ports);
    const wish = { accountId: given.account.id, cause: 'FRAUD', statement: 'Seen.' } as const;
    const asked = await requestClosureOnBehalf(ports, agent, { ...wish, ...key() });
    if ('refusals' in asked) throw new Error(JSON.stringify(asked.refusals));
    await approveClosureOnBehalf(ports, otherAgent, { requestId: asked.made.id, ...key() });
    const [decision] = await ports.closures.decisionsOf([given.account.id], 1);
    await reverse(given, decision!);
    const told = await messagesOf(store, 'clearline.bureau.furnishing.v1');
    expect(told).toMatchObject([
      { event: 'CLOSED_BY_CREDITOR', decisionId: decision?.id, status: 'CLOSED' },
      { event: 'CORRECTED', corrects: decision?.id, status: 'CLOSED' },
    ]);
  });

  test('of a notice that never took effect bureaus were told nothing that had to be set right', async () => {
    const given = await givenLines(ports);
    const [act] = await take(given, 'TERMINATION_BY_NOTICE');
    const wish = { accountId: given.account.id, ...key() };
    madeClosure(await closeAccount(ports, borrowerOf(given.customer), wish));
    await reverse(given, act.decision);
    const told = await messagesOf(store, 'clearline.bureau.furnishing.v1');
    expect(told.map(({ event }) => event)).toEqual(['CLOSED_BY_CONSUMER']);
  });

  test('scores rise back to those of who was never decided about, statements and all', async () => {
    const line = { position: { principalMinor: 600_000 } };
    const given = await givenLines(ports, [line]);
    const spared = await givenLines(ports, [line]);
    const zone = { jurisdiction: 'CN', timeZone: 'Asia/Shanghai' };
    const untilDay = async (day: string): Promise<void> => {
      store.clock.advance(Date.parse(`${day}T04:00:00Z`) - store.clock.now());
      await makeStatements(ports, zone, day, store.clock.now());
    };
    const scoreOf = async ({ customer }: Given) =>
      (await ports.riskProfiles.latest([customer.id]))[0]?.score ?? 0;
    await untilDay('2026-12-02');
    const [act] = await decrease(given, 300_000);
    await untilDay('2027-02-02');
    expect(await scoreOf(given)).toBeLessThan(await scoreOf(spared));
    const { repairs, reversal } = await reverse(given, act.decision);
    expect(repairs.map(({ kind }) => kind)).toEqual(['LIMIT', 'STATEMENT_LIMITS', 'SCORE']);
    const statements = await ports.books.statements([given.customer.id], '2026-11');
    expect(statements.map(({ period, limitMinor }) => [period, limitMinor])).toEqual([
      ['2026-11', 1_000_000],
      ['2026-12', 700_000],
      ['2027-01', 700_000],
    ]);
    const corrected = { limitMinor: 1_000_000, monthsLate: null };
    expect(statements.map((each) => each.corrected)).toEqual([null, corrected, corrected]);
    const [anew] = await ports.riskProfiles.byId([reversal.assessmentId ?? '']);
    expect(anew?.score).toBe(await scoreOf(spared));
  });

  test('statements of the months since the customer lowered the limit stay', async () => {
    const given = await givenLines(ports);
    const zone = { jurisdiction: 'CN', timeZone: 'Asia/Shanghai' };
    const [act] = await decrease(given);
    store.clock.advance(10 * DAY_MS);
    await makeStatements(ports, zone, '2026-12-05', store.clock.now());
    const wish = { accountId: given.account.id, limit: cny(500_000), expectedVersion: 2, ...key() };
    await decreaseLimit(ports, borrowerOf(given.customer), wish);
    store.clock.advance(31 * DAY_MS);
    await makeStatements(ports, zone, '2027-01-05', store.clock.now());
    await reverse(given, act.decision);
    const statements = await ports.books.statements([given.customer.id], '2026-11');
    expect(statements.map(({ corrected }) => corrected?.limitMinor ?? null)).toEqual([
      1_000_000,
      null,
    ]);
  });

  test('a rate that rose goes back also on a line that its customer has closed and still repays', async () => {
    const given = await givenLines(ports, [USED], { customer: { jurisdiction: 'US' } });
    const raise = aMeasure({ kind: 'REPRICING', addPpm: 10_000 }, NOTHING_LOOKED_AT);
    const [act] = await acted(store, given, raise);
    await arrived(ports, act.decision);
    store.clock.advance(act.action.effectiveAt - store.clock.now());
    expect(await effectAction(ports, act.action)).toBe(true);
    const wish = { accountId: given.account.id, allowRunOff: true, ...key() };
    madeClosure(await closeAccount(ports, borrowerOf(given.customer), wish));
    expect(await lineNow(store, given)).toMatchObject({
      status: 'RUN_OFF',
      annualRatePpm: 192_500,
    });
    expect(codesOf(await reverse(given, act.decision))).toContain('REPAIR_RATE_RESTORED');
    expect((await lineNow(store, given)).annualRatePpm).toBeNull();
  });

  test('a notice of termination is taken back before its day', async () => {
    const given = await givenLines(ports, [USED]);
    const [act] = await take(given, 'TERMINATION_BY_NOTICE');
    expect(codesOf(await reverse(given, act.decision))).toContain('REPAIR_NOTICE_WITHDRAWN');
    expect((await lineNow(store, given)).status).toBe('ACTIVE');
    expect(await messagesOf(store, 'clearline.bureau.furnishing.v1')).toEqual([]);
  });

  test.each([
    ['that is repaid', { position: {} }, 'CLOSED'],
    ['that is still owed on', USED, 'RUN_OFF'],
  ] as const)(
    'in the place of a closed line %s the same limit is offered',
    async (_, line, status) => {
      const given = await givenLines(ports, [line]);
      const [act] = await take(given, 'CLOSURE');
      expect((await lineNow(store, given)).status).toBe(status);
      const made = await reverse(given, act.decision);
      expect(made.repairs[0]).toMatchObject({
        kind: 'NEW_AGREEMENT',
        done: true,
        code: 'REPAIR_AGREEMENT_OFFERED',
        values: { limit: '10,000 CNY' },
      });
      expect((await lineNow(store, given)).status).toBe(status);
      const { applicationId } = await actionNow(store, act);
      const [application] = await ports.applications.find([applicationId ?? '']);
      expect(application).toMatchObject({ status: 'OFFERED', offer: { limitMinor: 1_000_000 } });
      const wish = { applicationId: applicationId ?? '', ...key() };
      const accepted = await acceptOffer(ports, borrowerOf(given.customer), wish);
      expect(accepted).toMatchObject({
        account: { limitMinor: 1_000_000, previousAccountId: given.account.id, status: 'ACTIVE' },
      });
    },
  );

  test('a decision that set nothing going is recorded as reversed', async () => {
    const given = await givenLines(ports);
    const [act] = await take(given, 'SUSPENSION');
    const alone = { ...act.decision, id: newId(), accountId: null };
    await ports.inTransaction(() => ports.closures.addDecisions([alone]));
    const made = await reverse(given, alone);
    expect(codesOf(made)).toEqual(['REPAIR_SCORE_ANEW']);
    const [stored] = await ports.closures.decisions([made.reversal.id]);
    expect(stored).toMatchObject({ reverses: alone.id, accountId: null });
    expect(await messagesOf(store, 'clearline.credit-decision.reversed.v1')).toHaveLength(1);
    expect((await lineNow(store, given)).status).toBe('SUSPENDED');
  });

  describe('a failure of any write leaves everything as it was', () => {
    test('of a reversal with consequences and statements', async () => {
      const given = await givenLines(ports, [USED, {}]);
      const [act] = await take(given, 'DRAWDOWN_RIGHT_ENDED', { linkedDecreasePpm: 200_000 });
      store.clock.advance(10 * DAY_MS);
      const zone = { jurisdiction: 'CN', timeZone: 'Asia/Shanghai' };
      const today = localDate(store.clock.now(), zone.timeZone);
      await makeStatements(ports, zone, today, store.clock.now());
      const writes = await expectWholeOrNothing(store, (on) => reverse(given, act.decision, on));
      expect(writes).toBeGreaterThan(8);
      expect((await lineNow(store, given)).status).toBe('ACTIVE');
    });

    test('of a reversal that ends in an offer', async () => {
      const given = await givenLines(ports, [USED]);
      const [act] = await take(given, 'CLOSURE');
      const writes = await expectWholeOrNothing(store, (on) => reverse(given, act.decision, on));
      expect(writes).toBeGreaterThan(8);
      expect(await store.count('credit_application')).toBe(1);
    });
  });
});
