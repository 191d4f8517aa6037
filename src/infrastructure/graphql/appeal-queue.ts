/** What reviewers look at before they decide: the queue by deadline, and both scores. */
import { GraphQLError } from 'graphql';
import { Arg, Args, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { mayReadAppeals, mayReviewAppeals } from '../../application/access.js';
import { editionOf } from '../../application/appeal-case.js';
import { rescorePreview } from '../../application/decide-appeal.js';
import type { Appeal } from '../../domain/appeal/appeal.js';
import { asOf } from '../../domain/appeal/appeal-rules.js';
import { assignmentRefusal } from '../../domain/appeal/assignment.js';
import { isId } from '../../domain/identifiers.js';
import { FindingInput, readFindings } from './appeal-findings.js';
import { AppealRescoreType, toRescore } from './appeal-outcome-types.js';
import { AppealType, toAppeal } from './appeal-types.js';
import {
  type ConnectionOf,
  connectionOf,
  decodeCursor,
  PageArgs,
  pageOf,
  pageSize,
} from './connection.js';
import type { GatewayContext } from './context.js';
import { ErrorInterface } from './error-interface.js';
import { checkInput } from './input.js';
import { findingRefusals, type Refusal } from './refusal-codes.js';
import { type Paths, toError, toErrors } from './refusals.js';

@ObjectType('QueuedAppeal', { description: 'A case that is not decided yet, in the queue.' })
export class QueuedAppealType {
  /** Its place in the queue, which cursors are made from. */
  id!: string;
  @Field(() => AppealType, { description: 'The case.' })
  appeal!: AppealType;
  @Field(() => Boolean, { description: 'Whether you may take it.' })
  mayTake!: boolean;
  @Field(() => ErrorInterface, {
    nullable: true,
    description: 'What taking it would be refused for; null where you may.',
  })
  whyNot!: ErrorInterface | null;
}

const NAME = 'QueuedAppeal';
const QueuedAppealConnection = connectionOf(NAME, () => QueuedAppealType);

/** A place in the queue: the deadline and the case, of which the former can move. */
const PLACE = /^(\d{1,16})\/(.+)$/;

function placeOf(text: string): { dueAt: number; id: string } | null {
  const [, dueAt = '', id = ''] = PLACE.exec(text) ?? [];
  return isId(id) && Number.isSafeInteger(Number(dueAt)) ? { dueAt: Number(dueAt), id } : null;
}

function toQueued(stored: Appeal, { actor, locale, now }: GatewayContext): QueuedAppealType {
  const rules = editionOf(stored);
  const appeal = asOf(stored, rules, now);
  const mayReview = mayReviewAppeals(actor);
  const refusal: Refusal | null = mayReview
    ? assignmentRefusal(appeal, actor, rules, now)
    : { code: 'FORBIDDEN' };
  return {
    id: `${stored.clock.dueAt}/${stored.id}`,
    appeal: toAppeal(appeal, now),
    mayTake: refusal === null,
    // It is about no input: nothing was asked for yet.
    whyNot: refusal && toError(refusal, locale, { [refusal.code]: [] }),
  };
}

@ObjectType({ description: 'Both scores, or why there are none.' })
export class AppealRescorePayload {
  @Field(() => AppealRescoreType, {
    nullable: true,
    description: 'Null also where no score had a say in the decision.',
  })
  rescore!: AppealRescoreType | null;
  @Field(() => [ErrorInterface], { description: 'Empty when it was looked at.' })
  errors!: ErrorInterface[];
}

/** The arguments stand by themselves, in no input object. */
const PATHS: Paths = { APPEAL_NOT_FOUND: ['appealId'] };

@Resolver()
export class AppealQueueResolver {
  @Query(() => QueuedAppealConnection, {
    description:
      'Cases that are not decided yet, by their deadline (reviewers and auditors), each with ' +
      'whether you may take it.',
  })
  async appealQueue(
    @Args() { first, after }: PageArgs,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectionOf<QueuedAppealType>> {
    const { actor, ports } = context;
    const size = pageSize(first);
    const cursor = decodeCursor(NAME, after, (text) => placeOf(text) !== null);
    if (!mayReadAppeals(actor)) {
      throw new GraphQLError('Only reviewers and auditors see the cases of others.', {
        extensions: { code: 'FORBIDDEN' },
      });
    }
    const place = cursor === null ? null : placeOf(cursor);
    const rows = await ports.appeals.queue({ after: place, limit: size + 1 });
    const queued = rows.map((appeal) => toQueued(appeal, context));
    const page = pageOf(NAME, queued, size, cursor);
    // Each row that is shown tells of its customer, and so is a look at a file.
    const edges = page.edges.filter(({ node }) => mayReadAppeals(actor, node.appeal.customerId));
    return { ...page, edges };
  }

  @Query(() => AppealRescorePayload, {
    description:
      "Both scores by a decision's own card and rules, before and on the facts as found, for the " +
      'reviewer who has the case. Nothing of it is kept.',
  })
  async appealRescore(
    @Arg('appealId', () => ID, { description: 'The case.' }) appealId: string,
    @Arg('findings', () => [FindingInput], { description: 'What would be found.' })
    findings: FindingInput[],
    @Ctx() { actor, locale, ports }: GatewayContext,
  ): Promise<AppealRescorePayload> {
    const check = checkInput([]);
    check.id('appealId', appealId);
    const read = readFindings(findings, ['findings']);
    const invalid = [...check.refusals, ...read.refusals];
    const result =
      invalid.length > 0
        ? { refusals: invalid }
        : await rescorePreview(ports, actor, { appealId, findings: read.findings });
    if ('refusals' in result) {
      const refusals = findingRefusals(result.refusals, read.pathOf);
      return { rescore: null, errors: toErrors(refusals, locale, PATHS) };
    }
    return { rescore: result.rescore && toRescore(result.rescore), errors: [] };
  }
}
