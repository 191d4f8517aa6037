/** Notices are given with the decisions that owe them, in one transaction, and told. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { applyForLine } from '../../src/application/apply-for-line.js';
import {
  giveNotices,
  giveOutcomeNotice,
  giveWayBackNotices,
  owesNotice,
} from '../../src/application/give-notice.js';
import { pauseLine } from '../../src/application/pause-line.js';
import type { Ports } from '../../src/application/ports.js';
import { reassess } from '../../src/application/reassess.js';
import type { Appeal } from '../../src/domain/appeal/appeal.js';
import { canonicalJson } from '../../src/domain/audit-trail/canonical-json.js';
import { type Decision, OWN_DECISION } from '../../src/domain/credit-account/decision.js';
import type { CreditApplication } from '../../src/domain/credit-account/way-back.js';
import type { Notice } from '../../src/domain/platform-action/notice.js';
import { noticeText } from '../../src/domain/platform-action/notice-text.js';
import { JURISDICTION_PACKS } from '../../src/domain/policy/jurisdiction-pack.js';
import { emptyDay } from '../../src/domain/risk-profile/activity-day.js';
import type { Assessment } from '../../src/domain/risk-profile/assessment.js';
import { textIn } from '../domain/platform-action/notices.js';
import { agent, borrowerOf } from '../support/actors.js';
import { givenHistory, LATE, lineAt } from '../support/closings.js';
import { taken } from '../support/measures.js';
import { cny, key } from '../support/operated.js';
import { givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

const CN = JURISDICTION_PACKS.find(({ id }) => id === 'CN-2025')!;
const TWO_LINES = [{ position: { principalMinor: 200_000 } }, {}] as const;

describe('whether a decision is told by a notice', () => {
  const decision = { ...OWN_DECISION, kind: 'SUSPENSION', adverseAction: false } as Decision;
  const measure = {} as Decision['measure'];
  test.each([
    ['the customer’s own', {}, false],
    ['even if it were adverse, the customer’s own', { adverseAction: true }, false],
    ['ours that is adverse', { madeBy: 'STAFF', adverseAction: true }, true],
    ['a machine’s that is adverse', { madeBy: 'MACHINE', adverseAction: true }, true],
    ['ours by a measure that the pack does not call adverse', { madeBy: 'STAFF', measure }, true],
    ['ours that takes one back', { madeBy: 'STAFF', kind: 'REVERSAL' }, true],
    ['a line that resumes by itself', { madeBy: 'MACHINE', kind: 'REINSTATEMENT' }, true],
    ['an offer', { madeBy: 'MACHINE', kind: 'APPLICATION' }, false],
    ['a raised limit', { madeBy: 'MACHINE', kind: 'LINE_INCREASE' }, false],
  ] as const)('%s: %p is %p', (_, over, expected) => {
    expect(owesNotice({ ...decision, ...over } as Decision)).toBe(expected);
  });
});

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const noticeOf = async ({ id }: { id: string }): Promise<Notice> => {
    const [notice, ...more] = await ports.notices.ofDecisions([id]);
    expect(more).toEqual([]);
    return notice!;
  };
  const messages = async () =>
    (await store.outbox()).filter(({ type }) => type === 'clearline.notice.issued.v1');

  test('a measure leaves a notice that names line, reasons, proof of income and last day', async () => {
    const given = await givenLines(ports, TWO_LINES);
    const { decision, receipt } = await taken(ports, given.account.id, 'verified-income-scope');
    const notice = await noticeOf(decision);
    expect(notice).toMatchObject({
      customerId: given.customer.id,
      accountId: given.account.id,
      issuedAt: NOW,
      // The pack has the reasons of this kind told before or at once.
      dueOn: '2026-11-25',
      dueAt: Date.parse('2026-11-25T16:00:00Z'),
      packEdition: 'CN-2025',
      auditEntryId: receipt.id,
      deliveredAt: null,
      channel: null,
      alarms: [],
    });
    expect(textIn(notice.sections, 'en', 'DECISION')).toContain('“Credit line”');
    for (const { text } of decision.reasons) {
      expect(textIn(notice.sections, 'zh', 'REASONS')).toContain(text?.zh);
    }
    expect(textIn(notice.sections, 'en', 'APPEAL')).toContain('a proof of your income');
    expect(textIn(notice.sections, 'en', 'DEBT')).toContain('2,000 CNY was owed');
    expect(textIn(notice.sections, 'en', 'RECEIPT')).toContain(receipt.id);
    expect(noticeText(notice, 'zh')).toContain('信用额度');
  });

  test('asks for nothing that is held already', async () => {
    const given = await givenLines(ports, TWO_LINES);
    await ports.inTransaction(async () => {
      const uploadId = newId();
      const { customer } = given;
      const bytes = new TextEncoder().encode('%PDF-1.7 %%EOF');
      await ports.evidence.keepPiece(customer.id, uploadId, 0, bytes);
      const { sha256 } = ports.entropy;
      const hex = Buffer.from(sha256(bytes)).toString('hex');
      const about = { kind: 'INCOME_PROOF', mediaType: 'application/pdf', appealId: null } as const;
      const by = { uploadedAt: NOW - DAY_MS, uploadedBy: borrowerOf(customer).subject };
      const own = { id: newId(), customerId: customer.id, bytes: bytes.length, sha256: hex };
      await ports.evidence.complete({ ...own, ...about, ...by }, uploadId);
    });
    const { decision } = await taken(ports, given.account.id, 'verified-income-scope');
    const notice = await noticeOf(decision);
    expect(textIn(notice.sections, 'en', 'APPEAL')).toContain('No document is needed');
  });

  test('each line that falls with it has a notice of its own, which says so', async () => {
    const given = await givenLines(ports, TWO_LINES);
    const { decision } = await taken(ports, given.account.id, 'verified-income-scope');
    const [linked] = await ports.platformActions.causedBy([decision.id]);
    const notice = await noticeOf(linked!);
    expect(notice).toMatchObject({ accountId: lineAt(given, 1).id, dueOn: '2026-12-10' });
    expect(textIn(notice.sections, 'en', 'DECISION')).toContain('from 10,000 CNY to 8,000 CNY');
    expect(textIn(notice.sections, 'en', 'DECISION')).toContain('about another of your lines');
  });

  test('each is told with its last day, and its words are committed to', async () => {
    const given = await givenLines(ports, TWO_LINES);
    const { decision } = await taken(ports, given.account.id, 'verified-income-scope');
    const notice = await noticeOf(decision);
    const told = await messages();
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({
      subject: given.account.id,
      data: { noticeId: notice.id, decisionId: decision.id, dueOn: notice.dueOn },
    });
    const entries = (await store.auditEntries()).map(({ contentJson }) => JSON.parse(contentJson));
    const entry = entries.find(({ noticeId }) => noticeId === notice.id);
    const bytes = new TextEncoder().encode(
      canonicalJson(JSON.parse(JSON.stringify(notice.sections))),
    );
    expect(entry).toMatchObject({
      type: 'notice.issued',
      sectionsSha256: Buffer.from(ports.entropy.sha256(bytes)).toString('hex'),
      sections: notice.sections.map(({ code }) => code),
    });
    expect(JSON.stringify(entry)).not.toContain(decision.reasons[0]?.text?.en);
  });

  test('reasons that may not be told are in no part of it, and that they are not told is', async () => {
    const given = await givenLines(ports);
    const statement = 'The order of the court of 20 November.';
    const { decision } = await taken(ports, given.account.id, 'restraint-suspend', { statement });
    expect(decision.measure?.withheld).not.toBeNull();
    const notice = await noticeOf(decision);
    const text = JSON.stringify(notice);
    for (const { text: words } of decision.reasons) expect(text).not.toContain(words?.en);
    expect(text).not.toContain(statement);
    expect(notice.sections.map(({ code }) => code)).toContain('WITHHELD');
  });

  test('a condition over a window is told with the day on which it ends by itself', async () => {
    const given = await givenLines(ports);
    const { account, customer } = given;
    const counts = { CASH_OUT: 25 };
    const day = { customerId: customer.id, day: '2026-11-24' };
    await ports.inTransaction(() =>
      ports.activities.saveDays([{ ...emptyDay(day.customerId, day.day), counts }]),
    );
    await reassess(ports, agent, customer.id);
    const [action] = await ports.platformActions.standingOf([account.id]);
    const notice = await noticeOf(action!);
    // Fifteen days are looked at, of which the 24th is the first that leaves on 9 December.
    expect(textIn(notice.sections, 'en', 'RETURN')).toContain('9 December 2026');
    expect(textIn(notice.sections, 'en', 'HOW_DECIDED')).toContain('A machine alone');
    expect(textIn(notice.sections, 'en', 'HUMAN_DECISION')).toContain('for a person to decide');
  });

  test('a declined application has one, in words about the line that was applied for', async () => {
    const given = await givenHistory(ports, [{}], LATE);
    const other = { ...given.product, id: `product-${newId()}`, names: { en: 'Gold', zh: '金' } };
    await ports.inTransaction(() =>
      ports.products.add([{ id: other.creditorId, name: 'Creditor' }], [other]),
    );
    const result = await applyForLine(ports, borrowerOf(given.customer), {
      productId: other.id,
      requestedLimit: cny(500_000),
      ...key(),
    });
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    expect(result.application.status).toBe('DECLINED');
    const notice = await noticeOf(result.decision);
    expect(notice.accountId).toBeNull();
    expect(textIn(notice.sections, 'en', 'DECISION')).toContain('“Gold”');
    expect(textIn(notice.sections, 'en', 'HOW_DECIDED')).toMatch(
      /Your score was \d+, in the price band/,
    );
    expect(textIn(notice.sections, 'en', 'DEBT')).toBe('');
  });

  test('what the customer wished for leaves none', async () => {
    const given = await givenLines(ports);
    const { id: accountId } = given.account;
    await pauseLine(ports, borrowerOf(given.customer), { accountId, expectedVersion: 1, ...key() });
    expect(await store.count('notice')).toBe(0);
    expect(await giveNotices(ports, [], NOW)).toEqual([]);
    expect(await giveWayBackNotices(ports, [], NOW)).toEqual([]);
  });

  test('an outcome is told under the decision that reversed the old one', async () => {
    const given = await givenLines(ports);
    const { decision, account } = await taken(ports, given.account.id, 'fund-pool-decrease');
    const appeal = {
      id: newId(),
      customerId: given.customer.id,
      accountId: account.id,
      decisionId: decision.id,
      kind: 'APPEAL',
      filedAt: NOW,
      clock: { startedAt: NOW, dueAt: NOW + DAY_MS, extensions: [], pauses: [] },
      outcome: {
        kind: 'OVERTURNED',
        reasons: 'The pool is not short of money.',
        findings: [],
        rescore: null,
        decidedBy: 'reviewer-1',
        decidedAt: NOW,
        isLate: false,
        repairs: [
          {
            kind: 'LIMIT',
            decisionId: decision.id,
            accountId: account.id,
            done: true,
            code: 'REPAIR_LIMIT_RESTORED',
            values: { from: '7,000 CNY', to: '10,000 CNY' },
          },
        ],
        reversalId: newId(),
        milderId: null,
      },
    } as unknown as Appeal;
    const occasion = { appeal, decision, account, pack: CN, auditEntryId: newId() };
    const notice = await ports.inTransaction(() => giveOutcomeNotice(ports, occasion, NOW));
    expect(notice).toMatchObject({ decisionId: appeal.outcome?.reversalId, dueOn: '2026-12-10' });
    expect(textIn(notice.sections, 'en', 'REPAIRS')).toBe(
      '✓ The limit goes back from 7,000 CNY to 10,000 CNY.',
    );
    expect(await ports.notices.find([notice.id])).toEqual([notice]);
    const undecided = { ...occasion, appeal: { ...appeal, outcome: null } };
    await expect(giveOutcomeNotice(ports, undecided, NOW)).rejects.toThrow('is not decided');
  });

  test('a way back is told under the decision that stands, and by its own day', async () => {
    const given = await givenLines(ports);
    const { decision, account } = await taken(ports, given.account.id, 'verified-income-scope');
    store.clock.advance(DAY_MS);
    const later = store.clock.now();
    const offer = { limitMinor: 700_000, annualRatePpm: 182_500, band: 'C', validUntil: later };
    const application = { id: newId(), currency: 'CNY', productId: account.productId, offer };
    const occasion = {
      decision,
      account,
      pack: CN,
      auditEntryId: newId(),
      how: 'OFFER' as const,
      foundBy: 'MACHINE' as const,
      assessment: { scorecardVersion: 'expert-1', rules: { version: 'rules-1' } } as Assessment,
      application: application as CreditApplication,
    };
    const [notice] = await ports.inTransaction(() => giveWayBackNotices(ports, [occasion], later));
    expect(notice).toMatchObject({ decisionId: decision.id, dueOn: '2026-12-11' });
    expect(textIn(notice?.sections ?? [], 'en', 'RETURN')).toContain('a limit of 7,000 CNY');
    const how = textIn(notice?.sections ?? [], 'en', 'HOW_DECIDED');
    expect(how).toContain('Scorecard: expert-1.');
    expect(how).toContain('Rules beside it: rules-1.');
    expect(textIn(notice?.sections ?? [], 'en', 'APPEAL')).toContain('runs until the end of');
    expect(await ports.notices.ofDecisions([decision.id])).toHaveLength(2);
  });
});
