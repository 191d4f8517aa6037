/** What is told about eligibility, applications, offers and the conditions of a way back. */
import type { Text } from '../domain/wording.js';

export const WAY_BACK_MESSAGES = {
  PRODUCT_NOT_FOUND: { en: 'There is no such product.', zh: '没有这个产品。' },
  APPLICATION_NOT_FOUND: { en: 'There is no such application.', zh: '没有这份申请。' },
  PRODUCT_ELSEWHERE: {
    en: 'The product is offered under the rules of another jurisdiction ({jurisdiction}) than yours.',
    zh: '该产品适用于其他司法辖区（{jurisdiction}），与您所在辖区不同。',
  },
  REQUESTED_LIMIT_INVALID: {
    en: 'A limit from {least} to {most} can be asked for.',
    zh: '可申请的额度范围为 {least} 至 {most}。',
  },
  PREVIOUS_LINE_NOT_CLOSED: {
    en: 'The line that this one is to follow is not a closed line of yours with this product or creditor.',
    zh: '所指定的原额度不是您在该产品或该授信方名下已关闭的额度。',
  },
  LINE_ALREADY_HELD: {
    en: 'You already have a line of this product that is not closed.',
    zh: '您已有一个该产品的额度，且尚未关闭。',
  },
  OFFER_NOT_OPEN: {
    en: 'There is no open offer here to answer: the status of the application is {status}.',
    zh: '没有可答复的有效报价：该申请的状态为 {status}。',
  },
  NOT_ELIGIBLE: {
    en: 'Since the offer was made something has come up that stands in the way of a new line.',
    zh: '报价作出后出现了妨碍新开额度的情形。',
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
    en: 'Your consent is withdrawn and is not made use of any more.',
    zh: '您的同意已撤回，今后不再据此使用您的信息。',
  },
  AGAINST_PRODUCT_ELSEWHERE: {
    en: 'The product is offered under the rules of another jurisdiction.',
    zh: '该产品适用于其他司法辖区。',
  },
  AGAINST_LINE_ALREADY_HELD: {
    en: 'There already is a line of this product that is not closed.',
    zh: '已有一个该产品的额度，且尚未关闭。',
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
    en: 'In the present price band no new credit is given.',
    zh: '目前所处的价格档位不提供新增信贷。',
  },
  LINE_OFFERED: {
    en: 'You asked for a line, and nothing stands in its way.',
    zh: '您申请了额度，且不存在妨碍开立的情形。',
  },
  LINE_OFFERED_IN_PART: {
    en: 'You asked for a line, and in your price band {band} we offer {share}% of the limit that is asked for.',
    zh: '您申请了额度；在您所处的{band}档，我们提供所申请额度的{share}%。',
  },
  RETURN_NOTHING_OWED: {
    en: 'Nothing is owed on the closed line any more.',
    zh: '已关闭的额度上不再有任何欠款。',
  },
  RETURN_SCORE_AT_LEAST: {
    en: 'Your score is at least {score}.',
    zh: '您的评分至少为{score}分。',
  },
  RETURN_NO_RESTRICTION: {
    en: 'No rule holds back new credit any more.',
    zh: '不再有规则暂缓新增信贷。',
  },
  RETURN_NO_RESTRICTION_UNTIL: {
    en: 'No rule holds back new credit any more: if nothing else happens, from {until} on.',
    zh: '不再有规则暂缓新增信贷：如无其他变化，自{until}起满足。',
  },
  RETURN_NO_REFERRAL: {
    en: 'No rule asks for a person’s look before new credit is given; with one, a person decides.',
    zh: '不再有规则要求新增信贷须经人工审核；若有，则由人工决定。',
  },
} satisfies Record<string, Text>;
