/**
 * What an outcome does, in the caller's transaction and under the lock: nothing, the undoing of the
 * decision, or its undoing with a milder step in its place.
 */
import type { AppealOutcomeKind, Modification, Repair } from '../domain/appeal/appeal.js';
import { withGroundLeft } from '../domain/appeal/rescore.js';
import type { Decision, DecisionReason } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import { actMilder } from './act-milder.js';
import { actingOn } from './acting-on.js';
import type { CaseFacts, Rescored } from './case-facts.js';
import { declineReferred, grantApplication } from './decide-application.js';
import type { ToldReason } from './eligibility.js';
import type { BooksReading, Ports } from './ports.js';
import type { ReversalContext } from './reversal-context.js';
import { reverseDecision } from './reverse-action.js';

export interface OutcomeEffects {
  /** The decision that the outcome is about: a person's own where a rule only referred it. */
  readonly decision: Decision;
  readonly repairs: readonly Repair[];
  readonly reversalId: Id | null;
  readonly milderId: Id | null;
}

export type EffectRefusal =
  /** Facts stand against any offer, whoever makes it. */
  | { readonly code: 'OFFER_NOT_POSSIBLE'; readonly reasons: readonly ToldReason[] }
  /** The line has no place for the step by now. */
  | { readonly code: 'MODIFICATION_NOT_POSSIBLE' };

export interface Effecting {
  readonly outcome: AppealOutcomeKind;
  readonly modification: Modification | null;
  /** What `ledger.readAhead` gave before the transaction. */
  readonly reading: BooksReading;
  /** The reviewer. */
  readonly decidedBy: string;
  readonly rescored: Rescored | null;
}

const NOTHING = { repairs: [], reversalId: null, milderId: null } as const;

/** Puts the outcome into effect; a refusal asks the caller to abandon the transaction. */
export async function effectOutcome(
  ports: Ports,
  at: CaseFacts,
  by: Effecting,
): Promise<OutcomeEffects | EffectRefusal> {
  const { decision, appeal } = at;
  const { reading, decidedBy, outcome } = by;
  const { customer, pack, today, now } = at;
  const reason = reasonOf(appeal.kind, outcome);
  const context = { customer, pack, today, now, reading, decidedBy, reason };
  if (outcome === 'UPHELD') {
    if (appeal.kind !== 'REFERRAL') return { ...NOTHING, decision };
    return { ...NOTHING, decision: await declineReferred(ports, context, decision) };
  }
  if (decision.kind === 'APPLICATION') return granted(ports, at, context);
  const { reversal, repairs } = await reverseDecision(ports, context, decision);
  const undone = { decision, repairs, reversalId: reversal.id, milderId: null };
  const { modification } = by;
  if (outcome === 'OVERTURNED' || !modification) return undone;
  const milder = await milderInstead(ports, at, { ...by, modification, reversal, reason });
  if (!milder) return { code: 'MODIFICATION_NOT_POSSIBLE' };
  return { ...undone, milderId: milder.id };
}

/** Why something was undone, to the customer: a person looked again, on an appeal or on request. */
const reasonOf = (
  kind: CaseFacts['appeal']['kind'],
  outcome: AppealOutcomeKind,
): DecisionReason => {
  const looked = kind === 'HUMAN_DECISION' || kind === 'REFERRAL' ? 'HUMAN_DECISION' : 'APPEAL';
  return { code: `${looked}_${outcome}`, values: {} };
};

/** A referral was no refusal, so there is nothing to undo: the offer is the decision. */
async function granted(
  ports: Ports,
  { decision, appeal }: CaseFacts,
  context: ReversalContext,
): Promise<OutcomeEffects | EffectRefusal> {
  const isReferral = appeal.kind === 'REFERRAL';
  const undone = isReferral ? null : await reverseDecision(ports, context, decision);
  const made = await grantApplication(ports, context, decision);
  if ('against' in made) return { code: 'OFFER_NOT_POSSIBLE', reasons: made.against };
  const repairs = [...(undone?.repairs ?? []), made.repair];
  return { decision, repairs, reversalId: undone?.reversal.id ?? null, milderId: null };
}

/** On what is left of the old ground, with the assessment that the reversal was made on. */
async function milderInstead(
  ports: Ports,
  { decision, customer, now, scored }: CaseFacts,
  by: Effecting & {
    readonly modification: Modification;
    readonly reversal: Decision;
    readonly reason: DecisionReason;
  },
): Promise<Decision | null> {
  const { decidedBy, modification, reason, reversal } = by;
  const accounts = await ports.accounts.ofCustomers([customer.id]);
  const account = accounts.find(({ id }) => id === decision.accountId);
  if (!account) throw new Error(`decision ${decision.id} is about no line`);
  const { lines: books } = await ports.ledger.confirm(by.reading, customer, accounts, now);
  const acting = await actingOn(ports, { customer, accounts, books, now }, 'APPEAL');
  if ('code' in acting) throw new Error(`decision ${decision.id} has no rules: ${acting.code}`);
  const made = reversal.assessmentId === null ? [] : [reversal.assessmentId];
  const [assessment] = await ports.riskProfiles.byId(made);
  if (!assessment) throw new Error(`reversal ${reversal.id} was made on no assessment`);
  const { rescored } = by;
  const instead =
    rescored?.seen && scored
      ? withGroundLeft(decision, rescored.ground, rescored.seen, scored.model.rules)
      : decision;
  const step = { instead, modification, decidedBy, reason };
  const act = await actMilder(ports, { ...acting, assessment }, account, step);
  return act?.decision ?? null;
}
