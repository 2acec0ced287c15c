import { EbitError } from '../errors.js';
import { checkedWord, checkOptions, type OptionNames } from '../options.js';
import { cutShort, shownValue } from '../shown-value.js';
import { numberIn, rowText } from './cell-numbers.js';
import { dealColumns, PARTIES, partyNames } from './deal.js';
import { finiteRows } from './finite-rows.js';
import { type Classes, checkClasses, classesOf, labelsOf } from './labels.js';
import { isMissing, isMissingLabel, type MissingRule, missingRules } from './missing.js';
import {
  fitPreparation,
  type Preparation,
  preparedRows,
  type UnpreparedTable,
  type WordsRule,
  wordsRules,
} from './preparation.js';
import { checkedPreparation } from './preparation-schema.js';
import { type CellOptions, columnPlace, decimals, separators, type TableCells, tableCells } from './table-cells.js';

/** Which columns of a table are used, and for what. */
export interface TableColumns {
  /** For each processor's name its columns, in the order of its features. */
  readonly features: Readonly<Record<string, readonly string[]>>;
  /** The column of the labels and its values; null where none was asked for. */
  readonly label: ({ readonly column: string } & Classes) | null;
}

/** The numbers that were asked for from a table of text. */
export interface Table {
  readonly columns: TableColumns;
  /** Row-major, [length x features]; the processors' columns one after another. Not scaled, and not to be written to. */
  readonly rows: Float64Array;
  /** +1 or -1, or of more than two classes their places among them, [length]; null where no label column was asked for. */
  readonly labels: Float64Array | null;
  readonly features: number;
  readonly length: number;
  /** What became of the columns, fitted on all rows; not there where each is a column of numbers without gaps. */
  readonly preparation?: Preparation;
  /** The cells of these columns as they stood there, from which `scaledSplit` prepares the rows by the training rows alone. */
  readonly unprepared?: UnpreparedTable;
  /** The rows of the text that were left out because they lack a value, from 0 below the header. */
  readonly dropped?: readonly number[];
}

/** What {@link readTable} is asked for. */
export interface TableOptions extends CellOptions {
  /**
   * For each processor's name, in the network's order, the columns that it holds. Where it is left out, all columns but the
   * label are dealt in their order, to A and B: an equal stretch each, an odd one more to A.
   */
  readonly columns?: Readonly<Record<string, readonly string[]>>;
  /** To how many parties columns are dealt that are not named, from 1 to 26: A, B, C, ...; 2 unless told. */
  readonly parties?: number;
  /** The column of the labels. Leave it out to read a table for prediction: such a table needs no labels. */
  readonly label?: string;
  /** The label that means +1, of two; unless told, the larger of two numbers, or the later of two words. */
  readonly positive?: string;
  /** All labels where they are known, from a model for instance; the table need not hold rows of every class then. */
  readonly classes?: Classes;
  /**
   * What is done with rows that lack a value, where a cell is empty or says NA, N/A, NaN, null, ?, - or a point alone:
   * they are left out (`drop`), or the median of the column stands in (`median`). They are refused unless told. A row
   * without its label is left out by both.
   */
  readonly missing?: MissingRule;
  /**
   * What is made of words in the columns of features: a feature for each word of a column, 1 where it stands (`onehot`; of
   * two words, such as yes and no, one feature), or the word's place in their order (`ordinal`). They are refused unless told.
   */
  readonly words?: WordsRule;
  /** What became of these columns in another table, such as a model keeps: the same becomes of them here. */
  readonly preparation?: Preparation;
}

/**
 * Reads the columns that are asked for from a table of text (CSV).
 *
 * The first line is the header. Commas, semicolons, tabs and bars are recognised as separators, quotes as in RFC 4180;
 * a byte order mark, blanks around a cell and empty lines at the end do not matter. Columns that are not asked for may
 * hold anything. Numbers are decimal, with a point, or with a comma where `decimal` says so. Dates and times are refused.
 *
 * Missing values and words in the columns are refused unless `missing` and `words` say what is made of them. What that is,
 * here of all rows, `scaledSplit` finds anew from the training rows alone.
 *
 * @param text - the whole table
 * @param options - see {@link TableOptions}
 * @returns rows in the table's order
 * @throws EbitError 'csv' for a table without rows, a row of another length, an empty cell or a cell that is no number,
 * each with its row (1 is the first below the header), line and column; 'columns' for a column that the table lacks, with the
 * nearest name that it has, one that is used twice, names of another form, or fewer columns than parties; 'config' for an
 * unknown option, or options that contradict each other; 'range' for a number of parties outside its range; 'labels' for a
 * label column of one value or of more than 128
 * @example
 * const text = 'age;dose;weight;outcome\n54;1.5;80;ill\n61;2;75;well';
 * const table = readTable(text, { columns: { A: ['age', 'dose'], B: ['weight'] }, label: 'outcome' });
 * table.rows; // [54, 1.5, 80, 61, 2, 75]
 * table.labels; // [-1, 1]
 * readTable(text, { label: 'outcome' }).columns.features; // { A: ['age', 'dose'], B: ['weight'] }
 *
 * const gaps = 'age,colour,outcome\n54,red,ill\n,blue,well\n60,green,well';
 * const filled = readTable(gaps, { columns: { A: ['age', 'colour'] }, label: 'outcome', missing: 'median', words: 'onehot' });
 * filled.rows; // [54, 0, 0, 1, 57, 1, 0, 0, 60, 0, 1, 0]: age, then colour=blue, colour=green, colour=red
 */
