/**
 * What closing a line does, worked out before anything is done: the quote shows it, and the closing
 * itself does exactly this, worked out anew under the lock. Nothing is read or written here but what
 * comes in; the same facts always give the same.
 */
import {
  type Blocker,
  blockersOf,
  isHonoured,
  releasedAtClosing,
} from '../domain/credit-account/closure.js';
import type {
  ClosureEffects,
  Payoff,
  StandingInstruction,
} from '../domain/credit-account/closure-quote.js';
import type { ClosureSignal } from '../domain/credit-account/closure-record.js';
import { closureSignals, isQualitySegment } from '../domain/credit-account/closure-signals.js';
import {
  type CreditAccount,
  endingCapabilities,
  type Motive,
} from '../domain/credit-account/credit-account.js';
import { earlySettlements } from '../domain/credit-account/early-settlement.js';
import { evolve } from '../domain/credit-account/evolve.js';
import type { LimitPolicy } from '../domain/credit-account/limit-policy.js';
import { type ReturnCondition, returnConditions } from '../domain/credit-account/way-back.js';
import type { Id } from '../domain/identifiers.js';
import { perDiemMinor } from '../domain/ledger/interest.js';
import { isHolding, type LinePosition, owedMinor } from '../domain/ledger/position.js';
import type { Product } from '../domain/ledger/product.js';
import type { Statement } from '../domain/ledger/statement.js';
import { dueDate } from '../domain/policy/business-days.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { ActivityFacts } from '../domain/risk-profile/activity.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import type { CharacteristicValues, RiskFacts } from '../domain/risk-profile/facts.js';
import { newRestrictions, restrictionsOf } from '../domain/risk-profile/rule-expiry.js';
import { addDays, type Instant, type LocalDate, localDate } from '../domain/time.js';
import { assess, type RiskModel, riskFacts } from './assess.js';
import { booksOf, foreseenMoves, movedLine } from './foreseen-moves.js';

export interface ClosingFacts {
  /** The line as it stands, and all lines of its customer, this one among them. */
  readonly account: CreditAccount;
  readonly accounts: readonly CreditAccount[];
  /** The books of all these lines. */
  readonly books: readonly LinePosition[];
  readonly product: Product;
  readonly statements: readonly Statement[];
  /** The customer's behaviour without and with this closing; the same where it is not counted. */
  readonly behaviour: { readonly before: ActivityFacts; readonly after: ActivityFacts };
  readonly model: RiskModel;
  readonly policy: LimitPolicy;
  readonly pack: JurisdictionPack;
  readonly today: LocalDate;
  /** When it is worked out. */
  readonly now: Instant;
  /** From when the line is closed; never after `now`. */
  readonly effectiveAt: Instant;
  readonly motive: Motive | null;
  /** False where staff closes for the customer: nothing then follows for other lines. */
  readonly isOwn: boolean;
  readonly ids: { readonly closure: Id; readonly before: Id; readonly after: Id };
}

export interface ForeseenClosure {
  readonly effects: ClosureEffects;
  readonly closed: Extract<CreditAccount, { closureId: Id }>;
  /** Other lines, with their limits moved. */
  readonly moved: readonly CreditAccount[];
  /** The price band by which they moved: after the closing, before any limit did. */
  readonly bandForMoves: string;
  readonly before: Assessment;
  readonly after: Assessment;
  readonly factsAfter: RiskFacts;
  readonly protectedValues: CharacteristicValues | null;
  readonly signals: readonly ClosureSignal[];
  readonly qualitySegment: boolean;
  readonly conditions: readonly ReturnCondition[];
}

/** Works a closing out; throws for a line that cannot be closed any more. */
export function foreseeClosure(facts: ClosingFacts): ForeseenClosure {
  const { account, pack, now, model } = facts;
  const line = booksOf(facts.books, account.id);
  const protection = pack.closureProtection.value;
  // Counted from the day of the closing, also where a notice takes effect late.
  const closedOn = localDate(facts.effectiveAt, pack.timeZone);
  const limitCountsUntil = facts.isOwn && protection ? addDays(closedOn, protection.days) : null;
  const blockers = blockersOf(line, now);
  const closed = evolve(account, {
    type: 'ClosureMade',
    closureId: facts.ids.closure,
    outcome: blockers.length === 0 ? 'CLOSED' : 'RUN_OFF',
    revoked: endingCapabilities(account),
    limitCountsUntil,
    at: facts.effectiveAt,
  });
  if (!('closureId' in closed)) throw new Error(`a closure cannot end in ${closed.status}`);
  const before = assessed(facts, 'BEFORE_CLOSURE', facts.accounts, facts.behaviour.before);
  const closedAlone = afterClosing(facts, [closed]);
  const bandForMoves = closedAlone.made.band;
  const moves = foreseenMoves(facts, closed, bandForMoves);
  const moved = moves.map((move) => movedLine(facts.accounts, move, facts.effectiveAt));
  const after = moved.length === 0 ? closedAlone : afterClosing(facts, [closed, ...moved]);
  const restrictions = newRestrictions(
    restrictionsOf(model.rules, before.made.rules?.acted ?? [], before.facts),
    restrictionsOf(model.rules, after.made.rules?.acted ?? [], after.facts),
  );
  const effects: ClosureEffects = {
    outcome: closed.status,
    blockers,
    ...ofTheLine(facts, line, { blockers, closedOn }),
    limitCountsUntil,
    linkedLimits: moves,
    restrictions,
    scoreBefore: before.made.score,
    scoreAfter: after.made.score,
    bandBefore: before.made.band,
    bandAfter: after.made.band,
    newCreditBefore: before.made.rules?.newCredit ?? 'OPEN',
    newCreditAfter: after.made.rules?.newCredit ?? 'OPEN',
  };
  return {
    effects,
    closed,
    moved,
    bandForMoves,
    before: before.made,
    after: after.made,
    factsAfter: after.facts,
    protectedValues:
      limitCountsUntil && protection ? picked(before.made, protection.characteristics) : null,
    ...reading(facts, line, after.made, effects),
    conditions: returnConditions({
      card: model.card,
      rules: model.rules,
      restrictions: restrictionsOf(model.rules, after.made.rules?.acted ?? [], after.facts),
    }),
  };
}

