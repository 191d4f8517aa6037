/** What a customer is told of how an appeal ended, and that a way back has opened. */
import { describe, expect, test } from '@jest/globals';
import {
  APPEAL_KINDS,
  APPEAL_OUTCOMES,
  type Appeal,
  type AppealOutcome,
} from '../../../src/domain/appeal/appeal.js';
import type { CreditApplication } from '../../../src/domain/credit-account/way-back.js';
import { money } from '../../../src/domain/money.js';
import {
  type OutcomeFacts,
  outcomeSections,
  reconsiderationUntil,
  wayBackSections,
} from '../../../src/domain/platform-action/notice-outcome.js';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';
import { DAY_MS } from '../../../src/domain/time.js';
import { LOCALES } from '../../../src/domain/wording.js';
import { NOW, packOf } from './measures.js';
import { ENTRY, factsOf, INSTITUTION, LINE_NAME, textIn } from './notices.js';

const DECISION = factsOf('SERVICE_SCOPE_CHANGE', 'DRAWDOWN_RIGHT_ENDED').decision;
const OUTCOME: AppealOutcome = {
  kind: 'OVERTURNED',
  reasons: 'Your payslips show an income.\nWe should have asked.',
  findings: [
    { kind: 'VERIFIED_INCOME', money: money(1_200_000, 'CNY'), evidenceId: null },
    { kind: 'LATENESS_CORRECTED', accountId: 'a', period: '2026-09', monthsLate: 0 },
    { kind: 'ACTIVITY_NOT_OWN', activityKind: 'CASH_OUT', day: '2026-11-20', count: 1 },
    { kind: 'MISTAKEN_IDENTITY', note: 'internal note', theirs: [] },
    { kind: 'FACTS_CONFIRMED', note: 'internal note' },
  ],
  rescore: {
    scorecardVersion: 'taiwan-1',
    rulesVersion: 'rules-1',
    before: { score: 560, band: 'D', ruleIds: [] },
    after: { score: 611, band: 'C', ruleIds: [] },
    stillApplies: false,
  },
  decidedBy: 'reviewer-1',
  decidedAt: NOW,
  isLate: false,
  repairs: [],
  reversalId: 'reversal-1',
  milderId: null,
};
const APPEAL: Appeal = {
  id: 'appeal-1',
  customerId: DECISION.customerId,
  accountId: DECISION.accountId,
  decisionId: DECISION.id,
  kind: 'APPEAL',
  reconsiders: null,
  statement: 'I do have an income.',
  evidenceIds: [],
  filedAt: NOW - 3 * DAY_MS,
  filedBy: 'subject-1',
  status: 'DECIDED',
  clock: { startedAt: NOW - 3 * DAY_MS, dueAt: NOW + 12 * DAY_MS, extensions: [], pauses: [] },
  recused: [],
  assignedTo: 'reviewer-1',
  assignedAt: NOW - 2 * DAY_MS,
  formerReviewers: [],
  escalatedAt: null,
  overdueReportedAt: null,
  answers: [],
  outcome: OUTCOME,
  endedAt: NOW,
  packEdition: 'CN-2025',
  auditEntryId: ENTRY,
};

const outcomeOf = (
  outcome: Partial<AppealOutcome> = {},
  appeal: Partial<Appeal> = {},
  over: Partial<OutcomeFacts> = {},
) =>
  outcomeSections({
    appeal: { ...APPEAL, ...appeal },
    outcome: { ...OUTCOME, ...outcome },
    decision: DECISION,
    pack: packOf('CN-2025'),
    institution: INSTITUTION,
    lineName: LINE_NAME,
    repairs: [],
    auditEntryId: ENTRY,
    ...over,
  });

