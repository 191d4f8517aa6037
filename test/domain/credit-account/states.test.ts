/** The state machine: what is drawn, what is listed and what is done are the same. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  ACCOUNT_STATUSES,
  type AccountEvent,
  type AccountStatus,
  type CreditAccount,
  capabilitiesOf,
  pausedOf,
} from '../../../src/domain/credit-account/credit-account.js';
import { canFollow, evolve, TRANSITIONS } from '../../../src/domain/credit-account/evolve.js';
import { blocksOf } from '../../support/readme.js';
import { EVENTS, LINES } from './lines.js';

const page = readFileSync(
  new URL('../../../docs/credit-account-states.md', import.meta.url),
  'utf8',
);
const TYPES = Object.keys(TRANSITIONS) as AccountEvent['type'][];

/** `FROM --> TO: Event`, one for each pair of states that an event joins. */
const listed = TYPES.flatMap((type) => {
  return Object.entries(TRANSITIONS[type]).flatMap(([before, to]: [string, readonly string[]]) =>
    to.map((after) => `${before} --> ${after}: ${type}`),
  );
});

describe('the drawing in the docs', () => {
  const drawings = blocksOf(page).filter(({ language }) => language === 'mermaid');
  const [kind, ...lines] = (drawings[0]?.text ?? '').split('\n').map((line) => line.trim());

  test('is one state diagram of nothing but states and edges', () => {
    expect(drawings).toHaveLength(1);
    expect(kind).toBe('stateDiagram-v2');
    const odd = lines.filter(
      (line) => !/^([A-Z_]+|\[\*\] --> [A-Z_]+|[A-Z_]+ --> [A-Z_]+: [A-Za-z]+)$/.test(line),
    );
    expect(odd).toEqual([]);
  });

  test('has every edge that there is and no other, each once', () => {
    const drawn = lines.filter((line) => line.includes(': '));
    expect(drawn.toSorted()).toEqual(listed.toSorted());
  });

  test('begins where a new line begins', () => {
    expect(lines.filter((line) => line.startsWith('[*]'))).toEqual(['[*] --> ACTIVE']);
  });

  test('has every state, and the page has a sentence on each', () => {
    const named = new Set(lines.flatMap((line) => line.split(':')[0]?.match(/[A-Z_]+/g) ?? []));
    expect([...named].toSorted()).toEqual([...ACCOUNT_STATUSES].toSorted());
    const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.+?) \| (.{20,}\.) \|$/gm)];
    expect(rows.map(([, state]) => state)).toEqual([...ACCOUNT_STATUSES]);
    const usable = rows.filter(([, , use]) => use !== 'no').map(([, state]) => state);
    expect(usable).toEqual(['ACTIVE', 'NOTICE_GIVEN']);
  });
});

