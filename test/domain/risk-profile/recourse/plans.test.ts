/** What customers in plain situations are told. */
import { describe, expect, test } from '@jest/globals';
import {
  type ActionKind,
  actionsOf,
} from '../../../../src/domain/risk-profile/recourse/actions.js';
import { frames } from '../../../../src/domain/risk-profile/recourse/frames.js';
import { type Plan, recourse } from '../../../../src/domain/risk-profile/recourse/recourse.js';
import { replayer } from '../../../../src/domain/risk-profile/recourse/replay.js';
import { restraintFor } from '../../../../src/domain/risk-profile/recourse/restraint.js';
import type { Situation } from '../../../../src/domain/risk-profile/recourse/situation.js';
import {
  actionText,
  assumptionTexts,
  moveText,
} from '../../../../src/domain/risk-profile/recourse/words.js';
import { TRAITS } from '../../../../src/domain/risk-profile/traits.js';
import { LOCALES } from '../../../../src/domain/wording.js';
import {
  A_COURSE,
  activity,
  aLine,
  CROOKED,
  cardOf,
  day,
  MONOTONE,
  rulesOf,
  situation,
  statement,
  terms,
} from './situations.js';

const score = (points: number) => ({ kind: 'SCORE' as const, score: points });

/** Only what is used today counts: 40 points below 30 %, 25 below 60 %, 10 below 90 %. */
const NOW_ONLY = cardOf({
  utilization_now: {
    cuts: [
      [0.3, 40],
      [0.6, 25],
      [0.9, 10],
    ],
    rest: 0,
    none: 40,
  },
});
/** Only how late statements were. */
const LATE_ONLY = cardOf({
  late_statements: {
    cuts: [
      [1, 60],
      [3, 30],
    ],
    rest: 0,
    none: 60,
  },
});
const FREE = cardOf({ utilization_now: { cuts: [[9, 200]], rest: 0, none: 200 } });

const told = (plan: Plan | undefined, locale: 'en' | 'zh' = 'en') =>
  plan?.actions.map(({ action }) => actionText(action, locale));

