import { EbitError } from '../errors.js';
import { checkedWhole, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import type { Table } from './csv.js';
import { type Dataset, dataset, subset } from './dataset.js';
import { namedFolds } from './folds.js';
import { type Classes, checkClasses, classCount, classWord } from './labels.js';
import { featureNames, fitPreparation, type Preparation, preparedRows, type UnpreparedTable } from './preparation.js';
import { namedAngles, namedScale, type Scale } from './scale.js';
import { namedSplit } from './split.js';

/** A table made ready for training. */
export interface ScaledSplit {
  /** Angles in radians, from -pi/2 to pi/2. */
  readonly training: Dataset;
  /** Angles on the same scale, which may lie beyond. */
  readonly validation: Dataset;
  /** Angles on the same scale; not there unless a share of the rows is kept for it. */
  readonly test?: Dataset;
  /** Of the training rows; to be stored with the model, for the rows that it will be asked about. */
  readonly scale: Scale;
  /** What became of the columns, fitted on the training rows; not there unless the table has one. To be stored likewise. */
  readonly preparation?: Preparation;
}

/** The rows of a table, by their number, that each part of it holds. */
export interface TableParts {
  readonly training: Int32Array;
  readonly validation: Int32Array;
  readonly test?: Int32Array;
}

/** How a table is cut. */
interface ScaledSplitOptions {
  readonly seed?: number;
  readonly fraction?: number;
  readonly test?: number;
  readonly folds?: number;
  readonly fold?: number;
}

/**
 * Cuts a labelled table in two or three as {@link stratifiedSplit}, and scales all parts as {@link applyScale}.
 *
 * The scale is fitted on the training rows alone, and so is what stands in for missing values and what becomes of words, so
 * that the other rows are as unknown as any later ones. By validation rows
 * something may be chosen: what was chosen is then measured on test rows, which are cut off first.
 *
 * @param table - with labels
 * @param options - `seed` and `fraction` as of `stratifiedSplit`; `test`, the share of all rows that is kept for testing, 0
 *   unless told; `folds` and `fold` in place of `fraction`: of so many folds, see `stratifiedFolds`, the one that is validated
 *   on, from 0
 * @throws EbitError 'labels' for a table without labels, or whose classes are none; 'range' for shares that leave nothing to train on; as `stratifiedSplit`, `fitScale` and `applyScale`
 * @example
 * const text = 'age,dose,outcome\n54,1,ill\n61,2,well\n47,1,well\n70,3,ill';
 * const table = readTable(text, { columns: { A: ['age'], B: ['dose'] }, label: 'outcome' });
 * const { training, validation, scale } = scaledSplit(table, { seed: 1, fraction: 0.5 });
 * [training.length, validation.length, scale.minimum.length]; // [2, 2, 2]
 */
export function scaledSplit(table: Table, options: ScaledSplitOptions = {}): ScaledSplit {
  if (!isRead(table)) {
    throw new EbitError('shape', `The table is ${shownValue(table)}; give one that readTable returned.`);
  }
  const held: unknown = table.columns?.features ?? {};
  const isHeld = typeof held === 'object' && held !== null && Object.values(held).every(Array.isArray);
  if (!isHeld) {
    throw new EbitError('shape', `The table's columns are ${shownValue(held)}; give a table that readTable returned.`);
  }
  if (table.labels === null) {
    throw new EbitError('labels', 'The table was read without labels; name its label column to train on it.');
  }
  checkOptions('A split', options, { seed: true, fraction: true, test: true, folds: true, fold: true });
  return scaledParts(table, tableParts(table, options));
}

/**
 * Returns the parts of a table as angles: prepared and scaled by what is fitted on the training rows.
 *
 * @param table - with labels
 * @throws EbitError as `fitPreparation`, `fitScale` and `applyScale`
 */
export function scaledParts(table: Table, parts: TableParts): ScaledSplit {
  const { unprepared } = table;
  const preparation = unprepared === undefined ? (table.preparation ?? null) : trainedPreparation(unprepared, parts);
  const prepared =
    unprepared === undefined || preparation === null
      ? table
      : preparedRows(unprepared, preparation, table.columns.features);
  const data = labelledRows(table, prepared.rows);
  const names = featureNames(table.columns?.features ?? {}, preparation).flatMap(([, own]) => own);
  const training = subset(data, parts.training);
  const scale = namedScale(training.rows, prepared.features, names);
  const scaled = (part: Dataset): Dataset => ({ ...part, rows: namedAngles(part.rows, scale, names) });
  return {
    training: scaled(training),
    validation: scaled(subset(data, parts.validation)),
    ...(parts.test === undefined ? {} : { test: scaled(subset(data, parts.test)) }),
    scale,
    ...(preparation === null ? {} : { preparation }),
  };
}

/** What is fitted on the training rows; null where every column is of numbers and none may be missing. */
function trainedPreparation(unprepared: UnpreparedTable, { training }: TableParts): Preparation | null {
  const fitted = fitPreparation(unprepared, training);
  const isPlain = fitted.missing === null && fitted.columns.every(({ kind }) => kind === 'number');
  return isPlain ? null : fitted;
}

/** Whether a value looks like what `readTable` returns, as far as it is used here. */
function isRead(value: unknown): value is Table {
  const isObject = (one: unknown): boolean => typeof one === 'object' && one !== null;
  if (!isObject(value)) return false;
  const { rows, labels, columns, unprepared, preparation } = value as Partial<Table>;
  const lists: unknown[] = Object.values(columns?.features ?? {});
  return (
    rows instanceof Float64Array &&
    (labels === null || labels instanceof Float64Array) &&
    (columns === undefined || columns === null || columns.label === null || isObject(columns.label)) &&
    lists.every((own) => Array.isArray(own) && own.every((name) => typeof name === 'string')) &&
    [unprepared, preparation].every((one) => one === undefined || isObject(one))
  );
}

/** Rows of a table's with its labels. @throws EbitError 'labels' for classes that are none */
function labelledRows({ labels, columns }: Table, rows: Float64Array): Dataset {
  const classes = columns?.label ?? null;
  if (classes !== null) checkClasses(classes);
  return dataset(rows, labels ?? [], { classes: classes === null ? 2 : classCount(classes) });
}

/** Cuts a labelled table in two or three, with the same share of each class in all. @throws EbitError as {@link scaledSplit} */
export function tableParts(table: Table, options: ScaledSplitOptions): TableParts {
  const { seed, test = 0, folds } = options;
  // Of folds the other rows are all that validation may take; a share of them is only to leave something.
  const { fraction = 0.25 } = folds === undefined ? options : { fraction: 0 };
  const names = table.columns?.label ?? null;
  const data = labelledRows(table, table.rows);
  const inTwo = (rest: Dataset, share: number) =>
    folds === undefined
      ? namedSplit(rest, { seed, fraction: share }, names)
      : foldOf(rest, { ...options, folds }, names);
  if (test === 0) {
    const { trainingIndices, validationIndices } = inTwo(data, fraction);
    return { training: trainingIndices, validation: validationIndices };
  }
  if (!(typeof test === 'number' && test > 0 && test + fraction < 1)) {
    throw new EbitError(
      'range',
      `The test share is ${shownValue(test)} beside ${shownValue(fraction)} for validation; give two whose sum is below 1, ` +
        'such as 0.2 and 0.2.',
    );
  }
  const first = namedSplit(data, { seed, fraction: test }, names, 'test');
  const rest = inTwo(first.training, fraction / (1 - test));
  const inWhole = (places: Int32Array) => places.map((place) => first.trainingIndices[place]);
  return {
    training: inWhole(rest.trainingIndices),
    validation: inWhole(rest.validationIndices),
    test: first.validationIndices,
  };
}

/** One fold of a data set. @throws EbitError 'range' for one that there is not, and as `stratifiedFolds` */
function foldOf(
  data: Dataset,
  { seed = 0, folds, fold }: ScaledSplitOptions & { readonly folds: number },
  names: Classes | null,
) {
  const nameOf = (label: number) => (names === null ? `class ${label}` : `class "${classWord(names, label)}"`);
  const all = namedFolds(data.labels, folds, seed, nameOf);
  return all[checkedWhole('The fold', fold, 0, folds - 1)];
}
