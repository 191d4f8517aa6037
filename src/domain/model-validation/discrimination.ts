/**
 * How well scores part goods from bads. A higher score is safer; rows with the same score are tied
 * and count half, as in the rank statistic of Mann and Whitney.
 */

/** The goods and bads at one score. */
export interface ScoreTally {
  readonly score: number;
  readonly goods: number;
  readonly bads: number;
}

export interface Measures {
  readonly rows: number;
  readonly bads: number;
  /** Chance that a random good scores above a random bad, ties counting half. */
  readonly auc: number;
  /** 2 × AUC − 1. */
  readonly gini: number;
  /** Greatest distance between the shares of bads and of goods at or below a score. */
  readonly ks: number;
  /** Mean squared distance of PD and outcome. */
  readonly brier: number;
  /** Mean of −ln of the probability given to what happened; a PD is kept 1e-12 from 0 and 1. */
  readonly logLoss: number;
  readonly meanPd: number;
  readonly badRate: number;
}

/** All measures of scores and their PDs; throws for unequal lengths and without goods or bads. */
export function measuresOf(
  scores: ArrayLike<number>,
  pd: ArrayLike<number>,
  bad: Uint8Array,
): Measures {
  const tallies = talliesOf(scores, bad);
  const auc = aucOf(tallies);
  const rows = bad.length;
  if (pd.length !== rows) throw new Error(`${pd.length} probabilities for ${rows} outcomes`);
  let [brier, logLoss, sum, bads] = [0, 0, 0, 0];
  for (let row = 0; row < rows; row += 1) {
    const p = pd[row] as number;
    if (!(p >= 0 && p <= 1)) throw new Error(`row ${row} has no probability but ${p}`);
    const outcome = bad[row] as number;
    const inside = Math.min(Math.max(p, 1e-12), 1 - 1e-12);
    brier += (p - outcome) ** 2;
    logLoss -= Math.log(outcome === 1 ? inside : 1 - inside);
    sum += p;
    bads += outcome;
  }
  return {
    rows,
    bads,
    auc,
    gini: 2 * auc - 1,
    ks: ksOf(tallies).ks,
    brier: brier / rows,
    logLoss: logLoss / rows,
    meanPd: sum / rows,
    badRate: bads / rows,
  };
}

/** Goods and bads by score, the lowest first. Throws for scores that are not finite. */
export function talliesOf(scores: ArrayLike<number>, bad: Uint8Array): ScoreTally[] {
  const rows = scores.length;
  if (rows !== bad.length) throw new Error(`${rows} scores for ${bad.length} outcomes`);
  const tallies = new Map<number, { score: number; goods: number; bads: number }>();
  for (let row = 0; row < rows; row += 1) {
    const score = scores[row] as number;
    if (!Number.isFinite(score)) throw new Error(`row ${row} has a score that is not finite`);
    const tally = tallies.get(score) ?? { score, goods: 0, bads: 0 };
    if (bad[row] === 1) tally.bads += 1;
    else tally.goods += 1;
    tallies.set(score, tally);
  }
  return [...tallies.values()].sort((a, b) => a.score - b.score);
}

export function aucOf(tallies: readonly ScoreTally[]): number {
  const { goods, bads } = totalOf(tallies);
  let pairs = 0;
  let badsBelow = 0;
  for (const each of tallies) {
    pairs += each.goods * (badsBelow + each.bads / 2);
    badsBelow += each.bads;
  }
  return pairs / (goods * bads);
}

/** The statistic of Kolmogorov and Smirnov, and the lowest score at or below which it is reached. */
export function ksOf(tallies: readonly ScoreTally[]): { ks: number; score: number } {
  const { goods, bads } = totalOf(tallies);
  let found = { ks: 0, score: (tallies[0] as ScoreTally).score };
  let [goodsBelow, badsBelow] = [0, 0];
  for (const each of tallies) {
    goodsBelow += each.goods;
    badsBelow += each.bads;
    const distance = Math.abs(badsBelow / bads - goodsBelow / goods);
    if (distance > found.ks) found = { ks: distance, score: each.score };
  }
  return found;
}

/** The receiver operating characteristic, from (0, 0) to (1, 1): one point for each score. */
export function rocOf(
  tallies: readonly ScoreTally[],
): { score: number; goodsBelow: number; badsBelow: number }[] {
  const { goods, bads } = totalOf(tallies);
  let [goodsBelow, badsBelow] = [0, 0];
  const points = tallies.map((each) => {
    goodsBelow += each.goods;
    badsBelow += each.bads;
    return { score: each.score, goodsBelow: goodsBelow / goods, badsBelow: badsBelow / bads };
  });
  return [{ score: Number.NEGATIVE_INFINITY, goodsBelow: 0, badsBelow: 0 }, ...points];
}

/** Goods and bads in score classes of equal width, from a multiple of it; empty ones included. */
export function distributionOf(
  tallies: readonly ScoreTally[],
  width: number,
): { from: number; goods: number; bads: number }[] {
  if (!(width > 0)) throw new Error('a class needs a width');
  const classOf = (score: number): number => Math.floor(score / width);
  const first = classOf(tallies[0]?.score ?? 0);
  const last = classOf(tallies.at(-1)?.score ?? 0);
  const classes = Array.from({ length: last - first + 1 }, (_, at) => ({
    from: (first + at) * width,
    goods: 0,
    bads: 0,
  }));
  for (const { score, goods, bads } of tallies) {
    const found = classes[classOf(score) - first] as { goods: number; bads: number };
    found.goods += goods;
    found.bads += bads;
  }
  return classes;
}

function totalOf(tallies: readonly ScoreTally[]): { goods: number; bads: number } {
  const sum = (of: 'goods' | 'bads') => tallies.reduce((all, each) => all + each[of], 0);
  const total = { goods: sum('goods'), bads: sum('bads') };
  if (total.goods === 0 || total.bads === 0) throw new Error('measures need goods and bads');
  return total;
}
