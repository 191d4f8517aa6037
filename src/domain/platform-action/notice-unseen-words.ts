/** The words of the notice that part of a way back cannot be looked at any more. */
import type { ActivitySource } from '../risk-profile/activity.js';
import type { Text } from '../wording.js';

export const UNSEEN_WORDS = {
  ABOUT: {
    en: 'After our decision of {decidedOn} about your line “{line}” we told you what has to be so for a way back. Part of it can no longer be looked at as before. That does not make it so: the decision stands until it has been looked at.',
    zh: '在{decidedOn}就您的“{line}”额度作出决定后，我们告知过恢复的条件。其中一部分现已无法按原方式查看。这并不表示条件已经满足：在查看之前，该决定继续有效。',
  },
  CONSENT: {
    en: 'We looked at {source} with your consent, which is not in force any more. If you consent again, we look again by ourselves. You need not: without it a line of yours is not worse off than now, and you can still appeal as far as the time for that runs.',
    zh: '此前经您同意，我们查看{source}，而该同意现已失效。如您再次同意，我们将自动重新查看。您可以不同意：您的额度不会因此比现在更差；在申诉期限内，您仍可提出申诉。',
  },
  PERSON: {
    en: 'A person of ours looks at it in the place of the machine and decides whether the measure is lifted. You need not do anything for it, and we tell you then.',
    zh: '我们的工作人员将代替系统查看，并决定是否解除该措施。您无需办理任何手续，届时我们会通知您。',
  },
  PERSON_ON_APPLYING: {
    en: 'A person of ours looks at it in the place of the machine once you apply for a new line. You are free to do so at any time.',
    zh: '在您申请新的额度时，我们的工作人员将代替系统查看。您可以随时申请。',
  },
  PERSON_ON_ASKING: {
    en: 'A person of ours looks at it in the place of the machine once you ask for the old limit, in the app, under this line. You are free to do so at any time.',
    zh: '在您于应用内的该额度页面申请恢复原限额时，我们的工作人员将代替系统查看。您可以随时申请。',
  },
} as const satisfies Record<string, Text>;

export const SOURCE_WORDS: Readonly<Record<ActivitySource, Text>> = {
  TRANSACTIONS: { en: 'your transactions', zh: '您的交易信息' },
  APPLICATIONS: { en: 'your applications for credit', zh: '您的授信申请信息' },
  CLOSURES: { en: 'which lines you closed', zh: '您关闭额度的信息' },
  DEVICES: { en: 'the devices that you use', zh: '您使用设备的信息' },
  PLACES: { en: 'the places where you are', zh: '您的位置信息' },
  SOCIAL: { en: 'your contacts', zh: '您的联系人信息' },
  INCOME: { en: 'your verified income', zh: '您经核实的收入信息' },
  BUREAU: { en: 'what a credit bureau reports of you', zh: '征信机构提供的您的信用信息' },
};
