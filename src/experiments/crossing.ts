import { meanOf, RESAMPLES, resamples } from '../statistics.js';

/** Where an advantage ends: at some x, or it is there `always`, or `never`, over the whole range. */
export type End = number | 'always' | 'never';

/** Where a mean advantage ends, and how sure that is. */
export interface Crossing {
  readonly at: End;
  /** The middle 95 % of the resamples that have an end; null where fewer than half of them have one. */
  readonly interval: readonly [number, number] | null;
}

/**
 * Returns where the mean of some curves, coming from the right, first is 0 or below; straight lines between neighbours.
 *
 * @param xs - ascending
 * @param curves - each as long as xs
 */
export function endOf(xs: readonly number[], curves: readonly (readonly number[])[]): End {
  const means = xs.map((_, i) => meanOf(curves.map((curve) => curve[i])));
  if (means[means.length - 1] <= 0) return 'never';
  for (let i = xs.length - 2; i >= 0; i--) {
    if (means[i] <= 0) return xs[i] + ((xs[i + 1] - xs[i]) * -means[i]) / (means[i + 1] - means[i]);
  }
  return 'always';
}

/**
 * Returns where the mean of some curves ends to be positive, with a bootstrap interval over the curves.
 *
 * @param xs - ascending
 * @param curves - one for each data set, each as long as xs
 */
export function crossingOf(xs: readonly number[], curves: readonly (readonly number[])[]): Crossing {
  const found = resamples('crossing', curves.length)
    .map((drawn) =>
      endOf(
        xs,
        drawn.map((place) => curves[place]),
      ),
    )
    .filter((at) => typeof at === 'number')
    .sort((a, b) => a - b);
  const part = (share: number) => found[Math.floor(share * (found.length - 1))];
  return {
    at: endOf(xs, curves),
    interval: found.length < RESAMPLES / 2 ? null : [part(0.025), part(0.975)],
  };
}

/** Says in words where an advantage ends. */
export function crossingText({ at, interval }: Crossing, lowest: number): string {
  if (at === 'never') return 'is not there at any';
  const between = interval === null ? '' : ` (95 % interval ${interval[0].toFixed(3)} to ${interval[1].toFixed(3)})`;
  return at === 'always' ? `is still there at ${lowest}${between}` : `ends at ${at.toFixed(3)}${between}`;
}
