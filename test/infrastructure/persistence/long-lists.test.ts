/** What is asked of many at once goes into as many statements as the databases' limits need. */
import { expect, test } from '@jest/globals';
import { emptyDay } from '../../../src/domain/risk-profile/activity-day.js';
import { givenCustomer, newId } from '../../support/portfolio.js';
import { describeDatabases, NOW } from '../../support/stores.js';

const DAY = '2026-11-25';

describeDatabases((open) => {
  test('lists longer than a statement can bind', async () => {
    const { ports } = await open();
    const { activities, inTransaction } = ports;
    const { id: customerId } = await givenCustomer(ports);
    const anOpening = () =>
      ({ id: newId(), customerId, occurredAt: NOW, kind: 'LINE_OPENED' }) as const;
    const told = Array.from({ length: 10_000 }, () => anOpening());
    await inTransaction(() => activities.add(told, NOW));
    const ids = told.map(({ id }) => id);
    const others = Array.from({ length: 60_000 }, (_, at) => `never-${at}`);
    expect(await activities.known([...others, ...ids])).toEqual(new Set(ids));
    const days = Array.from({ length: 35_000 }, (_, at) => emptyDay(`many-${at}`, DAY));
    await inTransaction(() => activities.saveDays(days));
    expect(await activities.daysAt(days)).toHaveLength(days.length);
    const owners = days.map((day) => day.customerId);
    const found = await activities.days([...owners, ...others], DAY, DAY);
    expect(found.map((day) => day.customerId)).toEqual(owners.sort());
  });
});
