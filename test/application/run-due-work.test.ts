/** What time brings about: statements, dues, interest and lapsed holds, whoever comes first. */
import { beforeEach, expect, test } from '@jest/globals';
import { closeAccount } from '../../src/application/close-account.js';
import { authorizeUse, postAmount } from '../../src/application/operate-line.js';
import { viewLines } from '../../src/application/read-lines.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { cny, key, made } from '../support/operated.js';
import { aHold, type Given, givenLines } from '../support/portfolio.js';
import { expectSoundBooks } from '../support/postings.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const postTo = async (accountId: string, kind: 'REPAYMENT' | 'REFUND', minor: number) =>
    made(await postAmount(ports, paymentSystem, kind, { accountId, amount: cny(minor), ...key() }));
  const use = (accountId: string, minor: number) =>
    authorizeUse(ports, paymentSystem, {
      accountId,
      capability: 'PAY',
      amount: cny(minor),
      ...key(),
    });
  const statementsOf = async ({ customer }: Given) =>
    ports.books.statements([customer.id], '2026-01');
  const positionOf = async ({ account }: Given) => {
    const [position] = await ports.books.positions([account.id]);
    if (!position) throw new Error('no position');
    return position;
  };
  const daysPastDue = async (given: Given): Promise<number> => {
    const [view] = await viewLines(ports, [given.account], store.clock.now());
    if (!view) throw new Error('no line');
    return view.daysPastDue;
  };
  /** To the first day of the n-th month from November, at noon in Shanghai, with all work done. */
  const untilDay = async (day: string): Promise<void> => {
    store.clock.advance(Date.parse(`${day}T04:00:00Z`) - store.clock.now());
    await runDueWork(ports);
  };

  test('a month’s statement does not depend on who touches the line first', async () => {
    const line = { position: { principalMinor: 1_000_000, interestThrough: '2026-11-25' } };
    const given = await givenLines(ports, [line, line]);
    const [touched] = given.accounts;
    store.clock.advance(10 * DAY_MS);
    await postTo(touched?.id ?? '', 'REPAYMENT', 100);
    await runDueWork(ports);
    const november = (await statementsOf(given)).filter(({ period }) => period === '2026-11');
    expect(november.map(({ balanceMinor }) => balanceMinor)).toEqual([1_003_000, 1_003_000]);
    for (const { id } of given.accounts) await expectSoundBooks(ports, id);
    expect(await runDueWork(ports)).toMatchObject({ statementsMade: 0, linesWithInterest: 0 });
  });

  test('given months that nobody made, then they are made up and scored once', async () => {
    const given = await givenLines(ports, [{ position: { principalMinor: 1_000 } }]);
    await untilDay('2027-03-10');
    const periods = (await statementsOf(given)).map(({ period }) => period);
    expect(periods.slice(-4)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
    expect(await store.count('assessment')).toBe(1);
    expect((await ports.riskProfiles.latest([given.customer.id]))[0]?.trigger).toBe('STATEMENT');
  });

  test('given dues up to the whole debt, when all is paid, then a later purchase is not late', async () => {
    const given = await givenLines(ports, [{ position: { principalMinor: 6_000 } }], {
      product: { annualRatePpm: 0, minimumDuePpm: 0, minimumDueFloorMinor: 5_000, dueDays: 20 },
    });
    await untilDay('2027-01-02');
    const dues = (await statementsOf(given)).map((each) => each.duesCumulativeMinor);
    expect(dues.slice(-2)).toEqual([5_000, 6_000]);
    expect(await daysPastDue(given)).toBeGreaterThan(0);
    await postTo(given.account.id, 'REPAYMENT', 6_000);
    await untilDay('2027-02-10');
    await postTo(given.account.id, 'REFUND', 1);
    made(await use(given.account.id, 1_000));
    expect(await daysPastDue(given)).toBe(0);
  });

  test('given a due, when a merchant’s refund takes the debt away, then nothing is late', async () => {
    const product = { annualRatePpm: 0 };
    const given = await givenLines(ports, [{ position: { principalMinor: 100_000 } }], { product });
    await untilDay('2026-12-05');
    await postTo(given.account.id, 'REFUND', 100_000);
    expect(await positionOf(given)).toMatchObject({ principalMinor: 0 });
    await untilDay('2027-01-24');
    const hold = made(await use(given.account.id, 5_000));
    expect(hold.status).toBe('OPEN');
    expect(await daysPastDue(given)).toBe(0);
    expect((await statementsOf(given)).at(-1)?.monthsLate).toBe(0);
  });

  test('what was late at the month’s end is late on its statement, though it was paid since', async () => {
    const product = { annualRatePpm: 0, dueDays: 20 };
    const given = await givenLines(ports, [{ position: { principalMinor: 100_000 } }], { product });
    await untilDay('2026-12-05');
    store.clock.advance(Date.parse('2027-01-01T04:00:00Z') - store.clock.now());
    await postTo(given.account.id, 'REPAYMENT', 100_000);
    await runDueWork(ports);
    expect((await statementsOf(given)).at(-1)).toMatchObject({
      period: '2026-12',
      balanceMinor: 100_000,
      monthsLate: 1,
    });
    expect(await daysPastDue(given)).toBe(0);
  });

  test('a closed line has the statement of its last month, and none of the quiet ones after', async () => {
    const given = await givenLines(ports, [{}]);
    const input = { accountId: given.account.id, expectedVersion: 1, ...key() };
    expect(await closeAccount(ports, borrowerOf(given.customer), input)).toHaveProperty('closure');
    await untilDay('2026-12-02');
    await untilDay('2027-03-10');
    const amount = { accountId: given.account.id, amount: cny(500), ...key() };
    made(await postAmount(ports, paymentSystem, 'FEE', amount));
    await untilDay('2027-04-02');
    const periods = (await statementsOf(given)).map(({ period }) => period);
    expect(periods.filter((period) => period >= '2026-11')).toEqual(['2026-11', '2027-03']);
  });

  test('a hold that cannot be released does not keep the others from lapsing', async () => {
    const given = await givenLines(ports, [{ position: { heldMinor: 40_000 } }]);
    const [bad, good] = [aHold(given.account), aHold(given.account)].map((hold) => ({
      ...hold,
      expiresAt: store.clock.now(),
    }));
    if (!bad || !good) throw new Error('no holds');
    await ports.books.addHold(bad);
    await ports.books.addHold(good);
    store.clock.advance(1);
    const hold = async (id: string) => (id === bad.id ? undefined : ports.books.hold(id));
    const broken = { ...ports, books: { ...ports.books, hold } };
    await expect(runDueWork(broken)).rejects.toThrow('some due work failed');
    expect(await ports.books.hold(good.id)).toMatchObject({ status: 'EXPIRED' });
    expect(await ports.books.hold(bad.id)).toMatchObject({ status: 'OPEN' });
  });

  test('an authorisation counts the interest of the days that nobody has posted', async () => {
    const position = { principalMinor: 990_000, interestThrough: '2026-11-05' };
    const given = await givenLines(ports, [{ position, account: { limitMinor: 1_000_000 } }]);
    // Twenty days at 495 leave 100 of the limit.
    expect(await use(given.account.id, 10_000)).toMatchObject({
      refusals: [{ code: 'AVAILABLE_CREDIT_EXCEEDED', available: cny(100) }],
    });
    expect(made(await use(given.account.id, 100)).amountMinor).toBe(100);
    await expectSoundBooks(ports, given.account.id);
  });

  test('a hold lapses also where no rules are in force any more, and the rest goes on', async () => {
    const given = await givenLines(ports, [{ position: { heldMinor: 20_000 } }], {
      customer: { jurisdiction: 'XX' },
    });
    const other = await givenLines(ports, [{ position: { principalMinor: 1_000_000 } }]);
    await ports.books.addHold(aHold(given.account, { expiresAt: store.clock.now() }));
    store.clock.advance(DAY_MS);
    expect(await runDueWork(ports)).toMatchObject({ holdsLapsed: 1, linesWithInterest: 1 });
    expect((await positionOf(given)).heldMinor).toBe(0);
    expect((await positionOf(other)).interestMinor).toBe(500);
  });

  test('a step that fails does not keep the others from being done', async () => {
    const given = await givenLines(ports, [{ position: { principalMinor: 1_000_000 } }]);
    store.clock.advance(DAY_MS);
    const lapsedHolds = async () => Promise.reject(new Error('the table is gone'));
    const broken = { ...ports, dueWork: { ...ports.dueWork, lapsedHolds } };
    await expect(runDueWork(broken)).rejects.toThrow('some due work failed');
    expect((await positionOf(given)).interestMinor).toBe(500);
  });
});
