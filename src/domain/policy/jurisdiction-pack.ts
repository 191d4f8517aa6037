/**
 * A jurisdiction pack is one edition of one jurisdiction's rules, as data. Law changes by adding an
 * edition, never by changing one: a decision names the edition it was made under, and that edition
 * must still say the same in ten years. Where transitional law looks at the agreement's date, the
 * edition is bounded by it too. Nothing is guessed: who has no single edition gets none.
 */
import type { Ground } from '../credit-account/grounds.js';
import type { NoticeSectionCode } from '../platform-action/notice.js';
import type { ActivitySource } from '../risk-profile/activity.js';
import { isLocalDate, type LocalDate } from '../time.js';
import type { CalendarId, Deadline } from './business-days.js';
import { CN_EDITIONS } from './packs/cn.js';
import { EU_EDITIONS } from './packs/eu.js';
import { US_EDITIONS } from './packs/us.js';
import type { RetentionClass, RetentionPeriod } from './retention.js';

export type Jurisdiction = 'CN' | 'EU' | 'US';

/** A rule's value with the place in the law that it comes from. */
export interface Sourced<T> {
  readonly value: T;
  /** Act and article, or `house rule` where no law gives a value. */
  readonly source: string;
  /** One sentence; always there for a house rule. */
  readonly why?: string;
}

/** All bounds are half open: `from` is the first day inside, `until` the first day outside. */
export interface JurisdictionPack {
  /** Names the edition for ever, such as `EU-2023/2225`. */
  readonly id: string;
  readonly jurisdiction: Jurisdiction;
  /** The day on which the question is asked. */
  readonly validFrom: LocalDate;
  readonly validUntil?: LocalDate;
  /** The day of the agreement, where the law makes a difference by it. */
  readonly agreementsFrom?: LocalDate;
  readonly agreementsUntil?: LocalDate;
  /** IANA name of the zone whose calendar days count. */
  readonly timeZone: string;
  readonly businessCalendar: CalendarId;
  /** The customer's own closing of an open-end line. */
  readonly customerClosure: {
    readonly anyTime: Sourced<boolean>;
    /** Without a fee; interest and debt are owed all the same. */
    readonly free: Sourced<boolean>;
    /** The longest notice that an agreement may ask of the customer. */
    readonly maxNoticeMonths: Sourced<number>;
    /** Whether a closing by notice can be taken back until it takes effect. */
    readonly noticeWithdrawable: Sourced<boolean>;
    /** Days for which a closure quote holds. */
    readonly quoteDays: Sourced<number>;
    /** Whether the customer must have stepped up. */
    readonly stepUp: Sourced<boolean>;
  };
  /** By when a credit balance is paid out, counted from the day on which the line was closed. */
  readonly creditBalanceRefund: Sourced<Deadline>;
  /** Whether the customer's own closing may lower the customer's score. */
  readonly closurePenaltyPermitted: Sourced<boolean>;
  /**
   * Where the penalty is forbidden: for how long the closed line's limit goes on counting, and for
   * which characteristics. Null where it is permitted.
   */
  readonly closureProtection: Sourced<ClosureProtection | null>;
  /** Whether the limits of other lines may move because one was closed. */
  readonly linkedLimits: {
    readonly decrease: Sourced<'PERMITTED' | 'FORBIDDEN'>;
    /** FORBIDDEN: more credit only when the customer asks for it. */
    readonly increase: Sourced<'PERMITTED' | 'FORBIDDEN'>;
  };
  /** The creditor's own ending of an agreement or of the right to draw. */
  readonly creditorEnding: {
    /** The shortest notice of a standard termination, where the agreement provides for one. */
    readonly terminationNoticeMonths: Sourced<number>;
    /** What a period of notice, of an ending as of a higher rate, starts with. */
    readonly noticeRunsFrom: Sourced<'DELIVERY'>;
    /** The grounds on which an agreement is ended at once; on any other it takes notice. */
    readonly closureAtOnce: Sourced<readonly Ground[]>;
    /** When reasons for ending the drawdown right are told. */
    readonly drawdownReasons: Sourced<'BEFORE_OR_AT_ONCE' | 'WITHIN_30_DAYS'>;
    /** The grounds on which the reasons may be withheld. */
    readonly reasonsWithheld: Sourced<readonly Ground[]>;
    /** Months without use after which a line may be ended for that alone; null: not for that alone. */
    readonly inactivityMonths: Sourced<number | null>;
    /** Days from the notice of a line decrease before fees for exceeding it; null: no rule. */
    readonly overLimitFeeDelayDays: Sourced<number | null>;
    /** Days before its effect by which a higher rate is told; null: a line's rate stays as agreed. */
    readonly repricingNoticeDays: Sourced<number | null>;
    /** When the conditions of return are met on a line that has ended: an offer, or word of it. */
    readonly returnBy: Sourced<'OFFER' | 'INVITATION'>;
  };
  /** What counts as an adverse action, which owes the customer its principal reasons. */
  readonly adverseAction: {
    readonly lineDecrease: Sourced<boolean>;
    readonly closureByCreditor: Sourced<boolean>;
    readonly applicationDeclined: Sourced<boolean>;
    /** Grounds that make neither of the first two one. */
    readonly exceptGrounds: Sourced<readonly Ground[]>;
    /** Calendar days within which the notice goes out. */
    readonly noticeDays: Sourced<number>;
    /** What these days are counted from for an answer to an application. */
    readonly applicationNoticeFrom: Sourced<'RECEIPT' | 'DECISION'>;
    /**
     * Days after an offer of less than was applied for within which an applicant who does not accept
     * it is told why there was no more; null: that is no decision of its own.
     */
    readonly counterofferDays: Sourced<number | null>;
  };
  /** What a notice of such a decision contains, and whether a bureau's fact is told apart. */
  readonly notice: {
    readonly contents: Sourced<readonly NoticeSectionCode[]>;
    readonly bureauDisclosure: Sourced<boolean>;
    /** What the customer may ask of the bureau. */
    readonly bureauRights: Sourced<BureauRights>;
    /** Whether the factors that lowered a disclosed score are told beside it. */
    readonly scoreFactors: Sourced<boolean>;
    /** What the law has a notice say in words of its own; null where it prescribes none. */
    readonly statement: Sourced<RightsStatement | null>;
  };
  /** Looking again at a decision. All periods leave out the day on which they start. */
  readonly appeals: {
    /** Calendar days after the decision within which an appeal is filed. */
    readonly filingDays: Sourced<number>;
    /** By when a plain appeal is answered. */
    readonly answer: Sourced<Deadline>;
    /** By when a complex one is, counted from its filing too; null: no such extension. */
    readonly complex: Sourced<Deadline | null>;
    /** What an exceptional one adds to that; null: no such extension. */
    readonly exceptional: Sourced<Deadline | null>;
    /** By when a decision by a person is given instead of a machine's; null: no such right. */
    readonly humanAnswer: Sourced<Deadline | null>;
    /** Calendar days after the answer within which the one reconsideration is asked for. */
    readonly reconsiderationFilingDays: Sourced<number>;
    readonly reconsiderationAnswer: Sourced<Deadline>;
    /**
     * Calendar days for which the clock can stand while the customer is asked something; never past
     * the longest period for the case.
     */
    readonly pauseDays: Sourced<number>;
    /** Calendar days before a deadline on which it is escalated. */
    readonly escalationDays: Sourced<number>;
    /** Calendar days without a step after which another reviewer can take a case over. */
    readonly idleDays: Sourced<number>;
  };
  /** Rights beside decisions that machines make. */
  readonly automatedDecision: {
    readonly explanation: Sourced<boolean>;
    readonly humanDecision: Sourced<boolean>;
  };
  /** The smallest credit balance that must be refunded, and after how many months unasked. */
  readonly creditBalance: {
    readonly aboveMinor: Sourced<number>;
    readonly unaskedAfterMonths: Sourced<number | null>;
  };
  /** What the customer is told at a closing, whatever else is said. */
  readonly closingDuties: readonly Sourced<ClosingDuty>[];
  /** By class: how long, counted from what. */
  readonly retention: Readonly<Record<RetentionClass, Sourced<RetentionPeriod>>>;
  /** Which facts of a customer's behaviour may be kept and looked at for a credit decision. */
  readonly activitySources: Readonly<Record<ActivitySource, Sourced<SourcePermission>>>;
}

