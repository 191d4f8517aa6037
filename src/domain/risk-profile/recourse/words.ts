/** Plans in words: what is to be done, what each thing brings, and what is assumed. */
import { money, readableMoney } from '../../money.js';
import { dayText, fill, type Locale, percentText, type Text } from '../../wording.js';
import { characteristic } from '../catalogue.js';
import { valueText } from '../value-words.js';
import type { Action, ActionKind } from './actions.js';
import type { Move } from './recourse.js';
import { restraintWords } from './restraint.js';
import type { Situation } from './situation.js';

const ACTIONS = {
  PAY_OVERDUE: {
    en: 'Today, pay the {amount} that is overdue on this line.',
    zh: '今天还清该额度已逾期的 {amount}。',
  },
  PAY_BALANCE: {
    en: 'Today, pay {amount} of the balance of this line.',
    zh: '今天偿还该额度余额中的 {amount}。',
  },
  VERIFY_INCOME: {
    en: 'Have your income verified, with a payslip or a bank statement, by {day}.',
    zh: '在{day}前提供工资单或银行流水，完成收入核实。',
  },
  PAY_ON_TIME: {
    en: 'On every line, pay at least the minimum due on time for {statements} {statements|one:statement, the newest one|other:statements in a row, beginning with the newest one}.',
    zh: '从最近一期账单开始，每项额度按时还款{statements}期，每期至少偿还最低应还额。',
  },
  PAY_SHARE: {
    en: 'On every line, pay {percent} of the balance and at least the minimum due on time for {statements} {statements|one:statement, the newest one|other:statements in a row, beginning with the newest one}.',
    zh: '从最近一期账单开始，每项额度按时还款{statements}期，每期偿还账单余额的{percent}，且不低于最低应还额。',
  },
  PAY_WHOLE: {
    en: 'On every line, pay the whole balance on time for {statements} {statements|one:statement, the newest one|other:statements in a row, beginning with the newest one}.',
    zh: '从最近一期账单开始，每项额度按时全额还清{statements}期账单余额。',
  },
  SPREAD_USE: {
    en: 'Spread your usual purchases over your lines in proportion to their limits until {day}, without spending more.',
    zh: '在{day}之前，将平常的消费按比例分散到各项额度上，总额不增加。',
  },
  PAUSE_USE: {
    en: 'Make no new purchases and no draws with your lines until {day}.',
    zh: '在{day}之前，不再使用额度消费或支用。',
  },
  USE_AS_USUAL: {
    en: 'This plan holds if you go on using your lines until {day} about as you do now. You need not use them more; with less use it may not be enough.',
    zh: '本方案以您在{day}之前照常使用额度为前提。无须多用；若用得更少，则可能达不到目标。',
  },
  WAIT: {
    en: 'This plan asks you only to wait {days} {days|one:day|other:days}, until {day}: newer entries are then counted, and older ones no more.',
    zh: '本方案只需等待{days}天，至{day}：届时计入较新的记录，较早的记录不再计入。',
  },
} as const satisfies Record<Exclude<ActionKind, 'KEEP_FROM'> | 'PAY_WHOLE', Text>;

/** The action in a sentence. */
export function actionText(action: Action, locale: Locale): string {
  const { kind } = action;
  const day = dayText(action.until, locale);
  switch (kind) {
    case 'PAY_OVERDUE':
    case 'PAY_BALANCE':
      return fill(
        ACTIONS[kind][locale],
        { amount: readableMoney(money(action.amountMinor, action.currency)) },
        locale,
      );
    case 'PAY_ON_TIME':
      return fill(ACTIONS[kind][locale], { statements: action.statements }, locale);
    case 'PAY_SHARE': {
      const { statements, share } = action;
      const words = share < 1 ? ACTIONS.PAY_SHARE : ACTIONS.PAY_WHOLE;
      return fill(words[locale], { statements, percent: percentText(share, locale) }, locale);
    }
    case 'WAIT':
      return fill(ACTIONS[kind][locale], { days: action.days, day }, locale);
    case 'KEEP_FROM':
      return fill(restraintWords(action.restraint)[locale], { days: action.days, day }, locale);
    default:
      return fill(ACTIONS[kind][locale], { day }, locale);
  }
}

