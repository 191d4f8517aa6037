/** Cards from PMML and back: what they take over, what they refuse, and that they score alike. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Characteristic, characteristic } from '../../../src/domain/risk-profile/catalogue.js';
import { ranked } from '../../../src/domain/risk-profile/explanation.js';
import { compileScorecard, type Scorecard } from '../../../src/domain/risk-profile/scorecard.js';
import { fromPmml } from '../../../src/infrastructure/pmml/from-pmml.js';
import { readPmml } from '../../../src/infrastructure/pmml/read-pmml.js';
import { scorePmml } from '../../../src/infrastructure/pmml/score-pmml.js';
import { toPmml } from '../../../src/infrastructure/pmml/to-pmml.js';
import { anyValues, expertCard } from '../../domain/risk-profile/arbitraries.js';
import { STANDARD_SCORECARD, sharedFile } from '../../support/shared.js';
import { changed, fixture, HEAD } from './pmml-files.js';

const vector = sharedFile(STANDARD_SCORECARD);

type Lookup = (id: string) => Characteristic | undefined;

function imported(text: string, lookup?: Lookup, head: typeof HEAD | undefined = HEAD): Scorecard {
  const result = fromPmml(readPmml(text), { lookup, head });
  if ('card' in result) return result.card;
  throw new Error(result.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
}

function issuesOf(text: string, lookup?: Lookup): string[] {
  const result = fromPmml(readPmml(text), { lookup, head: HEAD });
  if ('card' in result) throw new Error('nothing was refused');
  return result.issues.map(({ path, message }) => `${path}: ${message}`);
}

/** Both readings of a card give the same score and the same four reasons for any values. */
function expectAlike(text: string, card: Scorecard): void {
  const compiled = compileScorecard(card);
  const pmml = readPmml(text);
  fc.assert(
    fc.property(anyValues(card), (values) => {
      const { score, parts } = compiled.score(values);
      const reasons = ranked(parts, 'LOST').map(
        (part) => card.characteristics[parts.indexOf(part)]?.reasonCode,
      );
      const other = scorePmml(pmml, values);
      expect(other.score).toBe(score);
      expect(other.reasonCodes.slice(0, 4)).toEqual(reasons);
    }),
  );
}

/** A card with specials, categories and everything that PMML has no place for. */
const FILE_KIND: Characteristic = {
  ...(characteristic('late_statements') as Characteristic),
  id: 'file_kind',
  unit: 'CATEGORY',
  min: 0,
  max: 0,
  categories: ['red', 'a "b" \\ & <c>', 'blue'].map((id) => ({ id, label: { en: id, zh: id } })),
};
const lookup: Lookup = (id) => (id === FILE_KIND.id ? FILE_KIND : characteristic(id));

function richCard(): Scorecard {
  const text = { en: 'A & <b> "c" ]]> \uFFFF', zh: '文\n字' };
  const same = { reason: text, favour: text };
  const base = imported(fixture());
  const kinds = {
    id: FILE_KIND.id,
    reasonCode: 'KIND',
    baselinePoints: 3,
    ...same,
    attributes: [
      { id: 'none', label: text, missing: true as const, points: 3 },
      { id: 'two', label: text, categories: ['blue', 'a "b" \\ & <c>'], points: 5 },
      { id: 'one', label: text, categories: ['red'], points: 1, ...same },
    ],
  };
  const late = {
    ...(base.characteristics[0] as Scorecard['characteristics'][number]),
    attributes: [
      { id: 'few', label: text, range: { max: 12 }, points: 30 },
      { id: 'many', label: text, range: { min: 12 }, points: 4 },
      { id: 'odd', label: text, special: [3, 1], points: 20 },
      { id: 'none', label: text, missing: true as const, points: 30 },
    ],
  };
  return {
    ...base,
    name: text,
    baselineMethod: 'MEAN_AT_CUTOFF',
    cutoffScore: 340,
    twelveMonths: { oddsFactor: 2.5, basis: text },
    characteristics: [late, ...base.characteristics.slice(1), kinds],
  };
}

