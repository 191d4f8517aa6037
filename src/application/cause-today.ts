/**
 * Whether what a line was ended or lowered for is still so. Nobody gets by an application what a
 * decision that stands took from them for a reason that is still there; and where no machine can say,
 * because the decision looked at nothing of the customer or at what cannot be looked at any more, a
 * person looks.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision, DecisionReason } from '../domain/credit-account/decision.js';
import type { CauseToday } from '../domain/credit-account/eligibility.js';
import { type ReasonTells, reasonTells } from '../domain/credit-account/reason-tells.js';
import { lineReason, ruleOf } from '../domain/platform-action/condition-words.js';
import { conditionReason, type MeasureFacts } from '../domain/platform-action/conditions.js';
import type { LineFacts, MeasureCondition } from '../domain/platform-action/measure.js';
import { isStanding, type PlatformAction } from '../domain/platform-action/platform-action.js';
import { MAX_REASONS } from '../domain/risk-profile/explanation.js';
import { lineOnDay } from './acting-on.js';
import { conditionsSeen } from './conditions-seen.js';
import type { Look } from './eligibility.js';
import { productsOf } from './embedded-ledger.js';
import { ABOUT_A_LINE, saidOfLine } from './linked-measures.js';
import type { Ports } from './ports.js';

export interface Cause {
  readonly today: CauseToday;
  /** What holds, with the customer's own figures; none where it may not be told. */
  readonly reasons: readonly DecisionReason[];
}

const GONE: Cause = { today: 'GONE', reasons: [] };
const UNSEEN: Cause = { today: 'UNSEEN', reasons: [] };

/**
 * Of all the actions together: HOLDS where something of any of them holds, UNSEEN where a person has to
 * look, else GONE. `about` is the line that is applied for; what is said of another one names that.
 */
export async function causeToday(
  ports: Ports,
  look: Look,
  actions: readonly PlatformAction[],
  about: CreditAccount | null,
): Promise<Cause> {
  const decisions = await ports.closures.decisions(actions.map(({ id }) => id));
  const causes: Cause[] = [];
  for (const action of actions) {
    const decision = decisions.find(({ id }) => id === action.id);
    causes.push(await causeOf(ports, look, { action, decision, about }));
  }
  const holding = causes.filter(({ today }) => today === 'HOLDS');
  if (holding.length > 0) {
    const reasons = holding.flatMap((each) => each.reasons).slice(0, MAX_REASONS);
    return { today: 'HOLDS', reasons };
  }
  return causes.some(({ today }) => today === 'UNSEEN') ? UNSEEN : GONE;
}

interface Acted {
  readonly action: PlatformAction;
  readonly decision: Decision | undefined;
  readonly about: CreditAccount | null;
}

async function causeOf(ports: Ports, look: Look, { action, decision, about }: Acted) {
  // Whoever was told that the way is open is not told later that it is shut.
  if (action.returnOpenedAt !== null || !isStanding(action)) return GONE;
  const calm = decision?.byPolicy?.calmBands ?? [];
  if (calm.length > 0) return bandCause(look, action, calm);
  if (action.conditions.length > 0)
    return conditionsCause(ports, look, { action, decision, about });
  const followed = action.causedBy === null ? [] : [action.causedBy];
  const [cause] = await ports.platformActions.find(followed);
  // What follows from a closing has no action before it, and looked at nothing that could go.
  return cause ? causeToday(ports, look, [cause], about) : UNSEEN;
}

/** A decrease by the limit policy: it lowers nothing in a calm band. */
function bandCause(look: Look, action: PlatformAction, calm: readonly string[]): Cause {
  const { band } = look.assessment;
  if (calm.includes(band)) return GONE;
  const account = look.accounts.find(({ id }) => id === action.accountId);
  if (!account) throw new Error(`account ${action.accountId} is not among the lines`);
  const told = lineReason({ kind: 'BAND_IN', bands: [band] }, lineSeen(look, account, 0), band);
  return { today: 'HOLDS', reasons: [{ ...told, tells: 'NO_CONDUCT' }] };
}

async function conditionsCause(ports: Ports, look: Look, { action, decision, about }: Acted) {
  const account = look.accounts.find(({ id }) => id === action.accountId);
  if (!account) throw new Error(`account ${action.accountId} is not among the lines`);
  const product = (await productsOf(ports.products, [account]))(account);
  const { customer, model, riskFacts, assessment } = look;
  const at = { customer, model, riskFacts, now: assessment.assessedAt };
  // A line that cannot be used any more stays unused: that is no reason against another one.
  const conditions = action.conditions.filter(({ kind }) => kind !== 'INACTIVE');
  const line = lineSeen(look, account, product.annualRatePpm);
  const some = { assessment, line, inactivityMonths: null, formerModel: null };
  const seen = await conditionsSeen(ports, at, { ...action, conditions }, some);
  if (seen.holding.length === 0) return seen.needs.length > 0 ? UNSEEN : GONE;
  // What may not be told of the decision may not be told of the application either.
  const told = decision?.measure?.withheld ? [] : seen.holding;
  const reasons = told.map((condition) => {
    const reason = conditionReason(condition, seen.facts, model.rules, action.grounds);
    const tells = tellsOf(condition, look, seen.facts);
    const isElsewhere = account.id !== about?.id && ABOUT_A_LINE.includes(reason.code);
    const said = isElsewhere ? saidOfLine(reason, account, product.names, look.pack) : reason;
    return { ...said, tells };
  });
  return { today: 'HOLDS', reasons } as const;
}

function tellsOf(
  condition: MeasureCondition,
  { model }: Look,
  { assessment }: MeasureFacts,
): ReasonTells {
  switch (condition.kind) {
    case 'RULE_ACTS':
      return reasonTells(ruleOf(model.rules, condition.ruleId).characteristicId, assessment.values);
    case 'CHARACTERISTIC_AT_LEAST':
    case 'CHARACTERISTIC_IS':
      return reasonTells(condition.characteristicId, assessment.values);
    case 'BAND_IN':
    case 'INACTIVE':
      return 'NO_CONDUCT';
    case 'UTILIZATION_AT_LEAST':
    case 'OVERDUE_DAYS_AT_LEAST':
      return 'CONDUCT';
  }
}

/** How long it went unused is not looked at here. */
function lineSeen(look: Look, account: CreditAccount, annualRatePpm: number): LineFacts {
  const position = look.positions.find(({ accountId }) => accountId === account.id);
  if (!position) throw new Error(`account ${account.id} has no books`);
  const due = look.oldestOpenDues.get(account.id) ?? null;
  return lineOnDay(account, position, {
    due,
    annualRatePpm: account.annualRatePpm ?? annualRatePpm,
    today: look.today,
    unusedMonths: null,
  });
}
