/**
 * What customers and callers are told, in English and Chinese. A message is a template per language;
 * figures go into slots, and nothing is glued together.
 */
import { dayText, type Figures, fill, type Locale, type Text } from '../domain/wording.js';
import { APPEAL_MESSAGES } from './messages-appeals.js';
import { CLOSING_MESSAGES } from './messages-closing.js';
import { EVIDENCE_MESSAGES } from './messages-evidence.js';
import { MEASURE_MESSAGES } from './messages-measures.js';
import { NOTICE_MESSAGES } from './messages-notices.js';
import { PREVIEW_MESSAGES } from './messages-preview.js';
import { RETURN_MESSAGES } from './messages-return.js';
import { TIMELINE_MESSAGES } from './messages-timeline.js';
import { WAY_BACK_MESSAGES } from './messages-way-back.js';

/** All of them, by their codes. */
export const MESSAGES = {
  ACCOUNT_NOT_FOUND: { en: 'There is no such credit account.', zh: '没有这个信贷账户。' },
  CUSTOMER_NOT_FOUND: { en: 'There is no such customer.', zh: '没有这位客户。' },
  QUOTE_NOT_FOUND: { en: 'There is no such quote.', zh: '没有这份报价。' },
  HOLD_NOT_FOUND: { en: 'There is no such hold.', zh: '没有这笔预授权。' },
  ENTRY_NOT_FOUND: { en: 'There is no such journal entry.', zh: '没有这笔分录。' },
  REFUND_NOT_FOUND: {
    en: 'There is no such refund that is still to be paid.',
    zh: '没有这笔待支付的退款。',
  },
  LEGAL_HOLD_NOT_FOUND: { en: 'There is no such legal hold.', zh: '没有这项法律保全。' },
  FORBIDDEN: { en: 'Your role does not allow this.', zh: '您的角色无权进行此操作。' },
  ALREADY_CLOSING: {
    en: 'The line is closed or closing already.',
    zh: '该额度已经关闭或正在关闭中。',
  },
  VERSION_STALE: {
    en: 'The account is at version {version}, and you expected {expectedVersion}. Read it again and decide anew.',
    zh: '账户当前版本为 {version}，您预期的是 {expectedVersion}。请重新读取后再作决定。',
  },
  BALANCE_OUTSTANDING: {
    en: 'There is still {payoff} to repay. Repay it, or close with run-off: use ends at once and the line closes by itself when nothing is owed.',
    zh: '尚有 {payoff} 未还清。您可以先还清，或选择“停用并还清”：额度立即停用，还清后自动关闭。',
  },
  HOLDS_OPEN: {
    en: '{count} {count|one:authorised payment is|other:authorised payments are} still open, {total} in all.',
    zh: '还有 {count} 笔预授权未完成，合计 {total}。',
  },
  INSTALMENT_PLAN_UNFINISHED: {
    en: 'An instalment plan still has {instalmentsLeft} {instalmentsLeft|one:instalment|other:instalments} to go.',
    zh: '有一个分期计划还剩 {instalmentsLeft} 期未还。',
  },
  IDEMPOTENCY_KEY_REUSED: {
    en: 'This idempotency key was used with other input. Take a new key for a new request.',
    zh: '该幂等键已用于不同的请求内容。新的请求请使用新的键。',
  },
  JURISDICTION_UNSUPPORTED: {
    en: 'No rules are in force here for the jurisdiction {jurisdiction} and this agreement, so nothing can be decided.',
    zh: '对于司法辖区 {jurisdiction} 和该协议，目前没有生效的规则，因此无法作出决定。',
  },
  USE_ENDED: {
    en: 'The line cannot be used: it is {status}.',
    zh: '该额度不能使用：{status}。',
  },
  CAPABILITY_NOT_GRANTED: {
    en: 'The line does not offer this kind of use: {capability}.',
    zh: '该额度不支持此类用途：{capability}。',
  },
  CURRENCY_MISMATCH: { en: 'The amount must be in {expected}.', zh: '金额币种必须为 {expected}。' },
  AMOUNT_INVALID: {
    en: 'The amount must be greater than zero and within reason.',
    zh: '金额必须大于零且在合理范围内。',
  },
  AVAILABLE_CREDIT_EXCEEDED: {
    en: 'Only {available} of the limit is available.',
    zh: '可用额度仅剩 {available}。',
  },
  HOLD_NOT_CAPTURABLE: {
    en: 'The hold is no longer open: it is {status}.',
    zh: '该预授权已结束：{status}。',
  },
  CAPTURE_EXCEEDS_HOLD: {
    en: 'Only {open} of the hold is left to capture.',
    zh: '该预授权仅剩 {open} 可请款。',
  },
  ENTRY_NOT_REVERSIBLE: {
    en: 'This entry cannot be undone this way, or was undone before.',
    zh: '该分录不能以此方式冲正，或已被冲正。',
  },
  VALUE_DATE_INVALID: {
    en: 'The value date must lie between {from} and {to}.',
    zh: '起息日必须在{from}与{to}之间。',
  },
  CLOCK_FIXED: {
    en: 'The clock can be moved in demo mode only.',
    zh: '仅在演示模式下可以调整时钟。',
  },
  ADVANCE_INVALID: {
    en: 'The clock moves forward only, by at most ten years at a time.',
    zh: '时钟只能向前调整，每次最多十年。',
  },
  INVALID_INPUT: { en: 'This value cannot be used: {reason}.', zh: '该值无法使用：{reason}。' },
  INVALID_ID: { en: 'it is not an id (a UUID in lower case)', zh: '不是有效的编号（小写 UUID）' },
  INVALID_MONEY: {
    en: 'it is too large, or not an amount of a currency that is carried here with at most its digits',
    zh: '金额过大，或不是本系统支持币种的有效金额，或小数位数过多',
  },
  INVALID_TEXT: {
    en: 'it is empty, longer than {max} characters, or has characters that cannot be stored',
    zh: '内容为空、超过 {max} 个字符，或含有无法保存的字符',
  },
  ACTIVITIES_INVALID: {
    en: '{count} {count|one:thing is|other:things are} wrong in the batch, so nothing of it was recorded.',
    zh: '该批次有 {count} 处错误，因此未记录其中任何内容。',
  },
  TOO_MANY_ACTIVITIES: {
    en: 'At most {most} activities can be recorded at once.',
    zh: '每次最多可记录 {most} 条行为。',
  },
  CONSENT_NOT_ASKED: {
    en: 'No consent is asked of you for this source: the rules either permit or forbid its use.',
    zh: '该来源无需征求您的同意：规则已直接允许或禁止其使用。',
  },
  CONSENT_WITHDRAWN: {
    en: 'Your consent is withdrawn and what was kept of this source has been erased. Scores that were made before stay as they were.',
    zh: '您的同意已撤回，所保存的该来源信息已删除。此前作出的评分保持不变。',
  },
  NO_CONSENT_TO_WITHDRAW: {
    en: 'There was no consent to withdraw, and nothing has changed.',
    zh: '没有可撤回的同意，未作任何更改。',
  },
  SOURCE_WITHHELD_BY_RULES: {
    en: 'The rules that hold for you do not allow us to use this source.',
    zh: '适用于您的规则不允许我们使用该来源。',
  },
  SOURCE_WITHHELD_FOR_CONSENT: {
    en: 'We may use this source only with your consent, which you have not given.',
    zh: '仅在您同意后我们才可使用该来源，而您尚未同意。',
  },
  SOURCE_WITHHELD_WITHOUT_RULES: {
    en: 'No rules are known here for the jurisdiction {jurisdiction}, so this source is not used.',
    zh: '对于司法辖区 {jurisdiction} 没有已知的规则，因此不使用该来源。',
  },
  TARGET_NOT_ONE: {
    en: 'it must name exactly one target: a score, a band, or newCredit: true',
    zh: '必须且只能指定一个目标：评分、档位，或 newCredit: true',
  },
  SCORE_IMPOSSIBLE: {
    en: 'the scorecard gives scores from {min} to {max}',
    zh: '评分卡的评分范围为 {min} 至 {max}',
  },
  BAND_UNKNOWN: {
    en: 'the scorecard has the bands {bands}',
    zh: '评分卡的档位为 {bands}',
  },
  CLOSED_AT_CUSTOMER_REQUEST: {
    en: 'You asked for the line to be closed.',
    zh: '您申请关闭该额度。',
  },
  CLOSED_ON_BEHALF_DECEASED: {
    en: 'The line was closed because we learned that its holder has died.',
    zh: '因获悉账户持有人已去世，该额度已被关闭。',
  },
  CLOSED_ON_BEHALF_FRAUD: {
    en: 'The line was closed to protect its holder from fraud.',
    zh: '为保护账户持有人免受欺诈，该额度已被关闭。',
  },
  CLOSED_ON_BEHALF_GUARDIAN: {
    en: 'The line was closed at the request of its holder’s guardian.',
    zh: '应账户持有人的监护人申请，该额度已被关闭。',
  },
  RUN_OFF_BECAUSE_BALANCE_OUTSTANDING: {
    en: 'The line runs off because there is still a balance to repay.',
    zh: '由于尚有余额未还清，该额度进入停用还款阶段。',
  },
  RUN_OFF_BECAUSE_HOLDS_OPEN: {
    en: 'The line runs off because authorised payments are still open.',
    zh: '由于仍有预授权未完成，该额度进入停用还款阶段。',
  },
  RUN_OFF_BECAUSE_INSTALMENT_PLAN_UNFINISHED: {
    en: 'The line runs off because an instalment plan is not finished.',
    zh: '由于分期计划尚未结束，该额度进入停用还款阶段。',
  },
  ...PREVIEW_MESSAGES,
  ...CLOSING_MESSAGES,
  ...WAY_BACK_MESSAGES,
  ...MEASURE_MESSAGES,
  ...APPEAL_MESSAGES,
  ...EVIDENCE_MESSAGES,
  ...RETURN_MESSAGES,
  ...NOTICE_MESSAGES,
  ...TIMELINE_MESSAGES,
} as const satisfies Record<string, Text>;

