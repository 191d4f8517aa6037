/**
 * The report's plots, drawn by ECharts on this side: plain SVG, without scripts. The same figures
 * give the same bytes, whatever was drawn before.
 */
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([
  BarChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  SVGRenderer,
]);

type Point = readonly [x: number, y: number];

/** Good, bad, neutral: told apart also by those who do not see red and green. */
const GOOD = '#1f77b4';
const BAD = '#d95f02';
const QUIET = '#8a94a6';
const INK = '#24303f';
const FURTHER = ['#1f77b4', '#d95f02', '#4b8f5b', '#8c5fa8', '#b08a1e', '#6b7280', '#c2477f'];
const SIZE = { width: 520, height: 340 };

/** @param name unique in its page: the ids inside the picture begin with it. */
function drawn(name: string, option: EChartsCoreOption, size = SIZE): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({
      animation: false,
      silent: true,
      color: FURTHER,
      textStyle: { fontFamily: 'Arial, Helvetica, sans-serif', color: INK },
      ...option,
    });
    return namedAnew(chart.renderToSVGString(), name);
  } finally {
    chart.dispose();
  }
}

/** The library counts its names through the whole process; here they count from 1 in each picture. */
function namedAnew(svg: string, name: string): string {
  const names = new Map<string, string>();
  return svg.replace(/\bzr\d+-[a-z0-9-]+/g, (found) => {
    const known = names.get(found) ?? `${name}-${names.size + 1}`;
    names.set(found, known);
    return known;
  });
}

const axis = (name: string, more: object = {}) => ({
  type: 'value',
  name,
  nameLocation: 'middle',
  nameGap: 30,
  axisLine: { show: true, lineStyle: { color: QUIET } },
  splitLine: { lineStyle: { color: '#e6e9ef' } },
  axisLabel: { color: INK },
  ...more,
});
const shareAxis = (name: string, more: object = {}) =>
  axis(name, {
    nameGap: 42,
    axisLabel: { color: INK, formatter: (value: number) => `${Math.round(value * 100)}%` },
    ...more,
  });
const GRID = { left: 64, right: 24, top: 44, bottom: 52 };
const LEGEND = { top: 6, itemWidth: 16, itemHeight: 9, itemGap: 22, icon: 'roundRect' };

const line = (name: string, data: readonly Point[], color: string, more: object = {}) => ({
  type: 'line',
  name,
  data,
  showSymbol: false,
  lineStyle: { width: 2, color },
  itemStyle: { color },
  ...more,
});

const upright = (at: number, label: string) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: INK, type: 'dashed', width: 1 },
  label: { formatter: label, color: INK, position: 'end', rotate: 0, distance: 2 },
  data: [{ xAxis: at }],
});

/** @param curve share of goods and of bads below each score, from (0, 0) to (1, 1). */
export const rocPlot = (curve: readonly Point[]): string =>
  drawn('roc', {
    grid: GRID,
    xAxis: shareAxis('share of goods refused', { min: 0, max: 1, nameGap: 30 }),
    yAxis: shareAxis('share of bads refused', { min: 0, max: 1 }),
    series: [
      line('card', curve, GOOD, { areaStyle: { color: GOOD, opacity: 0.08 } }),
      line(
        'chance',
        [
          [0, 0],
          [1, 1],
        ],
        QUIET,
        { lineStyle: { width: 1, type: 'dashed', color: QUIET } },
      ),
    ],
  });

/** Cumulative shares by score; KS is their greatest distance. */
export const ksPlot = (
  goods: readonly Point[],
  bads: readonly Point[],
  ksScore: number,
  ks: number,
): string =>
  drawn('ks', {
    grid: GRID,
    legend: LEGEND,
    xAxis: axis('score', { scale: true }),
    yAxis: shareAxis('share at or below the score', { min: 0, max: 1 }),
    series: [
      line('bads', bads, BAD, { step: 'end', markLine: upright(ksScore, `KS ${ks.toFixed(3)}`) }),
      line('goods', goods, GOOD, { step: 'end' }),
    ],
  });

/** Shares of goods and of bads in equal spans of the score; each adds up to 1. */
export const distributionPlot = (
  spans: readonly string[],
  goods: readonly number[],
  bads: readonly number[],
): string =>
  drawn('distribution', {
    grid: GRID,
    legend: LEGEND,
    xAxis: axis('score', { type: 'category', data: spans }),
    yAxis: shareAxis('share of the goods, of the bads'),
    series: [
      { type: 'bar', name: 'goods', data: goods, itemStyle: { color: GOOD }, barGap: 0 },
      { type: 'bar', name: 'bads', data: bads, itemStyle: { color: BAD } },
    ],
  });

/** Expected against observed share of bads, a point for each tenth. */
export function calibrationPlot(points: readonly Point[]): string {
  const most = Math.min(1, Math.ceil(10 * Math.max(...points.flat(), 0.05)) / 10);
  return drawn('calibration', {
    grid: GRID,
    legend: LEGEND,
    xAxis: shareAxis('mean PD of the card', { min: 0, max: most, nameGap: 30 }),
    yAxis: shareAxis('bads observed', { min: 0, max: most }),
    series: [
      { type: 'scatter', name: 'tenths', data: points, symbolSize: 9, itemStyle: { color: GOOD } },
      line(
        'as promised',
        [
          [0, 0],
          [most, most],
        ],
        QUIET,
        { lineStyle: { width: 1, type: 'dashed', color: QUIET } },
      ),
    ],
  });
}

/** Adverse-impact ratios of the groups of one attribute along the cutoff. */
export const fairnessPlot = (
  name: string,
  groups: readonly { readonly group: string; readonly ratios: readonly Point[] }[],
  cutoff: number,
): string =>
  drawn(`fairness-${name}`, {
    grid: { ...GRID, top: 78 },
    legend: LEGEND,
    xAxis: axis('cutoff', { scale: true }),
    yAxis: axis('adverse-impact ratio', { min: 0, nameGap: 42 }),
    series: groups.map(({ group, ratios }, at) => ({
      ...line(group, ratios, FURTHER[at % FURTHER.length] ?? QUIET),
      ...(at === 0 && {
        markLine: {
          ...upright(cutoff, 'cutoff'),
          data: [{ xAxis: cutoff }, { yAxis: 0.8, label: { formatter: '4/5', position: 'end' } }],
        },
      }),
    })),
  });

/** Share of the rows as bars, share of bads as a line, a place for each attribute. */
export const attributesPlot = (
  name: string,
  labels: readonly string[],
  shares: readonly number[],
  badRates: readonly (number | null)[],
): string =>
  drawn(
    `attributes-${name}`,
    {
      grid: { left: 56, right: 56, top: 40, bottom: 64 },
      legend: LEGEND,
      xAxis: {
        type: 'category',
        data: labels,
        axisTick: { show: false },
        axisLabel: { color: INK, interval: 0, width: 64, overflow: 'break', fontSize: 10 },
      },
      yAxis: [
        shareAxis('rows', { nameLocation: 'end', nameGap: 10 }),
        shareAxis('bads', { nameLocation: 'end', nameGap: 10, min: 0, splitLine: { show: false } }),
      ],
      series: [
        { type: 'bar', name: 'share of rows', data: shares, itemStyle: { color: '#b9c7dc' } },
        {
          ...line('share of bads', [], BAD),
          data: badRates,
          yAxisIndex: 1,
          showSymbol: true,
          symbolSize: 7,
          connectNulls: true,
        },
      ],
    },
    { width: 520, height: 260 },
  );
