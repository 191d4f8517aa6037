/** Which documents are asked for: what would help, never what is held, nothing that gives away. */
import { describe, expect, test } from '@jest/globals';
import {
  askedForBy,
  evidenceAskedFor,
  evidenceInHand,
  HELD_DAYS,
  type HeldProofs,
} from '../../src/application/evidence-asked-for.js';
import type { EvidenceKind } from '../../src/domain/appeal/evidence.js';
import { type Decision, OWN_DECISION } from '../../src/domain/credit-account/decision.js';
import { GROUNDS, type Ground } from '../../src/domain/credit-account/grounds.js';
import type { MeasureCondition } from '../../src/domain/platform-action/measure.js';
import { shippedRules } from '../../src/infrastructure/scorecards/shipped.js';
import { anEvidence } from '../support/decided.js';
import { givenCustomer, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW } from '../support/stores.js';

const NOTHING_HELD: HeldProofs = {
  incomeCounts: true,
  incomeVerified: false,
  evidence: [],
  now: NOW,
};
const RULES = { card: null, rules: shippedRules() };

const measureOf = (conditions: readonly MeasureCondition[]): Decision['measure'] => ({
  actionPolicyVersion: 'actions-1',
  measureId: 'a-measure',
  scorecardVersion: 'card',
  rulesVersion: 'rules-1',
  facts: {
    status: 'ACTIVE',
    limitMinor: 1,
    balanceMinor: 0,
    heldMinor: 0,
    currency: 'CNY',
    annualRatePpm: 0,
    overdueDays: 0,
    unusedMonths: null,
  },
  milder: [],
  conditions,
  statement: null,
  effectiveAt: NOW,
  withheld: null,
});

const aDecision = (grounds: Ground, over: Partial<Decision> = {}): Decision => ({
  ...OWN_DECISION,
  id: newId(),
  customerId: newId(),
  accountId: newId(),
  kind: 'DRAWDOWN_RIGHT_ENDED',
  grounds,
  reasons: [{ code: 'A_REASON', values: {} }],
  adverseAction: true,
  decidedAt: NOW,
  decidedBy: 'agent-1',
  assessmentId: null,
  packEdition: 'CN-1',
  limitPolicyVersion: null,
  madeBy: 'STAFF',
  ...over,
});

const INCOME: MeasureCondition = {
  kind: 'CHARACTERISTIC_IS',
  characteristicId: 'income_verification',
  category: 'NOT_VERIFIED',
};
const aboutIncome = aDecision('SERVICE_SCOPE_CHANGE', { measure: measureOf([INCOME]) });

describe('what would help', () => {
  test('follows from the ground', () => {
    const asked = GROUNDS.map((grounds) => {
      const decision = aDecision(grounds);
      return [grounds, evidenceAskedFor({ decision, lookedOn: RULES, held: NOTHING_HELD })];
    });
    expect(asked.filter(([, kinds]) => kinds?.length)).toEqual([
      ['BEHAVIOUR', ['BANK_STATEMENT']],
      ['OVER_DEPENDENCE', ['BANK_STATEMENT']],
      ['DELINQUENCY', ['BANK_STATEMENT']],
      ['FRAUD_OR_SECURITY', ['IDENTITY']],
      ['CREDIT_STANDARDS', ['BANK_STATEMENT']],
    ]);
  });

  test.each<[string, Decision, readonly string[]]>([
    ['a condition on the verification of income', aboutIncome, ['INCOME_PROOF']],
    [
      'a condition on the income',
      aDecision('OVER_DEPENDENCE', {
        measure: measureOf([
          { kind: 'CHARACTERISTIC_AT_LEAST', characteristicId: 'income_365d', atLeast: 1 },
        ]),
      }),
      ['INCOME_PROOF', 'BANK_STATEMENT'],
    ],
    [
      'a rule that yields to a verified income',
      aDecision('BEHAVIOUR', {
        measure: measureOf([{ kind: 'RULE_ACTS', ruleId: 'unstated-draws' }]),
      }),
      ['INCOME_PROOF', 'BANK_STATEMENT'],
    ],
    [
      'a reason by such a rule',
      aDecision('CUSTOMER_REQUEST', {
        kind: 'APPLICATION',
        madeBy: 'MACHINE',
        reasons: [{ code: 'DRAWS_UNSTATED', values: {} }],
      }),
      ['INCOME_PROOF'],
    ],
    [
      'a rule that does not',
      aDecision('BEHAVIOUR', {
        measure: measureOf([{ kind: 'RULE_ACTS', ruleId: 'many-devices' }]),
      }),
      ['BANK_STATEMENT'],
    ],
  ])('follows from %s', (_name, decision, kinds) => {
    expect(evidenceAskedFor({ decision, lookedOn: RULES, held: NOTHING_HELD })).toEqual(kinds);
  });

  test("follows from the card's reason about the income, and no other", () => {
    const characteristics = [
      { id: 'income_verification', reasonCode: 'INCOME_NOT_VERIFIED' },
      { id: 'available_credit_in_wages', reasonCode: 'LITTLE_CREDIT' },
    ] as never;
    const asked = (code: string) =>
      evidenceAskedFor({
        decision: aDecision('MODEL_UPDATE', { reasons: [{ code, values: {} }] }),
        lookedOn: { card: { characteristics }, rules: null },
        held: NOTHING_HELD,
      });
    expect([asked('INCOME_NOT_VERIFIED'), asked('LITTLE_CREDIT')]).toEqual([['INCOME_PROOF'], []]);
  });
});

