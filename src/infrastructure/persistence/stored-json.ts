/**
 * JSON columns carry `schemaVersion`. What an older release wrote is brought up one version at a
 * time when it is read; rows are not rewritten. A version from the future is refused: an older
 * release must not guess at a newer one's meaning.
 */
type Document = Record<string, unknown> & { schemaVersion: number };
type Upcaster = (document: Record<string, unknown>) => Record<string, unknown>;

/** `UPCASTERS[kind][n - 1]` turns version n into n + 1. */
const UPCASTERS = {
  product: [],
  assessment: [],
  closure: [],
  decision: [],
  outbox: [],
} satisfies Record<string, readonly Upcaster[]>;

export type DocumentKind = keyof typeof UPCASTERS;

export const currentVersion = (kind: DocumentKind): number => UPCASTERS[kind].length + 1;

/** Writes a document with the kind's present version. */
export const writeJson = (kind: DocumentKind, content: object): string =>
  JSON.stringify({ schemaVersion: currentVersion(kind), ...content });

/** Reads a document of any released version as the present one. */
export function readJson<T>(kind: DocumentKind, text: string): T {
  let document = JSON.parse(text) as Document;
  const present = currentVersion(kind);
  if (!Number.isInteger(document.schemaVersion) || document.schemaVersion < 1) {
    throw new Error(`stored ${kind} without a schema version`);
  }
  if (document.schemaVersion > present) {
    throw new Error(`stored ${kind} has version ${document.schemaVersion}, newer than ${present}`);
  }
  const steps: readonly Upcaster[] = UPCASTERS[kind];
  for (const upcast of steps.slice(document.schemaVersion - 1)) {
    document = { ...upcast(document), schemaVersion: document.schemaVersion + 1 };
  }
  return document as unknown as T;
}
