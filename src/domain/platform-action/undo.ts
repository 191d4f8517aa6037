/**
 * Taking back what an action did to its line, when it returns, is lifted or is overturned: the line
 * goes to where it would stand had the action never been. Another action that still stands goes on
 * holding, what the customer did meanwhile stays done, and a line that was closed never opens again.
 */
import type { Repair } from '../appeal/appeal.js';
import {
  type AccountEvent,
  type CreditAccount,
  isRightEnded,
  suspendedByOf,
} from '../credit-account/credit-account.js';
import { canFollow, evolve } from '../credit-account/evolve.js';
import { money, readableMoney } from '../money.js';
import type { Instant } from '../time.js';
import { isStanding, type PlatformAction } from './platform-action.js';
import {
  isLater,
  limitWithout,
  rateWithout,
  rebasedDecreases,
  rebasedRepricings,
} from './undo-limit.js';

export interface Undoing {
  /** Standing actions of the customer; those of the line go on holding. */
  readonly standing: readonly PlatformAction[];
  /** A later line came in the place of this one by a new agreement, and is not closed. */
  readonly isReplaced?: boolean;
  /** The product's yearly rate, which a line without one of its own has. */
  readonly productRatePpm: number;
  readonly now: Instant;
}

export interface Undone {
  /** The next version of the line, or the same object where nothing changes. */
  readonly account: CreditAccount;
  /** What was done, or why nothing could be. */
  readonly repair: Repair;
  /** Later standing actions that now rest on what this one had found; to be saved with it. */
  readonly rebased: readonly PlatformAction[];
}

/**
 * The line without the action. Interest must be posted up to the day before: a rate that goes back
 * counts from now on. A closing is not undone here; what can follow it is a new agreement.
 */
export function undoOnLine(
  account: CreditAccount,
  action: PlatformAction,
  undoing: Undoing,
): Undone {
  const { kind, status } = action;
  if (!isStanding(action) && !isKeptRate(action)) {
    const repair = repairOf(action, status === 'MOOT' ? 'LINE_CLOSED' : 'ENDED_BEFORE');
    return { account, repair, rebased: [] };
  }
  const standing = undoing.standing
    .filter((each) => each.accountId === account.id && each.id !== action.id && isStanding(each))
    .toSorted((one, other) => (isLater(one, other) ? 1 : -1));
  const others = { ...undoing, standing };
  switch (kind) {
    case 'SUSPENSION':
    case 'DRAWDOWN_RIGHT_ENDED':
      return restored(account, action, others);
    case 'LINE_DECREASE':
      return withLimitBack(account, action, others);
    case 'REPRICING':
      return withRateBack(account, action, others);
    case 'TERMINATION_BY_NOTICE':
      return status === 'PENDING'
        ? withoutNotice(account, action, others)
        : forGood(account, action, others);
    case 'CLOSURE':
      return forGood(account, action, others);
  }
}

/** A line that was closed otherwise has kept the rate that it bore, and can come to owe again. */
const isKeptRate = ({ status, began }: PlatformAction): boolean =>
  status === 'MOOT' && began !== undefined;

/** What was done or why nothing could be; `REPAIR_` codes have their words in the catalogue. */
const OUTCOMES = {
  USE_RESTORED: { kind: 'STANDING', done: true },
  PAUSE_RESTORED: { kind: 'STANDING', done: true },
  RIGHT_RESTORED_SUSPENDED: { kind: 'STANDING', done: true },
  STILL_HELD: { kind: 'STANDING', done: false },
  STANDS_OTHERWISE: { kind: 'STANDING', done: false },
  LINE_CLOSED: { kind: 'STANDING', done: false },
  ENDED_BEFORE: { kind: 'STANDING', done: true },
  LIMIT_RESTORED: { kind: 'LIMIT', done: true },
  LIMIT_OWN_WISH: { kind: 'LIMIT', done: false },
  LIMIT_HIGHER: { kind: 'LIMIT', done: false },
  LIMIT_LINE_ENDED: { kind: 'LIMIT', done: false },
  RATE_RESTORED: { kind: 'RATE', done: true },
  RATE_NEVER_RAISED: { kind: 'RATE', done: true },
  RATE_MOVED: { kind: 'RATE', done: false },
  NOTICE_WITHDRAWN: { kind: 'TERMINATION', done: true },
  NOTICE_WITHDRAWN_PAUSED: { kind: 'TERMINATION', done: true },
  NOTICE_WITHDRAWN_HELD: { kind: 'TERMINATION', done: true },
  REPLACED: { kind: 'STANDING', done: false },
  CLOSED_FOR_GOOD: { kind: 'NEW_AGREEMENT', done: false },
} as const satisfies Record<string, Pick<Repair, 'kind' | 'done'>>;
type Outcome = keyof typeof OUTCOMES;

