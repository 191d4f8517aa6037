/** What every store promises of identities, legal holds, and what is kept and erased. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Customer } from '../../src/application/ports.js';
import type { Erasure, LegalHold } from '../../src/application/retention-ports.js';
import type { AppealStatus } from '../../src/domain/appeal/appeal.js';
import { makeAuditEntry, verifyReceipt } from '../../src/domain/audit-trail/audit-entry.js';
import { type Decision, OWN_DECISION } from '../../src/domain/credit-account/decision.js';
import type { ActionStatus } from '../../src/domain/platform-action/platform-action.js';
import type { RetentionClass } from '../../src/domain/policy/retention.js';
import { emptyDay } from '../../src/domain/risk-profile/activity-day.js';
import type { Assessment } from '../../src/domain/risk-profile/assessment.js';
import { startOfDay } from '../../src/domain/time.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { customerHash } from '../../src/infrastructure/persistence/retention.js';
import { aNotice, anAction, anAppeal, anEvidence } from '../support/decided.js';
import {
  aHold,
  aPlan,
  aStatement,
  givenCustomer,
  givenLines,
  newId,
} from '../support/portfolio.js';
import { DAY_MS, describeStores, HOUR_MS, NOW, type Store } from '../support/stores.js';

const anIdentity = (customerId: string, fullName = 'Wang 小明') => ({
  customerId,
  fullName,
  email: 'demo@example.com',
  phone: null,
  postalAddress: null,
  recordedAt: NOW,
});

const aLegalHold = (customerId: string): LegalHold => ({
  id: newId(),
  customerId,
  reason: 'A dispute “before court”',
  placedBy: 'reviewer-1',
  placedAt: NOW,
  liftedBy: null,
  liftedAt: null,
});

const anErasure = (over: Partial<Erasure> = {}): Erasure => ({
  id: newId(),
  customerHash: null,
  what: 'RAW_EVENTS',
  before: '2026-11-10',
  rows: 12,
  erasedAt: NOW,
  ...over,
});

const aDecision = (customerId: string, over: Partial<Decision> = {}): Decision => ({
  id: newId(),
  customerId,
  accountId: newId(),
  kind: 'LINE_DECREASE',
  grounds: 'BEHAVIOUR',
  reasons: [{ code: 'NEVER_USED', values: {} }],
  adverseAction: true,
  decidedAt: NOW,
  decidedBy: 'system',
  assessmentId: null,
  packEdition: 'CN-2021',
  limitPolicyVersion: null,
  ...OWN_DECISION,
  madeBy: 'MACHINE',
  ...over,
});

const anAssessment = (customerId: string, assessedAt: number): Assessment => ({
  id: newId(),
  customerId,
  assessedAt,
  trigger: 'OPENING',
  scorecardVersion: 'expert-1',
  values: { limit_total: 5_000 },
  score: 612,
  probabilityOfDefault: 0.1,
  band: 'C',
  rules: null,
  protection: null,
  bureauId: null,
});

const income = (customerId: string, occurredAt: number) => ({
  id: newId(),
  customerId,
  occurredAt,
  kind: 'LINE_CLOSED' as const,
});

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);

describeStores((open) => {
  let store: Store;
  let customer: Customer;
  beforeEach(async () => {
    store = await open();
    customer = await givenCustomer(store.ports);
  });

  test('identities are kept once for a customer; a later one takes the place', async () => {
    const { identities } = store.ports;
    const other = await givenCustomer(store.ports);
    await identities.save([]);
    await identities.save([anIdentity(customer.id), anIdentity(other.id)]);
    await identities.save([anIdentity(customer.id, 'Wang 大明')]);
    const found = await identities.find([customer.id, other.id, newId()]);
    const names = new Map(found.map(({ customerId, fullName }) => [customerId, fullName]));
    expect(names).toEqual(
      new Map([
        [customer.id, 'Wang 大明'],
        [other.id, 'Wang 小明'],
      ]),
    );
    expect(await identities.find([other.id])).toEqual([anIdentity(other.id)]);
    expect(await identities.find([])).toEqual([]);
  });

  test('legal holds are lifted once, and stay on record', async () => {
    const { legalHolds } = store.ports;
    const [first, second] = [aLegalHold(customer.id), aLegalHold(customer.id)];
    for (const each of [second, first]) await legalHolds.add(each);
    await legalHolds.lift(first.id, 'reviewer-2', NOW + 5);
    await legalHolds.lift(first.id, 'reviewer-3', NOW + 9);
    await legalHolds.lift(newId(), 'reviewer-3', NOW + 9);
    const lifted = { ...first, liftedBy: 'reviewer-2', liftedAt: NOW + 5 };
    expect(await legalHolds.find([first.id, newId()])).toEqual([lifted]);
    expect(await legalHolds.find([])).toEqual([]);
    expect(await legalHolds.ofCustomer(customer.id, 9)).toEqual([second, lifted]);
    expect(await legalHolds.ofCustomer(customer.id, 1)).toEqual([second]);
    expect(await legalHolds.ofCustomer(newId(), 9)).toEqual([]);
  });

  test('due are customers whose day has come and whom no hold protects, by id', async () => {
    const { retention, legalHolds, customers } = store.ports;
    const all = [customer];
    for (let more = 0; more < 4; more += 1) all.push(await givenCustomer(store.ports));
    const [first, second, third, held, reopened] = all.map(({ id }) => id) as [string, ...string[]];
    const end = (id: string | undefined, eraseOn: string) =>
      retention.setRelationshipEnd(id ?? '', '2016-11-25', eraseOn);
    await end(third, '2026-11-25');
    await end(first, '2026-11-24');
    await end(second, '2026-11-26');
    for (const id of [held, reopened]) await end(id, '2020-01-01');
    await retention.setRelationshipEnd(reopened ?? '', null, null);
    const hold = aLegalHold(held ?? '');
    await legalHolds.add(hold);
    const due = async (today: string, after: string | null = null, limit = 9) =>
      (await retention.dueCustomers(today, { after, limit })).map(({ customerId }) => customerId);
    expect(await retention.dueCustomers('2026-11-25', { after: null, limit: 1 })).toEqual([
      { customerId: first, jurisdiction: 'CN', relationshipEndedOn: '2016-11-25' },
    ]);
    expect(await due('2026-11-25')).toEqual([first, third]);
    expect(await due('2026-11-25', first)).toEqual([third]);
    expect(await due('2026-11-23')).toEqual([]);
    await legalHolds.lift(hold.id, 'reviewer-2', NOW);
    expect(await due('2026-11-25')).toEqual([first, third, held]);
    // Who a customer is stays what it was.
    expect(await customers.find([customer.id])).toEqual([customer]);
  });

  describe('whole customers', () => {
    /** A customer with something of nearly everything. */
    async function givenEverything() {
      const { ports } = store;
      const given = await givenLines(ports, [{ position: { principalMinor: 5_000 } }]);
      const { customer: own, account } = given;
      const content = { type: 'test', canary: `canary-${own.id}` };
      const input = { id: newId(), occurredAt: NOW + 1_234, content, salt: systemEntropy.salt() };
      const entry = makeAuditEntry(input, systemEntropy.sha256);
      await ports.auditTrail.append(own.id, [entry]);
      await ports.identities.save([anIdentity(own.id, `canary-${own.id}`)]);
      await ports.closures.addDecisions([aDecision(own.id, { decidedBy: `canary-${own.id}` })]);
      await ports.activities.add([income(own.id, NOW)], NOW);
      await ports.activities.saveDays([emptyDay(own.id, '2026-11-25')]);
      await ports.books.addHold(aHold(account));
      await ports.books.addPlans([aPlan(account)]);
      await ports.books.addStatements([aStatement(account)]);
      await ports.riskProfiles.add([anAssessment(own.id, NOW)]);
      const owner = { customerId: own.id };
      await ports.platformActions.add([anAction(owner)]);
      await ports.notices.add([aNotice(owner)]);
      await ports.appeals.add(anAppeal(owner, { statement: `canary-${own.id}` }));
      const { evidence, pieces } = anEvidence(owner, ['a document']);
      const uploadId = newId();
      await ports.evidence.keepPiece(own.id, uploadId, 0, pieces[0] as Uint8Array);
      await ports.inTransaction(() => ports.evidence.complete(evidence, uploadId));
      const looked = { actor: 'agent-1', role: 'agent', purpose: 'LEGAL', isStated: true } as const;
      await ports.fileAccesses.add([
        { ...looked, id: newId(), customerId: own.id, parts: [], at: NOW },
      ]);
      const scope = { subject: own.id, operation: 'op', key: `canary-${own.id}` };
      await ports.idempotencyKeys.claim(scope, 'hash', NOW, 0);
      return { customerId: own.id, account, entry };
    }

    test('are told of with everything, and erased with everything but the leaf', async () => {
      const { ports } = store;
      const [gone, stays] = [await givenEverything(), await givenEverything()];
      const { retention, auditTrail } = ports;
      const before = await retention.everythingOf(stays.customerId);
      const told = await retention.everythingOf(gone.customerId);
      expect(JSON.stringify([...told]).split(`canary-${gone.customerId}`).length).toBeGreaterThan(
        3,
      );
      expect(JSON.stringify([...told])).not.toContain(stays.customerId);
      const erased = await ports.inTransaction(() => retention.eraseCustomers([gone.customerId]));
      for (const [table, rows] of told)
        expect([table, erased.get(table)]).toEqual([table, rows.length]);
      expect([...erased.keys()].sort()).toEqual([...told.keys()].sort());
      expect(await retention.everythingOf(gone.customerId)).toEqual(new Map());
      expect(JSON.stringify(await store.dump())).not.toContain(gone.customerId);
      const [leaf] = await auditTrail.find([gone.entry.id]);
      const bare = { contentJson: '', saltBase64: '', occurredAt: NOW - (NOW % HOUR_MS) };
      expect(leaf).toEqual({ ...gone.entry, ...bare });
      // The receipt that the customer kept goes on verifying against the leaf that stayed.
      const check = verifyReceipt(gone.entry, leaf?.leafHashBase64 ?? '', systemEntropy.sha256);
      expect(check).toEqual({ valid: true });
      expect(await retention.everythingOf(stays.customerId)).toEqual(before);
    });

    test('under a hold, or without a name, are left out', async () => {
      const { ports } = store;
      const [held, free] = [await givenEverything(), await givenEverything()];
      await ports.legalHolds.add(aLegalHold(held.customerId));
      await ports.auditTrail.append(
        '',
        [free.entry].map((entry) => ({ ...entry, id: newId() })),
      );
      const before = await store.dump();
      const erase = (ids: readonly string[]) =>
        ports.inTransaction(() => ports.retention.eraseCustomers(ids));
      expect(await erase([])).toEqual(new Map());
      expect(await erase([held.customerId, '', newId()])).toEqual(new Map());
      expect(await store.dump()).toEqual(before);
      const erased = await erase([held.customerId, free.customerId]);
      expect(erased.get('customer')).toBe(1);
      expect(await ports.customers.find([held.customerId, free.customerId])).toHaveLength(1);
    });
  });

  describe('classes', () => {
    const BEFORE = '2026-11-10';
    const BEGAN = startOfDay(BEFORE, 'Asia/Shanghai');
    const erase = (what: RetentionClass, limit = 9, jurisdiction = 'CN') =>
      store.ports.inTransaction(() =>
        store.ports.retention.eraseClass(what, jurisdiction, BEFORE, limit),
      );

    test('raw events lose what they told and are known again; none is left after some', async () => {
      const { activities, legalHolds } = store.ports;
      const held = await givenCustomer(store.ports);
      const foreign = await givenCustomer(store.ports, { jurisdiction: 'EU' });
      await legalHolds.add(aLegalHold(held.id));
      const old = [1, 2, 3].map((ago) => income(customer.id, BEGAN - ago));
      const others = [
        income(customer.id, BEGAN),
        income(held.id, BEGAN - 1),
        income(foreign.id, BEGAN - DAY_MS),
      ];
      await activities.add([...old, ...others], NOW);
      expect(await erase('RAW_EVENTS', 2)).toBe(2);
      expect(await erase('RAW_EVENTS', 2)).toBe(1);
      expect(await erase('RAW_EVENTS', 2)).toBe(0);
      expect(await activities.known(old.map(({ id }) => id))).toHaveProperty('size', 3);
      expect(await erase('RAW_EVENTS', 9, 'EU')).toBe(1);
    });

    test('daily buckets go with the activities of as long ago', async () => {
      const { activities } = store.ports;
      const days = ['2026-11-07', '2026-11-08', '2026-11-09', BEFORE];
      await activities.saveDays(days.map((day) => emptyDay(customer.id, day)));
      const [old, young] = [income(customer.id, BEGAN - 1), income(customer.id, BEGAN)];
      await activities.add([old, young], NOW);
      expect(await erase('CLOSURE_COUNTERS')).toBe(0);
      expect(await erase('DAILY_BUCKETS', 2)).toBe(3);
      expect(await erase('DAILY_BUCKETS', 2)).toBe(1);
      expect(await erase('DAILY_BUCKETS', 2)).toBe(0);
      const left = await activities.days([customer.id], '2020-01-01', '2030-01-01');
      expect(left.map(({ day }) => day)).toEqual([BEFORE]);
      expect(await activities.known([old.id, young.id])).toEqual(new Set([young.id]));
    });

    test('of assessments the newest stays, and what a decision was made on', async () => {
      const { riskProfiles, closures } = store.ports;
      const other = await givenCustomer(store.ports);
      const old = [3, 2, 1].map((ago) => anAssessment(customer.id, BEGAN - ago));
      const young = anAssessment(customer.id, BEGAN);
      const last = anAssessment(other.id, BEGAN - 9);
      await riskProfiles.add([...old, young, last]);
      const assessmentId = old[1]?.id ?? null;
      await closures.addDecisions([aDecision(customer.id, { assessmentId })]);
      expect(await erase('TREND_AGGREGATES', 1)).toBe(1);
      expect(await erase('TREND_AGGREGATES', 9)).toBe(1);
      expect(await erase('TREND_AGGREGATES', 9)).toBe(0);
      const left = await riskProfiles.byId([...old, young, last].map(({ id }) => id));
      expect(left.sort(byId)).toEqual([old[1], young, last]);
    });

    test('of decisions go the old ones that the customer did not ask for', async () => {
      const { closures } = store.ports;
      const old = [1, 2].map((ago) => aDecision(customer.id, { decidedAt: BEGAN - ago }));
      const others = [
        aDecision(customer.id, { decidedAt: BEGAN }),
        aDecision(customer.id, { decidedAt: BEGAN - 1, grounds: 'CUSTOMER_REQUEST' }),
      ];
      await closures.addDecisions([...old, ...others]);
      expect(await erase('ADVERSE_ACTION_EVIDENCE', 1)).toBe(1);
      expect(await erase('ADVERSE_ACTION_EVIDENCE', 9)).toBe(1);
      expect(await erase('ADVERSE_ACTION_EVIDENCE', 9)).toBe(0);
      const left = await closures.decisions([...old, ...others].map(({ id }) => id));
      expect(left.sort(byId)).toEqual(others);
    });

    describe('with an old decision', () => {
      const grounds = 'BEHAVIOUR';
      const old = { decidedAt: BEGAN - 1, grounds } as const;

      /** A decision with all that can come of one. */
      async function givenDecided(over: { action?: ActionStatus; appeal?: AppealStatus } = {}) {
        const { ports } = store;
        const owner = { customerId: customer.id };
        const decision = aDecision(customer.id, old);
        const { id: decisionId } = decision;
        const appeal = anAppeal(owner, { decisionId, status: over.appeal ?? 'DECIDED' });
        const { evidence, pieces } = anEvidence(owner, [decisionId, 'and more']);
        await ports.closures.addDecisions([decision]);
        const status = over.action ?? 'RETURNED';
        await ports.platformActions.add([anAction(owner, { id: decisionId, status })]);
        await ports.notices.add([aNotice(owner, { decisionId })]);
        await ports.appeals.add(appeal);
        const uploadId = newId();
        for (const [piece, bytes] of pieces.entries()) {
          await ports.evidence.keepPiece(customer.id, uploadId, piece, bytes);
        }
        await ports.inTransaction(() => ports.evidence.complete(evidence, uploadId));
        await ports.evidence.attach([evidence.id], appeal.id);
        return { decisionId, evidence, appeal };
      }

      /** How many rows of each kind are left. */
      const left = async (): Promise<number[]> => {
        const tables = ['decision', 'platform_action', 'notice', 'appeal', 'evidence'] as const;
        const counted: number[] = [];
        for (const table of [...tables, 'evidence_piece'] as const) {
          counted.push(await store.count(table));
        }
        return counted;
      };

      test('goes all that came of it, the documents too', async () => {
        const { evidence } = store.ports;
        await givenDecided();
        const other = anEvidence({ customerId: customer.id }, ['another']);
        const uploadId = newId();
        await evidence.keepPiece(customer.id, uploadId, 0, other.pieces[0] as Uint8Array);
        await store.ports.inTransaction(() => evidence.complete(other.evidence, uploadId));
        expect(await left()).toEqual([1, 1, 1, 1, 2, 3]);
        expect(await erase('ADVERSE_ACTION_EVIDENCE')).toBe(1 + 1 + 1 + 1 + 1 + 2);
        // What no appeal has named yet is not old evidence of anything.
        expect(await left()).toEqual([0, 0, 0, 0, 1, 1]);
        expect(await erase('ADVERSE_ACTION_EVIDENCE')).toBe(0);
      });

      test.each([
        { action: 'IN_FORCE' },
        { action: 'PENDING' },
        { appeal: 'OPEN' },
        { appeal: 'ASSIGNED' },
        { appeal: 'WAITING' },
      ] as const)('goes nothing while it is not over: %j', async (over) => {
        await givenDecided(over);
        expect(await erase('ADVERSE_ACTION_EVIDENCE')).toBe(0);
        expect(await left()).toEqual([1, 1, 1, 1, 1, 2]);
      });

      test('a document stays that a later appeal names too', async () => {
        const { evidence, appeals, closures } = store.ports;
        const first = await givenDecided();
        const young = aDecision(customer.id, { decidedAt: BEGAN });
        await closures.addDecisions([young]);
        const later = anAppeal({ customerId: customer.id }, { decisionId: young.id });
        await appeals.add(later);
        await evidence.attach([first.evidence.id], later.id);
        expect(await erase('ADVERSE_ACTION_EVIDENCE')).toBe(4);
        expect(await left()).toEqual([1, 0, 0, 1, 1, 2]);
      });
    });

    test('records of transactions and identity go with whole customers only', async () => {
      await store.ports.identities.save([{ ...anIdentity(customer.id), recordedAt: 0 }]);
      expect(await erase('TRANSACTION_RECORDS')).toBe(0);
      expect(await erase('IDENTITY_RECORDS')).toBe(0);
      expect(await store.ports.identities.find([customer.id])).toHaveLength(1);
      await expect(erase('RAW_EVENTS', 9, 'XX')).rejects.toThrow('no pack knows');
    });
  });

  test('the list of erasures is read in order from any place; it names nobody', async () => {
    const { retention } = store.ports;
    const all = [
      anErasure(),
      anErasure({ what: 'CUSTOMER', customerHash: customerHash(customer.id), rows: 90 }),
      anErasure({ what: 'SOURCE:SOCIAL', customerHash: customerHash(customer.id) }),
    ];
    const [first, second, third] = all as [Erasure, Erasure, Erasure];
    await retention.addErasures([]);
    await retention.addErasures([third, first]);
    await retention.addErasures([second]);
    expect(await retention.erasures(null, 9)).toEqual(all);
    expect(await retention.erasures(first.id, 1)).toEqual([second]);
    expect(await retention.erasures(third.id, 9)).toEqual([]);
    expect(await retention.knownErasures([second.id, newId()])).toEqual(new Set([second.id]));
    expect(await retention.knownErasures([])).toEqual(new Set());
    await expect(retention.addErasures([first])).rejects.toThrow();
  });

  test('a hash finds its customer among all', async () => {
    const { retention } = store.ports;
    const others = Array.from({ length: 1_001 }, () => ({ ...customer, id: newId() }));
    await store.ports.inTransaction(() => store.ports.customers.add(others));
    const last = others.at(-1)?.id ?? '';
    const hashes = new Set([customerHash(customer.id), customerHash(last), customerHash('x')]);
    expect(await retention.customersByHash(hashes)).toEqual([customer.id, last]);
    expect(await retention.customersByHash(new Set())).toEqual([]);
    // SHA-256 of the text, so that every tool can make it.
    expect(customerHash('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    await retention.settle();
  });
});
