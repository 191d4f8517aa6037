/** What notices are made from, read for several of them at once. */
import {
  type CreditAccount,
  isRightEnded,
  suspendedByOf,
} from '../domain/credit-account/credit-account.js';
import {
  type Decision,
  type DecisionReason,
  isOfferInPart,
} from '../domain/credit-account/decision.js';
import type { Product } from '../domain/ledger/product.js';
import { money } from '../domain/money.js';
import { conditionText, conditionUntil } from '../domain/platform-action/conditions.js';
import type { NoticeFacts } from '../domain/platform-action/notice-facts.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import type { RuleSet } from '../domain/risk-profile/rules.js';
import { type Instant, localDate } from '../domain/time.js';
import type { Text } from '../domain/wording.js';
import { storedMessage } from './messages.js';
import { adviceIn } from './notice-advice.js';
import { bureauOf, isByScore } from './notice-bureau.js';
import { askedForIn } from './notice-evidence.js';
import type { LookedOnBy, NoticeOccasion } from './notice-occasion.js';
import type { Ports } from './ports.js';

/** A reason in words, its own or those of our catalogue. */
export const textOf = ({
  code,
  values,
  text,
}: Pick<DecisionReason, 'code' | 'values' | 'text'>): Text =>
  text
    ? { en: text.en, zh: text.zh }
    : { en: storedMessage(code, 'en', values), zh: storedMessage(code, 'zh', values) };

/** What each notice is made from, in the order of the occasions; few statements for all of them. */
export async function noticeFacts(
  ports: Ports,
  occasions: readonly NoticeOccasion[],
  now: Instant,
): Promise<NoticeFacts[]> {
  const productOf = await productsBy(ports, occasions);
  const lookedOn = await lookedOnBy(ports, occasions);
  const evidence = await askedForIn(ports, occasions, lookedOn, now);
  const advice = await adviceIn(ports, occasions, now);
  return occasions.map((occasion, at) => {
    const { decision, account, action, pack, auditEntryId } = occasion;
    const product = productOf(occasion);
    const by = lookedOn[at] ?? { assessment: null, card: null, rules: null };
    const { assessment } = by;
    return {
      decision,
      pack,
      institution: ports.institution,
      reasons: decision.reasons.map(textOf),
      lineName: product.names,
      asksForLimit: occasion.application?.raisesLimitOf !== undefined,
      standing: account && standingOf(account),
      ...movedBy(occasion, product),
      effectiveAt: effectiveAt(occasion),
      undone: takesBack(decision) ? (action?.kind ?? null) : null,
      conditions: conditionTexts(occasion, by.rules),
      advice: advice[at] ?? null,
      owed: owedOn(occasion),
      score: assessment && isByScore(decision) ? assessment : null,
      lookedOn: assessment && versionsOf(assessment),
      bureau: bureauOf(decision, by, pack, ports.institution),
      evidence: evidence[at] ?? [],
      auditEntryId,
    };
  });
}

/** Under notice what keeps the line from use says more than the notice. */
function standingOf(account: CreditAccount): NonNullable<NoticeFacts['standing']> {
  const suspendedBy = suspendedByOf(account);
  if (isRightEnded(account)) return { status: 'DRAWDOWN_ENDED', suspendedBy };
  return { status: suspendedBy === null ? account.status : 'SUSPENDED', suspendedBy };
}

/** The card and the rules that looked on. */
export const versionsOf = ({ scorecardVersion, rules }: Assessment) => ({
  scorecardVersion,
  rulesVersion: rules?.version ?? null,
});

const takesBack = ({ kind }: Decision): boolean =>
  kind === 'REINSTATEMENT' || kind === 'REVERSAL' || kind === 'LINE_INCREASE';

/** What takes something back does so at once; anything else from its own day, or as it was asked for. */
function effectiveAt({ decision, action, application }: NoticeOccasion): Instant {
  const { decidedAt, measure } = decision;
  if (takesBack(decision)) return decidedAt;
  return application?.appliedAt ?? action?.effectiveAt ?? measure?.effectiveAt ?? decidedAt;
}

