/** "What happens if I close this line?": the preview, in the customer's language. */
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { mayReadRiskProfile } from '../../application/access.js';
import { compiled } from '../../application/assess.js';
import { message, storedMessage } from '../../application/messages.js';
import { type Preview, previewClosure } from '../../application/preview-closure.js';
import type { Blocker } from '../../domain/credit-account/closure.js';
import type { ClosureQuote } from '../../domain/credit-account/closure-quote.js';
import type { Motive } from '../../domain/credit-account/credit-account.js';
import type { LimitPolicy } from '../../domain/credit-account/limit-policy.js';
import { limitReason } from '../../domain/credit-account/linked-limits.js';
import { isId } from '../../domain/identifiers.js';
import { money, moneyText } from '../../domain/money.js';
import { closingDutyText } from '../../domain/policy/closing-duties.js';
import { RETENTION_PURPOSES, retentionPeriodText } from '../../domain/policy/retention.js';
import { difference } from '../../domain/risk-profile/difference.js';
import type { CharacteristicValues } from '../../domain/risk-profile/facts.js';
import type { RuleSet } from '../../domain/risk-profile/rules.js';
import type { Locale } from '../../domain/wording.js';
import { accountNow } from './closing.js';
import { LinkedLimitType, toLinkedLimit, toRestriction } from './closure-effect-types.js';
import {
  type ClosureBlockerType,
  type ClosureEffectsType,
  type ClosureOutlookType,
  type ClosurePreview,
  ClosurePreviewPayload,
} from './closure-preview-types.js';
import type { GatewayContext } from './context.js';
import { CreditAccountType } from './credit-account.js';
import { DecisionType, toDecision } from './decision-types.js';
import { MotiveEnum } from './enums.js';
import { toHold } from './ledger-types.js';
import { creditAccountOf } from './liabilities.js';
import { momentText } from './moments.js';
import { minorMoney } from './money.js';
import type { InputRefusal } from './refusal-codes.js';
import { type Paths, toError, toErrors } from './refusals.js';
import { LocaleTag } from './scalars.js';

/** What an answer is put into words with. */
interface Words {
  readonly locale: Locale;
  readonly rules: RuleSet | null;
  readonly policy: LimitPolicy;
  /** Whether scores are for whoever asks. */
  readonly seesScores: boolean;
}

/** The arguments stand by themselves here. */
const PATHS: Paths = { ACCOUNT_NOT_FOUND: ['accountId'] };
const NO_LINE = new Set(['ACCOUNT_NOT_FOUND', 'INVALID_INPUT']);
const NO_ID: InputRefusal = { code: 'INVALID_INPUT', reason: 'INVALID_ID', path: ['accountId'] };

/** What clears a blocker: the customer's own doing, or time. */
function clearedBy(blocker: Blocker, { effects }: ClosureQuote, locale: Locale): string {
  const { payoff, earlySettlements } = effects;
  const amount = (minor: number): string => moneyText(money(minor, payoff.currency));
  switch (blocker.code) {
    case 'BALANCE_OUTSTANDING':
      return message('CLEARED_BY_BALANCE_OUTSTANDING', locale, {
        payoff: moneyText(blocker.payoff),
        perDiem: amount(payoff.perDiemMinor),
      });
    case 'HOLDS_OPEN': {
      const last = Math.max(...blocker.holds.map(({ expiresAt }) => expiresAt));
      const lapsesOn = momentText(last, locale);
      return message('CLEARED_BY_HOLDS_OPEN', locale, { lapsesOn });
    }
    case 'INSTALMENT_PLAN_UNFINISHED': {
      const settled = earlySettlements.find(({ planId }) => planId === blocker.plan.id);
      const principalLeft = amount(settled?.principalLeftMinor ?? blocker.plan.principalMinor);
      return message('CLEARED_BY_INSTALMENT_PLAN_UNFINISHED', locale, { principalLeft });
    }
  }
}

const toBlocker = (blocker: Blocker, quote: ClosureQuote, locale: Locale): ClosureBlockerType => ({
  error: toError(blocker, locale),
  clearedBy: clearedBy(blocker, quote, locale),
});

