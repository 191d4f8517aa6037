/** What stands in the way of a new line, obstacle by obstacle, and what an application becomes. */
import { describe, expect, test } from '@jest/globals';
import {
  applicationDecision,
  type EligibilityFacts,
  eligibilityReasons,
  eligibleFrom,
  groundsOf,
  outcomeOf,
  standsAgainstAcceptance,
} from '../../../src/domain/credit-account/eligibility.js';
import { packFor } from '../../../src/domain/policy/jurisdiction-pack.js';
import { shippedLimitPolicy } from '../../../src/infrastructure/limit-policies/shipped.js';
import { shippedRules, shippedScorecard } from '../../../src/infrastructure/scorecards/shipped.js';
import { aCustomer, anAccount, aProduct, expertScorecard } from '../../support/portfolio.js';
import { NOW } from '../../support/stores.js';

const card = shippedScorecard();
const customer = aCustomer();
const product = aProduct();
const account = anAccount(customer, product);
const ended = { effectiveAt: NOW, closureId: 'c', limitCountsUntil: null };
const closed = { ...account, ...ended, status: 'CLOSED' } as const;

const given = (over: Partial<EligibilityFacts> = {}): EligibilityFacts => ({
  product,
  jurisdiction: 'CN',
  accounts: [closed],
  isOverdue: false,
  card,
  rules: shippedRules(),
  policy: shippedLimitPolicy(),
  score: 700,
  band: 'A',
  restrictions: [],
  ...over,
});
const codes = (over: Partial<EligibilityFacts>) =>
  eligibilityReasons(given(over)).map(({ code }) => code);

test('nothing stands in the way of a good customer whose line is closed', () => {
  expect(eligibilityReasons(given())).toEqual([]);
  expect(outcomeOf([])).toBe('OFFERED');
});

test.each([
  ['a product of elsewhere', { jurisdiction: 'EU' }, 'PRODUCT_ELSEWHERE'],
  ['a line of the product', { accounts: [account] }, 'LINE_ALREADY_HELD'],
  [
    'a line of the product that runs off',
    { accounts: [{ ...account, ...ended, status: 'RUN_OFF' as const }] },
    'LINE_ALREADY_HELD',
  ],
  [
    'a debt that was written down',
    { accounts: [{ ...account, status: 'CHARGED_OFF' as const, effectiveAt: NOW }] },
    'ACCOUNT_CHARGED_OFF',
  ],
  ['a due that was missed', { isOverdue: true }, 'OVERDUE'],
  ['a score below the cutoff', { score: (card.cutoffScore ?? 0) - 1 }, 'SCORE_BELOW_CUTOFF'],
  ['a band without a price', { band: 'E' }, 'BAND_HAS_NO_PRICE'],
])('%s stands in the way, with no end foretold', (_name, over, code) => {
  expect(codes(over)).toEqual([code]);
  const reasons = eligibilityReasons(given(over));
  expect([eligibleFrom(reasons), outcomeOf(reasons)]).toEqual([null, 'DECLINED']);
});

test('a line of another product and the very cutoff do not', () => {
  const other = anAccount(customer, aProduct());
  expect(codes({ accounts: [other], score: card.cutoffScore ?? 0, band: 'D' })).toEqual([]);
});

test('a card that prices no band leaves the price to the product', () => {
  expect(codes({ card: expertScorecard(), band: 'D' })).toEqual([]);
  expect(codes({ card: expertScorecard(), band: 'E' })).toEqual(['BAND_HAS_NO_PRICE']);
});

describe('rules', () => {
  const holds = { ruleId: 'frequent-closing', until: '2027-02-01' };
  const refers = { ruleId: 'many-applications', until: '2027-05-01' };

  test('stand in the way until their day', () => {
    const reasons = eligibilityReasons(given({ restrictions: [holds, refers] }));
    expect(reasons).toMatchObject([
      { kind: 'RULE', code: 'CLOSING_FREQUENT', until: '2027-02-01', effect: 'NO_NEW_CREDIT' },
      { kind: 'RULE', code: 'APPLICATIONS_MANY', until: '2027-05-01', effect: 'REFER' },
    ]);
    expect([eligibleFrom(reasons), outcomeOf(reasons)]).toEqual(['2027-05-01', 'DECLINED']);
  });

  test('refer where they ask for no more than a person', () => {
    const reasons = eligibilityReasons(given({ restrictions: [refers] }));
    expect(outcomeOf(reasons)).toBe('REFERRED');
  });

  test('leave no day to tell beside what has none', () => {
    const reasons = eligibilityReasons(given({ isOverdue: true, restrictions: [holds] }));
    expect(eligibleFrom(reasons)).toBeNull();
  });
});

test('an offer is withheld by what is new, not by a score that fell', () => {
  const all = eligibilityReasons(
    given({
      accounts: [account],
      isOverdue: true,
      score: 0,
      band: 'E',
      restrictions: [
        { ruleId: 'frequent-closing', until: null },
        { ruleId: 'many-devices', until: null },
      ],
    }),
  );
  expect(all.filter(standsAgainstAcceptance).map(({ code }) => code)).toEqual([
    'LINE_ALREADY_HELD',
    'OVERDUE',
    'CLOSING_FREQUENT',
  ]);
});

test('only a decline is an adverse action, and debts are named as such', () => {
  const pack = packFor({ jurisdiction: 'US', agreementDate: '2026-11-25', onDate: '2026-11-25' });
  const base = {
    id: 'd',
    customerId: customer.id,
    reasons: [],
    decidedAt: NOW,
    decidedBy: 'scorecard:x',
    assessmentId: 'a',
    packEdition: 'US',
    limitPolicyVersion: 'limits-1',
  };
  const decided = (over: Partial<EligibilityFacts>) =>
    applicationDecision(base, eligibilityReasons(given(over)), pack!);
  expect(decided({})).toMatchObject({
    kind: 'APPLICATION',
    accountId: null,
    grounds: 'CUSTOMER_REQUEST',
    adverseAction: false,
  });
  const refers = { restrictions: [{ ruleId: 'many-devices', until: null }] };
  expect(decided(refers)).toMatchObject({ grounds: 'BEHAVIOUR', adverseAction: false });
  expect(decided({ score: 0 })).toMatchObject({ grounds: 'BEHAVIOUR', adverseAction: true });
  expect(groundsOf(eligibilityReasons(given({ isOverdue: true, score: 0 })))).toBe('DELINQUENCY');
});
