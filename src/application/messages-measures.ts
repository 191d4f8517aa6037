/** What staff is told about the institution's measures, and customers where one has consequences. */
import type { Text } from '../domain/wording.js';

export const MEASURE_MESSAGES = {
  MEASURE_NOT_FOUND: {
    en: 'The action policy that is in force has no such measure.',
    zh: '现行措施政策中没有这项措施。',
  },
  MEASURE_NOT_PERMITTED: {
    en: 'The rules that hold for this line do not allow this measure ({source}).',
    zh: '适用于该额度的规则不允许采取这项措施（{source}）。',
  },
  MEASURE_NOT_POSSIBLE: {
    en: 'The measure cannot be taken on this line: it is {status}.',
    zh: '不能对该额度采取这项措施：{status}。',
  },
  STATEMENT_NEEDED: {
    en: 'Say what you have seen: this ground stands on the word of whoever declares it.',
    zh: '请说明您所了解的情况：此依据以声明人的陈述为准。',
  },
  MEASURE_DOES_NOT_APPLY: {
    en: 'The measure cannot be taken: {count} {count|one:thing|other:things} that it looks for {count|one:is|other:are} not so.',
    zh: '该措施所考察的情形有{count}项不成立，因此不能采取。',
  },
  MILDER_STEP_WOULD_DO: {
    en: 'A milder step is enough here, so this measure cannot be taken: {step}.',
    zh: '采取较轻的措施已足够，因此不能采取本项措施：{step}。',
  },
  LIMIT_CANNOT_FALL: {
    en: 'The limit cannot fall any further: it is already as low as what is owed and reserved, or within one step of that.',
    zh: '限额不能再降低：已等于欠款与预授权之和，或与其相差不足一个调整单位。',
  },
  ALREADY_IN_FORCE: {
    en: 'This measure is already in force on this line.',
    zh: '该额度上的这项措施已在生效中。',
  },
  REPRICING_PENDING: {
    en: 'Another rate of this line is announced and has not begun yet. A further one can be decided once it has, or has been taken back.',
    zh: '该额度已有一项利率调整在通知期内、尚未生效；须待其生效或撤回后，方可再作调整。',
  },
  MEASURE_NOT_LIFTABLE: {
    en: 'This measure cannot be lifted by hand: it ends when its conditions are met, or together with the decision that it follows from; or it has closed the line for good.',
    zh: '这项措施不能人工解除：它会在条件满足时结束，或随引起它的决定一并结束；或者，该额度已因此永久关闭。',
  },
  LIMIT_ONLY_ON_REQUEST: {
    en: 'A limit may rise only when the customer asks for it ({source}), so this decrease cannot be lifted by hand.',
    zh: '限额仅在客户申请时才可提高（{source}），因此不能人工解除这次下调。',
  },
  RIGHT_ONLY_ON_REQUEST: {
    en: 'A right of use that has ended comes back only by a new line that the customer applies for ({source}), so this measure cannot be lifted by hand.',
    zh: '已终止的支用权只能通过客户申请新的额度恢复（{source}），因此不能人工解除这项措施。',
  },
  SAID_OF_ANOTHER_LINE: {
    en: 'Of your line “{line}”, opened on {day}: “{reason}”',
    zh: '关于您于{day}开立的“{line}”额度：“{reason}”',
  },
  LOWERED_WITH_ANOTHER_LINE: {
    en: 'The limit of this line falls from {from} to {to}, as a consequence of our decision about another of your lines.',
    zh: '由于我们就您另一项额度作出的决定，该额度的限额相应由 {from} 降至 {to}。',
  },
  MEASURE_LIFTED: {
    en: 'We looked at it again and lifted the measure.',
    zh: '我们重新审视后，解除了这项措施。',
  },
  LIFTED_WITH_ANOTHER_LINE: {
    en: 'The measure on another of your lines was lifted, and with it what had followed from it on this line.',
    zh: '对您另一项额度的措施已解除，由此对该额度产生的影响也一并解除。',
  },
} as const satisfies Record<string, Text>;
