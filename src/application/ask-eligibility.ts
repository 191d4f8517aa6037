/**
 * Asking whether a customer would be offered a line today: the same question that an application
 * answers, but for the amount, which nobody has named yet. Nothing is written.
 */
import { eligibleFrom } from '../domain/credit-account/eligibility.js';
import type { CustomerId } from '../domain/identifiers.js';
import type { Instant, LocalDate } from '../domain/time.js';
import { mayAskEligibility } from './access.js';
import type { Actor } from './actor.js';
import { causeToday } from './cause-today.js';
import { lookAt, reasonsAgainst, type ToldReason, toldReasons } from './eligibility.js';
import { endedLines, previousLine } from './ended-line.js';
import type { NoPack } from './jurisdiction.js';
import type { Ports } from './ports.js';

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
  const ended = await endedLines(ports, look.accounts);
  const previous = previousLine(look.accounts, ended, product, null)?.ended ?? null;
  const cause = await causeToday(ports, look, previous?.endedBy ?? [], null);
  const about = { replaced: previous?.replaced ?? null, cause: cause.today };
  const reasons = reasonsAgainst(look, product, await ports.limitPolicies.current(), about);
  return {
    eligible: reasons.length === 0,
    reasons: toldReasons(look, reasons),
    until: eligibleFrom(reasons),
    asOf: look.today,
  };
}
