/**
 * RFC 9470 over HTTP: whoever closes must have proved who they are, strongly and lately. The mere
 * presence of a closing in the operation that is chosen challenges, however it is written.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importJWK, SignJWT } from 'jose';
import {
  DEMO_AUDIENCE,
  DEMO_BORROWER_CLEAR,
  DEMO_ISSUER,
} from '../../../src/infrastructure/identity/demo-issuer.js';
import { type Answer, type Gateway, STEP_UP, startGateway } from '../../support/gateway.js';
import { describeDatabases } from '../../support/stores.js';
import { INPUTS, MUTATIONS } from './inputs.js';

const LINE = '01990000-0000-7000-8001-000000000001';
const INPUT = `input: { accountId: "${LINE}", expectedVersion: 1, idempotencyKey: "k" }`;
const FIELD = `closeAccount(${INPUT}) { errors { code } }`;

const WRITTEN: Record<string, string> = {
  plainly: `mutation { ${FIELD} }`,
  'under an alias': `mutation { harmless: ${FIELD} }`,
  'in a fragment': `mutation { ...F } fragment F on Mutation { ${FIELD} }`,
  'in a fragment in a fragment': `mutation { ...F } fragment F on Mutation { ...G }
    fragment G on Mutation { ... { ${FIELD} } }`,
  'in an inline fragment': `mutation { ... { ${FIELD} } }`,
  'in a typed inline fragment': `mutation { ... on Mutation { a: ${FIELD} } }`,
  'in a fragment named __proto__': `mutation { ...__proto__ }
    fragment __proto__ on Mutation { ${FIELD} }`,
  'under @skip(if: true)': `mutation { ${FIELD.replace(') {', ') @skip(if: true) {')} }`,
  'under @include(if: false)': `mutation { ${FIELD.replace(') {', ') @include(if: false) {')} }`,
  'in a fragment under @skip': `mutation { ...F @skip(if: true) }
    fragment F on Mutation { ${FIELD} }`,
  'under @skip by a variable': `mutation($off: Boolean = true) {
    ${FIELD.replace(') {', ') @skip(if: $off) {')} }`,
  'under @include by a variable': `mutation($on: Boolean = false) { ... @include(if: $on) {
    ${FIELD} } }`,
  'after another mutation': `mutation { advanceClock(by: "P1D") { errors { code } } ${FIELD} }`,
};

const expectChallenge = (answer: Answer): void => {
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toBe(
    'Bearer error="insufficient_user_authentication", ' +
      'error_description="A recent authentication of the required level is needed", ' +
      `acr_values="${STEP_UP.acr}", max_age="${STEP_UP.maxAgeSeconds}"`,
  );
  expect(answer.data).toBeUndefined();
  expect(answer.errors).toHaveLength(1);
  expect(answer.errors[0]?.extensions).toEqual({
    code: 'INSUFFICIENT_USER_AUTHENTICATION',
    error: 'insufficient_user_authentication',
    error_description: 'A recent authentication of the required level is needed',
    acr_values: STEP_UP.acr,
    max_age: STEP_UP.maxAgeSeconds,
  });
};

describeDatabases((open) => {
  let gateway: Gateway;
  let before: Record<string, string[]>;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 2 });
    before = await gateway.store.dump();
  });
  afterAll(() => gateway?.close());

  const tokenOf = async (stepUp: object, sub = DEMO_BORROWER_CLEAR) => {
    const now = Math.floor(Date.now() / 1000);
    const payload = { iss: DEMO_ISSUER, aud: DEMO_AUDIENCE, sub, roles: ['borrower'], ...stepUp };
    const { kid } = gateway.keys.privateJwk;
    const token = await new SignJWT({ ...payload, exp: now + 600 })
      .setProtectedHeader({ alg: 'EdDSA', kid })
      .sign(await importJWK(gateway.keys.privateJwk, 'EdDSA'));
    return { token };
  };
  const nothingHappened = async () => {
    expect(await gateway.store.dump()).toEqual(before);
  };

  test.each(Object.keys(WRITTEN))('a closing written %s challenges', async (how) => {
    expectChallenge(await gateway.query('borrower-clear', WRITTEN[how]!));
    await nothingHappened();
  });

  describe('of all mutations', () => {
    const CLOSINGS = [
      'closeAccount',
      'withdrawClosure',
      'requestClosureOnBehalf',
      'approveClosureOnBehalf',
      'declineClosureOnBehalf',
      'takeMeasure',
      'liftMeasure',
      'decideAppeal',
    ];
    const sent = (name: string) => {
      const [type, input] = INPUTS[name]!;
      const query = `mutation($input: ${type}!) { ${name}(input: $input) { errors { code } } }`;
      return gateway.query('partner', query, { input });
    };
    test.each(CLOSINGS)('%s challenges', async (name) => {
      expectChallenge(await sent(name));
    });
    test.each(MUTATIONS.filter((name) => !CLOSINGS.includes(name)))('%s does not', async (name) => {
      const { status, data } = await sent(name);
      expect([status, data]).toEqual([200, { [name]: { errors: [{ code: 'FORBIDDEN' }] } }]);
      await nothingHappened();
    });
  });

  test('everybody is challenged alike, also those who could not close anyhow', async () => {
    const clock = gateway.store.clock.now();
    for (const persona of ['service', 'agent', 'partner', 'borrower-indebted'] as const) {
      expectChallenge(await gateway.query(persona, WRITTEN['after another mutation']!));
    }
    expect(gateway.store.clock.now()).toBe(clock);
    await nothingHappened();
  });

  describe('of several operations the chosen one counts', () => {
    const query = `query Look { clock { movable } } mutation Close { ${FIELD} }`;
    const chosen = (operationName?: string) =>
      gateway.send({ as: 'borrower-clear', body: { query, operationName } });

    test('the closing one challenges', async () => {
      expectChallenge(await chosen('Close'));
    });
    test('the other one does not', async () => {
      expect(await chosen('Look')).toMatchObject({
        status: 200,
        data: { clock: { movable: true } },
      });
    });
    test('none is chosen by an unknown name, or by no name', async () => {
      for (const name of ['Open', '__proto__', undefined]) {
        const { status, errors, data } = await chosen(name);
        expect([status, data]).toEqual([400, undefined]);
        expect(errors[0]?.extensions.code).toBe('OPERATION_RESOLUTION_FAILURE');
      }
      await nothingHappened();
    });
  });

  test('a closing by GET is refused, stepped up or not', async () => {
    for (const stepUp of [true, false]) {
      const answer = await gateway.send({
        as: { persona: 'borrower-clear', stepUp },
        method: 'GET',
        path: `/graphql?query=${encodeURIComponent(WRITTEN.plainly!)}`,
        headers: { 'apollo-require-preflight': '1' },
      });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    }
    await nothingHappened();
  });

  test('operations do not come in batches, in which one could hide', async () => {
    const body = [{ query: '{ clock { now } }' }, { query: WRITTEN.plainly }];
    const answer = await gateway.send({ as: 'borrower-clear', body });
    expect([answer.status, answer.errors[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
    await nothingHappened();
  });

  const seconds = (ago: number): number => Math.floor(Date.now() / 1000) - ago;
  test.each([
    ['no acr', () => ({ auth_time: seconds(0) })],
    ['another acr', () => ({ acr: 'urn:clearline:acr:password', auth_time: seconds(0) })],
    ['two acrs in one text', () => ({ acr: `${STEP_UP.acr} x`, auth_time: seconds(0) })],
    ['no auth_time', () => ({ acr: STEP_UP.acr })],
    ['an auth_time older than max_age', () => ({ acr: STEP_UP.acr, auth_time: seconds(302) })],
    ['an auth_time in the future', () => ({ acr: STEP_UP.acr, auth_time: seconds(-60) })],
  ])('a token with %s is challenged', async (_name, stepUp) => {
    expectChallenge(await gateway.query(await tokenOf(stepUp()), WRITTEN.plainly!));
    await nothingHappened();
  });

  test('it is wall time by which a sign-in grows old, wherever the product clock stands', async () => {
    gateway.store.clock.advance(400 * 86_400_000);
    const fresh = await tokenOf({ acr: STEP_UP.acr, auth_time: seconds(290) });
    const { status, data } = await gateway.query(fresh, WRITTEN['in a typed inline fragment']!);
    expect([status, data]).toEqual([200, { a: { errors: [] } }]);
    expect(await gateway.store.count('closure')).toBe(1);
  });
});
