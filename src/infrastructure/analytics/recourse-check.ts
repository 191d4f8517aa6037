/**
 * `recourse-check`: asks recourse for every customer of a file with the columns of the Taiwan data,
 * and counts. Each row becomes the facts and the terms that an import of it makes.
 */
import { lineTerms } from '../../application/find-recourse.js';
import {
  nextTarget,
  type RecourseCensus,
  recourseCensus,
} from '../../domain/risk-profile/recourse/census.js';
import type { Situation } from '../../domain/risk-profile/recourse/situation.js';
import type { RuleSet } from '../../domain/risk-profile/rules.js';
import {
  type CompiledScorecard,
  compileScorecard,
  type Scorecard,
} from '../../domain/risk-profile/scorecard.js';
import { taiwanProduct } from '../import/taiwan-history.js';
import type { TaiwanRow } from '../import/taiwan-row.js';
import { Unreadable, withCsv } from './csv-table.js';
import { AS_OF, factsOf, isTaiwan, taiwanLines, taiwanRows } from './taiwan-sample.js';

const PRODUCT = taiwanProduct('CN');

/** What recourse knows of a row's customer; the target is the next thing out of reach today. */
function taiwanSituation(row: TaiwanRow, card: CompiledScorecard, rules: RuleSet): Situation {
  const lines = taiwanLines(row);
  const known = {
    facts: factsOf(lines),
    terms: lines.map(({ account, position, statements }) =>
      lineTerms(account, {
        position,
        product: PRODUCT,
        statements,
        since: undefined,
        today: AS_OF,
      }),
    ),
    card,
    rules,
    // The file knows of no closings.
    protection: null,
  };
  return { ...known, target: nextTarget(known) };
}

export interface RecourseCheck extends RecourseCensus {
  readonly scorecard: string;
  readonly rules: string;
  /** By kind of target, how many asked for it and got a plan. */
  readonly targets: Readonly<Record<string, { readonly asked: number; readonly withPlan: number }>>;
  /** How many plans hold each kind of action. */
  readonly actions: Readonly<Record<string, number>>;
}

const PROGRESS_ROWS = 1_000;

/**
 * Recourse over a whole file.
 * @throws Unreadable for a file that has not the columns of the data, with the line of a bad row.
 */
export async function recourseCheck(
  csv: string,
  { card, rules }: { readonly card: Scorecard; readonly rules: RuleSet },
  progress: (done: string) => void,
): Promise<RecourseCheck> {
  return withCsv(csv, async (table) => {
    if (!isTaiwan(table)) throw new Unreadable('its columns are not those of the Taiwan data');
    const compiled = compileScorecard(card);
    const situations: Situation[] = [];
    for await (const row of taiwanRows(table)) {
      situations.push(taiwanSituation(row, compiled, rules));
    }
    return { scorecard: card.version, rules: rules.version, ...counted(situations, progress) };
  });
}

function counted(situations: readonly Situation[], progress: (done: string) => void) {
  const targets: Record<string, { asked: number; withPlan: number }> = {};
  const actions: Record<string, number> = {};
  let done = 0;
  const census = recourseCensus(situations, ({ target }, { isReached, plans }) => {
    done += 1;
    if (done % PROGRESS_ROWS === 0) progress(`${done} of ${situations.length} rows asked`);
    if (isReached) return;
    const name = target.kind === 'BAND' ? `BAND ${target.band}` : target.kind;
    targets[name] ??= { asked: 0, withPlan: 0 };
    targets[name].asked += 1;
    if (plans.some((plan) => plan.reached)) targets[name].withPlan += 1;
    for (const plan of plans) {
      for (const kind of new Set(plan.actions.map(({ action }) => action.kind))) {
        actions[kind] = (actions[kind] ?? 0) + 1;
      }
    }
  });
  return { ...census, targets, actions };
}
