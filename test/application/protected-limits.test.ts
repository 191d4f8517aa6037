/** The limits of lines that were closed go on counting: from their closing on, and never twice. */
import { describe, expect, test } from '@jest/globals';
import { riskFacts } from '../../src/application/assess.js';
import type { CreditAccount } from '../../src/domain/credit-account/credit-account.js';
import { evolve } from '../../src/domain/credit-account/evolve.js';
import { deriveCharacteristics } from '../../src/domain/risk-profile/characteristics.js';
import { withProtection } from '../../src/domain/risk-profile/closure-protection.js';
import { addDays } from '../../src/domain/time.js';
import { aCustomer, anAccount, aProduct, aStatement } from '../support/portfolio.js';

const PROTECTION = { days: 180, characteristics: ['utilization_latest', 'utilization_max'] };
const at = (day: string): number => Date.parse(`${day}T10:00:00Z`);

const customer = aCustomer();
const product = aProduct();
const KEPT = anAccount(customer, aProduct(), { openedAt: at('2025-01-10') });
const OLD = anAccount(customer, product, { openedAt: at('2025-01-10') });

/** Closed without debt. */
const closed = (account: CreditAccount, on = '2026-01-15'): CreditAccount =>
  evolve(account, {
    type: 'ClosureMade',
    closureId: `closure-of-${account.id}`,
    outcome: 'CLOSED',
    revoked: [],
    limitCountsUntil: addDays(on, PROTECTION.days),
    at: at(on),
  });

const LIMIT = KEPT.limitMinor;
/** Half of the kept line is in use all the time. */
const statements = (...months: string[]) =>
  months.map((period) =>
    aStatement(KEPT, { period, balanceMinor: LIMIT / 2, limitMinor: LIMIT, monthsLate: 0 }),
  );
/** The months of the other lines' own statements, with nothing owed. */
const unused = (account: CreditAccount, ...months: string[]) =>
  months.map((period) =>
    aStatement(account, { period, balanceMinor: 0, limitMinor: account.limitMinor }),
  );

const valuesOf = (accounts: readonly CreditAccount[], own: ReturnType<typeof unused>) => {
  const stated = [...statements('2026-01', '2026-02', '2026-03', '2026-04'), ...own];
  const facts = riskFacts([KEPT, ...accounts], [], stated, '2026-05-02', undefined);
  return withProtection(facts, deriveCharacteristics, PROTECTION).values;
};

test('given a closed line, then each month since has its limit', () => {
  expect(valuesOf([closed(OLD)], unused(OLD, '2026-01'))).toMatchObject({
    utilization_latest: 0.25,
    utilization_max: 0.25,
  });
});

test('given a debt that came late and was paid, then no month since the closing is missing', () => {
  const reopened = evolve(closed(OLD), { type: 'RunOffReopened', at: at('2026-04-03') });
  const settled = evolve(reopened, { type: 'RunOffCompleted', at: at('2026-04-20') });
  expect(valuesOf([settled], unused(OLD, '2026-01', '2026-04'))).toMatchObject({
    utilization_latest: 0.25,
    utilization_max: 0.25,
  });
});

describe('given a new line in the place of the closed one', () => {
  const NEW = anAccount(customer, product, {
    openedAt: at('2026-03-05'),
    previousAccountId: OLD.id,
  });
  const own = [...unused(OLD, '2026-01'), ...unused(NEW, '2026-03', '2026-04')];

  test('then its limit is not counted beside that of the old one', () => {
    expect(valuesOf([closed(OLD), NEW], own)).toMatchObject({
      utilization_latest: 0.25,
      utilization_max: 0.25,
    });
  });

  test('closed as well, it adds nothing either', () => {
    const ended = closed(NEW, '2026-03-20');
    const stated = [...unused(OLD, '2026-01'), ...unused(NEW, '2026-03')];
    expect(valuesOf([closed(OLD), ended], stated)).toMatchObject({
      utilization_latest: 0.25,
      utilization_max: 0.25,
    });
  });

  test('smaller than the old one, it takes nothing from what was protected', () => {
    const smaller = { ...NEW, limitMinor: LIMIT / 4 };
    const stated = [...unused(OLD, '2026-01'), ...unused(smaller, '2026-03', '2026-04')];
    expect(valuesOf([closed(OLD), smaller], stated)).toMatchObject({
      utilization_latest: 0.25,
      utilization_max: 0.25,
    });
  });
});
