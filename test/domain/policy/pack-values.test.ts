/** What must hold between the values of an edition, for every edition that there is. */
import { describe, expect, test } from '@jest/globals';
import { GROUNDS, type Ground } from '../../../src/domain/credit-account/grounds.js';
import { OFFER_DAYS } from '../../../src/domain/credit-account/way-back.js';
import {
  CLOSING_DUTIES,
  JURISDICTION_PACKS,
  type JurisdictionPack,
} from '../../../src/domain/policy/jurisdiction-pack.js';
import { RETENTION_CLASSES } from '../../../src/domain/policy/retention.js';
import { LONGEST_WINDOW_DAYS } from '../../../src/domain/risk-profile/activity.js';
import { characteristic } from '../../../src/domain/risk-profile/catalogue.js';
import { shippedRules } from '../../../src/infrastructure/scorecards/shipped.js';

const RULES = shippedRules();
/** Days over which the rule of frequent closing counts. */
const windowOfClosings = (): number => {
  const rule = RULES.rules.find(({ id }) => id === 'frequent-closing');
  const [, days] = /_(\d+)d$/.exec(rule?.characteristicId ?? '') ?? [];
  return Number(days);
};

const OWN_AFFAIRS: readonly Ground[] = [
  'BUSINESS_ADJUSTMENT',
  'SERVICE_SCOPE_CHANGE',
  'MACRO',
  'FUND_POOL',
  'MODEL_UPDATE',
];

const isWhole = (value: number, least: number): boolean =>
  Number.isSafeInteger(value) && value >= least;

/** What contradicts itself inside an edition, in words. */
function contradictionsOf(pack: JurisdictionPack): string[] {
  const { closurePenaltyPermitted, closureProtection, linkedLimits, retention } = pack;
  const found: string[] = [];
  const holds = (is: boolean, what: string): void => {
    if (!is) found.push(what);
  };
  const { value: protection } = closureProtection;
  holds(closurePenaltyPermitted.value === (protection === null), 'penalty without or beside it');
  holds(
    closurePenaltyPermitted.value === (linkedLimits.decrease.value === 'PERMITTED'),
    'penalty by way of linked limits',
  );
  if (protection) {
    holds(isWhole(protection.days, 1), 'protection without days');
    holds(protection.characteristics.length > 0, 'protection of nothing');
    holds(protection.characteristics.every(characteristic), 'protection of what is unknown');
  }
  for (const each of RETENTION_CLASSES) {
    const rule: JurisdictionPack['retention'][typeof each] | undefined = retention[each];
    const period = rule?.value.period ?? { days: 0 };
    holds(isWhole('days' in period ? period.days : period.months, 1), `${each} without a period`);
  }
  const {
    customerClosure: customer,
    creditorEnding: creditor,
    adverseAction,
    creditBalance,
  } = pack;
  holds(isWhole(customer.maxNoticeMonths.value, 0), 'notice of the customer');
  holds(isWhole(customer.quoteDays.value, 1), 'days of a quote');
  holds(isWhole(creditor.terminationNoticeMonths.value, 0), 'notice of the creditor');
  holds(
    creditor.terminationNoticeMonths.value >= customer.maxNoticeMonths.value,
    'a creditor who may leave faster than the customer',
  );
  holds(isWhole(adverseAction.noticeDays.value, 1), 'days of a notice');
  const counterofferDays = adverseAction.counterofferDays.value ?? OFFER_DAYS;
  holds(counterofferDays >= OFFER_DAYS, 'a counteroffer that is late before it lapses');
  // Where notice is owed, nothing that is the lender's own affair does without it.
  const isOwn = (ground: Ground): boolean => OWN_AFFAIRS.includes(ground);
  holds(
    creditor.terminationNoticeMonths.value === 0 || !creditor.closureAtOnce.value.some(isOwn),
    'a closing at once for the lender’s own sake',
  );
  holds(isWhole(creditBalance.aboveMinor.value, 0), 'smallest refund');
  const grounds = [
    ...adverseAction.exceptGrounds.value,
    ...creditor.reasonsWithheld.value,
    ...creditor.closureAtOnce.value,
  ];
  holds(
    grounds.every((ground) => GROUNDS.includes(ground)),
    'unknown grounds',
  );
  holds(adverseAction.exceptGrounds.value.includes('CUSTOMER_REQUEST'), 'a wish held against one');
  const duties = pack.closingDuties.map(({ value }) => value);
  holds(new Set(duties).size === duties.length, 'a duty twice');
  holds(
    duties.every((duty) => CLOSING_DUTIES.includes(duty)),
    'an unknown duty',
  );
  holds(duties.includes('NO_PENALTY') === (protection !== null), 'telling of the protection');
  holds(
    duties.includes('LINKED_LIMITS_MAY_MOVE') === (linkedLimits.decrease.value === 'PERMITTED'),
    'telling of linked limits',
  );
  holds(duties.includes('DATA_KEPT') && duties.includes('DEBT_STAYS_OWED'), 'what is always told');
  return found;
}

