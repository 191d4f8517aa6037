import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type AuditEntry,
  leafBytes,
  leafHash,
  makeAuditEntry,
  receiptOf,
  verifyReceipt,
} from '../../../src/domain/audit-trail/audit-entry.js';
import { decodeBase64, encodeBase64 } from '../../../src/domain/audit-trail/base64.js';
import { canonicalJson } from '../../../src/domain/audit-trail/canonical-json.js';

const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest());
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const SALT = Uint8Array.from({ length: 32 }, (_, index) => index);
const ID = '0190a5d2-7c00-7000-8000-000000000001';
const AT = Date.parse('2026-11-20T09:30:15.250Z');

const entryOf = (content: Record<string, unknown>, salt = SALT): AuditEntry =>
  makeAuditEntry({ id: ID, occurredAt: AT, content, salt }, sha256);

describe('the bytes that the decision record fixes', () => {
  const record = readFileSync(
    new URL('../../../docs/adr/0002-audit-leaf-bytes.md', import.meta.url),
    'utf8',
  );
  const block = (language: string): string =>
    new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``).exec(record)?.[1] ?? '';
  const values = new Map(
    block('example')
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );
  const example = (name: string): string => {
    const value = values.get(name);
    if (!value) throw new Error(`the decision record gives no ${name}`);
    return value;
  };

  test('are the bytes of the code', () => {
    // given the example's happening and salt
    const { entryId: _, occurredAt: __, ...content } = JSON.parse(example('contentJson'));
    const salt = Uint8Array.from(Buffer.from(example('saltHex'), 'hex'));
    const occurredAt = Date.parse(example('occurredAt'));
    // when it is written down
    const entry = makeAuditEntry({ id: example('entryId'), occurredAt, content, salt }, sha256);
    // then every value is the record's
    expect(entry).toEqual({
      id: example('entryId'),
      occurredAt,
      formatVersion: Number(example('formatVersion')),
      contentJson: example('contentJson'),
      coarseTime: example('coarseTime'),
      saltBase64: example('saltBase64'),
      commitmentBase64: example('commitmentBase64'),
      leafHashBase64: example('leafHashBase64'),
    });
    expect(hex(leafBytes(entry.coarseTime, entry.commitmentBase64))).toBe(example('leafHex'));
    expect(leafBytes(entry.coarseTime, entry.commitmentBase64)).toHaveLength(84);
  });

  test('can be had with nothing but SHA-256 and bytes put together by hand', () => {
    const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
    const content = Buffer.from(example('contentJson'), 'utf8');
    expect(content.toString('hex')).toBe(example('contentHex'));
    expect(Buffer.from(example('saltBase64'), 'base64').toString('hex')).toBe(example('saltHex'));

    const commitmentInput = Buffer.concat([
      Buffer.from('clearline-audit-commitment/1\n', 'ascii'),
      Buffer.from(example('saltHex'), 'hex'),
      content,
    ]);
    expect(commitmentInput.toString('hex')).toBe(example('commitmentInputHex'));
    const commitment = digest(commitmentInput);
    expect(commitment.toString('hex')).toBe(example('commitmentHex'));
    expect(commitment.toString('base64')).toBe(example('commitmentBase64'));

    const leaf = Buffer.from(
      `clearline-audit/1\n${example('coarseTime')}\n${example('commitmentBase64')}\n`,
      'ascii',
    );
    expect(leaf.toString('hex')).toBe(example('leafHex'));
    const leafHashInput = Buffer.concat([Buffer.from([0]), leaf]);
    expect(leafHashInput.toString('hex')).toBe(example('leafHashInputHex'));
    expect(digest(leafHashInput).toString('hex')).toBe(example('leafHashHex'));
    expect(digest(leafHashInput).toString('base64')).toBe(example('leafHashBase64'));
  });

  test('are those that the shell commands start from', () => {
    const shell = block('sh');
    expect(shell).toContain(`salt='${example('saltBase64')}'`);
    expect(shell).toContain(`content='${example('contentJson')}'`);
    expect(shell).toContain(`hour='${example('coarseTime')}'`);
  });
});

