/** The outlook of a preview against what really happens when the clock is advanced. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { OUTLOOK_DAYS } from '../../src/application/closure-outlook.js';
import { postAmount } from '../../src/application/operate-line.js';
import type { Ports } from '../../src/application/ports.js';
import { reassess } from '../../src/application/reassess.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import type { Assessment } from '../../src/domain/risk-profile/assessment.js';
import { addDays, localDate } from '../../src/domain/time.js';
import { agent, paymentSystem } from '../support/actors.js';
import { closedOwn, halfAYear, lineAt, ownPreview } from '../support/closings.js';
import { cny, key, made } from '../support/operated.js';
import { type Given, type GivenLine, givenLines } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

/** Days lived at once: fewer than a due leaves to pay it. */
const STEP_DAYS = 8;
const IDLE: GivenLine = {};
const USED: GivenLine = { position: { principalMinor: 600_000 } };

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  /** One customer twice, at no interest: who closes the first line, and who keeps it. */
  async function givenTwins(jurisdiction: string, lines: readonly GivenLine[]) {
    const over = { customer: { jurisdiction }, product: { annualRatePpm: 0 } };
    const twin = async () => {
      const given = await givenLines(ports, lines, over);
      const statements = given.accounts.flatMap((account, at) => {
        const balanceMinor = lines[at]?.position?.principalMinor ?? 0;
        // The last due, which was the first, has come and is paid today at the latest.
        const due = balanceMinor / 10;
        const quiet = { paymentsMinor: 0, purchasesMinor: 0, minimumDueMinor: due };
        return halfAYear(account, { ...quiet, balanceMinor, duesCumulativeMinor: due });
      });
      await ports.inTransaction(() => ports.books.addStatements(statements));
      await payDues(given);
      return given;
    };
    return { closing: await twin(), keeping: await twin() };
  }

  /** Pays what falls due until the next step, as whoever pays on time does. */
  async function payDues({ customer, accounts }: Given): Promise<void> {
    const soon = addDays(localDate(store.clock.now(), 'Asia/Shanghai'), STEP_DAYS);
    const statements = await ports.books.statements([customer.id], '2026-01');
    for (const position of await ports.books.positions(accounts.map(({ id }) => id))) {
      const { accountId, repaidMinor } = position;
      const dues = statements.filter((each) => each.accountId === accountId && each.dueOn <= soon);
      const due = Math.max(0, ...dues.map((each) => each.duesCumulativeMinor)) - repaidMinor;
      if (due <= 0) continue;
      const amount = { accountId, amount: cny(due), ...key() };
      made(await postAmount(ports, paymentSystem, 'REPAYMENT', amount));
    }
  }

  /** Lives up to a day after the beginning, with dues paid soon after each statement. */
  async function liveUntil(days: number, customers: readonly Given[]): Promise<void> {
    const until = NOW + days * DAY_MS;
    while (store.clock.now() < until) {
      for (const each of customers) await payDues(each);
      store.clock.advance(Math.min(STEP_DAYS * DAY_MS, until - store.clock.now()));
      await runDueWork(ports);
    }
  }

  async function standing({ customer }: Given): Promise<Assessment> {
    const result = await reassess(ports, agent, customer.id);
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    return result.made;
  }

  describe.each(['CN', 'EU', 'US'])('in %s', (jurisdiction) => {
    test.each([
      ['an idle line beside one in use', [IDLE, USED]],
      ['one of two lines in use', [USED, USED]],
      ['the only line', [IDLE]],
    ])('closing %s comes out as foreseen after 15 and 180 days', async (_name, lines) => {
      const { closing, keeping } = await givenTwins(jurisdiction, lines);
      const { outlook, quote } = await ownPreview(ports, closing);
      const input = { quoteId: quote.id, allowRunOff: true };
      const { closure } = await closedOwn(ports, closing, input);
      expect(closure.scoreAfter).toBe(quote.effects.scoreAfter);
      const happened = [];
      for (const days of OUTLOOK_DAYS) {
        await liveUntil(days, [closing, keeping]);
        const [closed, kept] = [await standing(closing), await standing(keeping)];
        happened.push({
          inDays: days,
          scoreIfClosed: closed.score,
          scoreIfKept: kept.score,
          newCreditIfClosed: closed.rules?.newCredit,
          newCreditIfKept: kept.rules?.newCredit,
        });
      }
      expect(happened).toEqual(
        outlook.points.map(({ on, restrictions, valuesIfClosed, ...point }) => point),
      );
    });
  });

  test('in the European Union the outlook shows what comes when the protection ends', async () => {
    const { closing } = await givenTwins('EU', [IDLE, USED]);
    const { quote, outlook } = await ownPreview(ports, closing);
    const { scoreBefore, scoreAfter, limitCountsUntil } = quote.effects;
    expect(scoreAfter).toBe(scoreBefore);
    const [soon, late] = outlook.points;
    expect(soon).toMatchObject({ inDays: 15, on: '2026-12-10' });
    expect(soon?.scoreIfClosed).toBe(soon?.scoreIfKept);
    expect(late).toMatchObject({ inDays: 180, on: limitCountsUntil });
    expect(late?.scoreIfClosed).toBeLessThan(late?.scoreIfKept ?? 0);
  });

  test('in China it shows until when a third closing holds new credit back', async () => {
    const { closing } = await givenTwins('CN', [IDLE, IDLE, IDLE, USED]);
    await closedOwn(
      ports,
      { ...closing, account: lineAt(closing, 1) },
      { motive: 'LESS_TEMPTATION', expectedVersion: 1 },
    );
    await closedOwn(
      ports,
      { ...closing, account: lineAt(closing, 2) },
      { motive: 'LESS_TEMPTATION', expectedVersion: 1 },
    );
    const { outlook } = await ownPreview(ports, closing);
    expect(outlook).toMatchObject({
      assumptions: ['NO_NEW_ACTIVITY', 'DUES_PAID_ON_TIME', 'RULES_STAY'],
      points: [
        {
          newCreditIfClosed: 'NOT_NOW',
          newCreditIfKept: 'OPEN',
          restrictions: [{ ruleId: 'frequent-closing', until: '2027-05-24' }],
        },
        { newCreditIfClosed: 'OPEN', newCreditIfKept: 'OPEN', restrictions: [] },
      ],
    });
  });
});
