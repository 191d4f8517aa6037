/** The command inside the test's own process: what it refuses, and that it then leaves nothing. */
import { existsSync } from 'node:fs';
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

  test('says what is wrong with a card, by its place', async () => {
    const ended = await scorecard('evaluate', CSV, '--target', 'bad', '--card', OWN, '--json');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('own.json: schemaVersion must be 1 (and ');
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