describe('paying', () => {
  test('the least that reaches the target, in whole units', () => {
    const line = aLine({ balanceMinor: 80_050 });
    const given = situation({ card: NOW_ONLY, target: score(25), facts: { lines: [line] } });
    const [smallest] = recourse(given).plans;
    expect(smallest).toMatchObject({ kinds: ['SMALLEST', 'FASTEST'], worksOn: '2026-11-25' });
    // To fall below 60 % of 1,000 it takes 200.51, and a hundredth of a per cent is the step.
    expect(told(smallest)).toEqual(['Today, pay 201 CNY of the balance of this line.']);
    expect(smallest?.actions[0]?.moves).toEqual([
      {
        characteristicId: 'utilization_now',
        without: 0.8005,
        with: 0.5995,
        points: 15,
        rulesLifted: [],
      },
    ]);
  });

  test('never more than is owed, where rounding would ask more', () => {
    const line = aLine({ limitMinor: 100, balanceMinor: 50 });
    const given = situation({ card: NOW_ONLY, target: score(40), facts: { lines: [line] } });
    expect(told(recourse(given).plans[0])).toEqual([
      'Today, pay 0.50 CNY of the balance of this line.',
    ]);
  });

  test('only the lines that it takes', () => {
    const lines = [
      aLine({ accountId: 'line-1', balanceMinor: 80_000 }),
      aLine({ accountId: 'line-2', balanceMinor: 20_000 }),
      aLine({ accountId: 'line-3', balanceMinor: 90_000, usable: false }),
      aLine({ accountId: 'line-4', balanceMinor: -5_000 }),
      aLine({ accountId: 'line-5', balanceMinor: 3_000, limitMinor: 0 }),
    ];
    const given = situation({ card: NOW_ONLY, target: score(25), facts: { lines } });
    const fastest = recourse(given).plans.find(({ kinds }) => kinds.includes('FASTEST'));
    const paid = fastest?.actions.map(({ action }) => action);
    expect(paid).toMatchObject([{ kind: 'PAY_BALANCE', accountId: 'line-1', amountMinor: 20_100 }]);
  });

  test('an ended line only where that is a choice of its own', () => {
    const lines = [aLine(), aLine({ accountId: 'line-2', balanceMinor: 90_000, usable: false })];
    const given = situation({ card: NOW_ONLY, target: score(25), facts: { lines } });
    const spared = new Set(frames(given).map(({ notPaidDown }) => notPaidDown.join()));
    expect([...spared]).toEqual(['line-2', '']);
  });

  test('what comes closest is not the most, where that would cost points', () => {
    const card = cardOf({
      utilization_now: {
        cuts: [
          [0.295, 10],
          [0.3, 40],
          [0.6, 25],
          [0.9, 10],
        ],
        rest: 0,
        none: 0,
      },
    });
    const statements = [statement(0, { balanceMinor: 0, purchasesMinor: 0 })];
    const { plans } = recourse(situation({ card, target: score(41), facts: { statements } }));
    expect(plans).toMatchObject([{ kinds: ['CLOSEST'], standing: { scored: { score: 40 } } }]);
    // Minimum dues ask for nothing beyond what is owed anyway, so that less is left to pay today.
    expect(told(plans[0])?.[0]).toBe('Today, pay 293 CNY of the balance of this line.');
  });

  test('what is overdue comes first, with what it brings', () => {
    const statements = [0, 1, 2].map((ago) => statement(ago, { monthsLate: ago === 0 ? 1 : 0 }));
    const given = situation({
      card: LATE_ONLY,
      target: score(60),
      facts: { statements },
      terms: [terms({ overdueMinor: 8_000 })],
    });
    const [smallest] = recourse(given).plans;
    expect(smallest?.worksOn).toBe('2027-05-01');
    expect(told(smallest)).toEqual([
      'Today, pay the 80 CNY that is overdue on this line.',
      'On every line, pay at least the minimum due on time for 6 statements in a row, beginning with the newest one.',
    ]);
    const [overdue, onTime] = smallest?.actions ?? [];
    expect(overdue?.moves).toMatchObject([{ without: 6, with: 0, points: 60 }]);
    expect(onTime?.moves).toMatchObject([{ characteristicId: 'late_statements', with: 0 }]);
  });

  test('lateness of a line that owes nothing any more only takes time', () => {
    const statements = [statement(0, { monthsLate: 1, balanceMinor: 0, purchasesMinor: 0 })];
    const lines = [aLine({ balanceMinor: 0 })];
    const given = situation({ card: LATE_ONLY, target: score(60), facts: { statements, lines } });
    expect(told(recourse(given).plans[0])).toEqual([
      'This plan asks you only to wait 157 days, until 1 May 2027: newer entries are then counted, and older ones no more.',
    ]);
  });
});

describe('spending more', () => {
  test('is no plan, even where the card would give points for it', () => {
    const lines = [aLine({ balanceMinor: 0, limitMinor: 1_000_000 })];
    const statements = [statement(0, { balanceMinor: 0, purchasesMinor: 0, paymentsMinor: 0 })];
    const card = cardOf({
      highest_purchases_in_wages: {
        cuts: [
          [0.01, 0],
          [0.05, 20],
        ],
        rest: 40,
        none: 0,
      },
    });
    const { plans } = recourse(
      situation({ card, target: score(20), facts: { lines, statements } }),
    );
    expect(plans).toMatchObject([{ kinds: ['CLOSEST'], reached: false, actions: [] }]);
  });

  test('is not what spreading does: a full line passes nothing on', () => {
    const lines = [
      aLine({ balanceMinor: 100_000 }),
      aLine({ accountId: 'line-2', balanceMinor: 0, limitMinor: 300_000 }),
    ];
    const statements = [0, 1].map((ago) => statement(ago, { purchasesMinor: 40_000 }));
    const given = situation({ card: CROOKED, facts: { lines, statements } });
    const course = { ...A_COURSE, on: '2027-01-01' };
    const used = (use: 'AS_BEFORE' | 'SPREAD') =>
      replayer(given)({ ...course, use }).projected.lines.map(({ usedMinor }) => usedMinor);
    // The line has room for what is paid on it, and for no more.
    expect(used('AS_BEFORE')).toEqual([
      [8_000, 10_000],
      [0, 0],
    ]);
    expect(used('SPREAD')).toEqual([
      [2_000, 2_500],
      [6_000, 7_500],
    ]);
  });
});

