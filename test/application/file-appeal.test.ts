/** A customer has a decision looked at again: what is opened, and what refuses it. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { askedForBy } from '../../src/application/evidence-asked-for.js';
import {
  fileAppeal,
  openReferral,
  requestHumanDecision,
  requestReconsideration,
  withdrawAppeal,
} from '../../src/application/file-appeal.js';
import { liftMeasure } from '../../src/application/lift-measure.js';
import { readEvidence } from '../../src/application/read-evidence.js';
import { assignAppeal } from '../../src/application/work-appeals.js';
import type { Decision } from '../../src/domain/credit-account/decision.js';
import { JURISDICTION_PACKS } from '../../src/domain/policy/jurisdiction-pack.js';
import { borrowerOf } from '../support/actors.js';
import { closedOwn } from '../support/closings.js';
import { givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';
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
  measureTaken,
  otherReviewer,
  reviewer,
  rightEnded,
  suspendedByMachine,
} from './appealing.js';

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeAll(async () => {
    store = await open();
    ports = store.ports;
  });

  const inputFor = ({ decision }: Pick<Decided, 'decision'>, over = {}) => ({
    decisionId: decision.id,
    statement: 'I earn enough.',
    evidenceIds: [],
    ...key(),
    ...over,
  });
  const file = (of: Decided, over = {}) =>
    fileAppeal(ports, borrowerOf(of.given.customer), inputFor(of, over));
  const refused = async (work: () => Promise<unknown>, refusal: object) => {
    const before = await store.dump();
    expect(await work()).toEqual({ refusals: [refusal] });
    expect(await store.dump()).toEqual(before);
  };

  describe('an appeal', () => {
    test('opens a case with its clock, who is recused, a receipt and a message', async () => {
      const of = await rightEnded(store);
      const evidence = await handedIn(store, of.given);
      const result = done(await file(of, { evidenceIds: [evidence.id, evidence.id] }));
      const { appeal, receipt } = result;
      const { customer, account } = of.given;
      expect(appeal).toMatchObject({
        customerId: customer.id,
        accountId: account.id,
        decisionId: of.decision.id,
        kind: 'APPEAL',
        status: 'OPEN',
        statement: 'I earn enough.',
        evidenceIds: [evidence.id],
        filedBy: borrowerOf(customer).subject,
        recused: ['agent-1'],
        assignedTo: null,
        outcome: null,
        packEdition: of.decision.packEdition,
      });
      expect(JSON.parse(receipt.contentJson)).toMatchObject({
        type: 'appeal.filed',
        appealId: appeal.id,
        statement: 'I earn enough.',
        evidenceIds: [evidence.id],
        requestedAs: 'borrower',
      });
      const [message] = (await messagesOf(store, 'clearline.appeal.filed.v1')).slice(-1);
      expect(message).toEqual({
        schemaVersion: 1,
        appealId: appeal.id,
        kind: 'APPEAL',
        decisionId: of.decision.id,
        accountId: account.id,
        status: 'OPEN',
        dueAt: new Date(appeal.clock.dueAt).toISOString(),
        at: new Date(appeal.filedAt).toISOString(),
        reconsiders: null,
      });
      expect((await ports.evidence.find([evidence.id]))[0]?.appealId).toBe(appeal.id);
    });

    test('names by itself what is held and therefore not asked for, of each kind', async () => {
      const first = await rightEnded(store, { lines: [{}, {}], jurisdiction: 'CN' });
      const { given } = first;
      const proof = await handedIn(store, given);
      const appeal = await assigned(store, await filed(store, first, { evidenceIds: [proof.id] }));
      done(await decide(store, appeal));
      const [, other] = given.accounts;
      if (!other) throw new Error('there is no second line');
      const decision = await measureTaken(ports, { account: other }, 'verified-income-scope');
      expect(await askedForBy(ports, decision)).toEqual([]);
      const second = await filed(store, { given, decision });
      expect(second.evidenceIds).toEqual([proof.id]);
      await assigned(store, second, otherReviewer);
      // Whoever decides reads it and goes by it.
      const read = await readEvidence(ports, otherReviewer, proof.id);
      expect(read?.evidence.id).toBe(proof.id);
      const money = { minor: 900_000, currency: 'CNY' } as const;
      const income = { kind: 'VERIFIED_INCOME', money, evidenceId: proof.id } as const;
      const over = { outcome: 'OVERTURNED', findings: [income] } as const;
      expect(done(await decide(store, second, over, otherReviewer)).appeal).toMatchObject({
        outcome: { kind: 'OVERTURNED', findings: [income] },
      });
    });

    test('names of a kind what the customer chooses, and what would not help by request only', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const [chosen, held] = [await handedIn(store, of.given), await handedIn(store, of.given)];
      const identity = await handedIn(store, of.given, 'IDENTITY');
      const withdraw = async (appealId: string) =>
        done(await withdrawAppeal(ports, borrowerOf(of.given.customer), { appealId, ...key() }));
      for (const [evidenceIds, named] of [
        [[], [held.id, chosen.id]],
        [[chosen.id], [chosen.id]],
        [[identity.id], [identity.id, held.id, chosen.id]],
      ] as const) {
        const appeal = await filed(store, of, { evidenceIds });
        expect(appeal.evidenceIds).toEqual(named);
        await withdraw(appeal.id);
      }
    });

    test('recuses whoever made a decision that it follows from, however far back', async () => {
      const of = await rightEnded(store);
      const machine = { madeBy: 'MACHINE', decidedBy: 'limit-policy:limits-1' } as const;
      const followed = (causedBy: string): Decision => ({
        ...of.decision,
        ...machine,
        id: newId(),
        causedBy,
      });
      const second = followed(of.decision.id);
      const third = followed(second.id);
      await ports.inTransaction(() => ports.closures.addDecisions([second, third]));
      const appeal = await filed(store, { ...of, decision: third });
      expect(appeal.recused).toEqual(['agent-1']);
    });

    test('is answered the same again for the same key, and not for another input', async () => {
      const of = await rightEnded(store);
      const input = inputFor(of);
      const actor = borrowerOf(of.given.customer);
      const first = done(await fileAppeal(ports, actor, input));
      expect(await fileAppeal(ports, actor, input)).toEqual(first);
      const other = () => fileAppeal(ports, actor, { ...input, statement: 'Other.' });
      await refused(other, { code: 'IDEMPOTENCY_KEY_REUSED' });
    });

    test('is for the one whom the decision is about', async () => {
      const of = await rightEnded(store);
      const stranger = await givenLines(ports);
      const notFound = { code: 'DECISION_NOT_FOUND' };
      const input = inputFor(of);
      await refused(() => fileAppeal(ports, borrowerOf(stranger.customer), input), notFound);
      await refused(() => file(of, { decisionId: newId() }), notFound);
      const clerk = { ...borrowerOf(of.given.customer), roles: ['reviewer'] } as const;
      for (const actor of [caseAgent, reviewer, clerk]) {
        await refused(() => fileAppeal(ports, actor, inputFor(of)), { code: 'FORBIDDEN' });
      }
    });

    test('is not taken against the customer’s own wish', async () => {
      const given = await givenLines(ports);
      const { closure } = await closedOwn(ports, given);
      const [decision] = await ports.closures.decisions([closure.decisionId]);
      await refused(() => file({ given, decision: decision! }), { code: 'NOT_APPEALABLE' });
    });

    test('is not taken twice, nor after it was decided', async () => {
      const of = await rightEnded(store);
      const appeal = await filed(store, of);
      await refused(() => file(of), { code: 'APPEAL_PENDING', appealId: appeal.id });
      await assigned(store, appeal);
      done(await decide(store, appeal));
      await refused(() => file(of), { code: 'ALREADY_APPEALED', appealId: appeal.id });
    });

    test('is not taken too late', async () => {
      const late = await open();
      const of = await rightEnded(late);
      late.clock.advance(of.decision.appealUntil! - late.clock.now());
      const until = of.decision.appealUntil;
      const result = fileAppeal(late.ports, borrowerOf(of.given.customer), inputFor(of));
      expect(await result).toEqual({ refusals: [{ code: 'APPEAL_TOO_LATE', until }] });
    });

    test('is not taken against what was lifted', async () => {
      const given = await givenLines(ports);
      const decision = await measureTaken(ports, given, 'security-suspend', { statement: 'Seen.' });
      const lift = { decisionId: decision.id, statement: 'It was a mistake.', ...key() };
      done(await liftMeasure(ports, caseAgent, lift));
      await refused(() => file({ given, decision }), { code: 'DECISION_ENDED' });
    });

    test('names documents of the customer’s own, and not too many', async () => {
      const of = await rightEnded(store);
      const evidence = await handedIn(store, await givenLines(ports));
      const unknown = [evidence.id, newId()];
      const notFound = { code: 'EVIDENCE_NOT_FOUND', evidenceIds: unknown };
      await refused(() => file(of, { evidenceIds: unknown }), notFound);
      const evidenceIds = Array.from({ length: 11 }, newId);
      await refused(() => file(of, { evidenceIds }), { code: 'EVIDENCE_TOO_MANY', most: 10 });
    });

    test('is filed whole or not at all', async () => {
      const of = await rightEnded(store);
      const actor = borrowerOf(of.given.customer);
      const evidenceIds = [(await handedIn(store, of.given)).id];
      const writes = await expectWholeOrNothing(store, (failing) =>
        fileAppeal(failing, actor, inputFor(of, { evidenceIds })),
      );
      expect(writes).toBeGreaterThan(2);
    });

    test('is filed once by two requests at once', async () => {
      const of = await rightEnded(store);
      const both = await Promise.all([file(of), file(of)]);
      const codes = both.map((each) => ('refusals' in each ? each.refusals[0]?.code : 'made'));
      expect(codes.toSorted()).toEqual(['APPEAL_PENDING', 'made']);
    });
  });

  describe('a decision by a person', () => {
    test('is asked for in the place of a machine’s, with a clock of its own', async () => {
      const of = await suspendedByMachine(store);
      const actor = borrowerOf(of.given.customer);
      const { appeal } = done(await requestHumanDecision(ports, actor, inputFor(of)));
      expect(appeal).toMatchObject({ kind: 'HUMAN_DECISION', status: 'OPEN', recused: [] });
      await refused(() => file(of), { code: 'APPEAL_PENDING', appealId: appeal.id });
    });

    test('is not owed for a person’s, nor where the rules know no such right', async () => {
      const ended = await rightEnded(store);
      const ask = (of: Decided) =>
        requestHumanDecision(ports, borrowerOf(of.given.customer), inputFor(of));
      await refused(() => ask(ended), { code: 'NOT_AUTOMATED' });
      const american = await suspendedByMachine(store, 'US');
      await refused(() => ask(american), { code: 'HUMAN_DECISION_NOT_OWED' });
    });
  });

  describe('a reconsideration', () => {
    const again = (of: Decided, appealId: string, over = {}) =>
      requestReconsideration(ports, borrowerOf(of.given.customer), {
        appealId,
        statement: 'Look again.',
        evidenceIds: [],
        ...key(),
        ...over,
      });

    test('is one, by another reviewer, and its answer is the last', async () => {
      const of = await rightEnded(store);
      const identity = await handedIn(store, of.given, 'IDENTITY');
      const first = await filed(store, of, { evidenceIds: [identity.id] });
      await refused(() => again(of, first.id), { code: 'APPEAL_PENDING', appealId: first.id });
      await assigned(store, first);
      done(await decide(store, first));
      const { appeal } = done(await again(of, first.id));
      expect(appeal).toMatchObject({
        kind: 'RECONSIDERATION',
        reconsiders: first.id,
        decisionId: of.decision.id,
        recused: ['agent-1', 'reviewer-1'],
        // What the first answer rested on counts here too.
        evidenceIds: [identity.id],
      });
      const taking = assignAppeal(ports, reviewer, { appealId: appeal.id, ...key() });
      expect(await taking).toEqual({ refusals: [{ code: 'RECUSED' }] });
      await refused(() => again(of, first.id), { code: 'APPEAL_PENDING', appealId: appeal.id });
      await assigned(store, appeal, otherReviewer);
      done(await decide(store, appeal, {}, otherReviewer));
      const last = { code: 'ALREADY_APPEALED', appealId: appeal.id };
      await refused(() => again(of, first.id), last);
      await refused(() => again(of, appeal.id), last);
    });

    test('is of the customer’s own case', async () => {
      const of = await rightEnded(store);
      const stranger = await rightEnded(store);
      const appeal = await filed(store, of);
      const notFound = { code: 'APPEAL_NOT_FOUND' };
      await refused(() => again(stranger, appeal.id), notFound);
      await refused(() => again(of, newId()), notFound);
    });

    test('is asked for within its days', async () => {
      const late = await open();
      const of = await rightEnded(late);
      const appeal = await filed(late, of);
      await assigned(late, appeal);
      done(await decide(late, appeal));
      late.clock.advance(32 * DAY_MS);
      const input = { appealId: appeal.id, statement: 'Late.', evidenceIds: [], ...key() };
      const asked = requestReconsideration(late.ports, borrowerOf(of.given.customer), input);
      expect(await asked).toMatchObject({ refusals: [{ code: 'APPEAL_TOO_LATE' }] });
    });
  });

  describe('a case that is taken back', () => {
    const withdraw = (of: Decided, appealId: string) =>
      withdrawAppeal(ports, borrowerOf(of.given.customer), { appealId, ...key() });

    test('ends, and the decision can be appealed again', async () => {
      const of = await rightEnded(store);
      const appeal = await filed(store, of);
      const { appeal: ended } = done(await withdraw(of, appeal.id));
      expect(ended).toMatchObject({ status: 'WITHDRAWN', outcome: null });
      expect(ended.endedAt).toBe(ports.clock.now());
      const over = { code: 'APPEAL_ENDED', status: 'WITHDRAWN' };
      await refused(() => withdraw(of, appeal.id), over);
      expect((await filed(store, of)).id).not.toBe(appeal.id);
    });

    test('is the customer’s own', async () => {
      const of = await rightEnded(store);
      const appeal = await filed(store, of);
      const stranger = await rightEnded(store);
      await refused(() => withdraw(stranger, appeal.id), { code: 'APPEAL_NOT_FOUND' });
      const input = { appealId: appeal.id, ...key() };
      await refused(() => withdrawAppeal(ports, reviewer, input), { code: 'FORBIDDEN' });
    });

    test('is none that a rule opened', async () => {
      const of = await suspendedByMachine(store);
      const pack = JURISDICTION_PACKS.find(({ id }) => id === of.decision.packEdition)!;
      const now = ports.clock.now();
      const referral = await ports.inTransaction(() =>
        openReferral(ports, { pack, now }, of.decision),
      );
      expect(referral).toMatchObject({ kind: 'REFERRAL', statement: '', status: 'OPEN' });
      await refused(() => withdraw(of, referral.id), { code: 'NOT_WITHDRAWABLE' });
    });
  });
});
