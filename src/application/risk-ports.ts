/**
 * Ports for what is known of a customer's risk: assessments with the cards and rules that made them,
 * behaviour, and the consents that some of it needs. `ports.ts` says what holds for all ports.
 */
import type { CustomerId, Id } from '../domain/identifiers.js';
import type { ConsentPurpose } from '../domain/policy/consent-purposes.js';
import type {
  Activity,
  ActivityDay,
  ActivityKind,
  ActivitySource,
} from '../domain/risk-profile/activity.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import type { RuleSet } from '../domain/risk-profile/rules.js';
import type { Scorecard } from '../domain/risk-profile/scorecard.js';
import type { Instant, LocalDate } from '../domain/time.js';

export interface RiskProfiles {
  latest(customerIds: readonly CustomerId[]): Promise<Assessment[]>;
  byId(ids: readonly Id[]): Promise<Assessment[]>;
  add(assessments: readonly Assessment[]): Promise<void>;
  /** The card that scores new assessments. */
  champion(): Promise<Scorecard>;
  /** Cards as stored with the assessments that used them; they never change. */
  scorecards(versions: readonly string[]): Promise<Scorecard[]>;
  /** Stores a new version as champion; a stored one stays as it is, with other content it throws. */
  addChampion(card: Scorecard): Promise<void>;
  /** The rules that look on new assessments. */
  currentRules(): Promise<RuleSet>;
  /** Rule sets as stored with the assessments that they looked on; they never change. */
  ruleSets(versions: readonly string[]): Promise<RuleSet[]>;
  /** Stores a new version as the current one; a stored one as {@link addChampion}. */
  addRules(rules: RuleSet): Promise<void>;
  /** A customer's assessments before an id, newest first, at most `limit`. */
  history(
    customerIds: readonly CustomerId[],
    page: { before: Id | null; limit: number },
  ): Promise<Assessment[]>;
}

/** What behaviour is remembered: activities by id, and the days that they add up to. */
export interface Activities {
  /** Those of the ids that have been told before, of whomever. */
  known(ids: readonly string[]): Promise<Set<string>>;
  /** Keeps activities under their customers; an id that is there already throws. */
  add(activities: readonly Activity[], recordedAt: Instant): Promise<void>;
  /** Days of the customers from `from` on, up to and with `to`; by customer and day. */
  days(customerIds: readonly CustomerId[], from: LocalDate, to: LocalDate): Promise<ActivityDay[]>;
  /** Single days for adding to; those that do not exist yet are absent. */
  daysAt(places: readonly Pick<ActivityDay, 'customerId' | 'day'>[]): Promise<ActivityDay[]>;
  /** Replaces or adds whole days. */
  saveDays(days: readonly ActivityDay[]): Promise<void>;
  /** Removes activities of the kinds and takes them out of the customer's days. */
  forget(customerId: CustomerId, kinds: readonly ActivityKind[]): Promise<void>;
}

/** What a consent is about: a source that is looked at for an assessment, or a purpose alone. */
export type ConsentAbout =
  | { readonly purpose: 'CREDIT_ASSESSMENT'; readonly source: ActivitySource }
  | { readonly purpose: Exclude<ConsentPurpose, 'CREDIT_ASSESSMENT'>; readonly source: null };

/** A customer's consent for a purpose; withdrawn once, given again as a new one. */
export type Consent = ConsentAbout & {
  readonly id: Id;
  readonly customerId: CustomerId;
  readonly givenAt: Instant;
  readonly withdrawnAt: Instant | null;
};

export interface Consents {
  /** Those of the customers that are not withdrawn, one of each source or purpose; oldest first. */
  inForce(ids: readonly CustomerId[]): Promise<Consent[]>;
  /** A customer's, withdrawn ones included, newest first, at most `limit`. */
  newest(customerId: CustomerId, limit: number): Promise<Consent[]>;
  add(consent: Consent): Promise<void>;
  withdraw(id: Id, withdrawnAt: Instant): Promise<void>;
}
