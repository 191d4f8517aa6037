/**
 * Per-request batching: whatever the shape of a query, each kind of record is asked for once per
 * level, so the number of statements does not grow with the size of a list.
 */
import DataLoader from 'dataloader';
import { firstPeriod } from '../../application/assess.js';
import { behaviourOf } from '../../application/behaviour.js';
import { lookAt } from '../../application/eligibility.js';
import type { Ports } from '../../application/ports.js';
import { type LineView, viewLines } from '../../application/read-lines.js';
import { MAX_EVIDENCE_LATELY } from '../../domain/appeal/evidence.js';
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

/** A page of the newest records of one owner: before an id, or from the newest. */
export interface Page {
  readonly ownerId: string;
  readonly before: string | null;
  readonly limit: number;
}

/** A loader of pages; owners that are asked for the same page are read together. */
function pages<T>(
  find: (ids: readonly string[], page: { before: string | null; limit: number }) => Promise<T[]>,
  ownerOf: (row: T) => string,
) {
  return new DataLoader<Page, T[], string>(
    async (asked) => {
      const found = new Map<string, T[]>();
      for (const [shape, same] of Map.groupBy(asked, shapeOf)) {
        const { before = null, limit = 0 } = same[0] ?? {};
        const rows = await find(
          same.map(({ ownerId }) => ownerId),
          { before, limit },
        );
        for (const [ownerId, own] of Map.groupBy(rows, ownerOf)) {
          found.set(`${ownerId}/${shape}`, own);
        }
      }
      return asked.map((page) => found.get(`${page.ownerId}/${shapeOf(page)}`) ?? []);
    },
    { cacheKeyFn: (page) => `${page.ownerId}/${shapeOf(page)}` },
  );
}

const shapeOf = ({ before, limit }: Page): string => `${before}/${limit}`;

/** Decisions on a line that an answer lists, the newest. */
export const DECISIONS_SHOWN = 20;

/** The newest cases of a customer that are looked at; nobody has so many. */
const MOST_APPEALS = 200;

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
  const customers = byId(ports.customers.find);
  return {
    lines,
    linesOfCustomer,
    customers,
    behaviour: new DataLoader(async (ids: readonly string[]) => {
      const found = await Promise.all(ids.map((id) => customers.load(id)));
      const known = found.filter((customer) => customer !== null);
      const behaviour = await behaviourOf(ports, known, now);
      return ids.map((id) => behaviour.get(id) ?? null);
    }),
    looks: new DataLoader(async (ids: readonly string[]) => {
      const found = await Promise.all(ids.map((id) => customers.load(id)));
      const known = found.filter((customer) => customer !== null);
      const looks = await lookAt(ports, known, now);
      return ids.map((id) => looks.get(id) ?? null);
    }),
    products: byId(ports.products.find),
    applications: byId(ports.applications.find),
    closures: byId(ports.closures.find),
    decisions: byId(ports.closures.decisions),
    decisionsOfAccount: grouped(
      (ids) => ports.closures.decisionsOf(ids, DECISIONS_SHOWN),
      ({ accountId }) => accountId ?? '',
    ),
    closureRequests: byId(ports.closureRequests.find),
    platformActions: byId(ports.platformActions.find),
    notices: byId(ports.notices.find),
    noticesOfDecision: grouped(ports.notices.ofDecisions, ({ decisionId }) => decisionId),
    appeals: byId(ports.appeals.find),
    appealsOfDecision: grouped(ports.appeals.ofDecisions, ({ decisionId }) => decisionId),
    appealsOfCustomer: grouped(
      (ids) => ports.appeals.ofCustomers(ids, MOST_APPEALS),
      ({ customerId }) => customerId,
    ),
    evidence: byId(ports.evidence.find),
    evidenceOfCustomer: grouped(
      (ids) => ports.evidence.ofCustomers(ids, MAX_EVIDENCE_LATELY),
      ({ customerId }) => customerId,
    ),
    assessments: byId(ports.riskProfiles.byId),
    auditEntries: byId(ports.auditTrail.find),
    latestAssessments: new DataLoader(async (ids: readonly string[]) =>
      inOrder(ids, await ports.riskProfiles.latest(ids), ({ customerId }) => customerId),
    ),
    scorecards: new DataLoader(async (versions: readonly string[]) =>
      inOrder(versions, await ports.riskProfiles.scorecards(versions), ({ version }) => version),
    ),
    ruleSets: new DataLoader(async (versions: readonly string[]) =>
      inOrder(versions, await ports.riskProfiles.ruleSets(versions), ({ version }) => version),
    ),
    holds: grouped(ports.books.openHolds, accountOf),
    plans: grouped(ports.books.activePlans, accountOf),
    refunds: grouped(ports.books.refundsOf, accountOf),
    statements: grouped(
      (ids) => ports.books.statements(ids, firstPeriod(localDate(now, 'UTC'))),
      ({ customerId }) => customerId,
    ),
    entries: pages(ports.books.entriesOf, accountOf),
    assessmentPages: pages(ports.riskProfiles.history, ({ customerId }) => customerId),
  };
}

export type Loaders = ReturnType<typeof makeLoaders>;
