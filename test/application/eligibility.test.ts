/** Whether a customer could have a product today: who is answered, and with what. */
import { beforeEach, expect, test } from '@jest/globals';
import type { Actor } from '../../src/application/actor.js';
import { eligibilityOf } from '../../src/application/ask-eligibility.js';
import { giveConsent, withdrawConsent } from '../../src/application/consents.js';
import type { Ports } from '../../src/application/ports.js';
import { recordActivities } from '../../src/application/record-activities.js';
import { shippedScorecard } from '../../src/infrastructure/scorecards/shipped.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { aStatement, type Given, givenLines, newId, TODAY } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

const partner: Actor = { subject: 'partner-1', roles: ['partner'] };
const analyst: Actor = { subject: 'analyst-1', roles: ['analyst'] };
const FORBIDDEN = { refusal: { code: 'FORBIDDEN' } };
const PARTNERS = { purpose: 'PARTNER_ELIGIBILITY', source: null } as const;

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  let given: Given;
  let productId: string;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
    given = await givenLines(ports);
    productId = (await givenLines(ports, [])).product.id;
    await ports.inTransaction(() => ports.riskProfiles.addChampion(shippedScorecard()));
  });
  const ask = (actor: Actor, over: { customerId?: string; productId?: string } = {}) =>
    eligibilityOf(
      ports,
      actor,
      { customerId: given.customer.id, productId, ...over },
      store.clock.now(),
    );

  test('a good customer could have it today, and asking leaves nothing behind', async () => {
    const before = await store.dump();
    const yes = { eligible: true, reasons: [], until: null, asOf: TODAY };
    for (const actor of [borrowerOf(given.customer), agent, analyst]) {
      expect(await ask(actor)).toEqual(yes);
    }
    expect(await store.dump()).toEqual(before);
  });

  test('a rule that holds back new credit is told with its figure and its day', async () => {
    const closings = [1, 2, 3].map((days) => ({
      id: newId(),
      customerId: given.customer.id,
      occurredAt: NOW - days * DAY_MS,
      kind: 'LINE_CLOSED' as const,
    }));
    await recordActivities(ports, paymentSystem, closings);
    const answer = await ask(agent);
    expect(answer).toMatchObject({
      eligible: false,
      reasons: [
        {
          code: 'CLOSING_FREQUENT',
          text: { en: 'You closed 3 lines in the last 180 days.' },
        },
      ],
    });
    if ('refusal' in answer) throw new Error('refused');
    expect(answer.until).toBe(answer.reasons[0]?.until);
    // On that day, and not on the one before, nothing stands in the way any more.
    const days = (Date.parse(`${answer.until}T04:00:00Z`) - NOW) / DAY_MS;
    store.clock.advance((days - 1) * DAY_MS);
    expect(await ask(agent)).toMatchObject({ eligible: false });
    store.clock.advance(DAY_MS);
    expect(await ask(agent)).toMatchObject({ eligible: true });
  });

  test('everything that stands in the way is told at once, and none of it names a score', async () => {
    const position = { principalMinor: 50_000, duesMinor: 10_000 };
    const of = await givenLines(ports, [{ position }]);
    const late = { closedOn: '2026-10-31', balanceMinor: 990_000, monthsLate: 8 };
    await ports.books.addStatements([aStatement(of.account, late)]);
    await ports.inTransaction(() => ports.riskProfiles.addChampion(shippedScorecard()));
    const answer = await ask(agent, { customerId: of.customer.id, productId: of.product.id });
    if ('refusal' in answer) throw new Error('refused');
    expect(answer.reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['LINE_ALREADY_HELD', 'OVERDUE']),
    );
    expect([answer.eligible, answer.until]).toEqual([false, null]);
    for (const { text } of answer.reasons) expect(`${text.en}${text.zh}`).not.toMatch(/\d/);
  });

  test('a partner is answered with the customer’s consent only, and no longer than that', async () => {
    const borrower = borrowerOf(given.customer);
    expect(await ask(partner)).toEqual(FORBIDDEN);
    expect(await ask(partner, { customerId: newId() })).toEqual(FORBIDDEN);
    expect(await ask(partner, { productId: 'no-such' })).toEqual(FORBIDDEN);
    await giveConsent(ports, borrower, { purpose: 'OFFERS', source: null });
    await giveConsent(ports, borrower, { source: 'SOCIAL' });
    expect(await ask(partner)).toEqual(FORBIDDEN);
    await giveConsent(ports, borrower, PARTNERS);
    expect(await ask(partner)).toMatchObject({ eligible: true });
    const others = (await givenLines(ports)).customer.id;
    expect(await ask(partner, { customerId: others })).toEqual(FORBIDDEN);
    await withdrawConsent(ports, borrower, PARTNERS);
    expect(await ask(partner)).toEqual(FORBIDDEN);
  });

  test('nobody else is answered, and what there is not is refused by name', async () => {
    await giveConsent(ports, borrowerOf(given.customer), PARTNERS);
    const stranger = borrowerOf({ id: newId() });
    for (const actor of [stranger, paymentSystem]) expect(await ask(actor)).toEqual(FORBIDDEN);
    const nobody = { refusal: { code: 'CUSTOMER_NOT_FOUND' } };
    expect(await ask(agent, { customerId: newId() })).toEqual(nobody);
    const nothing = { refusal: { code: 'PRODUCT_NOT_FOUND' } };
    expect(await ask(agent, { productId: 'no-such' })).toEqual(nothing);
    const { customer } = await givenLines(ports, [], { customer: { jurisdiction: 'ZZ' } });
    expect(await ask(agent, { customerId: customer.id })).toEqual({
      refusal: { code: 'JURISDICTION_UNSUPPORTED', jurisdiction: 'ZZ' },
    });
  });
});
