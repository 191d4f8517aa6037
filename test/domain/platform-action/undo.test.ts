/** What an action did to its line is taken back, and nothing else is. */
import { describe, expect, test } from '@jest/globals';
import {
  type AccountEvent,
  type CreditAccount,
  endingCapabilities,
} from '../../../src/domain/credit-account/credit-account.js';
import { evolve } from '../../../src/domain/credit-account/evolve.js';
import type { MeasureKind } from '../../../src/domain/platform-action/measure.js';
import type { PlatformAction } from '../../../src/domain/platform-action/platform-action.js';
import { undoOnLine } from '../../../src/domain/platform-action/undo.js';
import { undoActions } from '../../../src/domain/platform-action/undo-all.js';
import { aCustomer, anAccount, aProduct } from '../../support/portfolio.js';
import { DAY_MS, NOW } from '../../support/stores.js';

const RATE = 182_500;
const ACTIVE = anAccount(aCustomer(), aProduct());

/** A line with what was done to it: each action finds the line as the one before left it. */
interface Story {
  readonly line: CreditAccount;
  readonly actions: readonly PlatformAction[];
}

const START: Story = { line: ACTIVE, actions: [] };

const EVENTS: Partial<Record<MeasureKind, AccountEvent>> = {
  SUSPENSION: { type: 'Suspended', by: 'CREDITOR', at: NOW },
  DRAWDOWN_RIGHT_ENDED: { type: 'DrawdownRightEnded', at: NOW },
  TERMINATION_BY_NOTICE: { type: 'TerminationNoticeGiven', effectiveAt: NOW + DAY_MS, at: NOW },
};

/** Takes a measure of a kind; `to` is the limit or the rate that it sets. */
function acted({ line, actions }: Story, kind: MeasureKind, to: number | null = null): Story {
  const set = {
    limitMinor: kind === 'LINE_DECREASE' ? to : null,
    annualRatePpm: kind === 'REPRICING' ? to : null,
  };
  const event: AccountEvent | undefined =
    kind === 'LINE_DECREASE'
      ? { type: 'LimitChanged', limitMinor: to ?? 0, at: NOW }
      : kind === 'REPRICING'
        ? { type: 'Repriced', annualRatePpm: to, at: NOW }
        : EVENTS[kind];
  const isOurs = line.status === 'SUSPENDED' && line.suspendedBy === 'CREDITOR';
  const isHeld = kind === 'SUSPENSION' && isOurs;
  const action: PlatformAction = {
    id: `0000000${actions.length}-action`,
    customerId: line.customerId,
    accountId: line.id,
    kind,
    grounds: 'BEHAVIOUR',
    measureId: 'a-measure',
    causedBy: null,
    status: kind === 'TERMINATION_BY_NOTICE' ? 'PENDING' : 'IN_FORCE',
    before: {
      status: line.status,
      suspendedBy: line.status === 'SUSPENDED' ? line.suspendedBy : null,
      limitMinor: line.limitMinor,
      annualRatePpm: line.annualRatePpm,
    },
    set,
    decidedAt: NOW + actions.length,
    effectiveAt: NOW,
    conditions: [],
    lookAt: null,
    endedAt: null,
    endedBy: null,
    returnOpenedAt: null,
    applicationId: null,
  };
  return { line: event && !isHeld ? evolve(line, event) : line, actions: [...actions, action] };
}

const happened = (story: Story, event: AccountEvent): Story => ({
  ...story,
  line: evolve(story.line, event),
});

const PAUSED = happened(START, { type: 'Suspended', by: 'CUSTOMER', at: NOW });

/** Takes back the n-th action; the story goes on with what is left of the others. */
function undone({ line, actions }: Story, at: number): Story & { code: string; done: boolean } {
  const action = actions[at];
  if (!action) throw new Error(`no action ${at}`);
  const undoing = { standing: actions, productRatePpm: RATE, now: NOW + DAY_MS };
  const { account, repair, rebased } = undoOnLine(line, action, undoing);
  const left = actions.map((each) => rebased.find(({ id }) => id === each.id) ?? each);
  const ended = left.map((each) =>
    each.id === action.id ? { ...each, status: 'OVERTURNED' as const } : each,
  );
  return { line: account, actions: ended, code: repair.code, done: repair.done };
}

