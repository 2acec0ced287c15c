import { shuffledOrder } from '../core/shuffle.js';
import { EbitError } from '../errors.js';
import { checkedWord, nearestHint } from '../options.js';
import { type RandomStream, randomStream, streamKey } from '../random.js';
import { shownValue } from '../shown-value.js';

/** The words of a {@link BatchChoice}; the first is the default. */
export const batchWords = ['quarter', 'full'] as const;

/** How many rows a step sees: a number of them, a quarter of the training set, or all of it. */
export type BatchChoice = number | (typeof batchWords)[number];

/** How they are drawn: every row once an epoch, or each row from all of them whatever was drawn before. */
export type RowSampling = (typeof rowSamplings)[number];

/** All kinds of {@link RowSampling}. */
export const rowSamplings = ['epochs', 'replacement'] as const;

/** Which rows belong to which iteration. */
export interface Batches {
  /** How many iterations make an epoch, in which as many rows are seen as there are. */
  readonly perEpoch: number;
  /**
   * Returns the rows of an iteration; null means all of them, each once, in their order.
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
      `The batch is ${shownValue(choice)}; give a whole number of rows from 1 to the ${samples} there are, "quarter" or ` +
        `"full".${typeof choice === 'string' ? nearestHint(choice, batchWords) : ''}`,
    );
  }
}

/** Rows drawn from all with equal chances, each of its own: iteration t draws the numbers t * size, ... of the stream. */
function withReplacement(samples: number, size: number, stream: RandomStream): Batches {
  return {
    perEpoch: Math.ceil(samples / size),
    at(iteration) {
      const rows = new Int32Array(size);
      for (let i = 0; i < size; i++) rows[i] = Math.floor(stream.uniform(iteration * size + i) * samples);
      return rows;
    },
  };
}

/**
 * Returns the minibatches of a training run: every epoch's rows in a new random order, cut in equal parts.
 *
 * Every row is seen once an epoch. `quarter` cuts in four whose sizes differ by at most one where the number of rows is
 * no multiple of four (10 rows: 2, 3, 2, 3), and fewer than four rows one by one. A number cuts in batches of that size,
 * of which the last holds what is left. Where one batch holds all rows nothing is shuffled.
 * With replacement every batch has the size of an epoch's first one, and its rows are drawn anew from all.
 *
 * @param samples - the number of rows, at least 1
 * @param seed - integer from 0 to 2^53 - 1; the orders are the stream (seed, 'batches'), epoch after epoch, and rows with
 *   replacement the stream (seed, 'batches with replacement')
 * @throws EbitError 'range' for a size that is not a whole number from 1 to `samples`; 'config' for another `sampling`
 * @example
 * batches(3072, 'quarter', 7).at(0)?.length; // 768
 */
export function batches(samples: number, choice: BatchChoice, seed: number, sampling: RowSampling = 'epochs'): Batches {
  checkChoice(samples, choice);
  checkedWord('sampling', sampling, rowSamplings);
  const places = cuts(samples, choice);
  if (sampling === 'replacement') {
    return withReplacement(samples, Math.max(1, places[1]), randomStream(seed, 'batches with replacement'));
  }
  const perEpoch = places.length - 1;
  const key = streamKey(seed, 'batches');
  let shuffledEpoch = -1;
  let order: Int32Array = new Int32Array(0);
  return {
    perEpoch,
    at(iteration) {
      if (perEpoch === 1) return null;
      const epoch = Math.floor(iteration / perEpoch);
      if (epoch !== shuffledEpoch) {
        order = shuffledOrder(samples, key, epoch * samples);
        shuffledEpoch = epoch;
      }
      const part = iteration % perEpoch;
      return order.subarray(places[part], places[part + 1]);
    },
  };
}
