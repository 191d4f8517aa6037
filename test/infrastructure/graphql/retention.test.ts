/** What is kept, over HTTP: the schedule, the customer's copy of everything, and legal holds. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PERSONAS, type Persona } from '../../../src/infrastructure/identity/demo-issuer.js';
import { plantCanaries } from '../../support/canaries.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { type Given, givenLines, newId } from '../../support/portfolio.js';
import { describeDatabases } from '../../support/stores.js';

const EXPORT = '{ exportMyData { madeAt format document bytes sha256 } }';
const SCHEDULE = `query($customerId: ID!) { retentionSchedule(customerId: $customerId) {
  asOf packEdition relationshipEndedOn eraseOn heldSince
  classes { retentionClass records purpose from period countedFrom until source why } } }`;
const HOLD = 'legalHold { id customerId reason placedBy placedAt liftedBy liftedAt }';
const ERRORS = 'errors { __typename code message path }';
const PLACE = `mutation($input: PlaceLegalHoldInput!) {
  placeLegalHold(input: $input) { ${HOLD} ${ERRORS} } }`;
const LIFT = `mutation($input: LiftLegalHoldInput!) {
  liftLegalHold(input: $input) { ${HOLD} ${ERRORS} } }`;
const HOLDS = `query($customerId: ID!) {
  legalHolds(customerId: $customerId) { id reason placedBy liftedBy } }`;

interface Held {
  legalHold: { id: string; reason: string; liftedAt: string | null } | null;
  errors: { __typename: string; code: string; path: string[] }[];
}
interface Answers {
  exportMyData: { document: string; bytes: number; sha256: string; format: string } | null;
  retentionSchedule: {
    heldSince: string | null;
    relationshipEndedOn: string | null;
    classes: { retentionClass: string; records: string[]; from: string; until: string | null }[];
  } | null;
  placeLegalHold: Held;
  liftLegalHold: Held;
  legalHolds: { id: string; reason: string; liftedBy: string | null }[];
}

describeDatabases((open) => {
  let gateway: Gateway;
  let given: Given;
  let customerId: string;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  beforeEach(async () => {
    given = await givenLines(gateway.store.ports);
    customerId = given.customer.id;
  });
  afterAll(() => gateway?.close());

  const borrower = (subject = customerId) => ({ persona: 'borrower-clear', subject }) as const;
  const staff = (Object.keys(PERSONAS) as Persona[]).filter((each) => !/^borrower/.test(each));
  const ask = async (as: As, query: string, variables: object = { customerId }, headers = {}) => {
    const answer = await gateway.query<Answers>(as, query, variables, { headers });
    expect(answer.errors).toEqual([]);
    if (!answer.data) throw new Error(answer.text);
    return answer.data;
  };
  const codeOf = async (as: As, query: string) =>
    (await gateway.query(as, query, { customerId })).errors[0]?.extensions.code;
  const place = async (over: object = {}, as: As = 'reviewer') => {
    const input = { customerId, reason: 'A dispute', idempotencyKey: newId(), ...over };
    return (await ask(as, PLACE, { input })).placeLegalHold;
  };
  const lift = async (legalHoldId = newId(), as: As = 'reviewer') =>
    (await ask(as, LIFT, { input: { legalHoldId, idempotencyKey: newId() } })).liftLegalHold;
  const audited = async () => {
    const entries = await gateway.store.auditEntries();
    return entries.map(({ contentJson }) => JSON.parse(contentJson)).slice(-1)[0];
  };

  test('the copy of everything is a JSON document that its hash fits', async () => {
    const { canaries } = await plantCanaries(gateway.store.ports, given);
    const { exportMyData } = await ask(borrower(), EXPORT);
    if (!exportMyData) throw new Error('no export');
    const { document, bytes, sha256, format } = exportMyData;
    expect(format).toBe('clearline-export-1');
    expect(JSON.parse(document)).toMatchObject({ format, customerId });
    expect(document).toContain(canaries['customer_identity.document']);
    expect(bytes).toBe(Buffer.byteLength(document));
    expect(sha256).toBe(createHash('sha256').update(document).digest('hex'));
  });

  test('the copy is the customer’s alone, null where nothing is kept, and costs what it is worth', async () => {
    for (const persona of staff) expect(await codeOf(persona, EXPORT)).toBe('FORBIDDEN');
    expect(await ask(borrower(newId()), EXPORT)).toEqual({ exportMyData: null });
    const thrice = `{ ${['a', 'b', 'c'].map((each) => `${each}: exportMyData { sha256 }`).join(' ')} }`;
    expect(await codeOf(borrower(), thrice)).toBe('QUERY_TOO_COSTLY');
  });

  test('the schedule says what is kept, what for, from when and until when, in both languages', async () => {
    const { retentionSchedule } = await ask(borrower(), SCHEDULE);
    expect(retentionSchedule).toMatchObject({
      asOf: '2026-11-25',
      relationshipEndedOn: null,
      eraseOn: null,
      heldSince: null,
    });
    const classes = retentionSchedule?.classes ?? [];
    const of = (name: string) => classes.find(({ retentionClass }) => retentionClass === name);
    expect(classes.length).toBe(7);
    expect(of('RAW_EVENTS')).toMatchObject({
      records: ['Activities, one by one.'],
      from: 'EVENT',
      period: '15 days from the day of the record.',
      countedFrom: '2026-11-25',
      until: '2026-12-10',
      source: 'house rule',
      why: expect.any(String),
    });
    const books = { from: 'RELATIONSHIP_END', countedFrom: null, until: null };
    expect(of('TRANSACTION_RECORDS')).toMatchObject(books);
    const zh = await ask(borrower(), SCHEDULE, { customerId }, { 'accept-language': 'zh' });
    for (const each of zh.retentionSchedule?.classes ?? []) {
      expect(`${each.records}${JSON.stringify(each)}`).toMatch(/\p{Script=Han}/u);
    }
  });

  test('the schedule is shown to whom the customer is, and to nobody for a customer who is not there', async () => {
    const seen = async (as: As, id = customerId) =>
      (await ask(as, SCHEDULE, { customerId: id })).retentionSchedule !== null;
    for (const persona of ['agent', 'reviewer', 'auditor', 'service'] as const) {
      expect(await seen(persona)).toBe(true);
    }
    for (const persona of ['analyst', 'partner'] as const) expect(await seen(persona)).toBe(false);
    expect(await seen(borrower(newId()))).toBe(false);
    for (const id of [newId(), 'x', '\u0000']) expect(await seen('agent', id)).toBe(false);
  });

  test('a hold is placed and lifted by a reviewer, is listed and audited without its reason', async () => {
    const { legalHold, errors } = await place();
    expect(errors).toEqual([]);
    expect(legalHold).toMatchObject({
      customerId,
      reason: 'A dispute',
      placedBy: 'reviewer-1',
      placedAt: '2026-11-25T04:00:00.000Z',
      liftedBy: null,
      liftedAt: null,
    });
    const legalHoldId = legalHold?.id;
    expect(await audited()).toMatchObject({ type: 'retention.legal-hold-placed', legalHoldId });
    expect(JSON.stringify(await audited())).not.toContain('dispute');
    const { retentionSchedule } = await ask(borrower(), SCHEDULE);
    expect(retentionSchedule?.heldSince).toBe('2026-11-25T04:00:00.000Z');
    const lifted = await lift(legalHoldId);
    expect(lifted.legalHold).toMatchObject({
      liftedBy: 'reviewer-1',
      liftedAt: expect.any(String),
    });
    expect(await audited()).toMatchObject({ type: 'retention.legal-hold-lifted', legalHoldId });
    const before = await gateway.store.count('audit_entry');
    expect(await lift(legalHoldId)).toEqual(lifted);
    expect(await gateway.store.count('audit_entry')).toBe(before);
    expect((await ask(borrower(), SCHEDULE)).retentionSchedule?.heldSince).toBeNull();
    for (const persona of ['reviewer', 'auditor'] as const) {
      expect((await ask(persona, HOLDS)).legalHolds).toMatchObject([{ id: legalHoldId }]);
    }
  });

  test('the same key places one hold, and another input is refused', async () => {
    const idempotencyKey = newId();
    const first = await place({ idempotencyKey });
    expect(await place({ idempotencyKey })).toEqual(first);
    expect((await ask('reviewer', HOLDS)).legalHolds.length).toBe(1);
    const other = await place({ idempotencyKey, reason: 'Another' });
    expect(other.errors).toMatchObject([{ __typename: 'IdempotencyKeyReused' }]);
  });

  test('holds are nobody else’s to place, lift or read', async () => {
    const { legalHold } = await place();
    const before = await gateway.store.dump();
    const others: As[] = [...staff.filter((each) => each !== 'reviewer'), borrower()];
    for (const as of others) {
      const refused = [{ __typename: 'Forbidden', code: 'FORBIDDEN' }];
      expect((await place({}, as)).errors).toMatchObject(refused);
      expect((await lift(legalHold?.id, as)).errors).toMatchObject(refused);
      if (as !== 'auditor') expect(await codeOf(as, HOLDS)).toBe('FORBIDDEN');
    }
    expect(await gateway.store.dump()).toEqual(before);
  });

  test('what does not exist or cannot be stored is told by name, and nothing is changed', async () => {
    const before = await gateway.store.dump();
    expect((await place({ customerId: newId() })).errors).toMatchObject([
      { __typename: 'NotFound', code: 'CUSTOMER_NOT_FOUND' },
    ]);
    expect((await lift()).errors).toMatchObject([
      { code: 'LEGAL_HOLD_NOT_FOUND', path: ['input', 'legalHoldId'] },
    ]);
    const wrong = { customerId: 'x', reason: '', idempotencyKey: 'k'.repeat(201) };
    const paths = (await place(wrong)).errors.map(({ path }) => path.join('.'));
    expect(paths).toEqual(['input.customerId', 'input.reason', 'input.idempotencyKey']);
    expect((await place({ reason: 'x'.repeat(1_001) })).errors.length).toBe(1);
    expect((await lift('x')).errors).toMatchObject([{ code: 'INVALID_INPUT' }]);
    expect(await gateway.store.dump()).toEqual(before);
  });
});
