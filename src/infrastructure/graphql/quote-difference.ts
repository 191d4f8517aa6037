/** What became different since a closure was quoted. */
import { Field, ID, ObjectType } from 'type-graphql';
import { message } from '../../application/messages.js';
import { effectWords } from '../../application/messages-codes.js';
import { QUOTED_EFFECTS, type QuoteDifference } from '../../domain/credit-account/closure-quote.js';
import { dayText, type Locale } from '../../domain/wording.js';
import { enumOf } from './enums.js';

export const QuotedEffectEnum = enumOf(
  'QuotedEffect',
  'An effect of a closing that a quote promises.',
  QUOTED_EFFECTS,
  {
    OUTCOME: 'Whether the line closes at once or runs off.',
    PAYOFF: 'What settles the debt; interest that runs as quoted is no difference.',
    HOLDS: 'Which holds are released and which are honoured.',
    INSTALMENTS: 'What is left of instalment plans.',
    CAPABILITIES: 'What is revoked.',
    STANDING_INSTRUCTIONS: 'Which standing instructions stop.',
    REFUND: 'The credit balance that is paid out.',
    SCORE: 'The score before or after.',
    BAND: 'The price band before or after.',
    NEW_CREDIT: 'What new credit can be had before or after.',
    RESTRICTION: 'A restriction of new credit, or its last day.',
    LINKED_LIMIT: 'The limit of another line.',
    PROTECTION: 'Until when the limit goes on counting for the score.',
  },
);

@ObjectType('QuoteDifference', {
  simpleResolvers: true,
  description: 'An effect that is not what was quoted.',
})
export class QuoteDifferenceType {
  @Field(() => QuotedEffectEnum, { description: 'Which effect.' })
  effect!: string;
  @Field(() => ID, { nullable: true, description: 'The line, where it is a linked one.' })
  accountId!: string | null;
  @Field(() => String, { description: 'What was quoted: plain figures, days or codes.' })
  quoted!: string;
  @Field(() => String, { description: 'What would happen now.' })
  now!: string;
  @Field(() => String, { description: 'In words, in the language of the request.' })
  text!: string;
}

const DAY = /\d{4}-\d{2}-\d{2}/;

/** What was quoted as a customer reads it: days in full, words for codes, no names of rules. */
function inWords(effect: QuoteDifference['effect'], quoted: string, locale: Locale): string {
  if (effect === 'PROTECTION') return effectWords(quoted === '-' ? 'UNPROTECTED' : quoted, locale);
  if (effect === 'RESTRICTION' && quoted !== '-') {
    // As many as there are rules that restrict; one that does not end by itself has no day.
    const days = quoted.split(', ').map((each) => DAY.exec(each)?.[0]);
    const told = days.map((day) => (day ? dayText(day, locale) : effectWords('OPEN_END', locale)));
    return [...new Set(told)].join(locale === 'zh' ? '、' : ', ');
  }
  return effectWords(quoted, locale);
}

/** Words fit for figures, and for the dash that stands for nothing. */
export const toQuoteDifference = (
  { effect, accountId, quoted, now }: QuoteDifference,
  locale: Locale,
): QuoteDifferenceType => ({
  effect,
  accountId,
  quoted,
  now,
  text: message(`DIFFERENT_${effect}`, locale, {
    quoted: inWords(effect, quoted, locale),
    now: inWords(effect, now, locale),
  }),
});
