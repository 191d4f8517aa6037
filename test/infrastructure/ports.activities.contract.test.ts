/** What every store promises of activities and the days that they add up to. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { StaleWrite } from '../../src/application/ports.js';
import {
  ACTIVITY_KINDS,
  type Activity,
  type ActivityDay,
} from '../../src/domain/risk-profile/activity.js';
import {
  emptyDay,
  forgetting,
  withActivity,
  withSetAside,
} from '../../src/domain/risk-profile/activity-day.js';
import { givenCustomer, newId } from '../support/portfolio.js';
import { describeStores, NOW, type Store } from '../support/stores.js';

const DAY = '2026-11-25';
const money = { minor: Number.MAX_SAFE_INTEGER, currency: 'CNY' };
const HOSTILE = '\u0000 \ud800 \udfff “引号” \' " \\ 😀 \n \u202e; drop table activity';

const aPurchase = (customerId: string, id: string = newId()): Activity => ({
  id,
  customerId,
  occurredAt: NOW,
  kind: 'PURCHASE',
  money,
});

/** One of each kind, with a hostile text wherever a text can be. */
function oneOfEach(customerId: string): Activity[] {
  const figures = { openLines: 3, inquiries: 2, delinquencies: 0 };
  return ACTIVITY_KINDS.map((kind, at): Activity => {
    const told = { id: `${kind} ${newId()} “事件”😀'`, customerId, occurredAt: NOW + at };
    switch (kind) {
      case 'PURCHASE':
      case 'REPAYMENT':
      case 'CASH_OUT':
      case 'TRANSFER_OUT':
      case 'VERIFIED_INCOME':
        return { ...told, kind, money };
      case 'DRAW':
        return { ...told, kind, money, purpose: null };
      case 'DEVICE_SIGHTING':
      case 'PLACE_SIGHTING':
      case 'SOCIAL_LINK':
        return { ...told, kind, pseudonym: `pseudonym of ${kind} ${HOSTILE}` };
      case 'BUREAU_FACT':
        return { ...told, kind, figures, bureauId: 'demo-bureau' };
      default:
        return { ...told, kind };
    }
  });
}

const dayOf = (activities: readonly Activity[], customerId: string, day = DAY): ActivityDay =>
  activities.reduce(withActivity, emptyDay(customerId, day));

