import type { Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import type { Model } from '../models/model-types.js';
import type { LossName } from '../models/session-types.js';

/** The names of the losses; the first is the default. */
export const lossNames = ['mse', 'product'] as const satisfies readonly LossName[];

/** How the rows of one true label were classified. */
export interface ConfusionRow {
  readonly positive: number;
  readonly negative: number;
  /** Rows with E exactly 0, which count as wrong. */
  readonly undecided: number;
}

/** Counts of rows by their true label, then by the label that the model gave. */
export interface ConfusionTable {
  readonly positive: ConfusionRow;
  readonly negative: ConfusionRow;
}

/** What a model makes of a labelled set. */
export interface Evaluation {
  /** The share of rows with the right label, in [0, 1]. */
  readonly accuracy: number;
  /** The mean over the two classes of the share that got its label; see {@link balancedAccuracy}. */
  readonly balancedAccuracy: number;
  /** The share of the larger class: what always giving its label would reach; see {@link baseRate}. */
  readonly baseRate: number;
  readonly loss: number;
  readonly confusion: ConfusionTable;
}

/**
 * Returns the share of rows whose label is the sign of E; a row with E = 0 counts as wrong.
 *
 * @param expectations - E, shape [rows]
 * @param labels - +1 or -1, shape [rows]
 * @returns in [0, 1]
 * @example
 * accuracy(Float64Array.of(0.3, -0.2, 0, 1), Float64Array.of(1, 1, 1, 1)); // 0.5
 */
export function accuracy(expectations: Float64Array, labels: Float64Array): number {
  let right = 0;
  for (let n = 0; n < labels.length; n++) if (labels[n] * expectations[n] > 0) right += 1;
  return right / labels.length;
}

/**
 * Returns the mean loss: (y - E)^2 for `mse`, -y E for `product`.
 *
 * @param expectations - E, shape [rows]
 * @param labels - y, +1 or -1, shape [rows]
 * @param loss - which of the two
 * @example
 * meanLoss(Float64Array.of(0.5, -0.5), Float64Array.of(1, 1), 'mse'); // 1.25
 */
export function meanLoss(expectations: Float64Array, labels: Float64Array, loss: LossName): number {
  let sum = 0;
  for (let n = 0; n < labels.length; n++) {
    const error = labels[n] - expectations[n];
    sum += loss === 'mse' ? error * error : -labels[n] * expectations[n];
  }
  return sum / labels.length;
}

function confusionRow(expectations: Float64Array, labels: Float64Array, label: 1 | -1): ConfusionRow {
  const row = { positive: 0, negative: 0, undecided: 0 };
  for (let n = 0; n < labels.length; n++) {
    if (labels[n] !== label) continue;
    if (expectations[n] > 0) row.positive += 1;
    else if (expectations[n] < 0) row.negative += 1;
    else row.undecided += 1;
  }
  return row;
}

/**
 * Returns how many rows of each true label got which label.
 *
 * @param expectations - E, shape [rows]
 * @param labels - +1 or -1, shape [rows]
 * @example
 * const { positive } = confusionTable(Float64Array.of(0.3, -0.2, 0.1), Float64Array.of(1, 1, -1));
 * positive; // { positive: 1, negative: 1, undecided: 0 }
 */
export function confusionTable(expectations: Float64Array, labels: Float64Array): ConfusionTable {
  return { positive: confusionRow(expectations, labels, 1), negative: confusionRow(expectations, labels, -1) };
}

/**
 * Returns the share of the larger class: the accuracy of giving every row its label, which any model has to be held
 * against.
 *
 * @param labels - +1 or -1, shape [rows], at least one
 * @returns in [1/2, 1]
 * @throws EbitError 'labels' without a label or for another label
 * @example
 * baseRate(Float64Array.of(1, 1, 1, -1)); // 0.75
 */
export function baseRate(labels: ArrayLike<number>): number {
  const share = countOf(labels, 1) / labels.length;
  return Math.max(share, 1 - share);
}

function countOf(labels: ArrayLike<number>, label: 1 | -1): number {
  if (labels.length === 0) throw new EbitError('labels', 'There is no label; give at least one row.');
  let count = 0;
  for (let n = 0; n < labels.length; n++) {
    if (labels[n] !== 1 && labels[n] !== -1) {
      throw new EbitError('labels', `Label ${n} is ${labels[n]}; labels are 1 or -1.`);
    }
    if (labels[n] === label) count += 1;
  }
  return count;
}

/**
 * Returns the mean over the classes of the share of a class's rows that got its label.
 *
 *     1/2 (right_+ / n_+ + right_- / n_-)
 *
 * Always giving one label reaches 1/2, however unequal the classes are. Where a class has no row it is the share of the
 * other alone.
 *
 * @param confusion - as {@link confusionTable} returns it, of at least one row
 * @returns in [0, 1]
 * @throws EbitError 'labels' for a table without rows
 * @example
 * const table = confusionTable(Float64Array.of(0.3, 0.2, 0.1, 0.4), Float64Array.of(1, 1, 1, -1));
 * balancedAccuracy(table); // 0.5
 */
export function balancedAccuracy(confusion: ConfusionTable): number {
  const { positive, negative } = confusion;
  const size = (row: ConfusionRow): number => row.positive + row.negative + row.undecided;
  const shares: number[] = [];
  if (size(positive) > 0) shares.push(positive.positive / size(positive));
  if (size(negative) > 0) shares.push(negative.negative / size(negative));
  if (shares.length === 0) throw new EbitError('labels', 'The table counts no row; give at least one.');
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/**
 * Returns how well a model classifies a labelled set.
 *
 * @param model - at its own parameters
 * @param data - at least one row
 * @param options - `loss`: `mse` unless told
 * @throws EbitError 'shape', 'not-finite' or 'range' for rows that do not fit the model, 'config' for an unknown loss
 * @example
 * const { accuracy, confusion } = evaluate(model, validation);
 * accuracy; // about 0.406: 13 of 32
 * confusion.negative; // { positive: 11, negative: 6, undecided: 0 }
 */
export function evaluate(model: Model, data: Dataset, options: { readonly loss?: LossName } = {}): Evaluation {
  const { loss = 'mse' } = options;
  checkLoss(loss);
  const expectations = model.expectations(data.rows);
  if (expectations.length !== data.labels.length) {
    throw new EbitError(
      'shape',
      `The model reads ${expectations.length} rows of ${data.rows.length} numbers, for ${data.labels.length} labels.`,
    );
  }
  const confusion = confusionTable(expectations, data.labels);
  return {
    accuracy: accuracy(expectations, data.labels),
    balancedAccuracy: balancedAccuracy(confusion),
    baseRate: baseRate(data.labels),
    loss: meanLoss(expectations, data.labels, loss),
    confusion,
  };
}

/** @throws EbitError 'config' for a loss that there is not */
export function checkLoss(loss: LossName): void {
  if (!lossNames.includes(loss)) {
    throw new EbitError(
      'config',
      `There is no loss "${loss}"; use ${lossNames.map((name) => `"${name}"`).join(' or ')}.`,
    );
  }
}
