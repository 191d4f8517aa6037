/** Moments for messages: "22 December 2026, 22:59 UTC". */
import type { Instant } from '../../domain/time.js';
import { dayText, type Locale } from '../../domain/wording.js';

/** To the minute, and not later than the moment itself. */
export function momentText(at: Instant, locale: Locale): string {
  const iso = new Date(at).toISOString();
  const [day, minute] = [dayText(iso.slice(0, 10), locale), iso.slice(11, 16)];
  return locale === 'zh' ? `${day} ${minute}（UTC）` : `${day}, ${minute} UTC`;
}
