/** What was decided about a line and written to its customer, as entries of its story. */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import { money, readableMoney } from '../domain/money.js';
import type { Notice } from '../domain/platform-action/notice.js';
import { GROUND_WORDS } from '../domain/platform-action/notice-decision-words.js';
import { takesNotice } from '../domain/platform-action/notice-period.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { MESSAGES } from './messages.js';
import { textOf } from './notice-facts.js';
import { noticesUnder, placeOfWayBack } from './timeline-order.js';
import { dayIn, type PlacedEntry, type TimelineEntry, words } from './timeline-words.js';

/** What decisions set going, and what was written of them. */
interface Followed {
  readonly actions: readonly PlatformAction[];
  readonly notices: readonly Notice[];
}

/** Each decision, with what became of the action that it set going. */
export function decisionEntries(
  decisions: readonly Decision[],
  { actions, notices }: Followed,
  account: Pick<CreditAccount, 'currency'>,
): PlacedEntry[] {
  const byId = new Map(actions.map((action) => [action.id, action]));
  return decisions.flatMap((decision) => {
    const action = byId.get(decision.id);
    const own = entryOf(decision, action, account);
    return action
      ? [...own, ...movedOf(decision, action, notices), ...laterOf(action, notices)]
      : own;
  });
}

function entryOf(
  decision: Decision,
  action: PlatformAction | undefined,
  { currency }: Pick<CreditAccount, 'currency'>,
): TimelineEntry[] {
  const { id: decisionId, kind, grounds, decidedAt: at, packEdition, measure } = decision;
  const about = { decisionId };
  // A closing of the customer's own, or on behalf, has its own entry.
  if (kind === 'CLOSURE' && measure === null) return [];
  const [first] = decision.reasons;
  if (decision.madeBy === 'CUSTOMER') {
    return first ? [{ at, code: 'OWN_CHANGE', text: textOf(first), ...about }] : [];
  }
  const ground = GROUND_WORDS[grounds];
  // As it was told then; what became of a notice that came late has an entry of its own.
  const day = dayIn(packEdition, measure?.effectiveAt ?? action?.effectiveAt ?? at);
  const amount = (minor: number): string => readableMoney(money(minor, currency));
  switch (kind) {
    case 'LINE_DECREASE': {
      const to = action?.set.limitMinor;
      if (!action || to == null) return [words(at, 'LINE_DECREASE_UNSAID', { ground }, about)];
      const moved = { from: amount(action.before.limitMinor), to: amount(to) };
      return [words(at, 'LINE_DECREASE', { ...moved, ground }, about)];
    }
    case 'TERMINATION_BY_NOTICE':
    case 'REPRICING':
      return [words(at, kind, { day, ground }, about)];
    case 'SUSPENSION':
    case 'DRAWDOWN_RIGHT_ENDED':
    case 'CLOSURE':
      return [words(at, kind, { ground }, about)];
    case 'REINSTATEMENT':
    case 'REVERSAL':
      return [words(at, kind, { reason: first ? textOf(first) : { en: '', zh: '' } }, about)];
    case 'LINE_INCREASE':
      return [words(at, 'LINE_INCREASE', {}, about)];
    // Decisions on applications are about no line.
    case 'APPLICATION':
      return [];
  }
}

/** That a notice arrived later than it was given, or not by the day that it named. */
function movedOf(
  { measure, packEdition }: Decision,
  { id: decisionId, kind, effectiveAt }: PlatformAction,
  notices: readonly Notice[],
): PlacedEntry[] {
  const named = measure?.effectiveAt;
  const [own] = noticesUnder(decisionId, notices);
  if (!takesNotice(kind) || named === undefined || effectiveAt <= named || !own) return [];
  const { id: noticeId, deliveredAt } = own;
  const about = { decisionId, noticeId };
  const waited = deliveredAt === null || deliveredAt >= named;
  return [
    ...(waited ? [words(named, 'NOTICE_PERIOD_WAITS', {}, about)] : []),
    ...(deliveredAt === null
      ? []
      : [
          words(
            deliveredAt,
            'NOTICE_PERIOD_LATER',
            { day: dayIn(packEdition, effectiveAt) },
            { ...about, madeWith: noticeId, side: 'AFTER' },
          ),
        ]),
  ];
}

/** What time brought of an action; its end is a decision of its own. */
function laterOf(action: PlatformAction, notices: readonly Notice[]): PlacedEntry[] {
  const { id: decisionId, kind, status, decidedAt, effectiveAt, endedAt, returnOpenedAt } = action;
  const about = { decisionId };
  const entries: PlacedEntry[] = [];
  // One that ended before its day never took effect.
  const hasCome = status === 'IN_FORCE' || (endedAt !== null && endedAt >= effectiveAt);
  if (kind === 'REPRICING' && effectiveAt > decidedAt && status !== 'PENDING' && hasCome) {
    entries.push(words(effectiveAt, 'REPRICED', {}, about));
  }
  if (returnOpenedAt !== null) {
    const place = placeOfWayBack(action, notices);
    entries.push(words(returnOpenedAt, 'WAY_BACK_OPENED', {}, { ...about, ...place }));
  }
  return entries;
}

/** That it was written, and whether it reached the customer. */
export const noticeEntries = (notices: readonly Notice[]): TimelineEntry[] =>
  notices.flatMap((notice) => {
    const { id: noticeId, decisionId, issuedAt, dueOn, dueAt, deliveredAt, channel } = notice;
    const about = { noticeId, decisionId };
    const entries = [words(issuedAt, 'NOTICE_ISSUED', { day: dueOn }, about)];
    if (notice.alarms.includes('MISSED')) entries.push(words(dueAt, 'NOTICE_MISSED', {}, about));
    if (deliveredAt !== null && channel !== null) {
      const how = MESSAGES[`CHANNEL_${channel}`];
      entries.push(words(deliveredAt, 'NOTICE_DELIVERED', { channel: how }, about));
    }
    return entries;
  });
