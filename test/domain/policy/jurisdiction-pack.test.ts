import { describe, expect, test } from '@jest/globals';
import {
  JURISDICTION_PACKS,
  type JurisdictionPack,
  packFor,
} from '../../../src/domain/policy/jurisdiction-pack.js';
import { listedRules } from '../../../src/domain/policy/listed-rules.js';
import { RETENTION_CLASSES } from '../../../src/domain/policy/retention.js';
import { ACTIVITY_SOURCES } from '../../../src/domain/risk-profile/activity.js';
import { addDays, isLocalDate, startOfDay } from '../../../src/domain/time.js';

const FIRST = '0001-01-01';
const LAST = '9999-12-31';

/** Every `{value, source}` inside a pack, and every bare number or boolean outside of one. */
function rulesOf(value: unknown, path = ''): { path: string; source: unknown; why: unknown }[] {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return [{ path, source: undefined, why: undefined }];
  }
  if (typeof value !== 'object' || value === null) return [];
  if ('value' in value && 'source' in value) {
    return [{ path, source: value.source, why: 'why' in value ? value.why : undefined }];
  }
  return Object.entries(value).flatMap(([key, part]) => rulesOf(part, `${path}.${key}`));
}

const ofCustomerClosure = [
  '.customerClosure.anyTime',
  '.customerClosure.free',
  '.customerClosure.maxNoticeMonths',
  '.customerClosure.noticeWithdrawable',
  '.customerClosure.quoteDays',
  '.customerClosure.stepUp',
];
const ofEndings = [
  '.creditorEnding.terminationNoticeMonths',
  '.creditorEnding.noticeRunsFrom',
  '.creditorEnding.closureAtOnce',
  '.creditorEnding.drawdownReasons',
  '.creditorEnding.reasonsWithheld',
  '.creditorEnding.inactivityMonths',
  '.creditorEnding.overLimitFeeDelayDays',
  '.creditorEnding.repricingNoticeDays',
  '.creditorEnding.returnBy',
  '.adverseAction.lineDecrease',
  '.adverseAction.closureByCreditor',
  '.adverseAction.applicationDeclined',
  '.adverseAction.exceptGrounds',
  '.adverseAction.noticeDays',
  '.adverseAction.applicationNoticeFrom',
  '.adverseAction.counterofferDays',
];
const ofLookingAgain = [
  '.notice.contents',
  '.notice.bureauDisclosure',
  '.notice.bureauRights',
  '.notice.scoreFactors',
  '.notice.statement',
  '.appeals.filingDays',
  '.appeals.answer',
  '.appeals.complex',
  '.appeals.exceptional',
  '.appeals.humanAnswer',
  '.appeals.reconsiderationFilingDays',
  '.appeals.reconsiderationAnswer',
  '.appeals.pauseDays',
  '.appeals.escalationDays',
  '.appeals.idleDays',
];

const isSentence = (text: unknown): boolean => typeof text === 'string' && /^\S.+\.$/.test(text);

function overlap(a: JurisdictionPack, b: JurisdictionPack): boolean {
  const meets = (fromA = FIRST, untilA = LAST, fromB = FIRST, untilB = LAST) =>
    fromA < untilB && fromB < untilA;
  return (
    a.jurisdiction === b.jurisdiction &&
    meets(a.validFrom, a.validUntil, b.validFrom, b.validUntil) &&
    meets(a.agreementsFrom, a.agreementsUntil, b.agreementsFrom, b.agreementsUntil)
  );
}

/** What is wrong with a registry, in words. */
function defectsOf(packs: readonly JurisdictionPack[]): string[] {
  const defects: string[] = [];
  packs.forEach((pack, index) => {
    const { id, validFrom, validUntil, agreementsFrom, agreementsUntil } = pack;
    const bounds = [validFrom, validUntil, agreementsFrom, agreementsUntil];
    for (const day of bounds) {
      if (day !== undefined && !isLocalDate(day)) defects.push(`${id}: no day ${day}`);
    }
    if (validUntil !== undefined && validFrom >= validUntil) defects.push(`${id}: empty`);
    if (!Number.isFinite(startOfDay(validFrom, pack.timeZone))) defects.push(`${id}: zone`);
    for (const { path, source, why } of rulesOf(pack)) {
      if (typeof source !== 'string' || source.trim() === '') defects.push(`${id}${path}: source`);
      if (source === 'house rule' && !isSentence(why)) defects.push(`${id}${path}: why`);
    }
    for (const other of packs.slice(index + 1)) {
      if (other.id === id) defects.push(`${id}: twice`);
      if (overlap(pack, other)) defects.push(`${id}: overlaps ${other.id}`);
    }
  });
  return defects;
}

