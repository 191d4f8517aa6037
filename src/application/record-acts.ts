/**
 * Writes down what was done to lines, in the open transaction: the lines, the decisions and what they
 * set going, the audit entries and messages, what bureaus are told, and the notices to the customer.
 * The number of statements does not grow with the number of lines, but for those that are closed.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import { formatMoney, money } from '../domain/money.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { utc } from '../domain/time.js';
import type { ActingOn } from './acting-on.js';
import { closeByCreditor } from './close-by-creditor.js';
import { type FurnishingEvent, furnishing } from './furnishing.js';
import { giveNotices } from './give-notice.js';
import type { Ports } from './ports.js';
import { type Happened, tellAll } from './tell.js';

/** What was done to one line. */
export interface Act {
  readonly before: CreditAccount;
  /** The line after it. */
  readonly account: CreditAccount;
  readonly decision: Decision;
  readonly action: PlatformAction;
  readonly pack: JurisdictionPack;
  /** What the customer owes on the line. */
  readonly owedMinor: number;
}

/**
 * Writes acts on different lines, with the assessment of `at` kept by the caller. Returns them with
 * the lines as they are: one that was to be closed is closed.
 */
export async function recordActs<Acts extends readonly Act[]>(
  ports: Ports,
  at: ActingOn,
  acts: Acts,
): Promise<Acts> {
  const { now } = at;
  const changed = acts.filter(({ before, account }) => account !== before);
  await ports.accounts.saveAll(changed.map(({ account }) => account));
  await ports.closures.addDecisions(acts.map(({ decision }) => decision));
  await ports.platformActions.add(acts.map(({ action }) => action));
  const done: Act[] = [];
  for (const act of acts) {
    const isClosing = act.action.kind === 'CLOSURE';
    done.push(isClosing ? await closed(ports, at, acts, act) : act);
  }
  const told = done.map((act) => toldOf(ports.entropy.nextId, act, at));
  const furnished = done.flatMap(({ decision, account }) => {
    const event = FURNISHED[decision.kind];
    if (!event) return [];
    return furnishing(ports.entropy.nextId, { event, account, decisionId: decision.id, at: now });
  });
  await tellAll(ports, at.customer.id, [...told, ...furnished], now);
  const occasions = done.map(({ decision, account, action, pack, owedMinor }, which) => ({
    decision,
    account,
    action,
    pack,
    owedMinor,
    auditEntryId: told[which]?.entryId ?? '',
    assessment: at.assessment,
    activity: at.riskFacts.activity,
  }));
  await giveNotices(ports, occasions, now);
  return done as unknown as Acts;
}

/** Of the kinds that a bureau learns of; a closing is told with its closure. */
const FURNISHED: Readonly<Partial<Record<Decision['kind'], FurnishingEvent>>> = {
  SUSPENSION: 'SUSPENDED_BY_CREDITOR',
  // No new use for good, by the creditor's decision: in a file that is a closed line.
  DRAWDOWN_RIGHT_ENDED: 'CLOSED_BY_CREDITOR',
};

async function closed(ports: Ports, at: ActingOn, acts: readonly Act[], act: Act): Promise<Act> {
  const { decision, before } = act;
  const accounts = at.accounts.map(
    (each) => acts.find(({ account }) => account.id === each.id)?.account ?? each,
  );
  const by = { decision, effectiveAt: at.now };
  const { account } = await closeByCreditor(ports, { ...at, accounts, account: before }, by);
  return { ...act, account };
}

/**
 * The audit entry and the message. What is not for customers, who read the entry, stays out of it: what
 * may not be told, and what staff wrote for staff.
 */
export function toldOf(
  nextId: () => Id,
  { before, account, decision, action }: Act,
  { assessment }: Pick<ActingOn, 'assessment'>,
): Happened & { readonly subject: Id } {
  const { measure } = decision;
  const isWithheld = measure?.withheld != null;
  const data = {
    schemaVersion: 1,
    accountId: account.id,
    decisionId: decision.id,
    kind: decision.kind,
    grounds: decision.grounds,
    status: account.status,
    ...changedFigures(before, action, decision),
    effectiveAt: utc(action.effectiveAt),
    causedBy: decision.causedBy,
    accountVersion: account.version,
    at: utc(decision.decidedAt),
  };
  const content = {
    type: 'credit-account.measure-taken',
    ...data,
    customerId: account.customerId,
    // The name of a measure says what it looks for.
    measureId: isWithheld ? null : action.measureId,
    actionPolicyVersion: measure?.actionPolicyVersion ?? null,
    madeBy: decision.madeBy,
    requestedBy: decision.decidedBy,
    withheld: isWithheld,
    reasons: isWithheld ? [] : decision.reasons.map(({ code }) => code),
    adverseAction: decision.adverseAction,
    appealUntil: decision.appealUntil === null ? null : utc(decision.appealUntil),
    assessmentId: assessment.id,
    score: assessment.score,
    band: assessment.band,
    scorecardVersion: assessment.scorecardVersion,
    rulesVersion: assessment.rules?.version ?? null,
    packEdition: decision.packEdition,
  };
  const type = 'clearline.credit-account.measure-taken.v1';
  return { entryId: nextId(), content, type, data, subject: account.id };
}

/** The limit or the rate as it was and as it is set; nothing for the other kinds. */
function changedFigures(
  before: CreditAccount,
  { set }: PlatformAction,
  { measure }: Decision,
): object {
  const { currency } = before;
  if (set.limitMinor !== null) {
    const decimal = (minor: number): string => formatMoney(money(minor, currency));
    return { from: decimal(before.limitMinor), to: decimal(set.limitMinor), currency };
  }
  if (set.annualRatePpm === null) return {};
  const fromAnnualRatePpm = measure?.facts.annualRatePpm ?? before.annualRatePpm;
  return { fromAnnualRatePpm, toAnnualRatePpm: set.annualRatePpm };
}
