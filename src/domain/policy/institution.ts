/**
 * The institution that runs this gateway, as its notices name it: who it is and how to reach it, the
 * authorities that supervise it, and the credit bureaus that it hears from. It comes from whoever
 * operates the gateway, never with a request.
 */
import {
  arrayAt,
  checkName,
  type DocumentIssue,
  isObject,
  issueList,
  type Json,
  onlyKeys,
  type Report,
  unique,
} from '../risk-profile/document-checks.js';
import { LOCALES, type Text } from '../wording.js';
import { JURISDICTION_PACKS, type Jurisdiction } from './jurisdiction-pack.js';

export interface Supervisor {
  readonly name: Text;
  readonly address: Text;
}

export interface Bureau {
  /** By which facts of behaviour say who reported. */
  readonly id: string;
  readonly name: Text;
  readonly address: Text;
  /** As one dials it, such as `+1 800 555 0100`. */
  readonly telephone: string;
  /** `https://…` */
  readonly website: string;
}

export interface Institution {
  readonly name: Text;
  readonly address: Text;
  /** How customers reach it: an address to write to, a number to call, hours. */
  readonly contact: Text;
  /** Who administers compliance, by jurisdiction; absent where a notice need not name anybody. */
  readonly supervisors: Readonly<Partial<Record<Jurisdiction, Supervisor>>>;
  readonly bureaus: readonly Bureau[];
}

/** Letters of one value in one language; an address fits, a page does not. */
const MAX_LETTERS = 300;
const MAX_TELEPHONE = 40;
const MAX_WEBSITE = 200;
const BUREAUS = [0, 20] as const;

/** Letters without a shape: control and format characters, halves of pairs, breaks of lines. */
const SHAPELESS = /[\p{C}\p{Zl}\p{Zp}]/u;
/** It needs no more than this to be dialled, and a digit to begin with. */
const TELEPHONE = /^\+?\d[\d ()./-]*$/;
const WEBSITE = /^https:\/\/[\x21\x23-\x3b\x3d\x3f-\x7e]+$/;

/** The institution, or everything that is wrong with the document, each with its place. */
export function validateInstitution(
  document: unknown,
): { institution: Institution } | { issues: readonly DocumentIssue[] } {
  const { issues, report } = issueList();
  if (!isObject(document)) {
    report('', 'must be an object');
    return { issues };
  }
  onlyKeys(document, 'name address contact supervisors bureaus', '', report);
  for (const key of ['name', 'address', 'contact']) checkWords(document[key], key, report);
  checkSupervisors(document.supervisors, report);
  const bureaus = arrayAt(document, 'bureaus', '', BUREAUS, report);
  for (const [at, bureau] of bureaus.entries()) checkBureau(bureau, `bureaus[${at}]`, report);
  unique(bureaus, 'id', 'bureaus', report);
  // Every field has been looked at above, so the shape is known to hold.
  return issues.length > 0 ? { issues } : { institution: document as unknown as Institution };
}

/** Whether notices of a jurisdiction have to name a supervisor that the institution does not. */
export const lacksSupervisor = (
  { supervisors }: Pick<Institution, 'supervisors'>,
  jurisdiction: string,
): boolean =>
  JURISDICTION_PACKS.some(
    (pack) =>
      pack.jurisdiction === jurisdiction &&
      pack.notice.statement.value !== null &&
      !supervisors[pack.jurisdiction],
  );

/**
 * The bureau that a fact came from, by the id that was told with it. A fact that says nothing came
 * from the one that there is; null where nobody can know, or the bureau is no longer listed.
 */
export function bureauBehind(
  { bureaus }: Pick<Institution, 'bureaus'>,
  bureauId: string | null,
): Bureau | null {
  if (bureauId !== null) return bureaus.find(({ id }) => id === bureauId) ?? null;
  const [only = null, ...others] = bureaus;
  return others.length === 0 ? only : null;
}

function checkSupervisors(supervisors: unknown, report: Report): void {
  if (!isObject(supervisors)) {
    report('supervisors', 'must be an object by jurisdiction, which may be empty');
    return;
  }
  const known = [...new Set(JURISDICTION_PACKS.map(({ jurisdiction }) => jurisdiction))];
  onlyKeys(supervisors, known.join(' '), 'supervisors', report);
  for (const jurisdiction of known) {
    const path = `supervisors.${jurisdiction}`;
    const supervisor = supervisors[jurisdiction];
    if (supervisor === undefined) continue;
    if (!isObject(supervisor)) {
      report(path, 'must be an object');
      continue;
    }
    onlyKeys(supervisor, 'name address', path, report);
    checkNamed(supervisor, path, report);
  }
}

function checkBureau(bureau: unknown, path: string, report: Report): void {
  if (!isObject(bureau)) {
    report(path, 'must be an object');
    return;
  }
  onlyKeys(bureau, 'id name address telephone website', path, report);
  checkName(bureau, 'id', path, report);
  checkNamed(bureau, path, report);
  const { telephone, website } = bureau;
  const isTelephone = typeof telephone === 'string' && telephone.length <= MAX_TELEPHONE;
  if (!isTelephone || !TELEPHONE.test(telephone)) {
    report(`${path}.telephone`, `must be a number to call, of at most ${MAX_TELEPHONE} characters`);
  }
  const isWebsite = typeof website === 'string' && website.length <= MAX_WEBSITE;
  if (!isWebsite || !WEBSITE.test(website)) {
    report(`${path}.website`, `must be an https address of at most ${MAX_WEBSITE} characters`);
  }
}

function checkNamed(named: Json, path: string, report: Report): void {
  for (const key of ['name', 'address']) checkWords(named[key], `${path}.${key}`, report);
}

/** Plain words in both languages: no template, so that braces are letters like others. */
function checkWords(words: unknown, path: string, report: Report): void {
  if (!isObject(words)) {
    report(path, 'must have a text in en and zh');
    return;
  }
  onlyKeys(words, LOCALES.join(' '), path, report);
  for (const locale of LOCALES) {
    const text = words[locale];
    if (typeof text !== 'string' || text.trim() === '') {
      report(`${path}.${locale}`, 'must be a text that is not empty');
    } else if (text.length > MAX_LETTERS) {
      report(`${path}.${locale}`, `must have at most ${MAX_LETTERS} characters`);
    } else if (SHAPELESS.test(text)) {
      report(`${path}.${locale}`, 'must be one line without control characters');
    }
  }
}
