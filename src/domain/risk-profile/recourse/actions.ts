/**
 * What a course comes down to for the customer: a few things to do, each with its amount or its
 * number. An action also says how the course would look without it, so that its own consequence can
 * be replayed.
 */

import type { AccountId } from '../../identifiers.js';
import { daysBetween, type LocalDate } from '../../time.js';
import type { Outcome } from './replay.js';
import type { Restraint } from './restraint.js';
import type { Course, Situation } from './situation.js';

interface Doing {
  /** What the course would be instead, were this not done. */
  readonly without: Partial<Course>;
  /** By then it is done. */
  readonly until: LocalDate;
}

export type Action = Doing &
  (
    | {
        readonly kind: 'PAY_OVERDUE' | 'PAY_BALANCE';
        readonly accountId: AccountId;
        readonly amountMinor: number;
        readonly currency: string;
      }
    /** At least the minimum due of each of the next statements, by its due day. */
    | { readonly kind: 'PAY_ON_TIME'; readonly statements: number }
    /** This share of each statement's balance. */
    | { readonly kind: 'PAY_SHARE'; readonly statements: number; readonly share: number }
    | { readonly kind: 'SPREAD_USE' | 'PAUSE_USE'; readonly statements: number }
    /** A condition: with no use at all the plan would not reach its target. */
    | { readonly kind: 'USE_AS_USUAL'; readonly statements: number }
    | { readonly kind: 'KEEP_FROM'; readonly restraint: Restraint; readonly days: number }
    | { readonly kind: 'VERIFY_INCOME' }
    /** Nothing is asked: what speaks against the customer ages by itself. */
    | { readonly kind: 'WAIT'; readonly days: number }
  );

export type ActionKind = Action['kind'];
export const ACTION_KINDS = [
  'PAY_OVERDUE',
  'PAY_BALANCE',
  'VERIFY_INCOME',
  'PAY_ON_TIME',
  'PAY_SHARE',
  'SPREAD_USE',
  'PAUSE_USE',
  'USE_AS_USUAL',
  'KEEP_FROM',
  'WAIT',
] as const satisfies readonly ActionKind[];

/** The actions of an outcome's course, those of today first; empty only for doing nothing today. */
export function actionsOf({ facts: { asOf } }: Situation, outcome: Outcome): Action[] {
  const { course } = outcome;
  const until = course.on;
  const actions = [...paymentsToday(asOf, outcome)];
  if (course.verifyIncome) {
    actions.push({ kind: 'VERIFY_INCOME', until, without: { verifyIncome: false } });
  }
  actions.push(...monthly(outcome));
  const days = daysBetween(asOf, until);
  for (const restraint of course.restraints) {
    const restraints = course.restraints.filter((other) => other !== restraint);
    actions.push({ kind: 'KEEP_FROM', restraint, days, until, without: { restraints } });
  }
  if (actions.length === 0 && days > 0) {
    actions.push({ kind: 'WAIT', days, until, without: { on: asOf } });
  }
  return actions;
}

function paymentsToday(today: LocalDate, { course, projected }: Outcome): Action[] {
  return projected.lines.flatMap(({ line, overdueMinor, payDownMinor }): Action[] => {
    const { accountId, currency } = line;
    const actions: Action[] = [];
    const paid = { accountId, currency, until: today };
    if (overdueMinor > 0) {
      const without = { arrearsLeft: [...course.arrearsLeft, accountId] };
      actions.push({ ...paid, kind: 'PAY_OVERDUE', amountMinor: overdueMinor, without });
    }
    if (payDownMinor > 0) {
      const without = { notPaidDown: [...course.notPaidDown, accountId] };
      actions.push({ ...paid, kind: 'PAY_BALANCE', amountMinor: payDownMinor, without });
    }
    return actions;
  });
}

/** What is done month by month; nothing where no statement is made and nothing is to be paid. */
function monthly({ course, projected }: Outcome): Action[] {
  const until = course.on;
  const statements = projected.months;
  if (statements === 0) return [];
  const actions: Action[] = [];
  const { paymentShare: share } = course;
  if (projected.lines.some(({ paidMinor }) => paidMinor.some((paid) => paid > 0))) {
    actions.push(
      share > 0
        ? { kind: 'PAY_SHARE', statements, share, until, without: { paymentShare: 0 } }
        : { kind: 'PAY_ON_TIME', statements, until, without: { missesDues: true } },
    );
  }
  const used = { statements, until, without: { use: 'AS_BEFORE' as const } };
  if (course.use === 'SPREAD') actions.push({ kind: 'SPREAD_USE', ...used });
  if (course.use === 'NONE') actions.push({ kind: 'PAUSE_USE', ...used });
  return actions;
}
