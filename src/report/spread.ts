import { EbitError } from '../errors.js';
import { meanOf } from '../statistics.js';

/** A mean and how far the values lie from it. */
export interface Spread {
  readonly mean: number;
  /** The standard deviation of the sample (n - 1); null for a single value, which tells nothing of it. */
  readonly deviation: number | null;
}

/**
 * Returns the mean of some values and their standard deviation.
 *
 * deviation^2 = sum (x - mean)^2 / (n - 1)
 *
 * @param values - at least one
 * @throws EbitError 'range' for none, and for one that is not finite: a missing measurement is no number
 * @example
 * spread([1, 3]); // { mean: 2, deviation: 1.4142135623730951 }
 */
export function spread(values: readonly number[]): Spread {
  const n = values.length;
  if (n === 0) throw new EbitError('range', 'There is no value to take the mean of; give at least one.');
  const stray = values.find((value) => !Number.isFinite(value));
  if (stray !== undefined) throw new EbitError('range', `A measurement is ${stray}; all have to be finite numbers.`);
  const mean = meanOf(values);
  if (n < 2) return { mean, deviation: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, deviation: Math.sqrt(squares / (n - 1)) };
}

/** Writes a share as per cent: `90.2 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Writes shares as per cent with their deviation: `90.2 ± 1.1 %`. */
export function percentSpread({ mean, deviation }: Spread): string {
  if (deviation === null) return percent(mean);
  return `${(100 * mean).toFixed(1)} ± ${(100 * deviation).toFixed(1)} %`;
}

/** Writes a difference of shares in percentage points, with its sign: `+15.8 ± 2.0`. */
export function pointsSpread({ mean, deviation }: Spread): string {
  const sign = mean < 0 ? '-' : '+';
  const spreadText = deviation === null ? '' : ` ± ${(100 * deviation).toFixed(1)}`;
  return `${sign}${(100 * Math.abs(mean)).toFixed(1)}${spreadText}`;
}
