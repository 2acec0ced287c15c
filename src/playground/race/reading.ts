import type { BandPoint } from './bands.js';
import type { ChartInput, ChartLine } from './chart-picture.js';

/** Of the axis's length, how far a line's point may lie from where all are read. */
const NEAR = 0.02;

function pointsOf({ mean, apart }: ChartLine): readonly BandPoint[] {
  return apart === null ? mean : [...mean, apart];
}

/** Returns all places that a chart can be read at, ascending. */
export function placesOf({ lines }: Pick<ChartInput, 'lines'>): readonly number[] {
  return [...new Set(lines.flatMap((line) => pointsOf(line).map(({ at }) => at)))].sort((a, b) => a - b);
}

/** What a line is at a place. */
export interface Reading {
  readonly line: ChartLine;
  readonly point: BandPoint;
}

/** Returns what all lines are at a place, the greatest first; without those that have no point near it. */
export function readingAt({ lines, x }: Pick<ChartInput, 'lines' | 'x'>, at: number): readonly Reading[] {
  const most = x.kind === 'log' ? 0 : NEAR * (x.domain[1] - x.domain[0]);
  return lines
    .flatMap((line): Reading[] => {
      const points = pointsOf(line);
      if (points.length === 0) return [];
      const point = points.reduce((best, one) => (Math.abs(one.at - at) < Math.abs(best.at - at) ? one : best));
      return Math.abs(point.at - at) <= most ? [{ line, point }] : [];
    })
    .sort((a, b) => b.point.value - a.point.value);
}

/** Returns a chart's values at a place as a sentence, for those who hear it. */
export function readingText(
  input: Pick<ChartInput, 'lines' | 'x'>,
  at: number,
  placeText: (at: number) => string,
  valueText: (value: number) => string,
): string {
  const all = readingAt(input, at).map(({ line, point: { value, low, high } }) =>
    line.singles.length > 1
      ? `${line.name} ${valueText(value)}, from ${valueText(low)} to ${valueText(high)}`
      : `${line.name} ${valueText(value)}`,
  );
  return `${placeText(at)}: ${all.join('; ')}`;
}
