/** What every store promises of notices, requests on behalf, quotes, limit policies, applications. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { StaleWrite } from '../../src/application/ports.js';
import type { ClosureQuote } from '../../src/domain/credit-account/closure-quote.js';
import type {
  ClosureNotice,
  OnBehalfRequest,
} from '../../src/domain/credit-account/closure-request.js';
import type { LimitPolicy } from '../../src/domain/credit-account/limit-policy.js';
import type { CreditApplication } from '../../src/domain/credit-account/way-back.js';
import { givenCustomer, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);

const asked = (customerId: string) => ({
  id: newId(),
  accountId: newId(),
  customerId,
  requestedBy: '主体 “x”',
  requestedAs: 'borrower',
  requestedAt: NOW,
  packEdition: 'EU-2023/2225',
  auditEntryId: newId(),
  status: 'PENDING' as const,
  endedAt: null,
  endedBy: null,
});

const aNotice = (customerId: string, over: Partial<ClosureNotice> = {}): ClosureNotice => ({
  ...asked(customerId),
  kind: 'NOTICE',
  motive: 'PRIVACY',
  effectiveAt: NOW + 30 * DAY_MS,
  withdrawable: true,
  ...over,
});

const onBehalf = (customerId: string, over: Partial<OnBehalfRequest> = {}): OnBehalfRequest => ({
  ...asked(customerId),
  kind: 'ON_BEHALF',
  cause: 'GUARDIAN',
  statement: 'An order of the court, “seen” 😀',
  expiresAt: NOW + 7 * DAY_MS,
  ...over,
});

const aQuote = (customerId: string, over: Partial<ClosureQuote> = {}): ClosureQuote => ({
  id: newId(),
  accountId: newId(),
  customerId,
  motive: null,
  madeAt: NOW,
  madeBy: customerId,
  validUntil: NOW + DAY_MS,
  goodThrough: '2026-11-26',
  effects: {
    outcome: 'CLOSED',
    blockers: [],
    payoff: {
      currency: 'EUR',
      totalMinor: 0,
      principalMinor: 0,
      interestMinor: 0,
      feeMinor: 0,
      perDiemMinor: 0,
      asOf: '2026-11-25',
    },
    earlySettlements: [],
    revoked: ['PAY'],
    stopped: ['AUTOPAY'],
    releasedHolds: [],
    honouredHolds: [],
    refund: null,
    scoreBefore: 700,
    scoreAfter: 690,
    bandBefore: 'A',
    bandAfter: 'B',
    newCreditBefore: 'OPEN',
    newCreditAfter: 'OPEN',
    restrictions: [{ ruleId: 'frequent-closing', until: null }],
    linkedLimits: [],
    limitCountsUntil: '2027-05-24',
  },
  packEdition: 'EU-2023/2225',
  scorecardVersion: 'expert-1',
  rulesVersion: 'rules-1',
  limitPolicyVersion: 'limits-1',
  ...over,
});

const anApplication = (
  customerId: string,
  over: Partial<CreditApplication> = {},
): CreditApplication => ({
  id: newId(),
  customerId,
  productId: 'product-1',
  creditorId: 'creditor-1',
  previousAccountId: newId(),
  currency: 'EUR',
  requestedLimitMinor: 100_000,
  status: 'OFFERED',
  offer: { limitMinor: 90_000, annualRatePpm: 120_000, band: 'B', validUntil: NOW + DAY_MS },
  appliedAt: NOW,
  appliedBy: customerId,
  assessmentId: newId(),
  decisionId: newId(),
  auditEntryId: newId(),
  packEdition: 'EU-2023/2225',
  limitPolicyVersion: 'limits-1',
  accountId: null,
  endedAt: null,
  ...over,
});

const text = { en: 'Policy', zh: '政策' };
const aPolicy = (version: string): LimitPolicy => ({
  schemaVersion: 1,
  version,
  kind: 'EXPERT',
  name: text,
  basis: text,
  createdOn: '2026-11-22',
  stepMinor: { CNY: 10_000 },
  rules: [
    {
      id: 'shared-exposure',
      reasonCode: 'SHARED_EXPOSURE',
      bands: ['D', 'E'],
      linked: 'SAME_CREDITOR',
      move: { kind: 'DECREASE', ofLimitPpm: 200_000 },
      reason: text,
      basis: text,
    },
  ],
  newLinePpm: { A: 1_000_000 },
  newLineMaxMinor: { CNY: 20_000_000 },
});

describeStores((open) => {
  let store: Store;
  let customerId: string;
  beforeEach(async () => {
    store = await open();
    customerId = (await givenCustomer(store.ports)).id;
  });

  describe('closure requests', () => {
    test('come back as they were, those of lines newest first and bounded for each', async () => {
      const { closureRequests } = store.ports;
      const [line, other] = [newId(), newId()];
      const ended = { status: 'WITHDRAWN', endedAt: NOW, endedBy: 'x' } as const;
      const first = aNotice(customerId, { accountId: line, ...ended });
      const second = onBehalf(customerId, { accountId: line, ...ended, status: 'DECLINED' });
      const third = aNotice(customerId, { accountId: line });
      const foreign = onBehalf(customerId, { accountId: other });
      for (const each of [third, foreign, first, second]) await closureRequests.add(each);
      const found = await closureRequests.find([first.id, foreign.id, newId()]);
      expect(found.sort(byId)).toEqual([first, foreign]);
      expect(await closureRequests.find([])).toEqual([]);
      const both = [line, other];
      expect(await closureRequests.ofAccounts(both, 2)).toEqual([foreign, third, second]);
      expect(await closureRequests.ofAccounts([line], 9)).toEqual([third, second, first]);
      expect(await closureRequests.ofAccounts([], 9)).toEqual([]);
      expect((await closureRequests.pendingOf(both)).sort(byId)).toEqual([third, foreign]);
      expect(await closureRequests.pendingOf([newId()])).toEqual([]);
      expect(await closureRequests.pendingOf([])).toEqual([]);
    });

    test('a line has one of a kind that is pending, and another when that has ended', async () => {
      const { closureRequests, inTransaction } = store.ports;
      const first = aNotice(customerId);
      const { accountId } = first;
      const second = aNotice(customerId, { accountId });
      const other = onBehalf(customerId, { accountId });
      await closureRequests.add(first);
      await closureRequests.add(other);
      await expect(inTransaction(() => closureRequests.add(second))).rejects.toThrow();
      expect(await closureRequests.find([second.id])).toEqual([]);
      const ended = { ...first, status: 'EFFECTED', endedAt: NOW + 1, endedBy: 'y' } as const;
      await closureRequests.save(ended);
      await closureRequests.add(second);
      expect(await closureRequests.find([first.id])).toEqual([ended]);
      const pending = await closureRequests.pendingOf([accountId]);
      expect(pending.sort(byId)).toEqual([second, other]);
      await closureRequests.save(aNotice(customerId));
      expect(await store.count('closure_request')).toBe(3);
    });

    test('the second agents’ queue holds what is asked on behalf, oldest first', async () => {
      const { closureRequests } = store.ports;
      const waiting = [onBehalf(customerId), onBehalf(customerId), onBehalf(customerId)];
      const others = [aNotice(customerId), onBehalf(customerId, { status: 'EXPIRED' })];
      for (const each of [...waiting.toReversed(), ...others]) await closureRequests.add(each);
      expect(await closureRequests.awaitingApproval(9)).toEqual(waiting);
      expect(await closureRequests.awaitingApproval(2)).toEqual(waiting.slice(0, 2));
    });

    test('due are the pending ones whose effect or end has come, oldest first', async () => {
      const { closureRequests } = store.ports;
      const due = [
        onBehalf(customerId, { expiresAt: NOW - 5 }),
        aNotice(customerId, { effectiveAt: NOW - 1 }),
        aNotice(customerId, { effectiveAt: NOW }),
      ];
      const others = [
        aNotice(customerId, { effectiveAt: NOW + 1 }),
        aNotice(customerId, { effectiveAt: NOW - 9, status: 'EFFECTED' }),
      ];
      for (const each of [...others, ...due.toReversed()]) await closureRequests.add(each);
      expect(await closureRequests.due(NOW, 9)).toEqual(due);
      expect(await closureRequests.due(NOW, 2)).toEqual(due.slice(0, 2));
      expect(await closureRequests.due(NOW - 6, 9)).toEqual([]);
    });
  });

  describe('closure quotes', () => {
    test('come back as they were', async () => {
      const { closureQuotes } = store.ports;
      const quote = aQuote(customerId);
      await closureQuotes.add(quote);
      expect(await closureQuotes.find([quote.id, newId()])).toEqual([quote]);
      expect(await closureQuotes.find([])).toEqual([]);
      await expect(closureQuotes.add(quote)).rejects.toThrow();
    });

    test.each([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
      [9, 3],
    ])('trimmed to %d, a line keeps its newest %d', async (keep, left) => {
      const { closureQuotes } = store.ports;
      const accountId = newId();
      const quotes = [1, 2, 3].map(() => aQuote(customerId, { accountId }));
      const other = aQuote(customerId);
      for (const each of [...quotes.toReversed(), other]) await closureQuotes.add(each);
      await closureQuotes.trim(accountId, keep);
      const found = await closureQuotes.find([...quotes, other].map(({ id }) => id));
      expect(found.sort(byId)).toEqual([...quotes.slice(3 - left), other]);
    });

    test('those that ran out are purged, oldest first and bounded', async () => {
      const { closureQuotes } = store.ports;
      const quotes = [NOW - 3, NOW - 2, NOW - 1, NOW].map((validUntil) =>
        aQuote(customerId, { validUntil }),
      );
      for (const each of quotes.toReversed()) await closureQuotes.add(each);
      const left = async () => (await closureQuotes.find(quotes.map(({ id }) => id))).sort(byId);
      expect(await closureQuotes.purge(NOW, 2)).toBe(2);
      expect(await left()).toEqual(quotes.slice(2));
      expect(await closureQuotes.purge(NOW, 2)).toBe(1);
      expect(await closureQuotes.purge(NOW, 2)).toBe(0);
      expect(await left()).toEqual(quotes.slice(3));
    });

    test('under a legal hold are not purged', async () => {
      const { closureQuotes, legalHolds } = store.ports;
      const hold = { id: newId(), customerId, reason: 'r', placedBy: 's', placedAt: NOW };
      await legalHolds.add({ ...hold, liftedBy: null, liftedAt: null });
      const quote = aQuote(customerId, { validUntil: NOW - 1 });
      await closureQuotes.add(quote);
      expect(await closureQuotes.purge(NOW, 2)).toBe(0);
      await legalHolds.lift(hold.id, 's', NOW);
      expect(await closureQuotes.purge(NOW, 2)).toBe(1);
    });
  });

  test('limit policies are kept by version, the newest in use, and never change', async () => {
    const { limitPolicies } = store.ports;
    await expect(limitPolicies.current()).rejects.toThrow();
    const [first, second] = [aPolicy('limits-1'), aPolicy('limits-2')];
    await limitPolicies.add(first);
    expect(await limitPolicies.current()).toEqual(first);
    await limitPolicies.add(second);
    await limitPolicies.add(first);
    expect(await limitPolicies.current()).toEqual(second);
    expect(await limitPolicies.find(['limits-2', 'limits-9', 'limits-1'])).toEqual([second, first]);
    expect(await limitPolicies.find([])).toEqual([]);
    const other = limitPolicies.add({ ...first, createdOn: '2026-11-23' });
    await expect(other).rejects.toThrow('limit policy limits-1 is stored with other content');
  });

  describe('applications', () => {
    test('come back as they were and as they went on, a customer’s newest first', async () => {
      const { applications } = store.ports;
      const declined = anApplication(customerId, {
        status: 'DECLINED',
        offer: null,
        previousAccountId: null,
      });
      const offered = anApplication(customerId);
      const other = anApplication((await givenCustomer(store.ports)).id);
      for (const each of [offered, other, declined]) await applications.add(each);
      expect(await applications.ofCustomer(customerId, 9)).toEqual([offered, declined]);
      expect(await applications.ofCustomer(customerId, 1)).toEqual([offered]);
      const ended = { accountId: newId(), endedAt: NOW + 5 };
      const accepted = { ...offered, status: 'ACCEPTED' as const, ...ended };
      await applications.save(accepted);
      expect(await applications.find([offered.id, newId()])).toEqual([accepted]);
      expect(await applications.find([])).toEqual([]);
      expect(await applications.lapsed(NOW + 9 * DAY_MS, 9)).toEqual([other]);
      await applications.save(anApplication(customerId));
      expect(await store.count('credit_application')).toBe(3);
      await expect(applications.add(declined)).rejects.toThrow();
    });

    test('lapsed are offers whose time has come, oldest first and bounded', async () => {
      const { applications } = store.ports;
      const until = (validUntil: number, status: CreditApplication['status'] = 'OFFERED') => {
        const offer = { limitMinor: 1, annualRatePpm: 0, band: 'A', validUntil };
        return anApplication(customerId, { offer, status });
      };
      const lapsed = [until(NOW - 3), until(NOW - 2), until(NOW)];
      const others = [
        until(NOW + 1),
        until(NOW - 9, 'ACCEPTED'),
        anApplication(customerId, { status: 'REFERRED', offer: null }),
      ];
      for (const each of [...others, ...lapsed.toReversed()]) await applications.add(each);
      expect(await applications.lapsed(NOW, 9)).toEqual(lapsed);
      expect(await applications.lapsed(NOW, 2)).toEqual(lapsed.slice(0, 2));
    });
  });

  describe('several lines saved at once', () => {
    test('are kept whole', async () => {
      const { accounts } = store.ports;
      const given = await givenLines(store.ports, [{}, {}, {}]);
      const [first, second, third] = given.accounts;
      if (!first || !second || !third) throw new Error('too few lines');
      const { capabilities: _, status: __, ...agreement } = second;
      const saved = [
        { ...first, version: 2, limitMinor: 7, repaymentAutopay: true, annualRatePpm: 9 },
        {
          ...agreement,
          version: 2,
          status: 'CLOSED' as const,
          effectiveAt: NOW,
          closureId: newId(),
          limitCountsUntil: '2027-05-24',
        },
      ];
      await accounts.saveAll(saved);
      await accounts.saveAll([]);
      expect(await accounts.ofCustomers([given.customer.id])).toEqual([...saved, third]);
    });

    test.each(['a stale version', 'a line that is not there'])(
      'with %s throw StaleWrite, and none of them is kept',
      async (which) => {
        const { accounts, inTransaction } = store.ports;
        const given = await givenLines(store.ports, [{}, {}]);
        const [first, second] = given.accounts;
        if (!first || !second) throw new Error('too few lines');
        const bad =
          which === 'a stale version'
            ? { ...second, version: 3, limitMinor: 7 }
            : { ...second, id: newId(), version: 2 };
        const good = { ...first, version: 2, limitMinor: 7 };
        const saving = inTransaction(() => accounts.saveAll([good, bad]));
        await expect(saving).rejects.toThrow(StaleWrite);
        expect(await accounts.ofCustomers([given.customer.id])).toEqual([first, second]);
      },
    );
  });
});
