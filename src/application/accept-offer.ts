/**
 * The customer answers an offer: accepts it, which opens a new line by a new agreement or raises the
 * limit of one that there is, or turns it down. A line that was closed stays closed; the new one names
 * it.
 */
import type { AuditEntry } from '../domain/audit-trail/audit-entry.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import { standsAgainstAcceptance } from '../domain/credit-account/eligibility.js';
import {
  type ApplicationStatus,
  type CreditApplication,
  statusAt,
} from '../domain/credit-account/way-back.js';
import type { AccountId, Id } from '../domain/identifiers.js';
import { emptyPosition } from '../domain/ledger/position.js';
import type { Product } from '../domain/ledger/product.js';
import { formatMoney, money } from '../domain/money.js';
import { type Instant, utc } from '../domain/time.js';
import { mayApply } from './access.js';
import type { Actor } from './actor.js';
import {
  type Applicant,
  type ApplicantRefusal,
  type LockedApplicant,
  lockApplicant,
  lookLocked,
  onceAsApplicant,
} from './applicant.js';
import { behaviourOf } from './behaviour.js';
import { countActivity } from './count-activity.js';
import { refuseRest } from './counteroffer.js';
import { reasonsAgainst, type ToldReason, toldReasons } from './eligibility.js';
import { productsOf } from './embedded-ledger.js';
import { endOffer, endOthers, type OpenOffer } from './end-offers.js';
import { type Attempt, type KeyReused, once } from './idempotency.js';
import type { Ports } from './ports.js';
import { raiseLimit } from './raise-limit.js';
import { followRelationship } from './relationship.js';
import { tell } from './tell.js';

export interface OfferInput {
  readonly applicationId: Id;
  readonly idempotencyKey: string;
}

export type OfferRefusal =
  | ApplicantRefusal
  | { readonly code: 'APPLICATION_NOT_FOUND' }
  /** It was accepted or turned down, has lapsed, or never was an offer. */
  | { readonly code: 'OFFER_NOT_OPEN'; readonly status: ApplicationStatus }
  /** Since the offer something has come up that stands in the way of any new line. */
  | { readonly code: 'NOT_ELIGIBLE'; readonly reasons: readonly ToldReason[] }
  | KeyReused;

export type AcceptResult =
  | { application: CreditApplication; account: CreditAccount; receipt: AuditEntry }
  | { refusals: readonly OfferRefusal[] };

/** Accepts an own offer, once per idempotency key, and opens the line or raises its limit. */
export async function acceptOffer(
  ports: Ports,
  actor: Actor,
  input: OfferInput,
): Promise<AcceptResult> {
  const work = (applicant: Applicant) => acceptUnderLock(ports, actor, input, applicant);
  const attempt = await onceAsApplicant<OfferRefusal>(ports, actor, 'acceptOffer', input, work);
  return 'refusals' in attempt ? attempt : acceptanceMade(ports, input.applicationId, attempt.made);
}

async function acceptUnderLock(
  ports: Ports,
  actor: Actor,
  { applicationId }: OfferInput,
  { customer, reading }: Applicant,
): Promise<Attempt<OfferRefusal>> {
  const locked = await lockApplicant(ports, customer.id);
  if ('code' in locked) return { refusals: [locked] };
  const open = await openOffer(ports, applicationId, locked);
  if ('code' in open) return { refusals: [open] };
  const product = (await productsOf(ports.products, [open]))(open);
  const { now, today } = locked;
  const behaviour = await behaviourOf(ports, [customer], now, today);
  const look = await lookLocked(ports, locked, reading, behaviour.get(customer.id));
  const policy = await ports.limitPolicies.current();
  const { raisesLimitOf, previousAccountId, offer } = open;
  const raised = raisesLimitOf ? { accountId: raisesLimitOf, toMinor: offer.limitMinor } : null;
  // Lines that were there when it was offered did not stand in its way.
  const since = open.appliedAt;
  const replaced = previousAccountId === null ? null : { accountId: previousAccountId, since };
  const cause = (await isLoweredSince(ports, raisesLimitOf, since)) ? 'HOLDS' : 'GONE';
  const all = reasonsAgainst(look, product, policy, { replaced, raised, cause });
  const against = all.filter(
    (each) => each.code === 'CAUSE_HOLDS' || standsAgainstAcceptance(each),
  );
  if (against.length > 0) {
    return { refusals: [{ code: 'NOT_ELIGIBLE', reasons: toldReasons(look, against) }] };
  }
  return {
    made: raised
      ? await raiseLimit(ports, actor, locked, { application: open, raised })
      : await openLine(ports, actor, locked, { application: open, product }),
  };
}

/** Whether the institution has lowered the line again since the higher limit was asked for. */
async function isLoweredSince(
  { platformActions }: Pick<Ports, 'platformActions'>,
  accountId: AccountId | null | undefined,
  since: Instant,
): Promise<boolean> {
  if (!accountId) return false;
  const standing = await platformActions.standingOf([accountId]);
  return standing.some(({ kind, decidedAt }) => kind === 'LINE_DECREASE' && decidedAt > since);
}