const MOVES = {
  more: {
    en: '{name}: {after} (without this step: {before}), which brings {points} {points|one:point|other:points}.',
    zh: '{name}：{after}（不做这一步则为{before}），增加{points}分。',
  },
  fewer: {
    en: '{name}: {after} (without this step: {before}), which costs {points} {points|one:point|other:points}.',
    zh: '{name}：{after}（不做这一步则为{before}），减少{points}分。',
  },
  same: {
    en: '{name}: {after} (without this step: {before}).',
    zh: '{name}：{after}（不做这一步则为{before}）。',
  },
  slight: {
    en: '{name}: still about {after}.',
    zh: '{name}：仍约为{after}。',
  },
  slightlyMore: {
    en: '{name}: still about {after}, but past a limit, which brings {points} {points|one:point|other:points}.',
    zh: '{name}：仍约为{after}，但已越过分界，增加{points}分。',
  },
  slightlyFewer: {
    en: '{name}: still about {after}, but past a limit, which costs {points} {points|one:point|other:points}.',
    zh: '{name}：仍约为{after}，但已越过分界，减少{points}分。',
  },
  lifted: {
    en: '{name}: {after} (without this step: {before}), so that a rule no longer holds you back.',
    zh: '{name}：{after}（不做这一步则为{before}），相关规则不再限制您。',
  },
  unheld: {
    en: '{name}: a rule that looks at it no longer holds you back.',
    zh: '{name}：相关规则不再限制您。',
  },
} as const satisfies Record<string, Text>;

/** A consequence in a sentence, with the values before and after in words. */
export function moveText(move: Move, locale: Locale) {
  const entry = characteristic(move.characteristicId);
  if (!entry) throw new Error(`${move.characteristicId} is not in the catalogue`);
  const before = valueText(entry, move.without, locale);
  const after = valueText(entry, move.with, locale);
  const figures = { name: entry.name[locale], before, after, points: Math.abs(move.points) };
  const kind = kindOf(move, before === after);
  return { before, after, text: fill(MOVES[kind][locale], figures, locale) };
}

/** Two values can read alike and lie on either side of a cut all the same. */
function kindOf({ points, rulesLifted }: Move, isAlike: boolean): keyof typeof MOVES {
  if (points > 0) return isAlike ? 'slightlyMore' : 'more';
  if (points < 0) return isAlike ? 'slightlyFewer' : 'fewer';
  if (rulesLifted.length > 0) return isAlike ? 'unheld' : 'lifted';
  return isAlike ? 'slight' : 'same';
}

const ASSUMPTIONS: readonly Text[] = [
  {
    en: 'You are assessed by the scorecard {card} and the rules {rules}, as today; should they change, ask again.',
    zh: '按目前的评分卡{card}和规则{rules}评估；如有变更，请重新查询。',
  },
  { en: 'Your limits stay as they are.', zh: '您的各项额度保持不变。' },
  {
    en: 'What is overdue is paid today, and every minimum due on time.',
    zh: '逾期款项今天还清，此后每期最低应还额均按时偿还。',
  },
  {
    en: 'You use your lines as in an average month of your statements, unless the plan says otherwise. No plan asks you to spend more, but with less use the result may be another one.',
    zh: '除非方案另有说明，您按账单的月均水平使用额度。任何方案都不要求您增加消费，但用得更少时结果可能不同。',
  },
  {
    en: 'Interest runs at the rate of each line, a twelfth of the yearly rate a month.',
    zh: '利息按各项额度的利率计算，每月为年利率的十二分之一。',
  },
  {
    en: 'What a plan does not speak of goes on as before.',
    zh: '方案未提及的事项均照旧。',
  },
  {
    en: 'An income that is still to be verified counts as if it were the lowest possible.',
    zh: '尚待核实的收入按最低可能的水平计算。',
  },
];

/** How the figures of the single steps are to be read. */
const OF_STEPS: Text = {
  en: 'What a step brings is counted against the same plan without that step. Steps that only work together each show it, so their points may not be added up.',
  zh: '每一步的效果均与缺少该步的同一方案相比较。须共同完成才有效的步骤会分别列出同一效果，因此各步的分数不可相加。',
};

type Model = Pick<Situation, 'card' | 'rules'>;

const versions = ({ card, rules }: Model) => ({ card: card.card.version, rules: rules.version });

/** What every plan rests on, in sentences. */
export const planAssumptionTexts = (situation: Model, locale: Locale): string[] =>
  ASSUMPTIONS.map((text) => fill(text[locale], versions(situation), locale));

/** The same, with how to read what each step brings. */
export const assumptionTexts = (situation: Model, locale: Locale): string[] => [
  ...planAssumptionTexts(situation, locale),
  fill(OF_STEPS[locale], {}, locale),
];
