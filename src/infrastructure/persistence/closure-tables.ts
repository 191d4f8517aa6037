/** The tables around a closing and its aftermath; `tables.ts` says what holds for all tables. */
import { defineEntity, p } from '@mikro-orm/core';
import { versionedDocument } from './risk-tables.js';
import { perCustomer } from './table-keys.js';

/** Notices and requests on behalf; at most one of each kind is pending on a line. */
export const ClosureRequestTable = defineEntity({
  name: 'closure_request',
  indexes: [
    { properties: ['id'] },
    { properties: ['account_id', 'id'] },
    { properties: ['status', 'due_at'] },
  ],
  uniques: [
    {
      name: 'closure_request_pending_unique',
      properties: ['account_id', 'kind'],
      where: '"status" = \'PENDING\'',
    },
  ],
  properties: {
    ...perCustomer,
    account_id: p.text(),
    kind: p.text(),
    status: p.text(),
    requested_at: p.bigint('number'),
    /** When a notice takes effect, or a request on behalf runs out. */
    due_at: p.bigint('number'),
    document: p.text(),
  },
});

export const ClosureQuoteTable = defineEntity({
  name: 'closure_quote',
  indexes: [
    { properties: ['id'] },
    { properties: ['account_id', 'id'] },
    { properties: ['valid_until'] },
  ],
  properties: {
    ...perCustomer,
    account_id: p.text(),
    valid_until: p.bigint('number'),
    document: p.text(),
  },
});

export const CreditApplicationTable = defineEntity({
  name: 'credit_application',
  indexes: [{ properties: ['id'] }, { properties: ['status', 'due_at'] }],
  properties: {
    ...perCustomer,
    status: p.text(),
    applied_at: p.bigint('number'),
    /** When an offer lapses; null without one. */
    due_at: p.bigint('number').nullable(),
    document: p.text(),
  },
});

export const LimitPolicyTable = defineEntity({
  name: 'limit_policy',
  properties: versionedDocument,
});

/** Who a customer is, encrypted as a whole; id is the customer's. */
export const CustomerIdentityTable = defineEntity({
  name: 'customer_identity',
  properties: { ...perCustomer, recorded_at: p.bigint('number'), document: p.text() },
});

export const LegalHoldTable = defineEntity({
  name: 'legal_hold',
  indexes: [{ properties: ['id'] }],
  properties: {
    ...perCustomer,
    placed_at: p.bigint('number'),
    lifted_at: p.bigint('number').nullable(),
    document: p.text(),
  },
});
