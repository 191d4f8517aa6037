/** What bureaus are told of a line: by whom it was closed or suspended, and nothing of a pause. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  approveClosureOnBehalf,
  requestClosureOnBehalf,
} from '../../src/application/close-on-behalf.js';
import { effectAction } from '../../src/application/effect-actions.js';
import { type FurnishingEvent, furnishing } from '../../src/application/furnishing.js';
import { liftMeasure } from '../../src/application/lift-measure.js';
import { pauseLine, resumeLine } from '../../src/application/pause-line.js';
import type { Ports } from '../../src/application/ports.js';
import type { OnBehalfCause } from '../../src/domain/credit-account/closure-request.js';
import type { CreditAccount } from '../../src/domain/credit-account/credit-account.js';
import type { Decision } from '../../src/domain/credit-account/decision.js';
import {
  active,
  CHARGED_OFF,
  CLOSED,
  DRAWDOWN_ENDED,
  noticeOf,
  PAUSED_UNDER_NOTICE,
  RUN_OFF,
  suspendedBy,
} from '../domain/credit-account/lines.js';
import { agent, borrowerOf } from '../support/actors.js';
import { closedOwn, otherAgent } from '../support/closings.js';
import { arrived, reviewer, taken } from '../support/measures.js';
import { key } from '../support/operated.js';
import { type Given, givenLines, newId } from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';
import { assigned, decide, done, filed, measureTaken } from './appealing.js';

const SEEN = { statement: 'A certificate of 20 November was seen.' };

test('an event names its line, how it stands, what it comes from, and when', () => {
  const account = { ...active, id: 'line', customerId: 'customer' };
  const corrected = { event: 'CORRECTED', corrects: 'wrong decision' } as const;
  const of = { ...corrected, account, decisionId: 'decision', at: NOW };
  const data = {
    schemaVersion: 1,
    accountId: 'line',
    ...corrected,
    status: 'ACTIVE',
    decisionId: 'decision',
    at: '2026-11-25T04:00:00.000Z',
  };
  expect(furnishing(() => 'entry', of)).toEqual({
    entryId: 'entry',
    subject: 'line',
    type: 'clearline.bureau.furnishing.v1',
    data,
    content: { ...data, type: 'bureau.furnishing', customerId: 'customer' },
  });
});

test('a customer’s own pause and a notice do not show in how a line stands; all else does', () => {
  const of = { event: 'REINSTATED', decisionId: 'decision', at: NOW } as const;
  const statusOf = (account: CreditAccount) => furnishing(() => '', { ...of, account }).data.status;
  for (const account of [suspendedBy('CUSTOMER'), noticeOf('own'), PAUSED_UNDER_NOTICE]) {
    expect(statusOf(account)).toBe('ACTIVE');
  }
  const shown = [suspendedBy('CREDITOR'), DRAWDOWN_ENDED, RUN_OFF, CLOSED, CHARGED_OFF];
  expect(shown.map(statusOf)).toEqual(shown.map(({ status }) => status));
});

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const furnished = async ({ account }: Given) =>
    (await store.outbox())
      .filter(({ type, subject }) => type.includes('furnishing') && subject === account.id)
      .map(({ data }) => data);
  const eventsOf = async (given: Given): Promise<FurnishingEvent[]> =>
    (await furnished(given)).map(({ event }) => event as FurnishingEvent);

  async function closedOnBehalf({ account }: Given, cause: OnBehalfCause): Promise<void> {
    const wish = { accountId: account.id, cause, ...SEEN, ...key() };
    const asked = await requestClosureOnBehalf(ports, agent, wish);
    if ('refusals' in asked) throw new Error(JSON.stringify(asked.refusals));
    const approval = { requestId: asked.made.id, ...key() };
    const made = await approveClosureOnBehalf(ports, otherAgent, approval);
    expect(made).not.toHaveProperty('refusals');
  }

  test('the customer’s own closing is one by the consumer, with an audit entry of it', async () => {
    const given = await givenLines(ports);
    const { closure } = await closedOwn(ports, given, { expectedVersion: 1 });
    expect(await furnished(given)).toMatchObject([
      {
        event: 'CLOSED_BY_CONSUMER',
        decisionId: closure.decisionId,
        closureId: closure.id,
        accountId: given.account.id,
        status: 'CLOSED',
      },
    ]);
    const entries = (await store.auditEntries()).map(({ contentJson }) => JSON.parse(contentJson));
    expect(entries.filter(({ type }) => type === 'bureau.furnishing')).toMatchObject([
      { event: 'CLOSED_BY_CONSUMER', customerId: given.customer.id },
    ]);
  });

  test.each([
    ['DECEASED', 'CLOSED_BY_CONSUMER'],
    ['GUARDIAN', 'CLOSED_BY_CONSUMER'],
    ['FRAUD', 'CLOSED_BY_CREDITOR'],
  ] as const)('a closing on behalf for %s is %s', async (cause, event) => {
    const given = await givenLines(ports);
    await closedOnBehalf(given, cause);
    expect(await eventsOf(given)).toEqual([event]);
  });

  test('a termination is told when it takes effect, and not while it is only noticed', async () => {
    const given = await givenLines(ports);
    const { action, decision } = await taken(ports, given.account.id, 'business-withdrawal');
    await arrived(ports, decision);
    expect(await eventsOf(given)).toEqual([]);
    store.clock.advance(action.effectiveAt - NOW);
    expect(await effectAction(ports, action)).toBe(true);
    expect(await eventsOf(given)).toEqual(['CLOSED_BY_CREDITOR']);
  });

  test('a closure by the creditor is told once', async () => {
    const given = await givenLines(ports);
    await taken(ports, given.account.id, 'fraud-close', SEEN);
    expect(await eventsOf(given)).toEqual(['CLOSED_BY_CREDITOR']);
  });

  test('a suspension and its end are told; a customer’s pause and a lower limit are not', async () => {
    const given = await givenLines(ports);
    const borrower = borrowerOf(given.customer);
    const wish = { accountId: given.account.id };
    await pauseLine(ports, borrower, { ...wish, expectedVersion: 1, ...key() });
    await resumeLine(ports, borrower, { ...wish, expectedVersion: 2, ...key() });
    await taken(ports, given.account.id, 'fund-pool-decrease');
    expect(await eventsOf(given)).toEqual([]);
    const { decision } = await taken(ports, given.account.id, 'security-suspend', SEEN);
    const lift = { decisionId: decision.id, ...SEEN, idempotencyKey: newId() };
    expect(await liftMeasure(ports, reviewer, lift)).not.toHaveProperty('refusals');
    expect(await eventsOf(given)).toEqual(['SUSPENDED_BY_CREDITOR', 'REINSTATED']);
  });

  describe('of two suspensions, while the other one still holds the line', () => {
    const suspendedTwice = async () => {
      const given = await givenLines(ports, [{}], { customer: { jurisdiction: 'CN' } });
      const first = await measureTaken(ports, given, 'security-suspend', SEEN);
      const second = await measureTaken(ports, given, 'restraint-suspend', SEEN);
      return { given, first, second };
    };
    const overturned = async (given: Given, decision: Decision): Promise<void> => {
      const appeal = await assigned(store, await filed(store, { given, decision }));
      done(await decide(store, appeal, { outcome: 'OVERTURNED' }));
    };

    test('one that is lifted changes nothing, and nothing is told', async () => {
      const { given, first } = await suspendedTwice();
      done(await liftMeasure(ports, reviewer, { decisionId: first.id, ...SEEN, ...key() }));
      const twice = ['SUSPENDED_BY_CREDITOR', 'SUSPENDED_BY_CREDITOR'];
      expect(await eventsOf(given)).toEqual(twice);
    });

    test('one that is overturned is corrected by its id, and the line is said to be held', async () => {
      const { given, first, second } = await suspendedTwice();
      await overturned(given, first);
      const corrected = { event: 'CORRECTED', accountId: given.account.id };
      const [, , one] = await furnished(given);
      expect(one).toMatchObject({ ...corrected, corrects: first.id, status: 'SUSPENDED' });
      await overturned(given, second);
      const all = await furnished(given);
      expect(all).toHaveLength(4);
      expect(all[3]).toMatchObject({ ...corrected, corrects: second.id, status: 'ACTIVE' });
    });
  });

  test('a right given back to a line that is still suspended is told as a suspension', async () => {
    const given = await givenLines(ports, [{}], { customer: { jurisdiction: 'CN' } });
    await measureTaken(ports, given, 'security-suspend', SEEN);
    const ended = await measureTaken(ports, given, 'regulation-end', SEEN);
    done(await liftMeasure(ports, reviewer, { decisionId: ended.id, ...SEEN, ...key() }));
    expect((await furnished(given)).slice(-2)).toMatchObject([
      { event: 'CLOSED_BY_CREDITOR', decisionId: ended.id, status: 'DRAWDOWN_ENDED' },
      { event: 'SUSPENDED_BY_CREDITOR', status: 'SUSPENDED' },
    ]);
  });
});
