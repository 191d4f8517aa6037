/** What is read from a CSV file, and what is refused with its place. */
import { describe, expect, test } from '@jest/globals';
import {
  type Column,
  MAX_CATEGORIES,
  placeOf,
  readColumns,
  readTarget,
} from '../../../src/infrastructure/analytics/columns.js';
import {
  MAX_COLUMNS,
  MAX_ROWS,
  openCsv,
  Unreadable,
} from '../../../src/infrastructure/analytics/csv-table.js';
import { file, pathOf } from './files.js';

async function columnsOf(content: string, names: readonly string[]): Promise<Column[]> {
  const table = await openCsv(file('read.csv', content));
  try {
    return await readColumns(
      table,
      names.map((name) => placeOf(table, name)),
    );
  } finally {
    table.close();
  }
}

async function targetOf(content: string): Promise<number[]> {
  const table = await openCsv(file('target.csv', content));
  try {
    return [...(await readTarget(table, 'bad'))];
  } finally {
    table.close();
  }
}

const refusal = async (attempt: Promise<unknown>): Promise<string> => {
  const error = await attempt.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(Unreadable);
  return (error as Error).message;
};

describe('a file that can be read', () => {
  test('gives numbers on a grid of four decimals, texts in their order, gaps as missing', async () => {
    const [n, t] = await columnsOf('n,t\n 1.23456 ,a\n,"b, ""c"""\n-2e1,\n.5,a\n', ['n', 't']);
    expect(n).toEqual({
      kind: 'NUMBER',
      name: 'n',
      values: Float64Array.of(1.2346, NaN, -20, 0.5),
    });
    expect(t).toEqual({
      kind: 'TEXT',
      name: 't',
      texts: ['a', 'b, "c"'],
      codes: Int32Array.of(0, 1, -1, 0),
      tooMany: false,
    });
  });

  test('may have a byte order mark, CRLF, quoted line ends and no last line end', async () => {
    const [t] = await columnsOf('\ufefft,n\r\n"two\r\nlines",1\r\nx,2', ['t']);
    expect(t).toMatchObject({ texts: ['two\r\nlines', 'x'] });
  });

  test('is read by its literal name, patterns or not', async () => {
    file('plainly.csv', 'a\n1\n');
    const table = await openCsv(file("[p]*l'ain?.csv", 'a\n7\n8\n'));
    expect(table.rows).toBe(2);
    table.close();
    file('pair.csv', 'a\n1\n');
    const both = await openCsv(file('pa*r.csv', 'a\n7\n8\n9\n'));
    expect(both.rows).toBe(3);
    both.close();
    expect(await refusal(openCsv(pathOf('plain*.csv')))).toBe('no such file can be read');
  });

  test('keeps its order over many blocks', async () => {
    const rows = 20_000;
    const lines = Array.from({ length: rows }, (_, row) => `${row},r${row % 3}`);
    const [n, t] = await columnsOf(`n,t\n${lines.join('\n')}\n`, ['n', 't']);
    expect((n as { values: Float64Array }).values).toEqual(
      Float64Array.from({ length: rows }, (_, row) => row),
    );
    expect((t as { codes: Int32Array }).codes).toEqual(
      Int32Array.from({ length: rows }, (_, row) => row % 3),
    );
  });

  test('with too many texts in a column says so', async () => {
    const lines = Array.from({ length: MAX_CATEGORIES + 1 }, (_, row) => `t${row}`);
    expect(
      await columnsOf(`t,u\n${lines.map((line) => `${line},u`).join('\n')}\n`, ['t', 'u']),
    ).toMatchObject([{ tooMany: true }, { tooMany: false }]);
  });
});

