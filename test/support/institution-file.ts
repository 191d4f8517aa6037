/** A file that names an institution, as an operator writes one. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoInstitution } from '../../src/infrastructure/institutions/institution.js';

/** Writes the demo's institution, with parts of it replaced, into a folder; returns the path. */
export function institutionFile(
  folder: string,
  over: object = {},
  name = 'institution.json',
): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ ...demoInstitution(), ...over }));
  return path;
}
