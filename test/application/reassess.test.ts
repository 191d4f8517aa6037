/** Behaviour acts through rules beside the card: at a reassessment, at a closing, at a statement. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { closeAccount } from '../../src/application/close-account.js';
import type { Customer, Ports } from '../../src/application/ports.js';
import { reassess } from '../../src/application/reassess.js';
import { recordActivities } from '../../src/application/record-activities.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import type { Assessment } from '../../src/domain/risk-profile/assessment.js';
import type { RuleSet } from '../../src/domain/risk-profile/rules.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { madeClosure } from '../support/operated.js';
import { aStatement, type Given, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

const WORDS = { en: 'Words.', zh: '文字。' };

/** Ten cash-outs in a window that no portrait has ask for a person; three closings hold credit back. */
const RULES: RuleSet = {
  schemaVersion: 1,
  version: 'test-rules-1',
  kind: 'EXPERT',
  name: WORDS,
  basis: WORDS,
  createdOn: '2026-11-22',
  rules: [
    {
      id: 'outflows',
      reasonCode: 'FREQUENT_OUTFLOWS',
      characteristicId: 'outflows_20d',
      atLeast: 10,
      effect: { kind: 'REFER' },
      reason: WORDS,
      basis: WORDS,
    },
    {
      id: 'closings',
      reasonCode: 'FREQUENT_CLOSING',
      characteristicId: 'lines_closed_180d',
      atLeast: 3,
      effect: { kind: 'NO_NEW_CREDIT' },
      reason: WORDS,
      basis: WORDS,
    },
  ],
};

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  async function given(lines = 1, jurisdiction = 'CN'): Promise<Given> {
    const made = await givenLines(ports, Array(lines).fill({}), { customer: { jurisdiction } });
    await ports.books.addStatements(made.accounts.map((account) => aStatement(account)));
    await ports.inTransaction(() => ports.riskProfiles.addRules(RULES));
    return made;
  }

  const tell = (customer: Customer, many: number, occurredAt = NOW) =>
    recordActivities(
      ports,
      paymentSystem,
      Array.from({ length: many }, () => ({
        id: newId(),
        customerId: customer.id,
        occurredAt,
        kind: 'CASH_OUT',
        money: { minor: 50_000, currency: 'CNY' },
      })),
    );

  async function reassessed({ id }: Customer): Promise<Assessment> {
    const result = await reassess(ports, agent, id);
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    return result.made;
  }

  async function close({ customer }: Given, accountId: string): Promise<Assessment[]> {
    const result = await closeAccount(ports, borrowerOf(customer), {
      accountId,
      // A closing may have moved the limit.
      expectedVersion: (await ports.accounts.find([accountId]))[0]?.version,
      idempotencyKey: newId(),
    });
    const { assessmentBeforeId, assessmentAfterId } = madeClosure(result).closure;
    const made = await ports.riskProfiles.byId([assessmentBeforeId ?? '', assessmentAfterId]);
    return made.sort(({ trigger }) => (trigger === 'BEFORE_CLOSURE' ? -1 : 1));
  }

  describe('a reassessment', () => {
    test('looks on what was told, leaves the score, and is kept', async () => {
      const { customer } = await given();
      const calm = await reassessed(customer);
      expect(calm).toMatchObject({
        customerId: customer.id,
        trigger: 'ACTIVITY',
        assessedAt: NOW,
        values: { outflows_20d: 0 },
        rules: { version: 'test-rules-1', acted: [], newCredit: 'OPEN' },
      });
      await tell(customer, 9);
      expect((await reassessed(customer)).rules?.newCredit).toBe('OPEN');
      await tell(customer, 1, NOW - 19 * DAY_MS);
      const busy = await reassessed(customer);
      expect(busy).toMatchObject({
        score: calm.score,
        band: calm.band,
        values: { outflows_20d: 10 },
        rules: { acted: [{ ruleId: 'outflows', value: 10 }], newCredit: 'REFERRED' },
      });
      expect(await ports.riskProfiles.latest([customer.id])).toEqual([busy]);
    });

    test('forgets what has left the window', async () => {
      const { customer } = await given();
      await tell(customer, 10);
      store.clock.advance(20 * DAY_MS);
      expect((await reassessed(customer)).rules).toMatchObject({ acted: [], newCredit: 'OPEN' });
    });

    test('is not made by telling alone', async () => {
      const { customer } = await given();
      await tell(customer, 10);
      expect(await ports.riskProfiles.latest([customer.id])).toEqual([]);
    });

    test('is refused to others, for nobody, and where no rules are known', async () => {
      const { customer } = await given();
      const { customer: nowhere } = await givenLines(ports, [{}], {
        customer: { jurisdiction: 'ZZ' },
      });
      const before = await store.dump();
      const answer = async (actor: Parameters<typeof reassess>[1], id: string) => {
        const result = await reassess(ports, actor, id);
        return 'refusals' in result ? result.refusals : result.made;
      };
      expect(await answer(borrowerOf(customer), customer.id)).toEqual([{ code: 'FORBIDDEN' }]);
      expect(await answer(agent, newId())).toEqual([{ code: 'CUSTOMER_NOT_FOUND' }]);
      expect(await answer(paymentSystem, nowhere.id)).toEqual([
        { code: 'JURISDICTION_UNSUPPORTED', jurisdiction: 'ZZ' },
      ]);
      expect(await store.dump()).toEqual(before);
    });
  });

  describe('closings', () => {
    test('in China are counted, and the third in half a year acts without touching the score', async () => {
      const made = await given(3);
      const assessments: Assessment[][] = [];
      for (const { id } of made.accounts) assessments.push(await close(made, id));
      expect(assessments.flat().map(({ values }) => values.lines_closed_180d)).toEqual([
        0, 1, 1, 2, 2, 3,
      ]);
      const [before, after] = assessments[2] ?? [];
      expect(before?.rules).toMatchObject({ acted: [], newCredit: 'OPEN' });
      expect(after?.rules).toEqual({
        version: 'test-rules-1',
        acted: [{ ruleId: 'closings', value: 3 }],
        newCredit: 'NOT_NOW',
      });
      expect(after?.score).toBe(before?.score);
      expect(await store.count('activity')).toBe(3);
    });

    test('told again by the ledger count once', async () => {
      const made = await given();
      const { customer, account } = made;
      await close(made, account.id);
      const [closed] = await ports.accounts.find([account.id]);
      if (!closed || !('closureId' in closed)) throw new Error('not closed');
      const told = {
        id: `closure:${closed.closureId}`,
        customerId: customer.id,
        occurredAt: NOW,
        kind: 'LINE_CLOSED',
      };
      expect(await recordActivities(ports, paymentSystem, [told])).toMatchObject({
        made: { recorded: 0, duplicates: 1 },
      });
      expect((await reassessed(customer)).values.lines_closed_180d).toBe(1);
    });

    test('in Europe are not looked at, and nothing of them is kept', async () => {
      const made = await given(3, 'EU');
      for (const { id } of made.accounts) {
        const [before, after] = await close(made, id);
        expect(after?.values.lines_closed_180d ?? null).toBeNull();
        expect(after?.rules).toEqual(before?.rules);
        expect(after?.rules).toMatchObject({ acted: [], newCredit: 'OPEN' });
      }
      expect(await store.count('activity')).toBe(0);
      expect(await store.count('activity_day')).toBe(0);
    });

    test('that are refused are not counted', async () => {
      const made = await given();
      const before = await store.dump();
      const result = await closeAccount(ports, borrowerOf(made.customer), {
        accountId: made.account.id,
        expectedVersion: 9,
        idempotencyKey: newId(),
      });
      expect(result).toHaveProperty('refusals');
      expect(await store.dump()).toEqual(before);
    });
  });

  test('the statement’s assessment looks on what was told up to its day', async () => {
    const { customer } = await given();
    await tell(customer, 10, NOW);
    store.clock.advance(6 * DAY_MS);
    await tell(customer, 4, store.clock.now() - DAY_MS);
    await runDueWork(ports);
    const [latest] = await ports.riskProfiles.latest([customer.id]);
    expect(latest).toMatchObject({
      trigger: 'STATEMENT',
      values: { outflows_20d: 14 },
      rules: { newCredit: 'REFERRED' },
    });
  });
});
