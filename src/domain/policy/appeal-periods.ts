/** Until when a decision can be appealed: by the end of the last day that the pack gives. */
import { addDays, type Instant, localDate, startOfDay } from '../time.js';
import type { JurisdictionPack } from './jurisdiction-pack.js';

/** The moment from which no appeal is taken; null for a decision that is not an adverse action. */
export function appealUntil(
  { appeals, timeZone }: Pick<JurisdictionPack, 'appeals' | 'timeZone'>,
  { adverseAction, decidedAt }: { readonly adverseAction: boolean; readonly decidedAt: Instant },
): Instant | null {
  if (!adverseAction) return null;
  const last = addDays(localDate(decidedAt, timeZone), appeals.filingDays.value);
  return startOfDay(addDays(last, 1), timeZone);
}
