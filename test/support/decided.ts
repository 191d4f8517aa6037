/** What the platform decided and what came of it, as tests need it: any member replaced. */
import type { Appeal } from '../../src/domain/appeal/appeal.js';
import type { Evidence } from '../../src/domain/appeal/evidence.js';
import type { FileAccess } from '../../src/domain/appeal/file-access.js';
import type { Notice } from '../../src/domain/platform-action/notice.js';
import type { PlatformAction } from '../../src/domain/platform-action/platform-action.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { newId } from './portfolio.js';
import { DAY_MS, NOW } from './stores.js';

interface Owner {
  readonly customerId: string;
  readonly accountId?: string;
}

/** A suspension by a rule that is looked at tomorrow, unless told otherwise. */
export const anAction = (
  { customerId, accountId = newId() }: Owner,
  over: Partial<PlatformAction> = {},
): PlatformAction => ({
  id: newId(),
  customerId,
  accountId,
  kind: 'SUSPENSION',
  grounds: 'BEHAVIOUR',
  measureId: 'suspend-rapid-cash-out “x”',
  causedBy: null,
  status: 'IN_FORCE',
  before: { status: 'ACTIVE', suspendedBy: null, limitMinor: 1_000_000, annualRatePpm: null },
  set: { limitMinor: null, annualRatePpm: null },
  decidedAt: NOW,
  effectiveAt: NOW,
  conditions: [{ kind: 'RULE_ACTS', ruleId: 'rapid-cash-out' }],
  lookAt: NOW + DAY_MS,
  endedAt: null,
  endedBy: null,
  returnOpenedAt: null,
  applicationId: null,
  ...over,
});

/** A notice that is due in thirty days. */
export const aNotice = (
  { customerId, accountId = newId() }: Owner,
  over: Partial<Notice> = {},
): Notice => ({
  id: newId(),
  customerId,
  accountId,
  decisionId: newId(),
  sections: [
    {
      code: 'DECISION',
      title: { en: 'Decision', zh: '决定' },
      paragraphs: [{ en: 'Your line “A” is suspended. 😀', zh: '您的额度已暂停。' }],
    },
  ],
  issuedAt: NOW,
  dueOn: '2026-12-25',
  dueAt: NOW + 30 * DAY_MS,
  packEdition: 'CN-2021',
  auditEntryId: newId(),
  deliveredAt: null,
  channel: null,
  alarms: [],
  alarmAt: NOW + 29 * DAY_MS,
  ...over,
});

/** An appeal that nobody has taken yet, to be answered in fifteen days. */
export const anAppeal = (
  { customerId, accountId = newId() }: Owner,
  { dueAt = NOW + 15 * DAY_MS, ...over }: Partial<Appeal> & { dueAt?: number } = {},
): Appeal => ({
  id: newId(),
  customerId,
  accountId,
  decisionId: newId(),
  kind: 'APPEAL',
  reconsiders: null,
  statement: 'My income has doubled, “see here” 😀',
  evidenceIds: [],
  filedAt: NOW,
  filedBy: customerId,
  status: 'OPEN',
  clock: { startedAt: NOW, dueAt, extensions: [], pauses: [] },
  recused: ['agent-1'],
  assignedTo: null,
  assignedAt: null,
  formerReviewers: [],
  escalatedAt: null,
  overdueReportedAt: null,
  answers: [],
  outcome: null,
  endedAt: null,
  packEdition: 'CN-2021',
  auditEntryId: newId(),
  ...over,
});

/** A document of these texts, and the pieces that it arrives in. */
export function anEvidence(
  { customerId }: Owner,
  texts: readonly string[],
  over: Partial<Evidence> = {},
): { evidence: Evidence; pieces: Uint8Array[] } {
  const pieces = texts.map((text) => new TextEncoder().encode(text));
  const whole = Buffer.concat(pieces);
  const evidence: Evidence = {
    id: newId(),
    customerId,
    kind: 'INCOME_PROOF',
    mediaType: 'application/pdf',
    bytes: whole.length,
    sha256: Buffer.from(systemEntropy.sha256(whole)).toString('hex'),
    uploadedAt: NOW,
    uploadedBy: customerId,
    appealId: null,
    ...over,
  };
  return { evidence, pieces };
}

/** An agent's look at a customer's file, with the usual purpose. */
export const aFileAccess = (customerId: string, over: Partial<FileAccess> = {}): FileAccess => ({
  id: newId(),
  customerId,
  actor: '主体 “x”',
  role: 'agent',
  purpose: 'CUSTOMER_SERVICE',
  isStated: false,
  parts: ['CUSTOMER', 'RISK_PROFILE'],
  at: NOW,
  ...over,
});
