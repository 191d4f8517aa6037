/** Reads everything that working out a closing needs: once for a preview, again under the lock. */

import type { HowClosed } from '../domain/credit-account/closure-record.js';
import type { ClosureRequest } from '../domain/credit-account/closure-request.js';
import type { CreditAccount, Motive } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { AccountId, Id } from '../domain/identifiers.js';
import type { LinePosition } from '../domain/ledger/position.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { Instant, LocalDate } from '../domain/time.js';
import { currentModel, firstPeriod } from './assess.js';
import { type Behaviour, behaviourWith } from './count-activity.js';
import { productsOf } from './embedded-ledger.js';
import type { ClosingFacts, ForeseenClosure } from './foresee-closure.js';
import { type NoPack, packOf } from './jurisdiction.js';
import type { BooksReading, Customer, Ports } from './ports.js';

export interface Wish {
  readonly closureId: Id;
  readonly motive: Motive | null;
  /** False where staff closes for the customer. */
  readonly isOwn: boolean;
  readonly effectiveAt: Instant;
}

export interface AtClosing {
  readonly customer: Customer;
  readonly account: CreditAccount;
  readonly accounts: readonly CreditAccount[];
  readonly books: readonly LinePosition[];
  readonly pack: JurisdictionPack;
  readonly today: LocalDate;
  readonly now: Instant;
}

/** A customer with the books of all lines, as read before any lock. */
export interface OwnLines {
  readonly customer: Customer;
  readonly reading: BooksReading;
}

/** Reads what is needed of books elsewhere, before any transaction. */
export async function readLines(
  ports: Ports,
  { id, customerId }: Pick<CreditAccount, 'id' | 'customerId'>,
): Promise<OwnLines> {
  const [customer] = await ports.customers.find([customerId]);
  if (!customer) throw new Error(`account ${id} has no customer`);
  const accountsOf = () => ports.accounts.ofCustomers([customerId]);
  const reading = await ports.ledger.readAhead(customer, ports.clock.now(), accountsOf);
  return { customer, reading };
}

/** The line under its customer's lock, with the books confirmed; or why nothing can be decided. */
export async function lockedLine(
  ports: Ports,
  accountId: AccountId,
  { customer, reading }: OwnLines,
): Promise<AtClosing | NoPack | { code: 'ACCOUNT_NOT_FOUND' }> {
  await ports.customers.lock([customer.id]);
  const now = ports.clock.now();
  const accounts = await ports.accounts.ofCustomers([customer.id]);
  const account = accounts.find(({ id }) => id === accountId);
  if (!account) return { code: 'ACCOUNT_NOT_FOUND' };
  const { lines: books } = await ports.ledger.confirm(reading, customer, accounts, now);
  const rules = packOf(customer, account, now);
  return 'code' in rules ? rules : { customer, account, accounts, books, now, ...rules };
}

export type ReadClosing = Omit<ClosingFacts, 'behaviour'> & {
  readonly behaviour: Behaviour;
};

/** A closing that is decided, ready to be written. */
export interface Closing {
  readonly facts: ReadClosing;
  readonly foreseen: ForeseenClosure;
  readonly how: HowClosed;
  /** The notice or request that this closing answers, and those that it overtakes. */
  readonly requests: readonly ClosureRequest[];
  /** The creditor's decision by which it is made, where that stands already. */
  readonly decision?: Decision;
}

/** A constant number of statements, however many lines the customer has. */
export async function closingFacts(
  ports: Ports,
  { customer, ...at }: AtClosing,
  { closureId, motive, isOwn, effectiveAt }: Wish,
): Promise<ReadClosing> {
  const own = { id: `closure:${closureId}`, kind: 'LINE_CLOSED' } as const;
  const behaviour = await behaviourWith(ports, customer, own, at);
  const product = (await productsOf(ports.products, [at.account]))(at.account);
  return {
    ...at,
    product,
    motive,
    isOwn,
    effectiveAt,
    // Staff who close for a customer are no conduct of the customer's.
    behaviour: isOwn
      ? behaviour
      : { before: behaviour.before, after: behaviour.before, counted: null },
    statements: await ports.books.statements([customer.id], firstPeriod(at.today)),
    model: await currentModel(ports),
    policy: await ports.limitPolicies.current(),
    ids: { closure: closureId, before: ports.entropy.nextId(), after: ports.entropy.nextId() },
  };
}