const daysOf = ({ retention }: JurisdictionPack, each: 'CLOSURE_COUNTERS' | 'DAILY_BUCKETS') => {
  const { from, period } = retention[each].value;
  if (from !== 'EVENT' || !('days' in period)) throw new Error('not counted in days of the event');
  return period.days;
};

describe.each(JURISDICTION_PACKS.map((pack) => [pack.id, pack] as const))('%s', (_, pack) => {
  test('does not contradict itself', () => {
    expect(contradictionsOf(pack)).toEqual([]);
  });

  test('keeps closure counters for as long as frequent closing is counted', () => {
    expect(windowOfClosings()).toBe(180);
    expect(daysOf(pack, 'CLOSURE_COUNTERS')).toBeGreaterThanOrEqual(windowOfClosings());
  });

  test('keeps daily buckets for the longest window, and raw events for fifteen days', () => {
    expect(daysOf(pack, 'DAILY_BUCKETS')).toBeGreaterThanOrEqual(LONGEST_WINDOW_DAYS);
    expect(pack.retention.RAW_EVENTS.value).toEqual({ from: 'EVENT', period: { days: 15 } });
  });

  test('keeps trend aggregates beyond half a year, and nothing longer than a customer', () => {
    const months = (each: (typeof RETENTION_CLASSES)[number]): number => {
      const { period } = pack.retention[each].value;
      return 'months' in period ? period.months : period.days / 30;
    };
    expect(months('TREND_AGGREGATES')).toBeGreaterThan(6);
    for (const each of RETENTION_CLASSES) {
      expect(months(each)).toBeLessThanOrEqual(months('TRANSACTION_RECORDS'));
    }
  });
});

test('a contradiction that is planted is found', () => {
  const [pack] = JURISDICTION_PACKS as [JurisdictionPack];
  const european = JURISDICTION_PACKS.find(({ jurisdiction }) => jurisdiction === 'EU')!;
  const house = { source: 'house rule', why: 'A test.' };
  const none = { ...pack.retention.RAW_EVENTS, value: { from: 'EVENT', period: { days: 0 } } };
  const planted: [JurisdictionPack, string][] = [
    [{ ...pack, closurePenaltyPermitted: { ...house, value: false } }, 'penalty without'],
    [{ ...european, closureProtection: { ...house, value: null } }, 'penalty without'],
    [
      {
        ...european,
        linkedLimits: {
          ...european.linkedLimits,
          decrease: { ...house, value: 'PERMITTED' },
        },
      },
      'penalty by way of linked limits',
    ],
    [
      { ...pack, retention: { ...pack.retention, RAW_EVENTS: none as never } },
      'RAW_EVENTS without a period',
    ],
    [
      { ...pack, retention: { ...pack.retention, DAILY_BUCKETS: undefined as never } },
      'DAILY_BUCKETS without a period',
    ],
    [
      {
        ...european,
        closureProtection: {
          ...house,
          value: { days: 180, characteristics: ['moon_phase'] },
        },
      },
      'protection of what is unknown',
    ],
    [{ ...pack, closingDuties: [...pack.closingDuties, ...pack.closingDuties] }, 'a duty twice'],
    [{ ...european, closingDuties: pack.closingDuties }, 'telling of the protection'],
  ];
  for (const [broken, contradiction] of planted) {
    expect(contradictionsOf(broken).join()).toContain(contradiction);
  }
});

