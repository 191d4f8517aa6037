/** Monthly statements and the dues that they leave open. */
import type { Books } from '../../application/book-ports.js';
import type { AccountId } from '../../domain/identifiers.js';
import {
  dueOf,
  oldestOpenDue,
  type Statement,
  type StatementDue,
  type StatementStatus,
} from '../../domain/ledger/statement.js';
import type { Tables } from './orm.js';
import { prepared } from './prepared.js';
import { insertAll, listed } from './rows.js';
import type { Session } from './transaction.js';

type StatementPart =
  | 'addStatements'
  | 'statements'
  | 'dues'
  | 'oldestOpenDues'
  | 'correctStatements';

export const statementsOf = (session: Session): Pick<Books, StatementPart> => ({
  async addStatements(statements) {
    await insertAll(session, 'statement', statements.map(statementRow));
  },
  async statements(customerIds, fromPeriod) {
    const some = listed(customerIds);
    const values = [...some, fromPeriod];
    const { rows } = await prepared(session, `statements ${some.length}`, values, (query) => {
      const own = query.selectFrom('statement').selectAll().where('customer_id', 'in', some);
      return own.where('period', '>=', fromPeriod).orderBy('period').orderBy('id');
    });
    return rows.map(toStatement);
  },
  dues: (accountIds) => duesOf(session, accountIds),
  async oldestOpenDues(accountIds) {
    const dues = await duesOf(session, accountIds);
    const oldest = [...Map.groupBy(dues, ({ accountId }) => accountId)].flatMap(([id, own]) => {
      const day = oldestOpenDue(own);
      return day === null ? [] : [[id, day] as const];
    });
    return new Map(oldest);
  },
  async correctStatements(accountId, { from, until }, { limitMinor, monthsLate, setAsideBy }) {
    const corrected = {
      ...(limitMinor !== undefined && { corrected_limit_minor: limitMinor }),
      ...(monthsLate !== undefined && { corrected_months_late: monthsLate }),
      ...(setAsideBy !== undefined && { set_aside_by: setAsideBy }),
    };
    if (Object.keys(corrected).length === 0) return;
    const own = session.query().updateTable('statement').set(corrected);
    const some = own.where('account_id', '=', accountId).where('period', '>=', from);
    await (until === undefined ? some : some.where('period', '<=', until)).execute();
  },
});

async function duesOf(session: Session, accountIds: readonly AccountId[]): Promise<StatementDue[]> {
  const some = listed(accountIds);
  const { rows } = await prepared(session, `dues ${some.length}`, [...some, 0], (query) =>
    query
      .selectFrom('statement')
      .innerJoin('ledger_position as position', (join) =>
        join
          .onRef('position.id', '=', 'statement.account_id')
          .onRef('position.customer_id', '=', 'statement.customer_id'),
      )
      .where('statement.account_id', 'in', some)
      .where(({ and, eb, or }) =>
        or([
          eb('statement.corrected_months_late', 'is not', null),
          and([
            eb('statement.minimum_due_minor', '>', 0),
            eb('statement.dues_cumulative_minor', '>', eb.ref('position.repaid_minor')),
          ]),
        ]),
      )
      .select(['statement.account_id', 'period', 'closed_on', 'due_on', 'minimum_due_minor'])
      .select(['dues_cumulative_minor', 'corrected_limit_minor', 'corrected_months_late'])
      .select(['set_aside_by', 'position.repaid_minor']),
  );
  return rows.map((row) => dueOf({ ...dueIn(row), accountId: row.account_id }, row.repaid_minor));
}

const statementRow = (statement: Statement): Tables['statement'] => ({
  customer_id: statement.customerId,
  id: statement.id,
  account_id: statement.accountId,
  period: statement.period,
  closed_on: statement.closedOn,
  due_on: statement.dueOn,
  currency: statement.currency,
  balance_minor: statement.balanceMinor,
  limit_minor: statement.limitMinor,
  payments_minor: statement.paymentsMinor,
  purchases_minor: statement.purchasesMinor,
  minimum_due_minor: statement.minimumDueMinor,
  dues_cumulative_minor: statement.duesCumulativeMinor,
  months_late: statement.monthsLate,
  status: statement.status,
  source_period: statement.sourcePeriod,
  corrected_limit_minor: statement.corrected?.limitMinor ?? null,
  corrected_months_late: statement.corrected?.monthsLate ?? null,
  set_aside_by: statement.setAsideBy ?? null,
});

const toStatement = (row: Tables['statement']): Statement => ({
  id: row.id,
  accountId: row.account_id,
  customerId: row.customer_id,
  ...dueIn(row),
  currency: row.currency,
  balanceMinor: row.balance_minor,
  limitMinor: row.limit_minor,
  paymentsMinor: row.payments_minor,
  purchasesMinor: row.purchases_minor,
  monthsLate: row.months_late,
  status: row.status as StatementStatus | null,
  sourcePeriod: row.source_period,
});

type DueColumn =
  | 'period'
  | 'closed_on'
  | 'due_on'
  | 'minimum_due_minor'
  | 'dues_cumulative_minor'
  | 'corrected_limit_minor'
  | 'corrected_months_late'
  | 'set_aside_by';

/** What a statement says of its due, and what was found of it. */
function dueIn(row: Pick<Tables['statement'], DueColumn>) {
  const { corrected_limit_minor: limitMinor, corrected_months_late: monthsLate } = row;
  return {
    period: row.period,
    closedOn: row.closed_on,
    dueOn: row.due_on,
    minimumDueMinor: row.minimum_due_minor,
    duesCumulativeMinor: row.dues_cumulative_minor,
    corrected: limitMinor === null && monthsLate === null ? null : { limitMinor, monthsLate },
    ...(row.set_aside_by !== null && { setAsideBy: row.set_aside_by }),
  };
}
