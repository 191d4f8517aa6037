/** How the conditions of an action stand today: which hold, and which nobody can look at any more. */
import { holds, type MeasureFacts } from '../domain/platform-action/conditions.js';
import type { MeasureCondition } from '../domain/platform-action/measure.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import {
  isSameNeed,
  type Sight,
  type SightNeed,
  sightNeed,
} from '../domain/platform-action/sight.js';
import type { ActivitySource } from '../domain/risk-profile/activity.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import { deriveCharacteristics } from '../domain/risk-profile/characteristics.js';
import type { CharacteristicValues, RiskFacts } from '../domain/risk-profile/facts.js';
import type { Instant } from '../domain/time.js';
import type { RiskModel } from './assess.js';
import { packOfCustomer } from './jurisdiction.js';
import type { Customer, Ports } from './ports.js';

/** The customer as looked at today. */
export interface LookedAtToday {
  readonly customer: Customer;
  readonly model: RiskModel;
  readonly riskFacts: RiskFacts;
  readonly now: Instant;
}

export interface ConditionsSeen {
  readonly holding: readonly MeasureCondition[];
  /** What is needed to look at the others, each once; none: all of them were looked at, and are gone. */
  readonly needs: readonly SightNeed[];
  /** The facts with every characteristic that a condition names. */
  readonly facts: MeasureFacts;
}

type Waiting = Pick<PlatformAction, 'id' | 'conditions' | 'decidedAt'>;

/** Holds the action's conditions against the facts, and says what keeps any from being looked at. */
export async function conditionsSeen(
  ports: Pick<Ports, 'consents' | 'closures' | 'riskProfiles'>,
  at: LookedAtToday,
  action: Waiting,
  some: MeasureFacts,
): Promise<ConditionsSeen> {
  const { conditions } = action;
  const facts = withAll(some, at.riskFacts, conditions);
  const holding = conditions.filter((each) => holds(each, facts));
  const others = conditions.filter((each) => !holding.includes(each) && isByModel(each));
  if (others.length === 0) return { holding, needs: [], facts };
  const sight = await sightOf(ports, at, action, facts);
  const needs = others.flatMap((each) => sightNeed(each, sight) ?? []);
  return { holding, needs: eachOnce(needs), facts };
}

/** What is so of a line stands in the books, which are looked at whatever happens. */
const isByModel = ({ kind }: MeasureCondition): boolean =>
  kind === 'RULE_ACTS' || kind.startsWith('CHARACTERISTIC_') || kind === 'BAND_IN';

/** A later card or other rules may not look at a characteristic that can still be derived. */
function withAll(
  facts: MeasureFacts,
  riskFacts: RiskFacts,
  conditions: readonly MeasureCondition[],
): MeasureFacts {
  const { assessment } = facts;
  const missing = conditions.flatMap((each) =>
    'characteristicId' in each && !Object.hasOwn(assessment.values, each.characteristicId)
      ? [each.characteristicId]
      : [],
  );
  if (missing.length === 0) return facts;
  const values = { ...deriveCharacteristics(riskFacts, missing), ...assessment.values };
  return { ...facts, assessment: { ...assessment, values } };
}

async function sightOf(
  ports: Pick<Ports, 'consents' | 'closures' | 'riskProfiles'>,
  { customer, model, riskFacts, now }: LookedAtToday,
  action: Waiting,
  { assessment }: MeasureFacts,
): Promise<Sight> {
  const rules = packOfCustomer(customer.jurisdiction, now);
  if (!rules) throw new Error(`no rules are in force for customer ${customer.id}`);
  const consents = await ports.consents.inForce([customer.id]);
  const consentedAt = new Map<ActivitySource, Instant>();
  for (const { source, givenAt } of consents) if (source !== null) consentedAt.set(source, givenAt);
  return {
    ...model,
    pack: rules.pack,
    permitted: riskFacts.activity?.permitted,
    consentedAt,
    values: assessment.values,
    valuesThen: await decidedOn(ports, action),
    decidedAt: action.decidedAt,
    today: rules.today,
  };
}

/** Only a band is looked at by what it was made from then. */
async function decidedOn(
  { closures, riskProfiles }: Pick<Ports, 'closures' | 'riskProfiles'>,
  { id, conditions }: Waiting,
): Promise<CharacteristicValues | null> {
  if (!conditions.some(({ kind }) => kind === 'BAND_IN')) return null;
  const [decision] = await closures.decisions([id]);
  const made = decision?.assessmentId == null ? [] : [decision.assessmentId];
  const [assessment]: Assessment[] = made.length > 0 ? await riskProfiles.byId(made) : [];
  return assessment?.values ?? null;
}

const eachOnce = (needs: readonly SightNeed[]): SightNeed[] =>
  needs.filter((need, at) => needs.findIndex((each) => isSameNeed(each, need)) === at);
