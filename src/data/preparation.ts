// What becomes of a table's columns where they are not all numbers: it is fitted on training rows, and kept with the model.
import { EbitError } from '../errors.js';
import { cutShort } from '../shown-value.js';
import { categoryOf, sortedCategories } from './categories.js';
import { cellNumber, isNoWord, numberIn, rowText } from './cell-numbers.js';
import { type ColumnPreparation, columnWriter } from './column-writer.js';
import { finiteRows } from './finite-rows.js';
import { isMissing, type MissingRule } from './missing.js';
import type { CellOptions } from './table-cells.js';

/** What is made of words: a feature for each of a column's words, 1 where it stands; or one feature, the word's number. */
export const wordsRules = ['onehot', 'ordinal'] as const;

/** One of {@link wordsRules}. */
export type WordsRule = (typeof wordsRules)[number];

/** What becomes of a table's columns before they are scaled. */
export interface Preparation {
  /** What is done with rows that lack a value; null where they are refused. */
  readonly missing: MissingRule | null;
  /** Every column once. */
  readonly columns: readonly ColumnPreparation[];
}

/** The cells of some columns as they were read: what a {@link Preparation} is fitted on and applied to. */
export interface UnpreparedTable {
  readonly missing: MissingRule | null;
  readonly words: WordsRule | null;
  readonly decimal: NonNullable<CellOptions['decimal']>;
  /** Every column that is asked for, once. */
  readonly columns: readonly string[];
  /** By column, then row: trimmed text. */
  readonly cells: readonly (readonly string[])[];
  /** For each row its place below the header, from 0, and the line that it begins in. */
  readonly places: readonly { readonly row: number; readonly line: number }[];
}

/** More words in one column are most likely names or free text, and one feature each would be too many. */
const MOST_CATEGORIES = 100;

/** In a column of words and numbers, more different cells than this are most likely numbers with a slip among them. */
const MOST_MIXED = 20;

/**
 * Fits what becomes of columns on the training rows: the medians that stand in for missing values, and the places of ordinal
 * words.
 *
 * Whether a column holds words, and which, is asked of the whole table, so that all cuts of it make models of one shape. A
 * one-hot word that no training row has makes a feature that is the same in all of them, which the scale makes 0 for every
 * row: nothing of the other rows comes into the model.
 *
 * @param training - the rows to fit on, by their number
 * @throws EbitError 'csv' for a cell that is neither a number nor a word that may be a feature, and for a column without values
 */
export function fitPreparation(table: UnpreparedTable, training: ArrayLike<number>): Preparation {
  const columns = table.columns.map((column, c): ColumnPreparation => {
    const own = table.cells[c];
    const trained = Array.from(training, (row) => own[row]);
    const categories = wordsOf(table, c);
    if (categories === null) {
      const values = trained.filter((cell) => !isMissing(cell)).map((cell) => cellNumber(cell, table.decimal) ?? 0);
      return { column, kind: 'number', median: medianFor(table, column, values) };
    }
    if (table.words === 'onehot') return { column, kind: 'onehot', categories };
    const known = sortedCategories(
      trained.filter((cell) => !isMissing(cell)).map((cell) => categoryOf(cell, table.decimal)),
    );
    const place = new Map(known.map((category, i) => [category, i]));
    const values = trained
      .filter((cell) => !isMissing(cell))
      .map((cell) => place.get(categoryOf(cell, table.decimal)) ?? 0);
    return { column, kind: 'ordinal', categories: known, median: medianFor(table, column, values) };
  });
  return { missing: table.missing, columns };
}

