/**
 * The way back of a line that the creditor has ended: the customer's own application is taken in its
 * place, assessed afresh, and nothing of the ended line comes back beside the new one.
 */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { acceptOffer } from '../../src/application/accept-offer.js';
import { type ApplyForLineInput, applyForLine } from '../../src/application/apply-for-line.js';
import { eligibilityOf } from '../../src/application/ask-eligibility.js';
import { lapseOffers } from '../../src/application/end-offers.js';
import { postAmount } from '../../src/application/operate-line.js';
import { lookAtActions } from '../../src/application/return-watch.js';
import { evolve } from '../../src/domain/credit-account/evolve.js';
import { noticeText } from '../../src/domain/platform-action/notice-text.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { taken } from '../support/measures.js';
import { key, made } from '../support/operated.js';
import { aStatement, type Given, type GivenLine, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';
import { acted, actionNow, aMeasure, lineNow } from './acting.js';

/** Owes 9,500 of a limit of 10,000. */
const USED: GivenLine = { position: { principalMinor: 950_000 } };
const IN = {
  EU: { customer: { jurisdiction: 'EU' }, product: { currency: 'EUR' } },
  US: { customer: { jurisdiction: 'US' }, product: { currency: 'USD' } },
  CN: {},
} as const;

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const look = async () => {
    const failures: unknown[] = [];
    const done = await lookAtActions(ports, store.clock.now(), failures);
    expect(failures).toEqual([]);
    return done;
  };
  const repay = async ({ account }: Given, minor: number) => {
    const amount = { minor, currency: account.currency };
    const input = { accountId: account.id, amount, ...key() };
    made(await postAmount(ports, paymentSystem, 'REPAYMENT', input));
  };
  const apply = (given: Given, over: Partial<ApplyForLineInput> = {}) =>
    applyForLine(ports, borrowerOf(given.customer), {
      productId: given.product.id,
      requestedLimit: { minor: 500_000, currency: given.account.currency },
      ...key(),
      ...over,
    });
  const answered = async (given: Given, over: Partial<ApplyForLineInput> = {}) => {
    const result = await apply(given, over);
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    return result;
  };
  const accept = (given: Given, applicationId: string) =>
    acceptOffer(ports, borrowerOf(given.customer), { applicationId, ...key() });
  const eligible = (given: Given) =>
    eligibilityOf(
      ports,
      borrowerOf(given.customer),
      { customerId: given.customer.id, productId: given.product.id },
      store.clock.now(),
    );
  const textsOf = async (decisionId: string) =>
    (await ports.notices.ofDecisions([decisionId])).map((notice) =>
      noticeText(notice, 'en').replaceAll(/\s+/g, ' '),
    );
  /** The right has ended for nine tenths of the limit in use, of which so much is left. */
  const ended = async (where: keyof typeof IN, leftMinor: number, lines: GivenLine[] = [USED]) => {
    const given = await givenLines(ports, lines, IN[where]);
    const [act] = await acted(store, given, aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }));
    await repay(given, 950_000 - leftMinor);
    return { given, act };
  };

  describe.each(['EU', 'US'] as const)('in the %s', (where) => {
    test.each([150_000, 0])(
      'whoever is told to be welcome is, with %i still owed',
      async (left) => {
        const { given, act } = await ended(where, left);
        expect(await look()).toMatchObject({ opened: 1 });
        expect((await textsOf(act.decision.id)).at(-1)).toContain('your application is welcome');
        expect(await eligible(given)).toMatchObject({ eligible: true, reasons: [] });
        const before = await lineNow(store, given);
        const { application } = await answered(given);
        expect(application).toMatchObject({
          status: 'OFFERED',
          previousAccountId: given.account.id,
        });
        const accepted = await accept(given, application.id);
        expect(accepted).toMatchObject({
          account: { status: 'ACTIVE', previousAccountId: given.account.id },
        });
        expect(await lineNow(store, given)).toEqual(before);
        expect(before.status).toBe('DRAWDOWN_ENDED');
      },
    );

    test('nobody is told to be welcome while something stands against it', async () => {
      const given = await givenLines(ports, [{ position: { principalMinor: 100_000 } }], IN[where]);
      const due = { minimumDueMinor: 10_000 };
      await ports.inTransaction(() =>
        ports.books.addStatements([
          aStatement(given.account, {
            ...due,
            period: '2026-08',
            closedOn: '2026-08-31',
            dueOn: '2026-09-20',
            duesCumulativeMinor: 10_000,
          }),
          aStatement(given.account, {
            ...due,
            period: '2026-09',
            closedOn: '2026-09-30',
            dueOn: '2026-10-20',
            duesCumulativeMinor: 20_000,
          }),
        ]),
      );
      const late = { kind: 'OVERDUE_DAYS_AT_LEAST', days: 60 } as const;
      const measure = aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }, [late], {
        grounds: 'DELINQUENCY',
      });
      const [act] = await acted(store, given, measure);
      await repay(given, 10_000);
      expect(await look()).toMatchObject({ opened: 0 });
      expect(await textsOf(act.decision.id)).toHaveLength(1);
      expect((await actionNow(store, act)).returnOpenedAt).toBeNull();
      store.clock.advance(DAY_MS);
      await repay(given, 10_500);
      expect(await look()).toMatchObject({ opened: 1 });
      expect((await textsOf(act.decision.id)).at(-1)).toContain('your application is welcome');
    });
  });

  test('what was ended is declined while what it was ended for is still so, with the figure', async () => {
    const { given } = await ended('EU', 940_000);
    const { application, decision } = await answered(given);
    expect(application).toMatchObject({ status: 'DECLINED', previousAccountId: given.account.id });
    expect(decision).toMatchObject({
      grounds: 'BEHAVIOUR',
      adverseAction: true,
    });
    expect(decision.reasons.map(({ code }) => code)).toEqual([
      'AGAINST_CAUSE_HOLDS',
      'LINE_NEARLY_FULL',
      'AGAINST_OWED_LEAVES_NO_ROOM',
    ]);
    expect(decision.reasons[1]?.text?.en).toMatch(/^Of your line “.+”, opened on .+94%/);
    expect(await eligible(given)).toMatchObject({ reasons: [{ code: 'CAUSE_HOLDS' }] });
    const [text = ''] = await textsOf(decision.id);
    expect(text).toContain('What we ended or lowered the earlier credit for is still so.');
  });

  test('what looked at nothing of the customer is for a person to look at, who can grant it', async () => {
    const given = await givenLines(ports, [{}], IN.EU);
    const named = { statement: 'By the order of 20 November 2026.' };
    await taken(ports, given.account.id, 'regulation-end', named);
    const { application, decision } = await answered(given);
    expect(application).toMatchObject({ status: 'REFERRED', offer: null });
    expect(decision).toMatchObject({
      adverseAction: false,
      reasons: [{ code: 'AGAINST_CAUSE_FOR_A_PERSON' }],
    });
    expect(await ports.appeals.ofDecisions([decision.id])).toMatchObject([
      { kind: 'REFERRAL', status: 'OPEN' },
    ]);
    expect(await eligible(given)).toMatchObject({ reasons: [{ code: 'CAUSE_FOR_A_PERSON' }] });
  });

  test('a new limit and the debt on the line before are together no more than one limit', async () => {
    const limits: (number | undefined)[] = [];
    for (const left of [0, 150_000]) {
      const { given } = await ended('EU', left);
      const { application, decision } = await answered(given);
      limits.push(application.offer?.limitMinor);
      const codes = decision.reasons.map(({ code }) => code);
      expect(codes.includes('LINE_OFFERED_BESIDE_DEBT')).toBe(left > 0);
    }
    const [whole = 0, beside = 0] = limits;
    expect(whole - beside).toBe(150_000);
    const { given } = await ended('EU', 600_000);
    const { application, decision } = await answered(given);
    expect(application.status).toBe('DECLINED');
    expect(decision.reasons).toMatchObject([{ code: 'AGAINST_OWED_LEAVES_NO_ROOM' }]);
  });

  test('a line that is replaced is not replaced a second time', async () => {
    const { given } = await ended('EU', 0);
    const [first, second] = [await answered(given), await answered(given)];
    const accepted = await accept(given, first.application.id);
    if ('refusals' in accepted) throw new Error(JSON.stringify(accepted.refusals));
    const { id: accountId } = accepted.account;
    expect(await accept(given, second.application.id)).toMatchObject({
      refusals: [{ code: 'OFFER_NOT_OPEN', status: 'TURNED_DOWN' }],
    });
    const held = { refusals: [{ code: 'LINE_ALREADY_HELD', accountId }] };
    expect(await apply(given)).toEqual(held);
    expect(await apply(given, { previousAccountId: given.account.id })).toEqual(held);
    expect(await eligible(given)).toMatchObject({ reasons: [{ code: 'LINE_ALREADY_HELD' }] });
  });

  test('nor for another product of the creditor, where its own place is taken', async () => {
    const { given } = await ended('EU', 0);
    const { product: other } = await givenLines(ports, [], IN.EU);
    const previousAccountId = given.account.id;
    const wish = { productId: other.id, previousAccountId };
    const { application } = await answered(given, wish);
    const accepted = await accept(given, application.id);
    if ('refusals' in accepted) throw new Error(JSON.stringify(accepted.refusals));
    const refusals = [{ code: 'LINE_ALREADY_HELD', accountId: accepted.account.id }];
    expect(await apply(given)).toEqual({ refusals });
  });

  test('a line that was there beside the ended one does not stand in the way', async () => {
    const { given } = await ended('US', 0, [USED, {}]);
    const { application } = await answered(given);
    expect(application).toMatchObject({ status: 'OFFERED', previousAccountId: given.account.id });
    expect(await accept(given, application.id)).toMatchObject({ account: { status: 'ACTIVE' } });
    expect(await apply(given)).toMatchObject({ refusals: [{ code: 'LINE_ALREADY_HELD' }] });
  });

  test.each(['DRAWDOWN_RIGHT_ENDED', 'CLOSURE'] as const)(
    'after an offer that lapsed, of %s, the customer can apply, as the notice says',
    async (kind) => {
      const given = await givenLines(ports, [USED]);
      const [act] = await acted(store, given, aMeasure({ kind }));
      await repay(given, 800_000);
      expect(await look()).toMatchObject({ opened: 1 });
      expect((await textsOf(act.decision.id)).at(-1)).toContain(
        'If you let that day pass, you can apply for a line yourself at any time',
      );
      store.clock.advance(20 * DAY_MS);
      expect(await lapseOffers(ports, store.clock.now())).toBe(1);
      expect(await look()).toMatchObject({ opened: 0 });
      const { application } = await answered(given);
      expect(application).toMatchObject({ status: 'OFFERED', previousAccountId: given.account.id });
    },
  );

  test('what the customer has closed is not replaced while it is still owed on', async () => {
    const given = await givenLines(ports, [USED]);
    const made = { closureId: newId(), outcome: 'RUN_OFF', revoked: [] } as const;
    const closing = { type: 'ClosureMade', ...made, limitCountsUntil: null, at: NOW } as const;
    await ports.inTransaction(() => ports.accounts.save(evolve(given.account, closing)));
    const { id: accountId } = given.account;
    expect(await apply(given)).toEqual({ refusals: [{ code: 'LINE_ALREADY_HELD', accountId }] });
    expect(await apply(given, { previousAccountId: accountId })).toMatchObject({
      refusals: [{ code: 'PREVIOUS_LINE_NOT_CLOSED' }, { code: 'LINE_ALREADY_HELD' }],
    });
  });
});
