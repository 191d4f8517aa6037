/** Credit accounts: one row each, saved version by version. */
import { sql } from 'kysely';
import { type CreditAccounts, StaleWrite } from '../../application/ports.js';
import {
  type Agreement,
  type Capability,
  type CreditAccount,
  capabilitiesOf,
  isRightEnded,
  pausedOf,
  suspendedByOf,
} from '../../domain/credit-account/credit-account.js';
import type { Tables } from './orm.js';
import { prepared } from './prepared.js';
import { asTable, insertAll, listed } from './rows.js';
import type { Session } from './transaction.js';

type Row = Tables['credit_account'];

export const creditAccountsOf = (session: Session): CreditAccounts => ({
  async find(ids) {
    const some = listed(ids);
    const { rows } = await prepared(session, `accounts ${some.length}`, some, (query) =>
      query.selectFrom('credit_account').selectAll().where('id', 'in', some),
    );
    return rows.map(toAccount);
  },
  async ofCustomers(ids) {
    const some = listed(ids);
    const { rows } = await prepared(session, `accounts of ${some.length}`, some, (query) => {
      const own = query.selectFrom('credit_account').selectAll().where('customer_id', 'in', some);
      return own.orderBy('customer_id').orderBy('id');
    });
    return rows.map(toAccount);
  },
  async add(accounts) {
    await insertAll(session, 'credit_account', accounts.map(toRow));
  },
  async save(account) {
    const { customer_id, id, ...changed } = toRow(account);
    const { numUpdatedRows } = await session
      .query()
      .updateTable('credit_account')
      .set(changed)
      .where('customer_id', '=', customer_id)
      .where('id', '=', id)
      .where('version', '=', account.version - 1)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new StaleWrite(`credit account ${id} was changed meanwhile`);
  },
  async saveAll(accounts) {
    if (accounts.length === 0) return;
    const rows = accounts.map(toRow);
    const values = rows.flatMap((row) => WRITTEN.map((column) => row[column]));
    // One statement for any number of lines; whoever is a version behind loses the whole of it.
    const { numAffectedRows } = await prepared(
      session,
      `save accounts ${rows.length}`,
      values,
      (query) =>
        query
          .updateTable('credit_account')
          .from(asTable(rows, WRITTEN, NUMBERS).as('changed'))
          .set(({ ref }) =>
            Object.fromEntries(CHANGING.map((column) => [column, ref(`changed.${column}`)])),
          )
          .whereRef('credit_account.customer_id', '=', 'changed.customer_id')
          .whereRef('credit_account.id', '=', 'changed.id')
          .where(sql<boolean>`credit_account.version = changed.version - 1`),
    );
    if (numAffectedRows !== BigInt(rows.length)) {
      throw new StaleWrite('a credit account was changed meanwhile');
    }
  },
});

/** What may differ between two versions of a line. */
const CHANGING = [
  'limit_minor',
  'repayment_autopay',
  'version',
  'status',
  'effective_at',
  'capabilities',
  'closure_id',
  'suspended_by',
  'notice_id',
  'limit_counts_until',
  'annual_rate_ppm',
] as const satisfies readonly (keyof Row)[];

const WRITTEN = ['customer_id', 'id', ...CHANGING] as const;

const NUMBERS: ReadonlySet<keyof Row> = new Set([
  'limit_minor',
  'repayment_autopay',
  'version',
  'effective_at',
  'annual_rate_ppm',
]);

const toRow = (account: CreditAccount): Row => ({
  customer_id: account.customerId,
  id: account.id,
  product_id: account.productId,
  creditor_id: account.creditorId,
  currency: account.currency,
  limit_minor: account.limitMinor,
  agreement_date: account.agreementDate,
  opened_at: account.openedAt,
  repayment_autopay: account.repaymentAutopay ? 1 : 0,
  version: account.version,
  status: account.status,
  effective_at: account.effectiveAt,
  capabilities: keptCapabilities(account).join(' '),
  closure_id: 'closureId' in account ? account.closureId : null,
  previous_account_id: account.previousAccountId,
  suspended_by: keptBy(account),
  notice_id: 'noticeId' in account ? account.noticeId : null,
  limit_counts_until: 'limitCountsUntil' in account ? account.limitCountsUntil : null,
  annual_rate_ppm: account.annualRatePpm,
});

/** What the customer may do, or what a reinstatement or an overturning would give back. */
function keptCapabilities(account: CreditAccount): readonly Capability[] {
  if ('suspended' in account) return account.suspended;
  if ('ended' in account) return account.ended;
  return pausedOf(account) ?? capabilitiesOf(account);
}

/** A line under notice is marked too by what keeps it from use meanwhile. */
const keptBy = (account: CreditAccount): Row['suspended_by'] =>
  account.status === 'NOTICE_GIVEN' && isRightEnded(account)
    ? 'ENDED_RIGHT'
    : suspendedByOf(account);

const pausedBy = (by: string): { pausedBy?: 'CREDITOR' | 'ENDED_RIGHT' } =>
  by === 'CREDITOR' || by === 'ENDED_RIGHT' ? { pausedBy: by } : {};

function toAccount(row: Row): CreditAccount {
  const agreement: Agreement = {
    id: row.id,
    customerId: row.customer_id,
    productId: row.product_id,
    creditorId: row.creditor_id,
    currency: row.currency,
    limitMinor: row.limit_minor,
    annualRatePpm: row.annual_rate_ppm,
    agreementDate: row.agreement_date,
    openedAt: row.opened_at,
    repaymentAutopay: row.repayment_autopay === 1,
    previousAccountId: row.previous_account_id,
    version: row.version,
  };
  const effectiveAt = row.effective_at;
  const status = row.status as CreditAccount['status'];
  const capabilities = row.capabilities.split(' ').filter(Boolean) as Capability[];
  switch (status) {
    case 'ACTIVE':
      return { ...agreement, status, effectiveAt, capabilities };
    case 'NOTICE_GIVEN':
      return {
        ...agreement,
        status,
        effectiveAt,
        noticeId: row.notice_id,
        ...(row.suspended_by === null
          ? { capabilities }
          : { capabilities: [], paused: capabilities, ...pausedBy(row.suspended_by) }),
      };
    case 'SUSPENDED': {
      const suspendedBy = row.suspended_by === 'CUSTOMER' ? 'CUSTOMER' : 'CREDITOR';
      return { ...agreement, status, effectiveAt, suspended: capabilities, suspendedBy };
    }
    case 'DRAWDOWN_ENDED':
      return { ...agreement, status, effectiveAt, ended: capabilities };
    case 'CHARGED_OFF':
      return { ...agreement, status, effectiveAt };
    case 'RUN_OFF':
    case 'CLOSED':
      if (row.closure_id === null) throw new Error(`account ${row.id} closed without a closure`);
      return {
        ...agreement,
        status,
        effectiveAt,
        closureId: row.closure_id,
        limitCountsUntil: row.limit_counts_until,
      };
    default:
      throw new Error(`account ${row.id} has the unknown status ${status satisfies never}`);
  }
}
