/** What cannot be looked at any more gives nothing back: the customer is told what is needed instead. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { conditionsToday } from '../../src/application/conditions-today.js';
import { giveConsent, withdrawConsent } from '../../src/application/consents.js';
import { lookAt } from '../../src/application/eligibility.js';
import { liftMeasure } from '../../src/application/lift-measure.js';
import { recordActivities } from '../../src/application/record-activities.js';
import { lookAtActions } from '../../src/application/return-watch.js';
import { returnsToLookAt } from '../../src/application/tell-unseen.js';
import { toldRows } from '../../src/application/told-records.js';
import type { Ground } from '../../src/domain/credit-account/grounds.js';
import { noticeText } from '../../src/domain/platform-action/notice-text.js';
import { shippedRules } from '../../src/infrastructure/scorecards/shipped.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { key } from '../support/operated.js';
import { type Given, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';
import {
  acted,
  actionNow,
  aMeasure,
  expectWholeOrNothing,
  lineNow,
  MOSTLY_USED,
  messagesOf,
} from './acting.js';
import { cashOuts } from './appealing.js';

const NOTHING = { returned: 0, effected: 0, opened: 0 };
const LATE = 'bureau_delinquencies_365d';
const OFTEN = { kind: 'RULE_ACTS', ruleId: 'frequent-outflows' } as const;
const BEHAVIOUR: { readonly grounds: Ground } = { grounds: 'BEHAVIOUR' };

describeStores((open) => {
  let store: Store;
  let ports: Store['ports'];
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const look = async (on = ports) => {
    const failures: unknown[] = [];
    const done = await lookAtActions(on, store.clock.now(), failures);
    if (failures.length > 0) throw failures[0];
    return done;
  };
  const reported = async ({ customer }: Given, delinquencies: number) =>
    expect(
      await recordActivities(ports, paymentSystem, [
        {
          id: newId(),
          customerId: customer.id,
          occurredAt: store.clock.now(),
          kind: 'BUREAU_FACT',
          figures: { openLines: 4, inquiries: 9, delinquencies },
        },
      ]),
    ).not.toHaveProperty('refusals');
  const BUREAU = { source: 'BUREAU' } as const;
  const withNextRules = (rules: ReturnType<typeof shippedRules>) =>
    ports.inTransaction(() => ports.riskProfiles.addRules({ ...rules, version: newId() }));
  const withRenamedRule = () => {
    const rules = shippedRules();
    const renamed = rules.rules.map((rule) =>
      rule.id === OFTEN.ruleId ? { ...rule, id: 'often' } : rule,
    );
    return withNextRules({ ...rules, rules: renamed });
  };
  const textsOf = async (decisionId: string, locale: 'en' | 'zh' = 'en') =>
    (await ports.notices.ofDecisions([decisionId])).map((notice) =>
      noticeText(notice, locale).replaceAll(/\s+/g, locale === 'en' ? ' ' : ''),
    );
  const asked = async () => {
    const found = await returnsToLookAt(ports, agent, 10);
    if ('refusals' in found) throw new Error('refused');
    return found.actions.map(({ id }) => id);
  };

  /** A line suspended for what a credit bureau reports. */
  async function suspendedForReport() {
    const given = await givenLines(ports, [{}]);
    await giveConsent(ports, borrowerOf(given.customer), BUREAU);
    await reported(given, 3);
    const late = { kind: 'CHARACTERISTIC_AT_LEAST', characteristicId: LATE, atLeast: 1 } as const;
    const [act] = await acted(store, given, aMeasure({ kind: 'SUSPENSION' }, [late], BEHAVIOUR));
    return { given, act };
  }

  describe('a consent that is withdrawn', () => {
    test('leaves the line suspended, and its customer is told once to consent again', async () => {
      const { given, act } = await suspendedForReport();
      expect(await look()).toEqual(NOTHING);
      await withdrawConsent(ports, borrowerOf(given.customer), BUREAU);
      expect(await look()).toEqual(NOTHING);
      expect((await lineNow(store, given)).status).toBe('SUSPENDED');
      const needs = [{ kind: 'CONSENT', source: 'BUREAU' }];
      const since = store.clock.now();
      expect(await actionNow(store, act)).toMatchObject({ unseen: { needs, since } });
      const [, text = '', ...others] = await textsOf(act.decision.id);
      expect(others).toEqual([]);
      expect(text).toContain('the decision stands until it has been looked at');
      expect(text).toContain('We looked at what a credit bureau reports of you with your consent');
      expect((await textsOf(act.decision.id, 'zh'))[1]).toContain('如您再次同意');
      const told = await messagesOf(store, 'clearline.credit-account.return-unseen.v1');
      expect(told).toMatchObject([{ decisionId: act.decision.id, needs }]);
      expect(await asked()).toEqual([]);
      store.clock.advance(DAY_MS);
      expect(await look()).toEqual(NOTHING);
      expect(await textsOf(act.decision.id)).toHaveLength(2);
      expect((await actionNow(store, act)).unseen?.since).toBe(since);
    });

    test('and given again shows nothing before there is a new report', async () => {
      const { given, act } = await suspendedForReport();
      const who = borrowerOf(given.customer);
      await withdrawConsent(ports, who, BUREAU);
      await look();
      store.clock.advance(DAY_MS);
      await giveConsent(ports, who, BUREAU);
      expect(await look()).toEqual(NOTHING);
      expect((await lineNow(store, given)).status).toBe('SUSPENDED');
      expect((await textsOf(act.decision.id))[2]).toContain('A person of ours looks at it');
      expect(await asked()).toEqual([act.decision.id]);
      await reported(given, 3);
      expect(await look()).toEqual(NOTHING);
      expect((await actionNow(store, act)).unseen).toBeUndefined();
      expect(await asked()).toEqual([]);
      store.clock.advance(DAY_MS);
      await reported(given, 0);
      expect(await look()).toEqual({ ...NOTHING, returned: 1 });
      expect((await lineNow(store, given)).status).toBe('ACTIVE');
    });

    test('raises no price band that the source had lowered', async () => {
      const given = await givenLines(ports, [{}]);
      const who = borrowerOf(given.customer);
      const rules = shippedRules();
      const [first] = rules.rules;
      if (!first) throw new Error('no rules');
      const late = {
        ...first,
        id: 'late',
        reasonCode: 'REPORTED_LATE',
        characteristicId: LATE,
        atLeast: 1,
        effect: { kind: 'BAND_AT_BEST', band: 'D' },
      } as const;
      await withNextRules({ ...rules, rules: [...rules.rules, late] });
      await giveConsent(ports, who, BUREAU);
      await reported(given, 3);
      const weak = { kind: 'BAND_IN', bands: ['D', 'E'] } as const;
      const measure = aMeasure({ kind: 'LINE_DECREASE', ofLimitPpm: 200_000 }, [weak], BEHAVIOUR);
      const [act] = await acted(store, given, measure);
      await withdrawConsent(ports, who, BUREAU);
      expect(await look()).toEqual(NOTHING);
      expect((await lineNow(store, given)).limitMinor).toBe(800_000);
      expect((await actionNow(store, act)).unseen?.needs).toEqual([
        { kind: 'CONSENT', source: 'BUREAU' },
      ]);
    });
  });

  describe('a rule that other rules name otherwise', () => {
    const suspended = async () => {
      const given = await givenLines(ports, [{}]);
      await cashOuts(store, given, 15);
      const measure = aMeasure({ kind: 'SUSPENSION' }, [OFTEN], BEHAVIOUR);
      const [act] = await acted(store, given, measure);
      await withRenamedRule();
      store.clock.advance(DAY_MS);
      return { given, act };
    };

    test('is not gone: a person is asked to look, and can lift the measure', async () => {
      const { given, act } = await suspended();
      expect(await look()).toEqual(NOTHING);
      expect((await lineNow(store, given)).status).toBe('SUSPENDED');
      expect((await textsOf(act.decision.id))[1]).toContain(
        'A person of ours looks at it in the place of the machine',
      );
      expect(await asked()).toEqual([act.decision.id]);
      expect(await returnsToLookAt(ports, { ...agent, customerId: given.customer.id }, 10)).toEqual(
        { actions: [] },
      );
      expect(await returnsToLookAt(ports, borrowerOf(given.customer), 10)).toEqual({
        refusals: [{ code: 'FORBIDDEN' }],
      });
      const lift = { decisionId: act.decision.id, statement: 'It is over.', ...key() };
      expect(await liftMeasure(ports, agent, lift)).toMatchObject({
        account: { status: 'ACTIVE' },
      });
      expect(await asked()).toEqual([]);
    });

    test('is shown as not known, and not as met', async () => {
      const { given, act } = await suspended();
      await look();
      const seen = (await lookAt(ports, [given.customer], store.clock.now())).get(
        given.customer.id,
      );
      const account = await lineNow(store, given);
      const [position] = await ports.ledger.positions([account], store.clock.now());
      const [product] = await ports.products.find([account.productId]);
      if (!position || !product) throw new Error('no books');
      const line = { account, product, position, balanceMinor: 0, daysPastDue: 0 };
      const today = conditionsToday(act.decision, {
        action: await actionNow(store, act),
        rules: shippedRules(),
        look: seen ?? null,
        line: line as never,
        activity: undefined,
      });
      expect(today).toMatchObject([{ met: null, until: null }]);
    });

    test('waits untold while something else still holds', async () => {
      const given = await givenLines(ports, [{ position: { principalMinor: 950_000 } }]);
      await cashOuts(store, given, 15);
      const measure = aMeasure({ kind: 'SUSPENSION' }, [OFTEN, MOSTLY_USED], {
        grounds: 'OVER_DEPENDENCE',
      });
      const [act] = await acted(store, given, measure);
      await withRenamedRule();
      store.clock.advance(DAY_MS);
      expect(await look()).toEqual(NOTHING);
      expect(await textsOf(act.decision.id)).toHaveLength(1);
      expect((await actionNow(store, act)).unseen).toBeUndefined();
    });

    test('ends no right either, and its customer is told to apply', async () => {
      const given = await givenLines(ports, [{}], {
        customer: { jurisdiction: 'EU' },
        product: { currency: 'EUR' },
      });
      await cashOuts(store, given, 15);
      const measure = aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }, [OFTEN], BEHAVIOUR);
      const [act] = await acted(store, given, measure);
      await withRenamedRule();
      store.clock.advance(DAY_MS);
      expect(await look()).toEqual(NOTHING);
      expect((await textsOf(act.decision.id))[1]).toContain('once you apply for a new line');
      const lift = { decisionId: act.decision.id, statement: 'It is over.', ...key() };
      expect(await liftMeasure(ports, agent, lift)).toMatchObject({
        refusals: [{ code: 'RIGHT_ONLY_ON_REQUEST' }],
      });
    });

    test('is told whole or not at all', async () => {
      const { act } = await suspended();
      expect(await expectWholeOrNothing(store, look)).toBeGreaterThan(2);
      expect(await textsOf(act.decision.id)).toHaveLength(2);
    });
  });

  test('nothing is told of what may not be told, and staff is asked all the same', async () => {
    const { given, act } = await suspendedForReport();
    const { decision } = act;
    const measure = decision.measure && { ...decision.measure, withheld: { source: 'Act 1' } };
    const id = newId();
    await ports.inTransaction(async () => {
      await ports.closures.addDecisions([{ ...decision, id, measure }]);
      await ports.platformActions.add([{ ...act.action, id }]);
    });
    const who = borrowerOf(given.customer);
    await withdrawConsent(ports, who, BUREAU);
    await look();
    expect(await textsOf(id)).toEqual([]);
    expect(await textsOf(decision.id)).toHaveLength(2);
    const told = await messagesOf(store, 'clearline.credit-account.return-unseen.v1');
    expect(told.map(({ decisionId, needs }) => [decisionId, needs])).toEqual(
      expect.arrayContaining([
        [id, [{ kind: 'CONSENT' }]],
        [decision.id, [{ kind: 'CONSENT', source: 'BUREAU' }]],
      ]),
    );
    const [hidden] = await ports.platformActions.find([id]);
    const [row] = toldRows('platform_action', [hidden ?? {}], (each) => each === id);
    expect(row).not.toHaveProperty('unseen');
    store.clock.advance(DAY_MS);
    await giveConsent(ports, who, BUREAU);
    await look();
    expect((await asked()).toSorted()).toEqual([decision.id, id].toSorted());
    expect(await textsOf(id)).toEqual([]);
  });
});
