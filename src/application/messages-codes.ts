/** Codes in a customer's words, for messages that would otherwise name the code itself. */
import type { Locale, Text } from '../domain/wording.js';

/** Where a line, a hold, a request or an application stands. */
const STATUS_WORDS: ReadonlyMap<string, Text> = new Map([
  ['ACTIVE', { en: 'in use', zh: '正常使用中' }],
  ['NOTICE_GIVEN', { en: 'to be closed by notice', zh: '已预约关闭' }],
  ['SUSPENDED', { en: 'suspended', zh: '已暂停' }],
  ['DRAWDOWN_ENDED', { en: 'ended for new use', zh: '已停止支用' }],
  ['RUN_OFF', { en: 'ended for new use and being repaid', zh: '已停用，正在还款' }],
  ['CLOSED', { en: 'closed', zh: '已关闭' }],
  ['CHARGED_OFF', { en: 'written down', zh: '已核销' }],
  ['CAPTURED', { en: 'captured', zh: '已请款' }],
  ['VOIDED', { en: 'released', zh: '已撤销' }],
  ['EXPIRED', { en: 'lapsed', zh: '已过期' }],
  ['EFFECTED', { en: 'carried out', zh: '已执行' }],
  ['WITHDRAWN', { en: 'taken back', zh: '已撤回' }],
  ['DECLINED', { en: 'declined', zh: '已拒绝' }],
  ['REFERRED', { en: 'waiting for a person to look', zh: '正在人工审核' }],
  ['ACCEPTED', { en: 'accepted', zh: '已接受' }],
  ['TURNED_DOWN', { en: 'turned down', zh: '已谢绝' }],
  ['LAPSED', { en: 'lapsed', zh: '已失效' }],
]);

/** What a closing leads to. */
const EFFECT_WORDS: ReadonlyMap<string, Text> = new Map([
  ['-', { en: 'none', zh: '无' }],
  ['CLOSED', { en: 'closed at once', zh: '立即关闭' }],
  ['RUN_OFF', { en: 'closed once nothing is owed or reserved', zh: '待无欠款和预授权后关闭' }],
  ['OPEN', { en: 'can be had', zh: '可以获得' }],
  ['REFERRED', { en: 'a person looks first', zh: '须先经人工审核' }],
  ['NOT_NOW', { en: 'not for now', zh: '暂不提供' }],
  ['PROTECTED', { en: 'yes', zh: '是' }],
  ['UNPROTECTED', { en: 'no', zh: '否' }],
  ['OPEN_END', { en: 'no end known', zh: '期限未定' }],
  ['PAY', { en: 'paying purchases', zh: '消费支付' }],
  ['DRAW', { en: 'drawing cash', zh: '提取现金' }],
  ['INSTALMENT', { en: 'instalments', zh: '分期' }],
  ['AUTOPAY', { en: 'regular charges by merchants', zh: '商户自动扣款' }],
  ['REPAYMENT_AUTOPAY', { en: 'automatic repayment', zh: '自动还款' }],
]);

const word = (words: ReadonlyMap<string, Text>, code: string, locale: Locale): string =>
  words.get(code)?.[locale] ?? code;

/** A status in words; any other code as it is. */
export const statusWord = (status: string, locale: Locale): string =>
  word(STATUS_WORDS, status, locale);

/** What was quoted in words: one code or several; figures as they are. */
export const effectWords = (quoted: string, locale: Locale): string =>
  quoted
    .split(', ')
    .map((each) => word(EFFECT_WORDS, each, locale))
    .join(locale === 'zh' ? '、' : ', ');
