import { describe, expect, test } from '@jest/globals';
import {
  DECISION_KINDS,
  type DecisionKind,
  GROUNDS,
  type Ground,
} from '../../../src/domain/credit-account/grounds.js';
import { adverseActionOf } from '../../../src/domain/policy/adverse-action.js';
import { JURISDICTION_PACKS } from '../../../src/domain/policy/jurisdiction-pack.js';

const NEVER: readonly DecisionKind[] = ['REINSTATEMENT', 'LINE_INCREASE', 'REVERSAL'];
/** 12 CFR 1002.2(c)(2)(i) and (ii); what is done on one line is not done to a whole class of them. */
const EXCEPT_US: readonly Ground[] = ['INACTIVITY', 'DELINQUENCY', 'CUSTOMER_REQUEST'];

/** Spelled out anew, so that neither the packs nor the function can change unseen. */
function expected(jurisdiction: string, kind: DecisionKind, grounds: Ground): boolean {
  if (NEVER.includes(kind)) return false;
  if (kind === 'APPLICATION') return true;
  return jurisdiction === 'US' ? !EXCEPT_US.includes(grounds) : grounds !== 'CUSTOMER_REQUEST';
}

describe.each(JURISDICTION_PACKS.map((pack) => [pack.id, pack] as const))('%s', (_, pack) => {
  test.each(DECISION_KINDS)('%s, on every ground', (kind) => {
    const found = GROUNDS.map((grounds) => [grounds, adverseActionOf(pack, kind, grounds)]);
    expect(found).toEqual(
      GROUNDS.map((grounds) => [grounds, expected(pack.jurisdiction, kind, grounds)]),
    );
  });
});

test('what answers another line is excepted nowhere, but for the customer’s own wish', () => {
  for (const pack of JURISDICTION_PACKS) {
    for (const grounds of GROUNDS) {
      const isAdverse = adverseActionOf(pack, 'LINE_DECREASE', grounds, false);
      expect([pack.id, grounds, isAdverse]).toEqual([
        pack.id,
        grounds,
        grounds !== 'CUSTOMER_REQUEST',
      ]);
    }
  }
});

test('a pack that does not count an action makes none, each by its own rule', () => {
  const [pack] = JURISDICTION_PACKS;
  const no = { value: false, source: 'a test' };
  const kindsOf = (change: object): DecisionKind[] =>
    DECISION_KINDS.filter((kind) =>
      adverseActionOf({ adverseAction: { ...pack!.adverseAction, ...change } }, kind, 'BEHAVIOUR'),
    );
  const ENDINGS = ['DRAWDOWN_RIGHT_ENDED', 'TERMINATION_BY_NOTICE', 'CLOSURE'];
  const USES = ['LINE_DECREASE', 'SUSPENSION', 'REPRICING'];
  const sorted = (...kinds: readonly string[]): string[] => kinds.toSorted();
  expect(kindsOf({}).toSorted()).toEqual(sorted(...USES, ...ENDINGS, 'APPLICATION'));
  expect(kindsOf({ lineDecrease: no }).toSorted()).toEqual(sorted(...ENDINGS, 'APPLICATION'));
  expect(kindsOf({ closureByCreditor: no }).toSorted()).toEqual(sorted(...USES, 'APPLICATION'));
  expect(kindsOf({ applicationDeclined: no })).not.toContain('APPLICATION');
});
