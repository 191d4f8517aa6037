/**
 * Bins of one characteristic: quantiles, or categories, merged into few attributes with most
 * information. Only counts of the given rows are looked at, so that the order of rows is free.
 */
import type { Direction } from '../risk-profile/catalogue.js';
import { type Counts, countsOf } from './counts.js';
import type { FitSettings } from './model.js';
import { type Order, partition } from './partition.js';
import { type PreparedColumn, placeOf, prepareColumn } from './prepare.js';
import { type Cell, quantileCells } from './quantiles.js';
import type { SampleColumn } from './sample.js';
import { informationValue, type Tally, weightOfEvidence } from './woe.js';

export type BinningSettings = Pick<
  FitSettings,
  | 'maxAttributes'
  | 'minShare'
  | 'preBins'
  | 'smoothing'
  | 'minSplitStatistic'
  | 'minSpecialRows'
  | 'specialShare'
  | 'specials'
  | 'situational'
>;

export type BinContent =
  | { readonly special: readonly number[] }
  | { readonly range: { readonly min?: number; readonly max?: number } }
  | { readonly categories: readonly string[] }
  | { readonly missing: true };

export type Bin = Tally & { readonly woe: number } & BinContent;

export interface Binned {
  /** Specials, then ranges in rising order (or categories), then missing. */
  readonly bins: readonly Bin[];
  readonly informationValue: number;
  /** Of each atom of the prepared column, also of those that these rows do not have. */
  readonly binOfAtom: Uint8Array;
}

export const DEFAULT_SMOOTHING = 0.5;
const DEFAULT_SPLIT_STATISTIC = 6;
const DEFAULT_SPECIAL_ROWS = 50;

/** Bins a column on the rows at `rows`; throws when they have no goods or no bads. */
export function binColumn(
  column: PreparedColumn,
  target: Uint8Array,
  rows: Int32Array,
  settings: BinningSettings,
): Binned {
  const situational = settings.situational?.includes(column.characteristic.id) ?? false;
  const counts = countsOf(column, target, rows, situational);
  const { unit } = column.characteristic;
  return unit === 'CATEGORY'
    ? binCategories(column, counts, settings)
    : binNumbers(column, counts, settings);
}

/** The way in which bad outcomes go with a value, for a column of which nobody has said it. */
export function directionOf(
  column: SampleColumn,
  target: Uint8Array,
  settings: BinningSettings,
): Direction {
  const rows = Int32Array.from(target, (_, at) => at);
  const value = (direction: Direction): number => {
    const characteristic = { ...column.characteristic, direction };
    const prepared = prepareColumn({ ...column, characteristic }, target.length);
    return binColumn(prepared, target, rows, settings).informationValue;
  };
  return value('HIGHER_IS_RISKIER') >= value('HIGHER_IS_SAFER')
    ? 'HIGHER_IS_RISKIER'
    : 'HIGHER_IS_SAFER';
}

function binNumbers(column: PreparedColumn, counts: Counts, settings: BinningSettings): Binned {
  const { atoms, characteristic } = column;
  const specials = specialsOf(column, counts, settings);
  const present: number[] = [];
  for (let at = 0; at < atoms.length; at += 1) {
    const rows = (counts.goods[at] as number) + (counts.bads[at] as number);
    if (rows > 0 && !specials.includes(at)) present.push(at);
  }
  const cells = quantileCells(column, counts, present, settings.preBins);
  const order = ORDERS[characteristic.direction];
  const starts =
    cells.length === 0 ? [] : partition(cells, rulesOf(counts, settings, order, specials.length));
  const cuts = starts.slice(1).map((at) => (cells[at] as Cell).from);
  const tally = tallyOf(cells, starts);
  const contents = [
    ...specials.map((at) => ({
      special: [atoms[at] as number],
      goods: counts.goods[at] as number,
      bads: counts.bads[at] as number,
    })),
    ...(cells.length === 0 ? [{ goods: 0, bads: 0 }] : tally).map((each, at) => ({
      ...each,
      range: {
        ...(at > 0 && { min: cuts[at - 1] as number }),
        ...(at < cuts.length && { max: cuts[at] as number }),
      },
    })),
  ];
  const binOfAtom = Uint8Array.from(atoms, (value, at) => {
    const special = specials.indexOf(at);
    return special >= 0 ? special : specials.length + 1 + placeOf(cuts, value);
  });
  return finished(contents, counts, settings, binOfAtom);
}

const ORDERS: Readonly<Record<Direction, Order>> = {
  HIGHER_IS_RISKIER: 'RISING',
  HIGHER_IS_SAFER: 'FALLING',
  NOT_MONOTONE: 'FREE',
};

