/**
 * The customer applies for a line: for one that was closed, or for a product of which there was none.
 * The application counts as behaviour where that is permitted, the customer is assessed afresh, and
 * the answer is a decision with its reasons: an offer, a person's look, or a decline. Nothing is
 * opened here; a line comes from the customer's acceptance alone.
 */
import type { AuditEntry } from '../domain/audit-trail/audit-entry.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import {
  applicationDecision,
  type EligibilityReason,
  isHeld,
  outcomeOf,
} from '../domain/credit-account/eligibility.js';
import type { LimitPolicy } from '../domain/credit-account/limit-policy.js';
import {
  type CreditApplication,
  limitStep,
  MAX_REQUESTED_MINOR,
} from '../domain/credit-account/way-back.js';
import type { AccountId, Id } from '../domain/identifiers.js';
import type { Product } from '../domain/ledger/product.js';
import { isMovable, type Money, money } from '../domain/money.js';
import type { Instant } from '../domain/time.js';
import type { Actor } from './actor.js';
import {
  type Applicant,
  type ApplicantRefusal,
  type LockedApplicant,
  lockApplicant,
  lookLocked,
  onceAsApplicant,
} from './applicant.js';
import { decisionReasons } from './application-reasons.js';
import { countActivity } from './count-activity.js';
import { type Look, reasonsAgainst } from './eligibility.js';
import { openReferral } from './file-appeal.js';
import { giveNotices } from './give-notice.js';
import type { Attempt, KeyReused } from './idempotency.js';
import type { Ports } from './ports.js';
import { offerByPolicy, writeApplication } from './write-application.js';

export interface ApplyForLineInput {
  readonly productId: string;
  /** The closed line that this one comes after; without it, the newest closed one of the product. */
  readonly previousAccountId?: AccountId | null;
  readonly requestedLimit: Money;
  readonly idempotencyKey: string;
}

export type ApplyRefusal =
  | ApplicantRefusal
  | { readonly code: 'PRODUCT_NOT_FOUND' }
  | { readonly code: 'PRODUCT_ELSEWHERE'; readonly jurisdiction: string }
  | { readonly code: 'CURRENCY_MISMATCH'; readonly expected: string }
  | { readonly code: 'REQUESTED_LIMIT_INVALID'; readonly least: Money; readonly most: Money }
  /** It is not the actor's, not closed, or of another product and creditor. */
  | { readonly code: 'PREVIOUS_LINE_NOT_CLOSED' }
  | { readonly code: 'LINE_ALREADY_HELD'; readonly accountId: AccountId }
  | KeyReused;

export type ApplyResult =
  | { application: CreditApplication; decision: Decision; receipt: AuditEntry }
  | { refusals: readonly ApplyRefusal[] };

/** Applies, once per idempotency key; what is wrong with the wish itself is told all at once. */
export async function applyForLine(
  ports: Ports,
  actor: Actor,
  input: ApplyForLineInput,
): Promise<ApplyResult> {
  const work = (applicant: Applicant) => applyUnderLock(ports, actor, input, applicant);
  const attempt = await onceAsApplicant<ApplyRefusal>(ports, actor, 'applyForLine', input, work);
  return 'refusals' in attempt ? attempt : applicationMade(ports, attempt.made);
}

async function applyUnderLock(
  ports: Ports,
  actor: Actor,
  input: ApplyForLineInput,
  { customer, reading }: Applicant,
): Promise<Attempt<ApplyRefusal>> {
  const locked = await lockApplicant(ports, customer.id);
  if ('code' in locked) return { refusals: [locked] };
  const policy = await ports.limitPolicies.current();
  const [product] = await ports.products.find([input.productId]);
  if (!product) return { refusals: [{ code: 'PRODUCT_NOT_FOUND' }] };
  const refusals = wishRefusals(input, product, policy, locked);
  if (refusals.length > 0) return { refusals };
  const id = ports.entropy.nextId();
  const own = { id: `application:${id}`, kind: 'APPLICATION' } as const;
  const behaviour = await countActivity(ports, locked.customer, own, locked);
  const look = await lookLocked(ports, locked, reading, behaviour);
  const against = reasonsAgainst(look, product, policy);
  const previous = previousLine(locked.accounts, input, product);
  const wish = { id, product, policy, previous, requested: input.requestedLimit };
  await record(ports, actor, look, { ...wish, against, now: locked.now });
  return { made: id };
}

