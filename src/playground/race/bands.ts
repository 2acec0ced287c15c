/** A place on a line. */
export interface LinePoint {
  readonly at: number;
  readonly value: number;
}

/** A mean over several lines, from the least to the greatest of them. */
export interface BandPoint extends LinePoint {
  readonly low: number;
  readonly high: number;
}

/**
 * Returns the mean of several lines with their least and greatest value, at the places that all of them have.
 *
 * @param lines - each ascending; those without any point are left out
 */
export function meanBand(lines: readonly (readonly LinePoint[])[]): readonly BandPoint[] {
  const begun = lines.filter(({ length }) => length > 0);
  if (begun.length === 0) return [];
  const next = begun.map(() => 0);
  const band: BandPoint[] = [];
  for (const { at } of begun[0]) {
    let [sum, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    let count = 0;
    for (let i = 0; i < begun.length; i++) {
      const line = begun[i];
      while (next[i] < line.length && line[next[i]].at < at) next[i] += 1;
      const point = line[next[i]];
      // Beyond the end of one line there is no mean of all.
      if (point === undefined) return band;
      if (point.at !== at) break;
      sum += point.value;
      low = Math.min(low, point.value);
      high = Math.max(high, point.value);
      count += 1;
    }
    if (count === begun.length) band.push({ at, value: sum / count, low, high });
  }
  return band;
}
