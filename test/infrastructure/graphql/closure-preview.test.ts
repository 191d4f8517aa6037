/** The closure preview over HTTP, and a closing that is held to it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { postAmount } from '../../../src/application/operate-line.js';
import { addDays } from '../../../src/domain/time.js';
import { dayText } from '../../../src/domain/wording.js';
import { paymentSystem } from '../../support/actors.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { cny, key, made } from '../../support/operated.js';
import {
  aHold,
  aPlan,
  aStatement,
  type Given,
  givenLines,
  newId,
  TODAY,
} from '../../support/portfolio.js';
import { DAY_MS, describeDatabases, NOW } from '../../support/stores.js';

const MONEY = '{ amount currency }';
const RESTRICTIONS = 'restrictions { ruleId reason until }';
const ERRORS = `errors { __typename code message path ... on QuoteExpired { validUntil }
  ... on QuoteChanged { differences { effect accountId quoted now text } } }`;
const PREVIEW = `query($id: ID!, $motive: ClosureMotive, $locale: Locale) {
  closurePreview(accountId: $id, motive: $motive, locale: $locale) {
    account { id version }
    preview { quoteId validUntil goodThrough
      blockers { clearedBy error { __typename code message } }
      payoff { total ${MONEY} principal ${MONEY} interest ${MONEY} fees ${MONEY} perDiem ${MONEY} asOf }
      earlySettlements { planId principalLeft ${MONEY} instalmentsLeft interestSaved ${MONEY} }
      revoked stoppedInstructions holds { released { id } honoured { id } }
      refund { amount ${MONEY} payBy }
      effects { outcome scoreNow scoreAfter bandBefore bandAfter newCreditBefore newCreditAfter
        ${RESTRICTIONS} limitCountsUntil protectionNote
        linkedLimits { accountId account { id limit ${MONEY} } direction from ${MONEY} to ${MONEY}
          ruleId reason decision { id } } }
      outlook { assumptions points { inDays on scoreIfClosed scoreIfKept newCreditIfClosed
        newCreditIfKept ${RESTRICTIONS} } }
      dataKept { retentionClass purpose from until source }
      statements { duty text } warnings { code text } alternatives { kind text mutation } }
    ${ERRORS} } }`;
const CLOSE = `mutation($input: CloseAccountInput!) { closeAccount(input: $input) {
  account { id status version }
  closure { id kind outcome signals qualitySegment stoppedInstructions limitCountsUntil cause
    scoreBefore scoreAfter ${RESTRICTIONS}
    linkedLimits { accountId direction to ${MONEY} reason decision { kind grounds reasons { text } } } }
  linkedLimits { accountId direction to ${MONEY} }
  notice { id } ${ERRORS} } }`;
const LINE = `query($id: ID!) { creditAccount(id: $id) { limit ${MONEY} decisions { kind reasons { text } }
  closure { signals qualitySegment ${RESTRICTIONS} linkedLimits { reason } } } }`;

/** As deep as the answers are, without saying it twice. */
// biome-ignore lint/suspicious/noExplicitAny: the selection above is the shape.
type Shown = any;

