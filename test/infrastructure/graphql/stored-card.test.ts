/** A score is explained by the card and the facts that made it, whatever card is used today. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Scorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { shippedScorecard } from '../../../src/infrastructure/scorecards/shipped.js';
import { startGateway } from '../../support/gateway.js';
import { describeDatabases } from '../../support/stores.js';

const QUERY = `{ riskProfile(customerId: "01990000-0000-7000-8000-000000000001") {
  score band probabilityOfDefault scorecard { version }
  explanation(locale: "en") { basePoints characteristics { id value points pointsBelowBaseline }
    principalReasons { code text } } } }`;

/** Another card: everybody has ten points more, and other words for every reason. */
function anotherCard(): Scorecard {
  const card = shippedScorecard();
  const characteristics = card.characteristics.map((each) => ({
    ...each,
    reason: { en: 'Other words.', zh: '其他说法。' },
  }));
  return { ...card, version: 'other-1', basePoints: card.basePoints + 10, characteristics };
}

describeDatabases((open) => {
  let gateway: Awaited<ReturnType<typeof startGateway>>;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 2 });
  });
  afterAll(() => gateway.close());

  test('given a new champion, an old score reads as before, and a new one goes by the new card', async () => {
    const before = await gateway.query('borrower-clear', QUERY);
    const { ports } = gateway.store;
    await ports.inTransaction(() => ports.riskProfiles.addChampion(anotherCard()));
    expect((await gateway.query('borrower-clear', QUERY)).data).toEqual(before.data);
    const close = `mutation { closeAccount(input: { accountId:
      "01990000-0000-7000-8001-000000000001", expectedVersion: 1, idempotencyKey: "k" }) {
      closure { scoreAfter scorecardVersion } errors { code } } }`;
    const closed = await gateway.query({ persona: 'borrower-clear', stepUp: true }, close);
    const { score } = (before.data as { riskProfile: { score: number } }).riskProfile;
    expect(closed.data).toEqual({
      closeAccount: {
        closure: { scoreAfter: score + 10, scorecardVersion: 'other-1' },
        errors: [],
      },
    });
  });
});
