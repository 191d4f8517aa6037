/**
 * Measures that the policy takes by itself whenever a customer is assessed. A machine takes nothing
 * that a person has just undone: who lifted a measure, or overturned it on appeal, knew of the facts.
 */
import { type CreditAccount, capabilitiesOf } from '../domain/credit-account/credit-account.js';
import type { Measure } from '../domain/platform-action/measure.js';
import { DAY_MS } from '../domain/time.js';
import { type ActRefusal, decideAct } from './act-on-line.js';
import type { ActingOn } from './acting-on.js';
import type { Ports } from './ports.js';
import { readOnce } from './read-once.js';
import { type Act, recordActs } from './record-acts.js';

/** Days for which a person's undoing of a measure keeps the machine from it: a house rule. */
export const PERSON_STANDS_DAYS = 90;

/** A customer's newest actions among which a person's undoing is looked for. */
const ACTIONS_READ = 200;

/**
 * For every usable line the first machine measure that fits, in the caller's transaction and on the
 * caller's assessment, which the caller keeps. Returns what was done.
 */
export async function takeMachineMeasures(ports: Ports, at: ActingOn): Promise<readonly Act[]> {
  const measures = at.actionPolicy.measures.filter(({ taken }) => taken === 'BY_MACHINE');
  const done: Act[] = [];
  if (measures.length === 0) return done;
  // Asked for only where a measure fits.
  const undone = readOnce(() => undoneByPersons(ports, at));
  let now = at;
  let unwritten: Act[] = [];
  const write = async () => {
    if (unwritten.length > 0) done.push(...(await recordActs(ports, now, unwritten)));
    unwritten = [];
  };
  for (const { id } of at.accounts) {
    const account = now.accounts.find((each) => each.id === id);
    if (!account || capabilitiesOf(account).length === 0) continue;
    const acts = await firstFitting(ports, now, account, { measures, undone });
    // Each change of a line is a version of its own, so no line is written twice at once.
    const touched = new Set(acts.map((act) => act.account.id));
    if (unwritten.some((act) => touched.has(act.account.id))) await write();
    unwritten.push(...acts);
    now = { ...now, accounts: now.accounts.map((each) => changedIn(acts, each)) };
  }
  await write();
  return done;
}

const changedIn = (acts: readonly Act[], account: CreditAccount): CreditAccount =>
  acts.find((act) => act.account.id === account.id)?.account ?? account;

async function firstFitting(
  ports: Ports,
  at: ActingOn,
  account: CreditAccount,
  { measures, undone }: { measures: readonly Measure[]; undone: () => Promise<Undone> },
): Promise<readonly Act[]> {
  const decidedBy = `action-policy:${at.actionPolicy.version}`;
  for (const measure of measures) {
    const by = { measure, madeBy: 'MACHINE', decidedBy, statement: null } as const;
    const decided = await decideAct(ports, at, account, by);
    if ('made' in decided) {
      if ((await undone()).has(placeOf(account.id, measure.id))) continue;
      return decided.made;
    }
    if (endsTheSearch(decided.refusal)) return [];
  }
  return [];
}

/** A measure that stands already is the one that fits; without rules none does. */
const endsTheSearch = ({ code }: ActRefusal): boolean =>
  code === 'ALREADY_IN_FORCE' || code === 'JURISDICTION_UNSUPPORTED';

/** The lines' measures that a person has undone lately. */
type Undone = ReadonlySet<string>;
const placeOf = (accountId: string, measureId: string | null) => `${accountId} ${measureId}`;

async function undoneByPersons(
  { platformActions }: Pick<Ports, 'platformActions'>,
  { customer, now }: ActingOn,
): Promise<Undone> {
  const since = now - PERSON_STANDS_DAYS * DAY_MS;
  const actions = await platformActions.ofCustomer(customer.id, ACTIONS_READ);
  const undone = actions.filter(
    ({ status, endedAt }) =>
      (status === 'OVERTURNED' || status === 'LIFTED') && endedAt !== null && endedAt > since,
  );
  return new Set(undone.map(({ accountId, measureId }) => placeOf(accountId, measureId)));
}
