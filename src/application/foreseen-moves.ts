/** How limits of other lines move with a closing, and what it leaves free of the closed one. */
import { isHonoured } from '../domain/credit-account/closure.js';
import type { CreditAccount, Motive } from '../domain/credit-account/credit-account.js';
import { evolve } from '../domain/credit-account/evolve.js';
import type { LimitMove, LimitPolicy } from '../domain/credit-account/limit-policy.js';
import { linkedLimits } from '../domain/credit-account/linked-limits.js';
import {
  balanceMinor,
  isHolding,
  type LinePosition,
  openMinor,
} from '../domain/ledger/position.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { Instant } from '../domain/time.js';

/** What moves are worked out from; `foresee-closure.ts` says what each is. */
interface MovingFacts {
  readonly account: CreditAccount;
  readonly accounts: readonly CreditAccount[];
  readonly books: readonly LinePosition[];
  readonly policy: LimitPolicy;
  readonly pack: Pick<JurisdictionPack, 'linkedLimits'>;
  readonly motive: Motive | null;
  readonly isOwn: boolean;
  readonly now: Instant;
}

/**
 * How the limit policy moves the other lines, by the price band of the customer without this one.
 * Where staff closes for the customer nothing moves.
 */
export function foreseenMoves(
  facts: MovingFacts,
  closed: CreditAccount,
  band: string,
): LimitMove[] {
  const { account, accounts, books, policy, pack, motive } = facts;
  if (!facts.isOwn) return [];
  const { decrease, increase } = pack.linkedLimits;
  return linkedLimits(policy, {
    closed,
    freedMinor: freedMinor(account, booksOf(books, account.id), facts.now),
    lines: accounts
      .filter(({ id }) => id !== account.id)
      .map((each) => {
        const { position } = booksOf(books, each.id);
        return {
          account: each,
          balanceMinor: balanceMinor(position),
          heldMinor: position.heldMinor,
        };
      }),
    band,
    motive,
    permitted: {
      decrease: decrease.value === 'PERMITTED',
      increase: increase.value === 'PERMITTED',
    },
  });
}

/**
 * What the closing leaves free of the limit: not what is owed on the line and waited for, and nothing
 * of a line that the creditor had stopped already, which would come back by another line.
 */
function freedMinor(account: CreditAccount, { position, holds }: LinePosition, now: Instant) {
  if (!isTheCustomers(account)) return 0;
  const honoured = holds.filter((hold) => isHolding(hold, now) && isHonoured(hold));
  const reserved = honoured.reduce((sum, hold) => sum + openMinor(hold), 0);
  // Interest is left out: a quote would change by the day on which it reaches another step.
  return Math.max(0, account.limitMinor - position.principalMinor - position.feeMinor - reserved);
}

/** In use, or no more so by the customer's own pause or notice. */
const isTheCustomers = (account: CreditAccount): boolean =>
  account.status === 'ACTIVE' ||
  (account.status === 'SUSPENDED' && account.suspendedBy === 'CUSTOMER') ||
  (account.status === 'NOTICE_GIVEN' &&
    account.noticeId !== null &&
    account.pausedBy === undefined);

/** The line with its limit moved. */
export function movedLine(
  accounts: readonly CreditAccount[],
  move: LimitMove,
  at: Instant,
): CreditAccount {
  const account = accounts.find(({ id }) => id === move.accountId);
  if (!account) throw new Error(`a limit moves on ${move.accountId}, which is not the customer's`);
  return evolve(account, { type: 'LimitChanged', limitMinor: move.toMinor, at });
}

/** A line's books, which must be among those that were read. */
export const booksOf = (books: readonly LinePosition[], accountId: string): LinePosition => {
  const line = books.find(({ position }) => position.accountId === accountId);
  if (!line) throw new Error(`account ${accountId} is not in the books`);
  return line;
};
