/** What becomes of an offer: a new line that names the old one, a no, or nothing in time. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { acceptOffer, turnDownOffer } from '../../src/application/accept-offer.js';
import { applyForLine } from '../../src/application/apply-for-line.js';
import { closeAccount } from '../../src/application/close-account.js';
import { lapseOffers } from '../../src/application/end-offers.js';
import { authorizeUse } from '../../src/application/operate-line.js';
import type { Ports } from '../../src/application/ports.js';
import { recordActivities } from '../../src/application/record-activities.js';
import { OFFER_DAYS } from '../../src/domain/credit-account/way-back.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { aStatement, type Given, givenLines, newId, TODAY } from '../support/portfolio.js';
import { DAY_MS, describeStores, HOUR_MS, NOW, type Store } from '../support/stores.js';

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  let given: Given;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
    given = await givenLines(ports);
    const closed = await closeAccount(ports, borrowerOf(given.customer), {
      accountId: given.account.id,
      expectedVersion: 1,
      idempotencyKey: 'close',
    });
    expect(closed).not.toHaveProperty('refusals');
  });

  const offered = async (of = given): Promise<string> => {
    const result = await applyForLine(ports, borrowerOf(of.customer), {
      productId: given.product.id,
      requestedLimit: { minor: 500_000, currency: 'CNY' },
      idempotencyKey: newId(),
    });
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    expect(result.application.status).toBe('OFFERED');
    return result.application.id;
  };
  const accept = (applicationId: string, idempotencyKey: string = newId(), of = given) =>
    acceptOffer(ports, borrowerOf(of.customer), { applicationId, idempotencyKey });
  const turnDown = (applicationId: string, idempotencyKey: string = newId(), of = given) =>
    turnDownOffer(ports, borrowerOf(of.customer), { applicationId, idempotencyKey });
  const stored = async (id: string) => (await ports.applications.find([id]))[0];
  const unchanged = async (work: () => Promise<unknown>, refusal: object) => {
    const before = await store.dump();
    expect(await work()).toMatchObject({ refusals: [refusal] });
    expect(await store.dump()).toEqual(before);
  };

  describe('acceptance', () => {
    test('opens a new line that names the old one, which stays closed', async () => {
      const id = await offered();
      store.clock.advance(HOUR_MS);
      const result = await accept(id);
      if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
      const { account, application, receipt } = result;
      expect(account).toMatchObject({
        status: 'ACTIVE',
        previousAccountId: given.account.id,
        productId: given.product.id,
        limitMinor: application.offer?.limitMinor,
        agreementDate: TODAY,
        openedAt: NOW + HOUR_MS,
        capabilities: given.product.capabilities,
        version: 1,
      });
      expect(account.id).not.toBe(given.account.id);
      expect(application).toMatchObject({ status: 'ACCEPTED', accountId: account.id });
      expect(await stored(id)).toEqual(application);
      const [old] = await ports.accounts.find([given.account.id]);
      expect(old?.status).toBe('CLOSED');
      const [message] = (await store.outbox()).slice(-1);
      expect(message).toMatchObject({
        type: 'clearline.credit-account.opened.v1',
        subject: account.id,
        data: { applicationId: id, previousAccountId: given.account.id },
      });
      expect(JSON.parse(receipt.contentJson)).toMatchObject({
        type: 'credit-account.opened',
        accountId: account.id,
      });
      const [day] = await ports.activities.days([given.customer.id], TODAY, TODAY);
      expect(day?.counts).toEqual({ LINE_CLOSED: 1, APPLICATION: 1, LINE_OPENED: 1 });
    });

    test('gives a line that can be used, while the old one cannot', async () => {
      const result = await accept(await offered());
      if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
      const use = (accountId: string) =>
        authorizeUse(ports, paymentSystem, {
          accountId,
          capability: 'PAY',
          amount: { minor: 1_000, currency: 'CNY' },
          idempotencyKey: newId(),
        });
      expect(await use(result.account.id)).toHaveProperty('made');
      expect(await use(given.account.id)).toMatchObject({ refusals: [{ code: 'USE_ENDED' }] });
    });

    test('takes the end of the relationship back', async () => {
      const ends: (string | null)[] = [];
      const setRelationshipEnd: Ports['retention']['setRelationshipEnd'] = async (...end) => {
        ends.push(end[1]);
        return ports.retention.setRelationshipEnd(...end);
      };
      const watched = { ...ports, retention: { ...ports.retention, setRelationshipEnd } };
      const applicationId = await offered();
      const input = { applicationId, idempotencyKey: 'k' };
      await acceptOffer(watched, borrowerOf(given.customer), input);
      expect(ends).toEqual([null]);
      expect(await ports.retention.dueCustomers('9999-12-31', { after: null, limit: 9 })).toEqual(
        [],
      );
    });

    test('happens once: by its key, at once, and by two offers', async () => {
      const [first, second] = [await offered(), await offered()];
      const answers = await Promise.all([accept(first, 'a'), accept(first, 'b'), accept(second)]);
      const opened = answers.flatMap((each) => ('account' in each ? [each.account] : []));
      expect(opened).toHaveLength(1);
      const refused = answers.flatMap((each) => ('refusals' in each ? each.refusals : []));
      for (const { code } of refused) expect(['OFFER_NOT_OPEN', 'NOT_ELIGIBLE']).toContain(code);
      expect(await store.count('credit_account')).toBe(2);
      const winner = answers.findIndex((each) => 'account' in each);
      const replayed = await [
        () => accept(first, 'a'),
        () => accept(first, 'b'),
        () => accept(second),
      ][winner]!();
      if (winner < 2) expect(replayed).toEqual(answers[winner]);
      expect(await store.count('credit_account')).toBe(2);
    });

    test('ends the other offers of the product: none of them outlives the line that is opened', async () => {
      const [first, second] = [await offered(), await offered()];
      const opened = await accept(first);
      if ('refusals' in opened) throw new Error(JSON.stringify(opened.refusals));
      expect(await stored(second)).toMatchObject({ status: 'TURNED_DOWN', endedAt: NOW });
      const closed = await closeAccount(ports, borrowerOf(given.customer), {
        accountId: opened.account.id,
        expectedVersion: 1,
        idempotencyKey: newId(),
      });
      expect(closed).not.toHaveProperty('refusals');
      // Who comes back is assessed anew, also within the days of an older offer.
      await unchanged(() => accept(second), { code: 'OFFER_NOT_OPEN', status: 'TURNED_DOWN' });
    });

    test('the same key twice at once opens one line and answers both', async () => {
      const id = await offered();
      const [one, other] = await Promise.all([accept(id, 'k'), accept(id, 'k')]);
      expect(one).toHaveProperty('account');
      expect(other).toEqual(one);
      await unchanged(async () => accept(newId(), 'k'), { code: 'IDEMPOTENCY_KEY_REUSED' });
    });

    test('is refused after the offer lapsed, to the moment, whether or not it was swept', async () => {
      const id = await offered();
      store.clock.advance(OFFER_DAYS * DAY_MS - 1);
      const early = await offered();
      store.clock.advance(1);
      await unchanged(() => accept(id), { code: 'OFFER_NOT_OPEN', status: 'LAPSED' });
      await lapseOffers(ports, store.clock.now());
      await unchanged(() => accept(id), { code: 'OFFER_NOT_OPEN', status: 'LAPSED' });
      expect(await accept(early)).toHaveProperty('account');
    });

    test('is refused for what is another’s or nobody’s, alike', async () => {
      const id = await offered();
      const other = await givenLines(ports);
      const notFound = { code: 'APPLICATION_NOT_FOUND' };
      await unchanged(() => accept(id, 'k', other), notFound);
      await unchanged(() => accept(newId(), 'k', other), notFound);
      await unchanged(() => turnDown(id, 'k', other), notFound);
      const input = { applicationId: id, idempotencyKey: 'k' };
      for (const actor of [agent, paymentSystem]) {
        await unchanged(() => acceptOffer(ports, actor, input), { code: 'FORBIDDEN' });
        await unchanged(() => turnDownOffer(ports, actor, input), { code: 'FORBIDDEN' });
      }
      expect((await stored(id))?.status).toBe('OFFERED');
    });

    test('is refused while a rule holds back new credit, and told until when', async () => {
      const id = await offered();
      const closings = [1, 2].map((days) => ({
        id: newId(),
        customerId: given.customer.id,
        occurredAt: NOW - days * DAY_MS,
        kind: 'LINE_CLOSED' as const,
      }));
      expect(await recordActivities(ports, paymentSystem, closings)).toHaveProperty('made');
      await unchanged(() => accept(id), {
        code: 'NOT_ELIGIBLE',
        reasons: [
          { code: 'CLOSING_FREQUENT', until: expect.stringMatching(/^2027-05-\d\d$/) as unknown },
        ],
      });
    });

    test('is refused while a due is missed', async () => {
      const { customer } = await givenLines(ports, [
        { position: { principalMinor: 50_000, duesMinor: 10_000 } },
      ]);
      const [account] = await ports.accounts.ofCustomers([customer.id]);
      const of = { ...given, customer };
      const id = await offered(of);
      await ports.books.addStatements([aStatement(account!)]);
      await unchanged(() => accept(id, 'k', of), {
        code: 'NOT_ELIGIBLE',
        reasons: [{ code: 'OVERDUE', until: null }],
      });
    });

    test('that cannot be written down opens nothing', async () => {
      const id = await offered();
      const before = await store.dump();
      const append = async () => {
        throw new Error('the log is full');
      };
      const broken = { ...ports, outbox: { ...ports.outbox, append } };
      const input = { applicationId: id, idempotencyKey: 'k' };
      const accepting = acceptOffer(broken, borrowerOf(given.customer), input);
      await expect(accepting).rejects.toThrow('full');
      expect(await store.dump()).toEqual(before);
      expect(await accept(id, 'k')).toHaveProperty('account');
    });
  });

  test('an offer that is turned down stays so, and a new application is free', async () => {
    const id = await offered();
    const first = await turnDown(id, 'k');
    expect(first).toMatchObject({ application: { status: 'TURNED_DOWN', endedAt: NOW } });
    const before = await store.dump();
    expect(await turnDown(id, 'k')).toEqual(first);
    expect(await store.dump()).toEqual(before);
    await unchanged(() => accept(id), { code: 'OFFER_NOT_OPEN', status: 'TURNED_DOWN' });
    await unchanged(() => turnDown(id), { code: 'OFFER_NOT_OPEN' });
    expect((await store.outbox()).at(-1)).toMatchObject({
      type: 'clearline.credit-application.turned-down.v1',
    });
    expect(await accept(await offered())).toHaveProperty('account');
  });

  test('offers lapse when their time is over, each once, and no others', async () => {
    const ids = [await offered(), await offered()];
    const answered = await offered();
    await turnDown(answered);
    expect(await lapseOffers(ports, store.clock.now())).toBe(0);
    store.clock.advance(OFFER_DAYS * DAY_MS);
    const later = await offered();
    const now = store.clock.now();
    expect(await lapseOffers(ports, now)).toBe(2);
    for (const id of ids) {
      expect(await stored(id)).toMatchObject({ status: 'LAPSED', endedAt: now, accountId: null });
    }
    expect((await stored(answered))?.status).toBe('TURNED_DOWN');
    expect((await stored(later))?.status).toBe('OFFERED');
    const before = await store.dump();
    expect(await lapseOffers(ports, now)).toBe(0);
    expect(await store.dump()).toEqual(before);
    // One that was answered between the worker's look and its lock keeps its answer.
    const [seen] = await ports.applications.find([answered]);
    const lapsed = async () => [{ ...seen!, status: 'OFFERED' as const, endedAt: null }];
    const late = { ...ports, applications: { ...ports.applications, lapsed } };
    expect(await lapseOffers(late, now)).toBe(0);
    expect(await store.dump()).toEqual(before);
    const told = (await store.outbox()).filter(({ type }) => type.endsWith('.lapsed.v1'));
    expect(told).toHaveLength(2);
  });
});
