/** Closing by a quote: what was promised is what happens, or nothing does and the customer is told. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { CloseAccountInput } from '../../src/application/close-account.js';
import { decreaseLimit } from '../../src/application/decrease-limit.js';
import { authorizeUse, captureUse, postAmount } from '../../src/application/operate-line.js';
import type { Ports } from '../../src/application/ports.js';
import { recordActivities } from '../../src/application/record-activities.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import type { ClosureQuote, QuotedEffect } from '../../src/domain/credit-account/closure-quote.js';
import type { Capability } from '../../src/domain/credit-account/credit-account.js';
import { shippedLimitPolicy } from '../../src/infrastructure/limit-policies/shipped.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import {
  closedOwn,
  closeOwn,
  givenHistory,
  lineAt,
  ownPreview,
  previewed,
} from '../support/closings.js';
import { cny, key, made } from '../support/operated.js';
import {
  aHold,
  aPlan,
  expertScorecard,
  type Given,
  givenLines,
  newId,
} from '../support/portfolio.js';
import { DAY_MS, describeStores, HOUR_MS, type Store } from '../support/stores.js';

const DEBT = { principalMinor: 200_000, interestThrough: '2026-11-15' };

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const authorize = async (accountId: string, capability: Capability, minor: number) =>
    made(
      await authorizeUse(ports, paymentSystem, {
        accountId,
        capability,
        amount: cny(minor),
        ...key(),
      }),
    );
  const posted = async (accountId: string, kind: 'REPAYMENT' | 'FEE', minor: number) =>
    made(await postAmount(ports, paymentSystem, kind, { accountId, amount: cny(minor), ...key() }));
  const purchased = async (accountId: string, minor: number) => {
    const { id: holdId } = await authorize(accountId, 'PAY', minor);
    made(await captureUse(ports, paymentSystem, { holdId, amount: cny(minor), ...key() }));
  };
  /** Refused, with nothing of it left in the store. */
  async function refusalsOf(given: Given, over: Partial<CloseAccountInput>) {
    const before = await store.dump();
    const result = await closeOwn(ports, given, over);
    expect(await store.dump()).toEqual(before);
    if (!('refusals' in result)) throw new Error('it was closed');
    return result.refusals;
  }
  async function differencesOf(given: Given, over: Partial<CloseAccountInput>) {
    const [refusal, ...more] = await refusalsOf(given, over);
    expect(more).toEqual([]);
    if (refusal?.code !== 'QUOTE_CHANGED') throw new Error(JSON.stringify(refusal));
    return refusal.differences;
  }

  /** Everything that a closing leaves, against what its quote said. */
  async function expectAsPromised(given: Given, { effects, ...quote }: ClosureQuote) {
    const { closure, account } = await closedOwn(ports, given, {
      quoteId: quote.id,
      allowRunOff: true,
    });
    const { outcome, revoked, stopped, releasedHolds, restrictions, limitCountsUntil } = effects;
    expect(closure).toMatchObject({
      quoteId: quote.id,
      motive: quote.motive,
      outcome,
      revoked,
      stopped,
      releasedHolds,
      restrictions,
      limitCountsUntil,
      scoreBefore: effects.scoreBefore,
      scoreAfter: effects.scoreAfter,
      scorecardVersion: quote.scorecardVersion,
      limitPolicyVersion: quote.limitPolicyVersion,
      packEdition: quote.packEdition,
    });
    expect(closure.linkedLimits.map(({ decisionId, ...move }) => move)).toEqual(
      effects.linkedLimits,
    );
    expect(account).toMatchObject({ status: outcome, limitCountsUntil });
    const accounts = await ports.accounts.ofCustomers([given.customer.id]);
    for (const { id, limitMinor, version } of given.accounts) {
      const move = effects.linkedLimits.find(({ accountId }) => accountId === id);
      const after = accounts.find((each) => each.id === id);
      expect(after).toMatchObject({ limitMinor: move?.toMinor ?? limitMinor });
      if (move) expect(after?.version).toBe(version + 1);
    }
    const ids = [closure.assessmentBeforeId ?? '', closure.assessmentAfterId];
    const assessments = await ports.riskProfiles.byId(ids);
    const [before, after] = ids.map((id) => assessments.find((each) => each.id === id));
    const told = ({ score, band, rules }: NonNullable<typeof before>) => [
      score,
      band,
      rules?.newCredit,
    ];
    if (!before || !after) throw new Error('no assessments');
    const { scoreBefore, bandBefore, newCreditBefore } = effects;
    expect(told(before)).toEqual([scoreBefore, bandBefore, newCreditBefore]);
    expect(told(after)).toEqual([effects.scoreAfter, effects.bandAfter, effects.newCreditAfter]);
    expect(await ports.books.refundsOf([given.account.id])).toMatchObject(
      effects.refund ? [effects.refund] : [],
    );
    const [position] = await ports.books.positions([given.account.id]);
    const { principalMinor, interestMinor, feeMinor } = effects.payoff;
    expect(position).toMatchObject({ principalMinor, interestMinor, feeMinor });
    const open = await ports.books.openHolds([given.account.id]);
    expect(open.map(({ id }) => id).toSorted()).toEqual(effects.honouredHolds.toSorted());
    return closure;
  }

  describe('what was promised happens', () => {
    test.each(['CN', 'EU', 'US'])(
      'on a line in credit in %s, with others beside it',
      async (jurisdiction) => {
        const lines = [
          { position: { creditMinor: 777 } },
          { position: { principalMinor: 300_000 } },
          { position: { principalMinor: 950_000 } },
        ];
        const over = { customer: { jurisdiction } };
        const given = await givenHistory(ports, lines, { balanceMinor: 60_000 }, over);
        const { quote } = await ownPreview(ports, given, 'COST');
        expect(quote.effects).toMatchObject({ outcome: 'CLOSED', refund: { amountMinor: 777 } });
        expect(quote.effects.linkedLimits).toHaveLength(jurisdiction === 'CN' ? 1 : 0);
        await expectAsPromised(given, quote);
      },
    );

    test('on a line with everything in the way, with run-off', async () => {
      const position = { ...DEBT, feeMinor: 300, heldMinor: 35_000 };
      const account = { repaymentAutopay: true };
      const given = await givenHistory(ports, [{ position, account }, {}], {});
      await ports.books.addHold(aHold(given.account));
      await ports.books.addHold(aHold(given.account, { capability: 'DRAW', amountMinor: 15_000 }));
      await ports.books.addPlans([aPlan(given.account)]);
      const { quote } = await ownPreview(ports, given);
      expect(quote.effects).toMatchObject({
        outcome: 'RUN_OFF',
        stopped: ['AUTOPAY'],
        payoff: { principalMinor: 200_000, interestMinor: 1_000, feeMinor: 300, perDiemMinor: 100 },
      });
      expect(quote.effects.blockers.map(({ code }) => code)).toEqual([
        'BALANCE_OUTSTANDING',
        'HOLDS_OPEN',
        'INSTALMENT_PLAN_UNFINISHED',
      ]);
      await expectAsPromised(given, quote);
    });

    test('with a motive of the quote’s or of the moment, where it changes nothing', async () => {
      for (const [motive, closing] of [
        ['PRIVACY', undefined],
        ['PRIVACY', 'OTHER'],
      ] as const) {
        const given = await givenHistory(ports, [{}, {}], {});
        const { quote } = await ownPreview(ports, given, motive);
        const { closure } = await closedOwn(ports, given, { quoteId: quote.id, motive: closing });
        expect(closure).toMatchObject({ motive: closing ?? motive, quoteId: quote.id });
      }
    });

    test('also days later, when the interest ran as quoted', async () => {
      const given = await givenHistory(ports, [{ position: DEBT }, {}], {});
      const { quote } = await ownPreview(ports, given);
      store.clock.advance(3 * DAY_MS);
      await runDueWork(ports);
      const { closure } = await closedOwn(ports, given, { quoteId: quote.id, allowRunOff: true });
      expect(closure.outcome).toBe('RUN_OFF');
      const [position] = await ports.books.positions([given.account.id]);
      expect(position?.interestMinor).toBe(quote.effects.payoff.interestMinor + 300);
    });

    test('by a quote that an agent got for the customer', async () => {
      const over = { customer: { jurisdiction: 'EU' } };
      const given = await givenHistory(ports, [{}, {}], {}, over);
      const { quote } = await previewed(ports, agent, { accountId: given.account.id });
      expect(quote.effects.limitCountsUntil).toBe('2027-05-24');
      await expectAsPromised(given, quote);
    });
  });

  describe('what changed meanwhile is told, and nothing is done', () => {
    type Change = (given: Given) => Promise<unknown>;
    const changes: Readonly<Record<string, readonly [Change, ...QuotedEffect[]]>> = {
      // What is owed or waited for is not freed, and goes over to no other line.
      'a purchase': [
        ({ account }) => purchased(account.id, 5_000),
        'OUTCOME',
        'PAYOFF',
        'LINKED_LIMIT',
      ],
      'a fee': [
        ({ account }) => posted(account.id, 'FEE', 500),
        'OUTCOME',
        'PAYOFF',
        'LINKED_LIMIT',
      ],
      'a new hold': [
        ({ account }) => authorize(account.id, 'PAY', 5_000),
        'OUTCOME',
        'HOLDS',
        'LINKED_LIMIT',
      ],
      'a draw on its way': [({ account }) => authorize(account.id, 'DRAW', 5_000), 'HOLDS'],
      'money paid in': [({ account }) => posted(account.id, 'REPAYMENT', 900), 'REFUND'],
      'a lower limit on a linked line': [
        (given) =>
          decreaseLimit(ports, borrowerOf(given.customer), {
            accountId: lineAt(given, 1).id,
            expectedVersion: 1,
            limit: cny(600_000),
            ...key(),
          }),
        // The next line takes its share of what this one leaves.
        'LINKED_LIMIT',
        'LINKED_LIMIT',
      ],
      'another line that was closed': [
        (given) => closedOwn(ports, { ...given, account: lineAt(given, 2) }),
        'LINKED_LIMIT',
        'LINKED_LIMIT',
      ],
      'cash-outs that ask for a person': [
        ({ customer }) =>
          recordActivities(
            ports,
            paymentSystem,
            Array.from({ length: 13 }, () => ({
              id: newId(),
              customerId: customer.id,
              occurredAt: store.clock.now(),
              kind: 'CASH_OUT',
              money: cny(50_000),
            })),
          ),
        'NEW_CREDIT',
      ],
      'another scorecard': [
        () => {
          const card = expertScorecard();
          const harder = { ...card, version: 'harder-1', basePoints: card.basePoints - 50 };
          return ports.inTransaction(() => ports.riskProfiles.addChampion(harder));
        },
        'SCORE',
        'BAND',
      ],
      'another limit policy': [
        () => {
          const policy = { ...shippedLimitPolicy(), version: 'limits-none', rules: [] };
          return ports.inTransaction(() => ports.limitPolicies.add(policy));
        },
        'LINKED_LIMIT',
        'LINKED_LIMIT',
      ],
    };
    test.each(Object.entries(changes))('%s', async (_name, [change, ...effects]) => {
      const given = await givenHistory(ports, [{}, {}, {}], {});
      const { quote } = await ownPreview(ports, given);
      expect(quote.effects.linkedLimits).toHaveLength(2);
      await change(given);
      const differences = await differencesOf(given, { quoteId: quote.id, allowRunOff: true });
      const told = differences.map(({ effect }) => effect);
      // A card that changes the band changes what follows for the other lines as well.
      expect(told.slice(0, effects.length)).toEqual(effects);
      if (!effects.includes('BAND')) expect(told).toEqual(effects);
      for (const { quoted, now } of differences) expect(quoted).not.toBe(now);
      const again = await ownPreview(ports, given);
      await expectAsPromised(await asNow(given), again.quote);
    });

    /** The lines as they stand, which tests of what moves from there compare with. */
    async function asNow(given: Given): Promise<Given> {
      const accounts = await ports.accounts.ofCustomers([given.customer.id]);
      const now = given.accounts.map((each) => accounts.find(({ id }) => id === each.id) ?? each);
      return { ...given, accounts: now as unknown as Given['accounts'] };
    }

    test('a linked line that moved says from where to where, then and now', async () => {
      const given = await givenHistory(ports, [{}, {}], {});
      const { quote } = await ownPreview(ports, given);
      await decreaseLimit(ports, borrowerOf(given.customer), {
        accountId: lineAt(given, 1).id,
        expectedVersion: 1,
        limit: cny(600_000),
        ...key(),
      });
      expect(await differencesOf(given, { quoteId: quote.id })).toEqual([
        {
          effect: 'LINKED_LIMIT',
          accountId: lineAt(given, 1).id,
          quoted: '10000.00 CNY → 12000.00 CNY',
          now: '6000.00 CNY → 7500.00 CNY',
        },
      ]);
    });

    test('a motive that the limit policy heeds', async () => {
      const given = await givenHistory(ports, [{}, {}], {});
      const { quote } = await ownPreview(ports, given, 'COST');
      const differences = await differencesOf(given, {
        quoteId: quote.id,
        motive: 'LESS_TEMPTATION',
      });
      expect(differences).toMatchObject([{ effect: 'LINKED_LIMIT', now: '-' }]);
    });

    test('a repayment of a debt that was quoted, also one that only pays interest', async () => {
      for (const minor of [50_000, 500]) {
        const given = await givenHistory(ports, [{ position: DEBT }], {});
        const { quote } = await ownPreview(ports, given);
        store.clock.advance(5 * DAY_MS);
        await posted(given.account.id, 'REPAYMENT', minor);
        const differences = await differencesOf(given, { quoteId: quote.id, allowRunOff: true });
        expect(differences).toMatchObject([{ effect: 'PAYOFF' }]);
      }
    });

    test('one hold in the place of another', async () => {
      const given = await givenHistory(ports, [{ position: { heldMinor: 20_000 } }], {});
      const hold = aHold(given.account, { expiresAt: store.clock.now() + HOUR_MS });
      await ports.books.addHold(hold);
      const { quote } = await ownPreview(ports, given);
      store.clock.advance(2 * HOUR_MS);
      await runDueWork(ports);
      await authorize(given.account.id, 'PAY', 30_000);
      const differences = await differencesOf(given, { quoteId: quote.id, allowRunOff: true });
      expect(differences).toEqual([
        {
          effect: 'HOLDS',
          accountId: null,
          quoted: '1 + 0 (200.00 CNY)',
          now: '1 + 0 (300.00 CNY)',
        },
      ]);
    });
  });

  describe('a quote that cannot be closed by', () => {
    const quoteOf = async (given: Given): Promise<ClosureQuote> =>
      (await ownPreview(ports, given)).quote;

    test('one that ran out: its last millisecond is still good', async () => {
      const [first, second] = [await givenLines(ports), await givenLines(ports)];
      const [one, other] = [await quoteOf(first), await quoteOf(second)];
      expect(other.validUntil).toBe(one.validUntil);
      store.clock.advance(one.validUntil - store.clock.now());
      await closedOwn(ports, first, { quoteId: one.id });
      store.clock.advance(1);
      const { validUntil } = other;
      expect(await refusalsOf(second, { quoteId: other.id })).toEqual([
        { code: 'QUOTE_EXPIRED', validUntil },
      ]);
      await runDueWork(ports);
      expect(await refusalsOf(second, { quoteId: other.id })).toEqual([
        { code: 'QUOTE_NOT_FOUND' },
      ]);
    });

    test('one of another customer or another line, and none at all', async () => {
      const given = await givenLines(ports, [{}, {}]);
      const stranger = await givenLines(ports);
      const elsewhere = { ...given, account: lineAt(given, 1) };
      for (const quoteId of [
        (await quoteOf(stranger)).id,
        (await quoteOf(elsewhere)).id,
        newId(),
      ]) {
        expect(await refusalsOf(given, { quoteId })).toEqual([{ code: 'QUOTE_NOT_FOUND' }]);
      }
    });

    test('a version that is given with it and stale comes first', async () => {
      const given = await givenLines(ports);
      const { id: quoteId } = await quoteOf(given);
      expect(await refusalsOf(given, { quoteId, expectedVersion: 7 })).toEqual([
        { code: 'VERSION_STALE', expectedVersion: 7, version: 1 },
      ]);
      await closedOwn(ports, given, { quoteId, expectedVersion: 1 });
    });

    test('what stands in the way is told unless run-off is wanted', async () => {
      const given = await givenLines(ports, [{ position: DEBT }]);
      const { id: quoteId, effects } = await quoteOf(given);
      expect(await refusalsOf(given, { quoteId })).toEqual(effects.blockers);
      const { closure } = await closedOwn(ports, given, { quoteId, allowRunOff: true });
      expect(closure.outcome).toBe('RUN_OFF');
    });

    test('a line that was closed meanwhile', async () => {
      const given = await givenLines(ports);
      const { id: quoteId } = await quoteOf(given);
      const { closure } = await closedOwn(ports, given, { expectedVersion: 1 });
      expect(await refusalsOf(given, { quoteId })).toEqual([
        { code: 'ALREADY_CLOSING', status: 'CLOSED', closureId: closure.id },
      ]);
    });
  });

  test('a closing by quote is replayed also when the quote is gone', async () => {
    const given = await givenLines(ports);
    const { quote } = await ownPreview(ports, given);
    const input = { quoteId: quote.id, ...key() };
    const first = await closedOwn(ports, given, input);
    store.clock.advance(20 * DAY_MS);
    await runDueWork(ports);
    expect(await ports.closureQuotes.find([quote.id])).toEqual([]);
    expect(await closeOwn(ports, given, input)).toEqual(first);
  });

  test.each([
    ['CN', '2026-12-02', '2026-12-02T16:00:00Z'],
    ['EU', '2026-12-02', '2026-12-02T23:00:00Z'],
    ['US', '2026-12-01', '2026-12-02T05:00:00Z'],
  ])(
    'in %s a quote is good through %s, to the end of that day there',
    async (jurisdiction, goodThrough, end) => {
      const given = await givenLines(ports, [{}], { customer: { jurisdiction } });
      const { quote } = await ownPreview(ports, given, 'OTHER');
      expect(quote).toMatchObject({
        goodThrough,
        validUntil: Date.parse(end) - 1,
        madeAt: store.clock.now(),
        madeBy: borrowerOf(given.customer).subject,
        accountId: given.account.id,
        customerId: given.customer.id,
        motive: 'OTHER',
      });
      expect(await ports.closureQuotes.find([quote.id])).toEqual([quote]);
    },
  );

  test('ten quotes of a line are kept, the newest ones, and other lines keep theirs', async () => {
    const given = await givenLines(ports, [{}, {}]);
    const elsewhere = { ...given, account: lineAt(given, 1) };
    const other = (await ownPreview(ports, elsewhere)).quote.id;
    const ids: string[] = [];
    for (let count = 0; count < 12; count += 1) {
      ids.push((await ownPreview(ports, given)).quote.id);
      store.clock.advance(1_000);
    }
    const kept = await ports.closureQuotes.find([...ids, other]);
    expect(kept.map(({ id }) => id).toSorted()).toEqual([...ids.slice(2), other].toSorted());
    const quoteOf = (at: number): string => ids[at] ?? '';
    expect(await refusalsOf(given, { quoteId: quoteOf(1) })).toEqual([{ code: 'QUOTE_NOT_FOUND' }]);
    await closedOwn(ports, given, { quoteId: quoteOf(2) });
  });
});
