/** Handing in documents and reading them: what is kept, what is refused, and who may see it. */
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { type Actor, ROLES, type Role } from '../../src/application/actor.js';
import {
  ArrivalEnded,
  type HandInInput,
  type HandInResult,
  handInEvidence,
  PIECE_BYTES,
} from '../../src/application/hand-in-evidence.js';
import type { Ports } from '../../src/application/ports.js';
import { readEvidence } from '../../src/application/read-evidence.js';
import { APPEAL_STATUSES, type Appeal, type AppealStatus } from '../../src/domain/appeal/appeal.js';
import {
  MAX_EVIDENCE_BYTES,
  MAX_EVIDENCE_LATELY,
  MAX_EVIDENCE_UNNAMED,
  UNUSED_DAYS,
} from '../../src/domain/appeal/evidence.js';
import { MAX_UNPACKED_BYTES } from '../../src/domain/appeal/packed.js';
import { systemEntropy } from '../../src/infrastructure/entropy.js';
import { borrowerOf } from '../support/actors.js';
import { anAppeal } from '../support/decided.js';
import { givenCustomer, newId } from '../support/portfolio.js';
import {
  joined,
  pdfOf,
  pdfStreamOf,
  STRANGERS,
  sampleJpeg,
  samplePdf,
  samplePng,
} from '../support/sample-documents.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';

const sha256 = (bytes: Uint8Array): string =>
  Buffer.from(systemEntropy.sha256(bytes)).toString('hex');

/** The bytes in chunks of a size, and how far they were asked for. */
function coming(bytes: Uint8Array, size = 65_536) {
  const asked = { bytes: 0 };
  async function* stream(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) {
      const chunk = bytes.subarray(at, at + size);
      asked.bytes += chunk.length;
      yield chunk;
    }
  }
  return { asked, stream: stream() };
}

const handedIn = (
  ports: Ports,
  actor: Actor,
  bytes: Uint8Array,
  input: HandInInput = { kind: 'INCOME_PROOF' },
): Promise<HandInResult> => handInEvidence(ports, actor, input, coming(bytes).stream);

function madeOf(result: HandInResult) {
  if ('refusal' in result) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.evidence;
}

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return pieces;
}

async function opened(open: () => Promise<Store>) {
  const store = await open();
  const customer = await givenCustomer(store.ports);
  return { ...store, customer, actor: borrowerOf(customer) };
}

