/** Scalars of our own, and those of graphql-scalars that we use, under one roof. */
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTimeISO, GraphQLISO8601Duration, GraphQLLocalDate } from 'graphql-scalars';
import { LOCALES, type Locale } from '../../domain/wording.js';

const badInput = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

const DECIMAL = /^-?(0|[1-9]\d{0,15})(\.\d{1,4})?$/;

function decimal(value: unknown): string {
  if (typeof value === 'string' && DECIMAL.test(value)) return value;
  throw badInput(
    'Decimal must be a string such as "1200.50": digits, at most four after the point',
  );
}

/** An exact decimal number as a string; a float would be rounded on its way. */
export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description:
    'An exact decimal number as a string, such as "1200.50" or "-0.01": no exponent, no leading ' +
    'plus or zeros, at most 16 digits before and four after the point.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259#section-6',
  serialize: decimal,
  parseValue: decimal,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return decimal(node.value);
    throw badInput('Decimal must be written as a string');
  },
});

const CURRENCY = /^[A-Z]{3}$/;

function currencyCode(value: unknown): string {
  if (typeof value === 'string' && CURRENCY.test(value)) return value;
  throw badInput('CurrencyCode must be three capital letters');
}

/** ISO 4217 alphabetic code. */
export const CurrencyCode = new GraphQLScalarType<string, string>({
  name: 'CurrencyCode',
  description: 'An ISO 4217 alphabetic currency code, such as "CNY" or "EUR".',
  specifiedByURL: 'https://www.iso.org/iso-4217-currency-codes.html',
  serialize: currencyCode,
  parseValue: currencyCode,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return currencyCode(node.value);
    throw badInput('CurrencyCode must be written as a string');
  },
});

function locale(value: unknown): Locale {
  const language = typeof value === 'string' ? value.toLowerCase().split(/[-_]/)[0] : undefined;
  const spoken = LOCALES.find((each) => each === language);
  if (spoken !== undefined && (value as string).length <= 35) return spoken;
  throw badInput('Locale must be a language tag of English or Chinese, such as "en" or "zh-CN"');
}

/** A language that customers are spoken to in, by its tag. */
export const LocaleTag = new GraphQLScalarType<Locale, string>({
  name: 'Locale',
  description: 'A BCP 47 language tag whose language is spoken here: "en" or "zh" (as in "zh-CN").',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/bcp/bcp47.txt',
  serialize: locale,
  parseValue: locale,
  // A bare word reads the same as a string: there is nothing that it could be confused with.
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING || node.kind === Kind.ENUM) return locale(node.value);
    throw badInput('Locale must be written as a string');
  },
});

export { GraphQLDateTimeISO, GraphQLISO8601Duration, GraphQLLocalDate };
