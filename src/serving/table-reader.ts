// From the rows of a table, some at a time, to the rows that a model embeds: the one place where new tables meet what a
// model keeps of the old one, for records, for text, and for the command line.
import { missingText, type RowPlace } from '../data/cell-numbers.js';
import { type ColumnWriter, columnWriter } from '../data/column-writer.js';
import { finiteRows } from '../data/finite-rows.js';
import { isMissing, isMissingLabel, type MissingRule, missingRules } from '../data/missing.js';
import { knownColumn } from '../data/preparation.js';
import { scaleRows } from '../data/scale.js';
import { scaledRows } from '../data/scaled-rows.js';
import { type CellOptions, columnPlace, decimals } from '../data/table-cells.js';
import { EbitError } from '../errors.js';
import { checkModel } from '../models/checked-model.js';
import type { Model } from '../models/model-types.js';
import { checkedWord } from '../options.js';
import { shownValue } from '../shown-value.js';
import { type CellOf, cellValue, recordCells } from './record-cells.js';
import { readColumns } from './table-columns.js';

/** What may be said about a table that the model does not say, or says otherwise. */
export interface TableReaderOptions {
  /** For each processor's name its columns in this table, in the model's order; the model's own unless told. */
  readonly columns?: Readonly<Record<string, readonly string[]>>;
  /** What is done with rows that lack a value; what the model keeps unless told. */
  readonly missing?: MissingRule;
  /** What stands before the digits of a fraction in text; `point` unless told. */
  readonly decimal?: CellOptions['decimal'];
  /** The column of labels that are handed out with the rows; none unless told. */
  readonly label?: string;
}

/** Some rows of a table, as a model embeds them. */
export interface ReadRows {
  /** Scaled if the model has a scale; shape [kept rows, features], row-major. */
  readonly rows: Float64Array;
  /** How many were kept. */
  readonly length: number;
  /** Which of the rows that were given are left out for want of a value, from 0. */
  readonly dropped: readonly number[];
  /** The trimmed labels of the kept rows, empty where one is; null where no column of labels was asked for. */
  readonly labels: readonly string[] | null;
}

/**
 * Reads rows of a table with one header, some at a time.
 *
 * @param body - rows of cells, each as long as the header: text, which is trimmed, numbers, null for none
 * @param places - where each stands in the text, for refusals: its number below the header, from 0, and its line, from 1
 * @throws EbitError 'csv' for a cell that does not fit what its column was in training; 'range' for a value far beyond the scale
 */
export type CellReader = (body: readonly (readonly unknown[])[], places: (row: number) => RowPlace) => ReadRows;

/** Makes rows of tables into those that a model embeds. */
export interface TableReader {
  /** The columns that it reads, each once, the label apart. */
  readonly columns: readonly string[];
  /**
   * Returns what reads the rows of a table.
   *
   * @param header - the names of all of its columns, trimmed
   * @throws EbitError 'columns' for a column that is not there, or there twice
   */
  cells(header: readonly string[]): CellReader;
  /**
   * Reads records: the values stand under the columns' names, in any order, whatever else is there.
   *
   * @param first - the number of the first one, for refusals
   * @throws EbitError 'columns' for a record that lacks a column; 'csv' and 'range' as {@link CellReader}
   */
  records(records: readonly unknown[], first: number): ReadRows;
}

/**
 * Returns what reads tables for a model.
 *
 * @throws EbitError 'model' for what is no model; 'columns' for columns that do not fit it; 'config' for another rule or sign
 */
export function openTableReader(model: Model, options: TableReaderOptions): TableReader {
  checkModel(model);
  const { decimal = decimals[0], label } = options;
  if (options.missing !== undefined) checkedWord('way with missing values', options.missing, missingRules);
  checkedWord('decimal sign', decimal, decimals);
  if (label !== undefined && typeof label !== 'string') {
    throw new EbitError('config', `The option "label" is ${shownValue(label)}; give a text.`);
  }
  const { features, preparation, missing, names } = readColumns(model, options.columns, options.missing);
  const columns = preparation.columns.map(({ column }) => column);
  const writers = columns.map((column) => columnWriter(knownColumn(preparation, column), { missing, decimal }));
  const order = Object.values(features)
    .flat()
    .map((column) => columns.indexOf(column));
  const width = names.length;
  const { scale } = model;
  const read = (count: number, cellOf: CellOf, places: (row: number) => RowPlace): ReadRows => {
    const rows = new Float64Array(count * width);
    const dropped: number[] = [];
    const labels: string[] = [];
    let at = 0;
    for (let i = 0; i < count; i++) {
      const place = () => places(i);
      if (missing !== null && isLeftOut(cellOf, i, columns.length, missing, label !== undefined)) {
        dropped.push(i);
        continue;
      }
      if (label !== undefined) labels.push(labelAt(cellOf, i, columns.length, label, place));
      for (const c of order) {
        const writer: ColumnWriter = writers[c];
        writer.write(cellOf(i, c), place, rows, at);
        at += writer.width;
      }
    }
    const kept = dropped.length === 0 ? rows : rows.slice(0, at);
    if (scale !== null) scaleRows(scaledRows(kept), scale, names);
    const length = count - dropped.length;
    return { rows: finiteRows(kept), length, dropped, labels: label === undefined ? null : labels };
  };
  const asked = label === undefined ? columns : [...columns, label];
  return {
    columns,
    cells(header) {
      const at = asked.map((column) => columnPlace(header, column));
      return (body, places) => {
        const cellOf: CellOf = (i, c) => cellValue(body[i][at[c]], asked[c], () => places(i));
        return read(body.length, cellOf, places);
      };
    },
    records: (records, first) => {
      const places = (row: number): RowPlace => ({ row: first + row, line: null });
      return read(records.length, recordCells(records, asked, first), places);
    },
  };
}

/** Whether a row is left out: without its label, and where the rule says so without one of its values. */
function isLeftOut(cellOf: CellOf, row: number, columns: number, rule: MissingRule, labelled: boolean): boolean {
  if (labelled && isMissingLabel(`${cellOf(row, columns)}`)) return true;
  if (rule !== 'drop') return false;
  for (let c = 0; c < columns; c++) {
    const cell = cellOf(row, c);
    if (typeof cell === 'string' && isMissing(cell)) return true;
  }
  return false;
}

/** A row's label. @throws EbitError 'csv' where it has none */
function labelAt(cellOf: CellOf, row: number, c: number, column: string, place: () => RowPlace): string {
  const text = `${cellOf(row, c)}`;
  if (text !== '') return text;
  throw new EbitError('csv', missingText('', { column, ...place() }));
}
