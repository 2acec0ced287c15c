// What a model of more than two classes says: from P(a) to logits, probabilities of classes, labels and losses.
import { exp, log } from '../core/math.js';
import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';
import { ROUNDING } from './predict.js';

/**
 * Returns the logits z_c = sum_a W_ca P(a) of every row.
 *
 * @param probabilities - shape [rows, outcomes], row-major
 * @param weights - W, shape [classes, outcomes], row-major
 * @returns shape [rows, classes], row-major
 */
export function classLogits(probabilities: Float64Array, weights: Float64Array, classes: number): Float64Array {
  const outcomes = weights.length / classes;
  const rows = probabilities.length / outcomes;
  const logits = new Float64Array(rows * classes);
  for (let n = 0, at = 0; n < rows; n++) {
    for (let c = 0; c < classes; c++) {
      let sum = 0;
      for (let a = 0; a < outcomes; a++) sum += weights[c * outcomes + a] * probabilities[n * outcomes + a];
      logits[at++] = sum;
    }
  }
  return logits;
}

/** The largest of a row's logits. */
function largestAt(logits: Float64Array, start: number, classes: number): number {
  let most = logits[start];
  for (let i = start + 1; i < start + classes; i++) if (logits[i] > most) most = logits[i];
  return most;
}

/**
 * Returns the softmax of every row's logits, p_c = e^(z_c) / sum_d e^(z_d).
 *
 * @param logits - shape [rows, classes], row-major
 * @returns the same shape; each row sums to 1 within rounding
 */
export function softmaxRows(logits: Float64Array, classes: number): Float64Array {
  const result = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const most = largestAt(logits, start, classes);
    let sum = 0;
    for (let i = start; i < start + classes; i++) {
      result[i] = exp(logits[i] - most);
      sum += result[i];
    }
    for (let i = start; i < start + classes; i++) result[i] /= sum;
  }
  return result;
}

/**
 * Returns the class of every row: that of its largest logit, and of those that are equal to rounding, within
 * 1e-12 max |W_ca|, the lowest number: where nothing tells classes apart, the label is not made of rounding errors.
 *
 * @param logits - shape [rows, classes], row-major
 * @param weights - W, from which the size of rounding comes
 * @returns shape [rows], from 0 to classes - 1
 */
export function classLabels(logits: Float64Array, weights: Float64Array, classes: number): Int8Array {
  const margin = ROUNDING * weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const labels = new Int8Array(logits.length / classes);
  for (let n = 0; n < labels.length; n++) {
    const least = largestAt(logits, n * classes, classes) - margin;
    let label = 0;
    while (logits[n * classes + label] < least) label += 1;
    labels[n] = label;
  }
  return labels;
}

/**
 * Returns the mean cross-entropy of rows, -log p_y with p the softmax of the logits, weighted where there are weights.
 *
 * @param logits - shape [rows, classes], row-major
 * @param labels - numbers of classes, shape [rows]
 * @param weights - shape [rows]; null where all weigh 1
 */
export function crossEntropy(
  logits: Float64Array,
  labels: ArrayLike<number>,
  classes: number,
  weights: Float64Array | null = null,
): number {
  let sum = 0;
  let total = 0;
  for (let n = 0; n < labels.length; n++) {
    const start = n * classes;
    const most = largestAt(logits, start, classes);
    let exponentials = 0;
    for (let i = start; i < start + classes; i++) exponentials += exp(logits[i] - most);
    const weight = weights === null ? 1 : weights[n];
    sum += weight * (log(exponentials) + most - logits[start + labels[n]]);
    total += weight;
  }
  return sum / total;
}

/**
 * Returns where training starts: W_ca is {@link START} where c is a modulo the number of classes, else 0.
 *
 * Outcomes are dealt to the classes one after another, so that no two classes are alike and each has at least one outcome
 * that speaks for it. As with two classes, whose weights start at the product of the signs, nothing is drawn: a seed decides
 * on the angles alone.
 *
 * @returns shape [classes, outcomes], row-major
 */
export function initialClassWeights(classes: number, outcomes: number): Float64Array {
  return Float64Array.from({ length: classes * outcomes }, (_, i) =>
    (i % outcomes) % classes === Math.floor(i / outcomes) ? START : 0,
  );
}

/** How much the outcomes that speak for a class weigh at the start. */
const START = 2;

/** @throws EbitError 'labels' if a model has not exactly two classes, for what is defined by the sign of E alone */
export function requireTwoClasses({ classes }: { readonly classes: number }, who: string): void {
  if (classes === 2) return;
  throw new EbitError(
    'labels',
    `${who} is defined for two classes, and the model has ${shownValue(classes)}, which have no expectation value E; use its logits, ` +
      'classProbabilities or predict.',
  );
}

/** @throws EbitError 'labels' for a model of two classes */
export function requireLogits({ classes }: { readonly classes: number }): void {
  if (classes > 2) return;
  throw new EbitError(
    'labels',
    'Logits are those of more than two classes, and between the two of this model the sign of E decides; use its ' +
      'expectations.',
  );
}
