/** The words of notices around the plans of recourse; what is to be done has the words of the plans. */
import type { PlanKind } from '../risk-profile/recourse/recourse.js';
import type { Text } from '../wording.js';
import type { AdviceTarget } from './notice-facts.js';

/** What the plans are for and of which day they are. */
export const PLANS_WORDS = {
  BAND: {
    en: 'These are the smallest changes that would bring you at least into the price band {band}, replayed through the same scorecard and rules. They were worked out on {day}: where they say “today”, they mean that day.',
    zh: '以下是使您至少进入{band}档所需的最小改变，均已按同一评分卡和规则重新演算。测算日为{day}，文中的“今天”即指该日。',
  },
  NEW_CREDIT: {
    en: 'These are the smallest changes after which neither your score nor our rules would stand in the way of a new line, replayed through the same scorecard and rules. They were worked out on {day}: where they say “today”, they mean that day.',
    zh: '以下是使评分和规则不再妨碍您获得新额度所需的最小改变，均已按同一评分卡和规则重新演算。测算日为{day}，文中的“今天”即指该日。',
  },
} as const satisfies Record<AdviceTarget['kind'], Text>;

/** The same where no plan within the horizon is enough. */
export const CLOSEST_WORDS = {
  BAND: {
    en: 'We found no changes that would bring you into the price band {band} within six months. This comes closest; it was worked out on {day}, and where it says “today”, it means that day.',
    zh: '我们未能找到可在六个月内使您进入{band}档的改变。以下方案最为接近，测算日为{day}，文中的“今天”即指该日。',
  },
  NEW_CREDIT: {
    en: 'We found no changes by which, within six months, neither your score nor our rules would stand in the way of a new line. This comes closest; it was worked out on {day}, and where it says “today”, it means that day.',
    zh: '我们未能找到可在六个月内使评分和规则不再妨碍您获得新额度的改变。以下方案最为接近，测算日为{day}，文中的“今天”即指该日。',
  },
} as const satisfies Record<AdviceTarget['kind'], Text>;

export const ADVICE_WORDS = {
  STEP: { en: '• {step}', zh: '• {step}' },
  ON_LINE: { en: '“{line}”: {step}', zh: '“{line}”：{step}' },
  RESTS_ON: { en: 'What this rests on:', zh: '以上内容的前提：' },
  ANEW: {
    en: 'In the app, under this decision, the plans are worked out anew whenever you look, with what each step brings.',
    zh: '您可随时在应用内的该决定页面重新测算方案，并查看每一步的效果。',
  },
} as const satisfies Record<string, Text>;

/** What sets a plan apart, and to which score it leads. */
export const PLAN_WORDS = {
  SMALLEST: {
    en: 'The plan that asks the least. It can have worked by {day}, with a score of {score} (band {band}):',
    zh: '要求最少的方案，最早可于{day}见效，届时评分为{score}分（{band}档）：',
  },
  FASTEST: {
    en: 'The plan that works soonest. It can have worked by {day}, with a score of {score} (band {band}):',
    zh: '见效最快的方案，最早可于{day}见效，届时评分为{score}分（{band}档）：',
  },
  BOTH: {
    en: 'The plan that asks the least, which is also the soonest. It can have worked by {day}, with a score of {score} (band {band}):',
    zh: '要求最少且见效最快的方案，最早可于{day}见效，届时评分为{score}分（{band}档）：',
  },
  CLOSEST: {
    en: 'On {day} your score would be {score} (band {band}):',
    zh: '到{day}，您的评分将为{score}分（{band}档）：',
  },
} as const satisfies Record<Exclude<PlanKind, 'ALTERNATIVE'> | 'BOTH', Text>;
