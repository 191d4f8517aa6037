/**
 * Whether customers could have new credit today. The facts are read as they stand and nothing is
 * written; the same question a minute later may have another answer.
 */

import type { NewCreditRestriction } from '../domain/credit-account/closure-quote.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import {
  type EligibilityReason,
  eligibilityReasons,
  eligibleFrom,
} from '../domain/credit-account/eligibility.js';
import type { LimitPolicy } from '../domain/credit-account/limit-policy.js';
import type { AccountId, CustomerId } from '../domain/identifiers.js';
import { owedMinor, type Position } from '../domain/ledger/position.js';
import type { Product } from '../domain/ledger/product.js';
import { daysPastDue, type Statement } from '../domain/ledger/statement.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { ActivityFacts } from '../domain/risk-profile/activity.js';
import type { Assessment, AssessmentTrigger } from '../domain/risk-profile/assessment.js';
import { characteristic } from '../domain/risk-profile/catalogue.js';
import { restrictionsOf } from '../domain/risk-profile/rule-expiry.js';
import { type RuleReason, ruleReasons } from '../domain/risk-profile/rule-reasons.js';
import type { Instant, LocalDate } from '../domain/time.js';
import type { Locale, Text } from '../domain/wording.js';
import { mayAskEligibility } from './access.js';
import type { Actor } from './actor.js';
import { assess, currentModel, firstPeriod, type RiskModel, riskFacts } from './assess.js';
import { behaviourOf, packsOf } from './behaviour.js';
import type { NoPack } from './jurisdiction.js';
import { message } from './messages.js';
import type { Customer, Ports } from './ports.js';

/** What is known of a customer at a moment, and where card and rules put it. */
export interface Look {
  readonly customer: Customer;
  readonly pack: JurisdictionPack;
  readonly today: LocalDate;
  readonly accounts: readonly CreditAccount[];
  /** In the order of the accounts, brought up to the day. */
  readonly positions: readonly Position[];
  readonly isOverdue: boolean;
  readonly model: RiskModel;
  /** Made on the facts of that moment; whoever looks only does not keep it. */
  readonly assessment: Assessment;
  readonly restrictions: readonly NewCreditRestriction[];
}

/** Everything that a look at one customer is made from. */
export interface Seen {
  readonly customer: Customer;
  readonly pack: JurisdictionPack;
  readonly today: LocalDate;
  readonly accounts: readonly CreditAccount[];
  readonly positions: readonly Position[];
  readonly statements: readonly Statement[];
  /** Due day of each line's oldest open due. */
  readonly oldestOpenDues: ReadonlyMap<string, LocalDate>;
  readonly behaviour: ActivityFacts | undefined;
  readonly model: RiskModel;
}

/** Assesses what was seen. */
export function lookOn(
  seen: Seen,
  base: { readonly id: string; readonly assessedAt: Instant; readonly trigger: AssessmentTrigger },
): Look {
  const { customer, pack, today, accounts, positions, model } = seen;
  const facts = riskFacts(accounts, positions, seen.statements, today, seen.behaviour);
  const about = { ...base, customerId: customer.id };
  const assessment = assess(about, facts, model, pack.closureProtection.value);
  const isOverdue = positions.some((position) => {
    const due = seen.oldestOpenDues.get(position.accountId) ?? null;
    return daysPastDue(due, owedMinor(position), today) > 0;
  });
  const acted = assessment.rules?.acted ?? [];
  const restrictions = restrictionsOf(model.rules, acted, facts);
  return { customer, pack, today, accounts, positions, isOverdue, model, assessment, restrictions };
}

/**
 * Looks at customers as they stand, in a constant number of statements however many there are; one
 * whose jurisdiction has no pack in force is absent.
 */
export async function lookAt(
  ports: Ports,
  customers: readonly Customer[],
  now: Instant,
): Promise<ReadonlyMap<CustomerId, Look>> {
  const packs = packsOf(customers, now);
  const governed = customers.flatMap((customer) => {
    const found = packs.get(customer.jurisdiction);
    return found ? [{ customer, ...found }] : [];
  });
  if (governed.length === 0) return new Map();
  const known = governed.map(({ customer }) => customer);
  const ids = known.map(({ id }) => id);
  const accounts = await ports.accounts.ofCustomers(ids);
  const positions = await ports.ledger.positions(accounts, now);
  const dues = await ports.books.oldestOpenDues(accounts.map(({ id }) => id));
  const since = governed.map(({ today }) => firstPeriod(today)).toSorted();
  const statements = await ports.books.statements(ids, since[0] ?? '');
  const behaviour = await behaviourOf(ports, known, now);
  const model = await currentModel(ports);
  const base = { id: '', assessedAt: now, trigger: 'APPLICATION' } as const;
  const looks = governed.map(({ customer, pack, today }) => {
    const isOwn = (row: { customerId: string }): boolean => row.customerId === customer.id;
    const own = {
      accounts: accounts.filter(isOwn),
      positions: positions.filter(isOwn),
      statements: statements.filter((each) => isOwn(each) && each.period >= firstPeriod(today)),
      behaviour: behaviour.get(customer.id),
    };
    return lookOn({ customer, pack, today, oldestOpenDues: dues, model, ...own }, base);
  });
  return new Map(looks.map((look) => [look.customer.id, look]));
}

