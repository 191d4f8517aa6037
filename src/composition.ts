/**
 * The composition root: the only place that knows every layer. It opens what a command needs, wires
 * the ports by hand and runs the command.
 */

import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { checkPolicies, jurisdictionWithoutSupervisor } from './application/check-policies.js';
import type { Clock, Ports } from './application/ports.js';
import { runDueWork } from './application/run-due-work.js';
import { shippedActionPolicy } from './infrastructure/action-policies/shipped.js';
import type { Config } from './infrastructure/config.js';
import { banner } from './infrastructure/demo/banner.js';
import { seedDemo } from './infrastructure/demo/portfolio.js';
import { systemEntropy } from './infrastructure/entropy.js';
import { keepErasureList, runErasuresCommand } from './infrastructure/erasures-command.js';
import { makeServer } from './infrastructure/graphql/server.js';
import type { Rejection } from './infrastructure/http/authentication.js';
import { AuthenticationFailed } from './infrastructure/identity/authentication-failed.js';
import {
  DEMO_AUDIENCE,
  DEMO_BORROWER_CLEAR,
  DEMO_BORROWER_INDEBTED,
  DEMO_BORROWER_STEADY,
  DEMO_ISSUER,
  demoKeys,
} from './infrastructure/identity/demo-issuer.js';
import { stepUpChallenge, stepUpSatisfied } from './infrastructure/identity/step-up.js';
import { makeVerifier, type Verify } from './infrastructure/identity/tokens.js';
import { runImportCommand } from './infrastructure/import/import-command.js';
import { institutionOf } from './infrastructure/institutions/institution.js';
import { shippedLimitPolicy } from './infrastructure/limit-policies/shipped.js';
import { checkMasterKey } from './infrastructure/persistence/customer-keys.js';
import { type DemoClock, demoClock } from './infrastructure/persistence/demo-clock.js';
import { masterKeyOf } from './infrastructure/persistence/master-key.js';
import { openDatabase } from './infrastructure/persistence/orm.js';
import { persistentPorts } from './infrastructure/persistence/ports.js';
import { makeSession } from './infrastructure/persistence/transaction.js';
import { makeVault } from './infrastructure/persistence/vault.js';
import { startWorker, stoppable, untilStopped } from './infrastructure/runtime.js';
import { shippedRules, shippedScorecard } from './infrastructure/scorecards/shipped.js';
import { StartRefused, usingAddress } from './infrastructure/start-refusal.js';

