/**
 * What business systems tell about a customer, and the day it is kept in.
 *
 * An activity is told once, under an id of its own, whenever it arrives: it lands in the customer's
 * local day on which it happened. A day keeps counts, sums and the few names that a portrait counts,
 * never the activities themselves, and adding activities to it gives the same day in whatever order
 * they come. So a window of n days is read from at most n rows, however much a customer did.
 */
import type { CustomerId, Id } from '../identifiers.js';
import type { Money } from '../money.js';
import type { Instant, LocalDate } from '../time.js';

/** Where a fact comes from. A jurisdiction pack says of each source whether it may be used. */
export const ACTIVITY_SOURCES = [
  'TRANSACTIONS',
  'APPLICATIONS',
  'CLOSURES',
  'DEVICES',
  'PLACES',
  'SOCIAL',
  'INCOME',
  'BUREAU',
] as const;
export type ActivitySource = (typeof ACTIVITY_SOURCES)[number];

/** Each kind with the source that it belongs to. */
export const SOURCE_OF = {
  PURCHASE: 'TRANSACTIONS',
  REPAYMENT: 'TRANSACTIONS',
  CASH_OUT: 'TRANSACTIONS',
  TRANSFER_OUT: 'TRANSACTIONS',
  DRAW: 'TRANSACTIONS',
  APPLICATION: 'APPLICATIONS',
  LINE_OPENED: 'APPLICATIONS',
  LINE_CLOSED: 'CLOSURES',
  DEVICE_SIGHTING: 'DEVICES',
  PLACE_SIGHTING: 'PLACES',
  SOCIAL_LINK: 'SOCIAL',
  VERIFIED_INCOME: 'INCOME',
  BUREAU_FACT: 'BUREAU',
} as const satisfies Record<string, ActivitySource>;
export type ActivityKind = keyof typeof SOURCE_OF;
export const ACTIVITY_KINDS = Object.keys(SOURCE_OF) as readonly ActivityKind[];

export const DRAW_PURPOSES = [
  'GOODS',
  'EDUCATION',
  'MEDICAL',
  'HOUSING',
  'TRAVEL',
  'BUSINESS',
  'OTHER',
] as const;
export type DrawPurpose = (typeof DRAW_PURPOSES)[number];

/** A credit bureau's figures about the customer, as of when it reported them. */
export interface BureauFigures {
  /** Lines of credit open anywhere. */
  readonly openLines: number;
  /** Inquiries of the last 180 days. */
  readonly inquiries: number;
  /** Delinquencies of the last 24 months. */
  readonly delinquencies: number;
}

interface Told {
  /** Names the event for ever, unique among all: what is told again under it changes nothing. */
  readonly id: string;
  readonly customerId: CustomerId;
  readonly occurredAt: Instant;
}

export type Activity = Told &
  (
    | {
        readonly kind: 'PURCHASE' | 'REPAYMENT' | 'CASH_OUT' | 'TRANSFER_OUT';
        readonly money: Money;
      }
    | { readonly kind: 'DRAW'; readonly money: Money; readonly purpose: DrawPurpose | null }
    | { readonly kind: 'APPLICATION' | 'LINE_OPENED' | 'LINE_CLOSED' }
    | {
        readonly kind: 'DEVICE_SIGHTING' | 'PLACE_SIGHTING' | 'SOCIAL_LINK';
        /** A pseudonym of the device, the place or the contact: a hash, never the thing itself. */
        readonly pseudonym: string;
      }
    /** What the customer earns in a month, verified against a document or a payroll. */
    | { readonly kind: 'VERIFIED_INCOME'; readonly money: Money }
    | {
        readonly kind: 'BUREAU_FACT';
        readonly figures: BureauFigures;
        /** Which of the institution's bureaus reported; absent where nobody said so. */
        readonly bureauId?: string;
      }
  );

/** The newest of its kind on a day; equal instants are decided by the event id. */
export interface Newest<T> {
  readonly value: T;
  readonly occurredAt: Instant;
  readonly eventId: string;
}

/** A bureau's figures, and whose they are; no figure and no score depends on that. */
export interface BureauReport extends Newest<BureauFigures> {
  readonly bureauId?: string;
}

/** What activities of one local day add up to. */
export interface DaySums {
  /** How many, by kind; what is absent is zero. */
  readonly counts: Readonly<Partial<Record<ActivityKind, number>>>;
  /** Draws without a stated purpose. */
  readonly unstatedDraws: number;
  /** Sums in minor units, by currency and kind. */
  readonly sums: Readonly<Record<string, Readonly<Partial<Record<ActivityKind, number>>>>>;
  /** The first {@link PSEUDONYMS_A_DAY} in alphabetical order, each once, by kind. */
  readonly pseudonyms: Readonly<Partial<Record<ActivityKind, readonly string[]>>>;
  readonly income: Newest<Money> | null;
  readonly bureau: BureauReport | null;
}

/** Activities that an appeal found to be another person's. */
export interface SetAside extends DaySums {
  readonly appealId: Id;
}

/** Everything that a customer's activities of one local day add up to. */
export interface ActivityDay extends DaySums {
  readonly customerId: CustomerId;
  readonly day: LocalDate;
  /** Kept apart, with the appeals that found so: no score reads it. Absent where nothing is. */
  readonly setAside?: readonly SetAside[];
}

/** More on one day are not told apart: a day stays small whatever is sent. */
export const PSEUDONYMS_A_DAY = 16;
/** The longest window, hence the most days that are ever read of a customer. */
export const LONGEST_WINDOW_DAYS = 365;
/** Windows of the portrait; a rule may name others, up to the longest. */
export const PORTRAIT_WINDOWS_DAYS = [15, 180] as const;

/** What scoring reads of a customer's activities. */
export interface ActivityFacts {
  /** At most one per day, of the last {@link LONGEST_WINDOW_DAYS} days; in any order. */
  readonly days: readonly ActivityDay[];
  /** Sources that pack and consents permit today; facts of others do not exist for a score. */
  readonly permitted: ReadonlySet<ActivitySource>;
}
