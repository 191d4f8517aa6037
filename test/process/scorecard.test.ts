/** The scorecard command as people run it: a card fitted, measured and exchanged, from files. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { portfolio } from '../infrastructure/analytics/files.js';
import { CHECKOUT, runProgram, temporaryFolder } from '../support/process.js';

jest.setTimeout(180_000);

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const written = (name: string, content: string): string => {
  writeFileSync(at(name), content);
  return at(name);
};
const scorecard = (...args: string[]) => runProgram(['scorecard', ...args], {});
const read = (name: string): string => readFileSync(at(name), 'utf8');

const CSV = written('portfolio.csv', portfolio(1_500));
const DATED = ['--version', 'own-1', '--created-on', '2026-01-02'];

describe('fit', () => {
  test('writes a card and a report, byte for byte the same when run again', async () => {
    const fitted = (card: string, report: string) =>
      scorecard('fit', CSV, '--target', 'bad', '--out', at(card), '--report', at(report), ...DATED);
    const first = await fitted('card.json', 'report');
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('scorecard own-1') });
    expect(first.stderr).toContain('column "id" is left out');
    const files = ['card.json', 'report/report.json', 'report/report.html'];
    const texts = files.map(read);
    expect(await fitted('card.json', 'report')).toMatchObject({ code: 0 });
    expect(files.map(read)).toEqual(texts);
    const card = JSON.parse(texts[0] ?? '');
    expect(card).toMatchObject({ version: 'own-1', kind: 'FITTED', createdOn: '2026-01-02' });
    const ids = card.characteristics.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(['column.debt', 'column.purpose']));
    expect(ids.filter((id: string) => /sex|age|id$|flat/.test(id))).toEqual([]);
    const page = texts[2] ?? '';
    expect(page.match(/<svg /g)?.length).toBeGreaterThan(6);
    expect(page).not.toMatch(/<script|<link|<img|href=|url\(h|zr\d/);
    const pictureIds = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(pictureIds).size).toBe(pictureIds.length);
  });
});

describe('evaluate', () => {
  async function evaluated(...args: string[]) {
    const ended = await scorecard('evaluate', ...args);
    expect(ended).toMatchObject({ code: 0 });
    return ended.stdout;
  }

  test('prints one JSON object about a card that was fitted to a file', async () => {
    await scorecard('fit', CSV, '--target', 'bad', '--out', at('own.json'), ...DATED);
    const out = await evaluated(CSV, '--target', 'bad', '--card', at('own.json'), '--json');
    const found = JSON.parse(out);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(found).toMatchObject({ rows: 1_500, scorecard: { version: 'own-1' } });
    expect(found.auc).toBeGreaterThan(0.65);
    expect(found.gini).toBeCloseTo(2 * found.auc - 1, 5);
    expect(found.meanPd).toBeCloseTo(found.badRate, 3);
    for (const key of ['ks', 'brier', 'logLoss']) expect(found[key]).toBeGreaterThan(0);
    const sum = (of: readonly { rows: number }[]) => of.reduce((all, { rows }) => all + rows, 0);
    expect([sum(found.calibration.table), sum(found.bands)]).toEqual([1_500, 1_500]);
    expect(found.fairness).toMatchObject({ held: true });
    const table = await evaluated(CSV, '--target', 'bad', '--card', at('own.json'));
    expect(table).toContain(`AUC ${found.auc.toFixed(4)}`);
    expect(table).toContain('24 or younger');
  });

  const FIXTURE = readFileSync(join(CHECKOUT, 'test/support/fixtures/taiwan-sample.csv'), 'utf8');
  const lines = FIXTURE.split('\n');
  const good = [0, 1, 2, 3, 4, 5, 6, 7, 8, 17].map((line) => lines[line]).join('\n');

  test('takes the shipped card for the Taiwan layout, without a protected attribute', async () => {
    const csv = written('taiwan.csv', good);
    const args = [csv, '--target', 'default_next_month', '--json'];
    const found = JSON.parse(await evaluated(...args));
    expect(found).toMatchObject({ rows: 9, bads: 3 });
    const exported = ['export-pmml', 'shipped', '--out', at('shipped.pmml')];
    expect(await scorecard(...exported)).toMatchObject({ code: 0 });
    const again = JSON.parse(await evaluated(...args, '--card', at('shipped.pmml')));
    expect(again).toEqual(found);
  });

  test('names line and column of a row that cannot be read', async () => {
    const csv = written('forty.csv', `${good}\n${(lines[1] ?? '').replace(',41,', ',forty,')}\n`);
    const ended = await scorecard('evaluate', csv, '--target', 'default_next_month', '--json');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(`${csv}: line 11: AGE is not a whole number`);
  });
});
