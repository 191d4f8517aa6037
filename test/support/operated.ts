/** Shorthand for tests that operate lines. */
import type { Operated } from '../../src/application/operate-line.js';
import { newId } from './portfolio.js';

export const cny = (minor: number) => ({ minor, currency: 'CNY' });
export const key = () => ({ idempotencyKey: newId() });

/** What was made; a refusal fails the test with its words. */
export function made<T>(operated: Operated<T>): T {
  if ('refusals' in operated) throw new Error(JSON.stringify(operated.refusals));
  return operated.made;
}