describe('nothing is asked for', () => {
  const asked = (decision: Decision, held: Partial<HeldProofs> = {}) =>
    evidenceAskedFor({ decision, lookedOn: RULES, held: { ...NOTHING_HELD, ...held } });

  test('of the customer whose own decision it was', () => {
    const own = aDecision('FRAUD_OR_SECURITY', { madeBy: 'CUSTOMER' });
    expect(asked(own)).toEqual([]);
  });

  test('that would give away reasons which may not be told', () => {
    const measure = measureOf([INCOME]);
    const withheld = measure && { ...measure, withheld: { source: 'a law' } };
    expect(asked(aDecision('FRAUD_OR_SECURITY', { measure: withheld }))).toEqual([]);
  });

  test('about an income that is verified, or that may not be looked at', () => {
    expect(asked(aboutIncome)).toEqual(['INCOME_PROOF']);
    expect(asked(aboutIncome, { incomeVerified: true })).toEqual([]);
    expect(asked(aboutIncome, { incomeCounts: false })).toEqual([]);
  });

  test('that was handed in within ninety days', () => {
    const decision = aDecision('DELINQUENCY');
    for (const [kind, days, kinds] of [
      ['BANK_STATEMENT', HELD_DAYS - 1, []],
      ['BANK_STATEMENT', HELD_DAYS, ['BANK_STATEMENT']],
      ['IDENTITY', 1, ['BANK_STATEMENT']],
    ] as const) {
      const evidence = [{ kind, uploadedAt: NOW - days * DAY_MS }];
      expect(asked(decision, { evidence })).toEqual(kinds);
    }
  });
});

test('what is in hand is each document for which a kind is not asked for, and no other', () => {
  const handedIn = (kind: EvidenceKind, days: number) => ({
    kind,
    uploadedAt: NOW - days * DAY_MS,
  });
  const evidence = [
    handedIn('BANK_STATEMENT', 1),
    handedIn('IDENTITY', 1),
    handedIn('BANK_STATEMENT', HELD_DAYS - 1),
    handedIn('BANK_STATEMENT', HELD_DAYS),
  ];
  const held = { ...NOTHING_HELD, evidence };
  const asking = { decision: aDecision('DELINQUENCY'), lookedOn: RULES, held };
  expect(evidenceInHand(asking)).toEqual([evidence[0], evidence[2]]);
  expect(evidenceInHand({ ...asking, decision: aDecision('MACRO') })).toEqual([]);
});

describeStores((open) => {
  test('what is held is read from the stores', async () => {
    const { ports } = await open();
    await ports.riskProfiles.addRules(shippedRules());
    const { id: customerId } = await givenCustomer(ports, { jurisdiction: 'EU' });
    const decision = { ...aboutIncome, customerId };
    expect(await askedForBy(ports, decision)).toEqual(['INCOME_PROOF']);
    const day = {
      customerId,
      day: '2026-11-01',
      counts: {},
      unstatedDraws: 0,
      sums: {},
      pseudonyms: {},
      bureau: null,
    };
    const money = { minor: 300_000, currency: 'EUR' } as const;
    const income = { value: money, occurredAt: NOW - 24 * DAY_MS, eventId: 'e' };
    await ports.activities.saveDays([{ ...day, income }]);
    expect(await askedForBy(ports, decision)).toEqual([]);
    const late = { ...aDecision('DELINQUENCY'), customerId };
    expect(await askedForBy(ports, late)).toEqual(['BANK_STATEMENT']);
    const { evidence, pieces } = anEvidence({ customerId }, ['x'], { kind: 'BANK_STATEMENT' });
    const uploadId = newId();
    await ports.evidence.keepPiece(customerId, uploadId, 0, pieces[0] ?? new Uint8Array(1));
    await ports.evidence.complete(evidence, uploadId);
    expect(await askedForBy(ports, late)).toEqual([]);
    expect(await askedForBy(ports, aDecision('DELINQUENCY'))).toEqual([]);
  });
});
