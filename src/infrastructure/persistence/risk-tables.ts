/** The risk profile's tables; `tables.ts` says how columns and keys are chosen. */
import { defineEntity, p } from '@mikro-orm/core';
import { perCustomer } from './table-keys.js';

/** Documents by version, one of them in use; a stored version never changes. */
export const versionedDocument = {
  version: p.text().primary(),
  status: p.text(),
  sha256: p.text(),
  document: p.text(),
};

export const ScorecardTable = defineEntity({ name: 'scorecard', properties: versionedDocument });

export const RuleSetTable = defineEntity({ name: 'rule_set', properties: versionedDocument });

export const AssessmentTable = defineEntity({
  name: 'assessment',
  indexes: [{ properties: ['id'] }, { properties: ['assessed_at'] }],
  properties: {
    ...perCustomer,
    assessed_at: p.bigint('number'),
    trigger: p.text(),
    scorecard_version: p.text(),
    score: p.integer(),
    band: p.text(),
    facts: p.text(),
  },
});

/** Each activity as it was told, under the id of its event, which is unique among all customers. */
export const ActivityTable = defineEntity({
  name: 'activity',
  indexes: [
    { properties: ['occurred_at'] },
    // What an old one told is erased while its row stays.
    { name: 'activity_detail_index', properties: ['occurred_at'], where: "detail <> ''" },
  ],
  uniques: [{ properties: ['id'] }],
  properties: {
    ...perCustomer,
    kind: p.text(),
    source: p.text(),
    occurred_at: p.bigint('number'),
    recorded_at: p.bigint('number'),
    detail: p.text(),
  },
});

/** What a customer's activities of a day add up to: what scoring reads. */
export const ActivityDayTable = defineEntity({
  name: 'activity_day',
  indexes: [{ properties: ['day'] }],
  properties: {
    customer_id: p.text().primary(),
    day: p.text().primary(),
    document: p.text(),
  },
});

export const ConsentTable = defineEntity({
  name: 'consent',
  indexes: [{ properties: ['id'] }],
  // At most one that is not withdrawn.
  uniques: [
    {
      name: 'consent_open_unique',
      properties: ['customer_id', 'source'],
      where: '"withdrawn_at" is null',
    },
  ],
  properties: {
    ...perCustomer,
    source: p.text(),
    given_at: p.bigint('number'),
    withdrawn_at: p.bigint('number').nullable(),
  },
});