describe('of an outcome', () => {
  const every = APPEAL_KINDS.flatMap((kind) => APPEAL_OUTCOMES.map((outcome) => [kind, outcome]));
  test.each(every as [Appeal['kind'], AppealOutcome['kind']][])(
    'of a %s that is %s the notice is whole under every pack',
    (kind, outcome) => {
      for (const pack of JURISDICTION_PACKS) {
        const sections = outcomeOf({ kind: outcome }, { kind }, { pack });
        for (const locale of LOCALES) {
          const all = textIn(sections, locale);
          expect(all).not.toMatch(/[{}]|undefined|null|NaN/);
          expect(all).toContain(LINE_NAME[locale]);
          expect(all).toContain(OUTCOME.reasons);
          expect(textIn(sections, locale, 'CREDITOR')).toContain(INSTITUTION.name[locale]);
          // A person of the staff is not named, and a note among colleagues not told.
          expect(all).not.toMatch(/reviewer-1|internal note/);
        }
        expect(textIn(sections, 'en', 'HOW_DECIDED')).toContain(
          'A person decided this, not a machine',
        );
      }
    },
  );

  test('says what was found and both scores', () => {
    const found = textIn(outcomeOf(), 'en', 'FINDINGS');
    expect(found).toContain('Your monthly income is verified: 12,000 CNY.');
    expect(found).toContain(
      'The statement of 2026-09 counted you late by mistake. It no longer does.',
    );
    expect(found).toContain(
      '1 of the transactions of 20 November 2026 was not your own, and no longer counts.',
    );
    expect(found).toContain(
      'your score was 560 (band D); today, on the facts as found, it is 611 (band C). Both are by',
    );
    const before = OUTCOME.rescore?.before;
    if (!OUTCOME.rescore || !before) throw new Error('there is no rescore');
    const same = outcomeOf({ rescore: { ...OUTCOME.rescore, after: before } });
    expect(textIn(same, 'en', 'FINDINGS')).toContain('the same as when the decision was made');
    expect(textIn(outcomeOf({ rescore: null }), 'en', 'FINDINGS')).not.toContain('score');
  });

  test('says of each thing whether it was put right', () => {
    const text = { en: 'The limit goes back.', zh: '限额恢复。' };
    const repairs = [
      { done: true, text },
      { done: false, text: { en: 'It stays.', zh: '维持不变。' } },
    ];
    const sections = outcomeOf({}, {}, { repairs });
    expect(textIn(sections, 'en', 'REPAIRS')).toBe('✓ The limit goes back.\n– It stays.');
    expect(textIn(sections, 'zh', 'REPAIRS')).toBe('✓ 限额恢复。\n– 维持不变。');
  });

  test('owns up to being late', () => {
    const late = textIn(outcomeOf({ isLate: true }), 'en', 'DECISION');
    expect(late).toContain('was due by the end of 7 December 2026 and comes late');
    expect(textIn(outcomeOf(), 'en', 'DECISION')).not.toContain('late');
  });

  test('tells the one further look and where else to turn, but not who was right', () => {
    const upheld = textIn(outcomeOf({ kind: 'UPHELD' }), 'en', 'APPEAL');
    const days = packOf('CN-2025').appeals.reconsiderationFilingDays.value;
    expect(days).toBe(30);
    expect(upheld).toContain('until the end of 25 December 2026');
    expect(upheld).toContain('or to a court');
    expect(textIn(outcomeOf(), 'en', 'APPEAL')).toBe('');
    const again = textIn(
      outcomeOf({ kind: 'UPHELD' }, { kind: 'RECONSIDERATION' }),
      'en',
      'APPEAL',
    );
    expect(again).not.toContain('ask once');
    expect(again).toContain('or to a court');
  });

  test('gives a last day for reconsidering what was not overturned, once', () => {
    const pack = packOf('CN-2025');
    const of = (kind: Appeal['kind'], outcome: AppealOutcome['kind']) =>
      reconsiderationUntil({ kind }, { kind: outcome, decidedAt: NOW }, pack);
    expect(of('APPEAL', 'UPHELD')).toBe('2026-12-25');
    expect(of('HUMAN_DECISION', 'MODIFIED')).toBe('2026-12-25');
    expect(of('APPEAL', 'OVERTURNED')).toBeNull();
    expect(of('RECONSIDERATION', 'UPHELD')).toBeNull();
  });
});

