/**
 * What customers are told around a closing: quotes and what became of them, what else they could do,
 * and the reasons of what was done at their own request.
 */
import type { Text } from '../domain/wording.js';

export const CLOSING_MESSAGES = {
  QUOTE_EXPIRED: {
    en: 'The quote has run out. Ask for a new preview and decide again.',
    zh: '该报价已过期。请重新预览后再作决定。',
  },
  QUOTE_CHANGED: {
    en: 'Closing now would not do what was quoted: {count} {count|one:effect is|other:effects are} different. Nothing has been changed. Ask for a new preview and decide again.',
    zh: '现在关闭的结果与报价不一致：有 {count} 项不同。尚未作任何更改，请重新预览后再作决定。',
  },
  DIFFERENT_OUTCOME: {
    en: 'What the closing leads to: quoted {quoted}, now {now}.',
    zh: '关闭结果：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_PAYOFF: {
    en: 'What settles the debt (principal + interest + fees): quoted {quoted}, now {now}.',
    zh: '结清金额（本金 + 利息 + 费用）：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_HOLDS: {
    en: 'Authorised payments that stay open + draws of cash that are cancelled: quoted {quoted}, now {now}.',
    zh: '仍有效的预授权 + 将取消的提现：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_INSTALMENTS: {
    en: 'Principal left in instalment plans: quoted {quoted}, now {now}.',
    zh: '分期剩余本金：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_CAPABILITIES: {
    en: 'What is revoked: quoted {quoted}, now {now}.',
    zh: '被停用的功能：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_STANDING_INSTRUCTIONS: {
    en: 'Which standing instructions stop: quoted {quoted}, now {now}.',
    zh: '被停止的自动扣款：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_REFUND: {
    en: 'What is refunded: quoted {quoted}, now {now}.',
    zh: '退款：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_SCORE: {
    en: 'The score: quoted {quoted}, now {now}.',
    zh: '评分：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_BAND: {
    en: 'The price band: quoted {quoted}, now {now}.',
    zh: '价格档位：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_NEW_CREDIT: {
    en: 'New credit: quoted {quoted}, now {now}.',
    zh: '新增信贷：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_RESTRICTION: {
    en: 'The first day without a restriction of new credit: quoted {quoted}, now {now}.',
    zh: '新增信贷不再受限的首日：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_LINKED_LIMIT: {
    en: 'The limit of another line: quoted {quoted}, now {now}.',
    zh: '另一额度的限额：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_PROTECTION: {
    en: 'Whether the limit goes on counting for the score: quoted {quoted}, now {now}.',
    zh: '该额度是否继续计入评分：报价为 {quoted}，现为 {now}。',
  },
  VERSION_OR_QUOTE: {
    en: 'name the version that you decided on, or a quote',
    zh: '请提供您作决定时的账户版本或报价编号',
  },
  QUOTE_OR_NOTICE: {
    en: 'a quote is for closing at once, and cannot be joined with a later moment',
    zh: '报价仅适用于立即关闭，不能与预约的关闭时间同时使用',
  },
  NOTICE_NOT_AGREED: {
    en: 'Your agreement has no notice period for this line. You can close it at once.',
    zh: '该额度的协议未约定通知期，您可以立即关闭。',
  },
  NOTICE_NOT_AHEAD: {
    en: 'The notice must name a later moment. To close at once, leave it out.',
    zh: '关闭时间须晚于现在。如需立即关闭，请不要填写该时间。',
  },
  NOTICE_TOO_LONG: {
    en: 'The closing can take effect on {latest} at the latest. Choose that moment or an earlier one.',
    zh: '关闭最迟须于 {latest} 生效。请选择该时间或更早的时间。',
  },
  NOTICE_NOT_POSSIBLE: {
    en: 'Only a line that is in use can be closed by notice; this one is {status}.',
    zh: '只有正常使用中的额度可以预约关闭；该额度{status}。',
  },
  NO_NOTICE_TO_WITHDRAW: {
    en: 'There is no closing of yours that can still be taken back.',
    zh: '没有可以撤回的关闭申请。',
  },
  REQUEST_NOT_FOUND: { en: 'There is no such request.', zh: '没有这项申请。' },
  CLOSURE_REQUEST_PENDING: {
    en: 'A request to close this line is already waiting for a second agent.',
    zh: '已有一项关闭该额度的申请正在等待第二位人员审批。',
  },
  REQUEST_ENDED: {
    en: 'The request can no longer be decided: it is {status}.',
    zh: '该申请不能再作决定：{status}。',
  },
  SECOND_AGENT_NEEDED: {
    en: 'You asked for this closing yourself, so another agent must approve it.',
    zh: '该关闭申请由您提出，须由另一位人员审批。',
  },
  NEW_CREDIT_HELD_BACK: {
    en: 'There is no new credit for now. What counts here: {what}.',
    zh: '目前不提供新增信贷。所依据的情况：{what}。',
  },
  NEW_CREDIT_HELD_BACK_UNTIL: {
    en: 'There is no new credit before {until}, if nothing else happens. What counts here: {what}.',
    zh: '如无其他变化，{until}之前不提供新增信贷。所依据的情况：{what}。',
  },
  NEW_CREDIT_REFERRED: {
    en: 'A person looks before new credit is given. What counts here: {what}.',
    zh: '新增信贷须先经人工审核。所依据的情况：{what}。',
  },
  NEW_CREDIT_REFERRED_UNTIL: {
    en: 'Before {until}, a person looks before new credit is given, if nothing else happens. What counts here: {what}.',
    zh: '如无其他变化，{until}之前新增信贷须先经人工审核。所依据的情况：{what}。',
  },
  PROTECTED_UNTIL: {
    en: 'Closing the line yourself does not cost you points: until {until} its limit goes on counting as if the line were open.',
    zh: '您主动关闭额度不会扣减评分：至{until}，该额度仍按未关闭计入评分。',
  },
  CLEARED_BY_BALANCE_OUTSTANDING: {
    en: 'Repay {payoff}. Each further day adds {perDiem} of interest.',
    zh: '还清 {payoff}。每晚一天，利息增加 {perDiem}。',
  },
  CLEARED_BY_HOLDS_OPEN: {
    en: 'The merchants charge or release what they reserved. Whatever is left lapses by itself, by {lapsesOn} at the latest.',
    zh: '由商户扣款或撤销预授权；其余的会自动失效，最迟于 {lapsesOn} 失效。',
  },
  CLEARED_BY_INSTALMENT_PLAN_UNFINISHED: {
    en: 'Repay all that is owed, and the plan ends with it. {principalLeft} of the balance is what is left of the plan.',
    zh: '还清全部欠款，分期计划随之结束。余额中的 {principalLeft} 为该计划剩余本金。',
  },
  LIMIT_NOT_LOWER: {
    en: 'The limit is {current} now. Choose a lower one.',
    zh: '当前额度为 {current}，请填写更低的额度。',
  },
  LIMIT_BELOW_USE: {
    en: 'The limit cannot be lower than {least}: that much is owed or reserved.',
    zh: '额度不能低于 {least}：该金额为欠款与预授权之和。',
  },
  NOT_PAUSABLE: {
    en: 'The line cannot be paused: it is {status}.',
    zh: '该额度目前不能暂停：{status}。',
  },
  NOT_PAUSED: {
    en: 'The line is not paused: it is {status}.',
    zh: '该额度并未暂停：{status}。',
  },
  NOT_YOUR_PAUSE: {
    en: 'You did not pause this line yourself, so you cannot resume it. Please contact us.',
    zh: '该额度并非由您本人暂停，因此您不能自行恢复。请与我们联系。',
  },
  LIMIT_LOWERED_AT_CUSTOMER_REQUEST: {
    en: 'You asked for the limit to be lowered from {from} to {to}.',
    zh: '您申请将额度从 {from} 降低至 {to}。',
  },
  LIMIT_RAISED_BY_ACCEPTANCE: {
    en: 'You accepted a higher limit: it rises from {from} to {to}.',
    zh: '您接受了更高的限额：由 {from} 提高至 {to}。',
  },
  PAUSED_AT_CUSTOMER_REQUEST: {
    en: 'You asked for the line to be paused.',
    zh: '您申请暂停使用该额度。',
  },
  RESUMED_AT_CUSTOMER_REQUEST: {
    en: 'You asked for the line to be resumed.',
    zh: '您申请恢复使用该额度。',
  },
} as const satisfies Record<string, Text>;
