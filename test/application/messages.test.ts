/**
 * What customers and callers are told: both languages say the same of the same figures. That the
 * figures are there where a message is made is checked by its type; here are those that are told
 * later, from stored records.
 */
import { describe, expect, test } from '@jest/globals';
import {
  MESSAGES,
  type MessageCode,
  message,
  storedMessage,
} from '../../src/application/messages.js';
import { closureDecision, OWN_DECISION } from '../../src/domain/credit-account/decision.js';
import { LOCALES, placeholders, templateFault } from '../../src/domain/wording.js';
import { newId } from '../support/portfolio.js';
import { NOW } from '../support/stores.js';

const CODES = Object.keys(MESSAGES) as MessageCode[];

/** A number fits every slot, and picks a form where there are some. */
const anyFigures = (code: MessageCode, figure: number) =>
  Object.fromEntries(placeholders(MESSAGES[code].en).map((name) => [name, figure]));

describe.each(CODES)('%s', (code) => {
  const { en, zh } = MESSAGES[code];

  test('is well formed and names the same figures in both languages', () => {
    expect([templateFault(en), templateFault(zh)]).toEqual([undefined, undefined]);
    expect(placeholders(zh).toSorted()).toEqual(placeholders(en).toSorted());
  });

  test('is in the language that it says, with nothing left open', () => {
    for (const figure of [0, 1, 2, 1_200]) {
      const texts = LOCALES.map((locale) => storedMessage(code, locale, anyFigures(code, figure)));
      for (const text of texts) expect(text).not.toMatch(/[{}|]|undefined|NaN|\s{2}|^\s|\s$/);
      expect(texts[0]).not.toMatch(/\p{Script=Han}/u);
      expect(texts[1]).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('the reasons of a closing', () => {
  const base = {
    id: newId(),
    customerId: newId(),
    accountId: newId(),
    adverseAction: false,
    decidedAt: NOW,
    decidedBy: 'rules',
    assessmentId: null,
    packEdition: 'CN-1',
    limitPolicyVersion: null,
    ...OWN_DECISION,
  };
  const BLOCKERS = ['BALANCE_OUTSTANDING', 'HOLDS_OPEN', 'INSTALMENT_PLAN_UNFINISHED'] as const;

  test.each([null, 'DECEASED', 'FRAUD', 'GUARDIAN'] as const)('of %s have words', (cause) => {
    // Of one kind there may be several, as many as the line has plans: they are one reason.
    const blockers = [...BLOCKERS, BLOCKERS[2], BLOCKERS[2]].map((code) => ({ code }));
    const { reasons } = closureDecision(base, cause, blockers);
    expect(reasons).toHaveLength(1 + BLOCKERS.length);
    for (const { code, values } of reasons) {
      for (const locale of LOCALES) expect(storedMessage(code, locale, values)).not.toBe('');
    }
  });
});

describe('a figure that is missing', () => {
  test('does not compile where the message is made', () => {
    // @ts-expect-error the latest moment is missing
    expect(() => message('NOTICE_TOO_LONG', 'en')).toThrow('no figure for {latest}');
    // @ts-expect-error it is named by another name
    expect(() => message('NOTICE_TOO_LONG', 'zh', { last: 'x' })).toThrow('no figure for {latest}');
    // @ts-expect-error what is counted is a number
    expect(() => message('WARNING_LIMITS_FALL', 'en', { count: '2' })).toThrow(
      '{count} is no number',
    );
    expect(message('NOTICE_TOO_LONG', 'en', { latest: 'Monday' })).toContain('Monday');
  });

  test('fails where the code was stored, as does a code that has no words', () => {
    expect(() => storedMessage('LIMIT_LOWERED_AT_CUSTOMER_REQUEST', 'en', { from: '1' })).toThrow(
      'no figure for {to}',
    );
    expect(() => storedMessage('NEVER_HEARD_OF', 'en')).toThrow('no message for the code');
    expect(() => storedMessage('constructor', 'en')).toThrow('no message for the code');
  });
});
