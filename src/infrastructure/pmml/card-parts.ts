/** The order of a card document's fields, so that equal cards are written alike, byte for byte. */
import type { Json } from '../../domain/risk-profile/document-checks.js';

const FIELDS = {
  card:
    'schemaVersion version kind name createdOn basis outcome basePoints pdo baseScore baseOdds ' +
    'cutoffScore baselineMethod twelveMonths characteristics bands',
  characteristic: 'id reasonCode baselinePoints reason favour attributes',
  attribute: 'id label range special categories missing points reason favour',
} as const;

/** The same fields in the document's order; unknown ones come last, for the validation to name. */
export function inOrder(part: keyof typeof FIELDS, source: Json): Json {
  const known = FIELDS[part].split(' ');
  const keys = [...known.filter((key) => Object.hasOwn(source, key)), ...Object.keys(source)];
  return Object.fromEntries([...new Set(keys)].map((key) => [key, source[key]]));
}
