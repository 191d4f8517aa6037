/**
 * Checks of a JSON document's shape; each reports what is wrong together with its place. Lists, names
 * and texts have bounds, so that a hostile document costs no more than a large honest one.
 */
import { isLocalDate } from '../time.js';
import { LOCALES, placeholders, type Text, templateFault } from '../wording.js';
import { WORD_FIGURES } from './value-words.js';

export interface DocumentIssue {
  /** Where, such as `characteristics[3].attributes[1].range`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

export type Json = Readonly<Record<string, unknown>>;
export type Report = (path: string, message: string) => void;

/** Letters of a name. */
export const MAX_NAME = 64;
/** Letters of a text in one language. */
const MAX_TEXT = 2_000;
/** Issues told about one document: whoever wrote more faults needs no longer list. */
const MAX_ISSUES = 500;

/** Issues in the order in which they are found, and what puts them there. */
export function issueList(): { issues: DocumentIssue[]; report: Report } {
  const issues: DocumentIssue[] = [];
  const report: Report = (path, message) => {
    if (issues.length < MAX_ISSUES) issues.push({ path, message });
  };
  return { issues, report };
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

export function onlyKeys(object: Json, keys: string, path: string, report: Report): void {
  const known = keys.split(' ');
  for (const key of Object.keys(object)) {
    if (!known.includes(key)) {
      report(join(path, key.slice(0, MAX_NAME)), 'is not a field of this document');
    }
  }
}

/**
 * The head that cards, rule sets and policies have, before fields of their `own`. Only what was fitted
 * to outcomes may be of another kind than EXPERT: that it was set by judgement.
 */
export function checkHead(
  document: Json,
  own: string,
  report: Report,
  { canBeFitted }: { readonly canBeFitted: boolean } = { canBeFitted: false },
): void {
  onlyKeys(document, `schemaVersion version kind name createdOn basis ${own}`, '', report);
  if (document.schemaVersion !== 1) report('schemaVersion', 'must be 1');
  checkName(document, 'version', '', report);
  if (document.kind !== 'EXPERT' && !(canBeFitted && document.kind === 'FITTED')) {
    const kinds = canBeFitted ? 'EXPERT or FITTED' : 'EXPERT: it is set by judgement';
    report('kind', `must be ${kinds}`);
  }
  if (typeof document.createdOn !== 'string' || !isLocalDate(document.createdOn)) {
    report('createdOn', 'must be a day, YYYY-MM-DD');
  }
  checkText(document.name, 'name', [], report);
  checkText(document.basis, 'basis', [], report);
}

/** The list, or an empty one (and a report) when it has too few items or too many to look at. */
export function arrayAt(
  object: Json,
  key: string,
  path: string,
  [least, most]: readonly [number, number],
  report: Report,
): readonly unknown[] {
  const value = object[key];
  if (!Array.isArray(value) || value.length < least) {
    report(join(path, key), least > 0 ? 'must be a list that is not empty' : 'must be a list');
    return [];
  }
  if (value.length > most) {
    report(join(path, key), `must have at most ${most} items`);
    return [];
  }
  // A list with holes must be looked at hole by hole, which walking its own items would not do.
  return Array.from(value);
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

/** A number above zero, and not so large that arithmetic with it means nothing. */
export function checkPositive(value: unknown, path: string, most: number, report: Report): void {
  if (typeof value !== 'number' || !(value > 0 && value <= most)) {
    report(path, `must be a number above zero and at most ${most}`);
  }
}

export function checkName(object: Json, key: string, path: string, report: Report): void {
  const value = object[key];
  if (
    typeof value !== 'string' ||
    value.length > MAX_NAME ||
    !/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(value)
  ) {
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
    const fault = textFault(text[locale], figures);
    if (fault !== undefined) report(`${path}.${locale}`, fault);
  }
  return true;
}

function textFault(template: unknown, figures: readonly string[] | undefined): string | undefined {
  if (typeof template !== 'string' || template.trim() === '') {
    return 'must be a text that is not empty';
  }
  if (template.length > MAX_TEXT) return `must have at most ${MAX_TEXT} characters`;
  const fault = templateFault(template);
  if (fault !== undefined) return `has ${fault}`;
  const unknown = placeholders(template).filter((each) => figures && !figures.includes(each));
  if (unknown.length > 0) return `names {${unknown.join('}, {')}}, which has no figure here`;
  const word = WORD_FIGURES.find((each) => template.includes(`{${each}|`));
  return word && `picks a form by {${word}}, which is no number`;
}

export function unique(items: readonly unknown[], key: string, path: string, report: Report): void {
  const seen = new Set<string>();
  items.forEach((item, at) => {
    const value = isObject(item) ? item[key] : undefined;
    // What is no text has been reported where it stands.
    if (typeof value !== 'string') return;
    if (seen.has(value)) report(`${path}[${at}].${key}`, `"${value}" is already taken`);
    seen.add(value);
  });
}

/** Not `Number()`: that calls whatever `toString` a document's object brings along. */
export const numberOf = (value: unknown): number =>
  typeof value === 'number' ? value : Number.NaN;
