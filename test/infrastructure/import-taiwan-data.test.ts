/** The import of real rows, where the data set lies beside the project. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { compiled } from '../../src/application/assess.js';
import { explain } from '../../src/domain/risk-profile/explanation.js';
import { expertScorecard } from '../support/portfolio.js';
import { sharedFile, TAIWAN_TRAIN } from '../support/shared.js';
import { describeDatabases } from '../support/stores.js';
import { expectReproduced, file, lineOf, opened, run } from './import-lines.js';

const train = sharedFile(TAIWAN_TRAIN);
const ROWS = 500;

train.describe(`the first ${ROWS} rows of the data set`, () => {
  describeDatabases((open) => {
    test('are all taken over, reproduced and scored', async () => {
      const store = await opened(open);
      const lines = readFileSync(train.path, 'utf8').split('\n', ROWS + 1);
      const path = file('first.csv', lines.join('\n'));
      const { code, out } = await run(store.ports, 'taiwan', path);
      expect(code).toBe(0);
      expect(out).toContain('500 rows: 500 imported, 0 already there, 0 rejected');
      for (const row of lines.slice(1)) {
        const fields = row.split(',');
        const line = await lineOf(store, fields[0] ?? '');
        expectReproduced(line, fields);
        const { assessment } = line;
        const explained = explain(compiled(expertScorecard()), null, assessment.values, 'en');
        const points = explained.characteristics.map((each) => each.points);
        expect(points.reduce((sum, each) => sum + each, explained.basePoints)).toBe(
          assessment.score,
        );
      }
      expect(await store.count('assessment')).toBe(ROWS);
    });
  });
});
