/**
 * Activities as they were told, and the days that they add up to. What is told is kept to be known
 * again and to be taken back; what scoring reads are the days.
 */
import { sql } from 'kysely';
import { StaleWrite } from '../../application/ports.js';
import type { Activities } from '../../application/risk-ports.js';
import type { CustomerId } from '../../domain/identifiers.js';
import {
  type Activity,
  type ActivityDay,
  type ActivityKind,
  SOURCE_OF,
} from '../../domain/risk-profile/activity.js';
import { forgetting, holdsAny } from '../../domain/risk-profile/activity-day.js';
import type { Instant, LocalDate } from '../../domain/time.js';
import type { Tables } from './orm.js';
import { prepared } from './prepared.js';
import { inParts, isStorable, upsertAll } from './rows.js';
import { sealed } from './sealed-columns.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

/** Days of a customer that are read at once when they are rewritten. */
const DAYS_AT_ONCE = 500;

export const activitiesOf = (session: Session): Activities => ({
  ...daysOf(session),
  async known(ids) {
    const known = new Set<string>();
    // What cannot be stored was never told; PostgreSQL would not even let it be asked for.
    for (const some of inParts([...new Set(ids)].filter(isStorable), 1)) {
      const query = session.query().selectFrom('activity').select('id');
      for (const { id } of await query.where('id', 'in', some).execute()) known.add(id);
    }
    return known;
  },
  async add(activities, recordedAt) {
    for (const { id } of activities) {
      if (!isStorable(id)) throw new TypeError('an event id that no database can keep');
    }
    // Whoever tells what another is about to keep waits for it; one order for all keeps two from
    // waiting for each other.
    const ordered = activities.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    const plain = ordered.map((activity) => activityRow(activity, recordedAt));
    const rows = await sealed(session, 'activity', plain);
    const added = await upsertAll(session, 'activity', rows, (insert) =>
      insert.onConflict((conflict) => conflict.doNothing()),
    );
    // The other one was faster: tried again, the operation finds these among the known ones.
    if (added !== rows.length) throw new StaleWrite('an activity was told by another meanwhile');
  },
  async forget(customerId, kinds) {
    if (kinds.length === 0) return;
    await session
      .query()
      .deleteFrom('activity')
      .where('customer_id', '=', customerId)
      .where('kind', 'in', kinds)
      .execute();
    await takeOut(session, customerId, kinds);
  },
});

type DayPart = 'days' | 'daysAt' | 'saveDays';

const daysOf = (session: Session): Pick<Activities, DayPart> => ({
  async days(customerIds, from, to) {
    const found: ActivityDay[] = [];
    for (const some of inParts([...new Set(customerIds)], 1)) {
      const values = [...some, from, to];
      const { rows } = await prepared(session, `days ${some.length}`, values, (query) => {
        const own = query.selectFrom('activity_day').selectAll().where('customer_id', 'in', some);
        return own.where('day', '>=', from).where('day', '<=', to);
      });
      for (const row of rows) found.push(toDay(row));
    }
    return found.sort(byPlace);
  },
  async daysAt(places) {
    const found: ActivityDay[] = [];
    const wanted = [...new Map(places.map((place) => [placeOf(place), place])).values()];
    for (const some of inParts(wanted, 2)) {
      const pairs = sql.join(some.map(({ customerId, day }) => sql`(${customerId}, ${day})`));
      const rows = await session
        .query()
        .selectFrom('activity_day')
        .selectAll()
        .where(sql<boolean>`(customer_id, day) in (values ${pairs})`)
        .execute();
      for (const row of rows) found.push(toDay(row));
    }
    return found.sort(byPlace);
  },
  async saveDays(days) {
    if (new Set(days.map(placeOf)).size < days.length) throw new Error('a day is given twice');
    await upsertAll(session, 'activity_day', days.toSorted(byPlace).map(dayRow), (insert) =>
      insert.onConflict((conflict) =>
        conflict
          .columns(['customer_id', 'day'])
          .doUpdateSet(({ ref }) => ({ document: ref('excluded.document') })),
      ),
    );
  },
});

/** Rewrites the days that hold any of the kinds; a day that holds nothing else is removed. */
async function takeOut(
  session: Session,
  customerId: CustomerId,
  kinds: readonly ActivityKind[],
): Promise<void> {
  for (let after: LocalDate | undefined = ''; after !== undefined; ) {
    const rows: Tables['activity_day'][] = await session
      .query()
      .selectFrom('activity_day')
      .selectAll()
      .where('customer_id', '=', customerId)
      .where('day', '>', after)
      .orderBy('day')
      .limit(DAYS_AT_ONCE)
      .execute();
    const held = rows.map(toDay).filter((day) => holdsAny(day, kinds));
    const left = held.flatMap((day) => forgetting(day, kinds) ?? []);
    await daysOf(session).saveDays(left);
    const kept = new Set(left.map(({ day }) => day));
    const gone = held.map(({ day }) => day).filter((day) => !kept.has(day));
    if (gone.length > 0) {
      const query = session.query().deleteFrom('activity_day');
      await query.where('customer_id', '=', customerId).where('day', 'in', gone).execute();
    }
    after = rows.length < DAYS_AT_ONCE ? undefined : rows.at(-1)?.day;
  }
}

const placeOf = ({ customerId, day }: Pick<ActivityDay, 'customerId' | 'day'>): string =>
  `${customerId} ${day}`;
const byPlace = (one: ActivityDay, other: ActivityDay): number =>
  placeOf(one) < placeOf(other) ? -1 : 1;

function activityRow(activity: Activity, recordedAt: Instant): Tables['activity'] {
  const { id, customerId, kind, occurredAt, ...detail } = activity;
  return {
    customer_id: customerId,
    id,
    kind,
    source: SOURCE_OF[kind],
    occurred_at: occurredAt,
    recorded_at: recordedAt,
    detail: writeJson('activity', detail),
  };
}

function dayRow(activityDay: ActivityDay): Tables['activity_day'] {
  const { customerId, day, ...sums } = activityDay;
  return { customer_id: customerId, day, document: writeJson('activityDay', sums) };
}

const toDay = (row: Tables['activity_day']): ActivityDay => ({
  customerId: row.customer_id,
  day: row.day,
  ...readJson<Omit<ActivityDay, 'customerId' | 'day'>>('activityDay', row.document),
});
