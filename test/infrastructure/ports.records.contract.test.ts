/** What every store promises of closures, the audit trail and imports. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Customer } from '../../src/application/ports.js';
import type { OutboxMessage } from '../../src/application/record-ports.js';
import { makeAuditEntry } from '../../src/domain/audit-trail/audit-entry.js';
import type { Closure } from '../../src/domain/credit-account/closure-record.js';
import { type Decision, OWN_DECISION } from '../../src/domain/credit-account/decision.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { anAccount, aProduct, givenCustomer, newId } from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

function aClosure(customer: Customer): { closure: Closure; decision: Decision } {
  const { id: accountId, customerId } = anAccount(customer, aProduct());
  const decision = aDecision(customerId, accountId);
  const closure: Closure = {
    id: newId(),
    accountId,
    customerId,
    outcome: 'RUN_OFF',
    motive: null,
    revoked: ['PAY', 'DRAW'],
    requestedAt: NOW,
    effectiveAt: NOW,
    requestedBy: '主体 “x”',
    requestedAs: 'borrower',
    decisionId: decision.id,
    assessmentBeforeId: null,
    assessmentAfterId: newId(),
    scoreBefore: null,
    scoreAfter: 700,
    scorecardVersion: 'expert-1',
    packEdition: 'CN-2021',
    auditEntryId: newId(),
    kind: 'ON_BEHALF',
    requestId: newId(),
    cause: 'FRAUD',
    approvedBy: 'agent-2',
    quoteId: null,
    stopped: ['AUTOPAY'],
    releasedHolds: [newId()],
    linkedLimits: [],
    limitPolicyVersion: 'limits-1',
    restrictions: [{ ruleId: 'frequent-closing', until: '2027-05-24' }],
    limitCountsUntil: null,
    protectedValues: { utilization_mean: 0.25, utilization_now: null },
    signals: ['DELEVERAGING'],
    qualitySegment: true,
    conditions: [{ code: 'SCORE_AT_LEAST', score: 600 }],
  };
  return { closure, decision };
}

const aDecision = (customerId: string, accountId: string | null): Decision => ({
  id: newId(),
  customerId,
  accountId,
  kind: 'CLOSURE',
  grounds: 'CUSTOMER_REQUEST',
  reasons: [{ code: 'CLOSED_AT_CUSTOMER_REQUEST', values: { line: '“A”' } }],
  adverseAction: false,
  decidedAt: NOW,
  decidedBy: '主体 “x”',
  assessmentId: newId(),
  packEdition: 'CN-2021',
  limitPolicyVersion: null,
  ...OWN_DECISION,
});

describeStores((open) => {
  let store: Store;
  let customer: Customer;
  beforeAll(async () => {
    store = await open();
    customer = await givenCustomer(store.ports);
  });

  describe('closures', () => {
    test('come back as they were, with their decisions', async () => {
      const { closures } = store.ports;
      const { closure, decision } = aClosure(customer);
      await closures.add(closure, [decision]);
      expect(await closures.find([closure.id, newId()])).toEqual([closure]);
      expect(await closures.decisions([decision.id, newId()])).toEqual([decision]);
      expect(await closures.find([])).toEqual([]);
      expect(await closures.decisions([])).toEqual([]);
      expect(await closures.ofAccounts([closure.accountId, newId()])).toEqual([closure]);
      expect(await closures.ofAccounts([])).toEqual([]);
    });

    test('decisions on lines come newest first, so many of each line', async () => {
      const { closures } = store.ports;
      const [line, other] = [newId(), newId()];
      const [first, second, third] = [line, line, line].map((id) => aDecision(customer.id, id));
      const alone = aDecision(customer.id, other);
      const application = aDecision(customer.id, null);
      if (!first || !second || !third) throw new Error('too few decisions');
      await closures.addDecisions([alone, third, application, first, second]);
      await closures.addDecisions([]);
      expect(await closures.decisionsOf([line], 9)).toEqual([third, second, first]);
      // A line with many leaves room for a line with one.
      const two = [alone, third, second].sort((a, b) => (a.id < b.id ? 1 : -1));
      expect(await closures.decisionsOf([line, other], 2)).toEqual(two);
      expect(await closures.decisionsOf([], 9)).toEqual([]);
      expect(await closures.decisions([application.id])).toEqual([application]);
    });

    test('a decision without recorded reasons is none, nor one with more than are useful', async () => {
      const { closures, inTransaction } = store.ports;
      const reason = { code: 'A_REASON', values: {} };
      const four = [reason, reason, reason, reason];
      const { closure, decision } = aClosure(customer);
      const before = await store.dump();
      for (const [reasons, fault] of [
        [[], 'has no reasons'],
        [[...four, reason], 'has 5 reasons'],
        [[{ ...reason, code: ' ' }], 'without a code'],
      ] as const) {
        const wrong = { ...aDecision(customer.id, newId()), reasons };
        const alone = inTransaction(() => closures.addDecisions([wrong]));
        await expect(alone).rejects.toThrow(fault);
        const ofClosing = inTransaction(() => closures.add(closure, [decision, wrong]));
        await expect(ofClosing).rejects.toThrow(fault);
      }
      expect(await store.dump()).toEqual(before);
      const right = { ...aDecision(customer.id, newId()), reasons: four };
      await closures.addDecisions([right]);
      expect(await closures.decisions([right.id])).toEqual([right]);
    });

    test('a line is closed once', async () => {
      const { closures, inTransaction } = store.ports;
      const { closure, decision } = aClosure(customer);
      await closures.add(closure, [decision]);
      const again = { ...closure, id: newId() };
      const second = inTransaction(() => closures.add(again, [{ ...decision, id: newId() }]));
      await expect(second).rejects.toThrow();
      expect(await closures.find([again.id])).toEqual([]);
    });
  });

  test('an audit entry comes back to the byte', async () => {
    const { auditTrail } = store.ports;
    const content = { type: 'test', text: `“${'x'.repeat(9_000)}” 关闭 😀 \\u0041 \n`, n: 1.5 };
    const input = { id: newId(), occurredAt: NOW, content, salt: systemEntropy.salt() };
    const entry = makeAuditEntry(input, systemEntropy.sha256);
    await auditTrail.append(customer.id, [entry]);
    await auditTrail.append(customer.id, []);
    expect(await auditTrail.find([entry.id, newId()])).toEqual([entry]);
    expect(await auditTrail.find([])).toEqual([]);
  });

  test('one pseudonym stands for a subject, another for each other, and none names it', () => {
    const { auditTrail } = store.ports;
    const subjects = ['agent-1', 'agent-2', '主体 “x”'];
    const pseudonyms = subjects.map(auditTrail.pseudonymOf);
    expect(subjects.map(auditTrail.pseudonymOf)).toEqual(pseudonyms);
    expect(new Set(pseudonyms).size).toBe(subjects.length);
    for (const each of pseudonyms) expect(each).toMatch(/^staff\.[A-Za-z0-9_-]{43}$/);
  });

  test('messages are kept in full, each id once', async () => {
    const aMessage = (): OutboxMessage => ({
      id: newId(),
      customerId: customer.id,
      type: 'clearline.test.v1',
      subject: newId(),
      occurredAt: NOW,
      data: { schemaVersion: 1, text: '关闭', list: ['a', null, 1.5] },
    });
    const messages = [aMessage(), aMessage()];
    const { outbox } = store.ports;
    const before = (await store.outbox()).length;
    await outbox.append([]);
    await outbox.append(messages);
    const kept = (await store.outbox()).slice(before);
    const said = messages.map(({ type, subject, data }) => ({ type, subject, data }));
    expect(kept).toMatchObject(said);
    const [first] = messages;
    if (first) await expect(outbox.append([first])).rejects.toThrow();
  });

  test('an import claims each record of a source once', async () => {
    const { imports } = store.ports;
    const aRecord = (sourceKey: string) => ({
      source: 'taiwan',
      sourceKey,
      customerId: newId(),
      importedAt: NOW,
    });
    const records = ['1', '2', '第3'].map(aRecord);
    expect(await imports.claim([])).toEqual(new Set());
    expect(await imports.claim(records.slice(0, 2))).toEqual(new Set(['1', '2']));
    expect(await imports.claim([...records, aRecord('4')])).toEqual(new Set(['第3', '4']));
    expect(await imports.claim([{ ...aRecord('1'), source: 'other' }])).toEqual(new Set(['1']));
    const known = await imports.known('taiwan', ['1', '第3', '9']);
    const [first, , third] = records;
    expect(known).toEqual(
      new Map([
        ['1', first?.customerId],
        ['第3', third?.customerId],
      ]),
    );
    expect(await imports.known('taiwan', [])).toEqual(new Map());
    await imports.addProtectedAttributes([]);
    const attribute = { id: newId(), customerId: customer.id, name: 'SEX', value: '2' };
    await imports.addProtectedAttributes([attribute]);
    expect(await store.count('protected_attribute')).toBe(1);
  });
});
