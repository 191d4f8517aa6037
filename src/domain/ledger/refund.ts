/** Money that is payable to the customer because a closed line was left in credit. */
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import type { Instant, LocalDate } from '../time.js';

export interface RefundDue {
  readonly id: Id;
  readonly accountId: AccountId;
  readonly customerId: CustomerId;
  readonly currency: string;
  readonly amountMinor: number;
  readonly createdAt: Instant;
  /** Last day for paying it: the jurisdiction pack's period from the day it became due. */
  readonly payBy: LocalDate;
  readonly paidAt: Instant | null;
  /** When it was taken back because the line came to owe again before it was paid. */
  readonly recalledAt: Instant | null;
}
