/**
 * Documents by version (scorecards, rule sets): one of them is in use, and a stored version never
 * changes, so that what was made with it can be replayed.
 */
import { createHash } from 'node:crypto';
import type { Query } from './orm.js';
import { prepared } from './prepared.js';
import type { Session } from './transaction.js';

export interface VersionedDocuments<T> {
  /** The version in use; throws when none was stored. */
  inUse(): Promise<T>;
  /** Those that are stored, in the order of the versions. */
  find(versions: readonly string[]): Promise<T[]>;
  /**
   * Stores a version and puts it in use; one that is stored already changes nothing, also when it is
   * retired. The same version with other content throws.
   */
  add(document: T): Promise<void>;
}

/** Where documents of a kind are kept, and how they are read. */
export interface DocumentPlace<T> {
  readonly table: 'scorecard' | 'rule_set' | 'limit_policy' | 'action_policy';
  /** For errors. */
  readonly name: string;
  /** The status of the version in use. */
  readonly inUse: string;
  /** Checks what was stored; throws when it is not valid. */
  read(document: unknown): T;
}

export function versionedDocumentsOf<T extends { readonly version: string }>(
  session: Session,
  { table, name, inUse, read }: DocumentPlace<T>,
): VersionedDocuments<T> {
  // A stored version never changes, so a document is read and checked once in a process.
  const known = new Map<string, T>();
  // Not so while the transaction that stores it is open: it may still be abandoned.
  const storing = new WeakSet<Query>();

  async function find(versions: readonly string[]): Promise<T[]> {
    const query = session.query();
    const found = storing.has(query) ? new Map<string, T>() : known;
    const missing = versions.filter((version) => !found.has(version));
    if (missing.length > 0) {
      const stored = query.selectFrom(table).select('document');
      for (const { document } of await stored.where('version', 'in', missing).execute()) {
        const each = read(JSON.parse(document));
        found.set(each.version, each);
      }
    }
    return versions.flatMap((version) => found.get(version) ?? []);
  }

  return {
    find,
    async inUse() {
      const { rows } = await prepared(session, `${table} in use`, [inUse], (query) =>
        query.selectFrom(table).select('version').where('status', '=', inUse),
      );
      const [document] = rows[0] ? await find([rows[0].version]) : [];
      if (!document) throw new Error(`no ${name} is in use`);
      return document;
    },
    async add(given) {
      const { version } = given;
      const document = JSON.stringify(given);
      const sha256 = createHash('sha256').update(document).digest('hex');
      const query = session.query();
      const stored = await query
        .selectFrom(table)
        .select('sha256')
        .where('version', '=', version)
        .executeTakeFirst();
      if (stored && stored.sha256 !== sha256) {
        throw new Error(`${name} ${version} is stored with other content`);
      }
      if (stored) return;
      storing.add(query);
      await query.updateTable(table).set({ status: 'RETIRED' }).execute();
      await query.insertInto(table).values({ version, status: inUse, sha256, document }).execute();
    },
  };
}
