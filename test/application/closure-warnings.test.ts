/** What a preview warns of and offers instead, by motive and by how the line stands. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { giveConsent } from '../../src/application/consents.js';
import { storedMessage } from '../../src/application/messages.js';
import { pauseLine } from '../../src/application/pause-line.js';
import type { Ports } from '../../src/application/ports.js';
import type { Preview } from '../../src/application/preview-closure.js';
import { MOTIVES } from '../../src/domain/credit-account/credit-account.js';
import { LOCALES } from '../../src/domain/wording.js';
import { borrowerOf } from '../support/actors.js';
import {
  closedOwn,
  givenHistory,
  halfAYear,
  LATE,
  lineAt,
  ownPreview,
} from '../support/closings.js';
import { key } from '../support/operated.js';
import { aHold, type Given, givenLines } from '../support/portfolio.js';
import { describeStores, type Store } from '../support/stores.js';

const codesOf = ({ warnings }: Preview): string[] => warnings.map(({ code }) => code);
const warned = ({ warnings }: Preview, code: string) =>
  warnings.find((each) => each.code === code)?.values;

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  describe('warnings', () => {
    test('of an idle line beside another: it never comes back, and charges by merchants end', async () => {
      const given = await givenHistory(ports, [{}, {}], { balanceMinor: 0 });
      const preview = await ownPreview(ports, given);
      expect(codesOf(preview)).toEqual(['WARNING_NO_WAY_BACK', 'WARNING_AUTOPAY_STOPS']);
    });

    test('of a debt: what a day of it costs, how late it is, and what is still to come', async () => {
      const position = { principalMinor: 200_000, heldMinor: 35_000 };
      const given = await givenLines(ports, [{ position }]);
      await ports.books.addHold(aHold(given.account));
      await ports.books.addHold(aHold(given.account, { capability: 'DRAW', amountMinor: 15_000 }));
      await ports.books.addStatements(halfAYear(given.account, { balanceMinor: 200_000 }));
      const preview = await ownPreview(ports, given);
      expect(codesOf(preview)).toEqual(
        expect.arrayContaining(['WARNING_NO_WAY_BACK', 'WARNING_LAST_LINE']),
      );
      expect(warned(preview, 'WARNING_DEBT_RUNS_ON')).toEqual({ perDiem: '1.00 CNY' });
      // The oldest due that is open was that of May: 20 June to 25 November.
      expect(warned(preview, 'WARNING_OVERDUE')).toEqual({ daysPastDue: 158 });
      expect(warned(preview, 'WARNING_HOLDS_COME_DUE')).toEqual({ count: 1 });
      expect(warned(preview, 'WARNING_DRAWS_RELEASED')).toEqual({ count: 1 });
    });

    test('of limits that fall elsewhere', async () => {
      const given = await givenHistory(ports, [{}, {}, {}], LATE);
      const preview = await ownPreview(ports, given);
      expect(warned(preview, 'WARNING_LIMITS_FALL')).toEqual({ count: 2 });
    });

    test('of a score that falls, now or later, with both figures', async () => {
      const used = { position: { principalMinor: 950_000 } };
      for (const jurisdiction of ['US', 'EU']) {
        const over = { customer: { jurisdiction }, product: { annualRatePpm: 0 } };
        const given = await givenLines(ports, [{}, used], over);
        await ports.books.addStatements(halfAYear(lineAt(given, 1), { balanceMinor: 950_000 }));
        await ports.books.addStatements(halfAYear(given.account, { balanceMinor: 0 }));
        const preview = await ownPreview(ports, given);
        const { scoreBefore: from, scoreAfter: to } = preview.quote.effects;
        expect(warned(preview, 'WARNING_SCORE_FALLS')).toEqual(
          to < from ? { from, to } : undefined,
        );
        if (jurisdiction === 'EU') expect(to).toBe(from);
        const falls = preview.outlook.points.filter(
          (each) => each.scoreIfClosed < each.scoreIfKept,
        );
        expect(falls.length).toBeGreaterThan(0);
        const told = preview.warnings.filter(({ code }) => code === 'WARNING_LATER_SCORE_FALLS');
        expect(told.map(({ values }) => values)).toEqual(
          falls.map(({ inDays: days, scoreIfClosed: ifClosed, scoreIfKept: ifKept }) => ({
            days,
            ifClosed,
            ifKept,
          })),
        );
      }
    });

    test('before the closing that restricts, and at it', async () => {
      const given = await givenHistory(ports, Array(4).fill({}), {});
      const next = async (at: number) =>
        ownPreview(ports, { ...given, account: lineAt(given, at) });
      const close = (at: number) =>
        closedOwn(ports, { ...given, account: lineAt(given, at) }, { quoteId: null });
      const closings: (object | undefined)[] = [];
      for (const at of [0, 1, 2]) {
        const preview = await next(at);
        closings.push(warned(preview, 'WARNING_NEXT_CLOSING_RESTRICTS'));
        const waits = warned(preview, 'WARNING_NEW_CREDIT_WAITS');
        expect(waits).toEqual(at === 2 ? { until: '2027-05-24' } : undefined);
        await close(at);
      }
      expect(closings).toEqual([undefined, { count: 2, days: 180 }, undefined]);
    });
  });

  describe('alternatives', () => {
    const kindsBy = async (given: Given) => {
      const kinds: Record<string, string[]> = {};
      for (const motive of [...MOTIVES, null]) {
        const { alternatives } = await ownPreview(ports, given, motive);
        kinds[motive ?? 'NONE'] = alternatives.map(({ kind }) => kind);
      }
      return kinds;
    };

    test('come by motive, to who consented to a source as to who did not', async () => {
      const given = await givenHistory(ports, [{}, {}], {});
      const kinds = {
        LESS_TEMPTATION: ['PAUSE', 'LOWER_LIMIT'],
        PRIVACY: [],
        LOWER_LEVERAGE: ['LOWER_LIMIT'],
        COST: ['PAUSE'],
        OTHER: ['LOWER_LIMIT', 'PAUSE'],
        NONE: ['LOWER_LIMIT', 'PAUSE'],
      };
      expect(await kindsBy(given)).toEqual(kinds);
      for (const source of ['SOCIAL', 'PLACES'] as const) {
        await giveConsent(ports, borrowerOf(given.customer), { source });
      }
      const withdrawals = ['WITHDRAW_CONSENT', 'WITHDRAW_CONSENT'];
      expect(await kindsBy(given)).toEqual({ ...kinds, PRIVACY: withdrawals });
      const { alternatives } = await ownPreview(ports, given, 'PRIVACY');
      expect(alternatives.map(({ code }) => code).toSorted()).toEqual([
        'ALTERNATIVE_WITHDRAW_CONSENT_PLACES',
        'ALTERNATIVE_WITHDRAW_CONSENT_SOCIAL',
      ]);
    });

    test('a limit can be lowered to what is owed and held, and not where that is all of it', async () => {
      const position = { principalMinor: 300_000, heldMinor: 20_000 };
      const full = { position: { principalMinor: 1_000_000 } };
      const given = await givenLines(ports, [{ position }, full]);
      await ports.books.addHold(aHold(given.account));
      const { alternatives } = await ownPreview(ports, given, 'LOWER_LEVERAGE');
      expect(alternatives).toEqual([
        { kind: 'LOWER_LIMIT', code: 'ALTERNATIVE_LOWER_LIMIT', values: { least: '3200.00 CNY' } },
      ]);
      const other = { ...given, account: lineAt(given, 1) };
      expect((await ownPreview(ports, other, 'LOWER_LEVERAGE')).alternatives).toEqual([]);
    });

    test('a paused line cannot be paused once more', async () => {
      const given = await givenLines(ports);
      const input = { accountId: given.account.id, expectedVersion: 1, ...key() };
      await pauseLine(ports, borrowerOf(given.customer), input);
      const { alternatives } = await ownPreview(ports, given, 'COST');
      expect(alternatives).toEqual([]);
    });
  });

  test('everything that is said has its words in both languages', async () => {
    const position = { principalMinor: 950_000, heldMinor: 20_000 };
    const given = await givenHistory(ports, [{ position }, {}, {}], LATE);
    await ports.books.addHold(aHold(given.account));
    await giveConsent(ports, borrowerOf(given.customer), { source: 'SOCIAL' });
    const texts: string[] = [];
    for (const motive of MOTIVES) {
      const { warnings, alternatives, outlook } = await ownPreview(ports, given, motive);
      for (const locale of LOCALES) {
        const say = (code: string, values = {}) => texts.push(storedMessage(code, locale, values));
        for (const { code, values } of warnings) say(code, values);
        for (const { code, values } of alternatives) say(code, values);
        for (const each of outlook.assumptions) say(`ASSUMPTION_${each}`);
      }
    }
    expect(texts.length).toBeGreaterThan(40);
    expect(texts.filter((text) => /[{}]|undefined|null/.test(text))).toEqual([]);
  });
});
