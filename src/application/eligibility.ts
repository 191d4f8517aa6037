/**
 * Whether customers could have new credit today. The facts are read as they stand and nothing is
 * written; the same question a minute later may have another answer.
 */

import type { NewCreditRestriction } from '../domain/credit-account/closure-quote.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import {
  type EligibilityFacts,
  type EligibilityReason,
  eligibilityReasons,
} from '../domain/credit-account/eligibility.js';
import type { LimitPolicy } from '../domain/credit-account/limit-policy.js';
import type { CustomerId } from '../domain/identifiers.js';
import { owedMinor, type Position } from '../domain/ledger/position.js';
import type { Product } from '../domain/ledger/product.js';
import { daysPastDue, type Statement } from '../domain/ledger/statement.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { ActivityFacts } from '../domain/risk-profile/activity.js';
import type { Assessment, AssessmentTrigger } from '../domain/risk-profile/assessment.js';
import { characteristic } from '../domain/risk-profile/catalogue.js';
import type { RiskFacts } from '../domain/risk-profile/facts.js';
import { restrictionsOf } from '../domain/risk-profile/rule-expiry.js';
import { type RuleReason, ruleReasons } from '../domain/risk-profile/rule-reasons.js';
import type { Instant, LocalDate } from '../domain/time.js';
import type { Locale, Text } from '../domain/wording.js';
import { assess, currentModel, firstPeriod, type RiskModel, riskFacts } from './assess.js';
import { behaviourOf, packsOf } from './behaviour.js';
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
  /** Due day of each line's oldest open due. */
  readonly oldestOpenDues: ReadonlyMap<string, LocalDate>;
  /** What the assessment was made from. */
  readonly riskFacts: RiskFacts;
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
  const { oldestOpenDues } = seen;
  const known = { customer, pack, today, accounts, positions, oldestOpenDues, riskFacts: facts };
  return { ...known, isOverdue, model, assessment, restrictions };
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

/** What is known of the line in whose place a new one would come, or whose limit would rise. */
export type AboutLine = Pick<EligibilityFacts, 'replaced' | 'raised' | 'cause' | 'isRoomTaken'>;

/** What stands in the way of a product, or of a higher limit, for a customer who was looked at. */
export const reasonsAgainst = (
  { customer, accounts, isOverdue, model, assessment, restrictions }: Look,
  product: Product,
  policy: LimitPolicy,
  about: AboutLine = {},
): EligibilityReason[] =>
  eligibilityReasons({
    ...about,
    product,
    jurisdiction: customer.jurisdiction,
    accounts,
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
