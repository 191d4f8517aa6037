/** What the story's people ask over GraphQL, and what they are told. */
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

export interface Line {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly capabilities: string[];
  readonly balance: Amount;
  readonly payoffAmount: Amount;
  readonly openHolds: { id: string; amount: Amount }[];
  readonly refunds: { id: string; amount: Amount; payBy: string; paidAt: string | null }[];
  readonly statements: { period: string }[];
}

export interface Receipt {
  readonly formatVersion: number;
  readonly entryId: string;
  readonly coarseTime: string;
  readonly content: string;
  readonly salt: string;
  readonly commitment: string;
  readonly leafHash: string;
}

export interface Closing {
  readonly closeAccount: {
    account: Line | null;
    closure: { id: string; outcome: string; decision: { reasons: { code: string }[] } } | null;
    receipt: Receipt | null;
    errors: ({ __typename: string } & Record<string, unknown>)[];
  };
}

export const MONEY = '{ amount currency }';
export const LINE = `id version status capabilities balance ${MONEY} payoffAmount ${MONEY}
  openHolds { id amount ${MONEY} } refunds { id amount ${MONEY} payBy paidAt } statements { period }`;

export const LIABILITIES = `{ myLiabilities {
  accounts { edges { node { ${LINE} limit ${MONEY} availableCredit ${MONEY} utilization } } }
  totals { currency limit ${MONEY} balance ${MONEY} } } }`;

export interface Mine {
  readonly myLiabilities: { accounts: { edges: { node: Line }[] }; totals: object[] };
}

export const CLOSE = `mutation Close($input: CloseAccountInput!) { closeAccount(input: $input) {
  account { ${LINE} }
  closure { id outcome effectiveAt scoreBefore scoreAfter decision { grounds reasons { code text } } }
  receipt { formatVersion entryId coarseTime content salt commitment leafHash }
  errors { __typename code message
    ... on BalanceOutstanding { payoff ${MONEY} }
    ... on HoldsOpen { holds { id } }
    ... on InstalmentPlanUnfinished { plan { instalments instalmentsPaid } instalmentsLeft } } } }`;

export const AUTHORIZE = `mutation Pay($input: AuthorizeUseInput!) { authorizeUse(input: $input) {
  hold { id } errors { __typename ... on UseEnded { status } } } }`;

export const posting = (name: string, input: string) =>
  `mutation Post($input: ${input}!) { ${name}(input: $input) {
    entry { id kind } account { ${LINE} } errors { __typename code } } }`;

export interface Posted {
  readonly entry: { kind: string } | null;
  readonly account: Line;
  readonly errors: { code: string }[];
}

export const PAY_REFUND = `mutation($input: PayRefundInput!) { payRefund(input: $input) {
  refund { id amount ${MONEY} paidAt } errors { code } } }`;

export interface Explained {
  readonly score: number;
  readonly basePoints: number;
  readonly characteristics: { id: string; name: string; points: number }[];
  readonly principalReasons: { code: string; text: string }[];
  readonly inFavour: { code: string; text: string }[];
}

const EXPLANATION = `score basePoints
  characteristics { id name value attribute points pointsBelowMax pointsBelowBaseline }
  principalReasons { code text } inFavour { code text }`;

export const EXPLAIN = `query($id: ID!) { riskProfile(customerId: $id) {
  score band probabilityOfDefault scorecard { version }
  en: explanation(locale: "en") { ${EXPLANATION} }
  zh: explanation(locale: "zh-CN") { ${EXPLANATION} } } }`;
