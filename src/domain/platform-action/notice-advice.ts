/**
 * The advice of a notice: the smallest and the fastest plan that would lead where the decision asks the
 * score to be, as they were found on its day. Where no score has a say there is none: what is to be done
 * stands with the conditions of return then, and nothing is made up beside them.
 */
import type { Decision } from '../credit-account/decision.js';
import type { Plan, PlannedAction } from '../risk-profile/recourse/recourse.js';
import { actionText, planAssumptionTexts } from '../risk-profile/recourse/words.js';
import { bandPlace } from '../risk-profile/rules.js';
import type { Scorecard } from '../risk-profile/scorecard.js';
import { dayText, type Locale, type Text } from '../wording.js';
import { ADVICE_WORDS, CLOSEST_WORDS, PLAN_WORDS, PLANS_WORDS } from './notice-advice-words.js';
import { type AdviceFacts, type AdviceTarget, type NoticeFacts, told } from './notice-facts.js';

/**
 * What a score would have to come to for the decision's sake: for a declined application new credit,
 * for a condition about the price band the next better one. Null where no score has a say, and where
 * the reasons may not be told, which the advice would give away.
 */
export function adviceTarget(
  { kind, adverseAction, measure }: Pick<Decision, 'kind' | 'adverseAction' | 'measure'>,
  card: Pick<Scorecard, 'bands'>,
): AdviceTarget | null {
  if (measure?.withheld) return null;
  // What was granted asks for nothing.
  if (kind === 'APPLICATION') return adverseAction ? { kind: 'NEW_CREDIT' } : null;
  const places = (measure?.conditions ?? []).flatMap((condition) =>
    condition.kind === 'BAND_IN' ? condition.bands.map((band) => bandPlace(card, band)) : [],
  );
  const known = places.filter((place) => place >= 0);
  const band = known.length === 0 ? undefined : card.bands[Math.min(...known) - 1]?.band;
  return band === undefined ? null : { kind: 'BAND', band };
}

/** Nothing where the decision asks for no score, or the score is where it should be already. */
export function adviceParagraphs({ advice, decision }: NoticeFacts): Text[] {
  if (!advice || decision.measure?.withheld) return [];
  const { target, on } = advice;
  // Doing nothing can come as close as anything: then there is nothing to tell anybody to do.
  const plans = advice.plans.filter((plan) => headOf(plan) !== null && plan.actions.length > 0);
  if (plans.length === 0) return [];
  const words = plans.some(({ reached }) => reached) ? PLANS_WORDS : CLOSEST_WORDS;
  return [
    told(words[target.kind], (locale) => ({
      day: dayText(on, locale),
      ...(target.kind === 'BAND' && { band: target.band }),
    })),
    ...plans.flatMap((plan) => planTold(advice, plan)),
    told(ADVICE_WORDS.RESTS_ON),
    ...restsOn(advice),
    told(ADVICE_WORDS.ANEW),
  ];
}

/** The smallest and the fastest are told; what is merely another way is for the app. */
function headOf({ kinds }: Plan): Text | null {
  if (kinds.includes('CLOSEST')) return PLAN_WORDS.CLOSEST;
  if (kinds.includes('SMALLEST'))
    return PLAN_WORDS[kinds.includes('FASTEST') ? 'BOTH' : 'SMALLEST'];
  return kinds.includes('FASTEST') ? PLAN_WORDS.FASTEST : null;
}

function planTold(advice: AdviceFacts, plan: Plan): Text[] {
  const { worksOn, standing, actions } = plan;
  const head = headOf(plan);
  if (!head) return [];
  const figures = (locale: Locale) => ({
    day: dayText(worksOn, locale),
    score: standing.scored.score,
    band: standing.band,
  });
  return [told(head, figures), ...actions.map((each) => stepTold(advice, each))];
}

/** One thing to do; of a payment on one of several lines, on which. */
function stepTold({ lineNames }: AdviceFacts, { action }: PlannedAction): Text {
  const line = 'accountId' in action ? lineNames.get(action.accountId) : undefined;
  const onLine = (locale: Locale): string =>
    line
      ? told(ADVICE_WORDS.ON_LINE, (each) => ({
          line: line[each],
          step: actionText(action, each),
        }))[locale]
      : actionText(action, locale);
  return told(ADVICE_WORDS.STEP, (locale) => ({ step: onLine(locale) }));
}

function restsOn({ situation }: AdviceFacts): Text[] {
  const [en, zh] = [planAssumptionTexts(situation, 'en'), planAssumptionTexts(situation, 'zh')];
  return en.map((each, at) =>
    told(ADVICE_WORDS.STEP, (locale) => ({ step: locale === 'en' ? each : (zh[at] ?? each) })),
  );
}
