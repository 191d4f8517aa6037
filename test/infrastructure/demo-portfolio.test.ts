/** The demo portfolio: what is in it, that it is the same every time, and that it is seeded once. */
import { expect, test } from '@jest/globals';
import { closeAccount } from '../../src/application/close-account.js';
import type { Ports } from '../../src/application/ports.js';
import { reassess } from '../../src/application/reassess.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import { blockersOf } from '../../src/domain/credit-account/closure.js';
import { balanceMinor, owedMinor } from '../../src/domain/ledger/position.js';
import type { ActivityKind } from '../../src/domain/risk-profile/activity.js';
import { DEMO_CASES, type DemoCase } from '../../src/infrastructure/demo/cast.js';
import { demoCases, seedDemo } from '../../src/infrastructure/demo/portfolio.js';
import {
  DEMO_BORROWER_CLEAR,
  DEMO_BORROWER_INDEBTED,
  DEMO_BORROWER_STEADY,
} from '../../src/infrastructure/identity/demo-issuer.js';
import { agent } from '../support/actors.js';
import { addModel } from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

const OPTIONS = {
  customers: 60,
  borrowerClear: DEMO_BORROWER_CLEAR,
  borrowerIndebted: DEMO_BORROWER_INDEBTED,
  borrowerSteady: DEMO_BORROWER_STEADY,
};
const NAMES = Object.keys(DEMO_CASES) as DemoCase[];

/** Of whom a rule acts. */
const REMARKABLE: DemoCase[] = ['many-outflows', 'unstated-draws', 'many-devices'];

const CASES_ONLY = { ...OPTIONS, customers: NAMES.length };

async function seeded(open: () => Promise<Store>, options = OPTIONS) {
  const store = await open();
  await store.ports.inTransaction(() => addModel(store.ports));
  const added = await seedDemo(store.ports, options);
  return { ...store, added };
}

/** The lines of customers with their books, by customer, in the order of the accounts. */
async function linesOfAll(ports: Ports, customerIds: readonly string[]) {
  const accounts = await ports.accounts.ofCustomers(customerIds);
  const ids = accounts.map(({ id }) => id);
  const page = { before: null, limit: 1_000 };
  const of = <T extends { accountId: string }>(all: readonly T[]) =>
    Map.groupBy(all, ({ accountId }) => accountId);
  const positions = of(await ports.books.positions(ids));
  const holds = of(await ports.books.openHolds(ids));
  const plans = of(await ports.books.activePlans(ids));
  const entries = of((await ports.books.entriesOf(ids, page)).reverse());
  const statements = of(await ports.books.statements(customerIds, '0000-00'));
  const lines = accounts.map((account) => ({
    account,
    position: positions.get(account.id)?.[0] ?? never(),
    holds: holds.get(account.id) ?? [],
    plans: plans.get(account.id) ?? [],
    entries: entries.get(account.id) ?? [],
    statements: statements.get(account.id) ?? [],
  }));
  const byCustomer = Map.groupBy(lines, ({ account }) => account.customerId);
  return customerIds.map((id) => byCustomer.get(id) ?? []);
}

const linesOf = async (ports: Ports, customerId: string): Promise<Line[]> =>
  (await linesOfAll(ports, [customerId]))[0] ?? [];

type Line = Awaited<ReturnType<typeof linesOfAll>>[number][number];
const codes = (line: Line): string[] => blockersOf(line, NOW).map(({ code }) => code);
const EVERY_BLOCKER = ['BALANCE_OUTSTANDING', 'HOLDS_OPEN', 'INSTALMENT_PLAN_UNFINISHED'];
const CUSTOMER_SIDE = ['PRINCIPAL', 'INTEREST', 'FEE', 'CREDIT_BALANCE'];

async function caseLines(ports: Ports, name: DemoCase): Promise<Line[]> {
  const id = (await demoCases(ports, [name])).get(name);
  if (id === undefined) throw new Error(`${name} is not there`);
  return linesOf(ports, id);
}

