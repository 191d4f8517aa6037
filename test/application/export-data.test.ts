/** A customer's copy of everything, without what is not for the customer's eyes. */
import { beforeAll, expect, test } from '@jest/globals';
import { exportMyData } from '../../src/application/export-data.js';
import { borrowerOf } from '../support/actors.js';
import { aFileAccess } from '../support/decided.js';
import { describeStores, type Store } from '../support/stores.js';
import { assigned, decide, done, filed, measureTaken, rightEnded } from './appealing.js';

const SEEN = 'An order of the court was seen at the counter.';
const NOTE = 'The register at the town hall says so.';

describeStores((open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  test('leaves out what may not be told, reviewers’ notes, and who of the staff looked', async () => {
    const { ports } = store;
    const of = await rightEnded(store, { jurisdiction: 'CN', lines: [{}, {}] });
    const [, other] = of.given.accounts;
    await measureTaken(ports, { account: other! }, 'restraint-suspend', { statement: SEEN });
    const appeal = await assigned(store, await filed(store, of));
    const findings = [{ kind: 'FACTS_CONFIRMED', note: NOTE }] as const;
    done(await decide(store, appeal, { findings }));
    const access = aFileAccess(of.given.customer.id, { actor: 'a-curious-agent' });
    await ports.inTransaction(() => ports.fileAccesses.add([access]));
    const made = await exportMyData(ports, borrowerOf(of.given.customer));
    const document = made?.document ?? '';
    for (const told of [appeal.id, access.id, 'FACTS_CONFIRMED', 'LEGAL_RESTRAINT']) {
      expect(document).toContain(told);
    }
    const kept = ['SUSPENDED_LEGAL_RESTRAINT', 'restraint-suspend'];
    for (const untold of [SEEN, NOTE, 'a-curious-agent', ...kept]) {
      expect(document).not.toContain(untold);
    }
  });
});
