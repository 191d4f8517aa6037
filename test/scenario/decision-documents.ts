/** What the stories of the institution's own decisions ask over GraphQL, and what they are told. */
import type { Amount, Receipt } from './documents.js';

export interface Condition {
  readonly kind: string;
  readonly text: string;
  readonly met: boolean | null;
  readonly until: string | null;
}

export interface Notice {
  readonly id: string;
  readonly dueOn: string;
  readonly deliveredAt: string | null;
  readonly channel: string | null;
  readonly sections: { code: string; title: string; paragraphs: string[] }[];
  readonly en: string;
  readonly zh: string;
  readonly advice: { conditions: Condition[] } | null;
}

export interface Decision {
  readonly id: string;
  readonly kind: string;
  readonly grounds: string;
  readonly madeBy: string;
  readonly adverseAction: boolean;
  readonly decidedAt: string;
  readonly reasons: { code: string; text: string }[];
  readonly measure: {
    id: string;
    policyVersion: string;
    scorecardVersion: string;
    milderSteps: { kind: string; whyNot: string }[];
    conditions: Condition[];
    facts: { status: string; limit: Amount; overdueDays: number };
  } | null;
  readonly action: { status: string; endedAt: string | null } | null;
  readonly causedBy: { id: string } | null;
  readonly reverses: { id: string } | null;
  readonly appeal: {
    until: string | null;
    possible: boolean;
    humanDecisionPossible: boolean;
    evidenceAskedFor: string[];
  } | null;
  readonly notice: Notice | null;
  readonly receipt: Receipt | null;
}

export interface Line {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly capabilities: string[];
  readonly limit: Amount;
  readonly product: { id: string };
  readonly statements: { period: string; monthsLate: number; limit: Amount }[];
  readonly decisions: Decision[];
}

export interface Told {
  readonly code: string;
  readonly text: string;
  readonly at: string;
}

const MONEY = '{ amount currency }';
export const RECEIPT =
  'receipt { formatVersion entryId coarseTime content salt commitment leafHash }';
const CONDITIONS = 'conditions { kind text met until }';
const NOTICE = `id dueOn deliveredAt channel sections { code title paragraphs }
  en: text(locale: "en") zh: text(locale: "zh") advice { ${CONDITIONS} }`;
export const DECISION = `id kind grounds madeBy adverseAction decidedAt reasons { code text }
  measure { id policyVersion scorecardVersion milderSteps { kind whyNot } ${CONDITIONS}
    facts { status limit ${MONEY} overdueDays } }
  action { status endedAt } causedBy { id } reverses { id }
  appeal { until possible humanDecisionPossible evidenceAskedFor }
  notice { ${NOTICE} } ${RECEIPT}`;
const LINE = `id version status capabilities limit ${MONEY} product { id }
  statements { period monthsLate limit ${MONEY} }`;

export const ASK = {
  lines: `{ myLiabilities { accounts { edges { node { ${LINE} } } } } }`,
  line: `query($id: ID!) { creditAccount(id: $id) { ${LINE} decisions { ${DECISION} } } }`,
  timeline: `query($id: ID!) { accountTimeline(accountId: $id, first: 50) {
    edges { node { code text at } } } }`,
  html: 'query($id: ID!) { notice(id: $id) { html } }',
  score: `query($id: ID!) { riskProfile(customerId: $id) {
    score band explanation { characteristics { id value points } } } }`,
  looks: '{ whoLookedAtMyFile(first: 50) { edges { node { role purpose isStated parts by } } } }',
  take: `mutation($input: TakeMeasureInput!) { takeMeasure(input: $input) {
    account { ${LINE} } decision { ${DECISION} } errors { code message } } }`,
  record: `mutation($input: RecordActivitiesInput!) { recordActivities(input: $input) {
    recorded errors { code message } } }`,
  reassess: `mutation($id: ID!) { reassess(customerId: $id) { assessedAt errors { code } } }`,
  authorize: `mutation($input: AuthorizeUseInput!) { authorizeUse(input: $input) {
    hold { id } errors { __typename code message ... on UseEnded { status } } } }`,
  acknowledge: `mutation($input: AcknowledgeNoticeInput!) { acknowledgeNotice(input: $input) {
    notice { deliveredAt channel } errors { code } } }`,
  deliver: `mutation($input: RecordNoticeDeliveredInput!) { recordNoticeDelivered(input: $input) {
    notice { deliveredAt channel } errors { code message } } }`,
  advance: `mutation($by: ISO8601Duration!) { advanceClock(by: $by) {
    clock { now } done { actionsReturned appealsEscalated statementsMade } errors { code } } }`,
} as const;
