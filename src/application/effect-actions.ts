/** Actions whose day has come: a higher rate begins, a termination ends the line. */
import { canFollow, evolve } from '../domain/credit-account/evolve.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { utc } from '../domain/time.js';
import { endedAction, nextLook } from './actions.js';
import { closeByCreditor } from './close-by-creditor.js';
import { type AtClosing, lockedLine, readLines } from './closing-facts.js';
import { booksOf } from './foreseen-moves.js';
import { moveByNotice, noticeOfAction } from './notice-period.js';
import type { Ports } from './ports.js';
import { tell } from './tell.js';

/**
 * Effects a PENDING action whose `effectiveAt` has come, in a transaction of its own (not inside an
 * open one: books elsewhere are read before it); false when it ended meanwhile, and where it is put off
 * because nobody has said that its notice reached the customer. The books are brought
 * up to the day first, so that a higher rate counts from now on and never backwards.
 */
export async function effectAction(
  ports: Ports,
  { id, accountId }: Pick<PlatformAction, 'id' | 'accountId'>,
): Promise<boolean> {
  const [account] = await ports.accounts.find([accountId]);
  if (!account) throw new Error(`action ${id} is on no account`);
  const own = await readLines(ports, account);
  return ports.inTransaction(async () => {
    const at = await lockedLine(ports, accountId, own);
    if ('code' in at) throw new Error(`action ${id} cannot take effect: ${at.code}`);
    const [action] = await ports.platformActions.find([id]);
    if (action?.status !== 'PENDING' || action.effectiveAt > at.now) return false;
    const notice = await noticeOfAction(ports, action);
    if (await moveByNotice(ports, action, notice, at.now)) return false;
    const isEffected = await effected(ports, at, action);
    const { today, pack } = at;
    const inForce: PlatformAction = {
      ...action,
      status: 'IN_FORCE',
      ...beganOf(ports, at, action),
    };
    const after = isEffected
      ? { ...inForce, lookAt: nextLook(inForce, today, pack.timeZone) }
      : endedAction(action, 'MOOT', { at: at.now, by: null });
    await ports.platformActions.save([after]);
    return isEffected;
  });
}

/** Of a repricing, where interest stands as its rate begins; up to here it is posted. */
function beganOf(
  { entropy }: Pick<Ports, 'entropy'>,
  { books, account, today: day }: AtClosing,
  { kind }: PlatformAction,
): Pick<PlatformAction, 'began'> {
  if (kind !== 'REPRICING') return {};
  const { interestCarry: carry } = booksOf(books, account.id).position;
  return { began: { day, carry, entriesAfter: entropy.nextId() } };
}

/** False where the line no longer has a place for it, such as one that was written down meanwhile. */
async function effected(ports: Ports, at: AtClosing, action: PlatformAction): Promise<boolean> {
  if (action.kind === 'REPRICING') return repriced(ports, at, action);
  if (action.kind !== 'TERMINATION_BY_NOTICE') {
    throw new Error(`action ${action.id} waits for nothing: it is a ${action.kind}`);
  }
  const { account } = at;
  if (account.status !== 'NOTICE_GIVEN' || account.noticeId !== null) return false;
  const [decision] = await ports.closures.decisions([action.id]);
  if (!decision) throw new Error(`action ${action.id} has no decision`);
  await closeByCreditor(ports, at, { decision, effectiveAt: action.effectiveAt });
  return true;
}

async function repriced(
  ports: Ports,
  { account, now }: AtClosing,
  { id, set }: PlatformAction,
): Promise<boolean> {
  const event = { type: 'Repriced', annualRatePpm: set.annualRatePpm, at: now } as const;
  if (!canFollow(account, event)) return false;
  const after = evolve(account, event);
  await ports.accounts.save(after);
  const data = {
    schemaVersion: 1,
    accountId: account.id,
    decisionId: id,
    kind: 'REPRICING',
    status: after.status,
    annualRatePpm: after.annualRatePpm,
    accountVersion: after.version,
    at: utc(now),
  };
  const content = {
    type: 'credit-account.measure-effected',
    ...data,
    customerId: account.customerId,
  };
  const type = 'clearline.credit-account.measure-effected.v1';
  await tell(ports, after, { entryId: ports.entropy.nextId(), content, type, data }, now);
  return true;
}
