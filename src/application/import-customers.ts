/**
 * Taking over customers that come with a history: their lines, books and statements, each customer
 * with a first assessment. A batch is one transaction and a constant number of statements. Its
 * source keys are recorded first in that transaction, so a batch that was interrupted leaves
 * nothing, and one that is repeated, or raced by another import, adds nothing.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { JournalEntry } from '../domain/ledger/journal.js';
import type { Hold, InstalmentPlan, Position } from '../domain/ledger/position.js';
import type { Statement } from '../domain/ledger/statement.js';
import type { Activity, ActivityFacts } from '../domain/risk-profile/activity.js';
import type { Assessment, AssessmentTrigger } from '../domain/risk-profile/assessment.js';
import type { Instant } from '../domain/time.js';
import { assess, currentModel, type RiskModel, riskFacts } from './assess.js';
import { behaviourOf, noBehaviour } from './behaviour.js';
import { productsOf } from './embedded-ledger.js';
import { packOf } from './jurisdiction.js';
import type { Customer, Ports } from './ports.js';
import { takeActivities } from './record-activities.js';

/** A line with everything that the books know of it; the position is the sum of the entries. */
export interface LineHistory {
  readonly account: CreditAccount;
  readonly position: Position;
  /** In the order in which they were booked. */
  readonly entries: readonly JournalEntry[];
  /** Oldest first; none older than what a score looks back on. */
  readonly statements: readonly Statement[];
  readonly holds: readonly Hold[];
  readonly plans: readonly InstalmentPlan[];
}

export interface CustomerHistory {
  /** Names the customer in the source; unique there. */
  readonly sourceKey: string;
  readonly customer: Customer;
  readonly lines: readonly LineHistory[];
  /** What business systems told of the customer; none where a source has nothing of it. */
  readonly activities?: readonly Activity[];
  /** Stored apart and never scored. */
  readonly protectedAttributes: readonly { readonly name: string; readonly value: string }[];
}

export interface ImportBatch {
  readonly source: string;
  readonly trigger: Extract<AssessmentTrigger, 'IMPORT' | 'OPENING'>;
  /** A few hundred: they are held in memory and written together. */
  readonly customers: readonly CustomerHistory[];
}

/**
 * Writes a batch and returns the source keys of those customers that are new. The lines' products
 * must be there. Throws, and keeps nothing, where a customer's jurisdiction has no valid pack.
 */
export function importCustomers(ports: Ports, batch: ImportBatch): Promise<ReadonlySet<string>> {
  return ports.inTransaction(async () => {
    const now = ports.clock.now();
    const claimed = await ports.imports.claim(
      batch.customers.map(({ sourceKey, customer }) => ({
        source: batch.source,
        sourceKey,
        customerId: customer.id,
        importedAt: now,
      })),
    );
    const customers = batch.customers.filter(({ sourceKey }) => claimed.has(sourceKey));
    if (customers.length === 0) return claimed;
    await checkJurisdictions(ports, customers);
    const model = await currentModel(ports);
    await write(ports, customers);
    const behaviour = await behaviourTold(ports, customers, now);
    const assessments = customers.map((each) =>
      opened(ports, each, behaviour.get(each.customer.id), { model, trigger: batch.trigger, now }),
    );
    await ports.riskProfiles.add(assessments);
    return claimed;
  });
}

/** Keeps the activities and reads what they add up to; empty where there are none. */
async function behaviourTold(
  ports: Ports,
  customers: readonly CustomerHistory[],
  now: Instant,
): Promise<ReadonlyMap<string, ActivityFacts>> {
  const told = customers.flatMap(({ activities = [] }) => activities);
  if (told.length === 0) return new Map();
  const recorded = await takeActivities(ports, told, now);
  if ('problems' in recorded) throw new Error(`activities: ${JSON.stringify(recorded.problems)}`);
  return behaviourOf(
    ports,
    customers.map(({ customer }) => customer),
    now,
  );
}

/** A line goes by its customer's rules and days, so its product must be of the same jurisdiction. */
async function checkJurisdictions(
  ports: Ports,
  customers: readonly CustomerHistory[],
): Promise<void> {
  const accounts = customers.flatMap(({ lines }) => lines.map(({ account }) => account));
  const productOf = await productsOf(ports.products, accounts);
  for (const { customer, lines } of customers) {
    const foreign = lines.find(
      ({ account }) => productOf(account).jurisdiction !== customer.jurisdiction,
    );
    if (foreign) throw new Error(`line ${foreign.account.id} is of another jurisdiction`);
  }
}

interface Opening {
  readonly model: RiskModel;
  readonly trigger: ImportBatch['trigger'];
  readonly now: Instant;
}

function opened(
  ports: Ports,
  { customer, lines }: CustomerHistory,
  behaviour: ActivityFacts | undefined,
  { model, trigger, now }: Opening,
): Assessment {
  // Every edition of a jurisdiction shares its zone, so any line tells the customer's day.
  const [line] = lines;
  if (!line) throw new Error(`customer ${customer.id} comes without a line`);
  const rules = packOf(customer, line.account, now);
  if ('code' in rules) throw new Error(`${rules.code}: ${rules.jurisdiction}`);
  const facts = riskFacts(
    lines.map(({ account }) => account),
    lines.map(({ position }) => position),
    lines.flatMap(({ statements }) => statements),
    rules.today,
    behaviour ?? noBehaviour(customer.jurisdiction, now),
  );
  const base = { id: ports.entropy.nextId(), customerId: customer.id, assessedAt: now, trigger };
  return assess(base, facts, model, rules.pack.closureProtection.value);
}

async function write(ports: Ports, customers: readonly CustomerHistory[]): Promise<void> {
  const lines = customers.flatMap((each) => each.lines);
  await ports.customers.add(customers.map(({ customer }) => customer));
  await ports.accounts.add(lines.map(({ account }) => account));
  await ports.books.open(lines.map(({ position }) => position));
  await ports.books.append(lines.flatMap(({ entries }) => entries));
  await ports.books.addStatements(lines.flatMap(({ statements }) => statements));
  await ports.books.saveHolds(lines.flatMap(({ holds }) => holds));
  await ports.books.addPlans(lines.flatMap(({ plans }) => plans));
  await ports.imports.addProtectedAttributes(
    customers.flatMap(({ customer, protectedAttributes }) =>
      protectedAttributes.map(({ name, value }) => ({
        id: ports.entropy.nextId(),
        customerId: customer.id,
        name,
        value,
      })),
    ),
  );
}
