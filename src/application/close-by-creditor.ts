/** The creditor closes a line: by a decision that stands already, and with run-off where that is owed. */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Instant } from '../domain/time.js';
import type { LockedLines } from './acting-on.js';
import { closingFacts } from './closing-facts.js';
import { foreseeClosure } from './foresee-closure.js';
import { packOf } from './jurisdiction.js';
import type { Ports } from './ports.js';
import { type MadeClosing, recordClosing } from './record-closing.js';

/** Throws for a line that cannot be closed any more: the decision was then not to be made. */
export async function closeByCreditor(
  ports: Ports,
  at: LockedLines & { readonly account: CreditAccount },
  { decision, effectiveAt }: { readonly decision: Decision; readonly effectiveAt: Instant },
): Promise<MadeClosing> {
  const { customer, account, accounts, books, now } = at;
  const rules = packOf(customer, account, now);
  if ('code' in rules) throw new Error(`decision ${decision.id} has no rules: ${rules.code}`);
  // What the creditor ends is no conduct of the customer's: nothing is counted, and no limit moves.
  const wish = { closureId: ports.entropy.nextId(), motive: null, isOwn: false, effectiveAt };
  const locked = { customer, account, accounts, books, now, ...rules };
  const facts = await closingFacts(ports, locked, wish);
  const how = {
    kind: 'CREDITOR' as const,
    motive: null,
    cause: null,
    requestedBy: decision.decidedBy,
    requestedAs: decision.madeBy === 'MACHINE' ? 'machine' : 'staff',
    requestedAt: decision.decidedAt,
    requestId: null,
    approvedBy: null,
    quoteId: null,
  };
  const foreseen = foreseeClosure(facts);
  const requests = await ports.closureRequests.pendingOf([account.id]);
  return recordClosing(ports, { facts, foreseen, how, requests, decision });
}
