/**
 * The life of a credit line.
 *
 * A line is opened by an agreement and is ACTIVE: its capabilities let the customer use it up to
 * the limit. The platform may take use away for a while (SUSPENDED, which resumes by itself when
 * its conditions are met), may give notice (NOTICE_GIVEN: usable until `effectiveAt`, then it ends),
 * or may end the drawdown right for reasons told (DRAWDOWN_ENDED: never usable again, still
 * repaying). The customer may close the line at any time. Without anything in the way it is CLOSED
 * at once; with debt, holds or a plan it goes to RUN_OFF: use ends at once, repaying goes on, and
 * the line closes by itself when nothing is owed any more. A posting that arrives after CLOSED
 * still posts, and debt then reopens RUN_OFF, the only edge back; use never returns. A debt given
 * up is CHARGED_OFF: the books write it down, the customer still owes it.
 *
 * Only states that can be used carry capabilities, so a closed line has none to forget about.
 */
import type { AccountId, CustomerId, Id } from '../identifiers.js';
import type { Instant, LocalDate } from '../time.js';

/** What the customer may do with a line. Repaying is never a capability: it can't be taken away. */
export const CAPABILITIES = ['PAY', 'DRAW', 'INSTALMENT', 'AUTOPAY'] as const;
/** PAY purchases · DRAW cash to a bank account · INSTALMENT plans · AUTOPAY for subscriptions. */
export type Capability = (typeof CAPABILITIES)[number];

/** Why the customer closes (optional, used for alternatives and statistics, never for a score). */
export const MOTIVES = ['LESS_TEMPTATION', 'PRIVACY', 'LOWER_LEVERAGE', 'COST', 'OTHER'] as const;
export type Motive = (typeof MOTIVES)[number];

/** What was agreed; it outlives every change of standing. */
export interface Agreement {
  readonly id: AccountId;
  readonly customerId: CustomerId;
  readonly productId: string;
  readonly creditorId: string;
  readonly currency: string;
  readonly limitMinor: number;
  /** Decides, with the day it is asked on, which edition of a jurisdiction pack applies. */
  readonly agreementDate: LocalDate;
  readonly openedAt: Instant;
  /** A standing order that repays this line; it goes on in run-off. */
  readonly repaymentAutopay: boolean;
  /** Raised by every change of standing or limit; postings do not raise it. */
  readonly version: number;
}

export type Standing =
  | { status: 'ACTIVE'; effectiveAt: Instant; capabilities: readonly Capability[] }
  /** `suspended` are the capabilities that a reinstatement gives back. */
  | { status: 'SUSPENDED'; effectiveAt: Instant; suspended: readonly Capability[] }
  /** Still usable; `effectiveAt` is when the notice ends it. */
  | { status: 'NOTICE_GIVEN'; effectiveAt: Instant; capabilities: readonly Capability[] }
  | { status: 'DRAWDOWN_ENDED'; effectiveAt: Instant }
  | { status: 'RUN_OFF'; effectiveAt: Instant; closureId: Id }
  | { status: 'CLOSED'; effectiveAt: Instant; closureId: Id }
  | { status: 'CHARGED_OFF'; effectiveAt: Instant };

export type CreditAccount = Agreement & Standing;
export type AccountStatus = Standing['status'];
export const ACCOUNT_STATUSES = [
  'ACTIVE',
  'SUSPENDED',
  'NOTICE_GIVEN',
  'DRAWDOWN_ENDED',
  'RUN_OFF',
  'CLOSED',
  'CHARGED_OFF',
] as const satisfies readonly AccountStatus[];

export type AccountEvent =
  /** The customer's closure: once in a line's life. */
  | {
      type: 'ClosureMade';
      closureId: Id;
      outcome: 'CLOSED' | 'RUN_OFF';
      revoked: readonly Capability[];
      at: Instant;
    }
  /** Nothing is owed any more: run-off ends by itself. */
  | { type: 'RunOffCompleted'; at: Instant }
  /** A late posting brought debt to a closed line. */
  | { type: 'RunOffReopened'; at: Instant };

/** What the customer may do now; empty unless the state can be used. */
export const capabilitiesOf = (account: Standing): readonly Capability[] =>
  'capabilities' in account ? account.capabilities : [];

/** The state after an event. An event that the state cannot have had is a defect and throws. */
export function evolve(account: CreditAccount, event: AccountEvent): CreditAccount {
  const agreement = agreementOf(account);
  const version = account.version + 1;
  const impossible = () => new Error(`${event.type} cannot follow ${account.status}`);
  switch (event.type) {
    case 'ClosureMade':
      if ('closureId' in account || account.status === 'CHARGED_OFF') throw impossible();
      return {
        ...agreement,
        version,
        status: event.outcome,
        effectiveAt: event.at,
        closureId: event.closureId,
      };
    case 'RunOffCompleted':
    case 'RunOffReopened': {
      const [from, status] =
        event.type === 'RunOffCompleted'
          ? (['RUN_OFF', 'CLOSED'] as const)
          : (['CLOSED', 'RUN_OFF'] as const);
      if (account.status !== from) throw impossible();
      const { closureId } = account;
      return { ...agreement, version, status, effectiveAt: event.at, closureId };
    }
  }
}

function agreementOf(account: CreditAccount): Agreement {
  const { id, customerId, productId, creditorId, currency, limitMinor } = account;
  const { agreementDate, openedAt, repaymentAutopay, version } = account;
  return {
    id,
    customerId,
    productId,
    creditorId,
    currency,
    limitMinor,
    agreementDate,
    openedAt,
    repaymentAutopay,
    version,
  };
}
