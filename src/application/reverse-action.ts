/**
 * Undoing a decision with all that it caused: the line goes back to where it stood, and so do the lines
 * that followed; what a higher rate has cost is given back; what scores read of the months between is
 * set right; what cannot open again is offered anew. Everything happens in the caller's transaction, so
 * a crash leaves it undone or done.
 */
import type { Repair } from '../domain/appeal/appeal.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import { type Decision, OWN_DECISION } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import { type LinePosition, owedMinor } from '../domain/ledger/position.js';
import { money, readableMoney } from '../domain/money.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { UndoneAction } from '../domain/platform-action/undo-all.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import { localDate } from '../domain/time.js';
import { actingOn } from './acting-on.js';
import { correctLimits } from './correct-limits.js';
import { productsOf } from './embedded-ledger.js';
import { giveNotices } from './give-notice.js';
import { offerReturn } from './offer-return.js';
import type { Ports } from './ports.js';
import { recordAlone } from './record-alone.js';
import { type Ending, recordEndings, undoneOn } from './record-endings.js';
import { followReturned, returnInterest } from './return-interest.js';
import type { ReversalContext } from './reversal-context.js';
import { settleOffers } from './settle-offers.js';

export interface Reversal {
  /** The decision that undoes the one asked for; those of its consequences name it as their cause. */
  readonly reversal: Decision;
  /** What was done about each thing that the decision had caused, or why nothing could be. */
  readonly repairs: readonly Repair[];
  /** The audit entry that proves the reversal. */
  readonly auditEntryId: Id;
}

/**
 * Undoes the decision and its consequences on books up to the day, assesses the customer anew and
 * tells of it. Notices are given for the consequences; the reversal itself is told by whoever decided
 * on it, together with the outcome. Throws for a decision that has been overturned before.
 */
export async function reverseDecision(
  ports: Ports,
  at: ReversalContext,
  decision: Decision,
): Promise<Reversal> {
  const { customer, now } = at;
  const accounts = await ports.accounts.ofCustomers([customer.id]);
  const { lines: charged } = await ports.ledger.confirm(at.reading, customer, accounts, now);
  const actions = await causedActions(ports, decision.id);
  const standing = await ports.platformActions.standingOf(accounts.map(({ id }) => id));
  const productOf = await productsOf(ports.products, accounts);
  const unwound = undoneOn({ accounts, standing, productOf, now }, actions);
  const statements = await correctLimits(ports, at, actions, standing);
  const after = accounts.map(
    (account) => unwound.changed.find(({ id }) => id === account.id) ?? account,
  );
  const reversalId = ports.entropy.nextId();
  const undoing = { actions, accounts: after, books: charged, reversalId };
  const interest = await returnInterest(ports, at, undoing);
  const { books } = interest;
  const acting = await actingOn(ports, { customer, accounts: after, books, now }, 'APPEAL');
  if ('code' in acting) throw new Error(`decision ${decision.id} has no rules: ${acting.code}`);
  const { assessment } = acting;
  await ports.riskProfiles.add([assessment]);
  const reversal = reversalOf(reversalId, at, decision, { assessment, causedBy: null });
  const endings = unwound.undone.map((each): Ending => {
    const isOwn = each.action.id === decision.id;
    const why = { assessment, causedBy: reversal.id };
    const own = isOwn ? reversal : reversalOf(ports.entropy.nextId(), at, each.action, why);
    return { ...each, decision: own, as: 'OVERTURNED' };
  });
  const recorded = { ...unwound, customerId: customer.id, endings, assessment, now };
  const entryIds = await recordEndings(ports, recorded);
  await followReturned(ports, at, reversal, { ...interest, accounts: after });
  const own = endings.findIndex((each) => each.decision === reversal);
  const alone = { undone: decision, reversal, accounts: after };
  const auditEntryId = entryIds[own] ?? (await recordAlone(ports, at, alone));
  await noticesOf(ports, at, { endings, entryIds, reversal, books, assessment });
  const offers = await offerInstead(ports, at, decision, { after, endings });
  const settling = { decision, undone: endings, accounts: after, offered: offers };
  const settled = await settleOffers(ports, at, settling);
  const lines = endings.map(({ repair }) => repair);
  const kept = lines.filter(({ kind }) => kind !== 'NEW_AGREEMENT');
  const score = scoreRepair(decision, assessment);
  const repairs = [...kept, ...interest.repairs, ...statements, ...offers, ...settled, score];
  return { reversal, repairs, auditEntryId };
}

/** The decision's own action and those of its consequences, of whatever depth. */
async function causedActions(ports: Ports, decisionId: Id): Promise<PlatformAction[]> {
  const found = await ports.platformActions.find([decisionId]);
  let causes: readonly Id[] = [decisionId];
  while (causes.length > 0) {
    const caused = await ports.platformActions.causedBy(causes);
    found.push(...caused.filter(({ id }) => !found.some((each) => each.id === id)));
    causes = caused.map(({ id }) => id);
  }
  if (found.some(({ id, status }) => id === decisionId && status === 'OVERTURNED')) {
    throw new Error(`decision ${decisionId} was overturned before`);
  }
  return found.filter(({ status }) => status !== 'OVERTURNED');
}

