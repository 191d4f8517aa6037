/** What the story of an appeal asks over GraphQL, and what it is told. */
import { DECISION, RECEIPT } from './decision-documents.js';

export interface Appeal {
  readonly id: string;
  readonly status: string;
  readonly answerBy: string;
  readonly clock: { pauses: { from: string; until: string | null; question: string }[] };
}

export interface Side {
  readonly score: number;
  readonly band: string;
  readonly ruleIds: string[];
}

export interface Rescore {
  readonly scorecardVersion: string;
  readonly before: Side;
  readonly after: Side;
  readonly stillApplies: boolean | null;
}

const APPEAL = `id kind status filedAt answerBy clock { pauses { from until question } }`;
const RESCORE = `scorecardVersion before { score band ruleIds } after { score band ruleIds }
  stillApplies`;
const OUTCOME = `outcome { kind reasons decidedByPerson decidedAt isLate decidedBy
  findings { kind text } rescore { ${RESCORE} } repairs { kind text done accountId }
  reversal { id kind ${RECEIPT} notice { sections { code paragraphs }
    en: text(locale: "en") zh: text(locale: "zh") } } }`;

const step = (name: string, input: string, more = ''): string =>
  `mutation($input: ${input}!) { ${name}(input: $input) {
    appeal { ${APPEAL} } ${more} errors { __typename code message } } }`;

export const APPEALS = {
  steps: {
    fileAppeal: step('fileAppeal', 'FileAppealInput', RECEIPT),
    answerAppeal: step('answerAppeal', 'AnswerAppealInput'),
    assignAppeal: step('assignAppeal', 'AppealInput'),
    askAppellant: step('askAppellant', 'AskAppellantInput'),
    decideAppeal: step('decideAppeal', 'DecideAppealInput'),
  },
  /** As a reviewer sees it. */
  queue: `{ appealQueue { edges { node { mayTake whyNot { code } appeal { id answerBy } } } } }`,
  review: `query($id: ID!) { appeal(id: $id) { ${APPEAL} statement isRecused assignedTo
    evidence { id kind mediaType bytes } answers { text } decision { ${DECISION} } } }`,
  rescore: `query($id: ID!, $findings: [FindingInput!]!) {
    appealRescore(appealId: $id, findings: $findings) { rescore { ${RESCORE} } errors { code } } }`,
  /** As its customer sees it. */
  asked: `query($id: ID!) { appeal(id: $id) { decision {
    notices { id issuedAt sections { paragraphs } } } } }`,
  mine: `query($id: ID!) { appeal(id: $id) { ${APPEAL} assignedTo ${OUTCOME} } }`,
} as const;
