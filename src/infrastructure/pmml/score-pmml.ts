/**
 * Scores a record by a PMML card, as the standard says: of each characteristic the first attribute
 * whose predicate is true gives its points. Reason codes are ranked by the points below (or above)
 * the baseline, the greatest first; equal ones keep the file's order.
 */
import { PmmlRefused, shown } from './pmml-refused.js';
import type {
  Comparison,
  PmmlExpression,
  PmmlField,
  PmmlInterval,
  PmmlPredicate,
  PmmlScorecard,
  PmmlValue,
} from './pmml-scorecard.js';

export interface PmmlScore {
  readonly score: number;
  /** Without repeats; empty when the card does not use reason codes. */
  readonly reasonCodes: readonly string[];
}

/** By field name; absent and null are a missing value. */
export type PmmlRecord = Readonly<Record<string, PmmlValue | null | undefined>>;
/** The values that predicates see; a missing one is not in it. */
type Prepared = ReadonlyMap<string, PmmlValue>;

/** Throws `PmmlRefused` with the place where the standard calls the result invalid. */
export function scorePmml(card: PmmlScorecard, record: PmmlRecord): PmmlScore {
  const values = prepared(card.fields, record);
  let score = card.initialScore;
  const sizes = new Map<string, number>();
  for (const each of card.characteristics) {
    const attribute = each.attributes.find(({ predicate }) => holds(predicate, values) === true);
    if (!attribute) throw new PmmlRefused(each.place, 'no attribute applies to the record');
    const points = reckoned(attribute.partialScore, values);
    if (points === undefined || !Number.isFinite(points)) {
      throw new PmmlRefused(attribute.place, 'its partial score has no value for the record');
    }
    score += points;
    const code = attribute.reasonCode ?? each.reasonCode;
    const baseline = each.baselineScore ?? card.baselineScore;
    if (!card.useReasonCodes || code === undefined || baseline === undefined) continue;
    const below = baseline - points;
    const size = card.reasonCodeAlgorithm === 'pointsBelow' ? below : -below;
    // A code that several characteristics share stands for all of them together.
    sizes.set(code, (sizes.get(code) ?? 0) + size);
  }
  // What stands at its baseline or on its good side did nothing to lower (or raise) the score.
  const against = [...sizes].filter(([, size]) => size > 0);
  against.sort(([, one], [, other]) => other - one);
  return { score, reasonCodes: against.map(([code]) => code) };
}

function prepared(fields: ReadonlyMap<string, PmmlField>, record: PmmlRecord): Prepared {
  const values = new Map<string, PmmlValue>();
  for (const field of fields.values()) {
    const given = Object.hasOwn(record, field.name) ? record[field.name] : undefined;
    let value = given ?? undefined;
    if (value !== undefined && field.missingValues.includes(value)) value = undefined;
    else if (value !== undefined && !valid(field, value)) {
      const treatment = ofItsType(field, value) ? field.invalidValueTreatment : undefined;
      if (treatment !== 'asIs') {
        if (field.invalidValueTreatment !== 'asMissing') {
          throw new PmmlRefused(field.place, `"${shown(String(value))}" is not a valid value`);
        }
        value = undefined;
      }
    }
    value ??= field.missingValueReplacement;
    if (value !== undefined) values.set(field.name, value);
  }
  return values;
}

function ofItsType({ dataType }: PmmlField, value: PmmlValue): boolean {
  if (dataType === 'string' || dataType === 'boolean') return typeof value === dataType;
  if (dataType === 'integer') return Number.isInteger(value);
  return Number.isFinite(value);
}

function valid(field: PmmlField, value: PmmlValue): boolean {
  const { validValues, invalidValues, intervals } = field;
  if (!ofItsType(field, value) || invalidValues.includes(value)) return false;
  if (validValues.length === 0 && intervals.length === 0) return true;
  return validValues.includes(value) || intervals.some((each) => within(each, value));
}

function within({ closure, leftMargin, rightMargin }: PmmlInterval, value: PmmlValue): boolean {
  if (typeof value !== 'number') return false;
  const left = leftMargin ?? Number.NEGATIVE_INFINITY;
  const right = rightMargin ?? Number.POSITIVE_INFINITY;
  const above = closure.startsWith('closed') ? value >= left : value > left;
  return above && (closure.endsWith('Closed') ? value <= right : value < right);
}

/** Undefined is "unknown": a comparison with a missing value is neither true nor false. */
export function holds(predicate: PmmlPredicate, values: Prepared): boolean | undefined {
  switch (predicate.kind) {
    case 'CONSTANT':
      return predicate.value;
    case 'MISSING':
      return values.has(predicate.field) !== predicate.missing;
    case 'COMPARISON': {
      const value = values.get(predicate.field);
      return value === undefined ? undefined : compare(predicate.operator, value, predicate.value);
    }
    case 'SET': {
      const value = values.get(predicate.field);
      return value === undefined ? undefined : predicate.values.includes(value) === predicate.isIn;
    }
    case 'COMPOUND':
      return combined(
        predicate.operator,
        predicate.parts.map((each) => holds(each, values)),
      );
  }
}

function compare(operator: Comparison, value: PmmlValue, other: PmmlValue): boolean {
  switch (operator) {
    case 'equal':
      return value === other;
    case 'notEqual':
      return value !== other;
    case 'lessThan':
      return value < other;
    case 'lessOrEqual':
      return value <= other;
    case 'greaterThan':
      return value > other;
    case 'greaterOrEqual':
      return value >= other;
  }
}

function combined(
  operator: 'and' | 'or' | 'xor' | 'surrogate',
  parts: readonly (boolean | undefined)[],
): boolean | undefined {
  const unknown = parts.includes(undefined);
  switch (operator) {
    case 'and':
      return parts.includes(false) ? false : unknown ? undefined : true;
    case 'or':
      return parts.includes(true) ? true : unknown ? undefined : false;
    case 'xor':
      return unknown ? undefined : parts.filter(Boolean).length % 2 === 1;
    case 'surrogate':
      return parts.find((each) => each !== undefined);
  }
}

/** Undefined when a value that it needs is missing; min and max pass missing ones over. */
function reckoned(expression: PmmlExpression, values: Prepared): number | undefined {
  if (expression.kind === 'CONSTANT') return expression.value;
  if (expression.kind === 'FIELD') return values.get(expression.field) as number | undefined;
  const { operator, parts } = expression;
  const all = parts.map((each) => reckoned(each, values));
  const known = all.filter((each) => each !== undefined);
  if (operator === 'min' || operator === 'max') {
    return known.length === 0 ? undefined : known.reduce((a, b) => Math[operator](a, b));
  }
  if (known.length < all.length) return undefined;
  const [one, other] = known as [number, number];
  switch (operator) {
    case '+':
      return one + other;
    case '-':
      return one - other;
    case '*':
      return one * other;
    case '/':
      return one / other;
  }
}