describe('the numbers of the law', () => {
  const of = (jurisdiction: string) =>
    JURISDICTION_PACKS.filter((pack) => pack.jurisdiction === jurisdiction);

  test('a European creditor gives two months of notice, and reasons at once', () => {
    expect(of('EU')).toHaveLength(3);
    for (const { creditorEnding } of of('EU')) {
      expect(creditorEnding.terminationNoticeMonths.value).toBeGreaterThanOrEqual(2);
      expect(creditorEnding.terminationNoticeMonths.source).toMatch(/, Art\. (13|28)\(1\)$/);
      expect(creditorEnding.drawdownReasons.value).toBe('BEFORE_OR_AT_ONCE');
    }
  });

  test('an edition of the old directive’s agreements rests on no article that is not extended', () => {
    const articles = (pack: JurisdictionPack) =>
      JSON.stringify(pack).match(/Directive \(EU\) 2023\/2225(?: \(by Art\. 47\))?, Art\. \d+/g) ??
      [];
    const [oldest, extended, newest] = of('EU') as [
      JurisdictionPack,
      JurisdictionPack,
      JurisdictionPack,
    ];
    expect(articles(oldest)).toEqual([]);
    expect(new Set(articles(extended).map((text) => text.slice(-2)))).toEqual(
      new Set(['23', '28']),
    );
    expect(new Set(articles(newest).map((text) => text.slice(-2)))).toEqual(
      new Set(['17', '18', '19', '23', '28']),
    );
  });

  test('Regulation B: thirty days for a notice, twenty-five months for its evidence', () => {
    const [pack] = of('US') as [JurisdictionPack];
    expect(pack.adverseAction.noticeDays.value).toBe(30);
    expect(pack.retention.ADVERSE_ACTION_EVIDENCE.value).toEqual({
      from: 'EVENT',
      period: { months: 25 },
    });
    expect(pack.retention.ADVERSE_ACTION_EVIDENCE.source).toContain('12 CFR 1002.12(b)');
  });

  test('Regulation Z: a dollar, six months, three idle months, twice forty-five days', () => {
    const [{ creditBalance, creditorEnding }] = of('US') as [JurisdictionPack];
    expect(creditBalance.aboveMinor.value).toBe(100);
    expect(creditBalance.unaskedAfterMonths.value).toBe(6);
    expect(creditorEnding.inactivityMonths.value).toBe(3);
    expect(creditorEnding.overLimitFeeDelayDays.value).toBe(45);
    expect(creditorEnding.repricingNoticeDays.value).toBe(45);
    expect(creditorEnding.repricingNoticeDays.source).toContain('12 CFR 1026.9(c)(2)(i)(A)');
  });

  test.each([
    ['CN-2021', 60, '(2006), Art. 19'],
    ['CN-2025', 120, '(2024), Art. 34'],
    ['EU-2008/48', 60, 'Directive (EU) 2015/849, Art. 40(1)'],
    ['EU-2008/48+2023/2225-art-47', 60, 'Directive (EU) 2015/849, Art. 40(1)'],
    ['EU-2023/2225', 60, 'Directive (EU) 2015/849, Art. 40(1)'],
    ['US-REG-Z-2011', 60, '31 CFR'],
  ])('%s keeps the records against money laundering for %i months', (id, months, source) => {
    const pack = JURISDICTION_PACKS.find((each) => each.id === id)!;
    for (const each of ['TRANSACTION_RECORDS', 'IDENTITY_RECORDS'] as const) {
      expect(pack.retention[each].value).toEqual({ from: 'RELATIONSHIP_END', period: { months } });
      expect(pack.retention[each].source).toContain(source);
    }
  });
});
