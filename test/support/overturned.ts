/**
 * How the overturning of a case stands in the rows: nothing of it is there, all of it is, or in part,
 * and then what is wrong, in words.
 */
import { hashed } from '../../src/infrastructure/persistence/hashed-keys.js';
import type { Tables } from '../../src/infrastructure/persistence/orm.js';
import type { ReadyCase } from './overturning.js';
import { type Read, rowsIn } from './rows.js';
import type { DatabaseStore } from './stores.js';
import { READ } from './whole.js';

/** All that an overturning writes to; looks into files are kept whatever came of them. */
const TOUCHED = [
  'activity',
  'activity_day',
  'appeal',
  'assessment',
  'audit_entry',
  'closure',
  'credit_account',
  'credit_application',
  'decision',
  'notice',
  'outbox_message',
  'platform_action',
  'statement',
] as const;
type Touched = (typeof TOUCHED)[number];

export type Standing = Read<Touched | (typeof READ)[number]>;

/** All rows that tell how cases stand, and whether everything is there whole. */
export const standingOf = (store: DatabaseStore): Promise<Standing> =>
  rowsIn(store, [...new Set([...TOUCHED, ...READ])]);

/** The lines before anything was decided, and all rows when the case was ready to be decided. */
export interface Before {
  readonly atFirst: Standing;
  readonly ready: Standing;
}

/** `UNDONE`, `DONE`, or what is not whole. */
export function overturningOf(
  of: ReadyCase,
  now: Standing,
  before: Before,
): 'UNDONE' | 'DONE' | readonly string[] {
  const keys = keysOf(of, now);
  const isAsItWas = sameOf(now, of.customerId) === sameOf(before.ready, of.customerId);
  if (isAsItWas && keys.length === 0) return 'UNDONE';
  const [found, whole] = [foundOf(of, now, before), wholeOf(of, before)];
  const faults = Object.keys(whole)
    .map((what) => [what, text(found[what]), text(whole[what])])
    .filter(([, is, shouldBe]) => is !== shouldBe)
    .map(([what, is, shouldBe]) => `${of.appealId}: ${what}: ${is}, not ${shouldBe}`);
  return faults.length === 0 ? 'DONE' : faults;
}

const text = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/** A customer's rows as text. */
const sameOf = (rows: Standing, customerId: string): string =>
  text(TOUCHED.map((table) => ownOf(rows, table, customerId).map(withoutLook)));

/** A worker that looked at an action in vain has only put off its next look. */
const withoutLook = (row: object): object =>
  'look_at' in row && 'document' in row
    ? { ...row, look_at: null, document: { ...JSON.parse(String(row.document)), lookAt: null } }
    : row;

/** In an order that does not hang on the database. */
const ownOf = <T extends Touched>(rows: Standing, table: T, customerId: string) =>
  (rows[table] as readonly Tables[T][])
    .filter((row) => row.customer_id === customerId)
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));

const nameOf = (row: { readonly id: string } | { readonly day: string }): string =>
  'id' in row ? row.id : row.day;

const keysOf = ({ appealId }: ReadyCase, { idempotency_key }: Standing) =>
  idempotency_key.filter(
    ({ operation, key }) => operation === 'decideAppeal' && key === hashed(appealId),
  );

/** What there is to be undone: the decision's own action first, then its consequences. */
const actionsOf = ({ customerId, decisionId }: ReadyCase, rows: Standing) =>
  ownOf(rows, 'platform_action', customerId)
    .map(({ document }) => JSON.parse(document))
    .filter(({ id, causedBy }) => id === decisionId || causedBy === decisionId)
    .sort((a, b) => Number(b.id === decisionId) - Number(a.id === decisionId));

/** How many lines a case has made fall beside its own. */
export const linkedIn = (of: ReadyCase, rows: Standing): number => actionsOf(of, rows).length - 1;

const typesOf = (rows: readonly { content: string }[]): string[] =>
  rows.map(({ content }) => JSON.parse(content).type).sort();

const linesOf = (rows: Standing, customerId: string) =>
  Object.fromEntries(
    ownOf(rows, 'credit_account', customerId).map((row) => [
      row.id,
      [row.status, row.limit_minor, row.capabilities, row.suspended_by, row.annual_rate_ppm],
    ]),
  );

