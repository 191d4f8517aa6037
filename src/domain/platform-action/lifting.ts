/** What staff can give back by lifting a decision, and what takes the customer's own wish. */
import type { Ground } from '../credit-account/grounds.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import { isDeclared } from './grounds-of-measures.js';

/**
 * Whether lifting gives an ended drawdown right back. What somebody declared and what is cleared up was
 * never so, and is put right. Anything else is new use of credit: where the rules know none that was
 * not asked for, it comes back by the customer's own application.
 */
export const isRightLifted = (
  grounds: Ground,
  { creditorEnding }: Pick<JurisdictionPack, 'creditorEnding'>,
): boolean => isDeclared(grounds) || creditorEnding.returnBy.value === 'OFFER';
