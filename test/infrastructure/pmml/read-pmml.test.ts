/** Hostile and unsupported PMML files: each is refused by name, none does harm. */
import { describe, expect, test } from '@jest/globals';
import { readPmml } from '../../../src/infrastructure/pmml/read-pmml.js';
import { cardOf, changed, fixture, refusal } from './pmml-files.js';

const refused = (file: string | Uint8Array): string => refusal(() => readPmml(file));
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const withDoctype = (doctype: string): string => changed(DECLARATION, `${DECLARATION}${doctype}`);
const TRUE = '<Attribute partialScore="1"><True/></Attribute>';

describe('hostile XML', () => {
  test('an entity bomb is refused before anything is expanded', () => {
    const lol = (at: number) => `<!ENTITY l${at} "${`&l${at - 1};`.repeat(10)}">`;
    const bomb = `\n<!DOCTYPE PMML [<!ENTITY l0 "lol">${[1, 2, 3, 4, 5, 6, 7, 8, 9].map(lol).join('')}]>`;
    expect(refused(withDoctype(bomb))).toBe('line 2: holds a DOCTYPE declaration; none is read');
  });

  test.each([
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ['a plain DOCTYPE', '<!DOCTYPE PMML>'],
    ['a DOCTYPE in small letters', '<!doctype PMML>'],
    ['an external DTD', '<!DOCTYPE PMML SYSTEM "http://localhost:1/x.dtd">'],
  ])('%s is refused', (_, doctype) => {
    expect(refused(withDoctype(doctype))).toContain('line 1: holds a DOCTYPE declaration');
  });

  test.each([
    ['an entity declaration alone', '<!ENTITY x "y">', 'holds a ENTITY declaration'],
    ['a stylesheet', '<?xml-stylesheet href="x"?>', 'holds a processing instruction'],
    ['text before the root', 'words', 'has text outside the root element'],
    ['a comment with two hyphens', '<!-- a -- b -->', 'has a comment that does not end'],
    ['a NUL', '\0', 'holds the character U+0000'],
  ])('%s is refused with its line', (_, piece, reason) => {
    expect(refused(withDoctype(piece))).toContain(`line 1: ${reason}`);
  });

  test.each([
    ['an unknown entity', 'modelName="&small;"', 'line 11: has an unknown entity'],
    ['a reference to NUL', 'modelName="&#0;"', 'line 11: refers to a character'],
    ['a bare ampersand', 'modelName="a & b"', 'line 11: has an unknown entity'],
    ['an attribute twice', 'modelName="a" modelName="b"', 'line 11: repeats the attribute'],
    ['an attribute without quotes', 'modelName=a', 'line 11: has a malformed <Scorecard>'],
    ['a tag inside a value', 'modelName="<a>"', 'line 11: has a malformed <Scorecard>'],
  ])('%s is refused with its line', (_, piece, message) => {
    expect(refused(changed('modelName="Small"', piece))).toContain(message);
  });

  test('a file cut off anywhere is refused', () => {
    const whole = fixture().trimEnd();
    expect(refused(whole.slice(0, -20))).toContain('ends before <');
    for (let length = 0; length < whole.length; length += 37) {
      expect(refused(whole.slice(0, length))).not.toBe('');
    }
  });

  test('ten megabytes are refused unread', () => {
    expect(refused(new Uint8Array(10_000_000))).toContain('file: has 10000000 bytes, more than');
    expect(refused(' '.repeat(10_000_000))).toContain('file: has 10000000 bytes, more than');
  });

  test('deep nesting and too many elements are refused', () => {
    const deep = `${'<And>'.repeat(50_000)}${'</And>'.repeat(50_000)}`;
    expect(refused(changed('<True/>', deep))).toBe('line 48: is nested deeper than 64');
    expect(refused(changed('<True/>', '<a/>'.repeat(100_000)))).toContain('more than 100000 elem');
  });

  test('bytes that are not UTF-8 are refused', () => {
    expect(refused(Buffer.from(fixture(), 'utf16le'))).not.toBe('');
    expect(refused(Buffer.from([0x3c, 0xff, 0xfe]))).toBe('file: is not written in UTF-8');
    expect(refused(changed('encoding="UTF-8"', 'encoding="latin1"'))).toContain('declares latin1');
  });

  test('references and CDATA are read once, as they stand', () => {
    const names = changed('modelName="Small"', 'modelName="&amp;lt;&#x4e2d;&#100;"');
    expect(readPmml(names).modelName).toBe('&lt;中d');
    const array = '<Array><![CDATA["&amp;"]]> "&lt;"</Array>';
    const set = `<SimpleSetPredicate field="t" booleanOperator="isIn">${array}</SimpleSetPredicate>`;
    const card = readPmml(cardOf(`<Attribute partialScore="1">${set}</Attribute>`));
    expect(card.characteristics[0]?.attributes[0]?.predicate).toMatchObject({
      values: ['<', '&amp;'].reverse(),
    });
  });
});

