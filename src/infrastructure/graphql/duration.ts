/** ISO 8601 durations as milliseconds from a given instant, years and months by the calendar. */
const DURATION =
  /^([+-])?P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:\.\d+)?S)?)?$/;

/** NaN for a text that is not a duration of whole numbers; negative with a minus sign. */
export function durationMs(text: string, from: number): number {
  const match = DURATION.exec(text);
  if (!match) return Number.NaN;
  const part = (at: number): number => Number(match[at] ?? 0);
  const end = new Date(from);
  end.setUTCFullYear(end.getUTCFullYear() + part(2), end.getUTCMonth() + part(3));
  const days = part(4) * 7 + part(5);
  const seconds = ((days * 24 + part(6)) * 60 + part(7)) * 60 + part(8);
  const ms = end.getTime() - from + seconds * 1000;
  return match[1] === '-' ? -ms : ms;
}
