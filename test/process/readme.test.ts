/**
 * The README tells the truth: its commands are run in their order, as by somebody who pastes them
 * into a terminal, and print what it shows. What cannot be run here is checked for names: npm
 * scripts, configuration variables, files.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  CHECKOUT,
  type Environment,
  freePort,
  plainEnvironment,
  type Running,
  start,
  temporaryFolder,
  testWith,
} from '../support/process.js';
import { type Block, blocksOf, differences, stepsOf } from '../support/readme.js';

const path = join(CHECKOUT, 'README.md');
const readme = existsSync(path) ? readFileSync(path, 'utf8') : '';
const steps = stepsOf(readme);
const manifest = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8'));

/**
 * The packages are installed, and these tests cannot run themselves: that such a script exists is
 * checked below.
 */
const NPM = `npm() {
  case "$1 \${2-}" in ci*|test*|'run check'*|'run bench'*) return 0 ;; esac
  command npm "$@"
}`;

const folder = temporaryFolder();
const state = join(folder, 'state');
const environment: Environment = plainEnvironment({
  PORT: String(await freePort()),
  DATA_DIR: join(folder, 'data'),
});

/** Runs a block in the terminal that the blocks before it have left: its variables and its folder. */
function paste({ text }: Block): Running {
  const typed = text.replaceAll(/(127\.0\.0\.1|localhost):4000/g, `$1:${environment.PORT}`);
  const script = `set -ae; ${NPM}
if [ -f '${state}' ]; then . '${state}'; cd "$(cat '${state}.folder')"; fi
${typed}
export -p > '${state}'; pwd > '${state}.folder'`;
  return start('bash', ['-c', script], environment, { group: true });
}

test('there is a README with commands, and it begins with the two', () => {
  expect(readme).not.toBe('');
  expect(steps[0]?.text).toMatch(/^npm ci\b/);
  expect(steps.filter(({ prints }) => prints).length).toBeGreaterThan(3);
  expect(readme).toContain('npm ci && npm test');
});

describe('its commands, in their order', () => {
  for (const step of steps) {
    const programs = ['bash', ...(/\bcurl\b/.test(step.text) ? ['curl'] : [])];
    testWith(programs, `line ${step.line}: ${step.text.split('\n')[0]}`, async () => {
      const running = paste(step);
      if (/\bnpm start\b/.test(step.text)) {
        await running.prints(/serves GraphQL at [\s\S]*\n$/);
        if (step.prints) expect(differences(step.prints, running.stdout())).toEqual([]);
        return;
      }
      const { code, stdout, stderr } = await running.ended;
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
      if (step.prints) expect(differences(step.prints, stdout)).toEqual([]);
    });
  }
});

describe('its names', () => {
  const code = blocksOf(readme)
    .filter(({ language }) => language === 'sh' || language === 'console')
    .map(({ text }) => text);
  const inline = [...readme.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);

  test('are those of npm scripts', () => {
    const named = [...code, ...inline].flatMap((text) => [
      ...[...text.matchAll(/npm run (?:--?\w+ )*([\w:-]+)/g)].map(([, script]) => script),
      ...[...text.matchAll(/npm (start|test)\b/g)].map(([, script]) => script),
    ]);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((script) => !Object.hasOwn(manifest.scripts, script ?? ''))).toEqual([]);
  });

  const config = readFileSync(join(CHECKOUT, 'src/infrastructure/config.ts'), 'utf8');
  const [, schema = ''] = /const SCHEMA = z\.object\(\{([\s\S]*?)\n\}\);/.exec(config) ?? [];
  const variables = [...schema.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);

  test('are those of configuration variables, all of them and no others', () => {
    expect(variables).toContain('DATABASE_URL');
    const assigned = code.flatMap((text) => [...text.matchAll(/\b([A-Z][A-Z_]{2,})=/g)]);
    const documented = [...readme.matchAll(/^\| (`[A-Z][^|]*) \|/gm)].flatMap(([, cell = '']) => [
      ...cell.matchAll(/`([A-Z_]+)`/g),
    ]);
    const names = (matches: RegExpMatchArray[]) => matches.map(([, name]) => name);
    expect(names(assigned).filter((name) => !variables.includes(name))).toEqual([]);
    // DEMO is named where the host is explained.
    expect(variables.filter((name) => !readme.includes(`\`${name}`))).toEqual([]);
    expect(names(documented).filter((name) => !variables.includes(name))).toEqual([]);
  });

  test('are those of files', () => {
    const linked = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(
      ([, file]) => file,
    );
    expect(linked.length).toBeGreaterThan(2);
    expect(linked.filter((file) => !existsSync(join(CHECKOUT, file ?? '')))).toEqual([]);
  });
});

describe('what is shown is compared', () => {
  const json = (shown: unknown) => ({ language: 'json', text: JSON.stringify(shown), line: 1 });
  const text = (shown: string) => ({ language: 'text', text: shown, line: 1 });
  const ID = '01990000-0000-7000-8001-000000000001';
  const OTHER_ID = '01990000-0000-7000-8001-000000000002';

  test.each([
    ['equal', { a: [1, 'b', null] }, { a: [1, 'b', null] }],
    ['any value', { a: '…', b: '…' }, { a: 7, b: { c: 1 } }],
    ['any text inside a text', { a: 'before … after' }, { a: 'before 12 after' }],
    ['another id, time and hash', [ID, '2026-11-22T05:00:00Z'], [OTHER_ID, '2031-01-02T03:04:05Z']],
    ['more members', { a: 1, '…': '…' }, { a: 1, b: 2 }],
    ['more elements', [1, '…'], [1, 2, 3]],
  ])('%s is alike', (_name, shown, given) => {
    expect(differences(json(shown), JSON.stringify(given))).toEqual([]);
  });

  test.each([
    ['another value', { a: 1 }, { a: 2 }],
    ['a missing member', { a: 1, b: '…' }, { a: 1 }],
    ['a member too many', { a: 1 }, { a: 1, b: 2 }],
    ['an element too many', [1], [1, 2]],
    ['another type', { a: [] }, { a: {} }],
    ['no id', { id: ID }, { id: 'x' }],
    ['another text around', { a: 'before …' }, { a: 'after 12' }],
  ])('%s is not', (_name, shown, given) => {
    expect(differences(json(shown), JSON.stringify(given))).toHaveLength(1);
  });

  test('texts line by line', () => {
    expect(differences(text('a\n…\nz'), 'a\nb\nc\nz\n')).toEqual([]);
    expect(differences(text('at … o’clock'), 'at 12 o’clock')).toEqual([]);
    expect(differences(text('a\nz'), 'a\nb\nz\n')).toHaveLength(1);
    expect(differences(text('(a)'), 'a')).toHaveLength(1);
    expect(differences(json({}), 'no JSON')).toHaveLength(1);
  });
});
