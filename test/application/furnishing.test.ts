/** What bureaus are told of a line: by whom it was closed or suspended, and nothing of a pause. */
import { beforeEach, expect, test } from '@jest/globals';
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
import { agent, borrowerOf } from '../support/actors.js';
import { closedOwn, otherAgent } from '../support/closings.js';
import { reviewer, taken } from '../support/measures.js';
import { key } from '../support/operated.js';
import { type Given, givenLines, newId } from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

const SEEN = { statement: 'A certificate of 20 November was seen.' };

test('an event names its line, what it comes from, and when', () => {
  const account = { id: 'line', customerId: 'customer' };
  const of = { event: 'CORRECTED', account, decisionId: 'decision', at: NOW } as const;
  const data = {
    schemaVersion: 1,
    accountId: 'line',
    event: 'CORRECTED',
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
      { event: 'CLOSED_BY_CONSUMER', closureId: closure.id, accountId: given.account.id },
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
    const { action } = await taken(ports, given.account.id, 'business-withdrawal');
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
});
