/** The shipped card is what its command makes of the training data, where these lie beside it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { CHECKOUT, runProgram, temporaryFolder } from '../support/process.js';
import { sharedFile, TAIWAN_TRAIN } from '../support/shared.js';

jest.setTimeout(300_000);

const train = sharedFile(TAIWAN_TRAIN);

const shipped = (path: string): string => readFileSync(join(CHECKOUT, path), 'utf8');

train.describe('the shipped scorecard', () => {
  test('is made again byte for byte, with its report, and is as good as that says', async () => {
    const folder = temporaryFolder();
    const at = (name: string): string => join(folder, name);
    const target = ['--target', 'default_next_month'];
    const made = ['--out', at('taiwan-1.json'), '--report', at('taiwan-1')];
    const fitted = await runProgram(['scorecard', 'fit', train.path, ...target, ...made], {});
    expect(fitted).toMatchObject({ code: 0 });
    for (const [own, ours] of [
      ['taiwan-1.json', 'src/infrastructure/scorecards/taiwan-1.json'],
      ['taiwan-1/report.json', 'docs/scorecards/taiwan-1/report.json'],
      ['taiwan-1/report.html', 'docs/scorecards/taiwan-1/report.html'],
    ] as const) {
      expect(readFileSync(at(own), 'utf8') === shipped(ours)).toBe(true);
    }
    const evaluated = await runProgram(
      ['scorecard', 'evaluate', train.path, ...target, '--json'],
      {},
    );
    const { auc, ks, brier, rows } = JSON.parse(evaluated.stdout);
    expect({ rows, auc: auc.toFixed(3), ks: ks.toFixed(3), brier: brier.toFixed(3) }).toEqual({
      rows: 20_918,
      auc: '0.788',
      ks: '0.441',
      brier: '0.134',
    });
  });
});
