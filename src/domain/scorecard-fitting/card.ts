/** Writes a fitted model down as a scorecard document, with every text in both languages. */
import type { Attribute, Scorecard, ScorecardCharacteristic } from '../risk-profile/scorecard.js';
import { fill, type Text } from '../wording.js';
import { attributeId, attributeLabel, isExactlyZero } from './attribute-words.js';
import type { FittedAttribute, FittedCharacteristic, FittedModel } from './model.js';

/** What no data can tell: names, assumptions and prices. */
export type CardHead = Pick<
  Scorecard,
  'version' | 'name' | 'basis' | 'createdOn' | 'outcome' | 'bands'
> & { readonly twelveMonths: NonNullable<Scorecard['twelveMonths']> };

/** Said of a value that is not there, where the characteristic's own texts would name a figure. */
const MISSING = {
  unknown: {
    reason: {
      en: 'There is no figure yet for “{name}”.',
      zh: '“{name}”目前尚无数据。',
    },
    favour: {
      en: 'There is no figure yet for “{name}”, which does not count against you.',
      zh: '“{name}”目前尚无数据，但不因此对您不利。',
    },
  },
  situational: {
    reason: {
      en: '“{name}” does not apply to you at present, so you get no points for it.',
      zh: '“{name}”目前不适用于您，因此不为您加分。',
    },
    favour: {
      en: '“{name}” does not apply to you at present, so it takes no points from you.',
      zh: '“{name}”目前不适用于您，因此不扣分。',
    },
  },
} as const;

/** The document; what it must satisfy beyond its type `validateScorecard` says. */
export function cardOf(model: FittedModel, head: CardHead): Scorecard {
  const codes = new Set<string>();
  return {
    schemaVersion: 1,
    version: head.version,
    kind: 'FITTED',
    name: head.name,
    createdOn: head.createdOn,
    basis: head.basis,
    outcome: head.outcome,
    basePoints: model.basePoints,
    pdo: model.pdo,
    baseScore: model.baseScore,
    baseOdds: model.baseOdds,
    cutoffScore: model.cutoffScore,
    baselineMethod: 'MEAN_AT_CUTOFF',
    twelveMonths: head.twelveMonths,
    characteristics: model.characteristics.map((each) => {
      const { id } = each.characteristic;
      const plain = id
        .toUpperCase()
        .replace(/[^A-Z0-9]+/g, '_')
        .replace(/^_+|_+$/g, '');
      return characteristicOf(each, unused(plain.slice(0, MAX_NAME) || 'REASON', codes));
    }),
    bands: head.bands,
  };
}

/** Leaves room for a number behind it within the 64 characters of a document's name. */
const MAX_NAME = 60;

function unused(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let more = 2; taken.has(name); more += 1) name = `${wanted}_${more}`;
  taken.add(name);
  return name;
}

function characteristicOf(
  fitted: FittedCharacteristic,
  reasonCode: string,
): ScorecardCharacteristic {
  const { characteristic, baselinePoints, attributes } = fitted;
  const { id, reason, favour } = characteristic;
  const ids = new Set<string>();
  return {
    id,
    reasonCode,
    baselinePoints,
    reason,
    favour,
    attributes: attributes.map((each) => attributeOf(fitted, each, ids)),
  };
}

function attributeOf(
  { characteristic, attributes, situational }: FittedCharacteristic,
  fitted: FittedAttribute,
  ids: Set<string>,
): Attribute {
  const specials = attributes.flatMap((each) => ('special' in each ? each.special : []));
  const shared = {
    id: unused(attributeId(characteristic, fitted), ids),
    label: attributeLabel(characteristic, fitted, specials, situational),
  };
  const { points } = fitted;
  if ('missing' in fitted) {
    const { atMissing } = characteristic;
    if (atMissing) {
      const { label, text } = atMissing;
      return { ...shared, label, missing: true, points, reason: text, favour: text };
    }
    const { reason, favour } = MISSING[situational ? 'situational' : 'unknown'];
    const named = (template: Text): Text => ({
      en: fill(template.en, { name: withoutBraces(characteristic.name.en) }, 'en'),
      zh: fill(template.zh, { name: withoutBraces(characteristic.name.zh) }, 'zh'),
    });
    return { ...shared, missing: true, points, reason: named(reason), favour: named(favour) };
  }
  const { atZero } = characteristic;
  const own =
    atZero && isExactlyZero(characteristic, fitted) ? { reason: atZero, favour: atZero } : {};
  if ('special' in fitted) return { ...shared, special: fitted.special, points, ...own };
  if ('categories' in fitted) return { ...shared, categories: fitted.categories, points };
  return { ...shared, range: fitted.range, points, ...own };
}

/** A filled text is a template again, in which a brace would begin a placeholder. */
const withoutBraces = (name: string): string => name.replace(/[{}]/g, '_');
