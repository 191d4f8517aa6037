/** Reviewers take cases, ask, extend and give back; two at once never both hold one. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  answerAppeal,
  askAppellant,
  assignAppeal,
  extendAppeal,
  releaseAppeal,
} from '../../src/application/work-appeals.js';
import type { Appeal } from '../../src/domain/appeal/appeal.js';
import { borrowerOf } from '../support/actors.js';
import { newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, HOUR_MS, type Store } from '../support/stores.js';
import { expectWholeOrNothing, messagesOf } from './acting.js';
import {
  assigned,
  caseAgent,
  type Decided,
  decide,
  done,
  filed,
  handedIn,
  key,
  otherReviewer,
  reviewer,
  rightEnded,
} from './appealing.js';

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  let of: Decided;
  beforeAll(async () => {
    store = await open();
    ports = store.ports;
  });

  const aCase = async (jurisdiction = 'CN'): Promise<Appeal> => {
    of = await rightEnded(store, { lines: [{}], jurisdiction });
    return filed(store, of);
  };
  const taken = async (jurisdiction?: string) => assigned(store, await aCase(jurisdiction));
  const on = (appeal: Appeal) => ({ appealId: appeal.id, ...key() });
  const ask = (appeal: Appeal, actor = reviewer) =>
    askAppellant(ports, actor, { ...on(appeal), question: 'Which employer is it?' });
  const answer = (appeal: Appeal, over = {}) =>
    answerAppeal(ports, borrowerOf(of.given.customer), {
      ...on(appeal),
      text: 'The one on the payslip.',
      evidenceIds: [],
      ...over,
    });
  const extend = (appeal: Appeal, kind: 'COMPLEX' | 'EXCEPTIONAL', actor = reviewer) =>
    extendAppeal(ports, actor, { ...on(appeal), kind, why: 'Many statements to read.' });
  const refused = async (work: () => Promise<unknown>, refusal: object) => {
    const before = await store.dump();
    expect(await work()).toEqual({ refusals: [refusal] });
    expect(await store.dump()).toEqual(before);
  };

  describe('a case', () => {
    test('is taken by the first of two reviewers who reach for it at once', async () => {
      const appeal = await aCase();
      const both = await Promise.all(
        [reviewer, otherReviewer].map((actor) => assignAppeal(ports, actor, on(appeal))),
      );
      const got = both.flatMap((each) => ('appeal' in each ? each.appeal.assignedTo : []));
      expect(got).toHaveLength(1);
      const [loser] = both.flatMap((each) => ('refusals' in each ? each.refusals : []));
      expect(loser).toEqual({ code: 'ALREADY_ASSIGNED', to: got[0] });
    });

    test('is given back and taken by somebody else, its clock going on', async () => {
      const appeal = await taken();
      expect(appeal).toMatchObject({ status: 'ASSIGNED', assignedTo: 'reviewer-1' });
      const { appeal: back } = done(await releaseAppeal(ports, reviewer, on(appeal)));
      expect(back).toMatchObject({ status: 'OPEN', assignedTo: null, assignedAt: null });
      expect(back.clock).toEqual(appeal.clock);
      await refused(() => releaseAppeal(ports, reviewer, on(appeal)), {
        code: 'NOT_ASSIGNED_TO_YOU',
      });
      expect(await assigned(store, appeal, otherReviewer)).toMatchObject({
        assignedTo: 'reviewer-2',
      });
    });

    test('is not for whoever decided, for the customer, nor for any other role', async () => {
      const appeal = await aCase();
      const decider = { subject: 'agent-1', roles: ['reviewer'] } as const;
      await refused(() => assignAppeal(ports, decider, on(appeal)), { code: 'RECUSED' });
      const own = { ...borrowerOf(of.given.customer), roles: ['borrower', 'reviewer'] } as const;
      await refused(() => assignAppeal(ports, own, on(appeal)), { code: 'RECUSED' });
      for (const actor of [caseAgent, borrowerOf(of.given.customer)]) {
        await refused(() => assignAppeal(ports, actor, on(appeal)), { code: 'FORBIDDEN' });
      }
      const none = { appealId: newId(), ...key() };
      await refused(() => assignAppeal(ports, reviewer, none), { code: 'APPEAL_NOT_FOUND' });
    });

    test('that has ended is worked on by nobody', async () => {
      const appeal = await taken();
      done(await decide(store, appeal));
      const ended = { code: 'APPEAL_ENDED', status: 'DECIDED' };
      await refused(() => assignAppeal(ports, otherReviewer, on(appeal)), ended);
      await refused(() => releaseAppeal(ports, reviewer, on(appeal)), ended);
      await refused(() => ask(appeal), ended);
      await refused(() => extend(appeal, 'COMPLEX'), ended);
      await refused(() => extend(appeal, 'EXCEPTIONAL', otherReviewer), ended);
      await refused(() => answer(appeal), ended);
    });

    test('replays what was done by its key', async () => {
      const appeal = await aCase();
      const input = on(appeal);
      const first = done(await assignAppeal(ports, reviewer, input));
      expect(await assignAppeal(ports, reviewer, input)).toEqual(first);
    });
  });

  describe('a question', () => {
    test('stops the clock until the answer, which may bring documents', async () => {
      const appeal = await taken();
      const { appeal: asked } = done(await ask(appeal));
      expect(asked.status).toBe('WAITING');
      expect(asked.clock.pauses).toMatchObject([
        { question: 'Which employer is it?', until: null },
      ]);
      await refused(() => ask(asked), {
        code: 'APPEAL_WAITING',
        until: asked.clock.pauses[0]?.atMostUntil,
      });
      const evidence = await handedIn(store, of.given);
      const { appeal: answered } = done(await answer(asked, { evidenceIds: [evidence.id] }));
      expect(answered.status).toBe('ASSIGNED');
      expect(answered.clock.dueAt).toBe(appeal.clock.dueAt);
      expect(answered.answers).toEqual([
        {
          at: ports.clock.now(),
          text: 'The one on the payslip.',
          evidenceIds: [evidence.id],
        },
      ]);
      expect((await ports.evidence.find([evidence.id]))[0]?.appealId).toBe(appeal.id);
      const told = await messagesOf(store, 'clearline.appeal.asked.v1');
      // What was asked is between the reviewer and the customer.
      expect(JSON.stringify(told)).not.toContain('employer');
    });

    test('moves the deadline by the whole days that the answer took', async () => {
      const own = await open();
      const late = await rightEnded(own, { lines: [{}], jurisdiction: 'CN' });
      const appeal = await assigned(own, await filed(own, late));
      const question = { appealId: appeal.id, question: 'Which?', ...key() };
      done(await askAppellant(own.ports, reviewer, question));
      own.clock.advance(3 * DAY_MS + 5 * HOUR_MS);
      const text = { appealId: appeal.id, text: 'That one.', evidenceIds: [], ...key() };
      const actor = borrowerOf(late.given.customer);
      const { appeal: answered } = done(await answerAppeal(own.ports, actor, text));
      expect(answered.clock.dueAt).toBe(appeal.clock.dueAt + 3 * DAY_MS);
    });

    test('has one answer, which is welcome also when its pause is over', async () => {
      const own = await open();
      const late = await rightEnded(own, { lines: [{}], jurisdiction: 'CN' });
      const appeal = await assigned(own, await filed(own, late));
      const text = () => ({ appealId: appeal.id, text: 'That one.', evidenceIds: [], ...key() });
      const actor = borrowerOf(late.given.customer);
      const nothing = { refusals: [{ code: 'NOTHING_ASKED' }] };
      expect(await answerAppeal(own.ports, actor, text())).toEqual(nothing);
      const question = () => ({ appealId: appeal.id, question: 'Which?', ...key() });
      done(await askAppellant(own.ports, reviewer, question()));
      own.clock.advance(20 * DAY_MS);
      const { appeal: answered } = done(await answerAppeal(own.ports, actor, text()));
      expect(answered).toMatchObject({ status: 'ASSIGNED', answers: [{ text: 'That one.' }] });
      expect(answered.clock.pauses[0]?.until).toBe(answered.clock.pauses[0]?.atMostUntil);
      expect(await answerAppeal(own.ports, actor, text())).toEqual(nothing);
      const again = await askAppellant(own.ports, reviewer, question());
      expect(again).toEqual({ refusals: [{ code: 'PAUSE_NOT_PERMITTED' }] });
    });

    test('is the assigned reviewer’s, and its answer the customer’s own', async () => {
      const appeal = await taken();
      await refused(() => ask(appeal, otherReviewer), { code: 'NOT_ASSIGNED_TO_YOU' });
      done(await ask(appeal));
      const stranger = await rightEnded(store, { lines: [{}] });
      const text = { ...on(appeal), text: 'I am another.', evidenceIds: [] };
      const other = borrowerOf(stranger.given.customer);
      await refused(() => answerAppeal(ports, other, text), { code: 'APPEAL_NOT_FOUND' });
      await refused(() => answerAppeal(ports, reviewer, text), { code: 'FORBIDDEN' });
      const unknown = [newId()];
      await refused(() => answer(appeal, { evidenceIds: unknown }), {
        code: 'EVIDENCE_NOT_FOUND',
        evidenceIds: unknown,
      });
      const many = Array.from({ length: 11 }, newId);
      await refused(() => answer(appeal, { evidenceIds: many }), {
        code: 'EVIDENCE_TOO_MANY',
        most: 10,
      });
      const writes = await expectWholeOrNothing(store, (failing) =>
        answerAppeal(failing, borrowerOf(of.given.customer), { ...text, ...key() }),
      );
      expect(writes).toBeGreaterThan(1);
    });
  });

  describe('an extension', () => {
    test('is the reviewer’s where it is complex, and another’s where it is exceptional', async () => {
      const appeal = await taken();
      await refused(() => extend(appeal, 'EXCEPTIONAL', otherReviewer), {
        code: 'COMPLEX_EXTENSION_FIRST',
      });
      await refused(() => extend(appeal, 'COMPLEX', otherReviewer), {
        code: 'NOT_ASSIGNED_TO_YOU',
      });
      const { appeal: complex } = done(await extend(appeal, 'COMPLEX'));
      expect(complex.clock.dueAt).toBe(appeal.clock.dueAt + 15 * DAY_MS);
      await refused(() => extend(appeal, 'COMPLEX'), { code: 'EXTENDED_ALREADY' });
      await refused(() => extend(appeal, 'EXCEPTIONAL'), { code: 'SECOND_REVIEWER_NEEDED' });
      const decider = { subject: 'agent-1', roles: ['reviewer'] } as const;
      await refused(
        () => extendAppeal(ports, decider, { ...on(appeal), kind: 'EXCEPTIONAL', why: 'x' }),
        { code: 'RECUSED' },
      );
      const { appeal: exceptional } = done(await extend(appeal, 'EXCEPTIONAL', otherReviewer));
      expect(exceptional.clock.dueAt).toBe(appeal.clock.dueAt + 45 * DAY_MS);
      expect(exceptional.clock.extensions).toMatchObject([
        { kind: 'COMPLEX', by: 'reviewer-1', why: 'Many statements to read.' },
        { kind: 'EXCEPTIONAL', by: 'reviewer-2' },
      ]);
    });

    test('is no second one by whoever had the first, also with the case given back between', async () => {
      const appeal = await taken();
      done(await extend(appeal, 'COMPLEX'));
      done(await releaseAppeal(ports, reviewer, on(appeal)));
      await refused(() => extend(appeal, 'EXCEPTIONAL'), { code: 'SECOND_REVIEWER_NEEDED' });
      // Nor by whoever merely had it, and is as close to it as the one who has it.
      await assigned(store, appeal, otherReviewer);
      done(await releaseAppeal(ports, otherReviewer, on(appeal)));
      const second = { code: 'SECOND_REVIEWER_NEEDED' };
      await refused(() => extend(appeal, 'EXCEPTIONAL', otherReviewer), second);
      done(await extend(appeal, 'EXCEPTIONAL', { subject: 'reviewer-3', roles: ['reviewer'] }));
    });

    test('of a case that was asked about never goes past the longest period', async () => {
      const own = await open();
      const slow = await rightEnded(own, { lines: [{}], jurisdiction: 'CN' });
      const appeal = await assigned(own, await filed(own, slow));
      const { startedAt } = appeal.clock;
      const last = (dueAt: number) => Math.floor((dueAt - 1 - startedAt) / DAY_MS);
      const question = () => ({ appealId: appeal.id, question: 'Which?', ...key() });
      const { appeal: asked } = done(await askAppellant(own.ports, reviewer, question()));
      expect(last(asked.clock.dueAt)).toBe(29);
      own.clock.advance(20 * DAY_MS);
      const more = { appealId: appeal.id, why: 'Many.' };
      const complex = { ...more, kind: 'COMPLEX', ...key() } as const;
      const { appeal: longer } = done(await extendAppeal(own.ports, reviewer, complex));
      expect(last(longer.clock.dueAt)).toBe(30);
      const exceptional = { ...more, kind: 'EXCEPTIONAL', ...key() } as const;
      const { appeal: longest } = done(await extendAppeal(own.ports, otherReviewer, exceptional));
      expect(last(longest.clock.dueAt)).toBe(60);
    });

    test('is not known to every jurisdiction', async () => {
      const appeal = await taken('EU');
      const refusal = { code: 'EXTENSION_NOT_PERMITTED' };
      await refused(() => extend(appeal, 'EXCEPTIONAL', otherReviewer), refusal);
      done(await extend(appeal, 'COMPLEX'));
    });

    test('comes before the deadline or not at all', async () => {
      const own = await open();
      const late = await rightEnded(own, { lines: [{}], jurisdiction: 'CN' });
      const appeal = await assigned(own, await filed(own, late));
      const { dueAt } = appeal.clock;
      own.clock.advance(dueAt - own.clock.now());
      const input = { appealId: appeal.id, kind: 'COMPLEX', why: 'Late.', ...key() } as const;
      const refusal = { code: 'APPEAL_OVERDUE', dueAt };
      expect(await extendAppeal(own.ports, reviewer, input)).toEqual({ refusals: [refusal] });
    });
  });
});
