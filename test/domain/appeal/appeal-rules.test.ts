/** Which decisions are looked at again, on whose wish, and who may be the one who looks. */
import { describe, expect, test } from '@jest/globals';
import type { Appeal, AppealOutcome } from '../../../src/domain/appeal/appeal.js';
import { paused, startClock } from '../../../src/domain/appeal/appeal-clock.js';
import {
  appealRefusal,
  approvalRefusal,
  asOf,
  type FilingFacts,
  humanDecisionRefusal,
  reconsiderableUntil,
  reconsiderationRefusal,
  recusedFrom,
  workRefusal,
} from '../../../src/domain/appeal/appeal-rules.js';
import { type Decision, OWN_DECISION } from '../../../src/domain/credit-account/decision.js';
import { DECISION_KINDS } from '../../../src/domain/credit-account/grounds.js';
import {
  ACTION_STATUSES,
  type PlatformAction,
} from '../../../src/domain/platform-action/platform-action.js';
import {
  JURISDICTION_PACKS,
  type JurisdictionPack,
} from '../../../src/domain/policy/jurisdiction-pack.js';
import { DAY_MS } from '../../../src/domain/time.js';

const NOW = Date.parse('2026-11-25T04:00:00Z');
const packOf = (id: string): JurisdictionPack => {
  const found = JURISDICTION_PACKS.find((each) => each.id === id);
  if (!found) throw new Error(`no edition ${id}`);
  return found;
};
const CN = packOf('CN-2025');
const US = packOf('US-REG-Z-2011');

const decision: Decision = {
  ...OWN_DECISION,
  id: 'decision-1',
  customerId: 'customer-1',
  accountId: 'line-1',
  kind: 'SUSPENSION',
  grounds: 'BEHAVIOUR',
  reasons: [],
  adverseAction: true,
  decidedAt: NOW,
  decidedBy: 'action-policy:actions-1',
  assessmentId: null,
  packEdition: CN.id,
  limitPolicyVersion: null,
  madeBy: 'MACHINE',
  appealUntil: NOW + 90 * DAY_MS,
};

const action = (status: PlatformAction['status']): PlatformAction =>
  ({ id: decision.id, status }) as PlatformAction;

const outcome = (over: Partial<AppealOutcome> = {}): AppealOutcome => ({
  kind: 'UPHELD',
  reasons: 'It was so.',
  findings: [],
  rescore: null,
  decidedBy: 'reviewer-1',
  decidedAt: NOW,
  isLate: false,
  repairs: [],
  reversalId: null,
  milderId: null,
  ...over,
});

const appeal = (over: Partial<Appeal> = {}): Appeal => ({
  id: 'appeal-1',
  customerId: 'customer-1',
  accountId: 'line-1',
  decisionId: decision.id,
  kind: 'APPEAL',
  reconsiders: null,
  statement: 'It was not me.',
  evidenceIds: [],
  filedAt: NOW,
  filedBy: 'subject-of-customer-1',
  status: 'OPEN',
  clock: startClock(CN, 'APPEAL', NOW),
  recused: ['agent-1'],
  assignedTo: null,
  assignedAt: null,
  formerReviewers: [],
  escalatedAt: null,
  overdueReportedAt: null,
  answers: [],
  outcome: null,
  endedAt: null,
  packEdition: CN.id,
  auditEntryId: 'entry-1',
  ...over,
});
const decided = (over: Partial<AppealOutcome> = {}, of: Partial<Appeal> = {}): Appeal =>
  appeal({ status: 'DECIDED', endedAt: NOW, outcome: outcome(over), ...of });

const facts = (over: Partial<FilingFacts> = {}): FilingFacts => ({
  decision,
  action: action('IN_FORCE'),
  cases: [],
  pack: CN,
  now: NOW + DAY_MS,
  ...over,
});

