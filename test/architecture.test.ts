/**
 * The layout's arrows, and the purity of the layers inside them. Both checks are also pointed at
 * planted violations, because a check that cannot fail guards nothing.
 */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { impurities } from './support/impurities.js';
import { ALLOWED, HELPERS, PLANTED } from './support/planted-arrows.js';

const ROOT = path.resolve(import.meta.dirname, '..');
const DEPCRUISE = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** Every violation in the `src` folder of a tree, as `rule: from → to`, sorted. */
async function violations(tree: string): Promise<string[]> {
  const args = [DEPCRUISE, 'src', '--config', '.dependency-cruiser.cjs', '-T', 'json'];
  const output = await new Promise<string>((resolve) => {
    // It exits with the number of violations; what it says is on standard output either way.
    execFile(process.execPath, args, { cwd: tree, maxBuffer: 2 ** 27 }, (_, stdout) =>
      resolve(stdout),
    );
  });
  const { summary } = JSON.parse(output) as {
    summary: { totalCruised: number; violations: Violation[] };
  };
  if (summary.totalCruised === 0) throw new Error(`nothing was checked in ${tree}`);
  return summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`).sort();
}

describe('the arrows between the layers', () => {
  let tree = '';
  let reported: readonly string[] = [];

  beforeAll(async () => {
    tree = fs.mkdtempSync(path.join(tmpdir(), 'clearline-arrows-'));
    const planted = Object.fromEntries(PLANTED.map(({ file, source }) => [file, source]));
    for (const [file, source] of Object.entries({ ...ALLOWED, ...planted, ...HELPERS })) {
      fs.mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
      fs.writeFileSync(path.join(tree, file), `${source}\n`);
    }
    for (const file of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.json']) {
      fs.cpSync(path.join(ROOT, file), path.join(tree, file));
    }
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(tree, 'node_modules'), 'junction');
    reported = await violations(tree);
  });

  afterAll(() => fs.rmSync(tree, { recursive: true, force: true }));

  test('hold in the source', async () => {
    expect(await violations(ROOT)).toEqual([]);
  });

  test.each(PLANTED)('are reported as broken when $name', ({ file, arrow, rule }) => {
    const start = `${rule ?? 'not-in-allowed'}: ${file} → `;
    const found = reported.filter((line) => line.startsWith(start));
    expect(found).toEqual([expect.stringContaining(arrow)]);
  });

  test('are not reported where they are allowed', () => {
    const planted = new Set([...PLANTED.map(({ file }) => file), ...Object.keys(HELPERS)]);
    const sources = reported.map((line) => line.replace(/^[^:]+: (.+) → .+$/, '$1'));
    expect(sources.filter((file) => !planted.has(file))).toEqual([]);
  });
});

describe('clock, chance and the outside world', () => {
  const sources = ['src/domain', 'src/application'].flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.join(folder, file)),
  );

  test('stay out of the domain and the use cases', () => {
    expect(sources.length).toBeGreaterThan(0);
    const found = sources.flatMap((file) =>
      impurities(fs.readFileSync(path.join(ROOT, file), 'utf8')).map((what) => `${file}: ${what}`),
    );
    expect(found).toEqual([]);
  });

  test.each([
    ['const at = Date.now();', 'Date.now'],
    ["const at = Date['now']();", 'Date.now'],
    ['const { now } = Date;', 'Date'],
    ['const at = new Date();', 'new Date()'],
    ['const at = new Date;', 'new Date()'],
    ['const at = Date();', 'Date()'],
    ['const clock = Date;', 'Date'],
    [`const at = \`\${Date.now()}\`;`, 'Date.now'],
    ['const x = Math.random();', 'Math.random'],
    ['const { random } = Math;', 'Math'],
    ['const at = performance.now();', 'performance'],
    ['const home = process.env.HOME;', 'process'],
    ['const id = crypto.randomUUID();', 'crypto'],
    ['const id = globalThis.crypto.randomUUID();', 'globalThis'],
    ['console.log(1);', 'console'],
    ['setTimeout(() => {}, 1);', 'setTimeout'],
    ["await fetch('https://example.org');", 'fetch'],
  ])('are found in %s', (source, found) => {
    expect(impurities(source)).toEqual([found]);
  });

  test.each([
    '// Date.now(), Math.random() and process are for others',
    "const words = 'new Date() and crypto';",
    `const words = \`console and \${1}\`;`,
    'const at = new Date(0).getTime() + Date.parse("2026-01-01") + Date.UTC(2026, 0);',
    'const top = Math.max(1, 2);',
    'const step = { process: 1 }; export const p = step.process;',
    'export interface Step { readonly process: Date }',
  ])('are not seen in %s', (source) => {
    expect(impurities(source)).toEqual([]);
  });
});
