/** The story of a line in words, one sentence or two an entry. */
import type { Text } from '../domain/wording.js';

export const TIMELINE_MESSAGES = {
  TIMELINE_OPENED: { en: 'The line was opened.', zh: '该额度开立。' },
  TIMELINE_OPENED_AGAIN: {
    en: 'The line was opened by a new agreement, after an earlier one had been closed.',
    zh: '在此前的额度关闭后，依据新的协议开立该额度。',
  },
  TIMELINE_LINE_DECREASE: {
    en: 'We lowered the limit from {from} to {to}. {ground}',
    zh: '我们将限额由 {from} 下调为 {to}。{ground}',
  },
  TIMELINE_LINE_DECREASE_UNSAID: {
    en: 'We lowered the limit. {ground}',
    zh: '我们下调了限额。{ground}',
  },
  TIMELINE_LINE_INCREASE: { en: 'We raised the limit.', zh: '我们上调了限额。' },
  TIMELINE_SUSPENSION: {
    en: 'We suspended the line. {ground}',
    zh: '我们暂停了该额度的使用。{ground}',
  },
  TIMELINE_DRAWDOWN_RIGHT_ENDED: {
    en: 'We ended your right to use the line. {ground}',
    zh: '我们终止了您对该额度的支用权。{ground}',
  },
  TIMELINE_TERMINATION_BY_NOTICE: {
    en: 'We gave notice that the line ends on {day}. {ground}',
    zh: '我们通知该额度将于{day}终止。{ground}',
  },
  TIMELINE_CLOSURE: {
    en: 'We decided to close the line. {ground}',
    zh: '我们决定关闭该额度。{ground}',
  },
  TIMELINE_REPRICING: {
    en: 'We decided that the interest rate goes up from {day} on. {ground}',
    zh: '我们决定自{day}起上调利率。{ground}',
  },
  TIMELINE_REPRICED: { en: 'The higher interest rate took effect.', zh: '上调后的利率开始生效。' },
  TIMELINE_REINSTATEMENT: {
    en: 'A restriction of the line ended. {reason}',
    zh: '该额度的一项限制解除。{reason}',
  },
  TIMELINE_REVERSAL: {
    en: 'We took an earlier decision back. {reason}',
    zh: '我们撤销了此前的决定。{reason}',
  },
  TIMELINE_WAY_BACK_OPENED: {
    en: 'The conditions that we had told you were met, and a way back opened.',
    zh: '我们告知过的条件已满足，恢复途径现已开放。',
  },
  TIMELINE_NOTICE_ISSUED: {
    en: 'We wrote you a notice about it; it is to reach you by {day}.',
    zh: '我们就此向您写了通知，最迟应于{day}送达。',
  },
  TIMELINE_NOTICE_DELIVERED: {
    en: 'The notice reached you {channel}.',
    zh: '通知已{channel}送达。',
  },
  TIMELINE_NOTICE_MISSED: {
    en: 'By its last day we had no word that the notice had reached you; we reported that.',
    zh: '截至最后一日，我们未收到通知已送达的消息；此事已上报。',
  },
  TIMELINE_NOTICE_PERIOD_LATER: {
    en: 'The period of notice runs from then, so what it announces takes effect on {day}.',
    zh: '通知期自该日起算，因此所通知的事项于{day}生效。',
  },
  TIMELINE_NOTICE_PERIOD_WAITS: {
    en: 'We had no word that the notice had reached you, so what it announces did not take effect. The period of notice runs from the day on which it reaches you.',
    zh: '我们未收到通知已送达的消息，因此所通知的事项没有生效。通知期自通知送达您之日起算。',
  },
  TIMELINE_APPEAL_FILED: {
    en: 'You appealed against a decision; the answer is to come by {day}.',
    zh: '您对一项决定提出申诉，答复期限为{day}。',
  },
  TIMELINE_HUMAN_DECISION_FILED: {
    en: 'You asked for a person to decide; the answer is to come by {day}.',
    zh: '您要求由人工作出决定，答复期限为{day}。',
  },
  TIMELINE_REFERRAL_FILED: {
    en: 'The matter was referred to a person; the answer is to come by {day}.',
    zh: '该事项已转交人工审核，答复期限为{day}。',
  },
  TIMELINE_RECONSIDERATION_FILED: {
    en: 'You asked for another look by somebody else; the answer is to come by {day}.',
    zh: '您申请由另一名人员复核，答复期限为{day}。',
  },
  TIMELINE_APPEAL_TAKEN_UP: {
    en: 'A person who had no part in the decision took your case up.',
    zh: '一名未参与该决定的人员开始审查您的案件。',
  },
  TIMELINE_APPEAL_ASKED: {
    en: 'We asked you a question; the clock of your case stands still until you answer, or until the time for that is over.',
    zh: '我们向您提出了一个问题；在您答复之前，或在答复期限届满之前，案件暂停计时。',
  },
  TIMELINE_APPEAL_ASKED_GOING_ON: {
    en: 'We asked you a question; the clock of your case goes on all the same.',
    zh: '我们向您提出了一个问题；案件不因此暂停计时。',
  },
  TIMELINE_APPEAL_ANSWERED: { en: 'You answered.', zh: '您作出了答复。' },
  TIMELINE_APPEAL_RESUMED: {
    en: 'The time for your answer was over, and the clock of your case went on.',
    zh: '您的答复期限已过，案件恢复计时。',
  },
  TIMELINE_APPEAL_EXTENDED: {
    en: 'Your case needs more time; the answer is now to come by {day}.',
    zh: '您的案件需要更多时间，答复期限延长至{day}。',
  },
  TIMELINE_APPEAL_OVERDUE: {
    en: 'The answer to you is late; we reported that.',
    zh: '对您的答复已逾期；此事已上报。',
  },
  TIMELINE_APPEAL_UPHELD: {
    en: 'A person decided your case: the decision stands.',
    zh: '您的案件已由人工作出决定：原决定维持不变。',
  },
  TIMELINE_APPEAL_MODIFIED: {
    en: 'A person decided your case: a milder decision took the place of the old one.',
    zh: '您的案件已由人工作出决定：以较轻的决定代替原决定。',
  },
  TIMELINE_APPEAL_OVERTURNED: {
    en: 'A person decided your case: you were right, and the decision is taken back.',
    zh: '您的案件已由人工作出决定：您的异议成立，原决定已撤销。',
  },
  TIMELINE_APPEAL_WITHDRAWN: { en: 'You took your case back.', zh: '您撤回了该案件。' },
  TIMELINE_APPEAL_MOOT: {
    en: 'Your case ended, because the decision no longer held for another reason.',
    zh: '由于该决定已因其他原因不再生效，您的案件随之结束。',
  },
  TIMELINE_CLOSING_ANNOUNCED: {
    en: 'You gave notice that the line closes on {day}.',
    zh: '您预约于{day}关闭该额度。',
  },
  TIMELINE_CLOSING_WITHDRAWN: {
    en: 'You took your notice of closing back.',
    zh: '您撤回了关闭预约。',
  },
  TIMELINE_CLOSED_BY_CUSTOMER: { en: 'You closed the line.', zh: '您关闭了该额度。' },
  TIMELINE_CLOSED_BY_NOTICE: {
    en: 'The closing that you had announced took effect.',
    zh: '您预约的关闭已生效。',
  },
  TIMELINE_CLOSED_DECEASED: {
    en: 'The line was closed because its holder had died.',
    zh: '因账户持有人去世，该额度已关闭。',
  },
  TIMELINE_CLOSED_FRAUD: {
    en: 'The line was closed to protect its holder from fraud.',
    zh: '为保护账户持有人免受欺诈，该额度已关闭。',
  },
  TIMELINE_CLOSED_GUARDIAN: {
    en: 'The line was closed at the request of its holder’s guardian.',
    zh: '应账户持有人的监护人申请，该额度已关闭。',
  },
  TIMELINE_CLOSED_BY_CREDITOR: { en: 'We closed the line.', zh: '我们关闭了该额度。' },
  TIMELINE_RUN_OFF: {
    en: 'Something was still owed or reserved, so repaying goes on.',
    zh: '由于仍有欠款或预授权，还款继续进行。',
  },
  TIMELINE_RUN_OFF_ENDED: {
    en: 'Nothing was owed any more, and the line closed for good.',
    zh: '欠款已全部结清，该额度最终关闭。',
  },
  TIMELINE_RUN_OFF_REOPENED: {
    en: 'A late posting brought a debt, which is now being repaid; the line stays closed for use.',
    zh: '因延迟入账产生了欠款，正在偿还；该额度仍不能使用。',
  },
  TIMELINE_CHARGED_OFF: {
    en: 'The debt was written down in our books; it is still owed.',
    zh: '欠款在账面上已核销，但仍须偿还。',
  },
  TIMELINE_APPLIED_AGAIN: {
    en: 'You applied for a new line in its place.',
    zh: '您申请了新的额度以代替该额度。',
  },
  TIMELINE_OFFERED_AGAIN: {
    en: 'We offered you a new agreement in its place.',
    zh: '我们为您提供了新的协议以代替该额度。',
  },
  TIMELINE_APPLICATION_ENDED: {
    en: 'The application for a new line: {status}.',
    zh: '新额度的申请：{status}。',
  },
  CHANNEL_IN_APP: { en: 'in the app', zh: '在应用内' },
  CHANNEL_EMAIL: { en: 'by e-mail', zh: '通过电子邮件' },
  CHANNEL_LETTER: { en: 'by letter', zh: '通过信函' },
  CHANNEL_SMS: { en: 'by text message', zh: '通过短信' },
} as const satisfies Record<string, Text>;
