/**
 * Writes down what was done to lines, in the open transaction: the lines, the decisions and what they
 * set going, the audit entries and messages, what bureaus are told, and the notices to the customer.
 * The number of statements does not grow with the number of lines, but for those that are closed.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { utc } from '../domain/time.js';
import type { ActingOn } from './acting-on.js';
import { closeByCreditor } from './close-by-creditor.js';
import { type FurnishingEvent, furnishing } from './furnishing.js';
import { giveNotices } from './give-notice.js';
import { measureTold, movedFigures } from './measure-told.js';
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
    const { id: decisionId, kind } = decision;
    if (!isFurnished(kind)) return [];
    const event = FURNISHED[kind];
    return furnishing(ports.entropy.nextId, { event, account, decisionId, at: now });
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
    positions: at.books.map(({ position }) => position),
  }));
  await giveNotices(ports, occasions, now);
  return done as unknown as Acts;
}

/** Of the kinds that a bureau learns of; a closing is told with its closure. */
const FURNISHED = {
  SUSPENSION: 'SUSPENDED_BY_CREDITOR',
  // No new use for good, by the creditor's decision: in a file that is a closed line.
  DRAWDOWN_RIGHT_ENDED: 'CLOSED_BY_CREDITOR',
} as const satisfies Partial<Record<Decision['kind'], FurnishingEvent>>;

const isFurnished = (kind: Decision['kind']): kind is keyof typeof FURNISHED => kind in FURNISHED;

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
function toldOf(
  nextId: () => Id,
  { before, account, decision, action }: Act,
  { assessment }: Pick<ActingOn, 'assessment'>,
): Happened & { readonly subject: Id } {
  const { measure, appealUntil } = decision;
  const { set, effectiveAt, measureId } = action;
  const isWithheld = measure?.withheld != null;
  // The rate as it was borne: a line without one of its own has its product's.
  const annualRatePpm = measure?.facts.annualRatePpm ?? before.annualRatePpm;
  const from = { ...before, annualRatePpm };
  return measureTold(nextId, {
    step: 'taken',
    account,
    decision,
    assessment,
    data: {
      // As it is set, which a repricing does on its day.
      ...movedFigures(from, {
        limitMinor: set.limitMinor ?? from.limitMinor,
        annualRatePpm: set.annualRatePpm ?? from.annualRatePpm,
      }),
      effectiveAt: utc(effectiveAt),
    },
    content: {
      // The name of a measure says what it looks for.
      measureId: isWithheld ? null : measureId,
      actionPolicyVersion: measure?.actionPolicyVersion ?? null,
      withheld: isWithheld,
      ...(isWithheld && { reasons: [] }),
      adverseAction: decision.adverseAction,
      appealUntil: appealUntil === null ? null : utc(appealUntil),
    },
  });
}
