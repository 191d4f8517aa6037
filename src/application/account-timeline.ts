/**
 * A line's whole story, in order and in words, for its customer: what was decided on which ground,
 * what was written, asked, answered and put right. It names nobody of the staff, and no reason that
 * may not be told.
 */
import type { Closure } from '../domain/credit-account/closure-record.js';
import type { ClosureRequest } from '../domain/credit-account/closure-request.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { CreditApplication } from '../domain/credit-account/way-back.js';
import type { Notice } from '../domain/platform-action/notice.js';
import type { Instant } from '../domain/time.js';
import type { Ports } from './ports.js';
import { appealEntries } from './timeline-appeals.js';
import { decisionEntries, noticeEntries } from './timeline-decisions.js';
import { inOrder, LAST, placeOfRunOffEnd } from './timeline-order.js';
import { dayIn, type PlacedEntry, type TimelineEntry, words } from './timeline-words.js';

export type { TimelineEntry } from './timeline-words.js';

/** As many of each kind as a line can have in years; older ones are left out. */
const MOST = 200;

/**
 * Oldest first; `timeline-order.ts` says how what happened at the same moment stands. The caller has
 * asked whether the line may be seen. Seven statements at most.
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
  return inOrder([
    opened(account),
    ...requests.flatMap(requestEntries),
    ...decisionEntries(decisions, { actions, notices }, account),
    ...(closure ? closureEntries(closure, account, notices) : []),
    ...noticeEntries(notices),
    ...appeals.flatMap((appeal) => appealEntries(appeal, decisions)),
    ...applications
      .filter(({ previousAccountId }) => previousAccountId === account.id)
      .flatMap(applicationEntries),
    ...standingNow(account, closure),
  ]);
}

const opened = ({ openedAt, previousAccountId }: CreditAccount): TimelineEntry =>
  words(openedAt, previousAccountId === null ? 'OPENED' : 'OPENED_AGAIN');

/** A closing that the customer announced. What agents ask for shows when the line is closed. */
function requestEntries(request: ClosureRequest): PlacedEntry[] {
  if (request.kind !== 'NOTICE') return [];
  const { id: madeWith, requestedAt, effectiveAt, packEdition, status, endedAt } = request;
  const day = dayIn(packEdition, effectiveAt);
  const announced = words(requestedAt, 'CLOSING_ANNOUNCED', { day }, { madeWith });
  return status === 'WITHDRAWN' && endedAt !== null
    ? [announced, words(endedAt, 'CLOSING_WITHDRAWN', {}, { madeWith })]
    : [announced];
}

const CLOSED_BY = {
  IMMEDIATE: 'CLOSED_BY_CUSTOMER',
  NOTICE: 'CLOSED_BY_NOTICE',
  CREDITOR: 'CLOSED_BY_CREDITOR',
} as const;

function closureEntries(
  closure: Closure,
  account: CreditAccount,
  notices: readonly Notice[],
): PlacedEntry[] {
  const { id: closureId, decisionId, effectiveAt, kind, cause, outcome } = closure;
  const about = { closureId, decisionId };
  const code = kind === 'ON_BEHALF' ? (`CLOSED_${cause ?? 'GUARDIAN'}` as const) : CLOSED_BY[kind];
  const entries = [words(effectiveAt, code, {}, about)];
  if (outcome === 'RUN_OFF') entries.push(words(effectiveAt, 'RUN_OFF', {}, about));
  if (account.status === 'CLOSED' && outcome === 'RUN_OFF') {
    const { effectiveAt: at } = account;
    const place = placeOfRunOffEnd(decisionId, notices, at);
    entries.push(words(at, 'RUN_OFF_ENDED', {}, { ...about, ...place }));
  }
  return entries;
}

/** What the line's own standing tells that no record does: the last of its moment. */
function standingNow(account: CreditAccount, closure: Closure | undefined): PlacedEntry[] {
  const { status, effectiveAt } = account;
  if (status === 'CHARGED_OFF') return [words(effectiveAt, 'CHARGED_OFF', {}, LAST)];
  const isReopened =
    status === 'RUN_OFF' && closure !== undefined && reopenedAfter(closure, effectiveAt);
  return isReopened
    ? [words(effectiveAt, 'RUN_OFF_REOPENED', {}, { closureId: closure.id, ...LAST })]
    : [];
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
