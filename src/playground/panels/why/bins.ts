/** Neither ±1/2, ±1/√2 nor ±1, where trainings end, lies near a border between bins; 0, where the label changes, is one. */
export const BINS = 18;

/**
 * Returns how many values fall into each of some equal bins; values beyond an end count in the last bin there.
 *
 * A bin holds its lower border and not its upper one, the last one both.
 */
export function binCounts(values: readonly number[], from: number, to: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.floor(((value - from) / (to - from)) * bins);
    counts[Math.min(bins - 1, Math.max(0, bin))] += 1;
  }
  return counts;
}
