/** What the notice of one decision is made from, and how its words are filled. */
import type { EvidenceKind } from '../appeal/evidence.js';
import type { AccountStatus } from '../credit-account/credit-account.js';
import type { Decision } from '../credit-account/decision.js';
import type { AccountId, Id } from '../identifiers.js';
import type { Money } from '../money.js';
import type { Bureau, Institution } from '../policy/institution.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import type { Plan } from '../risk-profile/recourse/recourse.js';
import type { RecourseTarget, Situation } from '../risk-profile/recourse/situation.js';
import { type Instant, type LocalDate, localDate } from '../time.js';
import { dayText, type Figures, fill, type Locale, type Text } from '../wording.js';
import type { MeasureKind } from './measure.js';

/** Everything that the notice of one decision is made from. */
export interface NoticeFacts {
  readonly decision: Decision;
  readonly pack: JurisdictionPack;
  /** Who decided. */
  readonly institution: Institution;
  /** In the order of weight, in words; also those that may not be told, which no section names. */
  readonly reasons: readonly Text[];
  /** The line, or the one that was applied for. */
  readonly lineName: Text;
  /** Of an application for the limit that a line had, in the place of a new line. */
  readonly asksForLimit?: boolean;
  /** The line as it stands after the decision; null for an application. */
  readonly standing: {
    readonly status: AccountStatus;
    readonly suspendedBy: 'CREDITOR' | 'CUSTOMER' | null;
  } | null;
  /** What moves, or what was asked for and what was offered; null where nothing of the kind is. */
  readonly limit: { readonly from: Money; readonly to: Money } | null;
  readonly ratePpm: { readonly from: number; readonly to: number } | null;
  /** When it takes effect, a notice as if it arrived at once; of an application when it was made. */
  readonly effectiveAt: Instant;
  /** Of a decision that takes another one back: what that one was. */
  readonly undone: MeasureKind | null;
  /** What has to be so for a return, each in words. */
  readonly conditions: readonly Text[];
  /** What would lead where the decision asks the score to be; null where it asks for none. */
  readonly advice: AdviceFacts | null;
  /** What is owed on the line; null where that was not looked at. */
  readonly owed: Money | null;
  /** Where the score, or the price band that it leads to, had a say. */
  readonly score: { readonly score: number; readonly band: string } | null;
  /** The card and the rules that looked on; null where none did. */
  readonly lookedOn: {
    readonly scorecardVersion: string;
    readonly rulesVersion: string | null;
  } | null;
  /** Where a bureau's fact acted. */
  readonly bureau: BureauFacts | null;
  /** Documents that would help an appeal and are not held yet. */
  readonly evidence: readonly EvidenceKind[];
  readonly auditEntryId: Id;
}

/** What decisions can ask a score to lead to. */
export type AdviceTarget = Exclude<RecourseTarget, { readonly kind: 'SCORE' }>;

/** Plans as they were found when the notice was made, each replayed through the same card and rules. */
export interface AdviceFacts {
  readonly target: AdviceTarget;
  /** By which the plans were replayed. */
  readonly situation: Pick<Situation, 'card' | 'rules'>;
  /** None where the target is reached already. */
  readonly plans: readonly Plan[];
  /** The day on which they were found: their “today”. */
  readonly on: LocalDate;
  /** By the id of a line that a plan pays. */
  readonly lineNames: ReadonlyMap<AccountId, Text>;
}

export interface BureauFacts {
  /** Whose report it was; null where nobody wrote that down and there are several. */
  readonly by: Bureau | null;
  /** What it said; null where only a part of it was looked at. */
  readonly report: {
    readonly openLines: number;
    readonly inquiries: number;
    readonly delinquencies: number;
  } | null;
  /** The score that it acted through, null where through none. */
  readonly score: {
    readonly score: number;
    readonly on: LocalDate;
    readonly min: number;
    readonly max: number;
    /** What lowered it most, the weightiest first. */
    readonly factors: readonly Text[];
  } | null;
}

/** Fills both templates; the figures may differ by language. */
export const told = (template: Text, figures: (locale: Locale) => Figures = () => ({})): Text => ({
  en: fill(template.en, figures('en'), 'en'),
  zh: fill(template.zh, figures('zh'), 'zh'),
});

/** The day of an instant where the customer is, in words. */
export const dayOf = (
  at: Instant,
  { timeZone }: Pick<JurisdictionPack, 'timeZone'>,
  locale: Locale,
): string => dayText(localDate(at, timeZone), locale);

/** Of a period that ends before an instant: its last day, which counts wholly, in words. */
export const lastDayOf = (
  until: Instant,
  pack: Pick<JurisdictionPack, 'timeZone'>,
  locale: Locale,
): string => dayOf(until - 1, pack, locale);
