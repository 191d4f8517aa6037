/**
 * A customer's records as the customer is told them. Left out is what a law has kept back, what staff
 * wrote down for staff, and who of the staff reviewed a case or looked at the file; that it is there,
 * and by which law it is kept back, stays. Nothing else is left out of a copy.
 */
import type { Appeal, AppealOutcome, Finding } from '../domain/appeal/appeal.js';
import type { FileAccess } from '../domain/appeal/file-access.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';

/** A record as it is told; `isWithheld` says so of a decision by its id. */
type Told = (record: object, isWithheld: (decisionId: Id) => boolean) => object;

const TOLD: Readonly<Partial<Record<string, Told>>> = {
  decision: (record) => toldDecision(record as Decision),
  platform_action: (record, isWithheld) => toldAction(record as PlatformAction, isWithheld),
  appeal: (record, isWithheld) => toldAppeal(record as Appeal, isWithheld),
  file_access: (record) => ({ ...(record as FileAccess), actor: null }),
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
    if ('record' in row) return { ...row, record };
    return 'document' in row ? { ...row, document: record } : record;
  });
}

/** A store hands a record out as it is, or as a column of its row. */
function recordIn(row: object): object {
  if ('record' in row) return row.record as object;
  return 'document' in row ? (row.document as object) : row;
}

function toldDecision(decision: Decision): object {
  const { measure } = decision;
  if (!measure) return decision;
  const told = { ...measure, statement: null };
  if (!measure.withheld) return { ...decision, measure: told };
  // The name of a measure says what it looks for.
  const kept = { measureId: null, milder: [], conditions: [] };
  return { ...decision, reasons: [], measure: { ...told, ...kept } };
}

const toldAction = (action: PlatformAction, isWithheld: (decisionId: Id) => boolean): object =>
  isWithheld(action.id) ? { ...action, measureId: null, conditions: [] } : action;

function toldAppeal(appeal: Appeal, isWithheld: (decisionId: Id) => boolean): object {
  const { clock, outcome, decisionId } = appeal;
  const extensions = clock.extensions.map((extension) => ({ ...extension, by: null }));
  return {
    ...appeal,
    recused: [],
    assignedTo: null,
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

/** A finding without the reviewer's note. */
export function toldFinding(finding: Finding): object {
  if (!('note' in finding)) return finding;
  const { note: _, ...told } = finding;
  return told;
}
