/**
 * The schema: type-graphql builds it from the classes, and it is printed and built again as a
 * Federation 2 subgraph, because only that reprint carries the directives.
 */
import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  GraphQLError,
  type GraphQLSchema,
  lexicographicSortSchema,
  parse,
  specifiedDirectives,
} from 'graphql';
import { buildSchemaSync, createResolversMap } from 'type-graphql';
import { ActionPolicyResolver } from './action-policy.js';
import { ActivitiesResolver } from './activities.js';
import { AppealDecidingResolver } from './appeal-deciding.js';
import {
  ClockAppealResolver,
  DecisionAppealsResolver,
  TimelineAppealResolver,
} from './appeal-links.js';
import { AppealOutcomeResolver } from './appeal-outcome-types.js';
import { AppealQueueResolver } from './appeal-queue.js';
import { AppealAnswerResolver, AppealResolver } from './appeal-types.js';
import { AppealWorkResolver } from './appeal-work.js';
import { AppealsResolver } from './appeals.js';
import { CreditApplicationResolver } from './application-types.js';
import { ApplicationsResolver } from './applications.js';
import { CharacteristicsResolver } from './characteristics.js';
import { ClockResolver } from './clock.js';
import { ClocksResolver } from './clocks.js';
import { ClosingResolver } from './closing.js';
import { ClosurePreviewResolver, LinkedLimitResolver } from './closure-preview.js';
import { ClosureNoticeResolver } from './closure-request-types.js';
import { ClosureRequestsResolver } from './closure-requests.js';
import { ClosureResolver } from './closure-types.js';
import { ConsentsResolver } from './consents.js';
import type { GatewayContext } from './context.js';
import { CreditAccountResolver } from './credit-account.js';
import { DecisionResolver } from './decisions.js';
import { EligibilityResolver, ReturnConditionsResolver } from './eligibility.js';
import { ERROR_TYPES } from './errors.js';
import { FileAccessResolver } from './file-access.js';
import {
  CustomerResolver,
  creditAccountOf,
  customerOf,
  LiabilitiesResolver,
} from './liabilities.js';
import { LimitsAndPausesResolver } from './limits-and-pauses.js';
import { DecidedMeasureResolver, PlatformActionResolver } from './measure-types.js';
import { MeasuresResolver } from './measures.js';
import { NodesResolver } from './nodes.js';
import { NoticeAdviceResolver, NoticeResolver } from './notice-types.js';
import { NoticesResolver } from './notices.js';
import { OperatingResolver } from './operating.js';
import { PolicyResolver } from './policy.js';
import { PolicyDecisionResolver } from './policy-decisions.js';
import { PortraitResolver } from './portrait.js';
import { ProtectionResolver } from './protection.js';
import { RecourseActionResolver, RecourseResolver } from './recourse.js';
import { RetentionResolver } from './retention.js';
import { ReturnNeedsResolver } from './return-needs.js';
import { RiskProfileResolver, riskProfileOf } from './risk-profile.js';
import { StaffNamesResolver } from './staff-names.js';
import { TimelineResolver } from './timeline.js';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n';

/** What a router asks for by key; whoever may not see a record gets null, as anywhere else. */
const references = {
  CreditAccount: { __resolveReference: byKey('id', creditAccountOf) },
  Customer: { __resolveReference: byKey('id', customerOf) },
  RiskProfile: { __resolveReference: byKey('customerId', riskProfileOf) },
};

function byKey<T>(
  key: string,
  find: (id: string, context: GatewayContext) => Promise<T | null>,
): (reference: Record<string, unknown>, context: GatewayContext) => Promise<T | null> {
  return async (reference, context) => {
    const id = reference[key];
    return typeof id === 'string' ? find(id, context) : null;
  };
}

/** The SDL as it is committed: sorted, with descriptions and federation directives. */
export const gatewaySdl = (): string => `${LINK}\n${printSchemaWithDirectives(plainSchema())}\n`;

let built: GraphQLSchema | undefined;

function plainSchema(): GraphQLSchema {
  built ??= lexicographicSortSchema(
    buildSchemaSync({
      resolvers: [
        ActionPolicyResolver,
        ActivitiesResolver,
        AppealAnswerResolver,
        AppealDecidingResolver,
        AppealOutcomeResolver,
        AppealQueueResolver,
        AppealResolver,
        AppealWorkResolver,
        AppealsResolver,
        ApplicationsResolver,
        CharacteristicsResolver,
        ClockAppealResolver,
        ClockResolver,
        ClocksResolver,
        ClosingResolver,
        ClosureNoticeResolver,
        ClosurePreviewResolver,
        ClosureRequestsResolver,
        ClosureResolver,
        ConsentsResolver,
        CreditAccountResolver,
        CreditApplicationResolver,
        CustomerResolver,
        DecidedMeasureResolver,
        DecisionAppealsResolver,
        DecisionResolver,
        PolicyDecisionResolver,
        EligibilityResolver,
        FileAccessResolver,
        LiabilitiesResolver,
        LimitsAndPausesResolver,
        LinkedLimitResolver,
        MeasuresResolver,
        NodesResolver,
        NoticeAdviceResolver,
        NoticeResolver,
        NoticesResolver,
        OperatingResolver,
        PlatformActionResolver,
        PolicyResolver,
        PortraitResolver,
        ProtectionResolver,
        RecourseActionResolver,
        RecourseResolver,
        RetentionResolver,
        ReturnNeedsResolver,
        ReturnConditionsResolver,
        RiskProfileResolver,
        StaffNamesResolver,
        TimelineAppealResolver,
        TimelineResolver,
      ],
      orphanedTypes: [...ERROR_TYPES],
      directives: [...specifiedDirectives],
      // `@key` is declared by the federation specification that the subgraph links, not here.
      skipCheck: true,
      validate: false,
    }),
  );
  // The library has no place for these two descriptions.
  for (const [root, description] of [
    [built.getQueryType(), 'What can be asked; nobody is shown what is not theirs to see.'],
    [built.getMutationType(), 'What can be done; each answers with its errors as data.'],
  ] as const) {
    if (root) root.description = description;
  }
  return built;
}

/** The executable subgraph. */
export function gatewaySchema(): GraphQLSchema {
  const resolvers = createResolversMap(plainSchema()) as Record<string, object>;
  for (const [type, reference] of Object.entries(references)) {
    resolvers[type] = { ...resolvers[type], ...reference };
  }
  const schema = buildSubgraphSchema([
    { typeDefs: parse(gatewaySdl()), resolvers: resolvers as never },
  ]);
  refuseForeignEntities(schema);
  return schema;
}

/** Without this a representation of a type that has no key here would count as our own defect. */
function refuseForeignEntities(schema: GraphQLSchema): void {
  const entities = schema.getQueryType()?.getFields()._entities;
  const resolve = entities?.resolve;
  if (!entities || !resolve) throw new Error('the subgraph has no entities');
  const isOurs = (representation: unknown): boolean => {
    const named = (representation as { __typename?: unknown } | null)?.__typename;
    return typeof named === 'string' && Object.hasOwn(references, named);
  };
  entities.resolve = (root, args, context, info) => {
    if ((args.representations as unknown[]).every(isOurs))
      return resolve(root, args, context, info);
    throw new GraphQLError('A representation must name one of the entities of this subgraph.', {
      extensions: { code: 'BAD_USER_INPUT', argumentName: 'representations' },
    });
  };
}
