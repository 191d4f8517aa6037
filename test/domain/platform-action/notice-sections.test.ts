/**
 * What a notice says: of every ground, every kind of decision and every pack, whole in both languages
 * and true to the ground; and of what a decision withholds, nothing.
 */
import { describe, expect, test } from '@jest/globals';
import type { Ground } from '../../../src/domain/credit-account/grounds.js';
import { money } from '../../../src/domain/money.js';
import {
  fitsGround,
  MEASURE_GROUNDS,
  type MeasureGround,
} from '../../../src/domain/platform-action/grounds-of-measures.js';
import { MEASURE_KINDS, type MeasureKind } from '../../../src/domain/platform-action/measure.js';
import { NOTICE_SECTIONS } from '../../../src/domain/platform-action/notice.js';
import {
  CONDUCT_WORDS,
  GROUND_WORDS,
} from '../../../src/domain/platform-action/notice-decision-words.js';
import type { NoticeFacts } from '../../../src/domain/platform-action/notice-facts.js';
import { noticeSections } from '../../../src/domain/platform-action/notice-sections.js';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';
import { LOCALES, type Locale } from '../../../src/domain/wording.js';
import { NOW, packOf } from './measures.js';
import { ENTRY, factsOf, INSTITUTION, LINE_NAME, OWN_REASON, textIn, WHY_NOT } from './notices.js';

/** Written out once more, so that the code cannot agree with itself alone. */
const SAYS: Readonly<Record<MeasureGround, keyof typeof CONDUCT_WORDS>> = {
  BEHAVIOUR: 'CONDUCT',
  OVER_DEPENDENCE: 'CONDUCT',
  DELINQUENCY: 'CONDUCT',
  INACTIVITY: 'CONDUCT',
  MODEL_UPDATE: 'MODEL',
  BUSINESS_ADJUSTMENT: 'NOT_CONDUCT',
  SERVICE_SCOPE_CHANGE: 'NOT_CONDUCT',
  MACRO: 'NOT_CONDUCT',
  REGULATION: 'NOT_CONDUCT',
  FUND_POOL: 'NOT_CONDUCT',
  FRAUD_OR_SECURITY: 'NO_JUDGEMENT',
  DEATH: 'NO_JUDGEMENT',
  LEGAL_RESTRAINT: 'NO_JUDGEMENT',
};

const EVERY = MEASURE_GROUNDS.flatMap((ground) =>
  MEASURE_KINDS.filter((kind) => fitsGround(kind, ground)).map((kind) => ({ ground, kind })),
);
const packsFor = (kind: MeasureKind) =>
  JURISDICTION_PACKS.filter(
    ({ creditorEnding }) =>
      kind !== 'REPRICING' || creditorEnding.repricingNoticeDays.value !== null,
  );
const BY = ['MACHINE', 'STAFF'] as const;

describe('of every ground, kind and pack, a notice', () => {
  test.each(EVERY)('is whole and true: $ground $kind', ({ ground, kind }) => {
    const packs = packsFor(kind);
    expect(packs.length).toBeGreaterThan(0);
    for (const pack of packs) {
      for (const madeBy of BY) {
        const facts = factsOf(ground, kind, pack, { decision: { madeBy } });
        expectWhole(facts);
        expectTrue(facts, ground);
      }
    }
  });

  test.each(EVERY)('tells all reasons or that it may not: $ground $kind', ({ ground, kind }) => {
    for (const pack of packsFor(kind)) expectReasons(factsOf(ground, kind, pack), ground);
  });
});