/** Limits that scores read on the statements that were made while the decision stood. */
const scoredLimits = (
  rows: Standing,
  { atFirst, ready }: Before,
  customerId: string,
  limitOf: (statement: Tables['statement']) => number | undefined,
) => {
  const known = new Set(atFirst.statement.map(({ id }) => id));
  const between = new Set(ready.statement.map(({ id }) => id).filter((id) => !known.has(id)));
  return Object.fromEntries(
    ownOf(rows, 'statement', customerId)
      .filter(({ id }) => between.has(id))
      .map((row) => [row.id, limitOf(row)]),
  );
};

function foundOf(of: ReadyCase, now: Standing, before: Before): Record<string, unknown> {
  const { customerId, appealId } = of;
  const fresh = <T extends Exclude<Touched, 'activity_day'>>(table: T) => {
    const known = new Set(ownOf(before.ready, table, customerId).map((row) => row.id));
    return ownOf(now, table, customerId).filter(({ id }) => !known.has(id));
  };
  const reversals = fresh('decision').map(({ record }) => JSON.parse(record));
  const reversalOf = (id: string) => reversals.find(({ reverses }) => reverses === id);
  const own = reversalOf(of.decisionId);
  const appeal = JSON.parse(now.appeal.find(({ id }) => id === appealId)?.document ?? '{}');
  const told = fresh('outbox_message');
  const days = (rows: Standing) => ownOf(rows, 'activity_day', customerId).map(text);
  const [assessment, ...others] = fresh('assessment');
  return {
    case: [appeal.status, appeal.outcome?.kind, appeal.outcome?.findings.length],
    reversal: appeal.outcome?.reversalId === own?.id,
    repairs: appeal.outcome?.repairs.every(({ done }: { done: boolean }) => done),
    actions: actionsOf(of, now).map(({ id, status, endedBy }) => [
      id,
      status,
      endedBy === (reversalOf(id)?.id ?? ''),
    ]),
    decisions: reversals.map(({ kind, reverses, causedBy, assessmentId }) => [
      kind,
      causedBy === (reverses === of.decisionId ? null : own?.id),
      assessmentId === assessment?.id,
    ]),
    lines: linesOf(now, customerId),
    'limits that scores read': scoredLimits(
      now,
      before,
      customerId,
      (row) => row.corrected_limit_minor ?? row.limit_minor,
    ),
    scores: [assessment?.trigger, others.length],
    facts: fresh('activity').map(({ id, kind }) => [id, kind]),
    'days with facts': days(now).filter((day) => !days(before.ready).includes(day)).length,
    'a notice of each reversal':
      text(
        fresh('notice')
          .map(({ decision_id }) => decision_id)
          .sort(),
      ) === text(reversals.map(({ id }) => id).sort()),
    'audit entries': typesOf(fresh('audit_entry')),
    messages: told.map(({ type }) => type.replace(/^clearline\.|\.v\d+$/g, '')).sort(),
    furnished: told
      .filter(({ type }) => type === 'clearline.bureau.furnishing.v1')
      .map(({ subject, data }) => [subject, JSON.parse(data).event]),
    keys: keysOf(of, now).map(({ result }) => result),
    'closings and applications': fresh('closure').length + fresh('credit_application').length,
  };
}

/** The same of a case that is overturned whole, once. */
function wholeOf(of: ReadyCase, before: Before): Record<string, unknown> {
  const { accountId, appealId, customerId } = of;
  const actions = actionsOf(of, before.ready);
  const ofEach = <T>(what: T): T[] => actions.map(() => what);
  const limits = new Map(
    ownOf(before.atFirst, 'credit_account', customerId).map((row) => [row.id, row.limit_minor]),
  );
  const told = ['bureau.furnishing', 'appeal.decided', ...ofEach('notice.issued')];
  const all = [...told, ...ofEach('credit-account.measure-ended')].sort();
  return {
    case: ['DECIDED', 'OVERTURNED', 1],
    reversal: true,
    repairs: true,
    actions: actions.map(({ id }) => [id, 'OVERTURNED', true]),
    decisions: ofEach(['REVERSAL', true, true]),
    lines: linesOf(before.atFirst, customerId),
    'limits that scores read': scoredLimits(before.ready, before, customerId, ({ account_id }) =>
      limits.get(account_id),
    ),
    scores: ['APPEAL', 0],
    facts: [[`appeal:${appealId}:income`, 'VERIFIED_INCOME']],
    'days with facts': 1,
    'a notice of each reversal': true,
    'audit entries': all,
    messages: all,
    furnished: [[accountId, 'CORRECTED']],
    keys: [appealId],
    'closings and applications': 0,
  };
}
