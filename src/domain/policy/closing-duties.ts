/** What a customer reads before closing, whatever else is said: the words of a pack's duties. */
import type { Locale, Text } from '../wording.js';
import type { ClosingDuty } from './jurisdiction-pack.js';

const CLOSING_DUTY_TEXTS: Readonly<Record<ClosingDuty, Text>> = {
  FREE_OF_CHARGE: {
    en: 'Closing the line costs nothing.',
    zh: '关闭额度不收取任何费用。',
  },
  ANY_TIME: {
    en: 'You can close the line at any time, without giving a reason.',
    zh: '您可以随时关闭该额度，无需说明理由。',
  },
  DEBT_STAYS_OWED: {
    en: 'Closing ends the use of the line, not the debt: what you owe is repaid as agreed, with its interest.',
    zh: '关闭额度仅终止使用，并不免除债务：尚欠款项及其利息仍须按约定偿还。',
  },
  AUTOMATED_DECISION: {
    en: 'Scores and limits are worked out automatically. You can ask for an explanation, and for a person to decide.',
    zh: '评分和额度由系统自动计算。您有权要求说明，并有权要求由人工作出决定。',
  },
  LINKED_LIMITS_MAY_MOVE: {
    en: 'The limits of your other lines may change when this one is closed. You are told which, by how much and why before you close.',
    zh: '关闭该额度后，您的其他额度可能会调整。我们会在关闭前告知您哪些额度调整、调整多少以及原因。',
  },
  NO_PENALTY: {
    en: 'Closing is not held against you: your other lines keep their limits, and for a stated time your score counts the closed limit as before.',
    zh: '关闭额度不会对您不利：您的其他额度限额不变，并且在所告知的期限内，评分仍按该额度未关闭时计算。',
  },
  DATA_KEPT: {
    en: 'Some records are kept after the closing. You are told which, what for and for how long.',
    zh: '关闭后仍会保存部分记录。我们会告知您保存哪些记录、用途以及保存到何时。',
  },
};

/** One duty in the customer's language. */
export const closingDutyText = (duty: ClosingDuty, locale: Locale): string =>
  CLOSING_DUTY_TEXTS[duty][locale];
