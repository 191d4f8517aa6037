/** Measures taken in tests, and what is there of them afterwards. */
import { expect } from '@jest/globals';
import { actOnLine } from '../../src/application/act-on-line.js';
import { actingOn } from '../../src/application/acting-on.js';
import type { Customer, Ports } from '../../src/application/ports.js';
import type { Act } from '../../src/application/record-acts.js';
import type { CreditAccount } from '../../src/domain/credit-account/credit-account.js';
import type { Ground } from '../../src/domain/credit-account/grounds.js';
import type {
  Measure,
  MeasureCondition,
  MeasureEffect,
} from '../../src/domain/platform-action/measure.js';
import type { PlatformAction } from '../../src/domain/platform-action/platform-action.js';
import { newId } from '../support/portfolio.js';
import type { Store } from '../support/stores.js';

const TEXT = { en: 'By this measure.', zh: '依据本措施。' };

/** At nine tenths of the limit; repaying ends it. */
export const MOSTLY_USED = {
  kind: 'UTILIZATION_AT_LEAST',
  ppm: 900_000,
} as const satisfies MeasureCondition;

/** On which the rules of every jurisdiction know the effect. */
function groundsFor({ kind }: MeasureEffect, when: readonly MeasureCondition[]): Ground {
  if (kind === 'CLOSURE') return 'DELINQUENCY';
  return when.length === 0 ? 'BUSINESS_ADJUSTMENT' : 'OVER_DEPENDENCE';
}

/** A measure of a test's own; each is another one. */
export const aMeasure = (
  effect: MeasureEffect,
  when: readonly MeasureCondition[] = [MOSTLY_USED],
  over: { grounds?: Ground; linkedDecreasePpm?: number } = {},
): Measure => ({
  id: `measure-${newId()}`,
  grounds: over.grounds ?? groundsFor(effect, when),
  effect,
  taken: 'BY_PERSON',
  when,
  reasonCode: 'BY_THIS_MEASURE',
  reason: TEXT,
  basis: TEXT,
  milder: [],
  linkedDecreasePpm: over.linkedDecreasePpm ?? null,
});

interface Having {
  readonly customer: Customer;
  readonly account: CreditAccount;
}

/** Takes a measure on a line, by staff; the first act is its own. */
export async function acted(
  { ports }: Store,
  { customer, account }: Having,
  measure: Measure,
): Promise<readonly [Act, ...Act[]]> {
  return ports.inTransaction(async () => {
    const now = ports.clock.now();
    await ports.customers.lock([customer.id]);
    const accounts = await ports.accounts.ofCustomers([customer.id]);
    const reading = await ports.ledger.readAhead(customer, now, async () => accounts);
    const { lines: books } = await ports.ledger.confirm(reading, customer, accounts, now);
    const at = await actingOn(ports, { customer, accounts, books, now }, 'MEASURE');
    if ('code' in at) throw new Error(at.code);
    await ports.riskProfiles.add([at.assessment]);
    const line = accounts.find(({ id }) => id === account.id);
    if (!line) throw new Error('no such line');
    const by = { measure, madeBy: 'STAFF', decidedBy: 'agent-1', statement: null } as const;
    const done = await actOnLine(ports, at, line, by);
    if ('refusal' in done) throw new Error(JSON.stringify(done.refusal));
    return done.made;
  });
}

export async function lineNow({ ports }: Store, { account }: Pick<Having, 'account'>) {
  const [line] = await ports.accounts.find([account.id]);
  if (!line) throw new Error('no such line');
  return line;
}

export async function actionNow(
  { ports }: Store,
  { action: { id } }: Pick<Act, 'action'>,
): Promise<PlatformAction> {
  const [action] = await ports.platformActions.find([id]);
  if (!action) throw new Error('no such action');
  return action;
}

/** Messages of a type to business systems, their data alone. */
export const messagesOf = async (store: Store, type: string) =>
  (await store.outbox()).filter((each) => each.type === type).map(({ data }) => data);

/** What changes something: a name of these on any port. */
const WRITES =
  /^(add|save|append|open|correct|setRelationshipEnd|touch|settlePlans|mark|addDecisions)/;

/**
 * The ports of a store of which the n-th write throws, for each n in turn, until nothing throws. Every
 * time nothing may have changed. Returns how many writes there are.
 */
export async function expectWholeOrNothing(
  store: Store,
  work: (ports: Ports) => Promise<unknown>,
): Promise<number> {
  const before = await store.dump();
  for (let failing = 1; failing < 100; failing += 1) {
    let writes = 0;
    const planted = new Error('a planted failure');
    const ports = Object.fromEntries(
      Object.entries(store.ports).map(([name, port]) => [
        name,
        typeof port !== 'object' || port === null
          ? port
          : new Proxy(port, {
              get(target, method) {
                const own = Reflect.get(target, method);
                if (typeof own !== 'function' || !WRITES.test(String(method))) return own;
                return (...given: unknown[]) => {
                  writes += 1;
                  if (writes === failing) throw planted;
                  return own.apply(target, given);
                };
              },
            }),
      ]),
    ) as unknown as Ports;
    try {
      await work(ports);
      return writes;
    } catch (error) {
      if (error !== planted) throw error;
      expect(await store.dump()).toEqual(before);
    }
  }
  throw new Error('it never came to an end');
}
