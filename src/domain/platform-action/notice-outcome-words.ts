/** The words of notices that an appeal was decided, or that a way back has opened. */
import type { AppealKind, AppealOutcomeKind, FindingKind } from '../appeal/appeal.js';
import type { Text } from '../wording.js';

/** What was asked for. */
export const ASKED_WORDS: Readonly<Record<AppealKind, Text>> = {
  APPEAL: {
    en: 'On {filedOn} you appealed against our decision of {decidedOn} about “{line}”. A person who had no part in that decision has looked at it again.',
    zh: '您于{filedOn}就我们{decidedOn}关于“{line}”的决定提出申诉。一名未参与该决定的人员已重新审查。',
  },
  HUMAN_DECISION: {
    en: 'On {filedOn} you asked for a person to decide in the place of the machine, which had decided on {decidedOn} about “{line}”. A person has decided now.',
    zh: '您于{filedOn}要求由人工代替系统，对{decidedOn}关于“{line}”的决定重新作出决定。现已由人工作出决定。',
  },
  REFERRAL: {
    en: 'Your application of {decidedOn} for “{line}” was referred to a person. A person has decided now.',
    zh: '您于{decidedOn}就“{line}”提出的申请已转交人工审核。现已由人工作出决定。',
  },
  RECONSIDERATION: {
    en: 'On {filedOn} you asked us to look once more at our decision of {decidedOn} about “{line}”. Another person, who had no part before, has done so.',
    zh: '您于{filedOn}就我们{decidedOn}关于“{line}”的决定申请复核。另一名此前未参与的人员已完成复核。',
  },
};

export const OUTCOME_WORDS: Readonly<Record<AppealOutcomeKind, Text>> = {
  UPHELD: { en: 'The decision stands.', zh: '该决定维持不变。' },
  MODIFIED: {
    en: 'The decision is taken back and a milder one takes its place. You get a notice of the milder one as well.',
    zh: '该决定已撤销，并由较轻的决定代替。较轻的决定会另行通知您。',
  },
  OVERTURNED: {
    en: 'You were right: the decision is taken back.',
    zh: '您的异议成立：该决定已撤销。',
  },
};

export const REFERRAL_OUTCOME_WORDS: Readonly<Record<AppealOutcomeKind, Text>> = {
  UPHELD: {
    en: 'We cannot offer you what you applied for.',
    zh: '我们无法批准您的申请。',
  },
  MODIFIED: {
    en: 'We can offer you what you applied for, on other terms than you asked for. You find the offer among your applications; nothing begins unless you accept it.',
    zh: '我们可以按与您申请不同的条件批准您的申请。您可以在申请列表中查看该方案；在您接受之前不会生效。',
  },
  OVERTURNED: {
    en: 'We can offer you what you applied for. You find the offer among your applications; nothing begins unless you accept it.',
    zh: '我们可以批准您的申请。您可以在申请列表中查看该方案；在您接受之前不会生效。',
  },
};

export const ANSWER_WORDS = {
  LATE: {
    en: 'This answer was due by the end of {day} and comes late. We are sorry; that it is late is on record.',
    zh: '本答复应在{day}当日结束前作出，现已逾期。我们深表歉意；逾期情况已记录在案。',
  },
  REASONS: { en: 'In the words of the person who decided:', zh: '审查人员的理由：' },
  PERSON: {
    en: 'A person decided this, not a machine: somebody who had no part in the decision before.',
    zh: '此决定由人工而非系统作出，且该人员此前未参与原决定。',
  },
  SCORES: {
    en: 'When the decision was made, your score was {before} (band {beforeBand}); today, on the facts as found, it is {after} (band {afterBand}). Both are by scorecard {version}.',
    zh: '作出原决定时，您的评分为{before}分（{beforeBand}档）；按查明的事实，今日的评分为{after}分（{afterBand}档）。两者均按评分卡 {version} 计算。',
  },
  SCORE_SAME: {
    en: 'Today, on the facts as found, your score is {after} (band {afterBand}), the same as when the decision was made. Both are by scorecard {version}.',
    zh: '按查明的事实，您今日的评分为{after}分（{afterBand}档），与作出原决定时相同。两者均按评分卡 {version} 计算。',
  },
  DONE: { en: '✓ {repair}', zh: '✓ {repair}' },
  NOT_DONE: { en: '– {repair}', zh: '– {repair}' },
  ON_LINE: { en: '“{line}”: {repair}', zh: '“{line}”：{repair}' },
  RECONSIDERATION: {
    en: 'If you still disagree, you can ask once, until the end of {day}, for somebody else to look at it: in the app, under this answer.',
    zh: '如果您仍有异议，可在{day}当日结束前，在应用内的本答复页面申请由另一名人员复核一次。',
  },
  ELSEWHERE: {
    en: 'You also remain free to turn to the authority that supervises us, or to a court.',
    zh: '您也可以随时向监管我们的主管机关投诉，或向法院提起诉讼。',
  },
} as const satisfies Record<string, Text>;