/**
 * What stands in the way of a product for a customer who was looked at. A line in whose place the
 * product is offered is not held any more once its use has ended, also while it is still repaid.
 */
export const reasonsAgainst = (
  { customer, accounts, isOverdue, model, assessment, restrictions }: Look,
  product: Product,
  policy: LimitPolicy,
  inPlaceOf: AccountId | null = null,
): EligibilityReason[] =>
  eligibilityReasons({
    product,
    jurisdiction: customer.jurisdiction,
    accounts: accounts.filter(
      ({ id, status }) => id !== inPlaceOf || (status !== 'RUN_OFF' && status !== 'DRAWDOWN_ENDED'),
    ),
    isOverdue,
    ...model,
    policy,
    score: assessment.score,
    band: assessment.band,
    restrictions,
  });

/** The rule's reason with what it does. */
export const ruleTextsOf = (
  { model, assessment }: Pick<Look, 'model' | 'assessment'>,
  locale: Locale,
): RuleReason[] =>
  ruleReasons(
    model.rules,
    assessment.rules?.acted ?? [],
    assessment.values,
    locale,
    characteristic,
  );

/** A reason as it is told: no words name a score. */
export interface ToldReason {
  readonly code: string;
  readonly text: Text;
  /** The first day on which it stands no more if nothing else happens; null: not known. */
  readonly until: LocalDate | null;
}

/** Reasons in words; a rule's are its own, with the customer's figure. */
export function toldReasons(
  look: Pick<Look, 'model' | 'assessment'>,
  reasons: readonly EligibilityReason[],
): ToldReason[] {
  const rules = { en: ruleTextsOf(look, 'en'), zh: ruleTextsOf(look, 'zh') };
  const textOf = (reason: EligibilityReason, locale: Locale): string => {
    if (reason.kind === 'FACT') return message(`AGAINST_${reason.code}`, locale);
    const told = rules[locale].find(({ ruleId }) => ruleId === reason.ruleId);
    if (!told) throw new Error(`the rule ${reason.ruleId} did not act`);
    return told.text;
  };
  return reasons.map((reason) => ({
    code: reason.code,
    text: { en: textOf(reason, 'en'), zh: textOf(reason, 'zh') },
    until: reason.until,
  }));
}

export type EligibilityRefusal =
  /** Not for this actor, or (of a partner) not without the customer's consent. */
  { code: 'FORBIDDEN' } | { code: 'CUSTOMER_NOT_FOUND' } | { code: 'PRODUCT_NOT_FOUND' } | NoPack;

export interface Eligibility {
  readonly eligible: boolean;
  readonly reasons: readonly ToldReason[];
  /** The first day on which nothing stands in the way by itself; null: not known, or nothing does. */
  readonly until: LocalDate | null;
  readonly asOf: LocalDate;
}

/**
 * Whether the customer would be offered a line of the product today, without a person's look. A
 * partner is answered about customers who consented to it, and about nobody else, known or not.
 */
export async function eligibilityOf(
  ports: Ports,
  actor: Actor,
  { customerId, productId }: { readonly customerId: CustomerId; readonly productId: string },
  now: Instant,
): Promise<Eligibility | { refusal: EligibilityRefusal }> {
  const consents = await ports.consents.inForce([customerId]);
  const isConsented = consents.some(({ purpose }) => purpose === 'PARTNER_ELIGIBILITY');
  const [customer] = await ports.customers.find([customerId]);
  // A consent outlives nobody: what is left of one says nothing without its customer.
  if (!mayAskEligibility(actor, customerId, isConsented && customer !== undefined)) {
    return { refusal: { code: 'FORBIDDEN' } };
  }
  if (!customer) return { refusal: { code: 'CUSTOMER_NOT_FOUND' } };
  const [product] = await ports.products.find([productId]);
  if (!product) return { refusal: { code: 'PRODUCT_NOT_FOUND' } };
  const look = (await lookAt(ports, [customer], now)).get(customerId);
  const { jurisdiction } = customer;
  if (!look) return { refusal: { code: 'JURISDICTION_UNSUPPORTED', jurisdiction } };
  const reasons = reasonsAgainst(look, product, await ports.limitPolicies.current());
  return {
    eligible: reasons.length === 0,
    reasons: toldReasons(look, reasons),
    until: eligibleFrom(reasons),
    asOf: look.today,
  };
}
