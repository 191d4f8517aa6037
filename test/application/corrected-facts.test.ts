/** What a reviewer sets right: lateness that was none, and facts that are another person's. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { rescorePreview } from '../../src/application/decide-appeal.js';
import { exportMyData } from '../../src/application/export-data.js';
import { makeStatements } from '../../src/application/make-statements.js';
import { viewLines } from '../../src/application/read-lines.js';
import { recordActivities } from '../../src/application/record-activities.js';
import { lookAtActions } from '../../src/application/return-watch.js';
import type { Appeal, Finding } from '../../src/domain/appeal/appeal.js';
import type { Statement } from '../../src/domain/ledger/statement.js';
import { addDays } from '../../src/domain/time.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { givenHistory, LATE } from '../support/closings.js';
import { givenLines, newId, TODAY } from '../support/portfolio.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';
import {
  assigned,
  cashOuts,
  type Decided,
  decide,
  done,
  filed,
  handedIn,
  measureTaken,
  reviewer,
  suspendedByMachine,
} from './appealing.js';

const CN = { jurisdiction: 'CN' } as const;
const OWING = { position: { principalMinor: 500_000 } };
const YESTERDAY = addDays(TODAY, -1);
const note = 'A namesake: the register has two people of that name.';
const mistaken = (theirs: Extract<Finding, { kind: 'MISTAKEN_IDENTITY' }>['theirs']): Finding => ({
  kind: 'MISTAKEN_IDENTITY',
  note,
  theirs,
});
const cashOut = { kind: 'ACTIVITIES', activityKinds: ['CASH_OUT'] } as const;

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeAll(async () => {
    store = await open();
    ports = store.ports;
  });

  const begun = async (of: Decided): Promise<Appeal> => assigned(store, await filed(store, of));
  const outcomeOf = (result: Awaited<ReturnType<typeof decide>>) => done(result).appeal.outcome!;
  const status = async ({ given }: Decided) =>
    (await ports.accounts.find([given.account.id]))[0]?.status;
  const latest = async ({ given }: Decided) =>
    (await ports.riskProfiles.latest([given.customer.id]))[0]!;
  const statementsOf = ({ given }: Pick<Decided, 'given'>): Promise<Statement[]> =>
    ports.books.statements([given.customer.id], '2026-01');
  const pastDue = async ({ given }: Decided): Promise<number> => {
    const accounts = await ports.accounts.find([given.account.id]);
    return (await viewLines(ports, accounts, ports.clock.now()))[0]!.daysPastDue;
  };
  const watched = async (): Promise<void> => {
    const failures: unknown[] = [];
    await lookAtActions(ports, ports.clock.now(), failures);
    expect(failures).toEqual([]);
  };
  /** A line that is past due by its books since June, suspended because of it. */
  const overdue = async (measureId = 'delinquency-suspend'): Promise<Decided> => {
    const given = await givenHistory(ports, [OWING], LATE, { customer: CN });
    return { given, decision: await measureTaken(ports, given, measureId) };
  };
  const found = ({ accountId, period }: Statement, monthsLate: number): Finding => ({
    kind: 'LATENESS_CORRECTED',
    accountId,
    period,
    monthsLate,
  });
  const previewOf = async (appeal: Appeal, findings: readonly Finding[]) =>
    done(await rescorePreview(ports, reviewer, { appealId: appeal.id, findings })).rescore!;

  describe('lateness that was none', () => {
    test('refutes a delinquency, while what is owed and open stays in the books', async () => {
      const of = await overdue();
      const statements = await statementsOf(of);
      const findings = statements.map((each) => found(each, 0));
      expect(await pastDue(of)).toBeGreaterThan(150);
      const appeal = await begun(of);
      expect((await previewOf(appeal, [])).stillApplies).toBe(true);
      expect((await previewOf(appeal, findings)).stillApplies).toBe(false);
      const before = await store.dump();
      expect(await decide(store, appeal, { findings })).toEqual({
        refusals: [{ code: 'NO_GROUND_LEFT' }],
      });
      expect(await store.dump()).toEqual(before);
      const positions = await ports.books.positions([of.given.account.id]);
      const outcome = outcomeOf(await decide(store, appeal, { outcome: 'OVERTURNED', findings }));
      expect(outcome.rescore?.stillApplies).toBe(false);
      expect(await status(of)).toBe('ACTIVE');
      expect(await ports.books.positions([of.given.account.id])).toEqual(positions);
      // The newest statement's own due, of five days ago, has no finding and stays past due.
      expect(await pastDue(of)).toBe(5);
      const again = await statementsOf(of);
      expect(again.map(({ monthsLate }) => monthsLate)).toEqual(statements.map(() => 3));
    });

    test('corrected in part leaves the ground that is left, with its own figure', async () => {
      const of = await overdue();
      const statements = await statementsOf(of);
      const newest = statements.at(-1)!;
      const findings = [found(newest, 2)];
      const { rescore } = outcomeOf(await decide(store, await begun(of), { findings }));
      expect(rescore?.stillApplies).toBe(true);
      // Two months late on 31 October is 31 days at the least: since the due day of 20 September.
      expect(await pastDue(of)).toBe(66);
      expect(await status(of)).toBe('SUSPENDED');
    });

    test('lets another decision go that waits until the line is not past due', async () => {
      const of = await overdue();
      const decision = await measureTaken(ports, of.given, 'security-suspend', {
        statement: 'Seen.',
      });
      const statements = await statementsOf(of);
      const stands = async () => (await ports.platformActions.find([of.decision.id]))[0]?.status;
      await watched();
      expect(await stands()).toBe('IN_FORCE');
      const findings = statements.map((each) => found(each, 0));
      const appeal = await begun({ given: of.given, decision });
      expect(outcomeOf(await decide(store, appeal, { findings })).kind).toBe('UPHELD');
      await watched();
      expect(await stands()).toBe('RETURNED');
      // Staff's own suspension has no such condition.
      expect(await status(of)).toBe('SUSPENDED');
    });
  });

  test('lateness that was none is none on the statement of the month after either', async () => {
    const own = await open();
    const given = await givenHistory(own.ports, [OWING], LATE, { customer: CN });
    const decision = await measureTaken(own.ports, given, 'delinquency-suspend');
    const appeal = await assigned(own, await filed(own, { given, decision }));
    const statements = await own.ports.books.statements([given.customer.id], '2026-01');
    const findings = statements.map((each) => found(each, 0));
    done(await decide(own, appeal, { outcome: 'OVERTURNED', findings }));
    own.clock.advance(10 * DAY_MS);
    const zone = { jurisdiction: 'CN', timeZone: 'Asia/Shanghai' };
    await makeStatements(own.ports, zone, '2026-12-05', own.clock.now());
    const newest = (await own.ports.books.statements([given.customer.id], '2026-11')).at(-1);
    // The due of 20 November is ten days old; the older ones would make it six months.
    expect(newest).toMatchObject({ period: '2026-11', monthsLate: 1 });
  });

  describe('facts of another person', () => {
    test('all that the decision rested on are set aside, and rules no longer restrict', async () => {
      const of = await suspendedByMachine(store);
      const { customer } = of.given;
      expect(await latest(of)).toMatchObject({ values: { outflows_15d: 22 } });
      const appeal = await begun(of);
      const findings = [mistaken(null)];
      expect((await previewOf(appeal, findings)).after.ruleIds).toEqual([]);
      const outcome = outcomeOf(await decide(store, appeal, { outcome: 'OVERTURNED', findings }));
      const from = addDays(TODAY, -14);
      const activityKinds = ['CASH_OUT', 'TRANSFER_OUT'];
      const theirs = [{ kind: 'ACTIVITIES', activityKinds, from, until: TODAY, count: 22 }];
      expect(outcome.findings).toEqual([{ kind: 'MISTAKEN_IDENTITY', note, theirs }]);
      expect(outcome.rescore).toMatchObject({
        before: { ruleIds: ['frequent-outflows'] },
        after: { ruleIds: [] },
        stillApplies: false,
      });
      expect(outcome.repairs).toContainEqual({
        kind: 'RESTRICTION',
        decisionId: of.decision.id,
        accountId: null,
        done: true,
        code: 'REPAIR_REFERRAL_ENDED',
        values: {},
      });
      const after = await latest(of);
      expect(after).toMatchObject({ values: { outflows_15d: 0 }, rules: { acted: [] } });
      expect(await status(of)).toBe('ACTIVE');
      const days = await ports.activities.days([customer.id], YESTERDAY, YESTERDAY);
      expect(days).toMatchObject([
        {
          counts: {},
          setAside: [
            { appealId: appeal.id, counts: { CASH_OUT: 22 }, sums: { CNY: { CASH_OUT: 220_000 } } },
          ],
        },
      ]);
      // The customer's copy has that it is set aside, and nothing of the other person.
      const copy = await exportMyData(ports, borrowerOf(customer));
      expect(copy!.document).toContain(`"setAside":[{"appealId":"${appeal.id}"}]`);
      expect(copy!.document).not.toMatch(/"CASH_OUT":(22|220000)/);
      // What is told of those days later is the customer's own.
      await cashOuts(store, of.given, 2);
      const own = await ports.activities.days([customer.id], YESTERDAY, YESTERDAY);
      expect(own).toMatchObject([{ counts: { CASH_OUT: 2 }, setAside: days[0]!.setAside }]);
    });

    test('told twice by the payment system do not come back', async () => {
      const given = await givenLines(ports, [{}], { customer: CN });
      const told = Array.from({ length: 14 }, () => ({
        id: newId(),
        customerId: given.customer.id,
        occurredAt: ports.clock.now() - DAY_MS,
        kind: 'CASH_OUT',
        money: { minor: 10_000, currency: 'CNY' },
      }));
      done(await recordActivities(ports, paymentSystem, told));
      const decision = await measureTaken(ports, given, 'security-suspend', { statement: 'Seen.' });
      const appeal = await begun({ given, decision });
      const findings = [mistaken([{ ...cashOut, from: YESTERDAY, until: YESTERDAY }])];
      outcomeOf(await decide(store, appeal, { outcome: 'OVERTURNED', findings }));
      done(await recordActivities(ports, paymentSystem, told));
      const days = await ports.activities.days([given.customer.id], YESTERDAY, YESTERDAY);
      expect(days).toMatchObject([{ counts: {} }]);
    });

    test('of a delinquency are the statements of the line, whatever their age', async () => {
      const of = await overdue('delinquency-end');
      const findings = [mistaken(null)];
      const appeal = await begun(of);
      const outcome = outcomeOf(await decide(store, appeal, { outcome: 'OVERTURNED', findings }));
      expect(outcome.findings).toMatchObject([{ theirs: Array(6).fill({ kind: 'STATEMENT' }) }]);
      expect(await status(of)).toBe('ACTIVE');
      const statements = await statementsOf(of);
      expect(statements.map(({ setAsideBy }) => setAsideBy)).toEqual(Array(6).fill(appeal.id));
      expect(await latest(of)).toMatchObject({ values: { statement_months: 0 } });
      expect(await pastDue(of)).toBe(0);
    });

    test('named in part leave a decision that stands on the rest, and end a restriction', async () => {
      const of = await suspendedByMachine(store);
      const few = addDays(TODAY, -3);
      const told = Array.from({ length: 6 }, () => ({
        id: newId(),
        customerId: of.given.customer.id,
        occurredAt: ports.clock.now(),
        kind: 'APPLICATION',
      }));
      done(await recordActivities(ports, paymentSystem, [...told, ...told.map(renamed)]));
      const applications = { kind: 'ACTIVITIES', activityKinds: ['APPLICATION'] } as const;
      const findings = [mistaken([{ ...applications, from: few, until: TODAY }])];
      const outcome = outcomeOf(await decide(store, await begun(of), { findings }));
      expect(outcome).toMatchObject({ kind: 'UPHELD', rescore: { stillApplies: true } });
      expect(outcome.repairs.map(({ code }) => code)).toEqual(['REPAIR_REFERRAL_ENDED']);
      expect(await latest(of)).toMatchObject({
        trigger: 'APPEAL',
        values: { applications_180d: 0, outflows_15d: 22 },
      });
      expect(await status(of)).toBe('SUSPENDED');
    });
    const renamed = <T extends object>(each: T) => ({ ...each, id: newId() });

    test('named in part refute what rested on them', async () => {
      const of = await suspendedByMachine(store);
      const appeal = await begun(of);
      const findings = [mistaken([{ ...cashOut, from: YESTERDAY, until: TODAY }])];
      const none = { refusals: [{ code: 'NO_GROUND_LEFT' }] };
      expect(await decide(store, appeal, { findings })).toEqual(none);
      const modification = { kind: 'LINE_DECREASE', limitMinor: 900_000 } as const;
      const modified = { outcome: 'MODIFIED', modification, findings } as const;
      expect(await decide(store, appeal, modified)).toEqual(none);
    });

    test('that the file does not have are refused by their place', async () => {
      const of = await suspendedByMachine(store);
      const [day, period] = [addDays(TODAY, -9), '2026-10'];
      const accountId = of.given.account.id;
      const findings = [
        mistaken([
          { ...cashOut, from: YESTERDAY, until: TODAY },
          { kind: 'STATEMENT', accountId, period },
        ]),
      ];
      const invalid = (place: number) => ({
        refusals: [
          {
            code: 'FINDING_INVALID',
            path: 'findings[0].theirs',
            problem: 'FACTS_UNKNOWN',
            values: { place },
          },
        ],
      });
      const appeal = await begun(of);
      expect(await decide(store, appeal, { findings })).toEqual(invalid(2));
      const early = [mistaken([{ ...cashOut, from: day, until: day }])];
      expect(await decide(store, appeal, { findings: early })).toEqual(invalid(1));
    });
  });

  describe('an income', () => {
    const money = { minor: 900_000, currency: 'CNY' };

    test('is verified against a document of income, or says how it was', async () => {
      const of = await suspendedByMachine(store);
      const proof = await handedIn(store, of.given);
      const passport = await handedIn(store, of.given, 'IDENTITY');
      const evidenceIds = [proof.id, passport.id];
      const appeal = await assigned(store, await filed(store, of, { evidenceIds }));
      const problems = async (over: object) => {
        const findings = [{ kind: 'VERIFIED_INCOME', money, ...over } as Finding];
        const input = { appealId: appeal.id, findings };
        const preview = await rescorePreview(ports, reviewer, input);
        return 'refusals' in preview ? preview.refusals : [];
      };
      expect(await problems({ evidenceId: passport.id })).toMatchObject([
        { path: 'findings[0].evidenceId', problem: 'EVIDENCE_NOT_OF_INCOME' },
      ]);
      expect(await problems({ evidenceId: null })).toMatchObject([
        { path: 'findings[0].note', problem: 'NOTE_INVALID' },
      ]);
      expect(await problems({ evidenceId: proof.id })).toEqual([]);
      expect(await problems({ evidenceId: null, note: 'By the tax office.' })).toEqual([]);
    });
  });
});
