/** What a demo line has promised beyond its balance: an open authorisation, an instalment plan. */
import type { LineHistory } from '../../application/import-customers.js';
import { decideUse } from '../../domain/credit-account/use.js';
import type { Id } from '../../domain/identifiers.js';
import { type InstalmentPlan, openMinor } from '../../domain/ledger/position.js';
import type { Product } from '../../domain/ledger/product.js';
import { money } from '../../domain/money.js';
import { addDays, addMonths, type Instant, type LocalDate } from '../../domain/time.js';
import { PLAN, RUNNING_MONTH } from './behaviours.js';

const HOUR_MS = 3_600_000;

/** Authorises a share of the limit an hour before now, by the rules of any authorisation. */
export function withHold(
  line: LineHistory,
  product: Product,
  ofLimit: number,
  now: Instant,
  holdId: Id,
): LineHistory {
  const { account, position } = line;
  const amount = money(Math.round(account.limitMinor * ofLimit), account.currency);
  const [capability = 'PAY'] = product.capabilities;
  const command = { holdId, capability, amount };
  const decided = decideUse(account, product, position, command, now - HOUR_MS);
  if ('refusal' in decided) throw new Error(`a demo hold is refused: ${decided.refusal.code}`);
  const heldMinor = position.heldMinor + openMinor(decided.hold);
  return { ...line, position: { ...position, heldMinor }, holds: [...line.holds, decided.hold] };
}

/** The schedule over the purchase that the behaviour of instalments makes and pays. */
export function withPlan(
  line: LineHistory,
  { months, today }: { readonly months: readonly LocalDate[]; readonly today: LocalDate },
  planId: Id,
): LineHistory {
  const { account } = line;
  const dueDay = addDays(months[RUNNING_MONTH] ?? today, PLAN.day - 1);
  const plan: InstalmentPlan = {
    id: planId,
    accountId: account.id,
    customerId: account.customerId,
    currency: account.currency,
    principalMinor: Math.round(account.limitMinor * PLAN.instalments * PLAN.partOfLimit),
    instalments: PLAN.instalments,
    instalmentsPaid: line.entries.filter(({ kind }) => kind === 'REPAYMENT').length,
    nextDueOn: today < dueDay ? dueDay : addMonths(dueDay, 1),
    status: 'ACTIVE',
  };
  return { ...line, plans: [...line.plans, plan] };
}
