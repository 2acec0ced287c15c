// How good probabilities of classes are: not only whether the right one is the largest.
import { log } from '../core/math.js';
import { EbitError } from '../errors.js';
import { checkedWhole, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import { answersFor, classesAmong, classNumbers, givenClasses, type MetricOptions } from './class-answers.js';

/** The distance from 1 to the next double, as scikit-learn keeps from 0 and 1. */
const LEAST = 2.220446049250313e-16;

/** How far the probabilities of a row may be from 1 together. */
const ROUNDING = 1e-6;

/** The bins of a calibration error unless told, and the most that mean something. */
const BINS = 10;
const MOST_BINS = 1_000_000;

/** @throws EbitError 'range' for what is no probability, or rows of more than two classes whose sum is not 1 */
export function checkedProbabilities(given: ArrayLike<number>, rows: number, classes: number): Float64Array {
  const list = answersFor('The probabilities', given, rows, classes);
  const perRow = classes === 2 ? 1 : classes;
  for (let n = 0; n < rows; n++) {
    let sum = 0;
    for (let i = n * perRow; i < (n + 1) * perRow; i++) {
      sum += list[i];
      if (list[i] >= 0 && list[i] <= 1) continue;
      throw new EbitError('range', `A probability of row ${n} is ${shownValue(given[i])}; give numbers from 0 to 1.`);
    }
    if (perRow > 1 && Math.abs(sum - 1) > ROUNDING) {
      throw new EbitError('range', `The probabilities of row ${n} add up to ${sum}; over all classes it is 1.`);
    }
  }
  return list;
}

/** What is said of the true class. */
function ofTruth(probabilities: Float64Array, truth: Int32Array, classes: number, n: number): number {
  if (classes > 2) return probabilities[n * classes + truth[n]];
  return truth[n] === 1 ? probabilities[n] : 1 - probabilities[n];
}

/** As {@link logLoss}, of checked arguments. */
export function logLossAmong(probabilities: Float64Array, truth: Int32Array, classes: number): number {
  let sum = 0;
  for (let n = 0; n < truth.length; n++) {
    sum -= log(Math.min(1 - LEAST, Math.max(LEAST, ofTruth(probabilities, truth, classes, n))));
  }
  return sum / truth.length;
}

/** As {@link brierScore}, of checked arguments. */
export function brierAmong(probabilities: Float64Array, truth: Int32Array, classes: number): number {
  let sum = 0;
  for (let n = 0; n < truth.length; n++) {
    if (classes === 2) {
      sum += (probabilities[n] - truth[n]) * (probabilities[n] - truth[n]);
      continue;
    }
    for (let c = 0; c < classes; c++) {
      const off = probabilities[n * classes + c] - (truth[n] === c ? 1 : 0);
      sum += off * off;
    }
  }
  return sum / truth.length;
}

/** As {@link calibrationError}, of checked arguments. */
export function calibrationAmong(
  probabilities: Float64Array,
  truth: Int32Array,
  classes: number,
  bins: number = BINS,
): number {
  const rows = truth.length;
  const called = classes === 2 ? null : givenClasses(probabilities, rows, classes);
  // Of every bin that has rows, the sum of what was said less the sum of what came true.
  const gaps = new Map<number, number>();
  for (let n = 0; n < rows; n++) {
    const said = called === null ? probabilities[n] : probabilities[n * classes + called[n]];
    const cameTrue = called === null ? truth[n] : Number(called[n] === truth[n]);
    const bin = Math.min(bins - 1, Math.floor(said * bins));
    gaps.set(bin, (gaps.get(bin) ?? 0) + said - cameTrue);
  }
  let sum = 0;
  for (const gap of gaps.values()) sum += Math.abs(gap);
  return sum / rows;
}

/**
 * Returns the mean of -log of the probability that was given to the true class, in nats.
 *
 * A probability counts as at least 2.2e-16 and at most 1 less that, as in scikit-learn: being certain and wrong costs 36
 * nats, not infinitely many.
 *
 * @param probabilities - P of the positive class, shape [rows]; of more than two classes P of each, shape [rows, classes]
 * @param labels - shape [rows], at least one: +1 or -1, of more than two classes the numbers from 0 on
 * @param options - `classes`: 2 unless told
 * @returns from 0 on; log(classes) for knowing nothing
 * @throws EbitError 'labels' without a label or for another label, 'shape' unless there are as many probabilities as the rows
 *   need, 'range' for one outside [0, 1] and for those of a row that do not add up to 1, 'not-finite' for what is no number,
 *   'config' for an unknown option
 * @example
 * logLoss([0.5, 0.5], [1, -1]); // 0.6931471805599453
 * @see scikit-learn's `log_loss`
 */
export function logLoss(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: MetricOptions = {},
): number {
  const classes = classesAmong('logLoss', options);
  const truth = classNumbers(labels, classes);
  return logLossAmong(checkedProbabilities(probabilities, truth.length, classes), truth, classes);
}

/**
 * Returns the mean square distance of probabilities from what came true:
 *
 *     two classes: mean of (P(+1) - t)^2, t = 1 for +1, else 0          more: mean of sum_c (P(c) - [c is the label])^2
 *
 * @param probabilities - P of the positive class, shape [rows]; of more than two classes P of each, shape [rows, classes]
 * @param labels - shape [rows], at least one: +1 or -1, of more than two classes the numbers from 0 on
 * @param options - `classes`: 2 unless told
 * @returns in [0, 1] for two classes, in [0, 2] for more
 * @throws EbitError as {@link logLoss}
 * @example
 * brierScore([1, 0.5], [1, -1]); // 0.125
 * @see scikit-learn's `brier_score_loss`, which counts two classes and more in these two ways
 */
export function brierScore(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: MetricOptions = {},
): number {
  const classes = classesAmong('brierScore', options);
  const truth = classNumbers(labels, classes);
  return brierAmong(checkedProbabilities(probabilities, truth.length, classes), truth, classes);
}

/**
 * Returns the expected calibration error: how far what was said is from how often it came true.
 *
 *     ECE = sum_b n_b / n |mean of what was said in b - share that came true in b|
 *
 * over equal bins b of [0, 1], the last with its end. With two classes what is said is P(+1), and it came true where the
 * label is +1; with more it is the largest probability of the row, and came true where its class is the label.
 *
 * @param probabilities - P of the positive class, shape [rows]; of more than two classes P of each, shape [rows, classes]
 * @param labels - shape [rows], at least one: +1 or -1, of more than two classes the numbers from 0 on
 * @param options - `classes`: 2 unless told; `bins`: 10 unless told
 * @returns in [0, 1]
 * @throws EbitError as {@link logLoss}, and 'range' for no bin
 * @example
 * calibrationError([0.75, 0.75, 0.75, 0.75], [1, 1, 1, -1]); // 0
 * @see Guo et al., On Calibration of Modern Neural Networks, ICML 2017
 */
export function calibrationError(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: MetricOptions & { readonly bins?: number } = {},
): number {
  checkOptions('calibrationError', options, { classes: true, bins: true });
  const { bins = BINS, ...rest } = options;
  checkedWhole('The number of bins', bins, 1, MOST_BINS);
  const classes = classesAmong('calibrationError', rest);
  const truth = classNumbers(labels, classes);
  return calibrationAmong(checkedProbabilities(probabilities, truth.length, classes), truth, classes, bins);
}
