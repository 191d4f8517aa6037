/** In whatever order decisions come and go, a line stands as those that are left would have it. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type {
  AccountEvent,
  CreditAccount,
} from '../../../src/domain/credit-account/credit-account.js';
import { canFollow, evolve } from '../../../src/domain/credit-account/evolve.js';
import { canTake } from '../../../src/domain/platform-action/measure-refusals.js';
import type { PlatformAction } from '../../../src/domain/platform-action/platform-action.js';
import { undoOnLine } from '../../../src/domain/platform-action/undo.js';
import { aCustomer, anAccount, aProduct } from '../../support/portfolio.js';
import { NOW } from '../../support/stores.js';

const LINE = anAccount(aCustomer(), aProduct());
const KINDS = ['SUSPENSION', 'DRAWDOWN_RIGHT_ENDED', 'LINE_DECREASE'] as const;
type Kind = (typeof KINDS)[number];

interface World {
  line: CreditAccount;
  actions: PlatformAction[];
  /** The customer's own pause, which outlasts whatever the creditor does meanwhile. */
  isPaused: boolean;
}

function act(world: World, kind: Kind, share: number): void {
  const { line, actions } = world;
  if (!canTake(kind, line)) return;
  const toMinor = line.limitMinor - Math.max(1, Math.floor(line.limitMinor * share));
  const events: Record<Kind, AccountEvent> = {
    SUSPENSION: { type: 'Suspended', by: 'CREDITOR', at: NOW },
    DRAWDOWN_RIGHT_ENDED: { type: 'DrawdownRightEnded', at: NOW },
    LINE_DECREASE: { type: 'LimitChanged', limitMinor: toMinor, at: NOW },
  };
  const event = events[kind];
  actions.push({
    id: `action-${String(actions.length).padStart(3, '0')}`,
    customerId: line.customerId,
    accountId: line.id,
    kind,
    grounds: 'FUND_POOL',
    measureId: 'a-measure',
    causedBy: null,
    status: 'IN_FORCE',
    before: {
      status: line.status,
      suspendedBy: line.status === 'SUSPENDED' ? line.suspendedBy : null,
      limitMinor: line.limitMinor,
      annualRatePpm: null,
    },
    set: { limitMinor: kind === 'LINE_DECREASE' ? toMinor : null, annualRatePpm: null },
    decidedAt: NOW + actions.length,
    effectiveAt: NOW + actions.length,
    conditions: [],
    lookAt: null,
    endedAt: null,
    endedBy: null,
    returnOpenedAt: null,
    applicationId: null,
  });
  world.line = canFollow(line, event) ? evolve(line, event) : line;
}

function undo(world: World, at: number): void {
  const standing = world.actions.filter(({ status }) => status === 'IN_FORCE');
  const action = standing[at % Math.max(1, standing.length)];
  if (!action) return;
  const undoing = { standing, productRatePpm: 0, now: NOW };
  const { account, rebased } = undoOnLine(world.line, action, undoing);
  world.line = account;
  world.actions = world.actions
    .map((each) => rebased.find(({ id }) => id === each.id) ?? each)
    .map((each) => (each.id === action.id ? { ...each, status: 'OVERTURNED' as const } : each));
}

function own(world: World): void {
  const { line } = world;
  const isOwnPause = line.status === 'SUSPENDED' && line.suspendedBy === 'CUSTOMER';
  if (line.status !== 'ACTIVE' && !isOwnPause) return;
  const event: AccountEvent = isOwnPause
    ? { type: 'Reinstated', at: NOW }
    : { type: 'Suspended', by: 'CUSTOMER', at: NOW };
  world.line = evolve(line, event);
  world.isPaused = !isOwnPause;
}

const step = fc.oneof(
  fc.record({
    do: fc.constant('act' as const),
    kind: fc.constantFrom(...KINDS),
    share: fc.double({ min: 0.01, max: 0.6, noNaN: true }),
  }),
  fc.record({ do: fc.constant('undo' as const), at: fc.nat(3) }),
  fc.record({ do: fc.constant('own' as const) }),
);

test('a line stands as the decisions that are left would have it, and so does its limit', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { minLength: 4, maxLength: 14 }), (begins, steps) => {
      const world: World = { line: LINE, actions: [], isPaused: false };
      if (begins) own(world);
      for (const each of steps) {
        if (each.do === 'act') act(world, each.kind, each.share);
        else if (each.do === 'undo') undo(world, each.at);
        else own(world);
        const left = world.actions.filter(({ status }) => status === 'IN_FORCE');
        const holds = (kind: Kind): boolean => left.some((action) => action.kind === kind);
        const [status, by] = holds('DRAWDOWN_RIGHT_ENDED')
          ? ['DRAWDOWN_ENDED']
          : holds('SUSPENSION')
            ? ['SUSPENDED', 'CREDITOR']
            : world.isPaused
              ? ['SUSPENDED', 'CUSTOMER']
              : ['ACTIVE'];
        expect(world.line.status).toBe(status);
        if (world.line.status === 'SUSPENDED') expect(world.line.suspendedBy).toBe(by);
        const taken = left.reduce(
          (sum, { before, set }) =>
            sum + (set.limitMinor === null ? 0 : before.limitMinor - set.limitMinor),
          0,
        );
        expect(world.line.limitMinor).toBe(LINE.limitMinor - taken);
      }
    }),
    { numRuns: 2_000 },
  );
});
