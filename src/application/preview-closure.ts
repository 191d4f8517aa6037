/**
 * The preview of a closing: everything that stands in the way and everything that will follow, now
 * and later, with the data that stay behind and what could be done instead. It is pinned as a quote
 * for a few days. Nothing of the customer's changes.
 */
import type { ClosureQuote } from '../domain/credit-account/closure-quote.js';
import type { CreditAccount, Motive } from '../domain/credit-account/credit-account.js';
import type { AccountId, Id } from '../domain/identifiers.js';
import type { InstalmentPlan, LinePosition } from '../domain/ledger/position.js';
import type { ClosingDuty } from '../domain/policy/jurisdiction-pack.js';
import {
  RETENTION_CLASSES,
  type RetentionClass,
  type RetentionPeriod,
  retentionUntil,
} from '../domain/policy/retention.js';
import { addDays, END_OF_TIME, type LocalDate, startOfDay } from '../domain/time.js';
import { mayPreviewClosureOf } from './access.js';
import type { Actor } from './actor.js';
import { type RiskModel, riskFacts } from './assess.js';
import { type AtClosing, closingFacts, type ReadClosing } from './closing-facts.js';
import { closureOutlook, type Outlook } from './closure-outlook.js';
import { type Alternative, alternativesTo, type Warning, warningsOf } from './closure-warnings.js';
import { productsOf } from './embedded-ledger.js';
import { lineTerms } from './find-recourse.js';
import { type ForeseenClosure, foreseeClosure } from './foresee-closure.js';
import { type NoPack, packOf } from './jurisdiction.js';
import type { Ports } from './ports.js';
import { relationshipEnded } from './relationship.js';

/** Quotes of a line that are kept side by side; the oldest go first. */
const QUOTES_KEPT = 10;

export interface Kept {
  readonly retentionClass: RetentionClass;
  readonly from: RetentionPeriod['from'];
  readonly period: RetentionPeriod['period'];
  /** The last day on which what is there today is kept; null while its period has not begun. */
  readonly until: LocalDate | null;
  readonly source: string;
}

export interface Preview {
  readonly account: CreditAccount;
  readonly line: LinePosition;
  readonly plans: readonly InstalmentPlan[];
  readonly quote: ClosureQuote;
  readonly foreseen: ForeseenClosure;
  /** The card and the rules by which it was worked out. */
  readonly model: RiskModel;
  readonly outlook: Outlook;
  readonly kept: readonly Kept[];
  readonly warnings: readonly Warning[];
  readonly alternatives: readonly Alternative[];
  readonly duties: readonly ClosingDuty[];
}

export type PreviewRefusal =
  | { code: 'ACCOUNT_NOT_FOUND' }
  | { code: 'ALREADY_CLOSING'; status: CreditAccount['status']; closureId: Id | null }
  | NoPack;

export type PreviewResult = Preview | { refusals: readonly PreviewRefusal[] };

/** Works out and pins what closing the line would do for whoever may see the line. */
export async function previewClosure(
  ports: Ports,
  actor: Actor,
  { accountId, motive }: { accountId: AccountId; motive?: Motive | null },
): Promise<PreviewResult> {
  const [seen] = await ports.accounts.find([accountId]);
  if (!seen || !mayPreviewClosureOf(actor, seen.customerId)) {
    return { refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] };
  }
  if ('closureId' in seen || seen.status === 'CHARGED_OFF') {
    const closureId = 'closureId' in seen ? seen.closureId : null;
    return { refusals: [{ code: 'ALREADY_CLOSING', status: seen.status, closureId }] };
  }
  const at = await linesNow(ports, seen);
  if ('code' in at) return { refusals: [at] };
  const quoteId = ports.entropy.nextId();
  // Also when an agent looks: it is the customer's own closing that is worked out and can be quoted.
  const own = { isOwn: true, effectiveAt: at.now };
  const wish = { closureId: quoteId, motive: motive ?? null, ...own };
  const facts = await closingFacts(ports, at, wish);
  const foreseen = foreseeClosure(facts);
  const quote = quoteOf(quoteId, actor, facts, foreseen);
  await ports.inTransaction(async () => {
    await ports.closureQuotes.add(quote);
    await ports.closureQuotes.trim(accountId, QUOTES_KEPT);
  });
  return {
    account: at.account,
    ...(await beside(ports, at, facts, foreseen)),
    quote,
    foreseen,
    model: facts.model,
    kept: keptAfter(facts, foreseen),
    duties: facts.pack.closingDuties.map(({ value }) => value),
  };
}

