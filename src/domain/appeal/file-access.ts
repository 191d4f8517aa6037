/** That somebody of the staff looked at a customer's file, and what for. */
import type { CustomerId, Id } from '../identifiers.js';
import type { Instant } from '../time.js';

export const ACCESS_PURPOSES = [
  'CUSTOMER_SERVICE',
  'APPEAL_REVIEW',
  'RISK_REVIEW',
  'COLLECTIONS',
  'FRAUD_CHECK',
  'LEGAL',
  'AUDIT',
] as const;
export type AccessPurpose = (typeof ACCESS_PURPOSES)[number];

export interface FileAccess {
  readonly id: Id;
  readonly customerId: CustomerId;
  /** The token subject, and in which role. */
  readonly actor: string;
  readonly role: string;
  readonly purpose: AccessPurpose;
  /** False: the purpose is the usual one of the role. */
  readonly isStated: boolean;
  /** Which parts of the file, such as `CUSTOMER` or `RISK_PROFILE`; sorted, each once. */
  readonly parts: readonly string[];
  readonly at: Instant;
}
