import Papa from 'papaparse';
import { EbitError } from '../errors.js';
import { checkOptions, nearestHint, type OptionNames } from '../options.js';
import { cutShort, shownValue } from '../shown-value.js';
import { finiteRows } from './finite-rows.js';
import { type Classes, checkClasses, classesOf, labelsOf } from './labels.js';
import { isRoundedInteger, parsedNumber } from './numbers.js';
import { refuseOtherFormats } from './other-formats.js';

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
}

/** What {@link readTable} is asked for. */
export interface TableOptions {
  /** For each processor's name, in the network's order, the columns that it holds. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** The column of the labels. Leave it out to read a table for prediction: such a table needs no labels. */
  readonly label?: string;
  /** The label that means +1, of two; unless told, the larger of two numbers, or the later of two words. */
  readonly positive?: string;
  /** All labels where they are known, from a model for instance; the table need not hold rows of every class then. */
  readonly classes?: Classes;
}

/**
 * Reads the columns that are asked for from a table of text (CSV).
 *
 * The first line is the header. Commas, semicolons, tabs and bars are recognised as separators, quotes as in RFC 4180;
 * a byte order mark, blanks around a cell and empty lines at the end do not matter. Columns that are not asked for may
 * hold anything. Numbers are decimal, with a point.
 *
 * @param text - the whole table
 * @param options - see {@link TableOptions}
 * @returns rows in the table's order
 * @throws EbitError 'csv' for a table without rows, a row of another length, an empty cell or a cell that is no number,
 * each with its row (1 is the first below the header) and column; 'columns' for a column that the table lacks, with the
 * nearest name that it has, one that is used twice, or names of another form; 'config' for an unknown option; 'labels' for a label column of one value or of more than 128
 * @example
 * const text = 'age;dose;weight;outcome\n54;1.5;80;ill\n61;2;75;well';
 * const table = readTable(text, { columns: { A: ['age', 'dose'], B: ['weight'] }, label: 'outcome' });
 * table.rows; // [54, 1.5, 80, 61, 2, 75]
 * table.labels; // [-1, 1]
 */
export function readTable(text: string, options: TableOptions): Table {
  checkTableOptions(options);
  const { header, body } = tableCells(text);
  const names = Object.values(options.columns).flat();
  if (names.length === 0)
    throw new EbitError('columns', 'No column is asked for; name at least one for each processor.');
  for (const [processor, columns] of Object.entries(options.columns)) {
    const twice = columns.find((name, i) => columns.indexOf(name) < i);
    if (twice !== undefined) {
      throw new EbitError('columns', `Processor "${processor}" has the column "${twice}" twice; name it once.`);
    }
  }
  if (options.label !== undefined && names.includes(options.label)) {
    throw new EbitError(
      'columns',
      `"${options.label}" is the label; it cannot be a feature too, or nothing is learnt.`,
    );
  }
  const places = names.map((name) => columnPlace(header, name));
  const rows = new Float64Array(body.length * places.length);
  body.forEach((cells, i) => {
    places.forEach((place, j) => {
      rows[i * places.length + j] = numberIn(cells[place], i, header[place]);
    });
  });
  const { labels, label } = options.label === undefined ? NO_LABELS : readLabels(header, body, options.label, options);
  return {
    columns: { features: options.columns, label },
    rows: finiteRows(rows),
    labels,
    features: places.length,
    length: body.length,
  };
}

const OPTION_NAMES: OptionNames<TableOptions> = { columns: true, label: true, positive: true, classes: true };

