/** The evaluator against the standard's own example and the standard's rules. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readPmml } from '../../../src/infrastructure/pmml/read-pmml.js';
import { type PmmlRecord, scorePmml } from '../../../src/infrastructure/pmml/score-pmml.js';
import { STANDARD_SCORECARD, sharedFile } from '../../support/shared.js';
import { cardOf, fixture, refusal } from './pmml-files.js';

const vector = sharedFile(STANDARD_SCORECARD);

vector.describe('the example of the standard', () => {
  const record = { department: 'engineering', age: 25, income: 500 };
  const text = () => readFileSync(vector.path, 'utf8');

  test('has the known score and reason codes', () => {
    expect(scorePmml(readPmml(text()), record)).toEqual({ score: 29, reasonCodes: ['RC2', 'RC1'] });
  });

  test('takes the reason code of the attribute before that of the characteristic', () => {
    const own = text().replace(
      '<Attribute partialScore="0">\n                    <Compound',
      '<Attribute partialScore="0" reasonCode="RC2_3">\n                    <Compound',
    );
    expect(own).not.toBe(text());
    expect(scorePmml(readPmml(own), record).reasonCodes).toEqual(['RC2_3', 'RC1']);
  });

  test('reckons the complex partial score of a high income', () => {
    const rich = { ...record, income: 3000 };
    expect(scorePmml(readPmml(text()), rich).score).toBeCloseTo(3 + 0 + (0.01 * 3000 - 18), 9);
  });
});

/** Which of the given predicates is true first; the last attribute takes the rest. */
function firstTrue(record: PmmlRecord, ...predicates: string[]): number {
  const attributes = [...predicates, '<True/>'].map(
    (each, at) => `<Attribute partialScore="${at}">${each}</Attribute>`,
  );
  return scorePmml(readPmml(cardOf(attributes.join(''))), record).score;
}

const simple = (operator: string, value?: string, field = 'x') =>
  `<SimplePredicate field="${field}" operator="${operator}"${value === undefined ? '' : ` value="${value}"`}/>`;
const compound = (operator: string, ...parts: string[]) =>
  `<CompoundPredicate booleanOperator="${operator}">${parts.join('')}</CompoundPredicate>`;
const applies = (record: PmmlRecord, predicate: string) => firstTrue(record, predicate) === 0;

describe('predicates', () => {
  test('compare as their operators say', () => {
    const truth: Record<string, readonly boolean[]> = {
      equal: [false, true, false],
      notEqual: [true, false, true],
      lessThan: [true, false, false],
      lessOrEqual: [true, true, false],
      greaterThan: [false, false, true],
      greaterOrEqual: [false, true, true],
    };
    for (const [operator, expected] of Object.entries(truth)) {
      expect([1, 2, 3].map((x) => applies({ x }, simple(operator, '2')))).toEqual(expected);
      expect(applies({}, simple(operator, '2'))).toBe(false);
    }
  });

  test('tell missing values, and look into sets', () => {
    expect(applies({ x: null }, simple('isMissing'))).toBe(true);
    expect(applies({ x: 0 }, simple('isMissing'))).toBe(false);
    expect(applies({ x: 0 }, simple('isNotMissing'))).toBe(true);
    const set = (operator: string) =>
      `<SimpleSetPredicate field="t" booleanOperator="${operator}"><Array n="3" type="string">a "b c" "q\\"q"</Array></SimpleSetPredicate>`;
    for (const t of ['a', 'b c', 'q"q']) expect(applies({ t }, set('isIn'))).toBe(true);
    expect(applies({ t: 'b' }, set('isIn'))).toBe(false);
    expect(applies({ t: 'b' }, set('isNotIn'))).toBe(true);
    expect(applies({}, set('isNotIn'))).toBe(false);
  });

  test('combine true, false and unknown', () => {
    const T = '<True/>';
    const F = '<False/>';
    const U = simple('equal', '1');
    const table: readonly (readonly [string, readonly string[], boolean])[] = [
      ['and', [T, T], true],
      ['and', [T, U], false],
      ['or', [U, T], true],
      ['or', [U, F], false],
      ['xor', [T, F], true],
      ['xor', [T, T], false],
      ['xor', [T, U], false],
      ['xor', [T, T, T], true],
      ['surrogate', [U, T], true],
      ['surrogate', [U, F], false],
      ['surrogate', [F, T], false],
    ];
    for (const [operator, parts, expected] of table) {
      expect([operator, parts, applies({}, compound(operator, ...parts))]).toEqual([
        operator,
        parts,
        expected,
      ]);
    }
    // False and unknown is false, so xor with true holds; unknown would not.
    expect(applies({}, compound('xor', compound('and', F, U), T))).toBe(true);
    expect(applies({}, compound('xor', compound('or', T, U), F))).toBe(true);
  });

  test('apply in the file’s order', () => {
    expect(
      firstTrue(
        { x: 5 },
        simple('greaterThan', '9'),
        simple('greaterThan', '3'),
        simple('equal', '5'),
      ),
    ).toBe(1);
  });
});