describe('a file that cannot be read is refused with the place:', () => {
  test.each([
    ['nothing in it', '', 'it is empty'],
    ['a header alone', 'a,b\n', 'it has a header and no rows'],
    ['a column twice', 'a,b,a\n1,2,3\n', 'line 1: column "a" comes twice'],
    ['a column without a name', 'a,,b\n1,2,3\n', 'line 1: column 2 has no name'],
    ['a short line', 'a,b\n1,2\n3\n', 'line 3 has 1 fields instead of 2'],
    ['a long line', 'a,b\n1,2\n3,4,5\n', 'line 3 has 3 fields instead of 2'],
    ['an open quote', 'a,b\n1,"x\n2,y\n', 'line 2 has a quote that is not closed'],
    ['a line without an end', `a,b\n1,${'x'.repeat(3_000_000)}\n`, 'is longer than'],
    ['a header without an end', 'x'.repeat(3_000_000), 'its header cannot be read as CSV'],
    [
      'too many columns',
      `${Array.from({ length: MAX_COLUMNS + 1 }, (_, at) => `c${at}`).join(',')}\n`,
      `it has ${MAX_COLUMNS + 1} columns; at most ${MAX_COLUMNS} are read`,
    ],
  ])('%s', async (_, content, reason) => {
    expect(await refusal(openCsv(file('bad.csv', content)))).toContain(reason);
  });

  test('too many rows, before any is held', async () => {
    const rows = Buffer.alloc(2 * (MAX_ROWS + 1), '1\n');
    const content = Buffer.concat([Buffer.from('a\n'), rows]);
    const reason = `it has more than ${MAX_ROWS} rows`;
    expect(await refusal(openCsv(file('rows.csv', content)))).toBe(reason);
  });

  test('bytes that are no UTF-8', async () => {
    const bytes = Uint8Array.of(97, 44, 98, 10, 49, 44, 0xff, 0xfe, 10);
    expect(await refusal(openCsv(file('bytes.csv', bytes)))).toContain('line 2 is not UTF-8');
  });

  test('no file, and a folder', async () => {
    expect(await refusal(openCsv(pathOf('none.csv')))).toBe('no such file can be read');
    expect(await refusal(openCsv(pathOf('.')))).toBe('not a file');
  });

  test.each([
    ['a text', 'n\n1\n2\nforty\n', 'line 4, column "n": "forty" is not a finite number'],
    ['NaN', 'n\n1\n2\nNaN\n', 'line 4, column "n": "NaN" is not a finite number'],
    ['infinity', 'n\n1\n-inf\n3\n', 'line 3, column "n": "-inf" is not a finite number'],
    ['an overflow', 'n\n1\n2\n1e999\n', 'line 4, column "n": "1e999" is beyond ±900000000000'],
    ['a hexadecimal', 'n\n1\n2\n0x10\n', 'line 4, column "n": "0x10" is not a finite number'],
    ['an underscore', 'n\n1\n2\n1_000\n', 'line 4, column "n": "1_000" is not a finite number'],
  ])('%s among numbers', async (_, content, reason) => {
    expect(await refusal(columnsOf(content, ['n']))).toBe(reason);
  });

  test('a value behind quoted line ends and empty lines, by the line in the file', async () => {
    const content = 'n,t\n1,"two\nlines"\n\n2,x\noops,y\n';
    expect(await refusal(columnsOf(content, ['n']))).toContain('line 6, column "n": "oops"');
  });
});

describe('the outcome', () => {
  test('is 0 or 1 in every row', async () => {
    expect(await targetOf('a,bad\n1,0\n2,1\n3, 1 \n')).toEqual([0, 1, 1]);
  });

  test.each([
    ['is not there', 'a\n1\n', 'it has no column "bad"'],
    ['is another number', 'bad\n0\n1\n2\n', 'line 4, column "bad": "2" must be 0 or 1'],
    ['is empty', 'bad,a\n0,1\n,2\n', 'line 3, column "bad": an empty field must be 0 or 1'],
    ['never comes about', 'bad\n0\n0\n', 'column "bad" is 0 in every row'],
    ['always comes about', 'bad\n1\n1\n', 'column "bad" is 1 in every row'],
  ])('that %s is refused', async (_, content, reason) => {
    expect(await refusal(targetOf(content))).toBe(reason);
  });
});
