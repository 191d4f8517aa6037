/** The command inside the test's own process: what it refuses, and that it then leaves nothing. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { runScorecardCommand } from '../../../src/infrastructure/analytics/scorecard-command.js';
import { file, pathOf, portfolio } from './files.js';

const CSV = file('portfolio.csv', portfolio(400));
/** A card that speaks of the portfolio's columns and of nothing else that a card must have. */
const OWN = file('own.json', '{"characteristics": [{"id": "column.debt", "attributes": []}]}');

async function scorecard(...argv: string[]) {
  const said = { stdout: '', stderr: '' };
  const code = await runScorecardCommand(argv, {
    stdout: { write: (text: string) => (said.stdout += text) },
    stderr: { write: (text: string) => (said.stderr += text) },
    today: '2026-01-02',
  });
  return { code, ...said };
}

describe('fit', () => {
  test('leaves nothing behind when it cannot be done', async () => {
    const few = file('few.csv', 'n,m,bad\n1,1,0\n1,2,1\n2,2,0\n2,1,1\n2,1,0\n1,1,0\n');
    const ended = await scorecard('fit', few, '--target', 'bad', '--out', pathOf('none.json'));
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('few.csv: no card can be fitted: 2 bads do not fill 5 folds');
    expect(existsSync(pathOf('none.json'))).toBe(false);
  });

  test('says before the work that a file cannot be written, and writes none', async () => {
    const [card, report] = [pathOf('kept/card.json'), pathOf('kept/report')];
    mkdirSync(pathOf('kept/report/report.html'), { recursive: true });
    const ended = await scorecard(
      ...['fit', CSV, '--target', 'bad', '--out', card, '--report', report],
    );
    expect(ended).toEqual({
      code: 1,
      stdout: '',
      stderr: `${report}/report.html: it cannot be written: it is not a file\n`,
    });
    const toFolder = await scorecard('fit', CSV, '--target', 'bad', '--out', pathOf('kept'));
    expect(toFolder.stderr).toBe(`${pathOf('kept')}: it cannot be written: it is not a file\n`);
    expect([card, `${report}/report.json`].some(existsSync)).toBe(false);
  });

  test('refuses settings by the place of what is wrong', async () => {
    const settings = file('settings.json', '{"version": "x 1"}');
    const ended = await scorecard(
      ...['fit', CSV, '--target', 'bad', '--out', pathOf('none.json'), '--settings', settings],
    );
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('settings.json: version: ');
  });
});

describe('evaluate', () => {
  test.each([
    ['no such column', ['--target', 'worse', '--card', OWN], 'it has no column "worse"'],
    [
      'a card of other columns',
      ['--target', 'bad'],
      'its columns are not those of the Taiwan data',
    ],
    ['no card', ['--target', 'bad', '--card', pathOf('gone.json')], 'gone.json: it cannot be read'],
    ['a card that is none', ['--target', 'bad', '--card', CSV], 'it is no JSON'],
  ])('prints nothing but the reason for %s', async (_, args, reason) => {
    const ended = await scorecard('evaluate', CSV, ...args, '--json');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(reason);
  });

  test.each(['card.json', 'card.pmml'])('does not wait for a pipe named %s', async (name) => {
    execFileSync('mkfifo', [pathOf(name)]);
    const ended = await scorecard('evaluate', CSV, '--target', 'bad', '--card', pathOf(name));
    expect(ended).toEqual({ code: 1, stdout: '', stderr: `${pathOf(name)}: it is not a file\n` });
  });

  test('reads no card of more than a few megabytes', async () => {
    const card = file('long.json', ' '.repeat(5_000_000));
    const ended = await scorecard('evaluate', CSV, '--target', 'bad', '--card', card);
    expect(ended.stderr).toBe(`${card}: it has more than 4194304 bytes\n`);
  });

  test.each(['\uFEFFa', 'a'])(
    'says of a file in UTF-16 that it is, beginning with %j',
    async (a) => {
      const wide = file('wide.csv', Buffer.from(`${a},bad\n1,0\n`, 'utf16le'));
      const ended = await scorecard('evaluate', wide, '--target', 'bad');
      expect(ended.stderr).toBe(`${wide}: it is written in UTF-16, not in UTF-8\n`);
    },
  );

  test('says what is wrong with a card, by its place', async () => {
    const ended = await scorecard('evaluate', CSV, '--target', 'bad', '--card', OWN, '--json');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('own.json: schemaVersion must be 1 (and ');
  });
});

describe('recourse-check', () => {
  test('names the file that it cannot use', async () => {
    const ended = await scorecard('recourse-check', CSV);
    expect(ended).toEqual({
      code: 1,
      stdout: '',
      stderr: `${CSV}: its columns are not those of the Taiwan data\n`,
    });
  });
});

describe('the command', () => {
  test.each([
    ['no file', ['evaluate', '--target', 'bad'], 'Name one CSV file.'],
    ['no target', ['evaluate', CSV], 'Name the column of outcomes'],
    ['an unknown option', ['evaluate', CSV, '--targets', 'bad'], "Unknown option '--targets'"],
    ['no output', ['fit', CSV, '--target', 'bad'], 'Say where the card goes'],
    ['an unknown command', ['guess'], 'There is no "guess".'],
  ])('wrong arguments, such as %s, end with the usage and code 2', async (_, args, reason) => {
    const ended = await scorecard(...args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(reason);
    expect(ended.stderr).toContain('Usage: npm run scorecard -- fit <csv>');
  });
});
