// A comparison as a picture: a panel a price, accuracy against how many coins or ebits are shared.
import { plural } from '../plural.js';
import { type ChartPoint, type ChartSeries, linesChart } from '../report/charts.js';
import { percent } from '../report/spread.js';
import type { ComparedArm, ComparedPrice, Comparison } from './comparison.js';

function pointOf(x: number, { mean, high }: ComparedPrice): ChartPoint {
  return { x, mean, deviation: high === null ? null : high - mean };
}

function panelName(shots: number | null): string {
  return shots === null ? 'exact mean' : `${shots} shot${shots === 1 ? '' : 's'}`;
}

/** What stands on one line: coins, ebits, ebits of one fidelity. */
function lineName({ resource }: ComparedArm): string | null {
  if (resource === null || (resource.ebits === 0 && resource.coins === 0)) return null;
  if (resource.ebits === 0) return 'coins';
  const { fidelity = 1 } = resource;
  return fidelity === 1 ? 'ebits' : `pairs, F = ${fidelity}`;
}

/**
 * Returns the picture of a comparison as an SVG document: bands are intervals of 95 %, broken lines separable, dotted
 * levels classical models by their exact values.
 */
export function comparisonFigure({ arms, data, seeds, split, baseRate }: Comparison): string {
  const nothing = arms.find(({ kind }) => kind === 'nothing');
  const names = [...new Set(arms.map(lineName).filter((name) => name !== null))];
  const most = Math.max(1, ...arms.map(({ resource }) => (resource === null ? 0 : resource.ebits + resource.coins)));
  const prices = arms[0].prices.map(({ shots }) => shots);
  const at = (arm: ComparedArm | undefined, shots: number | null) =>
    arm?.prices.filter((one) => one.shots === shots) ?? [];
  const series = prices.flatMap((shots): ChartSeries[] => [
    ...names.map((name) => ({
      name,
      panel: panelName(shots),
      points: [
        ...at(nothing, shots).map((price) => pointOf(0, price)),
        ...arms
          .filter((arm) => lineName(arm) === name)
          .flatMap((arm) =>
            at(arm, shots).map((price) => pointOf((arm.resource?.ebits ?? 0) + (arm.resource?.coins ?? 0), price)),
          ),
      ],
    })),
    ...arms
      .filter(({ kind }) => kind === 'classical')
      .flatMap((arm) =>
        at(arm, shots).map((price) => ({
          name: arm.name,
          panel: panelName(shots),
          dotted: true,
          points: [0, most].map((x) => ({ x, mean: price.mean, deviation: null })),
        })),
      ),
  ]);
  const levels = arms
    .filter(({ kind }) => kind === 'classical')
    .map(({ name, prices: [{ mean }] }) => `${name} ${percent(mean)}`);
  return linesChart({
    caption:
      `${data.replace(/^.*[\\/]/, '')}: mean over ${plural(seeds.reported.length, split === null ? 'seed' : 'split')}${split === null ? ' of data and start' : ' of the table'}, ` +
      'band its 95 % interval; 0 is nothing ' +
      `shared. Broken: separable. Dotted: ${levels.join(', ')}. The larger class: ${percent(baseRate)}.`,
    x: { label: 'coins or ebits', ticks: Array.from({ length: most + 1 }, (_, i) => i) },
    y: { label: 'accuracy' },
    series,
  });
}
