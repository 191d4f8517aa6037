/** What an overturned repricing had cost, as its customer reads it over HTTP. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { effectAction } from '../../../src/application/effect-actions.js';
import { measureTaken } from '../../application/appealing.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { arrived } from '../../support/measures.js';
import { givenLines } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases } from '../../support/stores.js';
import { borrower, done, REVIEWER, seen } from './cases.js';

describeDatabases((open) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  afterAll(() => gateway?.close());

  test('a repricing that is overturned gives its interest back, and says how much', async () => {
    const { ports, clock } = gateway.store;
    const line = { position: { principalMinor: 700_000 } };
    const given = await givenLines(ports, [line], { customer: { jurisdiction: 'EU' } });
    const me = borrower(given.customer);
    const { id: decisionId } = await measureTaken(ports, given, 'macro-reprice');
    const { id: appealId } = await done(gateway, me, 'fileAppeal', { decisionId });
    await arrived(ports, { id: decisionId });
    const [action] = await ports.platformActions.find([decisionId]);
    clock.advance(action!.effectiveAt - clock.now());
    expect(await effectAction(ports, action!)).toBe(true);
    clock.advance(30 * DAY_MS);
    await done(gateway, REVIEWER, 'assignAppeal', { appealId });
    const answer = { outcome: 'OVERTURNED', reasons: 'The economy has not changed.' };
    await done(gateway, REVIEWER, 'decideAppeal', { appealId, ...answer });
    const { outcome } = (await seen(gateway, me, appealId))!;
    const told = outcome!.repairs.find(({ kind }) => kind === 'INTEREST');
    // Thirty days of one percentage point on 7,000.00.
    expect(told).toMatchObject({ done: true, text: expect.stringContaining('5.75 CNY') });
    const zh = await seen(gateway, me, appealId, { 'accept-language': 'zh' });
    const inChinese = zh!.outcome!.repairs.find(({ kind }) => kind === 'INTEREST');
    expect(inChinese?.text).toMatch(/^自.*起因利率上调而多付的利息 5\.75 CNY 现予退还/);
    const { data, errors } = await gateway.query(
      me,
      `query($id: ID!, $decision: ID!) {
        creditAccount(id: $id) { journal(first: 1) { edges { node { kind reference } } } }
        decision: node(id: $decision) { ... on Decision { kind } } }`,
      { id: given.account.id, decision: outcome!.reversal!.id },
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      creditAccount: {
        journal: {
          edges: [{ node: { kind: 'INTEREST_CORRECTED', reference: outcome!.reversal!.id } }],
        },
      },
    });
    const [notice] = await ports.notices.ofDecisions([outcome!.reversal!.id]);
    expect(JSON.stringify(notice?.sections)).toContain('5.75 CNY');
  });
});
