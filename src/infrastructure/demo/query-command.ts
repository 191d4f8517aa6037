/**
 * `npm run --silent query -- --as <persona> [--step-up] '<GraphQL>'`: asks a running demo gateway as
 * one of its personas and prints the answer. What it does is the banner's curl, with fewer quotes.
 */
import { parseArgs } from 'node:util';
import type { Config } from '../config.js';
import { runTokenCommand } from '../identity/token-command.js';
import { TokenCommandError } from '../identity/token-command-error.js';

const OPTIONS = {
  as: { type: 'string' },
  subject: { type: 'string' },
  'step-up': { type: 'boolean' },
  locale: { type: 'string' },
} as const;
const USAGE = "use --as <persona> [--subject <customerId>] [--step-up] [--locale zh] '<GraphQL>'";

/** The gateway's answer as indented JSON. */
export async function runQueryCommand(argv: readonly string[], config: Config): Promise<string> {
  const { values, query } = parsed(argv);
  const { as = '', subject, locale = 'en' } = values;
  if (!/^(en|zh)\b/i.test(locale)) throw new TokenCommandError(`--locale: en or zh; ${USAGE}`);
  const flags = ['--as', as, ...(subject === undefined ? [] : ['--subject', subject])];
  const token = await runTokenCommand(
    [...flags, ...(values['step-up'] ? ['--step-up'] : [])],
    config,
  );
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const url = `http://${host}:${config.port}/graphql`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'accept-language': locale,
    },
    body: JSON.stringify({ query }),
  }).catch(() => {
    throw new TokenCommandError(`no gateway answers at ${url}: start one with "npm start"`);
  });
  return JSON.stringify(await answer.json(), null, 2);
}

function parsed(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: OPTIONS,
      allowPositionals: true,
    });
    const [query, ...rest] = positionals;
    if (query === undefined || rest.length > 0) throw new Error('one query is needed');
    return { values, query };
  } catch (error) {
    throw new TokenCommandError(`${(error as Error).message.split(/\.\s|\n/)[0]}; ${USAGE}`);
  }
}
