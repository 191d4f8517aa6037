/**
 * Takes the steps of a random history through the use cases, and remembers what the outside world
 * knows of it: money that really went in and out.
 */
import { expect } from '@jest/globals';
import type { Actor } from '../../src/application/actor.js';
import { closeAccount } from '../../src/application/close-account.js';
import { withdrawClosure } from '../../src/application/closure-notice.js';
import { decreaseLimit } from '../../src/application/decrease-limit.js';
import {
  authorizeUse,
  captureUse,
  payRefund,
  postAmount,
  undoEntry,
  voidHold,
} from '../../src/application/operate-line.js';
import { pauseLine, resumeLine } from '../../src/application/pause-line.js';
import type { Ports } from '../../src/application/ports.js';
import { previewClosure } from '../../src/application/preview-closure.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import type { JournalEntry } from '../../src/domain/ledger/journal.js';
import { owedMinor } from '../../src/domain/ledger/position.js';
import { addDays } from '../../src/domain/time.js';
import { paymentSystem } from '../support/actors.js';
import { TODAY } from '../support/portfolio.js';
import { sumsOf } from '../support/postings.js';
import { DAY_MS, HOUR_MS, type TestClock } from '../support/stores.js';
import type { Step } from './history-steps.js';

/** The customer's lines and what the test itself remembers. */
export interface World {
  readonly ports: Ports;
  readonly clock: TestClock;
  readonly borrower: Actor;
  readonly currency: string;
  readonly accountIds: readonly string[];
  readonly holdIds: string[];
  /** Everything posted by hand, in order. */
  readonly entries: JournalEntry[];
  /** By line: what came in from outside less what went out, in minor units. */
  readonly settledMinor: Map<string, number>;
  /** Lines whose use was ended by a closure. */
  readonly ended: Set<string>;
  /** The kinds of steps that did something. */
  readonly done: Set<string>;
  /** The last step was the work that time makes due. */
  isWorkDone: boolean;
  keys: number;
}

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % (from.length || 1)];
const lineOf = ({ accountIds }: World, at: number): string => pick(accountIds, at) ?? '';

function keyed(world: World): { idempotencyKey: string } {
  world.keys += 1;
  return { idempotencyKey: `key-${world.keys}` };
}

/** Takes a step; true when it did something. What is refused is as good: it changes nothing. */
export async function take(world: World, step: Step): Promise<boolean> {
  world.isWorkDone = false;
  const isDone = await (STEPS[step.kind] as (w: World, s: Step) => Promise<boolean>)(world, step);
  if (isDone) world.done.add(step.kind);
  return isDone;
}

const STEPS: { readonly [K in Step['kind']]: (world: World, step: Of<K>) => Promise<boolean> } = {
  authorize,
  capture,
  void: async (world, step) => {
    const holdId = pick(world.holdIds, step.which);
    if (holdId === undefined) return false;
    return 'made' in (await voidHold(world.ports, paymentSystem, { holdId, ...keyed(world) }));
  },
  repay: (world, { line: at, minor: paid, daysLate }) =>
    posted(world, 'REPAYMENT', lineOf(world, at), paid, daysLate),
  async repayAll(world, { line: at, overMinor }) {
    const [account] = await world.ports.accounts.find([lineOf(world, at)]);
    if (!account) return false;
    const [position] = await world.ports.ledger.positions([account], world.clock.now());
    const minorOwed = position ? owedMinor(position) : 0;
    return minorOwed > 0 && posted(world, 'REPAYMENT', account.id, minorOwed + overMinor);
  },
  bounce: (world, step) => undone(world, 'RETURNED_PAYMENT', ['REPAYMENT'], step.which),
  reverse: (world, step) => undone(world, 'REVERSAL', ['CAPTURE', 'FEE', 'REFUND'], step.which),
  refund: (world, step) => posted(world, 'REFUND', lineOf(world, step.line), step.minor),
  fee: (world, step) => posted(world, 'FEE', lineOf(world, step.line), step.minor),
  payRefund: paidRefund,
  close,
  closeAsQuoted,
  notice,
  async withdraw(world, step) {
    const input = { accountId: lineOf(world, step.line), ...keyed(world) };
    return 'notice' in (await withdrawClosure(world.ports, world.borrower, input));
  },
  pause: (world, step) => changed(world, pauseLine, step.line),
  resume: (world, step) => changed(world, resumeLine, step.line),
  decrease: (world, step) => {
    const limit = { minor: step.minor, currency: world.currency };
    return changed(
      world,
      (ports, actor, input) => decreaseLimit(ports, actor, { ...input, limit }),
      step.line,
    );
  },
  hours: (world, { hours }) => waited(world, hours),
  days: (world, { days }) => waited(world, days * 24),
};

/** Every kind of step that there is. */
export const KINDS = Object.keys(STEPS);

async function authorize(world: World, { line: at, minor: asked, capability }: Of<'authorize'>) {
  const accountId = lineOf(world, at);
  const [before] = await world.ports.accounts.find([accountId]);
  const amount = { minor: asked, currency: world.currency };
  const input = { accountId, capability, amount, ...keyed(world) };
  const result = await authorizeUse(world.ports, paymentSystem, input);
  if (!('made' in result)) return false;
  const now = world.clock.now();
  const isUsable =
    before?.status === 'ACTIVE' || (before?.status === 'NOTICE_GIVEN' && before.effectiveAt > now);
  if (!isUsable || world.ended.has(accountId)) {
    throw new Error(`a ${before?.status} line was used: ${accountId}`);
  }
  world.holdIds.push(result.made.id);
  return true;
}

