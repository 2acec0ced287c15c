// What is said about repeated times: medians and quartiles, since a shared machine only ever adds to a time.

/** The quantile q of numbers, interpolated between the two nearest in rank. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError('A quantile needs at least one number.');
  const sorted = [...values].sort((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Median and quartiles. */
export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), lower: quantile(values, 0.25), upper: quantile(values, 0.75) };
}

/**
 * The ratio of two series that were taken in turn: the median of the ratios, round by round.
 *
 * What slows one round down slows both of its measurements, so this is steadier than the ratio of two medians.
 */
export function ratio(ours: readonly number[], theirs: readonly number[]): number {
  if (ours.length !== theirs.length) {
    throw new RangeError(`${ours.length} and ${theirs.length} rounds cannot be paired; take both in turn.`);
  }
  return median(ours.map((value, round) => value / theirs[round]));
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
