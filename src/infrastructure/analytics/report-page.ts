/** The report of a fit as a page to look at: one file, without scripts, the same bytes every time. */
import { fairnessSection } from './fairness-section.js';
import { figure, figureOf, page, paragraph, percent, section, table, text, whole } from './page.js';
import { attributesPlot, calibrationPlot, distributionPlot, ksPlot, rocPlot } from './plots.js';
import type { CharacteristicFigures, Report } from './report.js';

export const reportPage = (report: Report): string =>
  page(
    `Scorecard ${report.card.version}`,
    opening(report),
    discrimination(report),
    calibration(report),
    crossValidation(report),
    bands(report),
    stability(report),
    fairnessSection(report.training),
    characteristics(report),
    candidates(report),
  );

function opening({ card, command, data, training, crossValidation: { mean } }: Report): string {
  const cards: readonly (readonly [string, string])[] = [
    [figure(mean.auc), 'AUC, cross-validated'],
    [figure(mean.ks), 'KS, cross-validated'],
    [figure(training.auc), 'AUC on its own rows'],
    [figure(training.ks), 'KS on its own rows'],
    [figure(training.gini), 'Gini on its own rows'],
    [figure(training.brier, 4), 'Brier on its own rows'],
    [whole(training.rows), 'rows'],
    [percent(training.badRate, 2), 'bads'],
  ];
  return `<header>
<h1>${text(card.name.en)}</h1>
<p class="quiet">Scorecard ${text(card.version)}, ${text(card.createdOn)}</p>
${paragraph(card.basis.en)}
${paragraph(`PD of: ${card.outcome.definition.en}. Months: ${card.outcome.horizonMonths}.`)}
<code>${text(command)}</code>
<p class="quiet">${text(data.file)}, SHA-256 ${text(data.sha256)}</p>
<div class="cards">${cards.map(([value, name]) => `<div><b>${text(value)}</b><span>${text(name)}</span></div>`).join('')}</div>
${training.notes.map((note) => `<p class="quiet">${text(note)}</p>`).join('\n')}
</header>`;
}

function discrimination({ training, roc }: Report): string {
  const spans = training.distribution;
  const share = (rows: number, of: number) => Math.round((1e4 * rows) / of) / 1e4;
  const goods = training.rows - training.bads;
  return section(
    'How well the score parts goods from bads',
    '<div class="pair">',
    figureOf(
      rocPlot([[0, 0], ...roc.map((each) => [each.goodsBelow, each.badsBelow] as const)]),
      `Receiver operating characteristic: AUC ${figure(training.auc)}, on the rows of the fit.`,
    ),
    figureOf(
      ksPlot(
        roc.map((each) => [each.score, each.goodsBelow] as const),
        roc.map((each) => [each.score, each.badsBelow] as const),
        training.ksScore,
        training.ks,
      ),
      `Goods and bads lie farthest apart at the score ${training.ksScore}.`,
    ),
    figureOf(
      distributionPlot(
        spans.map(({ from }) => String(from)),
        spans.map((each) => share(each.goods, goods)),
        spans.map((each) => share(each.bads, training.bads)),
      ),
      'How goods and bads spread over the score; the bars of a colour add up to 100%.',
    ),
    '</div>',
  );
}

function calibration({ training, calibrationSlope }: Report): string {
  const { table: rows, statistic, degreesOfFreedom, meanDistance } = training.calibration;
  return section(
    'Whether the PD is what happens',
    '<div class="pair">',
    figureOf(
      calibrationPlot(rows.map((each) => [each.expected, each.observed] as const)),
      'Each point is a tenth of the rows, from the safest to the riskiest.',
    ),
    `<div>${table(
      ['PD', 'rows', 'expected', 'observed'],
      rows.map((row) => [
        `${percent(row.lowestPd)} – ${percent(row.highestPd)}`,
        whole(row.rows),
        percent(row.expected, 2),
        percent(row.observed, 2),
      ]),
    )}</div>`,
    '</div>',
    paragraph(
      `Mean distance ${percent(meanDistance, 2)}; statistic after Hosmer and Lemeshow ` +
        `${figure(statistic, 1)} in ${degreesOfFreedom} groups; slope of the outcome on the ` +
        `score's log-odds ${figure(calibrationSlope)}, 1 when the odds double every PDO. ` +
        'These rows are those of the fit, so the figures flatter.',
    ),
  );
}

