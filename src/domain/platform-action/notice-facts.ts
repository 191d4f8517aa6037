/** What the notice of one decision is made from, and how its words are filled. */
import type { EvidenceKind } from '../appeal/evidence.js';
import type { AccountStatus } from '../credit-account/credit-account.js';
import type { Decision } from '../credit-account/decision.js';
import type { Id } from '../identifiers.js';
import type { Money } from '../money.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import { type Instant, type LocalDate, localDate } from '../time.js';
import { dayText, type Figures, fill, type Locale, type Text } from '../wording.js';
import type { MeasureKind } from './measure.js';

/** Everything that the notice of one decision is made from. */
export interface NoticeFacts {
  readonly decision: Decision;
  readonly pack: JurisdictionPack;
  /** In the order of weight, in words; also those that may not be told, which no section names. */
  readonly reasons: readonly Text[];
  /** The line, or the one that was applied for. */
  readonly lineName: Text;
  /** The line as it stands after the decision; null for an application. */
  readonly standing: {
    readonly status: AccountStatus;
    readonly suspendedBy: 'CREDITOR' | 'CUSTOMER' | null;
  } | null;
  /** What moves; null where nothing of the kind does. */
  readonly limit: { readonly from: Money; readonly to: Money } | null;
  readonly ratePpm: { readonly from: number; readonly to: number } | null;
  /** When it takes effect. */
  readonly effectiveAt: Instant;
  /** Of a decision that takes another one back: what that one was. */
  readonly undone: MeasureKind | null;
  /** What has to be so for a return, each in words. */
  readonly conditions: readonly Text[];
  /** What is owed on the line; null where that was not looked at. */
  readonly owed: Money | null;
  /** Where the score, or the price band that it leads to, had a say. */
  readonly score: { readonly score: number; readonly band: string } | null;
  /** The card and the rules that looked on; null where none did. */
  readonly lookedOn: {
    readonly scorecardVersion: string;
    readonly rulesVersion: string | null;
  } | null;
  /** Where a bureau's fact acted: the score that it acted through, null where through none. */
  readonly bureau: {
    readonly score: {
      readonly score: number;
      readonly on: LocalDate;
      readonly min: number;
      readonly max: number;
    } | null;
  } | null;
  /** Documents that would help an appeal and are not held yet. */
  readonly evidence: readonly EvidenceKind[];
  readonly auditEntryId: Id;
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