/** @throws EbitError 'config' or 'columns' for options of another form */
function checkTableOptions(options: TableOptions): void {
  checkOptions('readTable', options, OPTION_NAMES);
  const { columns, label, positive, classes }: { readonly [Name in keyof TableOptions]: unknown } = options;
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
  for (const [name, value] of Object.entries({ label, positive })) {
    if (value === undefined || typeof value === 'string') continue;
    throw new EbitError('config', `The option "${name}" is ${shownValue(value)}; give a text.`);
  }
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

const NO_LABELS = { labels: null, label: null };

function readLabels(header: readonly string[], body: readonly string[][], column: string, options: TableOptions) {
  const place = columnPlace(header, column);
  const cells = body.map((row, i) => {
    if (row[place] === '') throw emptyCell(i, column);
    return row[place];
  });
  const classes = options.classes ?? classesOf(cells, options.positive);
  return {
    labels: labelsOf(cells, classes),
    label: { column, ...classes },
  };
}

/**
 * Cuts the text into trimmed cells, all rows as long as the header.
 *
 * @throws EbitError 'csv' for text that is no table
 */
export function tableCells(text: string): { header: string[]; body: string[][] } {
  refuseOtherFormats(text);
  const { data, errors } = Papa.parse<string[]>(text);
  const broken = errors.find((error) => error.type === 'Quotes');
  if (broken !== undefined) {
    const where = broken.row ? `Row ${broken.row} below the header` : 'The header';
    throw new EbitError('csv', `${where} has a stray or unclosed quote; within a quoted cell a quote is doubled.`);
  }
  const lines = data.map((cells) => cells.map((cell) => cell.trim()));
  while (lines.length > 0 && lines[lines.length - 1].every((cell) => cell === '')) lines.pop();
  const [header, ...body] = lines;
  if (header === undefined) throw new EbitError('csv', 'The table is empty; it needs a header and at least one row.');
  if (body.length === 0) throw new EbitError('csv', 'The table has a header but no rows; add at least one.');
  body.forEach((cells, i) => {
    if (cells.length !== header.length) {
      throw new EbitError(
        'csv',
        `Row ${i + 1} below the header has ${cells.length} cell(s), the header ${header.length}; make them agree.`,
      );
    }
  });
  return { header, body };
}

/** @throws EbitError 'columns' for a name that the header lacks, with the nearest one, or has twice */
export function columnPlace(header: readonly string[], name: string): number {
  // The same letters may be written in two ways, ü as one sign or as u and two dots; a person sees no difference.
  const same = (other: string): boolean => other.normalize() === name.normalize();
  const place = header.findIndex(same);
  if (place < 0) {
    const whole = header.find((one) => one.includes(',') && one.split(',').some((part) => same(part.trim())));
    if (whole !== undefined) {
      throw new EbitError(
        'columns',
        `There is no column "${cutShort(name)}", but "${whole}", whose name has a comma; on a command line put it in double ` +
          `quotes: --columns 'A="${whole}"'.`,
      );
    }
    const columns = `The columns are: ${header.map((one) => cutShort(one)).join(', ')}.`;
    throw new EbitError('columns', `There is no column "${cutShort(name)}".${nearestHint(name, header)} ${columns}`);
  }
  if (header.findLastIndex(same) > place) {
    throw new EbitError('columns', `The header has the column "${name}" twice; give the two different names.`);
  }
  return place;
}

function numberIn(cell: string, row: number, column: string): number {
  if (cell === '') throw emptyCell(row, column);
  const value = parsedNumber(cell);
  if (value === null) {
    const mend = /^[+-]?\d+,\d+$/.test(cell)
      ? '; write decimals with a point, not a comma'
      : '; mend it or leave the row out';
    throw new EbitError(
      'csv',
      `Row ${row + 1} below the header has "${cutShort(cell)}" in column "${column}", which is not a finite decimal number${mend}.`,
    );
  }
  if (isRoundedInteger(cell)) {
    throw new EbitError(
      'csv',
      `Row ${row + 1} below the header has ${cutShort(cell)} in column "${column}", which a double rounds to ${value}; ` +
        'count from a nearer zero, or leave the column out.',
    );
  }
  return value;
}

export function emptyCell(row: number, column: string): EbitError {
  return new EbitError(
    'csv',
    `Row ${row + 1} below the header has an empty cell in column "${column}"; fill it in or leave the row out.`,
  );
}