function crossValidation({ crossValidation: { folds, mean, deviation, repeats } }: Report): string {
  return section(
    'On rows that a fold had not seen',
    paragraph(
      `Bins, choice and weights were made anew in each of ${folds.length} folds ` +
        `(${repeats} times ${folds.length / Math.max(1, repeats)}), in whole points, and measured on the rows left out. ` +
        'Whoever chose the candidates has looked at the same file: expect a little less elsewhere.',
    ),
    table(
      ['fold', 'AUC', 'KS', 'log-loss'],
      [
        ...folds.map((each, at) => [
          String(at + 1),
          figure(each.auc, 4),
          figure(each.ks, 4),
          figure(each.logLoss, 4),
        ]),
        ['mean', figure(mean.auc, 4), figure(mean.ks, 4), ''],
        ['standard deviation', figure(deviation.auc, 4), figure(deviation.ks, 4), ''],
      ],
      (row) => row === folds.length,
    ),
  );
}

function bands({ card, training, settings: { price } }: Report): string {
  const { oddsFactor, basis } = card.twelveMonths ?? { oddsFactor: 1, basis: { en: '' } };
  const { cutoff } = training;
  return section(
    'Price bands and cutoff',
    table(
      ['band', 'from score', 'rows', 'share', 'mean PD', 'bads', 'yearly rate'],
      training.bands.map((each) => [
        each.band,
        each.minScore === null ? 'all below' : String(each.minScore),
        whole(each.rows),
        percent(each.rows / training.rows),
        percent(each.meanPd, 2),
        percent(each.badRate, 2),
        each.annualRatePpm === null ? '–' : percent(each.annualRatePpm / 1e6),
      ]),
    ),
    cutoff
      ? paragraph(
          `At the cutoff of ${cutoff.score}: ${percent(cutoff.approved)} score at or above it, ` +
            `${percent(cutoff.badRateApproved)} of them bad; of those below ` +
            `${percent(cutoff.badRateRefused)} are.`,
        )
      : '',
    paragraph(`From the PD to that of twelve months: odds × ${oddsFactor}. ${basis.en}`),
    paragraph(
      `A band's yearly rate is funding ${ppm(price.fundingPpm)} + operating ` +
        `${ppm(price.operatingPpm)} + margin ${ppm(price.marginPpm)} + loss given default ` +
        `${ppm(price.lossGivenDefaultPpm)} × twelve-month PD of its worst customers, ` +
        'rounded up to half a percent. All four are settings, not estimates.',
    ),
  );
}

const ppm = (value: number): string => percent(value / 1e6);

function stability({ stability: { score, characteristics: each } }: Report): string {
  const row = (name: string, indices: readonly number[]) => [
    name,
    ...indices.map((index) => figure(index, 4)),
  ];
  return section(
    'Stability along the file',
    paragraph(
      'Population stability index of each fifth of the file, in its order, against the others. ' +
        'By custom less than 0.1 is little and more than 0.25 is a shift.',
    ),
    table(
      ['', ...score.map((_, at) => `fifth ${at + 1}`)],
      [row('score', score), ...each.map(({ id, indices }) => row(id, indices))],
      (at) => at === 0,
    ),
  );
}

const characteristics = ({ characteristics: all }: Report): string =>
  section('Characteristics', ...all.map(characteristicBlock));

function characteristicBlock(each: CharacteristicFigures, at: number): string {
  const known = each.attributes.filter(({ isMissing, rows }) => !isMissing || rows > 0);
  return `<div class="characteristic">
<h3>${at + 1}. ${text(each.name)}</h3>
<p class="quiet">${text(each.id)} · ${text(DIRECTIONS[each.direction] ?? each.direction)} · information value ${figure(each.informationValue)} · coefficient ${figure(each.coefficient)} · baseline ${each.baselinePoints} points</p>
${paragraph(each.meaning)}
<div class="pair">
${figureOf(
  attributesPlot(
    String(at + 1),
    known.map(({ label }) => label),
    known.map(({ share }) => share),
    known.map(({ badRate }) => badRate),
  ),
  'Bars: share of the rows. Line: share of bads among them.',
)}
<div>${table(
    ['attribute', 'rows', 'share', 'bads', 'WOE', 'points'],
    each.attributes.map((attribute) => [
      attribute.label,
      whole(attribute.rows),
      percent(attribute.share),
      percent(attribute.badRate),
      figure(attribute.woe),
      String(attribute.points),
    ]),
  )}</div>
</div>
</div>`;
}

const DIRECTIONS: Readonly<Record<string, string>> = {
  HIGHER_IS_RISKIER: 'higher is riskier',
  HIGHER_IS_SAFER: 'higher is safer',
  NOT_MONOTONE: 'no order imposed',
};

const candidates = ({ candidates: all }: Report): string =>
  section(
    'What was tried',
    table(
      ['characteristic', 'information value', 'in the card'],
      all.map((each) => [
        each.characteristicId,
        figure(each.informationValue),
        each.chosen ? 'yes' : 'no',
      ]),
    ),
  );
