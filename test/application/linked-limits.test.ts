/** Limits of other lines that move with a closing: by the shipped policy, as decisions. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { pauseLine } from '../../src/application/pause-line.js';
import type { Ports } from '../../src/application/ports.js';
import { receiptOf, verifyReceipt } from '../../src/domain/audit-trail/audit-entry.js';
import type { Closure } from '../../src/domain/credit-account/closure-record.js';
import type { NoticeSectionCode } from '../../src/domain/platform-action/notice.js';
import type { Locale } from '../../src/domain/wording.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { shippedScorecard } from '../../src/infrastructure/scorecards/shipped.js';
import { borrowerOf } from '../support/actors.js';
import { closedOwn, givenHistory, LATE, lineAt, ownPreview } from '../support/closings.js';
import { key } from '../support/operated.js';
import { addModel, aHold, expertScorecard, type Given, givenLines } from '../support/portfolio.js';
import { shapeOf, statementCount } from '../support/statement-count.js';
import { describeDatabases, describeStores, type Store } from '../support/stores.js';

const IN_USE = { position: { principalMinor: 950_000, heldMinor: 20_000 } };
const LIGHT = { position: { principalMinor: 100_000 } };

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const givenIn = (jurisdiction: string, statement: object) =>
    givenHistory(ports, [{}, IN_USE, LIGHT], statement, { customer: { jurisdiction } });
  const closed = async (given: Given): Promise<Closure> => {
    await ports.books.addHold(aHold(lineAt(given, 1)));
    const [stored] = await ports.accounts.find([given.account.id]);
    return (await closedOwn(ports, given, { expectedVersion: stored?.version })).closure;
  };
  const limitsOf = async ({ accounts }: Given) => {
    const stored = await ports.accounts.find(accounts.map(({ id }) => id));
    return accounts.map(({ id }) => stored.find((each) => each.id === id)?.limitMinor);
  };
  const noticeOf = async (decisionId = '') => {
    const [notice] = await ports.notices.ofDecisions([decisionId]);
    return (section: NoticeSectionCode, locale: Locale = 'en'): string =>
      (notice?.sections ?? [])
        .filter(({ code }) => code === section)
        .flatMap(({ paragraphs }) => paragraphs.map((each) => each[locale]))
        .join('\n');
  };
  const decisionsOf = async (given: Given, at: number) =>
    ports.closures.decisionsOf([lineAt(given, at).id], 10);

  describe('given a customer of a weak band, in China', () => {
    test('lines fall, never below what is owed and held, and the score counts what is left', async () => {
      const given = await givenIn('CN', LATE);
      const closure = await closed(given);
      expect(await limitsOf(given)).toEqual([1_000_000, 970_000, 800_000]);
      expect(closure.linkedLimits).toMatchObject([
        { accountId: lineAt(given, 1).id, toMinor: 970_000, ruleId: 'high-use' },
        { accountId: lineAt(given, 2).id, toMinor: 800_000, ruleId: 'shared-exposure' },
      ]);
      const versions = (await ports.accounts.find(given.accounts.map(({ id }) => id))).map(
        ({ version }) => version,
      );
      expect(versions).toEqual([2, 2, 2]);
      const [after] = await ports.riskProfiles.byId([closure.assessmentAfterId]);
      // Of the line that is used most, on the limit that is left of it.
      expect(after?.values.utilization_now).toBeCloseTo(950 / 970, 4);
    });

    test('each fall is a decision with the policy’s reason and those of the score', async () => {
      const given = await givenIn('CN', LATE);
      const closure = await closed(given);
      for (const [at, code] of [
        [1, 'LIMIT_LOWERED_HIGH_USE'],
        [2, 'LIMIT_LOWERED_SHARED_EXPOSURE'],
      ] as const) {
        const [decision, ...more] = await decisionsOf(given, at);
        expect(more).toEqual([]);
        expect(decision).toMatchObject({
          id: closure.linkedLimits[at - 1]?.decisionId,
          kind: 'LINE_DECREASE',
          grounds: 'BEHAVIOUR',
          adverseAction: true,
          assessmentId: closure.assessmentAfterId,
          limitPolicyVersion: 'limits-1',
          packEdition: closure.packEdition,
        });
        const [first, ...ofScore] = decision?.reasons ?? [];
        expect(first).toMatchObject({ code, values: { band: 'E' } });
        expect(first?.text?.en).toMatch(/ falls from 10,000 CNY to (9,700|8,000) CNY/);
        expect(ofScore).toHaveLength(3);
        for (const { text } of decision?.reasons ?? []) {
          expect(text?.zh).toMatch(/\p{Script=Han}/u);
          expect(`${text?.en}${text?.zh}`).not.toMatch(/[{}]/);
        }
      }
    });

    test('each fall keeps the line as it stood, the milder step, and where the policy lowers none', async () => {
      const given = await givenIn('CN', LATE);
      await closed(given);
      for (const [at, ruleId, balanceMinor, heldMinor] of [
        [1, 'high-use', 950_000, 20_000],
        [2, 'shared-exposure', 100_000, 0],
      ] as const) {
        const [decision] = await decisionsOf(given, at);
        expect(decision?.byPolicy).toMatchObject({
          ruleId,
          facts: {
            status: 'ACTIVE',
            limitMinor: 1_000_000,
            balanceMinor,
            heldMinor,
            currency: 'CNY',
          },
          milder: [{ kind: 'REPRICING' }],
          calmBands: ['A', 'B'],
        });
        const told = await noticeOf(decision?.id);
        expect(told('MILDER_STEP')).toMatch(/A higher interest rate: /);
        expect(told('RETURN')).toContain('In the price bands A or B our limit policy lowers no');
        expect(told('RETURN', 'zh')).toContain('在A或B档');
      }
    });

    test('whose lines were never used learns that, and nothing of conduct', async () => {
      const given = await givenLines(ports, [{}, {}]);
      await ports.inTransaction(() => ports.riskProfiles.addChampion(shippedScorecard()));
      await closedOwn(ports, given, { expectedVersion: 1 });
      const [decision] = await decisionsOf(given, 1);
      expect(decision).toMatchObject({
        kind: 'LINE_DECREASE',
        grounds: 'CREDIT_STANDARDS',
        adverseAction: true,
        byPolicy: { ruleId: 'shared-exposure' },
      });
      expect(new Set(decision?.reasons.map(({ tells }) => tells))).toEqual(new Set(['NO_CONDUCT']));
      const told = await noticeOf(decision?.id);
      expect(told('GROUNDS')).toContain('our own standards for lending');
      expect(told('GROUNDS')).toContain('not because of how you have used or repaid your credit');
    });

    test('each fall has a receipt of its own, and business systems are told', async () => {
      const given = await givenIn('CN', LATE);
      const closure = await closed(given);
      const entries = (await store.auditEntries()).filter(
        ({ contentJson }) => JSON.parse(contentJson).type === 'credit-account.limit-changed',
      );
      expect(entries).toHaveLength(2);
      for (const entry of entries) {
        const { leafHashBase64 } = entry;
        const check = verifyReceipt(receiptOf(entry), leafHashBase64, systemEntropy.sha256);
        expect(check).toMatchObject({ valid: true });
      }
      const told = (await store.outbox()).filter(({ type }) => type.includes('limit-changed'));
      const data = { closureId: closure.id, currency: 'CNY', from: '10000.00', accountVersion: 2 };
      expect(
        told.toSorted((one, other) => (String(one.data.to) < String(other.data.to) ? -1 : 1)),
      ).toMatchObject([
        { subject: lineAt(given, 2).id, data: { ...data, to: '8000.00' } },
        { subject: lineAt(given, 1).id, data: { ...data, to: '9700.00' } },
      ]);
    });

    test('a line that is paused stays as it is', async () => {
      const given = await givenIn('CN', LATE);
      const input = { accountId: lineAt(given, 2).id, expectedVersion: 1, ...key() };
      await pauseLine(ports, borrowerOf(given.customer), input);
      await closed(given);
      expect(await limitsOf(given)).toEqual([1_000_000, 970_000, 1_000_000]);
    });
  });

  test('in China a line that a good customer uses lightly rises, which is no adverse action', async () => {
    const given = await givenIn('CN', {});
    const closure = await closed(given);
    expect(await limitsOf(given)).toEqual([1_000_000, 1_000_000, 1_200_000]);
    const [decision] = await decisionsOf(given, 2);
    expect(decision).toMatchObject({
      kind: 'LINE_INCREASE',
      adverseAction: false,
      reasons: [{ code: 'LIMIT_RAISED_ROOM_FREED' }],
    });
    expect(decision?.reasons).toHaveLength(1);
    expect(closure.linkedLimits).toMatchObject([{ toMinor: 1_200_000, decisionId: decision?.id }]);
  });

  test('the reason names the band that the rule looked at, not the one that the fall led to', async () => {
    const full = { position: { principalMinor: 850_000 } };
    const given = await givenHistory(ports, [{}, full], {}, { customer: { jurisdiction: 'CN' } });
    const card = expertScorecard();
    const today = card.characteristics.filter(({ id }) => id === 'utilization_now');
    const [best, worst] = ['C', 'D'].map((band) => card.bands.find((each) => each.band === band));
    if (!best || !worst) throw new Error('the card has other bands');
    const bands = [best, { band: worst.band, label: worst.label }];
    // 85% of the line is in use before its limit falls: 670 points, the least of band C. After it 94%.
    const narrow = { ...card, version: 'narrow-1', basePoints: 668, characteristics: today, bands };
    await ports.riskProfiles.addChampion(narrow);
    const { closure } = await closedOwn(ports, given, { expectedVersion: 1 });
    const [after] = await ports.riskProfiles.byId([closure.assessmentAfterId]);
    expect(after?.band).toBe('D');
    const [decision] = await decisionsOf(given, 1);
    expect(decision?.reasons[0]).toMatchObject({
      code: 'LIMIT_LOWERED_HIGH_USE',
      values: { band: 'C' },
    });
    expect(decision?.reasons[0]?.text?.en).toContain('your price band is C');
  });

  test('what is still owed on the closed line goes over to no other', async () => {
    const owing = { position: { principalMinor: 900_000 } };
    const given = await givenHistory(ports, [owing, LIGHT], {});
    const { closure } = await closedOwn(ports, given, { expectedVersion: 1, allowRunOff: true });
    // A fifth of the 1,000 that are free, not of 10,000.
    expect(closure).toMatchObject({ outcome: 'RUN_OFF', linkedLimits: [{ toMinor: 1_020_000 }] });
  });

  test.each<[string, object]>([
    ['DRAWDOWN_ENDED', { status: 'DRAWDOWN_ENDED', capabilities: [] }],
    ['SUSPENDED', { status: 'SUSPENDED', suspended: ['PAY'], suspendedBy: 'CREDITOR' }],
    ['NOTICE_GIVEN', { status: 'NOTICE_GIVEN', noticeId: null }],
  ])('what the creditor took away does not come back by another line: %s', async (_, account) => {
    const given = await givenHistory(ports, [{ account }, LIGHT], {});
    const { closure } = await closedOwn(ports, given, { expectedVersion: 1 });
    expect(closure.linkedLimits).toEqual([]);
  });

  test('in the European Union no line moves, whichever way the policy would', async () => {
    for (const statement of [{}, LATE]) {
      const given = await givenIn('EU', statement);
      const closure = await closed(given);
      expect(closure.linkedLimits).toEqual([]);
      expect(await limitsOf(given)).toEqual([1_000_000, 1_000_000, 1_000_000]);
    }
  });

  test('in the United States lines fall, as adverse actions, and never rise', async () => {
    const good = await givenIn('US', {});
    expect((await closed(good)).linkedLimits).toEqual([]);
    const given = await givenIn('US', LATE);
    await closed(given);
    expect(await limitsOf(given)).toEqual([1_000_000, 970_000, 800_000]);
    const [decision] = await decisionsOf(given, 2);
    expect(decision).toMatchObject({ kind: 'LINE_DECREASE', adverseAction: true });
  });
});

describeDatabases((open) => {
  test('preview and closing take as many statements for forty lines as for two', async () => {
    const counter = statementCount();
    const { ports } = await open({ onStatement: counter.onStatement });
    await addModel(ports);
    const shapes: string[][] = [];
    for (const lines of [1, 2, 40]) {
      const all = Array.from({ length: lines }, () => ({}));
      const given = await givenHistory(ports, all, LATE);
      let quoteId = '';
      const preview = await counter.during(async () => {
        quoteId = (await ownPreview(ports, given)).quote.id;
      });
      const closing = await counter.during(async () => {
        const { closure } = await closedOwn(ports, given, { quoteId });
        expect(closure.linkedLimits).toHaveLength(lines - 1);
      });
      // The first is for what is asked once in a process.
      if (lines > 1) shapes.push([...preview, '', ...closing].map(shapeOf));
    }
    expect(shapes[0]?.length).toBeGreaterThan(20);
    expect(shapes[1]?.length).toBe(shapes[0]?.length);
  });
});