/** The customer's own offer that can still be answered. */
async function openOffer(
  ports: Ports,
  applicationId: Id,
  { customer, now }: Pick<LockedApplicant, 'customer' | 'now'>,
): Promise<
  OpenOffer | Extract<OfferRefusal, { code: 'APPLICATION_NOT_FOUND' | 'OFFER_NOT_OPEN' }>
> {
  const [application] = await ports.applications.find([applicationId]);
  if (application?.customerId !== customer.id) return { code: 'APPLICATION_NOT_FOUND' };
  const status = statusAt(application, now);
  const { offer } = application;
  return status === 'OFFERED' && offer
    ? { ...application, offer }
    : { code: 'OFFER_NOT_OPEN', status };
}

/** Opens the line with everything that comes with it; returns the audit entry's id. */
async function openLine(
  ports: Ports,
  actor: Actor,
  { customer, now, today, pack, accounts }: LockedApplicant,
  { application, product }: { application: OpenOffer; product: Product },
): Promise<Id> {
  const { offer, currency } = application;
  const account: CreditAccount = {
    id: ports.entropy.nextId(),
    customerId: customer.id,
    productId: product.id,
    creditorId: product.creditorId,
    currency,
    limitMinor: offer.limitMinor,
    agreementDate: today,
    openedAt: now,
    annualRatePpm: null,
    repaymentAutopay: false,
    previousAccountId: application.previousAccountId,
    version: 1,
    status: 'ACTIVE',
    effectiveAt: now,
    capabilities: product.capabilities,
  };
  const { id: accountId, customerId } = account;
  await ports.accounts.add([account]);
  await ports.books.open([emptyPosition({ accountId, customerId, currency }, today)]);
  await ports.applications.save({ ...application, status: 'ACCEPTED', accountId, endedAt: now });
  await endOthers(ports, application, {
    now,
    packEdition: pack.id,
    requestedBy: actor.subject,
  });
  const own = { id: `opening:${accountId}`, kind: 'LINE_OPENED' } as const;
  await countActivity(ports, customer, own, { now, today, pack });
  await followRelationship(ports, customerId, [...accounts, account], today, pack, accounts);
  const data = {
    schemaVersion: 1,
    accountId,
    applicationId: application.id,
    productId: product.id,
    previousAccountId: account.previousAccountId,
    limit: formatMoney(money(offer.limitMinor, currency)),
    currency,
    capabilities: [...product.capabilities],
    agreementDate: today,
    accountVersion: account.version,
  };
  const content = {
    type: 'credit-account.opened',
    ...data,
    customerId,
    annualRatePpm: product.annualRatePpm,
    openedAt: utc(now),
    packEdition: pack.id,
    requestedBy: actor.subject,
    requestedAs: 'borrower',
  };
  const entryId = ports.entropy.nextId();
  const type = 'clearline.credit-account.opened.v1';
  await tell(ports, account, { entryId, content, type, data }, now);
  return entryId;
}

async function acceptanceMade(
  ports: Ports,
  applicationId: Id,
  auditEntryId: Id,
): Promise<Exclude<AcceptResult, { refusals: unknown }>> {
  const [application] = await ports.applications.find([applicationId]);
  const accountId = application?.accountId;
  const [account] = accountId ? await ports.accounts.find([accountId]) : [];
  const [receipt] = await ports.auditTrail.find([auditEntryId]);
  if (!application || !account || !receipt) throw new Error(`offer ${applicationId} is not whole`);
  return { application, account, receipt };
}

export type TurnDownResult =
  | { application: CreditApplication }
  | { refusals: readonly OfferRefusal[] };

/** Turns an own offer down, once per idempotency key; a new application is free. */
export async function turnDownOffer(
  ports: Ports,
  actor: Actor,
  input: OfferInput,
): Promise<TurnDownResult> {
  const { customerId } = actor;
  const attempt = await once<OfferRefusal>(ports, actor, 'turnDownOffer', input, async () => {
    if (customerId === undefined || !mayApply(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
    const locked = await lockApplicant(ports, customerId);
    if ('code' in locked) return { refusals: [locked] };
    const open = await openOffer(ports, input.applicationId, locked);
    if ('code' in open) return { refusals: [open] };
    const { pack, now } = locked;
    const how = { now, packEdition: pack.id, requestedBy: actor.subject };
    await endOffer(ports, open, 'TURNED_DOWN', how);
    await refuseRest(ports, open, 'TURNED_DOWN', now);
    return { made: open.id };
  });
  if ('refusals' in attempt) return attempt;
  const [application] = await ports.applications.find([attempt.made]);
  if (!application) throw new Error(`application ${attempt.made} is gone`);
  return { application };
}
