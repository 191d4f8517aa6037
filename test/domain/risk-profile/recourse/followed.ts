/**
 * A course followed month by month in the plainest way, apart from the product's own projection: if
 * the two ever disagree, one of them does not do what is written in words beside a plan.
 */
import { deriveCharacteristics } from '../../../../src/domain/risk-profile/characteristics.js';
import type {
  CharacteristicValues,
  LineFact,
  StatementFact,
} from '../../../../src/domain/risk-profile/facts.js';
import type { Course, Situation } from '../../../../src/domain/risk-profile/recourse/situation.js';
import { type Standing, standingOf } from '../../../../src/domain/risk-profile/rules.js';
import { addMonths } from '../../../../src/domain/time.js';

export interface Followed {
  readonly values: CharacteristicValues;
  readonly standing: Standing;
  /** What was paid in all, and used in all, by line. */
  readonly paid: ReadonlyMap<string, number>;
  readonly used: ReadonlyMap<string, number>;
  readonly lines: readonly LineFact[];
  readonly statements: readonly StatementFact[];
  /** What each new statement's month adds to what had been used already. */
  readonly newUse: ReadonlyMap<StatementFact, number>;
}

/** All of this is for courses that a plan may have: arrears and dues are paid. */
export function followed(given: Situation, course: Course): Followed {
  const { facts, card, rules } = given;
  const before =
    course.use === 'SPREAD' ? followed(given, { ...course, use: 'AS_BEFORE' }) : undefined;
  const statements = [...facts.statements];
  const [paid, used] = [new Map<string, number>(), new Map<string, number>()];
  const newUse = new Map<StatementFact, number>();
  const lines = facts.lines.map((line) => {
    const made = followLine(given, course, line, (month) =>
      spreadUse(before, facts.lines, line, month),
    );
    statements.push(...made.newUse.keys());
    for (const [each, use] of made.newUse) newUse.set(each, use);
    paid.set(line.accountId, made.paid);
    used.set(line.accountId, made.used);
    return { ...line, balanceMinor: made.balance };
  });
  const named = [
    ...card.card.characteristics.map(({ id }) => id),
    ...rules.rules.map(({ characteristicId }) => characteristicId),
  ];
  const then = { asOf: course.on, statements, lines };
  const values = {
    ...deriveCharacteristics({ ...then, activity: facts.activity }, named),
    ...(course.restraints.length === 0 && todaysBehaviour(given, named)),
  };
  return {
    values,
    standing: standingOf(card, rules, values),
    paid,
    used,
    lines,
    statements,
    newUse,
  };
}

/** In these tests all behaviour is of one kind: it is all kept from, or goes on as before. */
function todaysBehaviour({ facts }: Situation, named: readonly string[]): CharacteristicValues {
  const today = deriveCharacteristics(facts, named);
  return Object.fromEntries(
    named.filter((id) => /_\d+d$/.test(id)).map((id) => [id, today[id] ?? null]),
  );
}

function spreadUse(
  before: Followed | undefined,
  lines: readonly LineFact[],
  line: LineFact,
  period: string,
): number | undefined {
  if (!before || !line.usable || line.limitMinor <= 0) return undefined;
  const sharing = lines.filter(
    (each) => each.usable && each.limitMinor > 0 && each.currency === line.currency,
  );
  const inMonth = before.statements.filter(
    (each) =>
      each.period === period && sharing.some(({ accountId }) => accountId === each.accountId),
  );
  const all = inMonth.reduce((sum, each) => sum + (before.newUse.get(each) ?? 0), 0);
  const limits = sharing.reduce((sum, each) => sum + each.limitMinor, 0);
  return Math.floor(all * (line.limitMinor / limits));
}

function followLine(
  { facts, terms: allTerms }: Situation,
  course: Course,
  line: LineFact,
  spread: (period: string) => number | undefined,
) {
  const terms = allTerms.find(({ accountId }) => accountId === line.accountId)!;
  const own = facts.statements
    .filter(({ accountId }) => accountId === line.accountId)
    .sort((a, b) => (a.period < b.period ? 1 : -1));
  const average = own.length
    ? Math.floor(own.reduce((sum, each) => sum + each.purchasesMinor, 0) / own.length)
    : 0;
  let balance = line.balanceMinor;
  let [paidInMonth, usedInMonth, paid, used] = [terms.paidSinceMinor, terms.usedSinceMinor, 0, 0];
  const pay = (amount: number): void => {
    const fits = Math.max(0, Math.min(amount, balance));
    balance -= fits;
    paid += fits;
    paidInMonth += fits;
  };
  pay(terms.overdueMinor);
  const arrears = paid;
  if (
    course.payDownTo !== null &&
    line.limitMinor > 0 &&
    !course.notPaidDown.includes(line.accountId)
  ) {
    const left = Math.floor((line.limitMinor * course.payDownTo) / 10_000);
    if (balance > left) pay(Math.ceil((balance - left) / 100) * 100);
  }
  let due = terms.dueMinor - (paid - arrears);
  let billed = own[0]?.balanceMinor ?? 0;
  const newUse = new Map<StatementFact, number>();
  let month = `${facts.asOf.slice(0, 7)}-01`;
  for (; addMonths(month, 1) <= course.on; month = addMonths(month, 1)) {
    if (!line.usable && balance <= 0) break;
    const least =
      billed <= 0
        ? 0
        : Math.min(
            billed,
            Math.max(
              Math.floor((billed * terms.minimumDuePpm) / 1_000_000),
              terms.minimumDueFloorMinor,
            ),
          );
    const wanted = Math.max(least, Math.ceil(Math.max(0, billed) * course.paymentShare));
    pay(Math.max(0, due, wanted - paidInMonth));
    const period = month.slice(0, 7);
    const shared = spread(period);
    const room = line.usable ? Math.max(0, line.limitMinor - balance) : 0;
    const monthly = 1 + terms.annualRatePpm / 12_000_000;
    const usual = line.usable ? Math.max(0, average - usedInMonth) : 0;
    const full = Math.max(0, Math.floor(line.limitMinor / monthly) - balance);
    const use =
      course.use === 'NONE'
        ? 0
        : shared === undefined
          ? Math.min(usual, room)
          : Math.min(shared, full, room);
    balance += use;
    used += use;
    if (balance > 0) balance += Math.round(balance * (terms.annualRatePpm / 12_000_000));
    const made = {
      accountId: line.accountId,
      period,
      currency: line.currency,
      balanceMinor: balance,
      limitMinor: line.limitMinor,
      paymentsMinor: paidInMonth,
      purchasesMinor: usedInMonth + use,
      monthsLate: 0,
    };
    newUse.set(made, use);
    [billed, paidInMonth, usedInMonth, due] = [balance, 0, 0, 0];
  }
  return { balance, paid, used, newUse };
}
