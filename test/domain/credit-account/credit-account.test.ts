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
