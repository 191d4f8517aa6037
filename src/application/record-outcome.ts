/** Writes down what was decided about a case, and tells it to everybody whom it concerns. */
import type { Appeal, AppealOutcome } from '../domain/appeal/appeal.js';
import { isUndecided } from '../domain/appeal/appeal.js';
import { goingOn } from '../domain/appeal/appeal-rules.js';
import { changeFacts } from '../domain/appeal/findings.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import { actingOn } from './acting-on.js';
import { editionOf, tellCase } from './appeal-case.js';
import type { CaseFacts } from './case-facts.js';
import { giveOutcomeNotice } from './give-notice.js';
import type { Ports } from './ports.js';
import { toldFinding } from './told-records.js';

/** What the reviewer decided and what came of it; the rest the case knows. */
export interface Decided extends Omit<AppealOutcome, 'decidedAt' | 'isLate'> {
  /** What the outcome is told of: the decision, or a person's in its place. */
  readonly decision: Decision;
}

/** Saves the outcome; what it made pointless ends with it. In the caller's transaction. */
export async function recordOutcome(
  ports: Ports,
  at: CaseFacts,
  { decision, ...decided }: Decided,
): Promise<void> {
  const { pack, now } = at;
  const clocked = goingOn(at.appeal, editionOf(at.appeal), now);
  const outcome = { ...decided, decidedAt: now, isLate: now >= clocked.clock.dueAt };
  const appeal: Appeal = { ...clocked, status: 'DECIDED', outcome, endedAt: now };
  if (outcome.kind === 'UPHELD' && changeFacts(outcome.findings)) await scoreAnew(ports, at);
  // The facts may have met what another decision waits for.
  await ports.platformActions.touch([appeal.customerId], now);
  await ports.appeals.save(appeal);
  await endPointless(
    ports,
    appeal,
    outcome.repairs.map(({ decisionId }) => decisionId),
    now,
  );
  const entryId = ports.entropy.nextId();
  const { kind, reversalId, milderId, isLate, reasons, findings, rescore, repairs } = outcome;
  const data = { outcome: kind, isLate, reversalId, milderId };
  const done = repairs.map(({ code, decisionId }) => ({ code, decisionId }));
  // Customers read the entry: a reviewer's notes are not for them, nor what a law has kept back.
  const isWithheld = at.decision.measure?.withheld != null;
  const content = {
    reasons,
    findings: findings.map(toldFinding),
    rescore: isWithheld ? null : rescore,
    repairs: done,
  };
  const by = { subject: outcome.decidedBy, as: 'reviewer' } as const;
  await tellCase(ports, appeal, { step: 'decided', entryId, by, content, data }, now);
  const [account = null] = at.account ? await ports.accounts.find([at.account.id]) : [];
  const occasion = { appeal, decision, account, pack, auditEntryId: entryId };
  await giveOutcomeNotice(ports, occasion, now);
}

/** The decision stands, and what was found counts from now on all the same. */
async function scoreAnew(
  ports: Ports,
  { customer, accounts, books, now }: CaseFacts,
): Promise<void> {
  const acting = await actingOn(ports, { customer, accounts, books, now }, 'APPEAL');
  if (!('code' in acting)) await ports.riskProfiles.add([acting.assessment]);
}

/** Cases about decisions that were undone with this one have nothing left to be decided. */
async function endPointless(
  ports: Ports,
  { id, decisionId }: Appeal,
  undone: readonly Id[],
  now: number,
): Promise<void> {
  const others = [...new Set(undone)].filter((each) => each !== decisionId);
  if (others.length === 0) return;
  for (const pointless of await ports.appeals.ofDecisions(others)) {
    if (pointless.id === id || !isUndecided(pointless)) continue;
    const clocked = goingOn(pointless, editionOf(pointless), now);
    const ended: Appeal = { ...clocked, status: 'MOOT', endedAt: now };
    await ports.appeals.save(ended);
    const entryId = ports.entropy.nextId();
    await tellCase(ports, ended, { step: 'moot', entryId, by: null, data: { because: id } }, now);
  }
}
