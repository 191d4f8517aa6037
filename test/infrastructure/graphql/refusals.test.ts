/**
 * Every refusal that a use case can give has a message in each language and a concrete type in the
 * schema, all of whose fields it fills. The table is complete by its type: a new code does not
 * compile until it is here.
 */
import { describe, expect, test } from '@jest/globals';
import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  graphql,
  isObjectType,
} from 'graphql';
import type { MeasureCondition } from '../../../src/domain/platform-action/measure.js';
import { ERROR_TYPES } from '../../../src/infrastructure/graphql/errors.js';
import type { Refusal } from '../../../src/infrastructure/graphql/refusal-codes.js';
import { toError } from '../../../src/infrastructure/graphql/refusals.js';
import { gatewaySchema } from '../../../src/infrastructure/graphql/schema.js';
import { aCustomer, aHold, anAccount, aPlan, aProduct } from '../../support/portfolio.js';
import { NOW } from '../../support/stores.js';

const account = anAccount(aCustomer(), aProduct());
const yuan = (minor: number) => ({ minor, currency: 'CNY' });

/** One condition of each kind that a measure can look for. */
const EVERY_CONDITION: readonly MeasureCondition[] = [
  { kind: 'RULE_ACTS', ruleId: 'frequent-outflows' },
  { kind: 'CHARACTERISTIC_AT_LEAST', characteristicId: 'outflows_15d', atLeast: 20 },
  { kind: 'CHARACTERISTIC_IS', characteristicId: 'income_verification', category: 'NOT_VERIFIED' },
  { kind: 'BAND_IN', bands: ['D', 'E'] },
  { kind: 'UTILIZATION_AT_LEAST', ppm: 900_000 },
  { kind: 'OVERDUE_DAYS_AT_LEAST', days: 30 },
  { kind: 'INACTIVE' },
];

