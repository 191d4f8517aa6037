/** The preview of a closing: it tells what a closing would do, pins it, and changes nothing else. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../src/application/actor.js';
import type { Ports } from '../../src/application/ports.js';
import { previewClosure } from '../../src/application/preview-closure.js';
import { RETENTION_CLASSES } from '../../src/domain/policy/retention.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { closedOwn, closeOwn, givenHistory, ownPreview, previewed } from '../support/closings.js';
import { aHold, aPlan, type Given, givenLines, newId } from '../support/portfolio.js';
import { describeStores, type Store } from '../support/stores.js';

const DEBT = { principalMinor: 200_000, interestThrough: '2026-11-15', heldMinor: 35_000 };

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  /** Debt with ten days of unposted interest, holds of both kinds and a plan. */
  async function givenBlockers(): Promise<Given> {
    const given = await givenHistory(ports, [{ position: DEBT }, {}], {});
    await ports.books.addHold(aHold(given.account));
    await ports.books.addHold(aHold(given.account, { capability: 'DRAW', amountMinor: 15_000 }));
    await ports.books.addPlans([aPlan(given.account)]);
    return given;
  }

  test('names exactly what a closing without run-off is refused with', async () => {
    const given = await givenBlockers();
    const { quote } = await ownPreview(ports, given);
    const result = await closeOwn(ports, given, { expectedVersion: 1 });
    expect(result).toMatchObject({ refusals: quote.effects.blockers });
    expect(quote.effects.blockers.map(({ code }) => code)).toEqual([
      'BALANCE_OUTSTANDING',
      'HOLDS_OPEN',
      'INSTALMENT_PLAN_UNFINISHED',
    ]);
    expect('refusals' in result && result.refusals).toHaveLength(3);
  });

  test('tells the payoff by its parts, as of the customer’s day, and what a day adds', async () => {
    const { quote, line, plans } = await ownPreview(ports, await givenBlockers());
    expect(quote.effects.payoff).toEqual({
      currency: 'CNY',
      totalMinor: 201_000,
      principalMinor: 200_000,
      interestMinor: 1_000,
      feeMinor: 0,
      perDiemMinor: 100,
      asOf: '2026-11-25',
    });
    expect(quote.effects.earlySettlements).toMatchObject([{ planId: plans[0]?.id }]);
    expect(line.position.interestMinor).toBe(1_000);
    const released = line.holds.filter(({ capability }) => capability === 'DRAW');
    expect(quote.effects.releasedHolds).toEqual(released.map(({ id }) => id));
  });

  test('writes a quote and nothing else', async () => {
    const given = await givenBlockers();
    const before = await store.dump();
    const { quote } = await ownPreview(ports, given, 'COST');
    const { closure_quote: quotes, ...after } = await store.dump();
    const { closure_quote: _none, ...rest } = before;
    expect(after).toEqual(rest);
    expect(quotes).toHaveLength(1);
    expect(await ports.closureQuotes.find([quote.id])).toEqual([quote]);
  });

  describe('is there', () => {
    test('for the customer and for an agent, who sees the same', async () => {
      const given = await givenHistory(ports, [{}, {}], {});
      const own = await ownPreview(ports, given);
      const staff = await previewed(ports, agent, { accountId: given.account.id });
      expect(own.quote.effects.linkedLimits).toHaveLength(1);
      expect(staff.quote).toMatchObject({ madeBy: agent.subject, effects: own.quote.effects });
    });

    test('for nobody else, with the answer of a line that does not exist', async () => {
      const [given, stranger] = [await givenLines(ports), await givenLines(ports)];
      const before = await store.dump();
      const others: Actor[] = [
        borrowerOf(stranger.customer),
        paymentSystem,
        { subject: 'reviewer-1', roles: ['reviewer'] },
        { subject: 'others-1', roles: ['analyst', 'auditor', 'partner'] },
      ];
      const none = { refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] };
      const { id: accountId } = given.account;
      for (const by of others) expect(await previewClosure(ports, by, { accountId })).toEqual(none);
      const nowhere = { accountId: newId() };
      expect(await previewClosure(ports, borrowerOf(given.customer), nowhere)).toEqual(none);
      expect(await store.dump()).toEqual(before);
    });

    test('not for a line that is closing already, nor without rules', async () => {
      const given = await givenLines(ports);
      const { closure } = await closedOwn(ports, given, { expectedVersion: 1 });
      const preview = (each: Given) =>
        previewClosure(ports, borrowerOf(each.customer), { accountId: each.account.id });
      expect(await preview(given)).toEqual({
        refusals: [{ code: 'ALREADY_CLOSING', status: 'CLOSED', closureId: closure.id }],
      });
      const lawless = await givenLines(ports, [{}], { customer: { jurisdiction: 'ZZ' } });
      expect(await preview(lawless)).toEqual({
        refusals: [{ code: 'JURISDICTION_UNSUPPORTED', jurisdiction: 'ZZ' }],
      });
    });
  });

  test('tells of each class of data how long it is kept, and what the pack has told', async () => {
    const [last, one] = [await givenLines(ports), await givenLines(ports, [{}, {}])];
    const [ofLast, ofOne] = [await ownPreview(ports, last), await ownPreview(ports, one)];
    expect(ofLast.kept.map(({ retentionClass }) => retentionClass)).toEqual(RETENTION_CLASSES);
    const records = { retentionClass: 'TRANSACTION_RECORDS', from: 'RELATIONSHIP_END' };
    expect(ofLast.kept).toContainEqual(
      expect.objectContaining({ ...records, until: expect.stringMatching(/^2036-11-2\d$/) }),
    );
    // With another line the relationship goes on, and the period has not begun.
    expect(ofOne.kept).toContainEqual(expect.objectContaining({ ...records, until: null }));
    expect(ofLast.duties).toContain('AUTOMATED_DECISION');
    expect(ofLast.duties).not.toContain('NO_PENALTY');
  });
});
