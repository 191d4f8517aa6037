/** The advice of a notice: the plans that were replayed, in words; and none where no score has a say. */
import { describe, expect, test } from '@jest/globals';
import {
  fitsGround,
  MEASURE_GROUNDS,
} from '../../../src/domain/platform-action/grounds-of-measures.js';
import {
  MEASURE_KINDS,
  type MeasureCondition,
} from '../../../src/domain/platform-action/measure.js';
import { adviceTarget } from '../../../src/domain/platform-action/notice-advice.js';
import type {
  AdviceFacts,
  AdviceTarget,
  NoticeFacts,
} from '../../../src/domain/platform-action/notice-facts.js';
import { noticeSections } from '../../../src/domain/platform-action/notice-sections.js';
import { noticeHtml, noticeText } from '../../../src/domain/platform-action/notice-text.js';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';
import { recourse } from '../../../src/domain/risk-profile/recourse/recourse.js';
import { reached, type Situation } from '../../../src/domain/risk-profile/recourse/situation.js';
import { actionText } from '../../../src/domain/risk-profile/recourse/words.js';
import { compileScorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { LOCALES, type Locale } from '../../../src/domain/wording.js';
import { shippedRules, shippedScorecard } from '../../../src/infrastructure/scorecards/shipped.js';
import { aNotice, factsOf, LINE_NAME, textIn } from './notices.js';

const CARD = compileScorecard(shippedScorecard());
const LINE = '0192f3c4-0000-7000-8000-0000000000ac';
const PERIODS = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'];

/** Lines that are nearly full, with half a year of statements that were paid so many months late. */
function situationOf(target: AdviceTarget, monthsLate: number): Situation {
  const [balanceMinor, limitMinor] = [920_000, 1_000_000];
  const line = { accountId: LINE, currency: 'CNY' };
  return {
    facts: {
      asOf: '2026-11-25',
      lines: [{ ...line, balanceMinor, limitMinor, usable: true }],
      statements: PERIODS.map((period) => ({
        ...line,
        period,
        balanceMinor,
        limitMinor,
        paymentsMinor: 100_000,
        purchasesMinor: 40_000,
        monthsLate,
      })),
    },
    terms: [
      {
        accountId: LINE,
        annualRatePpm: 182_500,
        minimumDuePpm: 100_000,
        minimumDueFloorMinor: 5_000,
        overdueMinor: 0,
        dueMinor: 92_000,
        paidSinceMinor: 0,
        usedSinceMinor: 0,
      },
    ],
    card: CARD,
    rules: shippedRules(),
    target,
    protection: null,
  };
}

function adviceOf(target: AdviceTarget, monthsLate = 1, name = LINE_NAME): AdviceFacts {
  const situation = situationOf(target, monthsLate);
  const { plans } = recourse(situation);
  const lineNames = new Map([[LINE, name]]);
  return { target, situation, plans, on: '2026-11-25', lineNames };
}

const BAND_C = { kind: 'BAND', band: 'C' } as const;
const BY_BAND = adviceOf(BAND_C);
const factsWith = (advice: AdviceFacts | null): NoticeFacts => ({
  ...factsOf('MODEL_UPDATE', 'LINE_DECREASE'),
  advice,
});
const said = (advice: AdviceFacts | null, locale: Locale = 'en'): string =>
  textIn(noticeSections(factsWith(advice)), locale, 'ADVICE');

describe('the advice', () => {
  test('names the target, every step of the smallest and the fastest plan, and where it leads', () => {
    const told = BY_BAND.plans.filter(({ kinds }) => !kinds.includes('ALTERNATIVE'));
    expect(told.length).toBeGreaterThan(0);
    for (const locale of LOCALES) {
      const text = said(BY_BAND, locale);
      expect(text).toContain(locale === 'en' ? 'at least into the price band C' : '至少进入C档');
      for (const { actions, standing, reached: isReached } of told) {
        expect(isReached).toBe(true);
        expect(reached(BAND_C, standing, CARD)).toBe(true);
        expect(text).toContain(String(standing.scored.score));
        expect(actions.length).toBeGreaterThan(0);
        for (const { action } of actions) expect(text).toContain(actionText(action, locale));
      }
      expect(text).toContain(CARD.card.version);
      expect(text).not.toMatch(/[{}]|undefined|null|NaN/);
      expect(/\p{Script=Han}/u.test(text)).toBe(locale === 'zh');
    }
  });

  test('says that “today” is the day on which it was worked out', () => {
    expect(said(BY_BAND)).toContain('worked out on 25 November 2026: where they say “today”');
    expect(said(BY_BAND, 'zh')).toContain('测算日为2026年11月25日');
  });

  test('leaves the plan that is merely another one to the app', () => {
    const other = BY_BAND.plans.find(({ kinds }) => kinds.join() === 'ALTERNATIVE');
    const only = other && { ...BY_BAND, plans: [other] };
    expect(other).toBeDefined();
    expect(said(only ?? null)).toBe('');
  });

  test('names the line that a step pays', () => {
    const closest = adviceOf({ kind: 'BAND', band: 'B' }, 1);
    const [plan] = closest.plans;
    const pays = { kind: 'PAY_BALANCE', accountId: LINE, amountMinor: 40_000, currency: 'CNY' };
    const action = { ...pays, until: '2026-11-25', without: {} } as const;
    const paying = plan && { ...plan, actions: [{ action, moves: [] }] };
    expect(paying).toBeDefined();
    const advice = { ...closest, plans: paying ? [paying] : [] };
    expect(said(advice as AdviceFacts)).toContain('• “Everyday line”: Today, pay 400 CNY');
    expect(said(advice as AdviceFacts, 'zh')).toContain('• “日常额度”：今天偿还');
  });

  test('says so where nothing is enough, and what comes closest', () => {
    const advice = adviceOf({ kind: 'BAND', band: 'A' });
    expect(advice.plans.map(({ kinds }) => kinds)).toEqual([['CLOSEST']]);
    expect(said(advice)).toContain('found no changes that would bring you into the price band A');
    expect(said(advice)).not.toContain('smallest changes');
    expect(said(advice, 'zh')).toContain('未能找到');
    const [plan] = advice.plans;
    expect(said({ ...advice, plans: plan ? [{ ...plan, actions: [] }] : [] })).toBe('');
  });

  test('of an application speaks of a new line', () => {
    const advice = { ...BY_BAND, target: { kind: 'NEW_CREDIT' as const } };
    expect(said(advice)).toContain('stand in the way of a new line');
    expect(said(advice, 'zh')).toContain('妨碍您获得新额度');
  });

  test('is none where no score has a say, or the target is reached already', () => {
    expect(said(null)).toBe('');
    const nothing = adviceOf({ kind: 'BAND', band: 'D' });
    expect(nothing.plans).toEqual([]);
    expect(said(nothing)).toBe('');
  });

  test.each(JURISDICTION_PACKS)('stands after the way back, before the appeal: $id', (pack) => {
    const facts = { ...factsOf('MODEL_UPDATE', 'LINE_DECREASE', pack), advice: BY_BAND };
    const codes = noticeSections(facts).map(({ code }) => code);
    const at = codes.indexOf('ADVICE');
    expect(codes.slice(at - 1, at + 2)).toEqual(['RETURN', 'ADVICE', 'APPEAL']);
  });

  test('is told on every ground and of every kind, but where the reasons may not be', () => {
    let withheld = 0;
    for (const pack of JURISDICTION_PACKS) {
      for (const ground of MEASURE_GROUNDS) {
        for (const kind of MEASURE_KINDS.filter((each) => fitsGround(each, ground))) {
          if (kind === 'REPRICING' && pack.creditorEnding.repricingNoticeDays.value === null) {
            continue;
          }
          const facts = { ...factsOf(ground, kind, pack), advice: BY_BAND };
          const sections = noticeSections(facts);
          if (facts.decision.measure?.withheld) {
            withheld += 1;
            expect(textIn(sections, 'en', 'ADVICE')).toBe('');
          } else {
            expect(textIn(sections, 'en', 'ADVICE')).toBe(said(BY_BAND));
            expect(textIn(sections, 'zh', 'ADVICE')).toBe(said(BY_BAND, 'zh'));
          }
        }
      }
    }
    expect(withheld).toBeGreaterThan(0);
  });

  test('is in the letter and on the page, whatever a line is called', () => {
    const hostile = { en: '<img src=x>\u202E{day}', zh: '<b>额度</b>\u202E{day}' };
    const advice = { ...BY_BAND, lineNames: new Map([[LINE, hostile]]) };
    const [plan] = advice.plans;
    const pays = { kind: 'PAY_OVERDUE', accountId: LINE, amountMinor: 1_000, currency: 'CNY' };
    const action = { ...pays, until: '2026-11-25', without: {} } as const;
    const plans = plan ? [{ ...plan, actions: [{ action, moves: [] }] }] : [];
    const notice = aNotice(noticeSections(factsWith({ ...advice, plans } as AdviceFacts)));
    for (const locale of LOCALES) {
      const [text, html] = [noticeText(notice, locale), noticeHtml(notice, locale)];
      expect(html).toContain('<section aria-labelledby="advice">');
      expect(html).not.toMatch(/<img|<b>/);
      expect(html).toContain('{day}');
      for (const shown of [text, html]) {
        expect(shown).not.toContain('\u202E');
        expect(shown).toContain(locale === 'en' ? 'What you can do' : '您可以怎样做');
      }
    }
  });
});

describe('what a score would have to come to', () => {
  const { bands } = shippedScorecard();
  const target = (...conditions: MeasureCondition[]) =>
    adviceTarget(
      { kind: 'LINE_DECREASE', adverseAction: true, measure: { conditions } as never },
      { bands },
    );
  const among = (...names: string[]): MeasureCondition => ({ kind: 'BAND_IN', bands: names });

  test('is the next better band than all that are named', () => {
    expect(target(among('D', 'E'))).toEqual({ kind: 'BAND', band: 'C' });
    expect(target(among('E', 'D'))).toEqual({ kind: 'BAND', band: 'C' });
    expect(target(among('E'), among('C'))).toEqual({ kind: 'BAND', band: 'B' });
  });
  test('is nothing where no score has a say, or no band is better or known', () => {
    expect(target({ kind: 'INACTIVE' })).toBeNull();
    expect(target()).toBeNull();
    expect(target(among('A'))).toBeNull();
    expect(target(among('Z'))).toBeNull();
    const closed = { kind: 'CLOSURE', adverseAction: true, measure: null } as const;
    expect(adviceTarget(closed, { bands })).toBeNull();
  });
  test('is nothing where the reasons may not be told', () => {
    const measure = { conditions: [among('E')], withheld: { source: 'Act 1' } } as never;
    const decision = { kind: 'SUSPENSION', adverseAction: true, measure } as const;
    expect(adviceTarget(decision, { bands })).toBeNull();
  });
  test('is new credit for an application that was declined, and for no other', () => {
    const decision = { kind: 'APPLICATION', adverseAction: true, measure: null } as const;
    expect(adviceTarget(decision, { bands })).toEqual({ kind: 'NEW_CREDIT' });
    expect(adviceTarget({ ...decision, adverseAction: false }, { bands })).toBeNull();
  });
});
