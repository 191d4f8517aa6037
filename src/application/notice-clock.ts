/** The clocks of notices: alarms before and after the last day, and word of delivery. */
import type { AccountId, CustomerId, Id } from '../domain/identifiers.js';
import type { Notice, NoticeChannel } from '../domain/platform-action/notice.js';
import { alarmOf, delivered } from '../domain/platform-action/notice-deadline.js';
import { DAY_MS, type Instant, utc } from '../domain/time.js';
import { mayAcknowledge, mayAcknowledgeFor, mayReadClocks, mayTellDelivery } from './access.js';
import type { Actor } from './actor.js';
import { type KeyReused, once } from './idempotency.js';
import { startPeriod } from './notice-period.js';
import type { Ports } from './ports.js';
import { tellAll } from './tell.js';

export type NoticeRefusal =
  | { readonly code: 'FORBIDDEN' }
  | { readonly code: 'NOTICE_NOT_FOUND' }
  | { readonly code: 'ALREADY_DELIVERED'; readonly deliveredAt: Instant }
  /** Before the notice was made, or later than now. */
  | { readonly code: 'DELIVERED_AT_INVALID'; readonly from: Instant; readonly to: Instant }
  | KeyReused;

/** The notice as it is now; a refusal comes alone. */
export type NoticeResult =
  | { readonly notice: Notice }
  | { readonly refusals: readonly NoticeRefusal[] };

/** Notices in one go. */
const BATCH = 100;

/**
 * Raises AT_RISK for undelivered notices from the day before their last one, and MISSED once it is
 * over, each once a notice: an audit entry and the message `clearline.notice.at-risk.v1` or
 * `clearline.notice.missed.v1`. Returns how many were raised; `failures` gets what failed.
 */
export async function raiseNoticeAlarms(
  ports: Ports,
  now: Instant,
  failures: unknown[],
): Promise<number> {
  const passed = new Set<Id>();
  let raised = 0;
  for (;;) {
    const due = await ports.notices.alarmsDue(now, BATCH + passed.size);
    const left = due.filter(({ id }) => !passed.has(id));
    if (left.length === 0) return raised;
    for (const { id, customerId } of left) {
      try {
        const isRaised = await ports.inTransaction(() => raiseAlarm(ports, customerId, id, now));
        if (isRaised) raised += 1;
        else passed.add(id);
      } catch (error) {
        passed.add(id);
        failures.push(error);
      }
    }
  }
}

/** False where somebody else was quicker, it was delivered meanwhile, or the customer is erased. */
async function raiseAlarm(
  ports: Ports,
  customerId: CustomerId,
  id: Id,
  now: Instant,
): Promise<boolean> {
  await ports.customers.lock([customerId]);
  const [seen] = await ports.notices.find([id]);
  const raised = seen && alarmOf(seen, now);
  if (!raised) return false;
  const { alarm, notice } = raised;
  await ports.notices.save(notice);
  const name = alarm === 'AT_RISK' ? 'at-risk' : 'missed';
  await tellOf(ports, notice, { name, members: { dueAt: utc(notice.dueAt) } }, now);
  return true;
}

/**
 * A business system tells that a notice has reached its customer, once. Audit entry
 * `notice.delivered`, message `clearline.notice.delivered.v1`. A period of notice starts with it.
 */
