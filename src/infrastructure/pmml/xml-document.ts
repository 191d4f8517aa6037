/** A checked XML file as a tree of plain elements, its namespaces resolved. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { PmmlRefused, shown } from './pmml-refused.js';
import { checkMarkup, MAX_XML_DEPTH, xmlText } from './xml-markup.js';

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** Empty for an element in no namespace. */
  readonly namespace: string;
  /** By full name; declarations of namespaces and what has a prefix are left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly inside it. */
  readonly text: string;
}

const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = ':@';

/** What the parser gives for one element or piece of text, in the file's order. */
type Node = Readonly<Record<string, unknown>>;

// References are decoded here and nowhere else: CDATA must stay as it is, and a text that was
// decoded twice would turn "&amp;lt;" into markup.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: TEXT,
  cdataPropName: CDATA,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  maxNestedTags: MAX_XML_DEPTH + 1,
  onDangerousProperty: (name) => name,
});

/** Reads a file of at most 4 MB; throws `PmmlRefused` with the line of what is wrong. */
export function readXml(file: Uint8Array | string): XmlElement {
  const text = xmlText(file);
  checkMarkup(text);
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new PmmlRefused(`line ${valid.err.line}`, valid.err.msg);
  let nodes: readonly Node[];
  try {
    nodes = parser.parse(text) as readonly Node[];
  } catch (error) {
    throw new PmmlRefused('file', `cannot be parsed: ${(error as Error).message.split('\n')[0]}`);
  }
  const [root] = elementsOf(nodes, new Map([['', '']]));
  if (!root) throw new PmmlRefused('file', 'holds no element');
  return root;
}

function elementsOf(nodes: readonly Node[], scope: ReadonlyMap<string, string>): XmlElement[] {
  return nodes.flatMap((node) => {
    const tag = tagOf(node);
    return tag === undefined || tag === TEXT || tag === CDATA ? [] : [elementOf(node, tag, scope)];
  });
}

const tagOf = (node: Node): string | undefined =>
  Object.keys(node).find((key) => key !== ATTRIBUTES);

function elementOf(node: Node, tag: string, scope: ReadonlyMap<string, string>): XmlElement {
  const all = Object.entries((node[ATTRIBUTES] ?? {}) as Readonly<Record<string, string>>);
  const inner = new Map(scope);
  const attributes = new Map<string, string>();
  for (const [key, raw] of all) {
    const value = decoded(raw.replace(/[\t\n]/g, ' '));
    if (key === 'xmlns') inner.set('', value);
    else if (key.startsWith('xmlns:')) inner.set(key.slice('xmlns:'.length), value);
    else if (!key.includes(':')) attributes.set(key, value);
  }
  const [prefix, name] = tag.includes(':') ? tag.split(':') : ['', tag];
  const namespace = inner.get(prefix as string);
  if (namespace === undefined) {
    throw new PmmlRefused(`<${shown(tag)}>`, 'has a prefix without a namespace');
  }
  const nodes = node[tag] as readonly Node[];
  return {
    name: name as string,
    namespace,
    attributes,
    children: elementsOf(nodes, inner),
    text: nodes.map(textOf).join(''),
  };
}

function textOf(node: Node): string {
  if (typeof node[TEXT] === 'string') return decoded(node[TEXT]);
  const section = node[CDATA] as readonly Node[] | undefined;
  return section ? section.map((each) => String(each[TEXT] ?? '')).join('') : '';
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

const decoded = (raw: string): string =>
  raw.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|([a-z]+));/g, (_, hex, decimal, name) =>
    name ? (NAMED.get(name) ?? '') : String.fromCodePoint(Number(hex ? `0x${hex}` : decimal)),
  );
