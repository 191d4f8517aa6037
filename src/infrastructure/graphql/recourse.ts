/** "What can I do?": recourse on a customer's risk profile. */
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { findRecourse } from '../../application/find-recourse.js';
import type { RecourseTarget } from '../../domain/risk-profile/recourse/situation.js';
import { assumptionTexts } from '../../domain/risk-profile/recourse/words.js';
import type { Locale } from '../../domain/wording.js';
import type { GatewayContext } from './context.js';
import { CreditAccountType } from './credit-account.js';
import { creditAccountOf } from './liabilities.js';
import { RecourseActionType, RecourseTargetInput, RecourseType, toPlan } from './recourse-types.js';
import type { Refusal } from './refusal-codes.js';
import { toErrors } from './refusals.js';
import { RiskProfile } from './risk-profile.js';
import { LocaleTag } from './scalars.js';

/** The one target that is named, or undefined when none or several are. */
function targetOf({ score, band, newCredit }: RecourseTargetInput): RecourseTarget | undefined {
  const named: RecourseTarget[] = [];
  if (typeof score === 'number') named.push({ kind: 'SCORE', score });
  if (typeof band === 'string') named.push({ kind: 'BAND', band });
  if (newCredit === true) named.push({ kind: 'NEW_CREDIT' });
  const isOne = named.length === 1 && newCredit !== false;
  return isOne ? named[0] : undefined;
}

const invalid = { code: 'INVALID_INPUT' } as const;

const refusedWith = (refusal: Refusal, locale: Locale): RecourseType => ({
  isReached: null,
  plans: [],
  assumptions: [],
  errors: toErrors([refusal], locale),
});

/** Plans for a customer towards a target, or why nothing was looked for. The caller may see them. */
export async function recourseFor(
  customerId: string,
  target: RecourseTarget,
  locale: Locale,
  { loaders, now, ports }: GatewayContext,
): Promise<RecourseType> {
  const customer = await loaders.customers.load(customerId);
  if (!customer) throw new Error(`customer ${customerId} has a score and no record`);
  const found = await findRecourse(ports, customer, target, now);
  if (!('code' in found)) {
    const { situation, recourse } = found;
    return {
      isReached: recourse.isReached,
      plans: recourse.plans.map((plan) => toPlan(plan, locale)),
      assumptions: assumptionTexts(situation, locale),
      errors: [],
    };
  }
  switch (found.code) {
    case 'SCORE_IMPOSSIBLE': {
      const { code: reason, min, max } = found;
      return refusedWith({ ...invalid, reason, min, max, path: ['target', 'score'] }, locale);
    }
    case 'BAND_UNKNOWN': {
      const { code: reason, bands } = found;
      return refusedWith({ ...invalid, reason, bands, path: ['target', 'band'] }, locale);
    }
    case 'JURISDICTION_UNSUPPORTED':
      return refusedWith(found, locale);
  }
}

@Resolver(() => RiskProfile)
export class RecourseResolver {
  @FieldResolver(() => RecourseType, {
    description:
      'What the customer can do to reach a target: the smallest plan, the fastest, an alternative. Takes long to work out, so that one operation can ask for it twice at the most.',
  })
  async recourse(
    @Root() { customerId }: RiskProfile,
    @Arg('target', () => RecourseTargetInput, { description: 'What is to be reached.' })
    input: RecourseTargetInput,
    @Ctx() context: GatewayContext,
    @Arg('locale', () => LocaleTag, {
      nullable: true,
      description: "The language; without it the request's.",
    })
    wanted?: Locale | null,
  ): Promise<RecourseType> {
    const locale = wanted ?? context.locale;
    const target = targetOf(input);
    if (!target) {
      return refusedWith({ ...invalid, reason: 'TARGET_NOT_ONE', path: ['target'] }, locale);
    }
    return recourseFor(customerId, target, locale, context);
  }
}

@Resolver(() => RecourseActionType)
export class RecourseActionResolver {
  @FieldResolver(() => CreditAccountType, {
    nullable: true,
    description: 'The line that is paid; null for actions on all lines, and if it is not yours.',
  })
  async account(
    @Root() { accountId }: RecourseActionType,
    @Ctx() context: GatewayContext,
  ): Promise<CreditAccountType | null> {
    return accountId === null ? null : creditAccountOf(accountId, context);
  }
}
