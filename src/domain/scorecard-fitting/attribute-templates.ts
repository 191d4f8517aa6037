/** Templates of the labels of attributes, by what is measured. */
import type { CharacteristicUnit } from '../risk-profile/catalogue.js';
import type { Text } from '../wording.js';

/** `{low}` and `{high}` are figures in words, or numbers where plurals need them. */
interface Labels {
  readonly exactly: Text;
  readonly below: Text;
  readonly between: Text;
  readonly aboveTo: Text;
  readonly from: Text;
  readonly above: Text;
}

const CONTINUOUS: Labels = {
  exactly: { en: '{low}', zh: '{low}' },
  below: { en: 'Below {high}', zh: '低于{high}' },
  between: { en: '{low} to below {high}', zh: '{low}至不足{high}' },
  aboveTo: { en: 'Above {low}, below {high}', zh: '高于{low}且不足{high}' },
  from: { en: '{low} or more', zh: '{low}或以上' },
  above: { en: 'Above {low}', zh: '高于{low}' },
};

/** On the scale of wages, of a share of one; then of one and more. */
const WAGE_SHARES: Labels = {
  exactly: { en: '{low} of an average monthly wage', zh: '平均月工资的{low}' },
  below: { en: 'Below {high} of an average monthly wage', zh: '低于平均月工资的{high}' },
  between: {
    en: '{low} to below {high} of an average monthly wage',
    zh: '平均月工资的{low}至不足{high}',
  },
  aboveTo: {
    en: 'Above {low}, below {high} of an average monthly wage',
    zh: '高于平均月工资的{low}且不足{high}',
  },
  from: { en: '{low} or more of an average monthly wage', zh: '平均月工资的{low}或以上' },
  above: { en: 'Above {low} of an average monthly wage', zh: '高于平均月工资的{low}' },
};
export const WHOLE_WAGES: Labels = {
  exactly: {
    en: '{low} average monthly wages',
    zh: '平均月工资的{low}倍',
  },
  below: {
    en: 'Below {high} average monthly wages',
    zh: '低于平均月工资的{high}倍',
  },
  between: {
    en: '{low} to below {high} average monthly wages',
    zh: '平均月工资的{low}至不足{high}倍',
  },
  aboveTo: {
    en: 'Above {low}, below {high} average monthly wages',
    zh: '高于平均月工资的{low}倍且不足{high}倍',
  },
  from: { en: '{low} average monthly wages or more', zh: '平均月工资的{low}倍或以上' },
  above: { en: 'Above {low} average monthly wages', zh: '高于平均月工资的{low}倍' },
};

/** Of a share that moves; the figures have their sign. */
export const MOVES: Labels = {
  exactly: { en: '{low} percentage points', zh: '{low}个百分点' },
  below: { en: 'Below {high} percentage points', zh: '低于{high}个百分点' },
  between: { en: '{low} to below {high} percentage points', zh: '{low}至不足{high}个百分点' },
  aboveTo: {
    en: 'Above {low}, below {high} percentage points',
    zh: '高于{low}且不足{high}个百分点',
  },
  from: { en: '{low} percentage points or more', zh: '{low}个百分点或以上' },
  above: { en: 'Above {low} percentage points', zh: '高于{low}个百分点' },
};

const counted = (one: string, other: string, zh: string): Labels => ({
  exactly: { en: `{low}{low|one:${one}|other:${other}}`, zh: `{low}${zh}` },
  below: { en: `{high}${other} or fewer`, zh: `{high}${zh}或以下` },
  between: { en: `{low} to {high}${other}`, zh: `{low}至{high}${zh}` },
  aboveTo: { en: `{low} to {high}${other}`, zh: `{low}至{high}${zh}` },
  from: { en: `{low}{low|one:${one}|other:${other}} or more`, zh: `{low}${zh}或以上` },
  above: { en: `{low}{low|one:${one}|other:${other}} or more`, zh: `{low}${zh}或以上` },
});

const WHOLE = {
  COUNT: counted('', '', ''),
  MONTHS: counted(' month', ' months', '个月'),
  DAYS: counted(' day', ' days', '天'),
} as const;

export const LABELS: Readonly<Record<CharacteristicUnit, Labels>> = {
  ...WHOLE,
  RATIO: CONTINUOUS,
  WAGES: WAGE_SHARES,
  CATEGORY: CONTINUOUS,
};

export const NONE: Text = { en: 'None', zh: '无' };
export const ANY: Text = { en: 'Any value', zh: '任何数值' };
export const FALL: Text = { en: 'A fall', zh: '下降' };
export const NO_FALL: Text = { en: 'No change or a rise', zh: '没有变动或上升' };
export const NOTHING: Text = { en: 'Nothing', zh: '零' };
export const NOTHING_KNOWN: Text = { en: 'No figure yet', zh: '尚无数据' };
export const NOT_APPLICABLE: Text = { en: 'Does not apply', zh: '不适用' };
