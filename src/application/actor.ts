/**
 * Who is asking, and what they may do. A use case asks one of the rules below before it reads or
 * changes anything; nobody else decides about access, so the whole of it can be read on one page.
 */
import type { CustomerId } from '../domain/identifiers.js';
import type { Instant } from '../domain/time.js';

export const ROLES = [
  'borrower',
  'agent',
  'reviewer',
  'analyst',
  'auditor',
  'service',
  'partner',
] as const;
export type Role = (typeof ROLES)[number];

/** The holder of a verified access token. */
export interface Actor {
  /** Who signed in, as the issuer names them; unique within the issuer, at most 255 characters. */
  readonly subject: string;
  /** At least one, each once. */
  readonly roles: readonly Role[];
  /** The customer that a borrower is; absent for everybody else. */
  readonly customerId?: CustomerId;
  /** When the person last proved who they are (`auth_time`), wall time. */
  readonly authenticatedAt?: Instant;
  /** How strongly they did (`acr`). */
  readonly acr?: string;
}

/** True for a role that we know; an issuer may give its users others, which mean nothing here. */
export const isRole = (name: unknown): name is Role => ROLES.some((role) => role === name);

type Rule =
  | 'readCustomer'
  | 'readRiskProfile'
  | 'reassess'
  | 'consent'
  | 'recordActivities'
  | 'close'
  | 'closeOnBehalf'
  | 'manageLines'
  | 'apply'
  | 'askEligibility'
  | 'operateLedger'
  | 'advanceClock'
  | 'exportData'
  | 'holdRecords'
  | 'readLegalHolds'
  | 'readAudit';

/**
 * `OWN` is the customer that the actor is, `CONSENTED` one who consented to it; a rule that is not
 * listed for a role is refused.
 */
type Reach = 'OWN' | 'CONSENTED' | 'ANY';

const ACCESS: Readonly<Record<Role, Readonly<Partial<Record<Rule, Reach>>>>> = {
  // A customer sees and closes what is theirs, and checks the receipts of it.
  borrower: {
    readCustomer: 'OWN',
    readRiskProfile: 'OWN',
    // Consent is the customer's own word; nobody gives or withdraws it for another.
    consent: 'OWN',
    close: 'OWN',
    // A copy of everything is for the one whom it is about.
    exportData: 'OWN',
    manageLines: 'OWN',
    apply: 'OWN',
    readAudit: 'OWN',
  },
  // Closing on a customer's behalf takes two agents: one asks, another approves.
  agent: {
    readCustomer: 'ANY',
    readRiskProfile: 'ANY',
    reassess: 'ANY',
    closeOnBehalf: 'ANY',
  },
  // A dispute ends up with a reviewer, who sees to it that nothing of it is erased meanwhile.
  reviewer: {
    readCustomer: 'ANY',
    readRiskProfile: 'ANY',
    holdRecords: 'ANY',
    readLegalHolds: 'ANY',
  },
  // An analyst works on scores, and has no need to know whose accounts stand behind them.
  analyst: { readRiskProfile: 'ANY' },
  auditor: { readCustomer: 'ANY', readRiskProfile: 'ANY', readAudit: 'ANY', readLegalHolds: 'ANY' },
  // A business system posts to accounts and tells what customers do, and has no need to know a score:
  // it may have one made anew, and does not see it.
  service: {
    readCustomer: 'ANY',
    operateLedger: 'ANY',
    recordActivities: 'ANY',
    reassess: 'ANY',
    advanceClock: 'ANY',
  },
  // A partner learns whether a customer could have a product, with the customer's consent alone.
  partner: { askEligibility: 'CONSENTED' },
};

/** Allowed when any one of the actor's roles allows it. */
const allowed = (actor: Actor, rule: Rule, customerId?: CustomerId): boolean =>
  actor.roles.some((role) => {
    const reach = ACCESS[role][rule];
    if (reach !== 'OWN') return reach === 'ANY';
    return customerId !== undefined && actor.customerId === customerId;
  });

/** The customer's lines, balances and closures. */
export const mayReadCustomer = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'readCustomer', customerId);

/** The customer's score, band and explanation. */
export const mayReadRiskProfile = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'readRiskProfile', customerId);

/** Asking whether this customer could have a product; whoever may see the score may. */
export const mayAskEligibility = (
  actor: Actor,
  customerId: CustomerId,
  isConsented: boolean,
): boolean =>
  mayReadRiskProfile(actor, customerId) ||
  (isConsented && actor.roles.some((role) => ACCESS[role].askEligibility === 'CONSENTED'));

/** Applying for a line for this customer, accepting an offer, turning it down. */
export const mayApplyFor = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'apply', customerId);

/** Whether the actor may apply at all, which depends on the role alone. */
export const mayApply = (actor: Actor): boolean =>
  actor.customerId !== undefined && mayApplyFor(actor, actor.customerId);

/** This customer's applications, which tell of lines and of the score alike. */
export const mayReadApplications = (actor: Actor, customerId: CustomerId): boolean =>
  mayReadCustomer(actor, customerId) && mayReadRiskProfile(actor, customerId);

/** Having this customer scored anew on the facts of now. */
export const mayReassess = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'reassess', customerId);

/** Giving and withdrawing this customer's consent to the use of a source. */
export const mayConsentFor = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'consent', customerId);

/** Telling what customers do. */
export const mayRecordActivities = (actor: Actor): boolean => allowed(actor, 'recordActivities');

/** Closing a line of this customer; step-up authentication is asked for besides. */
export const mayCloseFor = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'close', customerId);

/** Whether the actor may close any line at all, which depends on the role alone. */
export const mayClose = (actor: Actor): boolean =>
  actor.customerId !== undefined && mayCloseFor(actor, actor.customerId);

/** Asking for, approving or declining a closing for a customer, as one of two agents. */
export const mayCloseOnBehalf = (actor: Actor): boolean => allowed(actor, 'closeOnBehalf');

/** Seeing what closing a line of this customer would do: it names scores and all lines. */
export const mayPreviewClosureOf = (actor: Actor, customerId: CustomerId): boolean =>
  mayCloseFor(actor, customerId) || mayCloseOnBehalf(actor);

/** Lowering the limit of a line of this customer, pausing it and resuming it. */
export const mayManageLineOf = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'manageLines', customerId);

/** Whether the actor may do so with any line at all, which depends on the role alone. */
export const mayManageOwnLines = (actor: Actor): boolean =>
  actor.customerId !== undefined && mayManageLineOf(actor, actor.customerId);

/** Authorizing use, holds, captures, repayments, refunds and returned payments. */
export const mayOperateLedger = (actor: Actor): boolean => allowed(actor, 'operateLedger');

/** Moving the demo's clock; with a configured issuer the clock can't be moved by anybody. */
export const mayAdvanceClock = (actor: Actor): boolean => allowed(actor, 'advanceClock');

/** Audit entries of one customer, or of the whole log when no customer is named. */
export const mayReadAudit = (actor: Actor, customerId?: CustomerId): boolean =>
  allowed(actor, 'readAudit', customerId);

/** A copy of everything that is kept of this customer. */
export const mayExport = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'exportData', customerId);

/** Placing and lifting legal holds. */
export const mayHoldRecords = (actor: Actor): boolean => allowed(actor, 'holdRecords');

/** Legal holds with their reasons. */
export const mayReadLegalHolds = (actor: Actor): boolean => allowed(actor, 'readLegalHolds');
