/** Deadlines that are near or missed, over HTTP: for staff, by deadline, each look written down. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordNoticeDelivered } from '../../../src/application/notice-clock.js';
import type { MeasureMade } from '../../../src/application/take-measure.js';
import { assigned, filed, rightEnded } from '../../application/appealing.js';
import { paymentSystem } from '../../support/actors.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { taken } from '../../support/measures.js';
import { givenLines, newId } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases } from '../../support/stores.js';

const CLOCKS = `query($days: Int = 1, $first: Int = 50) { clocksAtRisk(withinDays: $days, first: $first) {
  kind id customerId accountId dueAt isMissed assignedTo decision { id kind } notice { id dueOn } } }`;

interface Clock {
  kind: string;
  id: string;
  customerId: string;
  dueAt: string;
  isMissed: boolean;
}

describeDatabases((open) => {
  let gateway: Gateway;
  /** One that is due on its very day, one that has longer, one that was delivered. */
  let made: MeasureMade[];
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
    const { ports, clock } = gateway.store;
    made = [];
    for (const measureId of ['business-withdrawal', 'fund-pool-decrease', 'business-withdrawal']) {
      const { account } = await givenLines(ports);
      made.push(await taken(ports, account.id, measureId));
    }
    const done = await recordNoticeDelivered(ports, paymentSystem, {
      noticeId: made[2]!.notice.id,
      channel: 'LETTER',
      deliveredAt: clock.now(),
      idempotencyKey: newId(),
    });
    expect(done).not.toHaveProperty('refusals');
  });
  afterAll(() => gateway?.close());

  const clocks = async (as: As, variables: object = {}) => {
    const { data, errors } = await gateway.query<{ clocksAtRisk: Clock[] }>(as, CLOCKS, variables);
    return { clocks: data?.clocksAtRisk ?? [], code: errors[0]?.extensions.code };
  };

  test('they are listed by deadline, without what was delivered', async () => {
    const [soon, later] = made;
    const { clocks: near } = await clocks('reviewer');
    expect(near).toEqual([
      {
        kind: 'NOTICE',
        id: soon!.notice.id,
        customerId: soon!.account.customerId,
        accountId: soon!.account.id,
        dueAt: new Date(soon!.notice.dueAt).toISOString(),
        isMissed: false,
        assignedTo: null,
        decision: { id: soon!.decision.id, kind: 'TERMINATION_BY_NOTICE' },
        notice: { id: soon!.notice.id, dueOn: soon!.notice.dueOn },
      },
    ]);
    const { clocks: all } = await clocks('agent', { days: 366 });
    expect(all.map(({ id }) => id)).toEqual([soon!.notice.id, later!.notice.id]);
    const { clocks: first } = await clocks('auditor', { days: 366, first: 1 });
    expect(first.map(({ id }) => id)).toEqual([soon!.notice.id]);
  });

  test('one that is over is missed, however far ahead one looks', async () => {
    const { clock } = gateway.store;
    clock.advance(2 * DAY_MS);
    const { clocks: missed } = await clocks('agent', { days: 0 });
    expect(missed).toMatchObject([{ id: made[0]!.notice.id, isMissed: true }]);
    clock.advance(-2 * DAY_MS);
  });

  test('they are for staff alone', async () => {
    for (const as of ['borrower-clear', 'service', 'analyst', 'partner'] as const) {
      expect(await clocks(as)).toEqual({ clocks: [], code: 'FORBIDDEN' });
    }
  });

  test('bounds that are none are refused', async () => {
    for (const days of [-1, 367, 2 ** 31 - 1]) {
      expect((await clocks('agent', { days })).code).toBe('BAD_USER_INPUT');
    }
    for (const first of [0, 101]) {
      expect((await clocks('agent', { first })).code).toBe('INVALID_PAGE_SIZE');
    }
  });

  describe('each row', () => {
    test('names the reviewer of a case to those who see cases, and never to its customer', async () => {
      const { store } = gateway;
      const of = await rightEnded(store, { lines: [{}], jurisdiction: 'CN' });
      const { id } = await assigned(store, await filed(store, of));
      const customerId = of.given.customer.id;
      const own = { subject: 'reviewer-9', roles: ['borrower', 'reviewer'], customerId } as const;
      const server = { authenticate: async () => own };
      const mine = await startGateway(store, { customers: 0, server });
      const named = async (as: As, at = gateway) => {
        const { data } = await at.query<{
          clocksAtRisk: (Clock & { assignedTo: string | null })[];
        }>(as, CLOCKS, { days: 366 });
        return data!.clocksAtRisk.find((each) => each.id === id)?.assignedTo;
      };
      expect(await named('reviewer')).toBe('reviewer-1');
      expect(await named('auditor')).toBe('reviewer-1');
      expect(await named('agent')).toBeNull();
      expect(await named(null, mine)).toBeNull();
      await mine.close();
    });

    test('is a look at the file of the customer that it names', async () => {
      const { ports } = gateway.store;
      const { customerId } = made[1]!.account;
      const looks = () => ports.fileAccesses.ofCustomer(customerId, { before: null, limit: 50 });
      const before = (await looks()).length;
      const name = async (days: number) => {
        const query = `{ clocksAtRisk(withinDays: ${days}) { customerId } }`;
        expect((await gateway.query('reviewer', query)).errors).toEqual([]);
      };
      await name(1);
      expect(await looks()).toHaveLength(before);
      await name(366);
      const [look] = await looks();
      expect(await looks()).toHaveLength(before + 1);
      expect(look).toMatchObject({ role: 'reviewer', purpose: 'APPEAL_REVIEW' });
    });
  });
});