describe('a suspension', () => {
  test('is taken back to a line in use, with what it could do before, as one version', () => {
    const story = acted(START, 'SUSPENSION');
    const { line, code, done } = undone(story, 0);
    expect({ code, done }).toEqual({ code: 'REPAIR_USE_RESTORED', done: true });
    const { version, effectiveAt, ...rest } = line;
    expect(rest).toEqual({ ...ACTIVE, version: undefined, effectiveAt: undefined });
    expect([version, effectiveAt]).toEqual([story.line.version + 1, NOW + DAY_MS]);
  });

  test('of a line that its customer had paused goes back to that pause', () => {
    const { line, code } = undone(acted(PAUSED, 'SUSPENSION'), 0);
    expect(code).toBe('REPAIR_PAUSE_RESTORED');
    expect(line).toMatchObject({ status: 'SUSPENDED', suspendedBy: 'CUSTOMER' });
  });

  test.each([[[0, 1]], [[1, 0]]])(
    'beside another one ends only with the last of them, in the order %p',
    (order) => {
      let story: Story = acted(acted(PAUSED, 'SUSPENSION'), 'SUSPENSION');
      const codes: string[] = [];
      for (const at of order) {
        const next = undone(story, at);
        codes.push(next.code);
        story = next;
      }
      expect(codes).toEqual(['REPAIR_STILL_HELD', 'REPAIR_PAUSE_RESTORED']);
      expect(story.line).toMatchObject({ status: 'SUSPENDED', suspendedBy: 'CUSTOMER' });
    },
  );

  test.each(['RUN_OFF', 'CLOSED'] as const)(
    'of a line that is %s since takes nothing back',
    (outcome) => {
      const story = happened(acted(START, 'SUSPENSION'), {
        type: 'ClosureMade',
        closureId: 'closure',
        outcome,
        revoked: [],
        limitCountsUntil: null,
        at: NOW,
      });
      const { line, code, done } = undone(story, 0);
      expect({ code, done }).toEqual({ code: 'REPAIR_LINE_CLOSED', done: false });
      expect(line).toBe(story.line);
    },
  );
});

describe('an ended drawdown right', () => {
  test('is given back with the capabilities that it took', () => {
    const { line, code } = undone(acted(START, 'DRAWDOWN_RIGHT_ENDED'), 0);
    expect(code).toBe('REPAIR_USE_RESTORED');
    expect(line).toMatchObject({
      status: 'ACTIVE',
      capabilities: ACTIVE.capabilities,
    });
  });

  test('is given back to a suspended line where a suspension stands', () => {
    const story = acted(acted(START, 'SUSPENSION'), 'DRAWDOWN_RIGHT_ENDED');
    const { line, code } = undone(story, 1);
    expect(code).toBe('REPAIR_RIGHT_RESTORED_SUSPENDED');
    expect(line).toMatchObject({ status: 'SUSPENDED', suspendedBy: 'CREDITOR' });
    expect(line.version).toBe(story.line.version + 1);
  });

  test('is given back to the customer’s own pause when the suspension between is gone', () => {
    const story = acted(acted(PAUSED, 'SUSPENSION'), 'DRAWDOWN_RIGHT_ENDED');
    const first = undone(story, 0);
    expect([first.code, first.line]).toEqual(['REPAIR_STANDS_OTHERWISE', story.line]);
    const { line, code } = undone(first, 1);
    expect(code).toBe('REPAIR_PAUSE_RESTORED');
    expect(line).toMatchObject({ status: 'SUSPENDED', suspendedBy: 'CUSTOMER' });
  });
});

