/** What may be asked of a customer's lines in a random history, and how often. */
import fc from 'fast-check';
import { CAPABILITIES, MOTIVES } from '../../src/domain/credit-account/credit-account.js';

const minor = fc.integer({ min: 1, max: 60_000 });
/** Which of those that there are: taken modulo their number. */
const which = fc.nat(19);
const line = fc.nat(2);

type Given<F> = { readonly [M in keyof F]: F[M] extends fc.Arbitrary<infer V> ? V : never };

const stepsOf = <K extends string, F extends Record<string, fc.Arbitrary<unknown>>>(
  weight: number,
  kind: K,
  members: F,
) => ({
  weight,
  arbitrary: fc.record({ kind: fc.constant(kind), ...members }) as unknown as fc.Arbitrary<
    { readonly kind: K } & Given<F>
  >,
});

/** Drawn as often as the weights say. */
export const STEP = fc.oneof(
  stepsOf(10, 'authorize', { line, minor, capability: fc.constantFrom(...CAPABILITIES) }),
  stepsOf(8, 'capture', { which, minor, whole: fc.boolean(), final: fc.boolean() }),
  stepsOf(2, 'void', { which }),
  stepsOf(4, 'repay', { line, minor, daysLate: fc.nat(20) }),
  stepsOf(4, 'repayAll', { line, overMinor: fc.constantFrom(0, 0, 0, 700) }),
  stepsOf(2, 'bounce', { which }),
  stepsOf(1, 'reverse', { which }),
  stepsOf(2, 'refund', { line, minor }),
  stepsOf(1, 'fee', { line, minor: fc.integer({ min: 1, max: 900 }) }),
  stepsOf(2, 'payRefund', { line, which }),
  stepsOf(2, 'close', {
    line,
    allowRunOff: fc.boolean(),
    isStale: fc.constantFrom(false, false, false, true),
    motive: fc.constantFrom(null, ...MOTIVES),
  }),
  stepsOf(2, 'closeAsQuoted', {
    line,
    motive: fc.constantFrom(null, ...MOTIVES),
    hours: fc.nat(1),
  }),
  stepsOf(3, 'notice', { line, days: fc.integer({ min: 1, max: 32 }) }),
  stepsOf(4, 'withdraw', { line }),
  stepsOf(1, 'pause', { line }),
  stepsOf(3, 'resume', { line }),
  stepsOf(2, 'decrease', { line, minor }),
  stepsOf(3, 'hours', { hours: fc.integer({ min: 1, max: 72 }) }),
  stepsOf(2, 'days', { days: fc.integer({ min: 3, max: 45 }) }),
);
export type Step = typeof STEP extends fc.Arbitrary<infer S> ? S : never;
