import { describe, expect, test } from '@jest/globals';
import {
  type AccountEvent,
  type CreditAccount,
  capabilitiesOf,
  evolve,
} from '../../../src/domain/credit-account/credit-account.js';
import {
  active,
  agreement,
  CHARGED_OFF,
  CLOSED,
  closing,
  DRAWDOWN_ENDED,
  LINES,
  noticeOf,
  RUN_OFF,
  suspendedBy,
} from './lines.js';

const { capabilities } = active;
const CLOSABLE = [active, noticeOf('notice'), noticeOf(null), DRAWDOWN_ENDED];
const COMPLETED: AccountEvent = { type: 'RunOffCompleted', at: 600 };
const REOPENED: AccountEvent = { type: 'RunOffReopened', at: 700 };

describe('closing', () => {
  test.each([...CLOSABLE, suspendedBy('CREDITOR'), suspendedBy('CUSTOMER')])(
    'given $status, when it runs off, then no capability is left',
    (line) => {
      const after = evolve(line, closing('RUN_OFF', '2027-05-24'));
      expect(after).toEqual({
        ...agreement,
        version: 8,
        status: 'RUN_OFF',
        effectiveAt: 500,
        closureId: 'closure',
        limitCountsUntil: '2027-05-24',
      });
      expect(capabilitiesOf(after)).toEqual([]);
    },
  );

  test.each(CLOSABLE)(
    'given $status, when it is closed, then nothing repays it any more',
    (line) => {
      const after = evolve(line, closing('CLOSED'));
      expect(after).toEqual({
        ...agreement,
        version: 8,
        status: 'CLOSED',
        effectiveAt: 500,
        closureId: 'closure',
        limitCountsUntil: null,
        repaymentAutopay: false,
      });
    },
  );

  test('given run-off, when nothing is owed, then it is closed by its own first closure', () => {
    const after = evolve(RUN_OFF, COMPLETED);
    expect(after).toEqual({ ...CLOSED, version: 8, effectiveAt: 600, repaymentAutopay: false });
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
  ])('given $status, then a second closure, or none to follow, throws', (line, event) => {
    expect(() => evolve(line, event)).toThrow(`${event.type} cannot follow ${line.status}`);
  });
});

describe('notice of a closing', () => {
  const GIVEN: AccountEvent = {
    type: 'ClosureNoticeGiven',
    noticeId: 'notice',
    effectiveAt: 9_000,
    at: 500,
  };
  const TAKEN_BACK: AccountEvent = { type: 'ClosureNoticeWithdrawn', at: 800 };

  test('given an open line, then it stays usable and tells when it ends', () => {
    const after = evolve(active, GIVEN);
    expect(after).toMatchObject({ status: 'NOTICE_GIVEN', effectiveAt: 9_000, capabilities });
    expect(after).toMatchObject({ noticeId: 'notice' });
  });

  test('given it is taken back, then the line is as open as before', () => {
    const after = evolve(evolve(active, GIVEN), TAKEN_BACK);
    expect(after).toEqual({ ...active, version: 9, effectiveAt: 800 });
  });

  test("given the creditor's notice, then it is not the customer's to take back", () => {
    const isRefused = 'ClosureNoticeWithdrawn cannot follow NOTICE_GIVEN';
    expect(() => evolve(noticeOf(null), TAKEN_BACK)).toThrow(isRefused);
  });
});

describe('suspension', () => {
  test.each(['CREDITOR', 'CUSTOMER'] as const)(
    'by the %s takes use away and gives it back',
    (by) => {
      const suspended = evolve(active, { type: 'Suspended', by, at: 500 });
      expect(suspended).toEqual({
        ...agreement,
        version: 8,
        status: 'SUSPENDED',
        effectiveAt: 500,
        suspended: capabilities,
        suspendedBy: by,
      });
      expect(capabilitiesOf(suspended)).toEqual([]);
      const resumed = evolve(suspended, { type: 'Reinstated', at: 600 });
      expect(resumed).toEqual({ ...active, version: 9, effectiveAt: 600 });
    },
  );
});

describe('a suspension that changes hands', () => {
  test("the customer's own pause becomes the creditor's, and the same use is kept to come back", () => {
    const taken = evolve(suspendedBy('CUSTOMER'), { type: 'Suspended', by: 'CREDITOR', at: 600 });
    expect(taken).toEqual({ ...suspendedBy('CREDITOR'), version: 8, effectiveAt: 600 });
    const given = evolve(taken, { type: 'Suspended', by: 'CUSTOMER', at: 700 });
    expect(given).toEqual({ ...suspendedBy('CUSTOMER'), version: 9, effectiveAt: 700 });
    expect(capabilitiesOf(evolve(given, { type: 'Reinstated', at: 800 }))).toEqual(capabilities);
  });

  test.each(['CREDITOR', 'CUSTOMER'] as const)('nobody suspends twice: the %s', (by) => {
    const again: AccountEvent = { type: 'Suspended', by, at: 600 };
    expect(() => evolve(suspendedBy(by), again)).toThrow('Suspended cannot follow SUSPENDED');
  });
});

