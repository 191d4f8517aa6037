/**
 * Keeps schema/gateway.graphql equal to what the compiled code prints. Without arguments it writes
 * the file; with --check it writes nothing and fails when they differ.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('./gateway.graphql', import.meta.url));
const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

const printed = execFileSync(process.execPath, [MAIN, 'schema'], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
});
// A checkout may have changed the line ends; they are not part of the schema.
const stored = existsSync(FILE) ? readFileSync(FILE, 'utf8').replaceAll('\r\n', '\n') : '';

if (!process.argv.includes('--check')) writeFileSync(FILE, printed);
else if (stored !== printed) {
  console.error('schema/gateway.graphql is not what the code prints: run npm run schema');
  process.exitCode = 1;
}
