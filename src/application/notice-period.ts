/**
 * The period of a notice starts when the notice reaches its customer: until somebody says that it did,
 * what it announces is put off, and then it comes by the day that follows from the delivery.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import { canFollow, evolve } from '../domain/credit-account/evolve.js';
import type { Notice } from '../domain/platform-action/notice.js';
import { effectiveByNotice, takesNotice } from '../domain/platform-action/notice-period.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { JURISDICTION_PACKS } from '../domain/policy/jurisdiction-pack.js';
import { type Instant, localDate, utc } from '../domain/time.js';
import { nextLook } from './actions.js';
import type { Ports } from './ports.js';
import { tell } from './tell.js';

/** The notice that was given together with the decision; later ones tell of what came of it. */
export async function noticeOfAction(
  { notices }: Pick<Ports, 'notices'>,
  { id }: Pick<PlatformAction, 'id'>,
): Promise<Notice> {
  const under = await notices.ofDecisions([id]);
  // Ids grow with time, also where the clock stands.
  const [own] = under.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  if (!own) throw new Error(`action ${id} was told by no notice`);
  return own;
}

/** Starts the period of what a notice announces, if it is one that does; as {@link moveByNotice}. */
export async function startPeriod(ports: Ports, arrived: Notice, now: Instant): Promise<void> {
  const [action] = await ports.platformActions.find([arrived.decisionId]);
  if (action?.status !== 'PENDING') return;
  const { id } = await noticeOfAction(ports, action);
  if (id === arrived.id) await moveByNotice(ports, action, arrived, now);
}

/**
 * Moves a PENDING action, and the line that waits for it, to the day that follows from what is known of
 * its notice; in the caller's transaction and under the customer's lock. True where it moved: audit
 * entry `credit-account.measure-moved`, message `clearline.credit-account.measure-moved.v1`.
 */
export async function moveByNotice(
  ports: Ports,
  action: PlatformAction,
  notice: Notice,
  now: Instant,
): Promise<boolean> {
  const { kind, status } = action;
  const pack = JURISDICTION_PACKS.find(({ id }) => id === notice.packEdition);
  if (status !== 'PENDING' || !takesNotice(kind) || !pack) return false;
  const effectiveAt = effectiveByNotice(pack, { kind, decidedAt: action.decidedAt }, notice, now);
  if (effectiveAt === action.effectiveAt) return false;
  const [before] = await ports.accounts.find([action.accountId]);
  if (!before) throw new Error(`action ${action.id} is on no account`);
  const after = movedLine(before, action, effectiveAt, now);
  if (after !== before) await ports.accounts.save(after);
  const { timeZone } = pack;
  const moved = { ...action, effectiveAt };
  const lookAt = nextLook(moved, localDate(now, timeZone), timeZone);
  await ports.platformActions.save([{ ...moved, lookAt }]);
  await tellMoved(ports, after, action, { notice, effectiveAt, now });
  return true;
}

/** The line as it waits for its end; a higher rate is no standing of the line's. */
function movedLine(
  account: CreditAccount,
  { kind }: Pick<PlatformAction, 'kind'>,
  effectiveAt: Instant,
  at: Instant,
): CreditAccount {
  const event = { type: 'TerminationNoticeMoved', effectiveAt, at } as const;
  const isWaiting = kind === 'TERMINATION_BY_NOTICE' && canFollow(account, event);
  return isWaiting ? evolve(account, event) : account;
}

interface Moved {
  readonly notice: Notice;
  readonly effectiveAt: Instant;
  readonly now: Instant;
}

async function tellMoved(
  ports: Ports,
  account: CreditAccount,
  action: PlatformAction,
  { notice, effectiveAt, now }: Moved,
): Promise<void> {
  const data = {
    schemaVersion: 1,
    accountId: account.id,
    decisionId: action.id,
    noticeId: notice.id,
    kind: action.kind,
    from: utc(action.effectiveAt),
    to: utc(effectiveAt),
    // Null: nobody has said that the notice arrived, and without that nothing takes effect.
    deliveredAt: notice.deliveredAt === null ? null : utc(notice.deliveredAt),
    accountVersion: account.version,
  };
  const { customerId, packEdition } = notice;
  const type = 'credit-account.measure-moved';
  const content = { type, ...data, customerId, packEdition };
  const entryId = ports.entropy.nextId();
  await tell(ports, account, { entryId, content, type: `clearline.${type}.v1`, data }, now);
}
