/** What stands in the way of a new line, obstacle by obstacle, and what an application becomes. */
import { describe, expect, test } from '@jest/globals';
import {
  applicationDecision,
  asksForPerson,
  type EligibilityFacts,
  eligibilityReasons,
  eligibleFrom,
  groundsOf,
  lineInTheWay,
  outcomeOf,
  standsAgainstAcceptance,
} from '../../../src/domain/credit-account/eligibility.js';
import type { ReasonTells } from '../../../src/domain/credit-account/reason-tells.js';
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

describe('a higher limit for a line that there is', () => {
  const raised = { accountId: account.id, toMinor: account.limitMinor + 1 };

  test('is kept away by no other line, since none is opened', () => {
    expect(codes({ accounts: [account], raised })).toEqual([]);
    const paused = { suspended: [], suspendedBy: 'CUSTOMER', status: 'SUSPENDED' } as const;
    expect(codes({ accounts: [{ ...account, ...paused, effectiveAt: NOW }], raised })).toEqual([]);
    const other = { ...account, id: 'another' };
    expect(codes({ accounts: [account, other], raised })).toEqual([]);
  });

  test.each([
    ['that is closed', [closed]],
    ['that is not there', []],
    [
      'whose right of use has ended',
      [{ ...account, ...ended, status: 'DRAWDOWN_ENDED', ended: [] }],
    ],
    ['that has as much by now', [{ ...account, limitMinor: raised.toMinor }]],
  ] as const)('is none for a line %s', (_name, accounts) => {
    expect(codes({ accounts, raised })).toEqual(['LIMIT_CANNOT_RISE']);
  });
});

describe('in the place of a line that the creditor has ended', () => {
  const over = { ...ended, status: 'RUN_OFF' } as const;
  const gone = { ...account, ...over };
  const replaced = { accountId: gone.id, since: NOW };

  test('that line gives way, and so does what was there beside it before', () => {
    expect(codes({ accounts: [gone], replaced })).toEqual([]);
    const beside = { ...account, id: 'beside', openedAt: NOW - 1 };
    expect(codes({ accounts: [gone, beside], replaced })).toEqual([]);
    expect(codes({ accounts: [gone, beside] })).toEqual(['LINE_ALREADY_HELD']);
    expect(lineInTheWay([gone, beside], product.id, replaced)).toBeUndefined();
  });

  test('a line that came since does not, nor the line itself once it is back', () => {
    const since = { ...account, id: 'since', openedAt: NOW };
    expect(codes({ accounts: [gone, since], replaced })).toEqual(['LINE_ALREADY_HELD']);
    expect(lineInTheWay([gone, since], product.id, replaced)).toBe(since);
    expect(codes({ accounts: [account], replaced })).toEqual(['LINE_ALREADY_HELD']);
  });

  test.each([
    [{ cause: 'HOLDS' }, 'CAUSE_HOLDS', 'DECLINED'],
    [{ cause: 'UNSEEN' }, 'CAUSE_FOR_A_PERSON', 'REFERRED'],
    [{ isRoomTaken: true }, 'OWED_LEAVES_NO_ROOM', 'DECLINED'],
  ] as const)('%j stands in the way of a machine, and of no person', (against, code, outcome) => {
    const reasons = eligibilityReasons(given({ ...against, accounts: [gone], replaced }));
    expect(reasons).toEqual([{ kind: 'FACT', code, until: null }]);
    expect(outcomeOf(reasons)).toBe(outcome);
    expect(reasons.filter(standsAgainstAcceptance)).toEqual([]);
    expect(reasons.some(asksForPerson)).toBe(outcome === 'REFERRED');
  });

  test('what a person has to look at is declined where something else stands against it', () => {
    const facts = { cause: 'UNSEEN', isOverdue: true, accounts: [gone], replaced } as const;
    expect(outcomeOf(eligibilityReasons(given(facts)))).toBe('DECLINED');
  });
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
  const tells = (told: ReasonTells) => [{ code: 'A_REASON', values: {}, tells: told }];
  const decided = (over: Partial<EligibilityFacts>, told: ReasonTells = 'CONDUCT') =>
    applicationDecision({ ...base, reasons: tells(told) }, eligibilityReasons(given(over)), pack!);
  expect(decided({})).toMatchObject({
    kind: 'APPLICATION',
    accountId: null,
    grounds: 'CUSTOMER_REQUEST',
    adverseAction: false,
  });
  const refers = { restrictions: [{ ruleId: 'many-devices', until: null }] };
  expect(decided(refers)).toMatchObject({ grounds: 'BEHAVIOUR', adverseAction: false });
  expect(decided({ score: 0 })).toMatchObject({ grounds: 'BEHAVIOUR', adverseAction: true });
  // What nobody knows yet, and what was never used, is no conduct, and no less of an adverse action.
  for (const told of ['NO_CONDUCT', 'NO_USE'] as const) {
    const grounds = 'CREDIT_STANDARDS';
    expect(decided({ score: 0 }, told)).toMatchObject({ grounds, adverseAction: true });
    expect(decided(refers, told)).toMatchObject({ grounds, adverseAction: false });
    const late = eligibilityReasons(given({ isOverdue: true, score: 0 }));
    expect(groundsOf(late, tells(told))).toBe('DELINQUENCY');
    expect(groundsOf([], tells(told))).toBe('CUSTOMER_REQUEST');
  }
});
