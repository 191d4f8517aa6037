/**
 * Defects and outages, planted behind the ports: the client learns that something went wrong and
 * nothing else, the operator hears the error itself, and what was begun leaves no trace.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ports } from '../../../src/application/ports.js';
import { type As, type Gateway, GatewayFailed, startGateway } from '../../support/gateway.js';
import { type DatabaseStore, describeDatabases } from '../../support/stores.js';

const SECRET = 'password=hunter2 at /etc/clearline (select * from "customer")';
const CUSTOMER = '01990000-0000-7000-8000-000000000001';
const LINE = '01990000-0000-7000-8001-000000000001';
const STEPPED_UP = { persona: 'borrower-clear', stepUp: true } as const;
const CLOSE = `mutation { closeAccount(input: { accountId: "${LINE}", expectedVersion: 1,
  idempotencyKey: "once" }) { account { status } errors { code } } }`;
const MASKED = {
  message: 'Something went wrong on our side. Nothing is known to have changed.',
  extensions: { code: 'INTERNAL_SERVER_ERROR' },
};

/** What fails at the moment: a member of a port by its name, or a call by its number. */
interface Fault {
  readonly at: string | number;
  readonly error: unknown;
  /** How many calls there were. */
  calls: number;
  /** The member that failed. */
  failed?: string;
}

const failing = (at: Fault['at'], error: unknown): Fault => ({ at, error, calls: 0 });

/** The ports, each call of which fails when it is the one. Neither clock nor chance can fail. */
function fallible(ports: Ports, fault: () => Fault | undefined): Ports {
  const wrap = (name: string, port: object): object =>
    new Proxy(port, {
      get(target, member) {
        const value = Reflect.get(target, member);
        if (typeof value !== 'function') return value;
        const full = `${name}.${String(member)}`;
        return (...args: unknown[]) => {
          const found = fault();
          if (!found || (found.at !== full && found.at !== found.calls++)) {
            return Reflect.apply(value, target, args);
          }
          found.failed = full;
          return Promise.reject(found.error);
        };
      },
    });
  const wrapped = Object.entries(ports).map(([name, port]) => [
    name,
    typeof port !== 'object' || name === 'clock' || name === 'entropy' ? port : wrap(name, port),
  ]);
  return Object.fromEntries(wrapped) as Ports;
}

/** What a closing writes, whatever else it does. */
const WRITTEN = [
  'accounts.saveAll',
  'riskProfiles.add',
  'closures.add',
  'auditTrail.append',
  'outbox.append',
  'idempotencyKeys.complete',
];

describeDatabases((open) => {
  let store: DatabaseStore;
  let gateway: Gateway;
  let fault: Fault | undefined;
  let outage: (() => never) | undefined;
  let before: Record<string, string[]>;

  beforeAll(async () => {
    store = await open();
    gateway = await startGateway(store, {
      customers: 2,
      server: {
        ports: fallible(store.ports, () => fault),
        ping: async () => outage?.(),
      },
    });
  });
  beforeEach(async () => {
    before = await store.dump();
  });
  afterEach(() => {
    fault = undefined;
    outage = undefined;
  });
  afterAll(() => gateway?.close());

  const failure = async (as: As, query: string): Promise<GatewayFailed> => {
    const failed = await gateway.query(as, query).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(GatewayFailed);
    return failed as GatewayFailed;
  };
  const heard = (): unknown[] => gateway.defects.splice(0);

  test('of an error behind a query only the path is told; the rest is answered', async () => {
    const error = new Error(SECRET);
    fault = failing('riskProfiles.latest', error);
    const query = `{ customer(id: "${CUSTOMER}") { locale riskProfile { score } } clock { movable } }`;
    const { status, text } = await failure('agent', query);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      errors: [{ ...MASKED, path: ['customer', 'riskProfile'] }],
      data: { customer: { locale: 'zh', riskProfile: null }, clock: { movable: true } },
    });
    const [defect, ...more] = heard();
    expect(defect).toBe(error);
    expect(more).toEqual([]);
  });

  test.each([
    ['a text', 'hunter2'],
    ['an object', { message: SECRET, extensions: { code: 'SECRET' } }],
    ['nothing', undefined],
    ['an error with a code', Object.assign(new Error(SECRET), { code: '42P01' })],
    ['an error with extensions', Object.assign(new Error(SECRET), { extensions: { SECRET } })],
  ])('whatever is thrown is masked: %s', async (_name, error) => {
    fault = failing('accounts.find', error);
    const { text } = await failure('agent', `{ creditAccount(id: "${LINE}") { id } }`);
    expect(JSON.parse(text)).toEqual({
      errors: [{ ...MASKED, path: ['creditAccount'] }],
      data: { creditAccount: null },
    });
    expect(heard()).toHaveLength(1);
  });

  describe('a closing that fails half way leaves nothing behind', () => {
    test('at whichever step of it', async () => {
      const error = new Error(SECRET);
      const failed: string[] = [];
      // Each try fails one call of a port later than the one before, until nothing fails at all.
      for (let step = 0; ; step += 1) {
        fault = failing(step, error);
        const answer = await gateway.query(STEPPED_UP, CLOSE).catch((each: unknown) => each);
        if (!(answer instanceof GatewayFailed)) throw new Error('the closing did not fail');
        expect(JSON.parse(answer.text)).toEqual({
          errors: [{ ...MASKED, path: ['closeAccount'] }],
          data: null,
        });
        expect(heard()).toEqual([error]);
        failed.push(fault.failed ?? '');
        if ((await store.count('closure')) > 0) break;
        expect(await store.dump()).toEqual(before);
      }
      expect(failed).toEqual(expect.arrayContaining(WRITTEN));
    });

    test('and the same key closes when all is well again', async () => {
      const { data } = await gateway.query(STEPPED_UP, CLOSE);
      expect(data).toEqual({ closeAccount: { account: { status: 'CLOSED' }, errors: [] } });
    });

    test('a closing whose answer was lost is answered again by its key', async () => {
      fault = failing('auditTrail.find', new Error(SECRET));
      await failure(STEPPED_UP, CLOSE);
      fault = undefined;
      const { data } = await gateway.query(STEPPED_UP, CLOSE);
      expect(data).toEqual({ closeAccount: { account: { status: 'CLOSED' }, errors: [] } });
      expect(heard()).toHaveLength(1);
      expect(await store.dump()).toEqual(before);
    });
  });

  test('a database that does not answer is told to those who ask for health, in general', async () => {
    outage = () => {
      throw new Error(SECRET);
    };
    const ready = gateway.send({ method: 'GET', path: '/health/ready' });
    const failed = (await ready.catch((error: unknown) => error)) as GatewayFailed;
    expect([failed.status, failed.text]).toEqual([503, '{"status":"database unavailable"}']);
    const live = await gateway.send({ method: 'GET', path: '/health/live' });
    expect(live.status).toBe(200);
  });
});

describeDatabases((open) => {
  test('an error before GraphQL is masked as well', async () => {
    const authenticate = async () => {
      throw new Error(SECRET);
    };
    const gateway = await startGateway(await open(), { customers: 0, server: { authenticate } });
    const answer = gateway.query('agent', '{ clock { now } }');
    const failed = (await answer.catch((error: unknown) => error)) as GatewayFailed;
    expect([failed.status, JSON.parse(failed.text)]).toEqual([500, { errors: [MASKED] }]);
    expect(gateway.defects.splice(0).map(String)).toEqual([expect.stringContaining(SECRET)]);
    await gateway.close();
  });
});