describeStores((open) => {
  describe('a document', () => {
    test.each([
      ['application/pdf', samplePdf()],
      ['image/png', samplePng()],
      ['image/jpeg', sampleJpeg()],
    ] as const)('%s is kept as it is and written down', async (mediaType, bytes) => {
      const { ports, customer, actor, auditEntries, outbox } = await opened(open);
      const result = await handedIn(ports, actor, bytes, { kind: 'BANK_STATEMENT' });
      const evidence = madeOf(result);
      expect(result).toEqual({
        isNew: true,
        evidence: {
          id: evidence.id,
          customerId: customer.id,
          kind: 'BANK_STATEMENT',
          mediaType,
          bytes: bytes.length,
          sha256: sha256(bytes),
          uploadedAt: NOW,
          uploadedBy: actor.subject,
          appealId: null,
        },
      });
      expect(await ports.evidence.ofCustomer(customer.id, 10)).toEqual([evidence]);
      const read = await readEvidence(ports, actor, evidence.id);
      expect(joined(...(await bytesOf(read?.content ?? coming(bytes).stream)))).toEqual(bytes);
      expect(read?.evidence).toEqual(evidence);
      const [entry, ...more] = await auditEntries();
      expect(more).toEqual([]);
      expect(JSON.parse(entry?.contentJson ?? '')).toMatchObject({
        type: 'evidence.handed-in',
        evidenceId: evidence.id,
        customerId: customer.id,
        sha256: sha256(bytes),
        bytes: bytes.length,
        requestedBy: actor.subject,
      });
      expect(await outbox()).toEqual([]);
    });

    test('comes in chunks of any size and is kept in pieces of one', async () => {
      const { ports, actor } = await opened(open);
      const bytes = samplePdf('a long one', 2 * PIECE_BYTES + 5_000);
      for (const size of [7_001, PIECE_BYTES, bytes.length]) {
        const { stream } = coming(bytes, size);
        const evidence = madeOf(
          await handInEvidence(
            ports,
            actor,
            { kind: 'OTHER', announcedBytes: bytes.length },
            stream,
          ),
        );
        const read = await readEvidence(ports, actor, evidence.id);
        const pieces = await bytesOf(read?.content ?? stream);
        expect(pieces.map(({ length }) => length)).toEqual([
          PIECE_BYTES,
          PIECE_BYTES,
          bytes.length - 2 * PIECE_BYTES,
        ]);
        expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
      }
    });

    test('that the customer has handed in before is the first one', async () => {
      const { ports, actor, clock, auditEntries, count } = await opened(open);
      const first = await handedIn(ports, actor, samplePng());
      clock.advance(1_000);
      const again = await handedIn(ports, actor, samplePng());
      expect(again).toEqual({
        evidence: { ...madeOf(first), uploadedAt: NOW + 1_000 },
        isNew: false,
      });
      expect(await ports.evidence.find([madeOf(first).id])).toEqual([madeOf(again)]);
      expect(await auditEntries()).toHaveLength(1);
      expect([await count('evidence'), await count('evidence_piece')]).toEqual([1, 1]);
      const other = await givenCustomer(ports);
      const another = await handedIn(ports, borrowerOf(other), samplePng());
      expect(another).toMatchObject({ isNew: true, evidence: { customerId: other.id } });
    });

    test('is of the kind that it is said to be last, as long as no appeal names it', async () => {
      const { ports, actor, customer, auditEntries, count } = await opened(open);
      const first = madeOf(await handedIn(ports, actor, samplePng(), { kind: 'OTHER' }));
      const again = await handedIn(ports, actor, samplePng(), { kind: 'INCOME_PROOF' });
      expect(again).toEqual({ evidence: { ...first, kind: 'INCOME_PROOF' }, isNew: false });
      expect(await ports.evidence.ofCustomer(customer.id, 10)).toEqual([madeOf(again)]);
      expect([await count('evidence'), await count('evidence_piece')]).toEqual([1, 1]);
      const kinds = (await auditEntries()).map(({ contentJson }) => JSON.parse(contentJson ?? ''));
      expect(kinds.map(({ kind, evidenceId }) => [kind, evidenceId])).toEqual([
        ['OTHER', first.id],
        ['INCOME_PROOF', first.id],
      ]);
    });

    test('is another one under another kind once an appeal names it', async () => {
      const { ports, actor, customer, clock, auditEntries } = await opened(open);
      const first = madeOf(await handedIn(ports, actor, samplePng(), { kind: 'OTHER' }));
      const appealId = newId();
      await ports.evidence.attach([first.id], appealId);
      clock.advance(1_000);
      const other = await handedIn(ports, actor, samplePng(), { kind: 'INCOME_PROOF' });
      expect(other).toMatchObject({ isNew: true, evidence: { kind: 'INCOME_PROOF' } });
      expect(await auditEntries()).toHaveLength(2);
      // What an appeal names stays as it was.
      const named = { ...first, appealId };
      const same = await handedIn(ports, actor, samplePng(), { kind: 'OTHER' });
      expect(same).toEqual({ evidence: named, isNew: false });
      expect(await ports.evidence.ofCustomer(customer.id, 10)).toEqual([madeOf(other), named]);
      for (const { id } of [first, madeOf(other)]) {
        const read = await readEvidence(ports, actor, id);
        expect(joined(...(await bytesOf(read?.content ?? coming(samplePng()).stream)))).toEqual(
          samplePng(),
        );
      }
    });

    test('that is handed in again is kept for as long as if it were new', async () => {
      const { ports, actor, clock } = await opened(open);
      const unusedMs = UNUSED_DAYS * DAY_MS;
      const { id } = madeOf(await handedIn(ports, actor, samplePng()));
      clock.advance(unusedMs - 1);
      madeOf(await handedIn(ports, actor, samplePng()));
      clock.advance(2);
      const purged = () => ports.evidence.purge(clock.now() - unusedMs, 10);
      expect(await purged()).toBe(0);
      expect(await ports.evidence.find([id])).toHaveLength(1);
      clock.advance(unusedMs);
      expect(await purged()).toBe(2);
    });

    test('that is handed in twice at once is one', async () => {
      const { ports, actor, auditEntries, count } = await opened(open);
      const bytes = samplePdf('twice', 2 * PIECE_BYTES);
      const results = await Promise.all([1, 2].map(() => handedIn(ports, actor, bytes)));
      const [one, other] = results.map(madeOf);
      expect(one).toEqual(other);
      expect(results.map((each) => 'isNew' in each && each.isNew).toSorted()).toEqual([
        false,
        true,
      ]);
      expect(await auditEntries()).toHaveLength(1);
      expect([await count('evidence'), await count('evidence_piece')]).toEqual([1, 3]);
    });
  });

  describe('what is refused leaves nothing behind:', () => {
    const large = samplePdf('too large', MAX_EVIDENCE_BYTES);

    test.each([
      ['no bytes', new Uint8Array(0), { code: 'EMPTY' }],
      ['a document cut short', samplePng().subarray(0, -4), { code: 'TRUNCATED' }],
      [
        'a large one cut short',
        samplePdf('cut', 2 * PIECE_BYTES).subarray(0, -100),
        { code: 'TRUNCATED' },
      ],
      [
        'a large one with a program behind it',
        joined(
          sampleJpeg({ scan: Array<number>(600_000).fill(0x55) }),
          STRANGERS['a Windows program'] ?? new Uint8Array(1),
        ),
        { code: 'TYPE_NOT_ACCEPTED' },
      ],
      [
        'a packed bomb',
        pdfOf([pdfStreamOf('/Filter /FlateDecode', deflateSync(new Uint8Array(170_000_000)))]),
        { code: 'UNPACKS_TOO_LARGE', mostBytes: MAX_UNPACKED_BYTES },
      ],
      ['one that is encrypted', pdfOf(['<< /Encrypt 9 0 R >>']), { code: 'PROTECTED' }],
      [
        'a bomb of pixels',
        samplePng(50_000, 50_000),
        { code: 'TOO_MANY_PIXELS', mostPixels: 40_000_000 },
      ],
      ...Object.entries(STRANGERS).map(
        ([name, bytes]) => [name, bytes, { code: 'TYPE_NOT_ACCEPTED' }] as const,
      ),
    ] as const)('%s', async (_name, bytes, refusal) => {
      const { ports, actor, dump } = await opened(open);
      const before = await dump();
      expect(await handedIn(ports, actor, bytes)).toEqual({ refusal });
      expect(await dump()).toEqual(before);
    });

    test('one byte too many, which is as far as it is read', async () => {
      const { ports, actor, dump } = await opened(open);
      const before = await dump();
      const refusal = { code: 'TOO_LARGE', mostBytes: MAX_EVIDENCE_BYTES };
      const endless = coming(joined(large, new Uint8Array(20 * 65_536)));
      expect(await handInEvidence(ports, actor, { kind: 'OTHER' }, endless.stream)).toEqual({
        refusal,
      });
      expect(endless.asked.bytes).toBeLessThanOrEqual(MAX_EVIDENCE_BYTES + 65_536);
      const announced = coming(samplePdf());
      const input = { kind: 'OTHER', announcedBytes: 2 ** 31 } as const;
      expect(await handInEvidence(ports, actor, input, announced.stream)).toEqual({ refusal });
      expect(announced.asked.bytes).toBe(0);
      expect(await dump()).toEqual(before);
    });

    test('fewer bytes than were announced, or an end before its time', async () => {
      const { ports, actor, dump } = await opened(open);
      const before = await dump();
      const bytes = samplePdf('whole', 2 * PIECE_BYTES);
      const input = { kind: 'OTHER', announcedBytes: bytes.length + 1 } as const;
      expect(await handInEvidence(ports, actor, input, coming(bytes).stream)).toEqual({
        refusal: { code: 'TRUNCATED' },
      });
      for (const code of ['TRUNCATED', 'TOO_SLOW'] as const) {
        async function* ending() {
          yield bytes;
          throw new ArrivalEnded(code);
        }
        expect(await handInEvidence(ports, actor, { kind: 'OTHER' }, ending())).toEqual({
          refusal: { code },
        });
      }
      expect(await dump()).toEqual(before);
    });

    /** So many documents of the kind of the first `named`, which an appeal names. */
    const handedInMany = async (
      { ports, actor }: Pick<Store, 'ports'> & { actor: Actor },
      many: number,
      named = 0,
    ) => {
      const made: string[] = [];
      for (let at = 0; at < many; at += 1) {
        made.push(madeOf(await handedIn(ports, actor, samplePdf(`number ${made.length}`))).id);
        if (at < named) await ports.evidence.attach(made.slice(-1), newId());
      }
      return made;
    };

    test('one document more than there is room for, but not one that is there', async () => {
      const store = await opened(open);
      const { ports, actor, customer, clock, dump } = store;
      await handedInMany(store, MAX_EVIDENCE_UNNAMED);
      const before = await dump();
      expect(await handedIn(ports, actor, samplePdf('one more'))).toEqual({
        refusal: { code: 'TOO_MANY_DOCUMENTS', most: MAX_EVIDENCE_UNNAMED },
      });
      expect(await handedIn(ports, actor, samplePdf('number 7'))).toMatchObject({ isNew: false });
      expect(await dump()).toEqual(before);
      // Those that appeals name take no room, nor do those that are old.
      const [one] = await ports.evidence.ofCustomer(customer.id, 1);
      await ports.evidence.attach([one?.id ?? ''], newId());
      madeOf(await handedIn(ports, actor, samplePdf('one more')));
      expect(await handedIn(ports, actor, samplePdf('and one'))).toHaveProperty('refusal');
      clock.advance(UNUSED_DAYS * DAY_MS);
      madeOf(await handedIn(ports, actor, samplePdf('and one')));
    });

    test('more within a week than anybody needs, though appeals name them', async () => {
      const store = await opened(open);
      const { ports, actor, clock } = store;
      await handedInMany(store, MAX_EVIDENCE_LATELY, MAX_EVIDENCE_LATELY);
      expect(await handedIn(ports, actor, samplePdf('one more'))).toEqual({
        refusal: { code: 'TOO_MANY_DOCUMENTS', most: MAX_EVIDENCE_LATELY },
      });
      clock.advance(UNUSED_DAYS * DAY_MS);
      madeOf(await handedIn(ports, actor, samplePdf('one more')));
    });

    test('whoever is no borrower, or no customer here', async () => {
      const { ports, customer, dump } = await opened(open);
      const before = await dump();
      const staff: Actor = { subject: 's', roles: ['agent', 'reviewer', 'service', 'auditor'] };
      for (const actor of [staff, { ...staff, customerId: customer.id }]) {
        expect(await handedIn(ports, actor, samplePdf())).toEqual({
          refusal: { code: 'FORBIDDEN' },
        });
      }
      expect(await handedIn(ports, borrowerOf({ id: newId() }), samplePdf())).toEqual({
        refusal: { code: 'CUSTOMER_NOT_FOUND' },
      });
      expect(await dump()).toEqual(before);
    });

    test.each(['keepPiece', 'complete'] as const)('an outage in %s', async (method) => {
      const { ports, actor, dump } = await opened(open);
      const before = await dump();
      const outage = new Error('outage');
      let pieces = 0;
      const failing: Ports = {
        ...ports,
        evidence: {
          ...ports.evidence,
          async keepPiece(...piece) {
            pieces += 1;
            if (method === 'keepPiece' && pieces === 3) throw outage;
            await ports.evidence.keepPiece(...piece);
          },
          complete: method === 'complete' ? () => Promise.reject(outage) : ports.evidence.complete,
        },
      };
      const bytes = samplePdf('unlucky', 3 * PIECE_BYTES);
      await expect(handedIn(failing, actor, bytes)).rejects.toBe(outage);
      expect(await dump()).toEqual(before);
    });
  });

  describe('a document is read by', () => {
    const reviewer: Actor = { subject: 'reviewer-1', roles: ['reviewer'] };
    /** A document, and cases that are made of its id. */
    async function given(casesOf: (id: string) => readonly Partial<Appeal>[]) {
      const store = await opened(open);
      const { ports, customer, actor } = store;
      const { id } = madeOf(await handedIn(ports, actor, samplePng()));
      for (const over of casesOf(id)) {
        const assigned = {
          status: 'ASSIGNED',
          assignedTo: reviewer.subject,
          assignedAt: NOW,
        } as const;
        const appeal = anAppeal({ customerId: customer.id }, { ...assigned, ...over });
        await ports.appeals.add(appeal);
        const named = [
          ...appeal.evidenceIds,
          ...appeal.answers.flatMap((each) => each.evidenceIds),
        ];
        await ports.evidence.attach(named, appeal.id);
      }
      const sees = async (who: Actor) => (await readEvidence(ports, who, id)) !== null;
      return { ...store, id, sees };
    }

    test('its customer and nobody else, as long as no case names it', async () => {
      const { ports, sees, actor } = await given(() => [{}]);
      expect(await sees(actor)).toBe(true);
      const other = borrowerOf(await givenCustomer(ports));
      const staff: Actor = { subject: 'all', roles: ['agent', 'analyst', 'auditor', 'service'] };
      for (const who of [other, staff, reviewer]) expect(await sees(who)).toBe(false);
      expect(await readEvidence(ports, actor, newId())).toBeNull();
    });

    test('the reviewer whose undecided case names it, in whatever way, and no other', async () => {
      const first = newId();
      const answer = { at: NOW, text: 'Here.' };
      for (const casesOf of [
        (id: string) => [{ evidenceIds: [id] }],
        (id: string) => [{ evidenceIds: [id], status: 'WAITING' as const }],
        (id: string) => [{ answers: [{ ...answer, evidenceIds: [id] }] }],
        (id: string) => [
          { id: first, evidenceIds: [id], assignedTo: 'reviewer-0', status: 'DECIDED' as const },
          { kind: 'RECONSIDERATION' as const, reconsiders: first },
        ],
      ]) {
        const { sees, actor } = await given(casesOf);
        expect(await sees(reviewer)).toBe(true);
        expect(await sees(actor)).toBe(true);
        // Neither another one, nor the one whose answer is looked at again, nor the same in another role.
        for (const subject of ['reviewer-0', 'reviewer-2']) {
          expect(await sees({ ...reviewer, subject })).toBe(false);
        }
        expect(await sees({ ...reviewer, roles: ['agent', 'auditor'] })).toBe(false);
      }
    });

    /** Who reads what counts in one case as it stands; the case is or was the reviewer's in all but one. */
    const READERS: Readonly<Record<AppealStatus, readonly Role[]>> = {
      OPEN: ['borrower'],
      ASSIGNED: ['borrower', 'reviewer'],
      WAITING: ['borrower', 'reviewer'],
      DECIDED: ['borrower', 'auditor'],
      WITHDRAWN: ['borrower'],
      MOOT: ['borrower'],
    };

    test.each(APPEAL_STATUSES)(
      'those who have a reason to while its case is %s',
      async (status) => {
        const assignedTo = status === 'OPEN' ? null : reviewer.subject;
        const { sees, actor, customer } = await given((id) => [
          { evidenceIds: [id], status, assignedTo },
        ]);
        for (const role of ROLES) {
          const looks: unknown[] = [];
          const noteLook: Actor['noteLook'] = (...look) => void looks.push(look);
          const subject = role === 'reviewer' ? reviewer.subject : `${role}-1`;
          const who = role === 'borrower' ? actor : ({ subject, roles: [role] } as const);
          const isReader = READERS[status].includes(role);
          expect([role, await sees({ ...who, noteLook })]).toEqual([role, isReader]);
          const isNoted = isReader && role !== 'borrower';
          expect(looks).toEqual(isNoted ? [[customer.id, role, 'APPEALS']] : []);
        }
        // Who had the case does not get at it by being an auditor too, and nobody audits themselves.
        const both = { ...reviewer, roles: ['reviewer', 'auditor'] } as const;
        expect(await sees(both)).toBe(READERS[status].includes('reviewer'));
        const oneself: Actor = { subject: 'a', roles: ['auditor'], customerId: customer.id };
        expect(await sees(oneself)).toBe(false);
      },
    );

    test('staff whose look is noted, and not one that was refused', async () => {
      const looks: unknown[] = [];
      const noteLook: Actor['noteLook'] = (...look) => void looks.push(look);
      const { sees, actor, customer } = await given((id) => [{ evidenceIds: [id] }]);
      await sees({ ...actor, noteLook });
      await sees({ ...reviewer, subject: 'reviewer-2', noteLook });
      expect(looks).toEqual([]);
      await sees({ ...reviewer, noteLook });
      expect(looks).toEqual([[customer.id, 'reviewer', 'APPEALS']]);
    });
  });
});
