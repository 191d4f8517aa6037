/** Closing again and again: flagged where a pack permits to look at it, for a time that is told. */
import { beforeEach, expect, test } from '@jest/globals';
import { giveConsent } from '../../src/application/consents.js';
import type { Ports } from '../../src/application/ports.js';
import { reassess } from '../../src/application/reassess.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import type { Closure } from '../../src/domain/credit-account/closure-record.js';
import { agent, borrowerOf } from '../support/actors.js';
import { closedOwn, givenHistory, lineAt, ownPreview } from '../support/closings.js';
import type { Given } from '../support/portfolio.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const givenFive = (jurisdiction: string) =>
    givenHistory(ports, Array(5).fill({}), {}, { customer: { jurisdiction } });
  /** Closes the first lines, each ten days after the one before. */
  async function closedInTurn(given: Given, count: number): Promise<Closure[]> {
    const closures: Closure[] = [];
    for (let at = 0; at < count; at += 1) {
      const line = { ...given, account: lineAt(given, at) };
      if (at > 0) store.clock.advance(10 * DAY_MS);
      const { quote } = await ownPreview(ports, line, 'LESS_TEMPTATION');
      closures.push((await closedOwn(ports, line, { quoteId: quote.id })).closure);
    }
    return closures;
  }
  const newCreditOf = async ({ customer }: Given) => {
    await runDueWork(ports);
    const result = await reassess(ports, agent, customer.id);
    return 'made' in result ? result.made.rules?.newCredit : result.refusals;
  };
  const goTo = (text: string) => store.clock.advance(Date.parse(text) - store.clock.now());

  test('in China the third closing in half a year is flagged and holds new credit back', async () => {
    const given = await givenFive('CN');
    const [first, second, third] = await closedInTurn(given, 3);
    for (const closure of [first, second]) {
      expect(closure?.signals).not.toContain('FREQUENT_CLOSING');
      expect(closure?.restrictions).toEqual([]);
    }
    expect(third?.signals).toContain('FREQUENT_CLOSING');
    expect(third).toMatchObject({
      restrictions: [{ ruleId: 'frequent-closing', until: '2027-05-24' }],
      qualitySegment: false,
    });
    expect(third?.conditions).toContainEqual({ code: 'NO_RESTRICTION', until: '2027-05-24' });
    const told = (await store.outbox()).filter(
      ({ subject, type }) => subject === third?.accountId && type.endsWith('account.closure.v1'),
    );
    expect(told.at(-1)?.data).toMatchObject({
      signals: expect.arrayContaining(['FREQUENT_CLOSING']),
    });
    const assessments = await ports.riskProfiles.byId([third?.assessmentAfterId ?? '']);
    expect(assessments).toMatchObject([
      { rules: { newCredit: 'NOT_NOW', acted: [{ ruleId: 'frequent-closing', value: 3 }] } },
    ]);
  });

  test('a customer of quality is named to offers only where she consented to them', async () => {
    const told: unknown[] = [];
    for (const isConsented of [false, true]) {
      const given = await givenFive('CN');
      if (isConsented)
        await giveConsent(ports, borrowerOf(given.customer), {
          purpose: 'OFFERS',
          source: null,
        });
      const [closure] = await closedInTurn(given, 1);
      expect(closure?.qualitySegment).toBe(true);
      const messages = await store.outbox();
      const own = messages.find(({ data }) => data.closureId === closure?.id && 'kind' in data);
      told.push(own?.data.segment);
    }
    expect(told).toEqual([undefined, 'QUALITY']);
  });

  test('the day that is told is the first on which new credit is open again', async () => {
    const given = await givenFive('CN');
    await closedInTurn(given, 3);
    expect(await newCreditOf(given)).toBe('NOT_NOW');
    goTo('2027-05-23T15:59:59.999Z');
    expect(await newCreditOf(given)).toBe('NOT_NOW');
    goTo('2027-05-23T16:00:00Z');
    expect(await newCreditOf(given)).toBe('OPEN');
  });

  test('a further closing moves the day out, and says so', async () => {
    const given = await givenFive('CN');
    const [, , , fourth] = await closedInTurn(given, 4);
    expect(fourth?.restrictions).toEqual([{ ruleId: 'frequent-closing', until: '2027-06-03' }]);
    expect(fourth?.signals).toContain('FREQUENT_CLOSING');
    goTo('2027-06-02T15:59:59.999Z');
    expect(await newCreditOf(given)).toBe('NOT_NOW');
    goTo('2027-06-02T16:00:00Z');
    expect(await newCreditOf(given)).toBe('OPEN');
  });

  test('in the European Union closings are not looked at, however many there are', async () => {
    const given = await givenFive('EU');
    const closures = await closedInTurn(given, 4);
    for (const { signals, restrictions, scoreBefore, scoreAfter } of closures) {
      expect(signals).not.toContain('FREQUENT_CLOSING');
      expect(restrictions).toEqual([]);
      expect(scoreAfter).toBe(scoreBefore);
    }
    expect(await newCreditOf(given)).toBe('OPEN');
    expect([await store.count('activity'), await store.count('activity_day')]).toEqual([0, 0]);
  });
});