export type MessageCode = keyof typeof MESSAGES;

/** What stands in the slots of a template, plural forms and all. */
type Slots<Template extends string> = Template extends `${string}{${infer Slot}}${infer Rest}`
  ? Slot | Slots<Rest>
  : never;
type SlotsOf<C extends MessageCode> = C extends unknown
  ? Slots<(typeof MESSAGES)[C]['en' | 'zh']>
  : never;
type Counted<Slot extends string> = Slot extends `${infer Name}|${string}` ? Name : never;
type Named<Slot extends string> = Slot extends `${string}|${string}` ? never : Slot;

/** The figures that the words of a code need in every language; what is counted is a number. */
export type FiguresOf<C extends MessageCode> = Readonly<
  Record<Named<SlotsOf<C>>, string | number> & Record<Counted<SlotsOf<C>>, number>
>;

/** The message of a code in a language; without the figures for its slots it does not compile. */
export const message = <C extends MessageCode>(
  code: C,
  locale: Locale,
  ...[figures = {}]: [SlotsOf<C>] extends [never] ? [figures?: Figures] : [figures: FiguresOf<C>]
): string => fill(MESSAGES[code][locale], withDays(figures, locale), locale);

/** As {@link message}, for codes whose figures come with them. Throws when one is missing. */
export function storedMessage(code: string, locale: Locale, figures: Figures = {}): string {
  if (!Object.hasOwn(MESSAGES, code)) throw new Error(`no message for the code ${code}`);
  return fill(MESSAGES[code as MessageCode][locale], withDays(figures, locale), locale);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Days are written in full, as everywhere else that customers read. */
const withDays = (figures: Figures, locale: Locale): Figures =>
  Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => [
      name,
      typeof figure === 'string' && DAY.test(figure) ? dayText(figure, locale) : figure,
    ]),
  );
