/** The PMML commands as a person at the terminal meets them. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { runPmml } from '../../../src/infrastructure/pmml/pmml-command.js';
import { shippedScorecard } from '../../../src/infrastructure/scorecards/shipped.js';
import { FIXTURE, fixture, HEAD } from './pmml-files.js';

const folder = mkdtempSync(join(tmpdir(), 'clearline-pmml-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

async function run(...argv: string[]) {
  const said = { out: '', err: '' };
  const code = await runPmml(argv, {
    stdout: { write: (text) => (said.out += text) },
    stderr: { write: (text) => (said.err += text) },
  });
  return { code, ...said };
}

describe('the PMML commands', () => {
  test('write the shipped card out and take it in again unchanged', async () => {
    expect(await run('export-pmml', 'shipped', '--out', at('a.pmml'))).toMatchObject({
      code: 0,
      err: '',
    });
    expect(await run('import-pmml', at('a.pmml'), '--out', at('a.json'))).toMatchObject({
      code: 0,
      err: '',
    });
    expect(JSON.parse(readFileSync(at('a.json'), 'utf8'))).toEqual(shippedScorecard());
    expect(await run('export-pmml', at('a.json'), '--out', at('b.pmml'))).toMatchObject({
      code: 0,
    });
    expect(readFileSync(at('b.pmml'), 'utf8')).toBe(readFileSync(at('a.pmml'), 'utf8'));
  });

  test('take another tool’s card with a head file', async () => {
    writeFileSync(at('head.json'), JSON.stringify(HEAD));
    const done = await run(
      'import-pmml',
      FIXTURE,
      '--head',
      at('head.json'),
      '--out',
      at('c.json'),
    );
    expect(done).toEqual({
      code: 0,
      out: `small-1: 3 characteristics, written to ${at('c.json')}\n`,
      err: '',
    });
  });

  test('refuse in lines that name the place, and leave what stood there', async () => {
    writeFileSync(at('kept.json'), 'kept');
    const bad = fixture().replaceAll('late_statements', 'age');
    writeFileSync(at('bad.pmml'), bad);
    const done = await run('import-pmml', at('bad.pmml'), '--out', at('kept.json'));
    expect(done.code).toBe(1);
    expect(done.err).toContain(
      `${at('bad.pmml')}: Scorecard[Small]/Characteristic[late months]: the field age`,
    );
    expect(done.err.trim().split('\n')).toHaveLength(2);
    expect(readFileSync(at('kept.json'), 'utf8')).toBe('kept');
    writeFileSync(at('bomb.pmml'), '<!DOCTYPE a><a/>');
    expect((await run('import-pmml', at('bomb.pmml'), '--out', at('kept.json'))).err).toContain(
      'line 1: holds a DOCTYPE',
    );
    writeFileSync(at('big.pmml'), ' '.repeat(10_000_000));
    expect((await run('import-pmml', at('big.pmml'), '--out', at('kept.json'))).err).toContain(
      'has more than 4194304 bytes',
    );
  });

  test('refuse what cannot be read or written', async () => {
    for (const [source, reason] of [
      [at('none'), 'cannot be read'],
      [folder, 'is not a file'],
    ] as const) {
      const done = await run('import-pmml', source, '--out', at('d.json'));
      expect(done.code).toBe(1);
      expect(done.err).toContain(reason);
    }
    const done = await run('export-pmml', 'shipped', '--out', at('none/e.pmml'));
    expect(done).toMatchObject({ code: 1, err: expect.stringContaining('cannot be written') });
    writeFileSync(at('no-card.json'), '{"kind": "EXPERT"}');
    expect((await run('export-pmml', at('no-card.json'), '--out', at('f.pmml'))).err).toContain(
      'version: must be a name',
    );
    expect([at('d.json'), at('f.pmml')].some(existsSync)).toBe(false);
  });

  test('neither wait for a pipe nor write in place of one', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    expect(await run('import-pmml', at('pipe'), '--out', at('g.json'))).toEqual({
      code: 1,
      out: '',
      err: `${at('pipe')}: it is not a file\n`,
    });
    expect(await run('export-pmml', 'shipped', '--out', at('pipe'))).toEqual({
      code: 1,
      out: '',
      err: `${at('pipe')}: it cannot be written: it is not a file\n`,
    });
    expect(lstatSync(at('pipe')).isFIFO()).toBe(true);
    expect(existsSync(at('pipe.part'))).toBe(false);
  });

  test('write through a link to the file itself', async () => {
    mkdirSync(at('linked'));
    writeFileSync(at('linked/h.pmml'), 'old');
    symlinkSync(at('linked/h.pmml'), at('h.pmml'));
    expect(await run('export-pmml', 'shipped', '--out', at('h.pmml'))).toMatchObject({ code: 0 });
    expect(lstatSync(at('h.pmml')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('linked/h.pmml'), 'utf8')).toContain('<PMML');
  });

  test('explain wrong words', async () => {
    for (const argv of [
      [],
      ['import-pmml'],
      ['import-pmml', 'a'],
      ['other', 'a', '--out', 'b'],
      ['export-pmml', 'a', 'b', '--out', 'c'],
      ['export-pmml', 'a', '--out', 'b', '--head', 'c'],
      ['import-pmml', 'a', '--oops'],
    ]) {
      const done = await run(...argv);
      expect(done.code).toBe(2);
      expect(done.err).toContain('Usage: npm run scorecard -- import-pmml');
    }
  });
});
