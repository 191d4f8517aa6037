/** A person decides about a case: what each outcome does, and what refuses it. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type DecideAppealInput,
  decideAppeal,
  rescorePreview,
} from '../../src/application/decide-appeal.js';
import { requestHumanDecision, requestReconsideration } from '../../src/application/file-appeal.js';
import { liftMeasure } from '../../src/application/lift-measure.js';
import { recordActivities } from '../../src/application/record-activities.js';
import { askAppellant } from '../../src/application/work-appeals.js';
import type { Appeal, Finding } from '../../src/domain/appeal/appeal.js';
import { addDays } from '../../src/domain/time.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { givenHistory, LATE } from '../support/closings.js';
import { givenLines, newId, TODAY } from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';
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

const INCOME: Finding = {
  kind: 'VERIFIED_INCOME',
  money: { minor: 900_000, currency: 'CNY' },
  evidenceId: null,
  note: 'By the payroll of the employer.',
};
const CONFIRMED: Finding = { kind: 'FACTS_CONFIRMED', note: 'The register says so.' };
const YESTERDAY = addDays(TODAY, -1);
const notOwn = (count: number): Finding => ({
  kind: 'ACTIVITY_NOT_OWN',
  activityKind: 'CASH_OUT',
  day: YESTERDAY,
  count,
});

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeAll(async () => {
    store = await open();
    ports = store.ports;
  });

  const line = async ({ given }: Decided, at = 0) =>
    (await ports.accounts.find([given.accounts[at]!.id]))[0]!;
  const action = async ({ decision }: Decided) =>
    (await ports.platformActions.find([decision.id]))[0]!;
  const latest = async ({ given }: Decided) =>
    (await ports.riskProfiles.latest([given.customer.id]))[0]!;
  const begun = async (of: Decided): Promise<Appeal> => assigned(store, await filed(store, of));
  const refused = async (work: () => Promise<unknown>, ...refusals: object[]) => {
    const before = await store.dump();
    expect(await work()).toEqual({ refusals });
    expect(await store.dump()).toEqual(before);
  };
  const outcomeOf = (result: Awaited<ReturnType<typeof decide>>) => done(result).appeal.outcome!;

  describe('upheld', () => {
    test('the decision stands, and the case says why, by whom and on which facts', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const appeal = await begun(of);
      const before = await line(of);
      const result = done(await decide(store, appeal, { findings: [CONFIRMED] }));
      expect(result).toMatchObject({ reversal: null, milder: null });
      expect(result.appeal).toMatchObject({
        status: 'DECIDED',
        endedAt: ports.clock.now(),
        outcome: {
          kind: 'UPHELD',
          reasons: 'The facts are right.',
          findings: [CONFIRMED],
          decidedBy: 'reviewer-1',
          isLate: false,
          repairs: [],
          reversalId: null,
          milderId: null,
        },
      });
      const { rescore } = result.appeal.outcome!;
      expect(rescore).toMatchObject({ stillApplies: true });
      expect(rescore?.after).toEqual(rescore?.before);
      expect(await line(of)).toEqual(before);
      expect((await action(of)).status).toBe('IN_FORCE');
    });

    test('leaves an audit entry, a message without the reasons, and a notice', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const appeal = await begun(of);
      done(await decide(store, appeal, { findings: [CONFIRMED] }));
      const [told] = (await messagesOf(store, 'clearline.appeal.decided.v1')).slice(-1);
      expect(told).toMatchObject({ appealId: appeal.id, outcome: 'UPHELD', isLate: false });
      expect(JSON.stringify(told)).not.toContain('The facts are right.');
      const entries = (await store.auditEntries()).map(({ contentJson }) =>
        JSON.parse(contentJson),
      );
      const entry = entries.find((each) => each.appealId === appeal.id && each.outcome);
      expect(entry).toMatchObject({
        type: 'appeal.decided',
        reasons: 'The facts are right.',
        requestedBy: ports.auditTrail.pseudonymOf('reviewer-1'),
        requestedAs: 'reviewer',
        findings: [{ kind: 'FACTS_CONFIRMED' }],
      });
      // Customers read the entry, and a reviewer's own note goes to none of them.
      expect(JSON.stringify(entries)).not.toContain(CONFIRMED.note);
      const notices = await ports.notices.ofDecisions([of.decision.id]);
      expect(notices.at(-1)?.issuedAt).toBe(ports.clock.now());
      expect(notices.length).toBe(2);
    });

    test('what was found counts from now on all the same', async () => {
      const given = await givenHistory(ports, [{}], { monthsLate: 2, balanceMinor: 500_000 });
      const decision = await measureTaken(ports, given, 'regulation-end');
      const of = { given, decision };
      const appeal = await begun(of);
      const before = await latest(of);
      const found = (period: string, monthsLate: number): Finding => ({
        kind: 'LATENESS_CORRECTED',
        accountId: given.account.id,
        period,
        monthsLate,
      });
      const findings = [found('2026-10', 0), found('2026-09', 1)];
      const { rescore } = outcomeOf(await decide(store, appeal, { findings }));
      expect(rescore?.stillApplies).toBeNull();
      expect(rescore!.after.score).toBeGreaterThan(rescore!.before.score);
      const after = await latest(of);
      expect(after).toMatchObject({ trigger: 'APPEAL' });
      expect(after.score).toBeGreaterThan(before.score);
      const statements = await ports.books.statements([given.customer.id], '2026-05');
      expect(statements.map(({ corrected }) => corrected?.monthsLate ?? null)).toEqual([
        null,
        null,
        null,
        null,
        1,
        0,
      ]);
      expect(statements.every(({ monthsLate }) => monthsLate === 2)).toBe(true);
    });

    test('stands also where the customer has met since what the measure looked for', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const appeal = await begun(of);
      const { id: customerId } = of.given.customer;
      const money = { minor: 900_000, currency: 'CNY' };
      const told = [
        { id: `payroll-${newId()}`, customerId, kind: 'VERIFIED_INCOME', money, occurredAt: NOW },
      ];
      expect(await recordActivities(ports, paymentSystem, told)).toMatchObject({
        made: { recorded: 1 },
      });
      const made = done(await decide(store, appeal));
      expect(made.appeal.outcome).toMatchObject({
        kind: 'UPHELD',
        rescore: { stillApplies: false },
      });
      expect(await ports.platformActions.find([of.decision.id])).toMatchObject([
        { status: 'IN_FORCE' },
      ]);
    });

    test('is not possible where nothing is left of the ground', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const appeal = await begun(of);
      const gone = { code: 'NO_GROUND_LEFT' };
      await refused(() => decide(store, appeal, { findings: [INCOME] }), gone);
      const mistaken: Finding = { kind: 'MISTAKEN_IDENTITY', note: 'A namesake.', theirs: null };
      await refused(() => decide(store, appeal, { findings: [mistaken] }), gone);
    });
  });

  describe('overturned', () => {
    test('the line and its linked lines go back, and the facts are as found', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      expect((await line(of)).status).toBe('DRAWDOWN_ENDED');
      expect((await line(of, 1)).limitMinor).toBe(800_000);
      const evidence = await handedIn(store, of.given);
      const evidenceIds = [evidence.id];
      const appeal = await assigned(store, await filed(store, of, { evidenceIds }));
      const findings: Finding[] = [{ ...INCOME, evidenceId: evidence.id }];
      const over = { outcome: 'OVERTURNED', findings } as const;
      const result = done(await decide(store, appeal, over));
      const outcome = result.appeal.outcome!;
      expect(outcome.rescore).toMatchObject({ stillApplies: false });
      expect(outcome.repairs).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ kind: 'STANDING', done: true, decisionId: of.decision.id }),
          expect.objectContaining({ kind: 'LIMIT', done: true }),
        ]),
      );
      expect(result.reversal).toMatchObject({
        kind: 'REVERSAL',
        reverses: of.decision.id,
        decidedBy: 'reviewer-1',
        madeBy: 'STAFF',
        reasons: [{ code: 'APPEAL_OVERTURNED' }],
      });
      expect(outcome.reversalId).toBe(result.reversal?.id);
      expect((await line(of)).status).toBe('ACTIVE');
      expect((await line(of, 1)).limitMinor).toBe(1_000_000);
      expect((await action(of)).status).toBe('OVERTURNED');
      expect(await latest(of)).toMatchObject({
        trigger: 'APPEAL',
        values: { income_verification: 'VERIFIED' },
      });
      const known = await ports.activities.known([`appeal:${appeal.id}:income`]);
      expect(known.size).toBe(1);
    });

    test('is told to the customer by a notice of the outcome', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const result = done(await decide(store, await begun(of), { outcome: 'OVERTURNED' }));
      const told = await ports.notices.ofDecisions([result.reversal!.id]);
      expect(told).toHaveLength(1);
      expect(JSON.stringify(told[0]?.sections)).toContain('The facts are right.');
    });

    test('a machine’s decision by a person, who says so', async () => {
      const of = await suspendedByMachine(store);
      const input = { decisionId: of.decision.id, statement: 'Not me.', evidenceIds: [], ...key() };
      const actor = borrowerOf(of.given.customer);
      const asked = done(await requestHumanDecision(ports, actor, input));
      await assigned(store, asked.appeal);
      const findings = [notOwn(10)];
      await refused(() => decide(store, asked.appeal, { findings }), { code: 'NO_GROUND_LEFT' });
      const over = { outcome: 'OVERTURNED', findings } as const;
      const result = done(await decide(store, asked.appeal, over));
      expect(result.reversal?.reasons).toEqual([{ code: 'HUMAN_DECISION_OVERTURNED', values: {} }]);
      expect(result.appeal.outcome?.rescore).toMatchObject({
        before: { ruleIds: ['frequent-outflows'] },
        after: { ruleIds: [] },
        stillApplies: false,
      });
      expect((await line(of)).status).toBe('ACTIVE');
      const days = await ports.activities.days([of.given.customer.id], YESTERDAY, TODAY);
      expect(days.map(({ counts }) => counts.CASH_OUT)).toEqual([12]);
    });

    test('need not wait for an answer of the customer', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const appeal = await begun(of);
      const question = { appealId: appeal.id, question: 'Which?', ...key() };
      const { appeal: asked } = done(await askAppellant(ports, reviewer, question));
      const until = asked.clock.pauses[0]?.atMostUntil;
      await refused(() => decide(store, appeal), { code: 'APPEAL_WAITING', until });
      const result = done(await decide(store, appeal, { outcome: 'OVERTURNED' }));
      expect(result.appeal.clock.pauses[0]?.until).toBe(ports.clock.now());
      expect(result.appeal.clock.dueAt).toBe(appeal.clock.dueAt);
    });

    test('makes a case about a linked decrease pointless', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const [linked] = await ports.platformActions.causedBy([of.decision.id]);
      const [decision] = await ports.closures.decisions([linked!.id]);
      const other = await filed(store, { given: of.given, decision: decision! });
      expect(other.recused).toEqual(['agent-1']);
      const appeal = await begun(of);
      done(await decide(store, appeal, { outcome: 'OVERTURNED' }));
      const [ended] = await ports.appeals.find([other.id]);
      expect(ended).toMatchObject({ status: 'MOOT', outcome: null, endedAt: ports.clock.now() });
      const [told] = (await messagesOf(store, 'clearline.appeal.moot.v1')).slice(-1);
      expect(told).toMatchObject({ appealId: other.id, because: appeal.id });
    });

    test('happens whole or not at all', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const appeal = await begun(of);
      const over = { outcome: 'OVERTURNED', findings: [INCOME] } as const;
      const writes = await expectWholeOrNothing(store, (failing) =>
        decide({ ports: failing }, appeal, over),
      );
      expect(writes).toBeGreaterThan(10);
      expect((await line(of)).status).toBe('ACTIVE');
    });
  });

  describe('modified', () => {
    const milder = { kind: 'SUSPENSION' } as const;

    test('a milder step takes the place of the decision, and can be reconsidered', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const appeal = await begun(of);
      const over = { outcome: 'MODIFIED', modification: milder } as const;
      const result = done(await decide(store, appeal, over));
      expect(result.reversal).toMatchObject({ reverses: of.decision.id });
      expect(result.milder).toMatchObject({
        kind: 'SUSPENSION',
        grounds: of.decision.grounds,
        decidedBy: 'reviewer-1',
        madeBy: 'STAFF',
      });
      expect(result.milder?.reasons[0]?.code).toBe('APPEAL_MODIFIED');
      expect(await line(of)).toMatchObject({ status: 'SUSPENDED', suspendedBy: 'CREDITOR' });
      expect((await line(of, 1)).limitMinor).toBe(1_000_000);
      const input = { appealId: appeal.id, statement: 'Again.', evidenceIds: [], ...key() };
      const actor = borrowerOf(of.given.customer);
      const again = done(await requestReconsideration(ports, actor, input)).appeal;
      expect(again).toMatchObject({ decisionId: result.milder?.id, reconsiders: appeal.id });
      expect(again.recused).toEqual(['agent-1', 'reviewer-1']);
      await assigned(store, again, otherReviewer);
      done(await decide(store, again, { outcome: 'OVERTURNED' }, otherReviewer));
      expect((await line(of)).status).toBe('ACTIVE');
    });

    test('of what followed from another decision ends with that one', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const [linked] = await ports.platformActions.causedBy([of.decision.id]);
      const [decision] = await ports.closures.decisions([linked!.id]);
      const modification = { kind: 'LINE_DECREASE', limitMinor: 900_000 } as const;
      const about = await begun({ given: of.given, decision: decision! });
      const over = { outcome: 'MODIFIED', modification } as const;
      const { milder } = done(await decide(store, about, over));
      expect(milder).toMatchObject({ causedBy: of.decision.id });
      const texts = JSON.stringify(milder!.reasons);
      expect(texts).toContain('9,000');
      expect(texts).not.toContain('8,000');
      expect((await line(of, 1)).limitMinor).toBe(900_000);
      done(await decide(store, await begun(of), { outcome: 'OVERTURNED' }));
      expect((await line(of, 1)).limitMinor).toBe(1_000_000);
      const [ended] = await ports.platformActions.find([milder!.id]);
      expect(ended?.status).toBe('OVERTURNED');
    });

    test('rests on no more than what is left of the ground', async () => {
      const position = { principalMinor: 950_000 };
      const given = await givenHistory(ports, [{ position }], LATE);
      const decision = await measureTaken(ports, given, 'over-dependence-decrease');
      const of = { given, decision };
      expect((await line(of)).limitMinor).toBe(950_000);
      expect(decision.measure?.conditions.map(({ kind }) => kind)).toEqual([
        'UTILIZATION_AT_LEAST',
        'BAND_IN',
      ]);
      const modification = { kind: 'LINE_DECREASE', limitMinor: 980_000 } as const;
      const findings = (await ports.books.statements([given.customer.id], '2026-05')).map(
        ({ accountId, period }): Finding => ({
          kind: 'LATENESS_CORRECTED',
          accountId,
          period,
          monthsLate: 0,
        }),
      );
      const over = { outcome: 'MODIFIED', modification, findings } as const;
      const result = done(await decide(store, await begun(of), over));
      expect(result.appeal.outcome?.rescore).toMatchObject({ stillApplies: false });
      expect((await line(of)).limitMinor).toBe(980_000);
      const { measure, reasons } = result.milder!;
      expect(measure?.conditions.map(({ kind }) => kind)).toEqual(['UTILIZATION_AT_LEAST']);
      expect(reasons.map(({ code }) => code)).toEqual(['APPEAL_MODIFIED', 'LINE_NEARLY_FULL']);
    });

    test('does not look at a line as full because the decision made it so', async () => {
      const position = { principalMinor: 950_000 };
      const given = await givenHistory(ports, [{ position }], LATE);
      const decision = await measureTaken(ports, given, 'over-dependence-decrease');
      const of = { given, decision };
      const appeal = await begun(of);
      const [owed] = await ports.books.positions([given.account.id]);
      // 88 of the hundred that the limit was, and more than nine tenths of what it is now.
      await ports.books.savePositions([{ ...owed!, principalMinor: 880_000 }]);
      expect((await line(of)).limitMinor).toBe(950_000);
      const { rescore } = outcomeOf(await decide(store, appeal));
      expect(rescore?.stillApplies).toBe(false);
    });

    test('needs a step that is milder and possible', async () => {
      const of = await suspendedByMachine(store);
      const appeal = await begun(of);
      const modified = (modification: DecideAppealInput['modification']) => () =>
        decide(store, appeal, { outcome: 'MODIFIED', ...(modification && { modification }) });
      await refused(modified(null), { code: 'MODIFICATION_NEEDED' });
      await refused(modified({ kind: 'SUSPENSION' }), { code: 'NOT_MILDER' });
      await refused(modified({ kind: 'DRAWDOWN_RIGHT_ENDED' }), { code: 'NOT_MILDER' });
      const higher = { kind: 'LINE_DECREASE', limitMinor: 1_000_001 } as const;
      await refused(modified(higher), { code: 'NOT_MILDER' });
      const nothing = { kind: 'LINE_DECREASE', limitMinor: 0 } as const;
      await refused(modified(nothing), { code: 'MODIFICATION_NOT_POSSIBLE' });
      const upheld = () => decide(store, appeal, { modification: milder });
      await refused(upheld, { code: 'MODIFICATION_NOT_POSSIBLE' });
      const gone = { findings: [notOwn(22)], outcome: 'MODIFIED', modification: higher } as const;
      await refused(() => decide(store, appeal, gone), { code: 'NO_GROUND_LEFT' });
    });
  });

  describe('a case whose decision was lifted meanwhile', () => {
    const lifted = async () => {
      const given = await givenLines(ports);
      const decision = await measureTaken(ports, given, 'security-suspend', { statement: 'Seen.' });
      const of = { given, decision };
      const appeal = await begun(of);
      const input = { decisionId: decision.id, statement: 'All is well.', ...key() };
      done(await liftMeasure(ports, caseAgent, input));
      return { of, appeal };
    };

    test('goes on: the customer may be told that it was wrong', async () => {
      const { of, appeal } = await lifted();
      const outcome = outcomeOf(await decide(store, appeal, { outcome: 'OVERTURNED' }));
      expect(outcome.repairs).toEqual(
        expect.arrayContaining([expect.objectContaining({ code: 'REPAIR_ENDED_BEFORE' })]),
      );
      expect((await line(of)).status).toBe('ACTIVE');
    });

    test('goes on: or that it was right, and not that a milder step takes its place', async () => {
      const { appeal } = await lifted();
      const modification = { kind: 'LINE_DECREASE', limitMinor: 500_000 } as const;
      const modified = () => decide(store, appeal, { outcome: 'MODIFIED', modification });
      await refused(modified, { code: 'MODIFICATION_NOT_POSSIBLE' });
      expect(outcomeOf(await decide(store, appeal)).kind).toBe('UPHELD');
    });
  });

  describe('nobody decides', () => {
    test('but the reviewer who has the case, and once', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const appeal = await filed(store, of);
      const notYours = { code: 'NOT_ASSIGNED_TO_YOU' };
      await refused(() => decide(store, appeal), notYours);
      await assigned(store, appeal);
      await refused(() => decide(store, appeal, {}, otherReviewer), notYours);
      for (const actor of [caseAgent, borrowerOf(of.given.customer)]) {
        await refused(() => decide(store, appeal, {}, actor), { code: 'FORBIDDEN' });
      }
      await refused(() => decide(store, { id: newId() }), { code: 'APPEAL_NOT_FOUND' });
      const both = await Promise.all([
        decide(store, appeal, { outcome: 'OVERTURNED' }),
        decide(store, appeal),
      ]);
      const codes = both.map((each) => ('refusals' in each ? each.refusals : 'made'));
      const ended = [{ code: 'APPEAL_ENDED', status: 'DECIDED' }];
      expect(codes).toEqual(expect.arrayContaining(['made', ended]));
    });

    test('twice by one key, and by one key on other words', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const appeal = await begun(of);
      const input: DecideAppealInput = {
        appealId: appeal.id,
        outcome: 'OVERTURNED',
        reasons: 'It was wrong.',
        findings: [],
        ...key(),
      };
      const first = done(await decideAppeal(ports, reviewer, input));
      expect(await decideAppeal(ports, reviewer, input)).toEqual(first);
      const other = () => decideAppeal(ports, reviewer, { ...input, reasons: 'Other.' });
      await refused(other, { code: 'IDEMPOTENCY_KEY_REUSED' });
    });

    test('on findings that cannot be facts; all of them are told at once', async () => {
      const of = await rightEnded(store, { jurisdiction: 'CN' });
      const appeal = await begun(of);
      const findings: Finding[] = [
        { ...INCOME, evidenceId: (await handedIn(store, of.given)).id },
        { kind: 'LATENESS_CORRECTED', accountId: newId(), period: '2026-10', monthsLate: 0 },
        notOwn(1),
      ];
      const invalid = { code: 'FINDING_INVALID' };
      await refused(
        () => decide(store, appeal, { outcome: 'OVERTURNED', findings }),
        {
          ...invalid,
          path: 'findings[0].evidenceId',
          problem: 'EVIDENCE_NOT_OF_CASE',
          values: {},
        },
        {
          ...invalid,
          path: 'findings[1].period',
          problem: 'STATEMENT_UNKNOWN',
          values: { period: '2026-10' },
        },
        {
          ...invalid,
          path: 'findings[2].day',
          problem: 'ACTIVITY_UNKNOWN',
          values: { day: YESTERDAY },
        },
      );
    });
  });

  describe('a preview of the scores', () => {
    test('is what the outcome then says, and keeps nothing', async () => {
      const of = await suspendedByMachine(store);
      const appeal = await begun(of);
      const findings = [notOwn(9), INCOME];
      const before = await store.dump();
      const preview = done(
        await rescorePreview(ports, reviewer, { appealId: appeal.id, findings }),
      );
      expect(await store.dump()).toEqual(before);
      const result = await decide(store, appeal, { outcome: 'OVERTURNED', findings });
      expect(outcomeOf(result).rescore).toEqual(preview.rescore);
      expect(preview.rescore?.after.ruleIds).toEqual(['frequent-outflows']);
    });

    test('is for the reviewer who has the case', async () => {
      const of = await suspendedByMachine(store);
      const appeal = await begun(of);
      const input = { appealId: appeal.id, findings: [] };
      const codeFor = async (actor: typeof reviewer, over = {}) => {
        const result = await rescorePreview(ports, actor, { ...input, ...over });
        return 'refusals' in result ? result.refusals.map(({ code }) => code) : result;
      };
      expect(await codeFor(otherReviewer)).toEqual(['NOT_ASSIGNED_TO_YOU']);
      expect(await codeFor(caseAgent)).toEqual(['FORBIDDEN']);
      expect(await codeFor(reviewer, { appealId: newId() })).toEqual(['APPEAL_NOT_FOUND']);
      expect(await codeFor(reviewer, { findings: [notOwn(23)] })).toEqual(['FINDING_INVALID']);
    });
  });
});
