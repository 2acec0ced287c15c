import { EbitError } from '../errors.js';
import { isFloat64Array, isList, numberList, roomFor } from '../number-list.js';
import { shownValue } from '../shown-value.js';
import { areKnownFinite, finiteRows } from './finite-rows.js';

/** Rows of features: one flat row-major list of numbers, or a list of rows. */
export type Rows = ArrayLike<number> | readonly ArrayLike<number>[];

/** Whether rows are one flat list of numbers: a typed array, or an array that begins with a number. */
export function isFlat(rows: Rows): rows is ArrayLike<number> {
  return !Array.isArray(rows) || typeof rows[0] === 'number';
}

/** The rows, after looking at what kind of list they are. @throws EbitError 'shape' for what is none */
export function checkedRows(rows: unknown): Rows {
  if (!isList(rows)) {
    throw new EbitError(
      'shape',
      `Rows are an array of rows, or one typed array or array of numbers, row after row; ${shownValue(rows)} is neither.`,
    );
  }
  return rows as Rows;
}

/**
 * Returns rows of features as one flat array, after checking them.
 *
 * @param rows - flat and row-major (any typed array or array of numbers), or a list of rows; at least one
 * @param features - how many numbers a row has, at least one
 * @returns shape [rows, features], row-major; the same array if it was a flat Float64Array, not a copy
 * @throws EbitError 'shape' if there is no row or one has another length, 'not-finite' if a value is not a finite number
 * @example
 * asRows([[0.1, 0.2], [0.3, 0.4]], 2); // Float64Array [0.1, 0.2, 0.3, 0.4]
 */
export function asRows(rows: Rows, features: number): Float64Array {
  const given = checkedRows(rows);
  if (given.length === 0) throw new EbitError('shape', 'There is no row; give at least one.');
  if (!Number.isInteger(features) || features < 1) {
    throw new EbitError('shape', `A row of ${shownValue(features)} features is none; give an integer from 1 on.`);
  }
  const flat = isFlat(given) ? numberList('The rows', given) : flattened(given, features);
  if (flat.length % features !== 0) {
    throw new EbitError('shape', `${flat.length} numbers do not divide into rows of ${features} features.`);
  }
  if (areKnownFinite(flat)) return flat;
  for (let i = 0; i < flat.length; i++) {
    if (!Number.isFinite(flat[i])) {
      throw new EbitError(
        'not-finite',
        `Feature ${i % features} of row ${Math.floor(i / features)} is not a finite number; mend or drop the row.`,
      );
    }
  }
  return flat === given ? flat : finiteRows(flat);
}

function flattened(rows: readonly ArrayLike<number>[], features: number): Float64Array {
  const flat = roomFor('The rows', rows.length * features);
  for (let n = 0; n < rows.length; n++) {
    const row: unknown = rows[n];
    if (!isList(row) || row.length !== features) {
      const length = isList(row) ? row.length : 'no';
      throw new EbitError('shape', `Row ${n} has ${length} features; each row needs ${features}.`);
    }
    if (isFloat64Array(row)) flat.set(row, n * features);
    else for (let i = 0; i < features; i++) flat[n * features + i] = numberOrNaN(row[i]);
  }
  return flat;
}

function numberOrNaN(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}