describe('a rule that acts', () => {
  const days = [day(2, { counts: { CASH_OUT: 6 } }), day(9, { counts: { TRANSFER_OUT: 8 } })];
  const facts = { activity: activity(...days) };

  test('lets go on the first day on which too little lies in its window', () => {
    const rules = rulesOf({ characteristicId: 'outflows_15d', atLeast: 13 });
    const [smallest, ...others] = recourse(situation({ card: FREE, rules, facts })).plans;
    // Fourteen in all; the eight of 16 November leave with 1 December.
    expect(smallest).toMatchObject({ kinds: ['SMALLEST', 'FASTEST'], worksOn: '2026-12-01' });
    expect(told(smallest)).toContain(
      'Take out no cash and make no outgoing transfers for 6 days, until 1 December 2026.',
    );
    const keeping = smallest?.actions.find(({ action }) => action.kind === 'KEEP_FROM');
    expect(keeping?.moves).toEqual([
      {
        characteristicId: 'outflows_15d',
        without: 14,
        with: 6,
        points: 0,
        rulesLifted: ['rule-1'],
      },
    ]);
    expect(others.every((each) => each.reached)).toBe(true);
  });

  test('on one kind moves everything that counts the same events, and nothing else', () => {
    const rules = rulesOf(
      { characteristicId: 'outflows_15d', atLeast: 13 },
      { characteristicId: 'cash_outs_30d', atLeast: 6 },
      { characteristicId: 'purchases_15d', atLeast: 99 },
    );
    const more = [day(3, { counts: { PURCHASE: 5 } })];
    const given = situation({ card: FREE, rules, facts: { activity: activity(...days, ...more) } });
    const [smallest] = recourse(given).plans;
    expect(smallest?.worksOn).toBe('2026-12-23');
    expect(smallest?.course.restraints).toEqual(['outflows']);
    expect(smallest?.values).toMatchObject({
      outflows_15d: 0,
      cash_outs_30d: 0,
      purchases_15d: 5,
    });
  });

  test('holds the customer only to what is in the way of the target', () => {
    const limit = { effect: { kind: 'BAND_AT_BEST' as const, band: 'C' }, atLeast: 2 };
    const rules = rulesOf(
      { ...limit, characteristicId: 'applications_15d' },
      { ...limit, characteristicId: 'lines_closed_15d' },
      { characteristicId: 'outflows_15d', atLeast: 5 },
    );
    const counts = { APPLICATION: 2, LINE_CLOSED: 2, CASH_OUT: 6 };
    const done = { activity: activity(day(4, { counts })) };
    const target = { kind: 'BAND' as const, band: 'A' };
    const [smallest] = recourse(situation({ card: FREE, rules, facts: done, target })).plans;
    expect(smallest?.course.restraints).toEqual(['applications', 'lines_closed']);
    expect(smallest?.values).toMatchObject({ applications_15d: 0, outflows_15d: 6 });
  });

  test('on one kind leaves a count of it and others together as it is today', () => {
    const rules = rulesOf(
      { characteristicId: 'cash_outs_15d', atLeast: 6 },
      { characteristicId: 'outflows_15d', atLeast: 99 },
    );
    expect(recourse(situation({ card: FREE, rules, facts })).plans[0]).toMatchObject({
      worksOn: '2026-12-08',
      course: { restraints: ['cash_outs'] },
      values: { cash_outs_15d: 0, outflows_15d: 14 },
    });
  });

  test('unless income is verified, by verifying it', () => {
    const rules = rulesOf({
      characteristicId: 'unstated_draws_180d',
      atLeast: 4,
      unless: { characteristicId: 'income_verification', category: 'VERIFIED' },
      effect: { kind: 'BAND_AT_BEST', band: 'C' },
    });
    const drawn = { activity: activity(day(5, { counts: { DRAW: 4 }, unstatedDraws: 4 })) };
    const target = { kind: 'BAND' as const, band: 'A' };
    const { plans } = recourse(situation({ card: FREE, rules, facts: drawn, target }));
    expect(told(plans[0])).toEqual([
      'Have your income verified, with a payslip or a bank statement, by 25 November 2026.',
    ]);
    expect(plans[0]?.actions[0]?.moves).toMatchObject([
      { characteristicId: 'unstated_draws_180d', points: 0, rulesLifted: ['rule-1'] },
      { characteristicId: 'income_verification', without: 'NOT_VERIFIED', with: 'VERIFIED' },
    ]);
    const other = plans.find(({ kinds }) => kinds.includes('ALTERNATIVE'));
    expect(told(other)).toContain(
      'State a purpose with every draw for 175 days, until 19 May 2027.',
    );
  });

  test('on income where income may not be looked at, or is verified, is not verified again', () => {
    const rules = rulesOf({
      characteristicId: 'unstated_draws_180d',
      atLeast: 4,
      unless: { characteristicId: 'income_verification', category: 'VERIFIED' },
    });
    const drawn = activity(day(5, { counts: { DRAW: 4 }, unstatedDraws: 4 }));
    const permitted = new Set(drawn.permitted);
    permitted.delete('INCOME');
    const kinds = (given: Situation) =>
      recourse(given).plans.flatMap(({ actions }) => actions.map(({ action }) => action.kind));
    expect(
      kinds(situation({ card: FREE, rules, facts: { activity: { ...drawn, permitted } } })),
    ).not.toContain('VERIFY_INCOME');
  });

  test('that lives by the usual use says so, and one that does not says nothing of it', () => {
    const statements = [0, 1, 2].map((ago) =>
      statement(ago, { purchasesMinor: 20_000, monthsLate: ago === 2 ? 1 : 0 }),
    );
    const used = (cut: number) =>
      cardOf({
        late_statements: { cuts: [[1, 60]], rest: 0, none: 0 },
        purchases_to_limit: { cuts: [[cut, 0]], rest: 40, none: 0 },
      });
    const conditions = (cut: number) => {
      const { plans } = recourse(
        situation({ card: used(cut), target: score(100), facts: { statements } }),
      );
      expect(plans.some(({ reached }) => reached)).toBe(true);
      return plans.flatMap(({ actions }) =>
        actions.filter(({ action }) => action.kind === 'USE_AS_USUAL'),
      );
    };
    const [condition] = conditions(0.15);
    expect(condition?.moves).toMatchObject([
      { characteristicId: 'purchases_to_limit', points: 40 },
    ]);
    expect(conditions(0.001)).toEqual([]);
  });

  test('on income, where no rule acts that it would lift, is no part of any plan', () => {
    const rules = rulesOf({
      characteristicId: 'unstated_draws_180d',
      atLeast: 4,
      unless: { characteristicId: 'income_verification', category: 'VERIFIED' },
    });
    const drawn = activity(day(5, { counts: { DRAW: 1 }, unstatedDraws: 1 }));
    const late = [0, 1, 2].map((ago) => statement(ago, { monthsLate: ago === 1 ? 1 : 0 }));
    const { plans } = recourse(
      situation({
        card: LATE_ONLY,
        rules,
        facts: { activity: drawn, statements: late },
        target: score(60),
      }),
    );
    expect(plans.length).toBeGreaterThan(0);
    const kinds = plans.flatMap(({ actions }) => actions.map(({ action }) => action.kind));
    expect(kinds).not.toContain('VERIFY_INCOME');
  });

  test('on what nobody can promise is held against the customer, and said so', () => {
    const rules = rulesOf({ characteristicId: 'bureau_inquiries_365d', atLeast: 3 });
    const bureau = {
      value: { openLines: 1, inquiries: 5, delinquencies: 0 },
      occurredAt: 1,
      eventId: 'b',
    };
    const given = situation({
      card: FREE,
      rules,
      facts: { activity: activity(day(1, { bureau })) },
    });
    expect(recourse(given).plans).toMatchObject([
      { kinds: ['CLOSEST'], reached: false, standing: { newCredit: 'REFERRED' } },
    ]);
  });

  test('on devices counts the one that goes on being used', () => {
    const rules = rulesOf({ characteristicId: 'devices_15d', atLeast: 3 });
    const seen = day(3, { pseudonyms: { DEVICE_SIGHTING: ['a', 'b', 'c'] } });
    const given = situation({ card: FREE, rules, facts: { activity: activity(seen) } });
    const [smallest] = recourse(given).plans;
    expect(smallest).toMatchObject({ worksOn: '2026-12-07', values: { devices_15d: 1 } });
    const alone = rulesOf({ characteristicId: 'devices_15d', atLeast: 1 });
    expect(recourse({ ...given, rules: alone }).plans).toMatchObject([{ kinds: ['CLOSEST'] }]);
  });
});