/** A migrated database with its ports, and the clock that they go by. */
interface Store {
  readonly ports: Ports;
  /** Present in demo mode: the clock that can be moved. */
  readonly movable?: DemoClock;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Opens and migrates the database that the configuration names. */
async function openStore(config: Config): Promise<Store> {
  const institution = await institutionOf(config);
  if (config.databaseUrl === undefined) await mkdir(config.dataDir, { recursive: true });
  const masterKey = await masterKeyOf(config);
  const database = await openDatabase({
    url: config.databaseUrl,
    sqlitePath: join(config.dataDir, 'clearline.db'),
    poolMax: config.databasePoolMax,
  });
  try {
    await database.migrate();
    const session = makeSession(database, makeVault(masterKey.key));
    await checkMasterKey(session, masterKey.named);
    const movable = config.demo ? await demoClock(session, Date.now) : undefined;
    const clock: Clock = movable ?? { now: Date.now };
    const ports = persistentPorts(session, clock, systemEntropy, institution);
    await ports.inTransaction(async () => {
      // Two servers that start at once on one database take turns here too.
      await ports.dueWork.exclusively();
      await ports.riskProfiles.addChampion(shippedScorecard());
      await ports.riskProfiles.addRules(shippedRules());
      await ports.limitPolicies.add(shippedLimitPolicy());
      await ports.actionPolicies.add(shippedActionPolicy());
      await checkPolicies(ports);
      await checkSupervisors(ports);
    });
    const ping = async () => {
      await session.query().selectFrom('demo_clock').select('id').execute();
    };
    return { ports, movable, ping, close: database.close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** @throws StartRefused where customers are of a jurisdiction whose notices would have a hole. */
async function checkSupervisors(ports: Ports): Promise<void> {
  const jurisdiction = await jurisdictionWithoutSupervisor(ports);
  if (jurisdiction === null) return;
  const reason = `notices to customers in ${jurisdiction} name the supervising authority`;
  throw new StartRefused(`INSTITUTION_FILE: ${reason}, and supervisors.${jurisdiction} is missing`);
}

/** Loads a file into the store that the configuration names; resolves with the exit code. */
export async function importInto(config: Config, argv: readonly string[]): Promise<number> {
  const store = await openStore(config);
  try {
    const { stderr, stdout } = process;
    return await runImportCommand([...argv], { ports: store.ports, stderr, stdout });
  } finally {
    await store.close();
  }
}

/** Repeats the erasures of a list; resolves with the exit code. */
export async function erasures(config: Config, argv: readonly string[]): Promise<number> {
  const { ports, close } = await openStore(config);
  try {
    const { stderr, stdout } = process;
    return await runErasuresCommand(argv, { ports, list: config.erasureList, stderr, stdout });
  } finally {
    await close();
  }
}

/** The store, with what a restored backup brought back erased again. */
async function withErasures(store: Store, { erasureList }: Config, log: Logger): Promise<Store> {
  const { ports, replayed } = await keepErasureList(store.ports, erasureList, (error) =>
    log.error({ err: error }, 'the list of erasures cannot be written'),
  );
  const { repeated, held } = replayed;
  if (repeated + held > 0) log.warn(replayed, 'erasures were repeated on this database');
  return { ...store, ports };
}

/** Serves until a signal comes; resolves with the exit code. */
export async function serveFrom(config: Config): Promise<number> {
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const opened = await openStore(config);
  try {
    const store = await withErasures(opened, config, log);
    if (config.demo) {
      await seedDemo(store.ports, {
        customers: config.demoCustomers,
        borrowerClear: DEMO_BORROWER_CLEAR,
        borrowerIndebted: DEMO_BORROWER_INDEBTED,
        borrowerSteady: DEMO_BORROWER_STEADY,
      });
    }
    const requests = stoppable(store.ports);
    const server = await serverOf(config, { ...store, ports: requests.ports }, log);
    await usingAddress(config, () => server.listen({ host: config.host, port: config.port }));
    const stopped = untilStopped();
    const stopWorker = startWorker(store.ports, runDueWork, (error) =>
      log.error({ err: error }, 'due work failed'),
    );
    const { address, port, family } = server.server.address() as AddressInfo;
    console.log(
      banner(config, `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/graphql`),
    );
    await stopped;
    await Promise.all([server.close(), stopWorker()]);
    // Whoever was cut off may have left work behind.
    await requests.stop();
    return 0;
  } finally {
    await opened.close();
  }
}

async function serverOf(config: Config, store: Store, log: Logger) {
  const { ports, movable, ping } = store;
  return makeServer({
    ports,
    ping,
    authenticate: await verifierOf(config),
    rejection: rejectionLogged(log),
    stepUp: {
      // Tokens go by wall time, whatever the demo's clock says.
      satisfiedBy: (actor) => stepUpSatisfied(actor, config.stepUp, Date.now()),
      challenge: () => stepUpChallenge(config.stepUp),
    },
    advance: movable && ((byMs) => movable.advance(byMs)),
    demo: config.demo,
    maxBodyBytes: config.maxBodyBytes,
    onDefect: (error) => log.error({ err: error }, 'a request failed'),
  });
}

async function verifierOf(config: Config): Promise<Verify> {
  if (config.oidc) {
    const { jwksUri } = config.oidc;
    return makeVerifier({ ...config.oidc, keys: { remote: { jwksUri } } });
  }
  const { publicJwk } = await demoKeys(config.dataDir);
  const keys = { local: [publicJwk] };
  return makeVerifier({ issuer: DEMO_ISSUER, audience: DEMO_AUDIENCE, keys });
}

/** Tells the operator why somebody was not let in; the client learns less, and no token is logged. */
const rejectionLogged =
  (log: Logger) =>
  (error: unknown): Rejection | undefined => {
    if (!(error instanceof AuthenticationFailed)) return undefined;
    const { reason, status, message, headers } = error;
    const isOutage = reason === 'keys-unavailable';
    // Of an outage the innermost cause tells most. Elsewhere it could quote a piece of the token.
    const [cause, ...inner] = causesOf(error);
    const why = { reason, cause: isOutage ? [cause, ...inner].join(': ') : cause };
    if (isOutage) log.error(why, "the issuer's keys cannot be had");
    else log[reason === 'missing' || reason === 'expired' ? 'info' : 'warn'](why, 'not let in');
    return { status, message, headers };
  };

function causesOf({ cause }: Error): string[] {
  return cause instanceof Error ? [cause.message, ...causesOf(cause)] : [];
}
