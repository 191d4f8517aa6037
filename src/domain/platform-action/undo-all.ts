/** Several actions taken back at once: each rests on what the ones before it left. */
import type { Repair } from '../appeal/appeal.js';
import type { CreditAccount } from '../credit-account/credit-account.js';
import { replacementOf } from '../credit-account/replacement.js';
import type { AccountId, Id } from '../identifiers.js';
import type { Instant } from '../time.js';
import type { PlatformAction } from './platform-action.js';
import { undoOnLine } from './undo.js';
import { isLater } from './undo-limit.js';

export interface UndoneAction {
  /** As it stood when its turn came. */
  readonly action: PlatformAction;
  /** Its line before and after. */
  readonly before: CreditAccount;
  readonly after: CreditAccount;
  readonly repair: Repair;
}

export interface UndoneActions {
  /** The newest first. */
  readonly undone: readonly UndoneAction[];
  /** The lines that changed, each by one version. */
  readonly changed: readonly CreditAccount[];
  /** Other standing actions that now rest on something else; to be saved. */
  readonly rebased: readonly PlatformAction[];
}

/**
 * Takes the actions back, the newest first. `accounts` are all of the customer's, `standing` all
 * actions of the customer's that stand.
 */
export function undoActions(
  accounts: readonly CreditAccount[],
  actions: readonly PlatformAction[],
  at: {
    readonly standing: readonly PlatformAction[];
    readonly productRatePpmOf: (account: CreditAccount) => number;
    readonly now: Instant;
  },
): UndoneActions {
  const lines = new Map(accounts.map((account) => [account.id, account]));
  const lineOf = (id: AccountId): CreditAccount => {
    const line = lines.get(id);
    if (!line) throw new Error(`account ${id} is not among the lines`);
    return line;
  };
  const rebased = new Map<Id, PlatformAction>();
  const asItIs = (action: PlatformAction): PlatformAction => rebased.get(action.id) ?? action;
  let left = at.standing;
  const undone: UndoneAction[] = [];
  for (const each of actions.toSorted((one, other) => (isLater(one, other) ? -1 : 1))) {
    const action = asItIs(each);
    left = left.filter(({ id }) => id !== action.id);
    const before = lineOf(action.accountId);
    const standing = left.map(asItIs);
    const productRatePpm = at.productRatePpmOf(before);
    const isReplaced = replacementOf(before, accounts) !== undefined;
    const undoing = { standing, isReplaced, productRatePpm, now: at.now };
    const result = undoOnLine(before, action, undoing);
    for (const moved of result.rebased) rebased.set(moved.id, moved);
    lines.set(before.id, result.account);
    undone.push({ action, before, after: result.account, repair: result.repair });
  }
  const changed = accounts.flatMap((account) => {
    const after = lineOf(account.id);
    // What is saved together is one version of the line, however many decisions led to it.
    return after === account ? [] : [{ ...after, version: account.version + 1 }];
  });
  return {
    undone: undone.map((each) => ({
      ...each,
      after: changed.find(({ id }) => id === each.after.id) ?? each.after,
    })),
    changed,
    rebased: left.filter(({ id }) => rebased.has(id)).map(asItIs),
  };
}
