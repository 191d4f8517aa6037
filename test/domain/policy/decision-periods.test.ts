/** What an edition says of notices, appeals and the way back, and what must hold between its values. */
import { describe, expect, test } from '@jest/globals';
import { NOTICE_SECTIONS } from '../../../src/domain/platform-action/notice.js';
import { type Deadline, dueDate } from '../../../src/domain/policy/business-days.js';
import {
  JURISDICTION_PACKS,
  type JurisdictionPack,
} from '../../../src/domain/policy/jurisdiction-pack.js';
import { addDays, addMonths, daysBetween } from '../../../src/domain/time.js';

const packOf = (id: string) => JURISDICTION_PACKS.find((pack) => pack.id === id)!;
/** A Monday with no holiday in the weeks after it, anywhere: business days are at their shortest. */
const FROM = '2026-07-06';
const ALWAYS = [
  'CREDITOR',
  'DECISION',
  'GROUNDS',
  'REASONS',
  'WITHHELD',
  'MILDER_STEP',
  'HOW_DECIDED',
  'RETURN',
  'APPEAL',
  'DEBT',
  'RECEIPT',
] as const;

/** What contradicts itself in an edition's rules of looking again, in words. */
function contradictionsOf(pack: JurisdictionPack): string[] {
  const { appeals, adverseAction, notice, creditorEnding, businessCalendar } = pack;
  const days = (deadline: Deadline): number =>
    daysBetween(FROM, dueDate(deadline, FROM, businessCalendar));
  const found: string[] = [];
  const holds = (is: boolean, what: string): void => {
    if (!is) found.push(what);
  };
  const { answer, complex, exceptional, humanAnswer, reconsiderationAnswer } = appeals;
  const all = [answer, complex, exceptional, humanAnswer, reconsiderationAnswer]
    .map(({ value }) => value)
    .filter((value) => value !== null);
  const counts = all.map((value) =>
    'businessDays' in value ? value.businessDays : value.calendarDays,
  );
  counts.push(appeals.pauseDays.value, appeals.escalationDays.value, appeals.idleDays.value);
  counts.push(appeals.filingDays.value, appeals.reconsiderationFilingDays.value);
  holds(
    counts.every((count) => Number.isSafeInteger(count) && count >= 1),
    'a period of no days',
  );
  holds(
    appeals.filingDays.value >= adverseAction.noticeDays.value + 60,
    'an appeal that is late soon after the notice',
  );
  holds(
    all.every((value) => days(value) > appeals.escalationDays.value),
    'escalated before it began',
  );
  holds(
    all.every((value) => days(value) > 2 * appeals.idleDays.value),
    'lying for longer than is left after it',
  );
  const longest = complex.value && days(complex.value);
  holds(longest === null || longest > days(answer.value), 'complex and no longer');
  holds(
    longest === null || longest >= days(answer.value) + appeals.pauseDays.value,
    'a question longer than a complex case',
  );
  holds(exceptional.value === null || longest !== null, 'exceptional without complex');
  const owed = pack.automatedDecision.humanDecision.value;
  holds(
    owed === (humanAnswer.value !== null),
    'a person’s decision without a day, or a day for none',
  );
  const contents = notice.contents.value;
  holds(
    NOTICE_SECTIONS.filter((section) => contents.includes(section)).join() === contents.join(),
    'sections out of order',
  );
  holds(
    ALWAYS.every((section) => contents.includes(section)),
    'a notice without what is always told',
  );
  holds(contents.includes('HUMAN_DECISION') === owed, 'telling of the person’s decision');
  holds(contents.includes('RIGHTS') === (notice.statement.value !== null), 'telling of the law');
  holds(contents.includes('BUREAU') === notice.bureauDisclosure.value, 'telling of the bureau');
  const { value: ahead } = creditorEnding.repricingNoticeDays;
  const leaving = addMonths(FROM, pack.customerClosure.maxNoticeMonths.value);
  holds(
    ahead === null || (Number.isSafeInteger(ahead) && ahead > daysBetween(FROM, leaving)),
    'a rate that rises before one can leave',
  );
  return found;
}

describe.each(JURISDICTION_PACKS.map((pack) => [pack.id, pack] as const))('%s', (_, pack) => {
  test('does not contradict itself on notices and appeals', () => {
    expect(contradictionsOf(pack)).toEqual([]);
  });
});

