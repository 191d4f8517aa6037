/** Monthly statements and the dues that they leave open. */
import type { Books } from '../../application/ports.js';
import type { Statement, StatementStatus } from '../../domain/ledger/statement.js';
import type { Tables } from './orm.js';
import { prepared } from './prepared.js';
import { insertAll, listed } from './rows.js';
import type { Session } from './transaction.js';

type StatementPart = 'addStatements' | 'statements' | 'oldestOpenDues' | 'correctStatements';

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
  async oldestOpenDues(accountIds) {
    const some = listed(accountIds);
    const values = [...some, 0];
    const { rows } = await prepared(session, `oldest dues ${some.length}`, values, (query) =>
      query
        .selectFrom('statement')
        .innerJoin('ledger_position as position', (join) =>
          join
            .onRef('position.id', '=', 'statement.account_id')
            .onRef('position.customer_id', '=', 'statement.customer_id'),
        )
        .where('statement.account_id', 'in', some)
        .where('statement.minimum_due_minor', '>', 0)
        .whereRef('statement.dues_cumulative_minor', '>', 'position.repaid_minor')
        .groupBy('statement.account_id')
        .select(({ fn }) => ['statement.account_id', fn.min('statement.due_on').as('due_on')]),
    );
    return new Map(rows.map((row) => [row.account_id, row.due_on]));
  },
  async correctStatements(accountId, { from, until }, { limitMinor, monthsLate }) {
    const corrected = {
      ...(limitMinor !== undefined && { corrected_limit_minor: limitMinor }),
      ...(monthsLate !== undefined && { corrected_months_late: monthsLate }),
    };
    if (Object.keys(corrected).length === 0) return;
    const own = session.query().updateTable('statement').set(corrected);
    const some = own.where('account_id', '=', accountId).where('period', '>=', from);
    await (until === undefined ? some : some.where('period', '<=', until)).execute();
  },
});

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
});

const toStatement = (row: Tables['statement']): Statement => ({
  id: row.id,
  accountId: row.account_id,
  customerId: row.customer_id,
  period: row.period,
  closedOn: row.closed_on,
  dueOn: row.due_on,
  currency: row.currency,
  balanceMinor: row.balance_minor,
  limitMinor: row.limit_minor,
  paymentsMinor: row.payments_minor,
  purchasesMinor: row.purchases_minor,
  minimumDueMinor: row.minimum_due_minor,
  duesCumulativeMinor: row.dues_cumulative_minor,
  monthsLate: row.months_late,
  status: row.status as StatementStatus | null,
  sourcePeriod: row.source_period,
  corrected: correctedIn(row),
});

function correctedIn(row: Tables['statement']): Statement['corrected'] {
  const { corrected_limit_minor: limitMinor, corrected_months_late: monthsLate } = row;
  return limitMinor === null && monthsLate === null ? null : { limitMinor, monthsLate };
}