describe('other documents', () => {
  test.each([
    [
      'another namespace',
      'http://www.dmg.org/PMML-4_2',
      'http://example.org/x',
      'PMML: the namespace "http://example.org/x"',
    ],
    [
      'PMML 3',
      'http://www.dmg.org/PMML-4_2',
      'http://www.dmg.org/PMML-3_2',
      'PMML: the namespace "http://www.dmg.org/PMML-3_2"',
    ],
    ['no namespace', ' xmlns="http://www.dmg.org/PMML-4_2"', '', 'PMML: the namespace ""'],
    ['version 3', 'version="4.2"', 'version="3.2"', 'PMML: the version 3.2'],
    [
      'no data dictionary',
      /<DataDictionary[\s\S]*<\/DataDictionary>/,
      '',
      '<DataDictionary> is missing',
    ],
    [
      'another model',
      '<DataDictionary ',
      '<TreeModel/><DataDictionary ',
      '<TreeModel> is not supported',
    ],
    [
      'transformations',
      '<MiningSchema>',
      '<LocalTransformations/><MiningSchema>',
      'Scorecard[Small]: <LocalTransformations> is not supported',
    ],
  ])('%s is refused', (_, piece, by, message) => {
    expect(refused(fixture().replace(piece, by))).toContain(message);
  });

  test('no scorecard and two of them are refused', () => {
    const [card = ''] = /<Scorecard[\s\S]*<\/Scorecard>/.exec(fixture()) ?? [];
    expect(refused(fixture().replace(card, ''))).toContain('exactly one Scorecard, not 0');
    expect(refused(fixture().replace(card, card + card))).toContain('exactly one Scorecard, not 2');
  });
});

describe('what the card says', () => {
  const second = 'Scorecard[Small]/Characteristic[use]/Attribute[2]';

  test.each(['NaN', 'INF', '-INF', 'Infinity', '1e999', '0x10', '', '1,5'])(
    'the number "%s" is refused with its place',
    (number) => {
      expect(refused(changed('partialScore="25"', `partialScore="${number}"`))).toBe(
        `${second}: partialScore "${number}" is not a finite number`,
      );
    },
  );

  test.each([
    [
      'an unknown attribute',
      'partialScore="25"',
      'partialScore="25" weight="2"',
      `${second}: the attribute weight`,
    ],
    ['no points', 'partialScore="25"', '', `${second}: has no partial score`],
    [
      'an unknown field',
      'field="utilization_latest" operator="lessOrEqual"',
      'field="other" operator="lessOrEqual"',
      `${second}/SimplePredicate: "other" is not an active field`,
    ],
    [
      'an unknown operator',
      'operator="lessOrEqual"',
      'operator="near"',
      `${second}/SimplePredicate: operator "near"`,
    ],
    [
      'a text for a number',
      'value="0.3"',
      'value="low"',
      `${second}/SimplePredicate: the value "low"`,
    ],
    [
      'a target',
      'field="utilization_latest" operator="lessOrEqual"',
      'field="total" operator="lessOrEqual"',
      '"total" is not an active field',
    ],
    ['a wrong count', 'n="1"', 'n="2"', '/Array: holds 1 values, not 2'],
    [
      'no reason code',
      ' reasonCode="USE"',
      '',
      'Characteristic[use]/Attribute[1]: has no reason code',
    ],
    ['no baseline', ' baselineScore="20"', '', 'Characteristic[use]: has no baseline score'],
    [
      'an unknown baseline',
      'baselineMethod="mean"',
      'baselineMethod="mode"',
      'Scorecard[Small]: baselineMethod "mode"',
    ],
    [
      'a field twice',
      '<MiningField name="late_statements"/>',
      '<MiningField name="late_statements"/><MiningField name="late_statements"/>',
      'is listed twice',
    ],
  ])('%s is refused with its place', (_, piece, by, message) => {
    expect(refused(changed(piece, by))).toContain(message);
  });

  test('an unsupported function is refused with its place', () => {
    const complex = (inside: string) =>
      cardOf(`<Attribute><True/><ComplexPartialScore>${inside}</ComplexPartialScore></Attribute>`);
    const place = 'Scorecard[One]/Characteristic[only]/Attribute[1]/ComplexPartialScore';
    expect(refused(complex('<Apply function="exp"><FieldRef field="x"/></Apply>'))).toBe(
      `${place}/Apply: function "exp" is not supported`,
    );
    expect(refused(complex('<Lag field="x"/>'))).toBe(`${place}: <Lag> is not supported`);
    expect(refused(complex('<Constant>NaN</Constant>'))).toContain(`${place}/Constant: the const`);
    const whole = '<Apply function="/"><Constant>1</Constant><Constant>2</Constant></Apply>';
    expect(refused(complex(whole))).toContain(`${place}/Apply: divides whole numbers`);
  });

  test('names of prototypes are names like any other, and touch no prototype', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const card = readPmml(cardOf(TRUE).replaceAll('name="x"', `name="${name}"`));
      expect(card.fields.get(name)?.name).toBe(name);
      expect(refused(cardOf(TRUE, `${name}="1"`))).toContain(name);
      expect(refused(cardOf(`<${name}/>${TRUE}`))).toContain(name);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
