/**
 * What payment and ledger systems do on a line (service role): authorise a use, capture or void the
 * hold, post repayments, refunds, returned payments, fees and reversals, pay out refunds. Each is
 * idempotent by key.
 */
import type { Capability } from '../domain/credit-account/credit-account.js';
import {
  type CaptureRefusal,
  captureHold,
  decideUse,
  reservedMinor,
  type UseRefusal,
} from '../domain/credit-account/use.js';
import { bringUpToDate, type JournalEntry, type Movement } from '../domain/ledger/journal.js';
import type { Hold } from '../domain/ledger/position.js';
import type { RefundDue } from '../domain/ledger/refund.js';
import { isMovable, type Money } from '../domain/money.js';
import { addDays, type LocalDate } from '../domain/time.js';
import { mayOperateLedger } from './access.js';
import type { Actor } from './actor.js';
import { stampOf } from './embedded-ledger.js';
import { type Attempt, type KeyReused, once } from './idempotency.js';
import type { NoPack } from './jurisdiction.js';
import type { Ports } from './ports.js';
import {
  followPosition,
  type LockedAccount,
  type LockedLine,
  lockLine,
  postOn,
} from './post-movement.js';

export type OperationRefusal =
  | { code: 'FORBIDDEN' }
  | { code: 'ACCOUNT_NOT_FOUND' }
  | { code: 'HOLD_NOT_FOUND' }
  | { code: 'ENTRY_NOT_FOUND' }
  | { code: 'REFUND_NOT_FOUND' }
  /** The entry is of a kind that cannot be undone this way, or was undone before. */
  | { code: 'ENTRY_NOT_REVERSIBLE' }
  | { code: 'VALUE_DATE_INVALID'; from: LocalDate; to: LocalDate }
  | UseRefusal
  | CaptureRefusal
  | KeyReused
  | NoPack;

export type Operated<T> = { made: T } | { refusals: readonly OperationRefusal[] };

interface Keyed {
  readonly idempotencyKey: string;
}

/** Days that a value date may lie back: what one statement cycle can bring in late. */
export const MAX_BACKDATING_DAYS = 62;

/** Places a hold on available credit, or refuses with the reason. */
export async function authorizeUse(
  ports: Ports,
  actor: Actor,
  input: Keyed & { accountId: string; capability: Capability; amount: Money },
): Promise<Operated<Hold>> {
  const attempt = await operate(ports, actor, 'authorizeUse', input, async () => {
    const line = await lockLine(ports, input.accountId);
    if (!line) return refuse({ code: 'ACCOUNT_NOT_FOUND' });
    if ('code' in line) return refuse(line);
    const { capability, amount } = input;
    const { account, product, now } = line;
    const command = { holdId: ports.entropy.nextId(), capability, amount };
    const stamp = stampOf(now, line.today, ports.entropy.nextId);
    const { position, entries } = bringUpToDate(line.position, product, stamp);
    const decision = decideUse(account, product, position, command, now);
    if ('refusal' in decision) return refuse(decision.refusal);
    await ports.books.append(entries);
    await ports.books.addHold(decision.hold);
    await ports.books.savePositions([
      withHold({ ...line, position }, null, decision.hold).position,
    ]);
    return { made: decision.hold.id };
  });
  return found(attempt, (id) => ports.books.hold(id));
}

/** Captures a hold in part or whole; `final` (default) releases the rest. */
export async function captureUse(
  ports: Ports,
  actor: Actor,
  input: Keyed & { holdId: string; amount: Money; final?: boolean | null },
): Promise<Operated<JournalEntry>> {
  const final = input.final ?? true;
  const attempt = await operate(ports, actor, 'captureHold', { ...input, final }, async () => {
    const held = await lockHold(ports, input.holdId);
    if (held.code !== undefined) return refuse(held);
    const captured = captureHold(held.hold, input.amount, final);
    if ('refusal' in captured) return refuse(captured.refusal);
    const line = withHold(held.line, held.hold, captured.hold);
    const movement: Movement = { kind: 'CAPTURE', amountMinor: input.amount.minor };
    const how = { reference: held.hold.id, holds: [captured.hold] };
    return { made: (await postOn(ports, line, movement, how)).id };
  });
  return found(attempt, (id) => ports.books.entry(id));
}

/** Releases a hold that will not be captured. */
export async function voidHold(
  ports: Ports,
  actor: Actor,
  input: Keyed & { holdId: string },
): Promise<Operated<Hold>> {
  const attempt = await operate(ports, actor, 'voidHold', input, async () => {
    const held = await lockHold(ports, input.holdId);
    if (held.code !== undefined) return refuse(held);
    if (held.hold.status !== 'OPEN') {
      return refuse({ code: 'HOLD_NOT_CAPTURABLE', status: held.hold.status });
    }
    const status = held.hold.capturedMinor > 0 ? 'CAPTURED' : 'VOIDED';
    await releaseHold(ports, held.line, held.hold, status);
    return { made: held.hold.id };
  });
  return found(attempt, (id) => ports.books.hold(id));
}

/** Ends an open hold and gives its rest back; run-off may complete by it. */
export async function releaseHold(
  ports: Ports,
  line: LockedAccount,
  hold: Hold,
  status: 'VOIDED' | 'EXPIRED' | 'CAPTURED',
): Promise<void> {
  const released = { ...hold, status };
  const { position } = withHold(line, hold, released);
  await ports.books.saveHolds([released]);
  await ports.books.savePositions([position]);
  await followPosition(ports, line.account, position, line.now);
}

type Incoming = 'REPAYMENT' | 'REFUND' | 'FEE';

