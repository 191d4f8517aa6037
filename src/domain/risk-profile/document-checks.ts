/** Checks of a JSON document's shape; each reports what is wrong together with its place. */
import { LOCALES, placeholders, type Text, templateFault } from '../wording.js';

export interface DocumentIssue {
  /** Where, such as `characteristics[3].attributes[1].range`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

export type Json = Readonly<Record<string, unknown>>;
export type Report = (path: string, message: string) => void;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

export function onlyKeys(object: Json, keys: string, path: string, report: Report): void {
  const known = keys.split(' ');
  for (const key of Object.keys(object)) {
    if (!known.includes(key)) report(join(path, key), 'is not a field of this document');
  }
}

export function arrayAt(
  object: Json,
  key: string,
  path: string,
  report: Report,
): readonly unknown[] {
  const value = object[key];
  if (Array.isArray(value) && value.length > 0) return value;
  report(join(path, key), 'must be a list that is not empty');
  return [];
}

/** Whole numbers within bounds that also keep a card's score range small enough to tabulate. */
export function checkWhole(
  value: unknown,
  path: string,
  [least, most]: readonly [number, number],
  report: Report,
): value is number {
  const fine = Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  if (!fine) report(path, `must be a whole number from ${least} to ${most}`);
  return fine;
}

export function checkName(object: Json, key: string, path: string, report: Report): void {
  const value = object[key];
  if (typeof value !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(value)) {
    report(join(path, key), 'must be a name of letters, digits, "_", "." and "-"');
  }
}

/** Both languages must be there; `figures` are the placeholders allowed, undefined for unknown. */
export function checkText(
  text: unknown,
  path: string,
  figures: readonly string[] | undefined,
  report: Report,
): text is Text {
  if (!isObject(text)) {
    report(path, 'must have a text in en and zh');
    return false;
  }
  onlyKeys(text, LOCALES.join(' '), path, report);
  for (const locale of LOCALES) {
    const template = text[locale];
    if (typeof template !== 'string' || template.trim() === '') {
      report(`${path}.${locale}`, 'must be a text that is not empty');
      continue;
    }
    const fault = templateFault(template);
    if (fault !== undefined) {
      report(`${path}.${locale}`, `has ${fault}`);
      continue;
    }
    const unknown = placeholders(template).filter((each) => figures && !figures.includes(each));
    if (unknown.length > 0) {
      report(`${path}.${locale}`, `names {${unknown.join('}, {')}}, which has no figure here`);
    }
  }
  return true;
}

export function unique(items: readonly unknown[], key: string, path: string, report: Report): void {
  const seen = new Set<unknown>();
  items.forEach((item, at) => {
    const value = isObject(item) ? item[key] : undefined;
    if (value === undefined) return;
    if (seen.has(value)) report(`${path}[${at}].${key}`, `"${value}" is already taken`);
    seen.add(value);
  });
}
