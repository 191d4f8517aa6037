/**
 * What a measure on one line brings for the creditor's other lines: their limits fall by the measure's
 * share where the jurisdiction permits that, each as a decision of its own that names its cause, so
 * that whoever undoes the cause undoes them too.
 */
import { type CreditAccount, evolve } from '../domain/credit-account/credit-account.js';
import type { Decision, DecisionReason } from '../domain/credit-account/decision.js';
import type { Id } from '../domain/identifiers.js';
import { owedMinor } from '../domain/ledger/position.js';
import { money, readableMoney } from '../domain/money.js';
import type { LineFacts, Measure } from '../domain/platform-action/measure.js';
import { adverseActionOf } from '../domain/policy/adverse-action.js';
import { appealUntil } from '../domain/policy/appeal-periods.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { MAX_REASONS } from '../domain/risk-profile/explanation.js';
import { type ActingOn, lineFacts } from './acting-on.js';
import { actionOf, effectOn } from './actions.js';
import { booksOf } from './foreseen-moves.js';
import { packOf } from './jurisdiction.js';
import { message } from './messages.js';
import type { Act } from './record-acts.js';

export const LOWERED = 'LOWERED_WITH_ANOTHER_LINE';

/** The linked lines' acts, in the order of the lines; one whose limit stays is none. */
export function linkedActs(
  nextId: () => Id,
  at: ActingOn,
  cause: Act,
  { linkedDecreasePpm: ofLimitPpm }: Measure,
): Act[] {
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
    const decision = linkedDecision(nextId(), cause.decision, { account, line, pack, toMinor });
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
}

/** On the cause's grounds and by its measure; it ends with its cause, so it has no conditions. */
function linkedDecision(
  id: Id,
  cause: Decision,
  { account, line, pack, toMinor }: Lowered,
): Decision {
  const { grounds, decidedAt, measure } = cause;
  const adverseAction = adverseActionOf(pack, 'LINE_DECREASE', grounds);
  const [own, ...others] = cause.reasons;
  if (!own || !measure) throw new Error(`decision ${cause.id} is by no measure`);
  return {
    ...cause,
    id,
    accountId: account.id,
    kind: 'LINE_DECREASE',
    reasons: [own, lowering(account, toMinor), ...others].slice(0, MAX_REASONS),
    adverseAction,
    packEdition: pack.id,
    causedBy: cause.id,
    appealUntil: appealUntil(pack, { adverseAction, decidedAt }),
    measure: { ...measure, facts: line, milder: [], conditions: [], effectiveAt: decidedAt },
  };
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
