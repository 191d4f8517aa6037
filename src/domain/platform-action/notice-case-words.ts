/** What a customer is told while a case is being worked on, in words. */
import type { AppealClock, AppealKind } from '../appeal/appeal.js';
import type { Text } from '../wording.js';

/** What the case is about. */
export const CASE_WORDS: Readonly<Record<AppealKind, Text>> = {
  APPEAL: {
    en: 'On {filedOn} you appealed against our decision of {decidedOn} about “{line}”.',
    zh: '您于{filedOn}就我们{decidedOn}关于“{line}”的决定提出申诉。',
  },
  HUMAN_DECISION: {
    en: 'On {filedOn} you asked for a person to decide in the place of the machine, which had decided on {decidedOn} about “{line}”.',
    zh: '您于{filedOn}要求由人工代替系统，对{decidedOn}关于“{line}”的决定重新作出决定。',
  },
  REFERRAL: {
    en: 'Your application of {decidedOn} for “{line}” was referred to a person.',
    zh: '您于{decidedOn}就“{line}”提出的申请已转交人工审核。',
  },
  RECONSIDERATION: {
    en: 'On {filedOn} you asked us to look once more at our decision of {decidedOn} about “{line}”.',
    zh: '您于{filedOn}就我们{decidedOn}关于“{line}”的决定申请复核。',
  },
};

export const QUESTION_WORDS = {
  TITLE: { en: 'A question about your case', zh: '关于您案件的询问' },
  ASKED: {
    en: 'To answer you we need to know something that only you can tell us. The person who looks at your case asks:',
    zh: '为答复您，我们需要了解只有您才能提供的情况。审查您案件的人员询问如下：',
  },
  STANDS: {
    en: 'The clock of your case stands still until you answer, and until the end of {until} at most. If you take all that time, our answer is to come by {day}; if you answer earlier, it comes earlier.',
    zh: '在您答复之前，案件暂停计时，最迟至{until}当日结束。如您用足该期限，我们的答复期限为{day}；如您提前答复，答复期限相应提前。',
  },
  GOES_ON: {
    en: 'The clock of your case does not stand still for this: our answer is still to come by {day}. The sooner you tell us, the more time is left to look at it.',
    zh: '案件不因此暂停计时，我们的答复期限仍为{day}。您越早答复，留给我们审查的时间就越充分。',
  },
  LATE: {
    en: 'Our answer was to come by {day} and is late; the question does not change that.',
    zh: '我们的答复期限为{day}，现已逾期；此次询问不改变这一点。',
  },
  HOW: {
    en: 'Answer in the app, under your case; there you can hand in documents too. You need not send again what we have already.',
    zh: '请在应用内的该案件页面答复，也可在该页面提交材料。我们已有的材料无需再次提交。',
  },
} as const satisfies Record<string, Text>;

export const EXTENSION_WORDS = {
  TITLE: { en: 'Your case needs more time', zh: '您的案件需要更多时间' },
  WHY: {
    en: 'The reason, in the words of the person who gave your case more time:',
    zh: '延期理由由作出延期的人员说明如下：',
  },
  UNTIL: {
    en: 'Our answer was to come by {before}. It is now to come by {day}.',
    zh: '我们的答复期限原为{before}，现延长至{day}。',
  },
} as const satisfies Record<string, Text>;

export const EXTENDED_AS_WORDS: Readonly<Record<AppealClock['extensions'][number]['kind'], Text>> =
  {
    COMPLEX: { en: 'It is a complex case.', zh: '该案件情况复杂。' },
    EXCEPTIONAL: {
      en: 'It is an exceptional case. A second person, who never had it, has approved the extension.',
      zh: '该案件情况特殊。延期已由从未处理过该案件的另一名人员批准。',
    },
  };
