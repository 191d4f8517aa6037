/**
 * Until when a customer must have been told, and when staff is alarmed about it: a notice is at risk
 * from the day before its last one (of a short period, from its middle), and missed once it is over.
 */
import type { DecisionKind } from '../credit-account/grounds.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import { addDays, type Instant, type LocalDate, localDate, startOfDay } from '../time.js';
import type { Notice, NoticeAlarm, NoticeChannel } from './notice.js';

type Rules = Pick<JurisdictionPack, 'adverseAction' | 'creditorEnding' | 'timeZone'>;

/** The last day on which the customer may be told, and the moment after it. */
export function noticeDeadline(
  pack: Rules,
  { kind, decidedAt }: { readonly kind: DecisionKind; readonly decidedAt: Instant },
): { readonly dueOn: LocalDate; readonly dueAt: Instant } {
  const { timeZone } = pack;
  const days = isToldAtOnce(pack, kind) ? 0 : pack.adverseAction.noticeDays.value;
  const dueOn = addDays(localDate(decidedAt, timeZone), days);
  return { dueOn, dueAt: startOfDay(addDays(dueOn, 1), timeZone) };
}

/** A period of notice runs from the telling, so what begins one is told on its first day. */
function isToldAtOnce({ creditorEnding }: Rules, kind: DecisionKind): boolean {
  if (kind === 'REPRICING' || kind === 'TERMINATION_BY_NOTICE') return true;
  const atOnce = creditorEnding.drawdownReasons.value === 'BEFORE_OR_AT_ONCE';
  return kind === 'DRAWDOWN_RIGHT_ENDED' && atOnce;
}

/** When a notice that was just made comes to be at risk. */
export function firstAlarmAt(
  { issuedAt, dueOn, dueAt }: Pick<Notice, 'issuedAt' | 'dueOn' | 'dueAt'>,
  { timeZone }: Pick<JurisdictionPack, 'timeZone'>,
): Instant {
  const middle = issuedAt + Math.floor((dueAt - issuedAt) / 2);
  return Math.max(middle, startOfDay(addDays(dueOn, -1), timeZone));
}

/** The alarm that is to be raised by now, with the notice after it; null where none is. */
export function alarmOf(
  notice: Notice,
  now: Instant,
): { readonly alarm: NoticeAlarm; readonly notice: Notice } | null {
  const { alarmAt, dueAt, alarms } = notice;
  if (alarmAt === null || now < alarmAt) return null;
  const isMissed = now >= dueAt;
  const alarm = isMissed ? 'MISSED' : 'AT_RISK';
  // Nobody came by in between: what is missed is not at risk any more.
  const after = {
    ...notice,
    alarms: [...alarms, alarm],
    alarmAt: isMissed ? null : dueAt,
  } as const;
  return { alarm, notice: after };
}

/** The notice once it has reached its customer: no clock runs any more. */
export const delivered = (
  notice: Notice,
  channel: NoticeChannel,
  deliveredAt: Instant,
): Notice => ({ ...notice, channel, deliveredAt, alarmAt: null });
