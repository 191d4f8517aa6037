/** A customer's lines under the lock, with all that a decision about one of them looks at. */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { LimitPolicy } from '../domain/credit-account/limit-policy.js';
import type { AccountId } from '../domain/identifiers.js';
import {
  balanceMinor,
  type LinePosition,
  owedMinor,
  type Position,
} from '../domain/ledger/position.js';
import type { Product } from '../domain/ledger/product.js';
import { daysPastDue } from '../domain/ledger/statement.js';
import type { MeasureFacts } from '../domain/platform-action/conditions.js';
import type {
  ActionPolicy,
  LineFacts,
  MeasureCondition,
} from '../domain/platform-action/measure.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { Assessment, AssessmentTrigger } from '../domain/risk-profile/assessment.js';
import type { RiskFacts } from '../domain/risk-profile/facts.js';
import { addMonths, type Instant, type LocalDate, localDate } from '../domain/time.js';
import { assess, currentModel, firstPeriod, type RiskModel, riskFacts } from './assess.js';
import { behaviourOf } from './behaviour.js';
import { productsOf } from './embedded-ledger.js';
import { booksOf } from './foreseen-moves.js';
import { formerStanding } from './former-model.js';
import { type NoPack, packOf, packOfCustomer } from './jurisdiction.js';
import type { Customer, Ports } from './ports.js';
import { readOnce } from './read-once.js';

/** What whoever holds the customer's lock has read. */
export interface LockedLines {
  readonly customer: Customer;
  /** All lines of the customer as they stand, and the books of all of them up to the day. */
  readonly accounts: readonly CreditAccount[];
  readonly books: readonly LinePosition[];
  readonly now: Instant;
}

export interface ActingOn extends LockedLines {
  /** Due day of each line's oldest open due. */
  readonly oldestOpenDues: ReadonlyMap<AccountId, LocalDate>;
  /** The line's product, with the line's own rate where it has one. */
  readonly productOf: (account: { productId: string; annualRatePpm?: number | null }) => Product;
  /** PENDING and IN_FORCE actions on the customer's lines, oldest first. */
  readonly standing: readonly PlatformAction[];
  readonly actionPolicy: ActionPolicy;
  readonly limitPolicy: LimitPolicy;
  readonly model: RiskModel;
  /** The assessment that decisions are made on; whoever decides keeps it. */
  readonly assessment: Assessment;
  /** What it was made from. */
  readonly riskFacts: RiskFacts;
  /** What the model before makes of the same facts; read when it is first asked for. */
  readonly formerModel: () => Promise<MeasureFacts['formerModel']>;
}

/**
 * Reads the rest and assesses the customer afresh; keeps nothing. The number of statements does not
 * grow with the number of lines.
 */
export async function actingOn(
  ports: Ports,
  locked: LockedLines,
  trigger: AssessmentTrigger,
): Promise<ActingOn | NoPack> {
  const { customer, accounts, books, now } = locked;
  const { id: customerId, jurisdiction } = customer;
  const rules = packOfCustomer(jurisdiction, now);
  if (!rules) return { code: 'JURISDICTION_UNSUPPORTED', jurisdiction };
  const { pack, today } = rules;
  const ids = accounts.map(({ id }) => id);
  const statements = await ports.books.statements([customerId], firstPeriod(today));
  const behaviour = await behaviourOf(ports, [customer], now, today);
  const model = await currentModel(ports);
  const positions = books.map(({ position }) => position);
  const facts = riskFacts(accounts, positions, statements, today, behaviour.get(customerId));
  const base = { id: ports.entropy.nextId(), customerId, assessedAt: now, trigger };
  const protection = pack.closureProtection.value;
  const assessment = assess(base, facts, model, protection);
  return {
    ...locked,
    oldestOpenDues: await ports.books.oldestOpenDues(ids),
    productOf: await productsOf(ports.products, accounts),
    standing: await ports.platformActions.standingOf(ids),
    actionPolicy: await ports.actionPolicies.current(),
    limitPolicy: await ports.limitPolicies.current(),
    model,
    assessment,
    riskFacts: facts,
    formerModel: readOnce(() => formerStanding(ports, assessment, facts, { model, protection })),
  };
}