describe('every state against every event', () => {
  const pairs = LINES.flatMap((line) => EVENTS.map((event) => ({ line, event })));
  /** Who keeps the line from use, be it under notice or not. */
  const keptBy = (line: CreditAccount): 'NOBODY' | 'CUSTOMER' | 'CREDITOR' | 'ENDED_RIGHT' => {
    if (line.status === 'SUSPENDED') return line.suspendedBy;
    if (line.status === 'DRAWDOWN_ENDED') return 'ENDED_RIGHT';
    if (line.status !== 'NOTICE_GIVEN' || !line.paused) return 'NOBODY';
    return line.pausedBy ?? 'CUSTOMER';
  };
  /** Each takes back or hands over only what is its own, and what is ended is not lowered. */
  const isOutOfPlace = (line: CreditAccount, event: AccountEvent): boolean => {
    const kept = keptBy(line);
    switch (event.type) {
      case 'ClosureNoticeWithdrawn':
        return line.status === 'NOTICE_GIVEN' && line.noticeId === null;
      case 'TerminationNoticeWithdrawn':
      case 'TerminationNoticeMoved':
        return line.status === 'NOTICE_GIVEN' && line.noticeId !== null;
      case 'LimitChanged':
        return kept === 'ENDED_RIGHT' && event.limitMinor <= line.limitMinor;
      case 'TerminationNoticeGiven':
        return kept === 'CREDITOR';
      case 'PauseEnded':
        return kept !== 'CUSTOMER';
      case 'Reinstated':
        return line.status === 'NOTICE_GIVEN' && kept !== 'CREDITOR';
      case 'DrawdownRightEnded':
        return kept === 'ENDED_RIGHT';
      case 'DrawdownRightRestored':
        return kept !== 'ENDED_RIGHT';
      case 'Suspended':
        return kept === 'ENDED_RIGHT' || kept === event.by;
      case 'Repriced': {
        const isLower = line.annualRatePpm !== null && event.annualRatePpm === null;
        return line.status === 'CLOSED' && !isLower;
      }
      default:
        return false;
    }
  };
  const mayFollow = (line: CreditAccount, event: AccountEvent): boolean =>
    Object.hasOwn(TRANSITIONS[event.type], line.status) && !isOutOfPlace(line, event);

  test('there are lines in every state and events of every kind, for every edge', () => {
    expect(new Set(LINES.map(({ status }) => status))).toEqual(new Set(ACCOUNT_STATUSES));
    expect(new Set(EVENTS.map(({ type }) => type))).toEqual(new Set(TYPES));
    const made = pairs
      .filter(({ line, event }) => canFollow(line, event))
      .map(({ line, event }) => `${line.status} --> ${evolve(line, event).status}: ${event.type}`);
    expect([...new Set(made)].toSorted()).toEqual(listed.toSorted());
  });

  test.each(pairs)('$line.status, $event.type: as listed, or it throws', ({ line, event }) => {
    const before = structuredClone(line);
    if (mayFollow(line, event)) {
      const after = evolve(line, event);
      expect(listed).toContain(`${line.status} --> ${after.status}: ${event.type}`);
      expect(after.version).toBe(line.version + 1);
      const isPaused = pausedOf(after) !== undefined;
      const isUsable = after.status === 'ACTIVE' || (after.status === 'NOTICE_GIVEN' && !isPaused);
      expect(capabilitiesOf(after).length > 0).toBe(isUsable);
      // What was agreed stays, whatever happens to the line.
      const { id, customerId, productId, creditorId, currency, agreementDate } = line;
      const { openedAt, previousAccountId } = line;
      const agreed = { id, customerId, productId, creditorId, currency, agreementDate };
      expect(after).toMatchObject({ ...agreed, openedAt, previousAccountId });
    } else {
      expect(() => evolve(line, event)).toThrow(`${event.type} cannot follow ${line.status}`);
    }
    expect(canFollow(line, event)).toBe(mayFollow(line, event));
    expect(line).toEqual(before);
  });
});

describe('use never comes back', () => {
  /** Every state that can follow, by any number of events. */
  function reachableFrom(start: AccountStatus): Set<string> {
    const reached = new Set<string>([start]);
    for (let size = 0; size < reached.size; ) {
      size = reached.size;
      for (const edge of listed) {
        const [before = '', after = ''] = edge.split(':')[0]?.split(' --> ') ?? [];
        if (reached.has(before)) reached.add(after);
      }
    }
    return reached;
  }

  test.each(['RUN_OFF', 'CLOSED'] as const)('from %s nothing leads to a usable state', (status) => {
    expect(reachableFrom(status)).toEqual(new Set(['RUN_OFF', 'CLOSED']));
  });

  test('a right to draw that was ended comes back only where the ending is overturned', () => {
    const leaving = listed.filter((edge) => edge.startsWith('DRAWDOWN_ENDED --> '));
    expect(leaving.toSorted()).toEqual([
      'DRAWDOWN_ENDED --> ACTIVE: DrawdownRightRestored',
      'DRAWDOWN_ENDED --> CLOSED: ClosureMade',
      // Only upwards, and it stays as unusable as it was.
      'DRAWDOWN_ENDED --> DRAWDOWN_ENDED: LimitChanged',
      'DRAWDOWN_ENDED --> DRAWDOWN_ENDED: Repriced',
      'DRAWDOWN_ENDED --> RUN_OFF: ClosureMade',
    ]);
    expect(reachableFrom('CHARGED_OFF')).toEqual(new Set(['CHARGED_OFF']));
  });
});
