/** Why new credit is not to be had today, as several files show it. */
import { Field, ObjectType } from 'type-graphql';
import type { ToldReason } from '../../application/eligibility.js';
import { message } from '../../application/messages.js';
import type { Locale } from '../../domain/wording.js';
import { GraphQLLocalDate } from './scalars.js';

@ObjectType('EligibilityReason', {
  simpleResolvers: true,
  description: 'One thing that stands in the way of a new line. No words name a score.',
})
export class EligibilityReasonType {
  @Field(() => String, { description: 'Stable code.' })
  code!: string;
  @Field(() => String, { description: 'In words, in the language of the request.' })
  text!: string;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description:
      'The first day on which it stands no more if nothing else happens; null when that is not known.',
  })
  until!: string | null;
}

export const toEligibilityReason = (
  { code, text, until }: ToldReason,
  locale: Locale,
  isPartner = false,
): EligibilityReasonType => ({
  code: isPartner ? 'NOT_NOW' : code,
  text: isPartner ? message('AGAINST_NOT_NOW', locale) : text[locale],
  until,
});
