/** The import as people run it, and the gateway on what was imported. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { DEMO_BORROWER_CLEAR } from '../../src/infrastructure/identity/demo-issuer.js';
import { describePlaces, type Place } from '../support/places.js';
import {
  CHECKOUT,
  demoToken,
  type Ended,
  runProgram,
  startGateway,
  startProgram,
  temporaryFolder,
} from '../support/process.js';
import { sharedFile, TAIWAN_TRAIN } from '../support/shared.js';

jest.setTimeout(180_000);

const SAMPLE = join(CHECKOUT, 'test/support/fixtures/taiwan-sample.csv');

/** A token for a customer that the import named as an example. */
async function tokenFor({ stdout }: Ended, kind: string, { env }: Place): Promise<string> {
  const [, subject = ''] = new RegExp(`\\(${kind}\\): .* --subject (\\S+)`).exec(stdout) ?? [];
  const args = ['token', '--as', 'borrower-clear', '--subject', subject, '--step-up'];
  const { code, stdout: token } = await runProgram(args, env);
  expect(code).toBe(0);
  return token.trim();
}

const LINES = '{ myLiabilities { accounts { edges { node { id customerId version } } } } }';
const CLOSE = `mutation ($input: CloseAccountInput!) { closeAccount(input: $input) {
  account { status } closure { outcome } receipt { entryId } errors { code } } }`;
const TEXTS =
  'basePoints score characteristics { points } principalReasons { text } inFavour { text }';
const EXPLAINED = `query ($id: ID!) { riskProfile(customerId: $id) { score
  en: explanation(locale: EN) { ${TEXTS} } zh: explanation(locale: ZH) { ${TEXTS} } } }`;

interface Told {
  readonly basePoints: number;
  readonly score: number;
  readonly characteristics: readonly { readonly points: number }[];
  readonly principalReasons: readonly { readonly text: string }[];
  readonly inFavour: readonly { readonly text: string }[];
}

const textsOf = ({ principalReasons, inFavour }: Told): string[] =>
  [...principalReasons, ...inFavour].map(({ text }) => text);

describePlaces((makePlace) => {
  test('an imported line is closed over HTTP, its score explained in both languages', async () => {
    const place = await makePlace();
    const imported = await runProgram(['import', 'taiwan', SAMPLE], place.env);
    expect(imported).toMatchObject({ code: 0, stderr: expect.stringContaining('100% read') });
    expect(imported.stdout).toContain('16 rows: 9 imported, 0 already there, 7 rejected');
    const token = await tokenFor(imported, 'no debt', place);
    const gateway = await startGateway({ ...place.env, DEMO_CUSTOMERS: '2' });
    const { edges } = (await gateway.query(token, LINES)).body.data.myLiabilities.accounts;
    expect(edges).toHaveLength(1);
    const [{ node }] = edges;
    const input = { accountId: node.id, expectedVersion: node.version, idempotencyKey: 'once' };
    const closed = await gateway.query(token, CLOSE, { input });
    expect(closed.body).toMatchObject({
      data: {
        closeAccount: {
          account: { status: 'CLOSED' },
          closure: { outcome: 'CLOSED' },
          receipt: { entryId: expect.any(String) },
          errors: [],
        },
      },
    });
    const { body } = await gateway.query(token, EXPLAINED, { id: node.customerId });
    const { score, en, zh } = body.data.riskProfile as { score: number; en: Told; zh: Told };
    for (const told of [en, zh]) {
      const points = told.characteristics.reduce((sum, each) => sum + each.points, told.basePoints);
      expect([points, told.score]).toEqual([score, score]);
    }
    expect(textsOf(en).length).toBeGreaterThan(0);
    expect(textsOf(zh)).toHaveLength(textsOf(en).length);
    for (const text of textsOf(en)) expect(text).toMatch(/^\P{Script=Han}+$/u);
    for (const text of textsOf(zh)) expect(text).toMatch(/\p{Script=Han}/u);
    gateway.kill('SIGTERM');
    expect(await gateway.ended).toMatchObject({ code: 0, stderr: '' });
  });
});

