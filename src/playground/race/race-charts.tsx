import * as Plot from '@observablehq/plot';
import { useMemo } from 'preact/hooks';
import { Chart } from '../plot.js';
import { dark } from '../theme.js';
import { type CoursePoint, judgedAccuracy, thinned } from './course.js';
import { data, runs } from './race.js';
import type { Run } from './run.js';
import { type LineStyle, lineStyles, runName } from './settings.js';

/** What one of the two charts shows. */
export type RaceMeasure = 'loss' | 'accuracy';

function pointsOf(run: Run, measure: RaceMeasure): CoursePoint[] {
  if (measure === 'loss') return thinned(run.course.losses, run.settings.training.iterations);
  return run.course.evaluations.map((one) => ({ iteration: one.iteration, value: 100 * judgedAccuracy(one) }));
}

/** What the vertical axis is called. */
export function measureTitle(measure: RaceMeasure, isValidated: boolean): string {
  if (measure === 'loss') return 'loss';
  return isValidated ? 'validation accuracy (%)' : 'accuracy (%)';
}

/** What a chart is made of, beside its size. */
export interface RaceChartInput {
  readonly runs: readonly Run[];
  readonly styles: readonly LineStyle[];
  readonly measure: RaceMeasure;
  readonly isValidated: boolean;
}

/** Returns a chart of the runs' courses as a plot. */
export function raceChart({ runs: all, styles, measure, isValidated }: RaceChartInput): Plot.PlotOptions {
  const lines = all.map((run) => pointsOf(run, measure));
  const lowest = lines.flat().reduce((least, { value }) => Math.min(least, value), 50);
  const isEmpty = lines.every((points) => points.length === 0);
  return {
    height: 260,
    marginLeft: 48,
    marginRight: 16,
    marginTop: 28,
    marginBottom: 40,
    x: {
      label: 'iterations',
      domain: [0, Math.max(1, ...all.map(({ settings }) => settings.training.iterations))],
      ticks: 4,
      tickFormat: (value: number) => (Number.isInteger(value) ? String(value) : ''),
    },
    y:
      measure === 'accuracy'
        ? {
            label: measureTitle(measure, isValidated),
            grid: true,
            domain: [Math.floor(lowest / 10) * 10, 100],
            ticks: 5,
          }
        : { label: 'loss', grid: true, nice: true, ticks: 5, ...(isEmpty ? { domain: [0, 1] } : {}) },
    marks: [
      ...lines.flatMap((points, i) => {
        const { colour, dash, width } = styles[i];
        const last = points.slice(-1);
        return [
          Plot.line(points, { x: 'iteration', y: 'value', stroke: colour, strokeWidth: width, strokeDasharray: dash }),
          Plot.dot(last, { x: 'iteration', y: 'value', fill: colour, r: 3 }),
        ];
      }),
    ],
  };
}

function sentence(all: readonly Run[], measure: RaceMeasure): string {
  const ends = all.map((run) => {
    const last = pointsOf(run, measure).at(-1);
    const value = last === undefined ? 'not begun' : `${last.value.toPrecision(3)} after ${last.iteration}`;
    return `${runName(run.settings)} ${value}`;
  });
  return `${measure} against iterations: ${ends.join('; ')}`;
}

function RaceChart({ measure }: { readonly measure: RaceMeasure }) {
  const all = runs.value;
  const isValidated = (data.value.data?.validation ?? null) !== null;
  const isDark = dark.value;
  const options = useMemo(
    () =>
      raceChart({
        runs: all,
        styles: lineStyles(
          all.map(({ settings }) => settings),
          isDark,
        ),
        measure,
        isValidated,
      }),
    [all, measure, isValidated, isDark],
  );
  return <Chart options={options} label={sentence(all, measure)} />;
}

/** The courses of all runs: their loss and their accuracy. */
export function RaceCharts() {
  return (
    <div class="charts">
      <RaceChart measure="loss" />
      <RaceChart measure="accuracy" />
    </div>
  );
}