describeStores((open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  const add = (activities: readonly Activity[]) =>
    store.ports.inTransaction(() => store.ports.activities.add(activities, NOW));
  const givenId = async () => (await givenCustomer(store.ports)).id;
  /** Everything that is kept, as one text. */
  const everything = async () => JSON.stringify(await store.dump());

  describe('activities', () => {
    test('are known from when they were told, of whomever; nothing else is', async () => {
      const { activities } = store.ports;
      const all = [...oneOfEach(await givenId()), ...oneOfEach(await givenId())];
      const ids = all.map(({ id }) => id);
      expect(await activities.known(ids)).toEqual(new Set());
      await add(all.slice(1));
      await add([]);
      expect(await activities.known([...ids, ...ids, 'never told', ''])).toEqual(
        new Set(ids.slice(1)),
      );
      expect(await activities.known([])).toEqual(new Set());
    });

    test('an id that is there already throws StaleWrite, and nothing of the rest is kept', async () => {
      const [first, again] = [aPurchase(await givenId()), aPurchase(await givenId())];
      await add([first]);
      const other = { ...first, customerId: await givenId() };
      const before = await store.dump();
      for (const told of [[first], [again, other], [again, again]]) {
        await expect(add(told)).rejects.toThrow(StaleWrite);
        expect(await store.dump()).toEqual(before);
      }
    });

    test('one event told of two customers at once is kept for the first', async () => {
      const { activities, inTransaction } = store.ports;
      const id = newId();
      const [first, second] = [await givenId(), await givenId()];
      const { promise: told, resolve: hasTold } = Promise.withResolvers<void>();
      const tell = (customerId: string, meanwhile: () => Promise<void>) =>
        inTransaction(async () => {
          if ((await activities.known([id])).has(id)) return 'known';
          await activities.add([aPurchase(customerId, id)], NOW);
          await meanwhile();
          return 'kept';
        });
      const slow = tell(first, async () => {
        hasTold();
        await new Promise((resolve) => setTimeout(resolve, 40));
      });
      const late = told.then(() => tell(second, async () => undefined));
      expect(await Promise.all([slow, late])).toEqual(['kept', 'known']);
      const kept = JSON.stringify((await store.dump()).activity);
      expect(kept).toContain(first);
      expect(kept).not.toContain(second);
    });

    test.each(['a\u0000b', '\u0000', 'a\ud800', '\udc00a'])(
      'the id %j is refused, and no such one is known',
      async (id) => {
        const known = await givenId();
        const before = await store.dump();
        const good = aPurchase(known);
        await expect(add([good, aPurchase(known, id)])).rejects.toThrow(TypeError);
        expect(await store.ports.activities.known([id, good.id])).toEqual(new Set());
        expect(await store.dump()).toEqual(before);
      },
    );
  });

  describe('days', () => {
    test('come back as they were, and whole ones take their place', async () => {
      const { activities } = store.ports;
      const customerId = newId();
      const day = dayOf(oneOfEach(customerId), customerId);
      await activities.saveDays([day]);
      await activities.saveDays([]);
      expect(await activities.daysAt([day])).toEqual([day]);
      const fuller = withActivity(day, aPurchase(customerId));
      const other = emptyDay(customerId, '2026-11-24');
      await activities.saveDays([fuller, other]);
      expect(await activities.daysAt([day, other, day])).toEqual([other, fuller]);
      await activities.saveDays([emptyDay(customerId, DAY)]);
      expect(await activities.daysAt([day])).toEqual([emptyDay(customerId, DAY)]);
    });

    test('of a span, its ends included, by customer and day', async () => {
      const { activities } = store.ports;
      const [first, second] = [newId(), newId()];
      const at = (customerId: string, day: string) =>
        dayOf([aPurchase(customerId)], customerId, day);
      const [a, b, c, d] = ['2025-12-31', '2026-01-01', '2026-11-24', DAY];
      const kept = [a, b, c, d].map((day) => at(first, day));
      for (const day of [...kept, at(second, c)].toReversed()) await activities.saveDays([day]);
      expect(await activities.days([first], b, c)).toEqual(kept.slice(1, 3));
      expect(await activities.days([first], a, d)).toEqual(kept);
      expect(await activities.days([second, newId(), first, first], c, c)).toEqual([
        kept[2],
        at(second, c),
      ]);
      expect(await activities.days([first], d, c)).toEqual([]);
      expect(await activities.days([], a, d)).toEqual([]);
    });

    test('single ones are those of that customer on that day and no others', async () => {
      const { activities } = store.ports;
      const [first, second] = [newId(), newId()];
      const saved = [emptyDay(first, '2026-11-24'), emptyDay(second, DAY)];
      for (const day of saved.toReversed()) await activities.saveDays([day]);
      const crossed = [emptyDay(second, '2026-11-24'), emptyDay(first, DAY)];
      expect(await activities.daysAt(crossed)).toEqual([]);
      expect(await activities.daysAt([...crossed, ...saved.toReversed()])).toEqual(saved);
      expect(await activities.daysAt([])).toEqual([]);
    });

    test('one that is given twice is refused: which of the two should be kept?', async () => {
      const day = emptyDay(newId(), DAY);
      const twice = [dayOf([aPurchase(day.customerId)], day.customerId), day];
      await expect(store.ports.activities.saveDays(twice)).rejects.toThrow('given twice');
      expect(await store.ports.activities.daysAt([day])).toEqual([]);
    });
  });

  describe('forgetting kinds', () => {
    test('leaves nothing of them anywhere, and everything else as it was', async () => {
      const { activities, inTransaction } = store.ports;
      const [customerId, other] = [await givenId(), await givenId()];
      const [all, others] = [oneOfEach(customerId), oneOfEach(other)];
      const social = (each: Activity) => each.kind === 'SOCIAL_LINK';
      await add([...all, ...others]);
      const plain = dayOf([aPurchase(customerId)], customerId, '2026-11-24');
      const onlySocial = dayOf(all.filter(social), customerId, '2024-02-29');
      const ofOther = dayOf(others, other);
      await activities.saveDays([dayOf(all, customerId), plain, onlySocial, ofOther]);
      await inTransaction(() => activities.forget(customerId, ['SOCIAL_LINK']));
      const rest = all.filter((each) => !social(each));
      expect(await activities.days([customerId], '0000-01-01', '9999-12-31')).toEqual([
        plain,
        dayOf(rest, customerId),
      ]);
      expect(await activities.known(all.map(({ id }) => id))).toEqual(
        new Set(rest.map(({ id }) => id)),
      );
      // The other customer's stand; a word that is theirs alone would hide nothing here.
      expect(await activities.daysAt([ofOther])).toEqual([ofOther]);
      expect(await activities.known(others.map(({ id }) => id))).toHaveProperty('size', 13);
    });

    test('reaches what is set aside as another person’s, and leaves what else is', async () => {
      const { activities, inTransaction } = store.ports;
      const customerId = await givenId();
      const all = oneOfEach(customerId);
      const day = withSetAside(dayOf(all, customerId), ['SOCIAL_LINK', 'DRAW'], newId());
      const links = all.filter(({ kind }) => kind === 'SOCIAL_LINK');
      const only = withSetAside(dayOf(links, customerId, '2026-10-01'), ['SOCIAL_LINK'], newId());
      await activities.saveDays([day, only]);
      const read = () => activities.days([customerId], '0000-01-01', '9999-12-31');
      expect(await read()).toEqual([only, day]);
      await inTransaction(() => activities.forget(customerId, ['SOCIAL_LINK']));
      expect(await read()).toEqual([forgetting(day, ['SOCIAL_LINK'])]);
    });

    test('no pseudonym is left in what is kept', async () => {
      const { activities, inTransaction } = store.ports;
      const customerId = await givenId();
      const pseudonyms = Array.from({ length: 30 }, () => `pseudonym-${newId()}`);
      const told = pseudonyms.map((pseudonym, at): Activity => {
        const kind = at % 2 === 0 ? 'SOCIAL_LINK' : 'DEVICE_SIGHTING';
        return { id: newId(), customerId, occurredAt: NOW, kind, pseudonym };
      });
      await add(told);
      await activities.saveDays([dayOf(told, customerId)]);
      const found = async () => {
        const text = await everything();
        return pseudonyms.filter((pseudonym) => text.includes(pseudonym));
      };
      expect(await found()).toEqual(pseudonyms);
      await inTransaction(() => activities.forget(customerId, []));
      expect(await found()).toEqual(pseudonyms);
      await inTransaction(() => activities.forget(customerId, ['SOCIAL_LINK', 'DEVICE_SIGHTING']));
      expect(await found()).toEqual([]);
    });

    test('of more days than are read at once', async () => {
      const { activities, inTransaction } = store.ports;
      const customerId = newId();
      const days = Array.from({ length: 1_100 }, (_, at) => {
        const day = new Date(NOW - at * 86_400_000).toISOString().slice(0, 10);
        const link = { ...aPurchase(customerId), kind: 'SOCIAL_LINK', pseudonym: 'p' } as Activity;
        return dayOf(at % 3 === 0 ? [link] : [link, aPurchase(customerId)], customerId, day);
      });
      await activities.saveDays(days);
      await inTransaction(() => activities.forget(customerId, ['SOCIAL_LINK']));
      const left = await activities.days([customerId], '0000-01-01', '9999-12-31');
      expect(left).toHaveLength(733);
      for (const { counts } of left) expect(counts).toEqual({ PURCHASE: 1 });
    });
  });
});
