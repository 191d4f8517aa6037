/**
 * The way back where a decision stands: its conditions are met, but credit that was ended, and a limit
 * that may not rise unasked, come back only by the customer's own wish.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import { lineInTheWay } from '../domain/credit-account/eligibility.js';
import { replacementOf } from '../domain/credit-account/replacement.js';
import type { CreditApplication } from '../domain/credit-account/way-back.js';
import type { Id } from '../domain/identifiers.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { type LocalDate, utc } from '../domain/time.js';
import type { ActingOn } from './acting-on.js';
import { giveWayBackNotices, type WayBackOccasion } from './give-notice.js';
import { type OfferingAt, offerReturn, wouldBeDeclined } from './offer-return.js';
import type { BooksReading, Ports } from './ports.js';
import { type Happened, tellAll } from './tell.js';

interface Opening {
  readonly action: PlatformAction;
  readonly pack: JurisdictionPack;
  readonly today: LocalDate;
}

interface WayBack {
  /** TAKEN: the customer has come back by an own application since, or has the limit again. */
  readonly how: WayBackOccasion['how'] | 'TAKEN';
  /** The one with the offer. */
  readonly application: CreditApplication | null;
}

interface Opened extends WayBack {
  readonly action: PlatformAction;
  readonly account: CreditAccount;
  readonly decision: Decision;
  readonly pack: JurisdictionPack;
}

/**
 * Opens the ways back that nothing stands against, in the open transaction, and tells of them; returns
 * the actions that nothing is waited for any more, with `returnOpenedAt` where the way opened. An offer
 * comes with an assessment of its own.
 */
export async function openWaysBack(
  ports: Ports,
  at: ActingOn,
  openings: readonly Opening[],
  reading: BooksReading,
): Promise<readonly PlatformAction[]> {
  const ids = openings.map(({ action }) => action.id);
  const decisions = await ports.closures.decisions(ids);
  // As they are by now: what returned beside them may have changed what they rest on.
  const actions = await ports.platformActions.find(ids);
  const accounts = await ports.accounts.ofCustomers([at.customer.id]);
  const opened: Opened[] = [];
  for (const { action: seen, pack, today } of openings) {
    const action = actions.find(({ id }) => id === seen.id);
    const decision = decisions.find(({ id }) => id === seen.id);
    const account = accounts.find(({ id }) => id === seen.accountId);
    if (!action || !decision || !account) throw new Error(`action ${seen.id} is not whole`);
    const { customer, now } = at;
    const offering = { customer, pack, today, now, reading };
    const way = await wayBack(ports, offering, { action, decision, account }, accounts);
    if (!way) continue;
    const applicationId = way.application?.id ?? null;
    const returnOpenedAt = way.how === 'TAKEN' ? null : now;
    const open = { ...action, lookAt: null, returnOpenedAt, applicationId };
    opened.push({ ...way, action: open, account, decision, pack });
  }
  if (opened.length === 0) return [];
  await ports.platformActions.save(opened.map(({ action }) => action));
  await tellOpened(ports, at, opened.filter(isOpen));
  return opened.map(({ action }) => action);
}

type Met = Pick<Opened, 'action' | 'account' | 'decision'>;

/** Undefined while something stands against it: it opens once that is gone. */
async function wayBack(
  ports: Ports,
  at: OfferingAt,
  met: Met,
  accounts: readonly CreditAccount[],
): Promise<WayBack | undefined> {
  const { action, account, decision } = met;
  const { limitMinor } = action.before;
  const isLimit = action.kind === 'LINE_DECREASE';
  const isTaken = isLimit ? account.limitMinor >= limitMinor : isReplaced(met, accounts);
  if (isTaken) return { how: 'TAKEN', application: null };
  if (isLimit || at.pack.creditorEnding.returnBy.value === 'INVITATION') {
    // Nobody is told to be welcome whose application would be declined the same day.
    const wish = { account, decision, limitMinor, ...(isLimit && { raises: account }) };
    if (await wouldBeDeclined(ports, at, wish)) return undefined;
    return { how: isLimit ? 'ASK_FOR_LIMIT' : 'INVITATION', application: null };
  }
  const made = await offerReturn(ports, at, {
    account,
    decision,
    decidedBy: decision.measure
      ? `action-policy:${decision.measure.actionPolicyVersion}`
      : decision.decidedBy,
    madeBy: 'MACHINE',
    reason: { code: 'CONDITIONS_MET', values: {} },
    limitMinor,
  });
  return 'application' in made ? { how: 'OFFER', application: made.application } : undefined;
}

/** By a line that names it, or by another of the product that came after the decision. */
function isReplaced({ account, decision }: Met, accounts: readonly CreditAccount[]): boolean {
  const replaced = { accountId: account.id, since: decision.decidedAt };
  const inTheWay = lineInTheWay(accounts, account.productId, replaced);
  const isAnother = inTheWay !== undefined && inTheWay.id !== account.id;
  return isAnother || replacementOf(account, accounts) !== undefined;
}

type Open = Opened & { readonly how: WayBackOccasion['how'] };

const isOpen = (opened: Opened): opened is Open => opened.how !== 'TAKEN';

async function tellOpened(ports: Ports, at: ActingOn, opened: readonly Open[]): Promise<void> {
  if (opened.length === 0) return;
  const told = opened.map((each) => toldOf(ports.entropy.nextId, each, at));
  await tellAll(ports, at.customer.id, told, at.now);
  const occasions = opened.map((each, which) => ({
    ...each,
    auditEntryId: told[which]?.entryId ?? '',
    foundBy: 'MACHINE' as const,
    assessment: at.assessment,
  }));
  await giveWayBackNotices(ports, occasions, at.now);
}

function toldOf(
  nextId: () => Id,
  { action, account, how, application, pack }: Opened,
  { customer, now }: ActingOn,
): Happened & { readonly subject: Id } {
  const { id: decisionId, kind } = action;
  const data = {
    schemaVersion: 1,
    accountId: account.id,
    decisionId,
    kind,
    how,
    applicationId: application?.id ?? null,
    at: utc(now),
  };
  const name = 'credit-account.way-back-opened';
  const content = { type: name, ...data, customerId: customer.id, packEdition: pack.id };
  return { entryId: nextId(), content, type: `clearline.${name}.v1`, data, subject: account.id };
}
