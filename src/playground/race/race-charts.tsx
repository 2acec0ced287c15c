import { useMemo } from 'preact/hooks';
import { dark } from '../theme.js';
import { type LinePoint, meanBand } from './bands.js';
import type { ChartInput, ChartLine, ChartMark } from './chart-picture.js';
import { roundTicks } from './chart-scale.js';
import { judgedAccuracy, thinned } from './course.js';
import type { PageData } from './data.js';
import { entrantNames, entrantsOf } from './entrants.js';
import { LineChart } from './line-chart.js';
import { lineStyles } from './line-styles.js';
import { publishedTick } from './published-ticks.js';
import { choice, data, runs } from './race.js';
import type { Run } from './run.js';

/** What one of the two charts shows. */
export type RaceMeasure = 'loss' | 'accuracy';

function pointsOf(run: Run, measure: RaceMeasure): LinePoint[] {
  if (measure === 'loss') {
    return thinned(run.course.losses, run.settings.training.iterations).map(({ iteration: at, value }) => ({
      at,
      value,
    }));
  }
  return run.course.evaluations.map((one) => ({ at: one.iteration, value: 100 * judgedAccuracy(one) }));
}

/** What a chart is made of, beside its size. */
export interface RaceChartInput {
  readonly runs: readonly Run[];
  readonly measure: RaceMeasure;
  readonly data: PageData;
  readonly isValidated: boolean;
  readonly isDark: boolean;
}

const iterationText = new Intl.NumberFormat('en');

/** The name of a line whose mean is not yet that of all seeds says so. */
function lineName(name: string, begun: number, all: number): string {
  return begun === 0 || begun === all ? name : `${name} (${begun} of ${all})`;
}

/** Returns the courses of a race's entrants as lines, each the mean over its seeds. */
function courseLines({ runs: all, measure, isDark }: RaceChartInput): ChartLine[] {
  const entrants = entrantsOf(all);
  const names = entrantNames(entrants);
  const styles = lineStyles(
    entrants.map(({ settings }) => settings.network),
    isDark,
  );
  return entrants.map(({ runs: own }, i) => {
    const lines = own.map((run) => pointsOf(run, measure)).filter(({ length }) => length > 0);
    return {
      name: lineName(names[i], lines.length, own.length),
      style: styles[i],
      mean: meanBand(lines),
      singles: lines.length > 1 ? lines : [],
      apart: null,
    };
  });
}

/** A published accuracy, in per cent. */
export interface PublishedMark extends ChartMark {
  /** Whose. */
  readonly name: string;
  readonly source: string;
}

/** Returns what the paper reports of the entrants' settings, each once. */
export function publishedMarks(all: readonly Run[], of: PageData): PublishedMark[] {
  const entrants = entrantsOf(all);
  const names = entrantNames(entrants);
  return entrants.flatMap(({ settings, runs: [{ file }] }, i) => {
    const found = file === null ? publishedTick(settings, of) : null;
    if (found === null) return [];
    const value = 100 * found.accuracy;
    return [
      {
        value,
        name: names[i],
        source: found.source,
        title: `${names[i]}, published: ${value.toFixed(1)} % (${found.source})`,
      },
    ];
  });
}

/** Returns a chart of a race's courses. */
export function raceChart(input: RaceChartInput): ChartInput {
  const { runs: all, measure, isValidated } = input;
  const lines = courseLines(input);
  const longest = Math.max(1, ...all.map(({ settings }) => settings.training.iterations));
  const x = {
    title: 'iterations',
    domain: [0, longest],
    kind: 'linear',
    ticks: roundTicks([0, longest], 4)
      .filter(Number.isInteger)
      .map((at) => ({ at, text: iterationText.format(at) })),
  } as const;
  const values = lines.flatMap(({ mean }) => mean.flatMap(({ low, high }) => [low, high]));
  const marks = measure === 'accuracy' ? publishedMarks(all, input.data) : [];
  if (measure === 'accuracy') {
    const least = Math.min(50, ...values, ...marks.map(({ value }) => value));
    const domain = [Math.floor(least / 10) * 10, 100] as const;
    const title = isValidated ? 'validation accuracy (%)' : 'accuracy (%)';
    return { x, lines, marks, y: { title, domain, kind: 'linear', ticks: written(domain) } };
  }
  const range = [Math.min(...values), Math.max(...values)] as const;
  const domain = values.length === 0 ? ([0, 1] as const) : rounded(range);
  return { x, lines, marks, y: { title: 'loss', domain, kind: 'linear', ticks: written(domain) } };
}

function written(domain: readonly [number, number]) {
  return roundTicks(domain, 5).map((at) => ({ at, text: String(at).replace('-', '−') }));
}

/** A range whose ends are as round as its ticks. */
function rounded([low, high]: readonly [number, number]): readonly [number, number] {
  const room = high > low ? high - low : Math.max(1e-3, Math.abs(high));
  const [first, second = first + room] = roundTicks([low - room / 5, high + room / 5], 5);
  const step = second - first;
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step + (high > low ? 0 : step)];
}

const labels: Readonly<Record<RaceMeasure, string>> = {
  accuracy: 'Accuracy against iterations',
  loss: 'Loss against iterations',
};

const valueTexts: Readonly<Record<RaceMeasure, (value: number) => string>> = {
  accuracy: (value) => `${value.toFixed(1)} %`,
  loss: (value) => value.toFixed(3).replace('-', '−'),
};

function RaceChart({ measure }: { readonly measure: RaceMeasure }) {
  const all = runs.value;
  const isValidated = (data.value.data?.validation ?? null) !== null;
  const isDark = dark.value;
  const { settings } = choice.value;
  const input = useMemo(
    () => raceChart({ runs: all, measure, data: settings, isValidated, isDark }),
    [all, measure, settings, isValidated, isDark],
  );
  return (
    <LineChart
      input={input}
      label={labels[measure]}
      placeText={(at) => `iteration ${iterationText.format(at)}`}
      valueText={valueTexts[measure]}
    />
  );
}

/** `Bell-0 74.9 %, Bell-1 94.4 %`. */
function publishedText(marks: readonly PublishedMark[]): string {
  return marks.map(({ name, value }) => `${name} ${value.toFixed(1)} %`).join(', ');
}

/** What the lines and the marks are. */
function Key() {
  const all = runs.value;
  const { settings } = choice.value;
  const isBand = entrantsOf(all).some(({ runs: own }) => own.length > 1);
  const marks = publishedMarks(all, settings);
  const sources = [...new Set(marks.map(({ source }) => source))];
  return (
    <p class="hint">
      {isBand && 'Thick: the mean over the seeds; its band goes from the least to the greatest; thin: each seed. '}
      {sources.map(
        (source) => `◇ published: ${publishedText(marks.filter((mark) => mark.source === source))} (${source}). `,
      )}
      Point at a chart, or use its arrow keys, to read values.
    </p>
  );
}

/** The courses of all runs: their accuracy and their loss. */
export function RaceCharts() {
  return (
    <>
      <div class="charts">
        <RaceChart measure="accuracy" />
        <RaceChart measure="loss" />
      </div>
      <Key />
    </>
  );
}
