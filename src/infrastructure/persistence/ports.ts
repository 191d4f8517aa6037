/** All persistence ports on one session. */
import { setImmediate as untilOthersHadTheirTurn } from 'node:timers/promises';
import { embeddedLedger } from '../../application/embedded-ledger.js';
import type { Clock, Entropy, Ports } from '../../application/ports.js';
import type { Institution } from '../../domain/policy/institution.js';
import { zlibUnpacking } from '../unpacking.js';
import { actionPoliciesOf } from './action-policies.js';
import { activitiesOf } from './activities.js';
import { appealsOf } from './appeals.js';
import { auditTrailOf, outboxOf } from './audit-trail.js';
import { booksOf } from './books.js';
import { closureQuotesOf } from './closure-quotes.js';
import { closureRequestsOf } from './closure-requests.js';
import { closuresOf } from './closures.js';
import { consentsOf } from './consents.js';
import { creditAccountsOf } from './credit-accounts.js';
import { creditApplicationsOf } from './credit-applications.js';
import { customersOf, productsOf } from './customers.js';
import { dueWorkOf } from './due-work.js';
import { evidenceOf } from './evidence.js';
import { fileAccessesOf } from './file-accesses.js';
import { idempotencyKeysOf } from './idempotency-keys.js';
import { identitiesOf, legalHoldsOf } from './identities.js';
import { importsOf } from './imports.js';
import { limitPoliciesOf } from './limit-policies.js';
import { noticesOf } from './notices.js';
import { platformActionsOf } from './platform-actions.js';
import { retentionOf } from './retention.js';
import { riskProfilesOf } from './risk-profiles.js';
import type { Session } from './transaction.js';

/** Wires the ports that a database serves, with the embedded ledger as ledger of record. */
export function persistentPorts(
  session: Session,
  clock: Clock,
  entropy: Entropy,
  institution: Institution,
): Ports {
  const books = booksOf(session);
  const products = productsOf(session);
  return {
    inTransaction: session.inTransaction,
    clock,
    entropy,
    institution,
    customers: customersOf(session),
    accounts: creditAccountsOf(session),
    products,
    books,
    ledger: embeddedLedger(books, products, entropy.nextId),
    riskProfiles: riskProfilesOf(session),
    activities: activitiesOf(session),
    consents: consentsOf(session),
    closures: closuresOf(session),
    closureRequests: closureRequestsOf(session),
    closureQuotes: closureQuotesOf(session),
    limitPolicies: limitPoliciesOf(session),
    applications: creditApplicationsOf(session),
    actionPolicies: actionPoliciesOf(session),
    platformActions: platformActionsOf(session),
    notices: noticesOf(session),
    appeals: appealsOf(session),
    evidence: evidenceOf(session, clock),
    unpacking: zlibUnpacking,
    othersTurn: untilOthersHadTheirTurn,
    fileAccesses: fileAccessesOf(session),
    identities: identitiesOf(session),
    legalHolds: legalHoldsOf(session),
    retention: retentionOf(session),
    auditTrail: auditTrailOf(session),
    outbox: outboxOf(session),
    idempotencyKeys: idempotencyKeysOf(session),
    dueWork: dueWorkOf(session),
    imports: importsOf(session),
  };
}
