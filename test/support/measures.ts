/** Shorthand for tests of what the institution does to lines by its measures. */
import type { Actor } from '../../src/application/actor.js';
import { recordNoticeDelivered } from '../../src/application/notice-clock.js';
import type { Ports } from '../../src/application/ports.js';
import {
  type MeasureMade,
  type TakeMeasureInput,
  type TakeMeasureResult,
  takeMeasure,
} from '../../src/application/take-measure.js';
import type { Decision } from '../../src/domain/credit-account/decision.js';
import type { AccountId, CustomerId } from '../../src/domain/identifiers.js';
import type { Notice } from '../../src/domain/platform-action/notice.js';
import { compileScorecard, type Scorecard } from '../../src/domain/risk-profile/scorecard.js';
import { agent, paymentSystem } from './actors.js';
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

/** A business system tells that the notice of a decision reached its customer now. */
export async function arrived(ports: Ports, { id }: Pick<Decision, 'id'>): Promise<Notice> {
  const under = await ports.notices.ofDecisions([id]);
  const [notice] = under.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  if (!notice) throw new Error(`decision ${id} was told by no notice`);
  const told = { noticeId: notice.id, channel: 'LETTER', deliveredAt: ports.clock.now() } as const;
  const input = { ...told, idempotencyKey: newId() };
  const result = await recordNoticeDelivered(ports, paymentSystem, input);
  if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
  return result.notice;
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
    bureauId: null,
  } as const;
  await inTransaction(() => riskProfiles.add([assessment]));
  return version;
}

/**
 * Another version took the place of a card that put everybody into the band, whatever the facts, and
 * that had put the customer into it, or into the one that is given; returns the former version.
 */
export async function givenModelUpdate(
  ports: Pick<Ports, 'inTransaction' | 'riskProfiles'>,
  customerId: CustomerId,
  band: string,
  wasIn = band,
): Promise<string> {
  const card = await ports.riskProfiles.champion();
  const former = { ...card, version: `${card.version}-all-${band}`, bands: allIn(card, band) };
  await ports.inTransaction(() => ports.riskProfiles.addChampion(former));
  await givenBand(ports, customerId, wasIn);
  await givenNextVersion(ports, card);
  return former.version;
}

/** A card like the one that is given becomes the champion as another version. */
export async function givenNextVersion(
  { inTransaction, riskProfiles }: Pick<Ports, 'inTransaction' | 'riskProfiles'>,
  card: Scorecard,
): Promise<void> {
  const next = { ...card, version: `${card.version}-next` };
  await inTransaction(() => riskProfiles.addChampion(next));
}

/** Bands of which one takes every score but the few at the ends. */
const allIn = (card: Scorecard, band: string): Scorecard['bands'] => {
  const { bands } = card;
  const { minScore: lowest, maxScore: highest } = compileScorecard(card);
  const place = bands.findIndex((each) => each.band === band);
  return bands.map((each, at) =>
    each.minScore === undefined
      ? each
      : { ...each, minScore: at < place ? highest - at : lowest + bands.length - at },
  );
};
