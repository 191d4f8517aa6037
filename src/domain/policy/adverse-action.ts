/** Which decisions count as adverse actions, by the jurisdiction pack's word. */
import type { DecisionKind, Ground } from '../credit-account/grounds.js';
import type { JurisdictionPack } from './jurisdiction-pack.js';

/**
 * Whether a decision owes the customer a notice with its principal reasons. A suspension takes away
 * use of the limit and a repricing raises its price: both go by the rule of line decreases. What ends
 * a line or its drawdown right goes by that of closures. An APPLICATION is asked about as declined,
 * on whatever grounds: for one that was not declined the caller does not ask.
 *
 * What a pack excepts answers something about the line itself: a default or inactivity "as to that
 * account" (12 CFR 1002.2(c)(2)(ii)). `isOfThatLine` is false where the line is touched for what another
 * line or the customer's score is about: then only the customer's own wish is excepted.
 */
export function adverseActionOf(
  { adverseAction }: Pick<JurisdictionPack, 'adverseAction'>,
  kind: DecisionKind,
  grounds: Ground,
  isOfThatLine = true,
): boolean {
  const excepted =
    adverseAction.exceptGrounds.value.includes(grounds) &&
    (isOfThatLine || grounds === 'CUSTOMER_REQUEST');
  switch (kind) {
    case 'LINE_DECREASE':
    case 'REPRICING':
    case 'SUSPENSION':
      return adverseAction.lineDecrease.value && !excepted;
    case 'DRAWDOWN_RIGHT_ENDED':
    case 'TERMINATION_BY_NOTICE':
    case 'CLOSURE':
      return adverseAction.closureByCreditor.value && !excepted;
    case 'APPLICATION':
      return adverseAction.applicationDeclined.value;
    case 'REINSTATEMENT':
    case 'LINE_INCREASE':
    case 'REVERSAL':
      return false;
  }
}
