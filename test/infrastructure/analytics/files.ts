/** Files of the analytics tests: a small made-up portfolio, the same on every machine. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'clearline-analytics-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const pathOf = (name: string): string => join(folder, name);

export function file(name: string, content: string | Uint8Array): string {
  writeFileSync(pathOf(name), content);
  return pathOf(name);
}

const PURPOSES = ['car', 'home, new', 'travel "far"', 'other'];

/**
 * Rows whose outcome depends on debt and purpose, by a generator of its own: `debt` is whole, `share`
 * has decimals and gaps, `purpose` needs quotes, `sex` and `age` are protected, `id` is an id.
 */
export function portfolio(rows: number): string {
  let state = 12_345;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
  const lines = ['id,debt,share,purpose,sex,age,flat,bad'];
  for (let row = 1; row <= rows; row += 1) {
    const debt = Math.floor(next() * 100);
    const share = next() < 0.1 ? '' : (next() * 2).toFixed(3);
    const purpose = Math.floor(next() * PURPOSES.length);
    const risk = 0.04 + 0.005 * debt + (purpose === 2 ? 0.2 : 0);
    const quoted = `"${(PURPOSES[purpose] ?? '').replaceAll('"', '""')}"`;
    const sex = next() < 0.5 ? 'f' : 'm';
    const age = 20 + Math.floor(next() * 50);
    const bad = next() < risk ? 1 : 0;
    lines.push([1_000 + row, debt, share, quoted, sex, age, 7, bad].join(','));
  }
  return `${lines.join('\n')}\n`;
}
