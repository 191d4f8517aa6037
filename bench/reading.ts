/**
 * What the reading benches ask for, and the same answers made without GraphQL: straight from the
 * ports and the domain. The reference serves these; that they equal the gateway's is checked first.
 */
import { compiled } from '../src/application/assess.js';
import type { Ports } from '../src/application/ports.js';
import { viewLines } from '../src/application/read-lines.js';
import { capabilitiesOf } from '../src/domain/credit-account/credit-account.js';
import type { CustomerId } from '../src/domain/identifiers.js';
import { formatMoney, money } from '../src/domain/money.js';
import { explain } from '../src/domain/risk-profile/explanation.js';

export interface Reading {
  readonly query: string;
  /** The customer's answer, `data` and all. */
  answer(ports: Ports, customerId: CustomerId): Promise<object>;
}

const EXPLAIN = `query Explain($customerId: ID!) {
  riskProfile(customerId: $customerId) {
    score band probabilityOfDefault scorecard { version }
    explanation(locale: en) {
      characteristics {
        name value attribute points pointsBelowMax pointsBelowBaseline
      }
      principalReasons { code text }
    }
  }
}`;

async function explainAnswer(ports: Ports, customerId: CustomerId): Promise<object> {
  const [assessment] = await ports.riskProfiles.latest([customerId]);
  const [card] = assessment
    ? await ports.riskProfiles.scorecards([assessment.scorecardVersion])
    : [];
  if (!assessment || !card) throw new Error(`customer ${customerId} has no score`);
  const explained = explain(compiled(card), null, assessment.values, 'en');
  const riskProfile = {
    score: explained.score,
    band: explained.band,
    probabilityOfDefault: explained.probabilityOfDefault,
    scorecard: { version: card.version },
    explanation: {
      characteristics: explained.characteristics.map((each) => ({
        name: each.name,
        value: each.valueText,
        attribute: each.attribute,
        points: each.points,
        pointsBelowMax: each.pointsBelowMax,
        pointsBelowBaseline: each.pointsBelowBaseline,
      })),
      principalReasons: explained.principalReasons.map(({ code, text }) => ({ code, text })),
    },
  };
  return { data: { riskProfile } };
}

export const LINES = 50;

const LIST = `query List {
  myLiabilities {
    accounts(first: ${LINES}) {
      edges {
        node {
          id status version effectiveAt
          limit { amount currency }
          balance { amount currency }
          availableCredit { amount currency }
          utilization daysPastDue capabilities asOf
          product { id name }
        }
      }
    }
  }
}`;

async function listAnswer(ports: Ports, customerId: CustomerId): Promise<object> {
  const accounts = await ports.accounts.ofCustomers([customerId]);
  const views = await viewLines(ports, accounts, ports.clock.now());
  const edges = views.map(({ account, product, ...line }) => {
    const amount = (minor: number) => ({
      amount: formatMoney(money(minor, account.currency)),
      currency: account.currency,
    });
    const node = {
      id: account.id,
      status: account.status,
      version: account.version,
      effectiveAt: new Date(account.effectiveAt).toISOString(),
      limit: amount(account.limitMinor),
      balance: amount(line.balanceMinor),
      availableCredit: amount(line.availableMinor),
      utilization: line.utilization,
      daysPastDue: line.daysPastDue,
      capabilities: capabilitiesOf(account),
      asOf: line.asOf,
      product: { id: product.id, name: product.names.en },
    };
    return { node };
  });
  return { data: { myLiabilities: { accounts: { edges } } } };
}

export const READINGS = {
  explain: { query: EXPLAIN, answer: explainAnswer },
  list: { query: LIST, answer: listAnswer },
} as const satisfies Record<string, Reading>;

export type ReadingName = keyof typeof READINGS;

/**
 * The request body for a customer. The list takes its customer from the token; the variable that it
 * does not declare tells the reference, which has no tokens, whom it is about.
 */
export const bodyFor = (name: ReadingName, customerId: CustomerId): object => ({
  query: READINGS[name].query,
  variables: { customerId },
});
