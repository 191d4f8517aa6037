/**
 * The whole life of a closure as one customer's story, over HTTP, on either database, told twice: in
 * China, where a closing has consequences, and in the Union, where it has none. Only the clock moves
 * by hand; everything that time brings about happens by itself.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyReceipt } from '../../src/domain/audit-trail/audit-entry.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { describeDatabases } from '../support/stores.js';
import { type Line, PAID, type Preview, type Receipt, STORY } from './life-documents.js';

interface Setting {
  readonly jurisdiction: 'CN' | 'EU';
  readonly persona: 'borrower-clear' | 'borrower-indebted';
  readonly customerId: string;
  readonly currency: string;
  /** Which of the lines is closed first: another line of its creditor stays open. */
  readonly first: number;
  readonly hasConsequences: boolean;
  /** From the last closing until everything may go. */
  readonly untilErased: readonly string[];
}

const SETTINGS: readonly Setting[] = [
  {
    jurisdiction: 'CN',
    persona: 'borrower-clear',
    customerId: '01990000-0000-7000-8000-000000000001',
    currency: 'CNY',
    first: 0,
    hasConsequences: true,
    untilErased: ['P3650D', 'P30D'],
  },
  {
    jurisdiction: 'EU',
    persona: 'borrower-indebted',
    customerId: '01990000-0000-7000-8000-000000000002',
    currency: 'EUR',
    first: 2,
    hasConsequences: false,
    untilErased: ['P1860D'],
  },
];

