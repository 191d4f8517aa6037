/**
 * `scoring`: the compiled card's `score`, alone and with its ranked reasons, against a loop written
 * by hand over flat arrays of the same card.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { compiled } from '../src/application/assess.js';
import { MAX_REASONS, ranked } from '../src/domain/risk-profile/explanation.js';
import type { CharacteristicValues } from '../src/domain/risk-profile/facts.js';
import type { CompiledScorecard, Scorecard } from '../src/domain/risk-profile/scorecard.js';
import { shippedScorecard } from '../src/infrastructure/scorecards/shipped.js';
import { alternated, figure, note } from './measure.js';
import { addDemo, openStore } from './portfolio.js';

const CUSTOMERS = 300;
const ROUNDS = 15;
const PASSES = 1_000;
const WARM_UP_ROUNDS = 5;

interface Reasoned {
  readonly score: number;
  readonly reasons: readonly { readonly id: string; readonly below: number }[];
}

/** Runs the bench and returns its result line. */
export async function scoringBench(): Promise<object> {
  note('scoring: making the demo portfolio …');
  const everybody = await demoValues();
  const card = compiled(shippedScorecard());
  const flat = flatten(card.card);
  for (const values of everybody) {
    deepStrictEqual(oursReasoned(card, values), straightReasoned(flat, values));
    deepStrictEqual(card.score(values).score, straightScore(flat, values));
  }
  note(`scoring: ${ROUNDS} rounds on each side, twice …`);
  const score = await timed(
    everybody,
    (values) => card.score(values).score,
    (values) => straightScore(flat, values),
  );
  const reasoned = await timed(
    everybody,
    (values) => oursReasoned(card, values).reasons.length,
    (values) => straightReasoned(flat, values).reasons.length,
  );
  return {
    bench: 'scoring',
    ours_ns: reasoned.ours,
    reference_ns: reasoned.reference,
    ratio: reasoned.ratio,
    ratioMeans:
      'time for a score with its ranked reasons, compiled card ÷ hand-written loop; more is slower',
    scoreAlone: { ours_ns: score.ours, reference_ns: score.reference, ratio: score.ratio },
    characteristics: card.card.characteristics.length,
    customers: everybody.length,
    rounds: ROUNDS,
  };
}

/** What the demo's customers were scored by, so that values, ranges and gaps are mixed. */
async function demoValues(): Promise<CharacteristicValues[]> {
  const store = await openStore({ sqlitePath: ':memory:' });
  try {
    await addDemo(store.ports, CUSTOMERS);
    const seeded = await store.ports.imports.known('demo', demoKeys());
    const assessments = await store.ports.riskProfiles.latest([...seeded.values()]);
    return assessments.map(({ values }) => values);
  } finally {
    await store.close();
  }
}

const demoKeys = (): string[] =>
  Array.from({ length: CUSTOMERS }, (_, at) => `customer-${String(at).padStart(5, '0')}`);

/** Nanoseconds per customer on both sides. */
async function timed(
  everybody: readonly CharacteristicValues[],
  ours: (values: CharacteristicValues) => number,
  reference: (values: CharacteristicValues) => number,
) {
  let seen = 0;
  const round = (work: (values: CharacteristicValues) => number) => (): number => {
    const startedAt = process.hrtime.bigint();
    for (let pass = 0; pass < PASSES; pass += 1) {
      for (const values of everybody) seen += work(values);
    }
    return Number(process.hrtime.bigint() - startedAt) / (PASSES * everybody.length);
  };
  const [oneOfOurs, oneOfReference] = [round(ours), round(reference)];
  await alternated(WARM_UP_ROUNDS, oneOfOurs, oneOfReference);
  const spent = await alternated(ROUNDS, oneOfOurs, oneOfReference);
  // Results that are used cannot be optimised away.
  if (!(seen > 0)) throw new Error('nothing was scored');
  return {
    ours: figure(spent.ours),
    reference: figure(spent.reference),
    ratio: figure(spent.ours / spent.reference),
  };
}

function oursReasoned(card: CompiledScorecard, values: CharacteristicValues): Reasoned {
  const { score, parts } = card.score(values);
  const reasons = ranked(card, parts, 'LOST').map((place) => {
    const part = parts[place];
    if (!part) throw new Error('a reason without its part');
    const below = (card.baselines[place] ?? 0) - part.points;
    return { id: part.characteristicId, below };
  });
  return { score, reasons };
}

/** A card as a programmer in a hurry would lay it out: parallel arrays and nothing else. */
interface Flat {
  readonly base: number;
  readonly ids: readonly string[];
  readonly cuts: readonly (readonly number[])[];
  readonly points: readonly (readonly number[])[];
  readonly missing: readonly number[];
  readonly baseline: readonly number[];
}

function flatten({ basePoints, characteristics }: Scorecard): Flat {
  const ranges = characteristics.map(({ attributes }) => attributes.filter((each) => each.range));
  return {
    base: basePoints,
    ids: characteristics.map(({ id }) => id),
    cuts: ranges.map((own) => own.slice(1).map((each) => each.range?.min ?? 0)),
    points: ranges.map((own) => own.map((each) => each.points)),
    missing: characteristics.map(
      ({ attributes }) => attributes.find((each) => each.missing)?.points ?? 0,
    ),
    baseline: characteristics.map((each) => each.baselinePoints),
  };
}

function pointsAt(flat: Flat, at: number, value: number | null | undefined): number {
  if (value === null || value === undefined) return flat.missing[at] as number;
  const cuts = flat.cuts[at] as readonly number[];
  let bin = 0;
  while (bin < cuts.length && value >= (cuts[bin] as number)) bin += 1;
  return (flat.points[at] as readonly number[])[bin] as number;
}

function straightScore(flat: Flat, values: CharacteristicValues): number {
  let score = flat.base;
  for (let at = 0; at < flat.ids.length; at += 1) {
    score += pointsAt(flat, at, values[flat.ids[at] as string]);
  }
  return score;
}

function straightReasoned(flat: Flat, values: CharacteristicValues): Reasoned {
  let score = flat.base;
  const reasons: { id: string; below: number }[] = [];
  for (let at = 0; at < flat.ids.length; at += 1) {
    const id = flat.ids[at] as string;
    const points = pointsAt(flat, at, values[id]);
    score += points;
    const below = (flat.baseline[at] as number) - points;
    if (below <= 0) continue;
    let place = reasons.length;
    while (place > 0 && below > (reasons[place - 1]?.below ?? 0)) place -= 1;
    if (place >= MAX_REASONS) continue;
    reasons.splice(place, 0, { id, below });
    if (reasons.length > MAX_REASONS) reasons.pop();
  }
  return { score, reasons };
}
