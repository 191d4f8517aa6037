/**
 * The institution acts on a line by one of its measures, in the caller's transaction and under the
 * customer's lock: whether the measure can be taken is decided on the facts of the moment, and what it
 * does comes with its consequences for other lines.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import { evolve } from '../domain/credit-account/evolve.js';
import type { Id } from '../domain/identifiers.js';
import { owedMinor } from '../domain/ledger/position.js';
import type { MeasureFacts } from '../domain/platform-action/conditions.js';
import { type LineEffect, measureDecision } from '../domain/platform-action/decided.js';
import type { Measure } from '../domain/platform-action/measure.js';
import { type MeasureRefusal, measureRefusal } from '../domain/platform-action/measure-refusals.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { scoreReasons } from '../domain/platform-action/score-reasons.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { type ActingOn, measureFacts } from './acting-on.js';
import { actionOf, effectOn } from './actions.js';
import { compiled } from './assess.js';
import { booksOf } from './foreseen-moves.js';
import { type NoPack, packOf } from './jurisdiction.js';
import { linkedActs } from './linked-measures.js';
import type { Ports } from './ports.js';
import { type Act, recordActs } from './record-acts.js';

/** Who takes which measure. */
export interface ActingBy {
  readonly measure: Measure;
  readonly madeBy: 'STAFF' | 'MACHINE';
  /** The token subject, or `action-policy:<version>`. */
  readonly decidedBy: string;
  readonly statement: string | null;
}

export type ActRefusal =
  | MeasureRefusal
  | NoPack
  /** The same measure stands on the line already. */
  | { readonly code: 'ALREADY_IN_FORCE'; readonly decisionId: Id }
  /** Another rate is announced and has not begun: the next one is added to that. */
  | { readonly code: 'REPRICING_PENDING'; readonly decisionId: Id }
  /** What is owed and held, or the step of limits, leaves the limit as it is. */
  | { readonly code: 'LIMIT_CANNOT_FALL' };

/** Takes the measure on the line and writes it down; the first act is its own, the others follow. */
export async function actOnLine(
  ports: Ports,
  at: ActingOn,
  account: CreditAccount,
  by: ActingBy,
): Promise<{ made: readonly [Act, ...Act[]] } | { refusal: ActRefusal }> {
  const decided = await decideAct(ports, at, account, by);
  if ('refusal' in decided) return decided;
  return { made: await recordActs(ports, at, decided.made) };
}

/** What taking the measure would be; nothing is written. */
export async function decideAct(
  ports: Ports,
  at: ActingOn,
  account: CreditAccount,
  by: ActingBy,
): Promise<{ made: readonly [Act, ...Act[]] } | { refusal: ActRefusal }> {
  const { measure, statement } = by;
  const rules = packOf(at.customer, account, at.now);
  if ('code' in rules) return { refusal: rules };
  // One whose way back is open has been met: what comes after is decided anew.
  const standing = at.standing.find(
    ({ accountId, measureId, causedBy, returnOpenedAt }) =>
      accountId === account.id &&
      measureId === measure.id &&
      causedBy === null &&
      returnOpenedAt === null,
  );
  if (standing) return { refusal: { code: 'ALREADY_IN_FORCE', decisionId: standing.id } };
  const announced = at.standing.find(
    ({ accountId, kind, status }) =>
      accountId === account.id && kind === 'REPRICING' && status === 'PENDING',
  );
  if (measure.effect.kind === 'REPRICING' && announced) {
    return { refusal: { code: 'REPRICING_PENDING', decisionId: announced.id } };
  }
  const looksAt = [...measure.when, ...measure.milder.flatMap(({ doesWhere = [] }) => doesWhere)];
  const formerModel = measure.grounds === 'MODEL_UPDATE' ? await at.formerModel() : null;
  const facts = await measureFacts(ports, at, account, looksAt, formerModel);
  const refusal = measureRefusal(measure, account, facts, rules.pack, { statement });
  if (refusal) return { refusal };
  const effect = effectOn(at, account, measure, facts, rules.pack);
  if (!effect) return { refusal: { code: 'LIMIT_CANNOT_FALL' } };
  const act = actOf(ports.entropy.nextId(), at, account, by, { ...rules, facts, effect });
  return { made: [act, ...linkedActs(ports.entropy.nextId, at, act, measure)] };
}

interface Decided {
  readonly pack: JurisdictionPack;
  readonly today: string;
  readonly facts: MeasureFacts;
  readonly effect: LineEffect;
}

function actOf(
  id: Id,
  at: ActingOn,
  account: CreditAccount,
  { measure, madeBy, decidedBy, statement }: ActingBy,
  { pack, today, facts, effect }: Decided,
): Act {
  const { now, assessment, model } = at;
  const { effectiveAt, set, event } = effect;
  const decision = measureDecision({
    id,
    account,
    measure,
    policy: at.actionPolicy,
    facts,
    rules: model.rules,
    scoreReasons: scoreReasons(compiled(model.card), model.rules, assessment.values),
    pack,
    now,
    decidedBy,
    madeBy,
    statement,
    effectiveAt,
    set,
    assessmentId: assessment.id,
  });
  const action: PlatformAction = actionOf(decision, account, {
    kind: measure.effect.kind,
    effectiveAt,
    set,
    today,
    timeZone: pack.timeZone,
  });
  return {
    before: account,
    account: event ? evolve(account, event) : account,
    decision,
    action,
    pack,
    owedMinor: owedMinor(booksOf(at.books, account.id).position),
  };
}
