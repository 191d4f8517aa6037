/** Recourse reads the customer's facts and terms as they stand, on every store, and writes nothing. */
import { beforeEach, expect, test } from '@jest/globals';
import { findRecourse } from '../../src/application/find-recourse.js';
import type { Ports } from '../../src/application/ports.js';
import { recordActivities } from '../../src/application/record-activities.js';
import { reached } from '../../src/domain/risk-profile/recourse/situation.js';
import { paymentSystem } from '../support/actors.js';
import { anEntry, aStatement, type Given, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

const band = (name: string) => ({ kind: 'BAND' as const, band: name });

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  /** A line of 10,000 with 8,000 drawn; its October statement was due on 20 November. */
  async function given(jurisdiction = 'CN', late = 0): Promise<Given> {
    const position = { principalMinor: 800_000, repaidMinor: 15_000, duesMinor: 40_000 };
    const made = await givenLines(ports, [{ position }], { customer: { jurisdiction } });
    const dues = { minimumDueMinor: 25_000, duesCumulativeMinor: 40_000, monthsLate: late };
    await ports.books.addStatements([aStatement(made.account, { balanceMinor: 790_000, ...dues })]);
    return made;
  }

  async function found(made: Given, target: Parameters<typeof findRecourse>[2]) {
    const answer = await findRecourse(ports, made.customer, target, NOW);
    if ('code' in answer) throw new Error(answer.code);
    return answer;
  }

  test('the terms of a line come from its product, its statements and this month’s entries', async () => {
    const made = await given();
    const day = { bookingDate: '2026-11-24', valueDate: '2026-11-24' };
    await ports.books.append([
      anEntry(made.account, day),
      anEntry(made.account, {
        ...day,
        kind: 'REPAYMENT',
        postings: [
          { account: 'SETTLEMENT', amountMinor: 3_000 },
          { account: 'PRINCIPAL', amountMinor: -3_000 },
        ],
      }),
    ]);
    const { situation } = await found(made, band('A'));
    expect(situation.terms).toEqual([
      {
        accountId: made.account.id,
        annualRatePpm: 182_500,
        minimumDuePpm: 100_000,
        minimumDueFloorMinor: 5_000,
        overdueMinor: 25_000,
        dueMinor: 0,
        paidSinceMinor: 3_000,
        usedSinceMinor: 10_000,
      },
    ]);
    expect(situation.facts.lines).toMatchObject([{ balanceMinor: 800_000, limitMinor: 1_000_000 }]);
  });

  test('a due whose day is still to come is not overdue', async () => {
    const made = await givenLines(ports, [
      { position: { principalMinor: 100_000, duesMinor: 10_000 } },
    ]);
    await ports.books.addStatements([aStatement(made.account, { dueOn: '2026-11-25' })]);
    const { situation } = await found(made, band('A'));
    expect(situation.terms).toMatchObject([{ overdueMinor: 0, dueMinor: 10_000 }]);
  });

  test('plans are found by the card and the rules of today, and nothing is written', async () => {
    const made = await given('CN', 1);
    const before = await store.dump();
    const { situation, recourse } = await found(made, band('B'));
    expect(recourse.plans.flatMap(({ kinds }) => kinds)).toEqual(
      expect.arrayContaining(['SMALLEST', 'FASTEST']),
    );
    for (const plan of recourse.plans) {
      expect(reached(situation.target, plan.standing, situation.card)).toBe(true);
      expect(plan.actions[0]?.action).toMatchObject({ kind: 'PAY_OVERDUE', amountMinor: 25_000 });
    }
    expect(situation.card.card.version).toBe('expert-1');
    expect(situation.rules.version).toBe('rules-1');
    expect(await store.dump()).toEqual(before);
  });

  test('behaviour that a rule looks at is kept from until it has left the window', async () => {
    const made = await given();
    const told = Array.from({ length: 14 }, (_, at) => ({
      id: newId(),
      customerId: made.customer.id,
      occurredAt: NOW - (at < 10 ? 9 : 1) * DAY_MS,
      kind: 'CASH_OUT',
      money: { minor: 1_000, currency: 'CNY' },
    }));
    await recordActivities(ports, paymentSystem, told);
    const { recourse } = await found(made, { kind: 'NEW_CREDIT' });
    expect(recourse.plans[0]).toMatchObject({
      kinds: ['SMALLEST', 'FASTEST'],
      worksOn: '2026-12-01',
      course: { restraints: ['outflows'] },
      standing: { newCredit: 'OPEN' },
    });
  });

  test('a customer without rules of the land, a band and a score that do not exist are refused', async () => {
    const nowhere = await given('ZZ');
    const answer = (made: Given, target: Parameters<typeof findRecourse>[2]) =>
      findRecourse(ports, made.customer, target, NOW);
    expect(await answer(nowhere, band('A'))).toEqual({
      code: 'JURISDICTION_UNSUPPORTED',
      jurisdiction: 'ZZ',
    });
    const made = await given();
    expect(await answer(made, band('Z'))).toEqual({
      code: 'BAND_UNKNOWN',
      bands: ['A', 'B', 'C', 'D', 'E'],
    });
    for (const score of [382, 839, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(await answer(made, { kind: 'SCORE', score })).toEqual({
        code: 'SCORE_IMPOSSIBLE',
        min: 383,
        max: 838,
      });
    }
  });
});
