/**
 * Erasing what a retention class no longer keeps, over all customers of a jurisdiction and a bounded
 * number of rows at a time. What is to go is found by an index on its time; customers under a legal
 * hold are left out.
 */
import { type RawBuilder, sql } from 'kysely';
import {
  JURISDICTION_PACKS,
  type JurisdictionPack,
} from '../../domain/policy/jurisdiction-pack.js';
import type { RetentionClass } from '../../domain/policy/retention.js';
import { type Instant, type LocalDate, startOfDay } from '../../domain/time.js';
import { eraseUnnamed, IS_UNHELD } from './erasing-evidence.js';
import { inParts } from './rows.js';
import type { Session } from './transaction.js';

/** Whose records go, from before when, and how many rows at most. */
interface Reach {
  readonly jurisdiction: string;
  readonly before: LocalDate;
  /** The beginning of that day where the customers live. */
  readonly beganAt: Instant;
  readonly limit: number;
}

type Erasing = (session: Session, reach: Reach) => Promise<number>;

const ERASING: Readonly<Record<RetentionClass, Erasing>> = {
  RAW_EVENTS: eraseDetails,
  DAILY_BUCKETS: eraseDays,
  // They are counted in the daily buckets and go with them.
  CLOSURE_COUNTERS: async () => 0,
  TREND_AGGREGATES: eraseAssessments,
  ADVERSE_ACTION_EVIDENCE: eraseDecisions,
  // These go with the whole customer.
  TRANSACTION_RECORDS: async () => 0,
  IDENTITY_RECORDS: async () => 0,
};

/** Erases at most `limit` records of a class; returns how many, 0 when none is left. */
export function eraseClass(
  session: Session,
  what: RetentionClass,
  { jurisdiction, before, limit }: Omit<Reach, 'beganAt'>,
): Promise<number> {
  const beganAt = startOfDay(before, zoneOf(jurisdiction));
  return ERASING[what](session, { jurisdiction, before, beganAt, limit });
}

/** The zone whose days count; a jurisdiction that no pack knows throws. */
export function zoneOf(
  jurisdiction: string,
  packs: readonly JurisdictionPack[] = JURISDICTION_PACKS,
): string {
  const pack = packs.find((each) => each.jurisdiction === jurisdiction);
  if (!pack) throw new Error(`no pack knows the jurisdiction ${jurisdiction}`);
  return pack.timeZone;
}

/** Besides, the customer is of the jurisdiction. */
const isFree = (jurisdiction: string) => sql<boolean>`(
  exists (select 1 from customer
    where customer.id = erased.customer_id and customer.jurisdiction = ${jurisdiction})
  and ${IS_UNHELD})`;

/**
 * Rows of a table that are due, at most so many of them. Conditions stand as texts in the statement: a
 * bound value would keep SQLite from the indexes on just these rows.
 */
const due = (
  table: 'activity' | 'activity_day' | 'assessment' | 'decision',
  key: 'id' | 'day',
  condition: RawBuilder<unknown>,
  { jurisdiction, limit }: Reach,
) => sql<boolean>`(customer_id, ${sql.ref(key)}) in (
    select customer_id, ${sql.ref(key)} from ${sql.table(table)} as erased
    where ${condition} and ${isFree(jurisdiction)} limit ${limit})`;

/** The row stays without what it told: its id is known again, and nothing is counted twice. */
async function eraseDetails(session: Session, reach: Reach): Promise<number> {
  const isTold = sql`detail <> '' and occurred_at < ${reach.beganAt}`;
  const { numUpdatedRows } = await session
    .query()
    .updateTable('activity')
    .set({ detail: '' })
    .where(due('activity', 'id', isTold, reach))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Days, and the activities of as long ago, which nobody will tell again. */
async function eraseDays(session: Session, reach: Reach): Promise<number> {
  const days = await session
    .query()
    .deleteFrom('activity_day')
    .where(due('activity_day', 'day', sql`day < ${reach.before}`, reach))
    .executeTakeFirstOrThrow();
  const activities = await session
    .query()
    .deleteFrom('activity')
    .where(due('activity', 'id', sql`occurred_at < ${reach.beganAt}`, reach))
    .executeTakeFirstOrThrow();
  return Number(days.numDeletedRows + activities.numDeletedRows);
}

/** A customer's newest assessment stays, and so does every one that a decision was made on. */
async function eraseAssessments(session: Session, reach: Reach): Promise<number> {
  const isSpent = sql`assessed_at < ${reach.beganAt}
    and exists (select 1 from assessment as newer
      where newer.customer_id = erased.customer_id and newer.id > erased.id)
    and not exists (select 1 from decision
      where decision.customer_id = erased.customer_id and decision.assessment_id = erased.id)`;
  const { numDeletedRows } = await session
    .query()
    .deleteFrom('assessment')
    .where(due('assessment', 'id', isSpent, reach))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/**
 * Decisions that the customer did not ask for, each with its notice, its appeals and their evidence,
 * and what became of it; not while it stands, nor while an appeal on it is undecided.
 */
async function eraseDecisions(session: Session, reach: Reach): Promise<number> {
  const isSpent = sql`grounds <> 'CUSTOMER_REQUEST' and decided_at < ${reach.beganAt}
    and not exists (select 1 from platform_action as action
      where action.customer_id = erased.customer_id and action.id = erased.id
        and action.status in ('PENDING', 'IN_FORCE'))
    and not exists (select 1 from appeal
      where appeal.decision_id = erased.id and appeal.due_at is not null)`;
  const query = session.query();
  const spent = await query
    .selectFrom('decision')
    .select(['customer_id', 'id'])
    .where(due('decision', 'id', isSpent, reach))
    .execute();
  let rows = 0;
  for (const some of inParts(spent, 1)) {
    const ids = some.map(({ id }) => id);
    for (const [table, column] of OF_DECISIONS) {
      const own = query.deleteFrom(table as 'notice').where(column as 'id', 'in', ids);
      rows += Number((await own.executeTakeFirstOrThrow()).numDeletedRows);
    }
    const owners = some.map(({ customer_id: customerId }) => customerId);
    rows += await eraseUnnamed(session, owners);
  }
  return rows;
}

/** What goes with a decision, and the column that names it. */
const OF_DECISIONS = [
  ['notice', 'decision_id'],
  ['appeal', 'decision_id'],
  ['platform_action', 'id'],
  ['decision', 'id'],
] as const;