/** Posts money that comes in (REPAYMENT, a merchant's REFUND) or is charged (FEE). */
export async function postAmount(
  ports: Ports,
  actor: Actor,
  kind: Incoming,
  input: Keyed & {
    accountId: string;
    amount: Money;
    valueDate?: LocalDate | null;
    reference?: string | null;
  },
): Promise<Operated<JournalEntry>> {
  const attempt = await operate(ports, actor, `post:${kind}`, input, async () => {
    const line = await lockLine(ports, input.accountId);
    if (!line) return refuse({ code: 'ACCOUNT_NOT_FOUND' });
    if ('code' in line) return refuse(line);
    const { amount } = input;
    const expected = line.account.currency;
    if (amount.currency !== expected) return refuse({ code: 'CURRENCY_MISMATCH', expected });
    if (!isMovable(amount)) return refuse({ code: 'AMOUNT_INVALID' });
    const valueDate = input.valueDate ?? line.today;
    const from = addDays(line.today, -MAX_BACKDATING_DAYS);
    if (valueDate < from || valueDate > line.today) {
      return refuse({ code: 'VALUE_DATE_INVALID', from, to: line.today });
    }
    const movement = { kind, amountMinor: amount.minor };
    const how = { valueDate, reference: input.reference ?? null };
    return { made: (await postOn(ports, line, movement, how)).id };
  });
  return found(attempt, (id) => ports.books.entry(id));
}

/** Undoes an entry, once: a bounced repayment (RETURNED_PAYMENT) or a mistaken posting. */
export async function undoEntry(
  ports: Ports,
  actor: Actor,
  kind: 'RETURNED_PAYMENT' | 'REVERSAL',
  input: Keyed & { entryId: string },
): Promise<Operated<JournalEntry>> {
  const attempt = await operate(ports, actor, `undo:${kind}`, input, async () => {
    const seen = await ports.books.entry(input.entryId);
    if (!seen) return refuse({ code: 'ENTRY_NOT_FOUND' });
    const line = await lockLine(ports, seen.accountId);
    if (!line) return refuse({ code: 'ENTRY_NOT_FOUND' });
    if ('code' in line) return refuse(line);
    const undoable = kind === 'RETURNED_PAYMENT' ? ['REPAYMENT'] : REVERSIBLE;
    if (!undoable.includes(seen.kind) || (await ports.books.isReversed(seen.id))) {
      return refuse({ code: 'ENTRY_NOT_REVERSIBLE' });
    }
    // The money never moved, so interest counts the change from the entry's own value date.
    const how = { valueDate: seen.valueDate, reference: seen.id };
    return { made: (await postOn(ports, line, { kind, of: seen }, how)).id };
  });
  return found(attempt, (id) => ports.books.entry(id));
}

const REVERSIBLE = ['CAPTURE', 'FEE', 'REFUND', 'ADJUSTMENT'];

/** Records that a refund due was paid out to the customer. */
export async function payRefund(
  ports: Ports,
  actor: Actor,
  input: Keyed & { refundId: string },
): Promise<Operated<RefundDue>> {
  const attempt = await operate(ports, actor, 'payRefund', input, async () => {
    const seen = await ports.books.refundDue(input.refundId);
    if (!seen) return refuse({ code: 'REFUND_NOT_FOUND' });
    const line = await lockLine(ports, seen.accountId);
    const refund = await ports.books.refundDue(input.refundId);
    const payable = refund && refund.paidAt === null && refund.recalledAt === null;
    if (!line || !payable) return refuse({ code: 'REFUND_NOT_FOUND' });
    if ('code' in line) return refuse(line);
    const movement: Movement = { kind: 'REFUND_PAID', amountMinor: refund.amountMinor };
    await postOn(ports, line, movement, { reference: refund.id });
    await ports.books.markRefundPaid(refund.id, line.now);
    return { made: refund.id };
  });
  return found(attempt, (id) => ports.books.refundDue(id));
}

const refuse = (refusal: OperationRefusal) => ({ refusals: [refusal] });

async function operate<Input extends Keyed>(
  ports: Ports,
  actor: Actor,
  operation: string,
  input: Input,
  work: () => Promise<Attempt<OperationRefusal>>,
): Promise<Attempt<OperationRefusal>> {
  if (!mayOperateLedger(actor)) return refuse({ code: 'FORBIDDEN' });
  return once<OperationRefusal>(ports, actor, operation, input, work);
}

async function found<T>(
  attempt: Attempt<OperationRefusal>,
  find: (id: string) => Promise<T | undefined>,
): Promise<Operated<T>> {
  if ('refusals' in attempt) return attempt;
  const made = await find(attempt.made);
  if (made === undefined) throw new Error(`${attempt.made} was made but is not there`);
  return { made };
}

type HeldLine = { code?: undefined; line: LockedLine; hold: Hold };

async function lockHold(
  ports: Ports,
  holdId: string,
): Promise<HeldLine | NoPack | { code: 'HOLD_NOT_FOUND' }> {
  const seen = await ports.books.hold(holdId);
  const line = seen && (await lockLine(ports, seen.accountId));
  const hold = line && (await ports.books.hold(holdId));
  if (!line || !hold) return { code: 'HOLD_NOT_FOUND' };
  if ('code' in line) return line;
  return { line, hold };
}

/** The line with one hold's reservation replaced by another's. */
function withHold<T extends LockedAccount>(line: T, before: Hold | null, after: Hold): T {
  const change = reservedMinor(after) - (before ? reservedMinor(before) : 0);
  const heldMinor = line.position.heldMinor + change;
  return { ...line, position: { ...line.position, heldMinor } };
}
