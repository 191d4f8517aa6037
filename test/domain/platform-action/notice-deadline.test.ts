/** Until when a notice is due, and when its alarms are. */
import { describe, expect, test } from '@jest/globals';
import {
  alarmOf,
  delivered,
  firstAlarmAt,
  noticeDeadline,
} from '../../../src/domain/platform-action/notice-deadline.js';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';
import { localDate } from '../../../src/domain/time.js';
import { packOf } from './measures.js';
import { aNotice } from './notices.js';

const at = (text: string): number => Date.parse(text);

describe('a notice is due', () => {
  test.each([
    // Noon in Shanghai; the fifteenth day after counts to its end.
    ['CN-2025', 'SUSPENSION', '2026-11-25T04:00:00Z', '2026-12-10', '2026-12-10T16:00:00Z'],
    // Already the next day in Shanghai.
    ['CN-2025', 'LINE_DECREASE', '2026-11-25T16:00:00Z', '2026-12-11', '2026-12-11T16:00:00Z'],
    ['US-REG-Z-2011', 'CLOSURE', '2026-10-15T12:00:00Z', '2026-11-14', '2026-11-15T05:00:00Z'],
    [
      'US-REG-Z-2011',
      'DRAWDOWN_RIGHT_ENDED',
      '2026-10-15T12:00:00Z',
      '2026-11-14',
      '2026-11-15T05:00:00Z',
    ],
    // What is told before or at once, and what begins a period of notice, on its first day.
    [
      'CN-2025',
      'DRAWDOWN_RIGHT_ENDED',
      '2026-11-25T04:00:00Z',
      '2026-11-25',
      '2026-11-25T16:00:00Z',
    ],
    [
      'CN-2025',
      'TERMINATION_BY_NOTICE',
      '2026-11-25T04:00:00Z',
      '2026-11-25',
      '2026-11-25T16:00:00Z',
    ],
    ['US-REG-Z-2011', 'REPRICING', '2026-11-25T04:00:00Z', '2026-11-24', '2026-11-25T05:00:00Z'],
    // The clocks go back on that very day.
    [
      'EU-2023/2225',
      'DRAWDOWN_RIGHT_ENDED',
      '2026-10-24T22:30:00Z',
      '2026-10-25',
      '2026-10-25T23:00:00Z',
    ],
  ] as const)('under %s for %s at %s on %s', (pack, kind, decidedAt, dueOn, dueAt) => {
    const due = noticeDeadline(packOf(pack), { kind, decidedAt: at(decidedAt) });
    expect(due).toEqual({ dueOn, dueAt: at(dueAt) });
  });

  test.each([
    // The answer is owed from the day on which the application came, however long it was looked at.
    ['US-REG-Z-2011', '2026-12-25', '2026-12-26T05:00:00Z'],
    ['EU-2023/2225', '2026-12-21', '2026-12-21T23:00:00Z'],
    ['CN-2025', '2027-01-04', '2027-01-04T16:00:00Z'],
  ] as const)('under %s for an application of 25 November at %s', (pack, dueOn, dueAt) => {
    const [receivedAt, decidedAt] = [at('2026-11-25T13:00:00Z'), at('2026-12-20T13:00:00Z')];
    const told = { kind: 'APPLICATION', decidedAt, receivedAt } as const;
    expect(noticeDeadline(packOf(pack), told)).toEqual({ dueOn, dueAt: at(dueAt) });
  });

  test.each([
    ['US-REG-Z-2011', '2027-02-23', '2027-02-24T05:00:00Z'],
    ['CN-2025', '2026-12-24', '2026-12-24T16:00:00Z'],
  ] as const)('under %s for a part that was not accepted at %s', (pack, dueOn, dueAt) => {
    const [offeredAt, decidedAt] = [at('2026-11-25T13:00:00Z'), at('2026-12-09T13:00:00Z')];
    const told = { kind: 'APPLICATION', decidedAt, receivedAt: offeredAt, offeredAt } as const;
    expect(noticeDeadline(packOf(pack), told)).toEqual({ dueOn, dueAt: at(dueAt) });
  });

  test('within the days of every pack', () => {
    for (const pack of JURISDICTION_PACKS) {
      const decidedAt = at('2027-03-10T12:00:00Z');
      const { dueAt } = noticeDeadline(pack, { kind: 'SUSPENSION', decidedAt });
      const days = pack.adverseAction.noticeDays.value;
      const from = Date.parse(localDate(decidedAt, pack.timeZone));
      expect(Date.parse(localDate(dueAt - 1, pack.timeZone)) - from).toBe(days * 86_400_000);
      expect(localDate(dueAt, pack.timeZone)).not.toBe(localDate(dueAt - 1, pack.timeZone));
    }
  });
});

describe('the alarms', () => {
  const CN = packOf('CN-2025');
  const issuedAt = at('2026-11-25T04:00:00Z');
  const due = { dueOn: '2026-12-10', dueAt: at('2026-12-10T16:00:00Z') };
  const riskAt = at('2026-12-08T16:00:00Z');
  const notice = aNotice([], { ...due, issuedAt, alarmAt: riskAt });

  test('begin with the day before the last one', () => {
    expect(firstAlarmAt({ issuedAt, ...due }, CN)).toBe(riskAt);
  });

  test('of a period of one day begin in its middle', () => {
    const sameDay = { dueOn: '2026-11-25', dueAt: at('2026-11-25T16:00:00Z') };
    expect(firstAlarmAt({ issuedAt, ...sameDay }, CN)).toBe(at('2026-11-25T10:00:00Z'));
  });

  test('are raised one after the other, each once', () => {
    expect(alarmOf(notice, riskAt - 1)).toBeNull();
    const atRisk = alarmOf(notice, riskAt);
    expect(atRisk).toMatchObject({
      alarm: 'AT_RISK',
      notice: { alarms: ['AT_RISK'], alarmAt: due.dueAt },
    });
    const after = atRisk?.notice ?? notice;
    expect(alarmOf(after, due.dueAt - 1)).toBeNull();
    const missed = alarmOf(after, due.dueAt);
    expect(missed).toMatchObject({
      alarm: 'MISSED',
      notice: { alarms: ['AT_RISK', 'MISSED'], alarmAt: null },
    });
    expect(alarmOf(missed?.notice ?? notice, due.dueAt + 1)).toBeNull();
  });

  test('of a deadline that passed unseen are that it was missed, alone', () => {
    expect(alarmOf(notice, due.dueAt)?.notice.alarms).toEqual(['MISSED']);
  });

  test('stop when it was delivered', () => {
    const read = delivered(notice, 'IN_APP', issuedAt + 1);
    expect(read).toEqual({
      ...notice,
      channel: 'IN_APP',
      deliveredAt: issuedAt + 1,
      alarmAt: null,
    });
    expect(alarmOf(read, due.dueAt)).toBeNull();
  });
});
