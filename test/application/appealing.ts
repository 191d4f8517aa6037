/** Decisions to be appealed in tests, the cases about them, and who works on those. */

import { actingOn } from '../../src/application/acting-on.js';
import type { Actor } from '../../src/application/actor.js';
import { type DecideAppealInput, decideAppeal } from '../../src/application/decide-appeal.js';
import { type FileAppealInput, fileAppeal } from '../../src/application/file-appeal.js';
import { takeMachineMeasures } from '../../src/application/machine-measures.js';
import { recordActivities } from '../../src/application/record-activities.js';
import { takeMeasure } from '../../src/application/take-measure.js';
import { assignAppeal } from '../../src/application/work-appeals.js';
import type { Appeal } from '../../src/domain/appeal/appeal.js';
import type { Evidence } from '../../src/domain/appeal/evidence.js';
import type { Decision } from '../../src/domain/credit-account/decision.js';
import { borrowerOf, paymentSystem } from '../support/actors.js';
import { type Given, type GivenLine, givenLines, newId } from '../support/portfolio.js';
import { DAY_MS, type Store } from '../support/stores.js';

export const caseAgent: Actor = { subject: 'agent-1', roles: ['agent'] };
export const reviewer: Actor = { subject: 'reviewer-1', roles: ['reviewer'] };
export const otherReviewer: Actor = { subject: 'reviewer-2', roles: ['reviewer'] };
export const key = () => ({ idempotencyKey: newId() });

/** What was made; refusals fail the test with their words. */
export function done<T extends object>(result: T): Exclude<T, { refusals: unknown }> {
  if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
  return result as Exclude<T, { refusals: unknown }>;
}

export interface Decided {
  readonly given: Given;
  readonly decision: Decision;
}

/** A line whose drawdown right staff ended because no income was verified, with a linked line. */
export async function rightEnded(
  { ports }: Store,
  { lines = [{}, {}], jurisdiction = 'EU' }: { lines?: GivenLine[]; jurisdiction?: string } = {},
): Promise<Decided> {
  const customer = { jurisdiction, locale: 'en' } as const;
  const given = await givenLines(ports, lines, { customer });
  return { given, decision: await measureTaken(ports, given, 'verified-income-scope') };
}

/** A decision by a measure of the shipped policy, taken by the agent. */
export async function measureTaken(
  ports: Store['ports'],
  { account }: Pick<Given, 'account'>,
  measureId: string,
  over: { actor?: Actor; statement?: string } = {},
): Promise<Decision> {
  const [line] = await ports.accounts.find([account.id]);
  // A change of the rules asks for which one it is.
  const named = measureId === 'regulation-end' ? 'By an order of this week.' : null;
  const { actor = caseAgent, statement = named } = over;
  const input = { accountId: account.id, measureId, statement, ...key() };
  const expectedVersion = line?.version ?? 0;
  const taken = done(await takeMeasure(ports, actor, { ...input, expectedVersion }));
  return taken.decision;
}

/** Cash-outs of yesterday, told by the payment system. */
export async function cashOuts(
  { ports }: Store,
  { customer }: Pick<Given, 'customer'>,
  count: number,
): Promise<void> {
  const occurredAt = ports.clock.now() - DAY_MS;
  const told = Array.from({ length: count }, () => ({
    id: newId(),
    customerId: customer.id,
    occurredAt,
    kind: 'CASH_OUT',
    money: { minor: 10_000, currency: 'CNY' },
  }));
  done(await recordActivities(ports, paymentSystem, told));
}

/** A line that the machine suspended because of frequent outflows. */
export async function suspendedByMachine(store: Store, jurisdiction = 'CN'): Promise<Decided> {
  const { ports } = store;
  const given = await givenLines(ports, [{}], { customer: { jurisdiction } });
  await cashOuts(store, given, 22);
  const acts = await ports.inTransaction(async () => {
    const { customer, accounts } = given;
    await ports.customers.lock([customer.id]);
    const now = ports.clock.now();
    const { lines: books } = await ports.ledger.read(customer, accounts, now);
    const at = await actingOn(ports, { customer, accounts, books, now }, 'ACTIVITY');
    if ('code' in at) throw new Error(at.code);
    await ports.riskProfiles.add([at.assessment]);
    return takeMachineMeasures(ports, at);
  });
  const [act] = acts;
  if (!act) throw new Error('no measure was taken');
  return { given, decision: act.decision };
}

export const filed = async (
  { ports }: Store,
  { given, decision }: Decided,
  over: Partial<FileAppealInput> = {},
): Promise<Appeal> => {
  const input = { decisionId: decision.id, statement: 'It is not so.', evidenceIds: [], ...key() };
  return done(await fileAppeal(ports, borrowerOf(given.customer), { ...input, ...over })).appeal;
};

export const assigned = async (
  { ports }: Store,
  { id: appealId }: Appeal,
  actor = reviewer,
): Promise<Appeal> => done(await assignAppeal(ports, actor, { appealId, ...key() })).appeal;

export const decide = (
  { ports }: Pick<Store, 'ports'>,
  { id: appealId }: Pick<Appeal, 'id'>,
  over: Partial<DecideAppealInput> = {},
  actor = reviewer,
) => {
  const plain = { outcome: 'UPHELD', reasons: 'The facts are right.', findings: [] } as const;
  return decideAppeal(ports, actor, { appealId, ...plain, ...key(), ...over });
};

/** A document that the customer handed in. */
export async function handedIn(
  { ports }: Store,
  { customer }: Pick<Given, 'customer'>,
  kind: Evidence['kind'] = 'INCOME_PROOF',
): Promise<Evidence> {
  const [id, uploadId] = [newId(), newId()];
  const bytes = new TextEncoder().encode(`%PDF-1.4 ${id} %%EOF`);
  const sha256 = Buffer.from(ports.entropy.sha256(bytes)).toString('hex');
  const about = {
    kind,
    mediaType: 'application/pdf',
    bytes: bytes.length,
  } as const;
  const at = { uploadedAt: ports.clock.now(), uploadedBy: borrowerOf(customer).subject };
  const evidence = { id, customerId: customer.id, ...about, sha256, ...at, appealId: null };
  await ports.evidence.keepPiece(customer.id, uploadId, 0, bytes);
  return ports.evidence.complete(evidence, uploadId);
}
