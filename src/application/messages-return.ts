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
  REPAIR_INTEREST_RETURNED: {
    en: 'What the higher rate has cost you in interest since {from} is given back: {amount}. It pays what you owe on the line; what is left over is yours.',
    zh: '自{from}起因利率上调而多付的利息 {amount} 现予退还：先抵减该额度的欠款，余额归您所有。',
  },
  REPAIR_INTEREST_NOT_IN_BOOKS: {
    en: 'What the higher rate has cost you in interest cannot be worked out from our books, so it is not given back with this decision.',
    zh: '因利率上调而多付的利息无法根据我们的账簿算出，因此本次决定未予退还。',
  },
  REPAIR_NOTICE_WITHDRAWN: {
    en: 'The notice to end the line is taken back, and the line goes on.',
    zh: '终止通知已撤回，该额度继续有效。',
  },
  REPAIR_NOTICE_WITHDRAWN_PAUSED: {
    en: 'The notice to end the line is taken back. The line is paused as you had paused it; you can resume it at any time.',
    zh: '终止通知已撤回。该额度仍处于您此前自行暂停的状态，您可随时恢复使用。',
  },
  REPAIR_NOTICE_WITHDRAWN_HELD: {
    en: 'The notice to end the line is taken back. Another decision still keeps the line from use.',
    zh: '终止通知已撤回。由于另一项决定，该额度目前仍不能使用。',
  },
  REPAIR_REPLACED: {
    en: 'A new agreement that you accepted has taken the place of this line, so its right of use does not come back beside it.',
    zh: '您已接受的新协议取代了该额度，因此该额度的支用权不再与其并行恢复。',
  },
  REPAIR_OFFER_WITHDRAWN: {
    en: 'The new agreement that was offered in the place of this line is no longer needed; the offer is withdrawn.',
    zh: '此前为替代该额度而提供的新协议已无必要，该要约现予撤回。',
  },
  REPAIR_LIMIT_OFFERED: {
    en: 'For the line that took its place, a limit of {limit} is offered, as it was before the decision. The offer is open until {until}; the limit stays as it is unless you accept it.',
    zh: '现为取代该额度的新额度提供 {limit} 的限额，与该决定作出之前相同，有效期至{until}。未经您接受，限额保持不变。',
  },
  REPAIR_LIMIT_NOT_NOW: {
    en: 'The line that took its place has a lower limit. Something stands in the way of offering the former one today.',
    zh: '取代该额度的新额度限额较低。目前因其他原因无法提供原来的限额。',
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
  REPAIR_FORMER_LIMIT_OFFERED: {
    en: 'The limit of {limit} that you asked for is offered. The offer is open until {until}; the limit stays as it is unless you accept it.',
    zh: '现向您提供所申请的 {limit} 限额，有效期至{until}。未经您接受，限额保持不变。',
  },
  REPAIR_AGREEMENT_NOT_NOW: {
    en: 'Something else stands in the way of a new agreement today. Once it is gone, an application is welcome.',
    zh: '目前因其他原因无法提供新协议。待相关原因消除后，欢迎您提出申请。',
  },
  REPAIR_RESTRICTION_ENDED: {
    en: 'Facts that were found wrong no longer keep you from new credit.',
    zh: '经查明有误的情况不再限制您获得新的额度。',
  },
  REPAIR_REFERRAL_ENDED: {
    en: 'Facts that were found wrong no longer send your applications to a person first.',
    zh: '您的申请不再因经查明有误的情况而须先经人工审核。',
  },
  REPAIR_SCORE_ANEW: {
    en: 'Your score was worked out anew: {to}, in the price band {band}.',
    zh: '已重新评分：{to}分，价格档位为{band}档。',
  },
} as const satisfies Record<string, Text>;
