import { describe, expect, test } from '@jest/globals';
import {
  mayAdvanceClock,
  mayCloseFor,
  mayConsentFor,
  mayLiftMeasures,
  mayManageLineOf,
  mayOperateLedger,
  mayReadAudit,
  mayReadCustomer,
  mayReadRiskProfile,
  mayReassess,
  mayRecordActivities,
  mayTakeMeasures,
} from '../../src/application/access.js';
import { type Actor, isRole, ROLES, type Role } from '../../src/application/actor.js';

const OWN = '01990000-0000-7000-8000-000000000001';
const OTHER = '01990000-0000-7000-8000-000000000002';

const actorWith = (...roles: Role[]): Actor => ({
  subject: 'somebody',
  roles,
  ...(roles.includes('borrower') && { customerId: OWN }),
});

/** Each rule asked about the actor's own customer, another one, or nobody in particular. */
const QUESTIONS = {
  'read own customer': (actor: Actor) => mayReadCustomer(actor, OWN),
  'read other customer': (actor: Actor) => mayReadCustomer(actor, OTHER),
  'read own risk profile': (actor: Actor) => mayReadRiskProfile(actor, OWN),
  'read other risk profile': (actor: Actor) => mayReadRiskProfile(actor, OTHER),
  'reassess own': (actor: Actor) => mayReassess(actor, OWN),
  'reassess other': (actor: Actor) => mayReassess(actor, OTHER),
  'consent for self': (actor: Actor) => mayConsentFor(actor, OWN),
  'consent for other': (actor: Actor) => mayConsentFor(actor, OTHER),
  'record activities': mayRecordActivities,
  'close for self': (actor: Actor) => mayCloseFor(actor, OWN),
  'close for other': (actor: Actor) => mayCloseFor(actor, OTHER),
  'manage own lines': (actor: Actor) => mayManageLineOf(actor, OWN),
  'manage lines of others': (actor: Actor) => mayManageLineOf(actor, OTHER),
  'operate ledger': mayOperateLedger,
  'advance clock': mayAdvanceClock,
  'read own audit': (actor: Actor) => mayReadAudit(actor, OWN),
  'read other audit': (actor: Actor) => mayReadAudit(actor, OTHER),
  'read whole audit': (actor: Actor) => mayReadAudit(actor),
} as const;
type Question = keyof typeof QUESTIONS;

const ALL_CUSTOMERS: Question[] = ['read own customer', 'read other customer'];
const ALL_PROFILES: Question[] = ['read own risk profile', 'read other risk profile'];
const ALL_REASSESSMENT: Question[] = ['reassess own', 'reassess other'];
const ALL_AUDIT: Question[] = ['read own audit', 'read other audit', 'read whole audit'];

const ALLOWED: Record<Role, readonly Question[]> = {
  borrower: [
    'read own customer',
    'read own risk profile',
    'consent for self',
    'close for self',
    'manage own lines',
    'read own audit',
  ],
  agent: [...ALL_CUSTOMERS, ...ALL_PROFILES, ...ALL_REASSESSMENT],
  reviewer: [...ALL_CUSTOMERS, ...ALL_PROFILES],
  analyst: ALL_PROFILES,
  auditor: [...ALL_CUSTOMERS, ...ALL_PROFILES, ...ALL_AUDIT],
  service: [
    ...ALL_CUSTOMERS,
    ...ALL_REASSESSMENT,
    'record activities',
    'operate ledger',
    'advance clock',
  ],
  partner: [],
};

describe('access by role', () => {
  const cells = ROLES.flatMap((role) =>
    (Object.keys(QUESTIONS) as Question[]).map(
      (question) => [role, question, ALLOWED[role].includes(question)] as const,
    ),
  );

  test.each(cells)('given a %s, when asked to %s, then %s', (role, question, expected) => {
    expect(QUESTIONS[question](actorWith(role))).toBe(expected);
  });

  test('given several roles, then each one counts', () => {
    const actor = actorWith('partner', 'borrower', 'service');
    expect(mayCloseFor(actor, OWN)).toBe(true);
    expect(mayCloseFor(actor, OTHER)).toBe(false);
    expect(mayReadCustomer(actor, OTHER)).toBe(true);
    expect(mayReadAudit(actor)).toBe(false);
  });

  test('given no role, then nothing is allowed', () => {
    const nobody: Actor = { subject: 'somebody', roles: [], customerId: OWN };
    expect(Object.values(QUESTIONS).filter((ask) => ask(nobody))).toEqual([]);
  });

  test('given a borrower without a customer id, then there is nothing of their own', () => {
    const borrower: Actor = { subject: OWN, roles: ['borrower'] };
    expect(Object.values(QUESTIONS).filter((ask) => ask(borrower))).toEqual([]);
  });
});

describe('a look at a file', () => {
  /** Who is noted to have looked, by the rule that lets them. */
  const noted = (ask: (actor: Actor) => boolean, ...roles: Role[]): string[] => {
    const looks: string[] = [];
    const actor = {
      ...actorWith(...roles),
      noteLook: (...look: string[]) => looks.push(look.join(' ')),
    };
    ask(actor as Actor);
    return looks;
  };
  const readOther = QUESTIONS['read other customer'];

  test.each<[Role[], string]>([
    [['agent'], 'agent'],
    [['service', 'agent'], 'agent'],
    [['agent', 'service'], 'agent'],
    [['borrower', 'service', 'auditor'], 'auditor'],
    // A person stays one where only a system's role lets them.
    [['service', 'analyst'], 'analyst'],
  ])('by somebody with the roles %p is the look of a person, as %s', (roles, role) => {
    expect(noted(readOther, ...roles)).toEqual([`${OTHER} ${role} CUSTOMER`]);
  });

  test.each<Role[][]>([
    [['service']],
    [['borrower', 'service']],
    [['analyst']],
    [['borrower', 'analyst']],
  ])('is none of a system, nor where nothing is to be seen: %p', (roles) => {
    expect(noted(readOther, ...roles)).toEqual([]);
  });

  test('is none at what is one’s own, whatever else one is', () => {
    for (const roles of [
      ['borrower', 'agent'],
      ['agent', 'borrower'],
    ] as const) {
      expect(noted(QUESTIONS['read own customer'], ...roles)).toEqual([]);
    }
  });

  test('is having a customer scored anew, too', () => {
    expect(noted(QUESTIONS['reassess other'], 'agent')).toEqual([`${OTHER} agent RISK_PROFILE`]);
  });
});

describe('staff that is a customer too', () => {
  test('takes and lifts no measure on a line of its own', () => {
    for (const role of ['agent', 'reviewer'] as const) {
      for (const may of [mayTakeMeasures, mayLiftMeasures]) {
        const actor = actorWith('borrower', role);
        expect([may(actor), may(actor, OTHER), may(actor, OWN)]).toEqual([true, true, false]);
        expect(may({ ...actor, roles: [role] }, OWN)).toBe(false);
      }
    }
  });
});

test('only known names are roles', () => {
  expect(ROLES.every(isRole)).toBe(true);
  expect(['admin', 'Borrower', 'constructor', '', undefined, 1].filter(isRole)).toEqual([]);
});
