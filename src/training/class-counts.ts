// How rows of more than two classes are labelled, counted by the numbers of the classes.

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

/** Returns the share of the largest class. */
export function largestShare(labels: ArrayLike<number>, classes: number): number {
  const sizes = new Float64Array(classes);
  for (let n = 0; n < labels.length; n++) sizes[labels[n]] += 1;
  return Math.max(...sizes) / labels.length;
}
