import { EbitError } from '../errors.js';
import { randomStream, shuffled } from '../random.js';

/** How many rows a step sees: a number of them, a quarter of the training set, or all of it. */
export type BatchChoice = number | 'quarter' | 'full';

/** Which rows belong to which iteration. */
export interface Batches {
  /** How many iterations make an epoch, in which every row is seen once. */
  readonly perEpoch: number;
  /**
   * Returns the rows of an iteration; null means all of them, in their order.
   *
   * Any iteration may be asked for, which is what resuming needs; going up is cheap, since an epoch is shuffled once.
   *
   * @param iteration - counted from 0
   */
  at(iteration: number): Int32Array | null;
}

/** Where the batches of an epoch begin and end: perEpoch + 1 places. */
function cuts(samples: number, choice: BatchChoice): number[] {
  if (choice === 'full') return [0, samples];
  if (choice === 'quarter') {
    const parts = Math.min(4, samples);
    return Array.from({ length: parts + 1 }, (_, part) => Math.floor((part * samples) / parts));
  }
  const whole = Math.ceil(samples / choice);
  return Array.from({ length: whole + 1 }, (_, part) => Math.min(part * choice, samples));
}

function checkChoice(samples: number, choice: BatchChoice): void {
  if (choice === 'quarter' || choice === 'full') return;
  if (!Number.isInteger(choice) || choice < 1 || choice > samples) {
    throw new EbitError(
      'range',
      `The batch is ${choice}; give a whole number of rows from 1 to the ${samples} there are, "quarter" or "full".`,
    );
  }
}

/**
 * Returns the minibatches of a training run: every epoch's rows in a new random order, cut in equal parts.
 *
 * Every row is seen once an epoch. `quarter` cuts in four whose sizes differ by at most one where the number of rows is
 * no multiple of four (10 rows: 2, 3, 2, 3), and fewer than four rows one by one. A number cuts in batches of that size,
 * of which the last holds what is left. Where one batch holds all rows nothing is shuffled.
 *
 * @param samples - the number of rows, at least 1
 * @param seed - integer from 0 to 2^53 - 1; the orders are the stream (seed, 'batches'), epoch after epoch
 * @throws EbitError 'range' for a size that is not a whole number from 1 to `samples`
 * @example
 * batches(3072, 'quarter', 7).at(0)?.length; // 768
 */
export function batches(samples: number, choice: BatchChoice, seed: number): Batches {
  checkChoice(samples, choice);
  const places = cuts(samples, choice);
  const perEpoch = places.length - 1;
  const stream = randomStream(seed, 'batches');
  let shuffledEpoch = -1;
  let order: Int32Array = new Int32Array(0);
  return {
    perEpoch,
    at(iteration) {
      if (perEpoch === 1) return null;
      const epoch = Math.floor(iteration / perEpoch);
      if (epoch !== shuffledEpoch) {
        order = shuffled(samples, stream, epoch * samples);
        shuffledEpoch = epoch;
      }
      const part = iteration % perEpoch;
      return order.subarray(places[part], places[part + 1]);
    },
  };
}
