/**
 * An offer of a new agreement in the place of what a decision ended or refused. It is an application
 * that names the decision as whoever asked for it, and like any other it opens nothing: the customer
 * accepts it or not. A fresh assessment goes with it.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import {
  type Decision,
  type DecisionReason,
  OWN_DECISION,
} from '../domain/credit-account/decision.js';
import {
  type EligibilityReason,
  outcomeOf,
  standsAgainstAcceptance,
} from '../domain/credit-account/eligibility.js';
import type { LimitPolicy } from '../domain/credit-account/limit-policy.js';
import type { CreditApplication } from '../domain/credit-account/way-back.js';
import type { Product } from '../domain/ledger/product.js';
import { money } from '../domain/money.js';
import { lookLocked } from './applicant.js';
import { behaviourOf } from './behaviour.js';
import {
  type AboutLine,
  type Look,
  reasonsAgainst,
  type ToldReason,
  toldReasons,
} from './eligibility.js';
import { packOfCustomer } from './jurisdiction.js';
import type { Ports } from './ports.js';
import type { ReversalContext } from './reversal-context.js';
import { offerByPolicy, offerOf, roomBeside, writeApplication } from './write-application.js';

/** What is offered anew, and on whose word. */
export interface ReturnOffer {
  /** The line that ended, or the application that was not granted. */
  readonly account: CreditAccount | CreditApplication;
  /** The decision that ended or refused it; the offer says that it comes of that one. */
  readonly decision: Decision;
  readonly decidedBy: string;
  /**
   * STAFF: a person wants it, so the limit is the one there was, and only what keeps any offer from
   * being accepted stands against it. MACHINE: by the limit policy, at most the limit there was.
   */
  readonly madeBy: 'STAFF' | 'MACHINE';
  readonly reason: DecisionReason;
  /** The limit there was, where it is not that of the line any more; minor units. */
  readonly limitMinor?: number;
  /** The line that came in the place of `account`, where its limit is to rise; else a new one is. */
  readonly raises?: CreditAccount;
}

export type OfferedReturn =
  | { readonly application: CreditApplication; readonly decision: Decision }
  | { readonly against: readonly ToldReason[] };

/** What an offer is made in. */
export type OfferingAt = Pick<ReversalContext, 'customer' | 'pack' | 'today' | 'now' | 'reading'>;

/**
 * A fresh offer that the customer may accept, or what stands against any new line; in the caller's
 * transaction and under the customer's lock.
 */
export async function offerReturn(
  ports: Ports,
  at: OfferingAt,
  wish: ReturnOffer,
): Promise<OfferedReturn> {
  const asked = await askedFor(ports, at, wish);
  const isPersons = wish.madeBy === 'STAFF';
  const all = isPersons ? asked.against.filter(standsAgainstAcceptance) : asked.against;
  if (all.length > 0) return { against: toldReasons(asked.look, all) };
  return offered(ports, at, wish, asked);
}

/**
 * Whether an application of the customer's own would be declined today, were it for what `wish` offers;
 * nothing is written.
 */
export async function wouldBeDeclined(
  ports: Ports,
  at: OfferingAt,
  wish: Wished,
): Promise<boolean> {
  const { against } = await askedFor(ports, at, wish);
  return outcomeOf(against) === 'DECLINED';
}

type Wished = Pick<ReturnOffer, 'account' | 'decision' | 'limitMinor' | 'raises'>;
type Asked = Offered & { readonly against: readonly EligibilityReason[] };

/** What stands against it on a fresh look. */
async function askedFor(ports: Ports, at: OfferingAt, wish: Wished): Promise<Asked> {
  const { account, raises } = wish;
  const { productId } = raises ?? account;
  const [product] = await ports.products.find([productId]);
  if (!product) throw new Error(`${account.id} is of an unknown product ${productId}`);
  const look = await lookOf(ports, at);
  const policy = await ports.limitPolicies.current();
  const place = placeOf(account);
  const since = wish.decision.decidedAt;
  const requested = money(wishedMinor(wish), account.currency);
  const about: AboutLine = {
    raised: raises ? { accountId: raises.id, toMinor: requested.minor } : null,
    replaced: place === null ? null : { accountId: place, since },
    isRoomTaken: !raises && roomBeside(look, { policy, requested, previousId: place }) === 0,
  };
  return { look, product, policy, against: reasonsAgainst(look, product, policy, about) };
}

