/** Where the jurisdictions differ, and where they agree. */
import { describe, expect, test } from '@jest/globals';
import { JURISDICTION_PACKS, packFor } from '../../../src/domain/policy/jurisdiction-pack.js';

describe('what the editions say', () => {
  const rule = (jurisdiction: string, onDate: string) => {
    const pack = packFor({ jurisdiction, agreementDate: '2024-05-01', onDate });
    if (!pack) throw new Error('no pack');
    return pack;
  };

  test('a closure may lower the score in China and the US, never in the EU', () => {
    expect(rule('CN', '2026-07-31').closurePenaltyPermitted.value).toBe(true);
    expect(rule('US', '2026-07-31').closurePenaltyPermitted.value).toBe(true);
    const european = JURISDICTION_PACKS.filter(({ jurisdiction }) => jurisdiction === 'EU');
    expect(european.map((pack) => pack.closurePenaltyPermitted.value)).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('social links are open to consent in China, and shut in the EU and the US', () => {
    const social = JURISDICTION_PACKS.map(
      ({ jurisdiction, activitySources }) => `${jurisdiction} ${activitySources.SOCIAL.value}`,
    );
    expect(new Set(social)).toEqual(new Set(['CN WITH_CONSENT', 'EU FORBIDDEN', 'US FORBIDDEN']));
    const directive = rule('EU', '2026-11-20').activitySources.SOCIAL;
    expect(directive.source).toBe('house rule');
    const newest = packFor({
      jurisdiction: 'EU',
      agreementDate: '2026-11-20',
      onDate: '2026-11-20',
    })?.activitySources;
    expect(newest?.SOCIAL.source).toContain('Directive (EU) 2023/2225, Art. 18(3)');
  });

  test('who may not penalise a closing does not look at closings', () => {
    for (const { closurePenaltyPermitted, activitySources } of JURISDICTION_PACKS) {
      expect(activitySources.CLOSURES.value).toBe(
        closurePenaltyPermitted.value ? 'PERMITTED' : 'FORBIDDEN',
      );
    }
  });

  test('Regulation Z gives seven business days for a credit balance', () => {
    const { creditBalanceRefund } = rule('US', '2026-07-31');
    expect(creditBalanceRefund.value).toEqual({ businessDays: 7 });
    expect(creditBalanceRefund.source).toContain('1026.11(a)(2)');
  });

  test('a European agreement may ask for a month of notice at most, under either directive', () => {
    const before = rule('EU', '2026-11-19').customerClosure;
    const after = rule('EU', '2026-11-20').customerClosure;
    expect([before.maxNoticeMonths.value, after.maxNoticeMonths.value]).toEqual([1, 1]);
    expect(before.free.source).toContain('Directive 2008/48/EC, Art. 13(1)');
    expect(after.free.source).toContain('Art. 28(1) by Art. 47');
  });

  test('everybody may close at any time and free of charge', () => {
    const closures = JURISDICTION_PACKS.map(({ customerClosure }) => customerClosure);
    expect(closures.map(({ anyTime, free }) => anyTime.value && free.value)).not.toContain(false);
  });
});