/** Categories go together with their neighbours in the list, or by WOE where it has no order. */
function binCategories(
  { characteristic, atoms }: PreparedColumn,
  counts: Counts,
  settings: BinningSettings,
): Binned {
  const smoothing = settings.smoothing ?? DEFAULT_SMOOTHING;
  const cells = Array.from(atoms, (atom) => ({
    atom,
    goods: counts.goods[atom] as number,
    bads: counts.bads[atom] as number,
  }));
  const free = characteristic.direction === 'NOT_MONOTONE';
  // A category that these rows do not have weighs nothing, and so joins those of average risk.
  const weight = (cell: Tally): number => weightOfEvidence(cell, counts.total, smoothing);
  if (free) cells.sort((a, b) => weight(b) - weight(a) || a.atom - b.atom);
  const starts = partition(cells, rulesOf(counts, settings, free ? 'FREE' : 'RISING', 0));
  const binOfAtom = new Uint8Array(atoms.length);
  const contents = tallyOf(cells, starts).map((tally, at) => {
    const members = cells.slice(starts[at], starts[at + 1]).map(({ atom }) => atom);
    for (const atom of members) binOfAtom[atom] = at;
    const ids = members.toSorted((a, b) => a - b);
    return { ...tally, categories: ids.map((atom) => characteristic.categories?.[atom]?.id ?? '') };
  });
  return finished(contents, counts, settings, binOfAtom);
}

function rulesOf(counts: Counts, settings: BinningSettings, order: Order, specials: number) {
  const { goods, bads } = counts.total;
  return {
    total: counts.total,
    smoothing: settings.smoothing ?? DEFAULT_SMOOTHING,
    order,
    minRows: settings.minShare * counts.rows,
    maxGroups: settings.maxAttributes - 1 - specials,
    minGain:
      ((settings.minSplitStatistic ?? DEFAULT_SPLIT_STATISTIC) * (goods + bads)) / (goods * bads),
  };
}

const tallyOf = (cells: readonly Tally[], starts: readonly number[]): Tally[] =>
  starts.map((start, at) =>
    cells
      .slice(start, starts[at + 1])
      .reduce<Tally>(
        (sum, { goods, bads }) => ({ goods: sum.goods + goods, bads: sum.bads + bads }),
        { goods: 0, bads: 0 },
      ),
  );

/** Places of the atoms that are bins of their own, the lowest value first. */
function specialsOf(
  { characteristic, atoms }: PreparedColumn,
  { goods, bads, rows: all }: Counts,
  settings: BinningSettings,
): number[] {
  const named = settings.specials?.[characteristic.id] ?? [];
  const fractional = characteristic.unit === 'RATIO' || characteristic.unit === 'WAGES';
  const share = fractional ? (settings.specialShare ?? Number.POSITIVE_INFINITY) : Infinity;
  const minRows = settings.minSpecialRows ?? DEFAULT_SPECIAL_ROWS;
  const rows = (at: number): number => (goods[at] as number) + (bads[at] as number);
  const found: number[] = [];
  for (let at = 0; at < atoms.length; at += 1) {
    const large = rows(at) >= share * all;
    if (rows(at) >= minRows && (large || named.includes(atoms[at] as number))) found.push(at);
  }
  // Room must stay for a range and for what is missing.
  const room = Math.max(0, settings.maxAttributes - 2);
  const kept = found.toSorted((a, b) => rows(b) - rows(a) || a - b).slice(0, room);
  return kept.sort((a, b) => a - b);
}

function finished(
  contents: readonly (Tally & BinContent)[],
  { missing, total, situational }: Counts,
  settings: BinningSettings,
  binOfAtom: Uint8Array,
): Binned {
  const smoothing = settings.smoothing ?? DEFAULT_SMOOTHING;
  const enough =
    !situational &&
    missing.goods + missing.bads >= (settings.minSpecialRows ?? DEFAULT_SPECIAL_ROWS);
  const bins: Bin[] = contents.map((each) => ({
    ...each,
    woe: weightOfEvidence(each, total, smoothing),
  }));
  bins.push({
    ...missing,
    missing: true,
    // Of too few nothing can be said: a weight would only repeat chance.
    woe: enough ? weightOfEvidence(missing, total, smoothing) : 0,
  });
  const counted = enough ? [...contents, missing] : contents;
  return {
    bins,
    informationValue: counted.reduce(
      (value, each) => value + informationValue(each, total, smoothing),
      0,
    ),
    binOfAtom,
  };
}
