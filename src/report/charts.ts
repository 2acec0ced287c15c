import * as Plot from '@observablehq/plot';
import { colourScale, hasColour, INK, isBroken, LABELS, RULE } from './colours.js';
import { svgDocument } from './svg-document.js';

/** A value on a line, with the band around it. */
export interface ChartPoint {
  readonly x: number;
  readonly mean: number;
  /** Half of the band's height; null for none. */
  readonly deviation: number | null;
}

/** One line of a chart. */
export interface ChartSeries {
  /** Series of one name have one colour in all panels. */
  readonly name: string;
  readonly panel?: string;
  readonly points: readonly ChartPoint[];
  /** Drawn as a thin dotted line without a band. */
  readonly dotted?: boolean;
  /** Drawn as open diamonds in ink with error bars and no line, as published values are in all pictures. */
  readonly published?: boolean;
}

/** A line across a chart that marks a value. */
export interface ChartRule {
  readonly at: number;
  readonly axis: 'x' | 'y';
  readonly text: string;
  /** Where the text stands: of a rule across above its left end, of an upright one right of its foot, unless told. */
  readonly place?: 'below right' | 'above right' | 'top left';
}

/** What a chart of lines shows. */
export interface LinesChart {
  readonly caption: string;
  readonly x: { readonly label: string; readonly log?: boolean; readonly reverse?: boolean; readonly ticks?: number[] };
  readonly y: { readonly label: string; readonly log?: boolean };
  readonly series: readonly ChartSeries[];
  readonly rules?: readonly ChartRule[];
}

/** A panel of its own where nothing else is said. */
const ONLY = '';

/** Of published values, in all pictures. */
const PUBLISHED_MARK = { symbol: 'diamond2', r: 3.6, fill: 'white', stroke: INK, strokeWidth: 1.4 } as const;

/** What is written at a rule is legible over lines, too. */
const RULE_TEXT = { text: 'text', stroke: 'white', strokeWidth: 3, fill: INK } as const;

interface Row extends ChartPoint {
  readonly name: string;
  readonly panel: string;
  readonly low: number;
  readonly high: number;
}

function rowsOf(series: readonly ChartSeries[]): Row[] {
  return series.flatMap(({ name, panel = ONLY, points }) =>
    points.map((point) => ({
      ...point,
      name,
      panel,
      low: point.mean - (point.deviation ?? 0),
      high: point.mean + (point.deviation ?? 0),
    })),
  );
}

/** Names at the right ends of the lines, moved apart as far as letters need; a legend would be further from them. */
function endNames(rows: readonly Row[], panel: string, reverse: boolean, range: number, isLog: boolean): Row[] {
  const ends = new Map<string, Row>();
  for (const row of rows) {
    if (row.panel !== panel) continue;
    const known = ends.get(row.name);
    if (known === undefined || (reverse ? row.x <= known.x : row.x >= known.x)) ends.set(row.name, row);
  }
  let floor = Number.NEGATIVE_INFINITY;
  return [...ends.values()]
    .sort((a, b) => a.mean - b.mean)
    .map((row) => {
      const place = Math.max(isLog ? Math.log10(row.mean) : row.mean, floor);
      floor = place + range * 0.055;
      return { ...row, mean: isLog ? 10 ** place : place };
    });
}

