/** What is told about appeals: why one cannot be filed, worked on or decided so, and what came of it. */
import type { Text } from '../domain/wording.js';

export const APPEAL_MESSAGES = {
  DECISION_NOT_FOUND: { en: 'There is no such decision.', zh: '没有这项决定。' },
  APPEAL_NOT_FOUND: { en: 'There is no such case.', zh: '没有这个案件。' },
  NOT_APPEALABLE: {
    en: 'Nothing was decided here that could be looked at again.',
    zh: '此处没有可供重新审查的决定。',
  },
  NOT_AUTOMATED: {
    en: 'A person made this decision. You can appeal against it.',
    zh: '该决定由人工作出。您可以对其提出申诉。',
  },
  HUMAN_DECISION_NOT_OWED: {
    en: 'The rules that hold for you give no right to a person’s decision in the place of a machine’s. You can appeal, and a person will answer.',
    zh: '适用于您的规则没有规定以人工决定代替自动化决定。您可以提出申诉，将由工作人员答复。',
  },
  APPEAL_TOO_LATE: {
    en: 'The time for this is over. The last day was {lastDay}.',
    zh: '已超过期限，最后一日为{lastDay}。',
  },
  APPEAL_PENDING: {
    en: 'There is already a case about this decision that has not been decided yet.',
    zh: '该决定已有一个尚未作出答复的案件。',
  },
  ALREADY_APPEALED: {
    en: 'A person has already looked at this decision again. You can still ask for one reconsideration of that answer, as long as there is time for it.',
    zh: '该决定已经重新审查过。在期限内，您还可以就该答复申请一次复核。',
  },
  DECISION_ENDED: {
    en: 'The decision no longer holds, so nothing is left to be done about it.',
    zh: '该决定已不再生效，无需再作处理。',
  },
  EVIDENCE_NOT_FOUND: {
    en: 'A document that you named is not among those that you handed in.',
    zh: '您所列的材料中，有一份不在您已提交的材料之内。',
  },
  EVIDENCE_TOO_MANY: {
    en: 'At most {most} documents can be named at once.',
    zh: '一次最多可列{most}份材料。',
  },
  APPEAL_ENDED: {
    en: 'This case has ended, and nothing more can be done on it.',
    zh: '该案件已经结束，不能再进行操作。',
  },
  NOT_WITHDRAWABLE: {
    en: 'This case was opened by a rule, so you cannot take it back.',
    zh: '该案件是依规则自动发起的，不能由您撤回。',
  },
  RECUSED: {
    en: 'You had a part in the decision, so you cannot take this case.',
    zh: '您参与过该决定，因此不能处理此案件。',
  },
  ALREADY_ASSIGNED: { en: 'A reviewer has this case already.', zh: '该案件已有审查人员处理。' },
  NOT_ASSIGNED_TO_YOU: {
    en: 'Only the reviewer who has taken the case can do this.',
    zh: '只有已受理该案件的审查人员才能进行此操作。',
  },
  APPEAL_WAITING: {
    en: 'The customer was asked something and has not answered yet.',
    zh: '已向客户提出询问，客户尚未答复。',
  },
  PAUSE_NOT_PERMITTED: {
    en: 'The days for questions to the customer are used up.',
    zh: '可用于询问客户的天数已用完。',
  },
  NOTHING_ASKED: {
    en: 'There is no question here that waits for an answer.',
    zh: '没有待您答复的询问。',
  },
  EXTENSION_NOT_PERMITTED: {
    en: 'The rules in force allow no such extension for this case.',
    zh: '现行规则不允许对该案件作此延期。',
  },
  EXTENDED_ALREADY: {
    en: 'The case has been extended in this way already.',
    zh: '该案件已作过此类延期。',
  },
  COMPLEX_EXTENSION_FIRST: {
    en: 'An exceptional extension can only follow one for a complex case.',
    zh: '须先作复杂案件延期，才能作特殊延期。',
  },
  APPEAL_OVERDUE: {
    en: 'The deadline has passed, and an extension can no longer change that.',
    zh: '期限已过，不能通过延期补救。',
  },
  SECOND_REVIEWER_NEEDED: {
    en: 'An exceptional extension has to be approved by a second person, who neither has the case nor has had it.',
    zh: '特殊延期须由从未受理过该案件的另一名人员批准。',
  },
  FINDING_NOT_ONE: {
    en: 'each finding must be exactly one of verifiedIncome, latenessCorrected, activityNotOwn, mistakenIdentity, factsConfirmed',
    zh: '每项认定必须且只能是 verifiedIncome、latenessCorrected、activityNotOwn、mistakenIdentity、factsConfirmed 之一',
  },
  LIMIT_WITH_DECREASE: {
    en: 'a lower limit is needed with LINE_DECREASE, and with nothing else',
    zh: '仅在 LINE_DECREASE 时须指明较低的额度',
  },
  FINDING_INVALID: {
    en: 'A finding cannot become a fact.',
    zh: '有一项认定无法记为事实。',
  },
  INCOME_INVALID: { en: 'It is not an amount that can be recorded.', zh: '金额无法记录。' },
  EVIDENCE_NOT_OF_CASE: {
    en: 'The document does not belong to this case.',
    zh: '该材料不属于此案件。',
  },
  EVIDENCE_NOT_OF_INCOME: {
    en: 'The document is neither an income proof nor a bank statement.',
    zh: '该材料既不是收入证明，也不是银行流水。',
  },
  SOURCE_NOT_PERMITTED: {
    en: 'The rules or the customer’s consent do not permit this fact to be used.',
    zh: '现行规则或客户的同意不允许使用该项事实。',
  },
  STATEMENT_UNKNOWN: {
    en: 'The line has no statement for {period}.',
    zh: '该额度没有{period}的账单。',
  },
  MONTHS_LATE_NOT_LOWER: {
    en: 'The statement counts {months} {months|one:month|other:months} late; a correction has to be lower than that.',
    zh: '账单所载逾期月数为{months}，更正后的数值须低于该数。',
  },
  ACTIVITY_UNKNOWN: {
    en: 'Nothing of this kind is known of {day}.',
    zh: '{day}没有此类记录。',
  },
  FACTS_NOT_NAMED: {
    en: 'It has to name what of the file is another person’s.',
    zh: '须指明档案中哪些情况属于他人。',
  },
  FACTS_UNKNOWN: {
    en: 'The file has nothing of what is named at place {place}.',
    zh: '档案中没有第{place}项所指的情况。',
  },
  COUNT_INVALID: {
    en: 'It must be a whole number from 1 to {most}, which is what is known of that day.',
    zh: '须为1至{most}之间的整数；{most}为当日已有的记录数。',
  },
  NOTE_INVALID: {
    en: 'It needs a note of at most {most} characters.',
    zh: '须填写说明，且不超过{most}个字符。',
  },
  FOUND_TWICE: {
    en: 'The same was found more than once.',
    zh: '同一事项被重复认定。',
  },
  TOO_MANY_FINDINGS: {
    en: 'At most {most} findings can be made on a case.',
    zh: '一个案件最多可作{most}项认定。',
  },
  NO_GROUND_LEFT: {
    en: 'On the facts as found, nothing is left of what led to the decision. It cannot be upheld.',
    zh: '按照已认定的事实，该决定的依据已不存在，因此不能维持。',
  },
  MODIFICATION_NEEDED: {
    en: 'Modifying a decision needs the milder step that takes its place.',
    zh: '变更决定须指明代替它的较轻措施。',
  },
  MODIFICATION_NOT_POSSIBLE: {
    en: 'With this outcome, or for this decision, no such milder step can be set.',
    zh: '按此结果或就该决定，不能设定这样的较轻措施。',
  },
  NOT_MILDER: {
    en: 'The step is not milder than what was decided.',
    zh: '该措施并不比原决定更轻。',
  },
  OFFER_NOT_POSSIBLE: {
    en: 'Something stands in the way of any new line, so none can be offered.',
    zh: '存在妨碍开立任何新额度的情况，因此无法提供新的协议。',
  },
  APPEAL_OVERTURNED: {
    en: 'You appealed. A person who had no part in the decision looked at it again and took it back.',
    zh: '您提出了申诉。未参与原决定的人员重新审查后撤销了该决定。',
  },
  APPEAL_MODIFIED: {
    en: 'You appealed. A person who had no part in the decision looked at it again and found a milder step to be enough.',
    zh: '您提出了申诉。未参与原决定的人员重新审查后认为采取较轻的措施即可。',
  },
  HUMAN_DECISION_OVERTURNED: {
    en: 'A person decided in the place of the machine, and decided otherwise.',
    zh: '已由人工代替系统重新作出决定，结果与原决定不同。',
  },
  HUMAN_DECISION_MODIFIED: {
    en: 'A person decided in the place of the machine, and found a milder step to be enough.',
    zh: '已由人工代替系统重新作出决定，认为采取较轻的措施即可。',
  },
} as const satisfies Record<string, Text>;
