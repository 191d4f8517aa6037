/** Shorthand for tests that operate lines. */
import type { CloseAccountResult } from '../../src/application/close-account.js';
import type { Operated } from '../../src/application/operate-line.js';
import { newId } from './portfolio.js';

export const cny = (minor: number) => ({ minor, currency: 'CNY' });
export const key = () => ({ idempotencyKey: newId() });

/** What was made; a refusal fails the test with its words. */
export function made<T>(operated: Operated<T>): T {
  if ('refusals' in operated) throw new Error(JSON.stringify(operated.refusals));
  return operated.made;
}

/** A closing that was made, with its closure; a refusal or a notice fails the test with its words. */
export function madeClosure(result: CloseAccountResult) {
  if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
  const { closure } = result;
  if (!closure) throw new Error('a notice was given, and no closure made');
  return { ...result, closure };
}