/** Draws lines with bands, broken ones of coins and the like, and published values as open diamonds beside them. */
export function linesChart(chart: LinesChart): string {
  const { x, y, series, rules = [], caption } = chart;
  const names = [...new Set(series.map(({ name }) => name))];
  const panels = [...new Set(series.map(({ panel = ONLY }) => panel))];
  const all = rowsOf(series);
  const main = rowsOf(series.filter(({ dotted, published }) => !dotted && !published));
  const [broken, whole] = [true, false].map((is) => main.filter(({ name }) => isBroken(name) === is));
  const dotted = rowsOf(series.filter(({ dotted: is }) => is));
  const published = rowsOf(series.filter(({ published: is }) => is));
  // A dotted line is named where no other has its name.
  const own = new Set(main.map(({ name }) => name));
  const named = main.length > 0 ? [...main, ...dotted.filter(({ name }) => !own.has(name))] : all;
  // On a logarithmic axis letters need the same part of the axis, which is another part of the values.
  const height = (value: number) => (y.log ? Math.log10(value) : value);
  const facet = { fx: 'panel' } as const;
  const across = rules.filter(({ axis }) => axis === 'y');
  const marked = across.map(({ at }) => height(at));
  const range =
    Math.max(...all.map(({ high }) => height(high)), ...marked) -
    Math.min(...all.map(({ low }) => height(low)), ...marked);
  const upright = rules.filter(({ axis }) => axis === 'x');
  return svgDocument(
    {
      width: panels.length === 1 ? 620 : 110 + (panels.length > 3 ? 270 : 340) * panels.length,
      height: 380,
      // Room for the text at a rule that is the lowest or the highest thing.
      insetBottom: across.some(({ place }) => place === 'below right') ? 20 : 0,
      insetTop: across.some(({ place }) => place !== 'below right') ? 14 : 0,
      // Room for the panels' titles below the axis's own.
      ...(panels.length === 1 ? {} : { marginTop: 46 }),
      marginRight: Math.max(66, 16 + 7.5 * Math.max(...names.map(({ length }) => length))),
      fx: {
        domain: panels,
        label: null,
        ...(panels.length === 1 ? { axis: null, padding: 0 } : { padding: panels.length > 3 ? 0.3 : 0.24 }),
      },
      x: {
        label: x.label,
        type: x.log ? 'log' : 'linear',
        reverse: x.reverse ?? false,
        ...(x.ticks ? { ticks: x.ticks, tickFormat: 'd' } : x.log ? {} : { ticks: panels.length > 2 ? 4 : 6 }),
        ...(x.log ? { tickFormat: 'd' } : {}),
      },
      y: { label: y.label, grid: true, ...(y.log ? { type: 'log', ticks: 6, tickFormat: '.0e' } : { nice: true }) },
      color: colourScale(names),
      marks: [
        Plot.areaY(main, { ...facet, x: 'x', y1: 'low', y2: 'high', fill: 'name', fillOpacity: 0.18 }),
        Plot.ruleY(across, { y: 'at', stroke: RULE, strokeDasharray: '2,3' }),
        Plot.ruleX(upright, { x: 'at', stroke: RULE, strokeDasharray: '2,3' }),
        Plot.text(
          across.filter(({ place }) => place === undefined),
          { ...RULE_TEXT, y: 'at', frameAnchor: 'left', dx: 6, dy: -8, textAnchor: 'start' },
        ),
        Plot.text(
          across.filter(({ place }) => place === 'above right'),
          { ...RULE_TEXT, y: 'at', frameAnchor: 'right', dy: -8, textAnchor: 'end' },
        ),
        Plot.text(
          across.filter(({ place }) => place === 'below right'),
          { ...RULE_TEXT, y: 'at', frameAnchor: 'right', dy: 14, textAnchor: 'end' },
        ),
        Plot.text(
          upright.filter(({ place }) => place !== 'top left'),
          { ...RULE_TEXT, x: 'at', frameAnchor: 'bottom', dx: 5, dy: -6, textAnchor: 'start' },
        ),
        Plot.text(
          upright.filter(({ place }) => place === 'top left'),
          { ...RULE_TEXT, x: 'at', frameAnchor: 'top', dx: -5, dy: 8, textAnchor: 'end' },
        ),
        Plot.line(dotted, { ...facet, x: 'x', y: 'mean', stroke: 'name', strokeWidth: 1.2, strokeDasharray: '1.5,3' }),
        Plot.line(broken, { ...facet, x: 'x', y: 'mean', stroke: 'name', strokeWidth: 2, strokeDasharray: '7,4' }),
        Plot.line(whole, { ...facet, x: 'x', y: 'mean', stroke: 'name', strokeWidth: 2 }),
        Plot.ruleX(published, { ...facet, x: 'x', y1: 'low', y2: 'high', stroke: 'name', strokeWidth: 1.4 }),
        Plot.dot(published, { ...facet, x: 'x', y: 'mean', ...PUBLISHED_MARK }),
        Plot.text(
          panels.flatMap((panel) => endNames(named, panel, x.reverse ?? false, range, y.log ?? false)),
          {
            ...facet,
            x: 'x',
            y: 'mean',
            text: 'name',
            fill: 'name',
            stroke: 'white',
            strokeWidth: 4,
            textAnchor: 'start',
            dx: 7,
            fontWeight: 600,
          },
        ),
      ],
    },
    caption,
    published.length > 0,
  );
}

