/** The institution that runs the gateway: from a file, or in the demo the made-up one. */
import { type Institution, validateInstitution } from '../../domain/policy/institution.js';
import type { Config } from '../config.js';
import { Refused, smallFile } from '../import/readable-file.js';
import { StartRefused } from '../start-refusal.js';
import demo from './demo.json' with { type: 'json' };

/** Far more than names and addresses take. */
const MAX_BYTES = 65_536;

/** The lender of the demo, which says in its name that it is none. */
export function demoInstitution(): Institution {
  const validated = validateInstitution(demo);
  if ('institution' in validated) return validated.institution;
  const [first] = validated.issues;
  throw new Error(`the demo's institution is not valid: ${first?.path}: ${first?.message}`);
}

/** The institution of a configuration. @throws StartRefused where its file does not hold one. */
export async function institutionOf({
  institutionFile,
}: Pick<Config, 'institutionFile'>): Promise<Institution> {
  if (institutionFile === undefined) return demoInstitution();
  const refused = (reason: string) =>
    new StartRefused(`INSTITUTION_FILE: ${institutionFile} cannot be used: ${reason}`);
  const bytes = await smallFile(institutionFile, MAX_BYTES).catch((error: unknown) => {
    throw error instanceof Refused ? refused(error.message) : error;
  });
  const validated = validateInstitution(parsed(bytes, refused));
  if ('institution' in validated) return validated.institution;
  const [first, ...others] = validated.issues;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  throw refused(`${first?.path || 'it'} ${first?.message}${more}`);
}

function parsed(bytes: Uint8Array, refused: (reason: string) => StartRefused): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // What a parser says of it may quote the file, line breaks and all.
    throw refused('it is not JSON in UTF-8');
  }
}
