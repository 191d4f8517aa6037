/** What every store promises of consents. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Consent } from '../../src/application/risk-ports.js';
import { newId } from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

type ToSource = Extract<Consent, { purpose: 'CREDIT_ASSESSMENT' }>;

const aConsent = (over: Partial<ToSource> = {}): ToSource => ({
  id: newId(),
  customerId: newId(),
  purpose: 'CREDIT_ASSESSMENT',
  source: 'SOCIAL',
  givenAt: NOW,
  withdrawnAt: null,
  ...over,
});

describeStores((open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  test('come back as they were: those in force, and the newest of all of a customer', async () => {
    const { consents } = store.ports;
    const [first, second] = [newId(), newId()];
    const later = [
      aConsent({ customerId: second, givenAt: NOW + 2, source: 'BUREAU' }),
      aConsent({ customerId: first, givenAt: NOW + 3 }),
      aConsent({ customerId: first, givenAt: NOW + 3, source: 'PLACES' }),
    ];
    // Told of last, given first.
    const oldest = aConsent({ customerId: first, givenAt: NOW, withdrawnAt: NOW + 1 });
    const given = [oldest, ...later];
    for (const each of given.toReversed()) await consents.add(each);
    expect(await consents.inForce([second, first, newId()])).toEqual(later);
    expect(await consents.inForce([second])).toEqual([given[1]]);
    expect(await consents.inForce([])).toEqual([]);
    expect(await consents.newest(first, 9)).toEqual([given[3], given[2], oldest]);
    expect(await consents.newest(first, 2)).toEqual([given[3], given[2]]);
    expect(await consents.newest(newId(), 9)).toEqual([]);
  });

  test('a source is consented to once, and again after the withdrawal', async () => {
    const { consents } = store.ports;
    const consent = aConsent();
    const { customerId } = consent;
    const again = { ...consent, id: newId(), givenAt: NOW + 5 };
    await consents.add(consent);
    await expect(consents.add(again)).rejects.toThrow();
    await expect(consents.add({ ...consent, source: 'PLACES' })).rejects.toThrow();
    await consents.withdraw(newId(), NOW + 3);
    expect(await consents.inForce([customerId])).toEqual([consent]);
    await consents.withdraw(consent.id, NOW + 4);
    await consents.add(again);
    const withdrawn = { ...consent, withdrawnAt: NOW + 4 };
    expect(await consents.newest(customerId, 9)).toEqual([again, withdrawn]);
    expect(await consents.inForce([customerId])).toEqual([again]);
    // What was withdrawn was withdrawn then, whoever says it once more.
    await consents.withdraw(consent.id, NOW + 9);
    expect(await consents.newest(customerId, 9)).toEqual([again, withdrawn]);
  });

  test('a purpose without a source is consented to beside the sources, and once', async () => {
    const { consents } = store.ports;
    const toSource = aConsent();
    const { customerId } = toSource;
    const given = (['PARTNER_ELIGIBILITY', 'OFFERS'] as const).map((purpose, at) => ({
      ...toSource,
      id: newId(),
      purpose,
      source: null,
      givenAt: NOW + 1 + at,
    }));
    for (const each of [toSource, ...given]) await consents.add(each);
    expect(await consents.inForce([customerId])).toEqual([toSource, ...given]);
    expect(await consents.newest(customerId, 9)).toEqual([toSource, ...given].toReversed());
    await expect(consents.add({ ...given[0]!, id: newId() })).rejects.toThrow();
    await consents.withdraw(given[0]!.id, NOW + 9);
    expect(await consents.inForce([customerId])).toEqual([toSource, given[1]]);
    await consents.add({ ...given[0]!, id: newId() });
  });
});
