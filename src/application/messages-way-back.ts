/** What is told about eligibility, applications, offers and the conditions of a way back. */
import type { Text } from '../domain/wording.js';

export const WAY_BACK_MESSAGES = {
  PRODUCT_NOT_FOUND: { en: 'There is no such product.', zh: '没有这个产品。' },
  APPLICATION_NOT_FOUND: { en: 'There is no such application.', zh: '没有这份申请。' },
  PRODUCT_ELSEWHERE: {
    en: 'The product is offered under the rules of {jurisdiction}, which are not the ones that hold for you.',
    zh: '该产品适用 {jurisdiction} 的规则，与适用于您的规则不同。',
  },
  REQUESTED_LIMIT_INVALID: {
    en: 'A limit from {least} to {most} can be asked for.',
    zh: '可申请的额度范围为 {least} 至 {most}。',
  },
  PREVIOUS_LINE_NOT_CLOSED: {
    en: 'The previous line must be a line of yours that was closed or that we have ended, of the same product or creditor.',
    zh: '原额度必须是您本人已关闭或已由我们终止的额度，且属于同一产品或同一授信机构。',
  },
  LINE_ALREADY_HELD: {
    en: 'You already have a line of this product that is not closed.',
    zh: '您已有一个该产品的额度，且尚未关闭。',
  },
  NO_FORMER_LIMIT: {
    en: 'No decision of ours keeps the limit of this line below what it was, or the line is not in use any more.',
    zh: '目前没有我们的决定使该额度的限额低于原有水平，或该额度已不再使用。',
  },
  OFFER_NOT_OPEN: {
    en: 'There is no open offer here to answer: the application is {status}.',
    zh: '没有待答复的授信要约：该申请{status}。',
  },
  NOT_ELIGIBLE: {
    en: 'Since the offer was made, something has come up that stands in the way of a new line.',
    zh: '要约作出后出现了新的情况，目前无法开立新额度。',
  },
  CONSENT_SOURCE_MISSING: {
    en: 'a consent for credit assessments names the source that it is about',
    zh: '用于信用评估的同意须指明所涉及的来源',
  },
  CONSENT_SOURCE_NOT_TAKEN: {
    en: 'a consent for this purpose is about no source',
    zh: '用于该目的的同意不涉及任何来源',
  },
  PURPOSE_CONSENT_WITHDRAWN: {
    en: 'Your consent is withdrawn, and we no longer rely on it.',
    zh: '您的同意已撤回，今后不再据此使用您的信息。',
  },
  CONSENT_WITHDRAWN_HELD: {
    en: 'Your consent is withdrawn and this source is not used any more. A legal hold keeps what is stored of it; it is erased when the hold is lifted.',
    zh: '您的同意已撤回，该来源信息今后不再使用。因法律保全，已保存的信息暂予保留，解除保全时删除。',
  },
  AGAINST_PRODUCT_ELSEWHERE: {
    en: 'The product is offered under the rules of another jurisdiction.',
    zh: '该产品适用于其他司法辖区。',
  },
  AGAINST_LINE_ALREADY_HELD: {
    en: 'There already is a line of this product that is not closed.',
    zh: '已有一个该产品的额度，且尚未关闭。',
  },
  AGAINST_LIMIT_CANNOT_RISE: {
    en: 'The line that the higher limit was offered for is not in use any more, or has such a limit already.',
    zh: '拟提高限额的额度已不再使用，或其限额已达到该水平。',
  },
  AGAINST_CAUSE_HOLDS: {
    en: 'What we ended or lowered the earlier credit for is still so.',
    zh: '此前终止额度或下调限额所依据的情形仍然存在。',
  },
  AGAINST_CAUSE_FOR_A_PERSON: {
    en: 'Whether what we ended or lowered the earlier credit for is still so cannot be seen by a machine, so a person looks.',
    zh: '此前终止额度或下调限额所依据的情形是否仍然存在，无法由系统判断，因此由人工审核。',
  },
  AGAINST_OWED_LEAVES_NO_ROOM: {
    en: 'What is still owed on the earlier line takes up all of the limit that could be given.',
    zh: '原额度上尚未还清的欠款已占满可提供的限额。',
  },
  AGAINST_ACCOUNT_CHARGED_OFF: {
    en: 'A debt on an earlier line was not repaid and had to be written down.',
    zh: '此前某一额度的欠款未还清，已作核销处理。',
  },
  AGAINST_OVERDUE: {
    en: 'An amount that was due has not been paid yet.',
    zh: '有到期款项尚未偿还。',
  },
  AGAINST_SCORE_BELOW_CUTOFF: {
    en: 'The score is below the one that new credit needs.',
    zh: '评分低于新增信贷所要求的分数。',
  },
  AGAINST_BAND_HAS_NO_PRICE: {
    en: 'No new credit is given in the present price band.',
    zh: '目前所处的价格档位不提供新增信贷。',
  },
  LINE_OFFERED: {
    en: 'You asked for a line, and nothing stands in its way.',
    zh: '您申请了额度，符合开立条件。',
  },
  LINE_OFFERED_IN_PART: {
    en: 'You asked for a line. In your price band {band} we offer {share}% of the limit that you asked for.',
    zh: '您申请了额度。按您所处的{band}档，我们可提供所申请额度的{share}%。',
  },
  LINE_OFFERED_BESIDE_DEBT: {
    en: 'What is still owed on the earlier line, {owed}, is taken off the limit.',
    zh: '原额度上尚未还清的欠款 {owed} 已从限额中扣除。',
  },
  LIMIT_OFFERED: {
    en: 'You asked for the limit that this line had, and nothing stands in its way.',
    zh: '您申请恢复该额度原有的限额，符合条件。',
  },
  AGAINST_NOT_NOW: {
    en: 'The customer could not be given this now. Why is for the customer to see.',
    zh: '目前无法向该客户提供。具体原因仅客户本人可见。',
  },
  RETURN_NOTHING_OWED: {
    en: 'Nothing is owed on the closed line any more.',
    zh: '已关闭的额度没有任何欠款。',
  },
  RETURN_SCORE_AT_LEAST: {
    en: 'Your score is at least {score}.',
    zh: '您的评分不低于{score}分。',
  },
  RETURN_NO_RESTRICTION: {
    en: 'No rule holds back new credit any more.',
    zh: '没有规则限制新增信贷。',
  },
  RETURN_NO_RESTRICTION_UNTIL: {
    en: 'No rule holds back new credit any more: if nothing else happens, from {until} on.',
    zh: '没有规则限制新增信贷：如无其他变化，自{until}起满足。',
  },
  RETURN_NO_REFERRAL: {
    en: 'No rule asks for a person’s look before new credit is given; with one, a person decides.',
    zh: '没有规则要求新增信贷先经人工审核；若有，则由人工决定。',
  },
} as const satisfies Record<string, Text>;
