/**
 * Bounds on what one operation may ask for, checked before anything is executed: how deep it nests
 * and how many records and fields it could return at the most, with the sizes of lists as the
 * variables give them. Introspection is not counted: its depth is its own.
 */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { MAX_EVIDENCE_NAMED } from '../../domain/appeal/appeal-rules.js';
import { MAX_FINDINGS } from '../../domain/appeal/finding-problems.js';
import { TRAITS } from '../../domain/risk-profile/traits.js';
import { DEFAULT_PAGE, MAX_PAGE } from './connection.js';
import { DECISIONS_SHOWN } from './loaders.js';

export const MAX_DEPTH = 15;
export const MAX_COST = 50_000;
/** Lists without a `first`: records of one line or score, which are few by their nature. */
const PLAIN_LIST = 10;
const LONG_LISTS: Readonly<Record<string, number>> = {
  // A portrait has every trait over every window, of which five may be named.
  Trait: 5 * TRAITS.length,
  // A fitted card has at most twenty, and a difference may have those of two cards.
  ExplainedCharacteristic: 20,
  ScoreMove: 40,
  Decision: DECISIONS_SHOWN,
  ClosureRequest: DEFAULT_PAGE,
  // Every sourced value of an edition.
  JurisdictionRule: 70,
  Measure: 40,
  ClockAtRisk: DEFAULT_PAGE,
  // Of a case: what a filing or an answer names, and what was held of earlier ones.
  Evidence: 4 * MAX_EVIDENCE_NAMED,
  AppealFinding: MAX_FINDINGS,
};

/** What takes long to work out, however little is asked of the answer. */
const LONG_WORK: Readonly<Record<string, number>> = {
  // Every row that is kept of the customer.
  'Query.exportMyData': 30_000,
  // Scores the customer on several days, and leaves a quote behind.
  'Query.closurePreview': 10_000,
  'RiskProfile.recourse': 15_000,
  'NoticeAdvice.recourse': 15_000,
  // A year's days over each window: milliseconds, also where the same customer is named again.
  'RiskProfile.portrait': 250,
  // Each is a transaction that leaves records behind.
  'Mutation.giveConsent': 5_000,
  'Mutation.withdrawConsent': 5_000,
  'Mutation.reassess': 1_000,
  'Mutation.closeAccount': 1_000,
  'Mutation.takeMeasure': 1_000,
  'Mutation.liftMeasure': 1_000,
  'Mutation.fileAppeal': 1_000,
  'Mutation.requestHumanDecision': 1_000,
  'Mutation.requestReconsideration': 1_000,
  'Mutation.withdrawAppeal': 1_000,
  'Mutation.answerAppeal': 1_000,
  'Mutation.assignAppeal': 1_000,
  'Mutation.releaseAppeal': 1_000,
  'Mutation.askAppellant': 1_000,
  'Mutation.extendAppeal': 1_000,
  // Scores the customer, and undoes or takes measures on several lines.
  'Mutation.decideAppeal': 5_000,
  'Mutation.approveClosureOnBehalf': 1_000,
  'Mutation.applyForLine': 1_000,
  'Mutation.requestFormerLimit': 1_000,
  'Mutation.acceptOffer': 1_000,
  'Mutation.turnDownOffer': 1_000,
  // As many documents as there can be at the most.
  'Query.myEvidence': 500,
  // A customer is scored on the facts of now; the lines of one customer share one look.
  'Query.eligibility': 500,
  'Query.appealRescore': 1_000,
  'Query.retentionSchedule': 100,
  'Query.legalHolds': 100,
  'Closure.conditions': 50,
  'DecidedMeasure.conditions': 50,
  'Notice.advice': 50,
  // Every record of the line.
  'Query.accountTimeline': 500,
};

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Readonly<Record<string, unknown>>;
}

const refused = (code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status: 400 } } });

/**
 * Throws QUERY_TOO_DEEP or QUERY_TOO_COSTLY for an operation beyond the bounds, and
 * OPERATION_NOT_SUPPORTED for one of a kind that the schema does not have (subscriptions).
 */
export function checkLimits(operation: OperationDefinitionNode, walk: Walk): void {
  const root = walk.schema.getRootType(operation.operation);
  if (!root) {
    throw refused('OPERATION_NOT_SUPPORTED', `There is no ${operation.operation} here.`);
  }
  const cost = costOf(operation.selectionSet, root, walk, 1);
  if (cost > MAX_COST) {
    throw refused(
      'QUERY_TOO_COSTLY',
      `The query could return ${cost} records and fields, ${MAX_COST} are allowed.`,
    );
  }
}

function costOf(
  set: SelectionSetNode,
  parent: GraphQLOutputType,
  walk: Walk,
  depth: number,
): number {
  if (depth > MAX_DEPTH) {
    throw refused('QUERY_TOO_DEEP', `The query nests deeper than ${MAX_DEPTH} levels.`);
  }
  let cost = 0;
  for (const selection of set.selections) {
    if (selection.kind === 'Field') cost += fieldCost(selection, parent, walk, depth);
    else {
      const fragment =
        selection.kind === 'InlineFragment' ? selection : walk.fragments[selection.name.value];
      const on = fragment?.typeCondition?.name.value;
      const type = on === undefined ? parent : (walk.schema.getType(on) as GraphQLOutputType);
      if (fragment) cost += costOf(fragment.selectionSet, type, walk, depth);
    }
    if (cost > MAX_COST) return cost;
  }
  return cost;
}

function fieldCost(field: FieldNode, parent: GraphQLOutputType, walk: Walk, depth: number): number {
  const name = field.name.value;
  if (name.startsWith('__') || name === '_service') return 1;
  const owner = getNamedType(parent);
  const fields = isObjectType(owner) || isInterfaceType(owner) ? owner.getFields() : {};
  const type = fields[name]?.type;
  if (!type || !field.selectionSet) return 1;
  const size = listSize(field, type, walk);
  const record = getNamedType(type) as GraphQLOutputType;
  // A record costs something by itself: it is looked up however few of its fields are asked for.
  const work = LONG_WORK[`${owner.name}.${name}`] ?? 1;
  return work + size * (1 + costOf(field.selectionSet, record, walk, depth + 1));
}

/** How many records a field could return: `first`, the ids that are asked for, or a fixed guess. */
function listSize(field: FieldNode, type: GraphQLOutputType, walk: Walk): number {
  const value = (name: string): unknown => {
    const argument = field.arguments?.find((each) => each.name.value === name)?.value;
    if (argument?.kind === 'Variable') return walk.variables[argument.name.value];
    if (argument?.kind === 'IntValue') return Number(argument.value);
    if (argument?.kind === 'ListValue') return argument.values;
    return undefined;
  };
  const many = value('ids') ?? value('representations');
  if (Array.isArray(many)) return Math.max(1, many.length);
  const named = getNamedType(type).name;
  if (named.endsWith('Connection')) {
    const first = value('first') ?? DEFAULT_PAGE;
    return typeof first === 'number' ? Math.min(Math.max(1, first), MAX_PAGE) : MAX_PAGE;
  }
  const list = isNonNullType(type) ? type.ofType : type;
  // The list of edges was counted with its connection.
  if (!isListType(list) || named.endsWith('Edge')) return 1;
  const first = value('first');
  return typeof first === 'number'
    ? Math.min(Math.max(1, first), MAX_PAGE)
    : (LONG_LISTS[named] ?? PLAIN_LIST);
}
