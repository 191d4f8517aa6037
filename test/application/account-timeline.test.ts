/** A line's story: complete, in order, in both languages, and discreet. */
import { beforeEach, expect, test } from '@jest/globals';
import { accountTimeline } from '../../src/application/account-timeline.js';
import { withdrawClosure } from '../../src/application/closure-notice.js';
import { liftMeasure } from '../../src/application/lift-measure.js';
import { acknowledgeNotice, raiseNoticeAlarms } from '../../src/application/notice-clock.js';
import { pauseLine, resumeLine } from '../../src/application/pause-line.js';
import type { Ports } from '../../src/application/ports.js';
import type { Appeal } from '../../src/domain/appeal/appeal.js';
import type { AccountId } from '../../src/domain/identifiers.js';
import { agent, borrowerOf } from '../support/actors.js';
import { closedOwn, closeOwn } from '../support/closings.js';
import { taken } from '../support/measures.js';
import { key } from '../support/operated.js';
import { type Given, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, describeStores, HOUR_MS, NOW, type Store } from '../support/stores.js';

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  async function storyOf(id: AccountId) {
    const [account] = await ports.accounts.find([id]);
    const story = await accountTimeline(ports, account!);
    for (const { text, at } of story) {
      expect(text.en).not.toMatch(/[{}]|undefined|null|[\u4e00-\u9fff]/);
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(text.zh).not.toMatch(/[{}]|undefined|null/);
      expect(Number.isSafeInteger(at)).toBe(true);
    }
    const moments = story.map(({ at }) => at);
    expect(moments).toEqual(moments.toSorted((one, other) => one - other));
    return story;
  }
  const codesOf = async (id: AccountId) => (await storyOf(id)).map(({ code }) => code);
  const own = ({ customer, account }: Given) => ({
    actor: borrowerOf(customer),
    input: { accountId: account.id, ...key() },
  });
  const anAppeal = (given: Given, decisionId: string, over: Partial<Appeal>): Appeal => ({
    id: newId(),
    customerId: given.customer.id,
    accountId: given.account.id,
    decisionId,
    kind: 'APPEAL',
    reconsiders: null,
    statement: 'A private matter.',
    evidenceIds: [],
    filedAt: NOW + 2 * HOUR_MS,
    filedBy: 'subject-1',
    status: 'OPEN',
    clock: {
      startedAt: NOW + 2 * HOUR_MS,
      dueAt: NOW + 20 * DAY_MS,
      extensions: [],
      pauses: [],
    },
    recused: ['agent-1'],
    assignedTo: null,
    assignedAt: null,
    formerReviewers: [],
    escalatedAt: null,
    overdueReportedAt: null,
    answers: [],
    outcome: null,
    endedAt: null,
    packEdition: 'CN-2025',
    auditEntryId: newId(),
    ...over,
  });

  test('of a line that only stands is that it was opened', async () => {
    const given = await givenLines(ports);
    expect(await storyOf(given.account.id)).toEqual([
      {
        at: given.account.openedAt,
        code: 'OPENED',
        text: { en: 'The line was opened.', zh: '该额度开立。' },
      },
    ]);
    const [again] = (
      await givenLines(ports, [{ account: { previousAccountId: given.account.id } }])
    ).accounts;
    expect(await codesOf(again!.id)).toEqual(['OPENED_AGAIN']);
  });

  test('tells what the customer did and what we did, each with its ground', async () => {
    const given = await givenLines(ports);
    const { actor, input } = own(given);
    await pauseLine(ports, actor, { ...input, expectedVersion: 1 });
    store.clock.advance(HOUR_MS);
    await resumeLine(ports, actor, { ...input, ...key(), expectedVersion: 2 });
    store.clock.advance(HOUR_MS);
    const { decision, notice } = await taken(ports, given.account.id, 'fund-pool-decrease');
    store.clock.advance(HOUR_MS);
    await acknowledgeNotice(ports, actor, { noticeId: notice?.id ?? '', ...key() });
    const story = await storyOf(given.account.id);
    expect(story.map(({ code, text }) => [code, text.en])).toEqual([
      ['OPENED', 'The line was opened.'],
      ['OWN_CHANGE', 'You asked for the line to be paused.'],
      ['OWN_CHANGE', 'You asked for the line to be resumed.'],
      [
        'LINE_DECREASE',
        'We lowered the limit from 10,000 CNY to 7,000 CNY. The ground is that the pool of funds behind these lines has less to lend.',
      ],
      ['NOTICE_ISSUED', 'We wrote you a notice about it; it is to reach you by 10 December 2026.'],
      ['NOTICE_DELIVERED', 'The notice reached you in the app.'],
    ]);
    expect(story[3]).toMatchObject({ at: NOW + 2 * HOUR_MS, decisionId: decision.id });
    expect(story[5]).toMatchObject({ noticeId: notice?.id, decisionId: decision.id });
  });

  test('tells no reason that may not be told, no statement, and nobody of the staff', async () => {
    const given = await givenLines(ports);
    const statement = 'The order of the court of 20 November.';
    const made = await taken(ports, given.account.id, 'restraint-suspend', { statement });
    store.clock.advance(HOUR_MS);
    const lift = { decisionId: made.decision.id, statement: 'The order was lifted.', ...key() };
    expect(await liftMeasure(ports, agent, lift)).toHaveProperty('decision');
    const told = JSON.stringify(await storyOf(given.account.id));
    expect(told).toContain('a restraint that the law or an authority puts on us');
    for (const { text } of made.decision.reasons) expect(told).not.toContain(text?.en);
    for (const secret of [statement, lift.statement, agent.subject]) {
      expect(told).not.toContain(secret);
    }
    expect(await codesOf(given.account.id)).toEqual([
      'OPENED',
      'SUSPENSION',
      'NOTICE_ISSUED',
      expect.stringMatching(/^(REINSTATEMENT|REVERSAL)$/),
      'NOTICE_ISSUED',
    ]);
  });

  test('tells a case from its filing to its end, question by question', async () => {
    const given = await givenLines(ports);
    const { decision } = await taken(ports, given.account.id, 'fund-pool-decrease');
    const at = (hours: number) => NOW + hours * HOUR_MS;
    const outcome = { kind: 'UPHELD', decidedAt: at(60), decidedBy: 'reviewer-1' };
    const appeal = anAppeal(given, decision.id, {
      status: 'DECIDED',
      assignedTo: 'reviewer-1',
      assignedAt: at(3),
      overdueReportedAt: at(59),
      endedAt: at(60),
      outcome: outcome as Appeal['outcome'],
      clock: {
        startedAt: at(2),
        dueAt: NOW + 30 * DAY_MS,
        extensions: [
          {
            kind: 'COMPLEX',
            by: 'reviewer-1',
            at: at(50),
            why: 'secret',
            dueAt: NOW + 30 * DAY_MS,
          },
        ],
        pauses: [
          { from: at(4), until: at(6), atMostUntil: at(99), question: 'secret' },
          { from: at(7), until: at(9), atMostUntil: at(9), question: 'secret' },
        ],
      },
      answers: [{ at: at(6), text: 'A private matter.', evidenceIds: [] }],
    });
    await ports.inTransaction(() => ports.appeals.add(appeal));
    const story = await storyOf(given.account.id);
    const own = story.filter(({ appealId }) => appealId === appeal.id);
    expect(own.map(({ code, at: when }) => [code, (when - NOW) / HOUR_MS])).toEqual([
      ['APPEAL_FILED', 2],
      ['APPEAL_TAKEN_UP', 3],
      ['APPEAL_ASKED', 4],
      ['APPEAL_ANSWERED', 6],
      ['APPEAL_ASKED', 7],
      ['APPEAL_RESUMED', 9],
      ['APPEAL_EXTENDED', 50],
      ['APPEAL_OVERDUE', 59],
      ['APPEAL_UPHELD', 60],
    ]);
    // Fifteen days from the filing, whatever moved the clock later.
    expect(own[0]?.text.en).toContain('to come by 10 December 2026');
    expect(own[6]?.text.en).toContain('by 25 December 2026');
    expect(JSON.stringify(story)).not.toMatch(/secret|private|reviewer-1/);
  });

  test.each([
    ['WITHDRAWN', 'APPEAL_WITHDRAWN'],
    ['MOOT', 'APPEAL_MOOT'],
  ] as const)('tells that a case was %s', async (status, code) => {
    const given = await givenLines(ports);
    const { decision } = await taken(ports, given.account.id, 'fund-pool-decrease');
    const ended = { status, endedAt: NOW + 3 * HOUR_MS };
    await ports.inTransaction(() => ports.appeals.add(anAppeal(given, decision.id, ended)));
    expect((await codesOf(given.account.id)).at(-1)).toBe(code);
  });

  test('tells that a notice was missed', async () => {
    const given = await givenLines(ports);
    await taken(ports, given.account.id, 'fund-pool-decrease');
    store.clock.advance(20 * DAY_MS);
    await raiseNoticeAlarms(ports, store.clock.now(), []);
    const last = (await storyOf(given.account.id)).at(-1);
    expect(last).toMatchObject({ code: 'NOTICE_MISSED', at: Date.parse('2026-12-10T16:00:00Z') });
  });

  test('tells a closing, its run-off, and one that was announced and taken back', async () => {
    const over = { customer: { jurisdiction: 'EU' }, product: { customerNoticeMonths: 1 } };
    const owing = [{ position: { principalMinor: 60_000 } }];
    const given = await givenLines(ports, owing, over);
    const { actor, input } = own(given);
    const effectiveAt = Date.parse('2026-12-20T11:00:00Z');
    expect(await closeOwn(ports, given, { effectiveAt, expectedVersion: 1 })).toHaveProperty(
      'notice',
    );
    store.clock.advance(HOUR_MS);
    await withdrawClosure(ports, actor, input);
    store.clock.advance(HOUR_MS);
    const { closure } = await closedOwn(ports, given, { expectedVersion: 3, allowRunOff: true });
    const story = await storyOf(given.account.id);
    expect(story.map(({ code }) => code)).toEqual([
      'OPENED',
      'CLOSING_ANNOUNCED',
      'CLOSING_WITHDRAWN',
      'CLOSED_BY_CUSTOMER',
      'RUN_OFF',
    ]);
    expect(story[1]?.text.en).toContain('20 December 2026');
    expect(story[3]).toMatchObject({ closureId: closure.id, decisionId: closure.decisionId });
  });

  test('takes as many statements however long it is', async () => {
    const given = await givenLines(ports);
    const counted = { calls: 0 };
    const counting = (of: object) =>
      new Proxy(of, {
        get(target, name) {
          const value = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) => {
            counted.calls += 1;
            return value.apply(target, args);
          };
        },
      });
    const watched = {
      ...ports,
      closures: counting(ports.closures),
      platformActions: counting(ports.platformActions),
      notices: counting(ports.notices),
      appeals: counting(ports.appeals),
      closureRequests: counting(ports.closureRequests),
      applications: counting(ports.applications),
    } as Ports;
    for (let round = 0; round < 3; round += 1) {
      const { decision } = await taken(ports, given.account.id, 'security-suspend', {
        statement: 'A call that was not the customer’s.',
      });
      const lift = { decisionId: decision.id, statement: 'It was.', ...key() };
      expect(await liftMeasure(ports, agent, lift)).toHaveProperty('decision');
    }
    const [account] = await ports.accounts.find([given.account.id]);
    expect(await accountTimeline(watched, account!)).toHaveLength(1 + 3 * 4);
    expect(counted.calls).toBe(7);
  });
});
