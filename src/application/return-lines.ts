/** Lines go back by themselves, once nothing of what a decision was made for is so any more. */
import { type Decision, OWN_DECISION } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import { owedMinor } from '../domain/ledger/position.js';
import type { PlatformAction } from '../domain/platform-action/platform-action.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { ActingOn } from './acting-on.js';
import { booksOf } from './foreseen-moves.js';
import { giveNotices } from './give-notice.js';
import type { Ports } from './ports.js';
import { type Ending, recordEndings, undoneOn } from './record-endings.js';

interface Returning {
  readonly action: PlatformAction;
  readonly pack: JurisdictionPack;
}

/**
 * Ends the actions, takes back what they did to their lines and tells of it, in the open transaction
 * and on books up to the day. Each ending is a REINSTATEMENT on the grounds of the action; the fresh
 * assessment is kept as what it rests on.
 */
export async function returnLines(
  ports: Ports,
  at: ActingOn,
  returning: readonly Returning[],
): Promise<void> {
  const { customer, assessment, now } = at;
  const unwound = undoneOn(
    at,
    returning.map(({ action }) => action),
  );
  const packs = new Map(returning.map(({ action, pack }) => [action.id, pack]));
  const packFor = (action: PlatformAction): JurisdictionPack => {
    const pack = packs.get(action.id);
    if (!pack) throw new Error(`action ${action.id} has no rules`);
    return pack;
  };
  const versions = await policiesOf(ports, at.standing);
  const decisions = new Map<Id, Decision>();
  // Causes before what followed from them, which names their end as its own cause.
  const inOrder = [...unwound.undone].toSorted(
    (one, other) => Number(one.action.causedBy !== null) - Number(other.action.causedBy !== null),
  );
  const endings = inOrder.map((each): Ending => {
    const { action } = each;
    const cause = action.causedBy === null ? undefined : decisions.get(action.causedBy);
    const version = versions.get(action.causedBy ?? action.id) ?? versions.get(action.id);
    const decision = reinstatement(ports, at, action, {
      packEdition: packFor(action).id,
      decidedBy: `action-policy:${version ?? at.actionPolicy.version}`,
      causedBy: cause?.id ?? null,
    });
    decisions.set(action.id, decision);
    return { ...each, decision, as: 'RETURNED' };
  });
  await ports.riskProfiles.add([assessment]);
  const { id: customerId } = customer;
  const recorded = { ...unwound, customerId, endings, assessment, now };
  const entryIds = await recordEndings(ports, recorded);
  const occasions = endings.map(({ decision, action, after: account }, which) => ({
    decision,
    account,
    action,
    pack: packFor(action),
    auditEntryId: entryIds[which] ?? '',
    assessment,
    owedMinor: owedMinor(booksOf(at.books, account.id).position),
  }));
  await giveNotices(ports, occasions, now);
}

/** By decision, the version of the policy that it was made by. */
async function policiesOf(
  ports: Pick<Ports, 'closures'>,
  actions: readonly PlatformAction[],
): Promise<Map<Id, string>> {
  const decisions = await ports.closures.decisions(actions.map(({ id }) => id));
  return new Map(
    decisions.flatMap(({ id, measure }) => (measure ? [[id, measure.actionPolicyVersion]] : [])),
  );
}

const reinstatement = (
  { entropy }: Pick<Ports, 'entropy'>,
  { customer, assessment, now }: ActingOn,
  action: PlatformAction,
  by: Pick<Decision, 'packEdition' | 'decidedBy' | 'causedBy'>,
): Decision => ({
  ...OWN_DECISION,
  ...by,
  id: entropy.nextId(),
  customerId: customer.id,
  accountId: action.accountId,
  kind: 'REINSTATEMENT',
  grounds: action.grounds,
  reasons: [
    { code: action.causedBy === null ? 'CONDITIONS_MET' : 'DECISION_RETURNED', values: {} },
  ],
  adverseAction: false,
  decidedAt: now,
  assessmentId: assessment.id,
  limitPolicyVersion: null,
  madeBy: 'MACHINE',
  reverses: action.id,
});
