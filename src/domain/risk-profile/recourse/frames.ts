/**
 * The choices that a plan combines: the day, how lines are used, what share of statements is paid,
 * what the customer keeps from, whether income is verified, and whether ended lines are paid down
 * too. Only choices that can change anything for this customer are offered.
 */
import { addDays, addMonths, type LocalDate } from '../../time.js';
import { behaviourWindow } from '../catalogue/behaviour.js';
import { characteristic } from '../catalogue.js';
import { deriveCharacteristics } from '../characteristics.js';
import type { LineFact } from '../facts.js';
import { traitValue } from '../traits.js';
import { firstOfMonth } from './projection.js';
import { namedIds } from './replay.js';
import { activityOn, type Restraint, restraintFor } from './restraint.js';
import {
  type Course,
  HORIZON_MONTHS,
  PAYMENT_SHARES,
  type Situation,
  USES,
  type Use,
} from './situation.js';

/** Every combination without a payment today, the earliest day first. */
export function frames(situation: Situation): Course[] {
  const { facts } = situation;
  const moving = movingBehaviour(situation);
  const choices = restraintChoices(moving);
  const incomes = mayVerifyIncome(situation) ? [false, true] : [false];
  const uses = usesOf(situation);
  const shares = hasStatementsToPay(situation) ? PAYMENT_SHARES : ([0] as const);
  const firstStatement = addMonths(firstOfMonth(facts.asOf), 1);
  const ended = facts.lines.filter(({ usable }) => !usable).filter(isOwing);
  const spared = ended.length > 0 ? [ended.map(({ accountId }) => accountId), []] : [[]];
  const made: Course[] = [];
  for (const on of daysOf(situation, moving)) {
    const hasStatement = on >= firstStatement;
    for (const paymentShare of hasStatement ? shares : ([0] as const)) {
      for (const use of hasStatement ? uses : (['AS_BEFORE'] as const)) {
        // What is kept from for no time at all is not kept from.
        for (const restraints of on === facts.asOf ? [[]] : choices) {
          for (const verifyIncome of incomes) {
            for (const notPaidDown of spared) {
              made.push({
                ...TODAY_ONLY,
                on,
                paymentShare,
                use,
                restraints,
                verifyIncome,
                notPaidDown,
              });
            }
          }
        }
      }
    }
  }
  return made;
}

const TODAY_ONLY = { payDownTo: null, arrearsLeft: [], missesDues: false } as const;

export const isOwing = ({ balanceMinor, limitMinor }: LineFact): boolean =>
  balanceMinor > 0 && limitMinor > 0;

/** A characteristic of behaviour that speaks against the customer and falls when kept from. */
interface Moving {
  readonly id: string;
  readonly restraint: Restraint;
  readonly value: number;
}

/** Those for which a rule acts today, and those that the card looks at. */
function movingBehaviour(situation: Situation): Moving[] {
  const { facts, rules, card } = situation;
  if (!facts.activity) return [];
  const ids = namedIds(situation).filter((id) => restraintFor(id) !== undefined);
  const today = deriveCharacteristics({ ...facts, statements: [], lines: [] }, ids);
  return ids.flatMap((id): Moving[] => {
    const [value, restraint] = [today[id], restraintFor(id)];
    if (typeof value !== 'number' || value === 0 || !restraint) return [];
    const acts = rules.rules.some(
      ({ characteristicId, atLeast }) => characteristicId === id && value >= atLeast,
    );
    const scores = card.card.characteristics.some((each) => each.id === id);
    return acts || scores ? [{ id, restraint, value }] : [];
  });
}

/** Nothing, each alone, and everything: with few rules that is every choice that differs. */
function restraintChoices(moving: readonly Moving[]): Restraint[][] {
  const all = [...new Set(moving.map(({ restraint }) => restraint))];
  const alone = all.length > 1 ? all.map((each) => [each]) : [];
  return all.length > 0 ? [[], ...alone, all] : [[]];
}

/** Today, the day after each statement within the horizon, and days on which behaviour lets go. */
function daysOf(situation: Situation, moving: readonly Moving[]): LocalDate[] {
  const { asOf } = situation.facts;
  const last = addMonths(asOf, HORIZON_MONTHS);
  const found = new Set<LocalDate>([asOf]);
  for (let month = 1; month <= HORIZON_MONTHS; month += 1) {
    found.add(addMonths(firstOfMonth(asOf), month));
  }
  for (const each of moving) for (const on of lettingGo(situation, each, last)) found.add(on);
  return [...found].filter((on) => on <= last).sort();
}

/** The first days on which the value falls below a rule's limit or into another attribute. */
function lettingGo({ facts, rules, card }: Situation, { id, value }: Moving, last: LocalDate) {
  const window = behaviourWindow(id);
  const { activity } = facts;
  if (!window || !activity) return [];
  const limits = rules.rules
    .filter(({ characteristicId }) => characteristicId === id)
    .map(({ atLeast }) => atLeast);
  const scored = card.card.characteristics.find((each) => each.id === id);
  for (const { range, special = [] } of scored?.attributes ?? []) {
    // A value leaves a special attribute as soon as it is another one.
    if (range?.max !== undefined) limits.push(range.max);
    for (const one of special) limits.push(one, one + Number.EPSILON);
  }
  const side = (one: number | null): number =>
    one === null ? -1 : limits.filter((limit) => one >= limit).length;
  const days: LocalDate[] = [];
  let before = side(value);
  for (let on = addDays(facts.asOf, 1); on <= last && before > 0; on = addDays(on, 1)) {
    const then = traitValue(activityOn(activity, on), on, window.trait, window.windowDays);
    const now = side(typeof then === 'number' ? then : null);
    if (now < before) days.push(on);
    before = now;
  }
  return days;
}

/** Spreading needs two lines of one currency, pausing needs use. */
function usesOf({ facts }: Situation): readonly Use[] {
  const usable = facts.lines.filter(({ usable, limitMinor }) => usable && limitMinor > 0);
  const isUsed = facts.statements.some(({ purchasesMinor }) => purchasesMinor > 0);
  if (!isUsed) return ['AS_BEFORE'];
  const currencies = new Set(usable.map(({ currency }) => currency));
  return usable.length > currencies.size ? USES : ['AS_BEFORE', 'NONE'];
}

const hasStatementsToPay = ({ facts }: Situation): boolean =>
  facts.lines.some(({ balanceMinor }) => balanceMinor > 0) ||
  facts.statements.some(({ purchasesMinor }) => purchasesMinor > 0);

/** Only where card or rules look at income, it may be looked at, and none is verified yet. */
function mayVerifyIncome(situation: Situation): boolean {
  const { facts } = situation;
  if (!facts.activity?.permitted.has('INCOME') || facts.lines.length === 0) return false;
  if (!namedIds(situation).some((id) => characteristic(id)?.source === 'INCOME')) return false;
  const { income_verification: now } = deriveCharacteristics({
    ...facts,
    statements: [],
    lines: [],
  });
  return now !== 'VERIFIED';
}
