/** The words of notices that do not depend on what was decided: titles, how, appeal, receipt. */
import type { EvidenceKind } from '../appeal/evidence.js';
import type { Text } from '../wording.js';
import type { NoticeSectionCode } from './notice.js';

export const SECTION_TITLES: Readonly<Record<NoticeSectionCode, Text>> = {
  CREDITOR: { en: 'Who we are', zh: '关于我们' },
  DECISION: { en: 'What was decided', zh: '决定内容' },
  GROUNDS: { en: 'On which ground', zh: '依据' },
  REASONS: { en: 'The reasons', zh: '理由' },
  WITHHELD: { en: 'Reasons that we are not allowed to tell', zh: '不能告知的理由' },
  MILDER_STEP: { en: 'Milder steps that we weighed', zh: '曾考虑的较轻措施' },
  FINDINGS: { en: 'What was found', zh: '核查结果' },
  REPAIRS: { en: 'What was done about it', zh: '已作出的处理' },
  HOW_DECIDED: { en: 'How it was decided', zh: '决定方式' },
  BUREAU: { en: 'A credit bureau’s report', zh: '征信报告' },
  RETURN: { en: 'The way back', zh: '恢复途径' },
  ADVICE: { en: 'What you can do', zh: '您可以怎样做' },
  APPEAL: { en: 'If you disagree', zh: '如有异议' },
  HUMAN_DECISION: { en: 'A decision by a person', zh: '由人工作出决定' },
  DEBT: { en: 'What you owe', zh: '您的欠款' },
  RIGHTS: { en: 'Your protection by law', zh: '法律对您的保护' },
  RECEIPT: { en: 'Your receipt', zh: '您的凭证' },
};

/** What stands above the sections. */
export const PAGE_WORDS = {
  LINE: { en: 'Notice about your line of credit', zh: '关于您的信用额度的通知' },
  APPLICATION: { en: 'Notice about your application', zh: '关于您的申请的通知' },
  ISSUED: { en: 'Of {day} · number {notice}', zh: '{day} · 编号 {notice}' },
} as const satisfies Record<string, Text>;

/** Who or what decided, and by which versions of what. */
export const HOW_WORDS = {
  MACHINE: {
    en: 'A machine alone decided this, by rules that people have set and published.',
    zh: '此决定由系统依据人工设定并公布的规则自动作出，没有人工参与。',
  },
  STAFF: { en: 'A person of our staff decided this.', zh: '此决定由我们的工作人员作出。' },
  SCORE: {
    en: 'Your score was {score}, in the price band {band}.',
    zh: '您的评分为{score}分，价格档位为{band}档。',
  },
  CARD: { en: 'Scorecard: {version}.', zh: '评分卡：{version}。' },
  RULES: { en: 'Rules beside it: {version}.', zh: '配套规则：{version}。' },
  ACTION_POLICY: {
    en: 'Action policy: {version}, measure {measure}.',
    zh: '措施政策：{version}，措施 {measure}。',
  },
  ACTION_POLICY_ALONE: { en: 'Action policy: {version}.', zh: '措施政策：{version}。' },
  LIMIT_POLICY: { en: 'Limit policy: {version}.', zh: '额度政策：{version}。' },
  PACK: {
    en: 'Rules of your jurisdiction, edition {edition}.',
    zh: '适用的司法辖区规则版本：{edition}。',
  },
} as const satisfies Record<string, Text>;

export const APPEAL_WORDS = {
  UNTIL: {
    en: 'If you think that this is wrong, you can appeal until the end of {day}: in the app, under this decision. Somebody who had no part in it looks again.',
    zh: '如果您认为此决定有误，可在{day}当日结束前，在应用内的该决定页面提出申诉。将由未参与此决定的人员重新审查。',
  },
  ANSWER_CALENDAR: {
    en: 'You get an answer within {days} {days|one:day|other:days}.',
    zh: '您将在{days}天内收到答复。',
  },
  ANSWER_BUSINESS: {
    en: 'You get an answer within {days} business {days|one:day|other:days}.',
    zh: '您将在{days}个工作日内收到答复。',
  },
  EVIDENCE: {
    en: 'What would help: {documents}. You need not send again what we have already.',
    zh: '以下材料会有帮助：{documents}。我们已有的材料无需再次提交。',
  },
  NO_EVIDENCE: {
    en: 'No document is needed: say in your own words what is wrong.',
    zh: '无需提交材料，请用您自己的话说明哪里有误。',
  },
  HUMAN: {
    en: 'Because a machine alone decided, you can ask until the end of {day} for a person to decide, and say how you see it: in the app, under this decision.',
    zh: '由于此决定由系统自动作出，您可在{day}当日结束前，在应用内的该决定页面要求由人工作出决定，并表达您的意见。',
  },
  EXPLANATION: {
    en: 'There you can also see, point by point, how your score came about.',
    zh: '您也可以在那里逐项查看评分的形成过程。',
  },
} as const satisfies Record<string, Text>;

export const DOCUMENT_WORDS: Readonly<Record<EvidenceKind, Text>> = {
  INCOME_PROOF: { en: 'a proof of your income', zh: '收入证明' },
  BANK_STATEMENT: { en: 'statements of your bank account', zh: '银行流水' },
  IDENTITY: { en: 'a proof of your identity', zh: '身份证明' },
  OTHER: { en: 'any other document about it', zh: '其他相关材料' },
};

export const RECEIPT_WORDS = {
  DECISION: { en: 'Number of the decision: {decision}.', zh: '决定编号：{decision}。' },
  APPEAL: { en: 'Number of your case: {appeal}.', zh: '案件编号：{appeal}。' },
  ENTRY: {
    en: 'It is on record under {entry}. Keep this number: with it you can check later that nothing of the record was changed.',
    zh: '记录编号：{entry}。请保存此编号，日后可据此核对记录未被更改。',
  },
} as const satisfies Record<string, Text>;
