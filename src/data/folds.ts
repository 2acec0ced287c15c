import { EbitError } from '../errors.js';
import { numberList } from '../number-list.js';
import { checkedWhole } from '../options.js';
import { randomStream, shuffled } from '../random.js';

/** Which rows of a data set one fold trains on, and which it is validated on. */
export interface Fold {
  /** Ascending. */
  readonly trainingIndices: Int32Array;
  /** Ascending. */
  readonly validationIndices: Int32Array;
}

/** More are beyond any patience. */
export const MOST_FOLDS = 1000;

/**
 * Deals rows to k folds, each of which is validated on once and trained on k - 1 times.
 *
 * The rows of every class are dealt at random and evenly: two folds differ by at most one row of it, and by at most one row
 * altogether, for a class goes on where the one before has ended.
 *
 * @param labels - one a row: +1 and -1, or the numbers of classes
 * @param k - from 2 on; every class needs as many rows, one for each fold
 * @param seed - integer from 0 to 2^53 - 1; 0 unless told
 * @returns k folds
 * @throws EbitError 'range' for another k or seed, 'labels' for a class of fewer rows than folds or for none, 'shape' for what
 *   is no list of numbers
 * @example
 * const folds = stratifiedFolds([1, 1, 1, -1, -1, -1], 3, 7);
 * folds.map(({ validationIndices }) => validationIndices.length); // [2, 2, 2]
 */
export function stratifiedFolds(labels: ArrayLike<number>, k: number, seed = 0): Fold[] {
  return namedFolds(labels, k, seed, (label) => `class ${label}`);
}

/** Does what {@link stratifiedFolds} does; a refusal calls classes as their table does. */
export function namedFolds(
  labels: ArrayLike<number>,
  k: number,
  seed: number,
  nameOf: (label: number) => string,
): Fold[] {
  checkedWhole('The number of folds', k, 2, MOST_FOLDS);
  checkedWhole('The seed', seed, 0, Number.MAX_SAFE_INTEGER);
  const list = numberList('The labels', labels);
  if (list.length === 0) throw new EbitError('labels', 'There are no labels; give at least one row a fold.');
  const fold = new Int32Array(list.length);
  let next = 0;
  for (const label of [...new Set(list)].sort((a, b) => b - a)) {
    const members = Array.from(list.keys()).filter((row) => list[row] === label);
    if (members.length < k) {
      throw new EbitError(
        'labels',
        `The ${nameOf(label)} has ${members.length} row(s) for ${k} folds; each fold needs one: ` +
          `${members.length < 2 ? 'leave the class out, or put it with another' : `give ${members.length} folds or fewer`}.`,
      );
    }
    const order = shuffled(members.length, randomStream(seed, `folds/${label}`));
    for (const place of order) fold[members[place]] = next++ % k;
  }
  const where = (isOwn: (row: number) => boolean) => Int32Array.from(Array.from(list.keys()).filter(isOwn));
  return Array.from({ length: k }, (_, own) => ({
    trainingIndices: where((row) => fold[row] !== own),
    validationIndices: where((row) => fold[row] === own),
  }));
}
