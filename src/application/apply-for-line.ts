/**
 * The customer applies for a line: in the place of one that was closed or that the creditor ended, or
 * for a product of which there was none. The application counts as behaviour where that is permitted,
 * the customer is assessed afresh, and the answer is a decision with its reasons: an offer, a person's
 * look, or a decline. Nothing is opened here; a line comes from the customer's acceptance alone, and
 * the line that had ended stays as it is.
 */
import type { AuditEntry } from '../domain/audit-trail/audit-entry.js';
import type { Decision } from '../domain/credit-account/decision.js';
import { lineInTheWay } from '../domain/credit-account/eligibility.js';
import type { LimitPolicy } from '../domain/credit-account/limit-policy.js';
import { replacementOf } from '../domain/credit-account/replacement.js';
import {
  type CreditApplication,
  limitStep,
  MAX_REQUESTED_MINOR,
} from '../domain/credit-account/way-back.js';
import type { AccountId } from '../domain/identifiers.js';
import type { Product } from '../domain/ledger/product.js';
import { isMovable, type Money, money } from '../domain/money.js';
import type { Actor } from './actor.js';
import { answerApplication, applicationMade } from './answer-application.js';
import {
  type Applicant,
  type ApplicantRefusal,
  type LockedApplicant,
  lockApplicant,
  lookLocked,
  onceAsApplicant,
} from './applicant.js';
import { causeToday } from './cause-today.js';
import { countActivity } from './count-activity.js';
import { reasonsAgainst } from './eligibility.js';
import { endedLines, type PreviousLine, previousLine } from './ended-line.js';
import type { Attempt, KeyReused } from './idempotency.js';
import { withAdvice } from './notice-advice.js';
import type { Ports } from './ports.js';
import { roomBeside } from './write-application.js';

export interface ApplyForLineInput {
  readonly productId: string;
  /**
   * The closed or ended line that this one comes after; without it, one of the product that the
   * creditor ended and that is still there, or else the one that was closed last.
   */
  readonly previousAccountId?: AccountId | null;
  readonly requestedLimit: Money;
  readonly idempotencyKey: string;
}

export type ApplyRefusal =
  | ApplicantRefusal
  | { readonly code: 'PRODUCT_NOT_FOUND' }
  | { readonly code: 'PRODUCT_ELSEWHERE'; readonly jurisdiction: string }
  | { readonly code: 'CURRENCY_MISMATCH'; readonly expected: string }
  | { readonly code: 'REQUESTED_LIMIT_INVALID'; readonly least: Money; readonly most: Money }
  /** It is not the actor's, neither closed nor ended, or of another product and creditor. */
  | { readonly code: 'PREVIOUS_LINE_NOT_CLOSED' }
  | { readonly code: 'LINE_ALREADY_HELD'; readonly accountId: AccountId }
  | KeyReused;

export type ApplyResult =
  | { application: CreditApplication; decision: Decision; receipt: AuditEntry }
  | { refusals: readonly ApplyRefusal[] };

/** Applies, once per idempotency key; what is wrong with the wish itself is told all at once. */
export async function applyForLine(
  ports: Ports,
  actor: Actor,
  input: ApplyForLineInput,
): Promise<ApplyResult> {
  const attempt = await withAdvice(ports, (advised) =>
    onceAsApplicant<ApplyRefusal>(advised, actor, 'applyForLine', input, (applicant) =>
      applyUnderLock(advised, actor, input, applicant),
    ),
  );
  return 'refusals' in attempt ? attempt : applicationMade(ports, attempt.made);
}

async function applyUnderLock(
  ports: Ports,
  actor: Actor,
  input: ApplyForLineInput,
  { customer, reading }: Applicant,
): Promise<Attempt<ApplyRefusal>> {
  const locked = await lockApplicant(ports, customer.id);
  if ('code' in locked) return { refusals: [locked] };
  const policy = await ports.limitPolicies.current();
  const [product] = await ports.products.find([input.productId]);
  if (!product) return { refusals: [{ code: 'PRODUCT_NOT_FOUND' }] };
  const ended = await endedLines(ports, locked.accounts);
  const previous = previousLine(locked.accounts, ended, product, input.previousAccountId);
  const refusals = wishRefusals(input, { product, policy, previous }, locked);
  if (refusals.length > 0) return { refusals };
  const id = ports.entropy.nextId();
  const own = { id: `application:${id}`, kind: 'APPLICATION' } as const;
  const behaviour = await countActivity(ports, locked.customer, own, locked);
  const look = await lookLocked(ports, locked, reading, behaviour);
  const requested = input.requestedLimit;
  const previousId = previous?.account.id ?? null;
  const cause = await causeToday(ports, look, previous?.ended?.endedBy ?? [], null);
  const against = reasonsAgainst(look, product, policy, {
    replaced: previous?.ended?.replaced ?? null,
    cause: cause.today,
    isRoomTaken: roomBeside(look, { policy, requested, previousId }) === 0,
  });
  const wish = { id, product, policy, previousId, requested, raises: null };
  await answerApplication(ports, actor, look, { ...wish, against, cause, now: locked.now });
  return { made: id };
}

interface Wished {
  readonly product: Product;
  readonly policy: LimitPolicy;
  readonly previous: PreviousLine | undefined;
}

/** Everything that is wrong with the wish, whoever asks: no assessment is made of it. */
function wishRefusals(
  input: ApplyForLineInput,
  { product, policy, previous }: Wished,
  { customer, accounts }: LockedApplicant,
): ApplyRefusal[] {
  const refusals: ApplyRefusal[] = [];
  const { jurisdiction, currency } = product;
  if (jurisdiction !== customer.jurisdiction) {
    refusals.push({ code: 'PRODUCT_ELSEWHERE', jurisdiction });
  }
  if (input.requestedLimit.currency !== currency) {
    refusals.push({ code: 'CURRENCY_MISMATCH', expected: currency });
  } else {
    const { minor } = input.requestedLimit;
    const [least, most] = [limitStep(policy, currency), MAX_REQUESTED_MINOR];
    if (!isMovable(input.requestedLimit) || minor < least || minor > most) {
      const bounds = { least: money(least, currency), most: money(most, currency) };
      refusals.push({ code: 'REQUESTED_LIMIT_INVALID', ...bounds });
    }
  }
  if (input.previousAccountId != null && !previous) {
    refusals.push({ code: 'PREVIOUS_LINE_NOT_CLOSED' });
  }
  const ended = previous?.ended ?? null;
  const held =
    lineInTheWay(accounts, product.id, ended?.replaced ?? null) ??
    (ended && ended.account.status !== 'CLOSED'
      ? replacementOf(ended.account, accounts)
      : undefined);
  if (held) refusals.push({ code: 'LINE_ALREADY_HELD', accountId: held.id });
  return refusals;
}
