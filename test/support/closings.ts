/** Shorthand for tests that preview and close lines, by quote, by notice and on behalf. */
import type { Actor } from '../../src/application/actor.js';
import {
  type CloseAccountInput,
  type CloseAccountResult,
  closeAccount,
} from '../../src/application/close-account.js';
import type { Ports } from '../../src/application/ports.js';
import { type Preview, previewClosure } from '../../src/application/preview-closure.js';
import type { CreditAccount, Motive } from '../../src/domain/credit-account/credit-account.js';
import type { Statement } from '../../src/domain/ledger/statement.js';
import { addDays, addMonths } from '../../src/domain/time.js';
import { borrowerOf } from './actors.js';
import { madeClosure } from './operated.js';
import { aStatement, type Given, type GivenLine, givenLines, newId } from './portfolio.js';

export const otherAgent: Actor = { subject: 'agent-2', roles: ['agent'] };

/** A preview that was made; a refusal fails the test with its words. */
export async function previewed(
  ports: Ports,
  actor: Actor,
  input: { accountId: string; motive?: Motive | null },
): Promise<Preview> {
  const result = await previewClosure(ports, actor, input);
  if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
  return result;
}

/** The customer's own preview of the given line. */
export const ownPreview = (
  ports: Ports,
  { customer, account }: Given,
  motive: Motive | null = null,
): Promise<Preview> => previewed(ports, borrowerOf(customer), { accountId: account.id, motive });

/** The customer closes the given line, or another one of theirs. */
export const closeOwn = (
  ports: Ports,
  { customer, account }: Pick<Given, 'customer' | 'account'>,
  over: Partial<CloseAccountInput> = {},
): Promise<CloseAccountResult> =>
  closeAccount(ports, borrowerOf(customer), {
    accountId: account.id,
    idempotencyKey: newId(),
    ...over,
  });

export const closedOwn = async (
  ports: Ports,
  given: Pick<Given, 'customer' | 'account'>,
  over: Partial<CloseAccountInput> = {},
) => madeClosure(await closeOwn(ports, given, over));

/** The statements of the six months before November, all of the same kind. */
export function halfAYear(account: CreditAccount, over: Partial<Statement> = {}): Statement[] {
  return [6, 5, 4, 3, 2, 1].map((back) => {
    const next = addMonths('2026-11-01', 1 - back);
    const closedOn = addDays(next, -1);
    const dueOn = addDays(closedOn, 20);
    return aStatement(account, { period: closedOn.slice(0, 7), closedOn, dueOn, ...over });
  });
}

/** Conduct that the tests' card puts into its last band: three months late all the time. */
export const LATE = { monthsLate: 3, balanceMinor: 900_000, paymentsMinor: 0 } as const;

/** Lines whose last six statements are all of a kind. */
export async function givenHistory(
  ports: Ports,
  lines: readonly GivenLine[],
  statement: Partial<Statement>,
  over: Parameters<typeof givenLines>[2] = {},
): Promise<Given> {
  const given = await givenLines(ports, lines, over);
  await ports.inTransaction(() =>
    ports.books.addStatements(given.accounts.flatMap((each) => halfAYear(each, statement))),
  );
  return given;
}

/** The n-th account of those given. */
export function lineAt({ accounts }: Given, at: number) {
  const account = accounts[at];
  if (!account) throw new Error(`no line ${at} was given`);
  return account;
}
