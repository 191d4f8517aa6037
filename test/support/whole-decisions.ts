/**
 * Whether what the institution decided is there whole: each measure with its action, each ending with
 * the decision that made it, each appeal with its outcome, and the notices that are owed.
 */
import type { Appeal } from '../../src/domain/appeal/appeal.js';
import type { Decision } from '../../src/domain/credit-account/decision.js';
import type { Notice } from '../../src/domain/platform-action/notice.js';
import type { PlatformAction } from '../../src/domain/platform-action/platform-action.js';
import type { Read } from './rows.js';

type Rows = Read<'appeal' | 'audit_entry' | 'decision' | 'notice' | 'platform_action'>;

interface Written {
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly actions: ReadonlyMap<string, PlatformAction>;
  readonly appeals: readonly Appeal[];
  readonly notices: readonly Notice[];
  readonly entryIds: ReadonlySet<string>;
}

/** What the institution decided by itself, or took back. */
export const isOfMeasure = (kind: string, record: string): boolean =>
  kind === 'REVERSAL' || kind === 'REINSTATEMENT' || JSON.parse(record).measure !== null;

/** What is not whole or does not agree, in words; empty when all is well. */
export function decisionFaults(rows: Rows): string[] {
  const read = <T>(text: string): T => JSON.parse(text);
  const decisions = rows.decision.map(({ record }) => read<Decision>(record));
  const actions = rows.platform_action.map(({ document }) => read<PlatformAction>(document));
  const written: Written = {
    decisions: new Map(decisions.map((each) => [each.id, each])),
    actions: new Map(actions.map((each) => [each.id, each])),
    appeals: rows.appeal.map(({ document }) => read(document)),
    notices: rows.notice.map(({ document }) => read(document)),
    entryIds: new Set(rows.audit_entry.map(({ id }) => id)),
  };
  return [
    ...actions.flatMap((each) => named(`action ${each.id}`, actionFaults(each, written))),
    ...decisions.flatMap((each) =>
      named(`decision ${each.id} (${each.kind})`, ownFaults(each, written)),
    ),
    ...written.appeals.flatMap((each) => named(`appeal ${each.id}`, appealFaults(each, written))),
    ...written.notices.flatMap((each) => named(`notice ${each.id}`, noticeFaults(each, written))),
  ];
}

const named = (what: string, faults: readonly (string | false)[]): string[] =>
  faults.filter((fault) => fault !== false).map((fault) => `${what}: ${fault}`);

function actionFaults(action: PlatformAction, { decisions, actions }: Written) {
  const { id, accountId, kind, status, causedBy, endedBy } = action;
  const decision = decisions.get(id);
  const ending = endedBy === null ? undefined : decisions.get(endedBy);
  const isOverturned = status === 'OVERTURNED';
  const cause = causedBy === null ? undefined : actions.get(causedBy);
  return [
    (decision?.kind !== kind || decision.accountId !== accountId) && 'no decision',
    isOverturned &&
      (ending?.kind !== 'REVERSAL' || ending.reverses !== id) &&
      'overturned by no reversal',
    cause?.status === 'OVERTURNED' && !isOverturned && 'its cause is overturned, it is not',
  ];
}

function ownFaults({ id, kind, adverseAction, madeBy, measure, reverses }: Decision, of: Written) {
  const undone = reverses === null ? undefined : of.actions.get(reverses);
  const isTold = of.notices.some(({ decisionId }) => decisionId === id);
  return [
    measure !== null && !of.actions.has(id) && 'nothing came of it',
    kind === 'REVERSAL' && !of.decisions.has(reverses ?? '') && 'it undoes nothing',
    undone !== undefined && undone.endedBy !== id && 'what it undoes is not undone by it',
    adverseAction && madeBy !== 'CUSTOMER' && !isTold && 'no notice',
  ];
}

function appealFaults(appeal: Appeal, { decisions, actions, notices, entryIds }: Written) {
  const { decisionId, status, outcome, auditEntryId } = appeal;
  const reversal = decisions.get(outcome?.reversalId ?? '');
  const isUndone = outcome?.kind === 'OVERTURNED' && actions.has(decisionId);
  const under = outcome?.reversalId ?? decisionId;
  const answered = (notice: Notice): boolean =>
    notice.decisionId === under && notice.issuedAt === outcome?.decidedAt;
  return [
    !entryIds.has(auditEntryId) && 'no audit entry',
    !decisions.has(decisionId) && 'about no decision',
    (status === 'DECIDED') !== (outcome !== null) && `${status}, but its outcome says otherwise`,
    isUndone && reversal?.reverses !== decisionId && 'overturned without a reversal',
    outcome !== null && !notices.some(answered) && 'its answer was given by no notice',
  ];
}

const noticeFaults = ({ decisionId, auditEntryId }: Notice, { decisions, entryIds }: Written) => [
  !decisions.has(decisionId) && 'of no decision',
  !entryIds.has(auditEntryId) && 'no audit entry',
];
