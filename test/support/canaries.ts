/**
 * A canary in every place that can hold something personal of a customer, planted through the ports.
 * Which places those are is told column by column, so that a new one without a canary is noticed.
 */

import type { Ports } from '../../src/application/ports.js';
import type { AuditEntry } from '../../src/domain/audit-trail/audit-entry.js';
import { makeAuditEntry } from '../../src/domain/audit-trail/audit-entry.js';
import type { ClosureQuote } from '../../src/domain/credit-account/closure-quote.js';
import type { Closure } from '../../src/domain/credit-account/closure-record.js';
import { type Decision, OWN_DECISION } from '../../src/domain/credit-account/decision.js';
import { aFileAccess, aNotice, anAction, anAppeal, anEvidence } from './decided.js';
import { anEntry, type Given, newId, TODAY } from './portfolio.js';
import { DAY_MS, NOW } from './stores.js';

/** Texts that people wrote or that name somebody: sealed on the disk, or kept as a hash. */
export const SEALED_PLACES = [
  'customer_identity.document',
  'protected_attribute.value',
  'activity.detail',
  'journal_entry.reference',
  'closure.record',
  'decision.record',
  'platform_action.document',
  'notice.document',
  'appeal.document',
  'evidence.document',
  'evidence_piece.content',
  'file_access.document',
  'closure_request.document',
  'closure_quote.document',
  'credit_application.document',
  'legal_hold.document',
  'audit_entry.content',
  'outbox_message.data',
] as const;

/** Texts of callers' own choice that are kept as hashes: they can be found again, and not read. */
export const HASHED_PLACES = ['idempotency_key.key', 'source_record.source_key'] as const;

/** Not in an export: documents are handed out one by one, and who looked at a file is not named. */
export const APART_PLACES = ['evidence_piece.content', 'file_access.document'] as const;

/** What scoring reads stays plain, and is erased as rows. */
export const PLAIN_PLACES = ['activity_day.document', 'activity.id'] as const;

type Place = (typeof SEALED_PLACES | typeof HASHED_PLACES | typeof PLAIN_PLACES)[number];

export interface Planted {
  /** The canary of each place; each is unlike any other text. */
  readonly canaries: Readonly<Record<Place, string>>;
  /** As the customer kept it. */
  readonly receipt: AuditEntry;
}

/** Plants them for the customer of the first line. */
export async function plantCanaries(ports: Ports, { customer, account }: Given): Promise<Planted> {
  const own = `canary-${newId()}`;
  const at = (place: Place): string => `${own}-${place.replaceAll(/[._]/g, '-')}`;
  const of = { customerId: customer.id, accountId: account.id };
  const receipt = makeAuditEntry(
    {
      id: newId(),
      occurredAt: NOW,
      content: { type: 'canary', ...of, said: at('audit_entry.content') },
      salt: ports.entropy.salt(),
    },
    ports.entropy.sha256,
  );
  await ports.inTransaction(async () => {
    await ports.idempotencyKeys.claim(
      { subject: customer.id, operation: 'canary', key: at('idempotency_key.key') },
      'hash',
      NOW,
      0,
    );
    await plantIdentity(ports, of, at);
    await plantRecords(ports, { customer, account } as Given, at);
    await plantClosing(ports, of, at);
    await plantAppeal(ports, of, at);
    await ports.auditTrail.append(customer.id, [receipt]);
    await ports.outbox.append([
      {
        id: newId(),
        customerId: customer.id,
        type: 'canary',
        subject: account.id,
        occurredAt: NOW,
        data: { said: at('outbox_message.data') },
      },
    ]);
  });
  const places = [...SEALED_PLACES, ...HASHED_PLACES, ...PLAIN_PLACES];
  const canaries = Object.fromEntries(places.map((place) => [place, at(place)]));
  return { canaries: canaries as Record<Place, string>, receipt };
}

interface Owner {
  readonly customerId: string;
  readonly accountId: string;
}
type At = (place: Place) => string;

async function plantIdentity(ports: Ports, { customerId }: Owner, at: At): Promise<void> {
  const canary = at('customer_identity.document');
  await ports.identities.save([
    {
      customerId,
      fullName: `${canary} name`,
      email: `${canary}@example.com`,
      phone: `${canary} phone`,
      postalAddress: `${canary} street`,
      recordedAt: NOW,
    },
  ]);
  await ports.imports.claim([
    { source: 'canary', sourceKey: at('source_record.source_key'), customerId, importedAt: NOW },
  ]);
  await ports.imports.addProtectedAttributes([
    { id: newId(), customerId, name: 'marital_status', value: at('protected_attribute.value') },
  ]);
  const hold = { id: newId(), customerId, reason: at('legal_hold.document'), placedAt: NOW };
  await ports.legalHolds.add({ ...hold, placedBy: 'reviewer-1', liftedBy: null, liftedAt: null });
  await ports.legalHolds.lift(hold.id, 'reviewer-1', NOW);
}

