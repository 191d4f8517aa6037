/**
 * Why a score is what it is, made from the card that scored and the values it scored: nothing is
 * estimated, the points are the card's own.
 *
 * A principal reason is a characteristic that got fewer points than a typical customer's baseline.
 * At most four are given, the greatest loss first (equal losses in the card's order). Regulation B
 * asks for the specific principal reasons (12 CFR 1002.9(b)(2)); its official interpretation of that
 * paragraph says that more than four are not likely to be helpful, and names the distance below the
 * average points of each factor as one way to find them.
 *
 * Templates may name `{percent}` and `{points}` (RATIO: as a percentage; its size in percentage
 * points), `{months}` (MONTHS), `{count}` (COUNT), and everywhere `{statements}`, the number of
 * months with statements.
 */
import { type Figures, fill, type Locale, numberText, percentText } from '../wording.js';
import { type Characteristic, type CharacteristicUnit, characteristic } from './catalogue.js';
import type { CharacteristicValues } from './facts.js';
import type {
  Attribute,
  CompiledScorecard,
  PartialScore,
  ScorecardCharacteristic,
} from './scorecard.js';

/** As many reasons as help; more would bury them. */
export const MAX_REASONS = 4;

export interface ExplainedCharacteristic {
  readonly id: string;
  readonly name: string;
  readonly value: number | null;
  readonly valueText: string;
  /** The label of the attribute that the value fell into. */
  readonly attribute: string;
  readonly points: number;
  /** Points that the best attribute would give on top of these. */
  readonly pointsBelowMax: number;
  /** Positive when a typical customer gets more, negative when less. */
  readonly pointsBelowBaseline: number;
}

export interface Reason {
  readonly code: string;
  readonly text: string;
  /** The characteristic that it was made from. */
  readonly characteristicId: string;
}

export interface Explanation {
  readonly score: number;
  readonly band: string;
  readonly probabilityOfDefault: number;
  /** With the characteristics' points they re-add to the score. */
  readonly basePoints: number;
  readonly characteristics: readonly ExplainedCharacteristic[];
  readonly principalReasons: readonly Reason[];
  readonly inFavour: readonly Reason[];
}

/** The figures that a template may name, by the unit of the characteristic. */
export const FIGURES: Readonly<Record<CharacteristicUnit, readonly string[]>> = {
  RATIO: ['percent', 'points'],
  MONTHS: ['months'],
  COUNT: ['count'],
};
/** The figure that every template may name. */
export const STATEMENTS_FIGURE = 'statements';

const MONTHS_TEXT = { en: '{months} {months|one:month|other:months}', zh: '{months}个月' };
const NO_VALUE = { en: 'none', zh: '无' };

interface Line {
  readonly entry: Characteristic;
  readonly source: ScorecardCharacteristic;
  readonly attribute: Attribute;
  readonly explained: ExplainedCharacteristic;
}

/** Explains the score that `card` gives to `values`; throws for values that it cannot score. */
export function explain(
  card: CompiledScorecard,
  values: CharacteristicValues,
  locale: Locale,
): Explanation {
  const { score, band, probabilityOfDefault, parts } = card.score(values);
  const lines = card.card.characteristics.map((source, at) =>
    explainOne(source, parts[at]?.attributeId, values, locale),
  );
  const reason =
    (kind: 'reason' | 'favour') =>
    (at: number): Reason => {
      const { source, attribute, ...line } = lines[at] as Line;
      const template = (attribute[kind] ?? source[kind])[locale];
      const text = fill(template, figuresOf(line, values, locale), locale);
      return { code: source.reasonCode, text, characteristicId: source.id };
    };
  return {
    score,
    band,
    probabilityOfDefault,
    basePoints: card.card.basePoints,
    characteristics: lines.map((line) => line.explained),
    principalReasons: ranked(card, parts, 'LOST').map(reason('reason')),
    inFavour: ranked(card, parts, 'WON').map(reason('favour')),
  };
}

/**
 * Places in the card of the characteristics that lost (or won) most points against the baseline,
 * the greatest first, equal ones in the card's order; at most {@link MAX_REASONS}.
 */
export function ranked(
  { baselines }: CompiledScorecard,
  parts: readonly PartialScore[],
  side: 'LOST' | 'WON',
): number[] {
  const sign = side === 'LOST' ? 1 : -1;
  const places: number[] = [];
  const sizes: number[] = [];
  for (let place = 0; place < parts.length; place += 1) {
    const size = sign * ((baselines[place] as number) - (parts[place] as PartialScore).points);
    let at = places.length;
    if (size <= 0 || (at === MAX_REASONS && size <= (sizes[at - 1] as number))) continue;
    if (at === MAX_REASONS) at -= 1;
    // The few that are kept are moved up one by one: sorting all of them costs ten times as much.
    for (; at > 0 && size > (sizes[at - 1] as number); at -= 1) {
      sizes[at] = sizes[at - 1] as number;
      places[at] = places[at - 1] as number;
    }
    sizes[at] = size;
    places[at] = place;
  }
  return places;
}

function explainOne(
  source: ScorecardCharacteristic,
  attributeId: string | undefined,
  values: CharacteristicValues,
  locale: Locale,
): Line {
  const entry = characteristic(source.id);
  const attribute = source.attributes.find((each) => each.id === attributeId);
  if (!entry || !attribute) throw new Error(`${source.id} is not what the card scored`);
  const value = values[source.id] ?? null;
  const most = Math.max(...source.attributes.map((each) => each.points));
  return {
    entry,
    source,
    attribute,
    explained: {
      id: source.id,
      name: entry.name[locale],
      value,
      valueText: valueText(entry, value, locale),
      attribute: attribute.label[locale],
      points: attribute.points,
      pointsBelowMax: most - attribute.points,
      pointsBelowBaseline: source.baselinePoints - attribute.points,
    },
  };
}

function figuresOf(
  { entry, explained: { value } }: Pick<Line, 'entry' | 'explained'>,
  values: CharacteristicValues,
  locale: Locale,
): Figures {
  const statements = values.statement_months;
  const common: Figures = typeof statements === 'number' ? { [STATEMENTS_FIGURE]: statements } : {};
  if (value === null) return common;
  switch (entry.unit) {
    case 'RATIO':
      return { ...common, percent: percentText(value, locale), points: Math.abs(value) * 100 };
    case 'MONTHS':
      return { ...common, months: value };
    case 'COUNT':
      return { ...common, count: value };
  }
}

function valueText({ unit }: Characteristic, value: number | null, locale: Locale): string {
  if (value === null) return NO_VALUE[locale];
  switch (unit) {
    case 'RATIO':
      return percentText(value, locale);
    case 'MONTHS':
      return fill(MONTHS_TEXT[locale], { months: value }, locale);
    case 'COUNT':
      return numberText(value, locale);
  }
}