describeStores((open) => {
  let shared: ReturnType<typeof seeded> | undefined;
  /** One portfolio for all who leave it as it is. */
  const whole = () => {
    shared ??= seeded(open);
    return shared;
  };

  test('has every case by its name, the personas under their ids', async () => {
    const { ports, added } = await whole();
    expect(added).toBe(60);
    const cases = await demoCases(ports, NAMES);
    expect([...cases.keys()].sort()).toEqual([...NAMES].sort());
    expect(cases.get('borrower-clear')).toBe(DEMO_BORROWER_CLEAR);
    expect(cases.get('borrower-indebted')).toBe(DEMO_BORROWER_INDEBTED);
    expect(cases.get('borrower-steady')).toBe(DEMO_BORROWER_STEADY);
    const customers = await ports.customers.find([DEMO_BORROWER_CLEAR, DEMO_BORROWER_INDEBTED]);
    expect(new Map(customers.map(({ id, locale }) => [id, locale]))).toEqual(
      new Map([
        [DEMO_BORROWER_CLEAR, 'zh'],
        [DEMO_BORROWER_INDEBTED, 'en'],
      ]),
    );
  });

  test('borrower-clear has three lines that close at once, and a history of paying late', async () => {
    const { ports } = await seeded(open, CASES_ONLY);
    const lines = await linesOf(ports, DEMO_BORROWER_CLEAR);
    expect(lines.map(codes)).toEqual([[], [], []]);
    const late = lines.map(({ statements }) => Math.max(...statements.map((s) => s.monthsLate)));
    expect(late.sort()).toEqual([0, 0, 2]);
    const actor = {
      subject: DEMO_BORROWER_CLEAR,
      roles: ['borrower' as const],
      customerId: DEMO_BORROWER_CLEAR,
    };
    for (const { account } of lines) {
      const { id: accountId, version: expectedVersion } = account;
      const input = { accountId, expectedVersion, idempotencyKey: `close-${accountId}` };
      const closed = await closeAccount(ports, actor, input);
      expect(closed).toMatchObject({ account: { status: 'CLOSED' } });
    }
  });

  // The first of a month, the first of a short year's March, the last of a long month.
  test.each([
    ['2026-11-25T04:00Z'],
    ['2026-12-01T00:00Z'],
    ['2027-03-01T12:00Z'],
    ['2027-05-31T22:00Z'],
  ])('the cases show what they are there for, seeded at %s', async (at) => {
    const store = await open();
    store.clock.advance(Date.parse(at) - store.clock.now());
    const { ports } = await seeded(async () => store, CASES_ONLY);
    const indebted = await linesOf(ports, DEMO_BORROWER_INDEBTED);
    expect(indebted.map(codes)).toEqual(expect.arrayContaining([EVERY_BLOCKER, []]));
    expect((await linesOf(ports, DEMO_BORROWER_CLEAR)).map(codes)).toEqual([[], [], []]);
    const [blocked] = await caseLines(ports, 'every-blocker');
    expect(blocked && codes(blocked)).toEqual(EVERY_BLOCKER);
    for (const name of ['credit-balance', 'credit-balance-eu'] as const) {
      const [line] = await caseLines(ports, name);
      expect(line?.position.creditMinor).toBeGreaterThan(0);
      expect(line?.statements.at(-1)?.balanceMinor).toBe(-(line?.position.creditMinor ?? 0));
    }
    const [over] = await caseLines(ports, 'over-limit');
    expect(balanceMinor(over?.position ?? never())).toBeGreaterThan(over?.account.limitMinor ?? 0);
    const [unused] = await caseLines(ports, 'never-used');
    expect(unused?.entries).toEqual([]);
    const [delinquent] = await caseLines(ports, 'delinquent');
    expect(delinquent?.statements.at(-1)?.monthsLate).toBe(3);
    const late = (await caseLines(ports, 'late-payer')).map(({ statements }) =>
      statements.filter(({ monthsLate }) => monthsLate > 0),
    );
    expect(late.map(({ length }) => length).sort()).toEqual([0, 3]);
    const steady = await linesOf(ports, DEMO_BORROWER_STEADY);
    for (const { statements } of steady) {
      expect(statements.map(({ monthsLate }) => monthsLate)).toEqual([0, 0, 0, 0, 0, 0]);
    }
    const days = await ports.activities.days([DEMO_BORROWER_STEADY], '2025-01-01', '2028-01-01');
    expect(days.length).toBeGreaterThan(10);
    expect(days.filter(({ income }) => income !== null)).toEqual([]);
  });

  test('borrower-steady has two lines of one creditor, and one of another', async () => {
    const { ports } = await whole();
    const lines = await linesOf(ports, DEMO_BORROWER_STEADY);
    expect(lines.map(({ account: { id, creditorId } }) => [id, creditorId]).sort()).toEqual([
      ['01990000-0000-7000-8001-000000000003', 'demo-cn-brookside'],
      ['01990000-0000-7000-8002-000000000003', 'demo-cn-brookside'],
      ['01990000-0000-7000-8003-000000000003', 'demo-cn-paper-kite'],
    ]);
    expect(lines.map(({ account }) => account.status)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
  });

  test('every line has six statements, which its postings reproduce', async () => {
    const { ports } = await whole();
    const customers = await allCustomers(ports);
    expect(customers).toHaveLength(60);
    const jurisdictions = Map.groupBy(customers, ({ jurisdiction }) => jurisdiction);
    expect(jurisdictions.get('EU')?.length).toBeGreaterThanOrEqual(15);
    expect(jurisdictions.get('CN')?.length).toBeGreaterThanOrEqual(30);
    for (const { locale, jurisdiction } of customers) {
      expect(locale).toBe(jurisdiction === 'CN' ? 'zh' : 'en');
    }
    for (const lines of await linesOfAll(
      ports,
      customers.map(({ id }) => id),
    )) {
      expect(lines.length).toBeGreaterThanOrEqual(1);
      expect(lines.length).toBeLessThanOrEqual(4);
      for (const line of lines) expectWhole(line);
    }
    const assessed = await ports.riskProfiles.latest(customers.map(({ id }) => id));
    for (const { trigger } of assessed) expect(trigger).toBe('OPENING');
    expect(assessed).toHaveLength(customers.length);
    expect(new Set(assessed.map(({ band }) => band)).size).toBeGreaterThanOrEqual(4);
  });

  test('rules act on the cases that are there to show them, and on nobody else', async () => {
    const { ports } = await seeded(open);
    const acted = async (name: DemoCase) => {
      const id = (await demoCases(ports, [name])).get(name) ?? never();
      const [assessment] = await ports.riskProfiles.latest([id]);
      return assessment?.rules;
    };
    const expected = [
      ['many-outflows', 'frequent-outflows', 14, 'REFERRED'],
      ['unstated-draws', 'unstated-draws', 5, 'OPEN'],
      ['many-devices', 'many-devices', 7, 'REFERRED'],
    ] as const;
    for (const [name, ruleId, least, newCredit] of expected) {
      const rules = await acted(name);
      expect(rules).toMatchObject({ acted: [{ ruleId }], newCredit });
      expect(rules?.acted[0]?.value).toBeGreaterThanOrEqual(least);
    }
    const customers = await allCustomers(ports);
    const others = new Set((await demoCases(ports, REMARKABLE)).values());
    for (const { id } of customers.filter((each) => !others.has(each.id))) {
      const made = await reassess(ports, agent, id);
      expect(made).toMatchObject({ made: { rules: { acted: [], newCredit: expect.any(String) } } });
    }
  });

  test('what a customer did agrees with the books', async () => {
    const { ports } = await seeded(open, CASES_ONLY);
    const days = await ports.activities.days([DEMO_BORROWER_CLEAR], '2025-11-25', '2026-11-25');
    const counted = (kind: ActivityKind) =>
      days.reduce((sum, { counts }) => sum + (counts[kind] ?? 0), 0);
    const entries = (await linesOf(ports, DEMO_BORROWER_CLEAR)).flatMap((line) => line.entries);
    const booked = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
    expect(booked('REPAYMENT')).toBeGreaterThan(3);
    expect(counted('REPAYMENT')).toBe(booked('REPAYMENT'));
    expect(counted('PURCHASE') + counted('DRAW')).toBe(booked('CAPTURE'));
  });

  test('leaves nothing undone for the worker', async () => {
    const { ports } = await whole();
    expect(await runDueWork(ports)).toMatchObject({
      holdsLapsed: 0,
      linesWithInterest: 0,
      statementsMade: 0,
    });
  });

  test('is seeded once', async () => {
    const { ports, dump } = await whole();
    const before = await dump();
    expect(await seedDemo(ports, { ...OPTIONS, customers: 80 })).toBe(0);
    expect(await dump()).toEqual(before);
  });

  test('is completed by the next start when the first was interrupted', async () => {
    const { ports, count, added } = await seeded(interruptedOnce(open));
    expect(added).toBe(10);
    const whole = await seeded(open);
    for (const table of ['activity', 'activity_day', 'assessment'] as const) {
      expect(await count(table)).toBe(await whole.count(table));
    }
    expect(await count('customer')).toBe(60);
    expect((await allCustomers(ports)).length).toBe(60);
  });

  test('is the same every time, ids aside', async () => {
    const [one, other] = [await seeded(open), await seeded(open)];
    const contained = await contents(one.ports);
    expect(contained.length).toBeGreaterThan(100_000);
    expect(await contents(other.ports)).toBe(contained);
  });

  test('can be as small as two customers', async () => {
    const { ports, count } = await seeded(open, { ...OPTIONS, customers: 2 });
    expect(await count('customer')).toBe(2);
    expect((await demoCases(ports, NAMES)).size).toBe(2);
  });
});

const never = (): never => {
  throw new Error('the line is not there');
};

async function allCustomers(ports: Ports) {
  const names = Array.from({ length: 60 }, (_, at) => `customer-${String(at).padStart(5, '0')}`);
  const known = await ports.imports.known('demo', [...NAMES, ...names]);
  const ids = [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id);
  const found = new Map((await ports.customers.find(ids)).map((each) => [each.id, each]));
  return ids.map((id) => found.get(id) ?? never());
}

/** Six statements in a row, each the balance of the postings up to it; entries balance. */
function expectWhole({ account, position, entries, statements, holds, plans }: Line): void {
  expect(statements.map(({ period }) => period)).toEqual([
    '2026-05',
    '2026-06',
    '2026-07',
    '2026-08',
    '2026-09',
    '2026-10',
  ]);
  const onCustomer = (until: string): number =>
    entries
      .filter(({ bookingDate }) => bookingDate <= until)
      .flatMap(({ postings }) => postings.filter((each) => CUSTOMER_SIDE.includes(each.account)))
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  expect(statements.map(({ closedOn }) => onCustomer(closedOn))).toEqual(
    statements.map((each) => each.balanceMinor),
  );
  expect(onCustomer('9999')).toBe(balanceMinor(position));
  for (const { postings, bookedAt } of entries) {
    expect(postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
    expect(bookedAt).toBeGreaterThan(account.openedAt);
  }
  expect(holds.reduce((sum, hold) => sum + hold.amountMinor, 0)).toBe(position.heldMinor);
  for (const plan of plans) {
    expect(plan.instalmentsPaid).toBeLessThan(plan.instalments);
    expect(owedMinor(position)).toBeGreaterThan(0);
    expect(plan.nextDueOn > '2026-11-25').toBe(true);
  }
}

/** A store on which one seeding has already failed, in its second batch. */
const interruptedOnce = (open: () => Promise<Store>) => async (): Promise<Store> => {
  const store = await open();
  const { ports } = store;
  await ports.inTransaction(() => addModel(ports));
  let batches = 0;
  const failing: Ports = {
    ...ports,
    imports: {
      ...ports.imports,
      claim: (records) => {
        batches += 1;
        if (batches === 2) throw new Error('killed');
        return ports.imports.claim(records);
      },
    },
  };
  await expect(seedDemo(failing, OPTIONS)).rejects.toThrow('killed');
  expect(await store.count('customer')).toBe(50);
  return store;
};

/** Everything about the customers that is not an id. */
async function contents(ports: Ports) {
  const customers = await allCustomers(ports);
  const lines = await linesOfAll(
    ports,
    customers.map(({ id }) => id),
  );
  const isId = (name: string): boolean => /^(id|reverses|.*Id)$/.test(name) && name !== 'productId';
  const byProduct = lines.map((each) =>
    each.toSorted((a, b) => (a.account.productId < b.account.productId ? -1 : 1)),
  );
  return JSON.stringify({ customers, lines: byProduct }, (name, value) =>
    isId(name) ? undefined : value,
  );
}