describe('an entry', () => {
  test('names itself and its moment inside what it commits to', () => {
    const entry = entryOf({ type: 'ClosureMade' });
    expect(JSON.parse(entry.contentJson)).toEqual({
      type: 'ClosureMade',
      entryId: ID,
      occurredAt: '2026-11-20T09:30:15.250Z',
    });
  });

  test('takes no other id or moment from its content', () => {
    expect(() => entryOf({ entryId: 'another' })).toThrow('content has another entryId');
    expect(() => entryOf({ occurredAt: AT })).toThrow('content has another occurredAt');
    expect(entryOf({ entryId: ID, occurredAt: new Date(AT).toISOString() })).toEqual(entryOf({}));
  });

  test.each([
    [0, '1970-01-01T00:00:00Z'],
    [-1, '1969-12-31T23:00:00Z'],
    [Date.parse('2026-11-20T09:59:59.999Z'), '2026-11-20T09:00:00Z'],
    [Date.parse('2026-11-20T10:00:00.000Z'), '2026-11-20T10:00:00Z'],
  ])('at %d has the coarse time %s', (occurredAt, coarseTime) => {
    const entry = makeAuditEntry({ id: ID, occurredAt, content: {}, salt: SALT }, sha256);
    expect(entry.coarseTime).toBe(coarseTime);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15, -8.64e15])(
    'at %d is a defect',
    (occurredAt) => {
      const make = () => makeAuditEntry({ id: ID, occurredAt, content: {}, salt: SALT }, sha256);
      expect(make).toThrow(RangeError);
    },
  );

  test.each([0, 16, 31, 33])('with a salt of %d bytes is a defect', (length) => {
    expect(() => entryOf({}, new Uint8Array(length))).toThrow(RangeError);
  });

  test('with content that JSON cannot hold is a defect', () => {
    expect(() => entryOf({ limit: 1n })).toThrow(TypeError);
  });
});

describe('a leaf', () => {
  test('holds format, hour and commitment, and nothing of the content', () => {
    const entry = entryOf({ type: 'ClosureMade', accountId: 'a1', note: '已结清' });
    const leaf = new TextDecoder().decode(leafBytes(entry.coarseTime, entry.commitmentBase64));
    expect(leaf).toMatch(/^clearline-audit\/1\n2026-11-20T09:00:00Z\n[A-Za-z0-9+/]{43}=\n$/);
  });

  test('of the same content under another salt is another leaf', () => {
    const other = SALT.toReversed();
    const [one, two] = [entryOf({ type: 'ClosureMade' }), entryOf({ type: 'ClosureMade' }, other)];
    expect(one.contentJson).toBe(two.contentJson);
    expect(one.commitmentBase64).not.toBe(two.commitmentBase64);
    expect(one.leafHashBase64).not.toBe(two.leafHashBase64);
  });

  test('is still the same when content and salt are erased', () => {
    // given an entry of which only what the log keeps is left
    const { coarseTime, commitmentBase64, leafHashBase64 } = entryOf({ type: 'ClosureMade' });
    // when the leaf is written again
    const leaf = leafBytes(coarseTime, commitmentBase64);
    // then it hashes as before
    expect(encodeBase64(leafHash(leaf, sha256))).toBe(leafHashBase64);
  });
});

