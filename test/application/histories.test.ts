/**
 * Random histories of one customer's lines through the use cases, in memory. After every step: use
 * has ended for good where a closure ended it, every change was an edge of the state machine with a
 * version and a message of its own, limits cover what is owed, and no money was made or lost. A
 * failure prints its seed, and the shortest history that shows it.
 */
import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { authorizeUse } from '../../src/application/operate-line.js';
import type { CreditAccounts, Ports } from '../../src/application/ports.js';
import {
  type CreditAccount,
  capabilitiesOf,
} from '../../src/domain/credit-account/credit-account.js';
import { TRANSITIONS } from '../../src/domain/credit-account/evolve.js';
import { leastLimitMinor } from '../../src/domain/credit-account/limit-and-pause.js';
import { reservedMinor } from '../../src/domain/credit-account/use.js';
import { owedMinor, type Position } from '../../src/domain/ledger/position.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { shippedLimitPolicy } from '../../src/infrastructure/limit-policies/shipped.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { memoryPorts } from '../support/memory/ports.js';
import { type Memory, makeMemory } from '../support/memory/state.js';
import { givenLines, newId } from '../support/portfolio.js';
import { positionOf, sumsOf } from '../support/postings.js';
import { testClock } from '../support/stores.js';
import { KINDS, take, type World } from './history.js';
import { STEP, type Step } from './history-steps.js';

jest.setTimeout(60_000);

const CURRENCIES = { CN: 'CNY', EU: 'EUR', US: 'USD' } as const;
const CLOSURE = 'clearline.credit-account.closure.v1';

/** `FROM --> TO` of every change of status that there is. */
const EDGES = new Set(
  Object.values(TRANSITIONS).flatMap((edges) =>
    Object.entries(edges).flatMap(([before, to]: [string, readonly string[]]) =>
      to.map((after) => `${before} --> ${after}`),
    ),
  ),
);

/** Accounts that let nothing be written but the next version by an edge of the state machine. */
function watched(accounts: CreditAccounts, ports: () => Ports): CreditAccounts {
  async function watch(after: CreditAccount): Promise<void> {
    const [before] = await accounts.find([after.id]);
    const [position] = await ports().books.positions([after.id]);
    expect(after.version).toBe((before?.version ?? 0) + 1);
    if (before?.status !== after.status) {
      expect(EDGES).toContain(`${before?.status} --> ${after.status}`);
      expect(after.limitMinor).toBe(before?.limitMinor);
      return;
    }
    expect(Object.keys(TRANSITIONS.LimitChanged)).toContain(after.status);
    expect(after.limitMinor).not.toBe(before.limitMinor);
    if (after.limitMinor > before.limitMinor) return;
    expect(after.limitMinor).toBeGreaterThanOrEqual(leastLimitMinor(position as Position));
  }
  return {
    ...accounts,
    async save(account) {
      await watch(account);
      await accounts.save(account);
    },
    async saveAll(all) {
      for (const account of all) await watch(account);
      await accounts.saveAll(all);
    },
  };
}

interface Start {
  readonly jurisdiction: keyof typeof CURRENCIES;
  readonly limitsMinor: readonly number[];
}

const START: fc.Arbitrary<Start> = fc.record({
  jurisdiction: fc.constantFrom('CN', 'EU', 'EU', 'US'),
  limitsMinor: fc.array(fc.constantFrom(50_000, 100_000, 300_000), { minLength: 1, maxLength: 3 }),
});

async function begin({ jurisdiction, limitsMinor }: Start, memory: Memory): Promise<World> {
  const clock = testClock();
  const inner = memoryPorts(memory, clock, systemEntropy);
  const done = new Set<string>();
  const ports: Ports = { ...inner, accounts: watched(inner.accounts, () => ports) };
  const currency = CURRENCIES[jurisdiction];
  const lines = limitsMinor.map((limitMinor) => ({
    account: { limitMinor, repaymentAutopay: true },
  }));
  const over = { customer: { jurisdiction }, product: { currency, customerNoticeMonths: 1 } };
  const { customer, accounts } = await givenLines(ports, lines, over);
  await ports.limitPolicies.add(shippedLimitPolicy());
  return {
    ports,
    clock,
    borrower: borrowerOf(customer),
    currency,
    accountIds: accounts.map(({ id }) => id),
    holdIds: [],
    entries: [],
    settledMinor: new Map(),
    ended: new Set(),
    done,
    isWorkDone: false,
    keys: 0,
  };
}

/** What is wrong with any of the lines, in words. */
function faultsIn(world: World, memory: Memory): string[] {
  const state = memory.read();
  return world.accountIds.flatMap((id) => {
    const account = state.credit_account.get(id);
    const position = state.ledger_position.get(id);
    if (!account || !position) return [`${id} is not there`];
    const faults = [
      ...standingFaults(world, account),
      ...toldFaults(account, memory),
      ...bookFaults(world, account, position, memory),
    ];
    return faults.map((fault) => `${account.status} line: ${fault}`);
  });
}

const hasEnded = ({ status }: CreditAccount): boolean =>
  status === 'RUN_OFF' || status === 'CLOSED';

