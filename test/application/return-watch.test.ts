/** What the institution did to a line returns when nothing of what it was done for is so any more. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { acceptOffer } from '../../src/application/accept-offer.js';
import { requestHumanDecision } from '../../src/application/file-appeal.js';
import { postAmount } from '../../src/application/operate-line.js';
import { pauseLine } from '../../src/application/pause-line.js';
import type { Ports } from '../../src/application/ports.js';
import { recordActivities } from '../../src/application/record-activities.js';
import { lookAtActions } from '../../src/application/return-watch.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import { emptyPosition } from '../../src/domain/ledger/position.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { arrived } from '../support/measures.js';
import { cny, key, made } from '../support/operated.js';
import {
  aProduct,
  aStatement,
  type GivenLine,
  givenLines,
  newId,
  TODAY,
} from '../support/portfolio.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';
import {
  acted,
  actionNow,
  aMeasure,
  expectWholeOrNothing,
  lineNow,
  MOSTLY_USED,
  messagesOf,
} from './acting.js';

/** Owes 9,500 of a limit of 10,000. */
const USED: GivenLine = { position: { principalMinor: 950_000 } };
const NOTHING = { returned: 0, effected: 0, opened: 0 };

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const look = async (on: Ports = ports) => {
    const failures: unknown[] = [];
    const done = await lookAtActions(on, store.clock.now(), failures);
    expect(failures).toEqual([]);
    return done;
  };
  const repay = async ({ account }: { account: { id: string; currency: string } }, minor: number) =>
    made(
      await postAmount(ports, paymentSystem, 'REPAYMENT', {
        accountId: account.id,
        amount: { minor, currency: account.currency },
        ...key(),
      }),
    );
  const decisionsOn = ({ account }: { account: { id: string } }) =>
    ports.closures.decisionsOf([account.id], 10);
  const FURNISHED = 'clearline.bureau.furnishing.v1';

  test('a suspended line resumes by itself once its customer has repaid, and is told so', async () => {
    const given = await givenLines(ports, [USED]);
    const [act] = await acted(store, given, aMeasure({ kind: 'SUSPENSION' }));
    store.clock.advance(DAY_MS);
    expect(await look()).toEqual(NOTHING);
    expect((await lineNow(store, given)).status).toBe('SUSPENDED');
    await repay(given, 500_000);
    expect(await look()).toEqual({ ...NOTHING, returned: 1 });
    expect(await lineNow(store, given)).toMatchObject({
      status: 'ACTIVE',
      capabilities: given.account.capabilities,
      version: 3,
    });
    const [decision] = await decisionsOn(given);
    expect(decision).toMatchObject({
      kind: 'REINSTATEMENT',
      grounds: 'OVER_DEPENDENCE',
      reasons: [{ code: 'CONDITIONS_MET' }],
      adverseAction: false,
      madeBy: 'MACHINE',
      decidedBy: 'action-policy:actions-1',
      reverses: act.decision.id,
      appealUntil: null,
    });
    const [assessment] = await ports.riskProfiles.byId([decision?.assessmentId ?? '']);
    expect(assessment?.trigger).toBe('MEASURE');
    const { status, endedBy, endedAt, lookAt } = await actionNow(store, act);
    expect({ status, endedBy, endedAt, lookAt }).toEqual({
      status: 'RETURNED',
      endedBy: decision?.id,
      endedAt: store.clock.now(),
      lookAt: null,
    });
    const [told] = await messagesOf(store, 'clearline.credit-account.measure-ended.v1');
    expect(told).toMatchObject({ ended: act.decision.id, endedAs: 'RETURNED', accountVersion: 3 });
    const furnished = await messagesOf(store, FURNISHED);
    expect(furnished.map(({ event }) => event)).toEqual(['SUSPENDED_BY_CREDITOR', 'REINSTATED']);
    const [notice] = await ports.notices.ofDecisions([decision?.id ?? '']);
    expect(JSON.stringify(notice?.sections)).toContain('It can be used again');
    expect(await look()).toEqual(NOTHING);
  });

  test('a line stays suspended while anything of what it was suspended for still holds', async () => {
    const given = await givenLines(ports, [USED]);
    const half = { ...MOSTLY_USED, ppm: 500_000 };
    await acted(store, given, aMeasure({ kind: 'SUSPENSION' }, [MOSTLY_USED, half]));
    await repay(given, 200_000);
    expect(await look()).toEqual(NOTHING);
    expect((await lineNow(store, given)).status).toBe('SUSPENDED');
    await repay(given, 400_000);
    expect(await look()).toEqual({ ...NOTHING, returned: 1 });
  });

  test('what its customer had paused goes back to that pause', async () => {
    const given = await givenLines(ports, [USED]);
    const { customer, account } = given;
    const wish = { accountId: account.id, expectedVersion: 1, ...key() };
    await pauseLine(ports, borrowerOf(customer), wish);
    await acted(store, given, aMeasure({ kind: 'SUSPENSION' }));
    const again = { accountId: account.id, expectedVersion: 3, ...key() };
    const refused = await pauseLine(ports, borrowerOf(customer), again);
    expect(refused).toMatchObject({ refusals: [{ code: 'NOT_PAUSABLE' }] });
    await repay(given, 500_000);
    await look();
    expect(await lineNow(store, given)).toMatchObject({
      status: 'SUSPENDED',
      suspendedBy: 'CUSTOMER',
    });
  });

  test('a line that another suspension holds stays suspended until that one ends', async () => {
    const given = await givenLines(ports, [USED]);
    const [first] = await acted(store, given, aMeasure({ kind: 'SUSPENSION' }));
    const half = aMeasure({ kind: 'SUSPENSION' }, [{ ...MOSTLY_USED, ppm: 500_000 }]);
    const second = await actedBeside(given, half);
    await repay(given, 200_000);
    expect(await look()).toMatchObject({ returned: 1 });
    expect((await actionNow(store, first)).status).toBe('RETURNED');
    expect((await actionNow(store, second)).status).toBe('IN_FORCE');
    expect(await lineNow(store, given)).toMatchObject({ suspendedBy: 'CREDITOR' });
    await repay(given, 500_000);
    expect(await look()).toMatchObject({ returned: 1 });
    expect((await lineNow(store, given)).status).toBe('ACTIVE');
  });

  /** A suspension beside one that stands: it finds the line suspended, and changes nothing on it. */
  async function actedBeside(
    given: Awaited<ReturnType<typeof givenLines>>,
    measure: ReturnType<typeof aMeasure>,
  ) {
    const [standing] = await ports.platformActions.standingOf([given.account.id]);
    const [decision] = await decisionsOn(given);
    if (!standing || !decision) throw new Error('nothing stands yet');
    const id = newId();
    const action = {
      ...standing,
      id,
      measureId: measure.id,
      conditions: measure.when,
      before: { ...standing.before, status: 'SUSPENDED', suspendedBy: 'CREDITOR' as const },
      decidedAt: standing.decidedAt + 1,
    };
    await ports.inTransaction(async () => {
      await ports.closures.addDecisions([{ ...decision, id }]);
      await ports.platformActions.add([action]);
    });
    return { action };
  }

  test('a lowered limit goes back where the rules let limits rise', async () => {
    const given = await givenLines(ports, [USED]);
    const measure = aMeasure({ kind: 'LINE_DECREASE', ofLimitPpm: 50_000 });
    await acted(store, given, measure);
    expect((await lineNow(store, given)).limitMinor).toBe(950_000);
    await repay(given, 800_000);
    expect(await look()).toEqual({ ...NOTHING, returned: 1 });
    expect((await lineNow(store, given)).limitMinor).toBe(1_000_000);
    expect(await messagesOf(store, FURNISHED)).toEqual([]);
  });

  const EUROPEAN = {
    customer: { jurisdiction: 'EU', locale: 'en' },
    product: { currency: 'EUR' },
  } as const;

  test('where limits may not rise unasked, the customer is told that it can be asked for', async () => {
    const given = await givenLines(ports, [USED], EUROPEAN);
    const measure = aMeasure({ kind: 'LINE_DECREASE', ofLimitPpm: 50_000 });
    const [act] = await acted(store, given, measure);
    await repay(given, 800_000);
    expect(await look()).toEqual({ ...NOTHING, opened: 1 });
    expect((await lineNow(store, given)).limitMinor).toBe(950_000);
    const { status, returnOpenedAt, lookAt } = await actionNow(store, act);
    expect([status, returnOpenedAt, lookAt]).toEqual(['IN_FORCE', store.clock.now(), null]);
    const [told] = await messagesOf(store, 'clearline.credit-account.way-back-opened.v1');
    expect(told).toMatchObject({ decisionId: act.decision.id, how: 'ASK_FOR_LIMIT' });
    await repay(given, 100);
    expect(await look()).toEqual(NOTHING);
    // It has nothing left to wait for, so the same measure can be taken anew when it fits again.
    const [position] = await ports.books.positions([given.account.id]);
    await ports.inTransaction(() =>
      ports.books.savePositions([{ ...position!, principalMinor: 860_000 }]),
    );
    const [again] = await acted(store, given, measure);
    expect(again.account.limitMinor).toBe(903_000);
  });

  test('a rate that rose goes back from its day on', async () => {
    const given = await givenLines(ports, [USED], EUROPEAN);
    const [act] = await acted(store, given, aMeasure({ kind: 'REPRICING', addPpm: 182_500 }));
    await arrived(ports, act.decision);
    store.clock.advance(act.action.effectiveAt - store.clock.now());
    expect(await look()).toEqual({ ...NOTHING, effected: 1 });
    expect((await lineNow(store, given)).annualRatePpm).toBe(365_000);
    const owed = async () => (await ports.ledger.positions([given.account], store.clock.now()))[0];
    const before = (await owed())?.interestMinor ?? 0;
    store.clock.advance(10 * DAY_MS);
    await repay(given, 800_000);
    expect(await look()).toEqual({ ...NOTHING, returned: 1 });
    expect((await lineNow(store, given)).annualRatePpm).toBeNull();
    const [position] = await ports.books.positions([given.account.id]);
    // Ten days at 0.1 % of 9,500 and more: 950 a day at the raised rate, whoever asks later.
    const paid = 800_000 - (950_000 - (position?.principalMinor ?? 0));
    expect(paid + (position?.interestMinor ?? 0) - before).toBe(9_500);
  });

  test('a rate that was to rise does not once its conditions are gone', async () => {
    const given = await givenLines(ports, [USED], EUROPEAN);
    const [act] = await acted(store, given, aMeasure({ kind: 'REPRICING', addPpm: 10_000 }));
    await repay(given, 800_000);
    expect(await look()).toEqual({ ...NOTHING, returned: 1 });
    store.clock.advance(60 * DAY_MS);
    expect(await look()).toEqual(NOTHING);
    expect((await actionNow(store, act)).status).toBe('RETURNED');
    expect(await lineNow(store, given)).toEqual(given.account);
  });

  test('a notice of termination takes effect on its day, unless its conditions are gone', async () => {
    const given = await givenLines(ports, [USED, USED]);
    const measure = aMeasure({ kind: 'TERMINATION_BY_NOTICE' });
    const [first] = await acted(store, given, measure);
    const other = { ...given, account: given.accounts[1] ?? given.account };
    const [second] = await acted(store, other, measure);
    await repay(given, 800_000);
    expect(await look()).toEqual({ ...NOTHING, returned: 1 });
    expect((await lineNow(store, given)).status).toBe('ACTIVE');
    expect((await lineNow(store, other)).status).toBe('NOTICE_GIVEN');
    await arrived(ports, second.decision);
    store.clock.advance(second.action.effectiveAt - store.clock.now());
    expect(await look()).toEqual({ ...NOTHING, effected: 1 });
    expect((await lineNow(store, other)).status).toBe('RUN_OFF');
    expect((await actionNow(store, first)).status).toBe('RETURNED');
    expect((await actionNow(store, second)).status).toBe('IN_FORCE');
  });

  test('an ended drawdown right stays ended, and a new agreement is offered and accepted', async () => {
    const given = await givenLines(ports, [USED]);
    const [act] = await acted(store, given, aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }));
    await repay(given, 800_000);
    expect(await look()).toEqual({ ...NOTHING, opened: 1 });
    const ended = await lineNow(store, given);
    expect(ended.status).toBe('DRAWDOWN_ENDED');
    const { status, applicationId, returnOpenedAt } = await actionNow(store, act);
    expect([status, returnOpenedAt]).toEqual(['IN_FORCE', store.clock.now()]);
    const [application] = await ports.applications.find([applicationId ?? '']);
    expect(application).toMatchObject({
      status: 'OFFERED',
      previousAccountId: given.account.id,
      appliedBy: `decision:${act.decision.id}`,
      requestedLimitMinor: 1_000_000,
    });
    expect(application?.offer?.limitMinor).toBeLessThanOrEqual(1_000_000);
    const [decision] = await ports.closures.decisions([application?.decisionId ?? '']);
    expect(decision).toMatchObject({
      kind: 'APPLICATION',
      madeBy: 'MACHINE',
      causedBy: act.decision.id,
      adverseAction: false,
    });
    expect(await store.count('credit_account')).toBe(1);
    const accepted = await acceptOffer(ports, borrowerOf(given.customer), {
      applicationId: applicationId ?? '',
      ...key(),
    });
    expect(accepted).toMatchObject({ account: { previousAccountId: given.account.id } });
    expect(await lineNow(store, given)).toEqual(ended);
  });

  test('an offer that nobody had to ask for is no decision against its customer', async () => {
    const given = await givenLines(ports, [USED]);
    const [act] = await acted(store, given, aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }));
    await repay(given, 800_000);
    await look();
    const { applicationId } = await actionNow(store, act);
    const [application] = await ports.applications.find([applicationId ?? '']);
    const decisionId = application?.decisionId ?? '';
    const wish = { decisionId, statement: 'I want more.', evidenceIds: [], ...key() };
    const asked = await requestHumanDecision(ports, borrowerOf(given.customer), wish);
    expect(asked).toEqual({ refusals: [{ code: 'NOT_APPEALABLE' }] });
  });

  test('where the rules know no unasked offer, an application is said to be welcome', async () => {
    const given = await givenLines(ports, [USED], EUROPEAN);
    const [act] = await acted(store, given, aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }));
    await repay(given, 800_000);
    expect(await look()).toEqual({ ...NOTHING, opened: 1 });
    expect(await store.count('credit_application')).toBe(0);
    const [told] = await messagesOf(store, 'clearline.credit-account.way-back-opened.v1');
    expect(told).toMatchObject({ how: 'INVITATION', applicationId: null });
    expect((await actionNow(store, act)).applicationId).toBeNull();
  });

  test('an offer that something stands against is made once that is gone', async () => {
    const another = aProduct();
    const creditor = { id: another.creditorId, name: 'Creditor' };
    await ports.inTransaction(() => ports.products.add([creditor], [another]));
    const owing = { account: { productId: another.id }, position: { principalMinor: 10_000 } };
    const given = await givenLines(ports, [USED, owing]);
    const [act] = await acted(store, given, aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }));
    await repay(given, 800_000);
    const other = { account: given.accounts[1] ?? given.account };
    const overdue = aStatement(other.account, { dueOn: '2026-11-01' });
    await ports.inTransaction(() => ports.books.addStatements([overdue]));
    expect(await look()).toEqual(NOTHING);
    expect((await actionNow(store, act)).returnOpenedAt).toBeNull();
    expect(await store.count('credit_application')).toBe(0);
    store.clock.advance(DAY_MS);
    expect(await look()).toEqual(NOTHING);
    await repay(other, 10_100);
    expect(await look()).toEqual({ ...NOTHING, opened: 1 });
  });

  test('a line of the product from before the decision keeps nobody from the way back', async () => {
    for (const over of [{}, EUROPEAN]) {
      const given = await givenLines(ports, [USED, {}], over);
      const [act] = await acted(store, given, aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }));
      await repay(given, 800_000);
      expect(await look()).toEqual({ ...NOTHING, opened: 1 });
      expect((await actionNow(store, act)).returnOpenedAt).toBe(store.clock.now());
      expect(await ports.notices.ofDecisions([act.decision.id])).toHaveLength(2);
    }
  });

  test('nothing is offered to who came back by an own application', async () => {
    const given = await givenLines(ports, [USED]);
    const [act] = await acted(store, given, aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }));
    // As it is after an own application that a person granted, while the condition still held.
    const { account } = given;
    const since = { openedAt: store.clock.now(), previousAccountId: account.id };
    await ports.inTransaction(async () => {
      const next = { ...account, id: newId(), ...since };
      await ports.accounts.add([next]);
      await ports.books.open([emptyPosition({ ...next, accountId: next.id }, TODAY)]);
    });
    await repay(given, 800_000);
    expect(await look()).toEqual(NOTHING);
    expect(await actionNow(store, act)).toMatchObject({ lookAt: null, returnOpenedAt: null });
    expect(await messagesOf(store, 'clearline.credit-account.way-back-opened.v1')).toEqual([]);
  });

  test('a window that slides on is looked at every day without any event', async () => {
    const given = await givenLines(ports);
    const { customer } = given;
    const kind = 'CASH_OUT' as const;
    const activities = [1, 2, 3].map(() => ({
      id: newId(),
      customerId: customer.id,
      occurredAt: store.clock.now(),
      kind,
      money: cny(1_000),
    }));
    await recordActivities(ports, paymentSystem, activities);
    const often = {
      kind: 'CHARACTERISTIC_AT_LEAST',
      characteristicId: 'outflows_15d',
      atLeast: 3,
    } as const;
    await acted(store, given, aMeasure({ kind: 'SUSPENSION' }, [often], { grounds: 'BEHAVIOUR' }));
    let days = 0;
    for (; (await look()).returned === 0 && days < 30; days += 1) store.clock.advance(DAY_MS);
    expect(days).toBe(15);
    expect((await lineNow(store, given)).status).toBe('ACTIVE');
  });

  test('what followed from a decision goes the way of its cause', async () => {
    const given = await givenLines(ports, [USED, {}]);
    const measure = aMeasure({ kind: 'SUSPENSION' }, undefined, { linkedDecreasePpm: 200_000 });
    const [own, linked] = await acted(store, given, measure);
    const other = { account: given.accounts[1] ?? given.account };
    expect((await lineNow(store, other)).limitMinor).toBe(800_000);
    await repay(given, 800_000);
    expect(await look()).toEqual({ ...NOTHING, returned: 2 });
    expect((await lineNow(store, other)).limitMinor).toBe(1_000_000);
    const [cause] = await decisionsOn(given);
    const [decision] = await decisionsOn(other);
    expect(decision).toMatchObject({
      kind: 'REINSTATEMENT',
      reasons: [{ code: 'DECISION_RETURNED' }],
      reverses: linked?.decision.id,
      causedBy: cause?.id,
    });
    expect(cause?.reverses).toBe(own.decision.id);
  });

  test('due work looks at what is due, once', async () => {
    const given = await givenLines(ports, [USED]);
    await acted(store, given, aMeasure({ kind: 'SUSPENSION' }));
    await repay(given, 800_000);
    const done = await runDueWork(ports);
    expect(done).toMatchObject({ actionsReturned: 1, actionsEffected: 0, waysBackOpened: 0 });
    expect(await runDueWork(ports)).toMatchObject({ actionsReturned: 0 });
  });

  test('an action without conditions is never looked at', async () => {
    const given = await givenLines(ports);
    const [act] = await acted(store, given, aMeasure({ kind: 'SUSPENSION' }, []));
    store.clock.advance(400 * DAY_MS);
    expect(await look()).toEqual(NOTHING);
    expect((await actionNow(store, act)).status).toBe('IN_FORCE');
  });

  test('two workers at once return an action once', async () => {
    const given = await givenLines(ports, [USED]);
    await acted(store, given, aMeasure({ kind: 'SUSPENSION' }));
    await repay(given, 800_000);
    const both = await Promise.all([look(), look()]);
    expect(both.map(({ returned }) => returned).toSorted()).toEqual([0, 1]);
    expect((await decisionsOn(given)).map(({ kind }) => kind)).toEqual([
      'REINSTATEMENT',
      'SUSPENSION',
    ]);
  });

  test('a customer for whom it fails keeps no other one waiting, and is due again', async () => {
    const givens = [await givenLines(ports, [USED]), await givenLines(ports, [USED])] as const;
    for (const given of givens) {
      await acted(store, given, aMeasure({ kind: 'SUSPENSION' }));
      await repay(given, 800_000);
    }
    const planted = new Error('a planted failure');
    const { customers } = ports;
    const failing: Ports = {
      ...ports,
      customers: {
        ...customers,
        find: (ids) => customers.find(ids),
        add: (all) => customers.add(all),
        async lock(ids) {
          if (ids.includes(givens[0].customer.id)) throw planted;
          return customers.lock(ids);
        },
      },
    };
    const failures: unknown[] = [];
    const done = await lookAtActions(failing, store.clock.now(), failures);
    expect([done.returned, failures]).toEqual([1, [planted]]);
    expect((await lineNow(store, givens[0])).status).toBe('SUSPENDED');
    expect(await look()).toMatchObject({ returned: 1 });
  });

  describe('a failure of any write', () => {
    test('of a return leaves everything as it was', async () => {
      const given = await givenLines(ports, [USED, {}]);
      const measure = aMeasure({ kind: 'SUSPENSION' }, undefined, { linkedDecreasePpm: 200_000 });
      await acted(store, given, measure);
      await repay(given, 800_000);
      const writes = await expectWholeOrNothing(store, (on) => lookOrThrow(on));
      expect(writes).toBeGreaterThan(6);
      expect((await lineNow(store, given)).status).toBe('ACTIVE');
    });

    test('of an offer leaves everything as it was', async () => {
      const given = await givenLines(ports, [USED]);
      await acted(store, given, aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }));
      await repay(given, 800_000);
      expect(await expectWholeOrNothing(store, (on) => lookOrThrow(on))).toBeGreaterThan(6);
      expect(await store.count('credit_application')).toBe(1);
    });
  });

  async function lookOrThrow(on: Ports): Promise<void> {
    const failures: unknown[] = [];
    await lookAtActions(on, store.clock.now(), failures);
    if (failures.length > 0) throw failures[0];
  }
});
