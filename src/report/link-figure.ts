// What waiting costs as a picture: the pairs' fidelities at use and the rate of shots, against the cutoff.
import type { CutoffCurve } from '../links/cutoff-curve.js';
import { type ChartSeries, linesChart } from './charts.js';

/**
 * Returns the picture as an SVG document.
 *
 * @param names - of the pairs, in their order
 * @param cycle - the longest of the links', in seconds, in which the cutoff is counted
 */
export function linkFigure(
  { without, points }: CutoffCurve,
  names: readonly string[],
  cycle: { readonly seconds: number; readonly text: string },
): string {
  const most = without?.shotsPerSecond ?? Math.max(...points.map(({ found }) => found.shotsPerSecond));
  const at = (cutoff: number) => Math.round(cutoff / cycle.seconds);
  const fidelities = names.map((name, place): ChartSeries => {
    const line = points.map(({ cutoff, found }) => ({
      x: at(cutoff),
      mean: found.pairs[place].fidelity,
      deviation: 1.96 * found.pairs[place].standardError,
    }));
    return { name, points: line };
  });
  const rate: ChartSeries = {
    name: 'shots a second',
    points: points.map(({ cutoff, found: { shotsPerSecond, secondsPerShot, secondsError } }) => ({
      x: at(cutoff),
      mean: shotsPerSecond / most,
      deviation: (1.96 * shotsPerSecond * secondsError) / (secondsPerShot * most),
    })),
  };
  const named = `${Number(most.toPrecision(3))} shots a second${without === null ? ' at the last' : ' without a cutoff'}`;
  return linesChart({
    caption: `Fidelity of the pairs of a shot when it begins, and the rate of shots as a part of ${named}. Bands: 95 %.`,
    x: { label: `cutoff, in cycles of ${cycle.text}`, log: true },
    y: { label: 'fidelity; part of the rate' },
    series: [...fidelities, rate],
  });
}
