/** What scores read of the months in which a limit was lower than it should have been. */
import type { Repair } from '../domain/appeal/appeal.js';
import type { Statement } from '../domain/ledger/statement.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { isLater, limitWithout } from '../domain/platform-action/undo-limit.js';
import { localDate } from '../domain/time.js';
import type { Ports } from './ports.js';
import type { ReversalContext } from './reversal-context.js';

/**
 * Has scores read the statements that line decreases lowered the limit of as if they had not. `standing`
 * are the actions as they stood before anything was undone: other decreases stay counted in.
 */
export async function correctLimits(
  ports: Pick<Ports, 'books'>,
  { customer, pack }: Pick<ReversalContext, 'customer' | 'pack'>,
  actions: readonly PlatformAction[],
  standing: readonly PlatformAction[],
): Promise<Repair[]> {
  const decreases = actions.filter(({ set }) => set.limitMinor !== null);
  if (decreases.length === 0) return [];
  const dayOf = (instant: number): string => localDate(instant, pack.timeZone);
  const since = decreases.map(({ decidedAt }) => dayOf(decidedAt)).toSorted()[0] ?? '';
  const statements = await ports.books.statements([customer.id], since.slice(0, 7));
  const repairs: Repair[] = [];
  for (const action of decreases) {
    const { id: decisionId, accountId, decidedAt, endedAt } = action;
    const made = statements.filter(
      (each) =>
        each.accountId === accountId &&
        each.closedOn >= dayOf(decidedAt) &&
        (endedAt === null || each.closedOn < dayOf(endedAt)),
    );
    const later = standing.filter(
      (each) =>
        each.accountId === accountId && each.kind === 'LINE_DECREASE' && isLater(each, action),
    );
    const corrected: string[] = [];
    for (const statement of made) {
      const { period, closedOn } = statement;
      const counted = later.filter((each) => dayOf(each.decidedAt) <= closedOn);
      const limitMinor = limitWithout(scoredLimit(statement), action, counted);
      if (limitMinor === scoredLimit(statement)) continue;
      await ports.books.correctStatements(
        accountId,
        { from: period, until: period },
        { limitMinor },
      );
      corrected.push(period);
    }
    const [first] = corrected;
    if (first === undefined) continue;
    const code = 'REPAIR_STATEMENTS_CORRECTED';
    const values = { from: `${first}-01` };
    repairs.push({ kind: 'STATEMENT_LIMITS', decisionId, accountId, done: true, code, values });
  }
  return repairs;
}

const scoredLimit = ({ limitMinor, corrected }: Statement): number =>
  corrected?.limitMinor ?? limitMinor;
