/**
 * Watches what the institution decided: an action ends when none of its conditions holds any more, and
 * one that waits for its day takes effect on it. What nobody can look at any more is not gone: its
 * customer is told what is needed instead. An action is looked at when an event touches its
 * customer, and once every day of the customer's while it has conditions. A line that ended does not
 * open again: its customer is offered a new agreement, or told that an application is welcome.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { CustomerId, Id } from '../domain/identifiers.js';
import { isStanding, type PlatformAction } from '../domain/platform-action/platform-action.js';
import { isSameNeed, type SightNeed } from '../domain/platform-action/sight.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { Instant, LocalDate } from '../domain/time.js';
import { type ActingOn, actingOn, measureFacts } from './acting-on.js';
import { nextLook, tomorrow } from './actions.js';
import { conditionsSeen } from './conditions-seen.js';
import { effectAction } from './effect-actions.js';
import { packOf } from './jurisdiction.js';
import { openWaysBack } from './open-ways-back.js';
import type { BooksReading, Ports } from './ports.js';
import { returnLines } from './return-lines.js';
import { tellUnseen } from './tell-unseen.js';

/** Actions read in one go. */
const BATCH = 100;

export interface ActionsLookedAt {
  /** Actions that ended because none of their conditions holds any more. */
  readonly returned: number;
  /** Notices whose day has come. */
  readonly effected: number;
  /** Ways back by a new agreement, or by asking for a limit, that opened. */
  readonly opened: number;
}

/**
 * Looks at all that is due by `now`, one customer a transaction. What fails for a customer goes to
 * `failures`, keeps no other customer waiting, and is due again at the next run.
 */
export async function lookAtActions(
  ports: Ports,
  now: Instant,
  failures: unknown[],
): Promise<ActionsLookedAt> {
  const failed = new Set<Id>();
  const done = { returned: 0, effected: 0, opened: 0 };
  for (;;) {
    const due = await ports.platformActions.due(now, BATCH + failed.size);
    const left = due.filter(({ id }) => !failed.has(id));
    if (left.length === 0) return done;
    for (const [customerId, actions] of Map.groupBy(left, (each) => each.customerId)) {
      try {
        const looked = await lookAtCustomer(ports, customerId, now);
        done.returned += looked.returned;
        done.opened += looked.opened;
        for (const action of looked.toEffect) {
          done.effected += Number(await effectAction(ports, action));
        }
      } catch (error) {
        for (const { id } of actions) failed.add(id);
        failures.push(error);
      }
    }
  }
}

interface Looked extends Pick<ActionsLookedAt, 'returned' | 'opened'> {
  /** Those whose day has come; they take effect in transactions of their own. */
  readonly toEffect: readonly PlatformAction[];
}

async function lookAtCustomer(ports: Ports, customerId: CustomerId, now: Instant): Promise<Looked> {
  const [customer] = await ports.customers.find([customerId]);
  if (!customer) throw new Error(`actions of the unknown customer ${customerId}`);
  const accountsOf = () => ports.accounts.ofCustomers([customerId]);
  const reading = await ports.ledger.readAhead(customer, now, accountsOf);
  return ports.inTransaction(async () => {
    await ports.customers.lock([customerId]);
    const accounts = await accountsOf();
    const standing = await ports.platformActions.standingOf(accounts.map(({ id }) => id));
    // Another worker may have been faster: what it looked at is not due any more.
    const due = standing.filter(({ lookAt }) => lookAt !== null && lookAt <= now);
    const [first] = due;
    if (!first) return { returned: 0, opened: 0, toEffect: [] };
    const { lines: books } = await ports.ledger.confirm(reading, customer, accounts, now);
    const at = await actingOn(ports, { customer, accounts, books, now }, 'MEASURE');
    if ('code' in at) throw new Error(`action ${first.id} has no rules: ${at.code}`);
    return evaluate(ports, at, due, reading);
  });
}

/** Evaluates the due actions under the lock, and acts upon what was found. */
async function evaluate(
  ports: Ports,
  at: ActingOn,
  due: readonly PlatformAction[],
  reading: BooksReading,
): Promise<Looked> {
  const met: PlatformAction[] = [];
  const waiting: PlatformAction[] = [];
  const needs = new Map<Id, readonly SightNeed[]>();
  for (const action of due) {
    const stand = await standOf(ports, at, action);
    needs.set(action.id, stand.needs);
    (stand.isMet ? met : waiting).push(action);
  }
  // What followed from a decision has no conditions of its own: it goes the way of its cause.
  const ids = new Set(met.map(({ id }) => id));
  const followers = at.standing.filter(
    ({ id, causedBy, conditions }) =>
      causedBy !== null && ids.has(causedBy) && conditions.length === 0 && !ids.has(id),
  );
  const ending = [...met, ...followers].map((action) => ({ action, ...rulesOf(at, action) }));
  const returning = ending.filter((each) => howOf(each) === 'RETURNS');
  const opening = ending.filter((each) => howOf(each) !== 'RETURNS');
  if (returning.length > 0) await returnLines(ports, at, returning);
  const settled = opening.length > 0 ? await openWaysBack(ports, at, opening, reading) : [];
  const isSettled = ({ id }: PlatformAction): boolean => settled.some((each) => each.id === id);
  const shut = opening.map(({ action }) => action).filter((action) => !isSettled(action));
  const isDueToTakeEffect = ({ status, effectiveAt }: PlatformAction): boolean =>
    status === 'PENDING' && effectiveAt <= at.now;
  const left = [...waiting, ...shut].filter((action) => !isDueToTakeEffect(action));
  await lookAgain(ports, at, left, { needs, shut: new Set(shut.map(({ id }) => id)) });
  return {
    returned: returning.length,
    opened: settled.filter(({ returnOpenedAt }) => returnOpenedAt !== null).length,
    toEffect: waiting.filter(isDueToTakeEffect),
  };
}

