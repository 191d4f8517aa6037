/** Everything that a fit's report says, as data. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { rocOf, talliesOf } from '../../domain/model-validation/discrimination.js';
import { scoreStabilityIndex, stabilityIndex } from '../../domain/model-validation/stability.js';
import type { Scorecard } from '../../domain/risk-profile/scorecard.js';
import type { FittedModel } from '../../domain/scorecard-fitting/model.js';
import type { CardSettings } from './card-settings.js';
import type { Evaluation } from './evaluation.js';
import type { Prepared } from './prepared.js';
import type { Scored } from './scored.js';

export interface AttributeFigures {
  readonly label: string;
  readonly rows: number;
  readonly share: number;
  /** Null of an attribute that nobody has. */
  readonly badRate: number | null;
  readonly woe: number;
  readonly points: number;
  readonly isMissing: boolean;
}

export interface CharacteristicFigures {
  readonly id: string;
  readonly name: string;
  readonly meaning: string;
  readonly direction: string;
  readonly informationValue: number;
  readonly coefficient: number;
  readonly baselinePoints: number;
  readonly attributes: readonly AttributeFigures[];
}

export interface Report {
  readonly command: string;
  readonly data: {
    readonly file: string;
    readonly sha256: string;
    readonly layout: Prepared['layout'];
    readonly target: string;
  };
  readonly settings: CardSettings;
  readonly card: Scorecard;
  readonly training: Evaluation;
  readonly roc: readonly {
    readonly score: number;
    readonly goodsBelow: number;
    readonly badsBelow: number;
  }[];
  readonly crossValidation: FittedModel['crossValidation'] & {
    readonly mean: { readonly auc: number; readonly ks: number };
    readonly deviation: { readonly auc: number; readonly ks: number };
  };
  readonly calibrationSlope: number;
  /** Of each fifth of the file, in its order, against the other four. */
  readonly stability: {
    readonly score: readonly number[];
    readonly characteristics: readonly {
      readonly id: string;
      readonly indices: readonly number[];
    }[];
  };
  readonly characteristics: readonly CharacteristicFigures[];
  readonly candidates: FittedModel['candidates'];
}

export interface ReportSource {
  readonly command: string;
  readonly file: string;
  readonly path: string;
  readonly target: string;
  readonly prepared: Prepared;
  readonly settings: CardSettings;
  readonly model: FittedModel;
  readonly scored: Scored;
  readonly training: Evaluation;
}

const PARTS = 5;

export async function reportOf(source: ReportSource): Promise<Report> {
  const { command, file, path, target, prepared, settings, model, scored, training } = source;
  const { folds } = model.crossValidation;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const roc = rocOf(talliesOf(scored.scores, scored.target)).slice(1);
  return {
    command,
    data: { file, sha256: hash.digest('hex'), layout: prepared.layout, target },
    settings,
    card: scored.card,
    training,
    roc,
    crossValidation: {
      ...model.crossValidation,
      mean: { auc: mean(folds.map(({ auc }) => auc)), ks: mean(folds.map(({ ks }) => ks)) },
      deviation: {
        auc: deviation(folds.map(({ auc }) => auc)),
        ks: deviation(folds.map(({ ks }) => ks)),
      },
    },
    calibrationSlope: model.calibrationSlope,
    stability: stabilityOf(scored),
    characteristics: characteristicFigures(model, scored),
    candidates: model.candidates,
  };
}

function characteristicFigures(
  model: FittedModel,
  { card, target }: Scored,
): CharacteristicFigures[] {
  return model.characteristics.map((each, at) => {
    const { attributes = [] } = card.characteristics[at] ?? {};
    const { characteristic, informationValue, coefficient, baselinePoints } = each;
    return {
      id: characteristic.id,
      name: characteristic.name.en,
      meaning: characteristic.meaning.en,
      direction: characteristic.direction,
      informationValue,
      coefficient,
      baselinePoints,
      attributes: each.attributes.map(({ goods, bads, woe, points, ...bin }, place) => ({
        label: attributes[place]?.label.en ?? '',
        rows: goods + bads,
        share: (goods + bads) / target.length,
        badRate: goods + bads > 0 ? bads / (goods + bads) : null,
        woe,
        points,
        isMissing: 'missing' in bin,
      })),
    };
  });
}

function stabilityOf({ card, scores, attributes }: Scored): Report['stability'] {
  const partOf = (row: number): number => Math.floor((row * PARTS) / scores.length);
  const parts = Array.from({ length: PARTS }, (_, part) => part);
  return {
    score: parts.map((part) =>
      scoreStabilityIndex(
        scores.filter((_, row) => partOf(row) !== part),
        scores.filter((_, row) => partOf(row) === part),
      ),
    ),
    characteristics: card.characteristics.map(({ id, attributes: { length } }) => {
      const counts = parts.map(() => new Float64Array(length));
      attributes.get(id)?.forEach((place, row) => {
        const count = counts[partOf(row)] as Float64Array;
        count[place] = (count[place] as number) + 1;
      });
      const total = (place: number): number =>
        counts.reduce((sum, count) => sum + (count[place] as number), 0);
      const indices = counts.map((count) =>
        stabilityIndex(
          count.map((rows, place) => total(place) - rows),
          count,
        ),
      );
      return { id, indices };
    }),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);

/** Of the sample: from fold to fold. */
function deviation(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, each) => sum + (each - middle) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}