describe('a line decrease', () => {
  const CUT = acted(START, 'LINE_DECREASE', 800_000);

  test('is taken back to the limit that there was', () => {
    const { line, code } = undone(CUT, 0);
    expect([code, line.limitMinor]).toEqual(['REPAIR_LIMIT_RESTORED', 1_000_000]);
  });

  test('stays where the customer had the limit lowered since', () => {
    const own = happened(CUT, { type: 'LimitChanged', limitMinor: 500_000, at: NOW });
    const { line, code, done } = undone(own, 0);
    expect([code, done]).toEqual(['REPAIR_LIMIT_OWN_WISH', false]);
    expect(line).toBe(own.line);
    // Also where the institution lowered it once more after that.
    const both = undone(acted(own, 'LINE_DECREASE', 400_000), 0);
    expect([both.code, both.line.limitMinor]).toEqual(['REPAIR_LIMIT_OWN_WISH', 400_000]);
    expect(undone(both, 1).line.limitMinor).toBe(500_000);
  });

  test.each([
    [0, 840_000],
    [1, 800_000],
  ])('takes back its own share beside another one: %i first leaves %i', (first, between) => {
    const story = acted(CUT, 'LINE_DECREASE', 640_000);
    const one = undone(story, first);
    expect(one.line.limitMinor).toBe(between);
    expect(undone(one, 1 - first).line.limitMinor).toBe(1_000_000);
  });

  test('never raises above the limit that there was', () => {
    const raised = happened(CUT, { type: 'LimitChanged', limitMinor: 900_000, at: NOW });
    expect(undone(raised, 0).line.limitMinor).toBe(1_000_000);
    const higher = happened(CUT, { type: 'LimitChanged', limitMinor: 1_200_000, at: NOW });
    const { line, code } = undone(higher, 0);
    expect([code, line.limitMinor]).toEqual(['REPAIR_LIMIT_HIGHER', 1_200_000]);
  });

  test('of a line whose drawdown right is ended is taken back, for when the right comes back', () => {
    const raised = undone(acted(CUT, 'DRAWDOWN_RIGHT_ENDED'), 0);
    expect([raised.code, raised.line.limitMinor]).toEqual(['REPAIR_LIMIT_RESTORED', 1_000_000]);
    expect(raised.line.status).toBe('DRAWDOWN_ENDED');
    expect(undone(raised, 1).line).toMatchObject({ status: 'ACTIVE', limitMinor: 1_000_000 });
  });

  test('of a line that is closed stays', () => {
    const closed = happened(CUT, {
      type: 'ClosureMade',
      closureId: 'closure',
      outcome: 'RUN_OFF',
      revoked: [],
      limitCountsUntil: null,
      at: NOW,
    });
    const { line, code } = undone(closed, 0);
    expect([code, line.limitMinor]).toEqual(['REPAIR_LIMIT_LINE_ENDED', 800_000]);
  });
});

describe('a repricing', () => {
  test('that has begun goes back to the product’s rate', () => {
    const { line, code } = undone(acted(START, 'REPRICING', 192_500), 0);
    expect([code, line.annualRatePpm]).toEqual(['REPAIR_RATE_RESTORED', null]);
  });

  test('that has not begun leaves the line as it is', () => {
    const story = acted(START, 'REPRICING', 192_500);
    const pending = story.actions.map((each) => ({ ...each, status: 'PENDING' as const }));
    const { line, code } = undone({ line: ACTIVE, actions: pending }, 0);
    expect([code, line]).toEqual(['REPAIR_RATE_NEVER_RAISED', ACTIVE]);
  });

  test.each([
    [0, 187_500],
    [1, 192_500],
  ])('takes back its own share beside another one: %i first leaves %i', (first, between) => {
    const story = acted(acted(START, 'REPRICING', 192_500), 'REPRICING', 197_500);
    const one = undone(story, first);
    expect(one.line.annualRatePpm).toBe(between);
    expect(undone(one, 1 - first).line.annualRatePpm).toBeNull();
  });

  test('stays undone where the rate was set anew otherwise', () => {
    const story = happened(acted(START, 'REPRICING', 192_500), {
      type: 'Repriced',
      annualRatePpm: 150_000,
      at: NOW,
    });
    const { line, code } = undone(story, 0);
    expect([code, line.annualRatePpm]).toEqual(['REPAIR_RATE_MOVED', 150_000]);
  });
});