/** The limit and the rate that move: from what stood to what is set, or back from it. */
function movedBy(
  { decision, account, action, application }: NoticeOccasion,
  product: Product,
): Pick<NoticeFacts, 'limit' | 'ratePpm'> {
  if (application?.offer && isOfferInPart(decision)) {
    const { requestedLimitMinor, offer, currency } = application;
    const [from, to] = [money(requestedLimitMinor, currency), money(offer.limitMinor, currency)];
    return { limit: { from, to }, ratePpm: null };
  }
  if (!account || !action) return { limit: null, ratePpm: null };
  const { before, set } = action;
  const rateOf = (ppm: number | null): number => ppm ?? product.annualRatePpm;
  const back = takesBack(decision);
  const limit = (from: number, to: number) => ({
    from: money(from, account.currency),
    to: money(to, account.currency),
  });
  return {
    limit:
      set.limitMinor === null
        ? null
        : back
          ? limit(set.limitMinor, account.limitMinor)
          : limit(before.limitMinor, set.limitMinor),
    ratePpm:
      set.annualRatePpm === null
        ? null
        : back
          ? { from: set.annualRatePpm, to: rateOf(account.annualRatePpm) }
          : { from: rateOf(before.annualRatePpm), to: set.annualRatePpm },
  };
}

function owedOn({ decision, account, owedMinor }: NoticeOccasion): NoticeFacts['owed'] {
  const minor = owedMinor === undefined ? decision.measure?.facts.balanceMinor : owedMinor;
  return account && minor != null ? money(Math.max(0, minor), account.currency) : null;
}

function conditionTexts(
  { decision, pack, activity }: NoticeOccasion,
  rules: RuleSet | null,
): Text[] {
  const { measure, decidedAt } = decision;
  if (!measure || measure.conditions.length === 0) return [];
  if (!rules) throw new Error(`decision ${decision.id} names conditions, and no rules`);
  const today = localDate(decidedAt, pack.timeZone);
  return measure.conditions.map((condition) => {
    const until = activity ? conditionUntil(condition, { activity }, rules, today) : null;
    return {
      en: conditionText(condition, rules, 'en', { until }),
      zh: conditionText(condition, rules, 'zh', { until }),
    };
  });
}

/** Of each occasion; documents of a version are read once in a process. */
async function lookedOnBy(
  ports: Pick<Ports, 'riskProfiles'>,
  occasions: readonly NoticeOccasion[],
): Promise<LookedOnBy[]> {
  const missing = occasions
    .filter(({ assessment }) => assessment === undefined)
    .flatMap(({ decision }) => decision.assessmentId ?? []);
  const read = missing.length === 0 ? [] : await ports.riskProfiles.byId(missing);
  const assessments = occasions.map(
    ({ assessment, decision }) =>
      assessment ?? read.find(({ id }) => id === decision.assessmentId) ?? null,
  );
  const versions = (of: (each: Assessment) => string | undefined): string[] => [
    ...new Set(assessments.flatMap((each) => (each ? (of(each) ?? []) : []))),
  ];
  const cards = await ports.riskProfiles.scorecards(versions((each) => each.scorecardVersion));
  const sets = await ports.riskProfiles.ruleSets(versions((each) => each.rules?.version));
  return assessments.map((assessment) => ({
    assessment,
    card: cards.find(({ version }) => version === assessment?.scorecardVersion) ?? null,
    rules: sets.find(({ version }) => version === assessment?.rules?.version) ?? null,
  }));
}

type Named = Pick<NoticeOccasion, 'decision' | 'account' | 'application'>;

/** The product of each line or application that notices are about. */
async function productsBy(
  ports: Pick<Ports, 'products' | 'applications'>,
  occasions: readonly Named[],
): Promise<(occasion: Named) => Product> {
  const ids = new Map<Named, string>();
  for (const occasion of occasions) ids.set(occasion, await productIdOf(ports, occasion));
  const products = await ports.products.find([...new Set(ids.values())]);
  return (occasion) => {
    const product = products.find(({ id }) => id === ids.get(occasion));
    if (!product) throw new Error(`decision ${occasion.decision.id} is about no product`);
    return product;
  };
}

/** As many applications as a customer can have in a while; the one decided on is a new one. */
const APPLICATIONS = 50;

async function productIdOf(
  { applications }: Pick<Ports, 'applications'>,
  { decision, account, application }: Named,
): Promise<string> {
  const known = account?.productId ?? application?.productId;
  if (known !== undefined) return known;
  const own = await applications.ofCustomer(decision.customerId, APPLICATIONS);
  const about = own.find(({ decisionId }) => decisionId === decision.id);
  if (!about) throw new Error(`decision ${decision.id} is about no line and no application`);
  return about.productId;
}

/** The names by which customers know their lines, or what they applied for. */
export async function lineNames(
  ports: Pick<Ports, 'products' | 'applications'>,
  occasions: readonly Named[],
): Promise<(occasion: Named) => Text> {
  const productOf = await productsBy(ports, occasions);
  return (occasion) => productOf(occasion).names;
}
