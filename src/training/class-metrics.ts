// How well rows of more than two classes are labelled, by the numbers of the classes.

/**
 * Returns the share of rows that got their label.
 *
 * @param given - the labels that were given, shape [rows]
 * @param labels - the true ones, shape [rows]
 */
export function shareRight(given: ArrayLike<number>, labels: ArrayLike<number>): number {
  let right = 0;
  for (let n = 0; n < labels.length; n++) if (given[n] === labels[n]) right += 1;
  return right / labels.length;
}

/**
 * Returns how many rows of each true class got which label.
 *
 * @returns shape [true class][given class]
 */
export function classCounts(given: ArrayLike<number>, labels: ArrayLike<number>, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let n = 0; n < labels.length; n++) counts[labels[n]][given[n]] += 1;
  return counts;
}

/** Returns the mean, over the classes that have rows, of the share of a class's rows that got its label. */
export function balancedShare(counts: readonly (readonly number[])[]): number {
  const shares = counts
    .map((row, c) => ({ right: row[c], size: row.reduce((sum, count) => sum + count, 0) }))
    .filter(({ size }) => size > 0)
    .map(({ right, size }) => right / size);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Returns the share of the largest class. */
export function largestShare(counts: readonly (readonly number[])[]): number {
  const sizes = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  return Math.max(...sizes) / sizes.reduce((sum, size) => sum + size, 0);
}
