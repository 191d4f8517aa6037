/**
 * Staff lifts a measure that no condition of return would end: what was declared is cleared up, or the
 * institution no longer needs what it did. The line goes back to where it would stand without it, and
 * what followed for other lines goes back too; no limit rises, and no ended right comes back, that its
 * customer would have to ask for.
 */
import {
  type DecidedMeasure,
  type Decision,
  type DecisionReason,
  OWN_DECISION,
} from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import { owedMinor } from '../domain/ledger/position.js';
import { isDeclared } from '../domain/platform-action/grounds-of-measures.js';
import { isRightLifted } from '../domain/platform-action/lifting.js';
import {
  askedSince,
  isStanding,
  type PlatformAction,
} from '../domain/platform-action/platform-action.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { mayLiftMeasures } from './access.js';
import { type ActingOn, actingOn, lineFacts } from './acting-on.js';
import { tomorrow } from './actions.js';
import type { Actor } from './actor.js';
import { lockedLine, type OwnLines, readLines } from './closing-facts.js';
import { booksOf } from './foreseen-moves.js';
import {
  giveNotices,
  giveWayBackNotices,
  type NoticeOccasion,
  type WayBackOccasion,
} from './give-notice.js';
import { type Attempt, type KeyReused, once } from './idempotency.js';
import type { NoPack } from './jurisdiction.js';
import { type OfferingAt, wouldBeDeclined } from './offer-return.js';
import type { Ports } from './ports.js';
import { type Ending, recordEndings, undoneOn } from './record-endings.js';
import { type MeasureMade, measureMade } from './take-measure.js';

export interface LiftMeasureInput {
  /** The decision by which the measure was taken. */
  readonly decisionId: Id;
  /** Why, 1 to 2,000 characters. */
  readonly statement: string;
  readonly idempotencyKey: string;
}

export type LiftMeasureRefusal =
  | { readonly code: 'FORBIDDEN' }
  | { readonly code: 'DECISION_NOT_FOUND' }
  /** It ended before: returned, lifted, overturned, or its line is closed. */
  | { readonly code: 'DECISION_ENDED' }
  /** It returns by its conditions, follows from another decision, or closed the line for good. */
  | { readonly code: 'MEASURE_NOT_LIFTABLE' }
  /** A limit rises only when the customer asks for it; `source` is the rule's place. */
  | { readonly code: 'LIMIT_ONLY_ON_REQUEST'; readonly source: string }
  /** An ended right does so only by the customer's own application. */
  | { readonly code: 'RIGHT_ONLY_ON_REQUEST'; readonly source: string }
  | { readonly code: 'ACCOUNT_NOT_FOUND' }
  | NoPack
  | KeyReused;

/** `decision` is the one that lifts it, `action` the measure's. */
export type LiftMeasureResult = MeasureMade | { readonly refusals: readonly LiftMeasureRefusal[] };

const refuse = (refusal: LiftMeasureRefusal) => ({ refusals: [refusal] });

/** Lifts a measure, once per idempotency key. */
export async function liftMeasure(
  ports: Ports,
  actor: Actor,
  input: LiftMeasureInput,
): Promise<LiftMeasureResult> {
  const [seen] = await ports.platformActions.find([input.decisionId]);
  if (!mayLiftMeasures(actor, seen?.customerId)) return refuse({ code: 'FORBIDDEN' });
  const [account] = seen ? await ports.accounts.find([seen.accountId]) : [];
  if (!account) return refuse({ code: 'DECISION_NOT_FOUND' });
  const own = await readLines(ports, account);
  const attempt = await once<LiftMeasureRefusal>(ports, actor, 'liftMeasure', input, () =>
    liftUnderLock(ports, actor, input, { accountId: account.id, own }),
  );
  return 'refusals' in attempt ? attempt : measureMade(ports, attempt.made, input.decisionId);
}

async function liftUnderLock(
  ports: Ports,
  actor: Actor,
  { decisionId, statement }: LiftMeasureInput,
  { accountId, own }: { readonly accountId: string; readonly own: OwnLines },
): Promise<Attempt<LiftMeasureRefusal>> {
  const line = await lockedLine(ports, accountId, own);
  if ('code' in line) return refuse(line);
  const [action] = await ports.platformActions.find([decisionId]);
  const [decision] = await ports.closures.decisions([decisionId]);
  if (!action || !decision) return refuse({ code: 'DECISION_NOT_FOUND' });
  const stands = notLiftable(action, line.pack);
  if (stands) return refuse(stands);
  const at = await actingOn(ports, line, 'MEASURE');
  if ('code' in at) return refuse(at);
  await ports.riskProfiles.add([at.assessment]);
  const by = { decision, decidedBy: actor.subject, statement };
  const facts = lineFacts(at, line.account, line.today);
  const lifting = liftingOf(ports.entropy.nextId(), at, line.pack, { ...by, facts });
  await write(ports, at, { ...line, reading: own.reading }, { action, lifting });
  return { made: lifting.id };
}

