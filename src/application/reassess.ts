/**
 * A customer is scored anew on the facts of now: after activities were told, which by themselves
 * make no assessment. The next statement and the next closing do the same on their own. Where a
 * measure of the action policy is a machine's to take and fits, it is taken in the same breath.
 */
import type { CustomerId } from '../domain/identifiers.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import { mayReassess } from './access.js';
import { type ActingOn, actingOn } from './acting-on.js';
import type { Actor } from './actor.js';
import { type NoPack, packOfCustomer } from './jurisdiction.js';
import { takeMachineMeasures } from './machine-measures.js';
import { withAdvice } from './notice-advice.js';
import type { BooksReading, Ports } from './ports.js';

export type ReassessRefusal = { code: 'FORBIDDEN' } | { code: 'CUSTOMER_NOT_FOUND' } | NoPack;

export type ReassessResult = { made: Assessment } | { refusals: readonly ReassessRefusal[] };

/** Makes and keeps an assessment; each call makes one, also when nothing has changed. */
export async function reassess(
  ports: Ports,
  actor: Actor,
  customerId: CustomerId,
): Promise<ReassessResult> {
  if (!mayReassess(actor, customerId)) return { refusals: [{ code: 'FORBIDDEN' }] };
  const [customer] = await ports.customers.find([customerId]);
  if (!customer) return { refusals: [{ code: 'CUSTOMER_NOT_FOUND' }] };
  // The books may be elsewhere, so they are read before the transaction and confirmed inside it.
  const accountsOf = () => ports.accounts.ofCustomers([customerId]);
  const reading = await ports.ledger.readAhead(customer, ports.clock.now(), accountsOf);
  return withAdvice(ports, (advised) => assessUnderLock(advised, reading, customerId));
}

const assessUnderLock = (
  ports: Ports,
  reading: BooksReading,
  customerId: CustomerId,
): Promise<ReassessResult> =>
  ports.inTransaction(async (unit) => {
    await ports.customers.lock([customerId]);
    const at = await lookUnderLock(ports, reading, customerId);
    if ('code' in at) {
      unit.abandon();
      return { refusals: [at] };
    }
    await ports.riskProfiles.add([at.assessment]);
    // What the policy then does by itself is done on this very assessment, or not at all.
    await takeMachineMeasures(ports, at);
    return { made: at.assessment };
  });

async function lookUnderLock(
  ports: Ports,
  reading: BooksReading,
  customerId: CustomerId,
): Promise<ActingOn | Exclude<ReassessRefusal, { code: 'FORBIDDEN' }>> {
  const [customer] = await ports.customers.find([customerId]);
  if (!customer) return { code: 'CUSTOMER_NOT_FOUND' };
  const now = ports.clock.now();
  const { jurisdiction } = customer;
  if (!packOfCustomer(jurisdiction, now)) return { code: 'JURISDICTION_UNSUPPORTED', jurisdiction };
  const accounts = await ports.accounts.ofCustomers([customerId]);
  const { lines: books } = await ports.ledger.confirm(reading, customer, accounts, now);
  return actingOn(ports, { customer, accounts, books, now }, 'ACTIVITY');
}
