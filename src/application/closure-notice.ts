/**
 * Closing by notice: the customer says from when the line shall be closed, within the notice that
 * the agreement gives and the rules allow. Until then the line can be used and the notice taken
 * back; then it takes effect by itself, as a closing with run-off.
 */
import type { ClosureNotice, ClosureRequest } from '../domain/credit-account/closure-request.js';
import type {
  AccountStatus,
  CreditAccount,
  Motive,
} from '../domain/credit-account/credit-account.js';
import { evolve } from '../domain/credit-account/evolve.js';
import type { AccountId, Id } from '../domain/identifiers.js';
import { addDays, addMonths, type Instant, startOfDay } from '../domain/time.js';
import { mayClose, mayCloseFor } from './access.js';
import type { Actor } from './actor.js';
import { type AtClosing, closingFacts, lockedLine, readLines } from './closing-facts.js';
import { productsOf } from './embedded-ledger.js';
import { foreseeClosure } from './foresee-closure.js';
import { type KeyReused, once } from './idempotency.js';
import type { NoPack } from './jurisdiction.js';
import type { Ports } from './ports.js';
import { recordClosing } from './record-closing.js';
import { tell } from './tell.js';

export type NoticeRefusal =
  /** The agreement gives no notice: the line is closed at once or not. */
  | { code: 'NOTICE_NOT_AGREED' }
  | { code: 'NOTICE_TOO_LONG'; latest: Instant }
  /** A notice that comes too late to be one is not taken for a closing at once. */
  | { code: 'NOTICE_NOT_AHEAD' }
  /** Only a line that is in use can be closed by notice. */
  | { code: 'NOTICE_NOT_POSSIBLE'; status: AccountStatus };

/** Gives the notice on a locked line; the closing itself comes when it takes effect. */
export async function giveNotice(
  ports: Ports,
  actor: Actor,
  input: { readonly motive?: Motive | null; readonly effectiveAt: Instant },
  { account, pack, today, now }: AtClosing,
): Promise<{ made: Id } | { refusals: readonly NoticeRefusal[] }> {
  const refuse = (refusal: NoticeRefusal) => ({ refusals: [refusal] });
  const { status } = account;
  if (status !== 'ACTIVE') return refuse({ code: 'NOTICE_NOT_POSSIBLE', status });
  const { customerNoticeMonths } = (await productsOf(ports.products, [account]))(account);
  const { maxNoticeMonths, noticeWithdrawable } = pack.customerClosure;
  const months = Math.min(customerNoticeMonths, maxNoticeMonths.value);
  if (months === 0) return refuse({ code: 'NOTICE_NOT_AGREED' });
  // The whole of the last day counts.
  const latest = startOfDay(addDays(addMonths(today, months), 1), pack.timeZone) - 1;
  if (input.effectiveAt <= now) return refuse({ code: 'NOTICE_NOT_AHEAD' });
  if (input.effectiveAt > latest) return refuse({ code: 'NOTICE_TOO_LONG', latest });
  const notice: ClosureNotice = {
    id: ports.entropy.nextId(),
    kind: 'NOTICE',
    accountId: account.id,
    customerId: account.customerId,
    motive: input.motive ?? null,
    effectiveAt: input.effectiveAt,
    withdrawable: noticeWithdrawable.value,
    requestedBy: actor.subject,
    requestedAs: 'borrower',
    requestedAt: now,
    packEdition: pack.id,
    auditEntryId: ports.entropy.nextId(),
    status: 'PENDING',
    endedAt: null,
    endedBy: null,
  };
  const noticed = evolve(account, {
    type: 'ClosureNoticeGiven',
    noticeId: notice.id,
    effectiveAt: notice.effectiveAt,
    at: now,
  });
  await ports.accounts.save(noticed);
  await ports.closureRequests.add(notice);
  await tellNotice(ports, notice, noticed, 'given', now);
  return { made: notice.id };
}

export type WithdrawRefusal =
  | { code: 'FORBIDDEN' }
  | { code: 'ACCOUNT_NOT_FOUND' }
  | { code: 'NO_NOTICE_TO_WITHDRAW' }
  | KeyReused
  | NoPack;

export type WithdrawResult =
  | { account: CreditAccount; notice: ClosureRequest }
  | { refusals: readonly WithdrawRefusal[]; account?: CreditAccount };

