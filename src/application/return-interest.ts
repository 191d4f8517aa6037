/**
 * What a repricing has cost, given back when it is overturned; one that merely returned or was lifted
 * was right in its time. It comes in two steps: the books are corrected before the customer is assessed
 * anew, and the lines follow them once they are saved as the reversal leaves them.
 */
import type { Repair } from '../domain/appeal/appeal.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { AccountId, Id } from '../domain/identifiers.js';
import { type LinePosition, owedMinor } from '../domain/ledger/position.js';
import { formatMoney, money, readableMoney } from '../domain/money.js';
import { ratesBorne } from '../domain/platform-action/former-rates.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { utc } from '../domain/time.js';
import { packOf } from './jurisdiction.js';
import type { Ports, RatesToBear } from './ports.js';
import { ACTIONS_READ, followPosition } from './post-movement.js';
import type { ReversalContext } from './reversal-context.js';
import { tellAll } from './tell.js';

interface Returned {
  readonly accountId: AccountId;
  /** The newest of the repricings that are undone. */
  readonly undone: Id;
  readonly amountMinor: number;
  readonly line: LinePosition;
}

export interface ReturnedInterest {
  readonly repairs: readonly Repair[];
  readonly returned: readonly Returned[];
  /** All books, those of the corrected lines as they are now. */
  readonly books: readonly LinePosition[];
}

export interface Undoing {
  /** All that are undone, of whatever kind. */
  readonly actions: readonly PlatformAction[];
  /** All lines as they are left, and their books up to the day. */
  readonly accounts: readonly CreditAccount[];
  readonly books: readonly LinePosition[];
  readonly reversalId: Id;
}

/** Corrects the books of lines whose repricings are undone, in the open transaction. */
export async function returnInterest(
  ports: Ports,
  at: ReversalContext,
  { actions, accounts, books, reversalId }: Undoing,
): Promise<ReturnedInterest> {
  const repricings = actions.filter(
    ({ kind, began, status }) => kind === 'REPRICING' && (began || status === 'IN_FORCE'),
  );
  const repairs: Repair[] = [];
  const returned: Returned[] = [];
  for (const [accountId, undone] of Map.groupBy(repricings, (each) => each.accountId)) {
    const account = accounts.find(({ id }) => id === accountId);
    const line = books.find(({ position }) => position.accountId === accountId);
    const [newest] = undone.toSorted((one, other) => (one.id < other.id ? 1 : -1));
    if (!account || !line || !newest) throw new Error(`account ${accountId} is not whole`);
    const rates = await ratesToBear(ports, at, account, undone);
    const { currency } = account;
    const base = { kind: 'INTEREST', decisionId: newest.id, accountId } as const;
    const correction = rates && { ...rates, decisionId: reversalId };
    const made = correction && (await ports.ledger.correctRates(account, correction, at.now));
    if (!made) {
      repairs.push({ ...base, done: false, code: 'REPAIR_INTEREST_NOT_IN_BOOKS', values: {} });
      continue;
    }
    const { position, returnedMinor: amountMinor } = made;
    returned.push({ accountId, undone: newest.id, amountMinor, line: { ...line, position } });
    if (amountMinor === 0) continue;
    const [from = ''] = undone.flatMap(({ began }) => began?.day ?? []).toSorted();
    const values = { amount: readableMoney(money(amountMinor, currency)), from };
    repairs.push({ ...base, done: true, code: 'REPAIR_INTEREST_RETURNED', values });
  }
  const corrected = new Map(returned.map((each) => [each.accountId, each.line]));
  const now = books.map((line) => corrected.get(line.position.accountId) ?? line);
  return { repairs, returned, books: now };
}

/**
 * The rates of the line without what is undone, since the first rate that is or was: where an earlier
 * overturning corrected the books, they say what was charged before it no longer by themselves.
 */
async function ratesToBear(
  ports: Ports,
  { customer, now }: ReversalContext,
  account: CreditAccount,
  undone: readonly PlatformAction[],
): Promise<Omit<RatesToBear, 'decisionId'> | null> {
  const rules = packOf(customer, account, now);
  const [product] = await ports.products.find([account.productId]);
  if ('code' in rules || !product || undone.some(({ began }) => !began)) return null;
  const all = await ports.platformActions.ofCustomer(customer.id, ACTIONS_READ);
  const own = all
    .filter(({ accountId }) => accountId === account.id)
    .map((each) =>
      undone.some(({ id }) => id === each.id) ? { ...each, status: 'OVERTURNED' as const } : each,
    );
  const [since] = own
    .flatMap(({ status, began }) => (status === 'OVERTURNED' && began ? [began] : []))
    .toSorted((one, other) => (one.entriesAfter < other.entriesAfter ? -1 : 1));
  if (!since) return null;
  const { today: until, pack } = rules;
  const { former, presentPpm } = ratesBorne(own, product.annualRatePpm, pack.timeZone);
  return { since, rates: [...former, { until, annualRatePpm: presentPpm }] };
}

/**
 * Lets the lines follow their books, in the open transaction: run-off ends where nothing is owed any
 * more, and what a closed line is in credit becomes a refund due. Told for each line.
 */
export async function followReturned(
  ports: Ports,
  { customer, now }: ReversalContext,
  { id: decisionId }: Pick<Decision, 'id'>,
  { returned, accounts }: Pick<ReturnedInterest, 'returned'> & Pick<Undoing, 'accounts'>,
): Promise<void> {
  const given = returned.filter(({ amountMinor }) => amountMinor > 0);
  const told = given.flatMap(({ accountId, undone, amountMinor }) => {
    const account = accounts.find(({ id }) => id === accountId);
    if (!account) return [];
    const { currency } = account;
    const amount = formatMoney(money(amountMinor, currency));
    const base = { schemaVersion: 1, accountId, decisionId, reverses: undone, amount, currency };
    const data = { ...base, at: utc(now) };
    const name = 'credit-account.interest-corrected';
    const content = { type: name, ...data, customerId: customer.id };
    const entryId = ports.entropy.nextId();
    return [{ entryId, content, type: `clearline.${name}.v1`, data, subject: accountId }];
  });
  if (told.length > 0) await tellAll(ports, customer.id, told, now);
  for (const { accountId, line } of given) {
    const account = accounts.find(({ id }) => id === accountId);
    if (owedMinor(line.position) === 0) await ports.books.settlePlans(accountId);
    if (account) await followPosition(ports, account, line.position, now);
  }
}
