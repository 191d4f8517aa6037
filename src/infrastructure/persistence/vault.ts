/**
 * Encryption of personal texts: AES-256-GCM under a key of the customer's own, which is 32 random
 * bytes and is itself encrypted with the master key. A sealed text is bound to its place (customer,
 * table, column, row), so that one that was moved or changed is refused. Nothing here touches the
 * database; `customer-keys.ts` finds the keys.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomFillSync,
} from 'node:crypto';
import type { CustomerId } from '../../domain/identifiers.js';

const CIPHER = 'aes-256-gcm';
/** What sealed texts begin with, then base64url of nonce, ciphertext and tag. */
const SEALED = 'enc1.';
const WRAPPED = 'key1.';
/** What pseudonyms begin with, and what the key that they are made with is derived for. */
const PSEUDONYM = 'staff.';
const PSEUDONYM_KEY = 'clearline-staff-pseudonym/1';
export const KEY_BYTES = 32;
/** NIST SP 800-38D, 8.2.2: with random nonces of 96 bits a key is good for 2^32 texts. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Keys kept in memory: some 200 bytes each. */
const KEPT_KEYS = 10_000;

/** Where a sealed text stands; it can be opened nowhere else. */
export interface Place {
  readonly customerId: CustomerId;
  readonly table: string;
  readonly column: string;
  /** The row's id; the only part that others may choose. */
  readonly id: string;
}

/** A key, or what it protects, does not fit: another key, another place, or altered bytes. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/**
 * A customer's key in its wrapped form, and the key itself once it was needed: as a key object, from
 * which a cipher is made several times faster than from bytes.
 */
export interface CustomerKey {
  readonly wrapped: string;
  key?: KeyObject;
}

/** Keys by customer. */
export interface KeyRing {
  find(customerId: CustomerId): CustomerKey | undefined;
  keep(customerId: CustomerId, key: CustomerKey): void;
  /** Drops the keys of customers who are erased. */
  forget(customerIds: readonly CustomerId[]): void;
}

export interface Vault {
  /** The keys that were used last, for all transactions. */
  readonly kept: KeyRing;
  /** A new key for a customer. */
  makeKey(customerId: CustomerId): CustomerKey;
  /** The key of a customer. @throws Unreadable under another master key or customer. */
  unwrap(customerId: CustomerId, key: CustomerKey): KeyObject;
  /** Stands for a token subject where it is not told: `staff.` and 43 characters, always the same. */
  pseudonymOf(subject: string): string;
}

/**
 * The vault behind a master key.
 * @param masterKey 32 bytes.
 */
export function makeVault(masterKey: Uint8Array): Vault {
  if (masterKey.length !== KEY_BYTES) throw new RangeError('a master key has 32 bytes');
  const master = createSecretKey(masterKey);
  // Another use of the master key has a key of its own (RFC 5869).
  const names = createSecretKey(
    Buffer.from(hkdfSync('sha256', masterKey, '', PSEUDONYM_KEY, KEY_BYTES)),
  );
  return {
    kept: keptKeys(KEPT_KEYS),
    makeKey(customerId) {
      const key = randomBytes(KEY_BYTES);
      const wrapped = WRAPPED + encrypt(master, ownerOf(customerId), key);
      return { wrapped, key: createSecretKey(key) };
    },
    unwrap(customerId, held) {
      held.key ??= unwrapped(master, customerId, held.wrapped);
      return held.key;
    },
    pseudonymOf: (subject) =>
      PSEUDONYM + createHmac('sha256', names).update(subject).digest('base64url'),
  };
}

const ownerOf = (customerId: CustomerId): string => `customer\0wrapped_key\0${customerId}`;

function unwrapped(master: KeyObject, customerId: CustomerId, wrapped: string): KeyObject {
  const key = wrapped.startsWith(WRAPPED)
    ? decrypt(master, ownerOf(customerId), wrapped.slice(WRAPPED.length))
    : undefined;
  if (key?.length !== KEY_BYTES) {
    throw new Unreadable(`the key of customer ${customerId} is not of this master key`);
  }
  return createSecretKey(key);
}

