/** Small samples whose truth is known. */
import type {
  Characteristic,
  CharacteristicUnit,
  Direction,
} from '../../../src/domain/risk-profile/catalogue.js';
import type { FitSettings } from '../../../src/domain/scorecard-fitting/model.js';
import { seededRandom } from '../../../src/domain/scorecard-fitting/random.js';
import type { Sample, SampleColumn } from '../../../src/domain/scorecard-fitting/sample.js';

export const text = (words: string) => ({ en: words, zh: words });

export const entryOf = (
  id: string,
  unit: CharacteristicUnit,
  direction: Direction,
  more: Partial<Characteristic> = {},
): Characteristic => ({
  id,
  name: text(`Name of ${id}`),
  meaning: text(id),
  unit,
  min: 0,
  max: unit === 'CATEGORY' ? 0 : 10,
  source: 'STATEMENTS',
  window: 'P6M',
  direction,
  change: null,
  reason: text(`Reason of ${id}`),
  favour: text(`Favour of ${id}`),
  ...more,
});

export const SETTINGS: FitSettings = {
  maxCharacteristics: 10,
  maxAttributes: 8,
  minShare: 0.03,
  preBins: 20,
  ridge: 0.0001,
  pdo: 40,
  baseScore: 600,
  folds: 3,
  repeats: 1,
  seed: 11,
  approvalShare: 0.7,
};

/** Log-odds of good by count and by category; `noise` has none. */
export const TRUTH = {
  intercept: 0.8,
  lates: [0.9, 0.3, -0.6, -1.2],
  status: [0.7, 0, -0.7],
} as const;
export const STATUS = ['PAID', 'REVOLVING', 'UNUSED'] as const;

/** Independent columns whose attributes carry the weights of {@link TRUTH}. */
export function truthful(size: number, seed: number): Sample {
  const random = seededRandom(seed);
  const lates = new Float64Array(size);
  const status = new Float64Array(size);
  const noise = new Float64Array(size);
  const target = new Uint8Array(size);
  for (let row = 0; row < size; row += 1) {
    lates[row] = Math.floor(random() * 4);
    status[row] = Math.floor(random() * 3);
    noise[row] = Math.floor(random() * 10_000) / 10_000;
    const odds = Math.exp(
      TRUTH.intercept + TRUTH.lates[lates[row]!]! + TRUTH.status[status[row]!]!,
    );
    target[row] = random() < 1 / (1 + odds) ? 1 : 0;
  }
  const categories = STATUS.map((id) => ({ id, label: text(`Label of ${id}`) }));
  const columns: SampleColumn[] = [
    { characteristic: entryOf('lates', 'COUNT', 'HIGHER_IS_RISKIER'), values: lates },
    {
      characteristic: entryOf('status', 'CATEGORY', 'NOT_MONOTONE', { categories }),
      values: status,
    },
    { characteristic: entryOf('noise', 'RATIO', 'HIGHER_IS_RISKIER'), values: noise },
  ];
  return { size, target, columns };
}

export const everyRow = (size: number): Int32Array =>
  Int32Array.from({ length: size }, (_, at) => at);
