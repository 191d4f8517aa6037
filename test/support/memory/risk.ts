/** Assessments, cards and rules, activities with their days, and consents, in memory. */
import { StaleWrite } from '../../../src/application/ports.js';
import type { Activities, Consents, RiskProfiles } from '../../../src/application/risk-ports.js';
import { type ActivityDay, SOURCE_OF } from '../../../src/domain/risk-profile/activity.js';
import { forgetting, holdsAny } from '../../../src/domain/risk-profile/activity-day.js';
import { isStorable } from '../../../src/infrastructure/persistence/rows.js';
import { documentsIn } from './documents.js';
import { byIds, insert, insertUnique, kept, type Memory, ownedBy } from './state.js';

export const memoryRiskProfiles = (memory: Memory): RiskProfiles => {
  const { read, write } = memory;
  const cards = documentsIn(memory, 'scorecard', (state) => state.scorecard);
  const rules = documentsIn(memory, 'rule set', (state) => state.rule_set);
  return {
    champion: cards.inUse,
    scorecards: cards.find,
    addChampion: cards.add,
    currentRules: rules.inUse,
    ruleSets: rules.find,
    addRules: rules.add,
    async latest(customerIds) {
      return customerIds.flatMap(
        (id) => ownedBy(read().assessment, 'customerId', [id]).at(-1) ?? [],
      );
    },
    async byId(ids) {
      return byIds(read().assessment, ids);
    },
    async history(customerIds, { before, limit }) {
      const pages = [...new Set(customerIds)].flatMap((id) =>
        ownedBy(read().assessment, 'customerId', [id])
          .filter((each) => before === null || each.id < before)
          .reverse()
          .slice(0, limit),
      );
      return pages.sort((one, other) => (one.id < other.id ? 1 : -1));
    },
    async add(assessments) {
      await write((state) => insert(state.assessment, assessments));
    },
  };
};

export const memoryActivities = ({ read, write }: Memory): Activities => ({
  async known(ids) {
    return new Set(byIds(read().activity, ids).map(({ id }) => id));
  },
  async add(activities, recordedAt) {
    await write((state) => {
      for (const activity of activities) {
        const { id, customerId, kind, occurredAt, ...detail } = activity;
        if (!isStorable(id)) throw new TypeError('an event id that no database can keep');
        if (state.activity.has(id)) throw new StaleWrite(`activity ${id} was told meanwhile`);
        const told = { source: SOURCE_OF[kind], recordedAt, detail: JSON.stringify(detail) };
        state.activity.set(id, kept({ id, customerId, kind, occurredAt, ...told }));
      }
    });
  },
  async days(customerIds, from, to) {
    return [...read().activity_day.values()]
      .filter(({ customerId, day }) => customerIds.includes(customerId) && day >= from && day <= to)
      .sort(byPlace);
  },
  async daysAt(places) {
    return byIds(read().activity_day, places.map(placeOf)).sort(byPlace);
  },
  async saveDays(days) {
    if (new Set(days.map(placeOf)).size < days.length) throw new Error('a day is given twice');
    await write((state) => {
      for (const day of days) state.activity_day.set(placeOf(day), kept(day));
    });
  },
  async forget(customerId, kinds) {
    await write((state) => {
      for (const { id, kind } of ownedBy(state.activity, 'customerId', [customerId])) {
        if (kinds.includes(kind)) state.activity.delete(id);
      }
      for (const [place, day] of state.activity_day) {
        if (day.customerId !== customerId || !holdsAny(day, kinds)) continue;
        const left = forgetting(day, kinds);
        if (left) state.activity_day.set(place, kept(left));
        else state.activity_day.delete(place);
      }
    });
  },
});

const placeOf = ({ customerId, day }: Pick<ActivityDay, 'customerId' | 'day'>): string =>
  `${customerId} ${day}`;
const byPlace = (one: ActivityDay, other: ActivityDay): number =>
  placeOf(one) < placeOf(other) ? -1 : 1;

export const memoryConsents = ({ read, write }: Memory): Consents => ({
  async inForce(ids) {
    const own = ownedBy(read().consent, 'customerId', ids);
    return own
      .filter(({ withdrawnAt }) => withdrawnAt === null)
      .sort((one, other) => one.givenAt - other.givenAt);
  },
  async newest(customerId, limit) {
    const own = ownedBy(read().consent, 'customerId', [customerId]);
    // Of two that were given at once, the one with the higher id is the newer.
    return own
      .sort((one, other) => one.givenAt - other.givenAt)
      .reverse()
      .slice(0, limit);
  },
  async add(consent) {
    await write((state) => {
      insertUnique(state.consent, [consent], ({ customerId, source, purpose, withdrawnAt }) =>
        withdrawnAt === null ? `${customerId} ${source ?? purpose}` : null,
      );
    });
  },
  async withdraw(id, withdrawnAt) {
    await write((state) => {
      const consent = state.consent.get(id);
      if (consent?.withdrawnAt === null) state.consent.set(id, kept({ ...consent, withdrawnAt }));
    });
  },
});
