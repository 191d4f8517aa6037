/**
 * The customer closes a line: at once, or by a notice that takes effect later. The books are read
 * before the transaction and confirmed under the lock inside it; what follows is worked out anew
 * there, compared with the quote where the customer closes by one, and commits together or not at
 * all.
 */
import type { AuditEntry } from '../domain/audit-trail/audit-entry.js';
import { type ClosureRefusal, closureRefusals } from '../domain/credit-account/closure.js';
import type { ClosureQuote, QuoteDifference } from '../domain/credit-account/closure-quote.js';
import type { Closure } from '../domain/credit-account/closure-record.js';
import type { ClosureRequest } from '../domain/credit-account/closure-request.js';
import type { CreditAccount, Motive } from '../domain/credit-account/credit-account.js';
import { quoteDifferences } from '../domain/credit-account/quote-differences.js';
import type { AccountId, Id } from '../domain/identifiers.js';
import type { Instant } from '../domain/time.js';
import { mayClose, mayCloseFor } from './access.js';
import type { Actor } from './actor.js';
import {
  type AtClosing,
  closingFacts,
  lockedLine,
  type OwnLines,
  readLines,
} from './closing-facts.js';
import { giveNotice, type NoticeRefusal } from './closure-notice.js';
import { foreseeClosure } from './foresee-closure.js';
import { type KeyReused, once } from './idempotency.js';
import type { NoPack } from './jurisdiction.js';
import type { Ports } from './ports.js';
import { type MadeClosing, recordClosing } from './record-closing.js';

export interface CloseAccountInput {
  readonly accountId: AccountId;
  readonly motive?: Motive | null;
  readonly allowRunOff?: boolean | null;
  readonly quoteId?: Id | null;
  /** Needed where there is no quote; with one, effects are compared instead. */
  readonly expectedVersion?: number | null;
  /** Later than now: a notice, which takes effect then. */
  readonly effectiveAt?: Instant | null;
  readonly idempotencyKey: string;
}

export type QuoteRefusal =
  | { code: 'QUOTE_NOT_FOUND' }
  | { code: 'QUOTE_EXPIRED'; validUntil: Instant }
  | { code: 'QUOTE_CHANGED'; differences: readonly QuoteDifference[] };

export type CloseAccountRefusal =
  | { code: 'FORBIDDEN' }
  | { code: 'ACCOUNT_NOT_FOUND' }
  | QuoteRefusal
  | NoticeRefusal
  | ClosureRefusal
  | KeyReused
  | NoPack;

export type CloseAccountResult =
  | {
      account: CreditAccount;
      /** Null while a notice has not taken effect; `notice` is there then. */
      closure: Closure | null;
      notice: ClosureRequest | null;
      receipt: AuditEntry;
    }
  /** `account` as it is, where the caller may see it. */
  | { refusals: readonly CloseAccountRefusal[]; account?: CreditAccount };

type Attempted =
  /** What was made in hand, where that was a closure. */
  { made: Id; closing?: MadeClosing } | { refusals: readonly CloseAccountRefusal[] };

