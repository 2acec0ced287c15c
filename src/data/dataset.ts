import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';
import { asRows, type Rows } from './rows.js';

/** Rows of numbers, each with the label +1 or -1. */
export interface Dataset {
  /** Row-major, [length x features]; a row is the processors' features one after another. */
  readonly rows: Float64Array;
  /** +1 or -1, [length]. */
  readonly labels: Float64Array;
  readonly features: number;
  readonly length: number;
}

/**
 * Returns rows and their labels as a checked data set.
 *
 * @param rows - [n x features], flat and row-major or an array for every row
 * @param labels - n numbers, each +1 or -1
 * @throws EbitError 'shape' if there is no row or no feature, or if the rows do not match the labels; 'not-finite' for
 * a NaN or infinite number; 'labels' for a label that is neither +1 nor -1
 * @example
 * const and = dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [-1, -1, -1, 1]);
 * [and.length, and.features]; // [4, 2]
 */
export function dataset(rows: Rows, labels: ArrayLike<number>): Dataset {
  const length = labels.length;
  if (length === 0) throw new EbitError('shape', 'There are no labels; a data set needs at least one row.');
  const flat = rows instanceof Float64Array;
  if (!flat && rows.length !== length) {
    throw new EbitError('shape', `There are ${rows.length} rows and ${length} labels; give one label for every row.`);
  }
  const features = flat ? rows.length / length : rows[0].length;
  if (!Number.isInteger(features) || features === 0) {
    throw new EbitError(
      'shape',
      `With ${length} labels a row has ${features} features; it needs a whole number of them.`,
    );
  }
  const checkedLabels = Float64Array.from(labels);
  checkedLabels.forEach((label, row) => {
    if (label !== 1 && label !== -1) {
      throw new EbitError('labels', `The label of row ${row} (counted from 0) is ${label}; a label is 1 or -1.`);
    }
  });
  return { rows: asRows(rows, features), labels: checkedLabels, features, length };
}

/** @throws EbitError 'shape' unless a value has rows and labels as a {@link Dataset} has */
export function checkDataset(data: Dataset): void {
  const { rows, labels, features, length } = (data ?? {}) as Partial<Dataset>;
  const isWhole =
    rows instanceof Float64Array &&
    labels instanceof Float64Array &&
    Number.isInteger(features) &&
    Number.isInteger(length);
  if (isWhole && labels.length === length && rows.length === Number(length) * Number(features)) return;
  throw new EbitError(
    'shape',
    `The data are ${shownValue(data)}, no data set of rows and labels; make one by dataset(rows, labels).`,
  );
}

/**
 * Returns the named rows of a data set, in the order of the names; a row may come several times.
 *
 * @param data - the whole
 * @param indices - row numbers from 0 to length - 1
 * @throws EbitError 'range' for a row that does not exist
 * @example
 * subset(dataset([[0], [1], [2]], [1, 1, -1]), [2, 0]).rows; // [2, 0]
 */
export function subset(data: Dataset, indices: ArrayLike<number>): Dataset {
  const { features } = data;
  const rows = new Float64Array(indices.length * features);
  const labels = new Float64Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const row = indices[i];
    if (!Number.isInteger(row) || row < 0 || row >= data.length) {
      throw new EbitError('range', `There is no row ${row}; the data set's rows are 0 to ${data.length - 1}.`);
    }
    rows.set(data.rows.subarray(row * features, (row + 1) * features), i * features);
    labels[i] = data.labels[row];
  }
  return { rows, labels, features, length: indices.length };
}
