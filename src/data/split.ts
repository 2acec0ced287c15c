import { EbitError } from '../errors.js';
import { checkedWhole, checkOptions, type OptionNames } from '../options.js';
import { randomStream, shuffled } from '../random.js';
import { shownValue } from '../shown-value.js';
import { checkedDataset, type Dataset, subset } from './dataset.js';
import { type Classes, classWord, labelNumbers } from './labels.js';

/** A data set cut in two, and where the rows came from. */
export interface Split {
  readonly training: Dataset;
  readonly validation: Dataset;
  /** The rows of the whole that `training` holds, ascending. */
  readonly trainingIndices: Int32Array;
  /** The rows of the whole that `validation` holds, ascending. */
  readonly validationIndices: Int32Array;
}

/** How a data set is cut in two. */
interface SplitOptions {
  readonly seed?: number;
  readonly fraction?: number;
}

const OPTION_NAMES: OptionNames<SplitOptions> = { seed: true, fraction: true };

/**
 * Cuts a data set in two at random, with the same share of each class on both sides.
 *
 * Of a class of n rows, n x fraction (rounded, but at least 1 and at most n - 1) go to validation. The rows keep their
 * order.
 *
 * @param data - the whole, of all its classes
 * @param options.seed - integer from 0 to 2^53 - 1; 0 unless told
 * @param options.fraction - the share that goes to validation, in (0, 1); 1/4 unless told
 * @throws EbitError 'range' for another fraction or seed; 'config' for an unknown option; 'shape' for no data set; 'labels' if a class has fewer than two rows
 * @example
 * const { training, validation } = stratifiedSplit(dataset(rows, labels), { seed: 1, fraction: 0.25 });
 * [training.length, validation.length]; // [24, 8]
 */
export function stratifiedSplit(data: Dataset, options: SplitOptions = {}): Split {
  return namedSplit(data, options, null);
}

/**
 * Cuts as {@link stratifiedSplit}; a refusal names the classes as their table does.
 *
 * @param draws - whose random numbers it takes: those of the one cut tell nothing of those of another
 */
export function namedSplit(
  whole: Dataset,
  options: SplitOptions,
  names: Classes | null,
  draws: 'split' | 'test' = 'split',
): Split {
  checkOptions('A split', options, OPTION_NAMES);
  const data = checkedDataset('The data set', whole);
  const { seed = 0, fraction = 0.25 } = options;
  checkedWhole('The seed', seed, 0, Number.MAX_SAFE_INTEGER);
  if (!(typeof fraction === 'number' && fraction > 0 && fraction < 1)) {
    throw new EbitError(
      'range',
      `The validation fraction is ${shownValue(fraction)}; give a number between 0 and 1, such as 0.25.`,
    );
  }
  const chosen = new Uint8Array(data.length);
  for (const label of labelNumbers(data.classes)) {
    const members = Array.from(data.labels.keys()).filter((row) => data.labels[row] === label);
    if (members.length < 2) {
      const name = names === null ? `class ${label}` : `class "${classWord(names, label)}"`;
      throw new EbitError(
        'labels',
        `The ${name} has ${members.length} row(s); each class needs two, one to train on and one to validate on.`,
      );
    }
    const count = Math.min(members.length - 1, Math.max(1, Math.round(members.length * fraction)));
    const order = shuffled(members.length, randomStream(seed, `${draws}/${label}`));
    for (const place of order.subarray(0, count)) chosen[members[place]] = 1;
  }
  const where = (side: 0 | 1) => Int32Array.from(Array.from(chosen.keys()).filter((row) => chosen[row] === side));
  const trainingIndices = where(0);
  const validationIndices = where(1);
  return {
    training: subset(data, trainingIndices),
    validation: subset(data, validationIndices),
    trainingIndices,
    validationIndices,
  };
}