/** Values that share a place on the axis. */
export interface Strip {
  readonly panel: string;
  /** The place on the axis. */
  readonly group: string;
  readonly values: readonly number[];
  /** Whether the values themselves are published, and are drawn so. */
  readonly isPublished?: boolean;
  /** A published value with its deviation, drawn beside the others. */
  readonly published?: { readonly mean: number; readonly deviation: number };
}

/**
 * Draws every value as a dot, open ones of coins and the like, the groups side by side, the published mean as a diamond with its error
 * bar.
 */
export function stripsChart(chart: {
  readonly caption: string;
  readonly y: { readonly label: string };
  readonly strips: readonly Strip[];
  readonly rules?: readonly ChartRule[];
}): string {
  const { strips, rules = [], caption, y } = chart;
  const panels = [...new Set(strips.map(({ panel }) => panel))];
  const groups = [...new Set(strips.map(({ group }) => group))];
  // Spread by the order of the values, not by chance: the same numbers give the same picture.
  const all = strips.flatMap(({ panel, group, values, isPublished = false }) =>
    values.map((value, i) => ({
      panel,
      group,
      value,
      isPublished,
      shift: (((i * 7) % 11) - 5) * 1.8,
      // Where the panels are learners and the groups are not, the learner's colour says more.
      colour: hasColour(panel) && !hasColour(group) ? panel : group,
    })),
  );
  const dots = all.filter(({ isPublished }) => !isPublished);
  const shown = all.filter(({ isPublished }) => isPublished);
  const shifts = [...new Set(all.map(({ shift }) => shift))];
  const marked = strips.flatMap(({ panel, group, published }) =>
    published === undefined
      ? []
      : [
          {
            panel,
            group,
            value: published.mean,
            low: published.mean - published.deviation,
            high: published.mean + published.deviation,
          },
        ],
  );
  return svgDocument(
    {
      width: Math.max(
        420,
        90 + panels.length * (panels.length > 6 ? 34 + 36 * groups.length : 50 + 44 * groups.length),
      ),
      height: 370,
      marginTop: 46,
      // Room for the text at a rule below the panels' names.
      insetTop: rules.length > 0 ? 18 : 0,
      fx: { domain: panels, label: null, padding: 0.15, ...(panels.length === 1 ? { axis: null } : {}) },
      x: { domain: groups, label: null, type: 'point', padding: 0.6 },
      y: { label: y.label, grid: true, nice: true },
      color: colourScale([...new Set(dots.map(({ colour }) => colour))]),
      marks: [
        Plot.ruleY(rules, { y: 'at', stroke: RULE, strokeDasharray: '2,3' }),
        Plot.text(rules, { ...RULE_TEXT, y: 'at', frameAnchor: 'left', dx: 4, dy: -11, textAnchor: 'start' }),
        ...shifts.map((dx) =>
          Plot.dot(
            dots.filter(({ shift, colour }) => shift === dx && !isBroken(colour)),
            { fx: 'panel', x: 'group', y: 'value', dx, r: 2.4, fill: 'colour', fillOpacity: 0.75 },
          ),
        ),
        ...shifts.map((dx) =>
          Plot.dot(
            dots.filter(({ shift, colour }) => shift === dx && isBroken(colour)),
            { fx: 'panel', x: 'group', y: 'value', dx, r: 2.4, fill: 'white', stroke: 'colour' },
          ),
        ),
        ...shifts.map((dx) =>
          Plot.dot(
            shown.filter(({ shift }) => shift === dx),
            { fx: 'panel', x: 'group', y: 'value', dx, ...PUBLISHED_MARK },
          ),
        ),
        Plot.ruleX(marked, { fx: 'panel', x: 'group', y1: 'low', y2: 'high', dx: 15, stroke: INK }),
        Plot.dot(marked, { fx: 'panel', x: 'group', y: 'value', dx: 15, ...PUBLISHED_MARK }),
      ],
    },
    caption,
    marked.length + shown.length > 0,
  );
}

/** Values whose distribution is drawn. */
export interface Histogram {
  /** The column of the picture. */
  readonly panel: string;
  /** The row of the picture; its colour. */
  readonly group: string;
  /** Between the ends of the axis. */
  readonly values: readonly number[];
}

/**
 * Draws distributions: a column a panel, a row a group, open bars of coins and the like, the share of the values in each bin of equal
 * width.
 */
