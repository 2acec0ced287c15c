// What is said about repeated times: medians and quartiles, since a shared machine only ever adds to a time.
import { EbitError } from '../errors.js';

/**
 * Returns the quantile q of numbers, interpolated between the two nearest in rank.
 *
 * @param values - one or more, in any order
 * @param q - from 0 to 1
 * @throws EbitError 'range' for no numbers
 */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new EbitError('range', 'A quantile needs at least one number; give some.');
  const sorted = [...values].sort((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** Median and quartiles. */
export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/** Returns the quartiles of numbers. @throws EbitError 'range' for no numbers */
export function quartilesOf(values: readonly number[]): Quartiles {
  return { lower: quantile(values, 0.25), median: quantile(values, 0.5), upper: quantile(values, 0.75) };
}
