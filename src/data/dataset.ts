import { EbitError } from '../errors.js';
import { isList, numberList, roomFor } from '../number-list.js';
import { checkedWhole, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import { finiteRows } from './finite-rows.js';
import { asRows, checkedRows, isFlat, type Rows } from './rows.js';
import { areKnownScaled, scaledRows } from './scaled-rows.js';

/** Rows of numbers, each with a label: +1 or -1, or the number of its class where there are more than two. */
export interface Dataset {
  /** Row-major, [length x features]; a row is the processors' features one after another. Not to be written to. */
  readonly rows: Float64Array;
  /** +1 or -1, or with `classes` a number from 0 to classes - 1; [length]. */
  readonly labels: Float64Array;
  /** How many classes there are, from 3 on; not there for two. Rows need not be of all of them. */
  readonly classes?: number;
  readonly features: number;
  readonly length: number;
}

/** The most classes that there may be: their numbers, as labels, fit in bytes with a sign. */
export const MAX_CLASSES = 128;

/** Returns a number of classes if it is one. @throws EbitError 'range' for anything else */
export function checkedClassCount(classes: unknown): number {
  return checkedWhole('The number of classes', classes, 2, MAX_CLASSES);
}

/** What of a data set says how many classes it has: nothing where they are two. */
export function classesEntry(classes: number): { readonly classes?: number } {
  return classes === 2 ? {} : { classes };
}

/**
 * Returns labels as a Float64Array, after checking that there is one and that each is +1 or -1, or of more than two classes
 * the number of one: the same array if it is one, not a copy.
 *
 * @param classes - how many there are
 * @throws EbitError 'labels' for no labels and for another label, 'shape' for what is no list of numbers
 */
export function checkedLabels(labels: unknown, classes = 2): Float64Array {
  if (labels === null || labels === undefined) {
    throw new EbitError(
      'labels',
      'There are no labels; give one a row, or name the label column when reading a table.',
    );
  }
  const list = numberList('The labels', labels);
  if (list.length === 0) throw new EbitError('labels', 'There are no labels; give at least one row.');
  for (let n = 0; n < list.length; n++) {
    const isLabel =
      classes === 2 ? list[n] === 1 || list[n] === -1 : Number.isInteger(list[n]) && list[n] >= 0 && list[n] < classes;
    if (isLabel) continue;
    const label = shownValue((labels as ArrayLike<unknown>)[n]);
    const belongs =
      classes === 2
        ? 'a label is 1 or -1; of more than two classes say how many by "classes", and count them from 0'
        : `of ${classes} classes a label is an integer from 0 to ${classes - 1}`;
    throw new EbitError('labels', `The label of row ${n} (counted from 0) is ${label}; ${belongs}.`);
  }
  return list;
}

/**
 * Returns rows and their labels as a checked data set.
 *
 * @param rows - [n x features]: flat and row-major (a typed array or an array of numbers), or a list of rows
 * @param labels - n numbers, each +1 or -1; of more than two classes each from 0 to classes - 1
 * @param options - `classes`: how many there are, 2 to 128; 2 unless told
 * @throws EbitError 'shape' if there is no row or no feature, or if the rows do not match the labels; 'not-finite' for
 * a NaN or infinite number; 'labels' for a label that is none; 'range' for another number of classes; 'config' for an
 * unknown option
 * @example
 * const and = dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [-1, -1, -1, 1]);
 * [and.length, and.features]; // [4, 2]
 * dataset([[0.1], [0.7], [1.4]], [0, 1, 2], { classes: 3 }).classes; // 3
 */
export function dataset(rows: Rows, labels: ArrayLike<number>, options: { readonly classes?: number } = {}): Dataset {
  checkOptions('dataset', options, { classes: true });
  const classes = checkedClassCount(options.classes ?? 2);
  const given = checkedRows(rows);
  if (isList(labels) && labels.length === 0) {
    throw new EbitError('shape', 'There are no labels; a data set needs at least one row.');
  }
  const checked = checkedLabels(labels, classes);
  const { length } = checked;
  const flat = isFlat(given);
  if (!flat && given.length !== length) {
    throw new EbitError('shape', `There are ${given.length} rows and ${length} labels; give one label for every row.`);
  }
  const features = flat ? given.length / length : (given[0]?.length ?? 0);
  if (!Number.isInteger(features) || features === 0) {
    throw new EbitError(
      'shape',
      `With ${length} labels a row has ${shownValue(features)} features; it needs a whole number of them.`,
    );
  }
  // The labels are copied: the caller may write to what it gave.
  return {
    rows: asRows(given, features),
    labels: Float64Array.from(checked),
    features,
    length,
    ...classesEntry(classes),
  };
}

/**
 * Returns what is given for a data set as one, after checking its rows and labels; the labels are copied, the rows only
 * where they are no Float64Array. What it says of `features` and `length` is found anew, not read.
 *
 * @param what - which data set, as the beginning of a sentence: `The training set`
 * @throws EbitError 'config' for what is no object, 'labels' for a table without labels, and as {@link dataset}
 */
export function datasetOf(what: string, data: Dataset): Dataset {
  const given: unknown = data;
  if (typeof given !== 'object' || given === null || !('rows' in given)) {
    throw new EbitError('config', `${what} is ${shownValue(given)}; give a data set, such as dataset(rows, labels).`);
  }
  return dataset(data.rows, data.labels, data.classes === undefined ? {} : { classes: data.classes });
}

/**
 * Returns a data set as {@link datasetOf} does, after checking that what it says of `features` and `length` is so.
 *
 * @throws EbitError as `datasetOf`, and 'shape' where it is not
 */
export function checkedDataset(what: string, data: Dataset): Dataset {
  const found = datasetOf(what, data);
  for (const name of ['features', 'length'] as const) {
    if (data[name] === undefined || data[name] === found[name]) continue;
    throw new EbitError(
      'shape',
      `${what} says ${name}: ${shownValue(data[name])}; its rows and labels make ${found[name]}.`,
    );
  }
  return found;
}

/**
 * Returns a data set of two classes as {@link checkedDataset} does.
 *
 * @param who - takes no more than two classes, as the beginning of a sentence: `A CHSH score`
 * @throws EbitError as `checkedDataset`, and 'labels' for one of more
 */
export function twoClassDataset(what: string, data: Dataset, who: string): Dataset {
  const found = checkedDataset(what, data);
  if (found.classes === undefined) return found;
  throw new EbitError(
    'labels',
    `${what} has ${found.classes} classes. ${who} is defined for two, with the labels 1 and -1; put classes together, or ` +
      'tell one from the rest.',
  );
}

/**
 * Returns the named rows of a data set, in the order of the names; a row may come several times.
 *
 * @param data - the whole
 * @param indices - row numbers from 0 to length - 1
 * @throws EbitError 'range' for a row that does not exist, and as {@link dataset} for what is no data set
 * @example
 * subset(dataset([[0], [1], [2]], [1, 1, -1]), [2, 0]).rows; // [2, 0]
 */
export function subset(data: Dataset, indices: ArrayLike<number>): Dataset {
  const { features, length, classes = 2, ...whole } = checkedDataset('The data set', data);
  const chosen = numberList('The row numbers', indices);
  const rows = roomFor('The rows', chosen.length * features);
  const labels = new Float64Array(chosen.length);
  for (let i = 0; i < chosen.length; i++) {
    const row = chosen[i];
    if (!Number.isInteger(row) || row < 0 || row >= length) {
      throw new EbitError(
        'range',
        `There is no row ${shownValue(indices[i])}; the data set's rows are 0 to ${length - 1}.`,
      );
    }
    rows.set(whole.rows.subarray(row * features, (row + 1) * features), i * features);
    labels[i] = whole.labels[row];
  }
  if (areKnownScaled(whole.rows)) scaledRows(rows);
  // Of rows that were checked as a whole.
  return { rows: finiteRows(rows), labels, features, length: chosen.length, ...classesEntry(classes) };
}
