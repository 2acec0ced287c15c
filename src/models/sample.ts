// Outcomes drawn from their probabilities, by the project's own random numbers.
import { EbitError } from '../errors.js';
import { checkedWhole } from '../options.js';
import { type RandomStream, randomStream } from '../random.js';

/** How many single shots one call may draw: minutes. */
export const MOST_DRAWN = 1_000_000_000;

/** Returns the number of shots a row if so many of so many rows can be drawn. @throws EbitError 'range' if not */
export function checkedShots(shots: number, rows: number): number {
  checkedWhole('The number of shots', shots, 1, MOST_DRAWN);
  if (rows * shots <= MOST_DRAWN) return shots;
  throw new EbitError(
    'range',
    `${shots} shots of each of ${rows} rows are more than the ${MOST_DRAWN} that can be drawn at once; ask for fewer shots, or of ` +
      'fewer rows.',
  );
}

/** The outcome that number `index` of a stream draws from the probabilities that stand from `at` on. */
export function drawnOutcome(
  probabilities: Float64Array,
  at: number,
  outcomes: number,
  stream: RandomStream,
  index: number,
): number {
  let left = stream.uniform(index);
  let outcome = 0;
  while (outcome < outcomes - 1 && left >= probabilities[at + outcome]) {
    left -= probabilities[at + outcome];
    outcome += 1;
  }
  return outcome;
}

/**
 * Returns how often each outcome comes in so many shots of every row.
 *
 * @param probabilities - P(a|x), shape [rows, outcomes]
 * @returns shape [rows, outcomes]; each row sums to the number of shots
 * @throws EbitError 'range' for a number of shots or a seed outside its limits
 */
export function sampledCounts(probabilities: Float64Array, outcomes: number, shots: number, seed: number): Int32Array {
  checkedShots(shots, probabilities.length / outcomes);
  return countsFrom(0, probabilities, outcomes, shots, randomStream(seed, 'sample'));
}

/**
 * Returns what {@link sampledCounts} does of some rows in the middle of many.
 *
 * @param first - the place of the first one among all
 * @param stream - of the name `sample`
 */
export function countsFrom(
  first: number,
  probabilities: Float64Array,
  outcomes: number,
  shots: number,
  stream: RandomStream,
): Int32Array {
  const counts = new Int32Array(probabilities.length);
  for (let at = 0, n = first; at < counts.length; at += outcomes, n++) {
    for (let shot = 0; shot < shots; shot++) {
      counts[at + drawnOutcome(probabilities, at, outcomes, stream, n * shots + shot)] += 1;
    }
  }
  return counts;
}
