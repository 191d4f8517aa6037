/** What the action policy does by itself when a customer is assessed anew. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { PERSON_STANDS_DAYS } from '../../src/application/machine-measures.js';
import type { Ports } from '../../src/application/ports.js';
import { reassess } from '../../src/application/reassess.js';
import { recordActivities } from '../../src/application/record-activities.js';
import { evolve } from '../../src/domain/credit-account/evolve.js';
import { shippedActionPolicy } from '../../src/infrastructure/action-policies/shipped.js';
import { agent, paymentSystem } from '../support/actors.js';
import { givenHistory, LATE, lineAt } from '../support/closings.js';
import { givenBand, givenModelUpdate, givenNextVersion, taken } from '../support/measures.js';
import { type Given, givenLines, newId } from '../support/portfolio.js';
import { shapeOf, statementCount } from '../support/statement-count.js';
import { DAY_MS, describeDatabases, describeStores, NOW, type Store } from '../support/stores.js';

const tellOutflows = (ports: Ports, { customer }: Given, many: number, occurredAt = NOW) =>
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

async function assessed(ports: Ports, { customer }: Given) {
  const result = await reassess(ports, agent, customer.id);
  if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
  return result.made;
}

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const linesNow = async ({ accounts }: Given) => {
    const found = await ports.accounts.find(accounts.map(({ id }) => id));
    return accounts.map(({ id }) => found.find((each) => each.id === id)!);
  };
  const statusesOf = async (given: Given) => (await linesNow(given)).map(({ status }) => status);

  test('a measure that fits is taken on every usable line, on the very assessment', async () => {
    const given = await givenLines(ports, [{}, {}, {}]);
    const paused = lineAt(given, 2);
    const pause = { type: 'Suspended', by: 'CUSTOMER', at: NOW } as const;
    await ports.inTransaction(() => ports.accounts.save(evolve(paused, pause)));
    await tellOutflows(ports, given, 20);
    const made = await assessed(ports, given);
    expect(made).toMatchObject({ trigger: 'ACTIVITY', values: { outflows_15d: 20 } });
    expect(await linesNow(given)).toMatchObject([
      { status: 'SUSPENDED', suspendedBy: 'CREDITOR' },
      { status: 'SUSPENDED', suspendedBy: 'CREDITOR' },
      { status: 'SUSPENDED', suspendedBy: 'CUSTOMER' },
    ]);
    const [decision, ...more] = await ports.closures.decisionsOf([given.account.id], 10);
    expect(more).toEqual([]);
    expect(decision).toMatchObject({
      kind: 'SUSPENSION',
      grounds: 'BEHAVIOUR',
      madeBy: 'MACHINE',
      decidedBy: `action-policy:${shippedActionPolicy().version}`,
      assessmentId: made.id,
      measure: { measureId: 'outflows-suspend', statement: null },
    });
    expect(decision?.reasons.map(({ about }) => about)).toContain('CONDUCT');
    const [action] = await ports.platformActions.find([decision?.id ?? '']);
    expect(action).toMatchObject({
      status: 'IN_FORCE',
      conditions: [{ kind: 'CHARACTERISTIC_AT_LEAST', characteristicId: 'outflows_15d' }],
    });
    expect(action?.lookAt).toBeGreaterThan(NOW);
    expect(await ports.notices.ofDecisions([decision?.id ?? ''])).toHaveLength(1);
    const furnished = (await store.outbox()).filter(({ type }) => type.includes('furnishing'));
    expect(furnished.map(({ data }) => data.event)).toEqual([
      'SUSPENDED_BY_CREDITOR',
      'SUSPENDED_BY_CREDITOR',
    ]);
  });

  test('where nothing fits, and where it stands already, nothing is done', async () => {
    const given = await givenLines(ports);
    await tellOutflows(ports, given, 19);
    await assessed(ports, given);
    expect(await statusesOf(given)).toEqual(['ACTIVE']);
    await tellOutflows(ports, given, 1);
    await assessed(ports, given);
    await assessed(ports, given);
    expect(await statusesOf(given)).toEqual(['SUSPENDED']);
    expect(await ports.closures.decisionsOf([given.account.id], 10)).toHaveLength(1);
  });

  test('of two assessments at once only one acts', async () => {
    const given = await givenLines(ports);
    await tellOutflows(ports, given, 20);
    await Promise.all([assessed(ports, given), assessed(ports, given)]);
    expect(await ports.closures.decisionsOf([given.account.id], 10)).toHaveLength(1);
  });

  test('an agent can take the same measure by hand, and then it stands', async () => {
    const given = await givenLines(ports);
    await tellOutflows(ports, given, 20);
    const { decision } = await taken(ports, given.account.id, 'outflows-suspend');
    expect(decision).toMatchObject({ madeBy: 'STAFF', decidedBy: agent.subject });
    await assessed(ports, given);
    expect(await ports.closures.decisionsOf([given.account.id], 10)).toEqual([decision]);
  });

  test('what a person undid is not done again by a machine for a while', async () => {
    const given = await givenLines(ports);
    await tellOutflows(ports, given, 20);
    await assessed(ports, given);
    const [action] = await ports.platformActions.standingOf([given.account.id]);
    const [line] = await linesNow(given);
    await ports.inTransaction(async () => {
      await ports.accounts.save(evolve(line!, { type: 'Reinstated', at: NOW }));
      await ports.platformActions.save([
        { ...action!, status: 'OVERTURNED', lookAt: null, endedAt: NOW, endedBy: newId() },
      ]);
    });
    await assessed(ports, given);
    expect(await statusesOf(given)).toEqual(['ACTIVE']);
    store.clock.advance(PERSON_STANDS_DAYS * DAY_MS);
    await tellOutflows(ports, given, 20, store.clock.now());
    await assessed(ports, given);
    expect(await statusesOf(given)).toEqual(['SUSPENDED']);
  });

  test('the first measure that fits a line is taken, also after it was lowered with another', async () => {
    const given = await givenLines(ports, [{}, {}]);
    await tellOutflows(ports, given, 20);
    const shipped = shippedActionPolicy();
    const [outflows] = shipped.measures;
    const decrease = shipped.measures.find(({ id }) => id === 'over-dependence-decrease')!;
    const first = {
      ...decrease,
      id: 'first',
      taken: 'BY_MACHINE',
      when: outflows!.when,
      linkedDecreasePpm: 100_000,
    } as const;
    const policy = { ...shipped, version: 'test-1', measures: [first, outflows!] };
    await ports.inTransaction(() => ports.actionPolicies.add(policy));
    await assessed(ports, given);
    // Each falls by 20 % on its own, and by 10 % with the other.
    const limits = (await linesNow(given)).map(({ limitMinor }) => limitMinor);
    expect(limits).toEqual([720_000, 720_000]);
    // It stands, and the next one that would fit is not added to it.
    await assessed(ports, given);
    expect(await statusesOf(given)).toEqual(['ACTIVE', 'ACTIVE']);
  });

  describe('on another model as the ground', () => {
    const givenMachineUpdate = async () => {
      const given = await givenHistory(ports, [{}, {}], LATE);
      const shipped = shippedActionPolicy();
      const update = shipped.measures.find(({ id }) => id === 'model-update-decrease')!;
      const measures = [{ ...update, taken: 'BY_MACHINE' } as const];
      const policy = { ...shipped, version: 'test-1', measures };
      await ports.inTransaction(() => ports.actionPolicies.add(policy));
      return given;
    };
    const limitsOf = async (given: Given) =>
      (await linesNow(given)).map(({ limitMinor }) => limitMinor);

    test('a customer who came down by conduct since is left alone', async () => {
      const given = await givenMachineUpdate();
      await givenBand(ports, given.customer.id, 'A');
      await givenNextVersion(ports, await ports.riskProfiles.champion());
      expect((await assessed(ports, given)).band).toMatch(/[DE]/);
      expect(await limitsOf(given)).toEqual([1_000_000, 1_000_000]);
    });

    test('one whom only the other model puts there is lowered, and it is kept what the one before gives', async () => {
      const given = await givenMachineUpdate();
      const former = await givenModelUpdate(ports, given.customer.id, 'B');
      await assessed(ports, given);
      expect(await limitsOf(given)).toEqual([800_000, 800_000]);
      const ids = given.accounts.map(({ id }) => id);
      for (const { measure } of await ports.closures.decisionsOf(ids, 5)) {
        expect(measure?.formerModel).toMatchObject({ scorecardVersion: former, band: 'B' });
      }
    });
  });

  test('a failure keeps the assessment back with the rest', async () => {
    const given = await givenLines(ports);
    await tellOutflows(ports, given, 20);
    const before = await store.dump();
    const add = async () => {
      throw new Error('the disk is full');
    };
    const half = { ...ports, notices: { ...ports.notices, add } };
    await expect(assessed(half, given)).rejects.toThrow('the disk is full');
    expect(await store.dump()).toEqual(before);
  });
});

describe('the statements of a measure', () => {
  describeDatabases((open) => {
    test('do not grow with the number of lines that it is taken on', async () => {
      const { onStatement, during } = statementCount();
      const { ports } = await open({ onStatement });
      const found: string[][] = [];
      for (const lines of [1, 2, 12]) {
        const given = await givenLines(ports, Array(lines).fill({}));
        await tellOutflows(ports, given, 20);
        const statements = await during(() => assessed(ports, given));
        found.push(statements.map(shapeOf));
        const actions = await ports.platformActions.ofCustomer(given.customer.id, 20);
        expect(actions).toHaveLength(lines);
      }
      const [, two, twelve] = found;
      expect(twelve).toEqual(two);
    });
  });
});
