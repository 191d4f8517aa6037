/**
 * Staff takes a measure of the action policy on a line. Nobody acts by anything else: the measure says
 * on which ground, what it looks for and which milder step comes first, and the person says which one.
 */
import type { AuditEntry } from '../domain/audit-trail/audit-entry.js';
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { AccountId, Id } from '../domain/identifiers.js';
import type { Notice } from '../domain/platform-action/notice.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import { mayTakeMeasures } from './access.js';
import { type ActRefusal, actOnLine } from './act-on-line.js';
import { actingOn } from './acting-on.js';
import type { Actor } from './actor.js';
import { lockedLine, type OwnLines, readLines } from './closing-facts.js';
import { type Attempt, type KeyReused, once } from './idempotency.js';
import { withAdvice } from './notice-advice.js';
import type { Ports } from './ports.js';

export interface TakeMeasureInput {
  readonly accountId: AccountId;
  /** Of the policy in force; also one that machines take can be taken by hand. */
  readonly measureId: string;
  /** What the staff member saw, 1 to 2,000 characters; needed on declared grounds. */
  readonly statement?: string | null;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

export type TakeMeasureRefusal =
  | { readonly code: 'FORBIDDEN' }
  | { readonly code: 'ACCOUNT_NOT_FOUND' }
  | { readonly code: 'MEASURE_NOT_FOUND' }
  | { readonly code: 'VERSION_STALE'; readonly expectedVersion: number; readonly version: number }
  | ActRefusal
  | KeyReused;

/** The line and the action as they are now; decision, notice and receipt as they were made. */
export interface MeasureMade {
  readonly account: CreditAccount;
  readonly decision: Decision;
  readonly action: PlatformAction;
  readonly notice: Notice;
  readonly receipt: AuditEntry;
}

export type TakeMeasureResult =
  | MeasureMade
  /** `account` as it is, where there is one and the caller may act on it. */
  | { readonly refusals: readonly TakeMeasureRefusal[]; readonly account?: CreditAccount };

/**
 * Takes a measure, once per idempotency key, on a fresh assessment that is kept with the decision.
 * Refusals in order: replay of the key, role, line, rules in force, version, measure, then what stands
 * against the measure on this line.
 */
export async function takeMeasure(
  ports: Ports,
  actor: Actor,
  input: TakeMeasureInput,
): Promise<TakeMeasureResult> {
  const [seen] = await ports.accounts.find([input.accountId]);
  if (!mayTakeMeasures(actor, seen?.customerId)) return { refusals: [{ code: 'FORBIDDEN' }] };
  if (!seen) return { refusals: [{ code: 'ACCOUNT_NOT_FOUND' }] };
  const own = await readLines(ports, seen);
  const attempt = await withAdvice(ports, (advised) =>
    once<TakeMeasureRefusal>(advised, actor, 'takeMeasure', input, () =>
      takeUnderLock(advised, actor, input, own),
    ),
  );
  if ('made' in attempt) return measureMade(ports, attempt.made, attempt.made);
  const [account] = await ports.accounts.find([input.accountId]);
  return { refusals: attempt.refusals, ...(account && { account }) };
}

async function takeUnderLock(
  ports: Ports,
  actor: Actor,
  { accountId, measureId, statement = null, expectedVersion }: TakeMeasureInput,
  own: OwnLines,
): Promise<Attempt<TakeMeasureRefusal>> {
  const line = await lockedLine(ports, accountId, own);
  if ('code' in line) return { refusals: [line] };
  const { version } = line.account;
  if (version !== expectedVersion) {
    return { refusals: [{ code: 'VERSION_STALE', expectedVersion, version }] };
  }
  const at = await actingOn(ports, line, 'MEASURE');
  if ('code' in at) return { refusals: [at] };
  const measure = at.actionPolicy.measures.find(({ id }) => id === measureId);
  if (!measure) return { refusals: [{ code: 'MEASURE_NOT_FOUND' }] };
  const by = { measure, madeBy: 'STAFF', decidedBy: actor.subject, statement } as const;
  const acted = await actOnLine(ports, at, line.account, by);
  if ('refusal' in acted) return { refusals: [acted.refusal] };
  await ports.riskProfiles.add([at.assessment]);
  return { made: acted.made[0].decision.id };
}

/** The answer to a success, now or replayed: of a decision about an action, its own or a later one. */
export async function measureMade(
  ports: Ports,
  decisionId: Id,
  actionId: Id,
): Promise<MeasureMade> {
  const [decision] = await ports.closures.decisions([decisionId]);
  const [action] = await ports.platformActions.find([actionId]);
  const [notice] = await ports.notices.ofDecisions([decisionId]);
  const [account] = action ? await ports.accounts.find([action.accountId]) : [];
  const [receipt] = notice ? await ports.auditTrail.find([notice.auditEntryId]) : [];
  if (!decision || !action || !notice || !account || !receipt) {
    throw new Error(`decision ${decisionId} is not whole`);
  }
  return { account, decision, action, notice, receipt };
}
