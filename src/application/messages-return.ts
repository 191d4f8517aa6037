/** What is told when a decision returns or is undone: why, and what was done about each part of it. */
import type { Text } from '../domain/wording.js';

export const RETURN_MESSAGES = {
  CONDITIONS_MET: {
    en: 'What led to the decision is no longer so.',
    zh: '作出该决定所依据的情形已不存在。',
  },
  DECISION_UNDONE: {
    en: 'The decision that led to this was taken back.',
    zh: '引起本项变更的决定已被撤销。',
  },
  DECISION_RETURNED: {
    en: 'The conditions for the return of the decision that led to this are met.',
    zh: '引起本项变更的决定，其恢复条件已满足。',
  },
  REPAIR_USE_RESTORED: {
    en: 'The line can be used again as before.',
    zh: '该额度已恢复，可以照常使用。',
  },
  REPAIR_PAUSE_RESTORED: {
    en: 'The line is paused as you had paused it; you can resume it at any time.',
    zh: '该额度恢复为您此前自行暂停的状态，您可随时恢复使用。',
  },
  REPAIR_RIGHT_RESTORED_SUSPENDED: {
    en: 'The right to use the line is restored. For now it stays suspended by another decision.',
    zh: '支用权已恢复。因另有决定，该额度目前仍处于暂停状态。',
  },
  REPAIR_STILL_HELD: {
    en: 'Another decision of the same kind still holds, so the line stays as it is for now.',
    zh: '另有同类决定仍然有效，该额度目前维持现状。',
  },
  REPAIR_STANDS_OTHERWISE: {
    en: 'For another reason, the line has a different status by now, so there was nothing to take back on it.',
    zh: '该额度现因其他原因处于另一状态，因此没有可恢复的内容。',
  },
  REPAIR_LINE_CLOSED: {
    en: 'The line has been closed since. A closed line does not open again.',
    zh: '该额度此后已关闭。已关闭的额度不能重新启用。',
  },
  REPAIR_ENDED_BEFORE: {
    en: 'The decision had already ended, so nothing was left to undo.',
    zh: '该决定此前已经结束，无需再作恢复。',
  },
  REPAIR_LIMIT_RESTORED: {
    en: 'The limit goes back from {from} to {to}.',
    zh: '限额由 {from} 恢复为 {to}。',
  },
  REPAIR_LIMIT_OWN_WISH: {
    en: 'You have had the limit lowered yourself since, so it stays at {to}.',
    zh: '您此后已自行调低限额，因此限额保持为 {to}。',
  },
  REPAIR_LIMIT_HIGHER: {
    en: 'The limit is {to} by now, no lower than before the decision.',
    zh: '限额现为 {to}，不低于该决定作出之前的水平。',
  },
  REPAIR_LIMIT_LINE_ENDED: {
    en: 'The line can no longer be used, so its limit stays as it is.',
    zh: '该额度已不能使用，因此限额保持不变。',
  },
  REPAIR_RATE_RESTORED: {
    en: 'From today on, the yearly interest rate goes back from {from} to {to}.',
    zh: '年利率自今日起由 {from} 恢复为 {to}。',
  },
  REPAIR_RATE_NEVER_RAISED: {
    en: 'The higher rate had not taken effect yet, and will not.',
    zh: '上调后的利率尚未生效，今后也不会生效。',
  },
  REPAIR_RATE_MOVED: {
    en: 'The rate has been set anew since, so it stays as it is.',
    zh: '利率此后已另行调整，因此保持不变。',
  },
  REPAIR_NOTICE_WITHDRAWN: {
    en: 'The notice to end the line is taken back, and the line goes on.',
    zh: '终止通知已撤回，该额度继续有效。',
  },
  REPAIR_CLOSED_FOR_GOOD: {
    en: 'A closed line does not open again.',
    zh: '已关闭的额度不能重新启用。',
  },
  REPAIR_STATEMENTS_CORRECTED: {
    en: 'From {from} on, scores read the statements of this line with the limit that it should have had.',
    zh: '自{from}起，评分时该额度的账单按本应有的限额计算。',
  },
  REPAIR_AGREEMENT_OFFERED: {
    en: 'A new agreement with a limit of {limit} is offered. It is open until {until}; nothing is opened unless you accept it.',
    zh: '现向您提供限额为 {limit} 的新协议，有效期至{until}。未经您接受，不会开立任何额度。',
  },
  REPAIR_AGREEMENT_NOT_NOW: {
    en: 'Something else stands in the way of a new agreement today. Once it is gone, an application is welcome.',
    zh: '目前因其他原因无法提供新协议。待相关原因消除后，欢迎您提出申请。',
  },
  REPAIR_SCORE_ANEW: {
    en: 'Your score was worked out anew: {to}, in the price band {band}.',
    zh: '已重新评分：{to}分，价格档位为{band}档。',
  },
} as const satisfies Record<string, Text>;
