// How labels get better from shot to shot, by drawn shots: one look at all numbers of shots up to some.
import { drawnOutcome } from '../models/sample.js';
import { randomStream } from '../random.js';
import type { WeightedRows } from './accuracy-at-shots.js';
import { TIE } from './decision.js';

/** How many single shots are drawn in all, where each row has a few draws: some tenths of a second. */
const DRAWN = 2_000_000;
/** How often each row is decided at least, to see how far its draws scatter, and at most: then its rows are what is few. */
const [FEWEST_DRAWS, MOST_DRAWS] = [2, 100];

/** How rows are decided after each shot. */
export interface DrawnCourse {
  /** How often each row is decided. */
  readonly draws: number;
  /** Returns the shares of a row's draws that give it the right label after 1, 2, ... shots; a tie counts half. Shape [shots]. */
  readonly shares: (row: number) => Float64Array;
}

/**
 * Returns how rows are decided after each of so many shots, row by row, so that whoever looks at many may pause in between.
 *
 * What a row's first n shots say is one draw of what n shots say, so that all numbers of shots take the time of the largest.
 *
 * @param shots - the largest number
 * @param seed - of the draws
 */
export function drawnCourse(
  { probabilities, weights, labels }: WeightedRows,
  shots: number,
  seed: number,
): DrawnCourse {
  const draws = Math.max(FEWEST_DRAWS, Math.min(MOST_DRAWS, Math.floor(DRAWN / (labels.length * shots))));
  const stream = randomStream(seed, 'shots/course');
  const outcomes = weights.length;
  const shares = (row: number) => {
    const course = new Float64Array(shots);
    for (let draw = 0; draw < draws; draw++) {
      const first = (row * draws + draw) * shots;
      let [sum, size] = [0, 0];
      for (let shot = 0; shot < shots; shot++) {
        const weight = weights[drawnOutcome(probabilities, row * outcomes, outcomes, stream, first + shot)];
        sum += weight;
        size += Math.abs(weight);
        if (Math.abs(sum) <= TIE * size) course[shot] += 0.5;
        else if (sum * labels[row] > 0) course[shot] += 1;
      }
    }
    return course.map((right) => right / draws);
  };
  return { draws, shares };
}
