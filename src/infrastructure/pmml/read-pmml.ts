/**
 * Reads a PMML 4.0 to 4.4 file with exactly one Scorecard. The file is hostile until shown
 * otherwise: nothing outside it is ever fetched, and whatever it says that this reader does not
 * know is refused by name, because a card that is understood in part scores people wrongly.
 */
import { isLocalDate } from '../../domain/time.js';
import {
  childOf,
  childrenOf,
  oneOf,
  onlyAttributes,
  optionalNumber,
  ownExtension,
  type Placed,
  placeOf,
  required,
} from './pmml-elements.js';
import { PmmlRefused, shown } from './pmml-refused.js';
import {
  BASELINES,
  type PmmlAttribute,
  type PmmlCharacteristic,
  type PmmlField,
  type PmmlScorecard,
} from './pmml-scorecard.js';
import { readFields } from './read-fields.js';
import { PREDICATES, readExpression, readPredicate } from './read-predicate.js';
import { readXml, type XmlElement } from './xml-document.js';

const NAMESPACE = /^http:\/\/www\.dmg\.org\/PMML-4_[0-4]$/;
const FEATURES = ['predictedValue', 'reasonCode'] as const;

type Fields = ReadonlyMap<string, PmmlField>;

/** Throws `PmmlRefused`, which names the place, for anything but a card that is understood whole. */
export function readPmml(file: Uint8Array | string): PmmlScorecard {
  const root = rootOf(readXml(file));
  const children = childrenOf(root, 'Header MiningBuildTask DataDictionary Scorecard');
  const header = childOf(root, 'Header');
  const dictionary = childOf(root, 'DataDictionary');
  const cards = children.filter(({ name }) => name === 'Scorecard');
  const [element] = cards;
  if (!element || cards.length > 1) {
    throw new PmmlRefused('PMML', `must have exactly one Scorecard, not ${cards.length}`);
  }
  if (!dictionary) throw new PmmlRefused('PMML', '<DataDictionary> is missing');
  const modelName = element.attributes.get('modelName') ?? '';
  const card = { place: placeOf('', 'Scorecard', modelName), element };
  return {
    ...readCard(card, { place: 'DataDictionary', element: dictionary }),
    modelName,
    ...createdOn(header),
  };
}

function rootOf(element: XmlElement): Placed {
  if (element.name !== 'PMML') {
    throw new PmmlRefused(`<${shown(element.name)}>`, 'is not a PMML document');
  }
  const root = { place: 'PMML', element };
  if (!NAMESPACE.test(element.namespace)) {
    const said = `the namespace "${shown(element.namespace)}" is not one of`;
    throw new PmmlRefused('PMML', `${said} http://www.dmg.org/PMML-4_0 to PMML-4_4`);
  }
  const version = required(root, 'version');
  if (!/^4\.[0-4](\.\d+)?$/.test(version)) {
    throw new PmmlRefused('PMML', `the version ${shown(version)} is not one of 4.0 to 4.4`);
  }
  return root;
}

function createdOn(header: XmlElement | undefined): { createdOn?: string } {
  const timestamp = header?.children.find(({ name }) => name === 'Timestamp');
  const day = timestamp?.text.trim().slice(0, 'YYYY-MM-DD'.length) ?? '';
  return isLocalDate(day) ? { createdOn: day } : {};
}

