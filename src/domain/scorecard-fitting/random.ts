/**
 * Draws that anyone can repeat: the same seed gives the same sequence on every machine. For shuffling
 * samples only; nothing secret is made from it.
 */

/** Numbers from 0 (included) to 1 (excluded), from a 32-bit state that takes Weyl steps. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    // The finalizer of MurmurHash3, which spreads the counter's bits over the whole word.
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296;
  };
}

/** Puts the places into a random order, in place (Fisher and Yates). */
export function shuffle(places: Int32Array, random: () => number): void {
  for (let last = places.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const kept = places[last] as number;
    places[last] = places[other] as number;
    places[other] = kept;
  }
}
