/**
 * Documents that customers hand in, in pieces that are sealed one by one: neither taking one in nor
 * giving one out needs more memory than a piece. A document is found by its content, under a hash that
 * the customer's own key goes into, so that equal documents of two customers cannot be told to be.
 */
import { createHash, createHmac, type KeyObject } from 'node:crypto';
import type { EvidenceStore } from '../../application/appeal-ports.js';
import type { Clock } from '../../application/ports.js';
import type { Evidence } from '../../domain/appeal/evidence.js';
import type { CustomerId, Id } from '../../domain/identifiers.js';
import { sealingKeysOf } from './customer-keys.js';
import { customersOf } from './customers.js';
import { dropPieces, purgeEvidence } from './erasing-evidence.js';
import type { Tables } from './orm.js';
import { prepared } from './prepared.js';
import { insertAll, listed, newestOf } from './rows.js';
import { opened, placeIn, sealed } from './sealed-columns.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';
import { sealBytes, unsealBytes } from './vault.js';

type Row = Tables['evidence'];

export const evidenceOf = (session: Session, clock: Clock): EvidenceStore => ({
  async find(ids) {
    return read(session, await evidenceIn(session).where('id', 'in', listed(ids)).execute());
  },
  async ofCustomer(customerId, limit) {
    const own = evidenceIn(session).where('customer_id', '=', customerId);
    return read(session, await own.orderBy('id', 'desc').limit(limit).execute());
  },
  async ofCustomers(customerIds, limit) {
    return read(session, await newestOf(session, 'evidence', customerIds, limit));
  },
  keepPiece: (customerId, uploadId, piece, bytes) =>
    session.joinTransaction(async () => {
      // Whoever is being erased meanwhile has nothing kept any more.
      await locked(session, customerId);
      const key = await keyOf(session, customerId);
      const row = { customer_id: customerId, id: pieceId(uploadId, piece) };
      const content = sealBytes(key, placeIn('evidence_piece', row), bytes);
      const open_since = piece === 0 ? clock.now() : null;
      const kept = { ...row, upload_id: uploadId, piece, open_since, content };
      await insertAll(session, 'evidence_piece', [kept]);
    }),
  complete: (evidence, uploadId) =>
    session.joinTransaction(() => complete(session, evidence, uploadId)),
  abandon: (customerId, uploadId) =>
    session.joinTransaction(async () => {
      const known = evidenceIn(session).where('customer_id', '=', customerId);
      const [document] = await known.where('upload_id', '=', uploadId).execute();
      if (!document) await dropPieces(session, [uploadId]);
    }),
  async *read(evidence) {
    const { customerId, id } = evidence;
    const own = evidenceIn(session).where('customer_id', '=', customerId).where('id', '=', id);
    const [row] = await own.execute();
    let bytes = 0;
    if (row) {
      for await (const piece of piecesOf(session, customerId, row.upload_id)) {
        bytes += piece.length;
        yield piece;
      }
    }
    if (bytes !== evidence.bytes) throw new Error(`evidence ${id} is not whole`);
  },
  async attach(evidenceIds, appealId) {
    await session
      .query()
      .updateTable('evidence')
      .set(({ eb }) => ({
        appeal_ids: eb
          .case()
          .when('appeal_ids', '=', '')
          .then(appealId)
          .else(eb('appeal_ids', '||', ` ${appealId}`))
          .end(),
      }))
      .where('id', 'in', listed(evidenceIds))
      .where('appeal_ids', 'not like', `%${appealId}%`)
      .execute();
  },
  purge: (uploadedBefore, limit) =>
    session.joinTransaction(() => purgeEvidence(session, uploadedBefore, limit)),
});

const evidenceIn = (session: Session) => session.query().selectFrom('evidence').selectAll();

const pieceId = (uploadId: Id, piece: number): string => `${uploadId}:${piece}`;

async function keyOf(session: Session, customerId: CustomerId): Promise<KeyObject> {
  const key = (await sealingKeysOf(session, [customerId])).get(customerId);
  if (!key) throw new Error(`customer ${customerId} has no key`);
  return key;
}

/** @throws Error where the customer is not there (any more). */
async function locked(session: Session, customerId: CustomerId): Promise<void> {
  const [customer] = await customersOf(session).lock([customerId]);
  if (!customer) throw new Error(`customer ${customerId} is not there to keep a document of`);
}