interface Left {
  /** By action: what is needed to look at its conditions. */
  readonly needs: ReadonlyMap<Id, readonly SightNeed[]>;
  /** Those whose way back something stands against. */
  readonly shut: ReadonlySet<Id>;
}

/**
 * What is still waited for is looked at on the customer's next day, or on the day of its effect; what
 * cannot be looked at is told, once for each thing that is needed.
 */
async function lookAgain(
  ports: Ports,
  at: ActingOn,
  actions: readonly PlatformAction[],
  { needs, shut }: Left,
): Promise<void> {
  if (actions.length === 0) return;
  // Saved as they are now: what returned beside them may have changed what they rest on.
  const seen = await ports.platformActions.find(actions.map(({ id }) => id));
  const again = seen.filter(isStanding).map((action) => {
    const { today, pack } = rulesOf(at, action);
    const next = nextLook(action, today, pack.timeZone);
    // What followed from a cause that is over has no conditions of its own to be looked at for.
    const lookAt = shut.has(action.id) ? (next ?? tomorrow(today, pack.timeZone)) : next;
    return { pack, action: { ...withNeeds(action, needs.get(action.id) ?? [], at.now), lookAt } };
  });
  await ports.platformActions.save(again.map(({ action }) => action));
  const isNew = ({ unseen }: PlatformAction): boolean => unseen?.since === at.now;
  await tellUnseen(
    ports,
    at,
    again.filter(({ action }) => isNew(action)),
  );
}

/** With what is needed now; what was needed before, and was told, keeps its day. */
function withNeeds(
  { unseen, ...action }: PlatformAction,
  needs: readonly SightNeed[],
  now: Instant,
): PlatformAction {
  if (needs.length === 0) return action;
  const isKnown = (need: SightNeed): boolean =>
    unseen?.needs.some((each) => isSameNeed(each, need)) === true;
  const isSame = unseen?.needs.length === needs.length && needs.every(isKnown);
  return { ...action, unseen: isSame && unseen ? unseen : { since: now, needs } };
}

/** An action whose conditions are all gone, under the rules of its line. */
export interface MetAction {
  readonly action: PlatformAction;
  readonly account: CreditAccount;
  readonly pack: JurisdictionPack;
  readonly today: LocalDate;
}

function rulesOf(at: ActingOn, { accountId }: PlatformAction): Omit<MetAction, 'action'> {
  const account = at.accounts.find(({ id }) => id === accountId);
  if (!account) throw new Error(`account ${accountId} is not among the lines`);
  const rules = packOf(at.customer, account, at.now);
  if ('code' in rules) throw new Error(`no rules are in force for account ${accountId}`);
  return { account, ...rules };
}

/** Whether the line goes back by itself, or its customer is told of another way. */
function howOf({ action, pack }: MetAction): 'RETURNS' | 'OPENS' {
  switch (action.kind) {
    case 'SUSPENSION':
    case 'REPRICING':
      return 'RETURNS';
    case 'LINE_DECREASE':
      // More credit only when the customer asks for it, where the rules say so.
      return pack.linkedLimits.increase.value === 'PERMITTED' ? 'RETURNS' : 'OPENS';
    case 'TERMINATION_BY_NOTICE':
      // A notice that has not taken effect is taken back: there is nothing yet to come back from.
      return action.status === 'PENDING' ? 'RETURNS' : 'OPENS';
    case 'DRAWDOWN_RIGHT_ENDED':
    case 'CLOSURE':
      return 'OPENS';
  }
}

interface Stand {
  /** None of its conditions holds any more, and all of them were looked at. */
  readonly isMet: boolean;
  /** What is needed to look at what could not be looked at. */
  readonly needs: readonly SightNeed[];
}

async function standOf(ports: Ports, at: ActingOn, action: PlatformAction): Promise<Stand> {
  const { conditions } = action;
  if (action.returnOpenedAt !== null) return { isMet: false, needs: [] };
  if (conditions.length === 0) return { isMet: await isLeftBehind(ports, action), needs: [] };
  const { account } = rulesOf(at, action);
  const facts = await measureFacts(ports, at, account, conditions);
  const { holding, needs } = await conditionsSeen(ports, at, action, facts);
  if (holding.length === 0) return { isMet: needs.length === 0, needs };
  // A person has nothing to lift while something else still holds; a consent can be given any time.
  return { isMet: false, needs: needs.filter(({ kind }) => kind === 'CONSENT') };
}

/** Its cause has ended or opened before, when something stood against what followed from it. */
async function isLeftBehind(
  { platformActions }: Pick<Ports, 'platformActions'>,
  { causedBy }: PlatformAction,
): Promise<boolean> {
  if (causedBy === null) return false;
  const [cause] = await platformActions.find([causedBy]);
  return cause !== undefined && (!isStanding(cause) || cause.returnOpenedAt !== null);
}
