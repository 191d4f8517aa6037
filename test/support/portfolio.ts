/** Customers with lines, as tests need them: plain defaults, any member replaced. */
import { readFileSync } from 'node:fs';
import type { Customer, Ports } from '../../src/application/ports.js';
import type { CreditAccount } from '../../src/domain/credit-account/credit-account.js';
import type { JournalEntry } from '../../src/domain/ledger/journal.js';
import type { Hold, InstalmentPlan, Position } from '../../src/domain/ledger/position.js';
import { emptyPosition } from '../../src/domain/ledger/position.js';
import type { Product } from '../../src/domain/ledger/product.js';
import type { Statement } from '../../src/domain/ledger/statement.js';
import type { Scorecard } from '../../src/domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../src/domain/risk-profile/scorecard-validation.js';
import { shippedActionPolicy } from '../../src/infrastructure/action-policies/shipped.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { shippedLimitPolicy } from '../../src/infrastructure/limit-policies/shipped.js';
import { shippedRules } from '../../src/infrastructure/scorecards/shipped.js';
import { DAY_MS, HOUR_MS, NOW } from './stores.js';

export const newId = systemEntropy.nextId;

const OPENED_AT = NOW - 300 * DAY_MS;
export const TODAY = '2026-11-25';

export const aCustomer = (over: Partial<Customer> = {}): Customer => ({
  id: newId(),
  jurisdiction: 'CN',
  locale: 'zh',
  createdAt: OPENED_AT,
  ...over,
});

/** A customer in the store: what is personal is kept only of one who is there. */
export async function givenCustomer(
  { customers }: Pick<Ports, 'customers'>,
  over: Partial<Customer> = {},
): Promise<Customer> {
  const customer = aCustomer(over);
  await customers.add([customer]);
  return customer;
}

/** 18.25 % over 365 days: 0.05 % a day, so that interest can be worked out by heart. */
export const aProduct = (over: Partial<Product> = {}): Product => ({
  id: `product-${newId()}`,
  creditorId: 'creditor-1',
  names: { en: 'Credit line', zh: '信用额度' },
  jurisdiction: 'CN',
  currency: 'CNY',
  capabilities: ['PAY', 'DRAW', 'INSTALMENT', 'AUTOPAY'],
  annualRatePpm: 182_500,
  dayCount: 'ACT_365',
  interestRounding: 'HALF_EVEN',
  repaymentOrder: ['FEE', 'INTEREST', 'PRINCIPAL'],
  minimumDuePpm: 100_000,
  minimumDueFloorMinor: 5_000,
  dueDays: 20,
  customerNoticeMonths: 0,
  holdHours: 168,
  ...over,
});

type Active = Extract<CreditAccount, { status: 'ACTIVE' }>;

export const anAccount = (
  customer: Customer,
  product: Product,
  over: Partial<Active> = {},
): Active => ({
  id: newId(),
  customerId: customer.id,
  productId: product.id,
  creditorId: product.creditorId,
  currency: product.currency,
  limitMinor: 1_000_000,
  agreementDate: '2026-01-29',
  openedAt: OPENED_AT,
  annualRatePpm: null,
  repaymentAutopay: false,
  previousAccountId: null,
  version: 1,
  status: 'ACTIVE',
  effectiveAt: OPENED_AT,
  capabilities: product.capabilities,
  ...over,
});

export const aPosition = (
  { id: accountId, customerId, currency }: CreditAccount,
  over: Partial<Position> = {},
): Position => ({ ...emptyPosition({ accountId, customerId, currency }, TODAY), ...over });

export const aHold = (account: CreditAccount, over: Partial<Hold> = {}): Hold => ({
  id: newId(),
  accountId: account.id,
  customerId: account.customerId,
  currency: account.currency,
  capability: 'PAY',
  amountMinor: 20_000,
  capturedMinor: 0,
  status: 'OPEN',
  placedAt: NOW,
  expiresAt: NOW + 168 * HOUR_MS,
  ...over,
});

/** A capture of 100, unless told otherwise. */
export const anEntry = (
  account: CreditAccount,
  over: Partial<JournalEntry> = {},
): JournalEntry => ({
  id: newId(),
  accountId: account.id,
  customerId: account.customerId,
  kind: 'CAPTURE',
  currency: account.currency,
  bookedAt: NOW,
  bookingDate: TODAY,
  valueDate: TODAY,
  postings: [
    { account: 'PRINCIPAL', amountMinor: 10_000 },
    { account: 'SETTLEMENT', amountMinor: -10_000 },
  ],
  reference: null,
  reverses: null,
  ...over,
});