function toEffects({ quote, foreseen }: Preview, words: Words): ClosureEffectsType {
  const { effects } = quote;
  const { locale, rules, policy, seesScores } = words;
  const scored = <T>(value: T): T | null => (seesScores ? value : null);
  const { limitCountsUntil } = effects;
  return {
    outcome: effects.outcome,
    scoreNow: scored(effects.scoreBefore),
    scoreAfter: scored(effects.scoreAfter),
    bandBefore: scored(effects.bandBefore),
    bandAfter: scored(effects.bandAfter),
    newCreditBefore: scored(effects.newCreditBefore),
    newCreditAfter: scored(effects.newCreditAfter),
    restrictions: effects.restrictions.map((each) => toRestriction(each, rules, locale)),
    linkedLimits: effects.linkedLimits.map((move) =>
      toLinkedLimit(move, scored(limitReason(policy, move, foreseen.bandForMoves, locale)), null),
    ),
    limitCountsUntil,
    protectionNote:
      limitCountsUntil && message('PROTECTED_UNTIL', locale, { until: limitCountsUntil }),
  };
}

/** As many as help. */
const OUTLOOK_REASONS = 3;

/** What moves the score between just after the closing and then, the greatest first. */
function whyIfClosed(
  then: CharacteristicValues,
  { foreseen, model }: Preview,
  locale: Locale,
): string[] {
  const by = { card: compiled(model.card), rules: model.rules };
  const { lines } = difference(
    { ...by, values: foreseen.after.values },
    { ...by, values: then },
    locale,
  );
  const moving = lines.filter(({ change }) => change !== 0).slice(0, OUTLOOK_REASONS);
  return moving.map(({ name, before, after, change }) =>
    message(change > 0 ? 'OUTLOOK_MORE' : 'OUTLOOK_FEWER', locale, {
      name,
      before: before?.valueText ?? '',
      after: after?.valueText ?? '',
      count: Math.abs(change),
    }),
  );
}

function toOutlook(found: Preview, words: Words): ClosureOutlookType {
  const { outlook } = found;
  const { locale, rules, seesScores } = words;
  const scored = <T>(value: T): T | null => (seesScores ? value : null);
  return {
    assumptions: outlook.assumptions.map((each) => message(`ASSUMPTION_${each}`, locale)),
    points: outlook.points.map((point) => ({
      inDays: point.inDays,
      on: point.on,
      scoreIfClosed: scored(point.scoreIfClosed),
      scoreIfKept: scored(point.scoreIfKept),
      whyIfClosed: scored(whyIfClosed(point.valuesIfClosed, found, locale)),
      newCreditIfClosed: scored(point.newCreditIfClosed),
      newCreditIfKept: scored(point.newCreditIfKept),
      restrictions: point.restrictions.map((each) => toRestriction(each, rules, locale)),
    })),
  };
}

/** What is owed and paid: figures of the line alone. */
function toFigures({ effects }: ClosureQuote) {
  const { payoff, refund, earlySettlements } = effects;
  const inCurrency = (minor: number) => minorMoney(minor, payoff.currency);
  return {
    payoff: {
      total: inCurrency(payoff.totalMinor),
      principal: inCurrency(payoff.principalMinor),
      interest: inCurrency(payoff.interestMinor),
      fees: inCurrency(payoff.feeMinor),
      perDiem: inCurrency(payoff.perDiemMinor),
      asOf: payoff.asOf,
    },
    earlySettlements: earlySettlements.map((plan) => ({
      planId: plan.planId,
      principalLeft: inCurrency(plan.principalLeftMinor),
      instalmentsLeft: plan.instalmentsLeft,
      interestSaved: inCurrency(plan.interestSavedMinor),
    })),
    refund: refund && { amount: inCurrency(refund.amountMinor), payBy: refund.payBy },
  };
}

const MUTATIONS: Readonly<Record<Preview['alternatives'][number]['kind'], string>> = {
  LOWER_LIMIT: 'decreaseLimit',
  PAUSE: 'pauseLine',
  WITHDRAW_CONSENT: 'withdrawConsent',
};

