/** The customer accepts a higher limit for a line: it is the customer's own change, like a lower one. */

import { type Decision, OWN_DECISION } from '../domain/credit-account/decision.js';
import type { RaisedLimit } from '../domain/credit-account/eligibility.js';
import { evolve } from '../domain/credit-account/evolve.js';
import type { Id } from '../domain/identifiers.js';
import { formatMoney, money, moneyText } from '../domain/money.js';
import { utc } from '../domain/time.js';
import type { Actor } from './actor.js';
import type { LockedApplicant } from './applicant.js';
import { endOthers, type OpenOffer } from './end-offers.js';
import type { Ports } from './ports.js';
import { tell } from './tell.js';

/**
 * Raises the limit in the caller's transaction, which knows that it can rise; returns the audit
 * entry's id. Decision LINE_INCREASE on CUSTOMER_REQUEST, message
 * `clearline.credit-account.limit-changed.v1`.
 */
export async function raiseLimit(
  ports: Ports,
  actor: Actor,
  { customer, now, pack, accounts }: LockedApplicant,
  { application, raised }: { readonly application: OpenOffer; readonly raised: RaisedLimit },
): Promise<Id> {
  const account = accounts.find(({ id }) => id === raised.accountId);
  if (!account) throw new Error(`account ${raised.accountId} is not among the lines`);
  const { id: customerId } = customer;
  const { id: accountId, currency } = account;
  const after = evolve(account, { type: 'LimitChanged', limitMinor: raised.toMinor, at: now });
  const [from, to] = [money(account.limitMinor, currency), money(after.limitMinor, currency)];
  const reason = {
    code: 'LIMIT_RAISED_BY_ACCEPTANCE',
    values: { from: moneyText(from), to: moneyText(to) },
  };
  const decision: Decision = {
    ...OWN_DECISION,
    id: ports.entropy.nextId(),
    customerId,
    accountId,
    kind: 'LINE_INCREASE',
    grounds: 'CUSTOMER_REQUEST',
    reasons: [reason],
    adverseAction: false,
    decidedAt: now,
    decidedBy: actor.subject,
    assessmentId: null,
    packEdition: pack.id,
    limitPolicyVersion: null,
  };
  await ports.accounts.save(after);
  await ports.closures.addDecisions([decision]);
  await ports.applications.save({ ...application, status: 'ACCEPTED', accountId, endedAt: now });
  const how = { now, packEdition: pack.id, requestedBy: actor.subject };
  await endOthers(ports, application, how);
  const data = {
    schemaVersion: 1,
    accountId,
    status: after.status,
    closureId: null,
    from: formatMoney(from),
    to: formatMoney(to),
    currency,
    decisionId: decision.id,
    accountVersion: after.version,
    at: utc(now),
  };
  const type = 'credit-account.limit-changed';
  const content = {
    type,
    ...data,
    customerId,
    applicationId: application.id,
    grounds: decision.grounds,
    reasons: [reason.code],
    packEdition: pack.id,
    requestedBy: actor.subject,
    requestedAs: 'borrower',
  };
  const entryId = ports.entropy.nextId();
  await tell(ports, after, { entryId, content, type: `clearline.${type}.v1`, data }, now);
  return entryId;
}
