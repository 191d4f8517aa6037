import { expect, test } from '@jest/globals';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';
import { listedRules } from '../../../src/domain/policy/listed-rules.js';

const listed = (id: string) => listedRules(JURISDICTION_PACKS.find((pack) => pack.id === id)!);
const row = (id: string, path: string) => listed(id).find((rule) => rule.path === path);

test('a text stands as it is, everything else as JSON', () => {
  const valueAt = (path: string) => row('US-REG-Z-2011', path)?.value;
  expect(valueAt('linkedLimits.decrease')).toBe('PERMITTED');
  expect(valueAt('customerClosure.free')).toBe('true');
  expect(valueAt('creditorEnding.inactivityMonths')).toBe('3');
  expect(valueAt('closureProtection')).toBe('null');
  expect(valueAt('creditBalanceRefund')).toBe('{"businessDays":7}');
  expect(valueAt('creditorEnding.reasonsWithheld')).toBe('["LEGAL_RESTRAINT"]');
  expect(valueAt('closingDuties.0')).toBe('FREE_OF_CHARGE');
  expect(valueAt('appeals.complex')).toBe('{"calendarDays":45}');
  expect(valueAt('appeals.humanAnswer')).toBe('null');
  expect(valueAt('notice.contents')).toMatch(/^\["CREDITOR","DECISION",.*"RIGHTS","RECEIPT"\]$/);
});

test('the source and the reason come along', () => {
  expect(row('US-REG-Z-2011', 'creditBalanceRefund')).toEqual({
    path: 'creditBalanceRefund',
    value: '{"businessDays":7}',
    source: '12 CFR 1026.11(a)(2) (Regulation Z)',
    why: 'Counted from the written request; closing a line in credit is taken as that request.',
  });
  expect(row('EU-2023/2225', 'creditorEnding.terminationNoticeMonths')).toEqual({
    path: 'creditorEnding.terminationNoticeMonths',
    value: '2',
    source: 'Directive (EU) 2023/2225, Art. 28(1)',
    why: null,
  });
});

test('nothing is listed twice', () => {
  for (const { id } of JURISDICTION_PACKS) {
    const paths = listed(id).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.length).toBeLessThanOrEqual(70);
  }
});
