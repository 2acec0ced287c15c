// What stands in records, as cells of a table.
import { columnText, type RowPlace, rowText } from '../data/cell-numbers.js';
import { EbitError } from '../errors.js';
import { nearestHint } from '../options.js';
import { cutShort, shownValue } from '../shown-value.js';

/** The cell of a row and a column, both counted from 0: trimmed text, or a finite number. */
export type CellOf = (row: number, column: number) => string | number;

/**
 * Returns a value as a cell: a finite number as it is, text trimmed, and the text of what else a cell may say: nothing for
 * null and undefined, `NaN`, `Infinity`, `true`, the digits of a bigint.
 *
 * @param place - asked for the place of a value that is refused
 * @throws EbitError 'csv' for an object, a list, a function or a symbol
 */
export function cellValue(value: unknown, column: string, place: () => RowPlace): string | number {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'string':
      return value.trim();
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'undefined':
      return '';
    default:
      if (value === null) return '';
  }
  const where = { column, ...place() };
  const what = value instanceof Date ? 'a date' : shownValue(value);
  const mend = value instanceof Date ? 'make numbers of it, such as the days since a day' : 'give a number or a text';
  throw new EbitError('csv', `${rowText(where)} has ${what} ${columnText(where)}; ${mend}.`);
}

/** A message shows so many of a record's columns. */
const SHOWN_COLUMNS = 30;

/**
 * Returns what reads the cells of records.
 *
 * @param columns - which are read, by their number
 * @param first - the number of the first record, for refusals
 */
export function recordCells(records: readonly unknown[], columns: readonly string[], first: number): CellOf {
  return (row, c) => {
    const record = records[row];
    if (typeof record !== 'object' || record === null || Array.isArray(record) || ArrayBuffer.isView(record)) {
      throw new EbitError(
        'columns',
        `Record ${first + row} (counted from 0) is ${shownValue(record)}; give an object with a value for each column, as ` +
          `{ ${JSON.stringify(cutShort(columns[0]))}: 1, ... }.`,
      );
    }
    const name = columns[c];
    const key = Object.hasOwn(record, name) ? name : spelling(record, name, first + row);
    const value = (record as Readonly<Record<string, unknown>>)[key];
    return cellValue(value, name, () => ({ row: first + row, line: null }));
  };
}

/** How a record spells the name of a column: letters may be composed or not. @throws EbitError 'columns' if it lacks it */
function spelling(record: object, name: string, row: number): string {
  const keys = Object.keys(record);
  const composed = name.normalize();
  const found = keys.find((key) => key.normalize() === composed);
  if (found !== undefined) return found;
  const shown = keys.slice(0, SHOWN_COLUMNS).map((key) => cutShort(key));
  const more = keys.length > SHOWN_COLUMNS ? ` and ${keys.length - SHOWN_COLUMNS} more` : '';
  const there = keys.length === 0 ? 'It has none.' : `It has ${shown.join(', ')}${more}.`;
  throw new EbitError(
    'columns',
    `Record ${row} (counted from 0) has no column "${cutShort(name)}".${nearestHint(name, keys)} ${there} Where a value is missing, ` +
      'say null.',
  );
}
