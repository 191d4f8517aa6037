/** Files as samples: the Taiwan layout by the import's own facts, any other column by column. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { characteristic } from '../../../src/domain/risk-profile/catalogue.js';
import { taiwanSettings } from '../../../src/infrastructure/analytics/card-settings.js';
import {
  columnSample,
  columnSampleFor,
} from '../../../src/infrastructure/analytics/column-sample.js';
import { openCsv } from '../../../src/infrastructure/analytics/csv-table.js';
import { valuesAt } from '../../../src/infrastructure/analytics/prepared.js';
import { isProtected } from '../../../src/infrastructure/analytics/protected-columns.js';
import {
  fittedCharacteristicIds,
  isTaiwan,
  taiwanSample,
} from '../../../src/infrastructure/analytics/taiwan-sample.js';
import { describeDatabases } from '../../support/stores.js';
import { lineOf, opened, run } from '../import-lines.js';
import { file, portfolio } from './files.js';

const SAMPLE = join(import.meta.dirname, '../../support/fixtures/taiwan-sample.csv');
const silent = (): void => {};
/** The fixture's good rows: the others are there to be refused by the import. */
const GOOD = ['70001', '70002', '70003', '70004', '70005', '70006', '70007', '70008', '70015'];

function goodRows(): string {
  const [header = '', ...rows] = readFileSync(SAMPLE, 'utf8').split('\n');
  const good = GOOD.map((id) => rows.find((row) => row.startsWith(`${id},`)) ?? '');
  return `${[header, ...good].join('\n')}\n`;
}

describe('the Taiwan layout', () => {
  describeDatabases((open) => {
    test('gives the values that the gateway scores after an import', async () => {
      const store = await opened(open);
      const path = file('taiwan.csv', goodRows());
      expect((await run(store.ports, 'taiwan', path)).code).toBe(0);
      const ids = fittedCharacteristicIds();
      const table = await openCsv(path);
      const { sample, protectedColumns } = await taiwanSample(
        table,
        'default_next_month',
        ids,
        silent,
      );
      table.close();
      expect(ids.length).toBeGreaterThan(20);
      for (const [row, id] of GOOD.entries()) {
        const { assessment } = await lineOf(store, id);
        const imported = ids.map((each) => [each, assessment.values[each]]);
        expect(valuesAt(sample, row)).toEqual(Object.fromEntries(imported));
      }
      expect([...sample.target]).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1]);
      expect(protectedColumns.map(({ name }) => name)).toEqual([
        'sex',
        'education',
        'marriage',
        'age',
      ]);
    });
  });

  test('is recognised with columns in another order and others beside', async () => {
    const lines = goodRows().trim().split('\n');
    const turned = lines.map((line, row) =>
      [row === 0 ? 'note' : 'x', ...line.split(',').reverse()].join(','),
    );
    const [plain, other] = [
      await openCsv(file('plain.csv', goodRows())),
      await openCsv(file('turned.csv', `${turned.join('\n')}\n`)),
    ];
    expect(isTaiwan(other)).toBe(true);
    const ids = ['over_limit_months', 'utilization_max'];
    const [a, b] = [
      await taiwanSample(plain, 'default_next_month', ids, silent),
      await taiwanSample(other, 'default_next_month', ids, silent),
    ];
    plain.close();
    other.close();
    expect(b.sample).toEqual(a.sample);
    expect(b.notes).toEqual(['column "note" is not part of the data set']);
  });

  test('refuses a row that the import refuses, with its line', async () => {
    const [header, first] = goodRows().split('\n');
    const bad = (first ?? '').replace(',41,', ',forty,');
    const table = await openCsv(file('forty.csv', `${header}\n${first}\n${bad}1\n`));
    const attempt = taiwanSample(table, 'default_next_month', ['over_limit_months'], silent);
    await expect(attempt).rejects.toThrow('line 3');
    table.close();
  });
});

describe('any other file', () => {
  async function learnt(content: string) {
    const table = await openCsv(file('any.csv', content));
    const prepared = await columnSample(table, 'bad', taiwanSettings().fit);
    table.close();
    return prepared;
  }

  test('makes a characteristic of each useful column, outside the catalogue', async () => {
    const { sample, protectedColumns, notes } = await learnt(portfolio(600));
    const made = sample.columns.map(({ characteristic: each }) => [
      each.id,
      each.unit,
      each.direction,
    ]);
    expect(made).toEqual([
      ['column.debt', 'COUNT', 'HIGHER_IS_RISKIER'],
      ['column.share', 'RATIO', expect.stringMatching(/^HIGHER_IS_/)],
      ['column.purpose', 'CATEGORY', 'NOT_MONOTONE'],
    ]);
    expect(made.map(([id]) => characteristic(String(id)))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(protectedColumns.map(({ name, groups }) => [name, groups])).toEqual([
      ['sex', ['f', 'm']],
      ['age', ['24 or younger', '25 to 39', '40 to 61', '62 or older']],
    ]);
    expect(notes).toContain('column "id" is left out: every row has another value, as an id has');
    expect(notes).toContain('column "flat" is left out: it holds one value only');
  });

  test('leaves out a column that is the outcome under another name', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => {
      const bad = row % 4 === 0 ? 1 : 0;
      return `${row % 7},${bad + 1},${bad}`;
    });
    const { sample, notes } = await learnt(`n,class,bad\n${rows.join('\n')}\n`);
    expect(sample.columns.map(({ characteristic: each }) => each.id)).toEqual(['column.n']);
    expect(notes).toContain('column "class" is left out: its values tell the outcome itself');
  });

  test('scores a category that the card does not know as missing, and says so', async () => {
    const card = {
      characteristics: [
        { id: 'column.purpose', attributes: [{ categories: ['car', 'other'] }, { missing: true }] },
      ],
    };
    const table = await openCsv(file('new.csv', 'purpose,bad\ncar,0\nboat,1\n,0\nother,1\n'));
    const { sample, notes } = await columnSampleFor(table, 'bad', card);
    table.close();
    expect([...(sample.columns[0]?.values ?? [])]).toEqual([0, Number.NaN, Number.NaN, 1]);
    expect(notes).toEqual(['column "purpose": "boat" is unknown to the card, scored as missing']);
  });

  test.each([
    ['personal_status', true],
    ['foreign_worker', true],
    ['personalStatusSex', true],
    ['AGE', true],
    ['present_residence', true],
    ['usage', false],
    ['status', false],
    ['telephone', false],
  ])('takes the column %s for protected: %s', (name, expected) => {
    expect(isProtected(name)).toBe(expected);
  });
});
