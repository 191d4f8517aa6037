/**
 * Per-request batching: whatever the shape of a query, each kind of record is asked for once per
 * level, so the number of statements does not grow with the size of a list.
 */
import DataLoader from 'dataloader';
import { firstPeriod } from '../../application/assess.js';
import type { Ports } from '../../application/ports.js';
import { type LineView, viewLines } from '../../application/read-lines.js';
import type { JournalEntry } from '../../domain/ledger/journal.js';
import { type Instant, localDate } from '../../domain/time.js';

/** Puts rows into the order of the keys; null where there is none. */
const inOrder = <K, T>(keys: readonly K[], rows: readonly T[], keyOf: (row: T) => K) => {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
};

/** A loader of single records by id. */
const byId = <T extends { id: string }>(find: (ids: readonly string[]) => Promise<T[]>) =>
  new DataLoader<string, T | null>(async (ids) => inOrder(ids, await find(ids), ({ id }) => id));

/** A loader of all records that belong to a key. */
const grouped = <T>(
  find: (ids: readonly string[]) => Promise<readonly T[]>,
  keyOf: (row: T) => string,
) =>
  new DataLoader<string, T[]>(async (ids) => {
    const groups = Map.groupBy(await find(ids), keyOf);
    return ids.map((id) => groups.get(id) ?? []);
  });

export interface EntryPage {
  readonly accountId: string;
  readonly before: string | null;
  readonly limit: number;
}

function entryPages(ports: Ports) {
  return new DataLoader<EntryPage, JournalEntry[], string>(
    async (pages) => {
      const asked = Map.groupBy(pages, ({ before, limit }) => `${before}/${limit}`);
      const found = new Map<string, JournalEntry[]>();
      for (const [shape, same] of asked) {
        const { before = null, limit = 0 } = same[0] ?? {};
        const ids = same.map(({ accountId }) => accountId);
        for (const entry of await ports.books.entriesOf(ids, { before, limit })) {
          const key = `${entry.accountId}/${shape}`;
          found.set(key, [...(found.get(key) ?? []), entry]);
        }
      }
      return pages.map(
        ({ accountId, before, limit }) => found.get(`${accountId}/${before}/${limit}`) ?? [],
      );
    },
    { cacheKeyFn: ({ accountId, before, limit }) => `${accountId}/${before}/${limit}` },
  );
}

/** Fresh loaders for one request, which sees one time. */
export function makeLoaders(ports: Ports, now: Instant) {
  const accountOf = ({ accountId }: { accountId: string }): string => accountId;
  const lines = new DataLoader<string, LineView | null>(async (ids) => {
    const views = await viewLines(ports, await ports.accounts.find(ids), now);
    return inOrder(ids, views, ({ account }) => account.id);
  });
  const linesOfCustomer = new DataLoader<string, LineView[]>(async (ids) => {
    const views = await viewLines(ports, await ports.accounts.ofCustomers(ids), now);
    for (const view of views) lines.prime(view.account.id, view);
    const groups = Map.groupBy(views, ({ account }) => account.customerId);
    return ids.map((id) => groups.get(id) ?? []);
  });
  return {
    lines,
    linesOfCustomer,
    customers: byId(ports.customers.find),
    closures: byId(ports.closures.find),
    decisions: byId(ports.closures.decisions),
    assessments: byId(ports.riskProfiles.byId),
    auditEntries: byId(ports.auditTrail.find),
    latestAssessments: new DataLoader(async (ids: readonly string[]) =>
      inOrder(ids, await ports.riskProfiles.latest(ids), ({ customerId }) => customerId),
    ),
    scorecards: new DataLoader(async (versions: readonly string[]) =>
      inOrder(versions, await ports.riskProfiles.scorecards(versions), ({ version }) => version),
    ),
    holds: grouped(ports.books.openHolds, accountOf),
    plans: grouped(ports.books.activePlans, accountOf),
    refunds: grouped(ports.books.refundsOf, accountOf),
    statements: grouped(
      (ids) => ports.books.statements(ids, firstPeriod(localDate(now, 'UTC'))),
      ({ customerId }) => customerId,
    ),
    entries: entryPages(ports),
  };
}

export type Loaders = ReturnType<typeof makeLoaders>;
