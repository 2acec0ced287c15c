import { EbitError } from '../errors.js';

/** Rows of features: one flat row-major array, or a list of rows. */
export type Rows = Float64Array | readonly ArrayLike<number>[];

/**
 * Returns rows of features as one flat array, after checking them.
 *
 * @param rows - flat and row-major, or a list of rows; at least one
 * @param features - how many numbers a row has, at least one
 * @returns shape [rows, features], row-major; the same array if it was flat, not a copy
 * @throws EbitError 'shape' if there is no row or one has another length, 'not-finite' if a value is not a finite number
 * @example
 * asRows([[0.1, 0.2], [0.3, 0.4]], 2); // Float64Array [0.1, 0.2, 0.3, 0.4]
 */
export function asRows(rows: Rows, features: number): Float64Array {
  if (!(rows instanceof Float64Array) && !Array.isArray(rows)) {
    throw new EbitError('shape', 'Rows are a Float64Array, row after row, or an array of rows; this is neither.');
  }
  if (rows.length === 0) throw new EbitError('shape', 'There is no row; give at least one.');
  const flat = rows instanceof Float64Array ? rows : flattened(rows, features);
  if (flat.length % features !== 0) {
    throw new EbitError('shape', `${flat.length} numbers do not divide into rows of ${features} features.`);
  }
  for (let i = 0; i < flat.length; i++) {
    if (!Number.isFinite(flat[i])) {
      throw new EbitError(
        'not-finite',
        `Feature ${i % features} of row ${Math.floor(i / features)} is not a finite number; mend or drop the row.`,
      );
    }
  }
  return flat;
}

function flattened(rows: readonly ArrayLike<number>[], features: number): Float64Array {
  const flat = new Float64Array(rows.length * features);
  for (let n = 0; n < rows.length; n++) {
    const row: unknown = rows[n];
    if (typeof row !== 'object' || row === null || (row as ArrayLike<number>).length !== features) {
      const length = (row as { length?: unknown } | null | undefined)?.length;
      throw new EbitError('shape', `Row ${n} has ${String(length ?? 'no')} features; each row needs ${features}.`);
    }
    for (let i = 0; i < features; i++) {
      const value: unknown = (row as ArrayLike<number>)[i];
      flat[n * features + i] = typeof value === 'number' ? value : Number.NaN;
    }
  }
  return flat;
}
