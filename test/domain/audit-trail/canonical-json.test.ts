import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, canonicalNumber } from '../../../src/domain/audit-trail/canonical-json.js';

function doubleOf(ieeeHex: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${ieeeHex}`));
  return view.getFloat64(0);
}

describe('RFC 8785', () => {
  // The samples of its appendix B.
  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the double %s as %s', (ieeeHex, text) => {
    expect(canonicalNumber(doubleOf(ieeeHex))).toBe(text);
  });

  test.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])(
    'has no text for the double %s',
    (ieeeHex) => {
      expect(() => canonicalNumber(doubleOf(ieeeHex))).toThrow(TypeError);
      expect(() => canonicalJson([doubleOf(ieeeHex)])).toThrow(TypeError);
    },
  );

  test('sorts members by UTF-16 code units, as in section 3.2.3', () => {
    const members = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(canonicalJson(members)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control",' +
        '"\u00f6":"Latin Small Letter O With Diaeresis","\u20ac":"Euro Sign",' +
        '"\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  test('escapes as in section 3.2.2', () => {
    const example = {
      numbers: [333333333.3333333, 4.5, 2e-3, 1e-27],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(example)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27],' +
        '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    expect(canonicalJson('\b\t\n\f\r\0\u001f\u007f\u2028/')).toBe(
      '"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\u2028/"',
    );
  });

  test('sorts by the text of a key, not by its value as a number', () => {
    expect(canonicalJson({ 10: 'a', 9: 'b', b: { d: 1, c: 2 }, A: [] })).toBe(
      '{"10":"a","9":"b","A":[],"b":{"c":2,"d":1}}',
    );
  });
});

describe('what has no canonical text', () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  const holed: number[] = [1];
  holed[2] = 3;
  test.each<[string, unknown, string]>([
    ['undefined', undefined, '$'],
    ['an undefined member', { a: undefined }, '$.a'],
    ['a hole in an array', holed, '$[1]'],
    ['a lone high surrogate', { a: ['\ud800'] }, '$.a[0]'],
    ['a lone low surrogate', '\udc00x', '$'],
    ['a lone surrogate in a key', { '\ud800': 1 }, '$'],
    ['an unsafe integer', { limit: 2 ** 53 }, '$.limit'],
    ['a huge integer', 1e30, '$'],
    ['a negative unsafe integer', -(2 ** 53), '$'],
    ['a bigint', 1n, '$'],
    ['a function', () => 1, '$'],
    ['a symbol', Symbol('a'), '$'],
    ['a symbol key', { [Symbol('a')]: 1 }, '$'],
    ['a date', new Date(0), '$'],
    ['a map', new Map(), '$'],
    ['bytes', new Uint8Array(2), '$'],
    ['a class instance', new (class Thing {})(), '$'],
    ['a boxed string', Object('a'), '$'],
    ['a cycle', cycle, '$.self'],
  ])('%s is refused, and the place is named', (_, value, path) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
    expect(() => canonicalJson(value)).toThrow(path);
  });

  test('the largest safe integers and objects without a prototype are fine', () => {
    const value = Object.assign(Object.create(null), {
      a: [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
    });
    expect(canonicalJson(value)).toBe('{"a":[9007199254740991,-9007199254740991]}');
  });
});

describe('any value', () => {
  const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }).filter(hasOnlySafeIntegers);

  test('is read back as it was', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        // Negative zero is the one value that JSON gives back as another.
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test('has one text, in whatever order its members were written', () => {
    const entries = fc.uniqueArray(fc.tuple(fc.string({ unit: 'binary' }), json), {
      selector: ([key]) => key,
    });
    fc.assert(
      fc.property(entries, (members) => {
        const backwards = Object.fromEntries(members.toReversed());
        expect(canonicalJson(backwards)).toBe(canonicalJson(Object.fromEntries(members)));
      }),
    );
  });
});

function hasOnlySafeIntegers(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(hasOnlySafeIntegers);
}
