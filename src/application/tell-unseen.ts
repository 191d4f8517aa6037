/**
 * Tells that conditions of return cannot be looked at any more: the customer what is needed instead, and
 * staff, where it is a person. In the transaction of the look that found it.
 */
import type { Id } from '../domain/identifiers.js';
import { unseenSections } from '../domain/platform-action/notice-unseen.js';
import { needsOf, type PlatformAction } from '../domain/platform-action/platform-action.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { utc } from '../domain/time.js';
import { mayLiftMeasures } from './access.js';
import type { ActingOn } from './acting-on.js';
import type { Actor } from './actor.js';
import { issue, noticeOf } from './issue-notice.js';
import { lineNames, versionsOf } from './notice-facts.js';
import type { Ports } from './ports.js';
import { type Happened, tellAll } from './tell.js';

export interface Unseen {
  /** With what is needed. */
  readonly action: PlatformAction;
  readonly pack: JurisdictionPack;
}

/**
 * Writes each down, tells business systems of it, and gives its customer a notice, unless the reasons of
 * the decision may not be told: then what is needed would tell them.
 */
export async function tellUnseen(
  ports: Ports,
  at: ActingOn,
  unseen: readonly Unseen[],
): Promise<void> {
  if (unseen.length === 0) return;
  const { customer, accounts, assessment, now } = at;
  const decisions = await ports.closures.decisions(unseen.map(({ action }) => action.id));
  const isWithheld = ({ action }: Unseen): boolean =>
    decisions.some(({ id, measure }) => id === action.id && measure?.withheld != null);
  const told = unseen.map((each) =>
    toldOf(ports.entropy.nextId, { ...each, isWithheld: isWithheld(each) }, at),
  );
  await tellAll(ports, customer.id, told, now);
  const about = unseen.flatMap(({ action, pack }, which) => {
    const decision = decisions.find(({ id }) => id === action.id);
    const account = accounts.find(({ id }) => id === action.accountId);
    if (!decision || !account) throw new Error(`action ${action.id} is not whole`);
    const auditEntryId = told[which]?.entryId ?? '';
    if (decision.measure?.withheld) return [];
    return [{ decision, account, pack, auditEntryId, needs: needsOf(action) }];
  });
  if (about.length === 0) return;
  const names = await lineNames(ports, about);
  const { institution } = ports;
  const lookedOn = versionsOf(assessment);
  const notices = about.map((each) => {
    const facts = { ...each, institution, lineName: names(each), lookedOn, openedAt: now };
    const under = { ...each.decision, kind: 'REINSTATEMENT' as const, decidedAt: now };
    return noticeOf(ports, { ...each, under }, unseenSections(facts), now);
  });
  await issue(ports, notices, now);
}

function toldOf(
  nextId: () => Id,
  { action, pack, isWithheld }: Unseen & { readonly isWithheld: boolean },
  { customer, now }: ActingOn,
): Happened & { readonly subject: Id } {
  const { id: decisionId, kind, accountId } = action;
  // A customer's copy has these records too, and which source it is would say what was looked for.
  const needs = needsOf(action).map((need) => (isWithheld ? { kind: need.kind } : { ...need }));
  const data = { schemaVersion: 1, accountId, decisionId, kind, needs, at: utc(now) };
  const name = 'credit-account.return-unseen';
  const content = { type: name, ...data, customerId: customer.id, packEdition: pack.id };
  return { entryId: nextId(), content, type: `clearline.${name}.v1`, data, subject: accountId };
}

/**
 * Decisions whose way back only a person can look at, the longest asked first, at most `limit`; for
 * whoever may lift them, and none of an own line.
 */
export async function returnsToLookAt(
  { platformActions }: Pick<Ports, 'platformActions'>,
  actor: Actor,
  limit: number,
): Promise<
  | { readonly actions: readonly PlatformAction[] }
  | { readonly refusals: readonly { readonly code: 'FORBIDDEN' }[] }
> {
  if (!mayLiftMeasures(actor)) return { refusals: [{ code: 'FORBIDDEN' }] };
  const asking = await platformActions.askingForPerson(limit);
  return { actions: asking.filter(({ customerId }) => mayLiftMeasures(actor, customerId)) };
}
