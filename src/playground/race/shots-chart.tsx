import { useMemo } from 'preact/hooks';
import { SHOT_COUNTS } from '../questions/judged.js';
import { dark } from '../theme.js';
import { type BandPoint, meanBand } from './bands.js';
import type { ChartInput, ChartLine } from './chart-picture.js';
import { roundTicks } from './chart-scale.js';
import { judgedAccuracy } from './course.js';
import { entrantNames, entrantsOf } from './entrants.js';
import { judgementOf } from './judging.js';
import { LineChart } from './line-chart.js';
import { lineStyles } from './line-styles.js';
import { runs } from './race.js';
import type { Run } from './run.js';

/** Where the exact mean stands: behind the greatest number of shots. */
const EXACT = 6000;

/** What a run's labels are worth by the exact mean, as a place behind the shots. */
function exactOf({ latest }: Run): readonly BandPoint[] {
  if (latest === null) return [];
  const value = 100 * judgedAccuracy(latest);
  return [{ at: EXACT, value, low: value, high: value }];
}

function shotsLines(all: readonly Run[], isDark: boolean): ChartLine[] {
  const entrants = entrantsOf(all);
  const names = entrantNames(entrants);
  const styles = lineStyles(
    entrants.map(({ settings }) => settings.network),
    isDark,
  );
  return entrants.flatMap(({ runs: own }, i): ChartLine[] => {
    const found = own.flatMap((run) => {
      const judgement = judgementOf(run);
      return judgement === null ? [] : [{ run, curve: judgement.curve }];
    });
    // Means over some of the seeds alone would jump about while the others are looked at.
    if (found.length < own.length) return [];
    const lines = found.map(({ curve }) => curve.map(({ shots, accuracy }) => ({ at: shots, value: 100 * accuracy })));
    return [
      {
        name: names[i],
        style: styles[i],
        mean: meanBand(lines),
        singles: lines.length > 1 ? lines : [],
        apart: meanBand(found.map(({ run }) => exactOf(run)))[0] ?? null,
      },
    ];
  });
}

/** Returns the chart of accuracy against shots. */
export function shotsChart(all: readonly Run[], isDark: boolean): ChartInput {
  const lines = shotsLines(all, isDark);
  const values = lines.flatMap(({ mean, apart }) => [...mean, ...(apart === null ? [] : [apart])]);
  const least = Math.min(50, ...values.map(({ low }) => low));
  const domain = [Math.floor(least / 10) * 10, 100] as const;
  const shots = SHOT_COUNTS.filter((count) => /^10*$/.test(String(count)));
  return {
    lines,
    marks: [],
    x: {
      title: 'shots a decision',
      domain: [1, EXACT],
      kind: 'log',
      ticks: [...shots.map((at) => ({ at, text: at.toLocaleString('en') })), { at: EXACT, text: 'exact' }],
    },
    y: {
      title: 'accuracy (%)',
      domain,
      kind: 'linear',
      ticks: roundTicks(domain, 5).map((at) => ({ at, text: String(at) })),
    },
  };
}

function placeText(at: number): string {
  if (at === EXACT) return 'exact mean';
  return at === 1 ? '1 shot' : `${at.toLocaleString('en')} shots`;
}

/** Accuracy against the number of shots that a decision takes; nothing before a run is done. */
export function ShotsChart() {
  const all = runs.value;
  const isDark = dark.value;
  // Runs that are done stay the same objects while others train.
  const done = all.filter(({ phase }) => phase === 'done');
  const found = done.filter((run) => judgementOf(run) !== null).length;
  const input = useMemo(
    () => shotsChart(all, isDark),
    [done.map(({ life }) => life).join(), all.length, found, isDark],
  );
  if (input.lines.length === 0) return null;
  return (
    <LineChart
      input={input}
      label="Accuracy against shots a decision"
      placeText={placeText}
      valueText={(value) => `${value.toFixed(1)} %`}
    />
  );
}
