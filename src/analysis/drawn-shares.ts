// Labels by the sign of the mean of drawn shots: how often they are right, where summing over all that can happen takes too long.
import { EbitError } from '../errors.js';
import { drawnOutcome, MOST_DRAWN } from '../models/sample.js';
import { type RandomStream, randomStream } from '../random.js';
import { TIE } from './decision.js';

/** What is known of rows: the probabilities of their outcomes, what those weigh, and the right labels. */
export interface WeightedRows {
  /** P(a|x), shape [rows, outcomes]. */
  readonly probabilities: Float64Array;
  /** Shape [outcomes]. */
  readonly weights: Float64Array;
  /** +1 or -1, shape [rows]. */
  readonly labels: Float64Array;
}

/** How many single shots are drawn in all where an accuracy is sampled: at least so many where each row has a few draws. */
const DRAWN = 4_000_000;
/** How often each row is decided at most where an accuracy is sampled: far beyond that its rows are what is few. */
const MOST_DRAWS = 100;

/** The numbers that shots are drawn by: those of shot `s` of draw `d` of row `n` stand at (n draws + d) shots + s. */
export interface Draws {
  /** How often each row is decided. */
  readonly draws: number;
  readonly stream: RandomStream;
}

/** Returns how rows are drawn. @throws EbitError 'range' for more shots than can be drawn */
export function drawsOf({ labels }: WeightedRows, shots: number, seed: number): Draws {
  const { length } = labels;
  if (length * shots > MOST_DRAWN) {
    throw new EbitError(
      'range',
      `${shots} shots of each of ${length} rows are more than the ${MOST_DRAWN} that can be drawn; ask for fewer shots, or of ` +
        'fewer rows. Of a model with parity or fixed weights the accuracy is exact at any number.',
    );
  }
  const draws = Math.max(1, Math.min(MOST_DRAWS, Math.floor(DRAWN / (length * shots))));
  return { draws, stream: randomStream(seed, 'shots') };
}

/** Twice what so many drawn shots of a row say: 2 for the right label, 1 for a tie, 0 for the wrong one. */
function verdict(sum: number, size: number, label: number): number {
  if (Math.abs(sum) <= TIE * size) return 1;
  return sum * label > 0 ? 2 : 0;
}

/** Returns the share of a row's draws whose shots give it the right label; a tie counts half. */
export function drawnShare(rows: WeightedRows, row: number, shots: number, { draws, stream }: Draws): number {
  const { probabilities, weights, labels } = rows;
  const outcomes = weights.length;
  let right = 0;
  for (let draw = 0; draw < draws; draw++) {
    const first = (row * draws + draw) * shots;
    let sum = 0;
    let size = 0;
    for (let shot = 0; shot < shots; shot++) {
      const weight = weights[drawnOutcome(probabilities, row * outcomes, outcomes, stream, first + shot)];
      sum += weight;
      size += Math.abs(weight);
    }
    right += verdict(sum, size, labels[row]);
  }
  return right / (2 * draws);
}

/**
 * Returns the shares after each of so many shots of the same draws: what the first 1, 2, ... of them say.
 *
 * @returns shape [shots]; the last is what {@link drawnShare} returns
 */
export function drawnCourse(rows: WeightedRows, row: number, shots: number, { draws, stream }: Draws): Float64Array {
  const { probabilities, weights, labels } = rows;
  const outcomes = weights.length;
  const course = new Float64Array(shots);
  for (let draw = 0; draw < draws; draw++) {
    const first = (row * draws + draw) * shots;
    let sum = 0;
    let size = 0;
    for (let shot = 0; shot < shots; shot++) {
      const weight = weights[drawnOutcome(probabilities, row * outcomes, outcomes, stream, first + shot)];
      sum += weight;
      size += Math.abs(weight);
      course[shot] += verdict(sum, size, labels[row]);
    }
  }
  return course.map((right) => right / (2 * draws));
}
