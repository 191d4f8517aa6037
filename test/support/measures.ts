/** Shorthand for tests of what the institution does to lines by its measures. */
import type { Actor } from '../../src/application/actor.js';
import type { Ports } from '../../src/application/ports.js';
import {
  type MeasureMade,
  type TakeMeasureInput,
  type TakeMeasureResult,
  takeMeasure,
} from '../../src/application/take-measure.js';
import type { AccountId, CustomerId } from '../../src/domain/identifiers.js';
import { agent } from './actors.js';
import { newId } from './portfolio.js';
import { DAY_MS, NOW } from './stores.js';

export const reviewer: Actor = { subject: 'reviewer-1', roles: ['reviewer'] };

/** An agent takes a measure of the shipped policy on a line as it stands. */
export async function take(
  ports: Ports,
  accountId: AccountId,
  measureId: string,
  over: Partial<TakeMeasureInput> = {},
  actor: Actor = agent,
): Promise<TakeMeasureResult> {
  const [account] = await ports.accounts.find([accountId]);
  return takeMeasure(ports, actor, {
    accountId,
    measureId,
    expectedVersion: account?.version ?? 0,
    idempotencyKey: newId(),
    ...over,
  });
}

/** A measure that was taken; a refusal fails the test with its words. */
export async function taken(...wish: Parameters<typeof take>): Promise<MeasureMade> {
  const result = await take(...wish);
  if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
  return result;
}

/** The customer was put into the band by the card of now; returns its version. */
export async function givenBand(
  { inTransaction, riskProfiles }: Pick<Ports, 'inTransaction' | 'riskProfiles'>,
  customerId: CustomerId,
  band: string,
): Promise<string> {
  const { version } = await riskProfiles.champion();
  const assessment = {
    id: newId(),
    customerId,
    assessedAt: NOW - DAY_MS,
    trigger: 'STATEMENT',
    scorecardVersion: version,
    values: {},
    score: 700,
    probabilityOfDefault: 0.02,
    band,
    rules: null,
    protection: null,
  } as const;
  await inTransaction(() => riskProfiles.add([assessment]));
  return version;
}

/** As {@link givenBand}, and then another version took the card's place. */
export async function givenModelUpdate(
  ports: Pick<Ports, 'inTransaction' | 'riskProfiles'>,
  customerId: CustomerId,
  band: string,
): Promise<string> {
  const before = await givenBand(ports, customerId, band);
  const card = await ports.riskProfiles.champion();
  const next = { ...card, version: `${before}-next` };
  await ports.inTransaction(() => ports.riskProfiles.addChampion(next));
  return before;
}
