/**
 * What becomes of offers of a new agreement once the decision that led to them is overturned. Where the
 * line is whole again nothing is left to be offered; where the customer has accepted, the new agreement
 * stands in its place, and only the limit that there was can be missing from it.
 */
import type { Repair } from '../domain/appeal/appeal.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import { replacementOf } from '../domain/credit-account/replacement.js';
import { type CreditApplication, statusAt } from '../domain/credit-account/way-back.js';
import { money, readableMoney } from '../domain/money.js';
import type { UndoneAction } from '../domain/platform-action/undo-all.js';
import { localDate } from '../domain/time.js';
import { endOffer } from './end-offers.js';
import { offerReturn } from './offer-return.js';
import type { Ports } from './ports.js';
import type { ReversalContext } from './reversal-context.js';

/** A reversal with what it has come to so far. */
export interface Settling {
  readonly decision: Decision;
  readonly undone: readonly UndoneAction[];
  /** All lines of the customer as they are by now. */
  readonly accounts: readonly CreditAccount[];
  /** What was offered anew in the place of lines that stay closed. */
  readonly offered: readonly Repair[];
}

/**
 * Withdraws the offers that are still open, and offers the former limit where a line that came in the
 * place of another has a lower one; in the caller's transaction and under the customer's lock, so that
 * a customer who accepts at the same moment comes before all of it or after it.
 */
export async function settleOffers(
  ports: Ports,
  at: ReversalContext,
  settling: Settling,
): Promise<Repair[]> {
  const withdrawn = await withdrawOffers(ports, at, settling);
  const raised: Repair[] = [];
  for (const each of settling.undone) {
    if (each.repair.code !== 'REPAIR_REPLACED') continue;
    const repair = await offerFormerLimit(ports, at, settling, each);
    if (repair) raised.push(repair);
  }
  return [...withdrawn, ...raised];
}

async function withdrawOffers(
  ports: Ports,
  { now, pack, decidedBy }: ReversalContext,
  { undone, offered }: Settling,
): Promise<Repair[]> {
  const ids = undone.flatMap(({ action }) => action.applicationId ?? []);
  const open = ids.length === 0 ? [] : (await ports.applications.find(ids)).filter(isOpenAt(now));
  const how = { now, packEdition: pack.id, requestedBy: decidedBy };
  const repairs: Repair[] = [];
  for (const { action, repair } of undone) {
    const application = open.find(({ id }) => id === action.applicationId);
    const isWhole = repair.kind === 'STANDING' && repair.done;
    const isOfferedAnew = offered.some(({ decisionId, done }) => decisionId === action.id && done);
    // Where the line does not come back, what was offered in its place is all that there is.
    if (!application || !(isWhole || isOfferedAnew)) continue;
    await endOffer(ports, application, 'WITHDRAWN', how);
    const { id: decisionId, accountId } = action;
    const code = 'REPAIR_OFFER_WITHDRAWN';
    repairs.push({ kind: 'NEW_AGREEMENT', decisionId, accountId, done: true, code, values: {} });
  }
  return repairs;
}

type Open = CreditApplication & { readonly offer: NonNullable<CreditApplication['offer']> };

const isOpenAt =
  (now: number) =>
  (application: CreditApplication): application is Open =>
    application.offer !== null && statusAt(application, now) === 'OFFERED';

/** Nothing rises unasked: the customer accepts the limit that there was, or leaves it. */
async function offerFormerLimit(
  ports: Ports,
  at: ReversalContext,
  { decision, accounts }: Settling,
  { action, after: account }: UndoneAction,
): Promise<Repair | null> {
  const raises = replacementOf(account, accounts);
  const { limitMinor } = action.before;
  const isRaised = raises && raises.currency === account.currency && raises.limitMinor < limitMinor;
  if (!isRaised) return null;
  const { decidedBy, reason } = at;
  const wish = {
    account,
    raises,
    decision,
    decidedBy,
    madeBy: 'STAFF',
    reason,
    limitMinor,
  } as const;
  const made = await offerReturn(ports, at, wish);
  const base = { kind: 'LIMIT', decisionId: action.id, accountId: raises.id } as const;
  const offer = 'application' in made ? made.application.offer : null;
  if (!offer) return { ...base, done: false, code: 'REPAIR_LIMIT_NOT_NOW', values: {} };
  const values = {
    limit: readableMoney(money(offer.limitMinor, account.currency)),
    until: localDate(offer.validUntil, at.pack.timeZone),
  };
  return { ...base, done: true, code: 'REPAIR_LIMIT_OFFERED', values };
}
