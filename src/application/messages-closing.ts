/**
 * What customers are told around a closing: quotes and what became of them, what else they could do,
 * and the reasons of what was done at their own request.
 */
import type { Text } from '../domain/wording.js';

export const CLOSING_MESSAGES = {
  QUOTE_EXPIRED: {
    en: 'The quote no longer holds. Ask for a new preview and decide anew.',
    zh: '该报价已失效。请重新预览后再作决定。',
  },
  QUOTE_CHANGED: {
    en: 'Closing now would not do what was quoted: {count} {count|one:effect is|other:effects are} different. Nothing was changed; ask for a new preview.',
    zh: '现在关闭的结果与报价不一致：有 {count} 项不同。未作任何更改；请重新预览。',
  },
  DIFFERENT_OUTCOME: {
    en: 'What the closing leads to: quoted {quoted}, now {now}.',
    zh: '关闭结果：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_PAYOFF: {
    en: 'What settles the debt: quoted {quoted}, now {now}.',
    zh: '结清金额：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_HOLDS: {
    en: 'Which authorised payments are open: quoted {quoted}, now {now}.',
    zh: '未完成的预授权：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_INSTALMENTS: {
    en: 'What is left of instalment plans: quoted {quoted}, now {now}.',
    zh: '剩余分期：报价为 {quoted}，现为 {now}。',
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
    en: 'What new credit can be had: quoted {quoted}, now {now}.',
    zh: '可获得的新增信贷：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_RESTRICTION: {
    en: 'Until when new credit is restricted: quoted {quoted}, now {now}.',
    zh: '新增信贷受限的期限：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_LINKED_LIMIT: {
    en: 'The limit of another line: quoted {quoted}, now {now}.',
    zh: '其他额度的调整：报价为 {quoted}，现为 {now}。',
  },
  DIFFERENT_PROTECTION: {
    en: 'Until when the limit goes on counting for the score: quoted {quoted}, now {now}.',
    zh: '该额度继续计入评分的期限：报价为 {quoted}，现为 {now}。',
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
    en: 'Your agreement gives no notice for this line. You can close it at once.',
    zh: '该额度的协议未约定通知期，您可以立即关闭。',
  },
  NOTICE_TOO_LONG: {
    en: 'The closing can take effect at the latest on {latest}.',
    zh: '关闭最迟须在 {latest} 生效。',
  },
  NOTICE_NOT_POSSIBLE: {
    en: 'Only a line that is in use can be closed by notice; the status of this one is {status}.',
    zh: '仅正常使用中的额度可以预约关闭；该额度状态为 {status}。',
  },
  NO_NOTICE_TO_WITHDRAW: {
    en: 'There is no closing of yours that can still be taken back.',
    zh: '没有可以撤回的关闭申请。',
  },
  REQUEST_NOT_FOUND: { en: 'There is no such request.', zh: '没有这项申请。' },
  CLOSURE_REQUEST_PENDING: {
    en: 'A request to close this line waits for a second agent already.',
    zh: '已有一项关闭该额度的申请正在等待第二位人员审批。',
  },
  REQUEST_ENDED: {
    en: 'The request can no longer be decided: its status is {status}.',
    zh: '该申请已不能再作决定：状态为 {status}。',
  },
  SECOND_AGENT_NEEDED: {
    en: 'You asked for this closing yourself, so another agent must approve it.',
    zh: '该关闭申请由您提出，须由另一位人员审批。',
  },
  NEW_CREDIT_HELD_BACK: {
    en: 'There is no new credit for now, because of this figure of yours: {what}.',
    zh: '目前不提供新增信贷，所依据的指标为：{what}。',
  },
  NEW_CREDIT_HELD_BACK_UNTIL: {
    en: 'If nothing else happens there is no new credit before {until}, because of this figure of yours: {what}.',
    zh: '如无其他变化，{until} 之前不提供新增信贷，所依据的指标为：{what}。',
  },
  NEW_CREDIT_REFERRED: {
    en: 'A person looks before new credit is given, because of this figure of yours: {what}.',
    zh: '新增信贷须先经人工审核，所依据的指标为：{what}。',
  },
  NEW_CREDIT_REFERRED_UNTIL: {
    en: 'If nothing else happens a person looks before new credit is given until {until}, because of this figure of yours: {what}.',
    zh: '如无其他变化，{until} 之前新增信贷须先经人工审核，所依据的指标为：{what}。',
  },
  PROTECTED_UNTIL: {
    en: 'Your own closing costs you no score: until {until} the limit goes on counting as if the line were open.',
    zh: '您主动关闭额度不会降低评分：在 {until} 之前，该额度仍视同未关闭计入评分。',
  },
  CLEARED_BY_BALANCE_OUTSTANDING: {
    en: 'Repay {payoff}. Each further day adds {perDiem} of interest.',
    zh: '还清 {payoff}。每多一天增加利息 {perDiem}。',
  },
  CLEARED_BY_HOLDS_OPEN: {
    en: 'Merchants capture or release them; whatever is left lapses by itself, the last on {lapsesOn}.',
    zh: '由商户请款或撤销；其余会自动失效，最后一笔于 {lapsesOn} 失效。',
  },
  CLEARED_BY_INSTALMENT_PLAN_UNFINISHED: {
    en: 'Repay all that is owed: the plan ends with it. {principalLeft} of the balance is what is left of the plan.',
    zh: '还清全部欠款，分期计划随之结束。余额中的 {principalLeft} 为该计划剩余本金。',
  },
  DUTY_FREE_OF_CHARGE: { en: 'Closing the line costs nothing.', zh: '关闭额度不收取任何费用。' },
  DUTY_ANY_TIME: { en: 'You can close the line at any time.', zh: '您可以随时关闭额度。' },
  DUTY_DEBT_STAYS_OWED: {
    en: 'What you owe stays owed and is repaid as agreed.',
    zh: '未还清的欠款仍须按约定偿还。',
  },
  DUTY_AUTOMATED_DECISION: {
    en: 'Scores and limits are worked out automatically. You can have it explained to you, and ask that a person decides.',
    zh: '评分和额度由系统自动计算。您有权要求说明，并要求由人工作出决定。',
  },
  DUTY_LINKED_LIMITS_MAY_MOVE: {
    en: 'Limits of your other lines may move with the closing. You see here which, and why.',
    zh: '您的其他额度可能随之调整。此处列明哪些额度调整及其原因。',
  },
  DUTY_NO_PENALTY: {
    en: 'The closing itself does not lower your score.',
    zh: '关闭额度本身不会降低您的评分。',
  },
  DUTY_DATA_KEPT: {
    en: 'Some data are kept after the closing. You see here which, what for and until when.',
    zh: '关闭后仍会保存部分信息。此处列明保存哪些信息、用途及期限。',
  },
  LIMIT_NOT_LOWER: {
    en: 'The limit is {current} now; name a lower one.',
    zh: '当前额度为 {current}，请填写更低的额度。',
  },
  LIMIT_BELOW_USE: {
    en: 'The limit cannot be lower than {least}: that much is owed or held.',
    zh: '额度不能低于 {least}：该金额已被欠款或预授权占用。',
  },
  NOT_PAUSABLE: {
    en: 'The line cannot be paused as it stands: its status is {status}.',
    zh: '该额度目前不能暂停：状态为 {status}。',
  },
  NOT_PAUSED: {
    en: 'The line is not paused: its status is {status}.',
    zh: '该额度并未暂停：状态为 {status}。',
  },
  NOT_YOUR_PAUSE: {
    en: 'It was not you who suspended the line, so you cannot resume it.',
    zh: '该额度并非由您暂停，因此您不能自行恢复。',
  },
  LIMIT_LOWERED_AT_CUSTOMER_REQUEST: {
    en: 'You asked for the limit to be lowered from {from} to {to}.',
    zh: '您申请将额度从 {from} 降低至 {to}。',
  },
  PAUSED_AT_CUSTOMER_REQUEST: {
    en: 'You asked for the line to be paused.',
    zh: '您申请暂停使用该额度。',
  },
  RESUMED_AT_CUSTOMER_REQUEST: {
    en: 'You asked for the line to be resumed.',
    zh: '您申请恢复使用该额度。',
  },
} satisfies Record<string, Text>;