/** One refusal of every code, with the type that it becomes. */
const REFUSALS: { [C in Refusal['code']]: readonly [string, Extract<Refusal, { code: C }>] } = {
  ACCOUNT_NOT_FOUND: ['NotFound', { code: 'ACCOUNT_NOT_FOUND' }],
  CUSTOMER_NOT_FOUND: ['NotFound', { code: 'CUSTOMER_NOT_FOUND' }],
  HOLD_NOT_FOUND: ['NotFound', { code: 'HOLD_NOT_FOUND' }],
  ENTRY_NOT_FOUND: ['NotFound', { code: 'ENTRY_NOT_FOUND' }],
  REFUND_NOT_FOUND: ['NotFound', { code: 'REFUND_NOT_FOUND' }],
  LEGAL_HOLD_NOT_FOUND: ['NotFound', { code: 'LEGAL_HOLD_NOT_FOUND' }],
  QUOTE_NOT_FOUND: ['QuoteNotFound', { code: 'QUOTE_NOT_FOUND' }],
  FORBIDDEN: ['Forbidden', { code: 'FORBIDDEN' }],
  INVALID_INPUT: [
    'InvalidInput',
    { code: 'INVALID_INPUT', reason: 'INVALID_TEXT', path: ['input', 'reference'], max: 200 },
  ],
  ALREADY_CLOSING: [
    'AlreadyClosing',
    { code: 'ALREADY_CLOSING', status: 'RUN_OFF', closureId: account.id },
  ],
  VERSION_STALE: ['VersionStale', { code: 'VERSION_STALE', expectedVersion: 1, version: 3 }],
  BALANCE_OUTSTANDING: [
    'BalanceOutstanding',
    {
      code: 'BALANCE_OUTSTANDING',
      payoff: yuan(120_050),
      principal: yuan(120_000),
      interest: yuan(50),
      fees: yuan(0),
    },
  ],
  HOLDS_OPEN: ['HoldsOpen', { code: 'HOLDS_OPEN', total: yuan(20_000), holds: [aHold(account)] }],
  INSTALMENT_PLAN_UNFINISHED: [
    'InstalmentPlanUnfinished',
    { code: 'INSTALMENT_PLAN_UNFINISHED', plan: aPlan(account), instalmentsLeft: 4 },
  ],
  IDEMPOTENCY_KEY_REUSED: ['IdempotencyKeyReused', { code: 'IDEMPOTENCY_KEY_REUSED' }],
  JURISDICTION_UNSUPPORTED: [
    'JurisdictionUnsupported',
    { code: 'JURISDICTION_UNSUPPORTED', jurisdiction: 'XX' },
  ],
  USE_ENDED: ['UseEnded', { code: 'USE_ENDED', status: 'CLOSED', effectiveAt: NOW }],
  CAPABILITY_NOT_GRANTED: [
    'CapabilityNotGranted',
    { code: 'CAPABILITY_NOT_GRANTED', capability: 'DRAW' },
  ],
  CURRENCY_MISMATCH: ['CurrencyMismatch', { code: 'CURRENCY_MISMATCH', expected: 'CNY' }],
  AMOUNT_INVALID: ['AmountInvalid', { code: 'AMOUNT_INVALID' }],
  AVAILABLE_CREDIT_EXCEEDED: [
    'AvailableCreditExceeded',
    { code: 'AVAILABLE_CREDIT_EXCEEDED', available: yuan(5) },
  ],
  HOLD_NOT_CAPTURABLE: ['HoldNotCapturable', { code: 'HOLD_NOT_CAPTURABLE', status: 'VOIDED' }],
  CAPTURE_EXCEEDS_HOLD: ['CaptureExceedsHold', { code: 'CAPTURE_EXCEEDS_HOLD', open: yuan(5) }],
  ENTRY_NOT_REVERSIBLE: ['EntryNotReversible', { code: 'ENTRY_NOT_REVERSIBLE' }],
  VALUE_DATE_INVALID: [
    'ValueDateInvalid',
    { code: 'VALUE_DATE_INVALID', from: '2026-09-24', to: '2026-11-25' },
  ],
  CLOCK_FIXED: ['ClockNotMoved', { code: 'CLOCK_FIXED' }],
  ADVANCE_INVALID: ['ClockNotMoved', { code: 'ADVANCE_INVALID' }],
  ACTIVITIES_INVALID: [
    'ActivitiesInvalid',
    {
      code: 'ACTIVITIES_INVALID',
      problems: [{ path: 'activities[3].money.minor', code: 'AMOUNT_INVALID', params: { max: 9 } }],
    },
  ],
  TOO_MANY_ACTIVITIES: ['TooManyActivities', { code: 'TOO_MANY_ACTIVITIES', most: 1_000 }],
  CONSENT_NOT_ASKED: [
    'ConsentNotAsked',
    { code: 'CONSENT_NOT_ASKED', source: 'DEVICES', permission: 'PERMITTED' },
  ],
  PRODUCT_NOT_FOUND: ['NotFound', { code: 'PRODUCT_NOT_FOUND' }],
  APPLICATION_NOT_FOUND: ['NotFound', { code: 'APPLICATION_NOT_FOUND' }],
  PRODUCT_ELSEWHERE: ['ProductElsewhere', { code: 'PRODUCT_ELSEWHERE', jurisdiction: 'EU' }],
  REQUESTED_LIMIT_INVALID: [
    'RequestedLimitInvalid',
    { code: 'REQUESTED_LIMIT_INVALID', least: yuan(10_000), most: yuan(1_000_000) },
  ],
  PREVIOUS_LINE_NOT_CLOSED: ['PreviousLineNotClosed', { code: 'PREVIOUS_LINE_NOT_CLOSED' }],
  NO_FORMER_LIMIT: ['NoFormerLimit', { code: 'NO_FORMER_LIMIT' }],
  LINE_ALREADY_HELD: ['LineAlreadyHeld', { code: 'LINE_ALREADY_HELD', accountId: account.id }],
  OFFER_NOT_OPEN: ['OfferNotOpen', { code: 'OFFER_NOT_OPEN', status: 'LAPSED' }],
  NOT_ELIGIBLE: [
    'NotEligible',
    {
      code: 'NOT_ELIGIBLE',
      reasons: [{ code: 'OVERDUE', text: { en: 'Overdue.', zh: '逾期。' }, until: null }],
    },
  ],
  QUOTE_EXPIRED: ['QuoteExpired', { code: 'QUOTE_EXPIRED', validUntil: NOW }],
  QUOTE_CHANGED: [
    'QuoteChanged',
    {
      code: 'QUOTE_CHANGED',
      differences: [
        { effect: 'LINKED_LIMIT', accountId: account.id, quoted: '1.00 CNY', now: '2.00 CNY' },
      ],
    },
  ],
  NOTICE_NOT_AGREED: ['NoticeNotAgreed', { code: 'NOTICE_NOT_AGREED' }],
  NOTICE_NOT_AHEAD: ['NoticeNotAhead', { code: 'NOTICE_NOT_AHEAD' }],
  NOTICE_TOO_LONG: ['NoticeTooLong', { code: 'NOTICE_TOO_LONG', latest: NOW }],
  NOTICE_NOT_POSSIBLE: ['NoticeNotPossible', { code: 'NOTICE_NOT_POSSIBLE', status: 'SUSPENDED' }],
  NO_NOTICE_TO_WITHDRAW: ['NoNoticeToWithdraw', { code: 'NO_NOTICE_TO_WITHDRAW' }],
  REQUEST_NOT_FOUND: ['NotFound', { code: 'REQUEST_NOT_FOUND' }],
  CLOSURE_REQUEST_PENDING: [
    'ClosureRequestPending',
    { code: 'CLOSURE_REQUEST_PENDING', requestId: account.id },
  ],
  REQUEST_ENDED: ['ClosureRequestEnded', { code: 'REQUEST_ENDED', status: 'DECLINED' }],
  SECOND_AGENT_NEEDED: ['SecondAgentNeeded', { code: 'SECOND_AGENT_NEEDED' }],
  LIMIT_NOT_LOWER: ['LimitNotLower', { code: 'LIMIT_NOT_LOWER', current: yuan(5) }],
  LIMIT_BELOW_USE: ['LimitBelowUse', { code: 'LIMIT_BELOW_USE', least: yuan(5) }],
  NOT_PAUSABLE: ['NotPausable', { code: 'NOT_PAUSABLE', status: 'SUSPENDED' }],
  NOT_PAUSED: ['NotPaused', { code: 'NOT_PAUSED', status: 'ACTIVE' }],
  NOT_YOUR_PAUSE: ['NotYourPause', { code: 'NOT_YOUR_PAUSE' }],
  MEASURE_NOT_FOUND: ['NotFound', { code: 'MEASURE_NOT_FOUND' }],
  MEASURE_NOT_PERMITTED: [
    'MeasureNotPermitted',
    { code: 'MEASURE_NOT_PERMITTED', source: 'house rule' },
  ],
  MEASURE_NOT_POSSIBLE: [
    'MeasureNotPossible',
    { code: 'MEASURE_NOT_POSSIBLE', status: 'SUSPENDED' },
  ],
  MEASURE_DOES_NOT_APPLY: [
    'MeasureDoesNotApply',
    { code: 'MEASURE_DOES_NOT_APPLY', conditions: EVERY_CONDITION },
  ],
  MILDER_STEP_WOULD_DO: ['MilderStepWouldDo', { code: 'MILDER_STEP_WOULD_DO', kind: 'SUSPENSION' }],
  STATEMENT_NEEDED: ['StatementNeeded', { code: 'STATEMENT_NEEDED' }],
  ALREADY_IN_FORCE: ['MeasureAlreadyInForce', { code: 'ALREADY_IN_FORCE', decisionId: account.id }],
  REPRICING_PENDING: ['RepricingPending', { code: 'REPRICING_PENDING', decisionId: account.id }],
  LIMIT_CANNOT_FALL: ['LimitCannotFall', { code: 'LIMIT_CANNOT_FALL' }],
  DECISION_NOT_FOUND: ['NotFound', { code: 'DECISION_NOT_FOUND' }],
  DECISION_ENDED: ['DecisionEnded', { code: 'DECISION_ENDED' }],
  MEASURE_NOT_LIFTABLE: ['MeasureNotLiftable', { code: 'MEASURE_NOT_LIFTABLE' }],
  LIMIT_ONLY_ON_REQUEST: [
    'LimitOnlyOnRequest',
    { code: 'LIMIT_ONLY_ON_REQUEST', source: 'house rule' },
  ],
  RIGHT_ONLY_ON_REQUEST: [
    'RightOnlyOnRequest',
    { code: 'RIGHT_ONLY_ON_REQUEST', source: 'house rule' },
  ],
  NOTICE_NOT_FOUND: ['NotFound', { code: 'NOTICE_NOT_FOUND' }],
  ALREADY_DELIVERED: ['NoticeAlreadyDelivered', { code: 'ALREADY_DELIVERED', deliveredAt: NOW }],
  DELIVERED_AT_INVALID: [
    'DeliveredAtInvalid',
    { code: 'DELIVERED_AT_INVALID', from: NOW, to: NOW },
  ],
  APPEAL_NOT_FOUND: ['NotFound', { code: 'APPEAL_NOT_FOUND' }],
  NOT_APPEALABLE: ['NotAppealable', { code: 'NOT_APPEALABLE' }],
  NOT_AUTOMATED: ['NotAutomated', { code: 'NOT_AUTOMATED' }],
  HUMAN_DECISION_NOT_OWED: ['HumanDecisionNotOwed', { code: 'HUMAN_DECISION_NOT_OWED' }],
  APPEAL_TOO_LATE: ['AppealTooLate', { code: 'APPEAL_TOO_LATE', until: NOW }],
  APPEAL_PENDING: ['AppealPending', { code: 'APPEAL_PENDING', appealId: account.id }],
  ALREADY_APPEALED: ['AlreadyAppealed', { code: 'ALREADY_APPEALED', appealId: account.id }],
  EVIDENCE_NOT_FOUND: [
    'EvidenceNotFound',
    { code: 'EVIDENCE_NOT_FOUND', evidenceIds: [account.id] },
  ],
  EVIDENCE_TOO_MANY: ['EvidenceTooMany', { code: 'EVIDENCE_TOO_MANY', most: 10 }],
  APPEAL_ENDED: ['AppealEnded', { code: 'APPEAL_ENDED', status: 'DECIDED' }],
  NOT_WITHDRAWABLE: ['NotWithdrawable', { code: 'NOT_WITHDRAWABLE' }],
  RECUSED: ['ReviewerRecused', { code: 'RECUSED' }],
  ALREADY_ASSIGNED: ['AppealAlreadyAssigned', { code: 'ALREADY_ASSIGNED', to: 'reviewer-2' }],
  NOT_ASSIGNED_TO_YOU: ['NotAssignedToYou', { code: 'NOT_ASSIGNED_TO_YOU' }],
  APPEAL_WAITING: ['AppealWaiting', { code: 'APPEAL_WAITING', until: NOW }],
  PAUSE_NOT_PERMITTED: ['PauseNotPermitted', { code: 'PAUSE_NOT_PERMITTED' }],
  NOTHING_ASKED: ['NothingAsked', { code: 'NOTHING_ASKED' }],
  EXTENSION_NOT_PERMITTED: ['ExtensionNotPermitted', { code: 'EXTENSION_NOT_PERMITTED' }],
  EXTENDED_ALREADY: ['ExtendedAlready', { code: 'EXTENDED_ALREADY' }],
  COMPLEX_EXTENSION_FIRST: ['ComplexExtensionFirst', { code: 'COMPLEX_EXTENSION_FIRST' }],
  APPEAL_OVERDUE: ['AppealOverdue', { code: 'APPEAL_OVERDUE', dueAt: NOW }],
  SECOND_REVIEWER_NEEDED: ['SecondReviewerNeeded', { code: 'SECOND_REVIEWER_NEEDED' }],
  FINDING_INVALID: [
    'FindingInvalid',
    {
      code: 'FINDING_INVALID',
      path: ['input', 'findings', '0', 'latenessCorrected', 'period'],
      problem: 'STATEMENT_UNKNOWN',
      values: { period: '2026-01' },
    },
  ],
  NO_GROUND_LEFT: ['NoGroundLeft', { code: 'NO_GROUND_LEFT' }],
  MODIFICATION_NEEDED: ['ModificationNeeded', { code: 'MODIFICATION_NEEDED' }],
  MODIFICATION_NOT_POSSIBLE: ['ModificationNotPossible', { code: 'MODIFICATION_NOT_POSSIBLE' }],
  NOT_MILDER: ['NotMilder', { code: 'NOT_MILDER' }],
  OFFER_NOT_POSSIBLE: [
    'OfferNotPossible',
    {
      code: 'OFFER_NOT_POSSIBLE',
      reasons: [{ code: 'OVERDUE', text: { en: 'Overdue.', zh: '逾期。' }, until: null }],
    },
  ],
};
const CODES = Object.keys(REFUSALS) as Refusal['code'][];