test('a contradiction that is planted is found', () => {
  const pack = packOf('EU-2023/2225');
  const rule = <T>(value: T) => ({ value, source: 'a test' });
  const appeals = (change: Partial<JurisdictionPack['appeals']>): JurisdictionPack => ({
    ...pack,
    appeals: { ...pack.appeals, ...change },
  });
  const telling = (change: Partial<JurisdictionPack['notice']>): JurisdictionPack => ({
    ...pack,
    notice: { ...pack.notice, ...change },
  });
  const [first, second, ...rest] = NOTICE_SECTIONS;
  const creditorEnding = { ...pack.creditorEnding, repricingNoticeDays: rule(31) };
  const planted: [JurisdictionPack, string][] = [
    [appeals({ pauseDays: rule(0) }), 'a period of no days'],
    [appeals({ escalationDays: rule(0.5) }), 'a period of no days'],
    [appeals({ filingDays: rule(60) }), 'an appeal that is late soon after the notice'],
    [appeals({ escalationDays: rule(21) }), 'escalated before it began'],
    [appeals({ idleDays: rule(0) }), 'a period of no days'],
    [appeals({ idleDays: rule(11) }), 'lying for longer than is left after it'],
    [appeals({ complex: rule({ businessDays: 15 }) }), 'complex and no longer'],
    [appeals({ pauseDays: rule(29) }), 'a question longer than a complex case'],
    [
      appeals({ complex: rule(null), exceptional: rule({ calendarDays: 30 }) }),
      'exceptional without complex',
    ],
    [appeals({ humanAnswer: rule(null) }), 'a person’s decision without a day'],
    [telling({ contents: rule([second, first, ...rest]) }), 'sections out of order'],
    [telling({ contents: rule([first, first, second, ...rest]) }), 'sections out of order'],
    [telling({ contents: rule([first, ...rest]) }), 'a notice without what is always told'],
    [
      telling({ contents: rule(NOTICE_SECTIONS.filter((each) => each !== 'HUMAN_DECISION')) }),
      'telling of the person’s decision',
    ],
    [telling({ bureauDisclosure: rule(false) }), 'telling of the bureau'],
    [telling({ statement: rule('EQUAL_CREDIT_OPPORTUNITY' as const) }), 'telling of the law'],
    [{ ...pack, creditorEnding }, 'a rate that rises before one can leave'],
  ];
  for (const [broken, contradiction] of planted) {
    expect(contradictionsOf(broken).join()).toContain(contradiction);
  }
});

