/** Erasing documents that customers handed in, each with its pieces. */
import { sql } from 'kysely';
import type { CustomerId, Id } from '../../domain/identifiers.js';
import type { Instant } from '../../domain/time.js';
import { customersOf } from './customers.js';
import { inParts } from './rows.js';
import type { Session } from './transaction.js';

/** The row's customer is under no legal hold; the row is called `erased`. */
export const IS_UNHELD = sql<boolean>`not exists (select 1 from legal_hold
    where legal_hold.customer_id = erased.customer_id and legal_hold.lifted_at is null)`;

/** Drops the pieces of uploads; returns how many. */
export async function dropPieces(session: Session, uploadIds: readonly Id[]): Promise<number> {
  let dropped = 0;
  for (const some of inParts(uploadIds, 1)) {
    const pieces = session.query().deleteFrom('evidence_piece').where('upload_id', 'in', some);
    dropped += Number((await pieces.executeTakeFirstOrThrow()).numDeletedRows);
  }
  return dropped;
}

/**
 * Removes documents that no appeal names and uploads that never became one, both older than an instant
 * and at most `limit` of each; returns how many documents and pieces. Their customers are locked, so
 * that nothing goes that an appeal names just now; in an open transaction.
 */
export async function purgeEvidence(
  session: Session,
  uploadedBefore: Instant,
  limit: number,
): Promise<number> {
  const seen = [
    ...(await unused(session, uploadedBefore, limit)),
    ...(await unended(session, uploadedBefore, limit)),
  ];
  if (seen.length === 0) return 0;
  const owners = new Set(seen.map(({ customer_id: customerId }) => customerId));
  await customersOf(session).lock([...owners]);
  const isLocked = ({ customer_id: customerId }: Found): boolean => owners.has(customerId);
  const documents = (await unused(session, uploadedBefore, limit)).filter(isLocked);
  const uploads = (await unended(session, uploadedBefore, limit)).filter(isLocked);
  const rows = await removed(session, documents);
  return rows + (await dropPieces(session, uploads.map(uploadOf)));
}

const unused = (session: Session, uploadedBefore: Instant, limit: number): Promise<Found[]> =>
  session
    .query()
    .selectFrom('evidence as erased')
    .select(['customer_id', 'id', 'upload_id'])
    // As a text in the statement, because SQLite knows the index on just these rows by it.
    .where(sql<boolean>`appeal_ids = ''`)
    .where('uploaded_at', '<', uploadedBefore)
    .where(IS_UNHELD)
    .orderBy('uploaded_at')
    .limit(limit)
    .execute();

const unended = (session: Session, uploadedBefore: Instant, limit: number): Promise<Found[]> =>
  session
    .query()
    .selectFrom('evidence_piece as erased')
    .select(['customer_id', 'id', 'upload_id'])
    .where('open_since', '<', uploadedBefore)
    .where(IS_UNHELD)
    .orderBy('open_since')
    .limit(limit)
    .execute();

/** Removes the customers' documents whose appeals are all gone; returns how many rows. */
export async function eraseUnnamed(
  session: Session,
  customerIds: readonly CustomerId[],
): Promise<number> {
  let rows = 0;
  for (const some of inParts([...new Set(customerIds)], 1)) {
    const unnamed = await session
      .query()
      .selectFrom('evidence as erased')
      .select(['customer_id', 'id', 'upload_id'])
      .where('customer_id', 'in', some)
      .where('appeal_ids', '<>', '')
      .where(sql<boolean>`not exists (select 1 from appeal
        where appeal.customer_id = erased.customer_id
          and erased.appeal_ids like '%' || appeal.id || '%')`)
      .execute();
    rows += await removed(session, unnamed);
  }
  return rows;
}

interface Found {
  readonly customer_id: CustomerId;
  readonly id: Id;
  readonly upload_id: Id;
}

const uploadOf = ({ upload_id: uploadId }: { upload_id: Id }): Id => uploadId;

async function removed(session: Session, documents: readonly Found[]): Promise<number> {
  for (const some of inParts(documents, 1)) {
    const ids = some.map(({ id }) => id);
    await session.query().deleteFrom('evidence').where('id', 'in', ids).execute();
  }
  return documents.length + (await dropPieces(session, documents.map(uploadOf)));
}
