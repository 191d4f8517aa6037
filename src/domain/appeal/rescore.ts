/**
 * Looking again at a decision: the same card and the same rules, on the facts as they were found, and
 * the lines as they would stand if it had not been made. A lowered limit makes a line look fuller and
 * an ended one is no credit any more; that may not speak for the decision that did it.
 */
import type { Decision, DecisionReason } from '../credit-account/decision.js';
import type { Id } from '../identifiers.js';
import { conditionReason, holds, type MeasureFacts } from '../platform-action/conditions.js';
import {
  type LineFacts,
  MEASURE_KINDS,
  type MeasureCondition,
} from '../platform-action/measure.js';
import type { PlatformAction } from '../platform-action/platform-action.js';
import type { Assessment } from '../risk-profile/assessment.js';
import { MAX_REASONS } from '../risk-profile/explanation.js';
import type { RiskFacts } from '../risk-profile/facts.js';
import type { RuleSet } from '../risk-profile/rules.js';
import { type LocalDate, localDate } from '../time.js';
import type { Finding, Modification, Rescore } from './appeal.js';

/** What an action did to its line, as far as a score can see it. */
type Done = Pick<PlatformAction, 'accountId' | 'before' | 'set' | 'decidedAt'>;

/** The facts as they would be without the actions; `timeZone` says on which day they began. */
export function asIfNotDecided(
  facts: RiskFacts,
  actions: readonly Done[],
  timeZone: string,
): RiskFacts {
  if (actions.length === 0) return facts;
  const undone = new Map(actions.map((each) => [each.accountId, each]));
  return {
    ...facts,
    lines: facts.lines.map((line) => {
      const done = undone.get(line.accountId);
      if (!done) return line;
      const { status, suspendedBy } = done.before;
      const usable = status === 'ACTIVE' || (status === 'NOTICE_GIVEN' && suspendedBy === null);
      return { ...line, usable, limitMinor: Math.max(line.limitMinor, limitBefore(done)) };
    }),
    statements: facts.statements.map((statement) => {
      const done = undone.get(statement.accountId);
      if (!done || done.set.limitMinor === null) return statement;
      const since: LocalDate = localDate(done.decidedAt, timeZone).slice(0, 7);
      if (statement.period < since) return statement;
      return { ...statement, limitMinor: Math.max(statement.limitMinor, limitBefore(done)) };
    }),
  };
}

/** The limit that a decrease took; any other action leaves the limit as it is. */
const limitBefore = ({ before, set }: Done): number =>
  set.limitMinor === null ? 0 : before.limitMinor;

/** The line as a measure would see it without the action. */
export const lineAsIfNotDecided = (line: LineFacts, done: Done | null): LineFacts =>
  done
    ? {
        ...line,
        status: done.before.status,
        limitMinor: Math.max(line.limitMinor, limitBefore(done)),
      }
    : line;

/** What is left of that which a measure looked for. */
export interface GroundLeft {
  readonly conditions: readonly MeasureCondition[];
  /** Whether all of it still holds; null where it looked for nothing. */
  readonly stillApplies: boolean | null;
  /** The measure looked for something, and nothing of it is left. */
  readonly isGone: boolean;
}

/** Held against the facts as found; a decision without a measure has looked for nothing. */
export function groundLeft(
  { measure }: Pick<Decision, 'measure'>,
  facts: MeasureFacts,
): GroundLeft {
  const looked = measure?.conditions ?? [];
  const conditions = looked.filter((each) => holds(each, facts));
  if (looked.length === 0) return { conditions, stillApplies: null, isGone: false };
  const stillApplies = conditions.length === looked.length;
  return { conditions, stillApplies, isGone: conditions.length === 0 };
}

/**
 * The decision with no more than is left of it, for a milder one to rest upon: each condition that
 * still holds with its figure as found, after the measure's own words. Another keeps its reasons.
 */
export function withGroundLeft(
  decision: Decision,
  { conditions }: GroundLeft,
  facts: MeasureFacts,
  rules: RuleSet,
): Decision {
  const { measure, reasons, grounds } = decision;
  if (!measure || measure.conditions.length === 0) return decision;
  const bands = conditions.filter(({ kind }) => kind === 'BAND_IN');
  const others = conditions.filter(({ kind }) => kind !== 'BAND_IN');
  const told = (each: MeasureCondition): DecisionReason =>
    conditionReason(each, facts, rules, grounds);
  const ofScore = reasons.slice(1).filter(({ about }) => about === 'SCORE');
  const score = bands.length > 0 && ofScore.length > 0 ? ofScore : bands.map(told);
  const left = [...reasons.slice(0, 1), ...others.map(told), ...score].slice(0, MAX_REASONS);
  return { ...decision, reasons: left, measure: { ...measure, conditions } };
}

/**
 * Whether it was another person. Where all that the decision rested on was theirs no ground is left,
 * whatever a score makes of the rest; nor is it where nothing can tell what is left without theirs.
 */
export const isMistaken = (
  findings: readonly Finding[],
  ground: Pick<GroundLeft, 'stillApplies'> | null,
): boolean =>
  findings.some(
    (each) =>
      each.kind === 'MISTAKEN_IDENTITY' &&
      (each.theirs === null || ground === null || ground.stillApplies === null),
  );

const standingOf = ({ score, band, rules }: Assessment): Rescore['before'] => ({
  score,
  band,
  ruleIds: (rules?.acted ?? []).map(({ ruleId }): Id => ruleId),
});

/** Both results side by side: the decision's own and the one on the facts as found. */
export const sideBySide = (
  before: Assessment,
  after: Assessment,
  stillApplies: boolean | null,
): Rescore => ({
  scorecardVersion: before.scorecardVersion,
  rulesVersion: before.rules?.version ?? null,
  before: standingOf(before),
  after: standingOf(after),
  stillApplies,
});

/**
 * Whether a step is milder than what was decided: of a milder kind or, of two decreases, the one
 * that takes less and still takes something.
 */
export function isMilder(
  { kind, before, set }: Pick<PlatformAction, 'kind' | 'before' | 'set'>,
  step: Modification,
): boolean {
  if (step.kind === 'LINE_DECREASE') {
    const { limitMinor } = step;
    if (!Number.isSafeInteger(limitMinor) || limitMinor >= before.limitMinor) return false;
    if (kind === 'LINE_DECREASE') return limitMinor > (set.limitMinor ?? before.limitMinor);
  }
  return MEASURE_KINDS.indexOf(step.kind) < MEASURE_KINDS.indexOf(kind);
}
