/**
 * How long closings wait while a hundred thousand customers are erased: lines of other customers are
 * closed one by one, first by themselves, then beside the erasing. Not one of `npm run bench`: it has
 * no reference. Run it by `tsc -p tsconfig.bench.json && node dist-bench/bench/erase.js [customers]`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { closeAccount } from '../src/application/close-account.js';
import { eraseDue } from '../src/application/erase-due.js';
import type { Ports } from '../src/application/ports.js';
import { unused } from '../src/infrastructure/demo/behaviours.js';
import { DEMO_PRODUCTS } from '../src/infrastructure/demo/products.js';
import {
  type Database,
  type DatabaseOptions,
  openDatabase,
  type Query,
} from '../src/infrastructure/persistence/orm.js';
import { figure, median, note } from './measure.js';
import { addCustomers, databaseFile, openStore, withFolder } from './portfolio.js';
import { postgresPlace } from './stores.js';

const ALONE = 60;
const BESIDE = 1_000;
const PAUSE_MS = 200;
const DAY_MS = 86_400_000;

/** One row of each of the common kinds for every customer, all long closed. */
async function seed(database: Database, customers: number): Promise<void> {
  const query = database.fork().getKysely() as unknown as Query;
  const at = Date.now() - 5_000 * DAY_MS;
  const text = sql.raw(
    database.dialect === 'sqlite'
      ? `substr('000000000000' || n.i, -12)`
      : `lpad(n.i::text, 12, '0')`,
  );
  const customer = sql`'01000000-0000-7000-8000-' || ${text}`;
  const own = (kind: number) => sql`'010000${sql.raw(String(kind))}0-0000-7000-8000-' || ${text}`;
  const account = own(1);
  const long = sql.raw(`'${'x'.repeat(600)}'`);
  const rows: Record<string, ReturnType<typeof sql>> = {
    'customer (id, jurisdiction, locale, created_at, relationship_ended_on, erase_on)': sql`
      ${customer}, 'CN', 'zh', ${sql.lit(at)}, '2013-01-01', '2023-01-02'`,
    'credit_account (customer_id, id, product_id, creditor_id, currency, limit_minor, agreement_date, opened_at, repayment_autopay, version, status, effective_at, capabilities)': sql`${customer}, ${account}, 'cn-consumer', 'c', 'CNY', 100, '2012-01-01', ${sql.lit(at)}, 0, 2, 'CLOSED', ${sql.lit(at)}, '[]'`,
    'ledger_position (customer_id, id, currency, principal_minor, interest_minor, fee_minor, credit_minor, held_minor, interest_through, interest_carry, repaid_minor, dues_minor)': sql`${customer}, ${account}, 'CNY', 0, 0, 0, 0, 0, '2013-01-01', 0, 0, 0`,
    'journal_entry (customer_id, id, account_id, kind, currency, booked_at, booking_date, value_date)': sql`${customer}, ${own(2)}, ${account}, 'CAPTURE', 'CNY', ${sql.lit(at)}, '2013-01-01', '2013-01-01'`,
    'posting (customer_id, id, ledger_account, amount_minor)': sql`
      ${customer}, ${own(2)}, 'PRINCIPAL', 100`,
    'statement (customer_id, id, account_id, period, closed_on, due_on, currency, balance_minor, limit_minor, payments_minor, purchases_minor, minimum_due_minor, dues_cumulative_minor, months_late)': sql`${customer}, ${own(3)}, ${account}, '2012-12', '2012-12-31', '2013-01-20', 'CNY', 0, 0, 0, 0, 0, 0, 0`,
    'assessment (customer_id, id, assessed_at, trigger, scorecard_version, score, band, facts)': sql`
      ${customer}, ${own(4)}, ${sql.lit(at)}, 'CLOSURE', 'x', 600, 'A', ${long}`,
    'activity (customer_id, id, kind, source, occurred_at, recorded_at, detail)': sql`
      ${customer}, ${own(5)}, 'PURCHASE', 'TRANSACTIONS', ${sql.lit(at)}, ${sql.lit(at)}, 'x'`,
    'activity_day (customer_id, day, document)': sql`${customer}, '2013-01-01', ${long}`,
    'decision (customer_id, id, account_id, kind, grounds, decided_at, record)': sql`
      ${customer}, ${own(6)}, ${account}, 'CLOSURE', 'CUSTOMER_REQUEST', ${sql.lit(at)}, ${long}`,
    'closure (customer_id, id, account_id, outcome, requested_at, effective_at, record)': sql`
      ${customer}, ${own(7)}, ${account}, 'CLOSED', ${sql.lit(at)}, ${sql.lit(at)}, ${long}`,
    'audit_entry (customer_id, id, occurred_at, format_version, coarse_time, content, salt, commitment, leaf_hash)': sql`${customer}, ${own(8)}, ${sql.lit(at)}, 1, 'x', ${long}, 'x', 'x', 'x'`,
    'outbox_message (customer_id, id, type, subject, occurred_at, data)': sql`
      ${customer}, ${own(9)}, 'x', ${account}, ${sql.lit(at)}, ${long}`,
  };
  for (const [into, values] of Object.entries(rows)) {
    await sql`insert into ${sql.raw(into)}
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(customers)})
      select ${values} from n`.execute(query);
  }
}

/** Milliseconds that closings took, one after another, until told to stop or none is left. */
async function closings(
  ports: Ports,
  customerIds: readonly string[],
  isOver: () => boolean,
): Promise<number[]> {
  const accounts = await ports.accounts.ofCustomers(customerIds);
  const took: number[] = [];
  for (const { id: accountId, customerId, version } of accounts) {
    if (isOver()) break;
    const actor = { subject: customerId, roles: ['borrower'], customerId } as const;
    const began = performance.now();
    const result = await closeAccount(ports, actor, {
      accountId,
      expectedVersion: version,
      allowRunOff: true,
      idempotencyKey: accountId,
    });
    took.push(performance.now() - began);
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    await sleep(PAUSE_MS);
  }
  return took;
}

const told = (took: readonly number[]) => ({
  closings: took.length,
  medianMs: figure(median(took)),
  slowestMs: figure(Math.max(...took)),
});

async function measure(name: string, options: DatabaseOptions, customers: number): Promise<void> {
  const store = await openStore(options);
  const database = await openDatabase(options);
  try {
    note(`${name}: seeding ${customers} customers`);
    await seed(database, customers);
    const line = {
      productId: DEMO_PRODUCTS.CN[0]?.id ?? '',
      limitMinor: 1_000_000,
      behaviour: unused,
    };
    const ids = await addCustomers(store.ports, ALONE + BESIDE, [line]);
    note(`${name}: closing without erasing`);
    const some = ids.slice(0, ALONE);
    const alone = await closings(store.ports, some, () => false);
    note(`${name}: closing beside erasing`);
    let over = false;
    const beside = closings(store.ports, ids.slice(ALONE), () => over);
    const began = performance.now();
    const erased = await eraseDue(store.ports, Date.now());
    const seconds = (performance.now() - began) / 1000;
    over = true;
    const result = { name, erased, seconds: figure(seconds), alone: told(alone) };
    console.log(JSON.stringify({ ...result, beside: told(await beside) }));
  } finally {
    await database.close();
    await store.close();
  }
}

const customers = Number(process.argv[2] ?? 100_000);
await withFolder((folder) => measure('SQLite', { sqlitePath: databaseFile(folder) }, customers));
const place = await postgresPlace();
if (place) {
  try {
    await measure('PostgreSQL', place.filled, customers);
  } finally {
    await place.remove();
  }
}
