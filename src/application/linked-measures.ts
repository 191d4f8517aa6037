/**
 * What a measure on one line brings for the creditor's other lines: their limits fall by the measure's
 * share where the jurisdiction permits that, each as a decision of its own that names its cause, so
 * that whoever undoes the cause undoes them too. Its reasons are the cause's: what is said of the
 * cause's own line is told as said of that line, and whether it is an adverse action is judged for the
 * line that falls.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Decision, DecisionReason } from '../domain/credit-account/decision.js';
import { evolve } from '../domain/credit-account/evolve.js';
import type { Id } from '../domain/identifiers.js';
import { owedMinor } from '../domain/ledger/position.js';
import { money, readableMoney } from '../domain/money.js';
import { LINE_CODES } from '../domain/platform-action/condition-words.js';
import { holds } from '../domain/platform-action/conditions.js';
import type { LineFacts, Measure } from '../domain/platform-action/measure.js';
import { adverseActionOf } from '../domain/policy/adverse-action.js';
import { appealUntil } from '../domain/policy/appeal-periods.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { MAX_REASONS } from '../domain/risk-profile/explanation.js';
import { localDate } from '../domain/time.js';
import { dayText, type Locale, type Text } from '../domain/wording.js';
import { type ActingOn, lineFacts } from './acting-on.js';
import { actionOf, effectOn } from './actions.js';
import { booksOf } from './foreseen-moves.js';
import { packOf } from './jurisdiction.js';
import { message } from './messages.js';
import { textOf } from './notice-facts.js';
import type { Act } from './record-acts.js';

export const LOWERED = 'LOWERED_WITH_ANOTHER_LINE';
const OF_ANOTHER_LINE = 'SAID_OF_ANOTHER_LINE';

/** The linked lines' acts, in the order of the lines; one whose limit stays is none. */
export function linkedActs(nextId: () => Id, at: ActingOn, cause: Act, measure: Measure): Act[] {
  const { linkedDecreasePpm: ofLimitPpm } = measure;
  if (ofLimitPpm === null) return [];
  const effect = { kind: 'LINE_DECREASE', ofLimitPpm } as const;
  const { creditorId, id: causeId } = cause.before;
  return at.accounts.flatMap((account) => {
    if (account.id === causeId || account.creditorId !== creditorId) return [];
    if (account.status !== 'ACTIVE') return [];
    const rules = packOf(at.customer, account, at.now);
    if ('code' in rules || rules.pack.linkedLimits.decrease.value !== 'PERMITTED') return [];
    const { pack, today } = rules;
    const line = lineFacts(at, account, today);
    const lowered = effectOn(at, account, { effect }, { line }, pack);
    if (!lowered?.event) return [];
    const { set, effectiveAt } = lowered;
    const toMinor = set.limitMinor ?? account.limitMinor;
    const isOfThatLine = isAboutLine(at, measure, { line, pack });
    const lowering = { account, line, pack, toMinor, isOfThatLine };
    const decision = linkedDecision(nextId(), at, cause, lowering);
    const { timeZone } = pack;
    const going = { kind: effect.kind, effectiveAt, set, today, timeZone };
    const { position } = booksOf(at.books, account.id);
    return {
      before: account,
      account: evolve(account, lowered.event),
      decision,
      action: actionOf(decision, account, going),
      pack,
      owedMinor: owedMinor(position),
    };
  });
}

interface Lowered {
  readonly account: CreditAccount;
  readonly line: LineFacts;
  readonly pack: JurisdictionPack;
  readonly toMinor: number;
  /** Whether what the measure is about is so of this line too. */
  readonly isOfThatLine: boolean;
}

/** Whether what the measure looks for is so of the linked line too, as by itself it would have to be. */
function isAboutLine(
  { assessment }: Pick<ActingOn, 'assessment'>,
  { when }: Measure,
  { line, pack }: Pick<Lowered, 'line' | 'pack'>,
): boolean {
  const inactivityMonths = pack.creditorEnding.inactivityMonths.value;
  const facts = { assessment, line, inactivityMonths, formerModel: null };
  return when.every((condition) => holds(condition, facts));
}

/** On the cause's grounds and by its measure; it ends with its cause, so it has no conditions. */
function linkedDecision(
  id: Id,
  at: Pick<ActingOn, 'productOf'>,
  { decision: cause, before }: Act,
  { account, line, pack, toMinor, isOfThatLine }: Lowered,
): Decision {
  const { grounds, decidedAt, measure } = cause;
  const adverseAction = adverseActionOf(pack, 'LINE_DECREASE', grounds, isOfThatLine);
  const [own, ...others] = cause.reasons;
  if (!own || !measure) throw new Error(`decision ${cause.id} is by no measure`);
  const ofCause = (reason: DecisionReason): DecisionReason =>
    saidOfLine(reason, before, at.productOf(before).names, pack);
  return {
    ...cause,
    id,
    accountId: account.id,
    kind: 'LINE_DECREASE',
    reasons: [
      ofCause(own),
      lowering(account, toMinor),
      ...others.map((each) => (ABOUT_A_LINE.includes(each.code) ? ofCause(each) : each)),
    ].slice(0, MAX_REASONS),
    adverseAction,
    packEdition: pack.id,
    causedBy: cause.id,
    appealUntil: appealUntil(pack, { adverseAction, decidedAt }),
    measure: { ...measure, facts: line, milder: [], conditions: [], effectiveAt: decidedAt },
  };
}

/** They say "this line"; a price band, a rule and a characteristic are the customer's. */
export const ABOUT_A_LINE: readonly string[] = [
  LINE_CODES.UTILIZATION_AT_LEAST,
  LINE_CODES.OVERDUE_DAYS_AT_LEAST,
  LINE_CODES.INACTIVE,
];

/** A reason of the cause as said of its own line, which is named. */
export function saidOfLine(
  reason: DecisionReason,
  { openedAt }: CreditAccount,
  lineName: Text,
  { timeZone }: JurisdictionPack,
): DecisionReason {
  const said = textOf(reason);
  const told = (locale: Locale): string =>
    message(OF_ANOTHER_LINE, locale, {
      line: lineName[locale],
      day: dayText(localDate(openedAt, timeZone), locale),
      reason: said[locale],
    });
  return { ...reason, text: { en: told('en'), zh: told('zh') } };
}

/** That the limit fell with another line, from what to what. */
export function lowering({ limitMinor, currency }: CreditAccount, toMinor: number): DecisionReason {
  const figures = {
    from: readableMoney(money(limitMinor, currency)),
    to: readableMoney(money(toMinor, currency)),
  };
  const code = LOWERED;
  const text = { en: message(code, 'en', figures), zh: message(code, 'zh', figures) };
  return { code, values: figures, text, about: 'GROUND' };
}
