/** What a product's terms mean for the books. Products and creditors are data, not code. */
import type { Capability } from '../credit-account/credit-account.js';

export interface Creditor {
  readonly id: string;
  readonly name: string;
}

export interface Product {
  readonly id: string;
  readonly creditorId: string;
  /** Display names by locale; English is always there. */
  readonly names: { readonly en: string; readonly zh: string };
  readonly jurisdiction: string;
  readonly currency: string;
  readonly capabilities: readonly Capability[];
  /** Yearly simple rate in millionths: 18.25 % is 182_500. */
  readonly annualRatePpm: number;
  readonly dayCount: 'ACT_365' | 'ACT_360';
  /** How an accrued fraction of a minor unit is posted; what is cut off is carried on. */
  readonly interestRounding: 'DOWN' | 'HALF_EVEN';
  /** Which part of a debt a repayment settles first. */
  readonly repaymentOrder: readonly ('FEE' | 'INTEREST' | 'PRINCIPAL')[];
  /** Minimum due: this share of the statement balance in millionths, but at least the floor. */
  readonly minimumDuePpm: number;
  readonly minimumDueFloorMinor: number;
  /** Days from the statement to its due date. */
  readonly dueDays: number;
  /** Months of notice that the agreement lets the customer give of a closing; 0: none agreed. */
  readonly customerNoticeMonths: number;
  /** Hours until an uncaptured hold lapses. */
  readonly holdHours: number;
}
