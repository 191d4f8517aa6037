/** The words of notices for what was decided, on which ground and for which reasons. */
import type { DecisionKind, Ground } from '../credit-account/grounds.js';
import type { Text } from '../wording.js';
import type { MeasureKind } from './measure.js';

/** What was decided; REVERSAL and REINSTATEMENT say besides how the line stands now. */
export const DECISION_WORDS = {
  LINE_DECREASE: {
    en: 'The limit of your line “{line}” is lowered from {from} to {to}, from {day} on.',
    zh: '自{day}起，您的“{line}”额度的限额由 {from} 下调为 {to}。',
  },
  LINE_INCREASE: {
    en: 'The limit of your line “{line}” is raised from {from} to {to}, from {day} on.',
    zh: '自{day}起，您的“{line}”额度的限额由 {from} 上调为 {to}。',
  },
  SUSPENSION: {
    en: 'Your line “{line}” is suspended from {day} on: for now nothing new can be paid or drawn with it. It is not closed.',
    zh: '自{day}起，您的“{line}”额度暂停使用：暂时不能用于新的支付或提现。该额度并未关闭。',
  },
  DRAWDOWN_RIGHT_ENDED: {
    en: 'Your right to use the line “{line}” ends on {day}: nothing new can be paid or drawn with it from then on.',
    zh: '自{day}起，您对“{line}”额度的支用权终止：不能再用于新的支付或提现。',
  },
  TERMINATION_BY_NOTICE: {
    en: 'We give notice that your line “{line}” ends on {day}. Until then you can use it as before.',
    zh: '我们通知您：您的“{line}”额度将于{day}终止。在此之前您可以照常使用。',
  },
  CLOSURE: {
    en: 'Your line “{line}” is closed from {day} on and cannot be used any more.',
    zh: '自{day}起，您的“{line}”额度已关闭，不能再使用。',
  },
  REPRICING: {
    en: 'The yearly interest rate of your line “{line}” goes up from {fromRate} to {toRate}, from {day} on. Until then it stays as it is.',
    zh: '自{day}起，您的“{line}”额度的年利率由{fromRate}上调为{toRate}。在此之前利率不变。',
  },
  APPLICATION: {
    en: 'We cannot offer you the line “{line}” that you applied for on {day}.',
    zh: '您于{day}申请的“{line}”额度未获批准。',
  },
  REINSTATEMENT: {
    en: 'A restriction of your line “{line}” has ended.',
    zh: '您的“{line}”额度的一项限制已解除。',
  },
  REVERSAL: {
    en: 'An earlier decision of ours about your line “{line}” is taken back.',
    zh: '我们撤销了此前就您的“{line}”额度所作的决定。',
  },
} as const satisfies Record<DecisionKind, Text>;

/** Where a decrease comes from that was no measure against the line itself. */
export const FOLLOWS_WORDS = {
  DECISION: {
    en: 'This follows from our decision about another of your lines, of which you are told as well.',
    zh: '这是我们就您另一项额度所作决定的后续影响，该决定也会另行通知您。',
  },
  CLOSING: {
    en: 'This follows from the closing of another of your lines, after which the limits of the rest were looked at anew.',
    zh: '这是您另一项额度关闭后的后续影响：我们随后重新评估了您其余额度的限额。',
  },
} as const satisfies Record<string, Text>;

/** From when a period of notice runs, beside the day that is named; a period of none is a day's. */
export const PERIOD_WORDS = {
  months: {
    en: 'The notice is {count} {count|one:month|other:months}, and runs from the day on which it reaches you. The day above is right if that is {told}; if it reaches you later, the day moves back with it, and nothing changes before.',
    zh: '通知期为{count}个月，自通知送达您之日起算。上述日期以{told}送达为准；如送达更晚，该日期相应顺延，在此之前一切不变。',
  },
  days: {
    en: 'The notice is {count} {count|one:day|other:days}, and runs from the day on which it reaches you. The day above is right if that is {told}; if it reaches you later, the day moves back with it, and nothing changes before.',
    zh: '通知期为{count}天，自通知送达您之日起算。上述日期以{told}送达为准；如送达更晚，该日期相应顺延，在此之前一切不变。',
  },
  none: {
    en: 'The day above is right if this notice reaches you on {told}; if it reaches you later, the day moves back with it, and nothing changes before.',
    zh: '上述日期以本通知于{told}送达为准；如送达更晚，该日期相应顺延，在此之前一切不变。',
  },
} as const satisfies Record<string, Text>;

