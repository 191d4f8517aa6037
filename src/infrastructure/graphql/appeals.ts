/** A customer has a decision looked at again, answers what is asked, and sees what comes of it. */
import { GraphQLError } from 'graphql';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { mayHandInEvidenceFor, mayReadAppeals } from '../../application/access.js';
import {
  fileAppeal,
  requestHumanDecision,
  requestReconsideration,
  withdrawAppeal,
} from '../../application/file-appeal.js';
import { answerAppeal } from '../../application/work-appeals.js';
import { MAX_EVIDENCE_LATELY } from '../../domain/appeal/evidence.js';
import { isId } from '../../domain/identifiers.js';
import {
  AnswerAppealInput,
  AppealInput,
  AppealPayload,
  appealPayload,
  checkedAppeal,
  checkedEvidence,
  checkedFiling,
  FileAppealInput,
  FileAppealPayload,
  filedPayload,
  MAX_APPEAL_LENGTH,
  OF_CASE,
  RequestReconsiderationInput,
} from './appeal-inputs.js';
import { AppealType, appealOf, toAppeal } from './appeal-types.js';
import { DEFAULT_PAGE, MAX_PAGE, pageSize } from './connection.js';
import type { GatewayContext } from './context.js';
import { EvidenceType, toEvidence } from './evidence-types.js';

const onlyCustomers = (what: string): GraphQLError =>
  new GraphQLError(`Only a customer has ${what} of their own.`, {
    extensions: { code: 'FORBIDDEN' },
  });

const FILING = { description: 'Which decision, and why it is wrong.' };

@Resolver()
export class AppealsResolver {
  @Query(() => AppealType, {
    nullable: true,
    description: 'A case; null when there is none or it is not yours to see.',
  })
  async appeal(
    @Arg('id', () => ID, { description: 'The case.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<AppealType | null> {
    return isId(id) ? appealOf(id, context) : null;
  }

  @Query(() => [AppealType], {
    description: "The signed-in customer's cases, the newest first. Borrowers only.",
  })
  async myAppeals(
    @Ctx() { actor, now, ports }: GatewayContext,
    @Arg('first', () => Int, {
      defaultValue: DEFAULT_PAGE,
      description: `How many at most, 1 to ${MAX_PAGE}.`,
    })
    first: number,
  ): Promise<AppealType[]> {
    const { customerId } = actor;
    if (customerId === undefined || !mayReadAppeals(actor, customerId)) {
      throw onlyCustomers('cases');
    }
    const found = await ports.appeals.ofCustomer(customerId, pageSize(first));
    return found.map((appeal) => toAppeal(appeal, now));
  }

  @Query(() => [EvidenceType], {
    description:
      `The documents that the signed-in customer handed in, the newest first, at most ` +
      `${MAX_EVIDENCE_LATELY}. Borrowers only.`,
  })
  async myEvidence(@Ctx() { actor, loaders }: GatewayContext): Promise<EvidenceType[]> {
    const { customerId } = actor;
    if (customerId === undefined || !mayHandInEvidenceFor(actor, customerId)) {
      throw onlyCustomers('documents');
    }
    return (await loaders.evidenceOfCustomer.load(customerId)).map((each) =>
      toEvidence(each, true),
    );
  }

  @Mutation(() => FileAppealPayload, {
    description:
      'Appeals against an adverse decision about yourself, within its time. A person who had no ' +
      'part in it looks again, and the answer has a deadline.',
  })
  async fileAppeal(
    @Arg('input', () => FileAppealInput, FILING) input: FileAppealInput,
    @Ctx() context: GatewayContext,
  ): Promise<FileAppealPayload> {
    const refusals = checkedFiling(input);
    const { actor, ports } = context;
    const result = refusals.length > 0 ? { refusals } : await fileAppeal(ports, actor, input);
    return filedPayload(result, context);
  }

  @Mutation(() => FileAppealPayload, {
    description:
      'Asks for a decision by a person in the place of one about yourself that a machine made ' +
      'alone, where the rules give that right.',
  })
  async requestHumanDecision(
    @Arg('input', () => FileAppealInput, FILING) input: FileAppealInput,
    @Ctx() context: GatewayContext,
  ): Promise<FileAppealPayload> {
    const refusals = checkedFiling(input);
    const { actor, ports } = context;
    const result =
      refusals.length > 0 ? { refusals } : await requestHumanDecision(ports, actor, input);
    return filedPayload(result, context);
  }

  @Mutation(() => FileAppealPayload, {
    description:
      'Asks once, within its time, that somebody else looks at what was upheld or modified.',
  })
  async requestReconsideration(
    @Arg('input', () => RequestReconsiderationInput, { description: 'Which case, and why.' })
    input: RequestReconsiderationInput,
    @Ctx() context: GatewayContext,
  ): Promise<FileAppealPayload> {
    const check = checkedAppeal(input);
    check.lines('statement', input.statement, MAX_APPEAL_LENGTH);
    const refusals = [...check.refusals, ...checkedEvidence(input.evidenceIds)];
    const { actor, ports } = context;
    const result =
      refusals.length > 0 ? { refusals } : await requestReconsideration(ports, actor, input);
    return filedPayload(result, context, OF_CASE);
  }

  @Mutation(() => AppealPayload, {
    description:
      'Takes an own case back. The decision stands, and can be appealed again within its time.',
  })
  async withdrawAppeal(
    @Arg('input', () => AppealInput, { description: 'Which case.' }) input: AppealInput,
    @Ctx() context: GatewayContext,
  ): Promise<AppealPayload> {
    const { refusals } = checkedAppeal(input);
    const { actor, ports } = context;
    const result = refusals.length > 0 ? { refusals } : await withdrawAppeal(ports, actor, input);
    return appealPayload(result, context);
  }

  @Mutation(() => AppealPayload, {
    description: 'Answers what a reviewer asked about an own case; its clock goes on.',
  })
  async answerAppeal(
    @Arg('input', () => AnswerAppealInput, { description: 'Which case, and the answer.' })
    input: AnswerAppealInput,
    @Ctx() context: GatewayContext,
  ): Promise<AppealPayload> {
    const check = checkedAppeal(input);
    check.lines('text', input.text, MAX_APPEAL_LENGTH);
    const refusals = [...check.refusals, ...checkedEvidence(input.evidenceIds)];
    const { actor, ports } = context;
    const result = refusals.length > 0 ? { refusals } : await answerAppeal(ports, actor, input);
    return appealPayload(result, context);
  }
}
