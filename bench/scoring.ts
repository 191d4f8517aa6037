/**
 * `scoring`: the compiled card's score with its ranked reasons, against a loop written by hand over
 * flat arrays, against `@gorules/zen-engine` and against `json-rules-engine`, all with the same card.
 */
import { deepStrictEqual } from 'node:assert/strict';
import type { CharacteristicValues } from '../src/domain/risk-profile/facts.js';
import {
  type CompiledScorecard,
  compileScorecard,
  type Scorecard,
} from '../src/domain/risk-profile/scorecard.js';
import { shippedScorecard } from '../src/infrastructure/scorecards/shipped.js';
import { figure, mediansInTurn, note } from './measure.js';
import { demoValues, madeValues } from './scoring-customers.js';
import { type JsonRulesCard, jsonRulesCard } from './scoring-json-rules.js';
import { explained, explainedRow, scoredOf } from './scoring-result.js';
import { type Flat, flatten, straight, straightScore } from './scoring-straight.js';
import { type ZenCard, zenCard } from './scoring-zen.js';

const DEMO_CUSTOMERS = 300;
const WARM_UP_ROUNDS = 3;
const ROUNDS = 15;
/** Times that a fast side scores everybody in a round. */
const PASSES = 500;
/** A slow side scores everybody at most once in a round, and stops when this has gone by. */
const SLOW_ROUND_MS = 250;
/** Evaluations that a slow side is given at a time where it may overlap them. */
const BATCH = 32;

interface Engines {
  readonly ours: CompiledScorecard;
  readonly flat: Flat;
  readonly zen: ZenCard;
  readonly jsonRules: JsonRulesCard;
}

/** Runs the bench and returns its result line. */
export async function scoringBench(): Promise<object> {
  note('scoring: making the demo portfolio …');
  const card = shippedScorecard();
  const demo = await demoValues(DEMO_CUSTOMERS);
  const everybody = [...demo, ...madeValues(card)].map((values) => ofCard(card, values));
  const engines: Engines = {
    ours: compileScorecard(card),
    flat: flatten(card),
    zen: zenCard(card),
    jsonRules: jsonRulesCard(card),
  };
  try {
    note(`scoring: comparing the four answers for ${everybody.length} customers …`);
    for (const values of everybody) await checkEqual(engines, values);
    const rows = rowsOf(engines.ours, everybody);
    for (const [at, values] of everybody.entries()) {
      deepStrictEqual(
        explainedRow(engines.ours, rows.all, at * rows.width),
        explained(engines.ours, values),
      );
    }
    note(`scoring: ${ROUNDS} rounds of each side in turn …`);
    const spent = await timed(engines, everybody);
    return { ...resultOf(spent), ...settingOf(card, everybody.length) };
  } finally {
    engines.zen.dispose();
  }
}

/**
 * The card's characteristics alone, in its order, as a caller gets them out of JSON: engines that
 * copy their input would otherwise pay for what no side looks at.
 */
const ofCard = ({ characteristics }: Scorecard, values: CharacteristicValues) =>
  JSON.parse(
    JSON.stringify(Object.fromEntries(characteristics.map(({ id }) => [id, values[id]]))),
  ) as CharacteristicValues;

async function checkEqual(engines: Engines, values: CharacteristicValues): Promise<void> {
  const { ours, flat, zen, jsonRules } = engines;
  const result = explained(ours, values);
  deepStrictEqual(straight(flat, values), result);
  deepStrictEqual(straightScore(flat, values), result.score);
  deepStrictEqual(zen.read(await zen.evaluate(values)), scoredOf(result));
  deepStrictEqual(jsonRules.read(await jsonRules.run(values)), scoredOf(result));
}

/** A portfolio as batch work holds it: one array, one row for each customer. */
function rowsOf(ours: CompiledScorecard, everybody: readonly CharacteristicValues[]) {
  const width = ours.card.characteristics.length;
  const all = new Float64Array(everybody.length * width);
  for (const [at, values] of everybody.entries()) all.set(ours.rowOf(values), at * width);
  return { all, width };
}

type Timing = Awaited<ReturnType<typeof timed>>;

/** Reads a clock, in nanoseconds. */
type Clock = () => number;
const wall: Clock = () => performance.now() * 1e6;
/** All threads of this process: an engine that spreads over the cores pays for all of them. */
const cpu: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1e3;
};

