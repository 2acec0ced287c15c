// The evidence of a budget as a picture: accuracy against shots, what was searched as lines, what was confirmed as dots.
import { type ChartSeries, linesChart } from '../report/charts.js';
import { percent } from '../report/spread.js';
import type { Budget } from './budget.js';
import type { Reading } from './budget-search.js';

function pointOf({ shots, mean, high }: Reading) {
  return { x: shots, mean, deviation: high - mean };
}

/** Returns the picture of a budget as an SVG document. */
export function budgetFigure({ entries, accuracy, seeds, data }: Budget): string {
  return linesChart({
    caption:
      `${data}: expected accuracy of a decision by so many shots. Lines: ${seeds.search.length} seeds of the search, open ` +
      `circles: ${seeds.confirmation.length} others; bands and bars are intervals of 95 %. Broken: correlated and separable.`,
    x: { label: 'shots a decision', log: true },
    y: { label: 'accuracy' },
    series: entries.flatMap((entry): ChartSeries[] => [
      { name: entry.name, points: entry.search.map(pointOf) },
      ...(entry.confirmation.length === 0
        ? []
        : [{ name: entry.name, points: entry.confirmation.map(pointOf), published: true }]),
    ]),
    rules: [{ axis: 'y', at: accuracy, text: percent(accuracy) }],
  });
}