const repairOf = (
  { id, accountId }: PlatformAction,
  outcome: Outcome,
  values: Repair['values'] = {},
): Repair => ({
  ...OUTCOMES[outcome],
  decisionId: id,
  accountId,
  code: `REPAIR_${outcome}`,
  values,
});

const unchanged = (account: CreditAccount, action: PlatformAction, outcome: Outcome): Undone => ({
  account,
  repair: repairOf(action, outcome),
  rebased: [],
});

const forGood = (account: CreditAccount, action: PlatformAction, at: Undoing): Undone =>
  unchanged(account, action, at.isReplaced ? 'REPLACED' : 'CLOSED_FOR_GOOD');

const hasEnded = ({ status }: CreditAccount): boolean =>
  status === 'RUN_OFF' || status === 'CLOSED' || status === 'CHARGED_OFF';

/** Several events that are one change of standing: one version. */
const evolved = (account: CreditAccount, events: readonly AccountEvent[]): CreditAccount => ({
  ...events.reduce(evolve, account),
  version: account.version + 1,
});

function restored(account: CreditAccount, action: PlatformAction, at: Undoing): Undone {
  if (hasEnded(account)) return unchanged(account, action, 'LINE_CLOSED');
  const rebased = rebasedStandings(action, at.standing);
  const stays = (outcome: Outcome): Undone => ({ ...unchanged(account, action, outcome), rebased });
  const holds = (kind: PlatformAction['kind']): boolean =>
    at.standing.some((each) => each.kind === kind && each.status === 'IN_FORCE');
  const isOwnPause = action.before.suspendedBy === 'CUSTOMER';
  const { now } = at;
  const pause = { type: 'Suspended', by: 'CUSTOMER', at: now } as const;
  if (action.kind === 'SUSPENSION') {
    if (suspendedByOf(account) !== 'CREDITOR') return stays('STANDS_OTHERWISE');
    if (holds('SUSPENSION')) return stays('STILL_HELD');
    const event: AccountEvent = isOwnPause ? pause : { type: 'Reinstated', at: now };
    const repair = repairOf(action, isOwnPause ? 'PAUSE_RESTORED' : 'USE_RESTORED');
    return { account: evolved(account, [event]), repair, rebased };
  }
  if (!isRightEnded(account)) return stays('STANDS_OTHERWISE');
  // Both rights side by side would let the customer owe more than the limit ever was.
  if (at.isReplaced) return stays('REPLACED');
  if (holds('DRAWDOWN_RIGHT_ENDED')) return stays('STILL_HELD');
  const right = { type: 'DrawdownRightRestored', at: now } as const;
  if (holds('SUSPENSION')) {
    const again = { type: 'Suspended', by: 'CREDITOR', at: now } as const;
    const repair = repairOf(action, 'RIGHT_RESTORED_SUSPENDED');
    return { account: evolved(account, [right, again]), repair, rebased };
  }
  const events = isOwnPause ? [right, pause] : [right];
  const repair = repairOf(action, isOwnPause ? 'PAUSE_RESTORED' : 'USE_RESTORED');
  return { account: evolved(account, events), repair, rebased };
}

