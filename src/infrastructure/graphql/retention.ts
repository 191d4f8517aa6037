/** What is kept of a customer: the schedule, a copy of everything, and legal holds. */
import { GraphQLError } from 'graphql';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { mayReadCustomer, mayReadLegalHolds } from '../../application/access.js';
import { exportMyData } from '../../application/export-data.js';
import { KEPT_RECORDS } from '../../application/kept-records.js';
import {
  type LegalHoldResult,
  liftLegalHold,
  placeLegalHold,
} from '../../application/legal-holds.js';
import type { LegalHold } from '../../application/retention-ports.js';
import {
  type RetentionLine,
  type RetentionSchedule,
  retentionSchedule,
} from '../../application/retention-schedule.js';
import { isId } from '../../domain/identifiers.js';
import { type RetentionClass, retentionPeriodText } from '../../domain/policy/retention.js';
import type { Locale } from '../../domain/wording.js';
import type { GatewayContext } from './context.js';
import { checkInput, MAX_KEY_LENGTH } from './input.js';
import { MAX_LISTED } from './ledger-types.js';
import { toErrors } from './refusals.js';
import {
  DataExportType,
  LegalHoldPayload,
  LegalHoldType,
  LiftLegalHoldInput,
  MAX_REASON_LENGTH,
  PlaceLegalHoldInput,
  type RetentionLineType,
  RetentionScheduleType,
} from './retention-types.js';

const toLegalHold = ({ placedAt, liftedAt, ...hold }: LegalHold): LegalHoldType => ({
  ...hold,
  placedAt: new Date(placedAt),
  liftedAt: liftedAt === null ? null : new Date(liftedAt),
});

function toPayload(
  result: LegalHoldResult,
  { actor, locale }: Pick<GatewayContext, 'actor' | 'locale'>,
): LegalHoldPayload {
  if ('refusals' in result) return { legalHold: null, errors: toErrors(result.refusals, locale) };
  const { made } = result;
  // Asked by name: the answer is a look at that customer's file.
  const mayRead = mayReadLegalHolds(actor, made.customerId);
  return { legalHold: mayRead ? toLegalHold(made) : null, errors: [] };
}

const toLine = (line: RetentionLine, locale: Locale): RetentionLineType => ({
  ...line,
  records: Object.values(KEPT_RECORDS)
    .filter(({ retentionClass }) => retentionClass === heldIn(line.retentionClass))
    .map(({ text }) => text[locale]),
  purpose: line.purpose[locale],
  period: retentionPeriodText(line, locale),
});

const toSchedule = (schedule: RetentionSchedule, locale: Locale): RetentionScheduleType => ({
  ...schedule,
  classes: schedule.lines.map((line) => toLine(line, locale)),
  heldSince: schedule.heldSince === null ? null : new Date(schedule.heldSince),
});

const forbidden = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });

@Resolver()
export class RetentionResolver {
  @Query(() => RetentionScheduleType, {
    nullable: true,
    description:
      'What is kept of a customer and until when; null when there is no such customer, it is not ' +
      'yours to see, or no rules are in force in the jurisdiction.',
  })
  async retentionSchedule(
    @Arg('customerId', () => ID, { description: 'The customer.' }) customerId: string,
    @Ctx() { actor, loaders, locale, now, ports }: GatewayContext,
  ): Promise<RetentionScheduleType | null> {
    if (!isId(customerId) || !mayReadCustomer(actor, customerId)) return null;
    const customer = await loaders.customers.load(customerId);
    const schedule = customer && (await retentionSchedule(ports, customer, now));
    return schedule && toSchedule(schedule, locale);
  }

  @Query(() => DataExportType, {
    nullable: true,
    description:
      'A copy of everything that is kept of the signed-in customer, machine-readable; null when ' +
      'nothing is. Borrowers only.',
  })
  async exportMyData(@Ctx() { actor, ports }: GatewayContext): Promise<DataExportType | null> {
    if (actor.customerId === undefined) {
      throw forbidden('Only a customer has data of their own.');
    }
    const made = await exportMyData(ports, actor);
    return made && { ...made, madeAt: new Date(made.madeAt) };
  }

  @Query(() => [LegalHoldType], {
    description:
      `Legal holds on a customer's records, lifted ones included; the newest first, at most ` +
      `${MAX_LISTED}. Reviewers and auditors only.`,
  })
  async legalHolds(
    @Arg('customerId', () => ID, { description: 'The customer.' }) customerId: string,
    @Ctx() { actor, ports }: GatewayContext,
  ): Promise<LegalHoldType[]> {
    if (!mayReadLegalHolds(actor, customerId)) throw forbidden('Your role does not allow this.');
    if (!isId(customerId)) return [];
    return (await ports.legalHolds.ofCustomer(customerId, MAX_LISTED)).map(toLegalHold);
  }

  @Mutation(() => LegalHoldPayload, {
    description: "Keeps a customer's records from being erased, from now on (reviewers).",
  })
  async placeLegalHold(
    @Arg('input', () => PlaceLegalHoldInput, { description: 'Whose records, and why.' })
    input: PlaceLegalHoldInput,
    @Ctx() { actor, locale, ports }: GatewayContext,
  ): Promise<LegalHoldPayload> {
    const check = checkInput();
    check.id('customerId', input.customerId);
    check.text('reason', input.reason, MAX_REASON_LENGTH);
    check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
    const { refusals } = check;
    if (refusals.length > 0) return { legalHold: null, errors: toErrors(refusals, locale) };
    return toPayload(await placeLegalHold(ports, actor, input), { actor, locale });
  }

  @Mutation(() => LegalHoldPayload, {
    description:
      'Lifts a legal hold (reviewers): what is due is erased by the next run, unless another hold ' +
      'is in force. One that is lifted already stays as it is.',
  })
  async liftLegalHold(
    @Arg('input', () => LiftLegalHoldInput, { description: 'Which hold.' })
    input: LiftLegalHoldInput,
    @Ctx() { actor, locale, ports }: GatewayContext,
  ): Promise<LegalHoldPayload> {
    const check = checkInput();
    check.id('legalHoldId', input.legalHoldId);
    check.text('idempotencyKey', input.idempotencyKey, MAX_KEY_LENGTH);
    const { refusals } = check;
    if (refusals.length > 0) return { legalHold: null, errors: toErrors(refusals, locale) };
    return toPayload(await liftLegalHold(ports, actor, input), { actor, locale });
  }
}

/** Closings are counted in the sums of their days, and are kept with these. */
const heldIn = (retentionClass: RetentionClass): RetentionClass =>
  retentionClass === 'CLOSURE_COUNTERS' ? 'DAILY_BUCKETS' : retentionClass;
