/** A case whose reviewer is gone: others take it over, once, and what had happened stays on record. */
import { expect, test } from '@jest/globals';
import { tickAppeals } from '../../src/application/appeal-clocks.js';
import { exportMyData } from '../../src/application/export-data.js';
import { askAppellant, assignAppeal, releaseAppeal } from '../../src/application/work-appeals.js';
import type { Appeal } from '../../src/domain/appeal/appeal.js';
import { borrowerOf } from '../support/actors.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';
import { expectWholeOrNothing, messagesOf } from './acting.js';
import {
  assigned,
  caseAgent,
  decide,
  done,
  filed,
  key,
  otherReviewer,
  reviewer,
  rightEnded,
} from './appealing.js';

const third = { subject: 'reviewer-3', roles: ['reviewer'] } as const;

describeStores((open) => {
  const begun = async () => {
    const store = await open();
    const of = await rightEnded(store, { lines: [{}], jurisdiction: 'CN' });
    return { store, appeal: await assigned(store, await filed(store, of)) };
  };
  const on = ({ id: appealId }: Appeal) => ({ appealId, ...key() });
  const take = ({ ports }: Store, appeal: Appeal, actor = otherReviewer) =>
    assignAppeal(ports, actor, on(appeal));
  const until = (store: Store, instant: number) => store.clock.advance(instant - store.clock.now());
  const contents = async (store: Store, type: string) =>
    (await store.auditEntries())
      .map(({ contentJson }) => JSON.parse(contentJson))
      .filter((content) => content.type === type);

  test('a case that is overdue is taken over and decided, which the audit trail tells', async () => {
    const { store, appeal } = await begun();
    const held = { refusals: [{ code: 'ALREADY_ASSIGNED', to: 'reviewer-1' }] };
    expect(await take(store, appeal)).toEqual(held);
    store.clock.advance(40 * DAY_MS);
    await tickAppeals(store.ports, store.clock.now());
    const { appeal: taken } = done(await take(store, appeal));
    const former = {
      subject: 'reviewer-1',
      from: appeal.assignedAt,
      until: store.clock.now(),
      because: 'OVERDUE',
    };
    expect(taken).toMatchObject({ assignedTo: 'reviewer-2', formerReviewers: [former] });
    expect(taken.clock).toEqual(appeal.clock);
    const [first, second] = await contents(store, 'appeal.assigned');
    expect(first).not.toHaveProperty('formerReviewer');
    // Customers read the entries, in which pseudonyms stand for staff.
    const [taker, gone] = ['reviewer-2', 'reviewer-1'].map(store.ports.auditTrail.pseudonymOf);
    const because = 'OVERDUE';
    expect(second).toMatchObject({ because, formerReviewer: gone, requestedBy: taker });
    const told = (await messagesOf(store, 'clearline.appeal.assigned.v1')).at(-1);
    expect(told).toMatchObject({ because, formerReviewer: 'reviewer-1' });
    const copy = await exportMyData(store.ports, borrowerOf({ id: appeal.customerId }));
    expect(copy?.document).toContain('OVERDUE');
    expect(copy?.document).not.toMatch(/reviewer-[12]/);
    expect(await decide(store, taken)).toEqual({ refusals: [{ code: 'NOT_ASSIGNED_TO_YOU' }] });
    const { appeal: decided } = done(await decide(store, taken, {}, otherReviewer));
    expect(decided).toMatchObject({ formerReviewers: [former], outcome: { isLate: true } });
  });

  test('one that is escalated or has lain is too, by one of two who reach for it at once', async () => {
    for (const [days, because] of [
      [9, 'IDLE'],
      [13, 'ESCALATED'],
    ] as const) {
      const { store, appeal } = await begun();
      store.clock.advance(days * DAY_MS);
      const both = await Promise.all(
        [otherReviewer, third].map((actor) => take(store, appeal, actor)),
      );
      const [won, ...more] = both.flatMap((each) => ('appeal' in each ? [each.appeal] : []));
      expect(more).toEqual([]);
      expect(won?.formerReviewers).toMatchObject([{ subject: 'reviewer-1', because }]);
      const [lost] = both.flatMap((each) => ('refusals' in each ? each.refusals : []));
      expect(lost).toEqual({ code: 'ALREADY_ASSIGNED', to: won?.assignedTo });
    }
  });

  test('nobody takes one over who had a part in the decision, or has another role', async () => {
    const { store, appeal } = await begun();
    until(store, appeal.clock.dueAt);
    const before = await store.dump();
    const decider = { subject: 'agent-1', roles: ['reviewer'] } as const;
    expect(await take(store, appeal, decider)).toEqual({ refusals: [{ code: 'RECUSED' }] });
    expect(await take(store, appeal, caseAgent)).toEqual({ refusals: [{ code: 'FORBIDDEN' }] });
    const own = { refusals: [{ code: 'ALREADY_ASSIGNED', to: 'reviewer-1' }] };
    expect(await take(store, appeal, reviewer)).toEqual(own);
    expect(await store.dump()).toEqual(before);
  });

  test('it is taken over whole or not at all', async () => {
    const { store, appeal } = await begun();
    until(store, appeal.clock.dueAt);
    const input = on(appeal);
    const writes = await expectWholeOrNothing(store, (failing) =>
      assignAppeal(failing, otherReviewer, input),
    );
    expect(writes).toBeGreaterThan(1);
  });

  test('one that waits for the customer is given back, waits on, and is for anybody after that', async () => {
    const { store, appeal } = await begun();
    const { ports } = store;
    done(await askAppellant(ports, reviewer, { ...on(appeal), question: 'Which?' }));
    const { appeal: alone } = done(await releaseAppeal(ports, reviewer, on(appeal)));
    expect(alone).toMatchObject({ status: 'WAITING', assignedTo: null });
    until(store, alone.clock.pauses[0]!.atMostUntil);
    expect(await tickAppeals(ports, store.clock.now())).toMatchObject({ resumed: 1 });
    const [going] = await ports.appeals.find([appeal.id]);
    expect(going).toMatchObject({ status: 'OPEN', assignedTo: null });
    expect(done(await take(store, appeal)).appeal.status).toBe('ASSIGNED');
    const because = (await contents(store, 'appeal.assigned')).map((each) => each.because);
    expect(because).toEqual([undefined, undefined]);
  });
});