describe('the registry', () => {
  test('has no defect', () => {
    expect(JURISDICTION_PACKS.length).toBeGreaterThan(0);
    expect(defectsOf(JURISDICTION_PACKS)).toEqual([]);
  });

  test('every rule of every edition is looked at', () => {
    for (const pack of JURISDICTION_PACKS) {
      const paths = rulesOf(pack).map(({ path }) => path);
      expect(paths.filter((path) => !path.startsWith('.closingDuties.')).toSorted()).toEqual(
        [
          ...ofCustomerClosure,
          ...ofEndings,
          ...ofLookingAgain,
          '.creditBalanceRefund',
          '.creditBalance.aboveMinor',
          '.creditBalance.unaskedAfterMonths',
          '.closurePenaltyPermitted',
          '.closureProtection',
          '.linkedLimits.decrease',
          '.linkedLimits.increase',
          '.automatedDecision.explanation',
          '.automatedDecision.humanDecision',
          ...RETENTION_CLASSES.map((each) => `.retention.${each}`),
          ...ACTIVITY_SOURCES.map((source) => `.activitySources.${source}`),
        ].toSorted(),
      );
      expect(paths.length).toBe(listedRules(pack).length);
    }
  });

  test('a defect that is planted is found', () => {
    const [pack] = JURISDICTION_PACKS as [JurisdictionPack];
    const planted: [Partial<JurisdictionPack>, string][] = [
      [{ validFrom: '2026-02-30' }, 'CN-2021: no day 2026-02-30'],
      [{ validUntil: '2021-11-01' }, 'CN-2021: empty'],
      [{ closurePenaltyPermitted: { value: true, source: ' ' } }, ': source'],
      [{ closurePenaltyPermitted: { value: true, source: 'house rule' } }, ': why'],
      [{ closurePenaltyPermitted: true as never }, ': source'],
    ];
    for (const [change, defect] of planted) {
      expect(defectsOf([{ ...pack, ...change }]).join()).toContain(defect);
    }
    expect(defectsOf([pack, pack])).toEqual(['CN-2021: twice', 'CN-2021: overlaps CN-2021']);
    expect(
      defectsOf([
        { ...pack, validUntil: '2026-01-01' },
        { ...pack, id: 'CN-2026', validUntil: '2027-01-01' },
      ]),
    ).toEqual(['CN-2021: overlaps CN-2026']);
  });
});

describe('the edition that applies', () => {
  const idFor = (jurisdiction: string, agreementDate: string, onDate: string) =>
    packFor({ jurisdiction, agreementDate, onDate })?.id;

  test.each([
    ['CN', '2020-05-01', '2021-11-01', 'CN-2021'],
    ['CN', '2020-05-01', '2024-12-31', 'CN-2021'],
    // the Anti-Money Laundering Law of 2024 applies from the first day of 2025
    ['CN', '2020-05-01', '2025-01-01', 'CN-2025'],
    ['CN', '2026-05-01', '2026-07-31', 'CN-2025'],
    ['US', '2026-05-01', '2026-07-31', 'US-REG-Z-2011'],
    // the old directive, from the first day of the data protection law that it is read with
    ['EU', '2005-05-01', '2018-05-25', 'EU-2008/48'],
    // to the last day of its time
    ['EU', '2024-05-01', '2026-11-19', 'EU-2008/48'],
    ['EU', '2005-05-01', '2026-11-19', 'EU-2008/48'],
    // from the new directive's first day the agreement's day makes the difference
    ['EU', '2024-05-01', '2026-11-20', 'EU-2008/48+2023/2225-art-47'],
    ['EU', '2026-11-19', '2027-01-01', 'EU-2008/48+2023/2225-art-47'],
    ['EU', '2026-11-20', '2026-11-20', 'EU-2023/2225'],
    ['EU', '2027-03-01', '2030-01-01', 'EU-2023/2225'],
  ])('%s, agreed %s, asked on %s: %s', (jurisdiction, agreed, on, id) => {
    expect(idFor(jurisdiction, agreed, on)).toBe(id);
  });

  test.each([
    ['an unknown jurisdiction', 'GB', '2024-05-01', '2026-07-31'],
    ['a jurisdiction in another spelling', 'eu', '2024-05-01', '2026-07-31'],
    ['no jurisdiction', '', '2024-05-01', '2026-07-31'],
    ['a name that every object has', 'toString', '2024-05-01', '2026-07-31'],
    ['the day before the first edition', 'CN', '2020-05-01', '2021-10-31'],
    ['the day before the first European edition', 'EU', '2005-05-01', '2018-05-24'],
    ['a day that does not exist', 'CN', '2024-05-01', '2026-02-30'],
    ['an agreement day that does not exist', 'CN', '2024-02-30', '2026-07-31'],
    ['a day with something behind it', 'CN', '2024-05-01', '2026-07-31T00:00:00Z'],
  ])('fails closed for %s', (_, jurisdiction, agreed, on) => {
    expect(idFor(jurisdiction, agreed, on)).toBeUndefined();
  });

  test('fails closed in a gap and where two editions claim the day', () => {
    const [pack] = JURISDICTION_PACKS as [JurisdictionPack];
    const early = { ...pack, id: 'early', validUntil: '2025-01-01' };
    const late = { ...pack, id: 'late', validFrom: '2025-01-02', validUntil: '2030-01-01' };
    const question = { jurisdiction: 'CN', agreementDate: '2024-05-01', onDate: '2025-01-01' };
    expect(packFor(question, [early, late])).toBeUndefined();
    expect(packFor(question, [early, { ...late, validFrom: '2025-01-01' }])?.id).toBe('late');
    const both = [
      { ...early, validUntil: '2025-01-03' },
      { ...late, validFrom: '2024-01-01' },
    ];
    expect(packFor(question, both)).toBeUndefined();
  });

  test('leaves no European day without an answer once there was one', () => {
    for (const agreed of ['2005-01-01', '2026-11-19', '2026-11-20']) {
      for (let day = '2026-11-10'; day <= '2026-11-30'; day = addDays(day, 1)) {
        // a new agreement can be asked about from its own day on
        if (day < agreed) continue;
        expect(idFor('EU', agreed, day)).toBeDefined();
      }
    }
  });
});
