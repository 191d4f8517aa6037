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

/** The row's customer is under no legal hold; the row is called `erased`. */
export const IS_UNHELD = sql<boolean>`not exists (select 1 from legal_hold
    where legal_hold.customer_id = erased.customer_id and legal_hold.lifted_at is null)`;

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

/** Decisions that the customer did not ask for. */
async function eraseDecisions(session: Session, reach: Reach): Promise<number> {
  const isUnasked = sql`grounds <> 'CUSTOMER_REQUEST' and decided_at < ${reach.beganAt}`;
  const { numDeletedRows } = await session
    .query()
    .deleteFrom('decision')
    .where(due('decision', 'id', isUnasked, reach))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
