/**
 * A measure taken: what it does to the line and from when, and the decision that it is. The reasons
 * are the measure's own words first, then each thing that it looked for with the customer's own
 * figure, then what the score is short of where a price band had a say: never more than are useful.
 */
import type { AccountEvent, CreditAccount } from '../credit-account/credit-account.js';
import type { Decision, DecisionReason } from '../credit-account/decision.js';
import { canFollow } from '../credit-account/evolve.js';
import type { Id } from '../identifiers.js';
import { money, readableMoney } from '../money.js';
import { adverseActionOf } from '../policy/adverse-action.js';
import { appealUntil } from '../policy/appeal-periods.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import { MAX_REASONS } from '../risk-profile/explanation.js';
import { rateText } from '../risk-profile/price-band.js';
import type { RuleSet } from '../risk-profile/rules.js';
import { type Instant, localDate } from '../time.js';
import { dayText, type Figures, fill, type Locale } from '../wording.js';
import { conditionReason, isByItsModel, type MeasureFacts } from './conditions.js';
import type { ActionPolicy, LineFacts, Measure, MeasureKind } from './measure.js';
import { noticeEndsAt } from './notice-period.js';
import type { PlatformAction } from './platform-action.js';

/** What a measure does to a line. */
export interface LineEffect {
  /**
   * What happens now. Null where it happens later (REPRICING, by `set.annualRatePpm` at
   * `effectiveAt`), where it is a closing (CLOSURE), where another suspension holds the line already,
   * and where a decrease comes to nothing.
   */
  readonly event: AccountEvent | null;
  /** `now` where at once; of notices the end of the last day that they give if they arrive today. */
  readonly effectiveAt: Instant;
  /** The limit or rate that it sets; both null elsewhere, and where a decrease comes to nothing. */
  readonly set: PlatformAction['set'];
}

const NOTHING_SET: PlatformAction['set'] = { limitMinor: null, annualRatePpm: null };
const MILLION = 1_000_000;

/**
 * The limit lowered by a share in millionths: a whole multiple of the step, never below what is owed
 * and held; null where that leaves the limit as it is.
 */
export function loweredLimitMinor(
  { limitMinor, balanceMinor, heldMinor }: LineFacts,
  ofLimitPpm: number,
  stepMinor: number,
): number | null {
  // By big integers, since a product can leave the safe ones.
  const share = Number((BigInt(limitMinor) * BigInt(ofLimitPpm)) / BigInt(MILLION));
  const floor = Math.max(0, balanceMinor) + heldMinor;
  const lowered = Math.ceil(Math.max(limitMinor - share, floor) / stepMinor) * stepMinor;
  return lowered < limitMinor ? lowered : null;
}

/** What the measure does to the line, as it stands in `facts`; the caller has asked for refusals. */
export function lineEffect(
  { effect }: Pick<Measure, 'effect'>,
  account: CreditAccount,
  { line }: Pick<MeasureFacts, 'line'>,
  pack: Pick<JurisdictionPack, 'creditorEnding' | 'timeZone'>,
  stepMinor: number,
  now: Instant,
): LineEffect {
  if (account.currency !== line.currency) throw new Error('the facts are of another line');
  const atOnce = { effectiveAt: now, set: NOTHING_SET };
  switch (effect.kind) {
    case 'LINE_DECREASE': {
      const limitMinor = loweredLimitMinor(line, effect.ofLimitPpm, stepMinor);
      if (limitMinor === null) return { ...atOnce, event: null };
      const set = { limitMinor, annualRatePpm: null };
      return { ...atOnce, set, event: { type: 'LimitChanged', limitMinor, at: now } };
    }
    case 'SUSPENSION': {
      const event: AccountEvent = { type: 'Suspended', by: 'CREDITOR', at: now };
      return { ...atOnce, event: canFollow(account, event) ? event : null };
    }
    case 'DRAWDOWN_RIGHT_ENDED':
      return { ...atOnce, event: { type: 'DrawdownRightEnded', at: now } };
    case 'CLOSURE':
      return { ...atOnce, event: null };
    case 'TERMINATION_BY_NOTICE': {
      const effectiveAt = noticeEndsAt(pack, effect.kind, now);
      const event: AccountEvent = { type: 'TerminationNoticeGiven', effectiveAt, at: now };
      return { event, effectiveAt, set: NOTHING_SET };
    }
    case 'REPRICING': {
      const effectiveAt = noticeEndsAt(pack, effect.kind, now);
      const annualRatePpm = line.annualRatePpm + effect.addPpm;
      return { event: null, effectiveAt, set: { limitMinor: null, annualRatePpm } };
    }
  }
}

/** Everything that a decision by a measure is made from. */
export interface MeasureTaken {
  readonly id: Id;
  readonly account: Pick<CreditAccount, 'id' | 'customerId'>;
  readonly measure: Measure;
  readonly policy: Pick<ActionPolicy, 'version'>;
  readonly facts: MeasureFacts;
  /** The set that looked on. */
  readonly rules: RuleSet;
  /** What the score is short of, the weightiest first (`scoreReasons` of `score-reasons.ts`). */
  readonly scoreReasons: readonly DecisionReason[];
  readonly pack: JurisdictionPack;
  readonly now: Instant;
  readonly decidedBy: string;
  readonly madeBy: 'STAFF' | 'MACHINE';
  readonly statement: string | null;
  /** By {@link lineEffect}. */
  readonly effectiveAt: Instant;
  readonly set: PlatformAction['set'];
  readonly assessmentId: Id;
}

