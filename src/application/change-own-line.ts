/**
 * What changes of a line because its customer wishes it: the limit, a pause. The change is decided
 * under the customer's lock on books that are brought up to the day; the line's next version, the
 * decision, the audit entry and the message commit together or not at all.
 */
import type { AccountEvent, CreditAccount } from '../domain/credit-account/credit-account.js';
import { type Decision, OWN_DECISION } from '../domain/credit-account/decision.js';
import { evolve } from '../domain/credit-account/evolve.js';
import type { DecisionKind } from '../domain/credit-account/grounds.js';
import type { AccountId, Id } from '../domain/identifiers.js';
import { bringUpToDate } from '../domain/ledger/journal.js';
import { formatMoney, money, moneyText } from '../domain/money.js';
import { type LocalDate, utc } from '../domain/time.js';
import { mayManageLineOf, mayManageOwnLines } from './access.js';
import type { Actor } from './actor.js';
import { productsOf, stampOf } from './embedded-ledger.js';
import { type KeyReused, once } from './idempotency.js';
import { type NoPack, packOf } from './jurisdiction.js';
import type { Ports } from './ports.js';
import { type LockedAccount, lockAccount } from './post-movement.js';
import { tell } from './tell.js';

export interface OwnLineInput {
  readonly accountId: AccountId;
  /** The version of the account that the customer decided on. */
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

export type OwnLineRefusal =
  | { code: 'FORBIDDEN' }
  | { code: 'ACCOUNT_NOT_FOUND' }
  | KeyReused
  | NoPack;

/** The line as it is now and the decision that was made, now or the first time. */
export type OwnLineResult<Refusal> =
  | { account: CreditAccount; decision: Decision }
  /** `account` as it is, where the caller may see it. */
  | { refusals: readonly (Refusal | OwnLineRefusal)[]; account?: CreditAccount };

type OwnEvent = Extract<
  AccountEvent,
  { type: 'LimitChanged' | 'Suspended' | 'Reinstated' | 'PauseEnded' }
>;

/**
 * Changes a line of the actor's own, once per idempotency key. `decide` is asked under the lock, with
 * interest up to the day in the position. Refusals in order: replay of the key, role, ownership, the
 * rules in force, then what `decide` says.
 */
export async function changeOwnLine<Refusal extends { code: string }>(
  ports: Ports,
  actor: Actor,
  operation: string,
  input: OwnLineInput,
  decide: (line: LockedAccount) => { made: OwnEvent } | { refusal: Refusal },
): Promise<OwnLineResult<Refusal>> {
  const [seen] = await ports.accounts.find([input.accountId]);
  const own = seen !== undefined && mayManageLineOf(actor, seen.customerId);
  const attempt = await once<Refusal | OwnLineRefusal>(ports, actor, operation, input, async () => {
    if (!mayManageOwnLines(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
    const stored = own ? await lockAccount(ports, input.accountId) : undefined;
    if (!stored) return { refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] };
    const rules = packOf(stored.customer, stored.account, stored.now);
    if ('code' in rules) return { refusals: [rules] };
    const line = await broughtUpToDate(ports, stored, rules.today);
    const decision = decide(line);
    if ('refusal' in decision) return { refusals: [decision.refusal] };
    return { made: await change(ports, actor, line, decision.made, rules.pack.id) };
  });
  if ('made' in attempt) return changeMade(ports, attempt.made);
  const account = own ? (await ports.accounts.find([input.accountId]))[0] : undefined;
  return { refusals: attempt.refusals, ...(account && { account }) };
}

/** Posts the interest that is due by today, as every use and every closing does. */
async function broughtUpToDate(
  ports: Ports,
  line: LockedAccount,
  today: LocalDate,
): Promise<LockedAccount> {
  const product = (await productsOf(ports.products, [line.account]))(line.account);
  const stamp = stampOf(line.now, today, ports.entropy.nextId);
  const { position, entries } = bringUpToDate(line.position, product, stamp);
  if (position === line.position) return line;
  await ports.books.append(entries);
  await ports.books.savePositions([position]);
  return { ...line, position };
}

/** What each event is called as a decision, in its reason, and in what is written and told. */
const NAMES: Readonly<
  Record<OwnEvent['type'], { kind: DecisionKind; reason: string; told: string }>
> = {
  LimitChanged: {
    kind: 'LINE_DECREASE',
    reason: 'LIMIT_LOWERED_AT_CUSTOMER_REQUEST',
    told: 'credit-account.limit-changed',
  },
  Suspended: {
    kind: 'SUSPENSION',
    reason: 'PAUSED_AT_CUSTOMER_REQUEST',
    told: 'credit-account.suspended',
  },
  Reinstated: {
    kind: 'REINSTATEMENT',
    reason: 'RESUMED_AT_CUSTOMER_REQUEST',
    told: 'credit-account.reinstated',
  },
  PauseEnded: {
    kind: 'REINSTATEMENT',
    reason: 'RESUMED_AT_CUSTOMER_REQUEST',
    told: 'credit-account.reinstated',
  },
};

async function change(
  ports: Ports,
  actor: Actor,
  { account, now }: LockedAccount,
  event: OwnEvent,
  packEdition: string,
): Promise<Id> {
  const after = evolve(account, event);
  const { kind, reason, told } = NAMES[event.type];
  const decision: Decision = {
    id: ports.entropy.nextId(),
    customerId: account.customerId,
    accountId: account.id,
    kind,
    grounds: 'CUSTOMER_REQUEST',
    reasons: [{ code: reason, values: figuresOf(account, event) }],
    adverseAction: false,
    decidedAt: now,
    decidedBy: actor.subject,
    assessmentId: null,
    packEdition,
    limitPolicyVersion: null,
    ...OWN_DECISION,
  };
  await ports.accounts.save(after);
  await ports.closures.addDecisions([decision]);
  const data = {
    schemaVersion: 1,
    accountId: account.id,
    status: after.status,
    ...changedMembers(account, after, event),
    decisionId: decision.id,
    accountVersion: after.version,
    at: utc(now),
  };
  const content = {
    type: told,
    ...data,
    customerId: account.customerId,
    grounds: decision.grounds,
    reasons: [reason],
    packEdition,
    requestedBy: actor.subject,
    requestedAs: 'borrower',
  };
  const type = `clearline.${told}.v1`;
  await tell(ports, after, { entryId: ports.entropy.nextId(), content, type, data }, now);
  return decision.id;
}

/** What the message says of the change itself, beside the line's status and version. */
function changedMembers(before: CreditAccount, after: CreditAccount, event: OwnEvent): object {
  if (event.type === 'Suspended') return { by: event.by };
  if (event.type !== 'LimitChanged') return {};
  const { currency } = after;
  const decimal = (minor: number): string => formatMoney(money(minor, currency));
  // The same members as where a limit moves with the closing of another line.
  return {
    closureId: null,
    from: decimal(before.limitMinor),
    to: decimal(after.limitMinor),
    currency,
  };
}

/** The figures of the reason's words, each an amount with its currency. */
function figuresOf({ limitMinor, currency }: CreditAccount, event: OwnEvent) {
  const figures: Record<string, string> = {};
  if (event.type !== 'LimitChanged') return figures;
  const text = (minor: number): string => moneyText(money(minor, currency));
  return { from: text(limitMinor), to: text(event.limitMinor) };
}

async function changeMade(
  ports: Ports,
  decisionId: Id,
): Promise<{ account: CreditAccount; decision: Decision }> {
  const [decision] = await ports.closures.decisions([decisionId]);
  const accountId = decision?.accountId;
  const [account] = accountId ? await ports.accounts.find([accountId]) : [];
  if (!decision || !account) throw new Error(`decision ${decisionId} is not whole`);
  return { account, decision };
}
