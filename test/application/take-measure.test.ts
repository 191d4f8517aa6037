/** Staff takes measures of the action policy on lines, and lifts them. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { effectAction } from '../../src/application/effect-actions.js';
import { liftMeasure } from '../../src/application/lift-measure.js';
import { postAmount } from '../../src/application/operate-line.js';
import { pauseLine } from '../../src/application/pause-line.js';
import type { Ports } from '../../src/application/ports.js';
import { lookAtActions } from '../../src/application/return-watch.js';
import type { TakeMeasureInput } from '../../src/application/take-measure.js';
import type { AccountId } from '../../src/domain/identifiers.js';
import type { Statement } from '../../src/domain/ledger/statement.js';
import { noticeText } from '../../src/domain/platform-action/notice-text.js';
import { addDays, localDate, startOfDay } from '../../src/domain/time.js';
import { shippedActionPolicy } from '../../src/infrastructure/action-policies/shipped.js';
import { agent, borrowerOf, paymentSystem } from '../support/actors.js';
import { givenHistory, LATE, lineAt } from '../support/closings.js';
import {
  arrived,
  givenBand,
  givenModelUpdate,
  givenNextVersion,
  reviewer,
  take,
  taken,
} from '../support/measures.js';
import { key } from '../support/operated.js';
import {
  anEntry,
  aStatement,
  type Given,
  type GivenLine,
  givenLines,
  newId,
  TODAY,
} from '../support/portfolio.js';
import { expectSoundBooks } from '../support/postings.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

const SEEN = { statement: 'The order of the court of 20 November.' };

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const givenIn = (jurisdiction: string, lines: readonly GivenLine[] = [{}]) =>
    givenLines(ports, lines, { customer: { jurisdiction } });
  const lineNow = async (id: AccountId) => (await ports.accounts.find([id]))[0]!;
  const actionNow = async (id: string) => (await ports.platformActions.find([id]))[0]!;
  const messagesOf = async (id: AccountId) =>
    (await store.outbox())
      .filter(({ subject, type }) => subject === id && !type.startsWith('clearline.notice'))
      .map(({ type, data }) => ({ type: type.replace(/^clearline\.|\.v1$/g, ''), data }));
  const entriesOf = async (type: string) =>
    (await store.auditEntries())
      .map(({ contentJson }) => JSON.parse(contentJson))
      .filter((content) => content.type === type);

  async function expectRefused(
    given: Given,
    measureId: string,
    over: Partial<TakeMeasureInput>,
    refusal: object,
  ): Promise<void> {
    const before = await store.dump();
    const account = await lineNow(given.account.id);
    const result = await take(ports, given.account.id, measureId, over);
    expect(result).toEqual({ refusals: [refusal], account });
    expect(await store.dump()).toEqual(before);
  }

  describe('a measure with a consequence for another line', () => {
    const LINES = [{ position: { principalMinor: 200_000 } }, {}] as const;

    test('ends the drawdown right at once, and leaves decision, action, notice and receipt', async () => {
      const given = await givenIn('CN', LINES);
      const { account, customer } = given;
      const made = await taken(ports, account.id, 'verified-income-scope');
      expect(made.account).toMatchObject({
        status: 'DRAWDOWN_ENDED',
        version: 2,
        effectiveAt: NOW,
        ended: account.capabilities,
      });
      expect(made.decision).toMatchObject({
        customerId: customer.id,
        accountId: account.id,
        kind: 'DRAWDOWN_RIGHT_ENDED',
        grounds: 'SERVICE_SCOPE_CHANGE',
        madeBy: 'STAFF',
        decidedBy: agent.subject,
        decidedAt: NOW,
        adverseAction: true,
        causedBy: null,
        measure: { measureId: 'verified-income-scope', statement: null, effectiveAt: NOW },
      });
      expect(made.decision.appealUntil).toBeGreaterThan(NOW);
      expect(made.action).toMatchObject({
        id: made.decision.id,
        status: 'IN_FORCE',
        before: { status: 'ACTIVE', suspendedBy: null, limitMinor: 1_000_000 },
        conditions: [{ kind: 'CHARACTERISTIC_IS', category: 'NOT_VERIFIED' }],
        lookAt: startOfDay(addDays(TODAY, 1), 'Asia/Shanghai'),
      });
      const [assessment] = await ports.riskProfiles.byId([made.decision.assessmentId ?? '']);
      expect(assessment).toMatchObject({ trigger: 'MEASURE', assessedAt: NOW });
      expect(made.notice).toMatchObject({ decisionId: made.decision.id, accountId: account.id });
      expect(JSON.parse(made.receipt.contentJson)).toMatchObject({
        type: 'credit-account.measure-taken',
        decisionId: made.decision.id,
        measureId: 'verified-income-scope',
        actionPolicyVersion: made.decision.measure?.actionPolicyVersion,
        withheld: false,
        reasons: made.decision.reasons.map(({ code }) => code),
        requestedBy: ports.auditTrail.pseudonymOf(agent.subject),
        requestedAs: 'staff',
      });
    });

    test('tells business systems and bureaus, once each', async () => {
      const given = await givenIn('CN', LINES);
      const { decision } = await taken(ports, given.account.id, 'verified-income-scope');
      expect(await messagesOf(given.account.id)).toEqual([
        {
          type: 'credit-account.measure-taken',
          data: expect.objectContaining({
            decisionId: decision.id,
            kind: 'DRAWDOWN_RIGHT_ENDED',
            grounds: 'SERVICE_SCOPE_CHANGE',
            status: 'DRAWDOWN_ENDED',
            accountVersion: 2,
          }),
        },
        {
          type: 'bureau.furnishing',
          data: expect.objectContaining({ event: 'CLOSED_BY_CREDITOR', decisionId: decision.id }),
        },
      ]);
    });

    test('lowers the creditor’s other lines that are in use, each by a decision of its own', async () => {
      const lines = [{}, {}, { account: { creditorId: 'creditor-2' } }, {}];
      const given = await givenIn('CN', lines);
      const paused = lineAt(given, 3);
      await pauseLine(ports, borrowerOf(given.customer), {
        accountId: paused.id,
        expectedVersion: 1,
        ...key(),
      });
      const { decision } = await taken(ports, given.account.id, 'verified-income-scope');
      const limits = await Promise.all(given.accounts.map(({ id }) => lineNow(id)));
      expect(limits.map(({ limitMinor }) => limitMinor)).toEqual([
        1_000_000, 800_000, 1_000_000, 1_000_000,
      ]);
      const [linked, ...none] = await ports.platformActions.causedBy([decision.id]);
      expect(none).toEqual([]);
      expect(linked).toMatchObject({
        accountId: lineAt(given, 1).id,
        kind: 'LINE_DECREASE',
        causedBy: decision.id,
        conditions: [],
        lookAt: null,
        before: { limitMinor: 1_000_000 },
        set: { limitMinor: 800_000 },
      });
      const [own] = await ports.closures.decisions([linked?.id ?? '']);
      expect(own).toMatchObject({
        grounds: 'SERVICE_SCOPE_CHANGE',
        causedBy: decision.id,
        measure: { conditions: [], milder: [] },
      });
      // The cause's reason is of its own line, which is named.
      const [ofCause] = decision.reasons;
      const day = { en: '29 January 2026', zh: '2026年1月29日' };
      expect(own?.reasons[0]).toEqual({
        ...ofCause,
        text: {
          en: `Of your line “Credit line”, opened on ${day.en}: “${ofCause?.text?.en}”`,
          zh: `关于您于${day.zh}开立的“信用额度”额度：“${ofCause?.text?.zh}”`,
        },
      });
      expect(own?.reasons[1]?.text).toEqual({
        en: expect.stringContaining('falls from 10,000 CNY to 8,000 CNY'),
        zh: expect.stringMatching(/\p{Script=Han}/u),
      });
      // A ground that is not conduct is not dressed up as conduct in what follows from it either.
      expect(own?.reasons.some(({ about }) => about === 'CONDUCT')).toBe(false);
      expect(await ports.notices.ofDecisions([own?.id ?? ''])).toHaveLength(1);
    });

    test('leaves other lines as they are where the rules forbid it', async () => {
      const given = await givenIn('EU', LINES);
      const { decision } = await taken(ports, given.account.id, 'verified-income-scope');
      expect(await ports.platformActions.causedBy([decision.id])).toEqual([]);
      expect((await lineNow(lineAt(given, 1).id)).limitMinor).toBe(1_000_000);
    });
  });

  test('a decrease goes down by the policy’s share, not below what is owed today and held', async () => {
    const debt = { principalMinor: 750_000, interestThrough: addDays(TODAY, -10) };
    const given = await givenIn('CN', [{}, { position: debt }]);
    const free = await taken(ports, given.account.id, 'fund-pool-decrease');
    expect(free.account).toMatchObject({ limitMinor: 700_000, status: 'ACTIVE' });
    expect(free.action.set).toEqual({ limitMinor: 700_000, annualRatePpm: null });
    // Ten days of 0.05 % of 7,500.00 are 37.50, and a step is 100.00.
    const used = await taken(ports, lineAt(given, 1).id, 'fund-pool-decrease');
    expect(used.account.limitMinor).toBe(760_000);
    expect(used.decision.measure?.facts.balanceMinor).toBe(753_750);
    await expectSoundBooks(ports, used.account.id);
    const [told] = await messagesOf(given.account.id);
    expect(told?.data).toMatchObject({ from: '10000.00', to: '7000.00', currency: 'CNY' });
    expect(await messagesOf(given.account.id)).toHaveLength(1);
  });

  test('a suspension whose reasons may not be told keeps them from whatever customers read', async () => {
    const given = await givenIn('EU');
    const { decision, notice, receipt } = await taken(
      ports,
      given.account.id,
      'restraint-suspend',
      SEEN,
    );
    expect(decision.reasons.length).toBeGreaterThan(0);
    expect(decision.measure).toMatchObject({ ...SEEN, withheld: { source: expect.any(String) } });
    const content = JSON.parse(receipt.contentJson);
    expect(content).toMatchObject({ withheld: true, reasons: [], measureId: null });
    const told = JSON.stringify([notice.sections, content, await store.outbox()]);
    expect(told).not.toContain(SEEN.statement);
    expect(told).not.toContain(decision.reasons[0]?.code);
    expect(await messagesOf(given.account.id)).toMatchObject([
      { type: 'credit-account.measure-taken' },
      { type: 'bureau.furnishing', data: { event: 'SUSPENDED_BY_CREDITOR' } },
    ]);
  });

  test('a suspension on another ground holds a suspended line, which then stays when one ends', async () => {
    const given = await givenIn('CN');
    const first = await taken(ports, given.account.id, 'restraint-suspend', SEEN);
    const second = await taken(ports, given.account.id, 'security-suspend', SEEN);
    expect(second.account).toMatchObject({ status: 'SUSPENDED', version: first.account.version });
    expect(second.action).toMatchObject({ before: { status: 'SUSPENDED' }, status: 'IN_FORCE' });
    const lift = (decisionId: string) =>
      liftMeasure(ports, agent, { decisionId, statement: 'It is cleared up.', ...key() });
    expect(await lift(first.decision.id)).toMatchObject({ account: { status: 'SUSPENDED' } });
    expect(await lift(second.decision.id)).toMatchObject({ account: { status: 'ACTIVE' } });
    const furnished = (await messagesOf(given.account.id)).filter(
      ({ type }) => type === 'bureau.furnishing',
    );
    expect(furnished.map(({ data }) => data.event)).toEqual([
      'SUSPENDED_BY_CREDITOR',
      'SUSPENDED_BY_CREDITOR',
      'REINSTATED',
    ]);
  });

  test('nobody of the staff takes a measure on an own line, or lifts one from it', async () => {
    const given = await givenIn('CN');
    const self = { ...agent, customerId: given.customer.id };
    const over = { ...SEEN, ...key() };
    const own = await take(ports, given.account.id, 'security-suspend', over, self);
    expect(own).toEqual({ refusals: [{ code: 'FORBIDDEN' }] });
    const { decision } = await taken(ports, given.account.id, 'security-suspend', SEEN);
    const wish = { decisionId: decision.id, statement: 'It is cleared up.', ...key() };
    expect(await liftMeasure(ports, self, wish)).toEqual({ refusals: [{ code: 'FORBIDDEN' }] });
    expect(await lineNow(given.account.id)).toMatchObject({ status: 'SUSPENDED' });
  });

  test('a movement valued before a repricing bears the rate of its days', async () => {
    const given = await givenIn('US', [{ position: { principalMinor: 365_000 } }]);
    const { account, action, decision } = await taken(ports, given.account.id, 'macro-reprice');
    await arrived(ports, decision);
    store.clock.advance(action.effectiveAt - NOW);
    expect(await effectAction(ports, action)).toBe(true);
    store.clock.advance(2 * DAY_MS);
    const today = localDate(store.clock.now(), 'America/New_York');
    const [before] = await ports.ledger.positions(
      await ports.accounts.find([account.id]),
      store.clock.now(),
    );
    // 3,650.00 should not have been owed for ten days: eight at 18.25 %, two at 19.25 %.
    const valueDate = addDays(today, -10);
    const amount = { minor: 365_000, currency: account.currency };
    const input = { accountId: account.id, amount, valueDate, ...key() };
    const paid = await postAmount(ports, paymentSystem, 'REFUND', input);
    expect(paid).toHaveProperty('made');
    const [after] = await ports.books.positions([account.id]);
    const exact = 8 * 182.5 + 2 * 192.5;
    const given_ = before!.interestMinor - after!.interestMinor + after!.creditMinor;
    expect(Math.abs(given_ - exact)).toBeLessThanOrEqual(1);
    await expectSoundBooks(ports, account.id);
  });

  test('a higher rate waits for the pack’s notice and counts from its day on, never backwards', async () => {
    const debt = { principalMinor: 365_000 };
    const given = await givenIn('US', [{ position: debt }]);
    const { account, action, decision } = await taken(ports, given.account.id, 'macro-reprice');
    await arrived(ports, decision);
    expect(account).toMatchObject({ annualRatePpm: null, version: 1 });
    expect(action).toMatchObject({ status: 'PENDING', set: { annualRatePpm: 192_500 } });
    expect(action.effectiveAt).toBeGreaterThan(NOW + 45 * DAY_MS);
    expect(action.lookAt).toBe(action.effectiveAt);
    expect(await effectAction(ports, action)).toBe(false);
    store.clock.advance(action.effectiveAt - NOW + 2 * DAY_MS);
    expect(await effectAction(ports, action)).toBe(true);
    expect(await effectAction(ports, action)).toBe(false);
    expect(await lineNow(account.id)).toMatchObject({ annualRatePpm: 192_500, version: 2 });
    const [position] = await ports.books.positions([account.id]);
    const today = localDate(store.clock.now(), 'America/New_York');
    const days = Math.round((Date.parse(today) - Date.parse(TODAY)) / DAY_MS);
    // 3,650.00 at 18.25 % bear 1.825 a day; two days late cost the customer nothing.
    expect(position).toMatchObject({ interestThrough: today });
    expect(position!.interestMinor).toBe(Math.floor(days * 182.5));
    expect(await actionNow(action.id)).toMatchObject({ status: 'IN_FORCE', lookAt: null });
    const [, told] = await messagesOf(account.id);
    expect(told).toMatchObject({
      type: 'credit-account.measure-effected',
      data: { decisionId: action.id, annualRatePpm: 192_500 },
    });
    await expectSoundBooks(ports, account.id);
  });

  describe('a line that nobody uses', () => {
    const unused = (over: Partial<Statement> = {}) => ({ balanceMinor: 0, ...NO_USE, ...over });
    const NO_USE = { purchasesMinor: 0, paymentsMinor: 0, minimumDueMinor: 0 };
    const given = async (statement: Partial<Statement>) => {
      const made = await givenIn('US');
      await ports.books.addStatements([aStatement(made.account, unused(statement))]);
      return made;
    };

    test('can be ended where the rules know that, counted from its last use', async () => {
      const { account } = await given({});
      const { decision } = await taken(ports, account.id, 'inactive-end');
      // Opened on 29 January.
      expect(decision.measure?.facts.unusedMonths).toBe(9);
      expect(decision.kind).toBe('TERMINATION_BY_NOTICE');
    });

    test.each([
      ['a purchase', { purchasesMinor: 1 }],
      ['a debt', { balanceMinor: 1 }],
      ['a payment', { paymentsMinor: 1 }],
    ])('is one in use for a while after a statement with %s', async (_name, statement) => {
      const conditions = [{ kind: 'INACTIVE' }];
      const refusal = { code: 'MEASURE_DOES_NOT_APPLY', conditions };
      await expectRefused(await given(statement), 'inactive-end', {}, refusal);
    });

    test('is one in use where something was captured since, or is held now', async () => {
      const captured = await given({});
      await ports.books.append([
        anEntry(captured.account, { bookingDate: '2026-11-20' }),
        anEntry(captured.account, { kind: 'REPAYMENT', bookingDate: '2026-11-21' }),
      ]);
      const held = await givenIn('US', [{ position: { heldMinor: 1 } }]);
      for (const each of [captured, held]) {
        expect(await take(ports, each.account.id, 'inactive-end')).toMatchObject({
          refusals: [{ code: 'MEASURE_DOES_NOT_APPLY' }],
        });
      }
    });
  });

  describe('another model as the ground', () => {
    const WEAK = { kind: 'BAND_IN', bands: ['D', 'E'] };
    const REFUSAL = { code: 'MEASURE_DOES_NOT_APPLY', conditions: [WEAK] };
    const inWeakBand = () => givenHistory(ports, [{}], LATE, { customer: { jurisdiction: 'CN' } });

    test('is untrue of a customer whom no other model has assessed', async () => {
      const given = await inWeakBand();
      await expectRefused(given, 'model-update-decrease', {}, REFUSAL);
      // A better band by the same card: it is the customer's conduct that changed.
      await givenBand(ports, given.customer.id, 'A');
      await expectRefused(given, 'model-update-decrease', {}, REFUSAL);
    });

    test('is untrue where the model before gives as weak a band, whatever an older one gives', async () => {
      const given = await inWeakBand();
      await givenModelUpdate(ports, given.customer.id, 'B');
      await givenModelUpdate(ports, given.customer.id, 'E');
      await expectRefused(given, 'model-update-decrease', {}, REFUSAL);
    });

    test('is untrue of a customer who came down by conduct since, whichever card says so', async () => {
      const given = await inWeakBand();
      // Before the payments were missed, the version before gave the best band; today it does not.
      await givenBand(ports, given.customer.id, 'A');
      await givenNextVersion(ports, await ports.riskProfiles.champion());
      await expectRefused(given, 'model-update-decrease', {}, REFUSAL);
    });

    test('is true where the model before gives a better band, and both are on record', async () => {
      const given = await inWeakBand();
      const former = await givenModelUpdate(ports, given.customer.id, 'C');
      const { account, decision } = await taken(ports, given.account.id, 'model-update-decrease');
      expect(account.limitMinor).toBe(800_000);
      expect(decision).toMatchObject({ grounds: 'MODEL_UPDATE', measure: { conditions: [WEAK] } });
      const { scorecardVersion, formerModel } = decision.measure!;
      expect(scorecardVersion).not.toBe(former);
      const { version: rulesVersion } = await ports.riskProfiles.currentRules();
      const score = expect.any(Number);
      expect(formerModel).toEqual({ scorecardVersion: former, rulesVersion, score, band: 'C' });
      expect(decision.reasons[0]?.values).toEqual({
        measureId: 'model-update-decrease',
        earlierScorecardVersion: former,
        earlierScore: String(formerModel?.score),
        earlierBand: 'C',
      });
    });

    test('is true of today’s facts, also where the model before once gave a weak band', async () => {
      const given = await inWeakBand();
      await givenModelUpdate(ports, given.customer.id, 'B', 'E');
      const { decision } = await taken(ports, given.account.id, 'model-update-decrease');
      expect(decision.measure?.formerModel?.band).toBe('B');
    });

    test('cannot be shown where the card or the rules before cannot look at the facts any more', async () => {
      const given = await inWeakBand();
      const former = await givenModelUpdate(ports, given.customer.id, 'B');
      const [card] = await ports.riskProfiles.scorecards([former]);
      const [first, ...others] = card!.characteristics;
      const unknown = {
        ...card!,
        characteristics: [{ ...first!, id: 'long-forgotten' }, ...others],
      };
      for (const found of [[], [unknown]]) {
        const riskProfiles = { ...ports.riskProfiles, scorecards: async () => found };
        const result = await take(
          { ...ports, riskProfiles },
          given.account.id,
          'model-update-decrease',
        );
        expect(result).toMatchObject({ refusals: [REFUSAL] });
      }
      const gone = { version: 'rules-gone', acted: [], newCredit: 'OPEN' } as const;
      const history: Ports['riskProfiles']['history'] = async (...page) =>
        (await ports.riskProfiles.history(...page)).map((each) => ({ ...each, rules: gone }));
      const riskProfiles = { ...ports.riskProfiles, history };
      const result = await take(
        { ...ports, riskProfiles },
        given.account.id,
        'model-update-decrease',
      );
      expect(result).toMatchObject({ refusals: [REFUSAL] });
      await taken(ports, given.account.id, 'model-update-decrease');
    });
  });

  describe('is refused', () => {
    test('by role, for a line that there is not, and for a measure that there is not', async () => {
      const given = await givenIn('CN');
      const wish = [ports, given.account.id, 'fund-pool-decrease', {}] as const;
      const before = await store.dump();
      for (const actor of [borrowerOf(given.customer), paymentSystem]) {
        expect(await take(...wish, actor)).toEqual({ refusals: [{ code: 'FORBIDDEN' }] });
      }
      const none = { refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] };
      expect(await take(ports, newId(), 'fund-pool-decrease')).toEqual(none);
      expect(await store.dump()).toEqual(before);
      await expectRefused(given, 'no-such', {}, { code: 'MEASURE_NOT_FOUND' });
    });

    test.each([
      [
        'an unread version',
        'CN',
        'fund-pool-decrease',
        { expectedVersion: 7 },
        { code: 'VERSION_STALE', expectedVersion: 7, version: 1 },
      ],
      [
        'a declared ground without a word',
        'CN',
        'security-suspend',
        {},
        { code: 'STATEMENT_NEEDED' },
      ],
      [
        'what is not so',
        'CN',
        'delinquency-suspend',
        {},
        {
          code: 'MEASURE_DOES_NOT_APPLY',
          conditions: [{ kind: 'OVERDUE_DAYS_AT_LEAST', days: 30 }],
        },
      ],
      [
        'what the rules do not know',
        'CN',
        'inactive-end',
        {},
        { code: 'MEASURE_NOT_PERMITTED', source: expect.any(String) },
      ],
      [
        'a jurisdiction without rules',
        'ZZ',
        'fund-pool-decrease',
        {},
        { code: 'JURISDICTION_UNSUPPORTED', jurisdiction: 'ZZ' },
      ],
    ])('for %s', async (_name, jurisdiction, measureId, over, refusal) => {
      await expectRefused(await givenIn(jurisdiction), measureId, over, refusal);
    });

    test('where the same measure stands, and where the line has no place for another', async () => {
      const given = await givenIn('CN');
      const { decision } = await taken(ports, given.account.id, 'restraint-suspend', SEEN);
      const standing = { code: 'ALREADY_IN_FORCE', decisionId: decision.id };
      await expectRefused(given, 'restraint-suspend', SEEN, standing);
      const suspended = { code: 'MEASURE_NOT_POSSIBLE', status: 'SUSPENDED' };
      await expectRefused(given, 'business-withdrawal', {}, suspended);
    });

    test('where the same measure stands by itself; what only followed on a line keeps none away', async () => {
      const given = await givenIn('CN', [{}, {}]);
      await taken(ports, given.account.id, 'verified-income-scope');
      const linked = given.accounts.find(({ id }) => id !== given.account.id)!;
      const before = await lineNow(linked.id);
      expect(before.limitMinor).toBeLessThan(linked.limitMinor);
      const made = await taken(ports, linked.id, 'verified-income-scope');
      expect(made.account.status).toBe('DRAWDOWN_ENDED');
    });

    test('where what is owed leaves no room for a decrease', async () => {
      const given = await givenIn('CN', [{ position: { principalMinor: 1_000_000 } }]);
      await expectRefused(given, 'fund-pool-decrease', {}, { code: 'LIMIT_CANNOT_FALL' });
    });
  });

  test('the same key answers as the first time, also at once; with other input it is refused', async () => {
    const given = await givenIn('CN');
    const input = { idempotencyKey: newId(), expectedVersion: 1, ...SEEN };
    const run = (over = {}) =>
      take(ports, given.account.id, 'restraint-suspend', { ...input, ...over });
    const answers = await Promise.all([run(), run(), run()]);
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(answers[0]).not.toHaveProperty('refusals');
    const before = await store.dump();
    expect(await run()).toEqual(answers[0]);
    const reused = await run({ statement: 'Another word.' });
    expect(reused).toMatchObject({ refusals: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
    expect(await store.dump()).toEqual(before);
  });

  test('of two people at once on one version only one acts', async () => {
    const given = await givenIn('CN');
    const results = await Promise.all([
      take(ports, given.account.id, 'restraint-suspend', { expectedVersion: 1, ...SEEN }),
      take(ports, given.account.id, 'fund-pool-decrease', { expectedVersion: 1 }, reviewer),
    ]);
    const refused = results.filter((each) => 'refusals' in each);
    expect(refused).toMatchObject([{ refusals: [{ code: 'VERSION_STALE', version: 2 }] }]);
    expect(await ports.closures.decisionsOf([given.account.id], 10)).toHaveLength(1);
  });

  test('nothing is half-done: whichever write fails, nothing is kept', async () => {
    const given = await givenIn('CN', [{}, {}]);
    const before = await store.dump();
    const failing = async () => {
      throw new Error('the disk is full');
    };
    const broken: Partial<Record<keyof Ports, string>> = {
      accounts: 'saveAll',
      closures: 'addDecisions',
      platformActions: 'add',
      auditTrail: 'append',
      outbox: 'append',
      notices: 'add',
      riskProfiles: 'add',
    };
    for (const [port, method] of Object.entries(broken)) {
      const own = ports[port as keyof Ports] as object;
      const half = { ...ports, [port]: { ...own, [method]: failing } } as Ports;
      const wish = take(half, given.account.id, 'verified-income-scope');
      await expect(wish).rejects.toThrow('the disk is full');
      expect(await store.dump()).toEqual(before);
    }
  });

  describe('lifting', () => {
    const lift = (decisionId: string, over = {}, actor = reviewer) =>
      liftMeasure(ports, actor, {
        decisionId,
        statement: 'It is cleared up.',
        idempotencyKey: newId(),
        ...over,
      });
    const lifted = async (decisionId: string) => {
      const result = await lift(decisionId);
      if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
      return result;
    };

    test('gives use back, and says by whom, why and what it undoes', async () => {
      const given = await givenIn('CN');
      const { account } = given;
      const { decision } = await taken(ports, account.id, 'security-suspend', SEEN);
      store.clock.advance(DAY_MS);
      const made = await lifted(decision.id);
      expect(made.account).toMatchObject({ status: 'ACTIVE', version: 3 });
      expect(made.account).toMatchObject({ capabilities: account.capabilities });
      expect(made.decision).toMatchObject({
        kind: 'REINSTATEMENT',
        grounds: 'FRAUD_OR_SECURITY',
        reasons: [{ code: 'MEASURE_LIFTED' }],
        reverses: decision.id,
        decidedBy: reviewer.subject,
        adverseAction: false,
        appealUntil: null,
        measure: { statement: 'It is cleared up.', conditions: [], milder: [] },
      });
      const endedAt = NOW + DAY_MS;
      const ended = { status: 'LIFTED', endedAt, endedBy: made.decision.id, lookAt: null };
      expect(made.action).toMatchObject(ended);
      expect(made.notice.decisionId).toBe(made.decision.id);
      expect((await messagesOf(account.id)).slice(2)).toMatchObject([
        { type: 'credit-account.measure-ended', data: { ended: decision.id, endedAs: 'LIFTED' } },
        { type: 'bureau.furnishing', data: { event: 'REINSTATED', decisionId: made.decision.id } },
      ]);
      expect(await entriesOf('credit-account.measure-ended')).toHaveLength(1);
    });

    test('gives back the customer’s own pause where that is what stood before', async () => {
      const given = await givenIn('CN');
      const wish = { accountId: given.account.id, expectedVersion: 1, ...key() };
      await pauseLine(ports, borrowerOf(given.customer), wish);
      const { decision } = await taken(ports, given.account.id, 'security-suspend', SEEN);
      const { account } = await lifted(decision.id);
      expect(account).toMatchObject({ status: 'SUSPENDED', suspendedBy: 'CUSTOMER' });
    });

    test('takes a notice back before its day, and a decrease where a limit may rise unasked', async () => {
      const given = await givenIn('CN', [{}, {}]);
      const notice = await taken(ports, given.account.id, 'business-withdrawal');
      expect(notice.account).toMatchObject({ status: 'NOTICE_GIVEN', noticeId: null });
      expect((await lifted(notice.decision.id)).account.status).toBe('ACTIVE');
      const fall = await taken(ports, lineAt(given, 1).id, 'fund-pool-decrease');
      const risen = await lifted(fall.decision.id);
      expect(risen.account.limitMinor).toBe(1_000_000);
      expect(risen.decision).toMatchObject({ kind: 'REVERSAL', reverses: fall.decision.id });
    });

    test('of a notice on a line that its customer has paused leaves the pause as it was', async () => {
      const given = await givenIn('EU', [{}, {}]);
      const [first, second] = given.accounts;
      for (const { id: accountId } of given.accounts) {
        await pauseLine(ports, borrowerOf(given.customer), {
          accountId,
          expectedVersion: 1,
          ...key(),
        });
      }
      const notice = await taken(ports, first!.id, 'business-withdrawal');
      expect(notice.account).toMatchObject({ status: 'NOTICE_GIVEN', capabilities: [] });
      expect(notice.action.before).toMatchObject({ status: 'SUSPENDED', suspendedBy: 'CUSTOMER' });
      const { account } = await lifted(notice.decision.id);
      expect(account).toMatchObject({ status: 'SUSPENDED', suspendedBy: 'CUSTOMER' });
      const stands = await taken(ports, second!.id, 'business-withdrawal');
      await arrived(ports, stands.decision);
      store.clock.advance(stands.action.effectiveAt - store.clock.now());
      expect(await effectAction(ports, stands.action)).toBe(true);
      expect((await lineNow(second!.id)).status).toBe('CLOSED');
    });

    test('is refused for what ends otherwise, has ended, or is not there', async () => {
      const given = await givenIn('CN', [{}, {}]);
      const { decision } = await taken(ports, given.account.id, 'verified-income-scope');
      const [linked] = await ports.platformActions.causedBy([decision.id]);
      const before = await store.dump();
      const refusal = (code: string) => ({ refusals: [{ code }] });
      expect(await lift(decision.id)).toEqual(refusal('MEASURE_NOT_LIFTABLE'));
      expect(await lift(linked!.id)).toEqual(refusal('MEASURE_NOT_LIFTABLE'));
      expect(await lift(newId())).toEqual(refusal('DECISION_NOT_FOUND'));
      expect(await lift(decision.id, {}, borrowerOf(given.customer))).toEqual(refusal('FORBIDDEN'));
      expect(await store.dump()).toEqual(before);
      const fall = await taken(ports, given.accounts[1]!.id, 'fund-pool-decrease');
      const input = { idempotencyKey: newId() };
      const first = await lift(fall.decision.id, input);
      expect(first).not.toHaveProperty('refusals');
      expect(await lift(fall.decision.id, input)).toEqual(first);
      expect(await lift(fall.decision.id)).toEqual(refusal('DECISION_ENDED'));
    });

    test('takes back what followed for other lines, or says that it can be asked for', async () => {
      const shipped = shippedActionPolicy();
      const withLinked = shipped.measures.map((each) =>
        each.id === 'security-suspend' ? { ...each, linkedDecreasePpm: 200_000 } : each,
      );
      for (const [jurisdiction, backMinor] of [
        ['CN', 1_000_000],
        ['US', 800_000],
      ] as const) {
        const given = await givenIn(jurisdiction, [{}, {}]);
        const policy = { ...shipped, version: 'test-actions', measures: withLinked };
        await ports.inTransaction(() => ports.actionPolicies.add(policy));
        const statement = 'By the order of 20 November 2026.';
        const { decision } = await taken(ports, given.account.id, 'security-suspend', {
          statement,
        });
        const { id } = lineAt(given, 1);
        expect((await lineNow(id)).limitMinor).toBe(800_000);
        const [linked] = await ports.platformActions.causedBy([decision.id]);
        const made = await lifted(decision.id);
        expect(made.account.status).toBe('ACTIVE');
        expect((await lineNow(id)).limitMinor).toBe(backMinor);
        const after = await actionNow(linked!.id);
        const isBack = backMinor === 1_000_000;
        expect(after.status).toBe(isBack ? 'LIFTED' : 'IN_FORCE');
        expect(after.returnOpenedAt).toBe(isBack ? null : NOW);
        // Of the decrease, and of what became of it.
        const told = await ports.notices.ofDecisions([linked!.id, after.endedBy ?? linked!.id]);
        expect(told).toHaveLength(2);
        const [undone] = await ports.closures.decisions([after.endedBy ?? '']);
        if (isBack)
          expect(undone).toMatchObject({ causedBy: made.decision.id, reverses: linked!.id });
        else expect(undone).toBeUndefined();
      }
    });

    test('keeps what followed shut while something stands against asking, and the watch opens it', async () => {
      const shipped = shippedActionPolicy();
      const measures = shipped.measures.map((each) =>
        each.id === 'security-suspend' ? { ...each, linkedDecreasePpm: 200_000 } : each,
      );
      const given = await givenIn('US', [{ position: { principalMinor: 10_000 } }, {}]);
      const policy = { ...shipped, version: 'test-actions', measures };
      await ports.inTransaction(() => ports.actionPolicies.add(policy));
      const { decision } = await taken(ports, given.account.id, 'security-suspend', SEEN);
      const [linked] = await ports.platformActions.causedBy([decision.id]);
      const due = { duesCumulativeMinor: 10_000, minimumDueMinor: 10_000, dueOn: '2026-11-01' };
      await ports.inTransaction(() => ports.books.addStatements([aStatement(given.account, due)]));
      await lifted(decision.id);
      const noticesNow = () => ports.notices.ofDecisions([linked!.id]);
      expect(await noticesNow()).toHaveLength(1);
      expect((await actionNow(linked!.id)).returnOpenedAt).toBeNull();
      store.clock.advance(DAY_MS);
      const failures: unknown[] = [];
      const look = () => lookAtActions(ports, store.clock.now(), failures);
      expect(await look()).toMatchObject({ opened: 0 });
      const amount = { minor: 11_000, currency: given.account.currency };
      const repaid = { accountId: given.account.id, amount, ...key() };
      expect(await postAmount(ports, paymentSystem, 'REPAYMENT', repaid)).toHaveProperty('made');
      expect(await look()).toMatchObject({ opened: 1 });
      expect(failures).toEqual([]);
      expect(await noticesNow()).toHaveLength(2);
      expect((await actionNow(linked!.id)).returnOpenedAt).toBe(store.clock.now());
    });

    test('gives an ended right back only where the rules know use that nobody asked for', async () => {
      const statement = 'By the order of 20 November 2026.';
      for (const jurisdiction of ['CN', 'US', 'EU'] as const) {
        const given = await givenIn(jurisdiction);
        const made = await taken(ports, given.account.id, 'regulation-end', { statement });
        const words = noticeText(made.notice, 'en');
        const before = await store.dump();
        store.clock.advance(DAY_MS);
        if (jurisdiction === 'CN') {
          expect(words).toContain('When we lift this, the line can be used again as before');
          expect((await lifted(made.decision.id)).account.status).toBe('ACTIVE');
          continue;
        }
        expect(words).not.toContain('When we lift this');
        expect(words).toContain('free to apply for a new line');
        const source = expect.any(String);
        const refusals = [{ code: 'RIGHT_ONLY_ON_REQUEST', source }];
        expect(await lift(made.decision.id)).toEqual({ refusals });
        expect(await store.dump()).toEqual(before);
      }
    });

    test('puts right what was declared and is cleared up, also an ended right', async () => {
      const given = await givenIn('EU');
      const { decision } = await taken(ports, given.account.id, 'death-end', SEEN);
      expect((await lifted(decision.id)).account.status).toBe('ACTIVE');
    });

    test('does not raise a limit that only its customer can ask for', async () => {
      const given = await givenIn('EU');
      const { decision } = await taken(ports, given.account.id, 'fund-pool-decrease');
      expect(await lift(decision.id)).toEqual({
        refusals: [{ code: 'LIMIT_ONLY_ON_REQUEST', source: expect.any(String) }],
      });
    });
  });
});
