/**
 * Checks what GraphQL's types let through: ids, texts and amounts. Everything that is wrong is
 * collected, so that a caller is told all of it at once, with the path of each.
 */
import { isId } from '../../domain/identifiers.js';
import { type Money, parseMoney } from '../../domain/money.js';
import type { MoneyInput } from './money.js';
import type { InputRefusal } from './refusal-codes.js';

export const MAX_KEY_LENGTH = 200;
export const MAX_REFERENCE_LENGTH = 200;

/** Ten thousand million of most currencies: sums over a customer's lines then stay safe integers. */
const MAX_AMOUNT_MINOR = 1_000_000_000_000;

/** Control characters and lone surrogates: the databases cannot hold all of them alike. */
const isStorable = (text: string): boolean => text.isWellFormed() && !/\p{Cc}/u.test(text);

/** What a person writes may have line breaks and tabs; nothing but these is neither. */
const isWritten = (text: string): boolean =>
  isStorable(text.replaceAll('\n', ' ').replaceAll('\t', ' ')) && text.trim() !== '';

export interface InputCheck {
  readonly refusals: readonly InputRefusal[];
  id(path: string, value: string): string;
  text(path: string, value: string, max: number): string;
  /** What a person wrote, of one line or several. */
  lines(path: string, value: string, max: number): string;
  amount(path: string, value: MoneyInput): Money;
}

/** A collector for one input object, or (`at` empty) for arguments that stand by themselves. */
export function checkInput(at: readonly string[] = ['input']): InputCheck {
  const refusals: InputRefusal[] = [];
  const refuse = (reason: InputRefusal['reason'], path: string, max?: number): void => {
    refusals.push({ code: 'INVALID_INPUT', reason, path: [...at, path], max });
  };
  return {
    refusals,
    id(path, value) {
      if (!isId(value)) refuse('INVALID_ID', path);
      return value;
    },
    text(path, value, max) {
      const fits = value.length > 0 && value.length <= max;
      if (!fits || !isStorable(value)) refuse('INVALID_TEXT', path, max);
      return value;
    },
    lines(path, value, max) {
      if (value.length > max || !isWritten(value)) refuse('INVALID_TEXT', path, max);
      return value;
    },
    amount(path, { amount, currency }) {
      const money = parseMoney(amount, currency);
      if (money && Math.abs(money.minor) <= MAX_AMOUNT_MINOR) return money;
      refuse('INVALID_MONEY', path);
      return { minor: 0, currency };
    },
  };
}
