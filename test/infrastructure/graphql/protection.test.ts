import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { describeDatabases } from '../../support/stores.js';

const CUSTOMER = '01990000-0000-7000-8000-000000000002';
const UNUSED = '01990000-0000-7000-8003-000000000002';

const CLOSE = `mutation($input: CloseAccountInput!) { closeAccount(input: $input) {
  closure { limitCountsUntil } errors { code } } }`;
const PROFILE = `query($id: ID!, $locale: Locale) { riskProfile(customerId: $id) {
  score
  explanation { basePoints characteristics { id points } }
  protection(locale: $locale) { until note characteristics { id name value withoutProtection } }
} }`;
const ADVANCE = 'mutation($by: ISO8601Duration!) { advanceClock(by: $by) { errors { code } } }';

interface Profile {
  readonly riskProfile: {
    score: number;
    explanation: { basePoints: number; characteristics: { id: string; points: number }[] };
    protection: {
      until: string;
      note: string;
      characteristics: { id: string; value: string; withoutProtection: string }[];
    } | null;
  };
}

describeDatabases((open) => {
  let gateway: Gateway;
  let until: string;

  beforeAll(async () => {
    gateway = await startGateway(await open());
  });
  afterAll(() => gateway?.close());

  const profile = async (locale?: string) => {
    const variables = { id: CUSTOMER, locale };
    const { data } = await gateway.query<Profile>('borrower-indebted', PROFILE, variables);
    return data!.riskProfile;
  };
  const advance = (by: string) => gateway.query('service', ADVANCE, { by });

  test('given no closing, then nothing is protected', async () => {
    expect((await profile()).protection).toBeNull();
  });

  test('given a closing in the Union, then a later score says what it was kept from', async () => {
    const input = { accountId: UNUSED, expectedVersion: 1, idempotencyKey: 'protected' };
    const as = { persona: 'borrower-indebted', stepUp: true } as const;
    const { data } = await gateway.query<{
      closeAccount: { closure: { limitCountsUntil: string }; errors: [] };
    }>(as, CLOSE, { input });
    expect(data!.closeAccount.errors).toEqual([]);
    until = data!.closeAccount.closure.limitCountsUntil;
    await advance('P70D');
    const { protection, explanation, score } = await profile();
    expect(protection?.until).toBe(until);
    const used = protection?.characteristics.find(({ id }) => id === 'utilization_latest');
    expect(Number.parseFloat(used?.withoutProtection ?? '')).toBeGreaterThan(
      Number.parseFloat(used?.value ?? ''),
    );
    const points = explanation.characteristics.reduce((sum, each) => sum + each.points, 0);
    expect(explanation.basePoints + points).toBe(score);
    expect((await profile('zh')).protection?.note).toMatch(/关闭/);
  });

  test('given that its time is over, then nothing is protected any more', async () => {
    await advance('P150D');
    expect((await profile()).protection).toBeNull();
  });
});