/** An application for which less was offered than was asked for, and that was not accepted. */
export const COUNTEROFFER_WORDS: Text = {
  en: 'On {day} you applied for the line “{line}” with a limit of {from}, and we offered you {to}. The offer was not accepted, so no line was opened. We did not offer the limit that you asked for.',
  zh: '您于{day}申请“{line}”额度，申请限额为 {from}，我们提供的限额为 {to}。您未接受该要约，因此额度未开立。我们未按您申请的限额提供。',
};

/** Of an application for the limit that a line had. */
export const LIMIT_NOT_OFFERED_WORDS: Text = {
  en: 'We cannot offer you the limit that your line “{line}” had and that you asked for on {day}.',
  zh: '您于{day}就“{line}”额度提出的恢复原限额申请未获批准。',
};

/** How a line stands once something was taken back. */
export const STANDING_WORDS = {
  USABLE: {
    en: 'It can be used again from {day} on, without anything that you have to do.',
    zh: '自{day}起可以恢复使用，您无需办理任何手续。',
  },
  OWN_PAUSE: {
    en: 'Your own pause of the line stays as you set it; you can end it at any time.',
    zh: '您自己设置的暂停保持不变，您可以随时解除。',
  },
  STILL_SUSPENDED: {
    en: 'Another suspension of the line still stands, so it cannot be used yet.',
    zh: '该额度还有另一项暂停措施仍然有效，因此目前还不能使用。',
  },
  STILL_ENDED: {
    en: 'Your right to use the line stays ended by another decision.',
    zh: '由于另一项决定，该额度的支用权仍处于终止状态。',
  },
  LIMIT: { en: 'Its limit is {to} from {day} on.', zh: '自{day}起，其限额为 {to}。' },
  RATE: {
    en: 'Its yearly interest rate is {toRate} from {day} on.',
    zh: '自{day}起，其年利率为{toRate}。',
  },
  GOES_ON: {
    en: 'Our notice to end the line no longer holds: it goes on as before.',
    zh: '我们此前的终止通知不再有效，该额度照常继续。',
  },
  CLOSED: {
    en: 'The line itself is closed and cannot be opened again. If we can offer you a new agreement in its place, you find it among your applications; nothing begins unless you accept it.',
    zh: '该额度已经关闭，无法重新开启。如果我们能为您提供新的协议，您可以在申请列表中查看；在您接受之前不会生效。',
  },
} as const satisfies Record<string, Text>;

export const GROUND_WORDS: Readonly<Record<Ground, Text>> = {
  BEHAVIOUR: {
    en: 'The ground is how you have used your credit and moved your money.',
    zh: '依据是您使用额度和收付资金的情况。',
  },
  MODEL_UPDATE: {
    en: 'The ground is that we now score by a new model.',
    zh: '依据是我们更新了评分模型。',
  },
  BUSINESS_ADJUSTMENT: {
    en: 'The ground is a change in our own business.',
    zh: '依据是我们自身的业务调整。',
  },
  SERVICE_SCOPE_CHANGE: {
    en: 'The ground is that we have changed what this service asks for and whom it is for.',
    zh: '依据是我们调整了该服务的适用条件和范围。',
  },
  MACRO: {
    en: 'The ground is the state of the economy.',
    zh: '依据是宏观经济状况。',
  },
  REGULATION: {
    en: 'The ground is a change in the rules that we have to follow.',
    zh: '依据是我们必须遵守的监管规则发生变化。',
  },
  FUND_POOL: {
    en: 'The ground is that the pool of funds behind these lines has less to lend.',
    zh: '依据是这些额度背后的资金池可贷资金减少。',
  },
  OVER_DEPENDENCE: {
    en: 'The ground is that you depend on credit heavily. The decision is for your own good: it keeps the debt from growing beyond what can be repaid.',
    zh: '依据是您对信贷的依赖程度较高。此决定是为您着想，避免债务增长到难以偿还的程度。',
  },
  DELINQUENCY: {
    en: 'The ground is that a payment is overdue.',
    zh: '依据是有款项逾期未还。',
  },
  INACTIVITY: {
    en: 'The ground is that the line has not been used for a long time.',
    zh: '依据是该额度长期未使用。',
  },
  FRAUD_OR_SECURITY: {
    en: 'The ground is the protection of the line against fraud and misuse.',
    zh: '依据是保护该额度免受欺诈和盗用。',
  },
  DEATH: {
    en: 'The ground is that we were told of the death of the line’s holder.',
    zh: '依据是我们获悉该额度持有人已去世。',
  },
  LEGAL_RESTRAINT: {
    en: 'The ground is a restraint that the law or an authority puts on us.',
    zh: '依据是法律或主管机关要求我们遵守的限制。',
  },
  CUSTOMER_REQUEST: { en: 'The ground is your own request.', zh: '依据是您本人的申请。' },
  CREDIT_STANDARDS: {
    en: 'The ground is our own standards for lending: what we look at, and how much of it we need to know. The reasons say what counted here.',
    zh: '依据是我们自身的授信标准，即我们考察哪些情况、需要了解到何种程度。下列理由说明此处考虑了哪些情况。',
  },
};

