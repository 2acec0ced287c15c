import { randomStream } from '../random.js';

/**
 * Returns the share of rows whose label is right when E is estimated from so many shots, for several numbers of them.
 *
 * @param probabilities - P(a|x), shape [rows, outcomes]
 * @param weights - of the outcomes
 * @param shots - ascending; the shots of a smaller number are the first of a larger one
 */
export function accuracyFromShots(
  probabilities: Float64Array,
  weights: Float64Array,
  labels: Float64Array,
  shots: readonly number[],
  seed: number,
): number[] {
  const stream = randomStream(seed, 'shots');
  const most = shots[shots.length - 1];
  const right = new Array<number>(shots.length).fill(0);
  const outcomes = weights.length;
  for (let n = 0; n < labels.length; n++) {
    let sum = 0;
    let next = 0;
    for (let shot = 1; shot <= most; shot++) {
      let left = stream.uniform(n * most + shot - 1);
      let outcome = 0;
      while (outcome < outcomes - 1 && left >= probabilities[n * outcomes + outcome]) {
        left -= probabilities[n * outcomes + outcome];
        outcome += 1;
      }
      sum += weights[outcome];
      if (shot === shots[next]) {
        if (sum * labels[n] > 0) right[next] += 1;
        next += 1;
      }
    }
  }
  return right.map((count) => count / labels.length);
}
