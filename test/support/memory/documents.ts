/** Documents by version in memory, the one stored last in use. */
import { byIds, kept, type Memory, type StoredDocument } from './state.js';

export function documentsIn<T extends { readonly version: string }>(
  { read, write }: Memory,
  name: string,
  rowsOf: (state: ReturnType<Memory['read']>) => Map<string, StoredDocument<T>>,
) {
  return {
    async inUse(): Promise<T> {
      const current = [...rowsOf(read()).values()].find(({ inUse }) => inUse);
      if (!current) throw new Error(`no ${name}`);
      return current.document;
    },
    async find(versions: readonly string[]): Promise<T[]> {
      return byIds(rowsOf(read()), versions).map(({ document }) => document);
    },
    async add(document: T): Promise<void> {
      await write((state) => {
        const rows = rowsOf(state);
        const stored = rows.get(document.version);
        if (stored && JSON.stringify(stored.document) !== JSON.stringify(document)) {
          throw new Error(`${name} ${document.version} is stored with other content`);
        }
        if (stored) return;
        for (const [version, older] of rows) rows.set(version, { ...older, inUse: false });
        rows.set(document.version, { inUse: true, document: kept(document) });
      });
    },
  };
}
