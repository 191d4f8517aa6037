/** Predicates and expressions of a PMML card, as they stand in the file. */
import {
  childrenOf,
  finite,
  oneOf,
  onlyAttributes,
  type Placed,
  required,
  typedValue,
} from './pmml-elements.js';
import { PmmlRefused, shown } from './pmml-refused.js';
import {
  ARITHMETIC,
  COMPARISONS,
  type Comparison,
  type PmmlExpression,
  type PmmlField,
  type PmmlPredicate,
  type PmmlValue,
} from './pmml-scorecard.js';
import { knownField } from './read-fields.js';

export const PREDICATES = 'SimplePredicate SimpleSetPredicate CompoundPredicate True False';
const EXPRESSIONS = 'Apply Constant FieldRef';

type Fields = ReadonlyMap<string, PmmlField>;

export function readPredicate(source: Placed, fields: Fields): PmmlPredicate {
  switch (source.element.name) {
    case 'True':
    case 'False':
      return { kind: 'CONSTANT', value: source.element.name === 'True' };
    case 'SimplePredicate':
      return simple(source, fields);
    case 'SimpleSetPredicate':
      return set(source, fields);
    default:
      return compound(source, fields);
  }
}

function simple(source: Placed, fields: Fields): PmmlPredicate {
  onlyAttributes(source, 'field operator value');
  const { name, dataType } = knownField(source, fields);
  required(source, 'operator');
  const words = [...COMPARISONS, 'isMissing', 'isNotMissing'] as const;
  const operator = oneOf(source, 'operator', words) as (typeof words)[number];
  if (operator === 'isMissing' || operator === 'isNotMissing') {
    return { kind: 'MISSING', field: name, missing: operator === 'isMissing' };
  }
  const ordered = operator !== 'equal' && operator !== 'notEqual';
  if (ordered && (dataType === 'string' || dataType === 'boolean')) {
    throw new PmmlRefused(source.place, `compares "${shown(name)}" by order, but it is no number`);
  }
  const text = source.element.attributes.get('value');
  if (text === undefined) throw new PmmlRefused(source.place, 'the attribute value is missing');
  const value = typedValue(text, dataType, source.place);
  return { kind: 'COMPARISON', field: name, operator: operator as Comparison, value };
}

function set(source: Placed, fields: Fields): PmmlPredicate {
  onlyAttributes(source, 'field booleanOperator');
  const { name, dataType } = knownField(source, fields);
  required(source, 'booleanOperator');
  const operator = oneOf(source, 'booleanOperator', ['isIn', 'isNotIn']);
  const [array, more] = childrenOf(source, 'Array');
  if (!array || more) throw new PmmlRefused(source.place, 'must have exactly one <Array>');
  const inner = { place: `${source.place}/Array`, element: array };
  onlyAttributes(inner, 'n type');
  oneOf(inner, 'type', ['string', 'int', 'real']);
  const items = arrayItems(array.text, inner.place);
  const count = array.attributes.get('n');
  if (count !== undefined && finite(count, inner.place, 'n') !== items.length) {
    throw new PmmlRefused(inner.place, `holds ${items.length} values, not ${shown(count)}`);
  }
  const values: PmmlValue[] = items.map((each) => typedValue(each, dataType, inner.place));
  return { kind: 'SET', field: name, isIn: operator === 'isIn', values };
}

/** Values stand between blanks; one with blanks is quoted, and \" is a quote inside it. */
function arrayItems(text: string, place: string): string[] {
  const items: string[] = [];
  const item = /\s*(?:"((?:[^"\\]|\\[\s\S])*)"(?=\s|$)|([^\s"]+)(?=\s|$))/y;
  const end = text.trimEnd().length;
  while (item.lastIndex < end) {
    const [, quoted, plain] = item.exec(text) ?? [];
    const value = quoted?.replace(/\\(["\\])/g, '$1') ?? plain;
    if (value === undefined) throw new PmmlRefused(place, 'has a quote out of place');
    items.push(value);
  }
  return items;
}

function compound(source: Placed, fields: Fields): PmmlPredicate {
  onlyAttributes(source, 'booleanOperator');
  required(source, 'booleanOperator');
  const operators = ['and', 'or', 'xor', 'surrogate'] as const;
  const operator = oneOf(source, 'booleanOperator', operators) as (typeof operators)[number];
  const children = childrenOf(source, PREDICATES);
  if (children.length < 2) throw new PmmlRefused(source.place, 'must have two predicates or more');
  const parts = children.map((element, at) =>
    readPredicate({ place: `${source.place}/${element.name}[${at + 1}]`, element }, fields),
  );
  return { kind: 'COMPOUND', operator, parts };
}

/** The one expression inside the element. */
export function readExpression(source: Placed, fields: Fields): PmmlExpression {
  const children = childrenOf(source, EXPRESSIONS);
  const [element] = children;
  if (!element || children.length > 1) {
    throw new PmmlRefused(source.place, 'must have exactly one expression');
  }
  return expression({ place: `${source.place}/${element.name}`, element }, fields).expression;
}

/** `whole`: evaluators differ in how they divide two whole numbers. */
interface Typed {
  readonly expression: PmmlExpression;
  readonly whole: boolean;
}

function expression(source: Placed, fields: Fields): Typed {
  const { place, element } = source;
  if (element.name === 'Constant') {
    onlyAttributes(source, 'dataType');
    const dataType = oneOf(source, 'dataType', ['integer', 'float', 'double']);
    const value = finite(element.text, place, 'the constant');
    const whole = dataType === undefined ? Number.isInteger(value) : dataType === 'integer';
    return { expression: { kind: 'CONSTANT', value }, whole };
  }
  if (element.name === 'FieldRef') {
    onlyAttributes(source, 'field');
    const { name, dataType } = knownField(source, fields);
    if (dataType === 'string' || dataType === 'boolean') {
      throw new PmmlRefused(place, `reckons with "${shown(name)}", which is no number`);
    }
    return { expression: { kind: 'FIELD', field: name }, whole: dataType === 'integer' };
  }
  onlyAttributes(source, 'function');
  required(source, 'function');
  const operator = oneOf(source, 'function', ARITHMETIC) as (typeof ARITHMETIC)[number];
  const parts = childrenOf(source, EXPRESSIONS).map((each, at) =>
    expression({ place: `${place}/${each.name}[${at + 1}]`, element: each }, fields),
  );
  const many = operator === 'min' || operator === 'max';
  if (many ? parts.length === 0 : parts.length !== 2) {
    throw new PmmlRefused(place, `"${operator}" has ${parts.length} arguments`);
  }
  const whole = parts.every((each) => each.whole);
  if (operator === '/' && whole) {
    throw new PmmlRefused(place, 'divides whole numbers, which PMML evaluators do differently');
  }
  return {
    expression: { kind: 'APPLY', operator, parts: parts.map((each) => each.expression) },
    whole,
  };
}
