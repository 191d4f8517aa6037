/** The words of notices for what stays owed and for the way back. */
import type { Text } from '../wording.js';

export const DEBT_WORDS = {
  OWED: {
    en: 'On the day of the decision {owed} was owed on this line.',
    zh: '作出决定之日，该额度的欠款为 {owed}。',
  },
  NOTHING_OWED: {
    en: 'On the day of the decision nothing was owed on this line.',
    zh: '作出决定之日，该额度没有欠款。',
  },
  REPAY: {
    en: 'What is owed is repaid as agreed, on the agreed days; none of it falls due sooner because of this.',
    zh: '欠款仍按约定的日期和方式偿还，不会因此提前到期。',
  },
  CLOSES: {
    en: 'Interest goes on as agreed until all is repaid; then the line closes for good.',
    zh: '在还清之前按约定继续计息；全部还清后，该额度即最终关闭。',
  },
  RATE: {
    en: 'Until {day} what is owed bears interest at the old rate; you can repay all of it before then.',
    zh: '在{day}之前，欠款仍按原利率计息；您可以在此之前全部还清。',
  },
  NO_OVER_LIMIT_FEE: {
    en: 'If you owe more than the new limit, no fee and no higher rate is charged for that within {days} {days|one:day|other:days} of this notice.',
    zh: '如果欠款超过新的限额，自本通知起{days}天内不会因此收取费用或提高利率。',
  },
} as const satisfies Record<string, Text>;

/** What has to be so, and how the line then comes back. */
export const RETURN_WORDS = {
  RESUMES: {
    en: 'The line comes back by itself, without your having to ask, as soon as all of this is so:',
    zh: '当以下条件全部满足时，该额度将自动恢复使用，无需您申请：',
  },
  LIMIT_RETURNS: {
    en: 'The limit goes back up by itself as soon as all of this is so; you can lower it again at any time:',
    zh: '当以下条件全部满足时，限额将自动恢复；您也可以随时再次调低：',
  },
  LIMIT_ON_REQUEST: {
    en: 'We do not raise a limit unless you ask for it. As soon as all of this is so and nothing else stands against it, we tell you that you can ask for the old one:',
    zh: '未经您申请，我们不会提高限额。当以下条件全部满足且无其他障碍时，我们会告知您可以申请恢复原限额：',
  },
  RATE_RETURNS: {
    en: 'The rate goes back by itself as soon as all of this is so:',
    zh: '当以下条件全部满足时，利率将自动恢复：',
  },
  OFFER: {
    en: 'The line itself does not come back. As soon as all of this is so, we look at it afresh and, if nothing stands against it, offer you a new agreement. You decide whether to accept it:',
    zh: '该额度本身不会恢复。当以下条件全部满足时，我们会重新评估；如无其他障碍，将向您提供新的协议，由您决定是否接受：',
  },
  INVITATION: {
    en: 'The line itself does not come back. As soon as all of this is so and nothing else stands against it, we tell you that an application for a new one is welcome:',
    zh: '该额度本身不会恢复。当以下条件全部满足且无其他障碍时，我们会告知您可以申请新的额度：',
  },
  CONDITION: { en: '• {condition}', zh: '• {condition}' },
  LIFTED: {
    en: 'You need not do anything for it: it ends when we lift it, and we tell you then.',
    zh: '您无需办理任何手续：该措施在我们解除后结束，届时我们会通知您。',
  },
  WITH_ITS_CAUSE: {
    en: 'When the decision that it follows from ends or is taken back, this one ends with it and the limit goes back up.',
    zh: '当引起此项变更的决定结束或被撤销时，此项变更也随之结束，限额相应恢复。',
  },
  WITH_ITS_CAUSE_ON_REQUEST: {
    en: 'We do not raise a limit unless you ask for it. When the decision that it follows from ends, we tell you that you can ask for the old limit; if that decision was wrong, the limit goes back up with it.',
    zh: '未经您申请，我们不会提高限额。当引起此项变更的决定结束时，我们会告知您可以申请恢复原限额；如果该决定有误而被撤销，限额将一并恢复。',
  },
  ASK: {
    en: 'We do not raise a limit unless you ask for it. If you want the old one back, ask for it in the app, under this line; we then look at it afresh.',
    zh: '未经您申请，我们不会提高限额。如果您希望恢复原限额，请在应用内的该额度页面提出申请，我们将重新评估。',
  },
  BY_POLICY: {
    en: 'Nothing brings the old limit back by itself: the rule looked once, when the other line was closed. In the price {count|one:band|other:bands} {bands} our limit policy lowers no limit. Once yours is {count|one:that|other:one of them}, ask for the old limit in the app, under this line; we then look at it afresh. If it turns out that this was wrong, the limit goes back up.',
    zh: '原限额不会自动恢复：相关规则仅在您另一项额度关闭时考察一次。在{bands}档，我们的额度政策不会下调任何限额。您的价格档位达到上述档位后，请在应用内的该额度页面申请恢复原限额，我们将重新评估。如果查明此决定有误，限额将恢复。',
  },
  BY_APPEAL: {
    en: 'If it turns out that this was wrong, the limit goes back up.',
    zh: '如果查明此决定有误，限额将恢复。',
  },
  LIFTED_OR_APPLY: {
    en: 'When we lift this, the line can be used again as before, and we tell you then. You are also free to apply for a new line at any time; we then look at it afresh.',
    zh: '我们解除该措施后，该额度可照常使用，届时我们会通知您。您也可以随时申请新的额度，我们将重新评估。',
  },
  ASK_AGAIN: {
    en: 'You are free to ask for the limit again at any time; we then look at it afresh.',
    zh: '您可以随时再次申请恢复限额，我们将重新评估。',
  },
  APPLY: {
    en: 'You are free to apply for a new line at any time; we then look at it afresh.',
    zh: '您可以随时申请新的额度，我们将重新评估。',
  },
} as const satisfies Record<string, Text>;
