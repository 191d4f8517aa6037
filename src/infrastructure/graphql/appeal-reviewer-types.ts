/** Who had a case before, for staff. */
import { Field, ObjectType } from 'type-graphql';
import type { FormerReviewer } from '../../domain/appeal/appeal.js';
import { ReviewerLeftEnum } from './appeal-enums.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType('FormerReviewer', {
  simpleResolvers: true,
  description: 'Somebody who had a case and has it no more.',
})
export class FormerReviewerType {
  @Field(() => String, { description: 'The reviewer, as the issuer names them.' })
  subject!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'Since when they had it.' })
  from!: Date;
  @Field(() => GraphQLDateTimeISO, { description: 'Until when.' })
  until!: Date;
  @Field(() => ReviewerLeftEnum, { description: 'Why no longer.' })
  because!: string;
}

export const toFormerReviewer = ({
  subject,
  from,
  until,
  because,
}: FormerReviewer): FormerReviewerType => ({
  subject,
  from: new Date(from),
  until: new Date(until),
  because,
});
