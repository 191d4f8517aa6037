/**
 * Who is in the demo. The first customers are made for a purpose and are found by name: their names
 * are the source keys of the source `demo`. The others are drawn by chance, always the same.
 */
import type { Particulars } from './activities.js';
import {
  type Behaviour,
  chargedRevolver,
  delinquent,
  inCredit,
  instalments,
  latePayer,
  lateThenSettled,
  overLimit,
  revolver,
  settled,
  transactor,
  unused,
} from './behaviours.js';
import { type Chance, chanceOf } from './chance.js';
import type { LineSpec } from './line-history.js';
import { DEMO_PRODUCTS, type DemoJurisdiction } from './products.js';

export interface CustomerSpec extends Particulars {
  readonly key: string;
  readonly jurisdiction: DemoJurisdiction;
  readonly lines: readonly LineSpec[];
}

interface Case extends Omit<CustomerSpec, 'key'> {
  /** What it is there to show. */
  readonly shows: string;
}

const line = (
  productId: string,
  limitMinor: number,
  behaviour: Behaviour,
  over: Partial<LineSpec> = {},
): LineSpec => ({ productId, limitMinor, behaviour, agreedMonthsBefore: 14, ...over });

/** Bought in instalments, and something more is authorised: all that can hold up a closure. */
const everyBlocker = (productId: string, limitMinor: number): LineSpec =>
  line(productId, limitMinor, instalments, { withPlan: true, holdOfLimit: 0.06 });

/** The customers with a purpose, in the order in which they are seeded. */
export const DEMO_CASES = {
  'borrower-clear': {
    shows: 'three lines without debt, which close at once; one of them was once paid late',
    jurisdiction: 'CN',
    lines: [
      line('demo-cn-consumption', 1_500_000, lateThenSettled, { agreedMonthsBefore: 26 }),
      line('demo-cn-cash', 3_000_000, settled, { repaymentAutopay: true }),
      line('demo-cn-instalment-card', 800_000, unused, { agreedMonthsBefore: 3 }),
    ],
  },
  'borrower-indebted': {
    shows: 'a line with debt, an open hold and an instalment plan; one paid late; one without debt',
    jurisdiction: 'EU',
    lines: [
      everyBlocker('demo-eu-card', 400_000),
      line('demo-eu-pay-later', 120_000, chargedRevolver),
      line('demo-eu-reserve', 250_000, settled, { agreedMonthsBefore: 30 }),
    ],
  },
  'every-blocker': {
    shows: 'balance, open hold and unfinished instalment plan on one line',
    jurisdiction: 'CN',
    lines: [everyBlocker('demo-cn-instalment-card', 2_000_000)],
  },
  'credit-balance': {
    shows: 'a line on which more was repaid than owed',
    jurisdiction: 'CN',
    lines: [line('demo-cn-consumption', 1_000_000, inCredit)],
  },
  'credit-balance-eu': {
    shows: 'a line on which more was repaid than owed, in euro',
    jurisdiction: 'EU',
    lines: [line('demo-eu-card', 300_000, inCredit)],
  },
  'never-used': {
    shows: 'a line that was never used',
    jurisdiction: 'EU',
    lines: [line('demo-eu-reserve', 500_000, unused)],
  },
  'over-limit': {
    shows: 'a balance above the limit',
    jurisdiction: 'CN',
    lines: [line('demo-cn-pocket', 500_000, overLimit)],
  },
  delinquent: {
    shows: 'nothing paid for three months',
    jurisdiction: 'EU',
    lines: [line('demo-eu-pay-later', 150_000, delinquent)],
  },
  'late-payer': {
    shows: 'pays every second month, after the due day',
    jurisdiction: 'CN',
    lines: [line('demo-cn-cash', 2_000_000, latePayer), line('demo-cn-pocket', 300_000, settled)],
  },
  'many-outflows': {
    shows: 'fourteen cash-outs and transfers within 15 days: a person looks before new credit',
    jurisdiction: 'CN',
    lines: [line('demo-cn-consumption', 1_200_000, transactor)],
    remarkable: 'MANY_OUTFLOWS',
  },
  'unstated-draws': {
    shows: 'five draws of which nobody knows what they are for: the price band is limited',
    jurisdiction: 'CN',
    lines: [line('demo-cn-consumption', 1_000_000, transactor)],
    remarkable: 'UNSTATED_DRAWS',
  },
  'many-devices': {
    shows: 'seven devices more within 15 days: a person looks before new credit',
    jurisdiction: 'CN',
    lines: [line('demo-cn-pocket', 600_000, transactor)],
    remarkable: 'MANY_DEVICES',
  },
  'borrower-steady': {
    shows: 'never late, and no income was ever verified: what a change of the service can end',
    jurisdiction: 'CN',
    lines: [
      line('demo-cn-consumption', 1_500_000, transactor, { agreedMonthsBefore: 20 }),
      line('demo-cn-cash', 2_000_000, settled),
      line('demo-cn-pocket', 500_000, transactor, { agreedMonthsBefore: 8 }),
    ],
    isIncomeUnverified: true,
  },
} as const satisfies Record<string, Case>;

