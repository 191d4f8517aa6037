/**
 * A card of this product from a PMML one. Points, baselines, reason codes and the values that they
 * are for come from PMML itself, so that a file changed with another tool means what it says there;
 * texts and what PMML has no place for come from this product's own extension, from `head`, or are
 * made from the catalogue. What a card here cannot say is refused by name, all of it at once.
 */
import { type Characteristic, characteristic } from '../../domain/risk-profile/catalogue.js';
import {
  type CharacteristicLookup,
  checkedEntry,
} from '../../domain/risk-profile/characteristic-reference.js';
import {
  type DocumentIssue,
  isObject,
  type Json,
} from '../../domain/risk-profile/document-checks.js';
import { protectedAttribute } from '../../domain/risk-profile/protected-attributes.js';
import type { Scorecard } from '../../domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../domain/risk-profile/scorecard-validation.js';
import { type Refuse, type Share, sharesOf } from './attribute-shares.js';
import { checkField, fieldOf, reasonCodeOf } from './card-limits.js';
import { inOrder } from './card-parts.js';
import { madeLabel, madeWithout } from './made-texts.js';
import { shown } from './pmml-refused.js';
import type { PmmlAttribute, PmmlCharacteristic, PmmlScorecard } from './pmml-scorecard.js';

/** What a card here must say and PMML does not. */
const BEYOND_PMML = 'version kind createdOn basis outcome pdo baseScore baseOdds bands'.split(' ');
/** Longer lists are no card; reading them would only cost time. */
const MAX_LIST = 100;

export interface FromPmmlOptions {
  /** What the fields' names mean; the product's catalogue when absent. */
  readonly lookup?: CharacteristicLookup;
  /** Fields of the card's document that go before those of the extension; no characteristics. */
  readonly head?: Json;
}

/** The validated card, or every reason why there is none, each with its place in the PMML file. */
export function fromPmml(
  source: PmmlScorecard,
  { lookup = characteristic, head = {} }: FromPmmlOptions = {},
): { card: Scorecard } | { issues: DocumentIssue[] } {
  const issues: DocumentIssue[] = [];
  const refuse: Refuse = (path, message) => issues.push({ path, message });
  if (source.reasonCodeAlgorithm !== 'pointsBelow') {
    refuse(source.place, 'ranks reasons by pointsAbove; a card here ranks them by points below');
  }
  if (!source.useReasonCodes) refuse(source.place, 'does not use reason codes; a card here must');
  const built: Built[] = [];
  if (source.characteristics.length > MAX_LIST) {
    refuse(source.place, `has more than ${MAX_LIST} characteristics`);
  } else {
    for (const each of source.characteristics) {
      const made = characteristicFrom(each, source, lookup, refuse);
      if (made) built.push(made);
    }
  }
  const document = documentFrom(source, head, built);
  const lacking = BEYOND_PMML.filter((key) => document[key] === undefined);
  if (lacking.length > 0) {
    refuse(source.place, `PMML does not say ${lacking.join(', ')}: give them in a head file`);
  }
  if (issues.length > 0) return { issues };
  const result = validateScorecard(document, lookup);
  if ('card' in result) return result;
  return { issues: result.issues.map((issue) => placed(issue, source.place, built)) };
}

/** A characteristic's document, with the places that its attributes came from. */
interface Built {
  readonly place: string;
  readonly attributePlaces: readonly string[];
  readonly document: Json;
}

function documentFrom(source: PmmlScorecard, head: Json, built: readonly Built[]): Json {
  const { baselineMethod: said, ...extension } = isObject(source.extension) ? source.extension : {};
  const method = source.baselineMethod?.toUpperCase();
  // PMML knows fewer methods: "other" may be one that only the extension can name.
  const baselineMethod = method === 'OTHER' && said !== undefined ? said : method;
  const name = { en: source.modelName, zh: source.modelName };
  return inOrder('card', {
    name,
    createdOn: source.createdOn,
    ...extension,
    ...(baselineMethod === undefined ? {} : { baselineMethod }),
    ...head,
    schemaVersion: 1,
    basePoints: source.initialScore,
    characteristics: built.map(({ document }) => document),
  });
}

