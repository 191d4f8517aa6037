/** ISO 8601 durations as milliseconds from a given instant, years and months by the calendar. */
import { addMonths } from '../../domain/time.js';

const DURATION =
  /^([+-])?P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:\.\d+)?S)?)?$/;

const MAX_MONTHS = 12 * 1000;

/** NaN for a text that is not a duration of whole numbers; negative with a minus sign. */
export function durationMs(text: string, from: number): number {
  const match = DURATION.exec(text);
  if (!match) return Number.NaN;
  const part = (at: number): number => Number(match[at] ?? 0);
  const start = new Date(from).toISOString();
  const months = part(2) * 12 + part(3);
  if (months > MAX_MONTHS) return Number.NaN;
  // A month later than the 31st is the last day of a shorter month.
  const day = addMonths(start.slice(0, 10), months);
  const days = part(4) * 7 + part(5);
  const seconds = ((days * 24 + part(6)) * 60 + part(7)) * 60 + part(8);
  const ms = Date.parse(`${day}${start.slice(10)}`) - from + seconds * 1000;
  return match[1] === '-' ? -ms : ms;
}
