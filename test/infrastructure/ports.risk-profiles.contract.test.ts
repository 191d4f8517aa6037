/** What every store promises of assessments, and of the cards and rules that made them. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../src/domain/risk-profile/assessment.js';
import type { RuleSet } from '../../src/domain/risk-profile/rules.js';
import { expertScorecard, newId } from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

const anAssessment = (customerId: string, over: Partial<Assessment> = {}): Assessment => ({
  id: newId(),
  customerId,
  assessedAt: NOW,
  trigger: 'IMPORT',
  scorecardVersion: 'expert-1',
  values: { utilization_now: 0.1234, months_late_latest: null, late_statements: 0 },
  score: -17,
  probabilityOfDefault: 0.123456,
  band: 'C',
  rules: null,
  protection: null,
  bureauId: null,
  ...over,
});

const text = (en: string, zh: string) => ({ en, zh });

const aRuleSet = (over: Partial<RuleSet> = {}): RuleSet => ({
  schemaVersion: 1,
  version: 'rules-1',
  kind: 'EXPERT',
  name: text('Rules “A”', '规则😀'),
  basis: text('Set by judgement.', '专家设定。'),
  createdOn: '2026-11-22',
  rules: [
    {
      id: 'late_twice',
      reasonCode: 'LATE_TWICE',
      characteristicId: 'late_statements',
      atLeast: 2,
      effect: { kind: 'REFER' },
      reason: text('Paid late.', '还款逾期。'),
      basis: text('Set by judgement.', '专家设定。'),
    },
  ],
  ...over,
});

describeStores((open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  test('assessments come back as they were; each customer has a latest one', async () => {
    const { riskProfiles } = store.ports;
    const [first, second] = [newId(), newId()];
    const all = [first, first, second].map((customerId, at) =>
      anAssessment(customerId, { bureauId: at === 1 ? 'demo-bureau' : null }),
    );
    await riskProfiles.add(all);
    await riskProfiles.add([]);
    const byCustomer = (a: Assessment, b: Assessment) => (a.customerId < b.customerId ? -1 : 1);
    const latest = await riskProfiles.latest([second, newId(), first]);
    expect(latest.toSorted(byCustomer)).toEqual([all[1], all[2]]);
    expect(await riskProfiles.latest([])).toEqual([]);
    expect(await riskProfiles.byId([all[0]?.id ?? '', newId()])).toEqual([all[0]]);
    expect(await riskProfiles.byId([])).toEqual([]);
    const [again] = all;
    if (again) await expect(riskProfiles.add([again])).rejects.toThrow();
  });

  test('the card stored last is the champion; a version never changes', async () => {
    const { ports } = await open();
    const { riskProfiles, inTransaction } = ports;
    await expect(riskProfiles.champion()).rejects.toThrow();
    const first = expertScorecard();
    const second = { ...expertScorecard(), version: 'expert-2' };
    const changed = { ...first, basePoints: first.basePoints + 1 };
    await inTransaction(() => riskProfiles.addChampion(first));
    expect(await riskProfiles.champion()).toEqual(first);
    await inTransaction(() => riskProfiles.addChampion(second));
    expect(await riskProfiles.champion()).toEqual(second);
    // Storing again what is stored changes nothing: a restart brings no retired card back.
    await inTransaction(() => riskProfiles.addChampion(first));
    expect(await riskProfiles.champion()).toEqual(second);
    await expect(inTransaction(() => riskProfiles.addChampion(changed))).rejects.toThrow(
      'stored with other content',
    );
    const versions = ['expert-1', 'expert-9', 'expert-2'];
    expect(await riskProfiles.scorecards(versions)).toEqual([first, second]);
    expect(await riskProfiles.scorecards([])).toEqual([]);
  });

  test('a card whose transaction was abandoned is not there', async () => {
    const { ports } = await open();
    const { riskProfiles, inTransaction } = ports;
    const kept = expertScorecard();
    const given = { ...kept, basePoints: kept.basePoints + 1 };
    await inTransaction(async (unit) => {
      await riskProfiles.addChampion(given);
      expect(await riskProfiles.champion()).toEqual(given);
      unit.abandon();
    });
    await expect(riskProfiles.champion()).rejects.toThrow();
    expect(await riskProfiles.scorecards([given.version])).toEqual([]);
    await inTransaction(() => riskProfiles.addChampion(kept));
    expect(await riskProfiles.champion()).toEqual(kept);
  });

  test('what the rules did comes back with the assessment', async () => {
    const { riskProfiles } = store.ports;
    const acted = [
      { ruleId: 'late_twice', value: 2 },
      { ruleId: 'cash_outs', value: 0.125 },
    ];
    const rules = { version: 'rules-1', acted, newCredit: 'NOT_NOW' } as const;
    const given = [
      anAssessment(newId(), { trigger: 'ACTIVITY', rules }),
      anAssessment(newId(), { rules: { ...rules, acted: [], newCredit: 'OPEN' } }),
    ];
    await riskProfiles.add(given);
    expect(await riskProfiles.byId(given.map(({ id }) => id))).toEqual(given);
  });

  describe('history', () => {
    test('goes back page by page, each customer at most so many, newest first', async () => {
      const { riskProfiles } = store.ports;
      const [first, second, third] = [newId(), newId(), newId()];
      const of = [first, second, first, first, second, first, third];
      const all = of.map((customerId) => anAssessment(customerId));
      await riskProfiles.add(all);
      const history = async (customerIds: string[], limit: number, before: string | null = null) =>
        (await riskProfiles.history(customerIds, { before, limit })).map((each) =>
          all.findIndex(({ id }) => id === each.id),
        );
      expect(await history([first], 3)).toEqual([5, 3, 2]);
      expect(await history([first], 3, all[2]?.id)).toEqual([0]);
      expect(await history([first], 3, all[0]?.id)).toEqual([]);
      expect(await history([second, first, second, newId()], 2)).toEqual([5, 4, 3, 1]);
      expect(await history([second, first], 1, all[4]?.id)).toEqual([3, 1]);
      expect(await history([first], 0)).toEqual([]);
      expect(await history([], 5)).toEqual([]);
      const [newest] = await riskProfiles.history([third], { before: null, limit: 1 });
      expect(newest).toEqual(all[6]);
    });

    test('of more customers than one statement puts together', async () => {
      const { riskProfiles } = store.ports;
      const all = Array.from({ length: 450 }, () => anAssessment(newId()));
      await riskProfiles.add(all);
      const customers = all.map(({ customerId }) => customerId);
      const found = await riskProfiles.history(customers, { before: null, limit: 2 });
      expect(found).toEqual(all.toReversed());
    });
  });

  describe('rule sets', () => {
    test('the one stored last is current; a version never changes', async () => {
      const { ports, dump } = await open();
      const { riskProfiles, inTransaction } = ports;
      await expect(riskProfiles.currentRules()).rejects.toThrow();
      const [first, second] = [aRuleSet(), aRuleSet({ version: 'rules-2', rules: [] })];
      await inTransaction(() => riskProfiles.addRules(first));
      expect(await riskProfiles.currentRules()).toEqual(first);
      await inTransaction(() => riskProfiles.addRules(second));
      expect(await riskProfiles.currentRules()).toEqual(second);
      // Storing again what is stored changes nothing: a restart brings no retired set back.
      const before = await dump();
      await inTransaction(() => riskProfiles.addRules(first));
      expect(await dump()).toEqual(before);
      const changed = { ...first, createdOn: '2026-11-23' };
      await expect(inTransaction(() => riskProfiles.addRules(changed))).rejects.toThrow(
        'rule set rules-1 is stored with other content',
      );
      const versions = ['rules-2', 'rules-9', 'rules-1'];
      expect(await riskProfiles.ruleSets(versions)).toEqual([second, first]);
      expect(await riskProfiles.ruleSets([])).toEqual([]);
    });

    test('one whose transaction was abandoned is not there', async () => {
      const { ports } = await open();
      const { riskProfiles, inTransaction } = ports;
      await inTransaction(async (unit) => {
        await riskProfiles.addRules(aRuleSet({ createdOn: '2026-11-23' }));
        expect(await riskProfiles.currentRules()).toMatchObject({ createdOn: '2026-11-23' });
        unit.abandon();
      });
      await expect(riskProfiles.currentRules()).rejects.toThrow();
      await inTransaction(() => riskProfiles.addRules(aRuleSet()));
      expect(await riskProfiles.currentRules()).toEqual(aRuleSet());
    });

    test('cards and rule sets of one version do not meet', async () => {
      const { ports } = await open();
      const { riskProfiles, inTransaction } = ports;
      const [card, rules] = [expertScorecard(), aRuleSet({ version: 'expert-1' })];
      await inTransaction(async () => {
        await riskProfiles.addChampion(card);
        await riskProfiles.addRules(rules);
      });
      expect(await riskProfiles.champion()).toEqual(card);
      expect(await riskProfiles.currentRules()).toEqual(rules);
    });
  });
});
