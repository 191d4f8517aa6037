/** What the story of a closure's whole life asks over GraphQL. */
import type { Amount, Receipt as Told } from './documents.js';

export type Receipt = Told;

export interface Line {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly capabilities: string[];
  readonly limit: Amount;
  readonly payoffAmount: Amount;
  readonly openHolds: { id: string }[];
  readonly product: { id: string };
}

export interface Preview {
  readonly quoteId: string;
  readonly validUntil: string;
  readonly blockers: { error: { __typename: string }; clearedBy: string }[];
  readonly payoff: { total: Amount; perDiem: Amount };
  readonly revoked: string[];
  readonly effects: {
    scoreNow: number;
    scoreAfter: number;
    limitCountsUntil: string | null;
    protectionNote: string | null;
    linkedLimits: {
      accountId: string;
      from: Amount;
      to: Amount;
      ruleId: string;
      reason: string;
      direction: string;
    }[];
  };
  readonly outlook: { points: { inDays: number }[] };
  readonly dataKept: { retentionClass: string }[];
  readonly statements: { duty: string }[];
  readonly warnings: { code: string; text: string }[];
}

const MONEY = '{ amount currency }';
const LINKED = `linkedLimits { accountId ruleId direction reason from ${MONEY} to ${MONEY} }`;
const LINE = `id status version capabilities limit ${MONEY} payoffAmount ${MONEY}
  openHolds { id } product { id }`;
const RECEIPT = 'receipt { formatVersion entryId coarseTime content salt commitment leafHash }';

export const PAID = 'entry { id }';

export const STORY = {
  lines: `{ myLiabilities { accounts { edges { node { ${LINE} } } } } }`,
  preview: `query($id: ID!, $motive: ClosureMotive) {
    closurePreview(accountId: $id, motive: $motive) {
      errors { code }
      preview {
        quoteId validUntil goodThrough
        blockers { clearedBy error { __typename message } }
        payoff { total ${MONEY} perDiem ${MONEY} }
        revoked
        effects { scoreNow scoreAfter limitCountsUntil protectionNote ${LINKED} }
        outlook { assumptions points { inDays scoreIfClosed scoreIfKept } }
        dataKept { retentionClass purpose until }
        statements { duty text }
        warnings { code text }
        alternatives { kind text mutation }
      }
    } }`,
  close: `mutation($input: CloseAccountInput!) { closeAccount(input: $input) {
    account { ${LINE} }
    closure { id kind outcome motive scoreBefore scoreAfter signals limitCountsUntil
      restrictions { ruleId until } ${LINKED} }
    ${RECEIPT}
    errors { __typename code message
      ... on QuoteChanged { differences { effect quoted now } } }
  } }`,
  advance: `mutation($by: ISO8601Duration!) { advanceClock(by: $by) {
    done { statementsMade rowsErased customersErased } errors { code } } }`,
  conditions: `query($id: ID!) { node: creditAccount(id: $id) {
    closure { conditions { code text met progress until } } } }`,
  eligibility: `query($customerId: ID!, $productId: ID!) {
    eligibility(customerId: $customerId, productId: $productId) {
      eligible asOf until reasons { code text until } errors { code } } }`,
  apply: `mutation($input: ApplyForLineInput!) { applyForLine(input: $input) {
    application { id status offer { limit ${MONEY} band } decision { kind adverseAction
      reasons { code text } } } errors { code message } } }`,
  accept: `mutation($input: OfferInput!) { acceptOffer(input: $input) {
    account { id status version previousAccountId limit ${MONEY} } errors { code message } } }`,
} as const;
