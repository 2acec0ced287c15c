// The evidence of a budget as a picture: accuracy against shots, what was searched as lines, what was confirmed as dots.

import type { Resource } from '../network/resource.js';
import { type ChartSeries, linesChart } from '../report/charts.js';
import { percent } from '../report/spread.js';
import type { Budget } from './budget.js';
import type { Reading } from './budget-search.js';

/** By shots, or where pairs come from a link by the new pairs that they take. */
function pointOf({ linked }: Resource, { shots, mean, high }: Reading) {
  return { x: shots * (linked?.pairs ?? 1), mean, deviation: high - mean };
}

/** Returns the picture of a budget as an SVG document. */
export function budgetFigure({ entries, accuracy, seeds, data }: Budget): string {
  const isLinked = entries.some(({ resource }) => resource.linked !== undefined);
  return linesChart({
    caption:
      `${data}: expected accuracy of a decision by so many ${isLinked ? 'new pairs of the link, without one by shots' : 'shots'}. Lines: ${seeds.search.length} seeds of the search, open ` +
      `circles: ${seeds.confirmation.length} others; bands and bars are intervals of 95 %. Broken: correlated and separable.`,
    x: { label: isLinked ? 'new pairs a decision' : 'shots a decision', log: true },
    y: { label: 'accuracy' },
    series: entries.flatMap((entry): ChartSeries[] => [
      { name: entry.name, points: entry.search.map((reading) => pointOf(entry.resource, reading)) },
      ...(entry.confirmation.length === 0
        ? []
        : [
            {
              name: entry.name,
              points: entry.confirmation.map((reading) => pointOf(entry.resource, reading)),
              published: true,
            },
          ]),
    ]),
    rules: [{ axis: 'y', at: accuracy, text: percent(accuracy) }],
  });
}
