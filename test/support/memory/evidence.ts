/** Documents with their pieces, and who looked at a file, in memory. */
import type { EvidenceStore, FileAccesses } from '../../../src/application/appeal-ports.js';
import type { Clock } from '../../../src/application/ports.js';
import type { Evidence } from '../../../src/domain/appeal/evidence.js';
import { systemEntropy } from '../../../src/infrastructure/entropy.js';
import {
  byIds,
  insert,
  kept,
  type Memory,
  newestOf,
  ownedBy,
  type State,
  type StoredEvidence,
} from './state.js';

export const memoryEvidence = ({ read, write }: Memory, clock: Clock): EvidenceStore => ({
  async find(ids) {
    return byIds(read().evidence, ids).map(toEvidence);
  },
  async ofCustomer(customerId, limit) {
    return newestOf(read().evidence, [customerId], limit).map(toEvidence);
  },
  async ofCustomers(customerIds, limit) {
    return newestOf(read().evidence, customerIds, limit).map(toEvidence);
  },
  async keepPiece(customerId, uploadId, piece, bytes) {
    await write((state) => {
      const id = `${uploadId}:${piece}`;
      if (state.evidence_piece.has(id)) throw new Error(`duplicate key ${id}`);
      if (!state.customer.has(customerId)) throw new Error(`customer ${customerId} is not there`);
      const openSince = piece === 0 ? clock.now() : null;
      const base64 = Buffer.from(bytes).toString('base64');
      const stored = { customerId, uploadId, piece, openSince, base64 };
      state.evidence_piece.set(id, kept(stored));
    });
  },
  complete: (evidence, uploadId) => write((state) => complete(state, evidence, uploadId)),
  async abandon(customerId, uploadId) {
    await write((state) => {
      const own = ownedBy(state.evidence, 'customerId', [customerId]);
      if (!own.some((each) => each.uploadId === uploadId)) dropPieces(state, uploadId);
    });
  },
  async *read({ id, bytes }) {
    const stored = read().evidence.get(id);
    const pieces = stored ? piecesOf(read(), stored.uploadId) : [];
    if (lengthOf(pieces) !== bytes) throw new Error(`evidence ${id} is not whole`);
    yield* pieces;
  },
  async attach(evidenceIds, appealId) {
    await write((state) => {
      for (const each of byIds(state.evidence, evidenceIds)) {
        const appealIds = [...new Set([...each.appealIds, appealId])];
        state.evidence.set(each.id, kept({ ...each, appealIds }));
      }
    });
  },
  purge: (uploadedBefore, limit) =>
    write((state) => {
      const holds = [...state.legal_hold.values()].filter(({ liftedAt }) => liftedAt === null);
      const held = new Set(holds.map(({ customerId }) => customerId));
      const unused = [...state.evidence.values()]
        .filter(
          ({ appealIds, uploadedAt }) => appealIds.length === 0 && uploadedAt < uploadedBefore,
        )
        .filter(({ customerId }) => !held.has(customerId))
        .sort((one, other) => one.uploadedAt - other.uploadedAt);
      const open = [...state.evidence_piece.values()]
        .filter(({ openSince }) => openSince !== null && openSince < uploadedBefore)
        .filter(({ customerId }) => !held.has(customerId))
        .sort((one, other) => (one.openSince ?? 0) - (other.openSince ?? 0));
      const documents = removeEvidence(state, unused.slice(0, limit));
      const uploads = open.slice(0, limit).map(({ uploadId }) => dropPieces(state, uploadId));
      return uploads.reduce((sum, pieces) => sum + pieces, documents);
    }),
});

const toEvidence = ({ uploadId: _, appealIds, ...evidence }: StoredEvidence): Evidence => ({
  ...evidence,
  appealId: appealIds[0] ?? null,
});

function piecesOf(state: State, uploadId: string): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (;;) {
    const stored = state.evidence_piece.get(`${uploadId}:${pieces.length}`);
    if (!stored) return pieces;
    pieces.push(Buffer.from(stored.base64, 'base64'));
  }
}

const lengthOf = (pieces: readonly Uint8Array[]): number =>
  pieces.reduce((sum, { length }) => sum + length, 0);

function complete(state: State, evidence: Evidence, uploadId: string): Evidence {
  const { customerId, sha256, appealId, ...rest } = evidence;
  const pieces = piecesOf(state, uploadId);
  const hash = Buffer.from(systemEntropy.sha256(Buffer.concat(pieces))).toString('hex');
  if (lengthOf(pieces) !== evidence.bytes || hash !== sha256) {
    throw new Error(`the pieces of upload ${uploadId} are not the document`);
  }
  const own = ownedBy(state.evidence, 'customerId', [customerId]);
  const same = own.filter((each) => each.sha256 === sha256);
  const first =
    same.find(({ kind }) => kind === evidence.kind) ??
    same.find(({ appealIds }) => appealIds.length === 0);
  if (first) {
    if (first.uploadId !== uploadId) dropPieces(state, uploadId);
    if (first.appealIds.length > 0) return toEvidence(first);
    const { kind, uploadedAt, uploadedBy } = evidence;
    const again = kept({ ...first, kind, uploadedAt, uploadedBy });
    state.evidence.set(first.id, again);
    return toEvidence(again);
  }
  const appealIds = appealId === null ? [] : [appealId];
  insert(state.evidence, [{ ...rest, customerId, sha256, uploadId, appealIds }]);
  for (const [id, piece] of state.evidence_piece) {
    if (piece.uploadId === uploadId) {
      state.evidence_piece.set(id, kept({ ...piece, openSince: null }));
    }
  }
  return evidence;
}

function dropPieces(state: State, uploadId: string): number {
  const own = [...state.evidence_piece].filter(([, piece]) => piece.uploadId === uploadId);
  for (const [id] of own) state.evidence_piece.delete(id);
  return own.length;
}

/** Removes documents with their pieces; returns how many rows. */
export function removeEvidence(state: State, documents: readonly StoredEvidence[]): number {
  return documents.reduce((sum, { id, uploadId }) => {
    state.evidence.delete(id);
    return sum + 1 + dropPieces(state, uploadId);
  }, 0);
}

export const memoryFileAccesses = ({ read, write }: Memory): FileAccesses => ({
  async add(accesses) {
    await write((state) => {
      const unknown = accesses.find(({ customerId }) => !state.customer.has(customerId));
      if (unknown) throw new Error(`customer ${unknown.customerId} is not there`);
      insert(state.file_access, accesses);
    });
  },
  async ofCustomer(customerId, { before, limit }) {
    return ownedBy(read().file_access, 'customerId', [customerId])
      .filter(({ id }) => before === null || id < before)
      .reverse()
      .slice(0, limit);
  },
});
