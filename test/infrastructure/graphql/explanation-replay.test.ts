/**
 * Every assessment of a demo portfolio explained again: it gives what was stored, in both
 * languages, and nothing is given as a reason that did not act. Over HTTP for the newest, and by the
 * stored cards and rules for all of them.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compiled } from '../../../src/application/assess.js';
import type { Assessment } from '../../../src/domain/risk-profile/assessment.js';
import { explain } from '../../../src/domain/risk-profile/explanation.js';
import { LOCALES } from '../../../src/domain/wording.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { describeDatabases } from '../../support/stores.js';
import {
  addsUp,
  DIFFERENCE,
  type Difference,
  EXPLANATION,
  type Explanation,
  wholeTexts,
} from './explanations.js';

const CUSTOMERS = 100;
/** As many as one request may ask for. */
const AT_ONCE = 100;
/** Of whom the oldest and the newest are compared. */
const COMPARED = 60;
const ALL = { before: null, limit: 1_000 };

const ENTITIES = (asked: string) => `query($r: [_Any!]!) { _entities(representations: $r) {
  ... on RiskProfile { customerId score band newCredit ${asked} } } }`;
const EXPLAINED = (locale: string) =>
  ENTITIES(`explanation(locale: "${locale}") { ${EXPLANATION} }`);
const PORTRAIT = 'portrait(windows: [15, 180]) { traits { name window rawValue } }';

interface Profile {
  readonly customerId: string;
  readonly score: number;
  readonly band: string;
  readonly newCredit: string;
  readonly explanation: Explanation;
  readonly portrait: { traits: { name: string; window: number; rawValue: number | null }[] };
}

