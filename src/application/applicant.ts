/**
 * The customer who applies, or accepts what was offered. The books may be elsewhere, so they are
 * read before the transaction; everything is decided under the customer's lock.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { ActivityFacts } from '../domain/risk-profile/activity.js';
import type { Instant, LocalDate } from '../domain/time.js';
import { mayApply, mayApplyFor } from './access.js';
import type { Actor } from './actor.js';
import { currentModel, firstPeriod } from './assess.js';
import { type Look, lookOn } from './eligibility.js';
import { type Attempt, type KeyReused, once } from './idempotency.js';
import { type NoPack, packOfCustomer } from './jurisdiction.js';
import type { BooksReading, Customer, Ports } from './ports.js';

export interface Applicant {
  readonly customer: Customer;
  readonly reading: BooksReading;
}

export type ApplicantRefusal =
  | { readonly code: 'FORBIDDEN' }
  | { readonly code: 'CUSTOMER_NOT_FOUND' }
  | NoPack;

/**
 * The actor as a customer with the books as they were read; a ledger that does not answer is kept
 * for later, because what succeeded before is replayed also while it is away.
 */
async function readApplicant(
  ports: Ports,
  actor: Actor,
): Promise<Applicant | { failure: unknown } | undefined> {
  const { customerId } = actor;
  if (customerId === undefined || !mayApplyFor(actor, customerId)) return undefined;
  const [customer] = await ports.customers.find([customerId]);
  if (!customer) return undefined;
  const accountsOf = () => ports.accounts.ofCustomers([customerId]);
  try {
    const reading = await ports.ledger.readAhead(customer, ports.clock.now(), accountsOf);
    return { customer, reading };
  } catch (failure) {
    return { failure };
  }
}

/** Runs the applicant's operation once per idempotency key; refuses whoever is no customer. */
export async function onceAsApplicant<Refusal>(
  ports: Ports,
  actor: Actor,
  operation: string,
  input: { readonly idempotencyKey: string } & object,
  work: (applicant: Applicant) => Promise<Attempt<Refusal>>,
): Promise<Attempt<Refusal | ApplicantRefusal | KeyReused>> {
  const applicant = await readApplicant(ports, actor);
  return once<Refusal | ApplicantRefusal>(ports, actor, operation, input, async () => {
    if (!mayApply(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
    if (!applicant) return { refusals: [{ code: 'CUSTOMER_NOT_FOUND' }] };
    if ('failure' in applicant) throw applicant.failure;
    return work(applicant);
  });
}

/** The customer under lock, with the rules of an agreement made now and the lines as they are. */
export interface LockedApplicant {
  readonly customer: Customer;
  readonly now: Instant;
  readonly today: LocalDate;
  readonly pack: JurisdictionPack;
  readonly accounts: readonly CreditAccount[];
}

/** Locks the customer for the open transaction. */
export async function lockApplicant(
  ports: Ports,
  customerId: string,
): Promise<LockedApplicant | Exclude<ApplicantRefusal, { code: 'FORBIDDEN' }>> {
  const [customer] = await ports.customers.lock([customerId]);
  if (!customer) return { code: 'CUSTOMER_NOT_FOUND' };
  const now = ports.clock.now();
  const { jurisdiction } = customer;
  const rules = packOfCustomer(jurisdiction, now);
  if (!rules) return { code: 'JURISDICTION_UNSUPPORTED', jurisdiction };
  return { customer, now, ...rules, accounts: await ports.accounts.ofCustomers([customerId]) };
}

/** A fresh look at a locked customer, on confirmed books; the caller keeps the assessment or not. */
export async function lookLocked(
  ports: Ports,
  { customer, now, today, pack, accounts }: LockedApplicant,
  reading: BooksReading,
  behaviour: ActivityFacts | undefined,
): Promise<Look> {
  const books = await ports.ledger.confirm(reading, customer, accounts, now);
  const seen = {
    customer,
    pack,
    today,
    accounts,
    behaviour,
    positions: books.lines.map(({ position }) => position),
    statements: await ports.books.statements([customer.id], firstPeriod(today)),
    oldestOpenDues: await ports.books.oldestOpenDues(accounts.map(({ id }) => id)),
    model: await currentModel(ports),
  };
  const id = ports.entropy.nextId();
  return lookOn(seen, { id, assessedAt: now, trigger: 'APPLICATION' });
}
