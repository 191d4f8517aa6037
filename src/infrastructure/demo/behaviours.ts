/**
 * How people use a line, month by month: 0 is the oldest of the six months with statements, 5 the
 * newest, 6 the running month. Amounts are shares of the limit, days are days of the month.
 */
import type { Chance } from './chance.js';

export const NEWEST_MONTH = 5;
export const RUNNING_MONTH = 6;

export type Repayment = { readonly day: number } & (
  | { readonly pay: 'EVERYTHING' }
  /** The newest statement's balance, or its minimum due. */
  | { readonly pay: 'STATEMENT' | 'MINIMUM' }
  /** A share of what is owed on the day. */
  | { readonly pay: 'PART'; readonly share: number }
  /** What is owed and a share of the limit on top. */
  | { readonly pay: 'TOO_MUCH'; readonly ofLimit: number }
  /** Interest and fees, and a fixed share of the limit. */
  | { readonly pay: 'INSTALMENT'; readonly ofLimit: number }
);

/** A use of a share of the limit, or of as much as takes what is owed to a share of it. */
export type Use = { readonly day: number } & (
  | { readonly ofLimit: number }
  | { readonly upToLimit: number }
);

export interface MonthActivity {
  readonly uses: readonly Use[];
  readonly repayments: readonly Repayment[];
  /** A fee for paying late, booked at the end of the month. */
  readonly lateFee?: boolean;
}

export type Behaviour = (month: number, chance: Chance) => MonthActivity;

/** The instalment plan of {@link instalments}: nine parts of a purchase in month 1. */
export const PLAN = { instalments: 9, partOfLimit: 0.04, day: 10 } as const;

const NOTHING: MonthActivity = { uses: [], repayments: [] };

/** Before every product's due day. */
const inTime = (chance: Chance): number => 3 + chance.below(9);

/** Some uses spread over the month; together about `total` of the limit. */
function someUses(chance: Chance, total: number): MonthActivity['uses'] {
  const count = 2 + chance.below(3);
  return Array.from({ length: count }, () => ({
    day: 2 + chance.below(24),
    ofLimit: (total / count) * chance.between(0.6, 1.4),
  }));
}

/** Never used since it was opened. */
export const unused: Behaviour = () => NOTHING;

/** Uses the line and pays each statement in full. */
export const transactor: Behaviour = (month, chance) => ({
  uses: someUses(chance, 0.15),
  repayments: month === 0 ? [] : [{ day: inTime(chance), pay: 'STATEMENT' }],
});

/** A transactor who has paid everything back and owes nothing since the end of the newest month. */
export const settled: Behaviour = (month, chance) => {
  if (month === RUNNING_MONTH) return NOTHING;
  const usual = transactor(month, chance);
  if (month < NEWEST_MONTH) return usual;
  return { ...usual, repayments: [...usual.repayments, { day: 28, pay: 'EVERYTHING' }] };
};

/** Owes all the time and pays a part each month. */
export const revolver: Behaviour = (month, chance) => ({
  uses: someUses(chance, month === 0 ? 0.45 : 0.1),
  repayments:
    month === 0 ? [] : [{ day: inTime(chance), pay: 'PART', share: chance.between(0.12, 0.35) }],
});

/** A revolver who missed one due day and was charged for it. */
export const chargedRevolver: Behaviour = (month, chance) => {
  const usual = revolver(month, chance);
  if (month !== NEWEST_MONTH) return usual;
  return { ...usual, repayments: [{ day: 28, pay: 'MINIMUM' }], lateFee: true };
};

/** Two months late early on, everything paid since; then a settled line. */
export const lateThenSettled: Behaviour = (month, chance) => {
  if (month === 0) return { uses: someUses(chance, 0.4), repayments: [] };
  if (month === 1) return NOTHING;
  if (month === 2) return { ...NOTHING, lateFee: true };
  if (month === 3) return { uses: [], repayments: [{ day: 10, pay: 'EVERYTHING' }] };
  return settled(month, chance);
};

/** Pays, but every second time after the due day. */
export const latePayer: Behaviour = (month, chance) => ({
  uses: someUses(chance, month === 0 ? 0.3 : 0.12),
  repayments: month % 2 === 1 ? [] : [{ day: 6, pay: 'PART', share: chance.between(0.3, 0.6) }],
  lateFee: month % 2 === 1,
});

/** Paid the minimum at first and has paid nothing for three months. */
export const delinquent: Behaviour = (month, chance) => {
  if (month > 2) return NOTHING;
  return {
    uses: someUses(chance, month === 0 ? 0.5 : 0.12),
    repayments: month === 0 ? [] : [{ day: inTime(chance), pay: 'MINIMUM' }],
  };
};

/** Pays the minimum, and since the newest month late captures take the balance over the limit. */
export const overLimit: Behaviour = (month, chance) => {
  const day = inTime(chance);
  if (month === 0) return { uses: [{ day, upToLimit: 0.9 }], repayments: [] };
  const uses = month < NEWEST_MONTH ? [] : [{ day, upToLimit: 1.08 }];
  return { uses, repayments: [{ day, pay: 'MINIMUM' }] };
};

/** Paid more than was owed, so the lender owes the customer. */
export const inCredit: Behaviour = (month, chance) => {
  if (month === RUNNING_MONTH) return NOTHING;
  const usual = transactor(month, chance);
  if (month < NEWEST_MONTH) return usual;
  return { ...usual, repayments: [{ day: 28, pay: 'TOO_MUCH', ofLimit: 0.03 }] };
};

/** Bought something large in month 1 and pays it off in nine parts. */
export const instalments: Behaviour = (month) => {
  if (month === 0) return NOTHING;
  if (month === 1) {
    return { uses: [{ day: 20, ofLimit: PLAN.instalments * PLAN.partOfLimit }], repayments: [] };
  }
  const { day, partOfLimit: ofLimit } = PLAN;
  return { uses: [], repayments: [{ day, pay: 'INSTALMENT', ofLimit }] };
};
