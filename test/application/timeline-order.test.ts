/**
 * A line's story on a clock that stands, so that all of it happens at one moment: it is told in the
 * order in which it happened, every cause before what followed from it.
 */
import { beforeEach, expect, test } from '@jest/globals';
import { accountTimeline } from '../../src/application/account-timeline.js';
import { applyForLine } from '../../src/application/apply-for-line.js';
import { withdrawClosure } from '../../src/application/closure-notice.js';
import { requestReconsideration, withdrawAppeal } from '../../src/application/file-appeal.js';
import { acknowledgeNotice } from '../../src/application/notice-clock.js';
import { postAmount } from '../../src/application/operate-line.js';
import { pauseLine, resumeLine } from '../../src/application/pause-line.js';
import type { Ports } from '../../src/application/ports.js';
import { lookAtActions } from '../../src/application/return-watch.js';
import { answerAppeal, askAppellant, extendAppeal } from '../../src/application/work-appeals.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { closedOwn, closeOwn } from '../support/closings.js';
import { taken } from '../support/measures.js';
import { cny, made } from '../support/operated.js';
import { type Given, type GivenLine, givenLines } from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';
import { acted, aMeasure, MOSTLY_USED } from './acting.js';
import {
  assigned,
  decide,
  done,
  filed,
  key,
  otherReviewer,
  reviewer,
  rightEnded,
} from './appealing.js';

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  /** A line that was opened at the very moment, too. */
  const opened = (line: GivenLine = {}, jurisdiction = 'CN'): Promise<Given> =>
    givenLines(ports, [{ ...line, account: { openedAt: NOW } }], {
      customer: { jurisdiction },
      product: { customerNoticeMonths: 1 },
    });
  const storyOf = async ({ account: { id } }: Pick<Given, 'account'>) => {
    const [account] = await ports.accounts.find([id]);
    const story = await accountTimeline(ports, account!);
    expect(new Set(story.map(({ at }) => at))).toEqual(new Set([NOW]));
    return story.map(({ code }) => code);
  };
  const read = async (given: Given, noticeId: string | undefined) =>
    done(
      await acknowledgeNotice(ports, borrowerOf(given.customer), {
        noticeId: noticeId ?? '',
        ...key(),
      }),
    );
  const repaid = async ({ account }: Given, minor: number) =>
    made(
      await postAmount(ports, paymentSystem, 'REPAYMENT', {
        accountId: account.id,
        amount: cny(minor),
        ...key(),
      }),
    );

  test('a case, from the decision to the reconsideration that overturns it', async () => {
    const given = await opened();
    const actor = borrowerOf(given.customer);
    const line = { accountId: given.account.id };
    await pauseLine(ports, actor, { ...line, ...key(), expectedVersion: 1 });
    await resumeLine(ports, actor, { ...line, ...key(), expectedVersion: 2 });
    const { decision, notice } = await taken(ports, given.account.id, 'fund-pool-decrease');
    await read(given, notice?.id);
    const appeal = await filed(store, { given, decision });
    const { id: appealId } = await assigned(store, appeal);
    done(await askAppellant(ports, reviewer, { appealId, question: 'What for?', ...key() }));
    const answer = { appealId, text: 'For this.', evidenceIds: [], ...key() };
    done(await answerAppeal(ports, actor, answer));
    const longer = { appealId, kind: 'COMPLEX', why: 'It is.', ...key() } as const;
    done(await extendAppeal(ports, reviewer, longer));
    done(await decide(store, appeal));
    const again = { appealId, statement: 'Still not so.', evidenceIds: [], ...key() };
    const second = done(await requestReconsideration(ports, actor, again)).appeal;
    await assigned(store, second, otherReviewer);
    done(await decide(store, second, { outcome: 'OVERTURNED' }, otherReviewer));
    await taken(ports, given.account.id, 'security-suspend', { statement: 'Seen.' });
    expect(await storyOf(given)).toEqual([
      'OPENED',
      'OWN_CHANGE',
      'OWN_CHANGE',
      'LINE_DECREASE',
      'NOTICE_ISSUED',
      'NOTICE_DELIVERED',
      'APPEAL_FILED',
      'APPEAL_TAKEN_UP',
      'APPEAL_ASKED',
      'APPEAL_ANSWERED',
      'APPEAL_EXTENDED',
      'APPEAL_UPHELD',
      // Those of the question, of the extension and of the outcome: made after the case, in this order.
      'NOTICE_ISSUED',
      'NOTICE_ISSUED',
      'NOTICE_ISSUED',
      'RECONSIDERATION_FILED',
      'APPEAL_TAKEN_UP',
      'APPEAL_OVERTURNED',
      'REVERSAL',
      'NOTICE_ISSUED',
      'SUSPENSION',
      'NOTICE_ISSUED',
    ]);
  });

  test('a case that was taken back, and one that ended because its cause was overturned', async () => {
    const { given, decision } = await rightEnded(store, {
      lines: [{ account: { openedAt: NOW } }, { account: { openedAt: NOW } }],
      jurisdiction: 'CN',
    });
    const linked = given.accounts[1]!;
    const [lowered] = await ports.closures.decisionsOf([linked.id], 1);
    const about = { given, decision: lowered! };
    const { id: appealId } = await filed(store, about);
    done(await withdrawAppeal(ports, borrowerOf(given.customer), { appealId, ...key() }));
    await filed(store, about);
    const appeal = await assigned(store, await filed(store, { given, decision }));
    done(await decide(store, appeal, { outcome: 'OVERTURNED' }));
    expect(await storyOf({ account: linked })).toEqual([
      'OPENED',
      'LINE_DECREASE',
      'NOTICE_ISSUED',
      'APPEAL_FILED',
      'APPEAL_WITHDRAWN',
      'APPEAL_FILED',
      'REVERSAL',
      'APPEAL_MOOT',
      'NOTICE_ISSUED',
    ]);
  });

  test('a milder step in the place of the one that was appealed', async () => {
    const { given, decision } = await rightEnded(store, {
      lines: [{ account: { openedAt: NOW } }],
    });
    const appeal = await assigned(store, await filed(store, { given, decision }));
    const modification = { kind: 'SUSPENSION' } as const;
    done(await decide(store, appeal, { outcome: 'MODIFIED', modification }));
    expect(await storyOf(given)).toEqual([
      'OPENED',
      'DRAWDOWN_RIGHT_ENDED',
      'NOTICE_ISSUED',
      'APPEAL_FILED',
      'APPEAL_TAKEN_UP',
      'APPEAL_MODIFIED',
      'REVERSAL',
      'SUSPENSION',
      'NOTICE_ISSUED',
      'NOTICE_ISSUED',
    ]);
  });

  test.each([
    ['EU', 'LINE_DECREASE', []],
    ['EU', 'DRAWDOWN_RIGHT_ENDED', []],
    ['CN', 'DRAWDOWN_RIGHT_ENDED', ['OFFERED_AGAIN']],
  ] as const)('a way back, by the rules of %s after %s', async (jurisdiction, kind, offered) => {
    const given = await opened({ position: { principalMinor: 950_000 } }, jurisdiction);
    const effect = kind === 'LINE_DECREASE' ? ({ kind, ofLimitPpm: 10_000 } as const) : { kind };
    const [{ decision }] = await acted(store, given, aMeasure(effect, [MOSTLY_USED]));
    const [notice] = await ports.notices.ofDecisions([decision.id]);
    await read(given, notice?.id);
    await repaid(given, 900_000);
    const failures: unknown[] = [];
    expect(await lookAtActions(ports, NOW, failures)).toMatchObject({ opened: 1 });
    expect(await storyOf(given)).toEqual([
      'OPENED',
      kind,
      'NOTICE_ISSUED',
      'NOTICE_DELIVERED',
      'WAY_BACK_OPENED',
      ...offered,
      'NOTICE_ISSUED',
    ]);
  });

  test('a closing that was announced and taken back, a run-off to its end, and what came after', async () => {
    const given = await opened({ position: { principalMinor: 60_000 } }, 'EU');
    const actor = borrowerOf(given.customer);
    const effectiveAt = Date.parse('2026-12-20T11:00:00Z');
    const announced = await closeOwn(ports, given, { effectiveAt, expectedVersion: 1 });
    expect(announced).toHaveProperty('notice');
    await withdrawClosure(ports, actor, { accountId: given.account.id, ...key() });
    await closedOwn(ports, given, { expectedVersion: 3, allowRunOff: true });
    await repaid(given, 60_000);
    const [account] = await ports.accounts.find([given.account.id]);
    const { productId, id: previousAccountId } = account!;
    const wish = {
      productId,
      previousAccountId,
      requestedLimit: { minor: 100_000, currency: account!.currency },
      ...key(),
    };
    expect(await applyForLine(ports, actor, wish)).toHaveProperty('application');
    expect(await storyOf(given)).toEqual([
      'OPENED',
      'CLOSING_ANNOUNCED',
      'CLOSING_WITHDRAWN',
      'CLOSED_BY_CUSTOMER',
      'RUN_OFF',
      'RUN_OFF_ENDED',
      'APPLIED_AGAIN',
    ]);
  });

  test('a closing by us while it is owed on, with the end of its run-off after its notice', async () => {
    const given = await opened({ position: { principalMinor: 60_000 } });
    await acted(store, given, aMeasure({ kind: 'CLOSURE' }, []));
    await repaid(given, 60_000);
    expect(await storyOf(given)).toEqual([
      'OPENED',
      'CLOSURE',
      'CLOSED_BY_CREDITOR',
      'RUN_OFF',
      'NOTICE_ISSUED',
      'RUN_OFF_ENDED',
    ]);
  });
});
