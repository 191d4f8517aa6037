/**
 * A customer's records as the customer is told them. Left out is what a law has kept back, what staff
 * wrote down for staff, and who of the staff decided, acted or looked at the file; that it is there,
 * and by which law it is kept back, stays. Nothing else is left out of a copy. Audit entries are told
 * as they are: they have pseudonyms for staff. Of what was found to be another person's the copy has
 * only that it is set aside.
 */
import type { Appeal, AppealOutcome, Finding } from '../domain/appeal/appeal.js';
import type { FileAccess } from '../domain/appeal/file-access.js';
import type { Closure } from '../domain/credit-account/closure-record.js';
import type { ClosureRequest } from '../domain/credit-account/closure-request.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { ActivityDay } from '../domain/risk-profile/activity.js';
import type { LegalHold } from './retention-ports.js';
import { isByStaff } from './written-entry.js';

/** A record as it is told; `isWithheld` says so of a decision by its id. */
type Told = (record: object, isWithheld: (decisionId: Id) => boolean) => object;

const TOLD: Readonly<Partial<Record<string, Told>>> = {
  decision: (record) => toldDecision(record as Decision),
  platform_action: (record, isWithheld) => toldAction(record as PlatformAction, isWithheld),
  appeal: (record, isWithheld) => toldAppeal(record as Appeal, isWithheld),
  file_access: (record) => ({ ...(record as FileAccess), actor: null }),
  closure: (record) => toldClosure(record as Closure),
  closure_request: (record) => toldRequest(record as ClosureRequest),
  legal_hold: (record) => ({ ...(record as LegalHold), placedBy: null, liftedBy: null }),
  activity_day: (record) => toldDay(record as Pick<ActivityDay, 'setAside'>),
  outbox_message: (data) => ({
    ...data,
    ...('assignedTo' in data && { assignedTo: null }),
    ...('formerReviewer' in data && { formerReviewer: null }),
  }),
};

/** Says which decisions have their reasons kept back. */
export function withheldAmong(decisions: readonly object[]): (decisionId: Id) => boolean {
  const withheld = decisions.map(recordIn).filter((each) => (each as Decision).measure?.withheld);
  const ids = new Set(withheld.map((each) => (each as Decision).id));
  return (decisionId) => ids.has(decisionId);
}

/** The rows of a kind as they are told. */
export function toldRows(
  kind: string,
  rows: readonly object[],
  isWithheld: (decisionId: Id) => boolean,
): readonly object[] {
  const told = TOLD[kind];
  if (!told) return rows;
  return rows.map((row) => {
    const record = told(recordIn(row), isWithheld);
    const column = columnOf(row);
    // A column that repeats what the document may have left out.
    const beside = 'asked_since' in row ? { ...row, asked_since: null } : row;
    return column ? { ...beside, [column]: record } : record;
  });
}

/** A store hands a record out as it is, or as one of these columns of its row. */
const columnOf = (row: object): string | undefined =>
  ['record', 'document', 'data'].find((column) => column in row);

function recordIn(row: object): object {
  const column = columnOf(row);
  return column ? (Reflect.get(row, column) as object) : row;
}

const toldDay = ({ setAside, ...day }: Pick<ActivityDay, 'setAside'>): object => ({
  ...day,
  ...(setAside && { setAside: setAside.map(({ appealId }) => ({ appealId })) }),
});

/** The policy or card by which a machine decides; what it has from a person's decision names that. */
const BY_VERSION = /^[a-z]+(?:-[a-z]+)*:/;

function toldDecision(whole: Decision): object {
  const { measure, madeBy } = whole;
  const isTold =
    madeBy === 'CUSTOMER' || (madeBy === 'MACHINE' && BY_VERSION.test(whole.decidedBy));
  const decision = isTold ? whole : { ...whole, decidedBy: null };
  if (!measure) return decision;
  const told = { ...measure, statement: null };
  if (!measure.withheld) return { ...decision, measure: told };
  // The name of a measure says what it looks for.
  const kept = { measureId: null, milder: [], conditions: [] };
  return { ...decision, reasons: [], measure: { ...told, ...kept } };
}

/** Of closings, only the customer's own wish and a machine's decision are nobody's of the staff. */
const toldClosure = (closure: Closure): object => ({
  ...closure,
  requestedBy: isByStaff(closure.requestedAs) ? null : closure.requestedBy,
  approvedBy: null,
});

function toldRequest(request: ClosureRequest): object {
  const { requestedBy, requestedAs, endedBy } = request;
  const isTold = !isByStaff(requestedAs);
  // A customer's own notice ends by somebody else's hand where the line is closed before its day.
  const isOwnEnd = isTold && endedBy === requestedBy;
  return {
    ...request,
    requestedBy: isTold ? requestedBy : null,
    endedBy: isOwnEnd ? endedBy : null,
  };
}

function toldAction(action: PlatformAction, isWithheld: (decisionId: Id) => boolean): object {
  if (!isWithheld(action.id)) return action;
  // What cannot be looked at any more would say what was.
  const { unseen: _, ...told } = action;
  return { ...told, measureId: null, conditions: [] };
}

function toldAppeal(appeal: Appeal, isWithheld: (decisionId: Id) => boolean): object {
  const { clock, outcome, decisionId } = appeal;
  const extensions = clock.extensions.map((extension) => ({ ...extension, by: null }));
  return {
    ...appeal,
    recused: [],
    assignedTo: null,
    formerReviewers: appeal.formerReviewers.map((each) => ({ ...each, subject: null })),
    clock: { ...clock, extensions },
    outcome: outcome && toldOutcome(outcome, isWithheld(decisionId)),
  };
}

const toldOutcome = (outcome: AppealOutcome, isWithheld: boolean): object => ({
  ...outcome,
  findings: outcome.findings.map(toldFinding),
  rescore: isWithheld ? null : outcome.rescore,
  decidedBy: null,
});

/** A finding without the reviewer's note, and without what is another person's. */
export function toldFinding(finding: Finding): object {
  if (finding.kind === 'MISTAKEN_IDENTITY') return { kind: finding.kind };
  if (!('note' in finding)) return finding;
  const { note: _, ...told } = finding;
  return told;
}