/** Whether the ground is the customer's conduct. */
export const CONDUCT_WORDS = {
  CONDUCT: {
    en: 'It has to do with how you use or repay your credit. It is no judgement of you as a person.',
    zh: '这与您使用或偿还信贷的情况有关，并非对您个人的评价。',
  },
  NOT_CONDUCT: {
    en: 'It is not because of anything that you did.',
    zh: '这不是因为您做了什么。',
  },
  /** A new model weighs what was known before, conduct among it: that counts, and is not the ground. */
  MODEL: {
    en: 'What changed is the model, not what you did: it weighs the same facts in another way.',
    zh: '发生变化的是模型，而不是您的行为：对同样的情况，模型的衡量方式不同了。',
  },
  /** Of reasons some of which are conduct. */
  PARTLY: {
    en: 'Some of what counted has to do with how you use or repay your credit, and some of it does not. None of it is a judgement of you as a person.',
    zh: '其中一部分与您使用或偿还信贷的情况有关，另一部分无关。这些都不是对您个人的评价。',
  },
  /** Of a declared ground nobody knows yet whose doing it is. */
  NO_JUDGEMENT: {
    en: 'It is not because of how you have used or repaid your credit, and it is no judgement of that.',
    zh: '这不是因为您使用或偿还信贷的情况，也不是对此的评价。',
  },
} as const satisfies Record<string, Text>;

export const REASON_WORDS = {
  INTRO: {
    en: 'What counted, the most important first:',
    zh: '以下各项对此决定有影响，按重要程度排列：',
  },
  ITEM: { en: '{place}. {reason}', zh: '{place}. {reason}' },
  WITHHELD: {
    en: 'The reasons are on record, but we are not allowed to tell you what they are. The rule that forbids it: {source}.',
    zh: '理由已记录在案，但按规定我们不能告知您。所依据的规定（英文名称）：{source}。',
  },
  MILDER_INTRO: {
    en: 'Before deciding we asked whether something milder would be enough.',
    zh: '作出决定之前，我们考虑过较轻的措施是否足够。',
  },
  MILDER: { en: '{step}: {whyNot}', zh: '{step}：{whyNot}' },
} as const satisfies Record<string, Text>;

export const STEP_WORDS: Readonly<Record<MeasureKind, Text>> = {
  REPRICING: { en: 'A higher interest rate', zh: '提高利率' },
  LINE_DECREASE: { en: 'A lower limit', zh: '降低限额' },
  SUSPENSION: { en: 'A suspension for a while', zh: '暂停使用' },
  DRAWDOWN_RIGHT_ENDED: { en: 'Ending new use alone', zh: '仅终止新的使用' },
  TERMINATION_BY_NOTICE: { en: 'Ending the line by notice', zh: '提前通知后终止' },
  CLOSURE: { en: 'Closing the line at once', zh: '立即关闭' },
};
