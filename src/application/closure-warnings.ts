/** What to think of before closing, and what could be done instead: by the customer's own figures. */
import type { Motive } from '../domain/credit-account/credit-account.js';
import { balanceMinor, type LinePosition } from '../domain/ledger/position.js';
import { daysPastDue } from '../domain/ledger/statement.js';
import { formatMoney, money } from '../domain/money.js';
import { behaviourWindow } from '../domain/risk-profile/catalogue/behaviour.js';
import type { LocalDate } from '../domain/time.js';
import type { Figures } from '../domain/wording.js';
import type { ReadClosing } from './closing-facts.js';
import type { Outlook } from './closure-outlook.js';
import type { ForeseenClosure } from './foresee-closure.js';
import type { PREVIEW_MESSAGES } from './messages-preview.js';
import type { Consent } from './risk-ports.js';

type Code<Prefix extends string> = Extract<keyof typeof PREVIEW_MESSAGES, `${Prefix}_${string}`>;

export interface Warning {
  readonly code: Code<'WARNING'>;
  readonly values: Figures;
}

export type AlternativeKind = 'LOWER_LIMIT' | 'PAUSE' | 'WITHDRAW_CONSENT';

export interface Alternative {
  readonly kind: AlternativeKind;
  /** The words for it. */
  readonly code: Code<'ALTERNATIVE'>;
  readonly values: Figures;
}

const amount = (minor: number, currency: string): string =>
  `${formatMoney(money(minor, currency))} ${currency}`;

/** The weightiest first; a line that leaves nothing open still has the first of them. */
export function warningsOf(
  facts: ReadClosing,
  { effects, closed, after }: ForeseenClosure,
  { outlook, dueOn }: { outlook: Outlook; dueOn: LocalDate | null },
): Warning[] {
  const { payoff, scoreBefore, scoreAfter, linkedLimits, restrictions } = effects;
  const warnings: Warning[] = [{ code: 'WARNING_NO_WAY_BACK', values: {} }];
  const warn = (condition: boolean, code: Warning['code'], values: Figures = {}): void => {
    if (condition) warnings.push({ code, values });
  };
  const late = daysPastDue(dueOn, payoff.totalMinor, facts.today);
  warn(late > 0, 'WARNING_OVERDUE', { daysPastDue: late });
  const perDiem = amount(payoff.perDiemMinor, payoff.currency);
  warn(closed.status === 'RUN_OFF' && payoff.perDiemMinor > 0, 'WARNING_DEBT_RUNS_ON', { perDiem });
  const falling = { from: scoreBefore, to: scoreAfter };
  warn(scoreAfter < scoreBefore, 'WARNING_SCORE_FALLS', falling);
  const fall = linkedLimits.filter((move) => move.toMinor < move.fromMinor).length;
  warn(fall > 0, 'WARNING_LIMITS_FALL', { count: fall });
  const until = restrictions.find((each) => each.until !== null)?.until ?? '';
  warn(until !== '', 'WARNING_NEW_CREDIT_WAITS', { until });
  const next = oneFromRestriction(facts, after.values);
  if (next && restrictions.length === 0) {
    warnings.push({ code: 'WARNING_NEXT_CLOSING_RESTRICTS', values: next });
  }
  for (const { inDays: days, scoreIfClosed, scoreIfKept } of outlook.points) {
    const values = { days, ifClosed: scoreIfClosed, ifKept: scoreIfKept };
    warn(scoreIfClosed < scoreIfKept, 'WARNING_LATER_SCORE_FALLS', values);
  }
  warn(effects.stopped.includes('AUTOPAY'), 'WARNING_AUTOPAY_STOPS');
  const [honoured, released] = [effects.honouredHolds.length, effects.releasedHolds.length];
  warn(honoured > 0, 'WARNING_HOLDS_COME_DUE', { count: honoured });
  warn(released > 0, 'WARNING_DRAWS_RELEASED', { count: released });
  const others = facts.accounts.filter((each) => each.id !== closed.id && 'capabilities' in each);
  warn(others.length === 0, 'WARNING_LAST_LINE');
  return warnings;
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
  type Told = Omit<Alternative, 'kind'>;
  const possible: Readonly<Record<AlternativeKind, readonly Told[]>> = {
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