function toPreview(found: Preview, words: Words): ClosurePreview {
  const { quote } = found;
  const { effects } = quote;
  const { locale } = words;
  const among = (ids: readonly string[]) =>
    found.line.holds.filter(({ id }) => ids.includes(id)).map(toHold);
  return {
    quoteId: quote.id,
    validUntil: new Date(quote.validUntil),
    goodThrough: quote.goodThrough,
    blockers: effects.blockers.map((each) => toBlocker(each, quote, locale)),
    ...toFigures(quote),
    revoked: effects.revoked,
    stoppedInstructions: effects.stopped,
    holds: { released: among(effects.releasedHolds), honoured: among(effects.honouredHolds) },
    effects: toEffects(found, words),
    outlook: toOutlook(found, words),
    dataKept: found.kept.map(({ retentionClass, until, from, period, source }) => ({
      retentionClass,
      purpose: RETENTION_PURPOSES[retentionClass][locale],
      from,
      period: retentionPeriodText({ from, period }, locale),
      until,
      source,
    })),
    statements: found.duties.map((duty) => ({ duty, text: closingDutyText(duty, locale) })),
    warnings: found.warnings.map(({ code, values }) => ({
      code,
      text: storedMessage(code, locale, values),
    })),
    alternatives: found.alternatives.map(({ kind, code, values }) => ({
      kind,
      text: storedMessage(code, locale, values),
      mutation: MUTATIONS[kind],
    })),
  };
}

@Resolver()
export class ClosurePreviewResolver {
  @Query(() => ClosurePreviewPayload, {
    description:
      'Everything that closing a line would do, before anything is done, pinned as a quote for ' +
      'closeAccount (the borrower for an own line, agents).',
  })
  async closurePreview(
    @Arg('accountId', () => ID, { description: 'The line.' }) accountId: string,
    @Ctx() context: GatewayContext,
    @Arg('motive', () => MotiveEnum, {
      nullable: true,
      description: 'Why; it brings milder alternatives to mind and never changes a score.',
    })
    motive?: Motive | null,
    @Arg('locale', () => LocaleTag, {
      nullable: true,
      description: "The language; without it the request's.",
    })
    wanted?: Locale | null,
  ): Promise<ClosurePreviewPayload> {
    const locale = wanted ?? context.locale;
    const { actor, loaders, ports } = context;
    const result = isId(accountId)
      ? await previewClosure(ports, actor, { accountId, motive: motive ?? null })
      : { refusals: [NO_ID] };
    if ('refusals' in result) {
      // A line that is said not to be there is not shown beside it, whatever else the role may see.
      const isHidden = result.refusals.every(({ code }) => NO_LINE.has(code));
      const account = isHidden ? null : await creditAccountOf(accountId, context);
      return { preview: null, account, errors: toErrors(result.refusals, locale, PATHS) };
    }
    const { quote } = result;
    const [policy] = await ports.limitPolicies.find([quote.limitPolicyVersion]);
    if (!policy) throw new Error(`there is no limit policy ${quote.limitPolicyVersion}`);
    const words: Words = {
      locale,
      rules: await loaders.ruleSets.load(quote.rulesVersion),
      policy,
      seesScores: mayReadRiskProfile(actor, quote.customerId),
    };
    const account = await accountNow(result.account, context);
    return { preview: toPreview(result, words), account, errors: [] };
  }
}

@Resolver(() => LinkedLimitType)
export class LinkedLimitResolver {
  @FieldResolver(() => CreditAccountType, { nullable: true, description: 'The line itself.' })
  account(
    @Root() { accountId }: LinkedLimitType,
    @Ctx() context: GatewayContext,
  ): Promise<CreditAccountType | null> {
    return creditAccountOf(accountId, context);
  }

  @FieldResolver(() => DecisionType, {
    nullable: true,
    description: 'The decision that it is; null while it is only foreseen, or once it is erased.',
  })
  async decision(
    @Root() { decisionId }: LinkedLimitType,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<DecisionType | null> {
    const decision = decisionId === null ? null : await loaders.decisions.load(decisionId);
    return decision && toDecision(decision);
  }
}
