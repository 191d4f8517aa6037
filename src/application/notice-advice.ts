/**
 * The plans of recourse that notices tell. A search can take longer than all the rest of a decision, and
 * must not keep a lock from others meanwhile: who decides inside {@link withAdvice} does so once for the
 * situation, lets go of everything, has the search made, and decides again with its plans at hand.
 */
import { isOfferInPart } from '../domain/credit-account/decision.js';
import type { AccountId } from '../domain/identifiers.js';
import { adviceTarget } from '../domain/platform-action/notice-advice.js';
import type { AdviceFacts, AdviceTarget } from '../domain/platform-action/notice-facts.js';
import { type Plan, recourseSteps } from '../domain/risk-profile/recourse/recourse.js';
import type { Situation } from '../domain/risk-profile/recourse/situation.js';
import type { Instant } from '../domain/time.js';
import type { Text } from '../domain/wording.js';
import { currentModel } from './assess.js';
import { productsOf } from './embedded-ledger.js';
import { situationOf, worked } from './find-recourse.js';
import type { NoticeOccasion } from './notice-occasion.js';
import type { Ports } from './ports.js';

/** Plans by the situation that they were found for. */
interface Desk {
  readonly plans: Map<string, readonly Plan[]>;
  triesLeft: number;
}

/** The facts can change while nobody holds them; then the search is made under the lock after all. */
const TRIES = 2;

const desks = new WeakMap<Ports, Desk>();

/** Thrown to let go of the transaction; nobody but {@link withAdvice} sees it. */
class AdviceMissing extends Error {
  constructor(
    readonly key: string,
    readonly situation: Situation,
  ) {
    super('the plans of a notice have to be worked out first');
  }
}

/** Runs a whole use case, transaction and all, again once the plans are there that it lacked. */
export async function withAdvice<T>(ports: Ports, run: (ports: Ports) => Promise<T>): Promise<T> {
  const own = { ...ports };
  const desk: Desk = { plans: new Map(), triesLeft: TRIES };
  desks.set(own, desk);
  for (;;) {
    try {
      return await run(own);
    } catch (error) {
      if (!(error instanceof AdviceMissing)) throw error;
      desk.plans.set(error.key, await plansOf(ports, error.situation));
    }
  }
}

const plansOf = async (
  { othersTurn }: Pick<Ports, 'othersTurn'>,
  situation: Situation,
): Promise<readonly Plan[]> => (await worked(recourseSteps(situation), othersTurn)).plans;

/** Two situations that are written alike have the same plans. */
const keyOf = ({ card: { card }, rules, ...facts }: Situation): string =>
  JSON.stringify([card.version, rules.version, facts], (_, value: unknown) =>
    value instanceof Set || value instanceof Map ? [...value] : value,
  );

/**
 * The advice of each occasion, null where it asks for no score; on the facts as they are after the
 * decisions. Reads nothing where none asks for one.
 */
export async function adviceIn(
  ports: Ports,
  occasions: readonly NoticeOccasion[],
  now: Instant,
): Promise<(AdviceFacts | null)[]> {
  if (!occasions.some(mayAsk)) return occasions.map(() => null);
  const { card } = await currentModel(ports);
  const found = new Map<string, AdviceFacts | null>();
  const advice: (AdviceFacts | null)[] = [];
  for (const occasion of occasions) {
    const { decision } = occasion;
    const target = mayAsk(occasion) ? adviceTarget(decision, card) : null;
    const key = JSON.stringify([decision.customerId, target]);
    if (target && !found.has(key)) found.set(key, await adviceFor(ports, occasion, target, now));
    advice.push((target && found.get(key)) ?? null);
  }
  return advice;
}

/** Who was offered a part of what was asked for had the score for new credit. */
function mayAsk({ decision }: NoticeOccasion): boolean {
  const { kind, measure, adverseAction } = decision;
  if (kind === 'APPLICATION') return adverseAction && !isOfferInPart(decision);
  return (measure?.conditions ?? []).some((condition) => condition.kind === 'BAND_IN');
}

async function adviceFor(
  ports: Ports,
  { decision, positions }: NoticeOccasion,
  target: AdviceTarget,
  now: Instant,
): Promise<AdviceFacts | null> {
  const [customer] = await ports.customers.find([decision.customerId]);
  if (!customer) throw new Error(`decision ${decision.id} is about no customer`);
  const situation = await situationOf(ports, customer, target, now, positions);
  // Where no rules are in force any more, or the card has no such band, there is nothing to reach.
  if ('code' in situation) return null;
  const plans = await plansAtHand(ports, situation);
  const { facts, card, rules } = situation;
  const lineNames = await namesOf(ports, plans);
  return { target, situation: { card, rules }, plans, on: facts.asOf, lineNames };
}

async function plansAtHand(ports: Ports, situation: Situation): Promise<readonly Plan[]> {
  const desk = desks.get(ports);
  const key = keyOf(situation);
  const known = desk?.plans.get(key);
  if (known) return known;
  if (desk && desk.triesLeft > 0) {
    desk.triesLeft -= 1;
    throw new AdviceMissing(key, situation);
  }
  return plansOf(ports, situation);
}

/** The names of the lines that plans pay. */
async function namesOf(
  ports: Pick<Ports, 'accounts' | 'products'>,
  plans: readonly Plan[],
): Promise<ReadonlyMap<AccountId, Text>> {
  const paid = plans.flatMap(({ actions }) =>
    actions.flatMap(({ action }) => ('accountId' in action ? action.accountId : [])),
  );
  if (paid.length === 0) return new Map();
  const accounts = await ports.accounts.find([...new Set(paid)]);
  const productOf = await productsOf(ports.products, accounts);
  return new Map(accounts.map((account) => [account.id, productOf(account).names]));
}
