/**
 * The open transaction travels with the asynchronous call, so adapters need not be told of it: each
 * asks `query()`, which is the open transaction's or a fresh one. A second fork inside a transaction
 * would wait for ever for SQLite's only connection.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises';
import { IsolationLevel } from '@mikro-orm/core';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { type InTransaction, StaleWrite, type UnitOfWork } from '../../application/ports.js';
import type { Database, Query } from './orm.js';
import { type KeyRing, type TransactionKeys, transactionKeys, type Vault } from './vault.js';

export interface Session {
  /** Statements run in the open transaction, if there is one. */
  query(): Query;
  /** Runs a statement that is compiled already, where {@link query} would run it. */
  run<Row>(statement: CompiledQuery<Row>): Promise<QueryResult<Row>>;
  /** Compiled statements by their shape; `prepared` keeps them. */
  readonly compiled: Map<string, CompiledQuery>;
  readonly inTransaction: InTransaction;
  /** Works in the open transaction where there is one, else in one of its own. */
  joinTransaction<T>(work: () => Promise<T>): Promise<T>;
  readonly dialect: Database['dialect'];
  readonly vault: Vault;
  /** Customers' keys as the open transaction knows them. */
  keys(): KeyRing;
}

interface Open {
  readonly query: Query;
  readonly keys: TransactionKeys;
  /** What all of its statements run on. */
  readonly connection: DatabaseConnection;
  /** From then on the connection is somebody else's. */
  ended: boolean;
}

const ATTEMPTS = 5;

class Abandoned extends Error {}

/** Serialization failures, deadlocks and stale versions: nothing was kept, so it can be retried. */
const isTransient = (error: unknown): boolean =>
  error instanceof StaleWrite ||
  ['40001', '40P01'].includes((error as { code?: string } | undefined)?.code ?? '') ||
  (error instanceof Error && error.cause !== undefined && isTransient(error.cause));

/** Binds a database, and the vault of its personal texts, to the calls that run on it. */
export function makeSession(database: Database, vault: Vault): Session {
  const open = new AsyncLocalStorage<Open>();
  const outside = database.connection.getClient() as unknown as Query;

  // Named, so that a server with another default behaves the same; SQLite knows one level only.
  const isolation =
    database.dialect === 'postgresql' ? { isolationLevel: IsolationLevel.READ_COMMITTED } : {};

  async function attempt<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    let abandoned = false;
    let result: T | undefined;
    const keys = transactionKeys(vault.kept);
    try {
      // The connection's own: a unit of work around it would find nothing to do.
      const kept = await database.connection.transactional(async (own) => {
        const query = own as unknown as Query;
        const connection = await query.getExecutor().provideConnection(async (each) => each);
        const transaction: Open = { query, keys, connection, ended: false };
        const unit = {
          abandon: () => {
            abandoned = true;
          },
        };
        try {
          result = await open.run(transaction, () => work(unit));
        } finally {
          transaction.ended = true;
        }
        if (abandoned) throw new Abandoned();
        return result;
      }, isolation);
      keys.commit();
      return kept;
    } catch (error) {
      if (abandoned && error instanceof Abandoned) return result as T;
      throw error;
    }
  }

  const inTransaction: InTransaction = async (work) => {
    if (open.getStore()) throw new Error('a transaction is already open');
    for (let tries = 1; ; tries += 1) {
      try {
        const result = await attempt(work);
        // SQLite answers at once, so a run of transactions would keep all requests waiting.
        if (database.dialect === 'sqlite') await immediate();
        return result;
      } catch (error) {
        if (tries === ATTEMPTS || !isTransient(error)) throw error;
        await sleep(Math.random() * 20 * tries);
      }
    }
  };

  return {
    dialect: database.dialect,
    vault,
    keys: () => open.getStore()?.keys ?? vault.kept,
    query: () => open.getStore()?.query ?? outside,
    compiled: new Map(),
    async run<Row>(statement: CompiledQuery<Row>) {
      const transaction = open.getStore();
      if (!transaction) return outside.executeQuery(statement);
      if (transaction.ended) throw new Error('the transaction has ended');
      return transaction.connection.executeQuery<Row>(statement);
    },
    inTransaction,
    joinTransaction: (work) => (open.getStore() ? work() : inTransaction(work)),
  };
}
