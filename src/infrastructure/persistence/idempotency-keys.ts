/**
 * Idempotency keys. The insert comes first in the transaction: a second request with the same key
 * waits at the primary key until the first one has ended, and then finds its result, or nothing.
 */
import type { Claim, IdempotencyKeys, IdempotencyScope } from '../../application/record-ports.js';
import type { Session } from './transaction.js';

export const idempotencyKeysOf = (session: Session): IdempotencyKeys => ({
  async claim(scope, inputHash, now, expiredBefore): Promise<Claim> {
    const row = { ...scope, input_hash: inputHash, created_at: now, result: null };
    const claimed = await session
      .query()
      .insertInto('idempotency_key')
      .values({ ...row })
      .onConflict((conflict) =>
        conflict
          .columns(['subject', 'operation', 'key'])
          .doUpdateSet({ input_hash: inputHash, created_at: now, result: null })
          .where('idempotency_key.created_at', '<', expiredBefore),
      )
      .returning('key')
      .execute();
    if (claimed.length > 0) return { outcome: 'CLAIMED' };
    const known = await session
      .query()
      .selectFrom('idempotency_key')
      .select(['input_hash', 'result'])
      .where('subject', '=', scope.subject)
      .where('operation', '=', scope.operation)
      .where('key', '=', scope.key)
      .executeTakeFirstOrThrow();
    if (known.input_hash !== inputHash) return { outcome: 'REUSED' };
    if (known.result === null) throw new Error('a committed idempotency key has no result');
    return { outcome: 'REPLAY', result: known.result };
  },
  async complete({ subject, operation, key }: IdempotencyScope, result) {
    await session
      .query()
      .updateTable('idempotency_key')
      .set({ result })
      .where('subject', '=', subject)
      .where('operation', '=', operation)
      .where('key', '=', key)
      .execute();
  },
  async purge(expiredBefore, limit) {
    const { numDeletedRows } = await session
      .query()
      .deleteFrom('idempotency_key')
      .where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple('subject', 'operation', 'key'),
          'in',
          selectFrom('idempotency_key')
            .select(['subject', 'operation', 'key'])
            .where('created_at', '<', expiredBefore)
            .orderBy('created_at')
            .limit(limit)
            .$asTuple('subject', 'operation', 'key'),
        ),
      )
      .executeTakeFirst();
    return Number(numDeletedRows);
  },
});
