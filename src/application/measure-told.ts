/**
 * What is told of a measure on a line, when it is taken and when it ends: the audit entry, which also
 * says who and by which score and versions, and the message to business systems, who need no score.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import { formatMoney, money } from '../domain/money.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import { utc } from '../domain/time.js';
import type { Happened } from './tell.js';

export interface MeasureStep {
  readonly step: 'taken' | 'ended';
  /** The line after it. */
  readonly account: CreditAccount;
  /** The decision that took or ended it. */
  readonly decision: Decision;
  readonly assessment: Assessment;
  /** What is told and written beside, of such a step alone. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What is only written. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** For `tellAll`: `clearline.credit-account.measure-taken.v1` or `….measure-ended.v1`. */
export function measureTold(
  nextId: () => Id,
  { step, account, decision, assessment, ...own }: MeasureStep,
): Happened & { readonly subject: Id } {
  const data = {
    schemaVersion: 1,
    accountId: account.id,
    decisionId: decision.id,
    kind: decision.kind,
    grounds: decision.grounds,
    status: account.status,
    ...own.data,
    causedBy: decision.causedBy,
    accountVersion: account.version,
    at: utc(decision.decidedAt),
  };
  const content = {
    type: `credit-account.measure-${step}`,
    ...data,
    customerId: account.customerId,
    madeBy: decision.madeBy,
    requestedBy: decision.decidedBy,
    requestedAs: decision.madeBy === 'MACHINE' ? 'machine' : 'staff',
    reasons: decision.reasons.map(({ code }) => code),
    assessmentId: assessment.id,
    score: assessment.score,
    band: assessment.band,
    scorecardVersion: assessment.scorecardVersion,
    rulesVersion: assessment.rules?.version ?? null,
    packEdition: decision.packEdition,
    ...own.content,
  };
  const type = `clearline.credit-account.measure-${step}.v1`;
  return { entryId: nextId(), content, type, data, subject: account.id };
}

/** The figures of a line that measures move. */
type Figures = Pick<CreditAccount, 'limitMinor' | 'annualRatePpm'>;

/** The limit or the rate as it was and as it is set, where it moves. */
export function movedFigures(from: Figures & { currency: string }, to: Figures): object {
  const decimal = (minor: number): string => formatMoney(money(minor, from.currency));
  return {
    ...(from.limitMinor !== to.limitMinor && {
      from: decimal(from.limitMinor),
      to: decimal(to.limitMinor),
      currency: from.currency,
    }),
    ...(from.annualRatePpm !== to.annualRatePpm && {
      fromAnnualRatePpm: from.annualRatePpm,
      toAnnualRatePpm: to.annualRatePpm,
    }),
  };
}
