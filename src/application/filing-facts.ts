/** What a filing is held against: the decision, what became of it, and the cases there were about it. */
import type { Appeal } from '../domain/appeal/appeal.js';
import { type FilingFacts, recusedFrom } from '../domain/appeal/appeal-rules.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { Instant, LocalDate } from '../domain/time.js';
import { type NoPack, packOf, packOfCustomer } from './jurisdiction.js';
import type { Customer, Ports } from './ports.js';

/** The newest cases of a customer, among which one that led to the decision is looked for. */
const NEWEST = 200;

/** What a filing about a decision is held against, under the lock. */
export async function filingFacts(
  ports: Ports,
  customer: Customer,
  decisionId: Id,
): Promise<FilingFacts | { code: 'DECISION_NOT_FOUND' } | NoPack> {
  const [decision] = await ports.closures.decisions([decisionId]);
  if (decision?.customerId !== customer.id) return { code: 'DECISION_NOT_FOUND' };
  const now = ports.clock.now();
  const rules = await rulesFor(ports, customer, decision, now);
  if ('code' in rules) return rules;
  const [action = null] = await ports.platformActions.find([decision.id]);
  const own = await ports.appeals.ofDecisions([decision.id]);
  // A decision that came in the place of another was looked at with it.
  const replaced = (await ports.appeals.ofCustomer(customer.id, NEWEST)).filter(
    ({ outcome }) => outcome?.milderId === decision.id,
  );
  return { decision, action, cases: [...own, ...replaced], pack: rules.pack, now };
}

/** The rules in force for a decision: those of its line's agreement, or of the customer. */
export async function rulesFor(
  ports: Pick<Ports, 'accounts'>,
  customer: Customer,
  { accountId }: Pick<Decision, 'accountId'>,
  now: Instant,
): Promise<{ pack: JurisdictionPack; today: LocalDate } | NoPack> {
  const [account] = accountId === null ? [] : await ports.accounts.find([accountId]);
  if (account) return packOf(customer, account, now);
  const { jurisdiction } = customer;
  return packOfCustomer(jurisdiction, now) ?? { code: 'JURISDICTION_UNSUPPORTED', jurisdiction };
}

/** Who cannot be assigned to a case about the decision, the case that it reconsiders included. */
export async function recusedOf(
  ports: Ports,
  { decision, cases }: FilingFacts,
  reconsiders: Appeal | null,
): Promise<string[]> {
  const decisions = [decision, ...(await causesOf(ports, decision))];
  const ids = decisions.map(({ id }) => id);
  const accountIds = decisions.flatMap(({ accountId }) => accountId ?? []);
  const closed = await ports.closures.ofAccounts([...new Set(accountIds)]);
  const closings = closed.filter(({ decisionId }) => ids.includes(decisionId));
  return recusedFrom(decisions, closings, reconsiders ? [...cases, reconsiders] : cases);
}

/** The decision that led to one, the one that led to that, and so on to the first. */
async function causesOf(
  { closures }: Pick<Ports, 'closures'>,
  { id, causedBy }: Decision,
): Promise<Decision[]> {
  const causes: Decision[] = [];
  const seen = new Set([id]);
  let next = causedBy;
  while (next !== null && !seen.has(next)) {
    seen.add(next);
    const [cause] = await closures.decisions([next]);
    if (cause) causes.push(cause);
    next = cause?.causedBy ?? null;
  }
  return causes;
}