type Seen = Pick<
  ActingOn,
  'customer' | 'books' | 'oldestOpenDues' | 'productOf' | 'assessment' | 'now'
>;

/**
 * What conditions look at on a line. How long it went unused is read only where one asks for it; what
 * the model before gives is for the caller to ask for. The account's pack must be in force.
 */
export async function measureFacts(
  ports: Ports,
  at: Seen,
  account: CreditAccount,
  conditions: readonly MeasureCondition[],
  formerModel: MeasureFacts['formerModel'] = null,
): Promise<MeasureFacts> {
  const rules = packOf(at.customer, account, at.now);
  if ('code' in rules) throw new Error(`no rules are in force for account ${account.id}`);
  const { pack, today } = rules;
  const inactivityMonths = pack.creditorEnding.inactivityMonths.value;
  const isAsked = conditions.some(({ kind }) => kind === 'INACTIVE') && inactivityMonths !== null;
  const unusedMonths = isAsked
    ? await unusedMonthsOf(ports, at, account, { today, zone: pack.timeZone, inactivityMonths })
    : null;
  const line = lineFacts(at, account, today, unusedMonths);
  return { assessment: at.assessment, line, inactivityMonths, formerModel };
}

/** The line as it stands, with its books up to the day. */
export function lineFacts(
  { books, oldestOpenDues, productOf }: Pick<Seen, 'books' | 'oldestOpenDues' | 'productOf'>,
  account: CreditAccount,
  today: LocalDate,
  unusedMonths: number | null = null,
): LineFacts {
  const { position } = booksOf(books, account.id);
  const due = oldestOpenDues.get(account.id) ?? null;
  const { annualRatePpm } = productOf(account);
  return lineOnDay(account, position, { due, annualRatePpm, today, unusedMonths });
}

/** What measures look at of a line; `due` is the day of its oldest open due, null without one. */
export const lineOnDay = (
  { status, limitMinor, currency }: CreditAccount,
  position: Position,
  {
    due,
    annualRatePpm,
    today,
    unusedMonths,
  }: Pick<LineFacts, 'annualRatePpm' | 'unusedMonths'> & {
    readonly due: LocalDate | null;
    readonly today: LocalDate;
  },
): LineFacts => ({
  status,
  limitMinor,
  balanceMinor: balanceMinor(position),
  heldMinor: position.heldMinor,
  currency,
  annualRatePpm,
  overdueDays: daysPastDue(due, owedMinor(position), today),
  unusedMonths,
});

/** Newest entries of a line among which its last use is looked for; older ones count as a use. */
const ENTRIES_READ = 100;

/**
 * Whole months since the line was opened, used, or had a debt or a payment by its statements,
 * whichever was last; none while anything is owed or held.
 */
async function unusedMonthsOf(
  ports: Ports,
  { books }: Seen,
  { id, customerId, openedAt }: CreditAccount,
  over: { today: LocalDate; zone: string; inactivityMonths: number },
): Promise<number> {
  const { position } = booksOf(books, id);
  if (owedMinor(position) > 0 || position.heldMinor > 0) return 0;
  const first = addMonths(over.today, -over.inactivityMonths - 1).slice(0, 7);
  const statements = await ports.books.statements([customerId], first);
  const entries = await ports.books.entriesOf([id], { before: null, limit: ENTRIES_READ });
  const uses = entries.filter(({ kind }) => kind === 'CAPTURE');
  const oldest = entries.length === ENTRIES_READ ? entries.slice(-1) : [];
  const lastUsed = [
    localDate(openedAt, over.zone),
    ...[...uses, ...oldest].map(({ bookingDate }) => bookingDate),
    ...statements
      .filter((each) => each.accountId === id && hasUse(each))
      .map(({ closedOn }) => closedOn),
  ]
    .toSorted()
    .at(-1);
  let months = 0;
  while (lastUsed !== undefined && addMonths(lastUsed, months + 1) <= over.today) months += 1;
  return months;
}

const hasUse = (statement: {
  balanceMinor: number;
  purchasesMinor: number;
  paymentsMinor: number;
}): boolean =>
  statement.balanceMinor > 0 || statement.purchasesMinor !== 0 || statement.paymentsMinor !== 0;
