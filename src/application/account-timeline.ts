/**
 * A line's whole story, in order and in words, for its customer: what was decided on which ground,
 * what was written, asked, answered and put right. It names nobody of the staff, and no reason that
 * may not be told.
 */
import type { Closure } from '../domain/credit-account/closure-record.js';
import type { ClosureRequest } from '../domain/credit-account/closure-request.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { CreditApplication } from '../domain/credit-account/way-back.js';
import type { Instant } from '../domain/time.js';
import type { Ports } from './ports.js';
import { appealEntries } from './timeline-appeals.js';
import { decisionEntries, noticeEntries } from './timeline-decisions.js';
import { dayIn, type TimelineEntry, words } from './timeline-words.js';

export type { TimelineEntry } from './timeline-words.js';

/** As many of each kind as a line can have in years; older ones are left out. */
const MOST = 200;

/**
 * Oldest first; what happened at the same moment stands in the order in which it follows. The caller
 * has asked whether the line may be seen. Seven statements at most.
 */
export async function accountTimeline(
  ports: Ports,
  account: CreditAccount,
): Promise<TimelineEntry[]> {
  const line = [account.id];
  const decisions = await ports.closures.decisionsOf(line, MOST);
  const ids = decisions.map(({ id }) => id);
  const actions = await ports.platformActions.find(ids);
  const notices = await ports.notices.ofDecisions(ids);
  const appeals = await ports.appeals.ofDecisions(ids);
  const [closure] = await ports.closures.ofAccounts(line);
  const requests = await ports.closureRequests.ofAccounts(line, MOST);
  const applications = await ports.applications.ofCustomer(account.customerId, MOST);
  const oldestFirst = decisions.toReversed();
  const isEnding = ({ kind }: Decision): boolean => kind === 'REINSTATEMENT' || kind === 'REVERSAL';
  const [endings, beginnings] = [true, false].map((ends) => {
    const some = oldestFirst.filter((decision) => isEnding(decision) === ends);
    const own = new Set(some.map(({ id }) => id));
    return [
      ...decisionEntries(some, actions, account),
      ...noticeEntries(notices.filter(({ decisionId }) => own.has(decisionId))),
    ];
  }) as [TimelineEntry[], TimelineEntry[]];
  return [
    opened(account),
    ...requests.toReversed().flatMap(requestEntries),
    ...(closure ? closureEntries(closure, account) : []),
    ...beginnings,
    ...appeals.flatMap(appealEntries),
    ...endings,
    ...applications
      .filter(({ previousAccountId }) => previousAccountId === account.id)
      .toReversed()
      .flatMap(applicationEntries),
    ...standingNow(account, closure),
  ].toSorted((one, other) => one.at - other.at);
}

const opened = ({ openedAt, previousAccountId }: CreditAccount): TimelineEntry =>
  words(openedAt, previousAccountId === null ? 'OPENED' : 'OPENED_AGAIN');

/** A closing that the customer announced. What agents ask for shows when the line is closed. */
function requestEntries(request: ClosureRequest): TimelineEntry[] {
  if (request.kind !== 'NOTICE') return [];
  const { requestedAt, effectiveAt, packEdition, status, endedAt } = request;
  const day = dayIn(packEdition, effectiveAt);
  const announced = words(requestedAt, 'CLOSING_ANNOUNCED', { day });
  return status === 'WITHDRAWN' && endedAt !== null
    ? [announced, words(endedAt, 'CLOSING_WITHDRAWN')]
    : [announced];
}

const CLOSED_BY = {
  IMMEDIATE: 'CLOSED_BY_CUSTOMER',
  NOTICE: 'CLOSED_BY_NOTICE',
  CREDITOR: 'CLOSED_BY_CREDITOR',
} as const;

function closureEntries(closure: Closure, account: CreditAccount): TimelineEntry[] {
  const { id: closureId, decisionId, effectiveAt, kind, cause, outcome } = closure;
  const about = { closureId, decisionId };
  const code = kind === 'ON_BEHALF' ? (`CLOSED_${cause ?? 'GUARDIAN'}` as const) : CLOSED_BY[kind];
  const entries = [words(effectiveAt, code, {}, about)];
  if (outcome === 'RUN_OFF') entries.push(words(effectiveAt, 'RUN_OFF', {}, about));
  return account.status === 'CLOSED' && outcome === 'RUN_OFF'
    ? [...entries, words(account.effectiveAt, 'RUN_OFF_ENDED', {}, about)]
    : entries;
}

/** What the line's own standing tells that no record does. */
function standingNow(account: CreditAccount, closure: Closure | undefined): TimelineEntry[] {
  const { status, effectiveAt } = account;
  if (status === 'CHARGED_OFF') return [words(effectiveAt, 'CHARGED_OFF')];
  const isReopened =
    status === 'RUN_OFF' && closure !== undefined && reopenedAfter(closure, effectiveAt);
  return isReopened ? [words(effectiveAt, 'RUN_OFF_REOPENED', {}, { closureId: closure.id })] : [];
}

const reopenedAfter = (closure: Closure, since: Instant): boolean => since > closure.effectiveAt;

/** What came after a closed line: the customer's own wish, or an offer that a decision led to. */
function applicationEntries(application: CreditApplication): TimelineEntry[] {
  const { id: applicationId, decisionId, appliedAt, appliedBy, status, endedAt } = application;
  const about = { applicationId, decisionId };
  const isOurs = appliedBy.startsWith('decision:');
  const first = words(appliedAt, isOurs ? 'OFFERED_AGAIN' : 'APPLIED_AGAIN', {}, about);
  return endedAt === null
    ? [first]
    : [first, words(endedAt, 'APPLICATION_ENDED', { status }, about)];
}
