/** The notice of what was decided about an appeal, and the one that a way back has opened. */
import type { Appeal, AppealOutcome, Finding } from '../appeal/appeal.js';
import type { Decision } from '../credit-account/decision.js';
import type { CreditApplication } from '../credit-account/way-back.js';
import type { Id } from '../identifiers.js';
import { money, readableMoney } from '../money.js';
import type { Institution } from '../policy/institution.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import { rateText } from '../risk-profile/price-band.js';
import { addDays, type Instant, type LocalDate, localDate } from '../time.js';
import { dayText, type Locale, type Text } from '../wording.js';
import type { NoticeSection } from './notice.js';
import { answeredWithin } from './notice-appeal.js';
import { dayOf, lastDayOf, type NoticeFacts, told } from './notice-facts.js';
import { creditorParagraphs } from './notice-institution.js';
import {
  ANSWER_WORDS,
  ASKED_WORDS,
  FINDING_WORDS,
  ON_TIME_WORDS,
  OUTCOME_WORDS,
  REFERRAL_OUTCOME_WORDS,
  WAY_BACK_WORDS,
} from './notice-outcome-words.js';
import { section } from './notice-sections.js';
import { HOW_WORDS, RECEIPT_WORDS } from './notice-words.js';

/** What the notice of an outcome is made from. */
export interface OutcomeFacts {
  readonly appeal: Appeal;
  readonly outcome: AppealOutcome;
  /** The decision that was appealed. */
  readonly decision: Decision;
  readonly pack: JurisdictionPack;
  readonly institution: Institution;
  readonly lineName: Text;
  /** What was done about each thing that the decision had caused, in words. */
  readonly repairs: readonly {
    readonly done: boolean;
    readonly text: Text;
    /** Of another line than the one that was decided about. */
    readonly lineName?: Text | null;
  }[];
  readonly auditEntryId: Id;
}

/** The sections of an outcome's notice; an outcome owes all of them, whatever the pack lists. */
export function outcomeSections(facts: OutcomeFacts): NoticeSection[] {
  const { appeal, outcome, pack, repairs, auditEntryId } = facts;
  return [
    ...section('CREDITOR', creditorParagraphs(facts)),
    ...section('DECISION', decidedParagraphs(facts)),
    // The reviewer wrote them to the customer, in whatever language they share.
    ...section('REASONS', [
      told(ANSWER_WORDS.REASONS),
      { en: outcome.reasons, zh: outcome.reasons },
    ]),
    ...section('FINDINGS', [...outcome.findings.map(findingText), ...scoresOf(outcome)]),
    ...section(
      'REPAIRS',
      repairs.map(({ done, text, lineName }) =>
        told(done ? ANSWER_WORDS.DONE : ANSWER_WORDS.NOT_DONE, (locale) => ({
          repair: lineName ? onLine(lineName, text)[locale] : text[locale],
        })),
      ),
    ),
    ...section('HOW_DECIDED', [
      told(ANSWER_WORDS.PERSON),
      told(HOW_WORDS.PACK, () => ({ edition: pack.id })),
    ]),
    ...section('APPEAL', furtherParagraphs(facts)),
    ...section('RECEIPT', [
      told(RECEIPT_WORDS.APPEAL, () => ({ appeal: appeal.id })),
      told(RECEIPT_WORDS.ENTRY, () => ({ entry: auditEntryId })),
    ]),
  ];
}

const onLine = (lineName: Text, repair: Text): Text =>
  told(ANSWER_WORDS.ON_LINE, (locale) => ({ line: lineName[locale], repair: repair[locale] }));

function decidedParagraphs({ appeal, outcome, decision, pack, lineName }: OutcomeFacts): Text[] {
  const words = appeal.kind === 'REFERRAL' ? REFERRAL_OUTCOME_WORDS : OUTCOME_WORDS;
  const asked = told(ASKED_WORDS[appeal.kind], (locale) => ({
    line: lineName[locale],
    filedOn: dayOf(appeal.filedAt, pack, locale),
    decidedOn: dayOf(decision.decidedAt, pack, locale),
  }));
  const late = told(ANSWER_WORDS.LATE, (locale) => ({
    day: lastDayOf(appeal.clock.dueAt, pack, locale),
  }));
  return [asked, told(words[outcome.kind]), ...(outcome.isLate ? [late] : [])];
}

/** What was found, in words; a reviewer's own note goes to no customer. */
export function findingText(finding: Finding): Text {
  const isOnTime = finding.kind === 'LATENESS_CORRECTED' && finding.monthsLate === 0;
  const words = isOnTime ? ON_TIME_WORDS : FINDING_WORDS[finding.kind];
  return told(words, (locale) => figuresOf(finding, locale));
}

function figuresOf(finding: Finding, locale: Locale): Record<string, string | number> {
  switch (finding.kind) {
    case 'VERIFIED_INCOME':
      return { amount: readableMoney(finding.money) };
    case 'LATENESS_CORRECTED':
      return { period: finding.period, months: finding.monthsLate };
    case 'ACTIVITY_NOT_OWN':
      return { day: dayText(finding.day, locale), count: finding.count };
    default:
      return {};
  }
}

