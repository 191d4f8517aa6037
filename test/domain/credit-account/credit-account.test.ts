import { describe, expect, test } from '@jest/globals';
import {
  type AccountEvent,
  type CreditAccount,
  capabilitiesOf,
  endingCapabilities,
  suspendedByOf,
} from '../../../src/domain/credit-account/credit-account.js';
import { evolve } from '../../../src/domain/credit-account/evolve.js';
import {
  active,
  agreement,
  CHARGED_OFF,
  CLOSED,
  closing,
  DRAWDOWN_ENDED,
  LINES,
  noticeOf,
  PAUSED_UNDER_NOTICE,
  RUN_OFF,
  stoppedUnderNotice,
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

  test('given a line that its customer has paused, then the pause goes on, and outlives it', () => {
    const after = evolve(suspendedBy('CUSTOMER'), GIVEN);
    expect(after).toEqual({ ...PAUSED_UNDER_NOTICE, version: 8, effectiveAt: 9_000 });
    expect(capabilitiesOf(after)).toEqual([]);
    expect(endingCapabilities(after)).toEqual(capabilities);
    const back = evolve(after, WITHDRAWN);
    expect(back).toEqual({ ...suspendedBy('CUSTOMER'), version: 9, effectiveAt: 800 });
  });

  test('given the pause ends meanwhile, then the line is in use until the notice ends', () => {
    const resumed = evolve(PAUSED_UNDER_NOTICE, { type: 'PauseEnded', at: 700 });
    expect(resumed).toEqual({ ...noticeOf(null), version: 8 });
    expect(evolve(resumed, WITHDRAWN)).toEqual({ ...active, version: 9, effectiveAt: 800 });
  });

  test("given the creditor's own suspension, then there is no use to promise until an end", () => {
    const isRefused = 'TerminationNoticeGiven cannot follow SUSPENDED';
    expect(() => evolve(suspendedBy('CREDITOR'), GIVEN)).toThrow(isRefused);
  });

  test("given the customer's own notice, then it is not the creditor's to take back", () => {
    const isRefused = 'TerminationNoticeWithdrawn cannot follow NOTICE_GIVEN';
    expect(() => evolve(noticeOf('notice'), WITHDRAWN)).toThrow(isRefused);
  });
});

describe('a line under notice that is secured', () => {
  const by = (who: 'CREDITOR' | 'CUSTOMER'): AccountEvent => ({
    type: 'Suspended',
    by: who,
    at: 600,
  });
  const ENDED: AccountEvent = { type: 'DrawdownRightEnded', at: 600 };

  test.each([null, 'notice'])('given the notice of %p, then it runs on and use is gone', (id) => {
    const held = evolve(noticeOf(id), by('CREDITOR'));
    expect(held).toEqual({ ...stoppedUnderNotice('CREDITOR', id), version: 8 });
    expect([capabilitiesOf(held), endingCapabilities(held)]).toEqual([[], capabilities]);
    const back = evolve(held, { type: 'Reinstated', at: 700 });
    expect(back).toEqual({ ...noticeOf(id), version: 9 });
    const ended = evolve(held, ENDED);
    expect(ended).toEqual({ ...stoppedUnderNotice('ENDED_RIGHT', id), version: 9 });
    expect([capabilitiesOf(ended), endingCapabilities(ended)]).toEqual([[], []]);
    const restored = evolve(ended, { type: 'DrawdownRightRestored', at: 800 });
    expect(restored).toEqual({ ...noticeOf(id), version: 10 });
  });

  test("given the customer's own pause, then it is the creditor's, and the customer's again", () => {
    const held = evolve(PAUSED_UNDER_NOTICE, by('CREDITOR'));
    expect(suspendedByOf(held)).toBe('CREDITOR');
    expect(() => evolve(held, { type: 'PauseEnded', at: 700 })).toThrow('PauseEnded cannot follow');
    expect(evolve(held, by('CUSTOMER'))).toEqual({ ...PAUSED_UNDER_NOTICE, version: 9 });
  });

  test.each([
    [stoppedUnderNotice('CREDITOR'), suspendedBy('CREDITOR')],
    [stoppedUnderNotice('ENDED_RIGHT'), DRAWDOWN_ENDED],
  ])('given its notice is withdrawn, then what kept it from use still does', (line, after) => {
    const back = evolve(line, { type: 'TerminationNoticeWithdrawn', at: 800 });
    expect(back).toEqual({ ...after, version: 8, effectiveAt: 800 });
    const own = { ...line, noticeId: 'notice' } as CreditAccount;
    const taken = evolve(own, { type: 'ClosureNoticeWithdrawn', at: 800 });
    expect(taken).toEqual({ ...after, version: 8, effectiveAt: 800 });
  });

  test.each([noticeOf(null), PAUSED_UNDER_NOTICE, stoppedUnderNotice('ENDED_RIGHT')])(
    'given its notice arrives later, then it only ends later',
    (line) => {
      const moved = evolve(line, { type: 'TerminationNoticeMoved', effectiveAt: 9_500, at: 700 });
      expect(moved).toEqual({ ...line, version: 8, effectiveAt: 9_500 });
    },
  );
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

  test('given a closed line, then its own rate falls or goes, and never rises', () => {
    const line = { ...CLOSED, annualRatePpm: 192_500 };
    const to = (annualRatePpm: number | null): AccountEvent =>
      ({ ...dearer, annualRatePpm }) as AccountEvent;
    expect(evolve(line, to(null))).toEqual({
      ...line,
      annualRatePpm: null,
      version: line.version + 1,
    });
    expect(evolve(line, to(190_000)).annualRatePpm).toBe(190_000);
    expect(() => evolve(line, to(192_500))).toThrow('Repriced cannot follow CLOSED');
    expect(() => evolve(line, to(200_000))).toThrow('Repriced cannot follow CLOSED');
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
    const isInUse = line.status === 'ACTIVE' || line.status === 'NOTICE_GIVEN';
    const isUsable = isInUse && !('paused' in line);
    expect(capabilitiesOf(line)).toEqual(isUsable ? capabilities : []);
  });
});
