/** What time asks for is found by an index, however many rows there are. */
import { expect, test } from '@jest/globals';
import { CompiledQuery } from 'kysely';
import { anAction } from '../../support/decided.js';
import { givenCustomer, newId } from '../../support/portfolio.js';
import { statementCount } from '../../support/statement-count.js';
import { type DatabaseStore, describeDatabases, NOW } from '../../support/stores.js';

const FEW = ['standing actions', 'actions that a decision caused'];

/** A statement as it was sent, and how the database would go about it. */
async function planOf(
  { session }: DatabaseStore,
  text: string,
  values: readonly unknown[],
): Promise<string> {
  const explain = session.dialect === 'sqlite' ? 'explain query plan ' : 'explain ';
  const { rows } = await session
    .query()
    .executeQuery(CompiledQuery.raw(explain + text, [...values]));
  return JSON.stringify(rows);
}

describeDatabases((open) => {
  const asked = {
    'due actions': ({ ports }: DatabaseStore) => ports.platformActions.due(NOW, 9),
    'actions of a customer who is touched': ({ ports }: DatabaseStore) =>
      ports.platformActions.touch([newId()], NOW),
    'standing actions': ({ ports }: DatabaseStore) => ports.platformActions.standingOf([newId()]),
    'actions that a decision caused': ({ ports }: DatabaseStore) =>
      ports.platformActions.causedBy([newId()]),
    'undelivered notices': ({ ports }: DatabaseStore) => ports.notices.undelivered(NOW, 9),
    'notices with an alarm': ({ ports }: DatabaseStore) => ports.notices.alarmsDue(NOW, 9),
    'the queue of appeals': ({ ports }: DatabaseStore) =>
      ports.appeals.queue({ after: null, limit: 9 }),
    'the rest of the queue': ({ ports }: DatabaseStore) =>
      ports.appeals.queue({ after: { dueAt: NOW, id: newId() }, limit: 9 }),
    'appeals whose clock runs out': ({ ports }: DatabaseStore) => ports.appeals.dueBefore(NOW, 9),
    'pauses that end': ({ ports }: DatabaseStore) => ports.appeals.pausedUntil(NOW, 9),
    'who looked at a file': ({ ports }: DatabaseStore) =>
      ports.fileAccesses.ofCustomer(newId(), { before: null, limit: 9 }),
  };

  test.each(Object.keys(asked) as (keyof typeof asked)[])('%s, in one statement', async (what) => {
    const heard: { sql: string; values: readonly unknown[] }[] = [];
    const store = await open({ onStatement: (sql, values) => heard.push({ sql, values }) });
    if (store.session.dialect === 'postgresql') {
      // A table of a few pages is read as fast without its index; here it is to be used all the same.
      for (const setting of ['enable_seqscan', 'enable_sort']) {
        await store.session.query().executeQuery(CompiledQuery.raw(`set ${setting} = off`));
      }
    }
    heard.length = 0;
    await asked[what](store);
    const statements = heard.filter(({ sql }) => /^(?:select|update)/.test(sql));
    expect(statements).toHaveLength(1);
    const [statement] = statements;
    if (!statement) throw new Error('nothing was asked');
    const plan = await planOf(store, statement.sql, statement.values);
    expect(plan).toMatch(/index|_pkey/i);
    expect(plan).not.toMatch(/SCAN (?!.*USING)|Seq Scan/);
    // What is long is read in its order; the few of a line or a decision are put in theirs.
    if (!FEW.includes(what)) expect(plan).not.toMatch(/TEMP B-TREE|"Sort/);
  });

  test('a look at the plan shows what has no index', async () => {
    const store = await open();
    const plan = await planOf(store, 'select * from notice', []);
    expect(plan).toMatch(/SCAN notice|Seq Scan/);
  });

  test('several actions are saved in one statement, whatever their number', async () => {
    const count = statementCount();
    const store = await open({ onStatement: count.onStatement });
    const { id: customerId } = await givenCustomer(store.ports);
    const { platformActions } = store.ports;
    for (const size of [1, 20]) {
      const actions = Array.from({ length: size }, () => anAction({ customerId }));
      await platformActions.add(actions);
      expect(await count.during(() => platformActions.save(actions))).toHaveLength(1);
    }
  });
});
