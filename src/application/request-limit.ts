/**
 * The customer asks for the limit back that a decision of ours took from a line. It is an application
 * like any other: the customer is assessed afresh, the answer has its reasons, and the limit rises only
 * by the customer's acceptance of the offer.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { AccountId } from '../domain/identifiers.js';
import { money } from '../domain/money.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { Actor } from './actor.js';
import { answerApplication, applicationMade } from './answer-application.js';
import {
  type Applicant,
  type ApplicantRefusal,
  lockApplicant,
  lookLocked,
  onceAsApplicant,
} from './applicant.js';
import type { ApplyResult } from './apply-for-line.js';
import { causeToday } from './cause-today.js';
import { countActivity } from './count-activity.js';
import { reasonsAgainst } from './eligibility.js';
import { productsOf } from './embedded-ledger.js';
import type { Attempt, KeyReused } from './idempotency.js';
import { withAdvice } from './notice-advice.js';
import type { Ports } from './ports.js';

export interface RequestFormerLimitInput {
  /** The line whose limit was lowered. */
  readonly accountId: AccountId;
  readonly idempotencyKey: string;
}

export type RequestLimitRefusal =
  | ApplicantRefusal
  | { readonly code: 'ACCOUNT_NOT_FOUND' }
  /** No decision of ours that stands keeps its limit below what it was, or it is not in use any more. */
  | { readonly code: 'NO_FORMER_LIMIT' }
  | KeyReused;

export type RequestLimitResult =
  | Exclude<ApplyResult, { refusals: unknown }>
  | { readonly refusals: readonly RequestLimitRefusal[] };

/** Asks for the former limit of an own line, once per idempotency key. */
export async function requestFormerLimit(
  ports: Ports,
  actor: Actor,
  input: RequestFormerLimitInput,
): Promise<RequestLimitResult> {
  const attempt = await withAdvice(ports, (advised) =>
    onceAsApplicant<RequestLimitRefusal>(advised, actor, 'requestFormerLimit', input, (applicant) =>
      requestUnderLock(advised, actor, input, applicant),
    ),
  );
  return 'refusals' in attempt ? attempt : applicationMade(ports, attempt.made);
}

async function requestUnderLock(
  ports: Ports,
  actor: Actor,
  { accountId }: RequestFormerLimitInput,
  { customer, reading }: Applicant,
): Promise<Attempt<RequestLimitRefusal>> {
  const locked = await lockApplicant(ports, customer.id);
  if ('code' in locked) return { refusals: [locked] };
  const raises = locked.accounts.find(({ id }) => id === accountId);
  if (!raises) return { refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] };
  const lowered = await loweredBy(ports, raises);
  const toMinor = Math.max(0, ...lowered.map(({ before }) => before.limitMinor));
  const isInUse = raises.status === 'ACTIVE' || raises.status === 'SUSPENDED';
  if (!isInUse || toMinor <= raises.limitMinor) return { refusals: [{ code: 'NO_FORMER_LIMIT' }] };
  const { now } = locked;
  const id = ports.entropy.nextId();
  const own = { id: `application:${id}`, kind: 'APPLICATION' } as const;
  const behaviour = await countActivity(ports, locked.customer, own, locked);
  const look = await lookLocked(ports, locked, reading, behaviour);
  const policy = await ports.limitPolicies.current();
  // Without the line's own rate, which is no part of the product.
  const { productId, currency } = raises;
  const product = (await productsOf(ports.products, [raises]))({ productId });
  const cause = await causeToday(ports, look, lowered, raises);
  const raised = { accountId, toMinor };
  const against = reasonsAgainst(look, product, policy, { raised, cause: cause.today });
  const requested = money(toMinor, currency);
  const wish = { id, product, policy, previousId: null, raises, requested };
  await answerApplication(ports, actor, look, { ...wish, against, cause, now });
  return { made: id };
}

/** The standing decisions that lowered its limit. */
async function loweredBy(
  { platformActions }: Pick<Ports, 'platformActions'>,
  { id }: CreditAccount,
): Promise<PlatformAction[]> {
  const standing = await platformActions.standingOf([id]);
  return standing.filter(({ kind, status }) => kind === 'LINE_DECREASE' && status === 'IN_FORCE');
}
