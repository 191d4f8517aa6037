/** What is told to those who say that a notice was delivered or read. */
import type { Text } from '../domain/wording.js';

export const NOTICE_MESSAGES = {
  NOTICE_NOT_FOUND: { en: 'There is no such notice.', zh: '没有这份通知。' },
  NOTICE_NOT_ACCEPTABLE: {
    en: 'A notice can be had as a page (text/html) or as plain text (text/plain).',
    zh: '通知可以网页（text/html）或纯文本（text/plain）的形式获取。',
  },
  NOTICE_METHOD_NOT_ALLOWED: {
    en: 'A notice is read by GET at /notices/ and its id.',
    zh: '请以 GET 方式从 /notices/ 加编号读取通知。',
  },
  NOTICE_DEFECT: {
    en: 'Something went wrong on our side. Please try again.',
    zh: '系统出现错误，请重试。',
  },
  ALREADY_DELIVERED: {
    en: 'The notice was already delivered, on {deliveredAt}.',
    zh: '该通知已于{deliveredAt}送达。',
  },
  DELIVERED_AT_INVALID: {
    en: 'The moment of delivery must lie between {from} and {to}.',
    zh: '送达时间须在{from}与{to}之间。',
  },
} as const satisfies Record<string, Text>;
