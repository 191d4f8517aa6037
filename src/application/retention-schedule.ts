/** What is kept of a customer now: by class, what for, from when it counts, and until when. */
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import {
  RETENTION_CLASSES,
  RETENTION_PURPOSES,
  type RetentionClass,
  type RetentionPeriod,
} from '../domain/policy/retention.js';
import { addDays, type Instant, type LocalDate } from '../domain/time.js';
import type { Text } from '../domain/wording.js';
import { holdsInForce } from './forget-source.js';
import { packOfCustomer } from './jurisdiction.js';
import type { Customer, Ports } from './ports.js';
import { relationshipEndOf } from './relationship.js';
import { eraseOnBy, lastDayKept, rulesToday } from './retention-rules.js';

export interface RetentionLine {
  readonly retentionClass: RetentionClass;
  readonly purpose: Text;
  readonly from: RetentionPeriod['from'];
  readonly period: RetentionPeriod['period'];
  /** EVENT: today, for a record of today. Else the relationship's end; null while it goes on. */
  readonly countedFrom: LocalDate | null;
  /** The last day on which that is kept. */
  readonly until: LocalDate | null;
  readonly source: string;
  readonly why: string | null;
}

export interface RetentionSchedule {
  readonly customer: Customer;
  /** The customer's day. */
  readonly asOf: LocalDate;
  readonly packEdition: string;
  readonly lines: readonly RetentionLine[];
  readonly relationshipEndedOn: LocalDate | null;
  /** The day on which everything may go; null while the relationship goes on. */
  readonly eraseOn: LocalDate | null;
  /** Since when a legal hold keeps everything; null without one. */
  readonly heldSince: Instant | null;
}

/** The schedule of a customer, or null where no rules are in force in the jurisdiction. */
export async function retentionSchedule(
  ports: Ports,
  customer: Customer,
  now: Instant,
): Promise<RetentionSchedule | null> {
  const { id, jurisdiction } = customer;
  const pack = packOfCustomer(jurisdiction, now)?.pack;
  const rules = rulesToday(jurisdiction, now);
  if (!pack || !rules) return null;
  const endedOn = relationshipEndOf(await ports.accounts.ofCustomers([id]), pack.timeZone);
  const placed = (await holdsInForce(ports, id)).map(({ placedAt }) => placedAt);
  const eraseOn = endedOn === null ? null : eraseOnBy(rules, endedOn);
  const whole = { endedOn, eraseOn };
  const at = { today: rules.today, packs: rules.packs };
  return {
    customer,
    asOf: rules.today,
    packEdition: pack.id,
    // While a hold is in force nobody knows when anything goes.
    lines: RETENTION_CLASSES.map((each) => {
      const line = lineOf(each, pack, at, whole);
      return placed.length === 0 ? line : { ...line, until: null };
    }),
    relationshipEndedOn: endedOn,
    eraseOn,
    heldSince: placed.length === 0 ? null : Math.min(...placed),
  };
}

function lineOf(
  each: RetentionClass,
  pack: JurisdictionPack,
  at: { today: LocalDate; packs: readonly JurisdictionPack[] },
  { endedOn, eraseOn }: { endedOn: LocalDate | null; eraseOn: LocalDate | null },
): RetentionLine {
  const { value, source, why = null } = pack.retention[each];
  const ofRecord = value.from === 'EVENT';
  return {
    retentionClass: each,
    purpose: RETENTION_PURPOSES[each],
    ...value,
    countedFrom: ofRecord ? at.today : endedOn,
    // A customer is erased whole, so a shorter period of the relationship waits for the longest.
    until: ofRecord ? lastDayKept(at, each, at.today) : eraseOn && addDays(eraseOn, -1),
    source,
    why,
  };
}
