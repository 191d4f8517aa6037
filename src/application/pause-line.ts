/** The customer takes a break from a line and goes on later, without closing anything. */
import {
  decidePause,
  decideResume,
  type PauseRefusal,
  type ResumeRefusal,
} from '../domain/credit-account/limit-and-pause.js';
import type { Actor } from './actor.js';
import {
  changeOwnLine,
  type OwnLineInput,
  type OwnLineRefusal,
  type OwnLineResult,
} from './change-own-line.js';
import type { Ports } from './ports.js';

export type PauseLineRefusal = PauseRefusal | ResumeRefusal | OwnLineRefusal;

/**
 * Suspends the actor's own line: it cannot be used until the customer resumes it. What is owed is
 * repaid as ever, and open holds can still be captured. Decision SUSPENSION on CUSTOMER_REQUEST,
 * message `clearline.credit-account.suspended.v1`.
 */
export const pauseLine = (
  ports: Ports,
  actor: Actor,
  input: OwnLineInput,
): Promise<OwnLineResult<PauseRefusal>> =>
  changeOwnLine(ports, actor, 'pauseLine', input, ({ account, now }) =>
    decidePause(account, input.expectedVersion, now),
  );

/**
 * Ends the customer's own pause; what a creditor suspended stays suspended. Decision REINSTATEMENT on
 * CUSTOMER_REQUEST, message `clearline.credit-account.reinstated.v1`.
 */
export const resumeLine = (
  ports: Ports,
  actor: Actor,
  input: OwnLineInput,
): Promise<OwnLineResult<ResumeRefusal>> =>
  changeOwnLine(ports, actor, 'resumeLine', input, ({ account, now }) =>
    decideResume(account, input.expectedVersion, now),
  );