/** Medians of nanoseconds per customer. */
async function timed(
  { ours, flat, zen, jsonRules }: Engines,
  everybody: readonly CharacteristicValues[],
) {
  const ourReasons = (values: CharacteristicValues) => explained(ours, values).reasons.length;
  const rows = rowsOf(ours, everybody);
  const ofRow = (_: CharacteristicValues, at: number) =>
    explainedRow(ours, rows.all, at * rows.width).reasons.length;
  const sides = {
    ours: fast(everybody, ourReasons, wall),
    oursRows: fast(everybody, ofRow, wall),
    straight: fast(everybody, (values) => straight(flat, values).reasons.length, wall),
    oursAlone: fast(everybody, (values) => ours.score(values).score, wall),
    straightAlone: fast(everybody, (values) => straightScore(flat, values), wall),
    zenInTurn: slow(everybody, zen.evaluate, 1, wall),
    zenBatch: slow(everybody, zen.evaluate, BATCH, wall),
    jsonRulesInTurn: slow(everybody, jsonRules.run, 1, wall),
    jsonRulesBatch: slow(everybody, jsonRules.run, BATCH, wall),
    oursCpu: fast(everybody, ourReasons, cpu),
    zenInTurnCpu: slow(everybody, zen.evaluate, 1, cpu),
    zenBatchCpu: slow(everybody, zen.evaluate, BATCH, cpu),
    jsonRulesInTurnCpu: slow(everybody, jsonRules.run, 1, cpu),
  };
  await mediansInTurn(WARM_UP_ROUNDS, sides);
  return mediansInTurn(ROUNDS, sides);
}

function fast(
  everybody: readonly CharacteristicValues[],
  work: (values: CharacteristicValues, at: number) => number,
  clock: Clock,
) {
  let seen = 0;
  return (): number => {
    const startedAt = clock();
    for (let pass = 0; pass < PASSES; pass += 1) {
      for (let at = 0; at < everybody.length; at += 1) {
        seen += work(everybody[at] as CharacteristicValues, at);
      }
    }
    const spent = (clock() - startedAt) / (PASSES * everybody.length);
    // Results that are used cannot be optimised away.
    if (!(seen > 0)) throw new Error('nothing was scored');
    return spent;
  };
}

/** `atOnce` evaluations are begun before any is awaited; each round goes on where the last ended. */
function slow(
  everybody: readonly CharacteristicValues[],
  work: (values: CharacteristicValues) => Promise<unknown>,
  atOnce: number,
  clock: Clock,
) {
  let next = 0;
  return async (): Promise<number> => {
    let done = 0;
    const until = performance.now() + SLOW_ROUND_MS;
    const startedAt = clock();
    while (done < everybody.length && performance.now() < until) {
      const begun: Promise<unknown>[] = [];
      for (; begun.length < atOnce; next = (next + 1) % everybody.length) {
        begun.push(work(everybody[next] as CharacteristicValues));
      }
      await (atOnce === 1 ? begun[0] : Promise.all(begun));
      done += atOnce;
    }
    return (clock() - startedAt) / done;
  };
}

function resultOf(spent: Timing) {
  const zen = Math.min(spent.zenInTurn, spent.zenBatch);
  const zenCpu = Math.min(spent.zenInTurnCpu, spent.zenBatchCpu);
  const jsonRules = Math.min(spent.jsonRulesInTurn, spent.jsonRulesBatch);
  return {
    bench: 'scoring',
    ours_ns: figure(spent.ours),
    reference_ns: figure(spent.straight),
    ratio: figure(spent.ours / spent.straight),
    ratioMeans:
      'time for score, PD, band, parts and ranked reasons, compiled card ÷ hand-written loop; more is slower',
    rows: {
      ours_ns: figure(spent.oursRows),
      ratio: figure(spent.oursRows / spent.straight),
      ratioMeans: 'the same result from rows of a portfolio, ÷ the loop that reads objects',
      timesZen: figure(zen / spent.oursRows),
      timesJsonRules: figure(jsonRules / spent.oursRows),
    },
    scoreAlone: {
      ours_ns: figure(spent.oursAlone),
      reference_ns: figure(spent.straightAlone),
      ratio: figure(spent.oursAlone / spent.straightAlone),
      ratioMeans: 'ours still makes PD, band and parts; the loop adds up points and nothing else',
    },
    zenEngine: {
      inTurn_ns: figure(spent.zenInTurn),
      batch_ns: figure(spent.zenBatch),
      timesOurs: figure(zen / spent.ours),
      cpu_ns: figure(zenCpu),
      cpuTimesOurs: figure(zenCpu / spent.oursCpu),
    },
    jsonRulesEngine: {
      inTurn_ns: figure(spent.jsonRulesInTurn),
      batch_ns: figure(spent.jsonRulesBatch),
      timesOurs: figure(jsonRules / spent.ours),
      cpu_ns: figure(spent.jsonRulesInTurnCpu),
      cpuTimesOurs: figure(spent.jsonRulesInTurnCpu / spent.oursCpu),
    },
    timesOursMeans:
      'the better of one at a time and in batches, for score and parts alone, ÷ ours with PD, band and reasons; by the clock on the wall, and by processor time of all threads',
  };
}

const settingOf = ({ version, characteristics }: Scorecard, customers: number) => ({
  card: version,
  characteristics: characteristics.length,
  attributes: characteristics.reduce((sum, { attributes }) => sum + attributes.length, 0),
  customers,
  rounds: ROUNDS,
  evaluationsPerRound: {
    fast: PASSES * customers,
    slow: `up to ${customers}, as many as fit into ${SLOW_ROUND_MS} ms; in batches of ${BATCH}`,
  },
});
