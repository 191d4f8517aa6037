/** The work on cases: taking one, giving it back, asking, extending its clock. */
import { Arg, Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import {
  askAppellant,
  assignAppeal,
  extendAppeal,
  releaseAppeal,
} from '../../application/work-appeals.js';
import { ExtensionKindEnum } from './appeal-enums.js';
import {
  AppealInput,
  AppealPayload,
  appealPayload,
  checkedAppeal,
  MAX_REVIEWER_LENGTH,
} from './appeal-inputs.js';
import type { GatewayContext } from './context.js';

const WRITTEN = `1 to ${MAX_REVIEWER_LENGTH} characters, of one line or several.`;

@InputType({ description: 'A question to the customer.' })
export class AskAppellantInput extends AppealInput {
  @Field(() => String, { description: `The question: ${WRITTEN}` })
  question!: string;
}

@InputType({ description: 'More time for a case.' })
export class ExtendAppealInput extends AppealInput {
  @Field(() => ExtensionKindEnum, { description: 'On which account.' })
  kind!: 'COMPLEX' | 'EXCEPTIONAL';
  @Field(() => String, { description: `Why, to the customer: ${WRITTEN}` })
  why!: string;
}

const CASE = { description: 'Which case.' };

@Resolver()
export class AppealWorkResolver {
  @Mutation(() => AppealPayload, {
    description:
      'Takes a case that nobody has (reviewers), or takes it over from somebody who lets it lie: for ' +
      'some days, or until its end is near or past. Whoever had a part in the decision cannot, and ' +
      'of two at once one learns that the other was first.',
  })
  async assignAppeal(
    @Arg('input', () => AppealInput, CASE) input: AppealInput,
    @Ctx() context: GatewayContext,
  ): Promise<AppealPayload> {
    const { refusals } = checkedAppeal(input);
    const { actor, ports } = context;
    const result = refusals.length > 0 ? { refusals } : await assignAppeal(ports, actor, input);
    return appealPayload(result, context);
  }

  @Mutation(() => AppealPayload, {
    description:
      'Gives a case back, so that another reviewer can take it. Its clock goes on, or stands while ' +
      'the customer is asked something.',
  })
  async releaseAppeal(
    @Arg('input', () => AppealInput, CASE) input: AppealInput,
    @Ctx() context: GatewayContext,
  ): Promise<AppealPayload> {
    const { refusals } = checkedAppeal(input);
    const { actor, ports } = context;
    const result = refusals.length > 0 ? { refusals } : await releaseAppeal(ports, actor, input);
    return appealPayload(result, context);
  }

  @Mutation(() => AppealPayload, {
    description:
      'Asks the customer (the reviewer who has the case), who gets a notice of it. The clock stands ' +
      'until the answer, or as long as the rules let it; where they do not, it goes on.',
  })
  async askAppellant(
    @Arg('input', () => AskAppellantInput, { description: 'Which case, and the question.' })
    input: AskAppellantInput,
    @Ctx() context: GatewayContext,
  ): Promise<AppealPayload> {
    const check = checkedAppeal(input);
    check.lines('question', input.question, MAX_REVIEWER_LENGTH);
    const { refusals } = check;
    const { actor, ports } = context;
    const result = refusals.length > 0 ? { refusals } : await askAppellant(ports, actor, input);
    return appealPayload(result, context);
  }

  @Mutation(() => AppealPayload, {
    description:
      'Extends the clock before it runs out: COMPLEX by the reviewer who has the case, EXCEPTIONAL ' +
      'by a second person, who neither has nor had it and approves it; once each, where the rules ' +
      'know it. The customer gets a notice with the reason and the new date.',
  })
  async extendAppeal(
    @Arg('input', () => ExtendAppealInput, { description: 'Which case, and why.' })
    input: ExtendAppealInput,
    @Ctx() context: GatewayContext,
  ): Promise<AppealPayload> {
    const check = checkedAppeal(input);
    check.lines('why', input.why, MAX_REVIEWER_LENGTH);
    const { refusals } = check;
    const { actor, ports } = context;
    const result = refusals.length > 0 ? { refusals } : await extendAppeal(ports, actor, input);
    return appealPayload(result, context);
  }
}
