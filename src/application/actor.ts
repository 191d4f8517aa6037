/**
 * Who is asking, and which role reaches whose records by which rule. Nobody else decides about access,
 * so the whole of it can be read on this page; `access.ts` has the rules by their names.
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
  /** Hears of each look at a named customer's file that a rule below lets staff have. */
  readonly noteLook?: (customerId: CustomerId, role: Role, part: FilePart) => void;
}

/** What of a customer's file is looked at. */
export type FilePart = 'CUSTOMER' | 'RISK_PROFILE' | 'APPEALS' | 'AUDIT';

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
  | 'takeMeasure'
  | 'liftMeasure'
  | 'manageLines'
  | 'apply'
  | 'askEligibility'
  | 'operateLedger'
  | 'advanceClock'
  | 'exportData'
  | 'holdRecords'
  | 'readLegalHolds'
  | 'readAccesses'
  | 'appeal'
  | 'readAppeals'
  | 'reviewAppeals'
  | 'readAudit'
  | 'readNotices'
  | 'acknowledge'
  | 'tellDelivery'
  | 'readClocks'
  | 'handInEvidence'
  | 'readEvidence'
  | 'auditEvidence';

/**
 * `OWN` is the customer that the actor is, `CONSENTED` one who consented to it; a rule that is not
 * listed for a role is refused.
 */
type Reach = 'OWN' | 'CONSENTED' | 'ANY';

export const ACCESS: Readonly<Record<Role, Readonly<Partial<Record<Rule, Reach>>>>> = {
  // A customer sees and closes what is theirs, and checks the receipts of it.
  borrower: {
    readCustomer: 'OWN',
    readRiskProfile: 'OWN',
    // Consent is the customer's own word; nobody gives or withdraws it for another.
    consent: 'OWN',
    close: 'OWN',
    // A copy of everything is for the one whom it is about.
    exportData: 'OWN',
    readAccesses: 'OWN',
    manageLines: 'OWN',
    apply: 'OWN',
    // To appeal is for the one whom the decision is about.
    appeal: 'OWN',
    readAppeals: 'OWN',
    readNotices: 'OWN',
    // That a notice was read is the reader's own word.
    acknowledge: 'OWN',
    handInEvidence: 'OWN',
    readEvidence: 'OWN',
    readAudit: 'OWN',
  },
  // Closing on a customer's behalf takes two agents: one asks, another approves.
  agent: {
    readCustomer: 'ANY',
    readNotices: 'ANY',
    readRiskProfile: 'ANY',
    reassess: 'ANY',
    closeOnBehalf: 'ANY',
    // What may be done to a line is the action policy's to say; that it is so is staff's.
    takeMeasure: 'ANY',
    liftMeasure: 'ANY',
    readClocks: 'ANY',
  },
  // A dispute ends up with a reviewer, who sees to it that nothing of it is erased meanwhile.
  reviewer: {
    readCustomer: 'ANY',
    readNotices: 'ANY',
    readRiskProfile: 'ANY',
    holdRecords: 'ANY',
    readLegalHolds: 'ANY',
    readAppeals: 'ANY',
    reviewAppeals: 'ANY',
    // Of a case that is theirs to decide, while it is; the use case sees to that.
    readEvidence: 'ANY',
    takeMeasure: 'ANY',
    liftMeasure: 'ANY',
    readClocks: 'ANY',
  },
  // An analyst works on scores, and has no need to know whose accounts stand behind them.
  analyst: { readRiskProfile: 'ANY' },
  auditor: {
    readCustomer: 'ANY',
    readNotices: 'ANY',
    readRiskProfile: 'ANY',
    readAudit: 'ANY',
    readLegalHolds: 'ANY',
    readAppeals: 'ANY',
    // Of a case that was answered: what the answer rested on.
    auditEvidence: 'ANY',
    readClocks: 'ANY',
  },
  // A business system posts to accounts and tells what customers do, and has no need to know a score:
  // it may have one made anew, and does not see it.
  service: {
    readCustomer: 'ANY',
    operateLedger: 'ANY',
    // And so reads what is still to be delivered.
    tellDelivery: 'ANY',
    recordActivities: 'ANY',
    reassess: 'ANY',
    advanceClock: 'ANY',
  },
  // A partner learns whether a customer could have a product, with the customer's consent alone.
  partner: { askEligibility: 'CONSENTED' },
};

/** The rules by which a person of the staff looks at a file; business systems are no persons. */
const LOOKS: Readonly<Partial<Record<Rule, FilePart>>> = {
  readCustomer: 'CUSTOMER',
  readRiskProfile: 'RISK_PROFILE',
  readAudit: 'AUDIT',
  readNotices: 'CUSTOMER',
  tellDelivery: 'CUSTOMER',
  readAppeals: 'APPEALS',
  reviewAppeals: 'APPEALS',
  readEvidence: 'APPEALS',
  auditEvidence: 'APPEALS',
  reassess: 'RISK_PROFILE',
  closeOnBehalf: 'CUSTOMER',
  takeMeasure: 'CUSTOMER',
  liftMeasure: 'CUSTOMER',
  readLegalHolds: 'CUSTOMER',
};
const STAFF: readonly Role[] = ['agent', 'reviewer', 'analyst', 'auditor'];

/** Allowed when any one of the actor's roles allows it; a person of the staff then looks at a file. */
export function allowed(actor: Actor, rule: Rule, customerId?: CustomerId): boolean {
  const reachOf = (role: Role): Reach | undefined => ACCESS[role][rule];
  const isOwn = customerId !== undefined && actor.customerId === customerId;
  // What is one's own is no look, whatever else one is.
  if (isOwn && actor.roles.some((role) => reachOf(role) === 'OWN')) return true;
  const reaching = actor.roles.filter((role) => reachOf(role) === 'ANY');
  if (reaching.length === 0) return false;
  const part = LOOKS[rule];
  if (part && customerId !== undefined) {
    // Whoever has a role of the staff is a person, also where only a system's role lets them.
    const role = [...reaching, ...actor.roles].find((each) => STAFF.includes(each));
    if (role) actor.noteLook?.(customerId, role, part);
  }
  return true;
}
