/**
 * Idempotency keys. The insert comes first in the transaction: a second request with the same key
 * waits at the primary key until the first one has ended, and then finds its result, or nothing. Keys
 * are stored as hashes: callers choose them, and may put anything into them.
 */
import type { Claim, IdempotencyKeys, IdempotencyScope } from '../../application/record-ports.js';
import { formsOf, hashed } from './hashed-keys.js';
import { prepared } from './prepared.js';
import type { Session } from './transaction.js';

export const idempotencyKeysOf = (session: Session): IdempotencyKeys => ({
  async claim(scope, inputHash, now, expiredBefore): Promise<Claim> {
    const [key = '', plain] = formsOf(scope.key);
    const { subject, operation } = scope;
    const stored = [subject, operation, key, inputHash, now, null];
    const earlier = [subject, operation, plain ?? '', expiredBefore];
    const values = [...stored, ...earlier, inputHash, now, null, expiredBefore];
    const { rows: claimed } = await prepared(session, 'claim key', values, (query) => {
      const older = query
        .selectFrom('idempotency_key as older')
        .select('older.key')
        .where('older.subject', '=', subject)
        .where('older.operation', '=', operation)
        .where('older.key', '=', plain ?? '')
        .where('older.created_at', '>=', expiredBefore);
      return query
        .insertInto('idempotency_key')
        .columns(['subject', 'operation', 'key', 'input_hash', 'created_at', 'result'])
        .expression(({ exists, not }) =>
          // One statement for both forms: the plain key of an older release stops the insert as well.
          query
            .selectNoFrom(({ cast, val }) => [
              cast<string>(val(subject), 'text').as('subject'),
              cast<string>(val(operation), 'text').as('operation'),
              cast<string>(val(key), 'text').as('key'),
              cast<string>(val(inputHash), 'text').as('input_hash'),
              cast<number>(val(now), 'bigint').as('created_at'),
              cast<null>(val(null), 'text').as('result'),
            ])
            .where(not(exists(older))),
        )
        .onConflict((conflict) =>
          conflict
            .columns(['subject', 'operation', 'key'])
            .doUpdateSet({ input_hash: inputHash, created_at: now, result: null })
            .where('idempotency_key.created_at', '<', expiredBefore),
        )
        .returning('key');
    });
    if (claimed.length > 0) return { outcome: 'CLAIMED' };
    const known = await session
      .query()
      .selectFrom('idempotency_key')
      .select(['input_hash', 'result'])
      .where('subject', '=', subject)
      .where('operation', '=', operation)
      .where('key', 'in', formsOf(scope.key))
      .where('created_at', '>=', expiredBefore)
      .executeTakeFirstOrThrow();
    if (known.input_hash !== inputHash) return { outcome: 'REUSED' };
    if (known.result === null) throw new Error('a committed idempotency key has no result');
    return { outcome: 'REPLAY', result: known.result };
  },
  async complete({ subject, operation, key }: IdempotencyScope, result) {
    const stored = hashed(key);
    const values = [result, subject, operation, stored];
    await prepared(session, 'complete key', values, (query) =>
      query
        .updateTable('idempotency_key')
        .set({ result })
        .where('subject', '=', subject)
        .where('operation', '=', operation)
        .where('key', '=', stored),
    );
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