/** Everything that is wrong with the wish, whoever asks: no assessment is made of it. */
function wishRefusals(
  input: ApplyForLineInput,
  product: Product,
  policy: LimitPolicy,
  { customer, accounts }: LockedApplicant,
): ApplyRefusal[] {
  const refusals: ApplyRefusal[] = [];
  const { jurisdiction, currency } = product;
  if (jurisdiction !== customer.jurisdiction) {
    refusals.push({ code: 'PRODUCT_ELSEWHERE', jurisdiction });
  }
  if (input.requestedLimit.currency !== currency) {
    refusals.push({ code: 'CURRENCY_MISMATCH', expected: currency });
  } else {
    const { minor } = input.requestedLimit;
    const [least, most] = [limitStep(policy, currency), MAX_REQUESTED_MINOR];
    if (!isMovable(input.requestedLimit) || minor < least || minor > most) {
      const bounds = { least: money(least, currency), most: money(most, currency) };
      refusals.push({ code: 'REQUESTED_LIMIT_INVALID', ...bounds });
    }
  }
  if (input.previousAccountId != null && !previousLine(accounts, input, product)) {
    refusals.push({ code: 'PREVIOUS_LINE_NOT_CLOSED' });
  }
  const held = accounts.find((each) => each.productId === product.id && isHeld(each));
  if (held) refusals.push({ code: 'LINE_ALREADY_HELD', accountId: held.id });
  return refusals;
}

/** The closed line that is named, or the one of the product that was closed last. */
function previousLine(
  accounts: readonly CreditAccount[],
  { previousAccountId }: ApplyForLineInput,
  { id, creditorId }: Product,
): CreditAccount | undefined {
  const closed = accounts.filter(({ status }) => status === 'CLOSED');
  if (previousAccountId != null) {
    return closed.find(
      (each) =>
        each.id === previousAccountId && (each.productId === id || each.creditorId === creditorId),
    );
  }
  return closed
    .filter(({ productId }) => productId === id)
    .toSorted((one, other) => other.effectiveAt - one.effectiveAt)[0];
}

interface Applied {
  readonly id: Id;
  readonly product: Product;
  readonly policy: LimitPolicy;
  readonly previous: CreditAccount | undefined;
  readonly requested: Money;
  readonly against: readonly EligibilityReason[];
  readonly now: Instant;
}

/** Writes the answer down with all that it rests on. */
async function record(ports: Ports, actor: Actor, look: Look, applied: Applied): Promise<void> {
  const { product, policy, against, now, requested } = applied;
  const { customer, pack, assessment, model } = look;
  const status = outcomeOf(against);
  const offer = status === 'OFFERED' ? offerByPolicy(look, applied) : null;
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
    previousAccountId: applied.previous?.id ?? null,
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
    accountId: null,
    endedAt: status === 'DECLINED' ? now : null,
  };
  await writeApplication(ports, look, { application, decision, requestedAs: 'borrower' });
  const { auditEntryId } = application;
  await giveNotices(ports, [{ decision, account: null, pack, auditEntryId, assessment }], now);
  if (status === 'REFERRED') await openReferral(ports, { pack, now }, decision);
}

/** The answer to a success, now or replayed: the decision as it was, the application as it is. */
async function applicationMade(
  ports: Ports,
  id: Id,
): Promise<Exclude<ApplyResult, { refusals: unknown }>> {
  const [application] = await ports.applications.find([id]);
  const [decision] = application ? await ports.closures.decisions([application.decisionId]) : [];
  const [receipt] = application ? await ports.auditTrail.find([application.auditEntryId]) : [];
  if (!application || !decision || !receipt) throw new Error(`application ${id} is not whole`);
  return { application, decision, receipt };
}
