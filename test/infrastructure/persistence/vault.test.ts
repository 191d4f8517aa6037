/** The vault by itself: what was sealed is read back, and nothing else is taken for it. */
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import {
  isSealed,
  keptKeys,
  makeVault,
  type Place,
  seal,
  transactionKeys,
  Unreadable,
  unseal,
} from '../../../src/infrastructure/persistence/vault.js';

const MASTER = Buffer.alloc(32, 1);
const OTHER_MASTER = Buffer.alloc(32, 2);
const PLACE: Place = { customerId: 'c-1', table: 'closure', column: 'record', id: 'r-1' };
const vault = makeVault(MASTER);
const keyOf = (customerId: string) => vault.unwrap(customerId, vault.makeKey(customerId));
const KEY = keyOf('c-1');

describe('a sealed text', () => {
  test.each(['x', '{"name":"王小明"}', '😀 “é” \u0000 \n', 'a'.repeat(100_000)])(
    'comes back as it was',
    (text) => {
      const sealed = seal(KEY, PLACE, text);
      expect(sealed).toMatch(/^enc1\.[A-Za-z0-9_-]+$/);
      expect(isSealed(sealed)).toBe(true);
      expect(unseal(KEY, PLACE, sealed)).toBe(text);
    },
  );

  test('is another each time, so that equal texts do not show', () => {
    const many = Array.from({ length: 1_000 }, () => seal(KEY, PLACE, 'same'));
    expect(new Set(many).size).toBe(many.length);
  });

  test.each<[string, Partial<Place>]>([
    ['customer', { customerId: 'c-2' }],
    ['table', { table: 'decision' }],
    ['column', { column: 'document' }],
    ['row', { id: 'r-2' }],
    ['split of the same letters', { customerId: 'c-', table: '1closure' }],
  ])('is refused in the place of another %s', (_what, over) => {
    const sealed = seal(KEY, PLACE, 'text');
    expect(() => unseal(KEY, { ...PLACE, ...over }, sealed)).toThrow(Unreadable);
  });

  test('is refused under another key', () => {
    const sealed = seal(KEY, PLACE, 'text');
    expect(() => unseal(keyOf('c-1'), PLACE, sealed)).toThrow(Unreadable);
  });

  test('is refused when any bit of it was changed, or any of it is missing', () => {
    const sealed = seal(KEY, PLACE, 'text');
    const bytes = Buffer.from(sealed.slice('enc1.'.length), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const text = `enc1.${changed.toString('base64url')}`;
      expect(() => unseal(KEY, PLACE, text)).toThrow(Unreadable);
    }
    for (let length = 0; length < bytes.length; length += 1) {
      const text = `enc1.${bytes.subarray(0, length).toString('base64url')}`;
      expect(() => unseal(KEY, PLACE, text)).toThrow(Unreadable);
    }
    expect(() => unseal(KEY, PLACE, 'text')).toThrow(Unreadable);
  });

  test('is told by its place when it cannot be read, not by what it says', () => {
    const sealed = seal(KEY, PLACE, 'secret');
    const read = () => unseal(KEY, { ...PLACE, id: 'r-2' }, sealed);
    expect(read).toThrow(/^closure\.record of r-2 of customer c-1 was altered, moved or sealed/);
  });
});

describe("a customer's key", () => {
  test('is unwrapped by the same master key', () => {
    const made = vault.makeKey('c-1');
    const again = makeVault(MASTER).unwrap('c-1', { wrapped: made.wrapped });
    expect(again.equals(vault.unwrap('c-1', made))).toBe(true);
    expect(again.export()).toHaveLength(32);
    expect(made.wrapped).not.toContain(again.export().toString('base64url'));
  });

  test('is refused under another master key, for another customer, and where it is none', () => {
    const { wrapped } = vault.makeKey('c-1');
    const wrong = () => makeVault(OTHER_MASTER).unwrap('c-1', { wrapped });
    expect(wrong).toThrow('the key of customer c-1 is not of this master key');
    expect(() => vault.unwrap('c-2', { wrapped })).toThrow(Unreadable);
    for (const text of ['', 'key1.', wrapped.slice(0, -4), seal(KEY, PLACE, 'x')]) {
      expect(() => vault.unwrap('c-1', { wrapped: text })).toThrow(Unreadable);
    }
  });

  test('takes a master key of 32 bytes', () => {
    for (const length of [0, 16, 31, 33]) {
      expect(() => makeVault(Buffer.alloc(length))).toThrow(RangeError);
    }
  });
});

describe('a pseudonym', () => {
  test('is the same for the same subject, and says nothing of who it is', () => {
    const pseudonym = vault.pseudonymOf('agent-1');
    expect(pseudonym).toMatch(/^staff\.[A-Za-z0-9_-]{43}$/);
    expect(makeVault(MASTER).pseudonymOf('agent-1')).toBe(pseudonym);
    const others = ['agent-2', 'agent-1 ', 'AGENT-1', ''].map(vault.pseudonymOf);
    expect(new Set([pseudonym, ...others]).size).toBe(5);
  });

  test('cannot be tested by guessing: it takes the key of the installation, and not that alone', () => {
    const pseudonym = vault.pseudonymOf('agent-1');
    expect(makeVault(OTHER_MASTER).pseudonymOf('agent-1')).not.toBe(pseudonym);
    const bare = createHash('sha256').update('agent-1').digest('base64url');
    const master = createHmac('sha256', MASTER).update('agent-1').digest('base64url');
    expect([`staff.${bare}`, `staff.${master}`]).not.toContain(pseudonym);
  });
});

describe('the kept keys', () => {
  const key = (wrapped: string) => ({ wrapped });

  test('are bounded; what was not used for longest makes way', () => {
    const keys = keptKeys(3);
    for (const id of ['a', 'b', 'c']) keys.keep(id, key(id));
    keys.find('a');
    keys.keep('d', key('d'));
    expect(['a', 'b', 'c', 'd'].filter((id) => keys.find(id))).toEqual(['a', 'c', 'd']);
  });

  test('learn from a transaction when it commits, and not before', () => {
    const kept = keptKeys(10);
    kept.keep('old', key('old'));
    kept.keep('gone', key('gone'));
    const own = transactionKeys(kept);
    own.keep('new', key('new'));
    own.forget(['gone']);
    const seen = ['old', 'new', 'gone'].map((id) => own.find(id));
    expect(seen).toEqual([key('old'), key('new'), undefined]);
    expect([kept.find('new'), kept.find('gone')]).toEqual([undefined, key('gone')]);
    own.commit();
    expect([kept.find('new'), kept.find('gone')]).toEqual([key('new'), undefined]);
  });
});
