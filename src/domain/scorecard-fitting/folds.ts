/** Parts of a sample that take turns in being kept apart. */
import { seededRandom, shuffle } from './random.js';

export interface Fold {
  readonly training: Int32Array;
  readonly heldOut: Int32Array;
}

/**
 * Stratified folds of the rows at `rows`: each has the same share of bads, to within one row.
 * Throws when some fold would have no good or no bad.
 */
export function foldsOf(target: Uint8Array, rows: Int32Array, count: number, seed: number): Fold[] {
  const random = seededRandom(seed);
  const part = new Uint8Array(target.length);
  for (const outcome of [1, 0]) {
    const places = rows.filter((row) => target[row] === outcome);
    if (places.length < count) {
      throw new Error(`${places.length} ${outcome ? 'bads' : 'goods'} do not fill ${count} folds`);
    }
    shuffle(places, random);
    for (const [at, row] of places.entries()) part[row] = at % count;
  }
  return Array.from({ length: count }, (_, at) => ({
    training: rows.filter((row) => part[row] !== at),
    heldOut: rows.filter((row) => part[row] === at),
  }));
}