describe('a card that went out and came back', () => {
  test('is the same document, byte for byte', () => {
    const card = expertCard();
    const back = imported(toPmml(card), undefined, {});
    expect(back).toEqual(card);
    expect(JSON.stringify(back)).toBe(JSON.stringify(card));
  });

  test('is the same document with special values, categories and all that PMML lacks', () => {
    const card = richCard();
    expect(imported(toPmml(card, lookup), lookup, {})).toEqual(card);
  });

  test('scores and explains as the compiled card does', () => {
    expectAlike(toPmml(expertCard()), expertCard());
    expect(
      scorePmml(readPmml(toPmml(richCard(), lookup)), {
        months_late_worst: 3,
        utilization_latest: 0,
        late_statements: null,
        file_kind: 'blue',
      }),
    ).toEqual({ score: 300 + 20 + 35 + 20 + 5, reasonCodes: ['LATE'] });
  });

  test('keeps points that another tool changed in PMML', () => {
    const card = expertCard();
    const points = card.characteristics[0]?.attributes[0]?.points ?? 0;
    const edited = toPmml(card).replace(`partialScore="${points}"`, `partialScore="${points + 1}"`);
    expect(imported(edited, undefined, {}).characteristics[0]?.attributes[0]?.points).toBe(
      points + 1,
    );
  });

  test('has texts from the catalogue where the extensions were taken out', () => {
    const bare = toPmml(expertCard()).replace(/ *<Extension [^\n]*\n/g, '');
    const label = { en: 'All', zh: '全部' };
    const back = imported(bare, undefined, { ...HEAD, bands: [{ band: 'A', label }] });
    expect(bare).not.toContain('Extension');
    expect(back.characteristics[0]?.reason).toEqual(
      characteristic(back.characteristics[0]?.id ?? '')?.reason,
    );
    expectAlike(bare, back);
  });
});