function scoresOf({ rescore }: AppealOutcome): Text[] {
  if (!rescore) return [];
  const { before, after, scorecardVersion: version } = rescore;
  const isSame = before.score === after.score && before.band === after.band;
  return [
    told(isSame ? ANSWER_WORDS.SCORE_SAME : ANSWER_WORDS.SCORES, () => ({
      before: before.score,
      beforeBand: before.band,
      after: after.score,
      afterBand: after.band,
      version,
    })),
  ];
}

/** The last day on which the one reconsideration can be asked for; null where none is left. */
export function reconsiderationUntil(
  { kind }: Pick<Appeal, 'kind'>,
  outcome: Pick<AppealOutcome, 'kind' | 'decidedAt'>,
  { appeals, timeZone }: Pick<JurisdictionPack, 'appeals' | 'timeZone'>,
): LocalDate | null {
  if (kind === 'RECONSIDERATION' || outcome.kind === 'OVERTURNED') return null;
  // What a person declined after a referral is a decision of its own, against which one appeals.
  if (kind === 'REFERRAL') return null;
  const from = localDate(outcome.decidedAt, timeZone);
  return addDays(from, appeals.reconsiderationFilingDays.value);
}

function furtherParagraphs({ appeal, outcome, pack }: OutcomeFacts): Text[] {
  if (outcome.kind === 'OVERTURNED') return [];
  const last = reconsiderationUntil(appeal, outcome, pack);
  const again =
    last === null
      ? []
      : [
          told(ANSWER_WORDS.RECONSIDERATION, (locale) => ({ day: dayText(last, locale) })),
          answeredWithin(pack.appeals.reconsiderationAnswer.value),
        ];
  return [...again, told(ANSWER_WORDS.ELSEWHERE)];
}

/** What the notice of a way back is made from. */
export interface WayBackFacts {
  readonly decision: Decision;
  readonly pack: JurisdictionPack;
  readonly institution: Institution;
  readonly lineName: Text;
  readonly how:
    | { readonly kind: 'OFFER'; readonly application: CreditApplication }
    | { readonly kind: 'INVITATION' | 'ASK_FOR_LIMIT' };
  /** Who found that it is so: a look at the facts by itself, or a person. */
  readonly foundBy: 'MACHINE' | 'STAFF';
  /** The card and the rules that looked on; null where none did. */
  readonly lookedOn: NoticeFacts['lookedOn'];
  /** When the way opened. */
  readonly openedAt: Instant;
  readonly auditEntryId: Id;
}

export function wayBackSections(facts: WayBackFacts): NoticeSection[] {
  const { decision, pack, lineName, auditEntryId } = facts;
  const met = told(WAY_BACK_WORDS.MET, (locale) => ({
    line: lineName[locale],
    decidedOn: dayOf(decision.decidedAt, pack, locale),
  }));
  return [
    ...section('CREDITOR', creditorParagraphs(facts)),
    ...section('DECISION', [met]),
    ...section('HOW_DECIDED', foundParagraphs(facts)),
    ...section('RETURN', [openedText(facts)]),
    ...section('APPEAL', [appealText(facts)]),
    ...section('RECEIPT', [
      told(RECEIPT_WORDS.DECISION, () => ({ decision: decision.id })),
      told(RECEIPT_WORDS.ENTRY, () => ({ entry: auditEntryId })),
    ]),
  ];
}

/** Who found it, and by which versions of what. */
export function foundParagraphs({
  foundBy,
  lookedOn,
  pack,
}: Pick<WayBackFacts, 'foundBy' | 'lookedOn' | 'pack'>): Text[] {
  const version = (template: Text, of: string | null | undefined): Text[] =>
    of == null ? [] : [told(template, () => ({ version: of }))];
  return [
    told(HOW_WORDS[foundBy]),
    ...version(HOW_WORDS.CARD, lookedOn?.scorecardVersion),
    ...version(HOW_WORDS.RULES, lookedOn?.rulesVersion),
    told(HOW_WORDS.PACK, () => ({ edition: pack.id })),
  ];
}

/** Until when the decision that stands can be appealed, or that it cannot. */
export function appealText({
  decision,
  pack,
  openedAt,
}: Pick<WayBackFacts, 'decision' | 'pack' | 'openedAt'>): Text {
  const { appealUntil: until, decidedAt } = decision;
  const decidedOn = (locale: Locale): string => dayOf(decidedAt, pack, locale);
  if (until === null) {
    return told(WAY_BACK_WORDS.APPEAL_NONE, (locale) => ({ decidedOn: decidedOn(locale) }));
  }
  const words = openedAt < until ? WAY_BACK_WORDS.APPEAL_UNTIL : WAY_BACK_WORDS.APPEAL_OVER;
  return told(words, (locale) => ({
    decidedOn: decidedOn(locale),
    day: lastDayOf(until, pack, locale),
  }));
}

function openedText({ how, pack }: WayBackFacts): Text {
  if (how.kind !== 'OFFER') return told(WAY_BACK_WORDS[how.kind]);
  const { offer, currency } = how.application;
  if (!offer) throw new Error(`application ${how.application.id} has no offer`);
  return told(WAY_BACK_WORDS.OFFER, (locale) => ({
    limit: readableMoney(money(offer.limitMinor, currency)),
    rate: rateText(offer.annualRatePpm, locale),
    until: lastDayOf(offer.validUntil, pack, locale),
  }));
}
