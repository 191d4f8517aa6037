/**
 * The limits that move with a closing, each as a decision with its grounds and reasons: the policy's
 * own words and, for a decrease, those of the score. A rule looks at the price band that card and rules
 * give and may look at how far the line is used, so the ground is the customer's conduct only where
 * that is what acted.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision, DecisionReason } from '../domain/credit-account/decision.js';
import type { Ground } from '../domain/credit-account/grounds.js';
import type { LimitMove, MadeLimitMove } from '../domain/credit-account/limit-policy.js';
import { limitReason, ruleOf } from '../domain/credit-account/linked-limits.js';
import {
  decreaseByPolicy,
  groundOfDecrease,
  ruleTells,
} from '../domain/credit-account/policy-decrease.js';
import type { Id } from '../domain/identifiers.js';
import { balanceMinor } from '../domain/ledger/position.js';
import { formatMoney, money } from '../domain/money.js';
import type { LineFacts } from '../domain/platform-action/measure.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { scoreReasons } from '../domain/platform-action/score-reasons.js';
import { adverseActionOf } from '../domain/policy/adverse-action.js';
import { appealUntil } from '../domain/policy/appeal-periods.js';
import { MAX_REASONS } from '../domain/risk-profile/explanation.js';
import { lineFacts } from './acting-on.js';
import { actionOf } from './actions.js';
import { compiled } from './assess.js';
import type { Closing } from './closing-facts.js';
import { productsOf } from './embedded-ledger.js';
import { booksOf } from './foreseen-moves.js';
import type { Ports } from './ports.js';
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

/** One for each linked line whose limit moves. What is read does not grow with the number of lines. */
export async function linkedDecisions(
  ports: Pick<Ports, 'books' | 'entropy' | 'products'>,
  { facts, foreseen, how }: Pick<Closing, 'facts' | 'foreseen' | 'how'>,
): Promise<MovedLine[]> {
  const { nextId } = ports.entropy;
  const { policy, pack } = facts;
  const { effects, moved, closed, bandForMoves } = foreseen;
  const lineOf = await linesBefore(ports, facts, effects.linkedLimits);
  return effects.linkedLimits.map((move) => {
    const account = moved.find(({ id }) => id === move.accountId);
    if (!account) throw new Error(`line ${move.accountId} has not moved`);
    const isDecrease = move.toMinor < move.fromMinor;
    const reason = policyReason(facts, move, bandForMoves);
    const decision = moveDecision(nextId(), { facts, foreseen }, move, {
      account,
      reason,
      line: isDecrease ? lineOf(account) : null,
    });
    const { kind } = decision;
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
      requestedAs: how.requestedAs,
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

/** The lines of decreases as they stood, by what is owed on them and due. */
async function linesBefore(
  { books, products }: Pick<Ports, 'books' | 'products'>,
  { accounts, books: read, today }: Closing['facts'],
  moves: readonly LimitMove[],
): Promise<(line: { readonly id: Id }) => LineFacts> {
  const lowered = accounts.filter(({ id }) =>
    moves.some((move) => move.accountId === id && move.toMinor < move.fromMinor),
  );
  const none = lowered.length === 0;
  const oldestOpenDues = none ? new Map() : await books.oldestOpenDues(lowered.map(({ id }) => id));
  const productOf = none ? noProduct : await productsOf(products, lowered);
  return ({ id }) => {
    const before = lowered.find((each) => each.id === id);
    if (!before) throw new Error(`the limit of line ${id} does not fall`);
    return lineFacts({ books: read, oldestOpenDues, productOf }, before, today);
  };
}

const noProduct = (): never => {
  throw new Error('no limit falls');
};

interface Moved {
  readonly account: CreditAccount;
  readonly reason: DecisionReason;
  /** The line as it stood; null of an increase. */
  readonly line: LineFacts | null;
}

/** The closing was the customer's own; what follows for another line is the policy's. */
function moveDecision(
  id: Id,
  { facts, foreseen }: Pick<Closing, 'facts' | 'foreseen'>,
  { ruleId, fromMinor, toMinor }: LimitMove,
  { account, reason, line }: Moved,
): Decision {
  const { policy, pack, model, today } = facts;
  const { id: assessmentId, values, assessedAt: decidedAt } = foreseen.after;
  const kind = toMinor < fromMinor ? 'LINE_DECREASE' : 'LINE_INCREASE';
  const ofScore = line ? scoreReasons(compiled(model.card), model.rules, values) : [];
  const { timeZone } = pack;
  const grounds: Ground = line
    ? groundOfDecrease(ruleOf(policy, ruleId), ofScore, {
        account,
        facts: line,
        values,
        today,
        timeZone,
        isInactivityKnown: pack.creditorEnding.inactivityMonths.value !== null,
      })
    : reason.tells === 'CONDUCT'
      ? 'BEHAVIOUR'
      : 'CREDIT_STANDARDS';
  // By the customer's score and the lines together: what a pack excepts is about the line alone.
  const adverseAction = adverseActionOf(pack, kind, grounds, false);
  return {
    id,
    customerId: account.customerId,
    accountId: account.id,
    kind,
    grounds,
    reasons: [reason, ...ofScore.slice(0, MAX_REASONS - 1)],
    adverseAction,
    decidedAt,
    decidedBy: `limit-policy:${policy.version}`,
    assessmentId,
    packEdition: pack.id,
    limitPolicyVersion: policy.version,
    madeBy: 'MACHINE',
    causedBy: null,
    reverses: null,
    appealUntil: appealUntil(pack, { adverseAction, decidedAt }),
    measure: null,
    ...(line && { byPolicy: decreaseByPolicy(policy, model.card, ruleId, line) }),
  };
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

function policyReason(
  { policy, books }: Closing['facts'],
  move: LimitMove,
  band: string,
): DecisionReason {
  const rule = ruleOf(policy, move.ruleId);
  const { position } = booksOf(books, move.accountId);
  return {
    code: rule.reasonCode,
    values: { ruleId: move.ruleId, band },
    text: {
      en: limitReason(policy, move, band, 'en'),
      zh: limitReason(policy, move, band, 'zh'),
    },
    tells: ruleTells(rule, balanceMinor(position)),
  };
}
