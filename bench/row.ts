// A measured figure and how it is printed.

import { quartilesOf } from '../src/benchmark/quartiles.js';
import { type Cell, textTable } from '../src/report/text-table.js';
import { ratio } from './statistics.js';

/** What a figure is to reach, and whether this run did; `met` is null where nothing in this run can tell. */
export interface Goal {
  readonly text: string;
  readonly met: boolean | null;
}

/** One figure. */
export interface Row {
  /** The bench that measured it. */
  readonly bench: string;
  readonly what: string;
  /** Null where there is nothing to measure: `what` says why. */
  readonly value: number | null;
  readonly unit: 'us' | 'ms' | 'ratio' | 'bytes' | '%' | 'tables' | 'products' | 'frames/s';
  /** Quartiles over the rounds, in the same unit. */
  readonly quartiles: readonly [number, number] | null;
  /** Work a second, in a physical unit. */
  readonly rate: { readonly value: number; readonly unit: string } | null;
  readonly goal: Goal | null;
}

const prefixes = ['', 'k', 'M', 'G', 'T'] as const;

/** Three digits and a prefix: 4520000 becomes "4.52 M". */
export function withPrefix(value: number): string {
  let scaled = value;
  let place = 0;
  while (scaled >= 999.5 && place < prefixes.length - 1) {
    scaled /= 1000;
    place++;
  }
  return `${digits(scaled)} ${prefixes[place]}`.trimEnd();
}

/** Three significant digits without an exponent. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return value === 0 ? '0' : value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
}

function cells(row: Row): Cell[] {
  const unit = row.unit === 'ratio' ? '' : ` ${row.unit}`;
  const quartiles = row.quartiles === null ? '' : `${digits(row.quartiles[0])} – ${digits(row.quartiles[1])}`;
  const rate = row.rate === null ? '' : `${withPrefix(row.rate.value)} ${row.rate.unit}`.replace(/ (?=\S+\/s$)/, ' ');
  const met = row.goal?.met ?? null;
  return [
    row.what,
    row.value === null ? '' : `${digits(row.value)}${unit}`,
    quartiles,
    rate,
    row.goal?.text ?? '',
    met === null ? '' : met ? 'yes' : 'NO',
  ];
}

const heads = ['what', 'median', 'quartiles', 'rate', 'goal', 'met'];

/** One bench's rows as text. */
export function rowsAsText(title: string, rows: readonly Row[]): string {
  return `${title}\n\n${textTable(heads, rows.map(cells), { left: [0, 4, 5] })}\n`;
}

/** A row of microseconds; `work` is how much of a physical unit one of them does. */
export function timeRow(
  bench: string,
  what: string,
  samples: readonly number[],
  work: { readonly count: number; readonly unit: string } | null,
  goal: Goal | null = null,
): Row {
  const { median, lower, upper } = quartilesOf(samples);
  const rate = work === null ? null : { value: (work.count / median) * 1e6, unit: work.unit };
  return { bench, what, value: median, unit: 'us', quartiles: [lower, upper], rate, goal };
}

/** A row of words in place of a figure that there is not. */
export function missingRow(bench: string, what: string): Row {
  return { bench, what, value: null, unit: 'us', quartiles: null, rate: null, goal: null };
}

/** A row that sets two series, taken in turn, against each other. */
export function ratioRow(
  bench: string,
  what: string,
  ours: readonly number[],
  theirs: readonly number[],
  goal: { readonly most?: number; readonly least?: number } = {},
): Row {
  const value = ratio(ours, theirs);
  const ratios = quartilesOf(ours.map((sample, round) => sample / theirs[round]));
  return {
    bench,
    what,
    value,
    unit: 'ratio',
    quartiles: [ratios.lower, ratios.upper],
    rate: null,
    goal: limit(value, goal),
  };
}

/** A goal that a figure is at most, or at least, a number. */
export function limit(value: number, goal: { readonly most?: number; readonly least?: number }): Goal | null {
  if (goal.most !== undefined) return { text: `at most ${goal.most}`, met: value <= goal.most };
  if (goal.least !== undefined) return { text: `at least ${goal.least}`, met: value >= goal.least };
  return null;
}
