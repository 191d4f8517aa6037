/**
 * What time does to cases: a pause ends by itself, a near deadline is told to those above, and one
 * that was missed is reported. Each case is a transaction of its own, and each is told once however
 * many look at the clocks.
 */
import { type Appeal, isUndecided } from '../domain/appeal/appeal.js';
import { type ClockRules, clockCall } from '../domain/appeal/appeal-clock.js';
import { goingOn } from '../domain/appeal/appeal-rules.js';
import type { Id } from '../domain/identifiers.js';
import { JURISDICTION_PACKS } from '../domain/policy/jurisdiction-pack.js';
import { DAY_MS, type Instant } from '../domain/time.js';
import { type CaseStep, editionOf, tellCase } from './appeal-case.js';
import type { Ports } from './ports.js';

/** Cases in one go. */
const BATCH = 100;
/** How far ahead clocks are looked at: no case is escalated sooner than this before its end. */
const AHEAD_MS =
  (Math.max(...JURISDICTION_PACKS.map(({ appeals }) => appeals.escalationDays.value)) + 2) * DAY_MS;

export interface AppealsTicked {
  /** Whose clock's near end was told. */
  readonly escalated: number;
  /** Whose clock ran out, which was reported. */
  readonly overdue: number;
  /** Whose pause ended by itself. */
  readonly resumed: number;
}

type Counted = keyof AppealsTicked;

/** A case that fails does not keep the others; what failed is thrown at the end. */
export async function tickAppeals(ports: Ports, now: Instant): Promise<AppealsTicked> {
  const done: Record<Counted, number> = { escalated: 0, overdue: 0, resumed: 0 };
  const failures: unknown[] = [];
  const tick = async (appeal: Appeal): Promise<void> => {
    try {
      for (const counted of await tickCase(ports, appeal, now)) done[counted] += 1;
    } catch (error) {
      failures.push(error);
    }
  };
  await endPauses(ports, now, tick);
  await watchDeadlines(ports, now, tick);
  if (failures.length > 0) throw new AggregateError(failures, 'some clocks of appeals failed');
  return done;
}

async function endPauses(
  ports: Ports,
  now: Instant,
  tick: (appeal: Appeal) => Promise<void>,
): Promise<void> {
  const seen = new Set<Id>();
  for (;;) {
    const waiting = await ports.appeals.pausedUntil(now, BATCH + seen.size);
    const left = waiting.filter(({ id }) => !seen.has(id));
    if (left.length === 0) return;
    for (const appeal of left) {
      seen.add(appeal.id);
      await tick(appeal);
    }
  }
}

/** Page by page through the queue, which goes by the deadline; what has nothing to be told is passed. */
async function watchDeadlines(
  ports: Ports,
  now: Instant,
  tick: (appeal: Appeal) => Promise<void>,
): Promise<void> {
  let after: { dueAt: Instant; id: Id } | null = null;
  for (;;) {
    const page: Appeal[] = await ports.appeals.queue({ after, limit: BATCH });
    for (const appeal of page) {
      if (appeal.clock.dueAt >= now + AHEAD_MS) return;
      if (clockCall(appeal, editionOf(appeal), now)) await tick(appeal);
    }
    const last = page.at(-1);
    if (!last || page.length < BATCH) return;
    after = { dueAt: last.clock.dueAt, id: last.id };
  }
}

/** Does all that the clock of a case asks for; nothing where it was decided meanwhile. */
const tickCase = (ports: Ports, { id, customerId }: Appeal, now: Instant): Promise<Counted[]> =>
  ports.inTransaction(async () => {
    await ports.customers.lock([customerId]);
    const [stored] = await ports.appeals.find([id]);
    const done: Counted[] = [];
    if (!stored || !isUndecided(stored)) return done;
    const rules = editionOf(stored);
    let appeal = stored;
    for (;;) {
      const call = clockCall(appeal, rules, now);
      if (!call) break;
      const told = calls[call];
      appeal = told.after(appeal, rules, now);
      await ports.appeals.save(appeal);
      const entryId = ports.entropy.nextId();
      await tellCase(ports, appeal, tellingOf(told.step, appeal, entryId), now);
      done.push(told.step);
    }
    return done;
  });

const calls = {
  RESUME: { step: 'resumed', after: goingOn },
  ESCALATE: {
    step: 'escalated',
    after: (appeal: Appeal, _: ClockRules, now: Instant): Appeal => ({
      ...appeal,
      escalatedAt: now,
    }),
  },
  REPORT_OVERDUE: {
    step: 'overdue',
    after: (appeal: Appeal, _: ClockRules, now: Instant): Appeal => ({
      ...appeal,
      overdueReportedAt: now,
    }),
  },
} as const satisfies Record<
  string,
  { step: Counted & CaseStep; after: (appeal: Appeal, rules: ClockRules, now: Instant) => Appeal }
>;

/** Whoever is above learns with whom the case lies, if with anybody. */
const tellingOf = (step: Counted & CaseStep, { assignedTo }: Appeal, entryId: Id) => ({
  step,
  entryId,
  by: null,
  data: { assignedTo },
});