/** What is undone is told with the grounds that it had, and with why it goes. */
const reversalOf = (
  id: Id,
  { customer, pack, now, decidedBy, reason }: ReversalContext,
  undone: Pick<Decision, 'id' | 'accountId' | 'grounds'>,
  { assessment, causedBy }: { readonly assessment: Assessment; readonly causedBy: Id | null },
): Decision => ({
  ...OWN_DECISION,
  id,
  customerId: customer.id,
  accountId: undone.accountId,
  kind: 'REVERSAL',
  grounds: undone.grounds,
  reasons: [causedBy === null ? reason : { code: 'DECISION_UNDONE', values: {} }],
  adverseAction: false,
  decidedAt: now,
  decidedBy,
  assessmentId: assessment.id,
  packEdition: pack.id,
  limitPolicyVersion: null,
  madeBy: 'STAFF',
  causedBy,
  reverses: undone.id,
});

interface Written {
  readonly endings: readonly Ending[];
  readonly entryIds: readonly Id[];
  readonly reversal: Decision;
  readonly books: readonly LinePosition[];
  readonly assessment: Assessment;
}

async function noticesOf(
  ports: Ports,
  { pack, now }: ReversalContext,
  { endings, entryIds, reversal, books, assessment }: Written,
): Promise<void> {
  const occasions = endings.flatMap(({ decision, after: account, action, repair }, which) => {
    // A line on which nothing changed has nothing to be told of it.
    if (decision === reversal || !repair.done) return [];
    const auditEntryId = entryIds[which] ?? '';
    const owed = owedOn(books, account);
    return [{ decision, account, action, pack, auditEntryId, assessment, owedMinor: owed }];
  });
  if (occasions.length > 0) await giveNotices(ports, occasions, now);
}

/** What the customer owes on a line, minor units. */
export function owedOn(books: readonly LinePosition[], { id }: CreditAccount): number {
  const line = books.find(({ position }) => position.accountId === id);
  return line ? owedMinor(line.position) : 0;
}

/** What cannot open again is offered as a new agreement, by the limit that there was. */
async function offerInstead(
  ports: Ports,
  at: ReversalContext,
  decision: Decision,
  {
    after,
    endings,
  }: { readonly after: readonly CreditAccount[]; readonly endings: readonly Ending[] },
): Promise<Repair[]> {
  const forGood = endings.filter(({ repair }) => repair.code === 'REPAIR_CLOSED_FOR_GOOD');
  const line = after.find(({ id }) => id === decision.accountId);
  const isAlone = endings.length === 0 && decision.kind === 'CLOSURE' && line !== undefined;
  const closed: { account: CreditAccount; ended?: UndoneAction & { decision: Decision } }[] = [
    ...forGood.map((ended) => ({ account: ended.after, ended })),
    ...(isAlone ? [{ account: line }] : []),
  ];
  const repairs: Repair[] = [];
  for (const { account, ended } of closed) {
    const limitMinor = ended?.action.before.limitMinor ?? account.limitMinor;
    const { decidedBy, reason } = at;
    const wish = { account, decision, decidedBy, madeBy: 'STAFF', reason, limitMinor } as const;
    const made = await offerReturn(ports, at, wish);
    const base = { kind: 'NEW_AGREEMENT', accountId: account.id } as const;
    const decisionId = ended?.action.id ?? decision.id;
    if ('against' in made) {
      repairs.push({
        ...base,
        decisionId,
        done: false,
        code: 'REPAIR_AGREEMENT_NOT_NOW',
        values: {},
      });
      continue;
    }
    const { id: applicationId, offer } = made.application;
    if (!offer) throw new Error(`application ${applicationId} carries no offer`);
    const limit = readableMoney(money(offer.limitMinor, account.currency));
    const until = localDate(offer.validUntil, at.pack.timeZone);
    const code = 'REPAIR_AGREEMENT_OFFERED';
    repairs.push({ ...base, decisionId, done: true, code, values: { limit, until } });
    if (ended) await nameOffer(ports, ended.action.id, applicationId);
  }
  return repairs;
}

async function nameOffer(ports: Ports, actionId: Id, applicationId: Id): Promise<void> {
  const actions = await ports.platformActions.find([actionId]);
  await ports.platformActions.save(actions.map((each) => ({ ...each, applicationId })));
}

const scoreRepair = ({ id }: Decision, { score, band }: Assessment): Repair => ({
  kind: 'SCORE',
  decisionId: id,
  accountId: null,
  done: true,
  code: 'REPAIR_SCORE_ANEW',
  values: { to: String(score), band },
});
