/**
 * Staff lifts a measure that no condition of return would end: what was declared is cleared up, or the
 * institution no longer needs what it did. The line goes back to where it would stand without it, and
 * what followed for other lines goes back too; no limit rises that its customer would have to ask for.
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
import { isStanding, type PlatformAction } from '../domain/platform-action/platform-action.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { mayLiftMeasures } from './access.js';
import { type ActingOn, actingOn, lineFacts } from './acting-on.js';
import type { Actor } from './actor.js';
import { lockedLine, type OwnLines, readLines } from './closing-facts.js';
import { booksOf } from './foreseen-moves.js';
import { giveNotices, giveWayBackNotices, type NoticeOccasion } from './give-notice.js';
import { type Attempt, type KeyReused, once } from './idempotency.js';
import type { NoPack } from './jurisdiction.js';
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
  const refusal = notLiftable(action, line.pack);
  if (refusal) return refuse(refusal);
  const at = await actingOn(ports, line, 'MEASURE');
  if ('code' in at) return refuse(at);
  await ports.riskProfiles.add([at.assessment]);
  const by = { decision, decidedBy: actor.subject, statement };
  const facts = lineFacts(at, line.account, line.today);
  const lifting = liftingOf(ports.entropy.nextId(), at, line.pack, { ...by, facts });
  await write(ports, at, line.pack, { action, lifting });
  return { made: lifting.id };
}

/** What stands against lifting it; undefined when nothing does. */
function notLiftable(
  action: PlatformAction,
  { linkedLimits: { increase } }: JurisdictionPack,
): LiftMeasureRefusal | undefined {
  const { kind, grounds, conditions, measureId, causedBy, status } = action;
  if (!isStanding(action)) return { code: 'DECISION_ENDED' };
  const isForGood =
    kind === 'CLOSURE' || (kind === 'TERMINATION_BY_NOTICE' && status === 'IN_FORCE');
  const returnsByItself = conditions.length > 0 && !isDeclared(grounds);
  if (isForGood || returnsByItself || measureId === null || causedBy !== null) {
    return { code: 'MEASURE_NOT_LIFTABLE' };
  }
  return kind === 'LINE_DECREASE' && increase.value !== 'PERMITTED'
    ? { code: 'LIMIT_ONLY_ON_REQUEST', source: increase.source }
    : undefined;
}

/** The decision that lifts one: on its grounds, with what the staff member saw. */
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
  pack: JurisdictionPack,
  { action, lifting }: Lifted,
): Promise<void> {
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
  const [entryId = ''] = entryIds;
  if (!mayRise && followed.length > 0) await openForAsking(ports, at, pack, { followed, entryId });
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

/** Limits that only their customer can ask for stay; that they can be asked for is told. */
async function openForAsking(
  ports: Ports,
  { accounts, now }: ActingOn,
  pack: JurisdictionPack,
  { followed, entryId }: { readonly followed: readonly PlatformAction[]; readonly entryId: Id },
): Promise<void> {
  await ports.platformActions.save(followed.map((each) => ({ ...each, returnOpenedAt: now })));
  const decisions = await ports.closures.decisions(followed.map(({ id }) => id));
  const opened = decisions.flatMap((decision) => {
    const account = accounts.find(({ id }) => id === decision.accountId);
    if (!account) return [];
    const how = 'ASK_FOR_LIMIT' as const;
    return { decision, account, pack, auditEntryId: entryId, how, application: null };
  });
  await giveWayBackNotices(ports, opened, now);
}