describe('an appeal', () => {
  test('is open against an adverse decision until its last day is over', () => {
    const until = decision.appealUntil as number;
    expect(appealRefusal(facts({ now: until - 1 }))).toBeNull();
    expect(appealRefusal(facts({ now: until }))).toEqual({ code: 'APPEAL_TOO_LATE', until });
  });

  test.each([[{ appealUntil: null }], [{ madeBy: 'CUSTOMER' }]] as const)(
    'is open against no other decision: %j',
    (over) => {
      const refusal = appealRefusal(facts({ decision: { ...decision, ...over } }));
      expect(refusal).toEqual({ code: 'NOT_APPEALABLE' });
    },
  );

  test.each(ACTION_STATUSES)('against what is %s by now', (status) => {
    const stands = status === 'PENDING' || status === 'IN_FORCE';
    const refusal = appealRefusal(facts({ action: action(status) }));
    expect(refusal).toEqual(stands ? null : { code: 'DECISION_ENDED' });
  });

  test('waits for no second one, and is decided once', () => {
    for (const status of ['OPEN', 'ASSIGNED', 'WAITING'] as const) {
      const refusal = appealRefusal(facts({ cases: [appeal({ status })] }));
      expect(refusal).toEqual({ code: 'APPEAL_PENDING', appealId: 'appeal-1' });
    }
    const ended = appealRefusal(facts({ cases: [decided()], action: action('OVERTURNED') }));
    expect(ended).toEqual({ code: 'ALREADY_APPEALED', appealId: 'appeal-1' });
    expect(appealRefusal(facts({ cases: [appeal({ status: 'WITHDRAWN' })] }))).toBeNull();
    const moot = appealRefusal(facts({ cases: [appeal({ status: 'MOOT' })], action: null }));
    expect(moot).toEqual({ code: 'DECISION_ENDED' });
  });
});

describe('a decision by a person', () => {
  test('is owed for what a machine alone decided against a customer', () => {
    const taking = DECISION_KINDS.filter(
      (kind) => humanDecisionRefusal(facts({ decision: { ...decision, kind } })) === null,
    );
    expect(taking).toEqual([
      'LINE_DECREASE',
      'SUSPENSION',
      'DRAWDOWN_RIGHT_ENDED',
      'TERMINATION_BY_NOTICE',
      'CLOSURE',
      'APPLICATION',
      'REPRICING',
    ]);
  });

  test('is not owed for an application that was granted', () => {
    const granted = { ...decision, kind: 'APPLICATION', grounds: 'CUSTOMER_REQUEST' } as const;
    expect(humanDecisionRefusal(facts({ decision: granted }))).toEqual({ code: 'NOT_APPEALABLE' });
  });

  test.each(['STAFF', 'CUSTOMER'] as const)('is not owed for one of %s', (madeBy) => {
    const refusal = humanDecisionRefusal(facts({ decision: { ...decision, madeBy } }));
    expect(refusal).toEqual({ code: 'NOT_AUTOMATED' });
  });

  test('is owed by the pack alone, also where nothing adverse was done', () => {
    expect(humanDecisionRefusal(facts({ pack: US }))).toEqual({ code: 'HUMAN_DECISION_NOT_OWED' });
    const mild = { ...decision, adverseAction: false, appealUntil: null };
    expect(humanDecisionRefusal(facts({ decision: mild }))).toBeNull();
    const late = humanDecisionRefusal(facts({ decision: mild, now: NOW + 400 * DAY_MS }));
    expect(late?.code).toBe('APPEAL_TOO_LATE');
  });
});

