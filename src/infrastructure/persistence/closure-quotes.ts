/** Closure quotes: pinned, never changed, and removed when they have run out for long enough. */
import type { ClosureQuotes } from '../../application/closure-ports.js';
import type { ClosureQuote } from '../../domain/credit-account/closure-quote.js';
import { IS_UNHELD } from './erasing-evidence.js';
import type { Tables } from './orm.js';
import { prepared } from './prepared.js';
import { insertAll, listed } from './rows.js';
import { opened, sealed } from './sealed-columns.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

type Row = Tables['closure_quote'];

export const closureQuotesOf = (session: Session): ClosureQuotes => ({
  async find(ids) {
    const some = listed(ids);
    const { rows } = await prepared(session, `quotes ${some.length}`, some, (query) =>
      query.selectFrom('closure_quote').selectAll().where('id', 'in', some),
    );
    return read(session, rows);
  },
  async add(quote) {
    const rows = await sealed(session, 'closure_quote', [toRow(quote)]);
    await insertAll(session, 'closure_quote', rows);
  },
  async trim(accountId, keep) {
    const own = session.query().deleteFrom('closure_quote').where('account_id', '=', accountId);
    const trimmed = own.where(({ eb, selectFrom }) =>
      // With fewer than `keep` there is no oldest one to keep, and the comparison is never true.
      eb(
        'id',
        '<',
        selectFrom('closure_quote as kept')
          .select('kept.id')
          .where('kept.account_id', '=', accountId)
          .orderBy('kept.id', 'desc')
          .limit(1)
          .offset(keep - 1),
      ),
    );
    await (keep > 0 ? trimmed : own).execute();
  },
  async purge(validUntilBefore, limit) {
    const { numDeletedRows } = await session
      .query()
      .deleteFrom('closure_quote')
      .where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple('customer_id', 'id'),
          'in',
          selectFrom('closure_quote as erased')
            .select(['customer_id', 'id'])
            .where('valid_until', '<', validUntilBefore)
            .where(IS_UNHELD)
            .orderBy('valid_until')
            .limit(limit)
            .$asTuple('customer_id', 'id'),
        ),
      )
      .executeTakeFirst();
    return Number(numDeletedRows);
  },
});

const toRow = (quote: ClosureQuote): Row => ({
  customer_id: quote.customerId,
  id: quote.id,
  account_id: quote.accountId,
  valid_until: quote.validUntil,
  document: writeJson('closureQuote', quote),
});

async function read(session: Session, rows: readonly Row[]): Promise<ClosureQuote[]> {
  const plain = await opened(session, 'closure_quote', rows);
  return plain.map(({ document }) => readJson<ClosureQuote>('closureQuote', document));
}
