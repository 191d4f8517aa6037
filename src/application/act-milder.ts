/**
 * A milder step in the place of a decision that a reviewer has just reversed: on the same grounds and
 * with the same way of return. It is a person's decision; looking at it once more is what the one
 * reconsideration of the appeal is for.
 */
import type { Modification } from '../domain/appeal/appeal.js';
import type { AccountEvent, CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision, DecisionReason } from '../domain/credit-account/decision.js';
import { canFollow, evolve } from '../domain/credit-account/evolve.js';
import { owedMinor } from '../domain/ledger/position.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { adverseActionOf } from '../domain/policy/adverse-action.js';
import { MAX_REASONS } from '../domain/risk-profile/explanation.js';
import { type ActingOn, lineFacts } from './acting-on.js';
import { actionOf } from './actions.js';
import { booksOf } from './foreseen-moves.js';
import { packOf } from './jurisdiction.js';
import { LOWERED, lowering } from './linked-measures.js';
import type { Ports } from './ports.js';
import { type Act, recordActs } from './record-acts.js';

export interface MilderAct {
  /** The decision that was reversed. */
  readonly instead: Decision;
  readonly modification: Modification;
  /** The reviewer. */
  readonly decidedBy: string;
  /** Why the milder step, to the customer; it comes before the reasons of the old decision. */
  readonly reason: DecisionReason;
}

/**
 * Takes the step on the line as it stands after the reversal, under the caller's lock, and gives the
 * notice of it; null where the line has no place for it (the limit is that low already, or the line
 * stands otherwise by now) and nothing was written.
 */
export async function actMilder(
  ports: Ports,
  at: ActingOn,
  account: CreditAccount,
  by: MilderAct,
): Promise<Act | null> {
  const rules = packOf(at.customer, account, at.now);
  if ('code' in rules) throw new Error(`no rules are in force for account ${account.id}`);
  const { pack, today } = rules;
  const { instead, modification, decidedBy, reason } = by;
  const event = eventOf(modification, at.now);
  const { position } = booksOf(at.books, account.id);
  const owed = owedMinor(position);
  const isPlaced =
    event.type === 'LimitChanged'
      ? event.limitMinor < account.limitMinor &&
        event.limitMinor >= owed + position.heldMinor &&
        event.limitMinor > 0
      : true;
  if (!isPlaced || !canFollow(account, event)) return null;
  const { kind } = modification;
  const { measure } = instead;
  const decision: Decision = {
    ...instead,
    id: ports.entropy.nextId(),
    accountId: account.id,
    kind,
    reasons: [reason, ...reasonsLeft(instead, account, event)].slice(0, MAX_REASONS),
    // What kept the pack's exception from holding for the decision keeps it from holding here.
    adverseAction: adverseActionOf(pack, kind, instead.grounds, !instead.adverseAction),
    decidedAt: at.now,
    decidedBy,
    assessmentId: at.assessment.id,
    packEdition: pack.id,
    madeBy: 'STAFF',
    // What followed from another decision still does, and ends with it.
    causedBy: instead.causedBy,
    reverses: null,
    appealUntil: null,
    measure: measure && {
      ...measure,
      scorecardVersion: at.assessment.scorecardVersion,
      rulesVersion: at.assessment.rules?.version ?? null,
      facts: lineFacts(at, account, today),
      milder: [],
      statement: null,
      effectiveAt: at.now,
    },
    ...(instead.byPolicy && {
      byPolicy: { ...instead.byPolicy, facts: lineFacts(at, account, today), milder: [] },
    }),
  };
  const limitMinor = event.type === 'LimitChanged' ? event.limitMinor : null;
  const action: PlatformAction = actionOf(decision, account, {
    kind,
    effectiveAt: at.now,
    set: { limitMinor, annualRatePpm: null },
    today,
    timeZone: pack.timeZone,
  });
  const after = evolve(account, event);
  const act = { before: account, account: after, decision, action, pack, owedMinor: owed };
  const [done = act] = await recordActs(ports, at, [act]);
  return done;
}

/**
 * What remains true of the old reasons: what was looked for and found. The words of the measure, or of
 * the limit policy, come first and tell of what was done, and that is undone; a limit that falls with
 * another line falls to its new figure.
 */
const reasonsLeft = (
  { reasons }: Decision,
  account: CreditAccount,
  event: AccountEvent,
): readonly DecisionReason[] =>
  reasons
    .slice(1)
    .map((each) =>
      each.code === LOWERED && event.type === 'LimitChanged'
        ? lowering(account, event.limitMinor)
        : each,
    );

function eventOf(modification: Modification, at: number): AccountEvent {
  switch (modification.kind) {
    case 'LINE_DECREASE':
      return { type: 'LimitChanged', limitMinor: modification.limitMinor, at };
    case 'SUSPENSION':
      return { type: 'Suspended', by: 'CREDITOR', at };
    case 'DRAWDOWN_RIGHT_ENDED':
      return { type: 'DrawdownRightEnded', at };
  }
}
