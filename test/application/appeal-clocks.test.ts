/** What time does to cases: pauses end, near deadlines are told, missed ones are reported. Once each. */
import { describe, expect, test } from '@jest/globals';
import { tickAppeals } from '../../src/application/appeal-clocks.js';
import type { Ports } from '../../src/application/ports.js';
import { askAppellant, extendAppeal } from '../../src/application/work-appeals.js';
import type { Appeal } from '../../src/domain/appeal/appeal.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';
import { expectWholeOrNothing, messagesOf } from './acting.js';
import { assigned, decide, done, filed, key, reviewer, rightEnded } from './appealing.js';

const NOTHING = { escalated: 0, overdue: 0, resumed: 0 };

describeStores((open) => {
  const begun = async () => {
    const store = await open();
    const of = await rightEnded(store, { lines: [{}], jurisdiction: 'CN' });
    return { store, of, appeal: await filed(store, of) };
  };
  const tick = (store: Store) => tickAppeals(store.ports, store.clock.now());
  const stored = async (store: Store, { id }: Appeal) => (await store.ports.appeals.find([id]))[0]!;
  const until = (store: Store, instant: number) => store.clock.advance(instant - store.clock.now());

  describe('a clock', () => {
    test('is told three days before its last day, and reported when it was missed', async () => {
      const { store, appeal } = await begun();
      const { dueAt } = appeal.clock;
      until(store, dueAt - 4 * DAY_MS - 1);
      expect(await tick(store)).toEqual(NOTHING);
      until(store, dueAt - 4 * DAY_MS);
      expect(await tick(store)).toEqual({ ...NOTHING, escalated: 1 });
      expect((await stored(store, appeal)).escalatedAt).toBe(store.clock.now());
      until(store, dueAt - 1);
      expect(await tick(store)).toEqual(NOTHING);
      until(store, dueAt);
      expect(await tick(store)).toEqual({ ...NOTHING, overdue: 1 });
      expect((await stored(store, appeal)).overdueReportedAt).toBe(dueAt);
      expect(await tick(store)).toEqual(NOTHING);
      for (const type of ['escalated', 'overdue']) {
        const told = await messagesOf(store, `clearline.appeal.${type}.v1`);
        expect(told).toMatchObject([{ appealId: appeal.id, assignedTo: null }]);
      }
      const entries = (await store.auditEntries()).map(
        ({ contentJson }) => JSON.parse(contentJson).type,
      );
      expect(entries).toEqual(expect.arrayContaining(['appeal.escalated', 'appeal.overdue']));
    });

    test('that was missed makes the answer say that it is late', async () => {
      const { store, appeal } = await begun();
      await assigned(store, appeal);
      until(store, appeal.clock.dueAt);
      const decided = done(await decide(store, appeal));
      expect(decided.appeal.outcome?.isLate).toBe(true);
      expect(await tick(store)).toEqual(NOTHING);
    });

    test('is told again when it was extended and its new end is near', async () => {
      const { store, appeal } = await begun();
      await assigned(store, appeal);
      until(store, appeal.clock.dueAt - DAY_MS);
      await tick(store);
      const why = { appealId: appeal.id, kind: 'COMPLEX', why: 'Much to read.', ...key() } as const;
      const { appeal: extended } = done(await extendAppeal(store.ports, reviewer, why));
      expect(extended.escalatedAt).toBeNull();
      until(store, extended.clock.dueAt - DAY_MS);
      expect(await tick(store)).toEqual({ ...NOTHING, escalated: 1 });
    });

    test('is told once by two that look at once', async () => {
      const { store, appeal } = await begun();
      until(store, appeal.clock.dueAt);
      const both = await Promise.all([tick(store), tick(store)]);
      expect(both.map(({ overdue }) => overdue).toSorted()).toEqual([0, 1]);
      expect(await messagesOf(store, 'clearline.appeal.overdue.v1')).toHaveLength(1);
    });
  });

  describe('a pause', () => {
    const waiting = async () => {
      const { store, appeal } = await begun();
      await assigned(store, appeal);
      const input = { appealId: appeal.id, question: 'Which?', ...key() };
      const { appeal: asked } = done(await askAppellant(store.ports, reviewer, input));
      return { store, appeal, asked };
    };

    test('ends by itself, and keeps the clock standing until then', async () => {
      const { store, appeal, asked } = await waiting();
      const ends = asked.clock.pauses[0]!.atMostUntil;
      until(store, ends - 1);
      expect(await tick(store)).toEqual(NOTHING);
      store.clock.advance(2 * DAY_MS);
      expect(await tick(store)).toEqual({ ...NOTHING, resumed: 1 });
      const { status, clock } = await stored(store, appeal);
      expect([status, clock.pauses[0]?.until]).toEqual(['ASSIGNED', ends]);
      expect(clock.dueAt).toBe(appeal.clock.dueAt + 14 * DAY_MS);
      expect(await messagesOf(store, 'clearline.appeal.resumed.v1')).toHaveLength(1);
    });

    test('that ended long ago is followed by all that came due since', async () => {
      const { store, asked } = await waiting();
      until(store, asked.clock.dueAt + DAY_MS);
      expect(await tick(store)).toEqual({ escalated: 0, overdue: 1, resumed: 1 });
    });
  });

  test('a case that fails does not keep the others, and is due again', async () => {
    const { store, appeal } = await begun();
    const other = await filed(store, await rightEnded(store, { lines: [{}], jurisdiction: 'CN' }));
    until(store, appeal.clock.dueAt);
    const { appeals } = store.ports;
    const failing: Ports = {
      ...store.ports,
      appeals: {
        ...appeals,
        async save(saved) {
          if (saved.id === appeal.id) throw new Error('a planted failure');
          await appeals.save(saved);
        },
      },
    };
    await expect(tickAppeals(failing, store.clock.now())).rejects.toThrow('clocks of appeals');
    expect((await stored(store, other)).overdueReportedAt).not.toBeNull();
    expect((await stored(store, appeal)).overdueReportedAt).toBeNull();
    expect(await tick(store)).toEqual({ ...NOTHING, overdue: 1 });
  });

  test('a case that was decided since it was read is left as it is', async () => {
    const { store, appeal } = await begun();
    await assigned(store, appeal);
    until(store, appeal.clock.dueAt);
    done(await decide(store, appeal));
    const { appeals } = store.ports;
    const stale = { ...appeals, queue: async () => [appeal] };
    const before = await store.dump();
    const ticked = await tickAppeals({ ...store.ports, appeals: stale }, store.clock.now());
    expect(ticked).toEqual(NOTHING);
    expect(await store.dump()).toEqual(before);
  });

  test('a step is written whole or not at all', async () => {
    const { store, appeal } = await begun();
    until(store, appeal.clock.dueAt);
    const writes = await expectWholeOrNothing(store, async (failing) => {
      try {
        await tickAppeals(failing, store.clock.now());
      } catch (error) {
        throw (error as AggregateError).errors[0];
      }
    });
    expect(writes).toBe(3);
  });
});
