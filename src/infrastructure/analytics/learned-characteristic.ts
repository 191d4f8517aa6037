/**
 * Characteristics of a file that is not the product's own: each column is one. What the catalogue
 * knows by design, which way a number points, is learned here from the data and said so. Their ids begin with `column.`, so that a card on them names
 * nothing in the catalogue and can never become a champion of the gateway.
 */
import type { Characteristic } from '../../domain/risk-profile/catalogue.js';
import { directionOf } from '../../domain/scorecard-fitting/binning.js';
import type { FitSettings } from '../../domain/scorecard-fitting/model.js';
import type { SampleColumn } from '../../domain/scorecard-fitting/sample.js';
import { type Column, LARGEST_NUMBER } from './columns.js';

export const COLUMN_PREFIX = 'column.';

/** An id for every column name, in their order: letters, digits, "_", "." and "-", each once. */
export function columnIds(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((name) => {
    const plain = COLUMN_PREFIX + name.trim().replace(/[^A-Za-z0-9_.-]/g, '_');
    let id = plain;
    for (let more = 2; taken.has(id); more += 1) id = `${plain}_${more}`;
    taken.add(id);
    return id;
  });
}

/** A column's characteristic and its values as a fit reads them. */
export function learned(
  id: string,
  column: Column,
  target: Uint8Array,
  settings: FitSettings,
): SampleColumn {
  const base = described(id, column.name);
  if (column.kind === 'NUMBER') {
    const { values } = column;
    const isWhole = values.every((each) => Number.isNaN(each) || Number.isInteger(each));
    const unit = isWhole ? 'COUNT' : 'RATIO';
    const undirected: Characteristic = { ...base, unit, direction: 'NOT_MONOTONE' };
    const direction = directionOf({ characteristic: undirected, values }, target, settings);
    return { characteristic: { ...undirected, direction }, values };
  }
  // Without an order of its own a list goes by its texts, so that permuted rows change nothing.
  const texts = [...column.texts].sort();
  const places = column.texts.map((text) => texts.indexOf(text));
  return {
    characteristic: {
      ...base,
      unit: 'CATEGORY',
      min: 0,
      max: 0,
      categories: texts.map(categoryOf),
      direction: 'NOT_MONOTONE',
    },
    values: Float64Array.from(column.codes, (code) => places[code] ?? Number.NaN),
  };
}

/** The characteristic that a card on such a file speaks of, as far as the card itself tells it. */
export function fromCard(id: string, categories: readonly string[] | undefined): Characteristic {
  const base = described(id, id.slice(COLUMN_PREFIX.length));
  const direction = 'NOT_MONOTONE';
  if (!categories) return { ...base, unit: 'RATIO', direction };
  const listed = categories.map(categoryOf);
  return { ...base, unit: 'CATEGORY', min: 0, max: 0, categories: listed, direction };
}

const categoryOf = (text: string) => ({ id: text, label: { en: text, zh: text } });

function described(id: string, name: string): Omit<Characteristic, 'unit' | 'direction'> {
  // Braces are the placeholders of templates, so a name with them must lose them.
  const plain = name.replace(/[{}]/g, '_');
  return {
    id,
    name: { en: plain, zh: plain },
    meaning: {
      en: `The column "${plain}" of the file that the card was fitted to.`,
      zh: `建模数据文件中的“${plain}”列。`,
    },
    min: -LARGEST_NUMBER,
    max: LARGEST_NUMBER,
    // Nobody said where the file comes from; it stands for what a bureau reported.
    source: 'BUREAU',
    window: 'P0D',
    change: null,
    reason: {
      en: `The value of "${plain}" speaks against the customer in the data of this card.`,
      zh: `在本评分卡的数据中，“${plain}”的取值对客户不利。`,
    },
    favour: {
      en: `The value of "${plain}" speaks for the customer in the data of this card.`,
      zh: `在本评分卡的数据中，“${plain}”的取值对客户有利。`,
    },
  };
}