function standingFaults({ ended, clock, isWorkDone }: World, account: CreditAccount): string[] {
  const faults: string[] = [];
  if (hasEnded(account)) ended.add(account.id);
  else if (ended.has(account.id)) faults.push('it was closed before');
  const isUsable = account.status === 'ACTIVE' || account.status === 'NOTICE_GIVEN';
  if (capabilitiesOf(account).length > 0 !== isUsable) faults.push('its capabilities do not fit');
  const isOver = account.status === 'NOTICE_GIVEN' && account.effectiveAt <= clock.now();
  if (isOver && isWorkDone) faults.push('its notice has not taken effect');
  return faults;
}

/** One closure, with one message; one message for each version. */
function toldFaults(account: CreditAccount, memory: Memory): string[] {
  const { closure, outbox_message } = memory.read();
  const faults: string[] = [];
  const closureIds = [...closure.values()]
    .filter(({ accountId }) => accountId === account.id)
    .map(({ id }) => id);
  const told = [...outbox_message.values()].filter(({ subject }) => subject === account.id);
  const toldIds = told.filter(({ type }) => type === CLOSURE).map(({ data }) => data.closureId);
  const own = 'closureId' in account ? account.closureId : undefined;
  const wanted = hasEnded(account) ? String(own) : '';
  if (closureIds.join() !== wanted) faults.push(`closures ${closureIds}, not ${wanted}`);
  if (toldIds.join() !== wanted) faults.push(`told of the closures ${toldIds}, not ${wanted}`);
  // What bureaus are told is of the closing, and of no version.
  const versions = told
    .filter(({ data }) => 'accountVersion' in data)
    .map(({ data }) => Number(data.accountVersion));
  const each = Array.from({ length: account.version - 1 }, (_, at) => at + 2);
  if (versions.toSorted((one, other) => one - other).join() !== each.join()) {
    faults.push(`told of the versions ${versions} up to ${account.version}`);
  }
  return faults;
}

function bookFaults(
  { settledMinor }: World,
  { id, status }: CreditAccount,
  position: Position,
  memory: Memory,
): string[] {
  const { journal_entry, refund_due, hold } = memory.read();
  const faults: string[] = [];
  const entries = [...journal_entry.values()].filter(({ accountId }) => accountId === id);
  const unbalanced = entries.filter(({ postings }) => sumOf(postings) !== 0);
  if (unbalanced.length > 0) faults.push(`${unbalanced.length} entries do not balance`);
  const must = (what: string, is: number, wanted: number): void => {
    if (is !== wanted) faults.push(`${what} is ${is}, not ${wanted}`);
  };
  const sums = positionOf(entries);
  for (const [part, minor] of Object.entries(sums)) {
    must(part, position[part as keyof typeof sums], minor);
    if (minor < 0) faults.push(`${part} is below zero`);
  }
  const holds = [...hold.values()].filter(({ accountId }) => accountId === id);
  const reserved = holds.map((each) => ({ amountMinor: reservedMinor(each) }));
  must('what is held', position.heldMinor, sumOf(reserved));
  // Every unit that the books say came in or went out really did, and no other.
  const { SETTLEMENT = 0, REFUND_PAYABLE = 0 } = sumsOf(entries);
  must('what was settled', SETTLEMENT, settledMinor.get(id) ?? 0);
  const payable = [...refund_due.values()].filter(
    (each) => each.accountId === id && each.paidAt === null && each.recalledAt === null,
  );
  must('what is payable', 0 - REFUND_PAYABLE, sumOf(payable));
  const owed = owedMinor(position);
  if (owed > 0 && payable.length + position.creditMinor > 0) faults.push('it owes and is owed');
  if (status === 'CLOSED') must('what is open', owed + position.creditMinor, 0);
  if (status === 'RUN_OFF' && owed + position.heldMinor === 0) faults.push('it runs off nothing');
  return faults;
}

const sumOf = (parts: readonly { readonly amountMinor: number }[]): number =>
  parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** A line that was closed refuses use to the end, by every capability. */
async function expectUseEnded({ ports, accountIds, ended, currency }: World): Promise<void> {
  for (const accountId of accountIds.filter((id) => ended.has(id))) {
    const amount = { minor: 1, currency };
    const input = { accountId, capability: 'PAY', amount, idempotencyKey: newId() } as const;
    const result = await authorizeUse(ports, paymentSystem, input);
    expect(result).toMatchObject({ refusals: [{ code: 'USE_ENDED' }] });
  }
}

test('in every history use ends for good, every change is told once, and no money is lost', async () => {
  const done = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      START,
      fc.array(STEP, { minLength: 1, maxLength: 60, size: 'max' }),
      async (start, steps: Step[]) => {
        const memory = makeMemory();
        const world = await begin(start, memory);
        for (const step of steps) {
          await take(world, step);
          const faults = faultsIn(world, memory);
          if (faults.length > 0) throw new Error(`after ${step.kind}: ${faults.join('; ')}`);
        }
        await expectUseEnded(world);
        for (const kind of world.done) done.add(kind);
      },
    ),
    { numRuns: 120 },
  );
  // Or the histories have shown little.
  expect(KINDS.filter((kind) => !done.has(kind))).toEqual([]);
});
