/** Why a PMML document, or what is asked of it, is refused. */

/**
 * `place` is a path by name, such as `Scorecard[First]/Characteristic[income]/Attribute[3]`, or a
 * line of the file; the message is place and reason in one line.
 */
export class PmmlRefused extends Error {
  readonly place: string;
  readonly reason: string;

  constructor(place: string, reason: string) {
    super(`${place}: ${reason}`);
    this.name = 'PmmlRefused';
    this.place = place;
    this.reason = reason;
  }
}

/** Names come from the file: they are quoted whole only when they are short and printable. */
export const shown = (name: string): string => {
  const printable = JSON.stringify(name).slice(1, -1);
  return printable.length > 60 ? `${printable.slice(0, 60)}…` : printable;
};
