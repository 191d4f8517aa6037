/** What a closure preview warns of, offers instead, and takes for granted. */
import type { Text } from '../domain/wording.js';

export const PREVIEW_MESSAGES = {
  WARNING_NO_WAY_BACK: {
    en: 'A closed line does not come back. If you want credit again, you apply for a new line and are assessed anew.',
    zh: '额度关闭后不可恢复。如再次需要信贷，须重新申请并接受新的评估。',
  },
  WARNING_DEBT_RUNS_ON: {
    en: 'Something is still owed, so the line closes only when all is repaid. Until then interest goes on, at present {perDiem} a day.',
    zh: '由于仍有欠款，额度在全部还清后才会关闭。在此之前继续计息，目前每天 {perDiem}。',
  },
  WARNING_OVERDUE: {
    en: 'A payment is {daysPastDue} {daysPastDue|one:day|other:days} late. It goes on counting as late after the closing, until it is paid.',
    zh: '有一笔还款已逾期 {daysPastDue} 天。关闭后，在付清之前逾期仍继续计算。',
  },
  WARNING_AUTOPAY_STOPS: {
    en: 'Merchants can no longer charge this line regularly. Give them another way to be paid.',
    zh: '商户将无法再对该额度自动扣款。请改用其他付款方式。',
  },
  WARNING_HOLDS_COME_DUE: {
    en: '{count} {count|one:payment is|other:payments are} authorised and may still be charged to the line.',
    zh: '有 {count} 笔已授权的付款仍可能计入该额度。',
  },
  WARNING_DRAWS_RELEASED: {
    en: '{count} {count|one:draw of cash that has not gone out is|other:draws of cash that have not gone out are} cancelled.',
    zh: '有 {count} 笔尚未放款的提现将被取消。',
  },
  WARNING_SCORE_FALLS: {
    en: 'Your score falls from {from} to {to}.',
    zh: '您的评分将从 {from} 降至 {to}。',
  },
  WARNING_LIMITS_FALL: {
    en: '{count|one:The limit|other:The limits} of {count} other {count|one:line falls|other:lines fall}.',
    zh: '您的其他 {count} 个额度将被下调。',
  },
  WARNING_NEW_CREDIT_WAITS: {
    en: 'After this closing you could not be given new credit before {until}.',
    zh: '关闭后，{until}之前将不能为您提供新增信贷。',
  },
  WARNING_NEXT_CLOSING_RESTRICTS: {
    en: 'With this closing you have closed {count} {count|one:line|other:lines} in {days} days. With one more within that time, there is no new credit for a while.',
    zh: '算上本次，您在 {days} 天内共关闭 {count} 个额度。在此期间再关闭一个，将暂时不能获得新增信贷。',
  },
  WARNING_LAST_LINE: {
    en: 'This is the last of your lines that can be used.',
    zh: '这是您最后一个可使用的额度。',
  },
  WARNING_LATER_SCORE_FALLS: {
    en: 'In {days} days your score would be {ifClosed} with the line closed, and {ifKept} with it kept, because its limit is missing from later statements.',
    zh: '{days} 天后，若关闭该额度，您的评分约为 {ifClosed}；若保留，约为 {ifKept}，因为此后的账单不再包含该额度。',
  },
  ALTERNATIVE_LOWER_LIMIT: {
    en: 'Lower the limit instead, to {least} or any amount above it.',
    zh: '您也可以不关闭，只降低额度，最低可降至 {least}。',
  },
  ALTERNATIVE_PAUSE: {
    en: 'Pause the line instead: nothing can be spent until you resume it, and nothing else changes.',
    zh: '您也可以只暂停该额度：在您恢复之前无法使用，其他一切不变。',
  },
  ALTERNATIVE_WITHDRAW_CONSENT_PLACES: {
    en: 'Withdraw your consent to the use of places instead: what we keep about them is erased at once.',
    zh: '您也可以撤回对使用位置信息的同意：已保存的位置信息将立即删除。',
  },
  ALTERNATIVE_WITHDRAW_CONSENT_SOCIAL: {
    en: 'Withdraw your consent to the use of your contacts instead: what we keep about them is erased at once.',
    zh: '您也可以撤回对使用联系人信息的同意：已保存的联系人信息将立即删除。',
  },
  ALTERNATIVE_WITHDRAW_CONSENT_BUREAU: {
    en: 'Withdraw your consent to asking a credit bureau instead: what we keep of its answers is erased at once.',
    zh: '您也可以撤回对查询征信机构的同意：已保存的征信信息将立即删除。',
  },
  OUTLOOK_MORE: {
    en: '{name}: {before} today, {after} then, which brings {count} {count|one:point|other:points}.',
    zh: '{name}：目前为{before}，届时为{after}，增加{count}分。',
  },
  OUTLOOK_FEWER: {
    en: '{name}: {before} today, {after} then, which takes {count} {count|one:point|other:points}.',
    zh: '{name}：目前为{before}，届时为{after}，减少{count}分。',
  },
  ASSUMPTION_NO_NEW_ACTIVITY: {
    en: 'Nothing is bought, drawn, applied for or closed.',
    zh: '没有新的消费、支用、申请或关闭。',
  },
  ASSUMPTION_DUES_PAID_ON_TIME: {
    en: 'Arrears are paid today, and every minimum due on time.',
    zh: '逾期款项今日还清，此后每期最低还款按时支付。',
  },
  ASSUMPTION_RULES_STAY: {
    en: 'The scorecard, the rules and the limits of your lines stay as they are after the closing.',
    zh: '评分卡、规则以及您各项额度在关闭后均保持不变。',
  },
} as const satisfies Record<string, Text>;
