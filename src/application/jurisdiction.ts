/** The rules that hold for a customer's line today, or none: then nothing may be decided. */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import { type JurisdictionPack, packFor } from '../domain/policy/jurisdiction-pack.js';
import { type Instant, type LocalDate, localDate } from '../domain/time.js';
import type { Customer } from './ports.js';

export interface NoPack {
  readonly code: 'JURISDICTION_UNSUPPORTED';
  readonly jurisdiction: string;
}

/** The pack for a line on the customer's own calendar day; undefined fails closed. */
export function packOn(
  jurisdiction: string,
  agreementDate: LocalDate,
  now: Instant,
): { pack: JurisdictionPack; today: LocalDate } | undefined {
  // Which edition holds depends on the day, and the day on the zone that every edition shares.
  const utcDay = localDate(now, 'UTC');
  const zone = packFor({ jurisdiction, agreementDate, onDate: utcDay })?.timeZone;
  if (zone === undefined) return undefined;
  const today = localDate(now, zone);
  const pack = packFor({ jurisdiction, agreementDate, onDate: today });
  return pack && { pack, today };
}

/** As {@link packOn}, for an account of a customer; refuses by name when there is none. */
export function packOf(
  customer: Customer,
  account: Pick<CreditAccount, 'agreementDate'>,
  now: Instant,
): { pack: JurisdictionPack; today: LocalDate } | NoPack {
  const { jurisdiction } = customer;
  const found = packOn(jurisdiction, account.agreementDate, now);
  return found ?? { code: 'JURISDICTION_UNSUPPORTED', jurisdiction };
}

/**
 * The pack of a customer rather than of a line: that of an agreement made today. It says which facts
 * of behaviour may be kept and looked at, since these are of the person whatever lines there are.
 */
export function packOfCustomer(
  jurisdiction: string,
  now: Instant,
): { pack: JurisdictionPack; today: LocalDate } | undefined {
  const found = packOn(jurisdiction, localDate(now, 'UTC'), now);
  return found && packOn(jurisdiction, found.today, now);
}
