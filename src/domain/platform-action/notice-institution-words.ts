/** The words of notices for who decided, for a credit bureau that reported, and for the law's own. */
import type { BureauRights, RightsStatement } from '../policy/jurisdiction-pack.js';
import type { Text } from '../wording.js';

export const CREDITOR_WORDS = {
  IS: {
    en: 'This notice comes from {name}, {address}.',
    zh: '本通知由{name}发出，地址：{address}。',
  },
  CONTACT: { en: 'You can reach us here: {contact}', zh: '联系我们：{contact}' },
  SUPERVISOR: {
    en: 'We are supervised by {name}, {address}.',
    zh: '监管我们的机构是{name}，地址：{address}。',
  },
} as const satisfies Record<string, Text>;

export const BUREAU_WORDS = {
  ACTED: {
    en: 'What a credit bureau reported about you had a part in this. The bureau did not decide, and cannot tell you why we did.',
    zh: '征信机构关于您的报告影响了此决定。该机构没有参与作出决定，也无法向您说明理由。',
  },
  NAMED: {
    en: 'The bureau is {name}, {address}; telephone {telephone}; {website}',
    zh: '该征信机构为{name}，地址：{address}；电话：{telephone}；网址：{website}',
  },
  UNNAMED: {
    en: 'Which bureau it was we tell you when you ask. You can reach us here: {contact}',
    zh: '如您询问，我们会告知是哪一家征信机构。联系我们：{contact}',
  },
  REPORT: {
    en: 'It reported {openLines} open {openLines|one:line|other:lines} of credit, {inquiries} {inquiries|one:inquiry|other:inquiries} in 180 days and {delinquencies} {delinquencies|one:delinquency|other:delinquencies} in 24 months.',
    zh: '其报告内容为：未结清额度{openLines}项，180天内查询{inquiries}次，24个月内逾期{delinquencies}次。',
  },
  SCORE: {
    en: 'The score that we used was {score}, made by us on {day}; it can lie between {min} and {max}.',
    zh: '我们使用的评分为{score}分，由我们于{day}作出；评分范围为{min}至{max}分。',
  },
  FACTORS: {
    en: 'What lowered this score most, the most important first:',
    zh: '降低该评分的主要因素，按重要程度排列：',
  },
} as const satisfies Record<string, Text>;

export const BUREAU_RIGHTS_WORDS: Readonly<Record<BureauRights, Text>> = {
  FREE_COPY_WITHIN_60_DAYS: {
    en: 'You have a right to a free copy of the bureau’s report about you, if you ask the bureau for it no later than 60 days after you receive this notice. You also have a right to dispute with the bureau the accuracy or completeness of anything in its report.',
    zh: '您在收到本通知后60天内向该征信机构提出请求的，有权免费获得其关于您的报告副本。您还有权就报告中任何信息的准确性或完整性向该机构提出异议。',
  },
  FREE_REPORT_TWICE_A_YEAR: {
    en: 'Twice a year you have a right to the bureau’s report about you free of charge. If you find anything in it wrong or missing, you have a right to object, to the bureau or to whoever told it, and to ask for a correction.',
    zh: '您有权每年两次免费获取本人的信用报告。您认为其中的信息存在错误、遗漏的，有权向征信机构或者信息提供者提出异议，要求更正。',
  },
  ACCESS_AND_RECTIFICATION: {
    en: 'You have a right to a free copy of what the bureau keeps about you, and to have it correct what is inaccurate and complete what is incomplete.',
    zh: '您有权免费获得该征信机构所保存的关于您的信息的副本，并要求其更正不准确的信息、补充不完整的信息。',
  },
};

/**
 * What the law gives in its own words. The English of EQUAL_CREDIT_OPPORTUNITY is that of 12 CFR
 * 1002.9(b)(1); the Chinese is ours.
 */
export const STATEMENT_WORDS: Readonly<Record<RightsStatement, Text>> = {
  EQUAL_CREDIT_OPPORTUNITY: {
    en: 'The Federal Equal Credit Opportunity Act prohibits creditors from discriminating against credit applicants on the basis of race, color, religion, national origin, sex, marital status, age (provided the applicant has the capacity to enter into a binding contract); because all or part of the applicant’s income derives from any public assistance program; or because the applicant has in good faith exercised any right under the Consumer Credit Protection Act. The Federal agency that administers compliance with this law concerning this creditor is {name}, {address}.',
    zh: '美国联邦《平等信贷机会法》禁止债权人因下列原因歧视信贷申请人：种族、肤色、宗教、原国籍、性别、婚姻状况、年龄（以申请人具有订立有约束力合同的能力为限）；申请人的全部或部分收入来自任何公共援助计划；或者申请人善意行使了《消费者信贷保护法》规定的任何权利。就本债权人负责监督该法遵守情况的联邦机构是{name}，地址：{address}。',
  },
};
