/** `npm run --silent token -- --as <persona> [--subject <customerId>] [--step-up]` */
import { parseArgs } from 'node:util';
import type { Config } from '../config.js';
import { demoKeys, isPersona, PERSONAS, signDemoToken } from './demo-issuer.js';
import { TokenCommandError } from './token-command-error.js';

const OPTIONS = {
  as: { type: 'string', multiple: true },
  subject: { type: 'string', multiple: true },
  'step-up': { type: 'boolean' },
} as const;
const USAGE = 'use --as <persona> [--subject <customerId>] [--step-up]';

/**
 * Signs a token for a persona of the demo and returns it, without a line end.
 * @throws TokenCommandError for wrong arguments, and whenever an issuer is configured.
 */
export async function runTokenCommand(
  argv: readonly string[],
  config: Pick<Config, 'oidc' | 'dataDir' | 'stepUp'>,
): Promise<string> {
  if (config.oidc) {
    throw new TokenCommandError('OIDC_ISSUER is set: only that issuer can sign tokens');
  }
  const values = parsed(argv);
  const persona = atMostOnce('as', values.as);
  const subject = atMostOnce('subject', values.subject);
  const known = Object.keys(PERSONAS).join(', ');
  if (persona === undefined) throw new TokenCommandError(`--as is missing: one of ${known}`);
  if (!isPersona(persona)) {
    throw new TokenCommandError(`unknown persona ${JSON.stringify(persona)}: use one of ${known}`);
  }
  const keys = await demoKeys(config.dataDir);
  try {
    return await signDemoToken(keys, {
      persona,
      ...(subject !== undefined && { subject }),
      ...(values['step-up'] && { stepUp: { acr: config.stepUp.acr } }),
    });
  } catch (error) {
    if (error instanceof RangeError) throw new TokenCommandError(`--subject: ${error.message}`);
    throw error;
  }
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true }).values;
  } catch (error) {
    // The library's explanations span lines; the first sentence says what is wrong.
    const [sentence] = (error as Error).message.split(/\.\s|\n/);
    throw new TokenCommandError(`${sentence}; ${USAGE}`);
  }
}

/** Two values for one flag are a slip of the pen; a token for either would be a guess. */
function atMostOnce(name: string, values: readonly string[] | undefined): string | undefined {
  if (values !== undefined && values.length > 1) {
    throw new TokenCommandError(`--${name} is given ${values.length} times; ${USAGE}`);
  }
  return values?.[0];
}