/** The decision that a measure is. Throws where it would have a reason that is not so. */
export function measureDecision(taken: MeasureTaken): Decision {
  const { account, measure, policy, facts, pack, now: decidedAt } = taken;
  const { grounds, effect } = measure;
  const adverseAction = adverseActionOf(pack, effect.kind, grounds);
  return {
    id: taken.id,
    customerId: account.customerId,
    accountId: account.id,
    kind: effect.kind,
    grounds,
    reasons: reasonsOf(taken),
    adverseAction,
    decidedAt,
    decidedBy: taken.decidedBy,
    assessmentId: taken.assessmentId,
    packEdition: pack.id,
    limitPolicyVersion: null,
    madeBy: taken.madeBy,
    causedBy: null,
    reverses: null,
    appealUntil: appealUntil(pack, { adverseAction, decidedAt }),
    measure: {
      actionPolicyVersion: policy.version,
      measureId: measure.id,
      scorecardVersion: facts.assessment.scorecardVersion,
      rulesVersion: facts.assessment.rules?.version ?? null,
      facts: facts.line,
      milder: measure.milder.map(({ kind, whyNot }) => ({ kind, whyNot })),
      conditions: measure.when,
      statement: taken.statement,
      effectiveAt: taken.effectiveAt,
      withheld: withheldOf(pack, grounds),
      ...(facts.formerModel && { formerModel: facts.formerModel }),
    },
  };
}

/** Whether the pack has the reasons of a ground kept back, and by which law. */
export const withheldOf = (
  { creditorEnding: { reasonsWithheld } }: Pick<JurisdictionPack, 'creditorEnding'>,
  grounds: Measure['grounds'],
): { readonly source: string } | null =>
  reasonsWithheld.value.includes(grounds) ? { source: reasonsWithheld.source } : null;

function reasonsOf(taken: MeasureTaken): DecisionReason[] {
  const { measure, facts, rules, scoreReasons } = taken;
  const [ofBands, others]: [DecisionReason[], DecisionReason[]] = [[], []];
  for (const condition of measure.when) {
    const reason = conditionReason(condition, facts, rules, measure.grounds);
    (condition.kind === 'BAND_IN' ? ofBands : others).push(reason);
  }
  // The band itself says least: what the score is short of says why it is that one.
  const ofScore = ofBands.length > 0 && scoreReasons.length > 0 ? scoreReasons : ofBands;
  return [ownReason(taken), ...others, ...ofScore].slice(0, MAX_REASONS);
}

/** What a measure's own reason may name, by what it does; all of them are words. */
export const FIGURES_OF_REASON: Readonly<Record<MeasureKind, readonly string[]>> = {
  REPRICING: ['from', 'to', 'day'],
  LINE_DECREASE: ['from', 'to'],
  SUSPENSION: [],
  DRAWDOWN_RIGHT_ENDED: [],
  TERMINATION_BY_NOTICE: ['day'],
  CLOSURE: [],
};

function ownReason(taken: MeasureTaken): DecisionReason {
  const { measure, facts } = taken;
  if (!isByItsModel(measure, facts)) throw new Error('it was not the model that changed');
  const { reasonCode: code, reason, id: measureId } = measure;
  const text = {
    en: fill(reason.en, ownFigures(taken, 'en'), 'en'),
    zh: fill(reason.zh, ownFigures(taken, 'zh'), 'zh'),
  };
  return { code, values: { measureId, ...formerFigures(facts) }, text, about: 'GROUND' };
}

/** What shows that the model made the difference, beside the words that say so. */
const formerFigures = ({ formerModel }: MeasureFacts): DecisionReason['values'] =>
  formerModel === null
    ? {}
    : {
        earlierScorecardVersion: formerModel.scorecardVersion,
        earlierScore: String(formerModel.score),
        earlierBand: formerModel.band,
      };

function ownFigures(
  { measure, facts, set, effectiveAt, pack }: MeasureTaken,
  locale: Locale,
): Figures {
  const { line } = facts;
  const day = dayText(localDate(effectiveAt, pack.timeZone), locale);
  const amount = (minor: number): string => readableMoney(money(minor, line.currency));
  switch (measure.effect.kind) {
    case 'LINE_DECREASE':
      if (set.limitMinor === null)
        throw new Error('a decrease that comes to nothing is no decision');
      return { from: amount(line.limitMinor), to: amount(set.limitMinor) };
    case 'REPRICING':
      if (set.annualRatePpm === null)
        throw new Error('a repricing that sets no rate is no decision');
      return {
        from: rateText(line.annualRatePpm, locale),
        to: rateText(set.annualRatePpm, locale),
        day,
      };
    case 'TERMINATION_BY_NOTICE':
      return { day };
    default:
      return {};
  }
}