/** The words of a column, sorted; null for a column of numbers. @throws EbitError 'csv' as {@link fitPreparation} */
function wordsOf(table: UnpreparedTable, c: number): string[] | null {
  const { decimal, words, missing } = table;
  const found = new Set<string>();
  let [firstWord, hasNumbers] = [-1, false];
  table.cells[c].forEach((cell, i) => {
    if (isMissing(cell) && missing !== null) return;
    if (words !== null && isWord(cell, decimal)) {
      if (firstWord < 0) firstWord = i;
    } else {
      numberIn(cell, decimal, () => ({ column: table.columns[c], ...table.places[i] }));
      hasNumbers = true;
    }
    found.add(categoryOf(cell, decimal));
  });
  if (firstWord < 0) return null;
  const name = cutShort(table.columns[c]);
  const first = `"${cutShort(table.cells[c][firstWord])}" (line ${table.places[firstWord].line})`;
  if (hasNumbers && found.size > MOST_MIXED) {
    throw new EbitError(
      'csv',
      `The column "${name}" holds numbers, and in ${rowText(table.places[firstWord]).toLowerCase()} ${first}; mend that cell or ` +
        'leave the row out, or leave the column out.',
    );
  }
  if (found.size > MOST_CATEGORIES) {
    throw new EbitError(
      'csv',
      `The column "${name}" has ${found.size} different words, such as ${first}; ${MOST_CATEGORIES} are the most that become ` +
        'features: put some of them together, or leave the column out.',
    );
  }
  return sortedCategories([...found]);
}

function isWord(cell: string, decimal: UnpreparedTable['decimal']): boolean {
  return !isMissing(cell) && cellNumber(cell, decimal) === null && !isNoWord(cell);
}

/** The median of a column's training rows where it is wanted. @throws EbitError 'csv' where there is none */
function medianFor({ missing }: UnpreparedTable, column: string, values: readonly number[]): number | null {
  if (missing !== 'median') return null;
  if (values.length === 0) {
    throw new EbitError(
      'csv',
      `The column "${cutShort(column)}" has no value in the training rows, so that there is no median of it; leave it out.`,
    );
  }
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  // Halves first: the sum of two large numbers may be none.
  return sorted.length % 2 === 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
}

/**
 * Returns the names of each processor's features: a column's own, or `colour=red` for each word of a one-hot one.
 *
 * @param features - for each processor's name its columns
 * @param preparation - null where every column is a number
 */
export function featureNames(
  features: Readonly<Record<string, readonly string[]>>,
  preparation: Preparation | null,
): [name: string, features: string[]][] {
  return Object.entries(features).map(([name, own]) => [
    name,
    own.flatMap((column) => {
      const how = preparation?.columns.find((one) => one.column === column);
      if (how?.kind !== 'onehot') return [column];
      const shown = how.categories.length > 2 ? how.categories : how.categories.slice(-1);
      return shown.map((category) => `${column}=${category}`);
    }),
  ]);
}

/**
 * Returns rows of features as they are before they are scaled.
 *
 * @param features - for each processor's name its columns
 * @returns shape [rows, features], the processors' features one after another
 * @throws EbitError 'csv' for a cell that does not fit what its column was when the preparation was fitted: a word among
 *   numbers, an ordinal word that no training row had, a missing value where they are refused
 */
export function preparedRows(
  table: UnpreparedTable,
  preparation: Preparation,
  features: Readonly<Record<string, readonly string[]>>,
): { readonly rows: Float64Array; readonly features: number } {
  const { cells, places, columns } = table;
  const made = columns.map((column) => columnWriter(knownColumn(preparation, column), table));
  const order = Object.values(features)
    .flat()
    .map((column) => columns.indexOf(column));
  const width = order.reduce((sum, c) => sum + made[c].width, 0);
  const rows = new Float64Array(places.length * width);
  for (let i = 0; i < places.length; i++) {
    let at = i * width;
    const place = () => places[i];
    for (const c of order) {
      made[c].write(cells[c][i], place, rows, at);
      at += made[c].width;
    }
  }
  return { rows: finiteRows(rows), features: width };
}

/** What becomes of a column. @throws EbitError 'columns' for one of which the preparation says nothing */
export function knownColumn({ columns }: Preparation, name: string): ColumnPreparation {
  const known = columns.find(({ column }) => column === name);
  if (known !== undefined) return known;
  throw new EbitError(
    'columns',
    `Nothing is known of what becomes of the column "${cutShort(name)}"; the preparation has ` +
      `${columns.map(({ column }) => `"${cutShort(column)}"`).join(', ')}.`,
  );
}
