import { describe, expect, test } from '@jest/globals';
import { FOUR_FIFTHS, fairnessOf } from '../../../src/domain/model-validation/fairness.js';

/** `approved` of `members` score 700, the rest 500; so many of either are bad. */
const group = (name: string, members: number, approved: number, badApproved = 0, badRest = 0) =>
  Array.from({ length: members }, (_, at) => ({
    name,
    score: at < approved ? 700 : 500,
    bad: at < badApproved || (at >= approved && at < approved + badRest) ? 1 : 0,
  }));

function report(rows: ReturnType<typeof group>, cutoffs: number[], minMembers = 50) {
  const result = fairnessOf(
    rows.map(({ score }) => score),
    Uint8Array.from(rows, ({ bad }) => bad),
    [{ attribute: 'group', groups: rows.map(({ name }) => (name === '' ? null : name)) }],
    cutoffs,
    minMembers,
  );
  if (!result.held) throw new Error('the attribute is there');
  return result;
}

describe('fairness along the cutoff', () => {
  const rows = [
    ...group('a', 100, 80, 20),
    ...group('b', 100, 60, 20, 20),
    ...group('few', 10, 10),
  ];

  test('compares each group with the most favoured one of enough members', () => {
    const [at] = report(rows, [600]).cutoffs;
    const [found] = at!.attributes;
    expect(at!.approved).toBeCloseTo(150 / 210, 12);
    expect(found).toMatchObject({ mostFavoured: 'a', leastRatio: 0.75, belowFourFifths: true });
    expect(found!.groups).toEqual([
      {
        group: 'a',
        members: 100,
        goods: 80,
        approved: 0.8,
        adverseImpactRatio: 1,
        goodsApproved: 0.75,
        equalOpportunityDifference: 0,
      },
      {
        group: 'b',
        members: 100,
        goods: 60,
        approved: 0.6,
        adverseImpactRatio: expect.closeTo(0.75),
        goodsApproved: expect.closeTo(40 / 60),
        equalOpportunityDifference: expect.closeTo(40 / 60 - 0.75),
      },
      {
        group: 'few',
        members: 10,
        goods: 10,
        approved: 1,
        adverseImpactRatio: null,
        goodsApproved: 1,
        equalOpportunityDifference: null,
      },
    ]);
  });

  test('four fifths exactly is not below the line, and the line names its source', () => {
    // 0.6 ÷ 0.75 is a hair below 0.8 in binary fractions.
    const even = [...group('a', 100, 75), ...group('b', 100, 60)];
    const result = report(even, [600]);
    expect(result.cutoffs[0]!.attributes[0]).toMatchObject({
      leastRatio: 0.8,
      belowFourFifths: false,
    });
    expect(result.reference).toEqual(FOUR_FIFTHS);
    expect(FOUR_FIFTHS.source).toBe('29 CFR 1607.4(D)');
  });

  test('goes along a grid of cutoffs, and has no ratio where nobody is approved', () => {
    const [all, none] = report(rows, [0, 1_000]).cutoffs;
    expect(all).toMatchObject({ cutoff: 0, approved: 1 });
    expect(all!.attributes[0]!.leastRatio).toBe(1);
    expect(none!.attributes[0]).toMatchObject({ leastRatio: null, belowFourFifths: false });
  });

  test('counts rows whose group is not known apart', () => {
    const [at] = report([...rows, ...group('', 7, 0)], [600]).cutoffs;
    expect(at!.attributes[0]).toMatchObject({ unknown: 7, leastRatio: 0.75 });
    expect(at!.attributes[0]!.groups).toHaveLength(3);
  });

  test('says so where no protected attribute is held', () => {
    const result = fairnessOf([600], new Uint8Array(1), [], [500]);
    expect(result).toMatchObject({
      held: false,
      note: { en: expect.stringContaining('no protected') },
    });
  });

  test('refuses unequal lengths', () => {
    expect(() => fairnessOf([1], new Uint8Array(2), [], [])).toThrow('1 scores for 2 outcomes');
    const attributes = [{ attribute: 'sex', groups: ['a'] }];
    expect(() => fairnessOf([1, 2], new Uint8Array(2), attributes, [])).toThrow('sex has 1 rows');
  });
});
