/**
 * The closing bench's reference: a plain `node:http` server that parses the same request body and
 * sends the recorded statements of a closure, with the ids of the account that is asked for and
 * fresh ones for whatever is made, straight to the driver. No authentication, no decision: it reads
 * what the gateway reads and does not look at it.
 * Arguments: the recording's file, then the SQLite file or the PostgreSQL URL.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import pg from 'pg';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { type Closing, type Recording, template } from '../recording.js';

type Value = string | number | null;
type Run = (valuesOf: (at: number) => Value[]) => Promise<void> | void;

const [file = '', address = ''] = process.argv.slice(2);
const { closing, statements, answer }: Recording = JSON.parse(readFileSync(file, 'utf8'));

const bound = statements.map(({ values }) =>
  values.map((value) => (typeof value === 'string' ? template(value) : () => value)),
);
const answerText = template(answer);

/** Ids of a recorded closure as those of another one; what the closure itself made is made anew. */
function idsFor({ customerId, accountIds, idempotencyKey }: Closing) {
  const ids = new Map([
    [closing.customerId, customerId],
    [closing.idempotencyKey, idempotencyKey],
    ...closing.accountIds.map((id, at) => [id, accountIds[at] ?? id] as const),
  ]);
  return (recorded: string): string => {
    const known = ids.get(recorded) ?? systemEntropy.nextId();
    ids.set(recorded, known);
    return known;
  };
}

const OWNERS = 'select customer_id, id from credit_account order by customer_id, id';
type Owner = { customer_id: string; id: string };

function sqlite(path: string): { owners: Owner[]; run: Run } {
  const db = new DatabaseSync(path);
  // As the gateway opens it.
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  db.exec('pragma secure_delete = on');
  const prepared = new Map<string, StatementSync>();
  for (const { sql } of statements) prepared.set(sql, db.prepare(sql));
  const run: Run = (valuesOf) => {
    for (const [at, { sql }] of statements.entries()) {
      const statement = prepared.get(sql) as StatementSync;
      if (/^(select|with)/i.test(sql)) statement.all(...valuesOf(at));
      else statement.run(...valuesOf(at));
    }
  };
  return { owners: db.prepare(OWNERS).all() as unknown as Owner[], run };
}

async function postgresql(url: string): Promise<{ owners: Owner[]; run: Run }> {
  // As many connections as the gateway has.
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const run: Run = async (valuesOf) => {
    const client = await pool.connect();
    try {
      for (const [at, { sql }] of statements.entries()) await client.query(sql, valuesOf(at));
    } finally {
      client.release();
    }
  };
  return { owners: (await pool.query<Owner>(OWNERS)).rows, run };
}

const { owners, run } = address.startsWith('postgres')
  ? await postgresql(address)
  : sqlite(address);
const linesOf = new Map<string, string[]>();
const customerOf = new Map<string, string>();
for (const { customer_id, id } of owners) {
  linesOf.set(customer_id, [...(linesOf.get(customer_id) ?? []), id]);
  customerOf.set(id, customer_id);
}

async function close(body: string): Promise<string> {
  const { accountId, idempotencyKey } = JSON.parse(body).variables.input;
  const customerId = customerOf.get(accountId);
  if (customerId === undefined) throw new Error(`no account ${accountId}`);
  const accountIds = linesOf.get(customerId) ?? [];
  const idOf = idsFor({ customerId, accountIds, idempotencyKey });
  await run((at) => (bound[at] ?? []).map((fill) => fill(idOf)));
  return answerText(idOf);
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  const reply = (status: number, text: string): void => {
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  };
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    close(Buffer.concat(chunks).toString()).then(
      (text) => reply(200, text),
      (error) => reply(500, String(error)),
    );
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