export const FINDING_WORDS: Readonly<Record<FindingKind, Text>> = {
  VERIFIED_INCOME: {
    en: 'Your monthly income is verified: {amount}.',
    zh: '您的月收入已核实：{amount}。',
  },
  LATENESS_CORRECTED: {
    en: 'The statement of {period} counted you late by mistake. It now counts {months} {months|one:month|other:months} late.',
    zh: '{period}的账单误将您记为逾期，现更正为逾期{months}个月。',
  },
  ACTIVITY_NOT_OWN: {
    en: '{count} of the transactions of {day} {count|one:was|other:were} not your own, and no longer {count|one:counts|other:count}.',
    zh: '{day}有{count}笔交易并非您本人所为，已不再计入。',
  },
  MISTAKEN_IDENTITY: {
    en: 'Facts in your file are about another person, and not about you. They no longer count.',
    zh: '您档案中的相关情况属于他人，与您无关，现已不再计入。',
  },
  FACTS_CONFIRMED: {
    en: 'The facts were looked at and are right.',
    zh: '相关情况经核查属实。',
  },
};

/** Of a correction after which no lateness is left. */
export const ON_TIME_WORDS: Text = {
  en: 'The statement of {period} counted you late by mistake. It no longer does.',
  zh: '{period}的账单误将您记为逾期，现已更正为未逾期。',
};

/** A way back has opened after a decision that stands. */
export const WAY_BACK_WORDS = {
  MET: {
    en: 'After our decision of {decidedOn} about your line “{line}” we told you what has to be so for a way back. It is so now.',
    zh: '在{decidedOn}就您的“{line}”额度作出决定后，我们告知过恢复的条件。现在这些条件已经具备。',
  },
  OFFER: {
    en: 'We offer you a new agreement with a limit of {limit}, at {rate} a year. It holds until {until}. You find it among your applications; nothing begins unless you accept it. If you let that day pass, you can apply for a line yourself at any time; we then look at it afresh.',
    zh: '我们为您提供一份新的协议：限额 {limit}，年利率{rate}，有效期至{until}。您可以在申请列表中查看；在您接受之前不会生效。如您未在该日前接受，仍可随时自行申请额度，我们将重新评估。',
  },
  INVITATION: {
    en: 'If you want a line again, your application is welcome; we look at it afresh. We open nothing that you did not ask for.',
    zh: '如果您希望重新获得额度，欢迎提出申请，我们将重新评估。未经您申请，我们不会开立任何额度。',
  },
  APPEAL_UNTIL: {
    en: 'This notice decides nothing against you. The time to appeal against the decision of {decidedOn} itself runs until the end of {day}.',
    zh: '本通知未作出任何对您不利的决定。对{decidedOn}的决定本身，申诉期限至{day}当日结束。',
  },
  APPEAL_OVER: {
    en: 'This notice decides nothing against you. The time to appeal against the decision of {decidedOn} itself ended with {day}.',
    zh: '本通知未作出任何对您不利的决定。对{decidedOn}的决定本身，申诉期限已于{day}届满。',
  },
  APPEAL_NONE: {
    en: 'This notice decides nothing against you. No appeal is open against the decision of {decidedOn} itself.',
    zh: '本通知未作出任何对您不利的决定。对{decidedOn}的决定本身，没有可以提起的申诉。',
  },
  ASK_FOR_LIMIT: {
    en: 'We do not raise a limit unless you ask for it. If you want the old one back, ask for it in the app, under this line; we then look at it afresh.',
    zh: '未经您申请，我们不会提高限额。如果您希望恢复原限额，请在应用内的该额度页面提出申请，我们将重新评估。',
  },
} as const satisfies Record<string, Text>;
