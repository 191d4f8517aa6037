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

/** What fails at the moment: a member of a port, with what it throws. */
interface Fault {
  readonly at: string;
  readonly error: unknown;
}

/** The ports, each member of which fails when it is named. */
function fallible(ports: Ports, fault: () => Fault | undefined): Ports {
  const wrap = (name: string, port: object): object =>
    new Proxy(port, {
      get(target, member) {
        const value = Reflect.get(target, member);
        const found = fault();
        if (found?.at !== `${name}.${String(member)}`) return value;
        return async () => {
          throw found.error;
        };
      },
    });
  const wrapped = Object.entries(ports).map(([name, port]) => [
    name,
    typeof port === 'object' ? wrap(name, port) : port,
  ]);
  return Object.fromEntries(wrapped) as Ports;
}

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
    fault = { at: 'riskProfiles.latest', error };
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
    fault = { at: 'accounts.find', error };
    const { text } = await failure('agent', `{ creditAccount(id: "${LINE}") { id } }`);
    expect(JSON.parse(text)).toEqual({
      errors: [{ ...MASKED, path: ['creditAccount'] }],
      data: { creditAccount: null },
    });
    expect(heard()).toHaveLength(1);
  });

  describe('a closing that fails half way leaves nothing behind', () => {
    test.each([
      'accounts.save',
      'riskProfiles.champion',
      'riskProfiles.add',
      'closures.add',
      'auditTrail.append',
      'outbox.append',
      'idempotencyKeys.complete',
    ])('at %s', async (at) => {
      const error = new Error(SECRET);
      fault = { at, error };
      const { text } = await failure(STEPPED_UP, CLOSE);
      expect(JSON.parse(text)).toEqual({
        errors: [{ ...MASKED, path: ['closeAccount'] }],
        data: null,
      });
      expect(heard()).toEqual([error]);
      expect(await store.dump()).toEqual(before);
    });

    test('and the same key closes when all is well again', async () => {
      const { data } = await gateway.query(STEPPED_UP, CLOSE);
      expect(data).toEqual({ closeAccount: { account: { status: 'CLOSED' }, errors: [] } });
    });

    test('a closing whose answer was lost is answered again by its key', async () => {
      fault = { at: 'auditTrail.find', error: new Error(SECRET) };
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
