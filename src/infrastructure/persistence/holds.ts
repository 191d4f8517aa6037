/** Holds and instalment plans of the embedded ledger. */
import type { Books } from '../../application/book-ports.js';
import type { Hold, InstalmentPlan } from '../../domain/ledger/position.js';
import type { Tables } from './orm.js';
import { prepared } from './prepared.js';
import { insertAll, listed, upsertAll } from './rows.js';
import type { Session } from './transaction.js';

type HoldPart =
  | 'hold'
  | 'openHolds'
  | 'addHold'
  | 'saveHolds'
  | 'activePlans'
  | 'addPlans'
  | 'settlePlans';

export const holdsOf = (session: Session): Pick<Books, HoldPart> => ({
  async hold(id) {
    const query = session.query().selectFrom('hold').selectAll();
    return (await query.where('id', '=', id).execute()).map(toHold)[0];
  },
  async openHolds(accountIds) {
    const some = listed(accountIds);
    const values = [...some, 'OPEN'];
    const { rows } = await prepared(session, `open holds ${some.length}`, values, (query) => {
      const own = query.selectFrom('hold').selectAll().where('account_id', 'in', some);
      return own.where('status', '=', 'OPEN').orderBy('id');
    });
    return rows.map(toHold);
  },
  async addHold(hold) {
    await insertAll(session, 'hold', [holdRow(hold)]);
  },
  async saveHolds(holds) {
    await upsertAll(session, 'hold', holds.map(holdRow), (insert) =>
      insert.onConflict((conflict) =>
        conflict.columns(['customer_id', 'id']).doUpdateSet(({ ref }) => ({
          captured_minor: ref('excluded.captured_minor'),
          status: ref('excluded.status'),
        })),
      ),
    );
  },
  async activePlans(accountIds) {
    const some = listed(accountIds);
    const values = [...some, 'ACTIVE'];
    const { rows } = await prepared(session, `active plans ${some.length}`, values, (query) => {
      const own = query.selectFrom('instalment_plan').selectAll().where('account_id', 'in', some);
      return own.where('status', '=', 'ACTIVE').orderBy('id');
    });
    return rows.map(toPlan);
  },
  async addPlans(plans) {
    await insertAll(session, 'instalment_plan', plans.map(planRow));
  },
  async settlePlans(accountId) {
    await session
      .query()
      .updateTable('instalment_plan')
      .set({ status: 'SETTLED' })
      .where('account_id', '=', accountId)
      .where('status', '=', 'ACTIVE')
      .execute();
  },
});

const holdRow = (hold: Hold): Tables['hold'] => ({
  customer_id: hold.customerId,
  id: hold.id,
  account_id: hold.accountId,
  currency: hold.currency,
  capability: hold.capability,
  amount_minor: hold.amountMinor,
  captured_minor: hold.capturedMinor,
  status: hold.status,
  placed_at: hold.placedAt,
  expires_at: hold.expiresAt,
});

export const toHold = (row: Tables['hold']): Hold => ({
  id: row.id,
  accountId: row.account_id,
  customerId: row.customer_id,
  currency: row.currency,
  capability: row.capability as Hold['capability'],
  amountMinor: row.amount_minor,
  capturedMinor: row.captured_minor,
  status: row.status as Hold['status'],
  placedAt: row.placed_at,
  expiresAt: row.expires_at,
});

const planRow = (plan: InstalmentPlan): Tables['instalment_plan'] => ({
  customer_id: plan.customerId,
  id: plan.id,
  account_id: plan.accountId,
  currency: plan.currency,
  principal_minor: plan.principalMinor,
  instalments: plan.instalments,
  instalments_paid: plan.instalmentsPaid,
  next_due_on: plan.nextDueOn,
  status: plan.status,
});

const toPlan = (row: Tables['instalment_plan']): InstalmentPlan => ({
  id: row.id,
  accountId: row.account_id,
  customerId: row.customer_id,
  currency: row.currency,
  principalMinor: row.principal_minor,
  instalments: row.instalments,
  instalmentsPaid: row.instalments_paid,
  nextDueOn: row.next_due_on,
  status: row.status as InstalmentPlan['status'],
});
