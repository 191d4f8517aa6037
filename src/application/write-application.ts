/**
 * An application as it is written down, and the offer that it may carry: whether the customer applied
 * or a decision is answered by an offer that nobody had to ask for.
 */
import type { Decision } from '../domain/credit-account/decision.js';
import type { LimitPolicy } from '../domain/credit-account/limit-policy.js';
import {
  type CreditApplication,
  limitBesideDebt,
  limitStep,
  OFFER_DAYS,
  offeredLimitMinor,
} from '../domain/credit-account/way-back.js';
import type { AccountId } from '../domain/identifiers.js';
import { owedMinor } from '../domain/ledger/position.js';
import type { Product } from '../domain/ledger/product.js';
import { formatMoney, type Money, money } from '../domain/money.js';
import { DAY_MS, type Instant, utc } from '../domain/time.js';
import type { Look } from './eligibility.js';
import type { Ports } from './ports.js';
import { type Happened, tell } from './tell.js';

type Offer = NonNullable<CreditApplication['offer']>;

/** A line costs what its product costs; the price band of the moment is kept beside it. */
export const offerOf = (
  { assessment: { band } }: Pick<Look, 'assessment'>,
  { annualRatePpm }: Product,
  limitMinor: number,
  now: Instant,
): Offer => ({ limitMinor, annualRatePpm, band, validUntil: now + OFFER_DAYS * DAY_MS });

interface ForNewLine {
  readonly policy: LimitPolicy;
  readonly requested: Money;
  /** The line in whose place it comes; null for none. */
  readonly previousId: AccountId | null;
}

/** What is owed on the line in whose place another one comes, minor units. */
export function owedBeside(
  { positions }: Pick<Look, 'positions'>,
  previousId: AccountId | null,
): number {
  const own = positions.find(({ accountId }) => accountId === previousId);
  return own ? Math.max(0, owedMinor(own)) : 0;
}

/**
 * The limit that the policy leaves beside what is owed on the line before, minor units: 0 where the debt
 * takes up all of it; null where the policy gives none at all.
 */
export function roomBeside(
  look: Pick<Look, 'assessment' | 'positions'>,
  { policy, requested, previousId }: ForNewLine,
): number | null {
  const limitMinor = offeredLimitMinor(policy, look.assessment.band, requested);
  if (limitMinor === null) return null;
  const step = limitStep(policy, requested.currency);
  return limitBesideDebt(limitMinor, owedBeside(look, previousId), step);
}

/** An offer of the limit that the policy gives for the band; the caller knows that it gives one. */
export function offerByPolicy(
  look: Pick<Look, 'assessment' | 'positions'>,
  wish: ForNewLine & { readonly product: Product; readonly now: Instant },
): Offer {
  const limitMinor = roomBeside(look, wish);
  if (!limitMinor) throw new Error(`the band ${look.assessment.band} gives no line`);
  return offerOf(look, wish.product, limitMinor, wish.now);
}

export interface WrittenApplication {
  readonly application: CreditApplication;
  readonly decision: Decision;
  /** The role of whoever asked for it, or `policy` where a decision led to it. */
  readonly requestedAs: string;
}

/** Writes assessment, decision, application, audit entry and message. */
export async function writeApplication(
  ports: Ports,
  look: Pick<Look, 'assessment' | 'customer' | 'model'>,
  written: WrittenApplication,
): Promise<void> {
  const { application, decision } = written;
  await ports.riskProfiles.add([look.assessment]);
  await ports.closures.addDecisions([decision]);
  await ports.applications.add(application);
  const { id: customerId } = look.customer;
  await tell(ports, { id: customerId, customerId }, told(look, written), application.appliedAt);
}

/** What is written down of it, and what business systems learn, who need no score. */
function told(
  { assessment, customer, model }: Pick<Look, 'assessment' | 'customer' | 'model'>,
  { application, decision, requestedAs }: WrittenApplication,
): Happened {
  const { currency, offer } = application;
  const amount = (minor: number): string => formatMoney(money(minor, currency));
  const data = {
    schemaVersion: 1,
    applicationId: application.id,
    productId: application.productId,
    previousAccountId: application.previousAccountId,
    status: application.status,
    currency,
    requestedLimit: amount(application.requestedLimitMinor),
    offeredLimit: offer && amount(offer.limitMinor),
    validUntil: offer && utc(offer.validUntil),
  };
  const content = {
    type: 'credit-application.decided',
    ...data,
    customerId: customer.id,
    annualRatePpm: offer?.annualRatePpm ?? null,
    grounds: decision.grounds,
    reasons: decision.reasons.map(({ code }) => code),
    adverseAction: decision.adverseAction,
    decisionId: decision.id,
    assessmentId: assessment.id,
    score: assessment.score,
    band: assessment.band,
    scorecardVersion: assessment.scorecardVersion,
    rulesVersion: model.rules.version,
    limitPolicyVersion: application.limitPolicyVersion,
    packEdition: application.packEdition,
    requestedBy: application.appliedBy,
    requestedAs,
  };
  const type = 'clearline.credit-application.decided.v1';
  return { entryId: application.auditEntryId, content, type, data };
}
