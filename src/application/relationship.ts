/**
 * The end of a relationship with a customer. It ends on the day on which the last line is closed; a
 * line that is charged off or in run-off is still owed, so it goes on. From its end on the long
 * retention periods run, and a new line, or a debt that comes back, stops them.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { CustomerId } from '../domain/identifiers.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { eraseOn } from '../domain/policy/retention.js';
import { type LocalDate, localDate } from '../domain/time.js';
import type { Ports } from './ports.js';

/** True when every line is closed; a customer who never had one has not ended anything. */
export const relationshipEnded = (accounts: readonly CreditAccount[]): boolean =>
  accounts.length > 0 && accounts.every(({ status }) => status === 'CLOSED');

/** The day in a zone on which the last line was closed; null while there is one that is not. */
export const relationshipEndOf = (
  accounts: readonly CreditAccount[],
  zone: string,
): LocalDate | null =>
  relationshipEnded(accounts)
    ? localDate(Math.max(...accounts.map(({ effectiveAt }) => effectiveAt)), zone)
    : null;

/**
 * Writes down that the relationship ended, or that it goes on again, in the open transaction and
 * under the customer's lock: one statement when that changed, none otherwise. All of the customer's
 * lines are given, after and before the change.
 */
export async function followRelationship(
  { retention }: Pick<Ports, 'retention'>,
  customerId: CustomerId,
  accountsAfter: readonly CreditAccount[],
  today: LocalDate,
  pack: JurisdictionPack,
  accountsBefore: readonly CreditAccount[],
): Promise<void> {
  const ended = relationshipEnded(accountsAfter);
  if (ended === relationshipEnded(accountsBefore)) return;
  if (ended) await retention.setRelationshipEnd(customerId, today, eraseOn(pack, today));
  else await retention.setRelationshipEnd(customerId, null, null);
}
