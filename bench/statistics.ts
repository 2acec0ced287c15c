// What is said about two series of times, and about two lists of numbers.
import { medianOf } from '../src/statistics.js';

/**
 * The ratio of two series that were taken in turn: the median of the ratios, round by round.
 *
 * What slows one round down slows both of its measurements, so this is steadier than the ratio of two medians.
 */
export function ratio(ours: readonly number[], theirs: readonly number[]): number {
  if (ours.length !== theirs.length) {
    throw new RangeError(`${ours.length} and ${theirs.length} rounds cannot be paired; take both in turn.`);
  }
  return medianOf(ours.map((value, round) => value / theirs[round]));
}

/** The greatest absolute difference of two arrays; NaN counts as infinitely far. */
export function greatestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let greatest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    if (!(difference <= greatest)) greatest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return greatest;
}