test('a customer without lines and statements gets an answer', () => {
  const facts = { lines: [], statements: [] };
  expect(recourse(situation({ card: MONOTONE, facts, target: score(9_999) }))).toMatchObject({
    isReached: false,
    plans: [{ kinds: ['CLOSEST'], actions: [], worksOn: '2026-11-25' }],
  });
});

test('what is reached already needs no plan', () => {
  expect(recourse(situation({ card: FREE }))).toEqual({ isReached: true, plans: [] });
});

describe('in words', () => {
  const outcome = replayer(
    situation({
      facts: {
        lines: [aLine(), aLine({ accountId: 'line-2', balanceMinor: 0 })],
        activity: activity(day(1, { counts: { CASH_OUT: 1 } })),
      },
      terms: [terms({ overdueMinor: 120_050 - 100_000 }), terms({ accountId: 'line-2' })],
    }),
  );
  const given = situation({});
  const course = { ...A_COURSE, on: '2027-01-01', payDownTo: 100 };
  const all = [
    { ...course, restraints: ['outflows', 'devices'] as const, verifyIncome: true },
    { ...course, paymentShare: 0.25, use: 'SPREAD' as const },
    { ...course, paymentShare: 1, use: 'NONE' as const },
  ].flatMap((each) => actionsOf(given, outcome(each)).map(({ ...action }) => action));
  const using = { kind: 'USE_AS_USUAL', statements: 2, until: '2027-01-01', without: {} } as const;
  const waiting = { kind: 'WAIT', days: 37, until: '2027-01-01', without: {} } as const;

  test.each(LOCALES)('every kind of action reads as it stands here: %s', (locale) => {
    const words = new Map<ActionKind | string, string>();
    for (const action of [...all, using, waiting]) {
      const share = action.kind === 'PAY_SHARE' && action.share === 1 ? ' 1' : '';
      const kept = action.kind === 'KEEP_FROM' ? ` ${action.restraint}` : '';
      words.set(`${action.kind}${share}${kept}`, actionText(action, locale));
    }
    expect(Object.fromEntries(words)).toEqual(WORDS[locale]);
  });

  test('everything that can be kept from has words of its own, and nothing else has any', () => {
    const keepable = TRAITS.flatMap(({ name }) => restraintFor(`${name}_15d`) ?? []);
    // The share of draws without a purpose falls by the same restraint as their number.
    expect(keepable).toHaveLength(new Set(keepable).size + 1);
    const until = '2027-01-01';
    for (const locale of LOCALES) {
      const texts = [...new Set(keepable)].map((restraint) =>
        actionText({ kind: 'KEEP_FROM', restraint, days: 37, until, without: {} }, locale),
      );
      expect(new Set(texts).size).toBe(texts.length);
      expect(texts.every((text) => text.includes('37') && /2027[^{}]*[.。]$/.test(text))).toBe(
        true,
      );
    }
    for (const id of ['bureau_inquiries_365d', 'places_15d', 'income_365d', 'utilization_now']) {
      expect([id, restraintFor(id)]).toEqual([id, undefined]);
    }
  });

  test.each(LOCALES)('consequences and assumptions are sentences: %s', (locale) => {
    const move = { characteristicId: 'utilization_now', without: 0.8, with: 0.3, rulesLifted: [] };
    const texts = [move, { ...move, with: 0.8001 }].flatMap((each) =>
      [15, -1, 0].map((points) => moveText({ ...each, points }, locale).text),
    );
    const lifted = { ...move, points: 0, rulesLifted: ['rule-1'] };
    texts.push(moveText(lifted, locale).text, moveText({ ...lifted, with: 0.8 }, locale).text);
    expect(texts).toEqual(MOVES[locale]);
    const assumed = assumptionTexts(given, locale);
    expect(assumed[0]).toContain('small-1');
    expect(assumed.every((text) => /[.。]$/.test(text) && !/[{}]/.test(text))).toBe(true);
  });
});