const schema = gatewaySchema();
/** A field of an error with what is to be asked of a record in it. */
function selection({ name, type }: GraphQLField<unknown, unknown>): string {
  const record = getNamedType(type);
  if (!isObjectType(record)) return name;
  return `${name} { ${'id' in record.getFields() ? 'id' : Object.keys(record.getFields()).join(' ')} }`;
}

/** The error as a client gets it, every field of its type asked for. */
async function shown(refusal: Refusal): Promise<Record<string, unknown>> {
  const error = toError(refusal, 'en');
  const type = schema.getType(error.__typename) as GraphQLObjectType;
  const mutation = schema.getMutationType()?.getFields().voidHold;
  if (!mutation) throw new Error('the schema has no voidHold');
  mutation.resolve = () => ({ hold: null, account: null, errors: [error] });
  const { errors, data } = await graphql({
    schema,
    source: `mutation { voidHold(input: { holdId: "x", idempotencyKey: "k" }) {
      errors { __typename ... on ${error.__typename} {
        ${Object.values(type.getFields()).map(selection).join(' ')} } } } }`,
  });
  expect(errors).toBeUndefined();
  const { voidHold } = data as unknown as { voidHold: { errors: [Record<string, unknown>] } };
  return voidHold.errors[0];
}

describe.each(CODES)('%s', (code) => {
  const [typeName, refusal] = REFUSALS[code];

  test('has a concrete type and fills all of it', async () => {
    const error = await shown(refusal);
    expect(error).toMatchObject({ __typename: typeName, code });
    expect(Object.values(error)).not.toContain(null);
  });

  test('has its own words in each language, with every figure filled in', () => {
    const [en, zh] = (['en', 'zh'] as const).map((locale) => toError(refusal, locale).message);
    expect(en).toMatch(/^[A-Z0-9].*\.$/);
    expect(zh).toMatch(/^\P{Script=Latin}.*[。]$/u);
    for (const text of [en, zh]) expect(text).not.toMatch(/[{}]|undefined|NaN|\[object/);
  });

  test('names the input that it is about by a path from the arguments', () => {
    const { path } = toError(refusal, 'en');
    if (path.length > 0) expect(['input', 'by']).toContain(path[0]);
  });
});

test('every concrete error type stands for at least one refusal', () => {
  const used = new Set(CODES.map((code) => REFUSALS[code][0]));
  expect([...used].toSorted()).toEqual(ERROR_TYPES.map(({ name }) => name).toSorted());
});
