/**
 * How the newest statement stands. A source's own word for it counts where there is one; otherwise
 * the amounts tell: a line without balance, purchase and payment is unused, one whose statement
 * before was met in full (or had nothing to pay) is paid in full, any other revolves.
 */
import type { Status } from '../catalogue/status.js';
import type { StatementFact } from '../facts.js';
import { placeBefore, type StatementWindow } from './months.js';

const LATE: readonly Status[] = ['LATE_1', 'LATE_2', 'LATE_3', 'LATE_4_PLUS'];

/**
 * Over all lines: the latest one decides; else it is unused when no line is used, and revolving when
 * any line revolves. Null without a statement.
 */
export function newestStatus({ months }: StatementWindow): Status | null {
  const [newest] = months;
  if (!newest) return null;
  if (newest.late >= 1) return LATE[Math.min(newest.late, LATE.length) - 1] as Status;
  const before = months[placeBefore(months, 0)]?.statements ?? [];
  let status: Status = 'UNUSED';
  for (const statement of newest.statements) {
    const own = statement.status ?? statusByAmounts(statement, before);
    if (own === 'REVOLVING') return own;
    if (own === 'PAID_IN_FULL') status = own;
  }
  return status;
}

function statusByAmounts(statement: StatementFact, before: readonly StatementFact[]): Status {
  const { accountId, balanceMinor, purchasesMinor, paymentsMinor } = statement;
  if (balanceMinor <= 0 && purchasesMinor <= 0 && paymentsMinor <= 0) return 'UNUSED';
  const settled = before.find((each) => each.accountId === accountId);
  return paymentsMinor >= Math.max(0, settled?.balanceMinor ?? 0) ? 'PAID_IN_FULL' : 'REVOLVING';
}
