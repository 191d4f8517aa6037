/**
 * Posting to a line, whatever its status: a late capture, a refund or a bounced payment always
 * posts. Under the customer's lock the books are brought up to the day, the movement is posted, and
 * a line that is closing or closed follows its position (run-off ends, or reopens, by itself).
 */
import { type RunOffEvent, settleAfterPosting } from '../domain/credit-account/closure.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import { evolve } from '../domain/credit-account/evolve.js';
import type { FormerRate } from '../domain/ledger/interest.js';
import { type JournalEntry, type Movement, post } from '../domain/ledger/journal.js';
import { type Hold, owedMinor, type Position } from '../domain/ledger/position.js';
import type { Product } from '../domain/ledger/product.js';
import { ratesBorne } from '../domain/platform-action/former-rates.js';
import type { Instant, LocalDate } from '../domain/time.js';
import { productsOf, stampOf } from './embedded-ledger.js';
import { type NoPack, packOf } from './jurisdiction.js';
import type { Customer, Ports } from './ports.js';
import { followRelationship } from './relationship.js';
import { tell } from './tell.js';

/** An account with its books under its customer's lock. */
export interface LockedAccount {
  readonly account: CreditAccount;
  readonly customer: Customer;
  readonly position: Position;
  readonly now: Instant;
}

/** As above, with the terms and the day that posting needs. */
export interface LockedLine extends LockedAccount {
  /** With the line's own rate where it has one. */
  readonly product: Product;
  readonly today: LocalDate;
  readonly timeZone: string;
}

/** Locks the customer and reads the account; undefined when there is no such account. */
export async function lockAccount(
  ports: Ports,
  accountId: string,
): Promise<LockedAccount | undefined> {
  const [seen] = await ports.accounts.find([accountId]);
  if (!seen) return undefined;
  const [customer] = await ports.customers.lock([seen.customerId]);
  const [account] = await ports.accounts.find([accountId]);
  const [position] = await ports.books.positions([accountId]);
  // Erased while the lock was waited for.
  if (!customer && !account) return undefined;
  if (!customer || !account || !position) throw new Error(`account ${accountId} is not whole`);
  return { account, customer, position, now: ports.clock.now() };
}

/** As {@link lockAccount}, for posting; refuses where no rules are in force. */
export async function lockLine(
  ports: Ports,
  accountId: string,
): Promise<LockedLine | NoPack | undefined> {
  const locked = await lockAccount(ports, accountId);
  if (!locked) return undefined;
  const product = (await productsOf(ports.products, [locked.account]))(locked.account);
  const rules = packOf(locked.customer, locked.account, locked.now);
  if ('code' in rules) return rules;
  return { ...locked, product, today: rules.today, timeZone: rules.pack.timeZone };
}

/**
 * Posts a movement on a locked line and lets the line follow. `holds` are saved with it, and their
 * release is already in `line.position.heldMinor`. Returns the movement's own entry.
 */
export async function postOn(
  ports: Ports,
  line: LockedLine,
  movement: Movement,
  how: { valueDate?: LocalDate; reference?: string | null; holds?: readonly Hold[] } = {},
): Promise<JournalEntry> {
  const { account, product, position, now, today } = line;
  const stamp = stampOf(now, today, ports.entropy.nextId, how.reference ?? null);
  const valueDate = how.valueDate ?? today;
  const later = valueDate < today ? await ports.books.netChanges(account.id, valueDate) : [];
  const rates = valueDate < today ? await formerRatesOf(ports, line) : [];
  const posted = post(position, product, movement, { ...stamp, valueDate }, later, rates);
  const entry = posted.entries.find(({ kind }) => kind === movement.kind);
  if (!entry) throw new Error(`posting ${movement.kind} made no entry`);
  await ports.books.append(posted.entries);
  await ports.books.savePositions([posted.position]);
  if (how.holds) await ports.books.saveHolds(how.holds);
  if (owedMinor(posted.position) === 0) await ports.books.settlePlans(account.id);
  await followPosition(ports, account, posted.position, now);
  await ports.platformActions.touch([account.customerId], now);
  return entry;
}

/** A customer's newest actions among which repricings of a line are looked for. */
export const ACTIONS_READ = 200;

/** What the line bore before its present rate. */
async function formerRatesOf(
  ports: Pick<Ports, 'platformActions' | 'products'>,
  { account, timeZone }: LockedLine,
): Promise<FormerRate[]> {
  const actions = await ports.platformActions.ofCustomer(account.customerId, ACTIONS_READ);
  const own = actions.filter(({ accountId }) => accountId === account.id);
  if (!own.some(({ kind }) => kind === 'REPRICING')) return [];
  const [product] = await ports.products.find([account.productId]);
  if (!product) throw new Error(`account of an unknown product ${account.productId}`);
  return [...ratesBorne(own, product.annualRatePpm, timeZone).former];
}

/**
 * Moves a closing or closed line between RUN_OFF and CLOSED; pays out what it is in credit. A debt
 * is first set off against refunds that are due and not paid: they came from money that is gone.
 */
export async function followPosition(
  ports: Ports,
  account: CreditAccount,
  posted: Position,
  now: Instant,
): Promise<void> {
  if (account.status !== 'RUN_OFF' && account.status !== 'CLOSED') return;
  const owes = owedMinor(posted) > 0;
  const { position, payBy } = owes
    ? await ports.ledger.recallRefunds(account, now)
    : { position: posted, payBy: null };
  const holds = await ports.books.openHolds([account.id]);
  const event = settleAfterPosting(account, { position, holds, plans: [] }, now);
  const after = event ? evolve(account, event) : account;
  if (event) {
    await ports.accounts.save(after);
    const stopped = account.repaymentAutopay && !after.repaymentAutopay;
    await tellRunOff(ports, after, { event: event.type, stopped }, now);
    await followLines(ports, account, after, now);
  }
  if (after.status === 'CLOSED' && position.creditMinor > 0) {
    await ports.ledger.refundCredit(after, now, payBy);
  }
}

/** The relationship ends with the last line, and goes on again when a debt comes back. */
async function followLines(
  ports: Ports,
  before: CreditAccount,
  after: CreditAccount,
  now: Instant,
): Promise<void> {
  const [customer] = await ports.customers.find([after.customerId]);
  const rules = customer && packOf(customer, after, now);
  if (!rules || 'code' in rules) return;
  const own = await ports.accounts.ofCustomers([after.customerId]);
  const asBefore = own.map((each) => (each.id === before.id ? before : each));
  await followRelationship(ports, after.customerId, own, rules.today, rules.pack, asBefore);
}

const MESSAGE_TYPES: Readonly<Record<RunOffEvent['type'], string>> = {
  RunOffCompleted: 'clearline.credit-account.run-off-completed.v1',
  RunOffReopened: 'clearline.credit-account.run-off-reopened.v1',
};

async function tellRunOff(
  ports: Ports,
  account: CreditAccount,
  { event, stopped }: { event: RunOffEvent['type']; stopped: boolean },
  now: Instant,
): Promise<void> {
  const data = {
    schemaVersion: 1,
    accountId: account.id,
    status: account.status,
    accountVersion: account.version,
    // With nothing left to repay the standing order that repaid ends.
    stopped: stopped ? ['REPAYMENT_AUTOPAY'] : [],
    at: new Date(now).toISOString(),
  };
  const type = MESSAGE_TYPES[event];
  const closureId = 'closureId' in account ? account.closureId : null;
  const content = { ...data, type, customerId: account.customerId, closureId };
  await tell(ports, account, { entryId: ports.entropy.nextId(), content, type, data }, now);
}
