import { LEAST_SEEDS } from '../report/verdict.js';
import { meanOf, middleOf, RESAMPLES, resamples } from '../statistics.js';

/** Where an advantage ends: at some x, or it is there `always`, or `never`, over the whole range. */
export type End = number | 'always' | 'never';

/** Where a mean advantage ends, and how sure that is. */
export interface Crossing {
  readonly at: End;
  /** The middle 95 % of the resamples that have an end; null where fewer than half have one, or too few curves are there. */
  readonly interval: readonly [number, number] | null;
  /** Whether there are curves enough to resample: five, as for every interval. */
  readonly isTested: boolean;
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
  const at = endOf(xs, curves);
  if (curves.length < LEAST_SEEDS) return { at, interval: null, isTested: false };
  const found = resamples('crossing', curves.length)
    .map((drawn) =>
      endOf(
        xs,
        drawn.map((place) => curves[place]),
      ),
    )
    .filter((end) => typeof end === 'number');
  return { at, interval: found.length < RESAMPLES / 2 ? null : middleOf(found), isTested: true };
}

/**
 * Says in words where an advantage ends.
 *
 * @param last - the end of the range, at which it may still be there
 * @param digits - behind the point; 3 unless told
 */
export function crossingText({ at, interval, isTested }: Crossing, last: number, digits = 3): string {
  const between = !isTested
    ? ' (not tested)'
    : interval === null
      ? ''
      : ` (95 % interval ${interval[0].toFixed(digits)} to ${interval[1].toFixed(digits)})`;
  if (at === 'never') return `is not there at any${between}`;
  return at === 'always' ? `is still there at ${last}${between}` : `ends at ${at.toFixed(digits)}${between}`;
}