describeDatabases((open) => {
  let gateway: Gateway;
  let assessments: Assessment[];
  const entities = async (query: string, ids: readonly string[]) => {
    const r = ids.map((customerId) => ({ __typename: 'RiskProfile', customerId }));
    return gateway.query<{ _entities: Profile[] }>('auditor', query, { r });
  };
  const newest = () => [...new Map(assessments.map((each) => [each.customerId, each])).values()];

  const read = async () => {
    const { session, ports } = gateway.store;
    const rows = await session.query().selectFrom('customer').select('id').execute();
    const ids = rows.map(({ id }) => id);
    // Oldest first, so that the newest of a customer is the one that a map keeps.
    assessments = (await ports.riskProfiles.history(ids, ALL)).toReversed();
  };

  beforeAll(async () => {
    const store = await open();
    gateway = await startGateway(store, { customers: CUSTOMERS });
    await read();
  }, 120_000);
  afterAll(() => gateway?.close());

  test('every reason is walked back to what acted', async () => {
    const { riskProfiles } = gateway.store.ports;
    const rules = await riskProfiles.currentRules();
    const ids = newest().map(({ customerId }) => customerId);
    const seen = { lost: 0, won: 0, ruled: 0 };
    // With the portraits fewer are asked at once.
    for (let at = 0; at < ids.length; at += 25) {
      const query = ENTITIES(`explanation { ${EXPLANATION} } ${PORTRAIT}`);
      const { data, errors } = await entities(query, ids.slice(at, at + 25));
      expect(errors).toEqual([]);
      for (const { explanation, portrait } of data!._entities) {
        const below = new Map(
          explanation.characteristics.map((each) => [each.id, each.pointsBelowBaseline]),
        );
        for (const { characteristicId } of explanation.principalReasons) {
          expect(below.get(characteristicId)).toBeGreaterThan(0);
          seen.lost += 1;
        }
        for (const { characteristicId } of explanation.inFavour) {
          expect(below.get(characteristicId)).toBeLessThan(0);
          seen.won += 1;
        }
        for (const { ruleId, characteristicId } of explanation.ruleReasons) {
          const rule = rules.rules.find(({ id }) => id === ruleId);
          const of = (each: (typeof portrait.traits)[number]) => `${each.name}_${each.window}d`;
          const trait = portrait.traits.find((each) => of(each) === characteristicId);
          expect(rule?.characteristicId).toBe(characteristicId);
          expect(trait?.rawValue).toBeGreaterThanOrEqual(rule!.atLeast);
          seen.ruled += 1;
        }
      }
    }
    expect(Math.min(seen.lost, seen.won)).toBeGreaterThan(CUSTOMERS);
    expect(seen.ruled).toBeGreaterThan(0);
  });

  test('the next statements give everybody another one', async () => {
    const advance =
      'mutation { advanceClock(by: "P17D") { done { statementsMade } errors { code } } }';
    const { errors } = await gateway.query('service', advance);
    expect(errors).toEqual([]);
    const before = assessments.length;
    await read();
    expect(assessments.length - before).toBeGreaterThan(0.9 * CUSTOMERS);
  });

  test('each one gives its stored score, band and standing, whatever the language', async () => {
    expect(newest()).toHaveLength(CUSTOMERS);
    const { riskProfiles } = gateway.store.ports;
    let acted = 0;
    for (const { scorecardVersion, rules, values, ...stored } of assessments) {
      const [card] = await riskProfiles.scorecards([scorecardVersion]);
      const [ruleSet] = await riskProfiles.ruleSets([rules!.version]);
      for (const locale of LOCALES) {
        const told = explain(compiled(card!), ruleSet!, values, locale);
        const { score, band, probabilityOfDefault, newCredit, ruleReasons } = told;
        expect({ score, band, probabilityOfDefault }).toEqual({
          score: stored.score,
          band: stored.band,
          probabilityOfDefault: stored.probabilityOfDefault,
        });
        expect(newCredit).toBe(rules!.newCredit);
        expect(ruleReasons.map(({ ruleId }) => ruleId)).toEqual(
          rules!.acted.map(({ ruleId }) => ruleId),
        );
        expect(wholeTexts(told).length).toBeGreaterThan(60);
        acted += ruleReasons.length;
      }
    }
    expect(acted).toBeGreaterThan(0);
  });

  test('a hundred at once are told over HTTP, and more than that is refused for its cost', async () => {
    const byId = new Map(newest().map((each) => [each.customerId, each]));
    const ids = [...byId.keys()];
    for (const locale of LOCALES) {
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const { data, errors } = await entities(EXPLAINED(locale), ids.slice(at, at + AT_ONCE));
        expect(errors).toEqual([]);
        expect(data!._entities).toHaveLength(AT_ONCE);
        for (const { explanation, ...profile } of data!._entities) {
          const { score, band, rules } = byId.get(profile.customerId)!;
          const { characteristics, basePoints, priceBand } = explanation;
          const sum = characteristics.reduce((all, { points }) => all + points, basePoints);
          expect([profile.score, explanation.score, sum]).toEqual([score, score, score]);
          expect([profile.band, priceBand.band]).toEqual([band, band]);
          expect([profile.newCredit, explanation.newCredit]).toEqual([
            ...[rules!.newCredit, rules!.newCredit],
          ]);
          wholeTexts(explanation);
        }
      }
    }
    const twice = LOCALES.map(
      (each) => `${each}: explanation(locale: "${each}") { ${EXPLANATION} }`,
    );
    const refused = await entities(ENTITIES(twice.join(' ')), ids.slice(0, AT_ONCE));
    expect(refused.status).toBe(400);
    expect(refused.errors.map(({ extensions }) => extensions.code)).toEqual(['QUERY_TOO_COSTLY']);
  });

  test('what moved scores since the opening adds up, in both languages', async () => {
    const oldest = new Map(assessments.toReversed().map((each) => [each.customerId, each]));
    const query = `query($id: ID!, $since: ID!) { riskProfile(customerId: $id) {
      en: difference(since: $since, locale: "en") { ${DIFFERENCE} }
      zh: difference(since: $since, locale: "zh") { ${DIFFERENCE} } } }`;
    let moved = 0;
    for (const { customerId: id, id: since, score } of [...oldest.values()].slice(0, COMPARED)) {
      const { data } = await gateway.query<{ riskProfile: { en: Difference; zh: Difference } }>(
        'analyst',
        query,
        { id, since },
      );
      const { en, zh } = data!.riskProfile;
      for (const told of [en, zh]) {
        addsUp(told);
        wholeTexts(told);
        expect([told.scoreBefore, told.sameCard]).toEqual([score, true]);
      }
      expect(zh.lines.map(({ change }) => change)).toEqual(en.lines.map(({ change }) => change));
      if (en.change !== 0) moved += 1;
    }
    expect(moved).toBeGreaterThan(COMPARED / 2);
  });
});