describeDatabases((open) => {
  describe.each(SETTINGS)('in $jurisdiction', (setting) => {
    const { persona, customerId, currency, hasConsequences } = setting;
    let gateway: Gateway;
    let keys = 0;
    let lines: Line[];
    let quote: Preview;
    let promised: Preview['effects']['linkedLimits'];
    let newLine: string;
    const receipts: Receipt[] = [];
    const key = () => ({ idempotencyKey: `life-${++keys}` });

    beforeAll(async () => {
      gateway = await startGateway(await open());
    });
    afterAll(() => gateway?.close());

    const ask = async (as: Parameters<Gateway['query']>[0], query: string, variables = {}) =>
      // biome-ignore lint/suspicious/noExplicitAny: each step asserts on what it asked for.
      (await gateway.query<Record<string, any>>(as, query, variables)).data!;
    const read = async () => {
      const { myLiabilities } = await ask(persona, STORY.lines);
      lines = myLiabilities.accounts.edges.map(({ node }: { node: Line }) => node);
      return lines;
    };
    const lineNow = async (id: string) => (await read()).find((line) => line.id === id)!;
    const preview = async (id: string, motive: string | null = null): Promise<Preview> => {
      const { closurePreview } = await ask(persona, STORY.preview, { id, motive });
      expect(closurePreview.errors).toEqual([]);
      return closurePreview.preview;
    };
    const close = async (input: object) => {
      const as = { persona, stepUp: true } as const;
      return (await ask(as, STORY.close, { input: { ...input, ...key() } })).closeAccount;
    };
    const closed = async (id: string, input: object = {}) => {
      const { quoteId } = await preview(id);
      const made = await close({ accountId: id, quoteId, ...input });
      expect(made.errors).toEqual([]);
      receipts.push(made.receipt);
      return made;
    };
    const serve = async (name: string, kind: string, fields: string, input: object) => {
      const mutation = `mutation($input: ${kind}!) { ${name}(input: $input) {
        ${fields} errors { __typename code } } }`;
      return (await ask('service', mutation, { input: { ...input, ...key() } }))[name];
    };
    const advance = async (by: string) => {
      const { advanceClock } = await ask('service', STORY.advance, { by });
      expect(advanceClock.errors).toEqual([]);
      return advanceClock.done;
    };
    /** Pays whatever the line owes, and lets what was authorised go. */
    const settle = async (id: string) => {
      for (const hold of (await lineNow(id)).openHolds) {
        await serve('voidHold', 'VoidHoldInput', 'hold { id }', { holdId: hold.id });
      }
      const { payoffAmount: amount } = await lineNow(id);
      if (Number(amount.amount) === 0) return;
      const paid = await serve('postRepayment', 'PostAmountInput', 'entry { id }', {
        accountId: id,
        amount,
      });
      expect(paid.errors).toEqual([]);
    };

    test('the customer buys something, and looks at what closing that line would do', async () => {
      const { id, capabilities } = (await read())[setting.first]!;
      const amount = { amount: '120.00', currency };
      const capability = capabilities[0]!;
      const { hold } = await serve('authorizeUse', 'AuthorizeUseInput', 'hold { id }', {
        accountId: id,
        capability,
        amount,
      });
      await serve('captureHold', 'CaptureHoldInput', PAID, { holdId: hold.id, amount });
      quote = await preview(id, 'PRIVACY');
      expect(quote.blockers).toMatchObject([{ error: { __typename: 'BalanceOutstanding' } }]);
      expect(quote.payoff.total).toEqual(amount);
      expect(Number(quote.payoff.perDiem.amount)).toBeGreaterThan(0);
      expect(quote.revoked).toEqual(capabilities);
      expect(quote.outlook.points.map(({ inDays }) => inDays)).toEqual([15, 180]);
      expect(quote.dataKept.map(({ retentionClass }) => retentionClass)).toHaveLength(7);
      expect(quote.statements.map(({ duty }) => duty)).toContain('FREE_OF_CHARGE');
    });

    test('closing by that quote is blocked, and nothing changes', async () => {
      const { id } = lines[setting.first]!;
      const before = await gateway.store.dump();
      const made = await close({ accountId: id, quoteId: quote.quoteId });
      expect(made.errors).toMatchObject([{ __typename: 'BalanceOutstanding' }]);
      expect(await gateway.store.dump()).toEqual(before);
    });

    test('the customer pays it off, and the old quote says what is different now', async () => {
      const { id } = lines[setting.first]!;
      await settle(id);
      const made = await close({ accountId: id, quoteId: quote.quoteId });
      expect(made.errors).toMatchObject([{ __typename: 'QuoteChanged' }]);
      const { differences } = made.errors[0];
      expect(differences.map(({ effect }: { effect: string }) => effect)).toEqual(
        expect.arrayContaining(['OUTCOME', 'PAYOFF']),
      );
    });

    test('a new quote says that nothing is in the way, and what will follow', async () => {
      quote = await preview(lines[setting.first]!.id, 'PRIVACY');
      expect(quote.blockers).toEqual([]);
      const { effects } = quote;
      promised = effects.linkedLimits;
      if (hasConsequences) {
        expect(promised).toMatchObject([{ direction: 'INCREASE', ruleId: 'room-freed' }]);
        expect(effects).toMatchObject({ limitCountsUntil: null, protectionNote: null });
      } else {
        expect(promised).toEqual([]);
        expect(effects.limitCountsUntil).not.toBeNull();
        expect(effects.scoreAfter).toBe(effects.scoreNow);
      }
    });

    test('closing asks for a stronger sign-in', async () => {
      const input = { accountId: lines[setting.first]!.id, quoteId: quote.quoteId, ...key() };
      expect((await gateway.query(persona, STORY.close, { input })).status).toBe(401);
    });

    test('then what was promised is what happens', async () => {
      const { id } = lines[setting.first]!;
      const made = await close({ accountId: id, quoteId: quote.quoteId });
      expect(made.errors).toEqual([]);
      receipts.push(made.receipt);
      expect(made.account).toMatchObject({ status: 'CLOSED', capabilities: [] });
      expect(made.closure).toMatchObject({
        kind: 'IMMEDIATE',
        outcome: 'CLOSED',
        motive: 'PRIVACY',
        scoreBefore: quote.effects.scoreNow,
        scoreAfter: quote.effects.scoreAfter,
        linkedLimits: promised,
        limitCountsUntil: quote.effects.limitCountsUntil,
      });
      for (const move of promised) {
        expect((await lineNow(move.accountId)).limit).toEqual(move.to);
        expect(move.reason).toMatch(/\w/);
      }
    });

    test('a payment a moment later is refused', async () => {
      const { id } = lines[setting.first]!;
      const refused = await serve('authorizeUse', 'AuthorizeUseInput', 'hold { id }', {
        accountId: id,
        capability: 'PAY',
        amount: { amount: '1.00', currency },
      });
      expect(refused).toMatchObject({ hold: null, errors: [{ __typename: 'UseEnded' }] });
    });

    test('the third closing is flagged where closings are counted, and nowhere else', async () => {
      const left = (await read()).filter(({ status }) => status === 'ACTIVE').map(({ id }) => id);
      expect(left).toHaveLength(2);
      const [second, third] = left as [string, string];
      await settle(second);
      const codes = (await preview(second)).warnings.map(({ code }) => code);
      expect(codes.includes('WARNING_NEXT_CLOSING_RESTRICTS')).toBe(hasConsequences);
      await closed(second);
      await settle(third);
      const { closure } = await closed(third);
      expect(closure.signals.includes('FREQUENT_CLOSING')).toBe(hasConsequences);
      expect(closure.restrictions).toEqual(
        hasConsequences ? [{ ruleId: 'frequent-closing', until: expect.any(String) }] : [],
      );
    });

    test('the customer sees what it takes to come back', async () => {
      const { node } = await ask(persona, STORY.conditions, { id: lines[setting.first]!.id });
      expect(node.closure.conditions.map(({ code }: { code: string }) => code)).toEqual(
        expect.arrayContaining(['NOTHING_OWED', 'SCORE_AT_LEAST']),
      );
      const productId = lines[setting.first]!.product.id;
      const { eligibility } = await ask(persona, STORY.eligibility, { customerId, productId });
      expect(eligibility.eligible).toBe(!hasConsequences);
      const codes = eligibility.reasons.map(({ code }: { code: string }) => code);
      expect(codes).toEqual(hasConsequences ? ['CLOSING_FREQUENT'] : []);
      if (!hasConsequences) return;
      const applied = await apply(productId);
      expect(applied.application).toMatchObject({ status: 'DECLINED', offer: null });
      // The restriction says when it ends; the day before it still stands.
      const days = daysUntil(eligibility.until, eligibility.asOf);
      await advance(`P${days - 1}D`);
      expect(
        (await ask(persona, STORY.eligibility, { customerId, productId })).eligibility,
      ).toMatchObject({ eligible: false });
      await advance('P1D');
    });

    const apply = async (productId: string) => {
      const requestedLimit = { amount: '1000.00', currency };
      const input = { productId, requestedLimit, ...key() };
      return (await ask(persona, STORY.apply, { input })).applyForLine;
    };

    test('the customer applies again, and accepts a new agreement', async () => {
      const productId = lines[setting.first]!.product.id;
      const { eligibility } = await ask(persona, STORY.eligibility, { customerId, productId });
      expect(eligibility).toMatchObject({ eligible: true, reasons: [] });
      const { application, errors } = await apply(productId);
      expect(errors).toEqual([]);
      expect(application).toMatchObject({ status: 'OFFERED', offer: { limit: { currency } } });
      const input = { applicationId: application.id, ...key() };
      const { acceptOffer } = await ask(persona, STORY.accept, { input });
      expect(acceptOffer.errors).toEqual([]);
      expect(acceptOffer.account).toMatchObject({
        status: 'ACTIVE',
        version: 1,
        previousAccountId: lines[setting.first]!.id,
      });
      newLine = acceptOffer.account.id;
      expect((await lineNow(lines[setting.first]!.id)).status).toBe('CLOSED');
    });

    test('in the end everything is closed and erased, and the receipts still verify', async () => {
      await closed(newLine);
      const before = await gateway.store.auditEntries();
      const leaves = receipts.map(({ leafHash }) => leafHash);
      expect(leaves.length).toBeGreaterThanOrEqual(4);
      let customersErased = 0;
      for (const by of setting.untilErased) customersErased += (await advance(by)).customersErased;
      expect(customersErased).toBe(1);
      const { customer } = await ask('auditor', 'query($id: ID!) { customer(id: $id) { id } }', {
        id: customerId,
      });
      expect(customer).toBeNull();
      const dump = JSON.stringify(await gateway.store.dump());
      expect(dump).not.toContain(customerId);
      for (const line of lines) expect(dump).not.toContain(line.id);
      const after = new Set(
        (await gateway.store.auditEntries()).map((each) => each.leafHashBase64),
      );
      for (const entry of before) expect(after).toContain(entry.leafHashBase64);
      for (const receipt of receipts) {
        expect(after).toContain(receipt.leafHash);
        const { content: contentJson, salt: saltBase64, ...rest } = receipt;
        const check = verifyReceipt(
          { ...rest, contentJson, saltBase64, commitmentBase64: receipt.commitment },
          receipt.leafHash,
          systemEntropy.sha256,
        );
        expect(check).toEqual({ valid: true });
      }
    });
  });
});

const daysUntil = (until: string, from: string): number =>
  (Date.parse(until) - Date.parse(from)) / 86_400_000;
