/**
 * Closing for a customer who cannot ask or must be protected: one agent asks and says what was seen,
 * another one approves or declines. Nobody closes a customer's line alone.
 */
import { closureRefusals } from '../domain/credit-account/closure.js';
import type {
  ClosureRequestStatus,
  OnBehalfCause,
  OnBehalfRequest,
} from '../domain/credit-account/closure-request.js';
import type { AccountStatus, CreditAccount } from '../domain/credit-account/credit-account.js';
import type { AccountId, Id } from '../domain/identifiers.js';
import { DAY_MS, type Instant } from '../domain/time.js';
import { mayCloseOnBehalf } from './access.js';
import type { Actor } from './actor.js';
import { type CloseAccountResult, closureMade } from './close-account.js';
import { closingFacts, lockedLine, readLines } from './closing-facts.js';
import { foreseeClosure } from './foresee-closure.js';
import { type KeyReused, once } from './idempotency.js';
import { type NoPack, packOf } from './jurisdiction.js';
import type { Ports } from './ports.js';
import { recordClosing } from './record-closing.js';
import { tell } from './tell.js';

/** Days in which the second agent decides: a house rule. */
export const APPROVAL_DAYS = 14;

export type OnBehalfRefusal =
  | { code: 'FORBIDDEN' }
  | { code: 'ACCOUNT_NOT_FOUND' }
  | { code: 'REQUEST_NOT_FOUND' }
  | { code: 'ALREADY_CLOSING'; status: AccountStatus; closureId: Id | null }
  | { code: 'CLOSURE_REQUEST_PENDING'; requestId: Id }
  | { code: 'REQUEST_ENDED'; status: ClosureRequestStatus }
  /** Whoever asked cannot be the one who approves. */
  | { code: 'SECOND_AGENT_NEEDED' }
  | KeyReused
  | NoPack;

type Refused = { refusals: readonly OnBehalfRefusal[] };
const refuse = (refusal: OnBehalfRefusal): Refused => ({ refusals: [refusal] });

/** The first agent asks. */
export async function requestClosureOnBehalf(
  ports: Ports,
  actor: Actor,
  input: {
    accountId: AccountId;
    cause: OnBehalfCause;
    statement: string;
    idempotencyKey: string;
  },
): Promise<{ made: OnBehalfRequest } | Refused> {
  if (!mayCloseOnBehalf(actor)) return refuse({ code: 'FORBIDDEN' });
  const attempt = await once<OnBehalfRefusal>(ports, actor, 'closeOnBehalf', input, async () => {
    const [seen] = await ports.accounts.find([input.accountId]);
    if (!seen) return refuse({ code: 'ACCOUNT_NOT_FOUND' });
    const [customer] = await ports.customers.lock([seen.customerId]);
    const [account] = await ports.accounts.find([seen.id]);
    if (!customer || !account) return refuse({ code: 'ACCOUNT_NOT_FOUND' });
    const now = ports.clock.now();
    const { status } = account;
    if ('closureId' in account || status === 'CHARGED_OFF') {
      const closureId = 'closureId' in account ? account.closureId : null;
      return refuse({ code: 'ALREADY_CLOSING', status, closureId });
    }
    // The customer's own notice does not keep staff from closing sooner.
    const pending = (await ports.closureRequests.pendingOf([account.id])).find(
      ({ kind }) => kind === 'ON_BEHALF',
    );
    if (pending) {
      return refuse({ code: 'CLOSURE_REQUEST_PENDING', requestId: pending.id });
    }
    const rules = packOf(customer, account, now);
    if ('code' in rules) return refuse(rules);
    const request: OnBehalfRequest = {
      id: ports.entropy.nextId(),
      kind: 'ON_BEHALF',
      accountId: account.id,
      customerId: account.customerId,
      cause: input.cause,
      statement: input.statement,
      expiresAt: now + APPROVAL_DAYS * DAY_MS,
      requestedBy: actor.subject,
      requestedAs: 'agent',
      requestedAt: now,
      packEdition: rules.pack.id,
      auditEntryId: ports.entropy.nextId(),
      status: 'PENDING',
      endedAt: null,
      endedBy: null,
    };
    await ports.closureRequests.add(request);
    await tellRequest(ports, request, account, 'made', now);
    return { made: request.id };
  });
  if ('refusals' in attempt) return attempt;
  return { made: await requestMade(ports, attempt.made) };
}

