import { describe, expect, test } from '@jest/globals';
import {
  type AccountEvent,
  type CreditAccount,
  capabilitiesOf,
  evolve,
  type Standing,
} from '../../../src/domain/credit-account/credit-account.js';
import { aCustomer, anAccount, aProduct } from '../../support/portfolio.js';

const active = anAccount(aCustomer(), aProduct(), { version: 7 });
const { status: _, effectiveAt: __, capabilities, ...agreement } = active;
const standing = (to: Standing): CreditAccount => ({ ...agreement, ...to });

const USABLE = [
  active,
  standing({ status: 'NOTICE_GIVEN', effectiveAt: 1, capabilities }),
  standing({ status: 'SUSPENDED', effectiveAt: 1, suspended: capabilities }),
  standing({ status: 'DRAWDOWN_ENDED', effectiveAt: 1 }),
];
const RUN_OFF = standing({ status: 'RUN_OFF', effectiveAt: 1, closureId: 'first' });
const CLOSED = standing({ status: 'CLOSED', effectiveAt: 1, closureId: 'first' });
const CHARGED_OFF = standing({ status: 'CHARGED_OFF', effectiveAt: 1 });

const closing = (outcome: 'CLOSED' | 'RUN_OFF'): AccountEvent => ({
  type: 'ClosureMade',
  closureId: 'closure',
  outcome,
  revoked: capabilities,
  at: 500,
});
const COMPLETED: AccountEvent = { type: 'RunOffCompleted', at: 600 };
const REOPENED: AccountEvent = { type: 'RunOffReopened', at: 700 };

describe('the life of a line', () => {
  test.each(USABLE)('given $status, when it is closed, then no capability is left', (line) => {
    for (const status of ['CLOSED', 'RUN_OFF'] as const) {
      const after = evolve(line, closing(status));
      expect(after).toEqual({
        ...agreement,
        version: 8,
        status,
        effectiveAt: 500,
        closureId: 'closure',
      });
      expect(capabilitiesOf(after)).toEqual([]);
    }
  });

  test('given run-off, when nothing is owed, then it is closed by its own first closure', () => {
    const after = evolve(RUN_OFF, COMPLETED);
    expect(after).toEqual({ ...CLOSED, version: 8, effectiveAt: 600 });
  });

  test('given closed, when debt arrives, then run-off reopens and use does not return', () => {
    const after = evolve(CLOSED, REOPENED);
    expect(after).toEqual({ ...RUN_OFF, version: 8, effectiveAt: 700 });
    expect(capabilitiesOf(after)).toEqual([]);
  });

  test.each<[CreditAccount, AccountEvent]>([
    [RUN_OFF, closing('CLOSED')],
    [RUN_OFF, closing('RUN_OFF')],
    [CLOSED, closing('CLOSED')],
    [CLOSED, closing('RUN_OFF')],
    [CHARGED_OFF, closing('CLOSED')],
    [CLOSED, COMPLETED],
    [RUN_OFF, REOPENED],
    ...[...USABLE, CHARGED_OFF].flatMap((line): [CreditAccount, AccountEvent][] => [
      [line, COMPLETED],
      [line, REOPENED],
    ]),
  ])('given $status, then an event that it cannot have had throws', (line, event) => {
    expect(() => evolve(line, event)).toThrow(`${event.type} cannot follow ${line.status}`);
  });

  test('given an event, then the line before it is left as it was', () => {
    const before = structuredClone(active);
    evolve(active, closing('CLOSED'));
    expect(active).toEqual(before);
  });
});

describe('capabilities', () => {
  test.each([
    ['ACTIVE', active, capabilities],
    ['NOTICE_GIVEN', USABLE[1], capabilities],
    ['SUSPENDED', USABLE[2], []],
    ['DRAWDOWN_ENDED', USABLE[3], []],
    ['RUN_OFF', RUN_OFF, []],
    ['CLOSED', CLOSED, []],
    ['CHARGED_OFF', CHARGED_OFF, []],
  ] as const)('given %s, then only what can be used is told', (_, line, told) => {
    expect(capabilitiesOf(line ?? active)).toEqual(told);
  });
});
