/** Base64 of RFC 4648 section 4, with padding, in code that runs in Node and in browsers. */

export const encodeBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** The bytes, or undefined for any text that {@link encodeBase64} would not have written. */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  // The unused bits of the last character must be zero: one value, one text.
  return encodeBase64(bytes) === text ? bytes : undefined;
}
