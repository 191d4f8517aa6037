/**
 * JSON columns carry `schemaVersion`. What an older release wrote is brought up one version at a
 * time when it is read; rows are not rewritten. A version from the future is refused: an older
 * release must not guess at a newer one's meaning.
 */
import type { DecisionMaker } from '../../domain/credit-account/decision.js';

export type Upcaster = (document: Record<string, unknown>) => Record<string, unknown>;

/** A decision without the customer's wish was by a card or a policy alone, or by somebody's hand. */
function makerOf({ grounds, decidedBy }: Record<string, unknown>): DecisionMaker {
  if (grounds === 'CUSTOMER_REQUEST') return 'CUSTOMER';
  return /^(?:scorecard|limit-policy):/.test(String(decidedBy)) ? 'MACHINE' : 'STAFF';
}

/** `UPCASTERS[kind][n - 1]` turns version n into n + 1. */
const UPCASTERS = {
  // Version 2 says how much notice of a closing was agreed; before, none could be given.
  product: [(document) => ({ ...document, customerNoticeMonths: 0 })],
  // Version 2 says which rules looked on; before, there were none.
  // Version 3 says which values a closing was kept from changing; before, a whole assessment was.
  // Version 4 says whose bureau report was looked at; before, nobody asked.
  assessment: [
    (document) => ({ ...document, rules: null }),
    (document) => ({ ...document, protection: null }),
    (document) => ({ ...document, bureauId: null }),
  ],
  activity: [],
  activityDay: [],
  // Version 2 says how the closing came about and all that it did.
  closure: [
    (document) => ({
      ...document,
      kind: 'IMMEDIATE',
      requestId: null,
      cause: null,
      approvedBy: null,
      quoteId: null,
      stopped: [],
      releasedHolds: [],
      linkedLimits: [],
      limitPolicyVersion: null,
      restrictions: [],
      limitCountsUntil: null,
      protectedValues: null,
      signals: [],
      qualitySegment: false,
      conditions: [],
    }),
  ],
  closureRequest: [],
  closureQuote: [],
  creditApplication: [],
  identity: [],
  legalHold: [],
  // Version 3 says whose decision it is; before, no measure was taken, and no appeal was open.
  decision: [
    (document) => ({ ...document, limitPolicyVersion: null }),
    (document) => ({
      ...document,
      madeBy: makerOf(document),
      causedBy: null,
      reverses: null,
      appealUntil: null,
      measure: null,
    }),
  ],
  platformAction: [],
  notice: [],
  appeal: [],
  evidence: [],
  fileAccess: [],
  outbox: [],
} satisfies Record<string, readonly Upcaster[]>;

export type DocumentKind = keyof typeof UPCASTERS;

export const currentVersion = (kind: DocumentKind): number => UPCASTERS[kind].length + 1;

/** Writes a document with the kind's present version. */
export const writeJson = (kind: DocumentKind, content: object): string =>
  JSON.stringify({ schemaVersion: currentVersion(kind), ...content });

/** Reads a document of any released version as the present one, without its schema version. */
export const readJson = <T>(kind: DocumentKind, text: string): T =>
  upcast(kind, text, UPCASTERS[kind]) as T;

/** Brings a stored document up to the version after the last of the steps. */
export function upcast(kind: string, text: string, steps: readonly Upcaster[]): object {
  const { schemaVersion, ...stored } = JSON.parse(text) as Record<string, unknown>;
  const present = steps.length + 1;
  if (typeof schemaVersion !== 'number' || !Number.isInteger(schemaVersion) || schemaVersion < 1) {
    throw new Error(`stored ${kind} without a schema version`);
  }
  if (schemaVersion > present) {
    throw new Error(`stored ${kind} has version ${schemaVersion}, newer than ${present}`);
  }
  return steps.slice(schemaVersion - 1).reduce((document, step) => step(document), stored);
}
