/** Recourse over a file: every plan that is shown works, and everybody is counted once. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Unreadable } from '../../../src/infrastructure/analytics/csv-table.js';
import { recourseCheck } from '../../../src/infrastructure/analytics/recourse-check.js';
import { readTaiwanRow } from '../../../src/infrastructure/import/taiwan-row.js';
import { shippedRules, shippedScorecard } from '../../../src/infrastructure/scorecards/shipped.js';
import { sharedFile, TAIWAN_TRAIN } from '../../support/shared.js';

const SAMPLE = new URL('../../support/fixtures/taiwan-sample.csv', import.meta.url);
const train = sharedFile(TAIWAN_TRAIN);
/** Every seventieth row of the training file: about three hundred customers. */
const EVERY = 70;

describe('recourse-check', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'clearline-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const check = (text: string) => {
    const csv = join(folder, 'rows.csv');
    writeFileSync(csv, text);
    const told: string[] = [];
    const model = { card: shippedScorecard(), rules: shippedRules() };
    return recourseCheck(csv, model, (done) => told.push(done));
  };

  test('counts every row once and finds every plan valid', async () => {
    // The sample also has lines that an import refuses.
    const [header = '', ...lines] = readFileSync(SAMPLE, 'utf8').split(/\r?\n/);
    const good = lines.filter((line) => 'row' in readTaiwanRow(line.split(',')));
    expect(good.length).toBeGreaterThan(3);
    const counted = await check([header, ...good].join('\n'));
    expect(counted.asked).toBe(good.length);
    expect(counted.reachedAlready + counted.withPlan + counted.none).toBe(counted.asked);
    expect(counted).toMatchObject({
      scorecard: shippedScorecard().version,
      rules: shippedRules().version,
      allValid: true,
      invalidPlans: 0,
    });
    const targets = Object.values(counted.targets);
    expect(targets.reduce((sum, each) => sum + each.withPlan, 0)).toBe(counted.withPlan);
    const asking = counted.withPlan + counted.none;
    expect(targets.reduce((sum, each) => sum + each.asked, 0)).toBe(asking);
    expect(counted.withPlan).toBeGreaterThan(0);
  });

  test('names what is wrong with a file', async () => {
    const header = readFileSync(SAMPLE, 'utf8').split(/\r?\n/)[0];
    await expect(check('a,b\n1,2\n')).rejects.toThrow(Unreadable);
    await expect(check(`${header}\n${'x,'.repeat(24)}0\n`)).rejects.toThrow(/^line 2/);
  });

  train.test(
    'finds a valid plan for most customers of the data set, and none that is not',
    async () => {
      const [header, ...rows] = readFileSync(train.path, 'utf8').trim().split('\n');
      const some = rows.filter((_, at) => at % EVERY === 0);
      const counted = await check([header, ...some].join('\n'));
      expect(counted.asked).toBe(some.length);
      expect(counted).toMatchObject({ allValid: true, invalidPlans: 0 });
      expect(counted.withPlan).toBeGreaterThan(counted.none);
      // Every kind that statements alone can bring about.
      for (const kind of ['PAY_OVERDUE', 'PAY_BALANCE', 'PAY_ON_TIME', 'PAY_SHARE']) {
        expect([kind, counted.actions[kind] ?? 0]).toEqual([kind, expect.any(Number)]);
        expect(counted.actions[kind]).toBeGreaterThan(0);
      }
    },
    60_000,
  );
});
