/**
 * The main job as a story, over HTTP, on either database: a borrower with three lines closes two of
 * them, one of which carries debt, while shops and the payment system go on with their business.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyReceipt } from '../../src/domain/audit-trail/audit-entry.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { describeDatabases } from '../support/stores.js';
import {
  type Amount,
  AUTHORIZE,
  CLOSE,
  type Closing,
  EXPLAIN,
  type Explained,
  LIABILITIES,
  LINE,
  type Line,
  type Mine,
  PAY_REFUND,
  type Posted,
  posting,
  type Receipt,
} from './documents.js';

const BORROWER = 'borrower-indebted';
const STEPPED_UP = { persona: BORROWER, stepUp: true } as const;

const euro = (amount: string): Amount => ({ amount, currency: 'EUR' });

describeDatabases((open) => {
  let gateway: Gateway;
  let lines: Line[];
  let keys = 0;
  let receipt: Receipt;
  const nextKey = () => `story-${++keys}`;
  const [indebted, late, clear] = [() => lines[0]!, () => lines[1]!, () => lines[2]!];

  beforeAll(async () => {
    gateway = await startGateway(await open());
  });
  afterAll(() => gateway?.close());

  const close = async (line: Line, more: object = {}) => {
    const base = { accountId: line.id, expectedVersion: line.version, idempotencyKey: nextKey() };
    const input = { ...base, ...more };
    const { data } = await gateway.query<Closing>(STEPPED_UP, CLOSE, { input });
    return data!.closeAccount;
  };
  const post = async (name: string, kind: string, input: object): Promise<Posted> => {
    const variables = { input: { ...input, idempotencyKey: nextKey() } };
    const mutation = posting(name, kind);
    const { data } = await gateway.query<Record<string, Posted>>('service', mutation, variables);
    return data![name]!;
  };
  const read = async (line: Line): Promise<Line> => {
    const query = `query($id: ID!) { creditAccount(id: $id) { ${LINE} } }`;
    const { data } = await gateway.query<{ creditAccount: Line }>(BORROWER, query, { id: line.id });
    return data!.creditAccount;
  };
  const advance = async (by: string) => {
    const mutation = `mutation($by: ISO8601Duration!) { advanceClock(by: $by) {
      done { holdsLapsed linesWithInterest statementsMade } errors { code } } }`;
    const { data } = await gateway.query<{
      advanceClock: { done: Record<string, number>; errors: [] };
    }>('service', mutation, { by });
    expect(data!.advanceClock.errors).toEqual([]);
    return data!.advanceClock.done;
  };

  test('she looks at her lines and what they come to', async () => {
    const { data } = await gateway.query<Mine>(BORROWER, LIABILITIES);
    lines = data!.myLiabilities.accounts.edges.map(({ node }) => node);
    expect(lines.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
    expect(data!.myLiabilities.totals).toHaveLength(1);
    expect(clear().balance).toEqual(euro('0.00'));
    expect(Number(indebted().balance.amount)).toBeGreaterThan(0);
  });

  test('she wants to close the first one and is asked to prove who she is', async () => {
    const input = { accountId: indebted().id, expectedVersion: 1, idempotencyKey: nextKey() };
    const answer = await gateway.query(BORROWER, CLOSE, { input });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('insufficient_user_authentication');
    expect(answer.data).toBeUndefined();
  });

  test('having done so, she learns everything that stands in the way at once', async () => {
    const before = await gateway.store.dump();
    const refused = await close(indebted());
    expect(refused).toMatchObject({ closure: null, receipt: null });
    expect(refused.errors).toMatchObject([
      { __typename: 'BalanceOutstanding', payoff: indebted().payoffAmount },
      { __typename: 'HoldsOpen', holds: [{ id: indebted().openHolds[0]!.id }] },
      { __typename: 'InstalmentPlanUnfinished' },
    ]);

    const headers = { 'content-type': 'application/json', 'accept-language': 'zh-CN,zh;q=0.9' };
    const input = { accountId: indebted().id, expectedVersion: 1, idempotencyKey: nextKey() };
    const told = await gateway.query<Closing>(STEPPED_UP, CLOSE, { input }, { headers });
    const messages = told.data!.closeAccount.errors.map(({ message }) => message);
    expect(messages).toHaveLength(3);
    for (const message of messages) expect(message).toMatch(/\p{Script=Han}/u);
    expect(await gateway.store.dump()).toEqual(before);
  });

  test('the line without debt closes at once, and a moment later a shop is refused', async () => {
    const made = await close(clear(), { motive: 'LOWER_LEVERAGE' });
    expect(made.errors).toEqual([]);
    expect(made.closure).toMatchObject({
      outcome: 'CLOSED',
      decision: { grounds: 'CUSTOMER_REQUEST' },
    });
    expect(made.account).toMatchObject({ status: 'CLOSED', capabilities: [] });
    receipt = made.receipt!;

    const input = { accountId: clear().id, capability: 'PAY', amount: euro('1.00') };
    const { data } = await gateway.query('service', AUTHORIZE, {
      input: { ...input, idempotencyKey: nextKey() },
    });
    expect(data).toEqual({
      authorizeUse: { hold: null, errors: [{ __typename: 'UseEnded', status: 'CLOSED' }] },
    });
  });

  test('her receipt proves the closure to anybody who can compute SHA-256', () => {
    const sha256 = (...parts: (string | Uint8Array)[]) =>
      parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
    const commitment = sha256(
      'clearline-audit-commitment/1\n',
      Buffer.from(receipt.salt, 'base64'),
      receipt.content,
    ).toString('base64');
    expect(commitment).toBe(receipt.commitment);
    const leaf = `clearline-audit/1\n${receipt.coarseTime}\n${commitment}\n`;
    expect(sha256(Uint8Array.of(0), leaf).toString('base64')).toBe(receipt.leafHash);

    const {
      content: contentJson,
      salt: saltBase64,
      commitment: commitmentBase64,
      leafHash,
    } = receipt;
    const evidence = { ...receipt, contentJson, saltBase64, commitmentBase64 };
    const hash = (bytes: Uint8Array) => sha256(bytes);
    expect(verifyReceipt(evidence, leafHash, hash)).toEqual({ valid: true });
    const forged = { ...evidence, contentJson: contentJson.replace('CLOSED', 'RUN_OFF') };
    expect(verifyReceipt(forged, leafHash, hash)).toMatchObject({ valid: false });
    expect(JSON.parse(contentJson)).toMatchObject({
      accountId: clear().id,
      motive: 'LOWER_LEVERAGE',
      outcome: 'CLOSED',
      entryId: receipt.entryId,
    });
  });

  test('the line with debt ends for use at once and runs off', async () => {
    const made = await close(indebted(), { allowRunOff: true });
    expect(made.account).toMatchObject({ status: 'RUN_OFF', capabilities: [] });
    expect(made.closure?.decision.reasons.map(({ code }) => code)).toEqual([
      'CLOSED_AT_CUSTOMER_REQUEST',
      'RUN_OFF_BECAUSE_BALANCE_OUTSTANDING',
      'RUN_OFF_BECAUSE_HOLDS_OPEN',
      'RUN_OFF_BECAUSE_INSTALMENT_PLAN_UNFINISHED',
    ]);
    const again = await close(indebted(), { allowRunOff: true, expectedVersion: 2 });
    expect(again.errors).toMatchObject([{ __typename: 'AlreadyClosing' }]);
  });

  test('a month passes: the open authorisation lapses, interest is posted, statements are made', async () => {
    const owed = await read(late());
    const done = await advance('P31D');
    expect(done.holdsLapsed).toBeGreaterThan(0);
    expect(done.linesWithInterest).toBeGreaterThan(0);
    expect(done.statementsMade).toBeGreaterThan(0);
    expect((await read(indebted())).openHolds).toEqual([]);
    const later = await read(late());
    expect(Number(later.balance.amount)).toBeGreaterThan(Number(owed.balance.amount));
    expect(later.statements.at(-1)).toEqual({ period: '2026-11' });
  });

  test('she repays what the payoff says, and the line closes by itself', async () => {
    const { payoffAmount, status } = await read(indebted());
    expect(status).toBe('RUN_OFF');
    const input = { accountId: indebted().id, amount: payoffAmount };
    const { account, errors } = await post('postRepayment', 'PostAmountInput', input);
    expect(errors).toEqual([]);
    expect(account).toMatchObject({ status: 'CLOSED', balance: euro('0.00'), capabilities: [] });
  });

  test('a shop captures late: the debt reopens run-off, and use stays ended', async () => {
    const holdId = indebted().openHolds[0]!.id;
    const { account } = await post('captureHold', 'CaptureHoldInput', {
      holdId,
      amount: euro('30.00'),
    });
    expect(account).toMatchObject({ status: 'RUN_OFF', balance: euro('30.00'), capabilities: [] });
  });

  test('the shop refunds more than that: what is left is owed to her, and is paid', async () => {
    const input = { accountId: indebted().id, amount: euro('42.50') };
    const { account } = await post('postRefund', 'PostAmountInput', input);
    expect(account).toMatchObject({ status: 'CLOSED', balance: euro('0.00') });
    expect(account.refunds).toMatchObject([{ amount: euro('12.50'), paidAt: null }]);

    const refundId = account.refunds[0]!.id;
    const paid = await gateway.query('service', PAY_REFUND, {
      input: { refundId, idempotencyKey: nextKey() },
    });
    expect(paid.data).toMatchObject({ payRefund: { refund: { id: refundId }, errors: [] } });
    const twice = await gateway.query('service', PAY_REFUND, {
      input: { refundId, idempotencyKey: nextKey() },
    });
    expect(twice.data).toMatchObject({ payRefund: { errors: [{ code: 'REFUND_NOT_FOUND' }] } });
    expect((await read(indebted())).refunds[0]!.paidAt).not.toBeNull();
  });

  test('each line was closed once, and business systems were told of every turn', async () => {
    const told = (await gateway.store.outbox()).filter(({ subject }) => subject === indebted().id);
    expect(told.map(({ type }) => type.replace('clearline.', ''))).toEqual([
      'credit-account.closure.v1',
      'bureau.furnishing.v1',
      'credit-account.run-off-completed.v1',
      'credit-account.run-off-reopened.v1',
      'credit-account.run-off-completed.v1',
    ]);
    expect(await gateway.store.count('closure')).toBe(2);
  });

  test('her score explains itself in two languages, and its points add up', async () => {
    const id = '01990000-0000-7000-8000-000000000002';
    const { data } = await gateway.query<{
      riskProfile: { score: number; en: Explained; zh: Explained };
    }>(BORROWER, EXPLAIN, { id });
    const { score, en, zh } = data!.riskProfile;
    for (const { basePoints, characteristics } of [en, zh]) {
      const points = characteristics.reduce((sum, each) => sum + each.points, basePoints);
      expect(points).toBe(score);
    }
    expect(zh.characteristics.map(({ points }) => points)).toEqual(
      en.characteristics.map(({ points }) => points),
    );
    // She pays well enough that nothing may speak against her; something speaks for her.
    const said = (told: Explained) => [...told.principalReasons, ...told.inFavour];
    expect(en.inFavour.length).toBeGreaterThan(0);
    expect(said(zh).map(({ code }) => code)).toEqual(said(en).map(({ code }) => code));
    expect(said(zh).every(({ text }) => /\p{Script=Han}/u.test(text))).toBe(true);
    expect(said(en).some(({ text }) => /\p{Script=Han}/u.test(text))).toBe(false);
  });
});