/** A customer's rules are those of an agreement made today; the line's own stand in where none are. */
async function lookOf(ports: Ports, at: OfferingAt): Promise<Look> {
  const { customer, now, reading } = at;
  const { pack, today } = packOfCustomer(customer.jurisdiction, now) ?? at;
  const accounts = await ports.accounts.ofCustomers([customer.id]);
  const behaviour = await behaviourOf(ports, [customer], now, today);
  const locked = { customer, now, today, pack, accounts };
  return lookLocked(ports, locked, reading, behaviour.get(customer.id));
}

const isLine = (account: CreditAccount | CreditApplication): account is CreditAccount =>
  'agreementDate' in account;

/** The line that the offered one comes after. */
const placeOf = (account: CreditAccount | CreditApplication): string | null =>
  isLine(account) ? account.id : account.previousAccountId;

/** The limit there was, or that was asked for. */
const wishedMinor = ({
  account,
  limitMinor,
}: Pick<ReturnOffer, 'account' | 'limitMinor'>): number =>
  limitMinor ?? (isLine(account) ? account.limitMinor : account.requestedLimitMinor);

/** A step of the policy can lie above a limit that was set without it. */
const atMost = <T extends { readonly limitMinor: number }>(offer: T, limitMinor: number): T => ({
  ...offer,
  limitMinor: Math.min(offer.limitMinor, limitMinor),
});

interface Offered {
  readonly look: Look;
  readonly product: Product;
  readonly policy: LimitPolicy;
}

async function offered(
  ports: Ports,
  { now }: OfferingAt,
  wish: ReturnOffer,
  { look, product, policy }: Offered,
): Promise<Exclude<OfferedReturn, { against: unknown }>> {
  const { account, decision: cause, madeBy } = wish;
  const { customer, pack, assessment } = look;
  const { currency } = account;
  const requestedLimitMinor = wishedMinor(wish);
  const requested = money(requestedLimitMinor, currency);
  // A limit that rises leaves the rate of its line as it is.
  const annualRatePpm = wish.raises?.annualRatePpm ?? product.annualRatePpm;
  const offer =
    madeBy === 'STAFF'
      ? offerOf(look, { ...product, annualRatePpm }, requestedLimitMinor, now)
      : atMost(
          offerByPolicy(look, { product, policy, requested, now, previousId: placeOf(account) }),
          requestedLimitMinor,
        );
  const decision: Decision = {
    ...OWN_DECISION,
    id: ports.entropy.nextId(),
    customerId: customer.id,
    accountId: null,
    kind: 'APPLICATION',
    grounds: cause.grounds,
    reasons: [wish.reason],
    adverseAction: false,
    decidedAt: now,
    decidedBy: wish.decidedBy,
    assessmentId: assessment.id,
    packEdition: pack.id,
    limitPolicyVersion: policy.version,
    madeBy,
    causedBy: cause.id,
  };
  const application: CreditApplication = {
    id: ports.entropy.nextId(),
    customerId: customer.id,
    productId: product.id,
    creditorId: product.creditorId,
    previousAccountId: placeOf(account),
    currency,
    requestedLimitMinor,
    status: 'OFFERED',
    offer,
    appliedAt: now,
    appliedBy: `decision:${cause.id}`,
    assessmentId: assessment.id,
    decisionId: decision.id,
    auditEntryId: ports.entropy.nextId(),
    packEdition: pack.id,
    limitPolicyVersion: policy.version,
    ...(wish.raises && { raisesLimitOf: wish.raises.id }),
    accountId: null,
    endedAt: null,
  };
  await writeApplication(ports, look, { application, decision, requestedAs: 'policy' });
  return { application, decision };
}
