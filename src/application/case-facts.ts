/**
 * What a decision about a case is made on: the decision with the card and rules of its time, the
 * customer's facts of now, and both scores. Read the same way for a preview and under the lock.
 */
import type { Appeal, Finding, Rescore } from '../domain/appeal/appeal.js';
import { evidenceOf } from '../domain/appeal/evidence.js';
import type { FindingFacts } from '../domain/appeal/finding-problems.js';
import {
  changeFacts,
  duesFound,
  type FoundAt,
  firstPeriodFound,
  withFindings,
} from '../domain/appeal/findings.js';
import { namingParts } from '../domain/appeal/mistaken-identity.js';
import {
  asIfNotDecided,
  type GroundLeft,
  groundLeft,
  lineAsIfNotDecided,
  sideBySide,
} from '../domain/appeal/rescore.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import { oldestOpenDue } from '../domain/ledger/statement.js';
import type { MeasureFacts } from '../domain/platform-action/conditions.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import type { RiskFacts } from '../domain/risk-profile/facts.js';
import { type Instant, type LocalDate, localDate } from '../domain/time.js';
import { measureFacts } from './acting-on.js';
import { assess, currentModel, firstPeriod, type RiskModel, riskFacts } from './assess.js';
import { behaviourOf } from './behaviour.js';
import { productsOf } from './embedded-ledger.js';
import { rulesFor } from './filing-facts.js';
import { type NoPack, packOfCustomer } from './jurisdiction.js';
import type { BooksReading, Customer, Ports } from './ports.js';

export interface CaseFacts {
  readonly appeal: Appeal;
  readonly decision: Decision;
  readonly customer: Customer;
  readonly now: Instant;
  /** The rules of the decision's line, or of the customer. */
  readonly pack: JurisdictionPack;
  readonly today: LocalDate;
  readonly accounts: readonly CreditAccount[];
  readonly books: BooksReading['lines'];
  /** The line that the decision is about; null for one on an application. */
  readonly account: CreditAccount | null;
  /** The decision's own action, and with it those of its consequences. */
  readonly action: PlatformAction | null;
  readonly actions: readonly PlatformAction[];
  /** Facts of now, and what findings are held against. */
  readonly facts: RiskFacts;
  readonly findable: FindingFacts;
  /** The decision's own assessment with what made it; null where no score had a say or is kept. */
  readonly scored: { readonly assessment: Assessment; readonly model: RiskModel } | null;
}

/** Reads them; a constant number of statements. `findings` say how far back statements are needed. */
export async function caseFacts(
  ports: Ports,
  { appeal, customer, now }: Pick<CaseFacts, 'appeal' | 'customer' | 'now'>,
  booksFor: (accounts: readonly CreditAccount[]) => Promise<BooksReading>,
  findings: readonly Finding[],
): Promise<CaseFacts | NoPack> {
  const [decision] = await ports.closures.decisions([appeal.decisionId]);
  if (!decision) throw new Error(`appeal ${appeal.id} is about no decision`);
  const rules = await rulesFor(ports, customer, decision, now);
  if ('code' in rules) return rules;
  const accounts = await ports.accounts.ofCustomers([customer.id]);
  const { lines: books } = await booksFor(accounts);
  const own = await ports.platformActions.find([decision.id]);
  const actions = [...own, ...(await ports.platformActions.causedBy([decision.id]))];
  return {
    appeal,
    decision,
    customer,
    now,
    ...rules,
    accounts,
    books,
    account: accounts.find(({ id }) => id === decision.accountId) ?? null,
    action: own[0] ?? null,
    actions,
    ...(await riskOf(ports, { appeal, customer, now, ...rules, accounts, books }, findings)),
    scored: await scoredBy(ports, decision),
  };
}

async function riskOf(
  ports: Ports,
  at: Pick<CaseFacts, 'appeal' | 'customer' | 'now' | 'today' | 'accounts' | 'books'>,
  findings: readonly Finding[],
): Promise<Pick<CaseFacts, 'facts' | 'findable'>> {
  const { appeal, customer, now, accounts } = at;
  const today = packOfCustomer(customer.jurisdiction, now)?.today ?? at.today;
  const first = firstPeriod(today);
  const earliest = [first, firstPeriodFound(findings) ?? first].toSorted()[0] ?? first;
  const statements = await ports.books.statements([customer.id], earliest);
  const behaviour = (await behaviourOf(ports, [customer], now, today)).get(customer.id);
  const evidence = await ports.evidence.find(evidenceOf(appeal));
  const positions = at.books.map(({ position }) => position);
  const scoredNow = statements.filter(({ period }) => period >= first);
  return {
    facts: riskFacts(accounts, positions, scoredNow, today, behaviour),
    findable: {
      evidence: new Map(evidence.map(({ id, kind }) => [id, kind])),
      statements: riskFacts([], [], statements, today, undefined).statements,
      days: behaviour?.days ?? [],
      permitted: behaviour?.permitted ?? new Set(),
    },
  };
}