export type BureauRights =
  | 'FREE_COPY_WITHIN_60_DAYS'
  | 'FREE_REPORT_TWICE_A_YEAR'
  | 'ACCESS_AND_RECTIFICATION';

/** EQUAL_CREDIT_OPPORTUNITY names the authority that supervises the institution. */
export type RightsStatement = 'EQUAL_CREDIT_OPPORTUNITY';

export interface ClosureProtection {
  readonly days: number;
  /** Ids of the catalogue. */
  readonly characteristics: readonly string[];
}

export const CLOSING_DUTIES = [
  'FREE_OF_CHARGE',
  'ANY_TIME',
  'DEBT_STAYS_OWED',
  'AUTOMATED_DECISION',
  'LINKED_LIMITS_MAY_MOVE',
  'NO_PENALTY',
  'DATA_KEPT',
] as const;
export type ClosingDuty = (typeof CLOSING_DUTIES)[number];

/** WITH_CONSENT: only between the customer's giving of consent and its withdrawal. */
export type SourcePermission = 'PERMITTED' | 'WITH_CONSENT' | 'FORBIDDEN';

/** Every edition that is known, of all jurisdictions. */
export const JURISDICTION_PACKS: readonly JurisdictionPack[] = [
  ...CN_EDITIONS,
  ...EU_EDITIONS,
  ...US_EDITIONS,
];

export interface PackQuestion {
  /** As the customer's record has it; any other text than a known jurisdiction has no pack. */
  readonly jurisdiction: string;
  /** Day of the credit agreement; for a question about a new one, the day on which it is asked. */
  readonly agreementDate: LocalDate;
  readonly onDate: LocalDate;
}

const within = (date: LocalDate, from?: LocalDate, until?: LocalDate): boolean =>
  (from === undefined || date >= from) && (until === undefined || date < until);

/**
 * The one edition that applies, or undefined: unknown jurisdiction, malformed day, a day before the
 * first edition or in a gap, or (a defect of the registry) more than one edition. The caller
 * refuses then; there is no default.
 */
export function packFor(
  { jurisdiction, agreementDate, onDate }: PackQuestion,
  packs: readonly JurisdictionPack[] = JURISDICTION_PACKS,
): JurisdictionPack | undefined {
  if (!isLocalDate(agreementDate) || !isLocalDate(onDate)) return undefined;
  const applying = packs.filter(
    (pack) =>
      pack.jurisdiction === jurisdiction &&
      within(onDate, pack.validFrom, pack.validUntil) &&
      within(agreementDate, pack.agreementsFrom, pack.agreementsUntil),
  );
  return applying.length === 1 ? applying[0] : undefined;
}