export function readTable(text: string, options: TableOptions): Table {
  checkTableOptions(options);
  const cells = tableCells(text, options);
  const { header, body } = cells;
  const { label } = options;
  const features = options.columns ?? dealtColumns(header, options);
  const names = Object.values(features).flat();
  if (names.length === 0)
    throw new EbitError('columns', 'No column is asked for; name at least one for each processor.');
  for (const [processor, columns] of Object.entries(features)) {
    const twice = columns.find((name, i) => columns.indexOf(name) < i);
    if (twice !== undefined) {
      throw new EbitError(
        'columns',
        `Processor "${cutShort(processor)}" has the column "${cutShort(twice)}" twice; name it once.`,
      );
    }
  }
  if (label !== undefined) refuseLabelAmong(names, label);
  const places = names.map((name) => columnPlace(header, name));
  const labelPlace = label === undefined ? null : columnPlace(header, label);
  const missing = options.missing ?? options.preparation?.missing ?? null;
  const kept = missing === null ? null : keptRows(cells, missing === 'drop' ? places : [], labelPlace);
  const labelled = labelPlace === null ? NO_LABELS : readLabels(cells, labelPlace, kept, options);
  const columns = { features, label: labelled.label };
  if (missing === null && options.words === undefined && options.preparation === undefined) {
    const rows = plainRows(cells, places, options.decimal ?? 'point');
    return { columns, rows, labels: labelled.labels, features: places.length, length: body.length };
  }
  const unprepared = unpreparedTable(cells, names, places, kept, options);
  const preparation = options.preparation ?? fitPreparation(unprepared, Array.from(unprepared.places.keys()));
  const isKept = new Set(kept ?? body.keys());
  return {
    columns,
    ...preparedRows(unprepared, preparation, features),
    labels: labelled.labels,
    length: unprepared.places.length,
    preparation,
    // What a model keeps is not fitted anew.
    ...(options.preparation === undefined ? { unprepared } : {}),
    dropped: Array.from(body.keys()).filter((row) => !isKept.has(row)),
  };
}

/** @throws EbitError 'columns' if the column of the labels is one of those of the features */
export function refuseLabelAmong(features: readonly string[], label: string): void {
  if (features.every((name) => name.normalize() !== label.normalize())) return;
  throw new EbitError(
    'columns',
    `"${cutShort(label)}" is the label; it cannot be a feature too, or nothing is learnt.`,
  );
}

/** Every cell a number. */
function plainRows({ header, body, lineOf }: TableCells, places: readonly number[], decimal: 'point' | 'comma') {
  const rows = new Float64Array(body.length * places.length);
  body.forEach((cells, row) => {
    places.forEach((place, j) => {
      const where = () => ({ column: header[place], row, line: lineOf(row) });
      rows[row * places.length + j] = numberIn(cells[place], decimal, where);
    });
  });
  return finiteRows(rows);
}

/**
 * The rows of the text that have a value in each of these columns, and a label.
 *
 * @throws EbitError 'csv' if there is none
 */
function keptRows({ header, body }: TableCells, places: readonly number[], label: number | null): number[] {
  const lacks = (cells: readonly string[]): number | undefined =>
    label !== null && isMissingLabel(cells[label]) ? label : places.find((place) => isMissing(cells[place]));
  const kept = Array.from(body.keys()).filter((row) => lacks(body[row]) === undefined);
  if (kept.length > 0) return kept;
  const bare = [...(label === null ? [] : [label]), ...places].find((place) =>
    body.every((cells) => isMissing(cells[place])),
  );
  const mend =
    bare === undefined
      ? 'fill the gaps by medians (--missing median), or leave columns out'
      : `the column "${cutShort(header[bare])}" has none at all, leave it out`;
  throw new EbitError('csv', `Every one of the ${body.length} rows lacks a value; ${mend}.`);
}

function unpreparedTable(
  { body, lineOf }: TableCells,
  names: readonly string[],
  places: readonly number[],
  kept: readonly number[] | null,
  { missing, words, decimal, preparation }: TableOptions,
): UnpreparedTable {
  const rows = kept ?? Array.from(body.keys());
  // Two parties may hold the same column.
  const columns = [...new Set(names)];
  return {
    missing: missing ?? preparation?.missing ?? null,
    words: words ?? null,
    decimal: decimal ?? 'point',
    columns,
    cells: columns.map((name) => rows.map((row) => body[row][places[names.indexOf(name)]])),
    places: rows.map((row) => ({ row, line: lineOf(row) })),
  };
}

