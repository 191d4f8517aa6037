/**
 * About one month's average wage by currency, so that amounts of different currencies can be looked
 * at on one scale. They are yardsticks, not exchange rates: a value of 2 says "two average monthly
 * wages where that money is earned". A currency without a source that we are sure of has none, and
 * an amount in it is then no known number of wages.
 */
export interface ReferenceAmount {
  /** A year's wage in whole minor units, as the source gives it. */
  readonly yearMinor: number;
  readonly source: string;
  /** The year that the figure is about. */
  readonly year: number;
}

const REFERENCES: Readonly<Record<string, ReferenceAmount>> = {
  CNY: {
    yearMinor: 12_411_000,
    source: 'National Bureau of Statistics of China: average wage in urban non-private units',
    year: 2024,
  },
  EUR: {
    yearMinor: 3_786_300,
    source: 'Eurostat: average full-time adjusted salary per employee, European Union',
    year: 2023,
  },
  TWD: {
    yearMinor: 12 * 4_300_000,
    source: 'Rounded by us after the average monthly earnings of DGBAS, for data of that year',
    year: 2005,
  },
  USD: {
    yearMinor: 6_662_180,
    source: 'Social Security Administration: national average wage index',
    year: 2023,
  },
};

/** The yardstick of a currency with its source, or undefined where we have none. */
export const referenceAmount = (currency: string): ReferenceAmount | undefined =>
  Object.hasOwn(REFERENCES, currency) ? REFERENCES[currency] : undefined;

/** An amount in average monthly wages of its currency, not rounded; null without a yardstick. */
export function inWages(minor: number, currency: string): number | null {
  const reference = referenceAmount(currency);
  return reference === undefined ? null : (minor * 12) / reference.yearMinor;
}