function characteristicFrom(
  source: PmmlCharacteristic,
  { fields, baselineScore }: PmmlScorecard,
  lookup: CharacteristicLookup,
  refuse: Refuse,
): Built | undefined {
  const { place, attributes } = source;
  const named = protectedAttribute(source.name);
  if (named) refuse(place, `names the protected attribute "${named}", never an input`);
  if (attributes.length > MAX_LIST) {
    refuse(place, `has more than ${MAX_LIST} attributes`);
    return undefined;
  }
  for (const each of attributes) {
    if (each.partialScore.kind === 'CONSTANT') continue;
    refuse(each.place, 'has a complex partial score; a card here has whole points');
  }
  const reasonCode = reasonCodeOf(source, refuse);
  const fieldName = fieldOf(source, refuse);
  const field = fieldName === undefined ? undefined : fields.get(fieldName);
  if (!field) return undefined;
  const entry = checkedEntry(field.name, place, lookup, (path, message) =>
    refuse(path, `the field ${shown(field.name)}: ${message}`),
  );
  if (!entry || !checkField(field, entry, attributes, refuse)) return undefined;
  const shares = sharesOf(attributes, field.name, entry, refuse);
  const extension = isObject(source.extension) ? source.extension : {};
  const baselinePoints = source.baselineScore ?? baselineScore;
  const ordered = inSaidOrder(attributesFrom(shares, entry), extension.order);
  const { order: _, ...texts } = extension;
  return {
    place,
    attributePlaces: ordered.map(({ share }) => share.source.place),
    document: inOrder('characteristic', {
      reason: entry.reason,
      favour: entry.favour,
      ...texts,
      id: field.name,
      reasonCode,
      baselinePoints,
      attributes: ordered.map(({ document }) => document),
    }),
  };
}

interface BuiltAttribute {
  readonly share: Share;
  readonly document: Json;
}

function attributesFrom(
  shares: readonly Share[],
  entry: Characteristic,
): readonly BuiltAttribute[] {
  const named = new Set<PmmlAttribute>();
  return shares.map((share, at) => {
    const { source, form } = share;
    // Where one PMML attribute becomes several, only the first can bear its name and its texts.
    const first = !named.has(source);
    named.add(source);
    const said = first && isObject(source.extension) ? source.extension : {};
    const without = 'missing' in form ? madeWithout(entry) : undefined;
    const document = inOrder('attribute', {
      id: 'missing' in form ? 'missing' : `attribute-${at + 1}`,
      label: madeLabel(form, entry),
      ...(without && said.id === undefined ? { reason: without, favour: without } : {}),
      ...said,
      ...form,
      points: source.partialScore.kind === 'CONSTANT' ? source.partialScore.value : Number.NaN,
    });
    return { share, document };
  });
}

/** As the extension lists the ids; it does so where PMML needs another order than the card's. */
function inSaidOrder(
  attributes: readonly BuiltAttribute[],
  order: unknown,
): readonly BuiltAttribute[] {
  if (!Array.isArray(order)) return attributes;
  const rank = ({ document }: BuiltAttribute): number => {
    const at = order.indexOf(document.id);
    return at === -1 ? order.length : at;
  };
  return [...attributes].sort((one, other) => rank(one) - rank(other));
}

const PART = /^characteristics\[(\d+)\](?:\.attributes\[(\d+)\])?\.?(.*)$/;

/** A fault of the card's document, told by the place in the PMML file that it came from. */
function placed({ path, message }: DocumentIssue, card: string, built: readonly Built[]) {
  const [, characteristicAt, attributeAt, rest = path] = PART.exec(path) ?? [];
  const source = built[Number(characteristicAt)];
  const place = source?.attributePlaces[Number(attributeAt)] ?? source?.place ?? card;
  return { path: place, message: rest === '' ? message : `${rest} ${message}` };
}
