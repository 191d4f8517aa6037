/**
 * Apollo plugins that stand before execution: bounds on the operation, and the step-up challenge of
 * RFC 9470. What closes a line, takes a measure on one
 * or decides about an appeal challenges by its mere presence in the chosen
 * operation: aliased, in a fragment or behind `@skip`, because what it will do must not depend on how
 * it is written.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import {
  type FragmentDefinitionNode,
  GraphQLError,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { Actor } from '../../application/actor.js';
import type { GatewayContext } from './context.js';
import { checkLimits } from './limits.js';

type Fragments = Record<string, FragmentDefinitionNode>;

export interface Challenge {
  readonly status: number;
  readonly header: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface StepUp {
  satisfiedBy(actor: Actor): boolean;
  challenge(): Challenge;
}

const STEP_UP_FIELDS = new Set([
  'closeAccount',
  'withdrawClosure',
  'requestClosureOnBehalf',
  'approveClosureOnBehalf',
  'declineClosureOnBehalf',
  'takeMeasure',
  'liftMeasure',
  'decideAppeal',
]);

const fragmentsOf = (definitions: readonly { kind: string }[]): Fragments =>
  Object.fromEntries(
    definitions
      .filter((each): each is FragmentDefinitionNode => each.kind === 'FragmentDefinition')
      .map((fragment) => [fragment.name.value, fragment]),
  );

/** What the operation itself gives to variables that the request leaves out. */
const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode) =>
  Object.fromEntries(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue && valueFromASTUntyped(defaultValue),
    ]),
  );

/** Whether a root field of the set is present, however it is wrapped. */
function presents(set: SelectionSetNode, names: Set<string>, fragments: Fragments): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === 'Field') return names.has(selection.name.value);
    const fragment =
      selection.kind === 'InlineFragment' ? selection : fragments[selection.name.value];
    return fragment !== undefined && presents(fragment.selectionSet, names, fragments);
  });
}

function challengeIfNeeded(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  actor: Actor,
  stepUp: StepUp,
): void {
  if (operation.operation !== 'mutation') return;
  if (!presents(operation.selectionSet, STEP_UP_FIELDS, fragments)) return;
  if (stepUp.satisfiedBy(actor)) return;
  const { status, header, extensions } = stepUp.challenge();
  throw new GraphQLError('This needs a fresh, stronger sign-in.', {
    extensions: {
      code: 'INSUFFICIENT_USER_AUTHENTICATION',
      ...extensions,
      http: { status, headers: new HeaderMap([['www-authenticate', header]]) },
    },
  });
}

/** Who may read the subgraph's SDL: routers and those who build against it. */
const maySeeSdl = ({ roles }: Actor): boolean =>
  roles.some((role) => role === 'service' || role === 'partner' || role === 'auditor');

/** All guards as one plugin; they run after validation and before execution. */
export function guards(stepUp: StepUp, demo: boolean): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, document, schema, request, contextValue }) {
          // An unknown operation name has no operation; Apollo answers for it.
          if (!operation) return;
          const fragments = fragmentsOf(document.definitions);
          const variables = { ...defaultsOf(operation), ...request.variables };
          checkLimits(operation, { schema, fragments, variables });
          if (!demo && !maySeeSdl(contextValue.actor)) {
            if (presents(operation.selectionSet, new Set(['_service']), fragments)) {
              throw new GraphQLError('The subgraph schema is not for this role.', {
                extensions: { code: 'FORBIDDEN', http: { status: 403 } },
              });
            }
          }
          challengeIfNeeded(operation, fragments, contextValue.actor, stepUp);
        },
      };
    },
  };
}
