import { spread } from '../report/spread.js';
import { JUDGED_EVERY } from './study-spec.js';

/** When a cell has repeats enough, with everything said. */
export interface StoppingRule {
  readonly standardError: number;
  readonly metric: string;
}

/**
 * Returns how many of a cell's repeats are wanted, by what is known of them.
 *
 * The cell is judged when the first 5, 10, 15, … of its seeds are there, in the order of the seeds: by these alone, whatever
 * else is finished, so that what is run depends neither on the number of workers nor on their speed. It has enough when
 *
 *     s / sqrt k < standardError,    s^2 = sum (x - mean)^2 / (k - 1)
 *
 * @param values - of the metric, in the order of the seeds; undefined where a repeat is not finished
 * @param count - how many repeats there are
 */
export function repeatsWanted(
  rule: StoppingRule | null,
  values: readonly (number | undefined)[],
  count: number,
): number {
  if (rule === null) return count;
  for (let wanted = JUDGED_EVERY; wanted < count; wanted += JUDGED_EVERY) {
    const first = values.slice(0, wanted).filter((value) => value !== undefined);
    if (first.length < wanted || standardError(first) < rule.standardError) return wanted;
  }
  return count;
}

/** Of the mean of some values, at least two. */
function standardError(values: readonly number[]): number {
  return (spread(values).deviation as number) / Math.sqrt(values.length);
}
