/** What a reviewer found becomes facts, which every later score reads; under the customer's lock. */
import type { Finding } from '../domain/appeal/appeal.js';
import { daysFound, type FoundAt, incomeFound, latenessFound } from '../domain/appeal/findings.js';
import { statementsSetAside } from '../domain/appeal/mistaken-identity.js';
import type { ActivityDay } from '../domain/risk-profile/activity.js';
import type { Ports } from './ports.js';

/**
 * Writes findings that are without problems: the income as an activity of today, the days without what
 * was not the customer's, and what scores are to read where a statement was mistaken. What is another
 * person's stays, set aside. `days` are those that scores read.
 */
export async function applyFindings(
  ports: Pick<Ports, 'activities' | 'books'>,
  findings: readonly Finding[],
  days: readonly ActivityDay[],
  at: FoundAt,
): Promise<void> {
  const income = incomeFound(findings, at);
  if (income) await ports.activities.add([income], at.now);
  const changed = daysFound(findings, days, at);
  if (changed.length > 0) await ports.activities.saveDays(changed);
  for (const { accountId, period, monthsLate } of latenessFound(findings)) {
    await ports.books.correctStatements(accountId, { from: period, until: period }, { monthsLate });
  }
  for (const { accountId, period } of statementsSetAside(findings)) {
    const only = { from: period, until: period };
    await ports.books.correctStatements(accountId, only, { setAsideBy: at.appealId });
  }
}