/** What follows from the line's own books. */
function ofTheLine(
  facts: ClosingFacts,
  line: LinePosition,
  { blockers, closedOn }: { blockers: readonly Blocker[]; closedOn: LocalDate },
) {
  const { account, pack, product, today, now } = facts;
  const { position } = line;
  const owes = owedMinor(position) > 0;
  const refundDue = blockers.length === 0 && position.creditMinor > 0;
  const payBy = dueDate(pack.creditBalanceRefund.value, closedOn, pack.businessCalendar);
  const holding = line.holds.filter((hold) => isHolding(hold, now));
  return {
    payoff: payoffOf(line, product, today),
    earlySettlements: owes ? earlySettlements(line.plans, product, today) : [],
    revoked: endingCapabilities(account),
    stopped: stoppedBy(account, blockers.length === 0),
    // One whose time is over reserves nothing, also before a worker has come by.
    releasedHolds: releasedAtClosing(holding).map(({ id }) => id),
    honouredHolds: holding.filter(isHonoured).map(({ id }) => id),
    refund: refundDue ? { amountMinor: position.creditMinor, payBy } : null,
  };
}

/** What settles the debt as of the day to which the books are brought up. */
const payoffOf = ({ position }: LinePosition, product: Product, today: LocalDate): Payoff => ({
  currency: position.currency,
  totalMinor: owedMinor(position),
  principalMinor: position.principalMinor,
  interestMinor: position.interestMinor,
  feeMinor: position.feeMinor,
  perDiemMinor: perDiemMinor(position, product),
  asOf: today,
});

/** Merchants' charges end with the line's use; what repays goes on while there is a debt. */
function stoppedBy(account: CreditAccount, isSettled: boolean): StandingInstruction[] {
  const stopped: StandingInstruction[] = [];
  if (endingCapabilities(account).includes('AUTOPAY')) stopped.push('AUTOPAY');
  if (account.repaymentAutopay && isSettled) stopped.push('REPAYMENT_AUTOPAY');
  return stopped;
}

const afterClosing = (facts: ClosingFacts, changed: readonly CreditAccount[]): Assessed =>
  assessed(facts, 'CLOSURE', replaced(facts.accounts, changed), facts.behaviour.after);

interface Assessed {
  readonly made: Assessment;
  readonly facts: RiskFacts;
}

function assessed(
  { ids, account, books, statements, model, pack, today, now }: ClosingFacts,
  trigger: 'BEFORE_CLOSURE' | 'CLOSURE',
  accounts: readonly CreditAccount[],
  behaviour: ActivityFacts,
): Assessed {
  const positions = books.map(({ position }) => position);
  const facts = riskFacts(accounts, positions, statements, today, behaviour);
  const id = trigger === 'CLOSURE' ? ids.after : ids.before;
  const base = { id, customerId: account.customerId, assessedAt: now, trigger };
  return { facts, made: assess(base, facts, model, pack.closureProtection.value) };
}

/** How the closing is read: as a signal, and whether the customer is one of quality. */
function reading(
  facts: ClosingFacts,
  line: LinePosition,
  after: Assessment,
  { restrictions }: ClosureEffects,
): Pick<ForeseenClosure, 'signals' | 'qualitySegment'> {
  const { values, band } = after;
  const { card, rules } = facts.model;
  const signals = facts.isOwn
    ? closureSignals({
        owedMinor: owedMinor(line.position),
        values,
        motive: facts.motive,
        statements: facts.statements,
        restrictions,
        rules,
      })
    : [];
  const bands = card.bands.map((each) => each.band);
  return { signals, qualitySegment: isQualitySegment({ band, bands, values, signals }) };
}

const replaced = (
  accounts: readonly CreditAccount[],
  by: readonly CreditAccount[],
): CreditAccount[] => accounts.map((each) => by.find(({ id }) => id === each.id) ?? each);

const picked = ({ values }: Assessment, ids: readonly string[]): CharacteristicValues =>
  Object.fromEntries(ids.map((id) => [id, values[id] ?? null]));
