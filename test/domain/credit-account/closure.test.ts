import { describe, expect, test } from '@jest/globals';
import {
  blockersOf,
  type CloseCommand,
  closureRefusals,
  releasedAtClosing,
  settleAfterPosting,
} from '../../../src/domain/credit-account/closure.js';
import {
  type CreditAccount,
  capabilitiesOf,
  type Standing,
} from '../../../src/domain/credit-account/credit-account.js';
import type { LinePosition } from '../../../src/domain/ledger/position.js';
import {
  aCustomer,
  aHold,
  anAccount,
  aPlan,
  aPosition,
  aProduct,
} from '../../support/portfolio.js';

const NOW = 9_000;
const account = anAccount(aCustomer(), aProduct(), { version: 4 });
const command: CloseCommand = { allowRunOff: false, expectedVersion: 4 };
const clear: LinePosition = { position: aPosition(account), holds: [], plans: [] };
const cny = (minor: number) => ({ minor, currency: 'CNY' });

const owing = aPosition(account, { principalMinor: 1_000, interestMinor: 20, feeMinor: 3 });
const holds = [aHold(account, { amountMinor: 500, capturedMinor: 100 }), aHold(account)];
const plans = [aPlan(account), aPlan(account, { instalments: 3, instalmentsPaid: 0 })];
const blocked: LinePosition = { position: owing, holds, plans };

const standing = (to: Standing): CreditAccount => {
  const { status: _, effectiveAt: __, capabilities: ___, ...agreement } = account;
  return { ...agreement, ...to };
};
const ended = { effectiveAt: 1, closureId: 'first', limitCountsUntil: null };
const RUN_OFF = standing({ status: 'RUN_OFF', ...ended });
const CLOSED = standing({ status: 'CLOSED', ...ended });
const CHARGED_OFF = standing({ status: 'CHARGED_OFF', effectiveAt: 1 });

const BLOCKERS = [
  {
    code: 'BALANCE_OUTSTANDING',
    payoff: cny(1_023),
    principal: cny(1_000),
    interest: cny(20),
    fees: cny(3),
  },
  { code: 'HOLDS_OPEN', total: cny(20_400), holds },
  { code: 'INSTALMENT_PLAN_UNFINISHED', plan: plans[0], instalmentsLeft: 4 },
  { code: 'INSTALMENT_PLAN_UNFINISHED', plan: plans[1], instalmentsLeft: 3 },
];

describe('what stands in the way', () => {
  test('given debt, holds and plans, then all of it is told at once', () => {
    expect(blockersOf(blocked, NOW)).toEqual(BLOCKERS);
  });

  test.each([
    ['an empty line', clear],
    ['a credit balance', { ...clear, position: aPosition(account, { creditMinor: 5 }) }],
    ['ended holds', { ...clear, holds: [aHold(account, { status: 'EXPIRED' })] }],
    ['settled plans', { ...clear, plans: [aPlan(account, { status: 'SETTLED' })] }],
  ])('given %s, then nothing does', (_, books) => {
    expect(blockersOf(books, NOW)).toEqual([]);
  });

  test.each(['interestMinor', 'feeMinor'] as const)('given %s alone, then it does', (component) => {
    const position = aPosition(account, { [component]: 1 });
    expect(blockersOf({ ...clear, position }, NOW)).toMatchObject([{ payoff: cny(1) }]);
  });
});

describe('deciding a closure', () => {
  test('given nothing in the way, then nothing refuses it', () => {
    expect(closureRefusals(account, command, clear, NOW)).toEqual([]);
  });

  test('given blockers, when run-off is not allowed, then it is refused with all of them', () => {
    expect(closureRefusals(account, command, blocked, NOW)).toEqual(BLOCKERS);
  });

  test('given blockers, when run-off is allowed, then nothing refuses it', () => {
    const willing = { ...command, allowRunOff: true };
    expect(closureRefusals(account, willing, blocked, NOW)).toEqual([]);
  });

  test('given effects to decide by, then the version is no matter', () => {
    const byQuote = { ...command, expectedVersion: null };
    expect(closureRefusals(account, byQuote, clear, NOW)).toEqual([]);
  });

  test('given cash that has not gone out, then it is released and blocks nothing', () => {
    const draws = [
      aHold(account, { capability: 'DRAW' }),
      aHold(account, { capability: 'DRAW', capturedMinor: 100 }),
    ];
    expect(blockersOf({ ...clear, holds: draws }, NOW)).toEqual([]);
    expect(releasedAtClosing([...holds, ...draws]).map(({ status }) => status)).toEqual([
      'VOIDED',
      'CAPTURED',
    ]);
  });

  test.each([
    ['RUN_OFF', RUN_OFF, 'first'],
    ['CLOSED', CLOSED, 'first'],
    ['CHARGED_OFF', CHARGED_OFF, null],
  ] as const)(
    'given %s, then it is told before stale version and blockers',
    (status, line, closureId) => {
      const stale = { ...command, expectedVersion: 1, allowRunOff: true };
      expect(closureRefusals(line, stale, blocked, NOW)).toEqual([
        { code: 'ALREADY_CLOSING', status, closureId },
      ]);
    },
  );

  test.each([3, 5])(
    'given another version than %i, then that is told before blockers',
    (expectedVersion) => {
      expect(closureRefusals(account, { ...command, expectedVersion }, blocked, NOW)).toEqual([
        { code: 'VERSION_STALE', expectedVersion, version: 4 },
      ]);
    },
  );

  test.each([
    standing({ status: 'SUSPENDED', effectiveAt: 1, suspended: ['PAY'], suspendedBy: 'CREDITOR' }),
    standing({ status: 'DRAWDOWN_ENDED', effectiveAt: 1, ended: ['PAY'] }),
  ])('given $status, then the customer can still close, and there is nothing to revoke', (line) => {
    expect(closureRefusals(line, command, clear, NOW)).toEqual([]);
    expect(capabilitiesOf(line)).toEqual([]);
  });
});

describe('what later postings do', () => {
  const open = { ...clear, holds: [aHold(account)] };

  test.each([
    ['a run-off line that owes nothing', RUN_OFF, clear, 'RunOffCompleted'],
    ['a closed line that owes again', CLOSED, { ...clear, position: owing }, 'RunOffReopened'],
  ] as const)('given %s, then it follows', (_, line, books, type) => {
    expect(settleAfterPosting(line, books, NOW)).toEqual({ type, at: NOW });
  });

  test.each([
    ['a run-off line that owes', RUN_OFF, { ...clear, position: owing }],
    ['a run-off line with an open hold', RUN_OFF, open],
    ['a closed line that owes nothing', CLOSED, clear],
    ['an active line that owes nothing', account, clear],
    ['an active line that owes', account, blocked],
    ['a charged-off line', CHARGED_OFF, clear],
  ] as const)('given %s, then it stays', (_, line, books) => {
    expect(settleAfterPosting(line, books, NOW)).toBeNull();
  });

  test('given a plan on a run-off line that owes nothing, then it cannot hold it open', () => {
    const books = { ...clear, plans: [aPlan(account)] };
    expect(settleAfterPosting(RUN_OFF, books, NOW)).toEqual({ type: 'RunOffCompleted', at: NOW });
  });
});
