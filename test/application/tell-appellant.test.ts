/** The customer gets a notice of a question and of an extension, in both languages and in time. */
import { describe, expect, test } from '@jest/globals';
import { askAppellant, extendAppeal } from '../../src/application/work-appeals.js';
import type { Appeal } from '../../src/domain/appeal/appeal.js';
import type { Notice } from '../../src/domain/platform-action/notice.js';
import { textIn } from '../domain/platform-action/notices.js';
import { DAY_MS, describeStores, type Store } from '../support/stores.js';
import { expectWholeOrNothing, messagesOf } from './acting.js';
import {
  assigned,
  type Decided,
  done,
  filed,
  key,
  otherReviewer,
  reviewer,
  rightEnded,
} from './appealing.js';

const QUESTION = 'Which employer pays {you}?';
const WHY = 'Many statements to read.';

describeStores((open) => {
  const begun = async (jurisdiction = 'CN') => {
    const store = await open();
    const of = await rightEnded(store, { lines: [{}], jurisdiction });
    return { store, of, appeal: await assigned(store, await filed(store, of)) };
  };
  const ask = ({ ports }: Store, { id: appealId }: Appeal) =>
    askAppellant(ports, reviewer, { appealId, question: QUESTION, ...key() });
  const extend = ({ ports }: Store, { id: appealId }: Appeal, kind: 'COMPLEX' | 'EXCEPTIONAL') => {
    const by = kind === 'COMPLEX' ? reviewer : otherReviewer;
    return extendAppeal(ports, by, { appealId, kind, why: WHY, ...key() });
  };
  /** Those under the decision, without its own. */
  const told = async ({ ports }: Store, { decision }: Decided): Promise<Notice[]> =>
    (await ports.notices.ofDecisions([decision.id]))
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
      .slice(1);

  describe('a question', () => {
    test('is told on its day, with how long the clock stands and when the answer comes', async () => {
      const { store, of, appeal } = await begun();
      done(await ask(store, appeal));
      const [notice, ...more] = await told(store, of);
      expect(more).toEqual([]);
      expect(notice).toMatchObject({ accountId: appeal.accountId, dueOn: '2026-11-25' });
      expect(notice?.sections.map(({ code }) => code)).toEqual(['CREDITOR', 'APPEAL', 'RECEIPT']);
      const en = textIn(notice!.sections, 'en', 'APPEAL');
      expect(en).toContain(QUESTION);
      expect(en).toContain('stands still until you answer, and until the end of 9 December 2026');
      expect(en).toContain('to come by 24 December 2026');
      const zh = textIn(notice!.sections, 'zh', 'APPEAL');
      expect(zh).toContain(QUESTION);
      expect(zh).toContain('最迟至2026年12月9日当日结束');
      const entries = await store.ports.auditTrail.find([notice?.auditEntryId ?? '']);
      const [content] = entries.map(({ contentJson }) => JSON.parse(contentJson));
      expect(content).toMatchObject({ type: 'appeal.asked', appealId: appeal.id });
    });

    test('is no word of a message, but that there is a notice', async () => {
      const { store, of, appeal } = await begun();
      done(await ask(store, appeal));
      const [notice] = await told(store, of);
      const issued = await messagesOf(store, 'clearline.notice.issued.v1');
      expect(issued.at(-1)).toMatchObject({ noticeId: notice?.id, dueOn: '2026-11-25' });
      expect(JSON.stringify(await store.outbox())).not.toContain('employer');
    });

    test('says that the clock goes on where the case has no day left', async () => {
      const { store, of, appeal } = await begun();
      done(await extend(store, appeal, 'COMPLEX'));
      const { appeal: asked } = done(await ask(store, appeal));
      expect(asked).toMatchObject({
        status: 'ASSIGNED',
        clock: { pauses: [{ question: QUESTION }] },
      });
      const [, notice] = await told(store, of);
      const en = textIn(notice!.sections, 'en', 'APPEAL');
      expect(en).toContain(
        'does not stand still for this: our answer is still to come by 25 December',
      );
      expect(textIn(notice!.sections, 'zh', 'APPEAL')).toContain('案件不因此暂停计时');
    });

    test('says that the answer is late where it is', async () => {
      const { store, of, appeal } = await begun();
      store.clock.advance(20 * DAY_MS);
      done(await ask(store, appeal));
      const [notice] = await told(store, of);
      const en = textIn(notice!.sections, 'en', 'APPEAL');
      expect(en).toContain('was to come by 10 December 2026 and is late');
      expect(textIn(notice!.sections, 'zh', 'APPEAL')).toContain('现已逾期');
    });
  });

  describe('an extension', () => {
    test('is told while the time that it extends still runs, with the reason and the new date', async () => {
      const { store, of, appeal } = await begun();
      done(await extend(store, appeal, 'COMPLEX'));
      done(await extend(store, appeal, 'EXCEPTIONAL'));
      const [complex, exceptional] = await told(store, of);
      expect([complex?.dueOn, exceptional?.dueOn]).toEqual(['2026-12-10', '2026-12-25']);
      expect(complex?.dueAt).toBe(appeal.clock.dueAt);
      const en = textIn(complex!.sections, 'en', 'APPEAL');
      expect(en).toContain('It is a complex case.');
      expect(en).toContain(WHY);
      expect(en).toContain(
        'was to come by 10 December 2026. It is now to come by 25 December 2026',
      );
      const zh = textIn(exceptional!.sections, 'zh', 'APPEAL');
      expect(zh).toContain('从未处理过该案件的另一名人员批准');
      expect(zh).toContain('原为2026年12月25日，现延长至2027年1月24日');
    });

    test('is told in the Union too, before its first period is over', async () => {
      const { store, of, appeal } = await begun('EU');
      done(await extend(store, appeal, 'COMPLEX'));
      const [notice] = await told(store, of);
      expect(notice?.dueAt).toBe(appeal.clock.dueAt);
      expect(notice?.packEdition).toBe(appeal.packEdition);
    });

    test('is written with its notice or not at all', async () => {
      const { store, appeal } = await begun();
      const input = { appealId: appeal.id, kind: 'COMPLEX', why: WHY, ...key() } as const;
      const writes = await expectWholeOrNothing(store, (failing) =>
        extendAppeal(failing, reviewer, input),
      );
      expect(writes).toBeGreaterThan(3);
    });
  });
});
