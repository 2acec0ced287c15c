import { LEAST_SEEDS } from '../report/verdict.js';
import { meanOf, RESAMPLES, resamples } from '../statistics.js';
import type { Published } from './published-tables.js';

/** A published number with our accuracies of it, one a data set. */
export interface FittedCell {
  readonly published: Published;
  readonly values: readonly number[];
}

/** How sure it has to be that another choice fits better before it is called so. */
export const CLEARLY = 0.95;

/**
 * Returns how far means over data sets are from the published ones: the root of the mean square of their differences,
 * each in published standard deviations.
 *
 * @param drawn - which data sets are averaged over; all of them, once each, unless told
 */
export function misfit(cells: readonly FittedCell[], drawn?: readonly number[]): number {
  const squares = cells.map(({ published: { mean, deviation }, values }) => {
    const ours = meanOf(drawn === undefined ? values : drawn.map((i) => values[i]));
    const far = (ours - mean) / deviation;
    return far * far;
  });
  return Math.sqrt(meanOf(squares));
}

/**
 * Returns in which share of bootstrap resamples of the data sets one choice fits better than another.
 *
 * Both are averaged over the same resampled data sets, so what a data set does to both alike does not count.
 *
 * @returns null for fewer than five data sets, whose resamples say nothing
 */
export function shareBetter(one: readonly FittedCell[], other: readonly FittedCell[]): number | null {
  if (one[0].values.length < LEAST_SEEDS) return null;
  const better = resamples('fit of choices', one[0].values.length).filter(
    (drawn) => misfit(one, drawn) < misfit(other, drawn),
  );
  return better.length / RESAMPLES;
}
