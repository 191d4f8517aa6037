/** An offer that nobody applied for: what it is, what stands against it, and that it opens nothing. */
import { beforeEach, expect, test } from '@jest/globals';
import { acceptOffer } from '../../src/application/accept-offer.js';
import { applyForLine } from '../../src/application/apply-for-line.js';
import { lapseOffers } from '../../src/application/end-offers.js';
import { offerReturn, type ReturnOffer } from '../../src/application/offer-return.js';
import { OFFER_DAYS } from '../../src/domain/credit-account/way-back.js';
import { packFor } from '../../src/domain/policy/jurisdiction-pack.js';
import { localDate } from '../../src/domain/time.js';
import { borrowerOf } from '../support/actors.js';
import { cny, key } from '../support/operated.js';
import { aStatement, type Given, givenLines } from '../support/portfolio.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';
import { acted, aMeasure, lineNow, messagesOf } from './acting.js';

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const WHY = { code: 'CONDITIONS_MET', values: {} };

  const offer = ({ customer }: Given, wish: ReturnOffer) =>
    ports.inTransaction(async () => {
      await ports.customers.lock([customer.id]);
      const now = store.clock.now();
      const today = localDate(now, 'Asia/Shanghai');
      const pack = packFor({ jurisdiction: 'CN', agreementDate: today, onDate: today });
      if (!pack) throw new Error('no pack');
      const accountsOf = () => ports.accounts.ofCustomers([customer.id]);
      const reading = await ports.ledger.readAhead(customer, now, accountsOf);
      return offerReturn(ports, { customer, pack, today, now, reading }, wish);
    });
  const made = async (...given: Parameters<typeof offer>) => {
    const result = await offer(...given);
    if ('against' in result) throw new Error(JSON.stringify(result.against));
    return result;
  };
  /** A line that the institution closed, with the decision. */
  const closed = async (owedMinor = 0) => {
    const given = await givenLines(ports, [{ position: { principalMinor: owedMinor } }]);
    const [{ decision }] = await acted(store, given, aMeasure({ kind: 'CLOSURE' }, []));
    const account = await lineNow(store, given);
    return { given, account, decision };
  };

  test('a machine offers by the limit policy, at most what there was; a person the same limit', async () => {
    const { given, account, decision } = await closed();
    const byMachine = { account, decision, decidedBy: 'action-policy:1', reason: WHY } as const;
    const machines = await made(given, { ...byMachine, madeBy: 'MACHINE' });
    const band = machines.application.offer?.band ?? '';
    const { newLinePpm } = await ports.limitPolicies.current();
    const share = (newLinePpm[band] ?? 0) / 1_000_000;
    expect(machines.application.offer?.limitMinor).toBe(1_000_000 * share);
    const persons = await made(given, { ...byMachine, decidedBy: 'reviewer-1', madeBy: 'STAFF' });
    expect(persons.application.offer?.limitMinor).toBe(1_000_000);
    expect(persons.decision).toMatchObject({
      kind: 'APPLICATION',
      grounds: decision.grounds,
      reasons: [WHY],
      decidedBy: 'reviewer-1',
      madeBy: 'STAFF',
      causedBy: decision.id,
      adverseAction: false,
    });
    const lower = await made(given, { ...byMachine, madeBy: 'MACHINE', limitMinor: 1 });
    expect(lower.application.offer?.limitMinor).toBe(1);
  });

  test('nothing is opened by it, and unanswered it lapses like any other', async () => {
    const { given, account, decision } = await closed();
    const wish = { account, decision, decidedBy: 'x', madeBy: 'STAFF', reason: WHY } as const;
    const { application } = await made(given, wish);
    expect(await store.count('credit_account')).toBe(1);
    const [told] = await messagesOf(store, 'clearline.credit-application.decided.v1');
    expect(told).toMatchObject({ applicationId: application.id, status: 'OFFERED' });
    store.clock.advance(OFFER_DAYS * DAY_MS);
    expect(await lapseOffers(ports, store.clock.now())).toBe(1);
    const wanted = { applicationId: application.id, ...key() };
    const late = await acceptOffer(ports, borrowerOf(given.customer), wanted);
    expect(late).toMatchObject({ refusals: [{ code: 'OFFER_NOT_OPEN', status: 'LAPSED' }] });
  });

  test('a line that is still repaid does not stand against its own successor alone', async () => {
    const { given, account, decision } = await closed(50_000);
    expect(account.status).toBe('RUN_OFF');
    const wish = { account, decision, decidedBy: 'x', madeBy: 'STAFF', reason: WHY } as const;
    const { application } = await made(given, wish);
    const wanted = { applicationId: application.id, ...key() };
    const accepted = await acceptOffer(ports, borrowerOf(given.customer), wanted);
    expect(accepted).toMatchObject({ account: { status: 'ACTIVE' } });
    const again = await offer(given, wish);
    expect(again).toMatchObject({ against: [{ code: 'LINE_ALREADY_HELD' }] });
    // An application of the customer's own goes by the rules that it always did.
    const applied = await applyForLine(ports, borrowerOf(given.customer), {
      productId: given.product.id,
      requestedLimit: cny(100_000),
      ...key(),
    });
    expect(applied).toMatchObject({ refusals: [{ code: 'LINE_ALREADY_HELD' }] });
  });

  test('what is overdue stands against it, whoever wants it', async () => {
    const { given, account, decision } = await closed(50_000);
    const overdue = aStatement(account, { dueOn: '2026-11-01' });
    await ports.inTransaction(() => ports.books.addStatements([overdue]));
    for (const madeBy of ['STAFF', 'MACHINE'] as const) {
      const wish = { account, decision, decidedBy: 'x', madeBy, reason: WHY };
      const result = await offer(given, wish);
      expect(result).toMatchObject({ against: [{ code: 'OVERDUE' }] });
    }
    expect(await store.count('credit_application')).toBe(0);
  });

  test('an application that was not granted is answered by an offer of what was asked for', async () => {
    const { given, decision } = await closed();
    const applied = await applyForLine(ports, borrowerOf(given.customer), {
      productId: given.product.id,
      requestedLimit: cny(300_000),
      ...key(),
    });
    if ('refusals' in applied) throw new Error(JSON.stringify(applied.refusals));
    const account = applied.application;
    const wish = { account, decision, decidedBy: 'x', madeBy: 'STAFF', reason: WHY } as const;
    const { application } = await made(given, wish);
    expect(application).toMatchObject({
      previousAccountId: given.account.id,
      requestedLimitMinor: 300_000,
      offer: { limitMinor: 300_000 },
    });
  });
});
