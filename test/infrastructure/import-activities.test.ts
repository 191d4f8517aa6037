/** The import of activities: two passes, all or nothing at the first, repeatable at the second. */
import { appendFileSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Ports } from '../../src/application/ports.js';
import { aCustomer, newId } from '../support/portfolio.js';
import { DAY_MS, type DatabaseStore, describeDatabases, NOW } from '../support/stores.js';
import { file, run } from './import-lines.js';

const COLUMNS =
  'event_id,customer_id,kind,occurred_at,amount,currency,purpose,pseudonym,open_lines,inquiries,delinquencies,bureau_id';
const AT = '2026-11-24T04:00:00Z';
const PSEUDONYM = 'a-pseudonym-of-somebody';

type Row = Record<string, unknown>;

describeDatabases((open) => {
  let store: DatabaseStore;
  let customerId: string;
  let elsewhere: string;
  beforeEach(async () => {
    store = await open();
    const customers = [aCustomer(), aCustomer({ jurisdiction: 'EU' })];
    [customerId, elsewhere] = customers.map(({ id }) => id) as [string, string];
    await store.ports.inTransaction(() => store.ports.customers.add(customers));
  });

  let made = 0;
  const row = (over: Row = {}): Row => {
    made += 1;
    const common = { event_id: `e-${made}`, customer_id: customerId, occurred_at: AT };
    return { ...common, kind: 'APPLICATION', ...over };
  };
  const csv = (name: string, rows: readonly Row[], header = COLUMNS): string => {
    const line = (each: Row) => header.split(',').map((column) => each[column] ?? '');
    return file(name, [header, ...rows.map((each) => line(each).join())].join('\n'));
  };
  const ndjson = (name: string, rows: readonly Row[]): string =>
    file(name, rows.map((each) => `${JSON.stringify(each)}\n`).join(''));
  const load = (path: string, ...more: string[]) => run(store.ports, 'activities', path, ...more);

  const ALL = (): Row[] => [
    row({ kind: 'PURCHASE', amount: '12.50', currency: 'CNY' }),
    row({ kind: 'DRAW', amount: '100', currency: 'CNY', purpose: 'EDUCATION' }),
    row({ kind: 'DRAW', amount: '100', currency: 'CNY' }),
    row({ kind: 'DEVICE_SIGHTING', pseudonym: PSEUDONYM }),
    row({ kind: 'VERIFIED_INCOME', amount: '9000.00', currency: 'CNY' }),
    row({
      customer_id: elsewhere,
      kind: 'BUREAU_FACT',
      open_lines: 3,
      inquiries: 2,
      delinquencies: 0,
      bureau_id: 'demo-bureau',
    }),
    row({ kind: 'APPLICATION', occurred_at: '2026-11-24T12:00:00.5+08:00' }),
    row({ customer_id: elsewhere, kind: 'SOCIAL_LINK', pseudonym: PSEUDONYM }),
    row({ kind: 'PLACE_SIGHTING', pseudonym: PSEUDONYM }),
    row({ occurred_at: '2024-01-01T00:00:00Z' }),
  ];

  test.each([
    ['CSV', csv],
    ['NDJSON', ndjson],
  ])('takes over %s and says what it did not take', async (_, write) => {
    const { code, out, err } = await load(write('all', ALL()));
    expect({ code, out }).toEqual({
      code: 0,
      out: [
        '10 activities: 7 recorded, 0 already there, 3 not taken',
        "  1 × its source is forbidden by the customer's jurisdiction",
        '  1 × the customer has not consented to its source',
        '  1 × it happened too long ago\n',
      ].join('\n'),
    });
    expect(err.match(/100% read, 10 rows/g)).toHaveLength(2);
    const days = await store.ports.activities.days(
      [customerId, elsewhere],
      '2026-01-01',
      '2027-01-01',
    );
    expect(days).toHaveLength(2);
    expect(days.find((day) => day.customerId === customerId)).toMatchObject({
      day: '2026-11-24',
      counts: { PURCHASE: 1, DRAW: 2, DEVICE_SIGHTING: 1, VERIFIED_INCOME: 1, APPLICATION: 1 },
      sums: { CNY: { PURCHASE: 1_250, DRAW: 20_000 } },
      unstatedDraws: 1,
      income: { value: { minor: 900_000, currency: 'CNY' } },
    });
    const reported = days.find((day) => day.customerId === elsewhere)?.bureau;
    expect(reported?.bureauId).toBe('demo-bureau');
    expect(reported?.value).toEqual({
      openLines: 3,
      inquiries: 2,
      delinquencies: 0,
    });
  });

  test('run again it adds nothing, and counts what comes twice in a file', async () => {
    const path = csv('again.csv', ALL());
    await load(path);
    const before = await store.dump();
    expect((await load(path)).out).toContain('0 recorded, 7 already there, 3 not taken');
    expect(await store.dump()).toEqual(before);
    const rows = Array.from({ length: 600 }, () => row({ event_id: 'the-same' }));
    expect((await load(csv('same.csv', rows))).out).toContain('1 recorded, 599 already there');
  });

  test('loads nothing when a single line is wrong, however late it comes', async () => {
    const rows = Array.from({ length: 1_200 }, () => row());
    rows[1_150] = row({ kind: 'PURCHASE', amount: '1', currency: 'XXX' });
    const before = await store.dump();
    const { code, out, err } = await load(csv('late.csv', rows));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('1 line is wrong, so nothing was loaded');
    expect(err).toContain('line 1152, currency: There is no such currency here.');
    expect(await store.dump()).toEqual(before);
  });

  const WRONG: readonly (readonly [Row, ...string[]])[] = [
    [{ event_id: '' }, 'event_id: The event id must'],
    [{ event_id: 'é' }, 'event_id: The event id must'],
    [{ customer_id: newId() }, 'customer_id: There is no such customer.'],
    [{ customer_id: 'nobody' }, 'customer_id: There is no such customer.'],
    [{ kind: 'THEFT' }, 'kind: There is no such kind of activity. Known are PURCHASE, '],
    [{ kind: 'toString' }, 'kind: There is no such kind of activity.'],
    [{ occurred_at: '2026-11-26T00:00:00Z' }, 'occurred_at: The time lies more than'],
    [{ occurred_at: '2026-02-30T00:00:00Z' }, 'occurred_at: not an instant'],
    [{ occurred_at: '2026-11-24 04:00:00' }, 'occurred_at: not an instant'],
    [{ occurred_at: '1e12' }, 'occurred_at: not an instant'],
    [{ amount: '5', currency: 'CNY' }, 'amount: An activity of this kind has no such field.'],
    [{ kind: 'PURCHASE' }, 'amount: An activity of this kind needs this field.'],
    [{ kind: 'PURCHASE', amount: 'NaN', currency: 'CNY' }, 'amount: not an amount'],
    [{ kind: 'PURCHASE', amount: 'Infinity', currency: 'CNY' }, 'amount: not an amount'],
    [{ kind: 'PURCHASE', amount: '1.001', currency: 'CNY' }, 'amount: not an amount'],
    [{ kind: 'PURCHASE', amount: '0', currency: 'CNY' }, 'amount: The amount must be'],
    [{ kind: 'PURCHASE', amount: '-1', currency: 'CNY' }, 'amount: The amount must be'],
    [
      { kind: 'DRAW', amount: '1', currency: 'CNY', purpose: 'YACHT' },
      'purpose: There is no such purpose of a draw. Known are GOODS, ',
    ],
    [{ kind: 'PURCHASE', amount: '1', currency: 'CNY', purpose: 'GOODS' }, 'purpose: An activity'],
    [{ kind: 'DEVICE_SIGHTING', pseudonym: 'short' }, 'pseudonym: A pseudonym must'],
    [{ kind: 'BUREAU_FACT', open_lines: '1', inquiries: '-1' }, 'inquiries: ', 'delinquencies: '],
    [
      {
        kind: 'BUREAU_FACT',
        open_lines: '1',
        inquiries: '0',
        delinquencies: '0',
        bureau_id: 'nobody',
      },
      'bureau_id: The institution lists no such credit bureau.',
    ],
    [
      { kind: 'BUREAU_FACT' },
      'open_lines, inquiries, delinquencies: An activity of this kind needs',
    ],
  ];
  test.each([
    ['CSV', csv, 2],
    ['NDJSON', ndjson, 1],
  ])('names every fault of %s by line and column', async (_, write, from) => {
    for (let at = 0; at < WRONG.length; at += 12) {
      const part = WRONG.slice(at, at + 12);
      const { code, err } = await load(
        write(
          'wrong',
          part.map(([over]) => row(over)),
        ),
      );
      expect(code).toBe(1);
      expect(err).toContain(`${part.length} lines are wrong`);
      for (const [line, [, ...faults]] of part.entries()) {
        for (const fault of faults) expect(err).toContain(`line ${line + from}, ${fault}`);
      }
    }
    expect(await store.count('activity')).toBe(0);
  });

  test.each([
    ['is no JSON', '{"event_id":', ': it is not a JSON object'],
    ['is a list', '[1]', ': it is not a JSON object'],
    ['has a stranger', '{"is_admin":true}', ', "is_admin": there is no such member'],
    ['has a prototype', '{"__proto__":{"kind":"DRAW"}}', ', "__proto__": there is no such member'],
    ['has a number for an id', '{"event_id":5}', ', event_id: it is of the wrong type'],
    ['has a truth value', '{"kind":true}', ', kind: it is of the wrong type'],
  ])('refuses NDJSON of which a line %s', async (_, text, fault) => {
    const { code, err } = await load(file('odd.ndjson', `${JSON.stringify(row())}\n${text}\n`));
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(`line 2${fault}`) });
    expect(await store.count('activity')).toBe(0);
  });

  test('takes numbers in NDJSON, but none that is no number', async () => {
    const purchase = { kind: 'PURCHASE', currency: 'CNY' };
    const path = ndjson('numbers.ndjson', [row({ ...purchase, amount: 12.5 })]);
    expect((await load(path)).out).toContain('1 recorded');
    const text = JSON.stringify(row({ ...purchase, amount: 0 })).replace(
      '"amount":0',
      '"amount":1e999',
    );
    const { err } = await load(file('infinite.ndjson', text));
    expect(err).toContain('line 1, amount: not an amount');
  });

  test('names the first twenty faults and counts the others', async () => {
    const { err } = await load(csv('many.csv', Array(700).fill(row({ kind: 'X' }))));
    expect(err).toContain('700 lines are wrong');
    expect(err.match(/^ {2}line /gm)).toHaveLength(20);
    expect(err).toContain('and more after line 21');
  });

  test.each([
    ['empty', '', 'it is empty'],
    ['blank', '\n \n', 'it is empty'],
    ['only a header', COLUMNS, 'it has no activities'],
    ['of another format', 'a,b\n1,2\n', 'its header has "a"; the columns are event_id, '],
    ['a JSON list', '[{"event_id": "a"}]', 'it is a JSON list; NDJSON has one object'],
    ['with a column twice', `${COLUMNS},kind\n`, 'its header has kind twice'],
    ['without a customer', 'event_id,kind,occurred_at\n', 'its header lacks customer_id'],
    ['with a quote without end', `${COLUMNS}\n"${'x'.repeat(9_000)}`, 'it cannot be read as CSV'],
    ['a line without end', `{"a":"${'x'.repeat(9_000)}`, 'line 1 is longer than 4096 bytes'],
    ['no UTF-8', Buffer.from('7b22ff227d', 'hex').toString('latin1'), 'line 1 is not UTF-8'],
  ])('refuses a file that is %s', async (_, text, reason) => {
    const path = file('refused', '');
    writeFileSync(path, text, 'latin1');
    const { code, out, err } = await load(path);
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: expect.stringContaining(reason) });
  });

  test('tells of a line with too few fields, or too many', async () => {
    const text = [COLUMNS, Object.values(row()).join(), ''].join('\n');
    const { err } = await load(file('short.csv', text));
    expect(err).toContain('line 2: it has 4 fields, the header 12');
  });

  test('reads any order of columns, quotes, CRLF and a byte order mark', async () => {
    const header = 'kind,event_id,occurred_at,customer_id';
    const lines = [header, `APPLICATION,"a,""b""",${AT},${customerId}`, ''];
    const { code, err } = await load(file('crlf.csv', `\uFEFF${lines.join('\r\n')}`));
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(await store.ports.activities.known(['a,"b"'])).toEqual(new Set(['a,"b"']));
    const json = `\uFEFF${JSON.stringify(row())}\r\n\r\n${JSON.stringify(row())}`;
    expect((await load(file('crlf.ndjson', json))).out).toContain('2 recorded');
  });

  test('writes nothing on a dry run', async () => {
    const before = await store.dump();
    const { code, out } = await load(csv('dry.csv', ALL()), '--dry-run');
    expect({ code, out }).toEqual({
      code: 0,
      out: '10 activities are in order; nothing was loaded\n',
    });
    expect(await store.dump()).toEqual(before);
  });

  describe('a file that changes meanwhile', () => {
    /** Ports that do something when the n-th transaction of the load has ended. */
    const after = (transactions: number, act: () => void): Ports => {
      let ended = 0;
      return {
        ...store.ports,
        async inTransaction(work) {
          const result = await store.ports.inTransaction(work);
          ended += 1;
          if (ended === transactions) act();
          return result;
        },
      };
    };
    const rows = () => Array.from({ length: 1_500 }, () => row());

    test.each([
      ['nothing is loaded', []],
      ['a dry run does not praise it', ['--dry-run']],
    ])('is noticed between the passes: %s', async (_, more) => {
      const path = csv('between.csv', rows());
      const { ports } = store;
      // The check finds the customers of every batch; the third batch is the last.
      let found = 0;
      const find: Ports['customers']['find'] = async (ids) => {
        found += 1;
        if (found === 3) appendFileSync(path, '\nx');
        return ports.customers.find(ids);
      };
      const customers = { ...ports.customers, find };
      const { code, err } = await run({ ...ports, customers }, 'activities', path, ...more);
      expect({ code, err }).toEqual({
        code: 1,
        err: expect.stringContaining('it changed while it was read; 0 activities were loaded'),
      });
      expect(await store.count('activity')).toBe(0);
    });

    test('is noticed while it is loaded, also by the same size and time', async () => {
      const path = csv('during.csv', rows());
      const time = new Date(NOW);
      utimesSync(path, time, time);
      const ports = after(1, () => {
        writeFileSync(path, readFileSync(path, 'utf8').replaceAll('APPLICATION', 'LINE_CLOSED'));
        utimesSync(path, time, time);
      });
      const { code, err } = await run(ports, 'activities', path);
      expect({ code, err }).toEqual({
        code: 1,
        err: expect.stringContaining('it changed while it was read; 500 activities were loaded'),
      });
      expect(await store.count('activity')).toBe(500);
    });
  });

  test('goes on where it was killed', async () => {
    const path = csv(
      'killed.csv',
      Array.from({ length: 1_200 }, () => row()),
    );
    let transactions = 0;
    const dying: Ports = {
      ...store.ports,
      inTransaction: (work) =>
        store.ports.inTransaction(async (unit) => {
          transactions += 1;
          const result = await work(unit);
          if (transactions === 2) throw new Error('killed');
          return result;
        }),
    };
    await expect(run(dying, 'activities', path)).rejects.toThrow('killed');
    expect(await store.count('activity')).toBe(500);
    expect((await load(path)).out).toContain('1,200 activities: 700 recorded, 500 already there');
  });

  test('shares the work with another import of the same file', async () => {
    const path = csv(
      'twice.csv',
      Array.from({ length: 1_200 }, () => row()),
    );
    const both = await Promise.all([load(path), load(path)]);
    const recorded = both.map(({ out }) =>
      Number(/([\d,]+) recorded/.exec(out)?.[1]?.replace(',', '')),
    );
    expect(recorded.reduce((sum, each) => sum + each)).toBe(1_200);
    const [day] = await store.ports.activities.days([customerId], '2026-11-24', '2026-11-24');
    expect(day?.counts.APPLICATION).toBe(1_200);
  });

  test('checks again against the clock: what is too old by then is not taken', async () => {
    store.clock.advance(365 * DAY_MS);
    expect((await load(csv('old.csv', [row()]))).out).toContain(
      '0 recorded, 0 already there, 1 not',
    );
  });

  test.each([
    [['activities']],
    [['activities', 'a', 'b']],
    [['activities', 'a', '--jurisdiction', 'CN']],
  ])('shows its usage for the arguments %j', async (argv) => {
    const { code, err } = await run(store.ports, ...argv);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('Usage: ') });
  });
});
