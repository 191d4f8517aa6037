/** What a customer reads before closing, whatever else is said: the words of a pack's duties. */
import type { Locale, Text } from '../wording.js';
import type { ClosingDuty } from './jurisdiction-pack.js';

const CLOSING_DUTY_TEXTS: Readonly<Record<ClosingDuty, Text>> = {
  FREE_OF_CHARGE: {
    en: 'Closing costs nothing: there is no fee for it.',
    zh: '关闭额度不收取任何费用。',
  },
  ANY_TIME: {
    en: 'You may close this line at any time, without giving a reason.',
    zh: '您可以随时关闭该额度，无需说明理由。',
  },
  DEBT_STAYS_OWED: {
    en: 'Closing ends the use of the line, not the debt: what is owed is repaid as agreed, with its interest.',
    zh: '关闭额度仅终止使用，不免除债务：未还款项及利息仍须按约定偿还。',
  },
  AUTOMATED_DECISION: {
    en: 'Score and limits are worked out automatically. You can ask how, and ask for a person to decide.',
    zh: '评分和额度由系统自动计算。您有权要求说明，并有权要求由人工作出决定。',
  },
  LINKED_LIMITS_MAY_MOVE: {
    en: 'The limits of your other lines may change when this one is closed. You are told by how much before you close.',
    zh: '关闭该额度后，您其他额度的限额可能会调整。关闭前会告知您具体的变动。',
  },
  NO_PENALTY: {
    en: 'Closing is not held against you: your other lines keep their limits, and for a stated time your score counts the closed limit as before.',
    zh: '关闭额度不会对您不利：您的其他额度限额不变，并且在告知的期限内，评分仍按关闭前的限额计算。',
  },
  DATA_KEPT: {
    en: 'Some records are kept after the closing. You are told which, what for and until when.',
    zh: '关闭后仍会保存部分记录。我们会告知您保存哪些记录、用途以及保存到何时。',
  },
};

/** One duty in the customer's language. */
export const closingDutyText = (duty: ClosingDuty, locale: Locale): string =>
  CLOSING_DUTY_TEXTS[duty][locale];
