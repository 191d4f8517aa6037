/**
 * The period of a notice: what it announces holds after the months or days that the rules give, and
 * these start when the notice reaches the customer. Whoever was not told has no time to look elsewhere,
 * so that nothing takes effect whose notice is not known to have arrived.
 */
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import { addDays, addMonths, type Instant, localDate, startOfDay } from '../time.js';
import type { MeasureKind } from './measure.js';
import type { Notice } from './notice.js';
import type { PlatformAction } from './platform-action.js';

export type KindWithNotice = Extract<MeasureKind, 'REPRICING' | 'TERMINATION_BY_NOTICE'>;
type Rules = Pick<JurisdictionPack, 'creditorEnding' | 'timeZone'>;

/** Whether a measure of the kind takes effect only after a period of notice. */
export const takesNotice = (kind: string): kind is KindWithNotice =>
  kind === 'REPRICING' || kind === 'TERMINATION_BY_NOTICE';

/** How long the notice is; throws for a repricing where the rules know none. */
export function noticePeriod(
  { creditorEnding }: Pick<Rules, 'creditorEnding'>,
  kind: KindWithNotice,
): { readonly months: number } | { readonly days: number } {
  const { terminationNoticeMonths, repricingNoticeDays } = creditorEnding;
  if (kind === 'TERMINATION_BY_NOTICE') return { months: terminationNoticeMonths.value };
  if (repricingNoticeDays.value === null) throw new Error('the pack knows no repricing');
  return { days: repricingNoticeDays.value };
}

/** When what is announced holds for a customer who is told at `toldAt`: after the last day, wholly. */
export function noticeEndsAt(pack: Rules, kind: KindWithNotice, toldAt: Instant): Instant {
  const period = noticePeriod(pack, kind);
  const toldOn = localDate(toldAt, pack.timeZone);
  const last = 'months' in period ? addMonths(toldOn, period.months) : addDays(toldOn, period.days);
  return startOfDay(addDays(last, 1), pack.timeZone);
}

/** What nobody was told of is put off by this many days at least: a shorter period would be written daily. */
const PUT_OFF_DAYS = 30;

/**
 * When what an action announces takes effect, by what is known at `now` of its notice; as long as that
 * is not known to have arrived, not before it could if it arrived now. Never before the day that the
 * notice names.
 */
export function effectiveByNotice(
  pack: Rules,
  { kind, decidedAt }: Pick<PlatformAction, 'decidedAt'> & { readonly kind: KindWithNotice },
  notice: Pick<Notice, 'deliveredAt'>,
  now: Instant,
): Instant {
  const { deliveredAt } = notice;
  const named = noticeEndsAt(pack, kind, decidedAt);
  if (deliveredAt !== null) return Math.max(named, noticeEndsAt(pack, kind, deliveredAt));
  const { timeZone } = pack;
  const putOff = startOfDay(addDays(localDate(now, timeZone), PUT_OFF_DAYS + 1), timeZone);
  return Math.max(named, noticeEndsAt(pack, kind, now), putOff);
}