async function plantRecords(ports: Ports, { customer, account }: Given, at: At): Promise<void> {
  const customerId = customer.id;
  await ports.books.append([anEntry(account, { reference: at('journal_entry.reference') })]);
  await ports.activities.add(
    [
      {
        id: at('activity.id'),
        customerId,
        occurredAt: NOW,
        kind: 'SOCIAL_LINK',
        pseudonym: at('activity.detail'),
      },
    ],
    NOW,
  );
  await ports.activities.saveDays([
    {
      customerId,
      day: TODAY,
      counts: { SOCIAL_LINK: 1 },
      unstatedDraws: 0,
      sums: {},
      pseudonyms: { SOCIAL_LINK: [at('activity_day.document')] },
      income: null,
      bureau: null,
    },
  ]);
}

async function plantClosing(ports: Ports, owner: Owner, at: At): Promise<void> {
  const asked = { ...owner, packEdition: 'CN-2021', auditEntryId: newId() };
  const decision: Decision = {
    ...owner,
    id: newId(),
    kind: 'CLOSURE',
    grounds: 'CUSTOMER_REQUEST',
    reasons: [{ code: 'CLOSED_AT_CUSTOMER_REQUEST', values: {} }],
    adverseAction: false,
    decidedAt: NOW,
    decidedBy: at('decision.record'),
    assessmentId: null,
    packEdition: 'CN-2021',
    limitPolicyVersion: null,
    ...OWN_DECISION,
  };
  // Only what names somebody matters here; the rest of a closure is figures.
  const closure = {
    ...asked,
    id: newId(),
    outcome: 'CLOSED',
    motive: 'PRIVACY',
    revoked: [],
    requestedAt: NOW,
    effectiveAt: NOW,
    requestedBy: at('closure.record'),
    requestedAs: 'borrower',
    decisionId: decision.id,
    assessmentAfterId: newId(),
    scoreAfter: 600,
    kind: 'IMMEDIATE',
  } as unknown as Closure;
  await ports.closures.add(closure, [decision]);
  await ports.closureRequests.add({
    ...asked,
    id: newId(),
    kind: 'ON_BEHALF',
    cause: 'GUARDIAN',
    statement: at('closure_request.document'),
    requestedBy: 'agent-1',
    requestedAs: 'agent',
    requestedAt: NOW,
    expiresAt: NOW + DAY_MS,
    status: 'WITHDRAWN',
    endedAt: NOW,
    endedBy: 'agent-1',
  });
  const quote = { ...owner, id: newId(), motive: null, madeAt: NOW, validUntil: NOW + DAY_MS };
  await ports.closureQuotes.add({
    ...quote,
    madeBy: at('closure_quote.document'),
  } as unknown as ClosureQuote);
  await ports.applications.add({
    ...asked,
    id: newId(),
    productId: 'product-1',
    creditorId: 'creditor-1',
    previousAccountId: null,
    currency: 'CNY',
    requestedLimitMinor: 100_000,
    status: 'DECLINED',
    offer: null,
    appliedAt: NOW,
    appliedBy: at('credit_application.document'),
    assessmentId: newId(),
    decisionId: newId(),
    limitPolicyVersion: 'limits-1',
    accountId: null,
    endedAt: null,
  });
}

/** All of it has ended: no clock that time moves comes upon it. */
async function plantAppeal(ports: Ports, owner: Owner, at: At): Promise<void> {
  const ended = { status: 'LIFTED', lookAt: null, endedAt: NOW, endedBy: newId() } as const;
  const action = { ...ended, measureId: at('platform_action.document') };
  await ports.platformActions.add([anAction(owner, action)]);
  const told = { en: at('notice.document'), zh: '通知' };
  const section = { code: 'DECISION', title: told, paragraphs: [told] } as const;
  const delivered = { deliveredAt: NOW, channel: 'IN_APP', alarmAt: null } as const;
  await ports.notices.add([aNotice(owner, { sections: [section], ...delivered })]);
  const withdrawn = { status: 'WITHDRAWN', endedAt: NOW } as const;
  await ports.appeals.add(anAppeal(owner, { statement: at('appeal.document'), ...withdrawn }));
  const { evidence, pieces } = anEvidence(owner, [at('evidence_piece.content')]);
  const uploadId = newId();
  for (const [piece, bytes] of pieces.entries()) {
    await ports.evidence.keepPiece(owner.customerId, uploadId, piece, bytes);
  }
  const uploadedBy = at('evidence.document');
  await ports.evidence.complete({ ...evidence, uploadedBy }, uploadId);
  const actor = at('file_access.document');
  await ports.fileAccesses.add([aFileAccess(owner.customerId, { actor })]);
}