export function histogramsChart(chart: {
  readonly caption: string;
  readonly x: { readonly label: string; readonly from: number; readonly to: number; readonly bins: number };
  readonly histograms: readonly Histogram[];
  readonly rules?: readonly ChartRule[];
}): string {
  const { caption, x, histograms, rules = [] } = chart;
  const panels = [...new Set(histograms.map(({ panel }) => panel))];
  const groups = [...new Set(histograms.map(({ group }) => group))];
  const width = (x.to - x.from) / x.bins;
  const bars = histograms.flatMap(({ panel, group, values }) => {
    const counts = new Array<number>(x.bins).fill(0);
    for (const value of values) {
      counts[Math.min(x.bins - 1, Math.max(0, Math.floor((value - x.from) / width)))] += 1;
    }
    return counts.flatMap((count, i) =>
      count === 0
        ? []
        : [
            {
              panel,
              group,
              from: x.from + i * width,
              to: x.from + (i + 1) * width,
              share: count / values.length,
            },
          ],
    );
  });
  const bar = { fx: 'panel', fy: 'group', x1: 'from', x2: 'to', y1: 0, y2: 'share', insetLeft: 0.5, insetRight: 0.5 };
  return svgDocument(
    {
      width: 110 + 190 * panels.length,
      height: 130 + 120 * groups.length,
      marginRight: 56,
      marginTop: 52,
      fx: { domain: panels, label: null, padding: 0.18 },
      fy: { domain: groups, label: null, padding: 0.18 },
      x: { label: x.label, domain: [x.from, x.to], ticks: 3 },
      y: { label: 'share of the inputs', grid: true, nice: true, ticks: 4 },
      color: colourScale(groups),
      marks: [
        Plot.rectY(
          bars.filter(({ group }) => !isBroken(group)),
          { ...bar, fill: 'group' },
        ),
        Plot.rectY(
          bars.filter(({ group }) => isBroken(group)),
          { ...bar, fill: 'white', stroke: 'group' },
        ),
        Plot.ruleY([0]),
        Plot.ruleX(rules, { x: 'at', stroke: RULE, strokeDasharray: '2,3' }),
      ],
    },
    caption,
  );
}

/** A point in three dimensions with its label. */
export interface SpacePoint {
  readonly at: readonly [number, number, number];
  readonly label: 1 | -1;
}

const CORNERS = [-1, 1].flatMap((a) => [-1, 1].flatMap((b) => [-1, 1].map((c) => [a, b, c] as const)));

/**
 * Draws labelled points in three dimensions as seen from the front, above and to the right, near ones over far ones, and
 * the edges of the cube from -1 to 1.
 */
export function spaceChart(points: readonly SpacePoint[], caption: string): string {
  const [turn, tilt] = [0.55, 0.4];
  const seen = ([a, b, c]: SpacePoint['at']) => {
    const x = a * Math.cos(turn) + b * Math.sin(turn);
    const depth = -a * Math.sin(turn) + b * Math.cos(turn);
    return {
      x,
      y: c * Math.cos(tilt) - depth * Math.sin(tilt),
      near: depth * Math.cos(tilt) + c * Math.sin(tilt),
    };
  };
  const rows = points
    .map(({ at, label }) => ({ ...seen(at), label: label === 1 ? '+1' : '−1' }))
    .sort((p, q) => p.near - q.near);
  const edges = [0, 1, 2].flatMap((axis) =>
    CORNERS.filter((corner) => corner[axis] === -1).map((from) => [
      seen(from),
      seen([0, 1, 2].map((i) => (i === axis ? 1 : from[i])) as unknown as SpacePoint['at']),
    ]),
  );
  return svgDocument(
    {
      width: 480,
      height: 430,
      aspectRatio: 1,
      x: { axis: null },
      y: { axis: null },
      color: { domain: ['+1', '−1'], range: [...LABELS] },
      symbol: { domain: ['+1', '−1'], range: ['circle', 'triangle'] },
      marks: [
        ...edges.map((ends) => Plot.line(ends, { x: 'x', y: 'y', stroke: '#999999', strokeWidth: 0.8 })),
        Plot.dot(rows, { x: 'x', y: 'y', symbol: 'label', fill: 'label', fillOpacity: 0.75, r: 3, stroke: 'white' }),
      ],
    },
    caption,
  );
}