async function capture(world: World, { which: at, minor: part, whole, final }: Of<'capture'>) {
  const holdId = pick(world.holdIds, at);
  const hold = holdId === undefined ? undefined : await world.ports.books.hold(holdId);
  if (!hold) return false;
  const minorTaken = whole ? hold.amountMinor - hold.capturedMinor : part;
  const amount = { minor: minorTaken, currency: world.currency };
  const input = { holdId: hold.id, amount, final, ...keyed(world) };
  const result = await captureUse(world.ports, paymentSystem, input);
  if (!('made' in result)) return false;
  moved(world, result.made, -minorTaken);
  return true;
}

function moved(world: World, entry: JournalEntry, minorIn: number): void {
  const { accountId } = entry;
  world.entries.push(entry);
  world.settledMinor.set(accountId, (world.settledMinor.get(accountId) ?? 0) + minorIn);
}

async function posted(
  world: World,
  kind: 'REPAYMENT' | 'REFUND' | 'FEE',
  accountId: string,
  minorPaid: number,
  daysLate = 0,
): Promise<boolean> {
  const today = new Date(world.clock.now()).toISOString().slice(0, 10);
  const result = await postAmount(world.ports, paymentSystem, kind, {
    accountId,
    amount: { minor: minorPaid, currency: world.currency },
    // Money can't have come before the line's first day in these books.
    valueDate: daysLate > 0 && addDays(today, -daysLate) > TODAY ? addDays(today, -daysLate) : null,
    ...keyed(world),
  });
  if (!('made' in result)) return false;
  moved(world, result.made, kind === 'FEE' ? 0 : minorPaid);
  return true;
}

async function undone(
  world: World,
  kind: 'RETURNED_PAYMENT' | 'REVERSAL',
  kinds: readonly string[],
  at: number,
): Promise<boolean> {
  const entry = pick(
    world.entries.filter((each) => kinds.includes(each.kind)),
    at,
  );
  if (!entry) return false;
  const input = { entryId: entry.id, ...keyed(world) };
  const result = await undoEntry(world.ports, paymentSystem, kind, input);
  if (!('made' in result)) return false;
  moved(world, result.made, -(sumsOf([entry]).SETTLEMENT ?? 0));
  return true;
}

async function paidRefund(world: World, { line: at, which: refundAt }: Of<'payRefund'>) {
  const refund = pick(await world.ports.books.refundsOf([lineOf(world, at)]), refundAt);
  if (!refund) return false;
  const input = { refundId: refund.id, ...keyed(world) };
  const result = await payRefund(world.ports, paymentSystem, input);
  if (!('made' in result)) return false;
  const { accountId, amountMinor } = refund;
  world.settledMinor.set(accountId, (world.settledMinor.get(accountId) ?? 0) - amountMinor);
  return true;
}

async function close(world: World, { line: at, allowRunOff, isStale, motive }: Of<'close'>) {
  const accountId = lineOf(world, at);
  const [account] = await world.ports.accounts.find([accountId]);
  const version = account?.version ?? 0;
  const result = await closeAccount(world.ports, world.borrower, {
    accountId,
    allowRunOff,
    motive,
    expectedVersion: isStale ? version - 1 : version,
    ...keyed(world),
  });
  if (!('closure' in result)) return false;
  if (isStale) throw new Error('a stale version closed a line');
  return true;
}

/** What was quoted is what happens, as long as nothing else has. */
async function closeAsQuoted(world: World, { line: at, motive, hours }: Of<'closeAsQuoted'>) {
  const accountId = lineOf(world, at);
  const preview = await previewClosure(world.ports, world.borrower, { accountId, motive });
  if ('refusals' in preview) return false;
  world.clock.advance(hours * HOUR_MS);
  const { id: quoteId, effects } = preview.quote;
  const input = { accountId, quoteId, allowRunOff: true, ...keyed(world) };
  const result = await closeAccount(world.ports, world.borrower, input);
  if (!('closure' in result) || !result.closure) {
    if (hours > 0) return false;
    throw new Error(`not closed as quoted: ${JSON.stringify(result)}`);
  }
  const { outcome, scoreAfter, linkedLimits } = result.closure;
  const moves = linkedLimits.map(({ decisionId: _, ...move }) => move);
  expect({ outcome, scoreAfter, moves }).toEqual({
    outcome: effects.outcome,
    scoreAfter: effects.scoreAfter,
    moves: effects.linkedLimits,
  });
  return true;
}

async function notice(world: World, { line: at, days }: Of<'notice'>): Promise<boolean> {
  const accountId = lineOf(world, at);
  const [account] = await world.ports.accounts.find([accountId]);
  const result = await closeAccount(world.ports, world.borrower, {
    accountId,
    expectedVersion: account?.version ?? 0,
    effectiveAt: world.clock.now() + days * DAY_MS,
    ...keyed(world),
  });
  if (!('closure' in result)) return false;
  if (result.closure || !result.notice) throw new Error('a notice closed a line at once');
  return true;
}

async function changed(
  world: World,
  change: typeof pauseLine | ((...args: Parameters<typeof pauseLine>) => Promise<object>),
  at: number,
): Promise<boolean> {
  const accountId = lineOf(world, at);
  const [account] = await world.ports.accounts.find([accountId]);
  const input = { accountId, expectedVersion: account?.version ?? 0, ...keyed(world) };
  return 'decision' in (await change(world.ports, world.borrower, input));
}

async function waited(world: World, hours: number): Promise<boolean> {
  world.clock.advance(hours * HOUR_MS);
  await runDueWork(world.ports);
  world.isWorkDone = true;
  return true;
}