describe('a card of another tool', () => {
  test('becomes ranges, special values and a missing value', () => {
    const forms = imported(fixture()).characteristics.map(({ attributes }) =>
      attributes.map(({ range, special, missing, points }) => [
        range ?? special ?? missing,
        points,
      ]),
    );
    expect(forms).toEqual([
      [
        [true, 10],
        [{ max: 1 }, 40],
        [{ min: 1, max: 2 }, 15],
        [{ min: 2 }, 0],
      ],
      [
        [[0], 35],
        [{ max: 0.3001 }, 25],
        [{ min: 0.3001, max: 0.9001 }, 12],
        [{ min: 0.9001 }, 5],
        [true, 5],
      ],
      [
        [{ max: 2 }, 20],
        [true, 20],
        [{ min: 2 }, 3],
      ],
    ]);
  });

  test('scores as the file does', () => {
    const card = imported(fixture());
    expect(card.createdOn).toBe('2026-11-20');
    expect(card.baselineMethod).toBe('MEAN');
    expectAlike(fixture(), card);
  });

  test('needs what PMML does not say', () => {
    const result = fromPmml(readPmml(fixture()));
    expect('issues' in result && result.issues).toEqual([
      {
        path: 'Scorecard[Small]',
        message: expect.stringContaining('PMML does not say version, kind, basis, outcome, pdo'),
      },
    ]);
  });

  const use = 'Scorecard[Small]/Characteristic[use]';
  test.each([
    [
      'points that are not whole',
      'partialScore="25"',
      'partialScore="2.5"',
      `${use}/Attribute[2]: points must be a whole number`,
    ],
    [
      'a baseline out of reach',
      'baselineScore="30"',
      'baselineScore="99"',
      'Characteristic[worst lateness]: baselinePoints must lie within',
    ],
    [
      'overlapping ranges',
      '"greaterThan" value="0.3"',
      '"greaterThan" value="0.2"',
      `${use}/Attribute[3]: overlaps Attribute[2]`,
    ],
    [
      'a gap',
      '"greaterThan" value="1"',
      '"greaterThan" value="2"',
      'Characteristic[worst lateness]/Attribute[2]: range leaves a gap from 2 to 3',
    ],
    [
      'what stands behind a catch-all',
      '<Attribute partialScore="35">',
      '<Attribute partialScore="1"><True/></Attribute><Attribute partialScore="35">',
      `${use}/Attribute[2]: never applies: it stands behind Attribute[1]`,
    ],
    [
      'an impossible value',
      '"greaterThan" value="1"',
      '"greaterThan" value="500"',
      'worst lateness]/Attribute[2]: no value can ever fall into it',
    ],
    [
      'a missing value taken twice',
      '<True/>',
      '<SimplePredicate field="utilization_latest" operator="isMissing"/></Attribute><Attribute partialScore="1"><SimplePredicate field="utilization_latest" operator="isMissing"/>',
      `${use}/Attribute[5]: never applies: it stands behind Attribute[4]`,
    ],
    [
      'a reason code of an attribute',
      'partialScore="25"',
      'partialScore="25" reasonCode="USE_2"',
      `${use}/Attribute[2]: has a reason code of its own`,
    ],
    [
      'points above',
      'functionName',
      'reasonCodeAlgorithm="pointsAbove" functionName',
      'Scorecard[Small]: ranks reasons by pointsAbove',
    ],
    [
      'no reason codes',
      'functionName',
      'useReasonCodes="false" functionName',
      'Scorecard[Small]: does not use reason codes',
    ],
    [
      'a replacement',
      '<MiningField name="late_statements"/>',
      '<MiningField name="late_statements" missingValueReplacement="0"/>',
      'DataField[late_statements]: has a replacement',
    ],
    [
      'another type',
      '"late_statements" optype="continuous" dataType="integer"',
      '"late_statements" dataType="string"',
      '',
    ],
  ] as const)('with %s is refused by name', (_, piece, by, message) => {
    if (message === '')
      expect(() => readPmml(changed(piece, by))).toThrow('compares "late_statements" by order');
    else expect(issuesOf(changed(piece, by)).join('\n')).toContain(message);
  });

  test('with several fields, an unknown, a protected or a prototype’s name is refused', () => {
    const second = 'field="late_statements" operator="greaterOrEqual"';
    expect(
      issuesOf(changed(second, second.replace('late_statements', 'months_late_worst'))),
    ).toEqual([
      'Scorecard[Small]/Characteristic[late months]: looks at the fields late_statements, months_late_worst; a characteristic here looks at exactly one',
    ]);
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(issuesOf(fixture().replaceAll('late_statements', name)).join()).toContain(
        `late months]: the field ${name}: "${name}" is not in the catalogue`,
      );
    }
    expect(issuesOf(fixture().replaceAll('late_statements', 'age')).join()).toContain(
      'late months]: the field age: names the protected attribute "age"',
    );
    expect(issuesOf(changed('name="use"', 'name="gender"')).join()).toContain(
      'Characteristic[gender]: names the protected attribute "gender"',
    );
  });

  test('an extension cannot smuggle fields in', () => {
    const extension = (content: string) =>
      changed(
        '<MiningSchema>',
        `<Extension extender="Clearline">${content}</Extension><MiningSchema>`,
      );
    expect(issuesOf(extension('{"__proto__": {"polluted": 1}, "basePoints": 1}')).join()).toContain(
      'Scorecard[Small]: __proto__ is not a field',
    );
    expect(imported(extension('{"basePoints": 1}')).basePoints).toBe(300);
    expect(() => readPmml(extension('{'))).toThrow(
      'Scorecard[Small]: the extension of Clearline is not JSON',
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  vector.test('of the standard is refused for its complex scores and its age', () => {
    const issues = issuesOf(readFileSync(vector.path, 'utf8')).join('\n');
    expect(issues).toContain(
      'Characteristic[incomeScore]/Attribute[3]: has a complex partial score',
    );
    expect(issues).toContain('Characteristic[ageScore]: names the protected attribute "age"');
  });
});