export async function recordNoticeDelivered(
  ports: Ports,
  actor: Actor,
  input: {
    readonly noticeId: Id;
    readonly channel: NoticeChannel;
    readonly deliveredAt: Instant;
    readonly idempotencyKey: string;
  },
): Promise<NoticeResult> {
  if (!mayTellDelivery(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
  const [seen] = await ports.notices.find([input.noticeId]);
  return deliver(ports, actor, 'recordNoticeDelivered', input, seen, (notice, now) => {
    const { deliveredAt } = input;
    if (deliveredAt >= notice.issuedAt && deliveredAt <= now) return deliveredAt;
    return { code: 'DELIVERED_AT_INVALID', from: notice.issuedAt, to: now };
  });
}

/** The customer has read the notice here: it is delivered now, by the channel IN_APP. */
export async function acknowledgeNotice(
  ports: Ports,
  actor: Actor,
  input: { readonly noticeId: Id; readonly idempotencyKey: string },
): Promise<NoticeResult> {
  if (!mayAcknowledge(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
  const [seen] = await ports.notices.find([input.noticeId]);
  const own = seen && mayAcknowledgeFor(actor, seen.customerId) ? seen : undefined;
  const given = { ...input, channel: 'IN_APP' as const };
  return deliver(ports, actor, 'acknowledgeNotice', given, own, (_, now) => now);
}

type Delivery = {
  readonly noticeId: Id;
  readonly channel: NoticeChannel;
  readonly idempotencyKey: string;
};

/** Writes a delivery under the customer's lock, once per key; `when` says at which moment. */
async function deliver(
  ports: Ports,
  actor: Actor,
  operation: 'recordNoticeDelivered' | 'acknowledgeNotice',
  input: Delivery,
  seen: Notice | undefined,
  when: (notice: Notice, now: Instant) => Instant | NoticeRefusal,
): Promise<NoticeResult> {
  const attempt = await once<NoticeRefusal>(ports, actor, operation, input, async () => {
    if (seen) await ports.customers.lock([seen.customerId]);
    const [notice] = seen ? await ports.notices.find([seen.id]) : [];
    if (!notice) return { refusals: [{ code: 'NOTICE_NOT_FOUND' }] };
    if (notice.deliveredAt !== null) {
      return { refusals: [{ code: 'ALREADY_DELIVERED', deliveredAt: notice.deliveredAt }] };
    }
    const now = ports.clock.now();
    const at = when(notice, now);
    if (typeof at !== 'number') return { refusals: [at] };
    const { channel } = input;
    const arrived = delivered(notice, channel, at);
    await ports.notices.save(arrived);
    const members = { channel, deliveredAt: utc(at), isLate: at >= notice.dueAt };
    const as = operation === 'acknowledgeNotice' ? 'borrower' : 'service';
    const by = { requestedBy: actor.subject, requestedAs: as } as const;
    await tellOf(ports, notice, { name: 'delivered', members, by }, now);
    await startPeriod(ports, arrived, now);
    return { made: notice.id };
  });
  if ('refusals' in attempt) return attempt;
  const [notice] = await ports.notices.find([attempt.made]);
  // A replay can come after the customer was erased, with everything that was the customer's.
  return notice ? { notice } : { refusals: [{ code: 'NOTICE_NOT_FOUND' }] };
}

interface Told {
  readonly name: 'at-risk' | 'missed' | 'delivered';
  readonly members: Readonly<Record<string, unknown>>;
  readonly by?: { readonly requestedBy: string; readonly requestedAs: 'borrower' | 'service' };
}

async function tellOf(
  ports: Ports,
  { id, customerId, accountId, decisionId, packEdition }: Notice,
  { name, members, by }: Told,
  now: Instant,
): Promise<void> {
  const data = { schemaVersion: 1, noticeId: id, decisionId, ...members };
  const about = { customerId, accountId, packEdition, ...by };
  const content = { type: `notice.${name}`, ...data, ...about };
  const type = `clearline.notice.${name}.v1`;
  const subject = accountId ?? customerId;
  const entryId = ports.entropy.nextId();
  await tellAll(ports, customerId, [{ entryId, content, type, data, subject }], now);
}

/** A deadline that is near or missed. */
export interface ClockAtRisk {
  readonly kind: 'NOTICE' | 'APPEAL';
  /** Of the notice or the appeal. */
  readonly id: Id;
  readonly customerId: CustomerId;
  readonly accountId: AccountId | null;
  readonly decisionId: Id;
  /** The moment after the last day. */
  readonly dueAt: Instant;
  readonly isMissed: boolean;
  /** Of an appeal: the reviewer who has it. */
  readonly assignedTo: string | null;
}

/**
 * Deadlines of undelivered notices and undecided appeals that end within days or are missed, by
 * deadline; for staff. Two statements.
 */
export async function clocksAtRisk(
  ports: Pick<Ports, 'notices' | 'appeals'>,
  actor: Actor,
  now: Instant,
  { withinDays, limit }: { readonly withinDays: number; readonly limit: number },
): Promise<
  | { readonly clocks: readonly ClockAtRisk[] }
  | { readonly refusals: readonly { readonly code: 'FORBIDDEN' }[] }
> {
  if (!mayReadClocks(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
  const before = now + withinDays * DAY_MS;
  const notices = await ports.notices.undelivered(before, limit);
  const appeals = await ports.appeals.dueBefore(before, limit);
  const clocks = [
    ...notices.map((notice) =>
      clockOf('NOTICE', { ...notice, assignedTo: null }, notice.dueAt, now),
    ),
    ...appeals.map((appeal) => clockOf('APPEAL', appeal, appeal.clock.dueAt, now)),
  ];
  const byDeadline = (one: ClockAtRisk, other: ClockAtRisk): number =>
    one.dueAt - other.dueAt || (one.id < other.id ? -1 : 1);
  return { clocks: clocks.toSorted(byDeadline).slice(0, limit) };
}

const clockOf = (
  kind: ClockAtRisk['kind'],
  {
    id,
    customerId,
    accountId,
    decisionId,
    assignedTo,
  }: Omit<ClockAtRisk, 'kind' | 'dueAt' | 'isMissed'>,
  dueAt: Instant,
  now: Instant,
): ClockAtRisk => ({
  kind,
  id,
  customerId,
  accountId,
  decisionId,
  assignedTo,
  dueAt,
  isMissed: now >= dueAt,
});