const ACTIVITIES = 60_000;
const PORTRAIT = `query ($id: ID!) { riskProfile(customerId: $id) {
  portrait(windows: [15]) { traits { name rawValue } } } }`;

describePlaces((makePlace) => {
  test('activities are taken over beside a running gateway, and show in the portrait', async () => {
    const place = await makePlace();
    const gateway = await startGateway({ ...place.env, DEMO_CUSTOMERS: '2' });
    const at = new Date(Date.now() - 3_600_000).toISOString();
    const rows = Array.from(
      { length: ACTIVITIES },
      (_, n) => `import-${n},${DEMO_BORROWER_CLEAR},CASH_OUT,${at},1.00,CNY`,
    );
    const path = join(temporaryFolder(), 'activities.csv');
    const header = 'event_id,customer_id,kind,occurred_at,amount,currency';
    writeFileSync(path, [header, ...rows.slice(0, 3), 'x'].join('\n'));
    const refused = await runProgram(['import', 'activities', path], place.env);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('line 5: it has 1 fields, the header 6');
    writeFileSync(path, [header, ...rows].join('\n'));
    const running = startProgram(['import', 'activities', path], place.env);
    let peakKb = 0;
    const watch = setInterval(() => {
      peakKb = Math.max(peakKb, peakRssKb(running.pid));
    }, 50);
    const { code, stdout } = await running.ended.finally(() => clearInterval(watch));
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '60,000 activities: 60,000 recorded, 0 already there, 0 not taken\n',
    });
    expect(peakKb).toBeLessThan(MAX_RSS_KB);
    const token = await demoToken(place.dataDir, { persona: 'agent' });
    const { body } = await gateway.query(token, PORTRAIT, { id: DEMO_BORROWER_CLEAR });
    const { traits } = body.data.riskProfile.portrait;
    const { rawValue } = traits.find(({ name }: { name: string }) => name === 'cash_outs');
    expect(rawValue).toBeGreaterThanOrEqual(ACTIVITIES);
    gateway.kill('SIGTERM');
    expect(await gateway.ended).toMatchObject({ code: 0 });
  });
});

const train = sharedFile(TAIWAN_TRAIN);
const ROWS = 20_918;
const MAX_RSS_KB = 600 * 1024;

train.test(`the whole data set is taken over in less than ${MAX_RSS_KB / 1024} MB`, wholeImported);

/** The most memory that a process has held so far, in KiB; 0 where nothing tells. */
function peakRssKb(pid: number): number {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return 0;
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? 0);
}

async function wholeImported(): Promise<void> {
  const dataDir = temporaryFolder();
  const running = startProgram(['import', 'taiwan', train.path], { DATA_DIR: dataDir });
  let peakKb = 0;
  const watch = setInterval(() => {
    peakKb = Math.max(peakKb, peakRssKb(running.pid));
  }, 50);
  const { code, stdout } = await running.ended.finally(() => clearInterval(watch));
  expect(code).toBe(0);
  expect(stdout).toContain('20,918 rows: 20,918 imported, 0 already there, 0 rejected');
  if (existsSync('/proc/self/status')) expect(peakKb).toBeGreaterThan(0);
  expect(peakKb).toBeLessThan(MAX_RSS_KB);
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(join(dataDir, 'clearline.db'), { readOnly: true });
  const count = (sql: string) =>
    Number(database.prepare(`select count(*) as n from ${sql}`).get()?.n);
  expect(count('customer')).toBe(ROWS);
  expect(count('credit_account')).toBe(ROWS);
  expect(count('statement')).toBe(6 * ROWS);
  expect(count('customer where id not in (select customer_id from assessment)')).toBe(0);
  expect(count('assessment')).toBe(ROWS);
  database.close();
}
