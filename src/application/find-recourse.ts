/**
 * What a customer can do today to reach a target: reads the facts as they stand now and asks the
 * domain for plans. Nothing is written; the same question a minute later may have a better answer.
 */
import type { CreditAccount } from '../domain/credit-account/credit-account.js';
import type { Position } from '../domain/ledger/position.js';
import type { Product } from '../domain/ledger/product.js';
import type { Statement } from '../domain/ledger/statement.js';
import { type Recourse, recourseSteps } from '../domain/risk-profile/recourse/recourse.js';
import type {
  LineTerms,
  RecourseTarget,
  Situation,
} from '../domain/risk-profile/recourse/situation.js';
import { bandPlace } from '../domain/risk-profile/rules.js';
import type { CompiledScorecard } from '../domain/risk-profile/scorecard.js';
import { END_OF_TIME, type Instant, type LocalDate } from '../domain/time.js';
import { compiled, currentModel, firstPeriod, riskFacts } from './assess.js';
import { behaviourOf } from './behaviour.js';
import type { Turnover } from './book-ports.js';
import { productsOf } from './embedded-ledger.js';
import { type NoPack, packOfCustomer } from './jurisdiction.js';
import type { Customer, Ports } from './ports.js';

/** A target that this customer's card does not have. */
export type TargetFault =
  | { readonly code: 'SCORE_IMPOSSIBLE'; readonly min: number; readonly max: number }
  | { readonly code: 'BAND_UNKNOWN'; readonly bands: readonly string[] };

export interface FoundRecourse {
  readonly situation: Situation;
  readonly recourse: Recourse;
}

/** Plans for the customer; the caller has made sure that they may be seen. */
export async function findRecourse(
  ports: Ports,
  customer: Customer,
  target: RecourseTarget,
  now: Instant,
): Promise<FoundRecourse | NoPack | TargetFault> {
  const situation = await situationOf(ports, customer, target, now);
  if ('code' in situation) return situation;
  return { situation, recourse: await worked(recourseSteps(situation), ports.othersTurn) };
}

/**
 * The facts and the terms of a customer as they stand, also in an open transaction that has changed
 * them; with `read` the positions of all lines, where they were read already.
 */
export async function situationOf(
  ports: Ports,
  customer: Customer,
  target: RecourseTarget,
  now: Instant,
  read?: readonly Position[],
): Promise<Situation | NoPack | TargetFault> {
  const { jurisdiction } = customer;
  const pack = packOfCustomer(jurisdiction, now);
  if (!pack) return { code: 'JURISDICTION_UNSUPPORTED', jurisdiction };
  const { today } = pack;
  const { card, rules } = await currentModel(ports);
  const fault = targetFault(target, compiled(card));
  if (fault) return fault;
  const accounts = await ports.accounts.ofCustomers([customer.id]);
  const positions = read ?? (await ports.ledger.positions(accounts, now));
  const statements = await ports.books.statements([customer.id], firstPeriod(today));
  const ids = accounts.map(({ id }) => id);
  const since = await ports.dueWork.turnover(ids, `${today.slice(0, 7)}-01`, END_OF_TIME);
  const productOf = await productsOf(ports.products, accounts);
  const behaviour = await behaviourOf(ports, [customer], now);
  return {
    facts: riskFacts(accounts, positions, statements, today, behaviour.get(customer.id)),
    terms: accounts.map((account) =>
      lineTerms(account, {
        position: positions.find(({ accountId }) => accountId === account.id),
        product: productOf(account),
        statements: statements.filter(({ accountId }) => accountId === account.id),
        since: since.get(account.id),
        today,
      }),
    ),
    card: compiled(card),
    rules,
    target,
    protection: pack.pack.closureProtection.value,
  };
}

/** The search takes up to a second with many lines, so that nobody else waits for the whole of it. */
export async function worked<T>(steps: Generator<void, T>, pause: () => Promise<void>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await pause();
  }
}

/** Whether there is such a score or band at all; undefined when there is. */
function targetFault(
  target: RecourseTarget,
  { card, minScore, maxScore }: CompiledScorecard,
): TargetFault | undefined {
  if (target.kind === 'SCORE' && !(target.score >= minScore && target.score <= maxScore)) {
    return { code: 'SCORE_IMPOSSIBLE', min: minScore, max: maxScore };
  }
  if (target.kind === 'BAND' && bandPlace(card, target.band) === -1) {
    return { code: 'BAND_UNKNOWN', bands: card.bands.map(({ band }) => band) };
  }
  return undefined;
}

/** What the books know of a line on a day; its own statements only. */
interface Known {
  readonly position: Position | undefined;
  readonly product: Product;
  readonly statements: readonly Statement[];
  readonly since: Turnover | undefined;
  readonly today: LocalDate;
}

/** The terms of a line as recourse reckons with them. */
export function lineTerms(account: Pick<CreditAccount, 'id'>, known: Known): LineTerms {
  const { position, product, statements, since, today } = known;
  const repaid = position?.repaidMinor ?? 0;
  const open = (dues: readonly Statement[]): number =>
    Math.max(0, ...dues.map((each) => each.duesCumulativeMinor - repaid));
  const overdueMinor = open(statements.filter(({ dueOn }) => dueOn < today));
  return {
    accountId: account.id,
    annualRatePpm: product.annualRatePpm,
    minimumDuePpm: product.minimumDuePpm,
    minimumDueFloorMinor: product.minimumDueFloorMinor,
    overdueMinor,
    dueMinor: open(statements) - overdueMinor,
    paidSinceMinor: Math.max(0, since?.paymentsMinor ?? 0),
    usedSinceMinor: Math.max(0, since?.purchasesMinor ?? 0),
  };
}
