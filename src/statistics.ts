// Intervals for differences between things that were measured side by side. Student's numbers come from a table: finding
// them takes functions that are not the same on every engine.
import { EbitError } from './errors.js';
import { randomStream } from './random.js';

/** A mean and the interval that holds the true one in 95 of 100 such experiments. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The arithmetic mean; NaN of nothing, so that a missing measurement is never taken for 0. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Student's t for 97.5 %, by degrees of freedom from 1. */
const STUDENT = [
  12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139, 2.200985,
  2.178813, 2.160369, 2.144787, 2.13145, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963, 2.079614, 2.073873, 2.068658,
  2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.04523, 2.042272,
];
/** The same of the normal distribution. */
export const NORMAL = 1.959963984540054;

/** Returns the middle of some values, of an even number of them the mean of the two in the middle. @throws EbitError 'range' for none */
export function medianOf(values: readonly number[]): number {
  if (values.length === 0) throw new EbitError('range', 'Without values there is no median; give at least one.');
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/**
 * Returns Student's t for a two-sided interval of 95 %.
 *
 * Beyond the table it is Fisher's expansion in 1/n around the normal distribution's z, to the third order:
 *
 *     z + (z^3 + z) / 4n + (5 z^5 + 16 z^3 + 3 z) / 96 n^2 + (3 z^7 + 19 z^5 + 17 z^3 - 15 z) / 384 n^3
 *
 * @param degrees - of freedom, 1 or more
 */
export function studentT(degrees: number): number {
  if (degrees <= STUDENT.length) return STUDENT[degrees - 1];
  const z = NORMAL;
  const q = z * z;
  const first = (z * (q + 1)) / 4;
  const second = (z * ((5 * q + 16) * q + 3)) / 96;
  const third = (z * (((3 * q + 19) * q + 17) * q - 15)) / 384;
  return z + (first + (second + third / degrees) / degrees) / degrees;
}

/**
 * Returns the mean of paired differences with Student's interval of 95 %: mean +- t s / sqrt n.
 *
 * @param differences - one for every pair, two or more
 * @throws EbitError 'range' for fewer than two, of whose scatter nothing is known
 */
export function pairedInterval(differences: readonly number[]): Interval {
  const n = differences.length;
  if (n < 2) throw new EbitError('range', `${n} differences have no interval; give two or more.`);
  const mean = meanOf(differences);
  const squares = differences.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const half = studentT(n - 1) * Math.sqrt(squares / ((n - 1) * n));
  return { mean, low: mean - half, high: mean + half };
}

/** How many resamples a bootstrap draws. */
export const RESAMPLES = 1000;

/**
 * Returns the resamples of a bootstrap: each has as many places as there are things, drawn from all with equal chances.
 *
 * @param name - of the random stream, so that every use has draws of its own
 * @param count - of the things, whose places are 0 to count - 1
 */
export function resamples(name: string, count: number): number[][] {
  const stream = randomStream(1, name);
  return Array.from({ length: RESAMPLES }, (_, resample) =>
    Array.from({ length: count }, (_, i) => Math.floor(stream.uniform(resample * count + i) * count)),
  );
}

/** The middle 95 % of some values, which need not be in order. */
export function middleOf(values: readonly number[]): readonly [low: number, high: number] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  return [at(0.025), at(0.975)];
}

/**
 * Returns the means of {@link RESAMPLES} resamples of some differences, in the order in which they were drawn.
 *
 * @param differences - at least one
 * @throws EbitError 'range' for none
 */
export function bootstrapMeans(differences: readonly number[]): number[] {
  const n = differences.length;
  if (n < 1) throw new EbitError('range', 'Without rows there is nothing to resample; give at least one.');
  const stream = randomStream(1, 'bootstrap/pairs');
  return Array.from({ length: RESAMPLES }, (_, resample) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += differences[Math.floor(stream.uniform(resample * n + i) * n)];
    return sum / n;
  });
}

/**
 * Returns the mean of paired differences with the interval of a bootstrap over the pairs: the middle 95 % of the means of
 * 1000 resamples.
 *
 * @param differences - one for every row that both were judged by, at least one
 * @throws EbitError 'range' for none
 */
export function bootstrapInterval(differences: readonly number[]): Interval {
  const [low, high] = middleOf(bootstrapMeans(differences));
  return { mean: meanOf(differences), low, high };
}
