/** What the tests of the import share: running the command, and reading a line back. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from '@jest/globals';
import type { Ports } from '../../src/application/ports.js';
import { balanceMinor } from '../../src/domain/ledger/position.js';
import { runImportCommand } from '../../src/infrastructure/import/import-command.js';
import { opened as unsealed } from '../../src/infrastructure/persistence/sealed-columns.js';
import { addModel } from '../support/portfolio.js';
import type { DatabaseStore, OpenDatabase } from '../support/stores.js';

export const SAMPLE = join(import.meta.dirname, '../support/fixtures/taiwan-sample.csv');
/** The rows of the sample that are good, in its order. */
export const GOOD = [70001, 70002, 70003, 70004, 70005, 70006, 70007, 70008, 70015];
export const FOLDER = mkdtempSync(join(tmpdir(), 'clearline-import-'));

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

/** Writes a file that is removed after the tests. */
export function file(name: string, content: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, content);
  return path;
}

export const [HEADER = '', FIRST = ''] = readFileSync(SAMPLE, 'utf8').split('\n');

/** A file of made-up customers who differ in their ids and bills. */
export const many = (name: string, count: number): string => {
  const rows = Array.from({ length: count }, (_, at) => {
    const bills = Array.from({ length: 6 }, (_, k) => ((at * 37 + k * 911) % 9_000) - 200);
    return [80_001 + at, '9000,1,1,1,30,0,0,0,0,0,0', bills, '0,50,60,70,80,90,0'].join();
  });
  return file(name, [HEADER, ...rows].join('\n'));
};

/** Runs the command and collects what it says. */
export async function run(ports: Ports, ...argv: string[]) {
  const said = { out: '', err: '' };
  const stdout = { write: (text: string) => (said.out += text) };
  const stderr = { write: (text: string) => (said.err += text) };
  const code = await runImportCommand(argv, { ports, stdout, stderr });
  return { code, ...said };
}

/** A store with the scorecard and the rules that imports need. */
export async function opened(open: OpenDatabase, options?: Parameters<OpenDatabase>[0]) {
  const store = await open(options);
  await store.ports.inTransaction(() => addModel(store.ports));
  return store;
}

/** The only line of a source record's customer, with its books. */
export async function lineOf({ ports, session }: DatabaseStore, sourceKey: number | string) {
  const key = String(sourceKey);
  const customerId = (await ports.imports.known('taiwan', [key])).get(key) ?? '';
  const [customer] = await ports.customers.find([customerId]);
  const [account] = await ports.accounts.ofCustomers([customerId]);
  if (!customer || !account) throw new Error(`${key} was not imported`);
  const [position] = await ports.books.positions([account.id]);
  const page = { before: null, limit: 100 };
  const entries = (await ports.books.entriesOf([account.id], page)).reverse();
  const statements = await ports.books.statements([customerId], '0000-00');
  const [assessment] = await ports.riskProfiles.latest([customerId]);
  const open = (await ports.books.oldestOpenDues([account.id])).get(account.id) ?? null;
  const query = session.query().selectFrom('protected_attribute').selectAll();
  const stored = await query.where('customer_id', '=', customerId).execute();
  const plain = await unsealed(session, 'protected_attribute', stored);
  const attributes = plain.map(({ name, value }) => ({ name, value }));
  if (!position || !assessment) throw new Error(`${key} is not whole`);
  return { customer, account, position, entries, statements, assessment, open, attributes };
}

export type Line = Awaited<ReturnType<typeof lineOf>>;

const CUSTOMER_SIDE = ['PRINCIPAL', 'INTEREST', 'FEE', 'CREDIT_BALANCE'];

/** The ledger's balance at the end of a day, from the postings alone. */
const balanceOn = ({ entries }: Line, day: string): number =>
  entries
    .filter(({ bookingDate }) => bookingDate <= day)
    .flatMap(({ postings }) => postings)
    .filter(({ account }) => CUSTOMER_SIDE.includes(account))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** What must be true of every imported line, whatever its row. `fields` are the row's. */
export function expectReproduced(line: Line, fields: readonly string[]): void {
  const { position, statements, entries } = line;
  const bills = fields.slice(12, 18).map(Number).reverse();
  const paid = fields.slice(18, 24).map(Number).reverse();
  expect(statements.map((each) => each.balanceMinor)).toEqual(bills.map((bill) => bill * 100));
  expect(statements.map(({ closedOn }) => balanceOn(line, closedOn))).toEqual(
    bills.map((bill) => bill * 100),
  );
  expect(statements.map((each) => each.paymentsMinor)).toEqual(paid.map((each) => each * 100));
  expect(balanceMinor(position)).toBe((bills.at(-1) ?? 0) * 100);
  for (const { postings } of entries) {
    expect(postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
  }
  // Exactly the newest statements that the status calls late are open, as far as they had a due.
  const late = Math.min(6, Math.max(0, Number(fields[6])));
  const isOpen = statements.map((each) => each.duesCumulativeMinor > position.repaidMinor);
  const owes = statements.map((each) => each.minimumDueMinor > 0);
  expect(isOpen).toEqual(owes.map((due, at) => due && at >= 6 - late));
}
