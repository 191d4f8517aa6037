/** Refusals around appeals: filing one, working on it, deciding it. */
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { AppealStatusEnum, FindingProblemEnum } from './appeal-enums.js';
import { EligibilityReasonType } from './eligibility-types.js';
import { described, ErrorInterface } from './error-interface.js';
import { GraphQLDateTimeISO } from './scalars.js';

@ObjectType(described('Nothing was decided here that could be looked at again.'))
export class NotAppealable extends ErrorInterface {}

@ObjectType(described("A person made the decision, so there is no machine's to be replaced."))
export class NotAutomated extends ErrorInterface {}

@ObjectType(described('The rules that hold for the customer know no right to it.'))
export class HumanDecisionNotOwed extends ErrorInterface {}

@ObjectType(described('The time for it is over.'))
export class AppealTooLate extends ErrorInterface {
  @Field(() => GraphQLDateTimeISO, { description: 'The moment after the last day.' })
  until!: Date;
}

@ObjectType(described('There is an undecided case about the decision.'))
export class AppealPending extends ErrorInterface {
  @Field(() => ID, { description: 'That case.' })
  appealId!: string;
}

@ObjectType(described('The decision was looked at again before.'))
export class AlreadyAppealed extends ErrorInterface {
  @Field(() => ID, { description: 'The case that was decided.' })
  appealId!: string;
}

@ObjectType(described('Documents that are named are not there, or not yours.'))
export class EvidenceNotFound extends ErrorInterface {
  @Field(() => [ID], { description: 'All of them.' })
  evidenceIds!: readonly string[];
}

@ObjectType(described('More documents are named than can be at once.'))
export class EvidenceTooMany extends ErrorInterface {
  @Field(() => Int, { description: 'The most that can be.' })
  most!: number;
}

@ObjectType(described('The case has ended.'))
export class AppealEnded extends ErrorInterface {
  @Field(() => AppealStatusEnum, { description: 'How.' })
  status!: string;
}

@ObjectType(described('A rule asked for the case, so the customer cannot take it back.'))
export class NotWithdrawable extends ErrorInterface {}

@ObjectType(described('Whoever had a part in the decision cannot decide about the case.'))
export class ReviewerRecused extends ErrorInterface {}

@ObjectType(described('Another reviewer has the case.'))
export class AppealAlreadyAssigned extends ErrorInterface {
  @Field(() => String, { description: 'That reviewer, as the issuer names them.' })
  to!: string;
}

@ObjectType(described('The case is not assigned to you.'))
export class NotAssignedToYou extends ErrorInterface {}

@ObjectType(described('The case waits for an answer of the customer.'))
export class AppealWaiting extends ErrorInterface {
  @Field(() => GraphQLDateTimeISO, { description: 'It goes on by itself then.' })
  until!: Date;
}

@ObjectType(described('The days for questions to the customer are used up.'))
export class PauseNotPermitted extends ErrorInterface {}

@ObjectType(described('No question waits for an answer.'))
export class NothingAsked extends ErrorInterface {}

@ObjectType(described('The rules know no such extension for the case.'))
export class ExtensionNotPermitted extends ErrorInterface {}

@ObjectType(described('The case was extended in this way before.'))
export class ExtendedAlready extends ErrorInterface {}

@ObjectType(described('An exceptional extension comes after one for a complex case.'))
export class ComplexExtensionFirst extends ErrorInterface {}

@ObjectType(described('The clock has run out, so it can no longer be extended.'))
export class AppealOverdue extends ErrorInterface {
  @Field(() => GraphQLDateTimeISO, { description: 'When it ran out.' })
  dueAt!: Date;
}

@ObjectType(described('A second person approves it, who neither has the case nor has had it.'))
export class SecondReviewerNeeded extends ErrorInterface {}

@ObjectType(described('A finding cannot become a fact; each one is an error of its own.'))
export class FindingInvalid extends ErrorInterface {
  @Field(() => FindingProblemEnum, { description: 'What is wrong with it.' })
  problem!: string;
  @Field(() => String, { description: 'In words, in the language of the request.' })
  why!: string;
}

@ObjectType(described('On the facts as found nothing is left that the decision could rest upon.'))
export class NoGroundLeft extends ErrorInterface {}

@ObjectType(described('A modified decision needs the milder step in its place.'))
export class ModificationNeeded extends ErrorInterface {}

@ObjectType(described('No milder step can take the place of the decision.'))
export class ModificationNotPossible extends ErrorInterface {}

@ObjectType(described('The step is not milder than what was decided.'))
export class NotMilder extends ErrorInterface {}

@ObjectType(described('Facts stand in the way of any offer, whoever makes it.'))
export class OfferNotPossible extends ErrorInterface {
  @Field(() => [EligibilityReasonType], { description: 'All of them.' })
  reasons!: EligibilityReasonType[];
}

/** Part of `ERROR_TYPES`. */
export const APPEAL_ERROR_TYPES = [
  NotAppealable,
  NotAutomated,
  HumanDecisionNotOwed,
  AppealTooLate,
  AppealPending,
  AlreadyAppealed,
  EvidenceNotFound,
  EvidenceTooMany,
  AppealEnded,
  NotWithdrawable,
  ReviewerRecused,
  AppealAlreadyAssigned,
  NotAssignedToYou,
  AppealWaiting,
  PauseNotPermitted,
  NothingAsked,
  ExtensionNotPermitted,
  ExtendedAlready,
  ComplexExtensionFirst,
  AppealOverdue,
  SecondReviewerNeeded,
  FindingInvalid,
  NoGroundLeft,
  ModificationNeeded,
  ModificationNotPossible,
  NotMilder,
  OfferNotPossible,
] as const;
