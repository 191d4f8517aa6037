/**
 * The limits that move with a closing, each as a decision with its grounds and reasons. A rule that
 * moves a limit looks at where card and rules put the customer, so the grounds are the customer's
 * conduct, and the reasons are the policy's own words and, for a decrease, those of the score.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision, DecisionReason } from '../domain/credit-account/decision.js';
import type { LimitMove, MadeLimitMove } from '../domain/credit-account/limit-policy.js';
import { limitReason, ruleOf } from '../domain/credit-account/linked-limits.js';
import type { Id } from '../domain/identifiers.js';
import { formatMoney, money } from '../domain/money.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { scoreReasons } from '../domain/platform-action/score-reasons.js';
import { adverseActionOf } from '../domain/policy/adverse-action.js';
import { appealUntil } from '../domain/policy/appeal-periods.js';
import { MAX_REASONS } from '../domain/risk-profile/explanation.js';
import { actionOf } from './actions.js';
import { compiled } from './assess.js';
import type { Closing } from './closing-facts.js';
import type { Happened } from './tell.js';

/** A move with the decision that it is and what is told of it. */
export interface MovedLine {
  readonly made: MadeLimitMove;
  readonly decision: Decision;
  /** What a decrease set going, so that an appeal can undo it; an increase is nothing to undo. */
  readonly action: PlatformAction | null;
  /** The line after the move. */
  readonly account: CreditAccount;
  readonly told: Happened & { readonly subject: Id };
}

/** One for each linked line whose limit moves. */
export function linkedDecisions(
  nextId: () => Id,
  { facts, foreseen, how }: Pick<Closing, 'facts' | 'foreseen' | 'how'>,
): MovedLine[] {
  const { policy, pack, model } = facts;
  const { effects, moved, after, closed, bandForMoves } = foreseen;
  const ofScore = scoreReasons(compiled(model.card), model.rules, after.values);
  return effects.linkedLimits.map((move) => {
    const account = moved.find(({ id }) => id === move.accountId);
    if (!account) throw new Error(`line ${move.accountId} has not moved`);
    const isDecrease = move.toMinor < move.fromMinor;
    const kind = isDecrease ? 'LINE_DECREASE' : 'LINE_INCREASE';
    const adverseAction = adverseActionOf(pack, kind, 'BEHAVIOUR');
    const decidedAt = after.assessedAt;
    const decision: Decision = {
      id: nextId(),
      customerId: account.customerId,
      accountId: account.id,
      kind,
      grounds: 'BEHAVIOUR',
      reasons: [
        policyReason(facts, move, bandForMoves),
        ...(isDecrease ? ofScore.slice(0, MAX_REASONS - 1) : []),
      ],
      adverseAction,
      decidedAt,
      decidedBy: `limit-policy:${policy.version}`,
      assessmentId: after.id,
      packEdition: pack.id,
      limitPolicyVersion: policy.version,
      madeBy: 'MACHINE',
      // The closing was the customer's own; what followed for this line was not.
      causedBy: null,
      reverses: null,
      appealUntil: appealUntil(pack, { adverseAction, decidedAt }),
      measure: null,
    };
    const data = {
      schemaVersion: 1,
      accountId: account.id,
      decisionId: decision.id,
      closureId: closed.closureId,
      from: amountOf(move, move.fromMinor),
      to: amountOf(move, move.toMinor),
      currency: move.currency,
      accountVersion: account.version,
    };
    const content = {
      ...data,
      type: 'credit-account.limit-changed',
      customerId: account.customerId,
      kind,
      grounds: decision.grounds,
      reasons: decision.reasons.map(({ code }) => code),
      ruleId: move.ruleId,
      limitPolicyVersion: policy.version,
      packEdition: pack.id,
      requestedBy: how.requestedBy,
    };
    const type = 'clearline.credit-account.limit-changed.v1';
    return {
      made: { ...move, decisionId: decision.id },
      decision,
      action: isDecrease ? decreaseOf(decision, move, facts) : null,
      account,
      told: { entryId: nextId(), content, type, data, subject: account.id },
    };
  });
}

/** It looked at the customer's band once, at the closing, and waits for nothing. */
function decreaseOf(
  decision: Decision,
  { accountId, toMinor }: LimitMove,
  { accounts, today, pack }: Closing['facts'],
): PlatformAction {
  const before = accounts.find(({ id }) => id === accountId);
  if (!before) throw new Error(`line ${accountId} is not the customer's`);
  return actionOf(decision, before, {
    kind: 'LINE_DECREASE',
    effectiveAt: decision.decidedAt,
    set: { limitMinor: toMinor, annualRatePpm: null },
    today,
    timeZone: pack.timeZone,
  });
}

const amountOf = ({ currency }: LimitMove, minor: number): string =>
  formatMoney(money(minor, currency));

function policyReason({ policy }: Closing['facts'], move: LimitMove, band: string): DecisionReason {
  return {
    code: ruleOf(policy, move.ruleId).reasonCode,
    values: { ruleId: move.ruleId, band },
    text: {
      en: limitReason(policy, move, band, 'en'),
      zh: limitReason(policy, move, band, 'zh'),
    },
  };
}