describe('a reconsideration', () => {
  const ask = (of: Appeal, over: Partial<FilingFacts> = {}) =>
    reconsiderationRefusal(of, facts({ cases: [of], ...over }));

  test.each(['UPHELD', 'MODIFIED'] as const)('is open once after %s, within its days', (kind) => {
    const of = decided({ kind });
    const until = reconsiderableUntil(of, CN) as number;
    expect(ask(of, { now: until - 1 })).toBeNull();
    expect(ask(of, { now: until })).toEqual({ code: 'APPEAL_TOO_LATE', until });
  });

  test('is not open after an overturning, a referral or a reconsideration', () => {
    expect(ask(decided({ kind: 'OVERTURNED' }))).toEqual({ code: 'NOT_APPEALABLE' });
    expect(ask(decided({}, { kind: 'REFERRAL' }))).toEqual({ code: 'NOT_APPEALABLE' });
    const last = ask(decided({}, { kind: 'RECONSIDERATION' }));
    expect(last).toEqual({ code: 'ALREADY_APPEALED', appealId: 'appeal-1' });
    for (const of of [
      decided({ kind: 'OVERTURNED' }),
      decided({}, { kind: 'REFERRAL' }),
      decided({}, { kind: 'RECONSIDERATION' }),
    ]) {
      expect(reconsiderableUntil(of, CN)).toBeNull();
    }
  });

  test('is not open while the case itself is, nor after it was withdrawn', () => {
    expect(ask(appeal())).toEqual({ code: 'APPEAL_PENDING', appealId: 'appeal-1' });
    expect(ask(appeal({ status: 'WITHDRAWN' }))).toEqual({ code: 'NOT_APPEALABLE' });
  });

  test('is one: a second is refused, unless the first was taken back', () => {
    const of = decided();
    const again = (over: Partial<Appeal>) =>
      appeal({ id: 'appeal-2', kind: 'RECONSIDERATION', reconsiders: of.id, ...over });
    const cases = (each: Appeal) => ({ cases: [of, each] });
    expect(ask(of, cases(again({})))).toEqual({ code: 'APPEAL_PENDING', appealId: 'appeal-2' });
    const second = ask(of, cases(again({ status: 'DECIDED', outcome: outcome() })));
    expect(second).toEqual({ code: 'ALREADY_APPEALED', appealId: 'appeal-2' });
    expect(ask(of, cases(again({ status: 'WITHDRAWN' })))).toBeNull();
  });
});

describe('who looks', () => {
  const reviewer = { subject: 'reviewer-1' };

  test('had no part in the decision, its cause, its closing or an earlier look', () => {
    const staff = (decidedBy: string) => ({ madeBy: 'STAFF', decidedBy }) as const;
    const machine = { madeBy: 'MACHINE', decidedBy: 'action-policy:actions-1' } as const;
    const closing = { requestedBy: 'agent-3', approvedBy: 'agent-2' };
    const earlier = [decided({ decidedBy: 'reviewer-9' }, { recused: ['agent-1'] })];
    const recused = recusedFrom([staff('agent-1'), machine], [closing], earlier);
    expect(recused).toEqual(['agent-1', 'agent-2', 'agent-3', 'reviewer-9']);
    const alone = { requestedBy: 'agent-3', approvedBy: null };
    expect(recusedFrom([machine], [alone], [])).toEqual(['agent-3']);
  });

  test('works on what he or she has taken, while it does not wait', () => {
    const own = appeal({ status: 'ASSIGNED', assignedTo: 'reviewer-1' });
    expect(workRefusal(own, reviewer)).toBeNull();
    expect(workRefusal(own, { subject: 'reviewer-2' })).toEqual({ code: 'NOT_ASSIGNED_TO_YOU' });
    expect(workRefusal(appeal(), reviewer)).toEqual({ code: 'NOT_ASSIGNED_TO_YOU' });
    const clock = paused(own, CN, { question: 'Why?', now: NOW });
    if (!clock) throw new Error('it may not stand');
    const until = clock.pauses[0]?.atMostUntil as number;
    const waiting: Appeal = { ...own, status: 'WAITING', clock };
    expect(workRefusal(waiting, reviewer)).toEqual({ code: 'APPEAL_WAITING', until });
    expect(asOf(waiting, CN, until - 1)).toBe(waiting);
    expect(workRefusal(asOf(waiting, CN, until), reviewer)).toBeNull();
    expect(asOf(own, CN, until)).toBe(own);
  });

  test('approves what is exceptional as somebody who neither has nor has had the case', () => {
    const left = { subject: 'reviewer-3', from: 0, until: 1, because: 'RELEASED' } as const;
    const formerReviewers = [left];
    const own = appeal({ status: 'ASSIGNED', assignedTo: 'reviewer-1', formerReviewers });
    expect(approvalRefusal(own, reviewer)).toEqual({ code: 'SECOND_REVIEWER_NEEDED' });
    const former = approvalRefusal(own, { subject: 'reviewer-3' });
    expect(former).toEqual({ code: 'SECOND_REVIEWER_NEEDED' });
    expect(approvalRefusal(own, { subject: 'reviewer-2' })).toBeNull();
    expect(approvalRefusal(own, { subject: 'agent-1' })).toEqual({ code: 'RECUSED' });
    const ended = approvalRefusal(decided(), { subject: 'reviewer-2' });
    expect(ended).toEqual({ code: 'APPEAL_ENDED', status: 'DECIDED' });
  });
});