/** What a later action found was this one's doing: it now goes back to what this one had found. */
function rebasedStandings(
  { kind, before, ...action }: PlatformAction,
  standing: readonly PlatformAction[],
): PlatformAction[] {
  const rebased: PlatformAction[] = [];
  for (const each of standing.filter((other) => isLater(other, action))) {
    // Under notice a line is as little usable, and keeps the status of the notice.
    const isFound =
      kind === 'SUSPENSION'
        ? each.before.suspendedBy === 'CREDITOR'
        : each.before.status === 'DRAWDOWN_ENDED';
    if (!isFound) continue;
    const { status, suspendedBy } = before;
    rebased.push({ ...each, before: { ...each.before, status, suspendedBy } });
    // Whatever came after it found the line as this one left it.
    if (each.kind === kind) break;
  }
  return rebased;
}

function withLimitBack(account: CreditAccount, action: PlatformAction, at: Undoing): Undone {
  const { currency, limitMinor } = account;
  const later = at.standing.filter((each) => each.kind === action.kind && isLater(each, action));
  const backMinor = limitWithout(limitMinor, action, later);
  const event = { type: 'LimitChanged', limitMinor: backMinor, at: at.now } as const;
  if (!canFollow(account, event)) return unchanged(account, action, 'LIMIT_LINE_ENDED');
  const amount = (minor: number): string => readableMoney(money(minor, currency));
  const values = { from: amount(limitMinor), to: amount(backMinor) };
  if (backMinor === limitMinor) {
    const isLower = limitMinor < action.before.limitMinor;
    const repair = repairOf(action, isLower ? 'LIMIT_OWN_WISH' : 'LIMIT_HIGHER', values);
    return { account, repair, rebased: [] };
  }
  return {
    account: evolve(account, event),
    repair: repairOf(action, 'LIMIT_RESTORED', values),
    rebased: rebasedDecreases(later, backMinor - limitMinor),
  };
}

function withRateBack(account: CreditAccount, action: PlatformAction, at: Undoing): Undone {
  const { productRatePpm } = at;
  const later = at.standing.filter((each) => each.kind === action.kind && isLater(each, action));
  if (action.status === 'PENDING') {
    const rebased = rebasedRepricings(action, later, productRatePpm);
    return { ...unchanged(account, action, 'RATE_NEVER_RAISED'), rebased };
  }
  const annualRatePpm = rateWithout(account.annualRatePpm, action, productRatePpm);
  const event = { type: 'Repriced', annualRatePpm, at: at.now } as const;
  if (!canFollow(account, event)) return unchanged(account, action, 'LINE_CLOSED');
  if (annualRatePpm === account.annualRatePpm) return unchanged(account, action, 'RATE_MOVED');
  const percent = (ppm: number | null): string => `${(ppm ?? productRatePpm) / 10_000}%`;
  const values = { from: percent(account.annualRatePpm), to: percent(annualRatePpm) };
  return {
    account: evolve(account, event),
    repair: repairOf(action, 'RATE_RESTORED', values),
    rebased: rebasedRepricings(action, later, productRatePpm),
  };
}

const keptBy = (account: CreditAccount): keyof typeof WITHDRAWN_TO =>
  isRightEnded(account) ? 'ENDED_RIGHT' : (suspendedByOf(account) ?? 'NOBODY');

/** What is said of a notice that is taken back, by who keeps the line from use after it. */
const WITHDRAWN_TO = {
  NOBODY: 'NOTICE_WITHDRAWN',
  CUSTOMER: 'NOTICE_WITHDRAWN_PAUSED',
  CREDITOR: 'NOTICE_WITHDRAWN_HELD',
  ENDED_RIGHT: 'NOTICE_WITHDRAWN_HELD',
} as const;

function withoutNotice(account: CreditAccount, action: PlatformAction, at: Undoing): Undone {
  if (hasEnded(account)) return unchanged(account, action, 'LINE_CLOSED');
  const event = { type: 'TerminationNoticeWithdrawn', at: at.now } as const;
  if (!canFollow(account, event)) return unchanged(account, action, 'STANDS_OTHERWISE');
  const isHeld = at.standing.some(({ kind }) => kind === action.kind);
  if (isHeld) return unchanged(account, action, 'STILL_HELD');
  const after = evolved(account, [event]);
  return { account: after, repair: repairOf(action, WITHDRAWN_TO[keptBy(after)]), rebased: [] };
}
