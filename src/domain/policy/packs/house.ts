/** What no statute settles and we settle the same everywhere; each is a house rule and says why. */

const HOUSE = 'house rule';

const QUOTE_DAYS = {
  value: 7,
  source: HOUSE,
  why: 'Long enough to pay by bank transfer and come back, short enough for interest to be told.',
} as const;

const STEP_UP = {
  value: true,
  source: HOUSE,
  why: 'A closing cannot be undone, so whoever asks for it proves afresh who they are.',
} as const;

const NOTICE_WITHDRAWABLE = {
  value: true,
  source: HOUSE,
  why: 'Until the notice takes effect nothing has changed, so the customer may think again.',
} as const;

const RAW_EVENTS = {
  value: { from: 'EVENT', period: { days: 15 } },
  source: HOUSE,
  why: 'Single events serve warnings of the last 15 days; what is older lives on as daily sums.',
} as const;

const DAILY_BUCKETS = {
  value: { from: 'EVENT', period: { days: 365 } },
  source: HOUSE,
  why: 'Most windows look back 180 days, the longest a year; older days are never read.',
} as const;

const CLOSURE_COUNTERS = {
  value: { from: 'EVENT', period: { days: 365 } },
  source: HOUSE,
  why: 'Frequent closing acts over 180 days; a counter must outlive the window it counts in.',
} as const;

const TREND_AGGREGATES = {
  value: { from: 'EVENT', period: { months: 36 } },
  source: HOUSE,
  why: 'Three years show a trend and are enough to judge whether credit can be offered again.',
} as const;

/** What the packs have in common of the customer's own closing. */
export const CUSTOMER_CLOSING = {
  noticeWithdrawable: NOTICE_WITHDRAWABLE,
  quoteDays: QUOTE_DAYS,
  stepUp: STEP_UP,
} as const;

/** The classes whose records are counted each from its own day. */
export const RECORDS_BY_THEIR_DAY = {
  RAW_EVENTS,
  DAILY_BUCKETS,
  CLOSURE_COUNTERS,
  TREND_AGGREGATES,
} as const;

/** Where idle lines and lowered limits have no rules of their own. */
export const NO_IDLE_RULES = {
  inactivityMonths: {
    value: null,
    source: HOUSE,
    why: 'Not to use a line costs nobody anything.',
  },
  overLimitFeeDelayDays: {
    value: null,
    source: HOUSE,
    why: 'There is no fee for exceeding a limit here.',
  },
} as const;

/** Where no law sets a threshold for paying a credit balance out. */
export const CREDIT_BALANCE = {
  aboveMinor: { value: 0, source: HOUSE, why: 'Whatever is the customer’s is paid out.' },
  unaskedAfterMonths: {
    value: null,
    source: HOUSE,
    why: 'A closed line pays out at once; an open one keeps the balance for its next use.',
  },
} as const;