describe('a termination', () => {
  test('that waits for its day is taken back', () => {
    const { line, code } = undone(acted(START, 'TERMINATION_BY_NOTICE'), 0);
    expect([code, line.status]).toEqual(['REPAIR_NOTICE_WITHDRAWN', 'ACTIVE']);
  });

  test('of a line that its customer had paused goes back to that pause, unless it has ended', () => {
    const story = acted(PAUSED, 'TERMINATION_BY_NOTICE');
    const { line, code, done } = undone(story, 0);
    expect([code, done]).toEqual(['REPAIR_NOTICE_WITHDRAWN_PAUSED', true]);
    expect(line).toMatchObject({ status: 'SUSPENDED', suspendedBy: 'CUSTOMER' });
    const resumed = happened(story, { type: 'PauseEnded', at: NOW });
    expect(undone(resumed, 0)).toMatchObject({
      code: 'REPAIR_NOTICE_WITHDRAWN',
      line: { status: 'ACTIVE', capabilities: endingCapabilities(START.line) },
    });
  });

  test('that has taken effect, like a closure, opens nothing again', () => {
    const story = acted(START, 'TERMINATION_BY_NOTICE');
    const inForce = story.actions.map((each) => ({ ...each, status: 'IN_FORCE' as const }));
    for (const actions of [inForce, acted(START, 'CLOSURE').actions]) {
      const { line, code, done } = undone({ line: story.line, actions }, 0);
      expect([code, done]).toEqual(['REPAIR_CLOSED_FOR_GOOD', false]);
      expect(line).toBe(story.line);
    }
  });
});

describe('a line in whose place another one came', () => {
  const kinds = ['DRAWDOWN_RIGHT_ENDED', 'CLOSURE'] as const;
  const END: AccountEvent = {
    type: 'ClosureMade',
    closureId: 'closure',
    outcome: 'CLOSED',
    revoked: [],
    limitCountsUntil: null,
    at: NOW,
  };
  const undoneBeside = (kind: (typeof kinds)[number], others: readonly CreditAccount[]) => {
    const { line, actions } = acted(START, kind);
    const at = { standing: actions, productRatePpmOf: () => RATE, now: NOW + DAY_MS };
    const result = undoActions([line, ...others], actions, at);
    return { ...result, code: result.undone[0]?.repair.code };
  };
  const next = { ...ACTIVE, id: 'next', previousAccountId: ACTIVE.id };
  const afterIt = { ...ACTIVE, id: 'after-it', previousAccountId: next.id };

  test.each(kinds)('is not given back beside it, and the repair says so: %s', (kind) => {
    for (const others of [[next], [evolve(next, END), afterIt]]) {
      const { code, changed, undone: each } = undoneBeside(kind, others);
      expect(code).toBe('REPAIR_REPLACED');
      expect(each[0]?.repair.done).toBe(false);
      expect(changed).toEqual([]);
    }
  });

  test('is given back once that one is closed, and beside any that is no successor', () => {
    const unrelated = { ...ACTIVE, id: 'unrelated', previousAccountId: 'another' };
    for (const others of [[evolve(next, END)], [unrelated], [afterIt]]) {
      expect(undoneBeside('DRAWDOWN_RIGHT_ENDED', others).code).toBe('REPAIR_USE_RESTORED');
    }
  });
});

test('an action that has ended is not taken back again', () => {
  const once = undone(acted(START, 'SUSPENSION'), 0);
  const again = undone(acted(once, 'SUSPENSION'), 0);
  expect(again.code).toBe('REPAIR_ENDED_BEFORE');
  expect(again.line.status).toBe('SUSPENDED');
});

test('several actions on a line are taken back as one version, the newest first', () => {
  const cuts = acted(acted(START, 'LINE_DECREASE', 800_000), 'LINE_DECREASE', 640_000);
  const { line, actions } = acted(cuts, 'SUSPENSION');
  const { changed, undone: each } = undoActions([line], actions, {
    standing: actions,
    productRatePpmOf: () => RATE,
    now: NOW + DAY_MS,
  });
  expect(changed).toHaveLength(1);
  expect(changed[0]).toMatchObject({
    status: 'ACTIVE',
    limitMinor: 1_000_000,
    version: line.version + 1,
  });
  expect(each.map(({ action }) => action.id)).toEqual(actions.map(({ id }) => id).reverse());
  expect(each.every(({ after }) => after.version === line.version + 1)).toBe(true);
});