describe('a right to draw that ends', () => {
  const ENDED: AccountEvent = { type: 'DrawdownRightEnded', at: 500 };
  const RESTORED: AccountEvent = { type: 'DrawdownRightRestored', at: 900 };

  test.each([active, suspendedBy('CREDITOR'), suspendedBy('CUSTOMER')])(
    'given $status, then no use is left, and repaying by a standing order goes on',
    (line) => {
      const after = evolve(line, ENDED);
      expect(after).toEqual({
        ...agreement,
        version: 8,
        status: 'DRAWDOWN_ENDED',
        effectiveAt: 500,
        ended: capabilities,
      });
      expect(capabilitiesOf(after)).toEqual([]);
      expect(after.repaymentAutopay).toBe(true);
    },
  );

  test('given the ending is overturned, then all that there was can be used again', () => {
    const line = evolve(evolve(suspendedBy('CUSTOMER'), ENDED), RESTORED);
    expect(line).toEqual({ ...active, version: 9, effectiveAt: 900 });
  });

  test.each([active, suspendedBy('CREDITOR'), RUN_OFF, CLOSED, CHARGED_OFF])(
    'given $status, then there is nothing to restore',
    (line) => {
      expect(() => evolve(line, RESTORED)).toThrow('DrawdownRightRestored cannot follow');
    },
  );
});

describe("the creditor's notice", () => {
  const GIVEN: AccountEvent = { type: 'TerminationNoticeGiven', effectiveAt: 9_000, at: 500 };
  const WITHDRAWN: AccountEvent = { type: 'TerminationNoticeWithdrawn', at: 800 };

  test('given an open line, then it stays usable until the notice ends', () => {
    const after = evolve(active, GIVEN);
    expect(after).toEqual({
      ...agreement,
      version: 8,
      status: 'NOTICE_GIVEN',
      effectiveAt: 9_000,
      capabilities,
      noticeId: null,
    });
  });

  test('given it is taken back, then the line is as open as before', () => {
    const after = evolve(evolve(active, GIVEN), WITHDRAWN);
    expect(after).toEqual({ ...active, version: 9, effectiveAt: 800 });
  });

  test("given the customer's own notice, then it is not the creditor's to take back", () => {
    const isRefused = 'TerminationNoticeWithdrawn cannot follow NOTICE_GIVEN';
    expect(() => evolve(noticeOf('notice'), WITHDRAWN)).toThrow(isRefused);
  });
});

describe('a change of the rate', () => {
  const dearer: AccountEvent = { type: 'Repriced', annualRatePpm: 192_500, at: 500 };

  test.each([active, suspendedBy('CREDITOR'), noticeOf(null), DRAWDOWN_ENDED, RUN_OFF])(
    "given $status, then everything else stays, and the product's rate can come back",
    (line) => {
      const after = evolve(line, dearer);
      expect(after).toEqual({ ...line, annualRatePpm: 192_500, version: 8 });
      const back = evolve(after, { type: 'Repriced', annualRatePpm: null, at: 600 });
      expect(back).toEqual({ ...line, version: 9 });
    },
  );

  test('given a rate of its own, then it outlives every change of standing', () => {
    const ended = evolve(evolve(active, dearer), { type: 'DrawdownRightEnded', at: 600 });
    expect(evolve(ended, closing('RUN_OFF')).annualRatePpm).toBe(192_500);
  });

  test.each([CLOSED, CHARGED_OFF])('given $status, then there is no rate to change', (line) => {
    expect(() => evolve(line, dearer)).toThrow('Repriced cannot follow');
  });
});

describe('a change of the limit', () => {
  test.each([active, suspendedBy('CREDITOR'), noticeOf('notice')])(
    'given $status, then everything else stays',
    (line) => {
      const after = evolve(line, { type: 'LimitChanged', limitMinor: 300, at: 500 });
      expect(after).toEqual({ ...line, limitMinor: 300, version: 8 });
    },
  );
});

describe('capabilities', () => {
  test.each(LINES)('given $status, then only what can be used is told', (line) => {
    const isUsable = line.status === 'ACTIVE' || line.status === 'NOTICE_GIVEN';
    expect(capabilitiesOf(line)).toEqual(isUsable ? capabilities : []);
  });
});
