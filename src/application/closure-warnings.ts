/** What to think of before closing, and what could be done instead: by the customer's own figures. */
import type { Motive } from '../domain/credit-account/credit-account.js';
import { balanceMinor, type LinePosition } from '../domain/ledger/position.js';
import { daysPastDue } from '../domain/ledger/statement.js';
import { money, moneyText } from '../domain/money.js';
import { behaviourWindow } from '../domain/risk-profile/catalogue/behaviour.js';
import type { LocalDate } from '../domain/time.js';
import type { ReadClosing } from './closing-facts.js';
import type { Outlook } from './closure-outlook.js';
import type { ForeseenClosure } from './foresee-closure.js';
import type { FiguresOf, MessageCode } from './messages.js';
import type { Consent } from './risk-ports.js';

/** A message with the figures that its words need. */
type Told<Code extends MessageCode> = {
  [C in Code]: { readonly code: C; readonly values: FiguresOf<C> };
}[Code];

export type Warning = Told<Extract<MessageCode, `WARNING_${string}`>>;

export type AlternativeKind = 'LOWER_LIMIT' | 'PAUSE' | 'WITHDRAW_CONSENT';

type AlternativeTold = Told<Extract<MessageCode, `ALTERNATIVE_${string}`>>;

export type Alternative = AlternativeTold & { readonly kind: AlternativeKind };

const amount = (minor: number, currency: string): string => moneyText(money(minor, currency));

/** The weightiest first; a line that leaves nothing open still has the first of them. */
export function warningsOf(
  facts: ReadClosing,
  { effects, closed, after }: ForeseenClosure,
  { outlook, dueOn }: { outlook: Outlook; dueOn: LocalDate | null },
): Warning[] {
  const { payoff, scoreBefore, scoreAfter, linkedLimits, restrictions } = effects;
  const warnings: Warning[] = [{ code: 'WARNING_NO_WAY_BACK', values: {} }];
  const warn = (condition: boolean, warning: Warning): void => {
    if (condition) warnings.push(warning);
  };
  const late = daysPastDue(dueOn, payoff.totalMinor, facts.today);
  warn(late > 0, { code: 'WARNING_OVERDUE', values: { daysPastDue: late } });
  const perDiem = amount(payoff.perDiemMinor, payoff.currency);
  warn(closed.status === 'RUN_OFF' && payoff.perDiemMinor > 0, {
    code: 'WARNING_DEBT_RUNS_ON',
    values: { perDiem },
  });
  const falling = { from: scoreBefore, to: scoreAfter };
  warn(scoreAfter < scoreBefore, { code: 'WARNING_SCORE_FALLS', values: falling });
  const fall = linkedLimits.filter((move) => move.toMinor < move.fromMinor).length;
  warn(fall > 0, { code: 'WARNING_LIMITS_FALL', values: { count: fall } });
  const until = waitsUntil(facts, restrictions);
  warn(until !== '', { code: 'WARNING_NEW_CREDIT_WAITS', values: { until } });
  const next = oneFromRestriction(facts, after.values);
  if (next && restrictions.length === 0) {
    warnings.push({ code: 'WARNING_NEXT_CLOSING_RESTRICTS', values: next });
  }
  for (const { inDays: days, scoreIfClosed, scoreIfKept } of outlook.points) {
    const values = { days, ifClosed: scoreIfClosed, ifKept: scoreIfKept };
    warn(scoreIfClosed < scoreIfKept, { code: 'WARNING_LATER_SCORE_FALLS', values });
  }
  warn(effects.stopped.includes('AUTOPAY'), { code: 'WARNING_AUTOPAY_STOPS', values: {} });
  const [honoured, released] = [effects.honouredHolds.length, effects.releasedHolds.length];
  warn(honoured > 0, { code: 'WARNING_HOLDS_COME_DUE', values: { count: honoured } });
  warn(released > 0, { code: 'WARNING_DRAWS_RELEASED', values: { count: released } });
  const others = facts.accounts.filter((each) => each.id !== closed.id && 'capabilities' in each);
  warn(others.length === 0, { code: 'WARNING_LAST_LINE', values: {} });
  return warnings;
}

/** The day before which no new credit could be had; empty where none is known. */
function waitsUntil(
  { model }: ReadClosing,
  restrictions: ForeseenClosure['effects']['restrictions'],
): LocalDate {
  const holdsBack = (ruleId: string): boolean =>
    model.rules.rules.some(({ id, effect }) => id === ruleId && effect.kind === 'NO_NEW_CREDIT');
  const days = restrictions.flatMap(({ ruleId, until }) =>
    until !== null && holdsBack(ruleId) ? [until] : [],
  );
  return days.sort().at(-1) ?? '';
}

/** Whether one closing more would hold new credit back: how many there are, and in which window. */
function oneFromRestriction(
  { model, behaviour }: ReadClosing,
  values: ForeseenClosure['after']['values'],
): { count: number; days: number } | undefined {
  if (behaviour.counted === null) return undefined;
  for (const { characteristicId, atLeast, effect } of model.rules.rules) {
    const window = behaviourWindow(characteristicId);
    const count = values[characteristicId];
    const isClosings = window && characteristicId.startsWith('lines_closed');
    if (effect.kind !== 'NO_NEW_CREDIT' || !isClosings || typeof count !== 'number') continue;
    if (count === atLeast - 1) return { count, days: window.windowDays };
  }
  return undefined;
}

/** By motive, which milder things come to mind; each is a mutation, and none stands in the way. */
const BY_MOTIVE: Readonly<Record<Motive | 'NONE', readonly AlternativeKind[]>> = {
  LESS_TEMPTATION: ['PAUSE', 'LOWER_LIMIT'],
  PRIVACY: ['WITHDRAW_CONSENT'],
  LOWER_LEVERAGE: ['LOWER_LIMIT'],
  COST: ['PAUSE'],
  OTHER: ['LOWER_LIMIT', 'PAUSE'],
  NONE: ['LOWER_LIMIT', 'PAUSE'],
};

export function alternativesTo(
  { account, motive }: ReadClosing,
  { position }: LinePosition,
  consents: readonly Consent[],
): Alternative[] {
  const least = Math.max(1, Math.max(0, balanceMinor(position)) + position.heldMinor);
  const isLower = 'capabilities' in account && least < account.limitMinor;
  const lower = { least: amount(least, account.currency) };
  const possible: Readonly<Record<AlternativeKind, readonly AlternativeTold[]>> = {
    PAUSE: account.status === 'ACTIVE' ? [{ code: 'ALTERNATIVE_PAUSE', values: {} }] : [],
    LOWER_LIMIT: isLower ? [{ code: 'ALTERNATIVE_LOWER_LIMIT', values: lower }] : [],
    WITHDRAW_CONSENT: consents.flatMap(({ source }) =>
      source !== null && isAskedFor(source)
        ? [{ code: `ALTERNATIVE_WITHDRAW_CONSENT_${source}` as const, values: {} }]
        : [],
    ),
  };
  return BY_MOTIVE[motive ?? 'NONE'].flatMap((kind) =>
    possible[kind].map((told) => ({ kind, ...told })),
  );
}

/** The sources that some pack asks a consent for; each has words of its own. */
const ASKED_FOR = ['PLACES', 'SOCIAL', 'BUREAU'] as const;

const isAskedFor = (source: string): source is (typeof ASKED_FOR)[number] =>
  ASKED_FOR.some((each) => each === source);
