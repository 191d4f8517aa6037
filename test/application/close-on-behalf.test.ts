/** Closing for a customer who cannot ask or must be protected: two agents, and nothing follows. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../src/application/actor.js';
import {
  APPROVAL_DAYS,
  approveClosureOnBehalf,
  declineClosureOnBehalf,
  requestClosureOnBehalf,
} from '../../src/application/close-on-behalf.js';
import type { Ports } from '../../src/application/ports.js';
import { runDueWork } from '../../src/application/run-due-work.js';
import {
  ON_BEHALF_CAUSES,
  type OnBehalfCause,
} from '../../src/domain/credit-account/closure-request.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { closedOwn, closeOwn, givenHistory, lineAt, otherAgent } from '../support/closings.js';
import { key } from '../support/operated.js';
import { type Given, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

const STATEMENT = 'A certificate of 20 November was seen.';

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const request = (
    { account }: Given,
    { cause = 'DECEASED', by = agent }: { cause?: OnBehalfCause; by?: Actor } = {},
  ) =>
    requestClosureOnBehalf(ports, by, {
      accountId: account.id,
      cause,
      statement: STATEMENT,
      ...key(),
    });
  const requested = async (given: Given, over: Parameters<typeof request>[1] = {}) => {
    const result = await request(given, over);
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    return result.made;
  };
  const approve = (requestId: string, by: Actor = otherAgent, over = key()) =>
    approveClosureOnBehalf(ports, by, { requestId, ...over });
  const approved = async (requestId: string) => {
    const result = await approve(requestId);
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    const { closure } = result;
    if (!closure) throw new Error('no closure was made');
    return { ...result, closure };
  };
  const decline = (requestId: string, by: Actor) =>
    declineClosureOnBehalf(ports, by, { requestId, ...key() });
  const requestOf = async (id: string) => (await ports.closureRequests.find([id]))[0];
  const accountOf = async ({ account }: Given) => (await ports.accounts.find([account.id]))[0];
  async function expectRefused(work: () => Promise<unknown>, refusal: object) {
    const before = await store.dump();
    expect(await work()).toEqual({ refusals: [refusal] });
    expect(await store.dump()).toEqual(before);
  }

  test('one agent asks, and nothing happens to the line; the same one cannot approve', async () => {
    const given = await givenLines(ports);
    const made = await requested(given);
    expect(made).toMatchObject({
      status: 'PENDING',
      cause: 'DECEASED',
      statement: STATEMENT,
      requestedBy: agent.subject,
      requestedAt: NOW,
      expiresAt: NOW + APPROVAL_DAYS * DAY_MS,
    });
    expect(await accountOf(given)).toEqual(given.account);
    expect(await ports.closureRequests.awaitingApproval(10)).toEqual([made]);
    await expectRefused(() => approve(made.id, agent), { code: 'SECOND_AGENT_NEEDED' });
  });

  test('the second one approves, once, and the line is closed with everything on record', async () => {
    const given = await givenLines(ports, [{ position: { principalMinor: 50_000 } }]);
    const made = await requested(given, { cause: 'FRAUD' });
    store.clock.advance(DAY_MS);
    const again = key();
    const result = await approve(made.id, otherAgent, again);
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    expect(result).toMatchObject({
      account: { status: 'RUN_OFF', limitCountsUntil: null },
      closure: {
        kind: 'ON_BEHALF',
        cause: 'FRAUD',
        motive: null,
        requestId: made.id,
        requestedBy: agent.subject,
        requestedAs: 'agent',
        requestedAt: NOW,
        approvedBy: otherAgent.subject,
        effectiveAt: NOW + DAY_MS,
        signals: [],
      },
    });
    expect(await requestOf(made.id)).toMatchObject({
      status: 'EFFECTED',
      endedBy: otherAgent.subject,
      endedAt: NOW + DAY_MS,
    });
    expect(JSON.parse(result.receipt.contentJson)).toMatchObject({
      approvedBy: ports.auditTrail.pseudonymOf(otherAgent.subject),
      requestedBy: ports.auditTrail.pseudonymOf(agent.subject),
      requestId: made.id,
      cause: 'FRAUD',
    });
    const before = await store.dump();
    expect(await approve(made.id, otherAgent, again)).toEqual(result);
    expect(await store.dump()).toEqual(before);
    const ended = { code: 'REQUEST_ENDED', status: 'EFFECTED' };
    await expectRefused(() => approve(made.id), ended);
  });

  test.each([
    ['CN', { DECEASED: true, FRAUD: true, GUARDIAN: false }],
    ['EU', { DECEASED: true, FRAUD: true, GUARDIAN: false }],
    ['US', { DECEASED: true, FRAUD: true, GUARDIAN: false }],
  ] as const)(
    'in %s each cause has its grounds, its reason and its notice',
    async (jurisdiction, adverse) => {
      const grounds = {
        DECEASED: 'DEATH',
        FRAUD: 'FRAUD_OR_SECURITY',
        GUARDIAN: 'CUSTOMER_REQUEST',
      } as const;
      for (const cause of ON_BEHALF_CAUSES) {
        const debt = { position: { principalMinor: 50_000 } };
        const given = await givenLines(ports, [debt], { customer: { jurisdiction } });
        const { closure } = await approved((await requested(given, { cause })).id);
        const [decision] = await ports.closures.decisions([closure.decisionId]);
        expect(decision).toMatchObject({
          kind: 'CLOSURE',
          grounds: grounds[cause],
          adverseAction: adverse[cause],
          decidedBy: otherAgent.subject,
        });
        expect(decision?.reasons.map(({ code }) => code)).toEqual([
          `CLOSED_ON_BEHALF_${cause}`,
          'RUN_OFF_BECAUSE_BALANCE_OUTSTANDING',
        ]);
      }
    },
  );

  test.each(['CN', 'EU'])(
    'in %s nothing follows for other lines, and nothing is counted',
    async (jurisdiction) => {
      const over = { customer: { jurisdiction } };
      const given = await givenHistory(ports, [{}, {}], {}, over);
      const { closure } = await approved((await requested(given)).id);
      expect(closure).toMatchObject({
        linkedLimits: [],
        limitCountsUntil: null,
        protectedValues: null,
      });
      expect(await ports.accounts.find([lineAt(given, 1).id])).toEqual([lineAt(given, 1)]);
      expect([await store.count('activity'), await store.count('activity_day')]).toEqual([0, 0]);
      expect(await store.count('decision')).toBe(1);
      const [after] = await ports.riskProfiles.byId([closure.assessmentAfterId]);
      expect(after?.protection).toBeNull();
    },
  );

  describe('is refused', () => {
    test('to everybody who is no agent', async () => {
      const given = await givenLines(ports);
      const { id } = await requested(given);
      const others: Actor[] = [
        { subject: 'reviewer-1', roles: ['reviewer'] },
        { subject: 'analyst-1', roles: ['analyst', 'auditor', 'partner'] },
        borrowerOf(given.customer),
        paymentSystem,
      ];
      for (const by of others) {
        for (const work of [
          () => request(given, { by }),
          () => approve(id, by),
          () => decline(id, by),
        ]) {
          await expectRefused(work, { code: 'FORBIDDEN' });
        }
      }
    });

    test('a second request on a line, while one is pending', async () => {
      const given = await givenLines(ports);
      const { id: requestId } = await requested(given);
      const pending = { code: 'CLOSURE_REQUEST_PENDING', requestId };
      await expectRefused(() => request(given, { by: otherAgent, cause: 'FRAUD' }), pending);
    });

    test('without a line or a request', async () => {
      const given = await givenLines(ports);
      const nowhere = { ...given, account: { ...given.account, id: newId() } };
      await expectRefused(() => request(nowhere), { code: 'ACCOUNT_NOT_FOUND' });
      for (const work of [approve, decline]) {
        await expectRefused(() => work(newId(), otherAgent), { code: 'REQUEST_NOT_FOUND' });
      }
    });

    test('on a line that is closing, also when the customer was faster', async () => {
      const given = await givenLines(ports);
      const { id } = await requested(given);
      const { closure } = await closedOwn(ports, given, { expectedVersion: 1 });
      const already = { code: 'ALREADY_CLOSING', status: 'CLOSED', closureId: closure.id };
      // The closing has ended the request, so that it leaves the second agents' queue.
      await expectRefused(() => approve(id), { code: 'REQUEST_ENDED', status: 'EFFECTED' });
      expect(await ports.closureRequests.awaitingApproval(10)).toEqual([]);
      await expectRefused(() => request(given), already);
    });
  });

  describe('ends otherwise', () => {
    test('declined by the second agent, or withdrawn by the first', async () => {
      for (const [by, status] of [
        [otherAgent, 'DECLINED'],
        [agent, 'WITHDRAWN'],
      ] as const) {
        const given = await givenLines(ports);
        const { id } = await requested(given);
        const ended = { status, endedBy: by.subject, endedAt: NOW };
        expect(await decline(id, by)).toMatchObject({ made: ended });
        expect(await accountOf(given)).toEqual(given.account);
        await expectRefused(() => approve(id), { code: 'REQUEST_ENDED', status });
        await requested(given);
      }
      expect((await store.outbox()).map(({ type }) => type.split('.').at(-2))).toEqual(
        Array(2)
          .fill(['closure-request-made', 'closure-request-ended', 'closure-request-made'])
          .flat(),
      );
    });

    test('by itself after its days: not to be approved from that moment, and marked by due work', async () => {
      const [given, late] = [await givenLines(ports), await givenLines(ports)];
      const [one, other] = [await requested(given), await requested(late)];
      store.clock.advance(APPROVAL_DAYS * DAY_MS - 1);
      expect(await runDueWork(ports)).toMatchObject({ requestsExpired: 0 });
      await approved(one.id);
      store.clock.advance(1);
      await expectRefused(() => approve(other.id), { code: 'REQUEST_ENDED', status: 'EXPIRED' });
      expect(await runDueWork(ports)).toMatchObject({ requestsExpired: 1, noticesEffected: 0 });
      expect(await requestOf(other.id)).toMatchObject({
        status: 'EXPIRED',
        endedAt: other.expiresAt,
        endedBy: null,
      });
      expect(await accountOf(late)).toEqual(late.account);
      await requested(late);
    });
  });

  test('the customer’s pending notice is ended by it, and by nothing sooner', async () => {
    const over = { customer: { jurisdiction: 'EU' }, product: { customerNoticeMonths: 1 } };
    const given = await givenLines(ports, [{}], over);
    const effectiveAt = NOW + 10 * DAY_MS;
    const answer = await closeOwn(ports, given, { expectedVersion: 1, effectiveAt });
    const notice = 'notice' in answer ? answer.notice : null;
    const { id } = await requested(given);
    expect(await requestOf(notice?.id ?? '')).toMatchObject({ status: 'PENDING' });
    await approved(id);
    expect(await requestOf(notice?.id ?? '')).toMatchObject({ status: 'EFFECTED' });
    expect(await requestOf(id)).toMatchObject({ status: 'EFFECTED' });
    store.clock.advance(11 * DAY_MS);
    expect(await runDueWork(ports)).toMatchObject({ noticesEffected: 0 });
    expect(await store.count('closure')).toBe(1);
  });

  test('two approvals at once make one closing', async () => {
    const given = await givenLines(ports);
    const { id } = await requested(given);
    const third: Actor = { subject: 'agent-3', roles: ['agent'] };
    const results = await Promise.all([approve(id), approve(id, third)]);
    expect(results.filter((result) => 'closure' in result)).toHaveLength(1);
    expect(results.filter((result) => 'refusals' in result)).toEqual([
      { refusals: [{ code: 'REQUEST_ENDED', status: 'EFFECTED' }] },
    ]);
    expect(await store.count('closure')).toBe(1);
  });
});