const WORDS = {
  en: {
    PAY_OVERDUE: 'Today, pay the 200.50 CNY that is overdue on this line.',
    PAY_BALANCE: 'Today, pay 590 CNY of the balance of this line.',
    USE_AS_USUAL:
      'This plan holds if you go on using your lines until 1 January 2027 about as you do now. You need not use them more; with less use it may not be enough.',
    VERIFY_INCOME:
      'Have your income verified, with a payslip or a bank statement, by 1 January 2027.',
    PAY_ON_TIME:
      'On every line, pay at least the minimum due on time for 2 statements in a row, beginning with the newest one.',
    PAY_SHARE:
      'On every line, pay 25% of the balance and at least the minimum due on time for 2 statements in a row, beginning with the newest one.',
    'PAY_SHARE 1':
      'On every line, pay the whole balance on time for 2 statements in a row, beginning with the newest one.',
    SPREAD_USE:
      'Spread your usual purchases over your lines in proportion to their limits until 1 January 2027, without spending more.',
    PAUSE_USE: 'Make no new purchases and no draws with your lines until 1 January 2027.',
    'KEEP_FROM outflows':
      'Take out no cash and make no outgoing transfers for 37 days, until 1 January 2027.',
    'KEEP_FROM devices':
      'Use your account only from the device that you used last for 37 days, until 1 January 2027.',
    WAIT: 'This plan asks you only to wait 37 days, until 1 January 2027: newer entries are then counted, and older ones no more.',
  },
  zh: {
    PAY_OVERDUE: '今天还清该额度已逾期的 200.50 CNY。',
    PAY_BALANCE: '今天偿还该额度余额中的 590 CNY。',
    USE_AS_USUAL:
      '本方案以您在2027年1月1日之前照常使用额度为前提。无须多用；若用得更少，则可能达不到目标。',
    VERIFY_INCOME: '在2027年1月1日前提供工资单或银行流水，完成收入核实。',
    PAY_ON_TIME: '从最近一期账单开始，每项额度按时还款2期，每期至少偿还最低应还额。',
    PAY_SHARE:
      '从最近一期账单开始，每项额度按时还款2期，每期偿还账单余额的25%，且不低于最低应还额。',
    'PAY_SHARE 1': '从最近一期账单开始，每项额度按时全额还清2期账单余额。',
    SPREAD_USE: '在2027年1月1日之前，将平常的消费按比例分散到各项额度上，总额不增加。',
    PAUSE_USE: '在2027年1月1日之前，不再使用额度消费或支用。',
    'KEEP_FROM outflows': '接下来37天（至2027年1月1日）不取现、不转出资金。',
    'KEEP_FROM devices': '接下来37天（至2027年1月1日），仅在最近使用的那台设备上使用您的账户。',
    WAIT: '本方案只需等待37天，至2027年1月1日：届时计入较新的记录，较早的记录不再计入。',
  },
};

const MOVES = {
  en: [
    'Utilization today: 30% (without this step: 80%), which brings 15 points.',
    'Utilization today: 30% (without this step: 80%), which costs 1 point.',
    'Utilization today: 30% (without this step: 80%).',
    'Utilization today: still about 80%, but past a limit, which brings 15 points.',
    'Utilization today: still about 80%, but past a limit, which costs 1 point.',
    'Utilization today: still about 80%.',
    'Utilization today: 30% (without this step: 80%), so that a rule no longer holds you back.',
    'Utilization today: a rule that looks at it no longer holds you back.',
  ],
  zh: [
    '当前额度使用率：30%（不做这一步则为80%），增加15分。',
    '当前额度使用率：30%（不做这一步则为80%），减少1分。',
    '当前额度使用率：30%（不做这一步则为80%）。',
    '当前额度使用率：仍约为80%，但已越过分界，增加15分。',
    '当前额度使用率：仍约为80%，但已越过分界，减少1分。',
    '当前额度使用率：仍约为80%。',
    '当前额度使用率：30%（不做这一步则为80%），相关规则不再限制您。',
    '当前额度使用率：相关规则不再限制您。',
  ],
};
