/** What a starting gateway prints: where it listens and what to try first. */
import { resolve } from 'node:path';
import type { Config } from '../config.js';
import {
  DEMO_BORROWER_CLEAR,
  DEMO_BORROWER_INDEBTED,
  DEMO_BORROWER_STEADY,
  PERSONAS,
} from '../identity/demo-issuer.js';

const LINES_QUERY =
  '{ myLiabilities { totals { currency balance { amount } availableCredit { amount } } ' +
  'accounts { edges { node { id status version limit { amount currency } balance { amount } ' +
  'utilization capabilities } } } } }';

/** Another terminal knows nothing of this process's environment, and the keys are in its folder. */
function tokenCommand({ dataDir }: Config): string {
  const where = dataDir === resolve('data') ? '' : `DATA_DIR=${quoted(dataDir)} `;
  return `${where}npm run --silent token -- --as borrower-clear`;
}

/** One word for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The whole banner; in demo mode with personas and a query to paste. */
export function banner(config: Config, url: string): string {
  const store = config.databaseUrl === undefined ? `SQLite in ${config.dataDir}` : 'PostgreSQL';
  const head = `\nClearline serves GraphQL at ${url}\n  data: ${store}`;
  if (!config.demo) return `${head}\n  tokens: ${config.oidc?.issuer}\n`;
  return `${head}

  DEMO MODE: the gateway signs tokens for anybody who can read its data folder, and its
  clock can be moved. Set OIDC_ISSUER and OIDC_AUDIENCE to run it for real.

  personas: ${Object.keys(PERSONAS).join(', ')}
  borrower-clear is customer ${DEMO_BORROWER_CLEAR},
  borrower-indebted ${DEMO_BORROWER_INDEBTED}, borrower-steady ${DEMO_BORROWER_STEADY}

  Paste this into another terminal, in this folder:

curl -s ${url} \\
  -H "authorization: Bearer $(${tokenCommand(config)})" \\
  -H 'content-type: application/json' \\
  -d '{"query":"${LINES_QUERY}"}'
`;
}
