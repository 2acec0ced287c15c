import * as Plot from '@observablehq/plot';
import { colourScale, isBroken } from './colours.js';
import { svgDocument } from './svg-document.js';

/** A learner's values with their mean. */
export interface IntervalRow {
  /** The column of the picture. */
  readonly panel: string;
  /** The row of the picture; its colour. */
  readonly name: string;
  readonly values: readonly number[];
  readonly mean: number;
  /** Around the mean; null for none. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** Letters of a row's name need so many pixels. */
const LETTER = 7;

/** Draws means with their intervals below each other, open ones of coins and the like, and every value as a faint dot. */
export function intervalsChart(chart: {
  readonly caption: string;
  readonly x: { readonly label: string };
  readonly rows: readonly IntervalRow[];
}): string {
  const { rows, caption, x } = chart;
  const panels = [...new Set(rows.map(({ panel }) => panel))];
  const names = [...new Set(rows.map(({ name }) => name))];
  const values = rows.flatMap(({ panel, name, values: own }) => own.map((value) => ({ panel, name, value })));
  const bars = rows.flatMap(({ panel, name, interval }) => (interval === null ? [] : [{ panel, name, ...interval }]));
  const means = (broken: boolean) => rows.filter(({ name }) => isBroken(name) === broken);
  const place = { fx: 'panel', y: 'name' } as const;
  return svgDocument(
    {
      width: 90 + LETTER * Math.max(...names.map(({ length }) => length)) + 270 * panels.length,
      height: 90 + 26 * names.length,
      marginLeft: 24 + LETTER * Math.max(...names.map(({ length }) => length)),
      fx: { domain: panels, label: null, padding: 0.18, ...(panels.length === 1 ? { axis: null } : {}) },
      x: { label: x.label, grid: true, nice: true, ticks: 4 },
      y: { domain: names, label: null, type: 'point', padding: 0.6 },
      color: colourScale(names),
      marks: [
        Plot.dot(values, { ...place, x: 'value', r: 2, fill: 'name', fillOpacity: 0.35, dy: 6 }),
        Plot.ruleY(bars, { ...place, x1: 'low', x2: 'high', stroke: 'name', strokeWidth: 2 }),
        Plot.dot(means(false), { ...place, x: 'mean', r: 4.5, fill: 'name' }),
        Plot.dot(means(true), { ...place, x: 'mean', r: 4, fill: 'white', stroke: 'name', strokeWidth: 2 }),
      ],
    },
    caption,
  );
}
