/**
 * A closing that is wished for and not made yet. A customer's NOTICE names the moment from which the
 * line shall be closed; until then the line can be used and, where the rules give a right to it, the
 * notice can be taken back. A closing ON_BEHALF of a customer who cannot ask (death, a guardian) or
 * must be protected (fraud) is asked for by one agent and made when another one approves.
 *
 * PENDING → EFFECTED (the closure is made) | WITHDRAWN (by whoever asked) | DECLINED (by the second
 * agent) | EXPIRED (nobody approved in time).
 */
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import type { Instant } from '../time.js';
import type { Motive } from './credit-account.js';

export const ON_BEHALF_CAUSES = ['DECEASED', 'FRAUD', 'GUARDIAN'] as const;
/** Why an agent closes for a customer. */
export type OnBehalfCause = (typeof ON_BEHALF_CAUSES)[number];

export const CLOSURE_REQUEST_STATUSES = [
  'PENDING',
  'EFFECTED',
  'WITHDRAWN',
  'DECLINED',
  'EXPIRED',
] as const;
export type ClosureRequestStatus = (typeof CLOSURE_REQUEST_STATUSES)[number];

interface Asked {
  readonly id: Id;
  readonly accountId: AccountId;
  readonly customerId: CustomerId;
  readonly requestedBy: string;
  readonly requestedAs: string;
  readonly requestedAt: Instant;
  readonly packEdition: string;
  readonly auditEntryId: Id;
  readonly status: ClosureRequestStatus;
  /** When it took effect, was taken back, declined or ran out; null while PENDING. */
  readonly endedAt: Instant | null;
  readonly endedBy: string | null;
}

export type ClosureRequest = Asked &
  (
    | {
        readonly kind: 'NOTICE';
        readonly motive: Motive | null;
        /** From then on the line is closed. */
        readonly effectiveAt: Instant;
        /** Whether the customer may take it back until then. */
        readonly withdrawable: boolean;
      }
    | {
        readonly kind: 'ON_BEHALF';
        readonly cause: OnBehalfCause;
        /** What the agent saw: a death certificate, a court order. 1 to 1,000 characters. */
        readonly statement: string;
        /** Nobody can approve it after that. */
        readonly expiresAt: Instant;
      }
  );

export type ClosureNotice = Extract<ClosureRequest, { kind: 'NOTICE' }>;
export type OnBehalfRequest = Extract<ClosureRequest, { kind: 'ON_BEHALF' }>;

/** When time makes something of a pending request: its effect, or its end. */
export const dueAt = (request: ClosureRequest): Instant =>
  request.kind === 'NOTICE' ? request.effectiveAt : request.expiresAt;