describe('scores', () => {
  test('reckon with the six functions', () => {
    const two = '<FieldRef field="x"/><Constant dataType="double">4</Constant>';
    const reckoned = (operator: string, record: PmmlRecord) =>
      scorePmml(
        readPmml(
          cardOf(
            `<Attribute><True/><ComplexPartialScore><Apply function="${operator}">${two}</Apply></ComplexPartialScore></Attribute>`,
            'initialScore="100"',
          ),
        ),
        record,
      ).score;
    expect(['+', '-', '*', '/', 'min', 'max'].map((each) => reckoned(each, { x: 10 }))).toEqual([
      114, 106, 140, 102.5, 104, 110,
    ]);
    expect(reckoned('max', {})).toBe(104);
    expect(refusal(() => reckoned('+', {}))).toContain(
      'Attribute[1]: its partial score has no val',
    );
    expect(refusal(() => reckoned('*', { x: 1e308 }))).toContain('Attribute[1]: its partial score');
  });

  test('are invalid where no attribute applies or a value is of another type', () => {
    const card = readPmml(
      cardOf(`<Attribute partialScore="1">${simple('equal', '1')}</Attribute>`),
    );
    expect(refusal(() => scorePmml(card, { x: 2 }))).toBe(
      'Scorecard[One]/Characteristic[only]: no attribute applies to the record',
    );
    expect(refusal(() => scorePmml(card, { x: 'one' }))).toBe(
      'DataDictionary/DataField[x]: "one" is not a valid value',
    );
    expect(refusal(() => scorePmml(card, { x: Number.NaN }))).toContain(
      '"NaN" is not a valid value',
    );
  });

  test('treat missing and invalid values as the fields say', () => {
    const field =
      '<DataField name="y" optype="continuous" dataType="integer"><Interval closure="closedOpen" leftMargin="0" rightMargin="10"/><Value value="-1" property="missing"/></DataField>';
    const card = (mining: string) =>
      readPmml(
        cardOf(
          `<Attribute partialScore="7">${simple('isMissing', undefined, 'y')}</Attribute><Attribute partialScore="1"><True/></Attribute>`,
          '',
          field,
        ).replace(
          '<MiningField name="x"/>',
          `<MiningField name="x"/><MiningField name="y" ${mining}/>`,
        ),
      );
    const of = (y: number, mining: string) => scorePmml(card(mining), { y }).score;
    expect([0, 9, -1].map((y) => of(y, ''))).toEqual([1, 1, 7]);
    expect(refusal(() => of(10, ''))).toContain('"10" is not a valid value');
    expect(of(10, 'invalidValueTreatment="asMissing"')).toBe(7);
    expect(of(10, 'invalidValueTreatment="asIs"')).toBe(1);
    expect(of(-1, 'missingValueReplacement="3"')).toBe(1);
  });

  test('rank reasons by size, keep the file’s order in ties and name no one at the baseline', () => {
    const many = (algorithm: string) =>
      readPmml(
        cardOf(
          '<Attribute partialScore="1"><True/></Attribute>',
          `reasonCodeAlgorithm="${algorithm}"`,
        ).replace(
          '</Characteristics>',
          `${['A 5', 'B 2', 'C 5', 'D -3']
            .map((each) => each.split(' '))
            .map(
              ([code, baseline]) =>
                `<Characteristic reasonCode="${code}" baselineScore="${baseline}"><Attribute partialScore="1"><True/></Attribute></Characteristic>`,
            )
            .join('')}</Characteristics>`,
        ),
      );
    expect(scorePmml(many('pointsBelow'), {}).reasonCodes).toEqual(['A', 'C', 'B']);
    expect(scorePmml(many('pointsAbove'), {}).reasonCodes).toEqual(['D']);
  });

  test('read a field called __proto__ from the record itself only', () => {
    const card = readPmml(
      cardOf(
        `<Attribute partialScore="7">${simple('equal', '4', '__proto__')}</Attribute><Attribute partialScore="1"><True/></Attribute>`,
      ).replaceAll('name="x"', 'name="__proto__"'),
    );
    expect(scorePmml(card, JSON.parse('{"__proto__": 4}')).score).toBe(7);
    expect(scorePmml(card, {}).score).toBe(1);
  });

  test('use a scorecard’s baseline where a characteristic has none', () => {
    const record = { months_late_worst: 0, utilization_latest: 0.5, late_statements: 4 };
    expect(scorePmml(readPmml(fixture()), record)).toEqual({
      score: 355,
      reasonCodes: ['OFTEN', 'USE'],
    });
  });
});