describe('a receipt', () => {
  const entry = entryOf({ type: 'ClosureMade', outcome: 'CLOSED', scoreBefore: 640 });
  const receipt = receiptOf(entry);
  const check = (change: object, hash = entry.leafHashBase64) =>
    verifyReceipt({ ...receipt, ...change }, hash, sha256);

  test('has all that a verifier needs, and nothing of ours', () => {
    expect(receiptOf({ ...entry, leafIndex: 7 } as AuditEntry)).toEqual({
      formatVersion: 1,
      entryId: ID,
      coarseTime: entry.coarseTime,
      contentJson: entry.contentJson,
      saltBase64: entry.saltBase64,
      commitmentBase64: entry.commitmentBase64,
      leafHashBase64: entry.leafHashBase64,
    });
  });

  test('verifies, also after a journey as JSON and by content, salt and hour alone', () => {
    expect(check({})).toEqual({ valid: true });
    const travelled = JSON.parse(JSON.stringify(receipt));
    expect(verifyReceipt(travelled, travelled.leafHashBase64, sha256)).toEqual({ valid: true });
    const { formatVersion, coarseTime, contentJson, saltBase64 } = receipt;
    const bare = { formatVersion, coarseTime, contentJson, saltBase64 };
    expect(verifyReceipt(bare, entry.leafHashBase64, sha256)).toEqual({ valid: true });
  });

  test.each<[string, object, string]>([
    ['another version', { formatVersion: 2 }, 'UNKNOWN_FORMAT'],
    ['no version', { formatVersion: undefined }, 'UNKNOWN_FORMAT'],
    ['another content', { contentJson: entry.contentJson.replace('640', '641') }, 'LEAF_MISMATCH'],
    ['another salt', { saltBase64: encodeBase64(SALT.toReversed()) }, 'LEAF_MISMATCH'],
    ['another hour', { coarseTime: '2026-11-20T10:00:00Z' }, 'LEAF_MISMATCH'],
    ['a short salt', { saltBase64: 'AAAA' }, 'MALFORMED'],
    [
      'a salt that is no base64',
      { saltBase64: `${receipt.saltBase64.slice(0, -1)}!` },
      'MALFORMED',
    ],
    ['an exact time', { coarseTime: '2026-11-20T09:30:15Z' }, 'MALFORMED'],
    ['a time with a line after it', { coarseTime: '2026-11-20T09:00:00Z\n' }, 'MALFORMED'],
    ['content that is no JSON', { contentJson: '{' }, 'MALFORMED'],
    ['content that is no object', { contentJson: 'null' }, 'MALFORMED'],
    ['content in another layout', { contentJson: `${entry.contentJson} ` }, 'MALFORMED'],
    [
      'a member twice',
      { contentJson: entry.contentJson.replace('{', '{"outcome":"RUN_OFF",') },
      'MALFORMED',
    ],
    ['another entry id beside it', { entryId: `${ID.slice(0, -1)}2` }, 'CONTRADICTORY'],
    ['another commitment beside it', { commitmentBase64: receipt.saltBase64 }, 'CONTRADICTORY'],
  ])('with %s: %s', (_, change, reason) => {
    expect(check(change)).toEqual({ valid: false, reason });
  });

  test('does not verify against another leaf', () => {
    const other = entryOf({ type: 'ClosureMade', outcome: 'RUN_OFF' });
    expect(check({}, other.leafHashBase64)).toEqual({ valid: false, reason: 'LEAF_MISMATCH' });
    expect(check({}, '')).toEqual({ valid: false, reason: 'LEAF_MISMATCH' });
  });

  test('whose leaf has another hour than its content contradicts itself', () => {
    // given a leaf that was genuinely made, but for an hour at which the content did not happen
    const coarseTime = '2026-11-20T10:00:00Z';
    const leaf = leafBytes(coarseTime, entry.commitmentBase64);
    const hash = encodeBase64(leafHash(leaf, sha256));
    // then the hash alone does not make it valid
    expect(check({ coarseTime }, hash)).toEqual({ valid: false, reason: 'CONTRADICTORY' });
  });

  test('of any content verifies, and any change of a byte of it is seen', () => {
    const content = fc.dictionary(
      fc.string({ unit: 'binary' }),
      fc.oneof(fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)),
    );
    const salts = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(content, salts, fc.nat({ max: 31 }), (members, salt, place) => {
        const { entryId: _, occurredAt: __, ...free } = members;
        const made = entryOf(free, salt);
        const given = receiptOf(made);
        expect(verifyReceipt(given, made.leafHashBase64, sha256)).toEqual({ valid: true });

        const changed = salt.with(place, (salt[place] ?? 0) ^ 1);
        const forged = { ...given, saltBase64: encodeBase64(changed) };
        expect(verifyReceipt(forged, made.leafHashBase64, sha256).valid).toBe(false);
        const contentJson = canonicalJson({ ...JSON.parse(made.contentJson), forged: true });
        expect(verifyReceipt({ ...given, contentJson }, made.leafHashBase64, sha256).valid).toBe(
          'forged' in free && free.forged === true,
        );
      }),
    );
  });
});

describe('base64', () => {
  test('is what Node writes, and is read back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(decodeBase64(text)).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  test.each([
    'A',
    'AA',
    'AAA',
    'AA=A',
    '=AAA',
    '====',
    'AB==',
    'AAB=',
    'AA==\n',
    ' AA==',
    'A-_A',
    'AAé=',
  ])('has one text for one value: %j is none', (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });
});
