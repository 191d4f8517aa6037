import { describe, expect, test } from '@jest/globals';
import {
  closureSignals,
  isQualitySegment,
  type SegmentFacts,
  type SignalFacts,
} from '../../../src/domain/credit-account/closure-signals.js';
import type { StatementFact } from '../../../src/domain/risk-profile/facts.js';
import { shippedRules } from '../../../src/infrastructure/scorecards/shipped.js';

const statement = (period: string, balanceMinor: number, currency = 'CNY'): StatementFact => ({
  accountId: `line-${currency}`,
  period,
  currency,
  balanceMinor,
  limitMinor: 100_000,
  paymentsMinor: 0,
  purchasesMinor: 0,
  monthsLate: 0,
});

const signals = (over: Partial<SignalFacts>) =>
  closureSignals({
    owedMinor: 100,
    values: { months_late_worst: 0 },
    motive: null,
    statements: [],
    restrictions: [],
    rules: shippedRules(),
    ...over,
  });
const ofStatements = (...statements: StatementFact[]) => signals({ statements });

describe('a closing is read as', () => {
  test('active risk management where nothing is owed and nothing was ever late', () => {
    expect(signals({ owedMinor: 0 })).toEqual(['ACTIVE_RISK_MANAGEMENT']);
    expect(signals({ owedMinor: 1 })).toEqual([]);
    expect(signals({ owedMinor: 0, values: { months_late_worst: 1 } })).toEqual([]);
    // Without a statement nothing is known, neither for nor against.
    expect(signals({ owedMinor: 0, values: { months_late_worst: null } })).toEqual([]);
  });

  test('deleveraging where the customer says so', () => {
    expect(signals({ motive: 'LOWER_LEVERAGE' })).toEqual(['DELEVERAGING']);
    expect(signals({ motive: 'COST' })).toEqual([]);
  });

  test('deleveraging where debt fell from the oldest statements to the newest', () => {
    const fell = [statement('2026-10', 400), statement('2026-05', 500), statement('2026-07', 900)];
    expect(ofStatements(...fell)).toEqual(['DELEVERAGING']);
    expect(ofStatements(statement('2026-05', 500), statement('2026-10', 500))).toEqual([]);
    expect(ofStatements(statement('2026-05', 400), statement('2026-10', 500))).toEqual([]);
    expect(ofStatements(statement('2026-10', 500))).toEqual([]);
  });

  test('deleveraging by debts alone: what stands in the customer’s favour is none less', () => {
    const other = (period: string, minor: number) => ({
      ...statement(period, minor),
      accountId: 'line-2',
    });
    expect(
      ofStatements(
        statement('2026-05', 500),
        other('2026-05', 0),
        statement('2026-10', 500),
        other('2026-10', -300),
      ),
    ).toEqual([]);
  });

  test('no deleveraging where a debt in another currency rose', () => {
    const fell = [statement('2026-05', 500), statement('2026-10', 0)];
    const euros = (minor: number) => statement('2026-10', minor, 'EUR');
    const before = statement('2026-05', 50, 'EUR');
    expect(ofStatements(...fell, before, euros(50))).toEqual(['DELEVERAGING']);
    expect(ofStatements(...fell, before, euros(51))).toEqual([]);
  });

  test('frequent closing where it brings a restriction that looks at closings', () => {
    const by = (ruleId: string) => signals({ restrictions: [{ ruleId, until: null }] });
    expect(by('frequent-closing')).toEqual(['FREQUENT_CLOSING']);
    expect(by('frequent-outflows')).toEqual([]);
    expect(by('unknown')).toEqual([]);
  });

  test('several things at once, in a fixed order', () => {
    expect(
      signals({
        owedMinor: 0,
        motive: 'LOWER_LEVERAGE',
        restrictions: [{ ruleId: 'frequent-closing', until: '2027-05-20' }],
      }),
    ).toEqual(['ACTIVE_RISK_MANAGEMENT', 'DELEVERAGING', 'FREQUENT_CLOSING']);
  });
});

describe('a customer of quality', () => {
  const quality = (over: Partial<SegmentFacts>) =>
    isQualitySegment({
      band: 'B',
      bands: ['A', 'B', 'C', 'D', 'E'],
      values: { late_statements: 0, utilization_latest: 0.3 },
      signals: ['ACTIVE_RISK_MANAGEMENT'],
      ...over,
    });

  test('is in one of the two best bands, was never late and uses little', () => {
    expect(quality({})).toBe(true);
    expect([quality({ band: 'A' }), quality({ band: 'C' }), quality({ band: 'X' })]).toEqual([
      true,
      false,
      false,
    ]);
    expect(quality({ values: { late_statements: 1, utilization_latest: 0.1 } })).toBe(false);
    expect(quality({ values: { late_statements: 0, utilization_latest: 0.3001 } })).toBe(false);
  });

  test('is not one of whom nothing is known, nor one who closes again and again', () => {
    expect(quality({ values: {} })).toBe(false);
    expect(quality({ values: { late_statements: 0, utilization_latest: null } })).toBe(false);
    expect(quality({ values: { late_statements: null, utilization_latest: 0 } })).toBe(false);
    expect(quality({ signals: ['FREQUENT_CLOSING'] })).toBe(false);
  });
});
