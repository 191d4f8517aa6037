/**
 * All ports in memory, for tests: what a use case needs of a store and nothing of how a database
 * does it. The contract suite holds it and the databases to the same behaviour.
 */
import { setImmediate as untilOthersHadTheirTurn } from 'node:timers/promises';
import { embeddedLedger } from '../../../src/application/embedded-ledger.js';
import type { Clock, Entropy, Ports } from '../../../src/application/ports.js';
import { demoInstitution } from '../../../src/infrastructure/institutions/institution.js';
import { zlibUnpacking } from '../../../src/infrastructure/unpacking.js';
import { memoryAppeals, memoryNotices, memoryPlatformActions } from './appeals.js';
import { memoryBooks } from './books.js';
import {
  memoryActionPolicies,
  memoryApplications,
  memoryClosureQuotes,
  memoryClosureRequests,
  memoryLimitPolicies,
} from './closing.js';
import { memoryDueWork } from './due-work.js';
import { memoryEvidence, memoryFileAccesses } from './evidence.js';
import {
  memoryAccounts,
  memoryAuditTrail,
  memoryClosures,
  memoryCustomers,
  memoryIdempotencyKeys,
  memoryImports,
  memoryOutbox,
  memoryProducts,
} from './records.js';
import { memoryIdentities, memoryLegalHolds, memoryRetention } from './retention.js';
import { memoryActivities, memoryConsents, memoryRiskProfiles } from './risk.js';
import type { Memory } from './state.js';

export function memoryPorts(memory: Memory, clock: Clock, entropy: Entropy): Ports {
  const books = memoryBooks(memory);
  const products = memoryProducts(memory);
  return {
    inTransaction: memory.inTransaction,
    clock,
    entropy,
    institution: demoInstitution(),
    customers: memoryCustomers(memory),
    accounts: memoryAccounts(memory),
    products,
    books,
    ledger: embeddedLedger(books, products, entropy.nextId),
    riskProfiles: memoryRiskProfiles(memory),
    activities: memoryActivities(memory),
    consents: memoryConsents(memory),
    closures: memoryClosures(memory),
    closureRequests: memoryClosureRequests(memory),
    closureQuotes: memoryClosureQuotes(memory),
    limitPolicies: memoryLimitPolicies(memory),
    applications: memoryApplications(memory),
    actionPolicies: memoryActionPolicies(memory),
    platformActions: memoryPlatformActions(memory),
    notices: memoryNotices(memory),
    appeals: memoryAppeals(memory),
    evidence: memoryEvidence(memory, clock),
    unpacking: zlibUnpacking,
    othersTurn: untilOthersHadTheirTurn,
    fileAccesses: memoryFileAccesses(memory),
    identities: memoryIdentities(memory),
    legalHolds: memoryLegalHolds(memory),
    retention: memoryRetention(memory),
    auditTrail: memoryAuditTrail(memory),
    outbox: memoryOutbox(memory),
    idempotencyKeys: memoryIdempotencyKeys(memory),
    dueWork: memoryDueWork(memory),
    imports: memoryImports(memory),
  };
}
