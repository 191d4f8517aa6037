/** Decisions and all that their notices tell, for tests. */
import type { Decision } from '../../../src/domain/credit-account/decision.js';
import type { Ground } from '../../../src/domain/credit-account/grounds.js';
import { money } from '../../../src/domain/money.js';
import { conditionText } from '../../../src/domain/platform-action/conditions.js';
import { measureDecision } from '../../../src/domain/platform-action/decided.js';
import type {
  Measure,
  MeasureCondition,
  MeasureKind,
} from '../../../src/domain/platform-action/measure.js';
import type { Notice, NoticeSection } from '../../../src/domain/platform-action/notice.js';
import type { NoticeFacts } from '../../../src/domain/platform-action/notice-facts.js';
import type { JurisdictionPack } from '../../../src/domain/policy/jurisdiction-pack.js';
import type { Locale } from '../../../src/domain/wording.js';
import { demoInstitution } from '../../../src/infrastructure/institutions/institution.js';
import { EFFECTS, factsWith, NOW, packOf, RULES, TROUBLED, taken } from './measures.js';

export const INSTITUTION = demoInstitution();
export const LINE_NAME = { en: 'Everyday line', zh: '日常额度' };
export const ENTRY = '0192f3c4-0000-7000-8000-00000000000e';

/** What a measure on each ground looks for here; the others look at nothing. */
const WHEN: Readonly<Partial<Record<Ground, readonly MeasureCondition[]>>> = {
  BEHAVIOUR: [{ kind: 'RULE_ACTS', ruleId: 'frequent-outflows' }],
  OVER_DEPENDENCE: [
    { kind: 'UTILIZATION_AT_LEAST', ppm: 900_000 },
    { kind: 'BAND_IN', bands: [TROUBLED.band] },
  ],
  DELINQUENCY: [{ kind: 'OVERDUE_DAYS_AT_LEAST', days: 30 }],
  INACTIVITY: [{ kind: 'INACTIVE' }],
  MODEL_UPDATE: [{ kind: 'BAND_IN', bands: [TROUBLED.band] }],
  SERVICE_SCOPE_CHANGE: [
    {
      kind: 'CHARACTERISTIC_IS',
      characteristicId: 'income_verification',
      category: 'NOT_VERIFIED',
    },
  ],
};

export const OWN_REASON = { en: 'The measure’s own reason.', zh: '措施自身的理由。' };
export const WHY_NOT = { en: 'It would not have been enough.', zh: '该措施不足以解决问题。' };

export const measureOn = (grounds: Ground, kind: MeasureKind): Measure => ({
  id: 'walked',
  grounds,
  effect: EFFECTS[kind],
  taken: 'BY_PERSON',
  when: WHEN[grounds] ?? [],
  reasonCode: 'WALKED',
  reason: OWN_REASON,
  basis: OWN_REASON,
  milder: [{ kind: 'REPRICING', whyNot: WHY_NOT }],
  linkedDecreasePpm: null,
});

/** The notice's facts of a measure that was taken on a ground. */
export function factsOf(
  grounds: Ground,
  kind: MeasureKind,
  pack: JurisdictionPack = packOf('CN-2025'),
  over: { decision?: Partial<Decision>; facts?: Partial<NoticeFacts> } = {},
): NoticeFacts {
  const balanceMinor = grounds === 'INACTIVITY' ? 0 : 640_000;
  const line = { balanceMinor, limitMinor: 700_000, overdueDays: 45, unusedMonths: 12 };
  const measured = taken(measureOn(grounds, kind), factsWith(line), pack);
  const made = measureDecision(measured);
  const decision: Decision = { ...made, ...over.decision };
  const { measure } = decision;
  const { set, effectiveAt } = measured;
  return {
    decision,
    pack,
    institution: INSTITUTION,
    reasons: decision.reasons.map(({ text }) => text ?? OWN_REASON),
    lineName: LINE_NAME,
    standing: { status: 'ACTIVE', suspendedBy: null },
    limit:
      set.limitMinor === null
        ? null
        : { from: money(700_000, 'CNY'), to: money(set.limitMinor, 'CNY') },
    ratePpm: set.annualRatePpm === null ? null : { from: 182_500, to: set.annualRatePpm },
    effectiveAt,
    undone: null,
    conditions: (measure?.conditions ?? []).map((condition) => ({
      en: conditionText(condition, RULES, 'en'),
      zh: conditionText(condition, RULES, 'zh'),
    })),
    advice: null,
    owed: money(balanceMinor, 'CNY'),
    score: null,
    lookedOn: {
      scorecardVersion: TROUBLED.scorecardVersion,
      rulesVersion: TROUBLED.rules?.version ?? null,
    },
    bureau: null,
    evidence: [],
    auditEntryId: ENTRY,
    ...over.facts,
  };
}

/** All paragraphs of a section, or of all of them, one a line. */
export const textIn = (
  sections: readonly NoticeSection[],
  locale: Locale,
  code?: NoticeSection['code'],
): string =>
  sections
    .filter((section) => code === undefined || section.code === code)
    .flatMap(({ paragraphs }) => paragraphs.map((paragraph) => paragraph[locale]))
    .join('\n');

export const aNotice = (
  sections: readonly NoticeSection[],
  over: Partial<Notice> = {},
): Notice => ({
  id: '0192f3c4-0000-7000-8000-00000000000a',
  customerId: '0192f3c4-0000-7000-8000-00000000000c',
  accountId: '0192f3c4-0000-7000-8000-0000000000ac',
  decisionId: '0192f3c4-0000-7000-8000-00000000000d',
  sections,
  issuedAt: NOW,
  dueOn: '2026-12-10',
  dueAt: Date.parse('2026-12-10T16:00:00Z'),
  packEdition: 'CN-2025',
  auditEntryId: ENTRY,
  deliveredAt: null,
  channel: null,
  alarms: [],
  alarmAt: null,
  ...over,
});
