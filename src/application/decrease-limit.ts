/** The customer has the limit of a line lowered: owing less by being able to owe less. */
import { type DecreaseRefusal, decideDecrease } from '../domain/credit-account/limit-and-pause.js';
import type { Money } from '../domain/money.js';
import type { Actor } from './actor.js';
import {
  changeOwnLine,
  type OwnLineInput,
  type OwnLineRefusal,
  type OwnLineResult,
} from './change-own-line.js';
import type { Ports } from './ports.js';

export interface DecreaseLimitInput extends OwnLineInput {
  /** The new limit: lower than now, and no lower than what is owed and held. */
  readonly limit: Money;
}

export type DecreaseLimitRefusal = DecreaseRefusal | OwnLineRefusal;

/**
 * Lowers the limit of the actor's own line at once, also of one that is paused or under notice. A
 * decision (LINE_DECREASE on CUSTOMER_REQUEST, never an adverse action), an audit entry and the
 * message `clearline.credit-account.limit-changed.v1` go with it.
 */
export const decreaseLimit = (
  ports: Ports,
  actor: Actor,
  input: DecreaseLimitInput,
): Promise<OwnLineResult<DecreaseRefusal>> =>
  changeOwnLine(ports, actor, 'decreaseLimit', input, ({ account, position, now }) =>
    decideDecrease(account, input, position, now),
  );
