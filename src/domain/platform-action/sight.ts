/**
 * Whether a condition can still be looked at. What nobody can look at any more is not gone: a consent
 * that was withdrawn, a rule that another release names otherwise and a band that another card does not
 * have give no use back. The customer is told what is needed instead.
 */
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import { ACTIVITY_SOURCES, type ActivitySource } from '../risk-profile/activity.js';
import { behaviourWindow } from '../risk-profile/catalogue/behaviour.js';
import { characteristic } from '../risk-profile/catalogue.js';
import type { CharacteristicValues } from '../risk-profile/facts.js';
import type { RuleSet } from '../risk-profile/rules.js';
import type { Scorecard } from '../risk-profile/scorecard.js';
import { TRAITS } from '../risk-profile/traits.js';
import { addDays, type Instant, type LocalDate, localDate } from '../time.js';
import type { MeasureCondition } from './measure.js';

/** What is needed before a condition can be looked at again. */
export type SightNeed =
  /** The customer consents to the source again. */
  | { readonly kind: 'CONSENT'; readonly source: ActivitySource }
  /** Nothing of the customer: a person looks in the place of a machine. */
  | { readonly kind: 'PERSON' };

export const isSameNeed = (one: SightNeed, other: SightNeed): boolean =>
  one.kind === other.kind &&
  ('source' in one ? one.source : null) === ('source' in other ? other.source : null);

/** What looks on today. */
export interface Sight {
  readonly rules: RuleSet;
  readonly card: Scorecard;
  readonly pack: Pick<JurisdictionPack, 'activitySources' | 'timeZone'>;
  /** The sources that may be looked at; undefined where none was asked for. */
  readonly permitted: ReadonlySet<ActivitySource> | undefined;
  /** When the consent to a source that is in force was given. */
  readonly consentedAt: ReadonlyMap<ActivitySource, Instant>;
  readonly values: CharacteristicValues;
  /** What the decision was made on; null where that is not kept any more. */
  readonly valuesThen: CharacteristicValues | null;
  readonly decidedAt: Instant;
  readonly today: LocalDate;
}

const PERSON: SightNeed = { kind: 'PERSON' };

/** What is needed to look at the condition; null where it can be looked at. */
export function sightNeed(condition: MeasureCondition, sight: Sight): SightNeed | null {
  switch (condition.kind) {
    case 'RULE_ACTS': {
      const rule = sight.rules.rules.find(({ id }) => id === condition.ruleId);
      return rule ? needOf(rule.characteristicId, sight) : PERSON;
    }
    case 'CHARACTERISTIC_AT_LEAST':
    case 'CHARACTERISTIC_IS':
      return needOf(condition.characteristicId, sight);
    case 'BAND_IN':
      return bandNeed(condition.bands, sight);
    // The books are looked at whatever happens.
    case 'UTILIZATION_AT_LEAST':
    case 'OVERDUE_DAYS_AT_LEAST':
    case 'INACTIVE':
      return null;
  }
}

const isActivitySource = (source: string): source is ActivitySource =>
  ACTIVITY_SOURCES.some((each) => each === source);

/** Of characteristics of the institution's own books an absent value says that there is no such fact. */
function needOf(id: string, sight: Sight): SightNeed | null {
  const entry = characteristic(id);
  if (!entry) return PERSON;
  const { source } = entry;
  if (!isActivitySource(source)) return null;
  const permission = sight.pack.activitySources[source].value;
  if (!sight.permitted?.has(source)) {
    return permission === 'WITH_CONSENT' ? { kind: 'CONSENT', source } : PERSON;
  }
  const window = behaviourWindow(id);
  const isNewest = TRAITS.some(({ name, reads }) => name === window?.trait && reads === 'NEWEST');
  // A report that is not there says nothing about what one would say.
  if (isNewest && (sight.values[id] ?? null) === null) return PERSON;
  if (permission !== 'WITH_CONSENT' || isNewest) return null;
  return isForgotten(source, window?.windowDays ?? 0, sight) ? PERSON : null;
}

/** A consent that was given anew finds what was told before erased, until its window has filled again. */
function isForgotten(source: ActivitySource, windowDays: number, sight: Sight): boolean {
  const { consentedAt, decidedAt, today, pack } = sight;
  const since = consentedAt.get(source);
  if (since === undefined || since <= decidedAt) return false;
  return addDays(today, -windowDays) < localDate(since, pack.timeZone);
}

/**
 * A band is by card and rules together: it must be one that the card has, and nothing that it was made
 * from when it was decided may be out of sight.
 */
function bandNeed(bands: readonly string[], sight: Sight): SightNeed | null {
  const { card, rules, valuesThen } = sight;
  if (!bands.every((band) => card.bands.some((each) => each.band === band))) return PERSON;
  const lowering = rules.rules.filter(({ effect }) => effect.kind === 'BAND_AT_BEST');
  const looksAt = [
    ...card.characteristics.map(({ id }) => id),
    ...lowering.map(({ characteristicId }) => characteristicId),
  ];
  for (const id of looksAt) {
    if ((valuesThen?.[id] ?? null) === null) continue;
    const need = needOf(id, sight);
    if (need) return need;
  }
  return null;
}