const OPTION_NAMES: OptionNames<TableOptions> = {
  columns: true,
  parties: true,
  label: true,
  positive: true,
  classes: true,
  missing: true,
  words: true,
  preparation: true,
  separator: true,
  decimal: true,
};

/** The words that options may have, and what they name. */
const OPTION_WORDS: readonly [keyof TableOptions, string, readonly string[]][] = [
  ['missing', 'way with missing values', missingRules],
  ['words', 'way with words', wordsRules],
  ['separator', 'separator', separators],
  ['decimal', 'decimal sign', decimals],
];

/** The columns of a table of which nobody said who holds them. @throws EbitError as `columnPlace` and `dealColumns` */
function dealtColumns(header: readonly string[], { label, parties = PARTIES }: TableOptions) {
  if (label !== undefined) columnPlace(header, label);
  return dealColumns(header, { parties: partyNames(parties), label, nameOf: (setting) => `"${setting}"` });
}

/** @throws EbitError 'columns' for columns of another form */
function checkNamedColumns(columns: unknown): void {
  if (typeof columns !== 'object' || columns === null || Array.isArray(columns)) {
    throw new EbitError(
      'columns',
      `The columns are ${shownValue(columns)}; give each processor's name a list, as { A: ['height'], B: ['age'] }.`,
    );
  }
  for (const [processor, list] of Object.entries(columns)) {
    if (Array.isArray(list) && list.every((name) => typeof name === 'string')) continue;
    const what = Array.isArray(list)
      ? `a list with ${shownValue(list.find((name) => typeof name !== 'string'))}`
      : shownValue(list);
    throw new EbitError(
      'columns',
      `Processor "${cutShort(processor)}" has ${what} for its columns; give a list of names.`,
    );
  }
}

/** @throws EbitError 'config' or 'columns' for options of another form */
function checkTableOptions(options: TableOptions): void {
  checkOptions('readTable', options, OPTION_NAMES);
  const { columns, parties, label, positive, classes }: { readonly [Name in keyof TableOptions]: unknown } = options;
  if (columns !== undefined) checkNamedColumns(columns);
  if (columns !== undefined && parties !== undefined) {
    throw new EbitError('config', 'The options "columns" and "parties" both say who there is; give one of them.');
  }
  for (const [name, value] of Object.entries({ label, positive })) {
    if (value === undefined || typeof value === 'string') continue;
    throw new EbitError('config', `The option "${name}" is ${shownValue(value)}; give a text.`);
  }
  for (const [name, what, known] of OPTION_WORDS) {
    if (options[name] !== undefined) checkedWord(what, options[name], known);
  }
  if (options.preparation !== undefined) checkPreparation(options);
  if (positive !== undefined && label === undefined) {
    throw new EbitError('config', 'The option "positive" says which label means +1; name the "label" column too.');
  }
  if (classes === undefined) return;
  checkClasses(classes);
  if (positive === undefined) return;
  const known = 'positive' in classes ? classes.positive : undefined;
  if (positive !== known) {
    throw new EbitError(
      'config',
      `The label that means +1 is ${shownValue(positive)} by "positive" and ${shownValue(known)} by "classes"; give one of them.`,
    );
  }
}

/** @throws EbitError 'columns' for a preparation of another form, 'config' beside an option that it decides on */
function checkPreparation({ preparation, words, missing }: TableOptions): void {
  const { missing: kept } = checkedPreparation(preparation);
  if (words !== undefined) {
    throw new EbitError(
      'config',
      'The option "words" means nothing beside "preparation", which says it; leave it out.',
    );
  }
  if (missing === 'median' && kept !== 'median') {
    throw new EbitError('config', 'The preparation keeps no medians, so that none can stand in; use "drop".');
  }
}

const NO_LABELS = { labels: null, label: null };

/** The labels of the rows that are kept: of all where none is left out. */
function readLabels(
  { header, body, lineOf }: TableCells,
  place: number,
  kept: readonly number[] | null,
  options: TableOptions,
) {
  const column = options.label ?? header[place];
  const cells = body.map((row, i) => {
    if (kept !== null || row[place] !== '') return row[place];
    throw new EbitError(
      'csv',
      `${rowText({ row: i })} has an empty cell in column "${cutShort(column)}" (line ${lineOf(i)}); fill it in or leave the ` +
        'row out, or choose "drop" for missing values (--missing).',
    );
  });
  const known = kept === null ? cells : kept.map((row) => cells[row]);
  const classes = options.classes ?? classesOf(known, options.positive);
  if (kept === null) return { labels: labelsOf(cells, classes), label: { column, ...classes } };
  // A refusal counts the rows of the text; what stands in those that are left out is of no concern.
  const isKept = new Set(kept);
  const all = labelsOf(
    cells.map((cell, row) => (isKept.has(row) ? cell : known[0])),
    classes,
  );
  return { labels: Float64Array.from(kept, (row) => all[row]), label: { column, ...classes } };
}
