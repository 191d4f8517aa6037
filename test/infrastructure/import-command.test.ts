/** The import command: counts, restarts, refusals, on both databases. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Ports } from '../../src/application/ports.js';
import { runImportCommand } from '../../src/infrastructure/import/import-command.js';
import { describeDatabases } from '../support/stores.js';
import {
  FIRST,
  FOLDER,
  file,
  GOOD,
  HEADER,
  lineOf,
  many,
  opened,
  run,
  SAMPLE,
} from './import-lines.js';

describeDatabases((open) => {
  test('takes the good rows over and says why it refused the others', async () => {
    const store = await opened(open);
    const { code, out, err } = await run(store.ports, 'taiwan', SAMPLE);
    expect(code).toBe(0);
    expect(out).toContain('16 rows: 9 imported, 0 already there, 7 rejected');
    expect(out).toContain('1 × wrong number of columns (line 10)');
    expect(out).toContain('1 × AGE is not a whole number (line 11)');
    expect(out).toContain('1 × LIMIT_BAL is not within 1 to 1000000000000 (line 12)');
    expect(out).toContain('1 × PAY_0 is not within -2 to 8 (line 13)');
    expect(out).toContain('1 × ID comes twice in the file (line 14)');
    expect(out).toContain('1 × BILL_AMT1 is not within');
    expect(out).toContain('1 × PAY_AMT1 is not within 0 to 1000000000000 (line 16)');
    const [clear, indebted, late] = await Promise.all(
      [70004, 70001, 70003].map((key) => lineOf(store, key)),
    );
    const token = 'npm run --silent token -- --as borrower-clear --subject';
    expect(out).toContain(`(no debt): ${token} ${clear?.customer.id}`);
    expect(out).toContain(`(with debt): ${token} ${indebted?.customer.id}`);
    expect(out).toContain(`(late): ${token} ${late?.customer.id}`);
    expect(err).toContain('100% read');
    expect(await store.count('customer')).toBe(GOOD.length);
  });

  test('adds nothing when it is run again', async () => {
    const store = await opened(open);
    await run(store.ports, 'taiwan', SAMPLE);
    const before = await store.dump();
    const { code, out } = await run(store.ports, 'taiwan', SAMPLE);
    expect(code).toBe(0);
    expect(out).toContain('0 imported, 9 already there, 7 rejected');
    expect(await store.dump()).toEqual(before);
  });

  test('goes on where it was killed', async () => {
    const store = await opened(open);
    const path = many('killed.csv', 120);
    let transactions = 0;
    const dying: Ports = {
      ...store.ports,
      inTransaction: (work) =>
        store.ports.inTransaction(async (unit) => {
          transactions += 1;
          const result = await work(unit);
          // The fourth transaction has written its rows and dies before they are kept.
          if (transactions === 4) throw new Error('killed');
          return result;
        }),
    };
    await expect(run(dying, 'taiwan', path)).rejects.toThrow('killed');
    expect(await store.count('customer')).toBe(50);
    const { out } = await run(store.ports, 'taiwan', path);
    expect(out).toContain('120 rows: 70 imported, 50 already there, 0 rejected');
    for (const table of ['customer', 'credit_account', 'assessment', 'source_record'] as const) {
      expect(await store.count(table)).toBe(120);
    }
    expect(await store.count('statement')).toBe(720);
  });

  test('shares the work with another import of the same file', async () => {
    const store = await opened(open);
    const path = many('twice.csv', 120);
    const both = await Promise.all([
      run(store.ports, 'taiwan', path),
      run(store.ports, 'taiwan', path),
    ]);
    const imported = both.map(({ out }) => Number(/(\d+) imported/.exec(out)?.[1]));
    expect(imported.reduce((sum, each) => sum + each)).toBe(120);
    expect(await store.count('customer')).toBe(120);
    expect(await store.count('credit_account')).toBe(120);
  });

  test('takes as many statements for a small batch as for a full one', async () => {
    const statements: string[] = [];
    const store = await opened(open, { onStatement: (sql) => statements.push(sql) });
    const counted = async (path: string): Promise<number> => {
      statements.length = 0;
      await run(store.ports, 'taiwan', path);
      return statements.length;
    };
    await counted(file('one.csv', `${HEADER}\n${FIRST}`));
    const three = await counted(many('three.csv', 3));
    const more = await counted(file('more.csv', readFileSync(many('x.csv', 25), 'utf8')));
    expect(three).toBeGreaterThan(8);
    expect(more).toBe(three);
  });

  test('tells how far it is by the rows that it has kept', async () => {
    const store = await opened(open);
    const { err } = await run(store.ports, 'taiwan', many('steady.csv', 500));
    const told = [...err.matchAll(/^(\d+)% read, (\d+) rows$/gm)].map(([, ...each]) =>
      each.map(Number),
    );
    expect(told).toHaveLength(10);
    // A batch is a twentieth of the file; the rows differ a little in their length.
    for (const [percent = 0, rows = 0] of told)
      expect(Math.abs(rows - 5 * percent)).toBeLessThan(40);
    expect(told.at(-1)).toEqual([100, 500]);
  });

  test('draws a bar on a terminal', async () => {
    const store = await opened(open);
    let drawn = '';
    const stream = { isTTY: true, columns: 120, write: (text: string) => (drawn += text) };
    const stdout = { write: () => true };
    const path = many('bar.csv', 60);
    await runImportCommand(['taiwan', path], { ports: store.ports, stdout, stderr: stream });
    expect(drawn).toMatch(/░ 0% · 0 rows/);
    expect(drawn).toMatch(/█ 100% · 60 rows · \d+s/);
    // The cursor is hidden meanwhile and shown again.
    expect(drawn.lastIndexOf('\x1b[?25h')).toBeGreaterThan(drawn.lastIndexOf('\x1b[?25l'));
    expect(drawn).toContain('\x1b[?25l');
  });

  test('writes nothing on a dry run', async () => {
    const store = await opened(open);
    const before = await store.dump();
    const { code, out } = await run(store.ports, 'taiwan', SAMPLE, '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('16 rows: 9 to import, 0 already there, 7 rejected');
    expect(await store.dump()).toEqual(before);
  });

  test.each([
    ['is missing', () => join(FOLDER, 'missing.csv'), 'no such file'],
    ['is a folder', () => FOLDER, 'not a file'],
    ['is empty', () => file('empty.csv', ''), 'it is empty'],
    ['is of another format', () => file('other.csv', 'a,b\n1,2\n'), 'column 1 must be ID'],
  ])('fails when the file %s', async (_, path, reason) => {
    const store = await opened(open);
    const { code, err } = await run(store.ports, 'taiwan', path());
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(reason) });
  });

  const MEMORY = '/proc/self/mem';
  const named = "says so when the file's content cannot be read";
  const testMemory = existsSync(MEMORY)
    ? test
    : (name: string, body: () => Promise<void>) =>
        test.skip(`${name} (skipped: no ${MEMORY})`, body);
  testMemory(named, async () => {
    const store = await opened(open);
    const { code, out, err } = await run(store.ports, 'taiwan', MEMORY);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^\/proc\/self\/mem: it cannot be read: EIO/);
  });

  test('fails when no row is usable', async () => {
    const store = await opened(open);
    const { code, out } = await run(store.ports, 'taiwan', file('bad.csv', `${HEADER}\n1,2\n`));
    expect(code).toBe(1);
    expect(out).toContain('1 rows: 0 imported, 0 already there, 1 rejected');
  });

  test('refuses a jurisdiction whose notices would lack the authority that they name', async () => {
    const store = await opened(open);
    const before = await store.dump();
    const nobody = { ...store.ports.institution, supervisors: {} };
    const ports = { ...store.ports, institution: nobody };
    const { code, err } = await run(ports, 'taiwan', SAMPLE, '--jurisdiction', 'US');
    expect(code).toBe(1);
    expect(err).toContain('notices to customers in US name the supervising authority');
    expect(err).toContain('INSTITUTION_FILE has no supervisors.US');
    expect(await store.dump()).toEqual(before);
  });

  test('refuses a jurisdiction without a pack before it reads anything', async () => {
    const store = await opened(open);
    const { code, err } = await run(store.ports, 'taiwan', SAMPLE, '--jurisdiction', 'XX');
    expect(code).toBe(1);
    expect(err).toContain('no jurisdiction pack for "XX"');
    expect(await store.count('customer')).toBe(0);
  });

  test.each([
    [['taiwan']],
    [['nowhere', SAMPLE]],
    [['taiwan', SAMPLE, SAMPLE]],
    [['taiwan', SAMPLE, '--colour']],
    [[]],
  ])('shows its usage for the arguments %j', async (argv) => {
    const store = await opened(open);
    const { code, err } = await run(store.ports, ...argv);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('Usage: ') });
  });
});
