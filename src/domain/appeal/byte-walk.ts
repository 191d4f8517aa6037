/**
 * Reading a format from bytes that come in chunks of any size. A walk is a generator that says which
 * bytes it wishes for next, so it reads like the format's own description; how the bytes are cut on
 * their way makes no difference to it, and nothing but the few bytes of one wish is kept.
 */

/** A walk gets the bytes of a `take` or a `some`, and an empty array otherwise. */
export type Wish =
  /** So many bytes. With `mayEnd` the bytes may be over instead: it gets an empty array then. */
  | { readonly take: number; readonly mayEnd?: true }
  | { readonly skip: number }
  /** To pass everything up to and with a byte. */
  | { readonly past: number }
  /** What has come, at least one byte and at most so many; with `mayEnd` as for `take`. */
  | { readonly some: number; readonly mayEnd?: true };

export type ByteWalk<T> = Generator<Wish, T, Uint8Array>;

export interface Feeding<T> {
  /** Gives the next bytes; the outcome as soon as the walk has ended. */
  feed(bytes: Uint8Array): { readonly outcome: T } | undefined;
  /** Says that there are no more; undefined where the walk still wished for some. */
  end(): { readonly outcome: T } | undefined;
}

const NOTHING = new Uint8Array(0);

/** Gives a walk what it wishes for. */
export function feeding<T>(walk: ByteWalk<T>): Feeding<T> {
  let step = walk.next();
  // What was gathered for the wish at hand, and how much was skipped for it.
  let gathered: Uint8Array = NOTHING;
  let skipped = 0;

  const granted = (bytes: Uint8Array): void => {
    gathered = NOTHING;
    skipped = 0;
    step = walk.next(bytes);
  };

  /** Serves the wish from the bytes at a place; returns how many of them it took. */
  function serve(wish: Wish, bytes: Uint8Array, at: number): number {
    const left = bytes.length - at;
    if ('take' in wish) {
      const taken = Math.min(wish.take - gathered.length, left);
      const part = bytes.subarray(at, at + taken);
      if (taken === wish.take) granted(part);
      else {
        gathered = joined(gathered, part);
        if (gathered.length === wish.take) granted(gathered);
      }
      return taken;
    }
    if ('past' in wish) {
      const found = bytes.indexOf(wish.past, at);
      if (found < 0) return left;
      granted(NOTHING);
      return found + 1 - at;
    }
    if ('some' in wish) {
      const taken = Math.min(wish.some, left);
      granted(bytes.subarray(at, at + taken));
      return taken;
    }
    const taken = Math.min(wish.skip - skipped, left);
    skipped += taken;
    if (skipped === wish.skip) granted(NOTHING);
    return taken;
  }

  const outcome = () => (step.done ? { outcome: step.value } : undefined);
  return {
    feed(bytes) {
      let at = 0;
      while (at < bytes.length && !step.done) at += serve(step.value, bytes, at);
      return outcome();
    },
    end() {
      if (step.done) return outcome();
      if ('mayEnd' in step.value && gathered.length === 0) granted(NOTHING);
      return outcome();
    },
  };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other.slice();
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

export const starts = (bytes: Uint8Array, with_: readonly number[]): boolean =>
  bytes.length >= with_.length && with_.every((byte, at) => bytes[at] === byte);
/** Two bytes as a number, the greater first; a missing one counts as 0. */
export const halfAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
/** Four bytes as a number, the greatest first. */
export const wordAt = (bytes: Uint8Array, at: number): number =>
  halfAt(bytes, at) * 65_536 + halfAt(bytes, at + 2);