/** The decision's assessment with its card and rules; an older one had no rules beside the card. */
async function scoredBy(ports: Ports, { assessmentId }: Decision): Promise<CaseFacts['scored']> {
  const [assessment] = assessmentId === null ? [] : await ports.riskProfiles.byId([assessmentId]);
  if (!assessment) return null;
  const [card] = await ports.riskProfiles.scorecards([assessment.scorecardVersion]);
  if (!card) throw new Error(`assessment ${assessment.id} was made by an unknown card`);
  const { rules } = assessment;
  if (rules === null) {
    const none = { ...(await currentModel(ports)).rules, rules: [] };
    return { assessment, model: { card, rules: none } };
  }
  const [set] = await ports.riskProfiles.ruleSets([rules.version]);
  if (!set) throw new Error(`assessment ${assessment.id} was made with unknown rules`);
  return { assessment, model: { card, rules: set } };
}

/** The findings, with the facts themselves where all that the decision rested on are another's. */
export function namedFindings(at: CaseFacts, findings: readonly Finding[]): readonly Finding[] {
  const { decision, pack, scored, findable } = at;
  const decidedOn = localDate(decision.decidedAt, pack.timeZone);
  const looked = scored && {
    rules: scored.model.rules,
    acted: scored.assessment.rules?.acted ?? [],
    characteristicIds: scored.model.card.characteristics.map(({ id }) => id),
  };
  return namingParts(findings, findable, { decision, decidedOn, scored: looked });
}

/** Who found what when, for the facts that findings become. */
export const foundAt = ({ appeal, customer, now, facts }: CaseFacts): FoundAt => ({
  customerId: customer.id,
  appealId: appeal.id,
  today: facts.asOf,
  now,
});

export interface Rescored {
  readonly rescore: Rescore;
  readonly ground: GroundLeft;
  /** It is the findings that took the ground away, and not time or what the customer did since. */
  readonly isRefuted: boolean;
  /** What the ground was held against; null for a decision about no line. */
  readonly seen: MeasureFacts | null;
}

/** Both scores by the decision's own card and rules; null where none had a say. */
export async function rescored(
  ports: Ports,
  at: CaseFacts,
  findings: readonly Finding[],
): Promise<Rescored | null> {
  if (!at.scored) return null;
  const { assessment } = at.scored;
  const { after, seen, ground } = await lookedAgain(ports, at, at.scored, findings);
  const isRefuted =
    ground.isGone &&
    changeFacts(findings) &&
    !(await lookedAgain(ports, at, at.scored, [])).ground.isGone;
  const rescore = sideBySide(assessment, after, ground.stillApplies);
  return { rescore, ground, isRefuted, seen };
}

/** The decision's card and rules on the facts as found, and what they leave of its ground. */
async function lookedAgain(
  ports: Ports,
  at: CaseFacts,
  { model }: NonNullable<CaseFacts['scored']>,
  findings: readonly Finding[],
) {
  const { customer, now, pack, account, decision } = at;
  const found = withFindings(at.facts, findings, foundAt(at));
  const facts = asIfNotDecided(found, at.actions, pack.timeZone);
  const base = { id: '', customerId: customer.id, assessedAt: now, trigger: 'APPEAL' } as const;
  const after = assess(base, facts, model, pack.closureProtection.value);
  const seen = account && (await seenBy(ports, at, account, { assessment: after, findings }));
  const ground: GroundLeft = seen
    ? groundLeft(decision, seen)
    : { conditions: [], stillApplies: null, isGone: false };
  return { after, seen, ground };
}

async function seenBy(
  ports: Ports,
  at: CaseFacts,
  account: CreditAccount,
  {
    assessment,
    findings,
  }: { readonly assessment: Assessment; readonly findings: readonly Finding[] },
): Promise<MeasureFacts> {
  const { customer, books, accounts, now, decision } = at;
  const due = oldestOpenDue(duesFound(await ports.books.dues([account.id]), findings));
  const seen = {
    customer,
    books,
    now,
    assessment,
    oldestOpenDues: new Map(due === null ? [] : [[account.id, due]]),
    productOf: await productsOf(ports.products, accounts),
  };
  const facts = await measureFacts(ports, seen, account, decision.measure?.conditions ?? []);
  return { ...facts, line: lineAsIfNotDecided(facts.line, at.action) };
}