describe('of a way back', () => {
  const facts = {
    decision: DECISION,
    pack: packOf('CN-2025'),
    institution: INSTITUTION,
    lineName: LINE_NAME,
    foundBy: 'MACHINE' as const,
    lookedOn: { scorecardVersion: 'expert-2', rulesVersion: 'rules-7' },
    openedAt: NOW,
    auditEntryId: ENTRY,
  };
  const application = {
    id: 'application-1',
    currency: 'CNY',
    offer: {
      limitMinor: 700_000,
      annualRatePpm: 182_500,
      band: 'C',
      validUntil: Date.parse('2026-12-09T16:00:00Z'),
    },
  } as CreditApplication;

  test('an offer is told with its limit, its rate and its last day, and that nothing begins by itself', () => {
    const sections = wayBackSections({ ...facts, how: { kind: 'OFFER', application } });
    expect(textIn(sections, 'en', 'RETURN')).toBe(
      'We offer you a new agreement with a limit of 7,000 CNY, at 18.25% a year. It holds until 9 December 2026. You find it among your applications; nothing begins unless you accept it. If you let that day pass, you can apply for a line yourself at any time; we then look at it afresh.',
    );
    expect(textIn(sections, 'en', 'DECISION')).toContain('It is so now.');
    expect(sections[0]?.code).toBe('CREDITOR');
    expect(textIn(sections, 'en', 'CREDITOR')).toContain(INSTITUTION.address.en);
    const without = { ...application, offer: null };
    const broken = () =>
      wayBackSections({ ...facts, how: { kind: 'OFFER', application: without } });
    expect(broken).toThrow('application application-1 has no offer');
  });

  test.each([
    ['INVITATION', 'your application is welcome'],
    ['ASK_FOR_LIMIT', 'If you want the old one back'],
  ] as const)('%s opens nothing unasked', (kind, words) => {
    const sections = wayBackSections({ ...facts, how: { kind } });
    expect(textIn(sections, 'en', 'RETURN')).toContain(words);
    expect(textIn(sections, 'en', 'RETURN')).toMatch(/not ask for|unless you ask/);
    expect(textIn(sections, 'zh')).not.toMatch(/[{}]|undefined/);
  });

  const invited = (over: object = {}) =>
    wayBackSections({ ...facts, how: { kind: 'INVITATION' }, ...over });

  test('says who found it, and by which card and rules', () => {
    expect(invited().map(({ code }) => code)).toEqual([
      'CREDITOR',
      'DECISION',
      'HOW_DECIDED',
      'RETURN',
      'APPEAL',
      'RECEIPT',
    ]);
    const how = textIn(invited(), 'en', 'HOW_DECIDED');
    for (const words of ['A machine alone', 'expert-2', 'rules-7', 'CN-2025']) {
      expect(how).toContain(words);
    }
    expect(textIn(invited(), 'zh', 'HOW_DECIDED')).toContain('评分卡：expert-2');
    const byPerson = textIn(invited({ foundBy: 'STAFF', lookedOn: null }), 'en', 'HOW_DECIDED');
    expect(byPerson).toContain('A person of our staff');
    expect(byPerson).not.toContain('Scorecard');
  });

  test.each([
    [NOW + 1, 'runs until the end of 25 November 2026', '申诉期限至2026年11月25日当日结束'],
    [NOW, 'ended with 25 November 2026', '申诉期限已于2026年11月25日届满'],
    [null, 'No appeal is open', '没有可以提起的申诉'],
  ])('tells the last day of the appeal, or that there is none: until %s', (appealUntil, en, zh) => {
    const sections = invited({ decision: { ...DECISION, appealUntil } });
    expect(textIn(sections, 'en', 'APPEAL')).toContain(en);
    expect(textIn(sections, 'zh', 'APPEAL')).toContain(zh);
    expect(textIn(sections, 'en', 'APPEAL')).toContain('decides nothing against you');
  });
});
