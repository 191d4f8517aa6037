/** Documents by version are checked when they are read: what was changed in a table never acts. */
import { expect, test } from '@jest/globals';
import { shippedActionPolicy } from '../../../src/infrastructure/action-policies/shipped.js';
import { shippedLimitPolicy } from '../../../src/infrastructure/limit-policies/shipped.js';
import { expertScorecard } from '../../support/portfolio.js';
import { databaseStore, describeDatabases } from '../../support/stores.js';

const text = { en: 'Rules', zh: '规则' };
const rules = {
  schemaVersion: 1,
  version: 'rules-1',
  kind: 'EXPERT',
  name: text,
  basis: text,
  createdOn: '2026-11-22',
  rules: [],
} as const;

describeDatabases((open) => {
  test.each([
    ['scorecard', 'a stored scorecard is not valid'],
    ['rule_set', 'a stored rule set is not valid'],
    ['limit_policy', 'a stored limit policy is not valid'],
    ['action_policy', 'a stored action policy is not valid'],
  ] as const)('a %s that was made invalid is refused', async (table, message) => {
    const { ports, session, database, address } = await open();
    await ports.inTransaction(async () => {
      await ports.riskProfiles.addChampion(expertScorecard());
      await ports.riskProfiles.addRules(rules);
      await ports.limitPolicies.add(shippedLimitPolicy());
      await ports.actionPolicies.add(shippedActionPolicy());
    });
    // Nothing has been read here yet.
    const { riskProfiles, limitPolicies, actionPolicies } = databaseStore(database, address).ports;
    const reading = {
      scorecard: () => riskProfiles.champion(),
      rule_set: () => riskProfiles.currentRules(),
      limit_policy: () => limitPolicies.current(),
      action_policy: () => actionPolicies.current(),
    };
    const read = (): Promise<{ kind: string }> => reading[table]();
    const { document } = await session
      .query()
      .selectFrom(table)
      .select('document')
      .executeTakeFirstOrThrow();
    const set = (changed: string) =>
      session.query().updateTable(table).set({ document: changed }).execute();
    await set(document.replace('"kind":"EXPERT"', '"kind":"GUESSED"'));
    await expect(read()).rejects.toThrow(message);
    await set(document);
    expect(await read()).toMatchObject({ kind: 'EXPERT' });
  });
});
