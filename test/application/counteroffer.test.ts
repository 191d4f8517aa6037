/** What is owed to who applied: an answer in its time, and why there was no more than a part. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { acceptOffer, turnDownOffer } from '../../src/application/accept-offer.js';
import { type ApplyForLineInput, applyForLine } from '../../src/application/apply-for-line.js';
import { lapseOffers } from '../../src/application/end-offers.js';
import { fileAppeal, requestHumanDecision } from '../../src/application/file-appeal.js';
import { raiseNoticeAlarms } from '../../src/application/notice-clock.js';
import type { Ports } from '../../src/application/ports.js';
import { OFFER_DAYS } from '../../src/domain/credit-account/way-back.js';
import type { Notice } from '../../src/domain/platform-action/notice.js';
import { noticeText } from '../../src/domain/platform-action/notice-text.js';
import { addDays, localDate, startOfDay } from '../../src/domain/time.js';
import { shippedScorecard } from '../../src/infrastructure/scorecards/shipped.js';
import { borrowerOf } from '../support/actors.js';
import { type Given, givenLines } from '../support/portfolio.js';
import { DAY_MS, describeStores, NOW, type Store } from '../support/stores.js';
import { expectWholeOrNothing } from './acting.js';
import { assigned, cashOuts, decide, done, key } from './appealing.js';

const NEW_YORK = 'America/New_York';
/** The day so many days after an instant in New York, and the moment after it. */
function daysAfter(at: number, days: number) {
  const dueOn = addDays(localDate(at, NEW_YORK), days);
  return { dueOn, dueAt: startOfDay(addDays(dueOn, 1), NEW_YORK) };
}
/** More than the policy gives anybody. */
const ASKED = 50_000_000;

