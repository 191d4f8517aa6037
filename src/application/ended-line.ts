/**
 * The line in whose place a customer applies for a new one. What the creditor has ended can be
 * replaced while it is still repaid; what the customer has closed, once nothing is owed on it any more.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { ReplacedLine } from '../domain/credit-account/eligibility.js';
import { replacementOf } from '../domain/credit-account/replacement.js';
import type { AccountId } from '../domain/identifiers.js';
import type { Product } from '../domain/ledger/product.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { Ports } from './ports.js';

/** A line that the creditor has ended, with the standing decisions that ended it. */
export interface EndedLine {
  readonly account: CreditAccount;
  readonly endedBy: readonly PlatformAction[];
  readonly replaced: ReplacedLine;
}

/** The line before the one that is applied for. */
export interface PreviousLine {
  readonly account: CreditAccount;
  /** Null for one that the customer has closed. */
  readonly ended: EndedLine | null;
}

const ENDS: readonly string[] = ['DRAWDOWN_RIGHT_ENDED', 'TERMINATION_BY_NOTICE', 'CLOSURE'];

/** Those of the lines that the creditor has ended; no statement where there can be none. */
export async function endedLines(
  { platformActions }: Pick<Ports, 'platformActions'>,
  accounts: readonly CreditAccount[],
): Promise<EndedLine[]> {
  const gone = accounts.filter(
    ({ status }) => status === 'DRAWDOWN_ENDED' || status === 'RUN_OFF' || status === 'CLOSED',
  );
  if (gone.length === 0) return [];
  const standing = await platformActions.standingOf(gone.map(({ id }) => id));
  return gone.flatMap((account) => {
    const endedBy = standing.filter(
      ({ accountId, kind, status }) =>
        accountId === account.id && status === 'IN_FORCE' && ENDS.includes(kind),
    );
    // A lender's own records can bring an ended right without a decision of ours.
    if (endedBy.length === 0 && account.status !== 'DRAWDOWN_ENDED') return [];
    const since = Math.min(account.effectiveAt, ...endedBy.map(({ decidedAt }) => decidedAt));
    return [{ account, endedBy, replaced: { accountId: account.id, since } }];
  });
}

/**
 * The line that is named, of the product or at least of its creditor; without a name that of the product
 * which is still there, and else the one that was closed last.
 */
export function previousLine(
  accounts: readonly CreditAccount[],
  ended: readonly EndedLine[],
  { id: productId, creditorId }: Pick<Product, 'id' | 'creditorId'>,
  named: AccountId | null | undefined,
): PreviousLine | undefined {
  const endedOf = ({ id }: CreditAccount) => ended.find(({ account }) => account.id === id) ?? null;
  const previous = accounts
    .map((account) => ({ account, ended: endedOf(account) }))
    .filter((each) => each.ended !== null || each.account.status === 'CLOSED');
  if (named != null) {
    return previous.find(
      ({ account }) =>
        account.id === named &&
        (account.productId === productId || account.creditorId === creditorId),
    );
  }
  return previous
    .filter(({ account }) => account.productId === productId)
    .toSorted(
      ({ account: one }, { account: other }) =>
        Number(isThere(other, accounts)) - Number(isThere(one, accounts)) ||
        other.effectiveAt - one.effectiveAt,
    )[0];
}

/** It would stand in the way of a new line that does not come in its place. */
const isThere = (account: CreditAccount, accounts: readonly CreditAccount[]): boolean =>
  account.status !== 'CLOSED' && replacementOf(account, accounts) === undefined;
