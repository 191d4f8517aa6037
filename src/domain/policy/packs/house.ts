/** What no statute settles and we settle the same everywhere; each is a house rule and says why. */

const HOUSE = 'house rule';

export const QUOTE_DAYS = {
  value: 7,
  source: HOUSE,
  why: 'Long enough to pay by bank transfer and come back, short enough for interest to be told.',
} as const;

export const STEP_UP = {
  value: true,
  source: HOUSE,
  why: 'A closing cannot be undone, so whoever asks for it proves afresh who they are.',
} as const;

export const NOTICE_WITHDRAWABLE = {
  value: true,
  source: HOUSE,
  why: 'Until the notice takes effect nothing has changed, so the customer may think again.',
} as const;

export const RAW_EVENTS = {
  value: { from: 'EVENT', period: { days: 15 } },
  source: HOUSE,
  why: 'Single events serve warnings of the last 15 days; what is older lives on as daily sums.',
} as const;

export const DAILY_BUCKETS = {
  value: { from: 'EVENT', period: { days: 365 } },
  source: HOUSE,
  why: 'Most windows look back 180 days, the longest a year; older days are never read.',
} as const;

export const CLOSURE_COUNTERS = {
  value: { from: 'EVENT', period: { days: 365 } },
  source: HOUSE,
  why: 'Frequent closing acts over 180 days; a counter must outlive the window it counts in.',
} as const;

export const TREND_AGGREGATES = {
  value: { from: 'EVENT', period: { months: 36 } },
  source: HOUSE,
  why: 'Three years show a trend and are enough to judge whether credit can be offered again.',
} as const;