/** As a closing reads it, without a lock: nothing is promised but what is compared later. */
async function linesNow(ports: Ports, seen: CreditAccount): Promise<AtClosing | NoPack> {
  const [customer] = await ports.customers.find([seen.customerId]);
  if (!customer) throw new Error(`account ${seen.id} has no customer`);
  const accounts = await ports.accounts.ofCustomers([customer.id]);
  const now = ports.clock.now();
  const { lines: books } = await ports.ledger.read(customer, accounts, now);
  const account = accounts.find(({ id }) => id === seen.id) ?? seen;
  const rules = packOf(customer, account, now);
  return 'code' in rules ? rules : { customer, account, accounts, books, now, ...rules };
}

function quoteOf(
  id: Id,
  actor: Actor,
  { account, motive, now, today, pack, model, policy }: ReadClosing,
  { effects }: ForeseenClosure,
): ClosureQuote {
  const goodThrough = addDays(today, pack.customerClosure.quoteDays.value);
  return {
    id,
    accountId: account.id,
    customerId: account.customerId,
    motive,
    madeAt: now,
    madeBy: actor.subject,
    goodThrough,
    validUntil: startOfDay(addDays(goodThrough, 1), pack.timeZone) - 1,
    effects,
    packEdition: pack.id,
    scorecardVersion: model.card.version,
    rulesVersion: model.rules.version,
    limitPolicyVersion: policy.version,
  };
}

/** What is told beside the effects: how it goes on, what to think of, what else could be done. */
async function beside(
  ports: Ports,
  at: AtClosing,
  facts: ReadClosing,
  foreseen: ForeseenClosure,
): Promise<Pick<Preview, 'line' | 'plans' | 'outlook' | 'warnings' | 'alternatives'>> {
  const { account, accounts, books, statements, today, model, pack, behaviour } = facts;
  const line = books.find(({ position }) => position.accountId === account.id);
  if (!line) throw new Error(`account ${account.id} is not in the books`);
  const ids = accounts.map(({ id }) => id);
  const since = await ports.dueWork.turnover(ids, `${today.slice(0, 7)}-01`, END_OF_TIME);
  const productOf = await productsOf(ports.products, accounts);
  const positions = books.map(({ position }) => position);
  const outlook = closureOutlook({
    accountId: account.id,
    ifClosed: foreseen.factsAfter,
    ifKept: riskFacts(accounts, positions, statements, today, behaviour.before),
    terms: accounts.map((each) =>
      lineTerms(each, {
        position: positions.find(({ accountId }) => accountId === each.id),
        product: productOf(each),
        statements: statements.filter(({ accountId }) => accountId === each.id),
        since: since.get(each.id),
        today,
      }),
    ),
    model,
    protection: pack.closureProtection.value,
  });
  const dues = await ports.books.oldestOpenDues([account.id]);
  const consents = await ports.consents.inForce([at.customer.id]);
  return {
    line,
    plans: line.plans,
    outlook,
    warnings: warningsOf(facts, foreseen, { outlook, dueOn: dues.get(account.id) ?? null }),
    alternatives: alternativesTo(facts, line, consents),
  };
}

/** How long what is there today is kept once the line is closed. */
function keptAfter(
  { accounts, account, pack, today }: ReadClosing,
  { closed }: ForeseenClosure,
): Kept[] {
  const after = accounts.map((each) => (each.id === account.id ? closed : each));
  const relationshipEndedOn = relationshipEnded(after) ? today : undefined;
  return RETENTION_CLASSES.map((retentionClass) => {
    const { value, source } = pack.retention[retentionClass];
    return {
      retentionClass,
      ...value,
      until: retentionUntil(pack, retentionClass, { eventOn: today, relationshipEndedOn }),
      source,
    };
  });
}
