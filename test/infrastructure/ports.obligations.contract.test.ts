/** What every store promises of holds, plans, statements and refunds due. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { RefundDue } from '../../src/domain/ledger/refund.js';
import { addDays } from '../../src/domain/time.js';
import {
  aCustomer,
  aHold,
  anAccount,
  aPlan,
  aPosition,
  aProduct,
  aStatement,
  newId,
} from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

const MAX = Number.MAX_SAFE_INTEGER;
const aLine = () => anAccount(aCustomer(), aProduct());

describeStores((open) => {
  let books: Store['ports']['books'];
  beforeAll(async () => {
    ({ books } = (await open()).ports);
  });

  describe('holds', () => {
    test('come back as they were; the open ones of lines by id', async () => {
      const [first, second] = [aLine(), aLine()];
      const holds = [
        aHold(first, { amountMinor: MAX, capability: 'DRAW' }),
        aHold(first, { status: 'CAPTURED', capturedMinor: 20_000 }),
        aHold(second),
        aHold(first, { status: 'EXPIRED' }),
        aHold(first, { capturedMinor: 1 }),
      ];
      for (const hold of holds) await books.addHold(hold);
      expect(await books.hold(holds[1]?.id ?? '')).toEqual(holds[1]);
      expect(await books.openHolds([second.id, first.id])).toEqual([holds[0], holds[2], holds[4]]);
      expect(await books.openHolds([second.id])).toEqual([holds[2]]);
      await expect(books.addHold(aHold(first, { id: holds[0]?.id }))).rejects.toThrow();
    });

    test('saved, they keep what was agreed and change what was done', async () => {
      const line = aLine();
      const [hold, other] = [aHold(line), aHold(line)];
      await books.addHold(hold);
      await books.addHold(other);
      const done = { capturedMinor: 12, status: 'VOIDED' } as const;
      await books.saveHolds([
        { ...hold, ...done, amountMinor: 1, expiresAt: 1 },
        { ...other, capturedMinor: 3 },
      ]);
      expect(await books.hold(hold.id)).toEqual({ ...hold, ...done });
      expect(await books.openHolds([line.id])).toEqual([{ ...other, capturedMinor: 3 }]);
    });
  });

  test('instalment plans come back as they were until they are settled', async () => {
    const [line, other] = [aLine(), aLine()];
    const plans = [aPlan(line), aPlan(line, { principalMinor: MAX }), aPlan(other)];
    await books.addPlans([...plans, aPlan(line, { status: 'SETTLED' })]);
    expect(await books.activePlans([other.id, line.id])).toEqual(plans);
    await books.settlePlans(line.id);
    expect(await books.activePlans([other.id, line.id])).toEqual([plans[2]]);
  });

  describe('statements', () => {
    test('what a score reads instead is written beside, from a month to another', async () => {
      const customer = aCustomer();
      const [line, other] = [anAccount(customer, aProduct()), anAccount(customer, aProduct())];
      const months = ['2026-08', '2026-09', '2026-10'];
      const statements = [
        ...months.map((period) => aStatement(line, { period, monthsLate: 2 })),
        aStatement(other, { period: '2026-11', corrected: { limitMinor: null, monthsLate: 0 } }),
      ];
      await books.addStatements(statements);
      await books.correctStatements(line.id, { from: '2026-09' }, { limitMinor: 7 });
      const september = { from: '2026-09', until: '2026-09' };
      await books.correctStatements(line.id, september, { monthsLate: 0 });
      await books.correctStatements(line.id, { from: '2026-01', until: '2026-08' }, {});
      const corrected = [
        null,
        { limitMinor: 7, monthsLate: 0 },
        { limitMinor: 7, monthsLate: null },
        { limitMinor: null, monthsLate: 0 },
      ];
      const read = () => books.statements([customer.id], '2026-01');
      expect(await read()).toEqual(
        statements.map((each, at) => ({ ...each, corrected: corrected[at] })),
      );
      await books.correctStatements(line.id, september, { limitMinor: 9, monthsLate: 1 });
      expect((await read())[1]?.corrected).toEqual({ limitMinor: 9, monthsLate: 1 });
    });

    test('come back as they were from a period on, oldest first', async () => {
      const customer = aCustomer();
      const [first, second] = [
        anAccount(customer, aProduct()),
        anAccount(customer, aProduct({ currency: 'USD' })),
      ];
      const statements = [
        aStatement(first, { period: '2026-08', balanceMinor: -MAX, sourcePeriod: '2005-08' }),
        aStatement(second, { period: '2026-08', purchasesMinor: -4 }),
        aStatement(first, { period: '2026-09', monthsLate: 3 }),
        aStatement(first, { period: '2026-10' }),
      ];
      await books.addStatements(statements.toReversed());
      await books.addStatements([aStatement(aLine())]);
      expect(await books.statements([customer.id], '2026-01')).toEqual(statements);
      expect(await books.statements([customer.id], '2026-09')).toEqual(statements.slice(2));
      expect(await books.statements([customer.id], '2026-11')).toEqual([]);
    });

    test('a line has one statement a period', async () => {
      const line = aLine();
      await books.addStatements([aStatement(line)]);
      await expect(books.addStatements([aStatement(line)])).rejects.toThrow();
    });

    test('the oldest open due follows what was repaid, also back', async () => {
      const [line, current] = [aLine(), aLine()];
      const position = aPosition(line);
      await books.open([position, aPosition(current, { repaidMinor: 10_000 })]);
      const due = (dueOn: string, minimumDueMinor: number, duesCumulativeMinor: number) =>
        aStatement(line, {
          period: dueOn.slice(0, 7),
          dueOn,
          minimumDueMinor,
          duesCumulativeMinor,
        });
      await books.addStatements([
        // Nothing was due here, so it is never open, whatever was taken back since.
        due('2026-07-20', 0, 30),
        due('2026-08-20', 100, 100),
        due('2026-09-20', 0, 100),
        due('2026-10-20', 50, 150),
        aStatement(current),
      ]);
      const oldestAfter = async (repaidMinor: number) => {
        await books.savePositions([{ ...position, repaidMinor }]);
        const dues = await books.oldestOpenDues([line.id, current.id]);
        expect(dues.has(current.id)).toBe(false);
        return dues.get(line.id);
      };
      expect(await oldestAfter(0)).toBe('2026-08-20');
      expect(await oldestAfter(99)).toBe('2026-08-20');
      expect(await oldestAfter(100)).toBe('2026-10-20');
      expect(await oldestAfter(150)).toBeUndefined();
      // A payment that bounced is taken off what was repaid, and so opens the older due again.
      expect(await oldestAfter(60)).toBe('2026-08-20');
    });

    test('a due is open by what was repaid, late as found, and of nobody once set aside', async () => {
      const line = aLine();
      await books.open([aPosition(line, { repaidMinor: 100 })]);
      const months = ['2026-07', '2026-08', '2026-09'];
      const statements = months.map((period, at) =>
        aStatement(line, {
          ...{ period, closedOn: `${period}-28`, dueOn: addDays(`${period}-28`, 20) },
          ...{ minimumDueMinor: 100, duesCumulativeMinor: (at + 1) * 100 },
        }),
      );
      await books.addStatements(statements);
      const oldest = async () => (await books.oldestOpenDues([line.id])).get(line.id);
      const periods = async () => (await books.dues([line.id])).map(({ period }) => period);
      expect((await periods()).toSorted()).toEqual(['2026-08', '2026-09']);
      expect(await oldest()).toBe('2026-09-17');
      // A statement whose own due is met still says that what is older was not late by then.
      const only = (period: string) => ({ from: period, until: period });
      await books.correctStatements(line.id, only('2026-07'), { monthsLate: 0 });
      expect((await periods()).toSorted()).toEqual(months);
      expect(await oldest()).toBe('2026-09-17');
      await books.correctStatements(line.id, only('2026-09'), { monthsLate: 0 });
      expect(await oldest()).toBe('2026-10-18');
      const setAsideBy = newId();
      await books.correctStatements(line.id, only('2026-09'), { setAsideBy });
      expect(await oldest()).toBe('2026-09-17');
      await books.correctStatements(line.id, only('2026-08'), { setAsideBy });
      expect(await oldest()).toBeUndefined();
      expect((await books.dues([line.id])).filter(({ isSetAside }) => isSetAside)).toHaveLength(2);
      const read = await books.statements([line.customerId], '2026-01');
      expect(read).toEqual([
        { ...statements[0], corrected: { limitMinor: null, monthsLate: 0 } },
        { ...statements[1], setAsideBy },
        { ...statements[2], corrected: { limitMinor: null, monthsLate: 0 }, setAsideBy },
      ]);
    });
  });

  test('refunds due come back as they were and are paid once told', async () => {
    const [line, other] = [aLine(), aLine()];
    const aRefund = (of: typeof line, over: Partial<RefundDue> = {}): RefundDue => ({
      id: newId(),
      accountId: of.id,
      customerId: of.customerId,
      currency: 'CNY',
      amountMinor: MAX,
      createdAt: NOW,
      payBy: '2026-12-04',
      paidAt: null,
      recalledAt: null,
      ...over,
    });
    const refunds = [aRefund(line), aRefund(line, { amountMinor: 1 }), aRefund(other)];
    const [first, second, third] = refunds;
    await books.addRefundsDue(refunds);
    expect(await books.refundsOf([other.id, line.id])).toEqual(refunds);
    await books.markRefundPaid(first?.id ?? '', NOW + 5);
    expect(await books.refundDue(first?.id ?? '')).toEqual({ ...first, paidAt: NOW + 5 });
    expect(await books.refundsOf([other.id])).toEqual([third]);
    expect(await books.refundDue(second?.id ?? '')).toEqual(second);
  });
});