/** The second agent approves, and the line is closed at once, with run-off where it must be. */
export async function approveClosureOnBehalf(
  ports: Ports,
  actor: Actor,
  input: { requestId: Id; idempotencyKey: string },
): Promise<Exclude<CloseAccountResult, { refusals: unknown }> | Refused> {
  if (!mayCloseOnBehalf(actor)) return refuse({ code: 'FORBIDDEN' });
  const [seen] = await ports.closureRequests.find([input.requestId]);
  const [account] = seen ? await ports.accounts.find([seen.accountId]) : [];
  if (seen?.kind !== 'ON_BEHALF' || !account) return refuse({ code: 'REQUEST_NOT_FOUND' });
  const own = await readLines(ports, account);
  const attempt = await once<OnBehalfRefusal>(ports, actor, 'approveOnBehalf', input, async () => {
    const at = await lockedLine(ports, account.id, own);
    if ('code' in at) return refuse(at);
    const request = await openRequest(ports, actor, input.requestId, at.now);
    if ('code' in request) return refuse(request);
    const line = at.books.find(({ position }) => position.accountId === account.id);
    if (!line) throw new Error(`account ${account.id} is not in the books`);
    const command = { allowRunOff: true, expectedVersion: null };
    const [refusal] = closureRefusals(at.account, command, line, at.now);
    if (refusal?.code === 'ALREADY_CLOSING') return refuse(refusal);
    const wish = {
      closureId: ports.entropy.nextId(),
      motive: null,
      isOwn: false,
      effectiveAt: at.now,
    };
    const facts = await closingFacts(ports, at, wish);
    const { cause, requestedBy, requestedAs, requestedAt } = request;
    const how = {
      kind: 'ON_BEHALF' as const,
      motive: null,
      cause,
      requestedBy,
      requestedAs,
      requestedAt,
      requestId: request.id,
      approvedBy: actor.subject,
      quoteId: null,
    };
    const foreseen = foreseeClosure(facts);
    const requests = await ports.closureRequests.pendingOf([at.account.id]);
    const { closure } = await recordClosing(ports, { facts, foreseen, how, requests });
    return { made: closure.id };
  });
  if ('refusals' in attempt) return attempt;
  const made = await closureMade(ports, attempt.made);
  if ('refusals' in made) throw new Error(`closure ${attempt.made} is not there`);
  return made;
}

/** The second agent declines, or the first takes it back; the line stays as it is. */
export async function declineClosureOnBehalf(
  ports: Ports,
  actor: Actor,
  input: { requestId: Id; idempotencyKey: string },
): Promise<{ made: OnBehalfRequest } | Refused> {
  if (!mayCloseOnBehalf(actor)) return refuse({ code: 'FORBIDDEN' });
  const attempt = await once<OnBehalfRefusal>(ports, actor, 'declineOnBehalf', input, async () => {
    const [seen] = await ports.closureRequests.find([input.requestId]);
    if (seen?.kind !== 'ON_BEHALF') return refuse({ code: 'REQUEST_NOT_FOUND' });
    await ports.customers.lock([seen.customerId]);
    const now = ports.clock.now();
    const request = await openRequest(ports, undefined, seen.id, now);
    if ('code' in request) return refuse(request);
    const status = request.requestedBy === actor.subject ? 'WITHDRAWN' : 'DECLINED';
    const ended = { ...request, status, endedAt: now, endedBy: actor.subject } as const;
    await ports.closureRequests.save(ended);
    const subject = { id: ended.accountId, customerId: ended.customerId };
    await tellRequest(ports, ended, subject, 'ended', now);
    return { made: ended.id };
  });
  if ('refusals' in attempt) return attempt;
  return { made: await requestMade(ports, attempt.made) };
}

/** A request that nobody approved in time ends by itself; false when it was ended meanwhile. */
export const expireRequest = (
  ports: Ports,
  { id, customerId }: OnBehalfRequest,
): Promise<boolean> =>
  ports.inTransaction(async () => {
    await ports.customers.lock([customerId]);
    const [request] = await ports.closureRequests.find([id]);
    if (request?.kind !== 'ON_BEHALF' || request.status !== 'PENDING') return false;
    const now = ports.clock.now();
    const ended = { ...request, status: 'EXPIRED', endedAt: now } as const;
    await ports.closureRequests.save(ended);
    await tellRequest(ports, ended, { id: request.accountId, customerId }, 'ended', now);
    return true;
  });

/** The request while it can still be decided, by an approver who did not make it. */
async function openRequest(
  ports: Ports,
  approver: Actor | undefined,
  requestId: Id,
  now: Instant,
): Promise<OnBehalfRequest | OnBehalfRefusal> {
  const [request] = await ports.closureRequests.find([requestId]);
  if (request?.kind !== 'ON_BEHALF') return { code: 'REQUEST_NOT_FOUND' };
  if (request.status !== 'PENDING') return { code: 'REQUEST_ENDED', status: request.status };
  if (now >= request.expiresAt) return { code: 'REQUEST_ENDED', status: 'EXPIRED' };
  if (approver?.subject === request.requestedBy) return { code: 'SECOND_AGENT_NEEDED' };
  return request;
}

async function requestMade(ports: Ports, id: Id): Promise<OnBehalfRequest> {
  const [request] = await ports.closureRequests.find([id]);
  if (request?.kind !== 'ON_BEHALF') throw new Error(`request ${id} is not there`);
  return request;
}

async function tellRequest(
  ports: Ports,
  request: OnBehalfRequest,
  account: Pick<CreditAccount, 'id' | 'customerId'>,
  what: 'made' | 'ended',
  now: Instant,
): Promise<void> {
  const data = {
    schemaVersion: 1,
    requestId: request.id,
    cause: request.cause,
    status: request.status,
  };
  const content = {
    ...data,
    type: `credit-account.closure-request-${what}`,
    accountId: account.id,
    customerId: account.customerId,
    statement: request.statement,
    requestedBy: request.requestedBy,
    endedBy: request.endedBy,
    packEdition: request.packEdition,
  };
  const entryId = what === 'made' ? request.auditEntryId : ports.entropy.nextId();
  const type = `clearline.credit-account.closure-request-${what}.v1`;
  await tell(ports, account, { entryId, content, type, data }, now);
}