/** The customer takes a notice back before it takes effect; the line is as it was. */
export async function withdrawClosure(
  ports: Ports,
  actor: Actor,
  input: { accountId: AccountId; idempotencyKey: string },
): Promise<WithdrawResult> {
  const [seen] = await ports.accounts.find([input.accountId]);
  const own = seen && mayCloseFor(actor, seen.customerId) ? seen : undefined;
  const attempt = await once<WithdrawRefusal>(ports, actor, 'withdrawClosure', input, async () => {
    if (!mayClose(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
    if (!own) return { refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] };
    await ports.customers.lock([own.customerId]);
    return withdrawUnderLock(ports, actor, own.id);
  });
  const [account] = own ? await ports.accounts.find([own.id]) : [];
  if ('refusals' in attempt) return { refusals: attempt.refusals, account };
  const [notice] = await ports.closureRequests.find([attempt.made]);
  if (!notice || !account) throw new Error(`notice ${attempt.made} is not whole`);
  return { account, notice };
}

async function withdrawUnderLock(ports: Ports, actor: Actor, accountId: AccountId) {
  const now = ports.clock.now();
  const none = { refusals: [{ code: 'NO_NOTICE_TO_WITHDRAW' as const }] };
  const [account] = await ports.accounts.find([accountId]);
  if (account?.status !== 'NOTICE_GIVEN' || account.noticeId === null) return none;
  const [notice] = await ports.closureRequests.find([account.noticeId]);
  if (notice?.kind !== 'NOTICE') throw new Error(`account ${accountId} has no notice`);
  if (!notice.withdrawable || now >= notice.effectiveAt) return none;
  const ended = { ...notice, status: 'WITHDRAWN', endedAt: now, endedBy: actor.subject } as const;
  const restored = evolve(account, { type: 'ClosureNoticeWithdrawn', at: now });
  await ports.accounts.save(restored);
  await ports.closureRequests.save(ended);
  await tellNotice(ports, ended, restored, 'withdrawn', now);
  return { made: notice.id };
}

/** Makes the closing of a notice whose moment has come; false when it was ended meanwhile. */
export async function effectNotice(ports: Ports, { id }: ClosureNotice): Promise<boolean> {
  const [seen] = await ports.closureRequests.find([id]);
  if (seen?.kind !== 'NOTICE' || seen.status !== 'PENDING') return false;
  const [account] = await ports.accounts.find([seen.accountId]);
  if (!account) throw new Error(`notice ${id} is on no account`);
  const own = await readLines(ports, account);
  return ports.inTransaction(async () => {
    const at = await lockedLine(ports, account.id, own);
    if ('code' in at) throw new Error(`notice ${id} cannot take effect: ${at.code}`);
    const [notice] = await ports.closureRequests.find([id]);
    if (notice?.kind !== 'NOTICE' || notice.status !== 'PENDING') return false;
    const { motive, effectiveAt, requestedBy, requestedAs, requestedAt } = notice;
    const closureId = ports.entropy.nextId();
    const facts = await closingFacts(ports, at, { closureId, motive, isOwn: true, effectiveAt });
    const how = {
      kind: 'NOTICE' as const,
      motive,
      cause: null,
      requestedBy,
      requestedAs,
      requestedAt,
      requestId: notice.id,
      approvedBy: null,
      quoteId: null,
    };
    const foreseen = foreseeClosure(facts);
    await recordClosing(ports, { facts, foreseen, how, requests: [notice] });
    return true;
  });
}

async function tellNotice(
  ports: Ports,
  notice: ClosureNotice,
  account: CreditAccount,
  what: 'given' | 'withdrawn',
  now: Instant,
): Promise<void> {
  const data = {
    schemaVersion: 1,
    noticeId: notice.id,
    effectiveAt: new Date(notice.effectiveAt).toISOString(),
    accountVersion: account.version,
  };
  const content = {
    ...data,
    type: `credit-account.closure-notice-${what}`,
    accountId: notice.accountId,
    customerId: notice.customerId,
    motive: notice.motive,
    requestedBy: what === 'given' ? notice.requestedBy : (notice.endedBy ?? notice.requestedBy),
    requestedAs: notice.requestedAs,
    packEdition: notice.packEdition,
  };
  const entryId = what === 'given' ? notice.auditEntryId : ports.entropy.nextId();
  const type = `clearline.credit-account.closure-notice-${what}.v1`;
  await tell(ports, account, { entryId, content, type, data }, now);
}
