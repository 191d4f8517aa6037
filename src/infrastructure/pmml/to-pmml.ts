/**
 * A card of this product as PMML 4.4, for other evaluators to score with. What PMML has no place for
 * goes into extensions, which other tools pass over and `from-pmml.ts` reads back.
 */

import { characteristic } from '../../domain/risk-profile/catalogue.js';
import type { CharacteristicLookup } from '../../domain/risk-profile/characteristic-reference.js';
import { DECIMALS } from '../../domain/risk-profile/characteristic-reference.js';
import { MAX_REASONS } from '../../domain/risk-profile/explanation.js';
import type {
  Attribute,
  Scorecard,
  ScorecardCharacteristic,
} from '../../domain/risk-profile/scorecard.js';
import { EXTENDER } from './pmml-elements.js';

const NAMESPACE = 'http://www.dmg.org/PMML-4_4';
/** Ids of characteristics have no blanks, so that none is the same. */
const TARGET = 'Final Score';

/** What XML cannot hold at all; in the extension such a character is escaped as JSON does. */
const NOT_XML = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A node of the file to write: an element, or text that goes out as it is. */
type Markup = { readonly lines: readonly string[] };

/** The whole file, ending in a line break. `lookup` must know every characteristic of the card. */
export function toPmml(card: Scorecard, lookup: CharacteristicLookup = characteristic): string {
  const { basePoints, baselineMethod, characteristics, schemaVersion: _, ...rest } = card;
  const scorecard = element(
    'Scorecard',
    {
      modelName: card.version,
      functionName: 'regression',
      initialScore: basePoints,
      useReasonCodes: true,
      reasonCodeAlgorithm: 'pointsBelow',
      baselineMethod: pmmlMethod(baselineMethod),
    },
    [
      extension(baselineMethod === 'MEAN_AT_CUTOFF' ? { ...rest, baselineMethod } : rest),
      element('MiningSchema', {}, [
        ...characteristics.map(({ id }) =>
          element('MiningField', { name: id, usageType: 'active', invalidValueTreatment: 'asIs' }),
        ),
        element('MiningField', { name: TARGET, usageType: 'target' }),
      ]),
      output(),
      element('Characteristics', {}, characteristics.map(characteristicMarkup)),
    ],
  );
  const root = element('PMML', { xmlns: NAMESPACE, version: '4.4' }, [
    element('Header', { description: card.name.en.replace(NOT_XML, '') }, [
      element('Application', { name: EXTENDER }),
      element('Timestamp', {}, [], card.createdOn),
    ]),
    element('DataDictionary', {}, [
      ...characteristics.map(({ id }) => dataField(id, lookup)),
      element('DataField', { name: TARGET, optype: 'continuous', dataType: 'double' }),
    ]),
    scorecard,
  ]);
  return `${['<?xml version="1.0" encoding="UTF-8"?>', ...root.lines].join('\n')}\n`;
}

function pmmlMethod(method: Scorecard['baselineMethod']): string | undefined {
  return method === 'MEAN_AT_CUTOFF' ? 'other' : method?.toLowerCase();
}

function dataField(id: string, lookup: CharacteristicLookup): Markup {
  const entry = lookup(id);
  if (!entry) throw new Error(`${id} is not a known characteristic`);
  if (entry.unit === 'CATEGORY') {
    const values = (entry.categories ?? []).map((each) => element('Value', { value: each.id }));
    return element('DataField', { name: id, optype: 'categorical', dataType: 'string' }, values);
  }
  const dataType = DECIMALS[entry.unit] > 0 ? 'double' : 'integer';
  return element('DataField', { name: id, optype: 'continuous', dataType });
}

function output(): Markup {
  const score = {
    name: 'Score',
    feature: 'predictedValue',
    optype: 'continuous',
    dataType: 'double',
  };
  const ranks = Array.from({ length: MAX_REASONS }, (_, at) => at + 1);
  return element('Output', {}, [
    element('OutputField', score),
    ...ranks.map((rank) =>
      element('OutputField', {
        name: `Reason Code ${rank}`,
        feature: 'reasonCode',
        rank,
        optype: 'categorical',
        dataType: 'string',
      }),
    ),
  ]);
}

function characteristicMarkup(source: ScorecardCharacteristic): Markup {
  const { id, reasonCode, baselinePoints, attributes, ...texts } = source;
  // Special values are looked at first, and in PMML the first attribute that is true applies.
  const ordered = [
    ...attributes.filter(({ special }) => special !== undefined),
    ...attributes.filter(({ special }) => special === undefined),
  ];
  const moved = ordered.some((each, at) => each !== attributes[at]);
  const order = moved ? { order: attributes.map((each) => each.id) } : {};
  return element('Characteristic', { name: id, reasonCode, baselineScore: baselinePoints }, [
    extension({ ...texts, ...order }),
    ...ordered.map((each) => attributeMarkup(id, each)),
  ]);
}

function attributeMarkup(field: string, source: Attribute): Markup {
  const { points, range, special, categories, missing, ...texts } = source;
  const predicate = range
    ? rangePredicate(field, range)
    : missing
      ? element('SimplePredicate', { field, operator: 'isMissing' })
      : element('SimpleSetPredicate', { field, booleanOperator: 'isIn' }, [
          special ? array('real', special.map(String)) : array('string', categories ?? []),
        ]);
  return element('Attribute', { partialScore: points }, [extension(texts), predicate]);
}

function rangePredicate(field: string, { min, max }: { min?: number; max?: number }): Markup {
  const ends = [
    ...(min === undefined ? [] : [{ field, operator: 'greaterOrEqual', value: min }]),
    ...(max === undefined ? [] : [{ field, operator: 'lessThan', value: max }]),
  ].map((each) => element('SimplePredicate', each));
  const [only] = ends;
  if (!only) return element('SimplePredicate', { field, operator: 'isNotMissing' });
  return ends.length === 1 ? only : element('CompoundPredicate', { booleanOperator: 'and' }, ends);
}

const array = (type: 'real' | 'string', items: readonly string[]): Markup =>
  element(
    'Array',
    { n: items.length, type },
    [],
    type === 'real'
      ? items.join(' ')
      : items.map((each) => `"${each.replace(/["\\]/g, '\\$&')}"`).join(' '),
  );

const extension = (content: object): Markup =>
  element(
    'Extension',
    { extender: EXTENDER, name: 'document' },
    [],
    // Two characters may stand in JSON but not in XML; the others are escaped by JSON itself.
    JSON.stringify(content).replace(
      /[\uFFFE\uFFFF]/g,
      (each) => `\\u${each.charCodeAt(0).toString(16)}`,
    ),
  );

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"\n\t]/g, (each) => ESCAPES[each] as string);

/** An element of attributes (those undefined are left out), children, and text beside them. */
function element(
  name: string,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  children: readonly Markup[] = [],
  text = '',
): Markup {
  const said = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  if (children.length === 0) {
    const inside = text === '' ? '/>' : `>${escaped(text)}</${name}>`;
    return { lines: [`<${name}${said}${inside}`] };
  }
  const inner = children.flatMap(({ lines }) => lines.map((line) => `  ${line}`));
  return { lines: [`<${name}${said}>`, ...inner, `</${name}>`] };
}
