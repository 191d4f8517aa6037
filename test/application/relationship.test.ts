/** When a relationship with a customer ends, goes on, and begins again. */
import { expect, test } from '@jest/globals';
import { packOfCustomer } from '../../src/application/jurisdiction.js';
import { followRelationship, relationshipEnded } from '../../src/application/relationship.js';
import type {
  AccountStatus,
  CreditAccount,
} from '../../src/domain/credit-account/credit-account.js';
import { aCustomer, anAccount, aProduct, TODAY } from '../support/portfolio.js';
import { NOW } from '../support/stores.js';

const customer = aCustomer();
const lines = (...statuses: AccountStatus[]): CreditAccount[] =>
  statuses.map((status) => ({ ...anAccount(customer, aProduct()), status }) as CreditAccount);

/** What is written when the lines change. */
async function written(before: CreditAccount[], after: CreditAccount[]): Promise<unknown[][]> {
  const calls: unknown[][] = [];
  const setRelationshipEnd = async (...given: unknown[]) => {
    calls.push(given);
  };
  const retention = { setRelationshipEnd };
  const pack = packOfCustomer('CN', NOW)?.pack;
  if (!pack) throw new Error('no pack');
  await followRelationship({ retention } as never, customer.id, after, TODAY, pack, before);
  return calls;
}

test('ends on the day on which the last line is closed, and says from when all may go', async () => {
  const [call, ...more] = await written(lines('CLOSED', 'ACTIVE'), lines('CLOSED', 'CLOSED'));
  expect(more).toEqual([]);
  // Ten years, and from the day after.
  expect(call).toEqual([customer.id, TODAY, '2036-11-26']);
});

test('goes on again when a debt comes back or a new line is opened', async () => {
  const gone = [[customer.id, null, null]];
  expect(await written(lines('CLOSED'), lines('RUN_OFF'))).toEqual(gone);
  expect(await written(lines('CLOSED'), lines('CLOSED', 'ACTIVE'))).toEqual(gone);
});

test('costs no statement while nothing of it changes', async () => {
  expect(await written(lines('ACTIVE', 'ACTIVE'), lines('CLOSED', 'ACTIVE'))).toEqual([]);
  expect(await written(lines('ACTIVE'), lines('RUN_OFF'))).toEqual([]);
  expect(await written(lines('CLOSED'), lines('CLOSED'))).toEqual([]);
  expect(await written([], lines('ACTIVE'))).toEqual([]);
});

test.each<[AccountStatus]>([
  ['ACTIVE'],
  ['SUSPENDED'],
  ['NOTICE_GIVEN'],
  ['DRAWDOWN_ENDED'],
  ['RUN_OFF'],
  ['CHARGED_OFF'],
])('does not end while a line is %s', (status) => {
  expect(relationshipEnded(lines('CLOSED', status))).toBe(false);
});

test('nobody who never had a line has ended anything', () => {
  expect(relationshipEnded([])).toBe(false);
  expect(relationshipEnded(lines('CLOSED'))).toBe(true);
});