describeStores((open) => {
  let store: Store;
  let ports: Ports;
  beforeEach(async () => {
    store = await open();
    ports = store.ports;
  });

  const newcomer = async (jurisdiction: string): Promise<Given> => {
    const given = await givenLines(ports, [], { customer: { jurisdiction } });
    await ports.inTransaction(() => ports.riskProfiles.addChampion(shippedScorecard()));
    return given;
  };
  /** Every band is offered all that is asked for, up to the policy's most. */
  const givesAll = async (): Promise<void> => {
    const policy = await ports.limitPolicies.current();
    const newLinePpm = Object.fromEntries(
      Object.keys(policy.newLinePpm).map((band) => [band, 1_000_000]),
    );
    const whole = { ...policy, version: `${policy.version}-whole`, newLinePpm };
    await ports.inTransaction(() => ports.limitPolicies.add(whole));
  };
  const apply = async (given: Given, over: Partial<ApplyForLineInput> = {}, minor = ASKED) =>
    done(
      await applyForLine(ports, borrowerOf(given.customer), {
        productId: given.product.id,
        requestedLimit: { minor, currency: given.product.currency },
        ...key(),
        ...over,
      }),
    );
  const applicationNow = async (id: string) => (await ports.applications.find([id]))[0]!;
  const noticesOf = (decisionId: string) => ports.notices.ofDecisions([decisionId]);

  describe('an application that a rule referred', () => {
    const referred = async (jurisdiction: string) => {
      const given = await newcomer(jurisdiction);
      await cashOuts(store, given, 14);
      const { application } = await apply(given, {}, 500_000);
      const [referral] = await ports.appeals.ofDecisions([application.decisionId]);
      return { given, application, referral: referral! };
    };

    test.each([
      ['UPHELD', 'US', daysAfter(NOW, 30).dueOn],
      ['OVERTURNED', 'US', daysAfter(NOW, 30).dueOn],
      // Elsewhere the days count from the answer.
      ['UPHELD', 'CN', '2027-01-04'],
      ['OVERTURNED', 'CN', '2027-01-04'],
    ] as const)(
      'and that is %s later under %s is to be told by %s',
      async (outcome, where, dueOn) => {
        const { application, referral } = await referred(where);
        store.clock.advance(25 * DAY_MS);
        await assigned(store, referral);
        done(await decide(store, referral, { outcome }));
        const { decisionId } = await applicationNow(application.id);
        const notices = await noticesOf(decisionId);
        expect(notices.length).toBeGreaterThan(0);
        expect(new Set(notices.map((each) => each.dueOn))).toEqual(new Set([dueOn]));
        const day = where === 'US' ? '24 November 2026' : '25 November 2026';
        const declined = notices.filter(({ sections }) => noticeIsOfDecline(sections));
        expect(declined).toHaveLength(outcome === 'UPHELD' ? 1 : 0);
        for (const each of declined) expect(wordsOf(each)).toContain(`applied for on ${day}`);
      },
    );

    test('is escalated before the notice of its answer is late, and a late one is reported', async () => {
      const { application, referral } = await referred('US');
      const { dueAt } = daysAfter(NOW, 30);
      expect(referral.clock.dueAt).toBeLessThanOrEqual(dueAt);
      store.clock.advance(40 * DAY_MS);
      await assigned(store, referral);
      done(await decide(store, referral));
      await raiseNoticeAlarms(ports, store.clock.now(), []);
      const { decisionId } = await applicationNow(application.id);
      for (const notice of await noticesOf(decisionId)) {
        expect(notice).toMatchObject({ dueAt, alarms: ['MISSED'] });
      }
    });
  });

  describe('an offer of less than was asked for', () => {
    const lapse = async () => {
      store.clock.advance(OFFER_DAYS * DAY_MS);
      return lapseOffers(ports, store.clock.now());
    };

    test('that lapses is told with its reasons within ninety days of the offer', async () => {
      const given = await newcomer('US');
      const { application, decision } = await apply(given);
      expect(application.offer?.limitMinor).toBeLessThan(ASKED);
      expect([decision.adverseAction, await noticesOf(decision.id)]).toEqual([false, []]);
      expect(await lapse()).toBe(1);
      const after = await applicationNow(application.id);
      expect(after).toMatchObject({ status: 'LAPSED', offer: application.offer });
      const [refusal] = await ports.closures.decisions([after.decisionId]);
      expect(refusal).toMatchObject({
        kind: 'APPLICATION',
        adverseAction: true,
        causedBy: decision.id,
        madeBy: 'MACHINE',
        decidedAt: store.clock.now(),
      });
      expect(refusal?.grounds).not.toBe('CUSTOMER_REQUEST');
      const [share, ...ofScore] = refusal?.reasons ?? [];
      expect(share).toEqual(decision.reasons[0]);
      expect(ofScore.length).toBeGreaterThan(0);
      const [notice, ...others] = await noticesOf(after.decisionId);
      expect(others).toEqual([]);
      expect(notice).toMatchObject(daysAfter(NOW, 90));
      const text = wordsOf(notice!);
      expect(text).toContain('On 24 November 2026 you applied for the line');
      expect(text).toContain('The offer was not accepted, so no line was opened.');
      expect(text).not.toContain('We cannot offer you the line');
      const appeal = {
        decisionId: after.decisionId,
        statement: 'More.',
        evidenceIds: [],
        ...key(),
      };
      done(await fileAppeal(ports, borrowerOf(given.customer), appeal));
    });

    test('that is turned down is told too, and all of it is written or none', async () => {
      const given = await newcomer('US');
      const { application } = await apply(given);
      const wish = { applicationId: application.id, ...key() };
      const writes = await expectWholeOrNothing(store, (failing) =>
        turnDownOffer(failing, borrowerOf(given.customer), wish),
      );
      expect(writes).toBeGreaterThan(5);
      const after = await applicationNow(application.id);
      expect(after.status).toBe('TURNED_DOWN');
      expect(await noticesOf(after.decisionId)).toMatchObject([daysAfter(NOW, 90)]);
    });

    test.each([
      ['of all that was asked for', 'US', 100_000],
      ['where no rule sees a decision in it', 'EU', ASKED],
      ['where no rule sees a decision in it', 'CN', ASKED],
    ])('%s (%s) lapses without more', async (_name, where, minor) => {
      const given = await newcomer(where);
      await givesAll();
      const { application, decision } = await apply(given, {}, minor);
      expect((application.offer?.limitMinor ?? 0) < minor).toBe(minor === ASKED);
      expect(await lapse()).toBe(1);
      expect((await applicationNow(application.id)).decisionId).toBe(decision.id);
      expect(await noticesOf(decision.id)).toEqual([]);
    });
  });

  describe('a part that a machine granted', () => {
    const asksAPerson = async (given: Given, decisionId: string) => {
      const input = { decisionId, statement: 'It is too little.', evidenceIds: [], ...key() };
      return requestHumanDecision(ports, borrowerOf(given.customer), input);
    };

    test('goes to a person, whose offer takes the place of the one that is open', async () => {
      const given = await newcomer('CN');
      const { application, decision } = await apply(given);
      const { appeal } = done(await asksAPerson(given, decision.id));
      await assigned(store, appeal);
      done(await decide(store, appeal, { outcome: 'OVERTURNED' }));
      expect((await applicationNow(application.id)).status).toBe('WITHDRAWN');
      const own = await ports.applications.ofCustomer(given.customer.id, 10);
      const open_ = own.filter(({ status }) => status === 'OFFERED');
      expect(open_).toMatchObject([{ offer: { limitMinor: ASKED } }]);
    });

    test('is raised where the customer has taken it already', async () => {
      const given = await newcomer('CN');
      const { application, decision } = await apply(given);
      const input = { applicationId: application.id, ...key() };
      const accepted = done(await acceptOffer(ports, borrowerOf(given.customer), input));
      const { appeal } = done(await asksAPerson(given, decision.id));
      await assigned(store, appeal);
      done(await decide(store, appeal, { outcome: 'OVERTURNED' }));
      const own = await ports.applications.ofCustomer(given.customer.id, 10);
      const offer = own.find(({ status }) => status === 'OFFERED');
      expect(offer).toMatchObject({ raisesLimitOf: accepted.account.id });
      const raise = { applicationId: offer!.id, ...key() };
      const raised = done(await acceptOffer(ports, borrowerOf(given.customer), raise));
      expect(raised.account).toMatchObject({ id: accepted.account.id, limitMinor: ASKED });
    });

    test('stays as it is where the person agrees', async () => {
      const given = await newcomer('CN');
      const { application, decision } = await apply(given);
      const { appeal } = done(await asksAPerson(given, decision.id));
      await assigned(store, appeal);
      done(await decide(store, appeal));
      expect(await applicationNow(application.id)).toEqual(application);
    });

    test('is no case where all was granted', async () => {
      const given = await newcomer('CN');
      await givesAll();
      const { decision } = await apply(given, {}, 100_000);
      const refused = { refusals: [{ code: 'NOT_APPEALABLE' }] };
      expect(await asksAPerson(given, decision.id)).toEqual(refused);
    });
  });
});

/** On one line: where it is broken does not matter. */
const wordsOf = (notice: Notice): string => noticeText(notice, 'en').replaceAll(/\s+/g, ' ');

/** That of the decline itself, and not of the case that ended in it. */
const noticeIsOfDecline = (sections: readonly { readonly code: string }[]): boolean =>
  !sections.some(({ code }) => code === 'FINDINGS' || code === 'REPAIRS');
