/** Rows of the Taiwan file: what is taken, what is refused, and that a reader is never run over. */
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { streamTaiwan, WrongFormat } from '../../src/infrastructure/import/taiwan.js';
import {
  readTaiwanRow,
  TAIWAN_COLUMNS,
  taiwanProtectedAttributes,
} from '../../src/infrastructure/import/taiwan-row.js';

const GOOD = '7,50000,2,1,2,30,2,0,-1,-2,0,0,-10,200,300,400,500,600,1,2,3,4,5,6,0'.split(',');

const withField = (name: string, value: string): string[] =>
  GOOD.with(TAIWAN_COLUMNS.indexOf(name), value);

const HEADER = TAIWAN_COLUMNS.join(',');
const row = (id: number): string => [String(id), ...GOOD.slice(1)].join(',');

describe('a row', () => {
  test('becomes figures, the newest month first', () => {
    expect(readTaiwanRow(GOOD)).toEqual({
      row: {
        id: 7,
        limit: 50_000,
        sex: 2,
        education: 1,
        marriage: 2,
        age: 30,
        statuses: [2, 0, -1, -2, 0, 0],
        bills: [-10, 200, 300, 400, 500, 600],
        paid: [1, 2, 3, 4, 5, 6],
      },
    });
  });

  test.each([
    ['LIMIT_BAL', '0', 'LIMIT_BAL is not within 1 to 1000000000000'],
    ['PAY_0', '9', 'PAY_0 is not within -2 to 8'],
    ['PAY_6', '-3', 'PAY_6 is not within -2 to 8'],
    ['PAY_AMT2', '-1', 'PAY_AMT2 is not within 0 to 1000000000000'],
    ['BILL_AMT3', '-1000000000001', 'BILL_AMT3 is not within -1000000000000 to 1000000000000'],
    ['BILL_AMT3', '9'.repeat(40), 'BILL_AMT3 is not within -1000000000000 to 1000000000000'],
    ['SEX', '3', 'SEX is not within 1 to 2'],
    ['AGE', '', 'AGE is not a whole number'],
    ['AGE', ' 30', 'AGE is not a whole number'],
    ['AGE', '3e1', 'AGE is not a whole number'],
    ['BILL_AMT1', '12.5', 'BILL_AMT1 is not a whole number'],
    ['ID', '\u0000', 'ID is not a whole number'],
    ['default_next_month', '2', 'default_next_month is not within 0 to 1'],
  ])('with %s %j is refused', (name, value, problem) => {
    expect(readTaiwanRow(withField(name, value))).toEqual({ problem });
  });

  test('with a column too many or too few is refused', () => {
    const problem = 'wrong number of columns';
    expect(readTaiwanRow([...GOOD, '0'])).toEqual({ problem });
    expect(readTaiwanRow(GOOD.slice(1))).toEqual({ problem });
  });

  test('tells documented codes by name and undocumented ones as such', () => {
    const read = readTaiwanRow(withField('EDUCATION', '5'));
    expect('row' in read && taiwanProtectedAttributes(read.row)).toEqual([
      { name: 'sex', value: 'FEMALE' },
      { name: 'education', value: 'UNDOCUMENTED_5' },
      { name: 'marriage', value: 'SINGLE' },
      { name: 'age', value: '30' },
    ]);
  });
});

describe('a stream', () => {
  const read = async (text: string) => {
    const ids: number[][] = [];
    const sink = async (rows: readonly { id: number }[]) => {
      ids.push(rows.map(({ id }) => id));
      return { imported: rows.length, alreadyThere: 0 };
    };
    return { ...(await streamTaiwan(Readable.from([text]), 2, sink)), ids };
  };

  test('comes in batches, and says which lines were refused and why', async () => {
    const lines = [HEADER, row(1), row(2), '', 'x', row(1), row(3), `"${row(4)}"`];
    const done = await read(`\uFEFF${lines.join('\r\n')}`);
    expect(done.ids).toEqual([[1, 2], [3]]);
    expect(done).toMatchObject({ rows: 6, imported: 3, alreadyThere: 0 });
    expect(Object.fromEntries(done.rejects)).toEqual({
      'wrong number of columns': { count: 1, lines: [5] },
      'ID comes twice in the file': { count: 1, lines: [6] },
      'ID is not a whole number': { count: 1, lines: [8] },
    });
  });

  test('keeps five line numbers for a reason and counts them all', async () => {
    const done = await read([HEADER, ...Array.from({ length: 9 }, () => 'x')].join('\n'));
    expect(done.rejects.get('wrong number of columns')).toEqual({
      count: 9,
      lines: [2, 3, 4, 5, 6],
    });
  });

  test.each([
    ['nothing', '', 'it is empty'],
    ['another header', 'a,b\n1,2', 'column 1 must be ID, not "a"'],
    ['a column more', `${HEADER},more\n`, 'its header has 26 columns instead of 25'],
    ['a line without an end', `${HEADER}\n${'1'.repeat(5_000)}`, 'it cannot be read as CSV'],
  ])('of %s is refused as a whole', async (_, text, reason) => {
    const attempt = read(text);
    await expect(attempt).rejects.toThrow(WrongFormat);
    await expect(attempt).rejects.toThrow(reason);
  });

  test('passes on what goes wrong with the file or with the sink, and stops reading', async () => {
    const broken = new Readable({ read: () => broken.destroy(new Error('disk gone')) });
    const nothing = async () => ({ imported: 0, alreadyThere: 0 });
    await expect(streamTaiwan(broken, 2, nothing)).rejects.toThrow('disk gone');
    const input = Readable.from([`${HEADER}\n`, row(1)]);
    const failing = streamTaiwan(input, 1, () => Promise.reject(new Error('database gone')));
    await expect(failing).rejects.toThrow('database gone');
    expect(input.destroyed).toBe(true);
  });

  test('waits for a slow sink instead of reading ahead', async () => {
    const rows = 6_000;
    let produced = 0;
    function* text() {
      yield `${HEADER}\n`;
      for (produced = 1; produced <= rows; produced += 1) yield `${row(produced)}\n`;
    }
    let kept = 0;
    let ahead = 0;
    const done = await streamTaiwan(Readable.from(text()), 100, async (batch) => {
      await sleep(2);
      ahead = Math.max(ahead, produced - kept);
      kept += batch.length;
      return { imported: batch.length, alreadyThere: 0 };
    });
    // A batch, and what the parser's own buffers hold: some nine hundred rows, however many come.
    expect(ahead).toBeLessThan(2_000);
    expect(done.imported).toBe(rows);
    expect(kept).toBe(rows);
  });
});