/** What stands against lifting it; undefined when nothing does. */
function notLiftable(
  action: PlatformAction,
  pack: JurisdictionPack,
): LiftMeasureRefusal | undefined {
  const { kind, grounds, conditions, measureId, causedBy, status } = action;
  if (!isStanding(action)) return { code: 'DECISION_ENDED' };
  const isForGood =
    kind === 'CLOSURE' || (kind === 'TERMINATION_BY_NOTICE' && status === 'IN_FORCE');
  // What no machine can look at any more waits for a person; a consent is the customer's to give again.
  const waits = conditions.length > 0 && askedSince(action) === null;
  const returnsByItself = waits && !isDeclared(grounds);
  if (isForGood || returnsByItself || measureId === null || causedBy !== null) {
    return { code: 'MEASURE_NOT_LIFTABLE' };
  }
  const { increase } = pack.linkedLimits;
  if (kind === 'LINE_DECREASE' && increase.value !== 'PERMITTED') {
    return { code: 'LIMIT_ONLY_ON_REQUEST', source: increase.source };
  }
  if (kind === 'DRAWDOWN_RIGHT_ENDED' && !isRightLifted(grounds, pack)) {
    return { code: 'RIGHT_ONLY_ON_REQUEST', source: pack.creditorEnding.returnBy.source };
  }
  return undefined;
}

/** The decision that lifts one, on its grounds. */
function liftingOf(
  id: Id,
  { assessment, now }: ActingOn,
  pack: JurisdictionPack,
  by: Pick<Decision, 'decidedBy'> &
    Pick<DecidedMeasure, 'statement' | 'facts'> & {
      readonly decision: Decision;
    },
): Decision {
  const { decision, decidedBy, statement, facts } = by;
  const { measure, grounds, customerId, accountId } = decision;
  const reason: DecisionReason = { code: 'MEASURE_LIFTED', values: {} };
  return {
    ...OWN_DECISION,
    id,
    customerId,
    accountId,
    kind: decision.kind === 'SUSPENSION' ? 'REINSTATEMENT' : 'REVERSAL',
    grounds,
    reasons: [reason],
    adverseAction: false,
    decidedAt: now,
    decidedBy,
    assessmentId: assessment.id,
    packEdition: pack.id,
    limitPolicyVersion: null,
    madeBy: 'STAFF',
    reverses: decision.id,
    measure: measure && {
      ...measure,
      facts,
      statement,
      milder: [],
      conditions: [],
      effectiveAt: now,
    },
  };
}

interface Lifted {
  readonly action: PlatformAction;
  readonly lifting: Decision;
}

async function write(
  ports: Ports,
  at: ActingOn,
  offering: OfferingAt,
  { action, lifting }: Lifted,
): Promise<void> {
  const { pack } = offering;
  const followed = (await ports.platformActions.causedBy([action.id])).filter(isStanding);
  const mayRise = pack.linkedLimits.increase.value === 'PERMITTED';
  const unwound = undoneOn(at, [action, ...(mayRise ? followed : [])]);
  const endings = unwound.undone.map((each): Ending => {
    const isOwn = each.action.id === action.id;
    const decision = isOwn ? lifting : followingOf(ports.entropy.nextId(), lifting, each.action);
    return { ...each, decision, as: 'LIFTED' };
  });
  const { assessment, customer, now } = at;
  const recorded = { ...unwound, customerId: customer.id, endings, assessment, now };
  const entryIds = await recordEndings(ports, recorded);
  const occasions = endings.map(
    ({ decision, after, action: ended }, which): NoticeOccasion => ({
      decision,
      account: after,
      action: ended,
      pack,
      auditEntryId: entryIds[which] ?? '',
      assessment,
      owedMinor: owedMinor(booksOf(at.books, after.id).position),
    }),
  );
  await giveNotices(ports, occasions, now);
  if (!mayRise && followed.length > 0) {
    await openForAsking(ports, at, offering, { followed, entryId: entryIds[0] ?? '' });
  }
}

/** What followed for another line ends with its cause. */
const followingOf = (id: Id, lifting: Decision, { id: reverses, accountId }: PlatformAction) => ({
  ...lifting,
  id,
  accountId,
  kind: 'REVERSAL' as const,
  reasons: [{ code: 'LIFTED_WITH_ANOTHER_LINE', values: {} }],
  causedBy: lifting.id,
  reverses,
  measure: null,
});

/**
 * Limits that only their customer can ask for stay. That they can be asked for is told at once, or by
 * the watch as soon as nothing stands against it any more.
 */
async function openForAsking(
  ports: Ports,
  { accounts, assessment }: ActingOn,
  offering: OfferingAt,
  { followed, entryId }: { readonly followed: readonly PlatformAction[]; readonly entryId: Id },
): Promise<void> {
  const { pack, today, now } = offering;
  const decisions = await ports.closures.decisions(followed.map(({ id }) => id));
  const opened: WayBackOccasion[] = [];
  for (const action of followed) {
    const decision = decisions.find(({ id }) => id === action.id);
    const account = accounts.find(({ id }) => id === action.accountId);
    if (!decision || !account) throw new Error(`action ${action.id} is not whole`);
    const { limitMinor } = action.before;
    const wish = { account, decision, limitMinor, raises: account };
    if (await wouldBeDeclined(ports, offering, wish)) {
      await ports.platformActions.save([{ ...action, lookAt: tomorrow(today, pack.timeZone) }]);
      continue;
    }
    await ports.platformActions.save([{ ...action, returnOpenedAt: now }]);
    const how = { how: 'ASK_FOR_LIMIT', application: null, foundBy: 'STAFF', assessment } as const;
    opened.push({ ...how, decision, account, pack, auditEntryId: entryId });
  }
  await giveWayBackNotices(ports, opened, now);
}
