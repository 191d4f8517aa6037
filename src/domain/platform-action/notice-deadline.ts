/**
 * Until when a customer must have been told, and when staff is alarmed about it: a notice is at risk
 * from the day before its last one (of a short period, from its middle), and missed once it is over.
 */
import type { DecisionKind } from '../credit-account/grounds.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import { addDays, type Instant, type LocalDate, localDate, startOfDay } from '../time.js';
import type { Notice, NoticeAlarm, NoticeChannel } from './notice.js';
import { takesNotice } from './notice-period.js';

type Rules = Pick<JurisdictionPack, 'adverseAction' | 'creditorEnding' | 'timeZone'>;

/** What a notice tells of. */
export interface ToBeTold {
  readonly kind: DecisionKind;
  readonly decidedAt: Instant;
  /** Of an answer to an application: when that was received; `decidedAt` where it is left out. */
  readonly receivedAt?: Instant;
  /** Of an offer that was not accepted: when it was made. */
  readonly offeredAt?: Instant;
}

/** The last day on which the customer may be told, and the moment after it. */
export function noticeDeadline(
  pack: Rules,
  told: ToBeTold,
): { readonly dueOn: LocalDate; readonly dueAt: Instant } {
  const { timeZone } = pack;
  const { from, days } = periodOf(pack, told);
  const dueOn = addDays(localDate(from, timeZone), days);
  return { dueOn, dueAt: startOfDay(addDays(dueOn, 1), timeZone) };
}

function periodOf(
  pack: Rules,
  { kind, decidedAt, receivedAt = decidedAt, offeredAt }: ToBeTold,
): { readonly from: Instant; readonly days: number } {
  const { noticeDays, applicationNoticeFrom, counterofferDays } = pack.adverseAction;
  if (offeredAt !== undefined && counterofferDays.value !== null) {
    return { from: offeredAt, days: counterofferDays.value };
  }
  if (isToldAtOnce(pack, kind)) return { from: decidedAt, days: 0 };
  const isByReceipt = kind === 'APPLICATION' && applicationNoticeFrom.value === 'RECEIPT';
  return { from: isByReceipt ? receivedAt : decidedAt, days: noticeDays.value };
}

/** A period of notice runs from the telling, so what begins one is told on its first day. */
function isToldAtOnce({ creditorEnding }: Rules, kind: DecisionKind): boolean {
  if (takesNotice(kind)) return true;
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