/** What there is of the same bytes counts, also where another is being completed just now. */
async function complete(session: Session, evidence: Evidence, uploadId: Id): Promise<Evidence> {
  const { customerId } = evidence;
  await locked(session, customerId);
  const address = await checkedAddress(session, evidence, uploadId);
  const same = evidenceIn(session)
    .where('customer_id', '=', customerId)
    .where('address', '=', address);
  const rows = await same.orderBy('id').execute();
  const known = await read(session, rows);
  const first =
    known.find(({ kind }) => kind === evidence.kind) ??
    known.find(({ appealId }) => appealId === null);
  const row = rows.find(({ id }) => id === first?.id);
  if (!first || !row) return insert(session, evidence, uploadId, address);
  if (row.upload_id !== uploadId) await dropPieces(session, [uploadId]);
  return first.appealId === null ? again(session, first, evidence, row) : first;
}

async function insert(
  session: Session,
  evidence: Evidence,
  uploadId: Id,
  address: string,
): Promise<Evidence> {
  const { customerId } = evidence;
  const rows = await sealed(session, 'evidence', [toRow(evidence, uploadId, address)]);
  await insertAll(session, 'evidence', rows);
  await session
    .query()
    .updateTable('evidence_piece')
    .set({ open_since: null })
    .where('customer_id', '=', customerId)
    .where('id', '=', pieceId(uploadId, 0))
    .execute();
  return evidence;
}

/** The document as it is handed in again: of the kind, at the time and by whom it is now. */
async function again(
  session: Session,
  known: Evidence,
  { kind, uploadedAt, uploadedBy }: Evidence,
  row: Row,
): Promise<Evidence> {
  const evidence: Evidence = { ...known, kind, uploadedAt, uploadedBy };
  const rows = await sealed(session, 'evidence', [toRow(evidence, row.upload_id, row.address)]);
  for (const { customer_id, id, uploaded_at, document } of rows) {
    await session
      .query()
      .updateTable('evidence')
      .set({ uploaded_at, document })
      .where('customer_id', '=', customer_id)
      .where('id', '=', id)
      .execute();
  }
  return evidence;
}

/**
 * The document's keyed hash.
 * @throws Error where the pieces that were kept are not the document that they are said to be.
 */
async function checkedAddress(
  session: Session,
  { customerId, bytes, sha256 }: Evidence,
  uploadId: Id,
): Promise<string> {
  const addressed = createHmac('sha256', await addressKey(session, customerId));
  const hash = createHash('sha256');
  let counted = 0;
  for await (const piece of piecesOf(session, customerId, uploadId)) {
    addressed.update(piece);
    hash.update(piece);
    counted += piece.length;
  }
  if (counted !== bytes || hash.digest('hex') !== sha256) {
    throw new Error(`the pieces of upload ${uploadId} are not the document`);
  }
  return addressed.digest('base64url');
}

/** A key for hashes alone, made from the customer's. */
const addressKey = async (session: Session, customerId: CustomerId): Promise<Uint8Array> =>
  createHmac('sha256', await keyOf(session, customerId))
    .update('evidence.address')
    .digest();

async function* piecesOf(
  session: Session,
  customerId: CustomerId,
  uploadId: Id,
): AsyncGenerator<Uint8Array> {
  const key = await keyOf(session, customerId);
  for (let piece = 0; ; piece += 1) {
    const row = { customer_id: customerId, id: pieceId(uploadId, piece) };
    const values = [row.customer_id, row.id];
    const { rows } = await prepared(session, 'evidence piece', values, (query) =>
      query
        .selectFrom('evidence_piece')
        .select('content')
        .where('customer_id', '=', row.customer_id)
        .where('id', '=', row.id),
    );
    if (!rows[0]) return;
    yield unsealBytes(key, placeIn('evidence_piece', row), rows[0].content);
  }
}

const toRow = ({ appealId, ...evidence }: Evidence, uploadId: Id, address: string): Row => ({
  customer_id: evidence.customerId,
  id: evidence.id,
  address,
  upload_id: uploadId,
  uploaded_at: evidence.uploadedAt,
  appeal_ids: appealId ?? '',
  document: writeJson('evidence', evidence),
});

async function read(session: Session, rows: readonly Row[]): Promise<Evidence[]> {
  const plain = await opened(session, 'evidence', rows);
  return plain.map(({ document, appeal_ids: appealIds }) => ({
    ...readJson<Omit<Evidence, 'appealId'>>('evidence', document),
    appealId: appealIds.split(' ')[0] || null,
  }));
}
