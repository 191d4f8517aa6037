/** What a closure preview warns of, offers instead, and takes for granted. */
import type { Text } from '../domain/wording.js';

export const PREVIEW_MESSAGES = {
  WARNING_NO_WAY_BACK: {
    en: 'A closed line does not come back. If you want credit again you apply for a new line, and are assessed anew.',
    zh: '额度关闭后不可恢复。如再次需要信贷，须重新申请并接受新的评估。',
  },
  WARNING_DEBT_RUNS_ON: {
    en: 'With debt left the line runs off: interest of {perDiem} a day goes on until everything is repaid.',
    zh: '若仍有欠款，额度将进入停用还款阶段：在全部还清之前每天计息 {perDiem}。',
  },
  WARNING_OVERDUE: {
    en: 'A payment is {daysPastDue} {daysPastDue|one:day|other:days} late. Closing does not stop that from counting.',
    zh: '有一笔还款已逾期 {daysPastDue} 天。关闭额度不会停止逾期的计算。',
  },
  WARNING_AUTOPAY_STOPS: {
    en: 'Merchants that charge this line regularly will be refused. Give them another way to be paid.',
    zh: '商户对该额度的自动扣款将被拒绝。请为其提供其他付款方式。',
  },
  WARNING_HOLDS_COME_DUE: {
    en: '{count} {count|one:payment is|other:payments are} authorised and may still be charged to the line.',
    zh: '有 {count} 笔预授权可能仍会计入该额度。',
  },
  WARNING_DRAWS_RELEASED: {
    en: '{count} {count|one:draw of cash that has not gone out is|other:draws of cash that have not gone out are} cancelled.',
    zh: '有 {count} 笔尚未放款的支用将被取消。',
  },
  WARNING_SCORE_FALLS: {
    en: 'Your score falls from {from} to {to}.',
    zh: '您的评分将从 {from} 降至 {to}。',
  },
  WARNING_LIMITS_FALL: {
    en: 'The limits of {count} other {count|one:line|other:lines} fall.',
    zh: '您的其他 {count} 个额度将被下调。',
  },
  WARNING_NEW_CREDIT_WAITS: {
    en: 'You could not be given new credit before {until}.',
    zh: '在 {until} 之前您将无法获得新增信贷。',
  },
  WARNING_NEXT_CLOSING_RESTRICTS: {
    en: 'With this closing you have closed {count} {count|one:line|other:lines} in {days} days. One more within that time and new credit waits.',
    zh: '算上本次，您在 {days} 天内共关闭了 {count} 个额度。在此期间再关闭一个，新增信贷将被暂缓。',
  },
  WARNING_LAST_LINE: {
    en: 'This is your last line that can be used.',
    zh: '这是您最后一个可使用的额度。',
  },
  WARNING_LATER_SCORE_FALLS: {
    en: 'In {days} days your score would be {ifClosed} with the line closed and {ifKept} with it kept, because later statements lack its limit.',
    zh: '{days} 天后，关闭该额度时您的评分为 {ifClosed}，保留时为 {ifKept}，因为此后的账单不再包含该额度。',
  },
  ALTERNATIVE_LOWER_LIMIT: {
    en: 'Lower the limit instead, to {least} or any amount above it.',
    zh: '您也可以只降低额度，最低可降至 {least}。',
  },
  ALTERNATIVE_PAUSE: {
    en: 'Pause the line instead: nothing can be spent until you resume it, and nothing else changes.',
    zh: '您也可以暂停该额度：恢复之前无法使用，其他一切不变。',
  },
  ALTERNATIVE_WITHDRAW_CONSENT_PLACES: {
    en: 'Withdraw your consent to the use of places instead: what was kept of them is erased at once.',
    zh: '您也可以撤回对使用位置信息的同意：已保存的位置信息将立即删除。',
  },
  ALTERNATIVE_WITHDRAW_CONSENT_SOCIAL: {
    en: 'Withdraw your consent to the use of your contacts instead: what was kept of them is erased at once.',
    zh: '您也可以撤回对使用联系人信息的同意：已保存的联系人信息将立即删除。',
  },
  ALTERNATIVE_WITHDRAW_CONSENT_BUREAU: {
    en: 'Withdraw your consent to asking a credit bureau instead: what was kept of its answers is erased at once.',
    zh: '您也可以撤回对查询征信机构的同意：已保存的征信信息将立即删除。',
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
    zh: '评分卡、规则以及关闭后的各项额度保持不变。',
  },
} satisfies Record<string, Text>;
