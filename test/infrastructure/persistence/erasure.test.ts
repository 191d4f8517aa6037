/** What a customer's withdrawal erases is gone from the database's file, not only from its answers. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CompiledQuery } from 'kysely';
import { giveConsent, withdrawConsent } from '../../../src/application/consents.js';
import { recordActivities } from '../../../src/application/record-activities.js';
import { borrowerOf, paymentSystem } from '../../support/actors.js';
import { givenLines, newId } from '../../support/portfolio.js';
import { describeDatabases, NOW } from '../../support/stores.js';

const CONTACT = 'contact-of-the-customer';

describeDatabases((open) => {
  test('nothing of an erased source is left in rows, nor in SQLite’s file', async () => {
    const { ports, session, address, dump } = await open();
    const { customer } = await givenLines(ports);
    const actor = borrowerOf(customer);
    await giveConsent(ports, actor, { source: 'SOCIAL' });
    const links = Array.from({ length: 50 }, (_, at) => ({
      id: newId(),
      customerId: customer.id,
      occurredAt: NOW,
      kind: 'SOCIAL_LINK',
      pseudonym: `${CONTACT}-${at}`,
    }));
    await recordActivities(ports, paymentSystem, links);
    const written = async () => {
      const path = address.sqlitePath;
      // PostgreSQL's files are cleared by its own vacuum, on its own time: there the rows are asked.
      if (path === undefined) return JSON.stringify(await dump()).includes(CONTACT);
      const checkpoint = CompiledQuery.raw('pragma wal_checkpoint(truncate)');
      await session.query().executeQuery(checkpoint);
      return readFileSync(path).includes(CONTACT);
    };
    expect(await written()).toBe(true);
    await withdrawConsent(ports, actor, { source: 'SOCIAL' });
    expect(await written()).toBe(false);
  });
});
