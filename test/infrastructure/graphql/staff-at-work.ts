/** Everything that staff can do, each by a subject that can be found again wherever it is written. */
import type { Actor, Role } from '../../../src/application/actor.js';
import {
  approveClosureOnBehalf,
  requestClosureOnBehalf,
} from '../../../src/application/close-on-behalf.js';
import { liftLegalHold, placeLegalHold } from '../../../src/application/legal-holds.js';
import { liftMeasure } from '../../../src/application/lift-measure.js';
import { recordNoticeDelivered } from '../../../src/application/notice-clock.js';
import { runDueWork } from '../../../src/application/run-due-work.js';
import {
  answerAppeal,
  askAppellant,
  extendAppeal,
  releaseAppeal,
} from '../../../src/application/work-appeals.js';
import { assigned, decide, done, filed, key, measureTaken } from '../../application/appealing.js';
import { borrowerOf } from '../../support/actors.js';
import { type Given, givenLines } from '../../support/portfolio.js';
import { DAY_MS, type Store } from '../../support/stores.js';

/** What the subjects of the staff have in common, and nothing else has. */
export const STAFF_CANARY = 'staff-canary';
const of = (role: Role): Actor => ({ subject: `${STAFF_CANARY}-${role}`, roles: [role] });
const second = (role: Role): Actor => ({
  subject: `${STAFF_CANARY}-second-${role}`,
  roles: [role],
});
export const STAFF = {
  agent: of('agent'),
  secondAgent: second('agent'),
  reviewer: of('reviewer'),
  secondReviewer: second('reviewer'),
  service: of('service'),
} as const;

/** Whatever staff can do to a customer's lines, cases, notices and records, each by somebody. */
export async function everythingDoneByStaff(store: Store): Promise<Given> {
  const { ports } = store;
  const { agent, secondAgent, reviewer, secondReviewer, service } = STAFF;
  const given = await givenLines(ports, [{}, {}, {}], { customer: { jurisdiction: 'CN' } });
  const { account, customer, accounts } = given;
  const own = borrowerOf(customer);
  const lifted = await measureTaken(ports, given, 'security-suspend', {
    actor: agent,
    statement: 'Seen.',
  });
  const lift = { decisionId: lifted.id, statement: 'Seen.', ...key() };
  done(await liftMeasure(ports, secondAgent, lift));
  const hold = { customerId: customer.id, reason: 'A dispute.', ...key() };
  const placed = done(await placeLegalHold(ports, reviewer, hold));
  done(await liftLegalHold(ports, secondReviewer, { legalHoldId: placed.made.id, ...key() }));
  const decision = await measureTaken(ports, given, 'verified-income-scope', { actor: agent });
  const [notice] = await ports.notices.ofDecisions([decision.id]);
  const at = { channel: 'EMAIL', deliveredAt: store.clock.now() } as const;
  done(await recordNoticeDelivered(ports, service, { noticeId: notice!.id, ...at, ...key() }));
  const asked = await assigned(store, await filed(store, { given, decision }), reviewer);
  const appealId = asked.id;
  const extension = { appealId, kind: 'COMPLEX', why: 'It is.', ...key() } as const;
  done(await extendAppeal(ports, reviewer, extension));
  done(await askAppellant(ports, reviewer, { appealId, question: 'Since when?', ...key() }));
  const answer = { appealId, text: 'Since May.', evidenceIds: [], ...key() };
  done(await answerAppeal(ports, own, answer));
  done(await releaseAppeal(ports, reviewer, { appealId, ...key() }));
  await assigned(store, asked, reviewer);
  // Whoever is above is told with whom the case lies, and with whom it lay until it was taken over.
  store.clock.advance(100 * DAY_MS);
  await runDueWork(ports);
  await assigned(store, asked, secondReviewer);
  done(await decide(store, asked, { outcome: 'OVERTURNED' }, secondReviewer));
  const behalf = { accountId: accounts[1]!.id, cause: 'FRAUD', statement: 'Seen.' } as const;
  const wish = done(await requestClosureOnBehalf(ports, agent, { ...behalf, ...key() }));
  const approval = { requestId: wish.made.id, ...key() };
  done(await approveClosureOnBehalf(ports, secondAgent, approval));
  const [closing] = await ports.closures.decisionsOf([behalf.accountId], 1);
  const closed = await assigned(store, await filed(store, { given, decision: closing! }), reviewer);
  done(await decide(store, closed, { outcome: 'OVERTURNED' }, reviewer));
  return { ...given, account };
}