describeDatabases((open) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  afterAll(() => gateway?.close());

  const borrower = ({ customer }: Given, stepUp = false) =>
    ({ persona: 'borrower-clear', subject: customer.id, stepUp }) as const;
  const asked = async (
    given: Given,
    over: object = {},
    as: object = borrower(given),
    headers = {},
  ) => {
    const body = { query: PREVIEW, variables: { id: given.account.id, ...over } };
    const answer = await gateway.send<Shown>({ as: as as never, body, headers });
    expect(answer.errors).toEqual([]);
    return answer.data.closurePreview;
  };
  const previewed = async (...args: Parameters<typeof asked>) => {
    const { preview, errors } = await asked(...args);
    expect(errors).toEqual([]);
    return preview;
  };
  const close = async (given: Given, over: object) => {
    const input = { accountId: given.account.id, idempotencyKey: newId(), ...over };
    const answer = await gateway.query<Shown>(borrower(given, true), CLOSE, { input });
    expect(answer.errors).toEqual([]);
    return answer.data.closeAccount;
  };
  /** Two lines of good standing: what the first leaves free goes over to the second. */
  const givenLinked = async (): Promise<Given> => {
    const { ports } = gateway.store;
    const given = await givenLines(ports, [{}, { position: { principalMinor: 100_000 } }]);
    await ports.books.addStatements(given.accounts.map((each) => aStatement(each)));
    return given;
  };
  const yuan = (amount: string) => ({ amount, currency: 'CNY' });

  describe('of a line with everything in the way', () => {
    let given: Given;
    let heldId: string;
    let drawId: string;
    beforeEach(async () => {
      const { ports } = gateway.store;
      const debt = { principalMinor: 200_000, interestThrough: addDays(TODAY, -10) };
      given = await givenLines(ports, [{ position: { ...debt, heldMinor: 35_000 } }]);
      const held = aHold(given.account);
      const draw = aHold(given.account, { capability: 'DRAW', amountMinor: 15_000 });
      [heldId, drawId] = [held.id, draw.id];
      await ports.books.addHold(held);
      await ports.books.addHold(draw);
      await ports.books.addPlans([aPlan(given.account)]);
    });

    test('says all of it, each with what clears it', async () => {
      const { blockers, effects, ...preview } = await previewed(given);
      expect(blockers.map(({ error }: Shown) => error.__typename)).toEqual([
        'BalanceOutstanding',
        'HoldsOpen',
        'InstalmentPlanUnfinished',
      ]);
      const [debt, holds, plan] = blockers.map(({ clearedBy }: Shown) => clearedBy);
      expect(debt).toBe('Repay 2010.00 CNY. Each further day adds 1.00 CNY of interest.');
      const lapsesOn = new Date(NOW + 7 * DAY_MS).toISOString().slice(0, 10);
      expect(holds).toContain(`${dayText(lapsesOn, 'en')}, 04:00 UTC`);
      expect(plan).toContain('400.00 CNY');
      expect(effects).toMatchObject({ outcome: 'RUN_OFF', linkedLimits: [] });
      expect(preview).toMatchObject({
        goodThrough: addDays(TODAY, 7),
        validUntil: '2026-12-02T15:59:59.999Z',
        payoff: {
          total: yuan('2010.00'),
          principal: yuan('2000.00'),
          interest: yuan('10.00'),
          fees: yuan('0.00'),
          perDiem: yuan('1.00'),
          asOf: TODAY,
        },
        earlySettlements: [{ principalLeft: yuan('400.00'), instalmentsLeft: 4 }],
        revoked: ['PAY', 'DRAW', 'INSTALMENT', 'AUTOPAY'],
        stoppedInstructions: ['AUTOPAY'],
        holds: { released: [{ id: drawId }], honoured: [{ id: heldId }] },
        refund: null,
      });
    });

    test('speaks the language that is asked for, in every sentence of ours', async () => {
      const zh = await previewed(given, { locale: 'zh-CN', motive: 'LESS_TEMPTATION' });
      const { blockers, statements, warnings, alternatives, outlook, dataKept } = zh;
      const sentences: string[] = [
        ...blockers.flatMap(({ clearedBy, error }: Shown) => [clearedBy, error.message]),
        ...[...statements, ...warnings, ...alternatives].map(({ text }: Shown) => text),
        ...outlook.assumptions,
        ...dataKept.map(({ purpose }: Shown) => purpose),
      ];
      expect(sentences.length).toBeGreaterThan(20);
      for (const sentence of sentences) {
        expect(sentence).toMatch(/\p{Script=Han}.*。$/u);
        expect(sentence).not.toMatch(/[{}]|undefined|NaN/);
      }
      const byHeader = await previewed(given, {}, borrower(given), { 'accept-language': 'zh' });
      expect(byHeader.statements).toEqual(statements);
    });

    test('by motive, names milder things and the mutations that do them', async () => {
      const kinds = async (motive?: string) =>
        (await previewed(given, { motive })).alternatives.map(({ kind, mutation }: Shown) => [
          kind,
          mutation,
        ]);
      const [lower, pause] = [
        ['LOWER_LIMIT', 'decreaseLimit'],
        ['PAUSE', 'pauseLine'],
      ];
      expect(await kinds('LESS_TEMPTATION')).toEqual([pause, lower]);
      expect(await kinds('LOWER_LEVERAGE')).toEqual([lower]);
      expect(await kinds('PRIVACY')).toEqual([]);
    });

    test('changes nothing but that it keeps the quote', async () => {
      const before = await gateway.store.dump();
      await previewed(given);
      const { closure_quote: quotes, ...rest } = await gateway.store.dump();
      const { closure_quote: old, ...others } = before;
      expect(quotes).toHaveLength((old?.length ?? 0) + 1);
      expect(rest).toEqual(others);
    });
  });

  test('what is foreseen is what happens, on this line and on the linked ones', async () => {
    const given = await givenLinked();
    const { effects, quoteId, outlook } = await previewed(given, { motive: 'PRIVACY' });
    const linked = given.accounts[1]!;
    expect(effects.linkedLimits).toMatchObject([
      {
        accountId: linked.id,
        account: { id: linked.id, limit: yuan('10000.00') },
        direction: 'INCREASE',
        from: yuan('10000.00'),
        reason: expect.stringContaining('.'),
        decision: null,
      },
    ]);
    expect(outlook.points.map(({ inDays, on }: Shown) => [inDays, on])).toEqual([
      [15, addDays(TODAY, 15)],
      [180, addDays(TODAY, 180)],
    ]);
    const done = await close(given, { quoteId });
    const [move] = effects.linkedLimits;
    expect(done).toMatchObject({
      account: { status: 'CLOSED', version: 2 },
      closure: {
        kind: 'IMMEDIATE',
        outcome: 'CLOSED',
        cause: null,
        signals: ['ACTIVE_RISK_MANAGEMENT'],
        stoppedInstructions: ['AUTOPAY'],
        scoreBefore: effects.scoreNow,
        scoreAfter: effects.scoreAfter,
        restrictions: effects.restrictions,
        linkedLimits: [
          {
            accountId: linked.id,
            to: move.to,
            reason: move.reason,
            decision: { kind: 'LINE_INCREASE' },
          },
        ],
      },
      linkedLimits: [{ accountId: linked.id, direction: 'INCREASE', to: move.to }],
      notice: null,
      errors: [],
    });
    expect(typeof done.closure.qualitySegment).toBe('boolean');
    const seen = await gateway.query<Shown>(borrower(given), LINE, { id: linked.id });
    expect(seen.data.creditAccount).toMatchObject({
      limit: move.to,
      decisions: [{ kind: 'LINE_INCREASE', reasons: [{ text: move.reason }] }],
    });
  });

  test('once the reasons are erased the closing is told without them', async () => {
    const given = await givenLinked();
    expect((await close(given, { expectedVersion: 1 })).errors).toEqual([]);
    const { retention, inTransaction } = gateway.store.ports;
    const erase = () => retention.eraseClass('ADVERSE_ACTION_EVIDENCE', 'CN', '2030-01-01', 99);
    expect(await inTransaction(erase)).toBeGreaterThan(0);
    const query = `query($id: ID!) { creditAccount(id: $id) { closure { decision { kind }
      linkedLimits { direction reason decision { id } } } } }`;
    const seen = await gateway.query<Shown>(borrower(given), query, { id: given.account.id });
    expect(seen.errors).toEqual([]);
    expect(seen.data.creditAccount.closure).toEqual({
      decision: { kind: 'CLOSURE' },
      linkedLimits: [{ direction: 'INCREASE', reason: null, decision: null }],
    });
  });

  test('those who may not see a score see the moves, and no word that tells of it', async () => {
    const given = await givenLinked();
    const { errors } = await close(given, { expectedVersion: 1, motive: 'PRIVACY' });
    expect(errors).toEqual([]);
    const [own, linked] = given.accounts.map(({ id }) => id);
    const closed = await gateway.query<Shown>('service', LINE, { id: own });
    expect(closed.data.creditAccount.closure).toEqual({
      signals: null,
      qualitySegment: null,
      restrictions: null,
      linkedLimits: [{ reason: null }],
    });
    const moved = await gateway.query<Shown>('service', LINE, { id: linked });
    const decisions = [{ kind: 'LINE_INCREASE', reasons: [] }];
    expect(moved.data.creditAccount.decisions).toEqual(decisions);
  });

  test('in the EU the closing costs no score, and says until when', async () => {
    const given = await givenLines(gateway.store.ports, [{}, {}], {
      customer: { jurisdiction: 'EU', locale: 'en' },
      product: { currency: 'EUR' },
    });
    const { effects, statements } = await previewed(given);
    const until = effects.limitCountsUntil;
    expect(until > TODAY).toBe(true);
    expect(effects.protectionNote).toContain(dayText(until, 'en'));
    expect(effects).toMatchObject({ linkedLimits: [], scoreAfter: effects.scoreNow });
    expect(statements.map(({ duty }: Shown) => duty)).toContain('NO_PENALTY');
  });

  describe('a closing by a quote', () => {
    let given: Given;
    beforeEach(async () => {
      given = await givenLines(gateway.store.ports);
    });

    test('that came out differently changes nothing and says what', async () => {
      const { quoteId } = await previewed(given);
      const fee = { accountId: given.account.id, amount: cny(4_000), ...key() };
      made(await postAmount(gateway.store.ports, paymentSystem, 'FEE', fee));
      const { errors, account, closure } = await close(given, { quoteId, allowRunOff: true });
      expect([account.status, closure]).toEqual(['ACTIVE', null]);
      expect(errors).toMatchObject([{ __typename: 'QuoteChanged', path: ['input', 'quoteId'] }]);
      const effects = errors[0].differences.map(({ effect }: Shown) => effect);
      expect(effects).toEqual(expect.arrayContaining(['OUTCOME', 'PAYOFF']));
      const payoff = errors[0].differences.find(({ effect }: Shown) => effect === 'PAYOFF');
      for (const part of [payoff.quoted, payoff.now]) expect(payoff.text).toContain(part);
      expect(errors[0].message).toContain(String(effects.length));
    });

    test('that is somebody else’s or of another line is not found', async () => {
      const other = await givenLines(gateway.store.ports);
      const { quoteId } = await previewed(other);
      for (const id of [quoteId, newId()]) {
        const { errors } = await close(given, { quoteId: id });
        expect(errors).toMatchObject([{ __typename: 'QuoteNotFound' }]);
      }
    });

    test('that ran out is refused, with the moment until which it held', async () => {
      const { store } = gateway;
      const { quoteId, validUntil } = await previewed(given);
      store.clock.advance(8 * DAY_MS);
      try {
        const { errors } = await close(given, { quoteId });
        expect(errors).toMatchObject([{ __typename: 'QuoteExpired', validUntil }]);
      } finally {
        store.clock.advance(-8 * DAY_MS);
      }
    });
  });

  describe('is for', () => {
    test('agents too, but nobody else, and tells others nothing', async () => {
      const given = await givenLines(gateway.store.ports);
      const agents = await previewed(given, {}, { persona: 'agent' });
      expect(agents.effects.scoreNow).toEqual(expect.any(Number));
      const others: object[] = [{ persona: 'borrower-clear', subject: newId() }];
      for (const persona of ['reviewer', 'analyst', 'auditor', 'service', 'partner']) {
        others.push({ persona });
      }
      for (const as of others) {
        const { preview, errors } = await asked(given, {}, as);
        expect(preview).toBeNull();
        expect(errors).toMatchObject([
          { __typename: 'NotFound', code: 'ACCOUNT_NOT_FOUND', path: ['accountId'] },
        ]);
      }
    });

    test('lines that can be closed, by an id', async () => {
      const given = await givenLines(gateway.store.ports);
      await close(given, { expectedVersion: 1 });
      const closed = await asked(given);
      expect(closed).toMatchObject({
        preview: null,
        account: { version: 2 },
        errors: [{ __typename: 'AlreadyClosing' }],
      });
      const { errors } = await asked(given, { id: "'; --" });
      expect(errors).toMatchObject([{ __typename: 'InvalidInput', path: ['accountId'] }]);
    });

    test('few lines at a time, since each takes long to work out', async () => {
      const { account, customer } = await givenLines(gateway.store.ports);
      const one = `closurePreview(accountId: "${account.id}") { preview { quoteId } }`;
      const many = [...Array(6).keys()].map((at) => `p${at}: ${one}`).join('\n');
      const as = { persona: 'borrower-clear', subject: customer.id } as const;
      const answer = await gateway.query(as, `{ ${many} }`);
      expect(answer.errors[0]?.extensions.code).toBe('QUERY_TOO_COSTLY');
    });
  });
});