function expectWhole(facts: NoticeFacts): void {
  const sections = noticeSections(facts);
  const codes = sections.map(({ code }) => code);
  expect(codes).toEqual(NOTICE_SECTIONS.filter((code) => codes.includes(code)));
  const always = ['CREDITOR', 'DECISION', 'GROUNDS', 'HOW_DECIDED', 'RECEIPT'];
  expect(codes).toEqual(expect.arrayContaining(always));
  for (const locale of LOCALES) {
    const all = textIn(sections, locale);
    expect(all).not.toMatch(/[{}]|undefined|null|NaN|\[object/);
    expectLaw(sections, facts, locale);
    for (const { title, paragraphs } of sections) {
      for (const words of [title, ...paragraphs]) expect(words[locale]).toMatch(/\S/);
    }
    expect(/[\u4e00-\u9fff]/.test(all)).toBe(locale === 'zh');
    const { decision, pack } = facts;
    const { name, address, contact } = INSTITUTION;
    const who = [name[locale], address[locale], contact[locale]];
    for (const own of who) expect(textIn(sections, locale, 'CREDITOR')).toContain(own);
    const versions = [decision.measure?.scorecardVersion, decision.measure?.actionPolicyVersion];
    for (const named of [LINE_NAME[locale], ENTRY, pack.id, decision.id, ...versions]) {
      expect(all).toContain(named);
    }
  }
}

/** The law's own words stand where the law is, with the authority that it asks for. */
function expectLaw(
  sections: ReturnType<typeof noticeSections>,
  { pack }: NoticeFacts,
  locale: Locale,
): void {
  const law = textIn(sections, locale, 'RIGHTS');
  const agency = INSTITUTION.supervisors.US;
  if (pack.jurisdiction !== 'US') expect(law).toBe('');
  else {
    expect(law).toContain(locale === 'en' ? 'Equal Credit Opportunity Act' : '平等信贷机会法');
    expect(law).toContain(agency?.name[locale]);
    expect(law).toContain(agency?.address[locale]);
  }
}

function expectTrue(facts: NoticeFacts, ground: keyof typeof SAYS): void {
  const sections = noticeSections(facts);
  for (const locale of LOCALES) {
    const all = textIn(sections, locale);
    // The one ground, and no other one.
    const named = MEASURE_GROUNDS.filter((each) => all.includes(GROUND_WORDS[each][locale]));
    expect(named).toEqual([ground]);
    const says = Object.entries(CONDUCT_WORDS).filter(([, words]) => all.includes(words[locale]));
    expect(says.map(([code]) => code)).toEqual([SAYS[ground]]);
  }
}

function expectReasons(facts: NoticeFacts, ground: Ground): void {
  const { measure, reasons } = facts.decision;
  const sections = noticeSections(facts);
  const isWithheld = facts.pack.creditorEnding.reasonsWithheld.value.some(
    (each) => each === ground,
  );
  expect(measure?.withheld !== null).toBe(isWithheld);
  for (const locale of LOCALES) {
    const told = reasons.map(({ text }) => text?.[locale] ?? 'a reason without words');
    if (isWithheld) {
      const all = textIn(sections, locale);
      for (const reason of [...told, WHY_NOT[locale]]) expect(all).not.toContain(reason);
      expect(textIn(sections, locale, 'WITHHELD')).toContain(measure?.withheld?.source);
    } else {
      const places = told.map((reason) => textIn(sections, locale, 'REASONS').indexOf(reason));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      expect(textIn(sections, locale, 'WITHHELD')).toBe('');
      expect(textIn(sections, locale, 'MILDER_STEP')).toContain(WHY_NOT[locale]);
    }
  }
}

describe('a notice', () => {
  test('says what was decided with its figures, and from when', () => {
    const lowered = noticeSections(factsOf('FUND_POOL', 'LINE_DECREASE'));
    expect(textIn(lowered, 'en', 'DECISION')).toBe(
      'The limit of your line “Everyday line” is lowered from 7,000 CNY to 6,400 CNY, from 25 November 2026 on.',
    );
    expect(textIn(lowered, 'zh', 'DECISION')).toContain('由 7,000 CNY 下调为 6,400 CNY');
    const US = packOf('US-REG-Z-2011');
    const priced = noticeSections(factsOf('MACRO', 'REPRICING', US));
    expect(textIn(priced, 'en', 'DECISION')).toContain('from 18.25% to 19.25%');
    expect(textIn(priced, 'en', 'DEBT')).toContain('at the old rate');
    const days = US.creditorEnding.repricingNoticeDays.value;
    expect(days).not.toBeNull();
    // The period of notice runs wholly before the day that is named.
    expect(textIn(priced, 'en', 'DECISION')).toMatch(/from \d+ January 2027 on/);
  });

  test('never dresses a ground up as conduct: the words for both exclude each other', () => {
    for (const locale of LOCALES) {
      expect(CONDUCT_WORDS.CONDUCT[locale]).not.toMatch(/not because|不是因为/);
      expect(CONDUCT_WORDS.NOT_CONDUCT[locale]).toMatch(
        /not because of anything that you did|不是因为您/,
      );
      // What the score is short of stands below it, and may well be conduct.
      expect(CONDUCT_WORDS.MODEL[locale]).toMatch(/not what you did|而不是您的行为/);
      expect(CONDUCT_WORDS.NO_JUDGEMENT[locale]).toMatch(/not because of how you|不是因为您/);
    }
  });

  test('says whether a machine alone decided, and only then how to ask for a person', () => {
    const byMachine = noticeSections(
      factsOf('BEHAVIOUR', 'SUSPENSION', packOf('CN-2025'), { decision: { madeBy: 'MACHINE' } }),
    );
    const byPerson = noticeSections(factsOf('BEHAVIOUR', 'SUSPENSION'));
    expect(textIn(byMachine, 'en', 'HOW_DECIDED')).toContain('A machine alone');
    expect(textIn(byMachine, 'en', 'HUMAN_DECISION')).toContain('for a person to decide');
    expect(textIn(byPerson, 'en', 'HOW_DECIDED')).toContain('A person of our staff');
    expect(textIn(byPerson, 'en', 'HUMAN_DECISION')).toBe('');
    const inUs = { decision: { madeBy: 'MACHINE' as const } };
    const us = noticeSections(factsOf('BEHAVIOUR', 'SUSPENSION', packOf('US-REG-Z-2011'), inUs));
    expect(textIn(us, 'en', 'HUMAN_DECISION')).toBe('');
  });

  test('names the last day of the appeal and what would help, where an appeal is open', () => {
    const facts = factsOf('SERVICE_SCOPE_CHANGE', 'DRAWDOWN_RIGHT_ENDED');
    const until = facts.decision.appealUntil;
    expect(until).not.toBeNull();
    const asked = noticeSections({ ...facts, evidence: ['INCOME_PROOF', 'BANK_STATEMENT'] });
    const days = facts.pack.appeals.filingDays.value;
    const last = new Date(NOW + days * 86_400_000);
    const day = `${last.getUTCDate()} ${last.toLocaleString('en', { month: 'long', timeZone: 'UTC' })} ${last.getUTCFullYear()}`;
    expect(textIn(asked, 'en', 'APPEAL')).toContain(`until the end of ${day}`);
    expect(textIn(asked, 'en', 'APPEAL')).toContain(
      'a proof of your income and statements of your bank account',
    );
    expect(textIn(asked, 'zh', 'APPEAL')).toContain('收入证明和银行流水');
    expect(textIn(noticeSections(facts), 'en', 'APPEAL')).toContain('No document is needed');
    const closed = factsOf('FUND_POOL', 'LINE_DECREASE', undefined, {
      decision: { appealUntil: null },
    });
    expect(textIn(noticeSections(closed), 'en', 'APPEAL')).toBe('');
  });

  test('discloses a bureau only where one acted, with the score that it acted through', () => {
    const facts = factsOf('MODEL_UPDATE', 'LINE_DECREASE', packOf('US-REG-Z-2011'));
    expect(textIn(noticeSections(facts), 'en', 'BUREAU')).toBe('');
    const factors = ['Many inquiries.', 'Much owed.'].map((en) => ({ en, zh: '查询较多。' }));
    const score = { score: 561, on: '2026-11-24', min: 300, max: 850, factors };
    const by = INSTITUTION.bureaus[0]!;
    const report = { openLines: 1, inquiries: 7, delinquencies: 0 };
    const bureau = { by, report, score };
    const acted = textIn(noticeSections({ ...facts, bureau }), 'en', 'BUREAU');
    expect(acted).toContain('561, made by us on 24 November 2026; it can lie between 300 and 850');
    expect(acted).toContain('most important first:\n1. Many inquiries.\n2. Much owed.');
    expect(acted).toContain('The bureau did not decide, and cannot tell you why');
    expect(acted).toContain(`${by.name.en}, ${by.address.en}; telephone ${by.telephone}`);
    expect(acted).toContain(by.website);
    expect(acted).toContain('1 open line of credit, 7 inquiries in 180 days and 0 delinquencies');
    const alone = { by, report: null, score: null };
    const told = textIn(noticeSections({ ...facts, bureau: alone }), 'en', 'BUREAU');
    expect(told).not.toMatch(/The score|It reported/);
    // No other law asks for the factors apart, and they would only repeat the reasons.
    const cn = factsOf('MODEL_UPDATE', 'LINE_DECREASE', packOf('CN-2025'));
    expect(textIn(noticeSections({ ...cn, bureau }), 'en', 'BUREAU')).not.toContain('inquiries.');
  });

  test('tells nothing of a bureau where the reasons may not be told', () => {
    const facts = factsOf('LEGAL_RESTRAINT', 'SUSPENSION', packOf('US-REG-Z-2011'));
    expect(facts.decision.measure?.withheld).not.toBeNull();
    const bureau = { by: INSTITUTION.bureaus[0]!, report: null, score: null };
    expect(textIn(noticeSections({ ...facts, bureau }), 'en')).not.toContain('bureau');
  });

  test('says whom to ask where nobody wrote down which bureau it was', () => {
    const facts = factsOf('BEHAVIOUR', 'SUSPENSION');
    const bureau = { by: null, report: null, score: null };
    for (const locale of LOCALES) {
      const told = textIn(noticeSections({ ...facts, bureau }), locale, 'BUREAU');
      expect(told).toContain(INSTITUTION.contact[locale]);
      for (const { name } of INSTITUTION.bureaus) expect(told).not.toContain(name[locale]);
    }
  });

  test.each([
    ['US-REG-Z-2011', 'no later than 60 days after you receive this notice', '收到本通知后60天内'],
    ['US-REG-Z-2011', 'dispute with the bureau the accuracy or completeness', '准确性或完整性'],
    ['CN-2025', 'Twice a year you have a right to the bureau’s report', '每年两次免费'],
    ['EU-2023/2225', 'a free copy of what the bureau keeps about you', '信息的副本'],
  ])('under %s tells the right to “%s”', (pack, en, zh) => {
    const facts = factsOf('BEHAVIOUR', 'SUSPENSION', packOf(pack));
    const bureau = { by: INSTITUTION.bureaus[0]!, report: null, score: null };
    const sections = noticeSections({ ...facts, bureau });
    expect(textIn(sections, 'en', 'BUREAU')).toContain(en);
    expect(textIn(sections, 'zh', 'BUREAU')).toContain(zh);
  });

  test('names who supervises the institution once: in the law’s own words, or beside its name', () => {
    const { US } = INSTITUTION.supervisors;
    const institution = { ...INSTITUTION, supervisors: { US: US!, EU: US! } };
    const of = (pack: string, code: 'CREDITOR' | 'RIGHTS') => {
      const facts = { ...factsOf('BEHAVIOUR', 'SUSPENSION', packOf(pack)), institution };
      return textIn(noticeSections(facts), 'en', code);
    };
    expect(of('EU-2023/2225', 'CREDITOR')).toContain(`supervised by ${US?.name.en}`);
    expect(of('CN-2025', 'CREDITOR')).not.toContain('supervised');
    expect(of('US-REG-Z-2011', 'CREDITOR')).not.toContain('supervised');
    expect(of('US-REG-Z-2011', 'RIGHTS')).toContain(US?.name.en);
  });

  test('has the law’s own words on what is against the customer, and on nothing else', () => {
    const of = (kind: 'SUSPENSION' | 'REVERSAL') =>
      textIn(
        noticeSections(
          factsOf('FUND_POOL', 'SUSPENSION', packOf('US-REG-Z-2011'), { decision: { kind } }),
        ),
        'en',
        'RIGHTS',
      );
    expect(of('SUSPENSION')).not.toBe('');
    expect(of('REVERSAL')).toBe('');
  });

  test('is not given with a hole where the law asks for an authority that nobody named', () => {
    const facts = factsOf('BEHAVIOUR', 'SUSPENSION', packOf('US-REG-Z-2011'));
    const institution = { ...INSTITUTION, supervisors: {} };
    expect(() => noticeSections({ ...facts, institution })).toThrow('no supervisor for US');
  });

  test.each([
    ['BEHAVIOUR', 'SUSPENSION', 'CN-2025', 'by itself, without your having to ask'],
    ['OVER_DEPENDENCE', 'LINE_DECREASE', 'CN-2025', 'The limit goes back up by itself'],
    ['OVER_DEPENDENCE', 'LINE_DECREASE', 'US-REG-Z-2011', 'do not raise a limit unless'],
    ['DELINQUENCY', 'DRAWDOWN_RIGHT_ENDED', 'CN-2025', 'offer you a new agreement'],
    [
      'DELINQUENCY',
      'DRAWDOWN_RIGHT_ENDED',
      'EU-2023/2225',
      'an application for a new one is welcome',
    ],
    ['FUND_POOL', 'LINE_DECREASE', 'CN-2025', 'it ends when we lift it'],
    ['FUND_POOL', 'LINE_DECREASE', 'EU-2023/2225', 'If you want the old one back'],
    ['REGULATION', 'CLOSURE', 'CN-2025', 'free to apply for a new line'],
  ] as const)('tells the way back from %s %s under %s', (ground, kind, pack, words) => {
    const facts = factsOf(ground, kind, packOf(pack));
    const back = textIn(noticeSections(facts), 'en', 'RETURN');
    expect(back).toContain(words);
    for (const condition of facts.conditions) expect(back).toContain(condition.en);
  });

  test('tells nobody a way back who cannot come back', () => {
    expect(textIn(noticeSections(factsOf('DEATH', 'DRAWDOWN_RIGHT_ENDED')), 'en', 'RETURN')).toBe(
      '',
    );
  });

  test('tells no condition where the reasons may not be told', () => {
    const facts = factsOf('BEHAVIOUR', 'SUSPENSION');
    const { measure } = facts.decision;
    if (!measure) throw new Error('the decision is by no measure');
    const withheld = { ...measure, withheld: { source: 'Act 1' } };
    const sections = noticeSections({
      ...facts,
      decision: { ...facts.decision, measure: withheld },
    });
    expect(facts.conditions).not.toEqual([]);
    for (const condition of facts.conditions) {
      expect(textIn(sections, 'en')).not.toContain(condition.en);
    }
    expect(textIn(sections, 'en', 'RETURN')).toContain('when we lift it');
  });

  test('of a linked decrease says what it follows from, and that it ends with it', () => {
    const linked = factsOf('FUND_POOL', 'LINE_DECREASE', undefined, {
      decision: { causedBy: ENTRY },
    });
    expect(textIn(noticeSections(linked), 'en', 'DECISION')).toContain('another of your lines');
    expect(textIn(noticeSections(linked), 'en', 'RETURN')).toContain('ends with it');
    const onRequest = textIn(
      noticeSections({ ...linked, pack: packOf('US-REG-Z-2011') }),
      'en',
      'RETURN',
    );
    expect(onRequest).toContain('you can ask for the old limit');
    const byClosing = factsOf('BEHAVIOUR', 'LINE_DECREASE', undefined, {
      decision: { measure: null, limitPolicyVersion: 'limits-1' },
    });
    const sections = noticeSections({ ...byClosing, conditions: [] });
    expect(textIn(sections, 'en', 'DECISION')).toContain('the closing of another of your lines');
    expect(textIn(sections, 'en', 'HOW_DECIDED')).toContain('Limit policy: limits-1.');
    expect(textIn(sections, 'en', 'RETURN')).toBe(
      'If it turns out that this was wrong, the limit goes back up.',
    );
  });

  test.each([
    ['REINSTATEMENT', 'SUSPENSION', 'ACTIVE', null, 'can be used again from 25 November 2026'],
    ['REVERSAL', 'SUSPENSION', 'SUSPENDED', 'CUSTOMER', 'Your own pause'],
    ['REVERSAL', 'SUSPENSION', 'SUSPENDED', 'CREDITOR', 'Another suspension'],
    ['REVERSAL', 'DRAWDOWN_RIGHT_ENDED', 'DRAWDOWN_ENDED', null, 'stays ended by another decision'],
    ['REVERSAL', 'CLOSURE', 'CLOSED', null, 'cannot be opened again'],
    ['REVERSAL', 'TERMINATION_BY_NOTICE', 'ACTIVE', null, 'it goes on as before'],
    ['REINSTATEMENT', 'LINE_DECREASE', 'ACTIVE', null, 'Its limit is 7,000 CNY'],
    ['REVERSAL', 'REPRICING', 'ACTIVE', null, 'Its yearly interest rate is 18.25%'],
  ] as const)(
    'of a %s of %s to %s tells how the line stands',
    (kind, undone, status, by, words) => {
      const limit = { from: money(640_000, 'CNY'), to: money(700_000, 'CNY') };
      const facts = factsOf('FUND_POOL', 'SUSPENSION', undefined, {
        decision: { kind, measure: null, appealUntil: null },
        facts: {
          undone,
          standing: { status, suspendedBy: by },
          limit,
          ratePpm: { from: 192_500, to: 182_500 },
          effectiveAt: NOW,
          reasons: [OWN_REASON],
          conditions: [],
        },
      });
      const sections = noticeSections(facts);
      expect(textIn(sections, 'en', 'DECISION')).toContain(words);
      // Good news: no ground to excuse, nothing to appeal against.
      const codes = sections.map(({ code }) => code);
      expect(codes).toEqual(['CREDITOR', 'DECISION', 'REASONS', 'HOW_DECIDED', 'RECEIPT']);
      expect(textIn(sections, 'zh')).not.toMatch(/[{}]|undefined/);
    },
  );
});
