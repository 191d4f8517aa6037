/**
 * A person decides about an application in the place of the machine: grants what was declined or
 * referred, as an offer that the customer accepts or not, or declines what was referred.
 */
import type { Repair } from '../domain/appeal/appeal.js';
import type { Decision } from '../domain/credit-account/decision.js';
import { type CreditApplication, statusAt } from '../domain/credit-account/way-back.js';
import { formatMoney, money, readableMoney } from '../domain/money.js';
import { adverseActionOf } from '../domain/policy/adverse-action.js';
import { appealUntil } from '../domain/policy/appeal-periods.js';
import { localDate } from '../domain/time.js';
import type { ToldReason } from './eligibility.js';
import { endOffer } from './end-offers.js';
import { giveNotices } from './give-notice.js';
import { offerReturn } from './offer-return.js';
import type { Ports } from './ports.js';
import type { ReversalContext } from './reversal-context.js';
import { tell } from './tell.js';

/** The newest applications of a customer, among which that of the decision is looked for. */
const NEWEST = 200;

/** The application that a decision is about. */
export async function applicationOf(
  ports: Pick<Ports, 'applications'>,
  { id, customerId }: Decision,
): Promise<CreditApplication> {
  const own = await ports.applications.ofCustomer(customerId, NEWEST);
  const application = own.find(({ decisionId }) => decisionId === id);
  if (!application) throw new Error(`decision ${id} is about no application`);
  return application;
}

/** Offers what was asked for; what keeps any offer from being accepted a person cannot wave through. */
export async function grantApplication(
  ports: Ports,
  at: ReversalContext,
  decision: Decision,
): Promise<{ readonly repair: Repair } | { readonly against: readonly ToldReason[] }> {
  const application = await applicationOf(ports, decision);
  const { decidedBy, reason } = at;
  // Who has accepted a part has the line already, and so has who asked for the limit that it had: what
  // is missing is the limit.
  const lineId = application.accountId ?? application.raisesLimitOf;
  const [raises] = lineId === undefined ? [] : await ports.accounts.find([lineId]);
  const wish = {
    account: application,
    decision,
    decidedBy,
    madeBy: 'STAFF',
    reason,
    ...(raises && { raises }),
  } as const;
  const made = await offerReturn(ports, at, wish);
  if ('against' in made) return made;
  await endEarlier(ports, at, application);
  const { offer, currency } = made.application;
  if (!offer) throw new Error(`application ${made.application.id} carries no offer`);
  return {
    repair: {
      kind: raises ? 'LIMIT' : 'NEW_AGREEMENT',
      decisionId: decision.id,
      accountId: raises?.id ?? null,
      done: true,
      code: raises ? 'REPAIR_FORMER_LIMIT_OFFERED' : 'REPAIR_AGREEMENT_OFFERED',
      values: {
        limit: readableMoney(money(offer.limitMinor, currency)),
        until: localDate(offer.validUntil, at.pack.timeZone),
      },
    },
  };
}

/** The offer of now is what became of an application that waited for a person, or was offered in part. */
async function endEarlier(
  ports: Ports,
  { now, pack, decidedBy: requestedBy }: ReversalContext,
  application: CreditApplication,
): Promise<void> {
  const { offer } = application;
  if (application.status === 'REFERRED') {
    await ports.applications.save({ ...application, status: 'LAPSED', endedAt: now });
  } else if (offer && statusAt(application, now) === 'OFFERED') {
    const how = { now, packEdition: pack.id, requestedBy };
    await endOffer(ports, { ...application, offer }, 'WITHDRAWN', how);
  }
}

/** Declines what a rule referred, for the reasons of the referral: a person's decision with a notice. */
export async function declineReferred(
  ports: Ports,
  { pack, now, decidedBy }: Pick<ReversalContext, 'pack' | 'now' | 'decidedBy'>,
  referral: Decision,
): Promise<Decision> {
  const application = await applicationOf(ports, referral);
  const adverseAction = adverseActionOf(pack, 'APPLICATION', referral.grounds);
  const decision: Decision = {
    ...referral,
    id: ports.entropy.nextId(),
    adverseAction,
    decidedAt: now,
    decidedBy,
    madeBy: 'STAFF',
    causedBy: referral.id,
    packEdition: pack.id,
    appealUntil: appealUntil(pack, { adverseAction, decidedAt: now }),
  };
  const declined: CreditApplication = {
    ...application,
    status: 'DECLINED',
    decisionId: decision.id,
    endedAt: now,
  };
  await ports.closures.addDecisions([decision]);
  await ports.applications.save(declined);
  const auditEntryId = ports.entropy.nextId();
  await tellDeclined(ports, declined, decision, auditEntryId);
  const occasion = { decision, account: null, application: declined, pack, auditEntryId };
  await giveNotices(ports, [occasion], now);
  return decision;
}

async function tellDeclined(
  ports: Ports,
  application: CreditApplication,
  decision: Decision,
  entryId: string,
): Promise<void> {
  const { customerId, currency, requestedLimitMinor } = application;
  const data = {
    schemaVersion: 1,
    applicationId: application.id,
    productId: application.productId,
    previousAccountId: application.previousAccountId,
    status: application.status,
    currency,
    requestedLimit: formatMoney(money(requestedLimitMinor, currency)),
    offeredLimit: null,
    validUntil: null,
  };
  const content = {
    type: 'credit-application.decided',
    ...data,
    customerId,
    grounds: decision.grounds,
    reasons: decision.reasons.map(({ code }) => code),
    adverseAction: decision.adverseAction,
    decisionId: decision.id,
    causedBy: decision.causedBy,
    packEdition: decision.packEdition,
    requestedBy: decision.decidedBy,
    requestedAs: 'reviewer',
  };
  const type = 'clearline.credit-application.decided.v1';
  const about = { id: customerId, customerId };
  await tell(ports, about, { entryId, content, type, data }, decision.decidedAt);
}
