/** The inputs of a PMML card: what the data dictionary declares and the mining schema lets in. */
import {
  childrenOf,
  oneOf,
  onlyAttributes,
  optionalNumber,
  type Placed,
  placeOf,
  required,
  typedValue,
} from './pmml-elements.js';
import { PmmlRefused, shown } from './pmml-refused.js';
import type { PmmlDataType, PmmlField, PmmlInterval, PmmlValue } from './pmml-scorecard.js';

const DATA_TYPES: readonly PmmlDataType[] = ['string', 'integer', 'float', 'double', 'boolean'];
const CLOSURES = ['openOpen', 'openClosed', 'closedOpen', 'closedClosed'] as const;
const USAGES = ['active', 'target', 'predicted', 'supplementary'] as const;
const INVALIDS = ['returnInvalid', 'asIs', 'asMissing'] as const;

type Declared = Omit<PmmlField, 'invalidValueTreatment' | 'missingValueReplacement'>;

/** By name, in the mining schema's order; targets and supplementary fields are left out. */
export function readFields(dictionary: Placed, schema: Placed): ReadonlyMap<string, PmmlField> {
  const declared = new Map<string, Declared>();
  for (const element of childrenOf(dictionary, 'DataField Taxonomy')) {
    if (element.name !== 'DataField') continue;
    const name = required({ place: 'DataDictionary/DataField', element }, 'name');
    const place = placeOf('DataDictionary', 'DataField', name);
    if (declared.has(name)) throw new PmmlRefused(place, 'is declared twice');
    declared.set(name, declaredField({ place, element }, name));
  }
  const fields = new Map<string, PmmlField>();
  const seen = new Set<string>();
  for (const element of childrenOf(schema, 'MiningField')) {
    const name = required({ place: `${schema.place}/MiningField`, element }, 'name');
    const mining = { place: placeOf(schema.place, 'MiningField', name), element };
    if (seen.has(name)) throw new PmmlRefused(mining.place, 'is listed twice');
    seen.add(name);
    const field = declared.get(name);
    const usage = oneOf(mining, 'usageType', USAGES) ?? 'active';
    if (usage !== 'active') continue;
    if (!field) throw new PmmlRefused(mining.place, 'is not in the data dictionary');
    fields.set(name, minedField(mining, field));
  }
  return fields;
}

function declaredField(source: Placed, name: string): Declared {
  onlyAttributes(source, 'name displayName optype dataType isCyclic taxonomy');
  required(source, 'dataType');
  const dataType = oneOf(source, 'dataType', DATA_TYPES) as PmmlDataType;
  oneOf(source, 'isCyclic', ['0']);
  const values: Record<string, PmmlValue[]> = { valid: [], invalid: [], missing: [] };
  const intervals: PmmlInterval[] = [];
  for (const element of childrenOf(source, 'Value Interval')) {
    const inner = { place: `${source.place}/${element.name}`, element };
    if (element.name === 'Interval') {
      intervals.push(intervalOf(inner));
      continue;
    }
    onlyAttributes(inner, 'value displayValue property');
    const property = oneOf(inner, 'property', ['valid', 'invalid', 'missing']) ?? 'valid';
    values[property]?.push(typedValue(required(inner, 'value'), dataType, inner.place));
  }
  const { valid = [], invalid = [], missing = [] } = values;
  return {
    place: source.place,
    name,
    dataType,
    validValues: valid,
    invalidValues: invalid,
    missingValues: missing,
    intervals,
  };
}

function intervalOf(source: Placed): PmmlInterval {
  onlyAttributes(source, 'closure leftMargin rightMargin');
  required(source, 'closure');
  const closure = oneOf(source, 'closure', CLOSURES) as PmmlInterval['closure'];
  const leftMargin = optionalNumber(source, 'leftMargin');
  const rightMargin = optionalNumber(source, 'rightMargin');
  return { closure, leftMargin, rightMargin };
}

function minedField(source: Placed, field: Declared): PmmlField {
  onlyAttributes(
    source,
    'name usageType optype importance outliers invalidValueTreatment missingValueTreatment missingValueReplacement',
  );
  oneOf(source, 'outliers', ['asIs']);
  oneOf(source, 'missingValueTreatment', ['asIs', 'asMean', 'asMode', 'asMedian', 'asValue']);
  const replacement = source.element.attributes.get('missingValueReplacement');
  return {
    ...field,
    invalidValueTreatment: oneOf(source, 'invalidValueTreatment', INVALIDS) ?? 'returnInvalid',
    ...(replacement === undefined
      ? {}
      : { missingValueReplacement: typedValue(replacement, field.dataType, source.place) }),
  };
}

/** The field that a predicate or an expression names; refuses one that the card does not take in. */
export function knownField(source: Placed, fields: ReadonlyMap<string, PmmlField>): PmmlField {
  const name = required(source, 'field');
  const field = fields.get(name);
  if (field) return field;
  throw new PmmlRefused(
    source.place,
    `"${shown(name)}" is not an active field of the mining schema`,
  );
}
