/**
 * Money is a whole number of minor units together with its ISO 4217 currency code. Inside, it is
 * never a decimal; outside, it is a decimal string, so that no reader rounds it.
 */
export interface Money {
  /** Whole minor units (cents, fen, yen), a safe integer. */
  readonly minor: number;
  /** ISO 4217 alphabetic code that {@link currencyExponent} knows. */
  readonly currency: string;
}

/** Minor-unit exponents: ISO 4217 list one (SIX Interbank Clearing, the standard's agency). */
const EXPONENTS: Readonly<Record<string, number>> = {
  CNY: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  JPY: 0,
  KWD: 3,
  TWD: 2,
  USD: 2,
};

/** Digits after the decimal point for a currency, or undefined for one that we do not carry. */
export const currencyExponent = (currency: string): number | undefined =>
  Object.hasOwn(EXPONENTS, currency) ? EXPONENTS[currency] : undefined;

/** Makes money; a fraction, an overflow past 2^53 or an unknown currency is a defect and throws. */
export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`not a safe minor amount: ${minor}`);
  if (currencyExponent(currency) === undefined) throw new RangeError('unknown currency');
  return { minor: minor === 0 ? 0 : minor, currency };
}

/** Far above any consumer's affairs, far below what safe integers can add up. */
export const MAX_MOVEMENT_MINOR = 1_000_000_000_000;

/** Whether an amount can be moved at all: more than zero, and no more than the bound. */
export const isMovable = ({ minor }: Money): boolean => minor > 0 && minor <= MAX_MOVEMENT_MINOR;

const DECIMAL = /^(-?)(0|[1-9]\d{0,15})(?:\.(\d{1,4}))?$/;

/**
 * Reads a decimal string such as "1200.50". Undefined when it is not a plain decimal, has more
 * digits after the point than the currency, or does not fit into safe integers.
 */
export function parseMoney(decimal: string, currency: string): Money | undefined {
  const exponent = currencyExponent(currency);
  const match = DECIMAL.exec(decimal);
  if (exponent === undefined || !match) return undefined;
  const [, sign, whole, fraction = ''] = match;
  if (fraction.length > exponent) return undefined;
  const minor = Number(`${sign}${whole}${fraction.padEnd(exponent, '0')}`);
  return Number.isSafeInteger(minor) ? money(minor, currency) : undefined;
}

/** Writes the exact decimal string: `{minor: 120050, currency: 'CNY'}` → "1200.50". */
export function formatMoney({ minor, currency }: Money): string {
  const exponent = currencyExponent(currency) ?? 0;
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const sign = minor < 0 ? '-' : '';
  return exponent === 0
    ? `${sign}${digits}`
    : `${sign}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

/** For messages: "1200.50 CNY". Digits and code read the same in every language. */
export const moneyText = (value: Money): string => `${formatMoney(value)} ${value.currency}`;

/**
 * For customers to read: "1,200 CNY", decimals only where there are any. Digits and code read alike
 * in both languages.
 */
export function readableMoney(amount: Money): string {
  const [whole = '', fraction = ''] = formatMoney(amount).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${grouped}${/^0*$/.test(fraction) ? '' : `.${fraction}`} ${amount.currency}`;
}

/**
 * Sums money by currency, in the order in which currencies first appear. Throws RangeError as soon
 * as a sum leaves the safe integers: from there it would be rounded, and could come back wrong.
 */
export function totals(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, Money>();
  for (const { minor, currency } of amounts) {
    sums.set(currency, money((sums.get(currency)?.minor ?? 0) + minor, currency));
  }
  return [...sums.values()];
}