function readCard(
  card: Placed,
  dictionary: Placed,
): Omit<PmmlScorecard, 'modelName' | 'createdOn'> {
  onlyAttributes(
    card,
    'modelName functionName algorithmName initialScore useReasonCodes reasonCodeAlgorithm baselineScore baselineMethod isScorable',
  );
  required(card, 'functionName');
  oneOf(card, 'functionName', ['regression']);
  oneOf(card, 'isScorable', ['true']);
  childrenOf(
    card,
    'MiningSchema Output ModelStats ModelExplanation Characteristics ModelVerification',
  );
  const schema = { place: `${card.place}/MiningSchema`, element: only(card, 'MiningSchema') };
  const fields = readFields(dictionary, schema);
  checkOutput(card);
  const list = { place: card.place, element: only(card, 'Characteristics') };
  const useReasonCodes = oneOf(card, 'useReasonCodes', ['true', 'false']) !== 'false';
  const characteristics = childrenOf(list, 'Characteristic').map((element, at) => {
    const name = element.attributes.get('name') ?? String(at + 1);
    const place = placeOf(card.place, 'Characteristic', name);
    return readCharacteristic({ place, element }, name, fields);
  });
  if (characteristics.length === 0) throw new PmmlRefused(card.place, 'has no Characteristic');
  const read = {
    place: card.place,
    initialScore: optionalNumber(card, 'initialScore') ?? 0,
    useReasonCodes,
    reasonCodeAlgorithm:
      oneOf(card, 'reasonCodeAlgorithm', ['pointsAbove', 'pointsBelow']) ?? 'pointsBelow',
    baselineMethod: oneOf(card, 'baselineMethod', BASELINES),
    baselineScore: optionalNumber(card, 'baselineScore'),
    fields,
    characteristics,
    extension: ownExtension(card),
  } as const;
  if (useReasonCodes) checkReasons(read);
  return read;
}

function only(parent: Placed, name: string): XmlElement {
  const found = childOf(parent, name);
  if (found) return found;
  throw new PmmlRefused(parent.place, `<${name}> is missing`);
}

/** Outputs beside the score and its reasons are models of their own. */
function checkOutput(card: Placed): void {
  const output = childOf(card, 'Output');
  if (!output) return;
  const place = `${card.place}/Output`;
  for (const element of childrenOf({ place, element: output }, 'OutputField')) {
    const name = element.attributes.get('name') ?? '';
    oneOf({ place: placeOf(place, 'OutputField', name), element }, 'feature', FEATURES);
  }
}

function readCharacteristic(source: Placed, name: string, fields: Fields): PmmlCharacteristic {
  onlyAttributes(source, 'name reasonCode baselineScore');
  const attributes = childrenOf(source, 'Attribute').map((element, at) =>
    readAttribute({ place: placeOf(source.place, 'Attribute', at + 1), element }, fields),
  );
  if (attributes.length === 0) throw new PmmlRefused(source.place, 'has no Attribute');
  return {
    place: source.place,
    name,
    reasonCode: source.element.attributes.get('reasonCode'),
    baselineScore: optionalNumber(source, 'baselineScore'),
    attributes,
    extension: ownExtension(source),
  };
}

function readAttribute(source: Placed, fields: Fields): PmmlAttribute {
  onlyAttributes(source, 'partialScore reasonCode');
  const { place, element } = source;
  const children = childrenOf(source, `${PREDICATES} ComplexPartialScore`);
  const complex = childOf(source, 'ComplexPartialScore');
  const predicates = children.filter((each) => each !== complex);
  const [predicate] = predicates;
  if (!predicate || predicates.length > 1) {
    throw new PmmlRefused(place, 'must have exactly one predicate');
  }
  const points = optionalNumber(source, 'partialScore');
  // The standard lets a complex partial score go before a plain one.
  if (!complex && points === undefined) throw new PmmlRefused(place, 'has no partial score');
  return {
    place,
    predicate: readPredicate({ place: `${place}/${predicate.name}`, element: predicate }, fields),
    partialScore: complex
      ? readExpression({ place: `${place}/ComplexPartialScore`, element: complex }, fields)
      : { kind: 'CONSTANT', value: points as number },
    reasonCode: element.attributes.get('reasonCode'),
    extension: ownExtension(source),
  };
}

/** With reason codes in use, each attribute needs a code and each characteristic a baseline. */
function checkReasons({
  characteristics,
  baselineScore,
}: Pick<PmmlScorecard, 'characteristics' | 'baselineScore'>): void {
  for (const each of characteristics) {
    if ((each.baselineScore ?? baselineScore) === undefined) {
      throw new PmmlRefused(each.place, 'has no baseline score, and the scorecard has none');
    }
    for (const { place, reasonCode } of each.attributes) {
      if (!(reasonCode ?? each.reasonCode)) throw new PmmlRefused(place, 'has no reason code');
    }
  }
}
