/** How the elements of a PMML file are looked into: nothing unknown passes unseen. */
import { PmmlRefused, shown } from './pmml-refused.js';
import type { PmmlDataType, PmmlValue } from './pmml-scorecard.js';
import type { XmlElement } from './xml-document.js';

/** The `extender` of this product's own extensions; others' are passed over. */
export const EXTENDER = 'Clearline';

/** An element, together with where it stands. */
export interface Placed {
  readonly place: string;
  readonly element: XmlElement;
}

/** A place by name, such as `Scorecard[First]/Characteristic[income]`. */
export const placeOf = (parent: string, kind: string, label: string | number): string =>
  `${parent === '' ? '' : `${parent}/`}${kind}[${shown(String(label))}]`;

/** The children but the extensions; refuses any that is not named or is of another namespace. */
export function childrenOf({ place, element }: Placed, names: string): readonly XmlElement[] {
  const known = names === '' ? [] : names.split(' ');
  const children = element.children.filter((each) => each.name !== 'Extension');
  for (const { name, namespace } of children) {
    if (namespace !== element.namespace) {
      throw new PmmlRefused(place, `<${shown(name)}> is of the namespace "${shown(namespace)}"`);
    }
    if (!known.includes(name)) throw new PmmlRefused(place, `<${shown(name)}> is not supported`);
  }
  return children;
}

/** The only child of that name, or undefined; refuses a second one. */
export function childOf({ place, element }: Placed, name: string): XmlElement | undefined {
  const [first, second] = element.children.filter((each) => each.name === name);
  if (second) throw new PmmlRefused(place, `has more than one <${name}>`);
  return first;
}

/** Refuses an attribute that is not named: it could change what the card means. */
export function onlyAttributes({ place, element }: Placed, names: string): void {
  const known = names.split(' ');
  for (const name of element.attributes.keys()) {
    if (!known.includes(name)) {
      throw new PmmlRefused(place, `the attribute ${shown(name)} is not supported`);
    }
  }
}

export function required({ place, element }: Placed, name: string): string {
  const value = element.attributes.get(name);
  if (value === undefined || value.trim() === '') {
    throw new PmmlRefused(place, `the attribute ${name} is missing`);
  }
  return value;
}

/** One of the given words, or undefined when the attribute is absent. */
export function oneOf<T extends string>(
  { place, element }: Placed,
  name: string,
  words: readonly T[],
): T | undefined {
  const value = element.attributes.get(name);
  if (value === undefined || words.includes(value as T)) return value as T | undefined;
  throw new PmmlRefused(place, `${name} "${shown(value)}" is not supported`);
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

export function finite(text: string, place: string, what: string): number {
  const value = NUMBER.test(text.trim()) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw new PmmlRefused(place, `${what} "${shown(text)}" is not a finite number`);
}

export function optionalNumber({ place, element }: Placed, name: string): number | undefined {
  const value = element.attributes.get(name);
  return value === undefined ? undefined : finite(value, place, name);
}

/** The value that a text stands for in a field of that type. */
export function typedValue(text: string, dataType: PmmlDataType, place: string): PmmlValue {
  if (dataType === 'string') return text;
  if (dataType !== 'boolean') return finite(text, place, 'the value');
  if (text === 'true' || text === 'false') return text === 'true';
  throw new PmmlRefused(place, `the value "${shown(text)}" is neither true nor false`);
}

/** What this product's own extension inside the element says, parsed; undefined without one. */
export function ownExtension({ place, element }: Placed): unknown {
  const [own, second] = element.children.filter(
    ({ name, namespace, attributes }) =>
      name === 'Extension' &&
      namespace === element.namespace &&
      attributes.get('extender') === EXTENDER,
  );
  if (second) throw new PmmlRefused(place, `has more than one extension of ${EXTENDER}`);
  if (!own) return undefined;
  try {
    return JSON.parse(own.text) as unknown;
  } catch {
    throw new PmmlRefused(place, `the extension of ${EXTENDER} is not JSON`);
  }
}
