/** The price band that a customer is offered, and why it is that one: by the score, or by a rule. */
import { fill, type Locale, numberText, type Text } from '../wording.js';
import type { NewCredit } from './rules.js';
import type { Scorecard } from './scorecard.js';

export interface PriceBand {
  /** By card and rules. */
  readonly band: string;
  readonly label: string;
  /** The yearly rate of new credit, in millionths; null where the card sets no price. */
  readonly annualRatePpm: number | null;
  /** The lowest score of this band; null: there is none below. */
  readonly minScore: number | null;
  /** The highest score of this band; null: there is none above. */
  readonly maxScore: number | null;
  /** The next better band and the points to it; null in the best band and where a rule limits. */
  readonly nextBand: string | null;
  readonly pointsToNextBand: number | null;
  /** What the score alone would give. */
  readonly cardBand: string;
  /** The rule that lowered the band; null: none did. */
  readonly loweredByRule: string | null;
  /** Why, in whole sentences: the score's place, what would change it, the price. */
  readonly why: readonly string[];
}

/** Where a score stands, and the rule that allows no better band, if one does. */
export interface BandStanding {
  readonly score: number;
  readonly cardBand: string;
  readonly band: string;
  readonly newCredit: NewCredit;
  /** Also where the score alone gives no better band: more points would not bring one then. */
  readonly limiting: { readonly ruleId: string; readonly text: string } | null;
}

const SPANS = {
  best: {
    en: 'Your score of {score} falls into band {band} ({label}), which covers scores of {from} and more.',
    zh: '您的评分为{score}分，属于{band}档（{label}），该档的评分为{from}分及以上。',
  },
  between: {
    en: 'Your score of {score} falls into band {band} ({label}), which covers scores from {from} to {to}.',
    zh: '您的评分为{score}分，属于{band}档（{label}），该档的评分为{from}至{to}分。',
  },
  worst: {
    en: 'Your score of {score} falls into band {band} ({label}), which covers scores up to {to}.',
    zh: '您的评分为{score}分，属于{band}档（{label}），该档的评分为{to}分及以下。',
  },
  only: {
    en: 'Your score of {score} falls into band {band} ({label}), the only one there is.',
    zh: '您的评分为{score}分，属于{band}档（{label}），这是唯一的档位。',
  },
} as const satisfies Record<string, Text>;

const NEXT: Text = {
  en: '{points} more {points|one:point|other:points} would bring you into band {next}.',
  zh: '再增加{points}分即可进入{next}档。',
};
const BEST: Text = { en: 'This is the best band there is.', zh: '这已是最好的档位。' };
const LIMITED: Text = {
  en: 'Whatever your score, one of our rules lets you have band {band} ({label}) at best for now. {reason}',
  zh: '无论评分多少，目前有一条规则使您最多只能获得{band}档（{label}）。{reason}',
};
const MISSING: Text = {
  en: 'New credit needs a score of {cutoff} or more: {points} {points|one:point is|other:points are} missing.',
  zh: '新增信贷要求评分达到{cutoff}分，您还差{points}分。',
};
const NO_CREDIT: Text = {
  en: 'Band {band} lies below the cutoff of {cutoff}, so there is no new credit in it and no rate.',
  zh: '{band}档低于准入分{cutoff}分，因此该档不提供新增信贷，也没有利率。',
};
const HELD_BACK: Text = {
  en: 'A rule holds back new credit for now, so that no rate is offered.',
  zh: '目前有规则暂缓新增信贷，因此不提供利率。',
};
const RATE: Text = {
  en: 'New credit, where it is given, costs {rate} a year in band {band}.',
  zh: '新增信贷如获批准，{band}档的年利率为{rate}。',
};

const PPM = 1_000_000;
const rateFormats = {
  en: new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 4 }),
  zh: new Intl.NumberFormat('zh-Hans', { style: 'percent', maximumFractionDigits: 4 }),
};

/** A yearly rate given in millionths, exactly: 182500 → "18.25%". */
export const rateText = (ratePpm: number, locale: Locale): string =>
  rateFormats[locale].format(ratePpm / PPM);

/** The band with its why; throws when the card has no such band. */
export function priceBandOf(card: Scorecard, standing: BandStanding, locale: Locale): PriceBand {
  const { score, cardBand, limiting } = standing;
  const offered = bandAt(card, standing.band);
  const byScore = bandAt(card, cardBand);
  const next = limiting ? undefined : card.bands[offered.at - 1];
  const pointsToNextBand = next?.minScore === undefined ? null : next.minScore - score;
  const annualRatePpm = offered.annualRatePpm ?? null;
  const figures = { band: offered.band, label: offered.label[locale] };
  const why = [spanText(byScore, score, locale)];
  if (limiting) why.push(fill(LIMITED[locale], { ...figures, reason: limiting.text }, locale));
  else if (!next || pointsToNextBand === null) why.push(BEST[locale]);
  else why.push(fill(NEXT[locale], { points: pointsToNextBand, next: next.band }, locale));
  const { cutoffScore = -Infinity } = card;
  // A band may reach below the cutoff; whoever is there is promised no rate.
  if (score < cutoffScore) {
    const cutoff = numberText(cutoffScore, locale);
    why.push(fill(MISSING[locale], { cutoff, points: cutoffScore - score }, locale));
  } else if (standing.newCredit === 'NOT_NOW') {
    why.push(HELD_BACK[locale]);
  } else if (annualRatePpm !== null) {
    const rate = rateText(annualRatePpm, locale);
    why.push(fill(RATE[locale], { band: offered.band, rate }, locale));
  } else if ((offered.maxScore ?? Infinity) < cutoffScore) {
    const cutoff = numberText(cutoffScore, locale);
    why.push(fill(NO_CREDIT[locale], { band: offered.band, cutoff }, locale));
  }
  return {
    band: offered.band,
    label: offered.label[locale],
    annualRatePpm,
    minScore: offered.minScore ?? null,
    maxScore: offered.maxScore,
    nextBand: next?.band ?? null,
    pointsToNextBand,
    cardBand,
    loweredByRule: standing.band === cardBand ? null : (limiting?.ruleId ?? null),
    why,
  };
}

/** A band with its place and its highest score. */
function bandAt({ bands }: Scorecard, name: string) {
  const at = bands.findIndex(({ band }) => band === name);
  const found = bands[at];
  if (!found) throw new Error(`the card has no band ${name}`);
  const above = bands[at - 1]?.minScore;
  return { ...found, at, maxScore: above === undefined ? null : above - 1 };
}

function spanText(
  { band, label, minScore, maxScore }: ReturnType<typeof bandAt>,
  score: number,
  locale: Locale,
): string {
  const from = minScore === undefined ? '' : numberText(minScore, locale);
  const to = maxScore === null ? '' : numberText(maxScore, locale);
  const upper = to === '' ? 'best' : 'between';
  const lower = to === '' ? 'only' : 'worst';
  const span = SPANS[from === '' ? lower : upper];
  return fill(span[locale], { score, band, label: label[locale], from, to }, locale);
}
