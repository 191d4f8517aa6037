/**
 * The advice of notices on every store: it is part of what was issued, and searching for it keeps no
 * transaction open.
 */
import { beforeEach, expect, test } from '@jest/globals';
import { applyForLine } from '../../src/application/apply-for-line.js';
import { findRecourse } from '../../src/application/find-recourse.js';
import { withAdvice } from '../../src/application/notice-advice.js';
import { postAmount } from '../../src/application/operate-line.js';
import type { Ports } from '../../src/application/ports.js';
import { actionText } from '../../src/domain/risk-profile/recourse/words.js';
import { LOCALES } from '../../src/domain/wording.js';
import { shippedScorecard } from '../../src/infrastructure/scorecards/shipped.js';
import { textIn } from '../domain/platform-action/notices.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { givenHistory, LATE } from '../support/closings.js';
import { givenModelUpdate, taken } from '../support/measures.js';
import { givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';

const yuan = (minor: number) => ({ minor, currency: 'CNY' });

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  /** A customer whom a new model puts into a weak band. */
  async function reclassified() {
    const given = await givenHistory(ports, [{ position: { principalMinor: 300_000 } }], LATE);
    await givenModelUpdate(ports, given.customer.id, 'B');
    return given;
  }

  /** Ports that count how many transactions were begun. */
  function counted() {
    const begun = { times: 0 };
    const inTransaction: Ports['inTransaction'] = (work) => {
      begun.times += 1;
      return ports.inTransaction(work);
    };
    return { begun, ports: { ...ports, inTransaction } };
  }

  test('tells the plans that the customer would be shown on that day, and keeps them', async () => {
    const given = await reclassified();
    const { notice } = await taken(ports, given.account.id, 'model-update-decrease');
    const target = { kind: 'BAND', band: 'C' } as const;
    const now = ports.clock.now();
    const found = await findRecourse(ports, given.customer, target, now);
    if ('code' in found) throw new Error(found.code);
    const plans = found.recourse.plans.filter(({ kinds }) => !kinds.includes('ALTERNATIVE'));
    expect(plans.flatMap(({ actions }) => actions).length).toBeGreaterThan(0);
    for (const locale of LOCALES) {
      const told = textIn(notice.sections, locale, 'ADVICE');
      for (const { action } of plans.flatMap(({ actions }) => actions)) {
        expect(told).toContain(actionText(action, locale));
      }
    }
    await postAmount(ports, paymentSystem, 'REPAYMENT', {
      accountId: given.account.id,
      amount: yuan(200_000),
      idempotencyKey: newId(),
    });
    store.clock.advance(DAY_MS);
    expect(await ports.notices.find([notice.id])).toEqual([notice]);
  });

  test('has the search made while no transaction is open, once for the situation', async () => {
    const given = await reclassified();
    const { begun, ports: own } = counted();
    const { notice } = await taken(own, given.account.id, 'model-update-decrease');
    expect(notice.sections.map(({ code }) => code)).toContain('ADVICE');
    expect(begun.times).toBe(2);
    expect(await ports.notices.ofDecisions([notice.decisionId])).toEqual([notice]);
  });

  test('searches under the lock after all where the facts do not stand still', async () => {
    const given = await reclassified();
    let minor = 1_000;
    // Every search is overtaken by a payment.
    const inTransaction: Ports['inTransaction'] = async (work) => {
      minor += 1_000;
      const amount = yuan(minor);
      const input = { accountId: given.account.id, amount, idempotencyKey: newId() };
      await postAmount(ports, paymentSystem, 'REPAYMENT', input);
      return ports.inTransaction(work);
    };
    const { notice } = await taken(
      { ...ports, inTransaction },
      given.account.id,
      'model-update-decrease',
    );
    expect(notice.sections.map(({ code }) => code)).toContain('ADVICE');
    expect(minor).toBe(4_000);
  });

  test('reads and searches nothing where no score has a say', async () => {
    const { account } = await givenLines(ports);
    const { begun, ports: own } = counted();
    const { notice } = await taken(own, account.id, 'verified-income-scope');
    expect(begun.times).toBe(1);
    const codes = notice.sections.map(({ code }) => code);
    expect(codes).toContain('RETURN');
    expect(codes).not.toContain('ADVICE');
  });

  test('of a declined application says what would open new credit', async () => {
    const late = { ...LATE, monthsLate: 6 };
    const given = await givenHistory(ports, [{ position: { principalMinor: 900_000 } }], late);
    const { product } = await givenLines(ports, []);
    await ports.inTransaction(() => ports.riskProfiles.addChampion(shippedScorecard()));
    const answer = await applyForLine(ports, borrowerOf(given.customer), {
      productId: product.id,
      requestedLimit: yuan(500_000),
      idempotencyKey: newId(),
    });
    if ('refusals' in answer) throw new Error(JSON.stringify(answer.refusals));
    expect(answer.application.status).toBe('DECLINED');
    const [notice] = await ports.notices.ofDecisions([answer.decision.id]);
    const told = textIn(notice?.sections ?? [], 'en', 'ADVICE');
    expect(told).toContain('new line');
    expect(told).toMatch(/• .+ on time/);
    expect(textIn(notice?.sections ?? [], 'zh', 'ADVICE')).toMatch(/新额度.*• /s);
  });

  test('lets every other failure through', async () => {
    const fails = async () => {
      throw new Error('the books are away');
    };
    await expect(withAdvice(ports, fails)).rejects.toThrow('the books are away');
  });
});
