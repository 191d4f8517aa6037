/**
 * The customer closes a line. The books are read before the transaction and confirmed under the
 * lock inside it; reassessment, revocation, closure record, decision, audit entry and outbox
 * message commit together or not at all.
 */
import type { AuditEntry } from '../domain/audit-trail/audit-entry.js';
import { type ClosureRefusal, decideClosure } from '../domain/credit-account/closure.js';
import {
  type Closure,
  type ClosureFacts,
  closureAuditContent,
  closureMessage,
  closureRecord,
} from '../domain/credit-account/closure-record.js';
import {
  type CreditAccount,
  evolve,
  type Motive,
} from '../domain/credit-account/credit-account.js';
import type { AccountId, Id } from '../domain/identifiers.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import type { Instant, LocalDate } from '../domain/time.js';
import { type Actor, mayClose, mayCloseFor } from './actor.js';
import { assess, currentModel, firstPeriod, riskFacts } from './assess.js';
import { type BehaviourAtClosing, countClosing } from './count-closing.js';
import { type KeyReused, once } from './idempotency.js';
import { type NoPack, packOf } from './jurisdiction.js';
import type { BooksReading, Customer, Ports } from './ports.js';
import { tell } from './tell.js';

export interface CloseAccountInput {
  readonly accountId: AccountId;
  readonly motive?: Motive | null;
  readonly allowRunOff?: boolean | null;
  readonly quoteId?: Id | null;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

export type CloseAccountRefusal =
  | { code: 'FORBIDDEN' }
  | { code: 'ACCOUNT_NOT_FOUND' }
  | { code: 'QUOTE_NOT_FOUND' }
  | ClosureRefusal
  | KeyReused
  | NoPack;

export type CloseAccountResult =
  | { account: CreditAccount; closure: Closure; receipt: AuditEntry }
  /** `account` as it is, where the caller may see it. */
  | { refusals: readonly CloseAccountRefusal[]; account?: CreditAccount };

/** Closes a line, once per idempotency key; refusals in the order that the schema tells. */
export async function closeAccount(
  ports: Ports,
  actor: Actor,
  input: CloseAccountInput,
): Promise<CloseAccountResult> {
  const read = await readOwnLines(ports, actor, input.accountId);
  const wish = { ...input, allowRunOff: input.allowRunOff ?? false };
  const attempt = await once<CloseAccountRefusal>(ports, actor, 'closeAccount', wish, async () => {
    if (!mayClose(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
    if (!read) return { refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] };
    // Only now: what succeeded before is replayed also while the ledger of record is away.
    if ('failure' in read) throw read.failure;
    return closeUnderLock(ports, actor, input, read);
  });
  if ('refusals' in attempt) {
    const account = read && (await ports.accounts.find([input.accountId]))[0];
    return { refusals: attempt.refusals, account };
  }
  return closureMade(ports, attempt.made);
}

interface OwnLines {
  readonly customer: Customer;
  readonly reading: BooksReading;
}

/** The books before the transaction; a ledger that does not answer is kept for later. */
async function readOwnLines(
  ports: Ports,
  actor: Actor,
  accountId: AccountId,
): Promise<OwnLines | { failure: unknown } | undefined> {
  const [account] = await ports.accounts.find([accountId]);
  if (!account || !mayCloseFor(actor, account.customerId)) return undefined;
  const [customer] = await ports.customers.find([account.customerId]);
  if (!customer) throw new Error(`account ${account.id} has no customer`);
  const accounts = await ports.accounts.ofCustomers([customer.id]);
  try {
    return { customer, reading: await ports.ledger.read(customer, accounts, ports.clock.now()) };
  } catch (failure) {
    return { failure };
  }
}

async function closeUnderLock(
  ports: Ports,
  actor: Actor,
  input: CloseAccountInput,
  { customer, reading }: OwnLines,
): Promise<{ made: Id } | { refusals: readonly CloseAccountRefusal[] }> {
  await ports.customers.lock([customer.id]);
  const now = ports.clock.now();
  const accounts = await ports.accounts.ofCustomers([customer.id]);
  const account = accounts.find(({ id }) => id === input.accountId);
  if (!account) return { refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] };
  const books = await ports.ledger.confirm(reading, customer, accounts, now);
  const line = books.lines.find(({ position }) => position.accountId === account.id);
  if (!line) throw new Error(`account ${account.id} is not in the books`);

  const closureId = ports.entropy.nextId();
  const allowRunOff = input.allowRunOff ?? false;
  const command = { closureId, allowRunOff, expectedVersion: input.expectedVersion };
  const decision = decideClosure(account, command, line, now);
  if ('refusals' in decision && decision.refusals.some(isAboutTheAccount)) return decision;
  if (input.quoteId != null) return { refusals: [{ code: 'QUOTE_NOT_FOUND' }] };
  const rules = packOf(customer, account, now);
  if ('code' in rules) return { refusals: [rules] };
  if ('refusals' in decision) return decision;

  const closed = evolve(account, decision.made);
  if (!('closureId' in closed)) throw new Error(`a closure cannot end in ${closed.status}`);
  const behaviour = await countClosing(ports, customer, closureId, { now, ...rules });
  const scored = await assessBoth(ports, { accounts, closed, books, behaviour, now, ...rules });
  const made: Made = {
    account,
    closed,
    ...scored,
    motive: input.motive ?? null,
    requestedBy: actor.subject,
    requestedAs: 'borrower',
    packEdition: rules.pack.id,
    decisionId: ports.entropy.nextId(),
    auditEntryId: ports.entropy.nextId(),
    blockerCodes: decision.blockers.map(({ code }) => code),
    hasPlans: line.plans.length > 0,
  };
  await record(ports, made, now);
  return { made: closureId };
}

const isAboutTheAccount = ({ code }: ClosureRefusal): boolean =>
  code === 'ALREADY_CLOSING' || code === 'VERSION_STALE';

/**
 * Scores the customer on the same facts with the line as it was and as it is now, the closing
 * counted among the second. Where the pack forbids that the customer's own closure costs score, the
 * values of before are kept as the facts.
 */
async function assessBoth(
  ports: Ports,
  at: {
    accounts: readonly CreditAccount[];
    closed: CreditAccount;
    books: BooksReading;
    behaviour: BehaviourAtClosing;
    now: Instant;
    today: LocalDate;
    pack: JurisdictionPack;
  },
): Promise<{ before: Assessment; after: Assessment }> {
  const { customerId } = at.closed;
  const model = await currentModel(ports);
  const statements = await ports.books.statements([customerId], firstPeriod(at.today));
  const positions = at.books.lines.map(({ position }) => position);
  const accountsAfter = at.accounts.map((account) =>
    account.id === at.closed.id ? at.closed : account,
  );
  const base = { customerId, assessedAt: at.now };
  const before = assess(
    { ...base, id: ports.entropy.nextId(), trigger: 'BEFORE_CLOSURE' },
    riskFacts(at.accounts, positions, statements, at.today, at.behaviour.before),
    model,
  );
  const after = assess(
    { ...base, id: ports.entropy.nextId(), trigger: 'CLOSURE' },
    riskFacts(accountsAfter, positions, statements, at.today, at.behaviour.after),
    model,
  );
  const penalised = after.score < before.score && !at.pack.closurePenaltyPermitted.value;
  return { before, after: penalised ? { ...before, id: after.id, trigger: 'CLOSURE' } : after };
}

type Made = ClosureFacts & { readonly hasPlans: boolean };

/** Writes everything that a closure leaves behind. */
async function record(ports: Ports, made: Made, now: Instant): Promise<void> {
  const { closed } = made;
  const { closure, decision } = closureRecord(made);
  await ports.accounts.save(closed);
  await ports.riskProfiles.add([made.before, made.after]);
  await ports.closures.add(closure, decision);
  // A closed line that is in credit owes the customer that money; run-off pays it out at its end.
  if (closed.status === 'CLOSED') {
    if (made.hasPlans) await ports.books.settlePlans(closed.id);
    await ports.ledger.refundCredit(closed, now);
  }
  const happened = {
    entryId: closure.auditEntryId,
    content: closureAuditContent(closure, decision),
    type: 'clearline.credit-account.closure.v1',
    data: closureMessage(closure, closed.version),
  };
  await tell(ports, closed, happened, now);
}

/** The answer to a success, now or replayed: closure and receipt as they were, account as is. */
async function closureMade(ports: Ports, closureId: Id): Promise<CloseAccountResult> {
  const [closure] = await ports.closures.find([closureId]);
  const [account] = closure ? await ports.accounts.find([closure.accountId]) : [];
  const [receipt] = closure ? await ports.auditTrail.find([closure.auditEntryId]) : [];
  if (!closure || !account || !receipt) throw new Error(`closure ${closureId} is not whole`);
  return { account, closure, receipt };
}