export type DemoCase = keyof typeof DEMO_CASES;

const CASES: readonly CustomerSpec[] = Object.entries(DEMO_CASES).map(
  ([key, { shows: _, ...spec }]: [string, Case]) => ({ key, ...spec }),
);

/** How often each behaviour is drawn, of {@link DRAWN_IN_ALL}. */
const DRAWN: readonly (readonly [Behaviour, number])[] = [
  [transactor, 30],
  [revolver, 24],
  [settled, 16],
  [unused, 10],
  [latePayer, 6],
  [instalments, 5],
  [delinquent, 4],
  [overLimit, 3],
  [inCredit, 2],
];
const DRAWN_IN_ALL = DRAWN.reduce((sum, [, weight]) => sum + weight, 0);

/** Major units, from small to large. */
const LIMITS: Readonly<Record<DemoJurisdiction, readonly number[]>> = {
  CN: [2_000, 5_000, 8_000, 15_000, 30_000, 50_000],
  EU: [500, 1_000, 1_500, 3_000, 5_000, 7_500],
};

/** The customer at a place in the demo's order, and the chance that goes with it. */
export function demoCustomer(index: number): { spec: CustomerSpec; chance: Chance } {
  const chance = chanceOf(index);
  return { spec: CASES[index] ?? drawnCustomer(index, chance), chance };
}

function drawnCustomer(index: number, chance: Chance): CustomerSpec {
  const jurisdiction = index % 3 === 2 ? 'EU' : 'CN';
  const count = 1 + chance.below(4);
  const products = DEMO_PRODUCTS[jurisdiction];
  const first = chance.below(products.length);
  return {
    key: `customer-${String(index).padStart(5, '0')}`,
    jurisdiction,
    lines: Array.from({ length: count }, (_, at): LineSpec => {
      const product = products[(first + at) % products.length];
      if (!product) throw new Error(`no demo products for ${jurisdiction}`);
      const behaviour = drawnBehaviour(chance);
      return {
        productId: product.id,
        limitMinor: (LIMITS[jurisdiction][chance.below(6)] ?? 0) * 100,
        behaviour,
        agreedMonthsBefore: 1 + chance.below(36),
        repaymentAutopay: chance.below(4) === 0,
        // Without room for it there would be nothing to authorise.
        ...(behaviour === transactor && chance.below(6) === 0 && { holdOfLimit: 0.02 }),
        ...(behaviour === instalments &&
          product.capabilities.includes('INSTALMENT') && { withPlan: true }),
      };
    }),
  };
}

function drawnBehaviour(chance: Chance): Behaviour {
  let drawn = chance.below(DRAWN_IN_ALL);
  for (const [behaviour, weight] of DRAWN) {
    if (drawn < weight) return behaviour;
    drawn -= weight;
  }
  return unused;
}
