/** Undoing a decision that set nothing going, such as one on an application: only that it is undone. */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import { furnishing } from './furnishing.js';
import type { Ports } from './ports.js';
import type { ReversalContext } from './reversal-context.js';
import { tellAll } from './tell.js';

export interface Alone {
  readonly undone: Decision;
  readonly reversal: Decision;
  /** All lines of the customer as they are left. */
  readonly accounts: readonly CreditAccount[];
}

/**
 * Writes the reversal and what is told of it, in the open transaction: message
 * `clearline.credit-decision.reversed.v1`. Returns the id of the audit entry.
 */
export async function recordAlone(
  ports: Ports,
  { customer, now }: ReversalContext,
  alone: Alone,
): Promise<Id> {
  const { reversal } = alone;
  const { id: customerId } = customer;
  const { id: decisionId, accountId, reverses, grounds, decidedBy, packEdition } = reversal;
  await ports.closures.addDecisions([reversal]);
  const data = { schemaVersion: 1, accountId, decisionId, reverses, grounds };
  const name = 'credit-decision.reversed';
  const by = { requestedBy: decidedBy, requestedAs: 'staff' };
  const content = { type: name, ...data, customerId, ...by, packEdition };
  const entryId = ports.entropy.nextId();
  const subject = accountId ?? customerId;
  const told = { entryId, content, type: `clearline.${name}.v1`, data, subject };
  await tellAll(ports, customerId, [told, ...corrected(ports, alone)], now);
  return entryId;
}

/** A closing on behalf was told to bureaus as one; that it was wrong is told too. */
function corrected({ entropy }: Pick<Ports, 'entropy'>, { undone, reversal, accounts }: Alone) {
  const account = accounts.find(({ id }) => id === undone.accountId);
  if (undone.kind !== 'CLOSURE' || !account) return [];
  const { id: decisionId, decidedAt: at } = reversal;
  const event = 'CORRECTED';
  const corrects = undone.id;
  return [furnishing(entropy.nextId, { event, account, decisionId, corrects, at })];
}