describe('the numbers, each with its source', () => {
  const MEASURES = 'CBIRC Order No. 3 of 2020';
  const HOUSE = 'house rule';

  test.each([
    ['CN-2021', { calendarDays: 15 }, { calendarDays: 30 }, { calendarDays: 30 }, MEASURES],
    ['CN-2025', { calendarDays: 15 }, { calendarDays: 30 }, { calendarDays: 30 }, MEASURES],
    ['EU-2008/48', { businessDays: 15 }, { businessDays: 35 }, null, HOUSE],
    ['EU-2008/48+2023/2225-art-47', { businessDays: 15 }, { businessDays: 35 }, null, HOUSE],
    ['EU-2023/2225', { businessDays: 15 }, { businessDays: 35 }, null, HOUSE],
    ['US-REG-Z-2011', { calendarDays: 30 }, { calendarDays: 45 }, null, HOUSE],
  ])(
    '%s answers an appeal in %j, a complex one in %j, an exceptional one adds %j',
    (id, answer, complex, exceptional, source) => {
      const { appeals } = packOf(id);
      expect(appeals.answer.value).toEqual(answer);
      expect(appeals.complex.value).toEqual(complex);
      expect(appeals.exceptional.value).toEqual(exceptional);
      for (const rule of [appeals.answer, appeals.complex, appeals.exceptional]) {
        expect(rule.source).toContain(source);
      }
    },
  );

  test.each([
    ['CN-2025', { calendarDays: 15 }, HOUSE],
    ['EU-2008/48', { calendarDays: 28 }, 'Regulation (EU) 2016/679, Art. 12(3)'],
    ['EU-2023/2225', { calendarDays: 28 }, 'Regulation (EU) 2016/679, Art. 12(3)'],
    ['US-REG-Z-2011', null, HOUSE],
  ])('%s owes a person’s decision in %j', (id, days, source) => {
    const { humanAnswer } = packOf(id).appeals;
    expect(humanAnswer.value).toEqual(days);
    expect(humanAnswer.source).toBe(source);
  });

  test('a European request is answered within the month, whatever month it is', () => {
    const { humanAnswer } = packOf('EU-2023/2225').appeals;
    for (let day = '2027-01-01'; day < '2028-03-01'; day = addDays(day, 1)) {
      expect(dueDate(humanAnswer.value!, day, 'EU_TARGET') <= addMonths(day, 1)).toBe(true);
    }
  });

  test('a Chinese answer can be checked: asked for within thirty days, done within thirty', () => {
    const { reconsiderationFilingDays, reconsiderationAnswer } = packOf('CN-2025').appeals;
    expect(reconsiderationFilingDays.value).toBe(30);
    expect(reconsiderationAnswer.value).toEqual({ calendarDays: 30 });
    expect([reconsiderationFilingDays.source, reconsiderationAnswer.source]).toEqual([
      expect.stringContaining(MEASURES),
      expect.stringContaining(MEASURES),
    ]);
  });

  test.each([
    ['CN-2025', null, 'Civil Code of the PRC, Art. 543', 'OFFER', HOUSE],
    ['EU-2008/48', 60, HOUSE, 'INVITATION', HOUSE],
    ['EU-2008/48+2023/2225-art-47', 60, HOUSE, 'INVITATION', HOUSE],
    ['EU-2023/2225', 60, HOUSE, 'INVITATION', 'Directive (EU) 2023/2225, Art. 17'],
    ['US-REG-Z-2011', 45, '12 CFR 1026.9(c)(2)(i)(A) (Regulation Z)', 'INVITATION', HOUSE],
  ])(
    '%s raises a rate after %j days (%s) and leads back by %s',
    (id, days, law, returnBy, rule) => {
      const { creditorEnding } = packOf(id);
      expect(creditorEnding.repricingNoticeDays).toMatchObject({ value: days, source: law });
      expect(creditorEnding.returnBy).toMatchObject({ value: returnBy, source: rule });
    },
  );

  test.each([
    [
      'CN-2025',
      'FREE_REPORT_TWICE_A_YEAR',
      'Regulation on the Administration of the Credit Reporting Industry (2013), Art. 17 and 25',
    ],
    ['EU-2023/2225', 'ACCESS_AND_RECTIFICATION', 'Regulation (EU) 2016/679, Art. 12(5), 15 and 16'],
    ['US-REG-Z-2011', 'FREE_COPY_WITHIN_60_DAYS', '15 U.S.C. 1681m(a)(4)'],
  ])('%s tells of a bureau that there is %s, by %s', (id, value, source) => {
    expect(packOf(id).notice.bureauRights).toMatchObject({ value, source });
  });

  test('the law has words of its own, and asks for the factors of a score, in one country', () => {
    for (const { jurisdiction, notice } of JURISDICTION_PACKS) {
      const isUs = jurisdiction === 'US';
      expect(notice.statement.value).toBe(isUs ? 'EQUAL_CREDIT_OPPORTUNITY' : null);
      expect(notice.scoreFactors.value).toBe(isUs);
    }
    const { notice } = packOf('US-REG-Z-2011');
    expect(notice.statement.source).toBe('12 CFR 1002.9(b)(1) (Regulation B)');
    expect(notice.scoreFactors.source).toContain('1681g(f)(1)(C)');
  });

  test.each([
    ['CN-2025', HOUSE],
    ['EU-2008/48', 'Directive 2008/48/EC, Art. 9(2)'],
    ['EU-2008/48+2023/2225-art-47', 'Directive 2008/48/EC, Art. 9(2)'],
    ['EU-2023/2225', 'Directive (EU) 2023/2225, Art. 19(6)'],
    ['US-REG-Z-2011', '15 U.S.C. 1681m(a)'],
  ])('%s tells that a bureau had a say, by %s', (id, source) => {
    expect(packOf(id).notice.bureauDisclosure).toMatchObject({ value: true, source });
  });
});
