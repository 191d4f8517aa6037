/** Policies that do not fit the card and the rules in use are found before anything is decided. */
import { describe, expect, test } from '@jest/globals';
import {
  checkPolicies,
  jurisdictionWithoutSupervisor,
} from '../../src/application/check-policies.js';
import { shippedActionPolicy } from '../../src/infrastructure/action-policies/shipped.js';
import { shippedLimitPolicy } from '../../src/infrastructure/limit-policies/shipped.js';
import { shippedRules, shippedScorecard } from '../../src/infrastructure/scorecards/shipped.js';
import { aCustomer } from '../support/portfolio.js';
import { describeStores } from '../support/stores.js';

describeStores((open) => {
  const stored = async (over: {
    actions?: (policy: ReturnType<typeof shippedActionPolicy>) => object;
    limits?: (policy: ReturnType<typeof shippedLimitPolicy>) => object;
  }) => {
    const { ports } = await open();
    const [actions, limits] = [shippedActionPolicy(), shippedLimitPolicy()];
    await ports.inTransaction(async () => {
      await ports.riskProfiles.addChampion(shippedScorecard());
      await ports.riskProfiles.addRules(shippedRules());
      await ports.limitPolicies.add({ ...limits, ...over.limits?.(limits) });
      await ports.actionPolicies.add({ ...actions, ...over.actions?.(actions) });
    });
    return ports;
  };

  test('a jurisdiction is found whose notices name an authority, where nobody named one', async () => {
    const { ports } = await open();
    const nobody = { ...ports, institution: { ...ports.institution, supervisors: {} } };
    const given = (jurisdiction: string) => ports.customers.add([aCustomer({ jurisdiction })]);
    for (const jurisdiction of ['CN', 'EU', 'CN']) await given(jurisdiction);
    expect(await ports.customers.jurisdictions()).toEqual(['CN', 'EU']);
    expect(await jurisdictionWithoutSupervisor(nobody)).toBeNull();
    await given('US');
    expect(await ports.customers.jurisdictions()).toEqual(['CN', 'EU', 'US']);
    expect(await jurisdictionWithoutSupervisor(nobody)).toBe('US');
    expect(await jurisdictionWithoutSupervisor(ports)).toBeNull();
  });

  describe('policies beside the card and the rules', () => {
    test('fit as they are shipped', async () => {
      await expect(checkPolicies(await stored({}))).resolves.toBeUndefined();
    });

    test('are refused where a measure looks at a band that the card does not have', async () => {
      const ports = await stored({
        actions: ({ measures }) => ({
          measures: measures.map((each) =>
            each.id === 'model-update-decrease'
              ? { ...each, when: [{ kind: 'BAND_IN', bands: ['Z'] }] }
              : each,
          ),
        }),
      });
      await expect(checkPolicies(ports)).rejects.toThrow(/actions-1 beside taiwan-1.*band/i);
    });

    test('are refused where a limit rule names a band that the card does not have', async () => {
      const ports = await stored({
        limits: ({ rules }) => ({
          rules: rules.map((each) => ({ ...each, bands: ['Z'] })),
        }),
      });
      await expect(checkPolicies(ports)).rejects.toThrow(/limits-1 beside taiwan-1.*band/i);
    });
  });
});