/** Closes a line, once per idempotency key; refusals in the order that the schema tells. */
export async function closeAccount(
  ports: Ports,
  actor: Actor,
  input: CloseAccountInput,
): Promise<CloseAccountResult> {
  const read = await readOwnLines(ports, actor, input.accountId);
  const wish = { ...input, allowRunOff: input.allowRunOff ?? false };
  let closing: MadeClosing | undefined;
  const attempt = await once<CloseAccountRefusal>(ports, actor, 'closeAccount', wish, async () => {
    if (!mayClose(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
    if (!read) return { refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] };
    // Only now: what succeeded before is replayed also while the ledger of record is away.
    if ('failure' in read) throw read.failure;
    const attempted = await closeUnderLock(ports, actor, input, read);
    closing = 'made' in attempted ? attempted.closing : undefined;
    return attempted;
  });
  if ('refusals' in attempt) {
    const account = read && (await ports.accounts.find([input.accountId]))[0];
    return { refusals: attempt.refusals, account };
  }
  // An attempt that lost to another request with the same key made nothing that is kept.
  if (closing?.closure.id === attempt.made) return { ...closing, notice: null };
  return closureMade(ports, attempt.made);
}

/** The books before the transaction; a ledger that does not answer is kept for later. */
async function readOwnLines(
  ports: Ports,
  actor: Actor,
  accountId: AccountId,
): Promise<OwnLines | { failure: unknown } | undefined> {
  const [account] = await ports.accounts.find([accountId]);
  if (!account || !mayCloseFor(actor, account.customerId)) return undefined;
  try {
    return await readLines(ports, account);
  } catch (failure) {
    return { failure };
  }
}

async function closeUnderLock(
  ports: Ports,
  actor: Actor,
  input: CloseAccountInput,
  own: OwnLines,
): Promise<Attempted> {
  const at = await lockedLine(ports, input.accountId, own);
  if ('code' in at) return { refusals: [at] };
  const { account, now } = at;
  const refused = refusedFor(at, input);
  if (refused?.some(isAboutTheAccount)) return { refusals: refused };
  const quote = await quoteOf(ports, input, account, now);
  if (quote && 'code' in quote) return { refusals: [quote] };
  const motive = input.motive ?? quote?.motive ?? null;
  if (input.effectiveAt != null) {
    return giveNotice(ports, actor, { motive, effectiveAt: input.effectiveAt }, at);
  }
  const closureId = ports.entropy.nextId();
  const wish = { closureId, motive, isOwn: true, effectiveAt: now };
  const facts = await closingFacts(ports, at, wish);
  const foreseen = foreseeClosure(facts);
  const differences = quote ? quoteDifferences(quote.effects, foreseen.effects) : [];
  if (differences.length > 0) return { refusals: [{ code: 'QUOTE_CHANGED', differences }] };
  if (refused) return { refusals: refused };
  const how = {
    kind: 'IMMEDIATE' as const,
    motive,
    cause: null,
    requestedBy: actor.subject,
    requestedAs: 'borrower',
    requestedAt: now,
    requestId: null,
    approvedBy: null,
    quoteId: quote?.id ?? null,
  };
  const requests = await ports.closureRequests.pendingOf([account.id]);
  const closing = await recordClosing(ports, { facts, foreseen, how, requests });
  return { made: closing.closure.id, closing };
}

/** What the state of the line refuses; undefined when nothing does. */
function refusedFor(
  { account, books, now }: AtClosing,
  { allowRunOff, expectedVersion = null }: CloseAccountInput,
): readonly ClosureRefusal[] | undefined {
  const line = books.find(({ position }) => position.accountId === account.id);
  if (!line) throw new Error(`account ${account.id} is not in the books`);
  const command = { allowRunOff: allowRunOff ?? false, expectedVersion };
  const refusals = closureRefusals(account, command, line, now);
  return refusals.length > 0 ? refusals : undefined;
}

const isAboutTheAccount = ({ code }: ClosureRefusal): boolean =>
  code === 'ALREADY_CLOSING' || code === 'VERSION_STALE';

async function quoteOf(
  ports: Ports,
  { quoteId }: CloseAccountInput,
  account: CreditAccount,
  now: Instant,
): Promise<ClosureQuote | QuoteRefusal | undefined> {
  if (quoteId == null) return undefined;
  const [quote] = await ports.closureQuotes.find([quoteId]);
  if (quote?.accountId !== account.id) return { code: 'QUOTE_NOT_FOUND' };
  const { validUntil } = quote;
  return now > validUntil ? { code: 'QUOTE_EXPIRED', validUntil } : quote;
}

/** The answer to a success that was read back: closure and receipt as made, account as it is. */
export async function closureMade(ports: Ports, madeId: Id): Promise<CloseAccountResult> {
  const [closure = null] = await ports.closures.find([madeId]);
  const [notice = null] = closure ? [] : await ports.closureRequests.find([madeId]);
  const made = closure ?? notice;
  const [account] = made ? await ports.accounts.find([made.accountId]) : [];
  const [receipt] = made ? await ports.auditTrail.find([made.auditEntryId]) : [];
  if (!account || !receipt) throw new Error(`closure ${madeId} is not whole`);
  return { account, closure, notice, receipt };
}