/** True for what {@link seal} wrote; texts of releases before it are not. */
export const isSealed = (text: string): boolean => text.startsWith(SEALED);

/** Seals a text for its place. */
export const seal = (key: KeyObject, place: Place, text: string): string =>
  sealBytes(key, place, Buffer.from(text));

/** As {@link seal}, for what is no text. */
export const sealBytes = (key: KeyObject, place: Place, bytes: Uint8Array): string =>
  SEALED + encrypt(key, placeOf(place), bytes);

/** Opens a sealed text. @throws Unreadable where it is not the one that was sealed for the place. */
export const unseal = (key: KeyObject, place: Place, sealed: string): string =>
  unsealBytes(key, place, sealed).toString();

/** As {@link unseal}, for what is no text. */
export function unsealBytes(key: KeyObject, place: Place, sealed: string): Buffer {
  const bytes = isSealed(sealed)
    ? decrypt(key, placeOf(place), sealed.slice(SEALED.length))
    : undefined;
  if (bytes === undefined) {
    throw new Unreadable(`${nameOf(place)} was altered, moved or sealed with another key`);
  }
  return bytes;
}

/** A place in words, without anything personal. */
export const nameOf = ({ customerId, table, column, id }: Place): string =>
  `${table}.${column} of ${id} of customer ${customerId}`;

/** The row's id comes last: nobody else chooses a part, so the separators are never ambiguous. */
const placeOf = ({ customerId, table, column, id }: Place): string =>
  `${customerId}\0${table}\0${column}\0${id}`;

/** Asking for random bytes costs more than the cipher does, so they are had by the page. */
const random = Buffer.alloc(4_096);
let used = random.length;

/** Random bytes that are given out once, to be used before the next are asked for. */
function nextNonce(): Uint8Array {
  if (used + NONCE_BYTES > random.length) {
    randomFillSync(random);
    used = 0;
  }
  used += NONCE_BYTES;
  return random.subarray(used - NONCE_BYTES, used);
}

function encrypt(key: KeyObject, bound: string, plain: Uint8Array): string {
  const nonce = nextNonce();
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(bound));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
}

/** Undefined for whatever {@link encrypt} did not write with this key and binding. */
function decrypt(key: KeyObject, bound: string, text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const cipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(bound));
  cipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const plain = cipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    cipher.final();
  } catch {
    return undefined;
  }
  return plain;
}

/** A bounded ring: beyond `limit` keys the one that was not used for longest makes way. */
export function keptKeys(limit: number): KeyRing {
  const keys = new Map<CustomerId, CustomerKey>();
  const keep = (customerId: CustomerId, key: CustomerKey): void => {
    keys.delete(customerId);
    keys.set(customerId, key);
    for (const oldest of keys.keys()) {
      if (keys.size <= limit) break;
      keys.delete(oldest);
    }
  };
  return {
    keep,
    find(customerId) {
      const key = keys.get(customerId);
      if (key) keep(customerId, key);
      return key;
    },
    forget(customerIds) {
      for (const each of customerIds) keys.delete(each);
    },
  };
}

/** What a transaction learns of keys becomes known to others when it commits, and not before. */
export interface TransactionKeys extends KeyRing {
  commit(): void;
}

/**
 * A transaction's own keys over the kept ones. A key that was made in a transaction that rolls back
 * is nobody's: whoever sealed with it later could never read again.
 */
export function transactionKeys(kept: KeyRing): TransactionKeys {
  const own = new Map<CustomerId, CustomerKey | undefined>();
  return {
    find: (customerId) => (own.has(customerId) ? own.get(customerId) : kept.find(customerId)),
    keep: (customerId, key) => void own.set(customerId, key),
    forget(customerIds) {
      for (const each of customerIds) own.set(each, undefined);
    },
    commit() {
      for (const [customerId, key] of own) {
        if (key) kept.keep(customerId, key);
        else kept.forget([customerId]);
      }
    },
  };
}
