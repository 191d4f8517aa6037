/**
 * A customer is scored anew on the facts of now: after activities were told, which by themselves
 * make no assessment. The next statement and the next closing do the same on their own.
 */
import type { CustomerId } from '../domain/identifiers.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import { type Actor, mayReassess } from './actor.js';
import { assess, currentModel, firstPeriod, riskFacts } from './assess.js';
import { behaviourOf } from './behaviour.js';
import { type NoPack, packOfCustomer } from './jurisdiction.js';
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
  return ports.inTransaction(async (unit) => {
    await ports.customers.lock([customerId]);
    const made = await assessUnderLock(ports, reading, customerId);
    if ('code' in made) {
      unit.abandon();
      return { refusals: [made] };
    }
    await ports.riskProfiles.add([made]);
    return { made };
  });
}

async function assessUnderLock(
  ports: Ports,
  reading: BooksReading,
  customerId: CustomerId,
): Promise<Assessment | Exclude<ReassessRefusal, { code: 'FORBIDDEN' }>> {
  const [customer] = await ports.customers.find([customerId]);
  if (!customer) return { code: 'CUSTOMER_NOT_FOUND' };
  const { jurisdiction } = customer;
  const now = ports.clock.now();
  const found = packOfCustomer(jurisdiction, now);
  if (!found) return { code: 'JURISDICTION_UNSUPPORTED', jurisdiction };
  const { today, pack } = found;
  const accounts = await ports.accounts.ofCustomers([customerId]);
  const books = await ports.ledger.confirm(reading, customer, accounts, now);
  const statements = await ports.books.statements([customerId], firstPeriod(today));
  const behaviour = await behaviourOf(ports, [customer], now, today);
  const positions = books.lines.map(({ position }) => position);
  return assess(
    { id: ports.entropy.nextId(), customerId, assessedAt: now, trigger: 'ACTIVITY' },
    riskFacts(accounts, positions, statements, today, behaviour.get(customerId)),
    await currentModel(ports),
    pack.closureProtection.value,
  );
}
