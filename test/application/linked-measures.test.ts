/** What follows for other lines from a measure on one: whose reasons they are, and whose adverse action. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Ports } from '../../src/application/ports.js';
import type { Act } from '../../src/application/record-acts.js';
import { aStatement, type Given, givenLines } from '../support/portfolio.js';
import { describeStores, type Store } from '../support/stores.js';
import { acted, aMeasure } from './acting.js';

const LATE_FROM = 30;
const OWING = { position: { principalMinor: 100_000 } };

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  /** The lines at these places have a due of 1 September that was not paid. */
  async function givenLate(jurisdiction: string, late: readonly number[]): Promise<Given> {
    const given = await givenLines(ports, [OWING, OWING], { customer: { jurisdiction } });
    const due = { dueOn: '2026-09-01', period: '2026-08', closedOn: '2026-08-11' };
    await ports.inTransaction(() =>
      ports.books.addStatements(
        given.accounts.filter((_, at) => late.includes(at)).map((each) => aStatement(each, due)),
      ),
    );
    return given;
  }
  async function suspended(given: Given): Promise<readonly [Act, Act]> {
    const measure = aMeasure(
      { kind: 'SUSPENSION' },
      [{ kind: 'OVERDUE_DAYS_AT_LEAST', days: LATE_FROM }],
      { grounds: 'DELINQUENCY', linkedDecreasePpm: 200_000 },
    );
    const [own, linked, ...more] = await acted(store, given, measure);
    if (!linked || more.length > 0) throw new Error('one other line was to fall');
    return [own, linked];
  }

  describe('in the United States, where an answer to lateness on the line is no adverse action', () => {
    test('it is one for another line that is not late, which can be appealed', async () => {
      const [own, linked] = await suspended(await givenLate('US', [0]));
      expect(own.decision).toMatchObject({ adverseAction: false, appealUntil: null });
      expect(linked.decision).toMatchObject({
        kind: 'LINE_DECREASE',
        grounds: 'DELINQUENCY',
        causedBy: own.decision.id,
        adverseAction: true,
        measure: { facts: { overdueDays: 0 } },
      });
      expect(linked.decision.appealUntil).not.toBeNull();
      const [notice] = await ports.notices.ofDecisions([linked.decision.id]);
      expect(notice?.sections.map(({ code }) => code)).toContain('APPEAL');
    });

    test('it is none for another line that is as late itself', async () => {
      const [, linked] = await suspended(await givenLate('US', [0, 1]));
      expect(linked.decision).toMatchObject({ adverseAction: false, appealUntil: null });
    });
  });

  test.each(['CN', 'US'])('the reasons say which line was late: %s', async (jurisdiction) => {
    const [own, linked] = await suspended(await givenLate(jurisdiction, [0]));
    const codes = linked.decision.reasons.map(({ code }) => code);
    expect(codes).toEqual(['BY_THIS_MEASURE', 'LOWERED_WITH_ANOTHER_LINE', 'LINE_PAST_DUE']);
    const [first, , late] = linked.decision.reasons;
    const said = own.decision.reasons;
    expect(said[1]?.text?.en).toMatch(/^This line /);
    for (const [reason, ofCause] of [
      [first, said[0]],
      [late, said[1]],
    ] as const) {
      expect(reason?.text?.en).toMatch(
        /^Of your line “Credit line”, opened on 2[89] January 2026: “/,
      );
      expect(reason?.text?.en).toContain(`“${ofCause?.text?.en}”`);
      expect(reason?.text?.zh).toContain(`“${ofCause?.text?.zh}”`);
    }
  });

  test('a change of a service is excepted for no line that it reaches', async () => {
    const when = [
      {
        kind: 'CHARACTERISTIC_IS',
        characteristicId: 'income_verification',
        category: 'NOT_VERIFIED',
      },
    ] as const;
    const scope = { grounds: 'SERVICE_SCOPE_CHANGE', linkedDecreasePpm: 200_000 } as const;
    const measure = () => aMeasure({ kind: 'DRAWDOWN_RIGHT_ENDED' }, when, scope);
    const given = await givenLate('US', []);
    const [own, same] = await acted(store, given, measure());
    expect(own.decision).toMatchObject({ kind: 'DRAWDOWN_RIGHT_ENDED', adverseAction: true });
    expect(same?.decision).toMatchObject({ kind: 'LINE_DECREASE', adverseAction: true });
    // What is said of the customer is said of no line.
    const [, , ofCustomer] = same?.decision.reasons ?? [];
    expect(ofCustomer?.text?.en).not.toMatch(/^Of your line/);
  });
});