export const aPlan = (
  account: CreditAccount,
  over: Partial<InstalmentPlan> = {},
): InstalmentPlan => ({
  id: newId(),
  accountId: account.id,
  customerId: account.customerId,
  currency: account.currency,
  principalMinor: 60_000,
  instalments: 6,
  instalmentsPaid: 2,
  nextDueOn: '2026-12-15',
  status: 'ACTIVE',
  ...over,
});

export const aStatement = (account: CreditAccount, over: Partial<Statement> = {}): Statement => ({
  id: newId(),
  accountId: account.id,
  customerId: account.customerId,
  period: '2026-10',
  closedOn: '2026-10-31',
  dueOn: '2026-11-20',
  currency: account.currency,
  balanceMinor: 100_000,
  limitMinor: account.limitMinor,
  paymentsMinor: 50_000,
  purchasesMinor: 70_000,
  minimumDueMinor: 10_000,
  duesCumulativeMinor: 10_000,
  monthsLate: 0,
  status: null,
  sourcePeriod: null,
  corrected: null,
  ...over,
});

const EXPERT = new URL('./fixtures/expert-1.json', import.meta.url);

/** An expert-set card, read and checked as the product does. */
export function expertScorecard(): Scorecard {
  const validated = validateScorecard(JSON.parse(readFileSync(EXPERT, 'utf8')));
  if ('issues' in validated) throw new Error(JSON.stringify(validated.issues));
  return validated.card;
}

/** Stores the champion card, the rules and both policies; closings need them all. */
export async function addModel({
  riskProfiles,
  limitPolicies,
  actionPolicies,
}: Pick<Ports, 'riskProfiles' | 'limitPolicies' | 'actionPolicies'>): Promise<void> {
  await riskProfiles.addChampion(expertScorecard());
  await riskProfiles.addRules(shippedRules());
  await limitPolicies.add(shippedLimitPolicy());
  await actionPolicies.add(shippedActionPolicy());
}

/** What a test is given: a customer with lines whose positions are as told, in the store. */
export interface GivenLine {
  readonly account?: Partial<Active>;
  readonly position?: Partial<Position>;
}

export interface Given {
  readonly customer: Customer;
  readonly product: Product;
  readonly accounts: readonly Active[];
  /** The first of the accounts. */
  readonly account: Active;
}

/** The entry that a position which is not empty is the sum of. */
function openingOf(account: CreditAccount, position: Position | undefined): JournalEntry[] {
  const { principalMinor = 0, interestMinor = 0, feeMinor = 0, creditMinor = 0 } = position ?? {};
  const balance = principalMinor + interestMinor + feeMinor - creditMinor;
  const postings = [
    { account: 'PRINCIPAL', amountMinor: principalMinor },
    { account: 'INTEREST', amountMinor: interestMinor },
    { account: 'FEE', amountMinor: feeMinor },
    { account: 'CREDIT_BALANCE', amountMinor: -creditMinor },
    { account: 'ADJUSTMENT', amountMinor: -balance },
  ] as const;
  const moved = postings.filter(({ amountMinor }) => amountMinor !== 0);
  // It stands since the day up to which interest is posted, or interest would count nothing.
  const day = position?.interestThrough ?? TODAY;
  const entry = {
    kind: 'OPENING_BALANCE',
    postings: moved,
    bookingDate: day,
    valueDate: day,
  } as const;
  return moved.length === 0 ? [] : [anEntry(account, entry)];
}

/** Stores a customer with lines, one empty line unless told otherwise, and what assesses them. */
export async function givenLines(
  ports: Ports,
  lines: readonly GivenLine[] = [{}],
  over: { customer?: Partial<Customer>; product?: Partial<Product> } = {},
): Promise<Given> {
  const customer = aCustomer(over.customer);
  const product = aProduct({ jurisdiction: customer.jurisdiction, ...over.product });
  const accounts = lines.map((line) => anAccount(customer, product, line.account));
  await ports.inTransaction(async () => {
    await addModel(ports);
    await ports.customers.add([customer]);
    await ports.products.add([{ id: product.creditorId, name: 'Creditor' }], [product]);
    await ports.accounts.add(accounts);
    const positions = accounts.map((account, at) => aPosition(account, lines[at]?.position));
    await ports.books.open(positions);
    await ports.books.append(accounts.flatMap((each, at) => openingOf(each, positions[at])));
  });
  return { customer, product, accounts, account: accounts[0] as Active };
}
