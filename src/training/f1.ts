import { EbitError } from '../errors.js';
import { numberList } from '../number-list.js';
import { shownValue } from '../shown-value.js';
import { classesAmong, classNumbers, type MetricOptions } from './class-answers.js';

/** F1 of one class; 0 where it neither is nor was given. */
function f1Of(one: number, given: Int32Array, truth: Int32Array): number {
  let [hits, alarms, misses] = [0, 0, 0];
  for (let n = 0; n < truth.length; n++) {
    if (given[n] === one && truth[n] === one) hits += 1;
    else if (given[n] === one) alarms += 1;
    else if (truth[n] === one) misses += 1;
  }
  return hits === 0 ? 0 : (2 * hits) / (2 * hits + alarms + misses);
}

/** As {@link f1Score}, of classes as numbers from 0 on; -1 is given to what is undecided. */
export function f1Among(given: Int32Array, truth: Int32Array, classes: number): number {
  if (classes === 2) return f1Of(1, given, truth);
  const found = new Set<number>();
  for (const one of truth) found.add(one);
  for (const one of given) found.add(one);
  const met = [...found].filter((one) => one >= 0);
  return met.reduce((sum, one) => sum + f1Of(one, given, truth), 0) / met.length;
}

/**
 * Returns F1, which is high only where few rows of a class are missed and few others are taken for it:
 *
 *     F1 = 2 TP / (2 TP + FP + FN)
 *
 * of the positive class where there are two; of more the mean over the classes that are among the labels or were given
 * (macro). It is 0 where no row was found.
 *
 * @param given - the labels that the rows were given, shape [rows]; of two classes 0 is undecided, and counts as missed
 * @param labels - shape [rows], at least one: +1 or -1, of more than two classes the numbers from 0 on
 * @param options - `classes`: 2 unless told
 * @returns in [0, 1]
 * @throws EbitError 'labels' without a label or for another label, 'shape' unless there is one of each a row, 'config' for an
 *   unknown option, 'range' for fewer than two classes
 * @example
 * f1Score([1, 1, -1, -1], [1, -1, 1, 1]); // 0.4
 * @see scikit-learn's `f1_score`, for more than two classes with `average="macro"`
 */
export function f1Score(given: ArrayLike<number>, labels: ArrayLike<number>, options: MetricOptions = {}): number {
  const classes = classesAmong('f1Score', options);
  const truth = classNumbers(labels, classes);
  const list = numberList('The labels that were given', given);
  if (list.length !== truth.length) {
    throw new EbitError(
      'shape',
      `${list.length} labels were given and ${truth.length} are true; give one of each a row.`,
    );
  }
  const found = Int32Array.from(list, (label, n) => {
    if (classes === 2 && (label === 1 || label === -1 || label === 0)) return label === 0 ? -1 : (label + 1) / 2;
    if (classes > 2 && Number.isInteger(label) && label >= 0 && label < classes) return label;
    const known = classes === 2 ? '1, -1 or 0' : `an integer from 0 to ${classes - 1}`;
    throw new EbitError('labels', `Row ${n} (counted from 0) was given ${shownValue(given[n])}; a label is ${known}.`);
  });
  return f1Among(found, truth, classes);
}
