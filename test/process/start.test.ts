/** The first start and the second, as a newcomer meets them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PERSONAS } from '../../src/infrastructure/identity/demo-issuer.js';
import {
  checkoutCopy,
  demoToken,
  type Gateway,
  plainEnvironment,
  runProgram,
  start,
  startGateway,
  temporaryFolder,
  testWith,
} from '../support/process.js';

const CUSTOMERS = 12;

/** Everything that a second seeding, or another customer in the place of one, would change. */
function portfolioIn(dataDir: string): unknown[] {
  const database = new DatabaseSync(join(dataDir, 'clearline.db'), { readOnly: true });
  try {
    const all = (sql: string) => database.prepare(sql).all();
    return [
      all('select id, jurisdiction, created_at from customer order by id'),
      all('select source, source_key, customer_id from source_record order by source_key'),
      all('select id, product_id, limit_minor from credit_account order by id'),
      all('select count(*) as assessments from assessment'),
    ];
  } finally {
    database.close();
  }
}

const CLOCK = '{ clock { now } }';
const LATER = 'mutation { advanceClock(by: "P3D") { clock { now } errors { code } } }';

describe('a first start on an empty folder', () => {
  // A folder whose name a shell would split or end early.
  const dataDir = join(temporaryFolder(), "Anna's data");
  const env = { DATA_DIR: dataDir, DEMO_CUSTOMERS: String(CUSTOMERS) };

  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(env);
  });

  test('prints where it listens, and the personas', () => {
    const banner = gateway.stdout();
    expect(banner).toContain(`data: SQLite in ${dataDir}`);
    expect(banner).toContain('DEMO MODE');
    for (const persona of Object.keys(PERSONAS)) expect(banner).toContain(persona);
    // No page of ours or of a third party: the terminal is all that is needed.
    expect(banner.replaceAll(gateway.url, '')).not.toMatch(/https?:/);
  });

  testWith(['sh', 'curl'], 'prints a curl that works when it is pasted', async () => {
    const [curl = ''] = /^curl [\s\S]*/m.exec(gateway.stdout()) ?? [];
    const pasted = await start('sh', ['-c', curl], plainEnvironment()).ended;
    expect(pasted).toMatchObject({ code: 0 });
    const { data } = JSON.parse(pasted.stdout);
    expect(data.myLiabilities.totals).toHaveLength(1);
    expect(data.myLiabilities.accounts.edges).toHaveLength(3);
  });

  test('npm run token prints just the token', async () => {
    const npm = ['run', '--silent', 'token', '--', '--as', 'agent'];
    const token = await start('npm', npm, plainEnvironment(env)).ended;
    expect(token.code).toBe(0);
    expect(token.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(await gateway.query(token.stdout.trim(), CLOCK)).toMatchObject({ status: 200 });
  });

  test('a second start finds the same customers, the moved clock and the same keys', async () => {
    gateway.kill('SIGTERM');
    expect(await gateway.ended).toMatchObject({ code: 0, stderr: '' });
    const before = portfolioIn(dataDir);
    expect(before[0]).toHaveLength(CUSTOMERS);

    const first = await startGateway(env);
    const service = await demoToken(dataDir, { persona: 'service' });
    const moved = (await first.query(service, LATER)).body.data.advanceClock;
    expect(moved.errors).toEqual([]);
    expect(Date.parse(moved.clock.now)).toBeGreaterThan(Date.now() + 2 * 86_400_000);
    const atMove = portfolioIn(dataDir).slice(0, 3);
    first.kill('SIGTERM');
    await first.ended;
    expect(atMove).toEqual(before.slice(0, 3));

    // More customers are asked for, but the portfolio is there already.
    const second = await startGateway({ ...env, DEMO_CUSTOMERS: '20' });
    const { data } = (await second.query(service, CLOCK)).body;
    expect(Date.parse(data.clock.now)).toBeGreaterThanOrEqual(Date.parse(moved.clock.now));
    expect(portfolioIn(dataDir).slice(0, 3)).toEqual(before.slice(0, 3));
    second.kill('SIGTERM');
    await second.ended;
  });

  test('a start after the size was set anew seeds that size into a new folder', async () => {
    const other = join(temporaryFolder(), 'data');
    const gateway = await startGateway({ DATA_DIR: other, DEMO_CUSTOMERS: '3' });
    gateway.kill('SIGTERM');
    await gateway.ended;
    expect(portfolioIn(other)[0]).toHaveLength(3);
  });
});

describe('without a command, or with a wrong one', () => {
  test.each([[[]], [['sevre']]])('%j prints how it is used', async (args) => {
    const { code, stdout, stderr } = await runProgram(args, {});
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^usage: clearline .*\n$/);
  });
});

describe('a Node that is too old', () => {
  const needed = readFileSync(join(checkoutCopy(), 'package.json'), 'utf8');
  const [, minimum = ''] = /"node": ">=([\d.]+)"/.exec(needed) ?? [];
  const line = (version: string) =>
    `Clearline needs Node ${minimum} or newer; this is ${version}. ` +
    'Start it with "npm start", which brings its own.\n';

  test.each(['20.20.2', '22.16.0', '18.0.0'])('%s gets one clear line', async (version) => {
    const pretend = `Object.defineProperty(process, 'versions', {
      value: { ...process.versions, node: '${version}' } })`;
    const preload = `data:text/javascript,${encodeURIComponent(pretend)}`;
    const args = ['--import', preload, 'dist/main.js', 'serve'];
    const ended = await start(process.execPath, args, plainEnvironment()).ended;
    expect(ended).toMatchObject({ code: 1, stdout: '', stderr: line(version) });
  });

  const old = oldNode(minimum);
  const really = old ? test : test.skip;
  really(`${old?.version ?? 'a really old one (skipped: none on this machine)'}`, async () => {
    const ended = await start(old?.path ?? '', ['dist/main.js', 'serve'], plainEnvironment()).ended;
    expect(ended).toMatchObject({ code: 1, stdout: '', stderr: line(old?.version ?? '') });
  });
});

/** The machine's own Node, where that is older than needed. */
function oldNode(minimum: string): { path: string; version: string } | undefined {
  for (const folder of (plainEnvironment().PATH ?? '').split(delimiter)) {
    const path = join(folder, 'node');
    if (!existsSync(path)) continue;
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().slice(1);
    if (version.localeCompare(minimum, 'en', { numeric: true }) < 0) return { path, version };
  }
  return undefined;
}
