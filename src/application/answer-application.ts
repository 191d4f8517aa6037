/**
 * The answer to an application of the customer's own, for a line or for the limit that one had: written
 * down as a decision with its reasons and with all that it rests on.
 */
import type { AuditEntry } from '../domain/audit-trail/audit-entry.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import {
  applicationDecision,
  type EligibilityReason,
  outcomeOf,
} from '../domain/credit-account/eligibility.js';
import type { LimitPolicy } from '../domain/credit-account/limit-policy.js';
import type { CreditApplication } from '../domain/credit-account/way-back.js';
import type { AccountId, Id } from '../domain/identifiers.js';
import type { Product } from '../domain/ledger/product.js';
import type { Money } from '../domain/money.js';
import type { Instant } from '../domain/time.js';
import type { Actor } from './actor.js';
import { decisionReasons } from './application-reasons.js';
import type { Cause } from './cause-today.js';
import type { Look } from './eligibility.js';
import { openReferral } from './file-appeal.js';
import { giveNotices } from './give-notice.js';
import type { Ports } from './ports.js';
import { offerByPolicy, offerOf, writeApplication } from './write-application.js';

export interface Applied {
  readonly id: Id;
  readonly product: Product;
  readonly policy: LimitPolicy;
  /** The line before a new one; null for none. */
  readonly previousId: AccountId | null;
  /** The line whose limit is asked for; null where it is about a new line. */
  readonly raises: CreditAccount | null;
  readonly requested: Money;
  readonly against: readonly EligibilityReason[];
  /** What the line before was ended for, or the limit lowered. */
  readonly cause: Cause;
  readonly now: Instant;
}

/** Writes assessment, decision and application, gives the notice, and opens a person's case. */
export async function answerApplication(
  ports: Ports,
  actor: Actor,
  look: Look,
  applied: Applied,
): Promise<void> {
  const { product, policy, against, now, requested, raises } = applied;
  const { customer, pack, assessment, model, positions } = look;
  const status = outcomeOf(against);
  const offer = status === 'OFFERED' ? offered(look, applied) : null;
  const decisionBase = {
    id: ports.entropy.nextId(),
    customerId: customer.id,
    reasons: decisionReasons(look, { ...applied, offer }),
    decidedAt: now,
    decidedBy: `scorecard:${model.card.version}`,
    assessmentId: assessment.id,
    packEdition: pack.id,
    limitPolicyVersion: policy.version,
  };
  const decision = applicationDecision(decisionBase, against, pack);
  const application: CreditApplication = {
    id: applied.id,
    customerId: customer.id,
    productId: product.id,
    creditorId: product.creditorId,
    previousAccountId: applied.previousId,
    currency: product.currency,
    requestedLimitMinor: requested.minor,
    status,
    offer,
    appliedAt: now,
    appliedBy: actor.subject,
    assessmentId: assessment.id,
    decisionId: decision.id,
    auditEntryId: ports.entropy.nextId(),
    packEdition: pack.id,
    limitPolicyVersion: policy.version,
    ...(raises && { raisesLimitOf: raises.id }),
    accountId: null,
    endedAt: status === 'DECLINED' ? now : null,
  };
  await writeApplication(ports, look, { application, decision, requestedAs: 'borrower' });
  const { auditEntryId } = application;
  const about = { decision, account: null, application };
  await giveNotices(ports, [{ ...about, pack, auditEntryId, assessment, positions }], now);
  if (status === 'REFERRED') await openReferral(ports, { pack, now }, decision);
}

/** A limit that comes back is the one there was, at the rate of its line. */
function offered(look: Look, { raises, product, requested, now, ...wish }: Applied) {
  if (!raises) return offerByPolicy(look, { ...wish, product, requested, now });
  const annualRatePpm = raises.annualRatePpm ?? product.annualRatePpm;
  return offerOf(look, { ...product, annualRatePpm }, requested.minor, now);
}

/** The answer to a success, now or replayed: the decision as it was, the application as it is. */
export async function applicationMade(
  ports: Ports,
  id: Id,
): Promise<{ application: CreditApplication; decision: Decision; receipt: AuditEntry }> {
  const [application] = await ports.applications.find([id]);
  let [decision] = application ? await ports.closures.decisions([application.decisionId]) : [];
  // A person's answer to a referral, or the end of an offer, names the decision that it came from.
  while (decision && decision.causedBy !== null) {
    [decision] = await ports.closures.decisions([decision.causedBy]);
  }
  const [receipt] = application ? await ports.auditTrail.find([application.auditEntryId]) : [];
  if (!application || !decision || !receipt) throw new Error(`application ${id} is not whole`);
  return { application, decision, receipt };
}
