/** What a PMML characteristic may say that a card of this product cannot. */
import type { Characteristic } from '../../domain/risk-profile/catalogue.js';
import { DECIMALS } from '../../domain/risk-profile/characteristic-reference.js';
import { constantsOf, type Refuse } from './attribute-shares.js';
import { shown } from './pmml-refused.js';
import type {
  PmmlAttribute,
  PmmlCharacteristic,
  PmmlField,
  PmmlPredicate,
} from './pmml-scorecard.js';

/** The only field that the characteristic looks at. */
export function fieldOf(source: PmmlCharacteristic, refuse: Refuse): string | undefined {
  const names = new Set(source.attributes.flatMap(({ predicate }) => fieldsOf(predicate)));
  const [name] = names;
  if (names.size === 1) return name;
  const which = names.size === 0 ? 'no field' : `the fields ${[...names].map(shown).join(', ')}`;
  refuse(source.place, `looks at ${which}; a characteristic here looks at exactly one`);
  return undefined;
}

function fieldsOf(predicate: PmmlPredicate): readonly string[] {
  if (predicate.kind === 'CONSTANT') return [];
  return predicate.kind === 'COMPOUND' ? predicate.parts.flatMap(fieldsOf) : [predicate.field];
}

/** The characteristic's code; attributes may only repeat it, or all bear the same one. */
export function reasonCodeOf(source: PmmlCharacteristic, refuse: Refuse): string | undefined {
  const code = source.reasonCode ?? source.attributes[0]?.reasonCode;
  for (const { place, reasonCode } of source.attributes) {
    if ((reasonCode ?? source.reasonCode) === code) continue;
    refuse(place, 'has a reason code of its own; a card here has one for each characteristic');
  }
  return code;
}

/** Whether the field means what the catalogue's entry means. */
export function checkField(
  field: PmmlField,
  entry: Characteristic,
  attributes: readonly PmmlAttribute[],
  refuse: Refuse,
): boolean {
  const faults: string[] = [];
  const { dataType, validValues, invalidValues, missingValues, intervals } = field;
  const category = entry.unit === 'CATEGORY';
  const fits = category ? dataType === 'string' : dataType !== 'string' && dataType !== 'boolean';
  if (!fits || (dataType === 'integer' && DECIMALS[entry.unit] > 0)) {
    faults.push(`is of the type ${dataType}, which does not fit the unit ${entry.unit}`);
  }
  if (field.missingValueReplacement !== undefined) {
    faults.push('has a replacement for missing values');
  }
  if (invalidValues.length + missingValues.length + intervals.length > 0) {
    faults.push('has invalid or missing values or intervals of its own');
  }
  const ids = (entry.categories ?? []).map(({ id }) => id);
  const listed = validValues.length > 0;
  if (listed && !(category && ids.every((id) => validValues.includes(id)))) {
    faults.push('lists its valid values otherwise than the catalogue does');
  }
  for (const fault of faults) refuse(field.place, fault);
  if (!category || faults.length > 0) return faults.length === 0;
  let known = true;
  for (const { place, predicate } of attributes) {
    for (const value of constantsOf(predicate)) {
      if (ids.includes(value as string)) continue;
      refuse(place, `"${shown(String(value))}" is no category of ${entry.id}`);
      known = false;
    }
  }
  return known;
}
