/** The way back, in the words of a notice: what has to be so, and how the line then returns. */
import type { Locale, Text } from '../wording.js';
import { isRightLifted } from './lifting.js';
import { RETURN_WORDS } from './notice-after-words.js';
import { type NoticeFacts, told } from './notice-facts.js';

export function returnParagraphs(facts: NoticeFacts): Text[] {
  const { decision, conditions } = facts;
  const { kind, measure, grounds } = decision;
  if (kind === 'REINSTATEMENT' || kind === 'REVERSAL' || kind === 'LINE_INCREASE') return [];
  if (kind === 'APPLICATION') {
    return [told(facts.asksForLimit ? RETURN_WORDS.ASK_AGAIN : RETURN_WORDS.APPLY)];
  }
  // Nobody is told how to come back who cannot.
  if (grounds === 'DEATH') return [];
  // What has to be so is the reasons once more, and goes untold with them.
  if (conditions.length > 0 && !measure?.withheld) {
    const items = conditions.map((condition) =>
      told(RETURN_WORDS.CONDITION, (locale) => ({ condition: condition[locale] })),
    );
    return [told(wayBack(facts)), ...items];
  }
  const calmBands = decision.byPolicy?.calmBands ?? [];
  if (calmBands.length > 0) return [told(RETURN_WORDS.BY_POLICY, bandsOf(calmBands))];
  if (kind === 'LINE_DECREASE') return [told(endOfDecrease(facts))];
  if (kind === 'DRAWDOWN_RIGHT_ENDED' && isRightLifted(grounds, facts.pack)) {
    return [told(RETURN_WORDS.LIFTED_OR_APPLY)];
  }
  const isForGood =
    kind === 'DRAWDOWN_RIGHT_ENDED' || kind === 'TERMINATION_BY_NOTICE' || kind === 'CLOSURE';
  return [told(isForGood ? RETURN_WORDS.APPLY : RETURN_WORDS.LIFTED)];
}

const ANY_OF = {
  en: new Intl.ListFormat('en', { type: 'disjunction' }),
  zh: new Intl.ListFormat('zh-Hans', { type: 'disjunction' }),
} as const;

const bandsOf = (bands: readonly string[]) => (locale: Locale) => ({
  bands: ANY_OF[locale].format(bands),
  count: bands.length,
});

/** How a decrease ends that looks at nothing of the customer: nobody is promised what a pack forbids. */
function endOfDecrease({ decision, pack }: NoticeFacts): Text {
  const isRaisedUnasked = pack.linkedLimits.increase.value === 'PERMITTED';
  if (decision.causedBy !== null)
    return isRaisedUnasked ? RETURN_WORDS.WITH_ITS_CAUSE : RETURN_WORDS.WITH_ITS_CAUSE_ON_REQUEST;
  if (decision.measure === null) return RETURN_WORDS.BY_APPEAL;
  return isRaisedUnasked ? RETURN_WORDS.LIFTED : RETURN_WORDS.ASK;
}

/** How the line comes back once all is so: by kind, and by what the pack permits unasked. */
function wayBack({ decision, pack }: NoticeFacts): Text {
  switch (decision.kind) {
    case 'LINE_DECREASE':
      return pack.linkedLimits.increase.value === 'PERMITTED'
        ? RETURN_WORDS.LIMIT_RETURNS
        : RETURN_WORDS.LIMIT_ON_REQUEST;
    case 'REPRICING':
      return RETURN_WORDS.RATE_RETURNS;
    case 'SUSPENSION':
      return RETURN_WORDS.RESUMES;
    default:
      return pack.creditorEnding.returnBy.value === 'OFFER'
        ? RETURN_WORDS.OFFER
        : RETURN_WORDS.INVITATION;
  }
}
