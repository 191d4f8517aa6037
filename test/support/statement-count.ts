/**
 * Counts the SQL statements that an operation takes, at the driver, where every one of them passes.
 * A number that grows with the length of a list is a query in a loop.
 */
import type { StatementListener } from '../../src/infrastructure/persistence/sqlite.js';

export interface StatementCount {
  /** Goes into `openDatabase` as `onStatement`. */
  readonly onStatement: StatementListener;
  /** The statements of some work, in order; beginnings and ends of transactions are left out. */
  during(work: () => Promise<unknown>): Promise<string[]>;
}

const OF_A_TRANSACTION = /^\s*(begin|commit|rollback|set transaction|start transaction)/i;

export function statementCount(): StatementCount {
  let heard: string[] | undefined;
  return {
    onStatement(sql) {
      if (!OF_A_TRANSACTION.test(sql)) heard?.push(sql);
    },
    async during(work) {
      const mine: string[] = [];
      heard = mine;
      try {
        await work();
      } finally {
        heard = undefined;
      }
      return mine;
    },
  };
}

/** A statement without its values and list lengths: equal shapes are the same statement. */
export const shapeOf = (sql: string): string =>
  sql
    .replace(/\$\d+/g, '?')
    .replace(/\?(?:, ?\?)*/g, '?')
    .replace(/\(\?\)(?:, ?\(\?\))*/g, '(?)')
    .replace(/( union all select \* from \(.*? limit \?\) as "own")\1+/g, '$1')
    .replace(/(select (?:(?:, )?cast\(\? as \w+\) as "\w+")+)(?: union all \1)+/g, '$1');
