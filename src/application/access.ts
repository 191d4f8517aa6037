/**
 * The rules of access by their names. A use case asks one of them before it reads or changes anything;
 * what they go by is the table in `actor.ts`.
 */
import type { CustomerId } from '../domain/identifiers.js';
import type { Notice } from '../domain/platform-action/notice.js';
import { ACCESS, type Actor, allowed } from './actor.js';

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
export const mayCloseOnBehalf = (actor: Actor, customerId?: CustomerId): boolean =>
  allowed(actor, 'closeOnBehalf', customerId);

/** Nobody acts as staff on their own lines. */
const isOneself = (actor: Actor, customerId?: CustomerId): boolean =>
  customerId !== undefined && actor.customerId === customerId;

/** Taking a measure of the action policy on a line of this customer, or at all when none is named. */
export const mayTakeMeasures = (actor: Actor, customerId?: CustomerId): boolean =>
  !isOneself(actor, customerId) && allowed(actor, 'takeMeasure', customerId);

/** Lifting one, in the same way. */
export const mayLiftMeasures = (actor: Actor, customerId?: CustomerId): boolean =>
  !isOneself(actor, customerId) && allowed(actor, 'liftMeasure', customerId);

/**
 * Reasons of a decision that may not be told to the customer whom it is about: staff who may see the
 * score sees them, and nobody does about themselves.
 */
export const mayReadWithheldReasons = (actor: Actor, customerId: CustomerId): boolean =>
  actor.customerId !== customerId && mayReadRiskProfile(actor, customerId);

/** What somebody of the staff wrote down about this customer for a measure. */
export const mayReadStatementAbout = (actor: Actor, customerId: CustomerId): boolean =>
  actor.customerId !== customerId &&
  (mayTakeMeasures(actor, customerId) || mayReadAudit(actor, customerId));

/**
 * A notice to its customer. The business system that delivers notices reads those that have not
 * arrived; once one has, delivering gives no reason to read it any more. What may not be told stands
 * in none.
 */
export const mayReadNotice = (
  actor: Actor,
  { customerId, deliveredAt }: Pick<Notice, 'customerId' | 'deliveredAt'>,
): boolean =>
  allowed(actor, 'readNotices', customerId) ||
  (deliveredAt === null && allowed(actor, 'tellDelivery', customerId));

/** Seeing what closing a line of this customer would do: it names scores and all lines. */
export const mayPreviewClosureOf = (actor: Actor, customerId: CustomerId): boolean =>
  mayCloseFor(actor, customerId) || mayCloseOnBehalf(actor, customerId);

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

/** Who of the staff decided about this customer; nobody learns it of themselves. */
export const mayReadDecidersOf = (actor: Actor, customerId: CustomerId): boolean =>
  actor.customerId !== customerId && mayReadAudit(actor, customerId);

/** Whom a pseudonym in audit entries stands for; not for whoever has entries about themselves. */
export const mayComparePseudonyms = (actor: Actor): boolean =>
  actor.customerId === undefined && mayReadAudit(actor);

/** A copy of everything that is kept of this customer. */
export const mayExport = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'exportData', customerId);

/** Knowing who of the staff looked at this customer's file. */
export const mayReadOwnAccesses = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'readAccesses', customerId);

/** Placing and lifting legal holds. */
export const mayHoldRecords = (actor: Actor): boolean => allowed(actor, 'holdRecords');

/** Legal holds with their reasons. */
export const mayReadLegalHolds = (actor: Actor, customerId?: CustomerId): boolean =>
  allowed(actor, 'readLegalHolds', customerId);

/** Appealing against a decision about this customer, and answering what is asked about it. */
export const mayAppealFor = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'appeal', customerId);

/** Whether the actor may appeal at all, which depends on the role alone. */
export const mayAppeal = (actor: Actor): boolean =>
  actor.customerId !== undefined && mayAppealFor(actor, actor.customerId);

/** Taking cases, asking and answering them; of this customer, or at all when none is named. */
export const mayReviewAppeals = (actor: Actor, customerId?: CustomerId): boolean =>
  allowed(actor, 'reviewAppeals', customerId);

/** This customer's appeals, or the queue of all when no customer is named. */
export const mayReadAppeals = (actor: Actor, customerId?: CustomerId): boolean =>
  allowed(actor, 'readAppeals', customerId);

/** Who of the staff works on this customer's appeals, and their notes; nobody sees their own. */
export const mayReadReviewersOf = (actor: Actor, customerId: CustomerId): boolean =>
  actor.customerId !== customerId && mayReadAppeals(actor, customerId);

/** Saying that a notice to this customer was read. */
export const mayAcknowledgeFor = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'acknowledge', customerId);

/** Whether the actor may say so of any notice at all, which depends on the role alone. */
export const mayAcknowledge = (actor: Actor): boolean =>
  actor.customerId !== undefined && mayAcknowledgeFor(actor, actor.customerId);

/** Telling that notices have reached their customers. */
export const mayTellDelivery = (actor: Actor): boolean => allowed(actor, 'tellDelivery');

/** The deadlines of notices and appeals that are near or missed, of all customers. */
export const mayReadClocks = (actor: Actor): boolean => allowed(actor, 'readClocks');

/** Handing in documents as this customer. */
export const mayHandInEvidenceFor = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'handInEvidence', customerId);

/** Whether the actor may hand in documents at all, which depends on the role alone. */
export const mayHandInEvidence = (actor: Actor): boolean =>
  actor.customerId !== undefined && mayHandInEvidenceFor(actor, actor.customerId);

/** Reading a document of this customer; staff besides only for a case that is theirs to decide. */
export const mayReadEvidenceOf = (actor: Actor, customerId: CustomerId): boolean =>
  allowed(actor, 'readEvidence', customerId);

/** Reading one that an answered case rested on; nobody audits what is about themselves. */
export const mayAuditEvidenceOf = (actor: Actor, customerId: CustomerId): boolean =>
  !isOneself(actor, customerId) && allowed(actor, 'auditEvidence', customerId);
